//! What a bundle makes of its parts.

use serde_json::{Value, json};

use crate::domain::application::{Answers, HandoutWay};
use crate::domain::catalogue::{Catalogue, Defect, Entry, Problem};
use crate::domain::form::Question;
use crate::domain::secret::{Mask, Secret};
use crate::domain::service::{MaterialSource, ServiceId};

fn text(words: &str) -> Value {
    json!({"zh-CN": words, "zh-TW": words, "en": words})
}

/// A question of this kind, `more` in its schema.
fn question(order: u8, words: &str, more: Value) -> Value {
    let mut question = json!({"type": "string", "x-order": order, "x-text": {"label": text(words), "ask": text(words)}});
    question.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    question
}

fn choice(order: u8, words: &str, values: &[&str]) -> Value {
    let values: Vec<Value> = values.iter().map(|value| json!({"const": value, "x-text": text(value)})).collect();
    question(order, words, json!({ "oneOf": values }))
}

/// Whose, how it is paid, and to which card.
fn paid(name: &str, longest: u8) -> Value {
    json!({
        "type": "object", "x-text": text("a"), "required": [name, "paidTo"],
        "properties": {
            name: question(1, "name", json!({"format": "person-name", "maxLength": longest, "x-same-as": "name"})),
            "paidTo": choice(2, "paid", &["cash", "card"]),
        },
        "allOf": [{
            "if": {"properties": {"paidTo": {"const": "card"}}, "required": ["paidTo"]},
            "then": {"properties": {"card": question(3, "card", json!({"format": "bank-card", "x-secret": "account"}))}, "required": ["card"]},
        }],
    })
}

/// Whose, which of three, and a card that may be left out.
fn other(what: &[&str]) -> Value {
    json!({
        "type": "object", "x-text": text("b"), "required": ["name", "what"],
        "properties": {
            "name": question(1, "your name", json!({"format": "person-name", "maxLength": 20, "x-same-as": "name", "x-secret": "whole"})),
            "what": choice(2, "what", what),
            "card": question(3, "card", json!({"format": "bank-card", "x-secret": "account"})),
            "since": question(4, "since", json!({"format": "date"})),
        },
    })
}

fn file(name: &str, handling: &str, materials: Value, handout: Value, rest: (&str, Value)) -> (String, Vec<u8>) {
    let mut guide = json!({"materials": materials, "handout": handout});
    for field in ["summary", "who", "time", "fee", "result", "place", "proxy"] {
        guide[field] = text(field);
    }
    let mut file = json!({
        "region": "CN", "department": text(name), "names": {"official": text(name), "everyday": text(name)}, "category": "care",
        "handling": handling, "source": text("样例"), "as_of": "2026-11-22", "sample": true, "guide": guide,
    });
    file[rest.0] = rest.1;
    let folder = if rest.0 == "parts" { "bundles" } else { "services" };
    (format!("{folder}/{name}.json"), serde_json::to_vec_pretty(&file).unwrap())
}

fn material(name: &str, source: &str, copies: u8) -> Value {
    json!({"name": text(name), "source": source, "copies": copies})
}

fn services() -> Vec<(String, Vec<u8>)> {
    vec![
        file(
            "1",
            "full",
            json!([material("卡", "shared", 1), material("照片", "later", 0)]),
            json!(["mail", "in-person"]),
            ("form", paid("name", 50)),
        ),
        file("2", "full", json!([material("卡", "bring", 0)]), json!([]), ("form", other(&["x", "y"]))),
        file("3", "form_then_papers", json!([material("证", "bring", 2)]), json!(["in-person", "family"]), ("form", paid("person", 30))),
        file("4", "full", json!([]), json!([]), ("form", other(&["x", "z"]))),
    ]
}

/// The bundle of these parts, an optional one with its question.
fn bundle(handling: &str, parts: &[(&str, Option<&str>)]) -> (String, Vec<u8>) {
    let parts = parts.iter().map(|(service, wanted)| match wanted {
        Some(wanted) => json!({"service": service, "optional": text(wanted)}),
        None => json!({"service": service}),
    });
    file("一件事", handling, json!([]), json!([]), ("parts", parts.collect()))
}

fn read(handling: &str, parts: &[(&str, Option<&str>)]) -> Result<(Catalogue, Entry), Vec<Defect>> {
    let guide = ("item-guide.json".to_owned(), Vec::new());
    let files = services().into_iter().chain([bundle(handling, parts)]);
    let (catalogue, defects) = Catalogue::read(files.chain([guide]).filter(|(_, bytes)| !bytes.is_empty()));
    let found = catalogue.services().iter().find(|entry| entry.summary.name.zh_cn == "一件事").cloned();
    found.map(|entry| (catalogue, entry)).ok_or(defects)
}

/// The key of a question, on which answer it is asked, whether it is required.
type Asked = (String, Option<(String, String)>, bool);

fn questions(entry: &Entry) -> Vec<Asked> {
    let (form, _) = entry.full.as_ref().unwrap().form().unwrap();
    form.questions.iter().map(|question| (question.key.clone(), question.when.clone(), question.required)).collect()
}

fn one<'a>(entry: &'a Entry, key: &str) -> &'a Question {
    entry.full.as_ref().unwrap().form().unwrap().0.questions.iter().find(|question| question.key == key).unwrap()
}

fn when(key: &str, value: &str) -> Option<(String, String)> {
    Some((key.to_owned(), value.to_owned()))
}

fn answers(pairs: &[(&str, &str)]) -> Answers {
    pairs.iter().map(|(key, answer)| ((*key).to_owned(), Secret::new(*answer))).collect()
}

#[test]
fn each_fact_is_asked_once_and_a_condition_goes_on_working() {
    let (catalogue, entry) = read("form_then_papers", &[("1", None), ("3", None)]).unwrap();
    let expected = [("name", None, true), ("paidTo", None, true), ("card", when("paidTo", "card"), true)];
    assert_eq!(questions(&entry), expected.map(|(key, when, required)| (key.to_owned(), when, required)));
    assert_eq!(one(&entry, "name").kind, crate::domain::form::AnswerKind::Name { max: 30 }, "what fits both");
    let parts = &entry.full.as_ref().unwrap().parts;
    let given = answers(&[("name", "王小明"), ("paidTo", "card"), ("card", "6222020000000000")]);
    assert_eq!(parts[0].answers(&given), given);
    let own = parts[1].answers(&given);
    assert_eq!(own, answers(&[("person", "王小明"), ("paidTo", "card"), ("card", "6222020000000000")]));
    assert_eq!(catalogue.form(parts[1].service).unwrap().0.plain(&own, jiff::civil::date(2026, 11, 21)), Ok(own));
    assert_eq!(parts[1].asked_as("person"), Some("name"));
}

#[test]
fn what_only_an_optional_part_asks_is_asked_when_it_is_wanted() {
    let (_, entry) = read("full", &[("1", None), ("2", Some("二要不要？"))]).unwrap();
    let expected = [
        ("part-2", None, true),
        ("name", None, true),
        ("paidTo", None, true),
        ("card", when("paidTo", "card"), true),
        ("what", when("part-2", "yes"), true),
        // Who is paid in cash is not asked for a card because the other part would like to know one.
        ("card-2", when("part-2", "yes"), false),
        ("since", when("part-2", "yes"), false),
    ];
    assert_eq!(questions(&entry), expected.map(|(key, when, required)| (key.to_owned(), when, required)));
    assert_eq!(one(&entry, "name").secret, Some(Mask::Whole), "masked if one of them is");
    let said = |key: &str| (one(&entry, key).ask.zh_cn.clone(), one(&entry, key).label.zh_cn.clone());
    assert_eq!(said("what"), ("说的是“2”。what".to_owned(), "what".to_owned()));
    assert_eq!(said("card-2"), ("说的是“2”。card".to_owned(), "card（2）".to_owned()));
    assert_eq!((said("since").0, said("card").0), ("since".to_owned(), "card".to_owned()));
    let part = &entry.full.as_ref().unwrap().parts[1];
    assert!(
        part.is_wanted(&answers(&[("part-2", "yes")]))
            && !part.is_wanted(&answers(&[("part-2", "no")]))
            && !part.is_wanted(&Answers::new())
    );
    assert!(entry.full.as_ref().unwrap().parts[0].is_wanted(&Answers::new()));
}

#[test]
fn what_several_optional_parts_ask_is_asked_of_everybody_and_namesakes_stay_apart() {
    let (_, entry) = read("full", &[("1", None), ("2", Some("二要不要？")), ("4", Some("四要不要？"))]).unwrap();
    let keys: Vec<_> = questions(&entry).into_iter().filter(|(key, ..)| key.starts_with("what") || key == "since").collect();
    let expected = [("what", when("part-2", "yes"), true), ("since", None, false), ("what-3", when("part-3", "yes"), true)];
    assert_eq!(keys, expected.map(|(key, when, required)| (key.to_owned(), when, required)));
}

#[test]
fn materials_and_handing_out_fit_all_parts() {
    let (_, entry) = read("form_then_papers", &[("1", None), ("2", None), ("3", Some("三要不要？"))]).unwrap();
    let guide = entry.full.as_ref().unwrap().guide();
    let materials: Vec<_> =
        guide.materials.iter().map(|material| (material.name.zh_cn.as_str(), material.source, material.copies)).collect();
    assert_eq!(materials, [("卡", MaterialSource::Bring, 1), ("照片", MaterialSource::Later, 0), ("证", MaterialSource::Bring, 2)]);
    let notes: Vec<_> = guide.materials.iter().filter_map(|material| material.note.as_ref()).map(|note| note.zh_cn.as_str()).collect();
    assert_eq!(notes, ["办“3”才要。"]);
    assert_eq!(guide.handout, [HandoutWay::InPerson]);
}

#[test]
fn terminal_and_backend_read_the_same_form() {
    let (catalogue, entry) = read("form_then_papers", &[("1", None), ("2", Some("二要不要？")), ("3", Some("三要不要？"))]).unwrap();
    let id: ServiceId = entry.summary.id;
    let (form, schema) = catalogue.form(id).unwrap();
    let again = crate::domain::form::Form::read(form.id, &serde_json::from_str(schema).unwrap()).unwrap();
    assert_eq!(&again, form);
    let parts: Vec<_> = catalogue.service(id).unwrap().parts.into_iter().map(|part| part.name.zh_cn).collect();
    assert_eq!(parts, ["1", "2", "3"]);
}

#[test]
fn what_is_wrong_is_told_by_file_line_and_field() {
    let wrong = |handling: &str, parts: &[(&str, Option<&str>)]| -> Vec<_> {
        let defects = read(handling, parts).unwrap_err();
        assert!(defects.iter().all(|defect| defect.file == "bundles/一件事.json" && defect.line.is_some()), "{defects:?}");
        defects.into_iter().map(|defect| (defect.field.unwrap_or_default(), defect.problem)).collect()
    };
    assert_eq!(wrong("full", &[("1", None), ("9-nothing", None)]), [("/parts/1/service".to_owned(), Problem::NoSuchPart)]);
    assert_eq!(wrong("full", &[("CN/1/nothing", None), ("2", None)]), [("/parts/0/service".to_owned(), Problem::NoSuchPart)]);
    assert_eq!(wrong("full", &[("1", None), ("CN/1/1", None)]), [("/parts/1/service".to_owned(), Problem::Twice)]);
    assert_eq!(wrong("full", &[("1", None), ("3", None)]), [("/handling".to_owned(), Problem::WrongValue)]);
    assert_eq!(wrong("full", &[]), [("/parts".to_owned(), Problem::Empty)]);
}
