//! Holds our reading and checking of schemas against the crate `jsonschema`, and names every refusal.

use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

use super::SchemaProblem;
use crate::domain::application::Answers;
use crate::domain::form::{AnswerKind, Fault, Form};
use crate::domain::secret::{Mask, Secret};

fn text(words: &str) -> Value {
    json!({"zh-CN": words, "zh-TW": words, "en": words})
}

fn property(kind: Value) -> Value {
    let mut property = json!({"type": "string", "x-text": {"label": text("题"), "ask": text("请写。")}});
    property.as_object_mut().unwrap().extend(kind.as_object().unwrap().clone());
    property
}

fn sample() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "x-text": text("表"),
        "properties": {
            "name": property(json!({"format": "person-name", "maxLength": 20, "x-order": 1})),
            "identity": property(json!({"format": "identity-number", "x-secret": "identity", "x-same-as": "identity", "x-order": 2, "x-help": text("十八个字。")})),
            "pay": property(json!({"x-order": 3, "oneOf": [{"const": "card", "x-text": text("卡")}, {"const": "cash", "x-text": text("现钱")}]})),
            "remark": property(json!({"maxLength": 9, "minLength": 1}))
        },
        "required": ["name", "identity", "pay"],
        "allOf": [{
            "if": {"properties": {"pay": {"const": "card"}}, "required": ["pay"]},
            "then": {"properties": {"number": property(json!({"format": "bank-card", "x-secret": "account", "x-order": 4}))}, "required": ["number"]}
        }]
    })
}

fn read(schema: &Value) -> Form {
    Form::read(Uuid::nil(), schema).unwrap()
}

fn answers(pairs: &[(&str, &str)]) -> Answers {
    pairs.iter().map(|(key, answer)| ((*key).to_owned(), Secret::new(*answer))).collect()
}

#[test]
fn questions_come_in_their_order_and_conditions_open_them() {
    let form = read(&sample());
    assert_eq!(form.questions.iter().map(|q| q.key.as_str()).collect::<Vec<_>>(), ["name", "identity", "pay", "number", "remark"]);
    assert_eq!(form.questions[1].secret, Some(Mask::Identity));
    assert_eq!(form.questions[3].when, Some(("pay".into(), "card".into())));
    let keys = |given: &[(&str, &str)]| form.asked(&answers(given)).map(|q| q.key.clone()).collect::<Vec<_>>();
    assert_eq!(keys(&[("pay", "cash")]), ["name", "identity", "pay", "remark"]);
    assert_eq!(keys(&[("pay", "card")]), ["name", "identity", "pay", "number", "remark"]);
}

#[test]
fn faults_come_by_key_and_the_plain_form_leaves_out_what_was_not_asked() {
    let form = read(&sample());
    let given = answers(&[("name", "张3"), ("identity", "11010519491231002x"), ("pay", "card"), ("number", "")]);
    assert_eq!(form.faults(&given), [("name".into(), Fault::Name), ("number".into(), Fault::Empty)]);
    let given = answers(&[("name", "张 三"), ("identity", "11010519491231002x"), ("pay", "cash"), ("number", "x"), ("other", "y")]);
    assert_eq!(form.plain(&given), Ok(answers(&[("name", "张三"), ("identity", "11010519491231002X"), ("pay", "cash")])));
}

#[test]
fn every_place_outside_the_subset_is_named() {
    let long = json!({"zh-CN": "题", "fr": "x"});
    for (pointer, new, at, problem) in [
        ("/properties/name/pattern", json!("^a"), "/properties/name/pattern", SchemaProblem::Unknown),
        ("/additionalProperties", json!(false), "/additionalProperties", SchemaProblem::Unknown),
        ("/allOf/0/else", json!({}), "/allOf/0/else", SchemaProblem::Unknown),
        ("/$schema", json!("http://json-schema.org/draft-07/schema#"), "/$schema", SchemaProblem::WrongValue),
        ("/type", json!("array"), "/type", SchemaProblem::WrongValue),
        ("/properties/name/type", json!("number"), "/properties/name/type", SchemaProblem::WrongValue),
        ("/properties/name/maxLength", json!(-1), "/properties/name/maxLength", SchemaProblem::WrongType),
        ("/properties/name/maxLength", json!(2001), "/properties/name/maxLength", SchemaProblem::WrongValue),
        ("/properties/name/x-same-as", json!("Name"), "/properties/name/x-same-as", SchemaProblem::WrongValue),
        ("/properties/name/x-same-as", json!("identity"), "/properties/identity/x-same-as", SchemaProblem::WrongValue),
        ("/properties/name/format", json!("email"), "/properties/name/format", SchemaProblem::WrongValue),
        ("/properties/name/x-secret", json!("all"), "/properties/name/x-secret", SchemaProblem::WrongValue),
        ("/properties/name/x-help", long, "/properties/name/x-help", SchemaProblem::WrongType),
        ("/properties/name/x-order", json!("1"), "/properties/name/x-order", SchemaProblem::WrongType),
        ("/properties/remark/minLength", json!(2), "/properties/remark/minLength", SchemaProblem::WrongValue),
        ("/properties/pay/oneOf/1/const", json!("card"), "/properties/pay/oneOf/1/const", SchemaProblem::Twice),
        ("/properties/number", property(json!({"maxLength": 3})), "/properties/number", SchemaProblem::Twice),
        ("/properties/a~1b", json!(7), "/properties/a~1b", SchemaProblem::WrongType),
        ("/required", json!(["name", "nobody"]), "/required/1", SchemaProblem::NoSuchQuestion),
        ("/allOf/0/if/required", json!([]), "/allOf/0/if/required", SchemaProblem::WrongValue),
        ("/allOf/0/if/properties/pay/const", json!("gold"), "/allOf/0/if/properties/pay", SchemaProblem::NoSuchQuestion),
        ("/properties/pay/x-order", json!(9), "/allOf/0/if/properties/pay", SchemaProblem::NoSuchQuestion),
    ] {
        let mut schema = sample();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        match schema.pointer_mut(parent).unwrap() {
            Value::Object(object) => drop(object.insert(key.replace("~1", "/"), new)),
            other => panic!("{pointer} is in {other}"),
        }
        let error = Form::read(Uuid::nil(), &schema).unwrap_err();
        assert_eq!((error.pointer.as_str(), error.problem), (at, problem), "{pointer}");
    }
    for gone in [
        "/type",
        "/x-text",
        "/properties",
        "/properties/name/x-text",
        "/properties/name/x-text/ask",
        "/properties/name/maxLength",
        "/allOf/0/if",
        "/allOf/0/then",
    ] {
        let mut schema = sample();
        let (parent, key) = gone.rsplit_once('/').unwrap();
        schema.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(key);
        let error = Form::read(Uuid::nil(), &schema).unwrap_err();
        assert_eq!((error.pointer.as_str(), error.problem), (gone, SchemaProblem::Missing));
    }
    for value in [json!(null), json!([]), json!("{}"), json!(1)] {
        assert_eq!(Form::read(Uuid::nil(), &value).unwrap_err().problem, SchemaProblem::WrongType);
    }
}

#[test]
fn a_plain_schema_of_a_third_party_is_asked_in_its_own_words() {
    let schema = json!({
        "$id": "x", "title": "Registration", "type": "object", "additionalProperties": false,
        "properties": {
            "first": {"type": "string", "title": "First name", "description": "As in your passport.", "pattern": "."},
            "colour": {"enum": ["red", "green"]},
            "born": {"type": "string", "format": "date"},
            "age": {"type": "integer"}
        },
        "required": ["first"]
    });
    assert!(Form::read(Uuid::nil(), &schema).is_err());
    let form = Form::read_foreign(Uuid::nil(), &schema).unwrap();
    assert_eq!(form.title.zh_cn, "Registration");
    assert_eq!(form.questions.iter().map(|q| q.label.zh_cn.as_str()).collect::<Vec<_>>(), ["First name", "colour", "born"]);
    assert_eq!(form.questions[0].help.as_ref().map(|help| help.zh_cn.as_str()), Some("As in your passport."));
    assert!(matches!(&form.questions[1].kind, AnswerKind::Choice(choices) if choices.len() == 2));
    assert_eq!(form.questions[2].kind, AnswerKind::Date);
    assert_eq!(form.questions[0].kind, AnswerKind::Line { max: 500 }, "without a bound it is one line");
    let required = json!({"type": "object", "properties": {"age": {"type": "integer"}}, "required": ["age"]});
    assert_eq!(Form::read_foreign(Uuid::nil(), &required).unwrap_err().pointer, "/properties/age/type");
    assert_eq!(Form::read_foreign(Uuid::nil(), &sample()), Form::read(Uuid::nil(), &sample()));
}

#[test]
fn every_kind_has_its_format() {
    for (kind, expected) in [
        (json!({"maxLength": 60}), AnswerKind::Line { max: 60 }),
        (json!({"maxLength": 61}), AnswerKind::Text { max: 61 }),
        (json!({"maxLength": 2000}), AnswerKind::Text { max: 2000 }),
        (json!({"format": "person-name", "maxLength": 70}), AnswerKind::Name { max: 70 }),
        (json!({"format": "address", "maxLength": 90}), AnswerKind::Address { max: 90 }),
        (json!({"format": "identity-number"}), AnswerKind::Identity),
        (json!({"format": "identity-validity"}), AnswerKind::Validity),
        (json!({"format": "phone"}), AnswerKind::Phone),
        (json!({"format": "bank-card"}), AnswerKind::BankCard),
        (json!({"format": "passbook"}), AnswerKind::Passbook),
        (json!({"format": "date"}), AnswerKind::Date),
        (json!({"format": "working-day"}), AnswerKind::WorkingDay),
    ] {
        let schema = json!({"type": "object", "x-text": text("表"), "properties": {"a": property(kind)}});
        assert_eq!(read(&schema).questions[0].kind, expected);
        assert_eq!(Form::read_foreign(Uuid::nil(), &schema), Ok(read(&schema)));
    }
    let foreign = json!({"properties": {"a": {"maxLength": 9000}}});
    assert_eq!(Form::read_foreign(Uuid::nil(), &foreign).unwrap().questions[0].kind, AnswerKind::Text { max: 2000 });
}

#[test]
fn one_datum_is_asked_by_one_kind() {
    let two = |first: Value, second: Value| {
        let mut properties = json!({"a": property(first), "b": property(second)});
        properties["a"]["x-same-as"] = json!("home-phone");
        properties["b"]["x-same-as"] = json!("home-phone");
        json!({"type": "object", "x-text": text("表"), "properties": properties})
    };
    let form = read(&two(json!({"maxLength": 9}), json!({"maxLength": 20})));
    assert_eq!(form.questions[1].same_as.as_deref(), Some("home-phone"));
    assert_eq!(form.questions[0].same_as, form.questions[1].same_as);
    let error = Form::read(Uuid::nil(), &two(json!({"maxLength": 9}), json!({"format": "phone"}))).unwrap_err();
    assert_eq!((error.pointer.as_str(), error.problem), ("/properties/b/x-same-as", SchemaProblem::WrongValue));
}

/// Written from the standards, not from our code: GB 11643 as Σ aᵢ·2ⁱ ≡ 1 (mod 11), and plain patterns.
fn oracle(schema: &Value) -> jsonschema::Validator {
    let identity = |number: &str| {
        let all: Option<Vec<u32>> = number.chars().map(|c| if c == 'X' { Some(10) } else { c.to_digit(10) }).collect();
        let Some(all) = all.filter(|all| all.len() == 18 && all[..17].iter().all(|digit| *digit < 10)) else { return false };
        let sum: u64 = all.iter().rev().enumerate().map(|(at, digit)| u64::from(*digit) * 2_u64.pow(at as u32)).sum();
        let (year, month, day) = (number[6..10].parse::<i16>(), number[10..12].parse::<i8>(), number[12..14].parse::<i8>());
        let born = jiff::civil::Date::new(year.unwrap(), month.unwrap(), day.unwrap());
        sum % 11 == 1 && all[0] != 0 && born.is_ok_and(|born| born.year() >= 1890 && born <= jiff::Zoned::now().date())
    };
    let phone = |number: &str| {
        let rest = |prefix: usize, lengths: [usize; 2]| {
            lengths.contains(&(number.len() - prefix)) && matches!(number.as_bytes()[prefix], b'2'..=b'8')
        };
        number.bytes().all(|b| b.is_ascii_digit())
            && number.len() >= 11
            && match &number[..2] {
                "13" | "14" | "15" | "16" | "17" | "18" | "19" => number.len() == 11,
                "01" => number.starts_with("010") && rest(3, [8, 8]),
                "02" => rest(3, [8, 8]),
                "03" | "04" | "05" | "06" | "07" | "08" | "09" => rest(4, [7, 8]),
                _ => false,
            }
    };
    jsonschema::options()
        .should_validate_formats(true)
        .with_format("identity-number", identity)
        .with_format("phone", phone)
        .with_format("bank-card", |number: &str| (12..20).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit()))
        .with_format("person-name", |name: &str| {
            name.chars().any(char::is_alphabetic) && !name.contains(|c: char| c.is_numeric() || "<>@,;".contains(c))
        })
        .build(schema)
        .unwrap()
}

/// What a property may be.
fn property_kinds() -> impl Strategy<Value = Value> {
    prop_oneof![
        (1_u32..12).prop_map(|max| json!({"maxLength": max})),
        (1_u32..6).prop_map(|max| json!({"maxLength": max, "format": "person-name"})),
        Just(json!({"format": "identity-number"})),
        Just(json!({"format": "phone"})),
        Just(json!({"format": "bank-card"})),
        Just(json!({"format": "date"})),
    ]
}

/// A schema: a choice, some questions always asked, some only after `yes`.
fn schemas() -> impl Strategy<Value = Value> {
    let group = || proptest::collection::vec((property_kinds(), any::<bool>(), -5_i64..5), 1..4);
    (group(), group()).prop_map(|(always, after)| {
        let part = |prefix: &str, group: Vec<(Value, bool, i64)>, least: i64| {
            let mut properties = serde_json::Map::new();
            let mut required = Vec::new();
            for (at, (kind, needed, order)) in group.into_iter().enumerate() {
                let key = format!("{prefix}{at}");
                let mut kind = property(kind);
                kind["x-order"] = json!(order + least);
                properties.insert(key.clone(), kind);
                if needed {
                    required.push(key);
                }
            }
            json!({"properties": properties, "required": required})
        };
        let mut schema = part("a", always, 0);
        schema["properties"]["pick"] =
            property(json!({"x-order": 0, "oneOf": [{"const": "yes", "x-text": text("是")}, {"const": "no", "x-text": text("不是")}]}));
        schema["type"] = json!("object");
        schema["x-text"] = text("表");
        schema["allOf"] = json!([{"if": {"properties": {"pick": {"const": "yes"}}, "required": ["pick"]}, "then": part("b", after, 10)}]);
        schema
    })
}

/// What people write, right and wrong.
fn written() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        proptest::sample::select(vec![
            "yes",
            "no",
            "maybe",
            "张三",
            "阿依古丽·买买提",
            "张3",
            "11010519491231002X",
            "110105194912310021",
            "13800001234",
            "02161234567",
            "08262345678",
            "4111111111111111",
            "123456789012",
            "12345",
            "2026-03-05",
            "2026-02-30",
            "梅园路1号",
            "a <b> c",
            "1949-12-31",
        ])
        .prop_map(str::to_owned),
        "[0-9]{10,20}",
        "[张王·a-c ]{1,8}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]
    #[test]
    fn we_judge_as_the_crate_jsonschema_does(schema in schemas(), given in proptest::collection::vec(written(), 7), pick in "yes|no|maybe|") {
        let form = read(&schema);
        let validator = oracle(&schema);
        let mut answers: Answers = ["a0", "a1", "a2", "b0", "b1", "b2"].iter().zip(&given).map(|(key, answer)| ((*key).to_owned(), Secret::new(answer.clone()))).collect();
        answers.insert("pick".into(), Secret::new(pick));
        // A blank is no answer.
        let instance = |answers: &Answers| -> Value {
            let given = form.asked(answers).filter_map(|question| Some((question.key.clone(), answers.get(&question.key)?.expose())));
            given.filter(|(_, answer)| !answer.trim().is_empty()).map(|(key, answer)| (key, json!(answer))).collect::<serde_json::Map<_, _>>().into()
        };
        // What we take is, in its plain form, valid; and what is valid as it was written, we take.
        match form.plain(&answers) {
            Ok(plain) => prop_assert!(validator.is_valid(&instance(&plain)), "{}", instance(&plain)),
            Err(faults) => prop_assert!(!validator.is_valid(&instance(&answers)), "{faults:?} {}", instance(&answers)),
        }
    }
}
