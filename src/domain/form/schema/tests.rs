//! What is read of a schema, and the name of every refusal.

mod oracle;

use jiff::civil::date;
use serde_json::{Value, json};
use uuid::Uuid;

use super::SchemaProblem;
use crate::domain::application::Answers;
use crate::domain::form::{AnswerKind, Fault, Form};
use crate::domain::secret::{Mask, Secret};

pub fn text(words: &str) -> Value {
    json!({"zh-CN": words, "zh-TW": words, "en": words})
}

pub fn property(kind: Value) -> Value {
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

pub fn read(schema: &Value) -> Form {
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
    assert_eq!(form.faults(&given, date(2026, 11, 21)), [("name".into(), Fault::Name), ("number".into(), Fault::Empty)]);
    let given = answers(&[("name", "张 三"), ("identity", "11010519491231002x"), ("pay", "cash"), ("number", "x"), ("other", "y")]);
    assert_eq!(
        form.plain(&given, date(2026, 11, 21)),
        Ok(answers(&[("name", "张三"), ("identity", "11010519491231002X"), ("pay", "cash")]))
    );
}

#[test]
fn conditions_in_a_circle_are_named_as_such() {
    let choice = |order: u8| property(json!({"x-order": order, "oneOf": [{"const": "yes", "x-text": text("是")}]}));
    let branch = |on: &str, asked: &str, order: u8| {
        json!({
            "if": {"properties": {on: {"const": "yes"}}, "required": [on]},
            "then": {"properties": {asked: choice(order)}, "required": [asked]}
        })
    };
    let mut schema = sample();
    schema["allOf"] = json!([branch("second", "first", 10), branch("third", "second", 11), branch("first", "third", 12)]);
    let error = Form::read(Uuid::nil(), &schema).unwrap_err();
    assert_eq!((error.pointer.as_str(), error.problem), ("/allOf/0/if/properties/second", SchemaProblem::Circle));
    schema["allOf"] = json!([branch("second", "first", 10), branch("pay", "second", 11)]);
    assert_eq!(Form::read(Uuid::nil(), &schema).unwrap_err().problem, SchemaProblem::NoSuchQuestion);
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
        ("/properties/remark/maxLength", json!(0), "/properties/remark", SchemaProblem::Unanswerable),
        ("/properties/pay/oneOf", json!([]), "/properties/pay/oneOf", SchemaProblem::Unanswerable),
        ("/properties/pay/oneOf/1/const", json!("\u{200b}cash"), "/properties/pay", SchemaProblem::Unanswerable),
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
