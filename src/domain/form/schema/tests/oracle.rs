//! Holds our checks against the crate `jsonschema`, over schemas and answers made at random.
//!
//! What we take is valid in the form in which it is filed, and what is valid as it was written, we take. On answers in
//! their plain form the two therefore agree. We part from JSON Schema, on purpose, in three places:
//! - We are stricter with blanks: white space alone is no answer, though a string.
//! - We are more lenient with the hand: `１３８ …` is put into its plain form before it is judged.
//! - A question behind a question that is not asked is not asked, whatever was written there before; JSON Schema looks at
//!   the one condition only. Such answers are not filed, so it never sees them.

use std::cell::Cell;
use std::collections::HashSet;
use std::sync::LazyLock;

use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};

use super::{property, read, text};
use crate::domain::application::Answers;
use crate::domain::form::{AnswerKind, Fault, Form};
use crate::domain::secret::Secret;
use crate::domain::workday;

fn today() -> Date {
    date(2026, 11, 21)
}

/// Everything that is a region and nothing else, without spaces.
static REGIONS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let mut all = HashSet::new();
    for line in include_str!("../../../../../assets/regions/divisions.tsv").lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        all.extend((1..=3).map(|depth| columns[..depth].concat()));
        all.extend(columns[3].split(',').map(|street| columns[..3].concat() + street));
    }
    all
});

/// GB 11643 as Σ aᵢ·2ⁱ ≡ 1 (mod 11).
fn identity(number: &str) -> bool {
    let all: Option<Vec<u32>> = number.chars().map(|c| if c == 'X' { Some(10) } else { c.to_digit(10) }).collect();
    let Some(all) = all.filter(|all| all.len() == 18 && all[..17].iter().all(|digit| *digit < 10)) else { return false };
    let sum: u64 = all.iter().rev().enumerate().map(|(at, digit)| u64::from(*digit) * 2_u64.pow(at as u32)).sum();
    let (year, month, day) = (number[6..10].parse::<i16>(), number[10..12].parse::<i8>(), number[12..14].parse::<i8>());
    let born = Date::new(year.unwrap(), month.unwrap(), day.unwrap());
    sum % 11 == 1 && all[0] != 0 && born.is_ok_and(|born| born.year() >= 1890 && born <= today())
}

fn phone(number: &str) -> bool {
    let rest =
        |prefix: usize, lengths: [usize; 2]| lengths.contains(&(number.len() - prefix)) && matches!(number.as_bytes()[prefix], b'2'..=b'8');
    digits(number, 11, 12)
        && match &number[..2] {
            "13" | "14" | "15" | "16" | "17" | "18" | "19" => number.len() == 11,
            "01" => number.starts_with("010") && rest(3, [8, 8]),
            "02" => rest(3, [8, 8]),
            "03" | "04" | "05" | "06" | "07" | "08" | "09" => rest(4, [7, 8]),
            _ => false,
        }
}

fn digits(number: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Written from the standards, not from our code.
fn oracle(schema: &Value) -> jsonschema::Validator {
    let letters = |c: char| c.is_alphabetic() || c.is_whitespace() || "·-'’.".contains(c);
    let ahead = |day: &str| day.parse::<Date>().is_ok_and(|last| last.to_string() == day && last >= today());
    jsonschema::options()
        .should_validate_formats(true)
        .with_format("identity-number", identity)
        .with_format("identity-validity", move |end: &str| end == "long-term" || ahead(end))
        .with_format("phone", phone)
        .with_format("address", |place: &str| !REGIONS.contains(&place.split_whitespace().collect::<String>()))
        .with_format("bank-card", |number: &str| digits(number, 12, 19))
        .with_format("passbook", |number: &str| digits(number, 8, 22))
        .with_format("working-day", |day: &str| workday::next_days(today(), 10).iter().any(|one| one.to_string() == day))
        .with_format("person-name", move |name: &str| name.contains(char::is_alphabetic) && name.chars().all(letters))
        .build(schema)
        .unwrap()
}

/// What a property may be.
fn kinds() -> impl Strategy<Value = Value> {
    let choice = |value: &str| json!({"const": value, "x-text": text("选")});
    let plain = ["identity-number", "identity-validity", "phone", "bank-card", "passbook", "date", "working-day"];
    prop_oneof![
        3 => (1_u32..12).prop_map(|max| json!({"maxLength": max})),
        2 => (61_u32..70).prop_map(|max| json!({"maxLength": max, "minLength": 1})),
        2 => (1_u32..6).prop_map(|max| json!({"maxLength": max, "format": "person-name"})),
        2 => (6_u32..30).prop_map(|max| json!({"maxLength": max, "format": "address"})),
        1 => Just(json!({"oneOf": [choice("yes"), choice("no")]})),
        8 => select(plain.to_vec()).prop_map(|format| json!({"format": format})),
    ]
}

/// A schema: some questions always asked, some only after `pick`, some of those only after a further `deep`.
fn schemas() -> impl Strategy<Value = Value> {
    let group = || proptest::collection::vec((kinds(), any::<bool>(), -5_i64..5), 1..4);
    (group(), group(), group(), any::<[bool; 2]>()).prop_map(|(always, after, deepest, must)| {
        let part = |prefix: &str, group: Vec<(Value, bool, i64)>, least: i64| {
            let mut part = json!({"properties": {}, "required": []});
            for (at, (kind, needed, order)) in group.into_iter().enumerate() {
                add(&mut part, &format!("{prefix}{at}"), kind, needed, order + least);
            }
            part
        };
        let choice = json!({"oneOf": [{"const": "yes", "x-text": text("是")}, {"const": "no", "x-text": text("不是")}]});
        let mut schema = part("a", always, 0);
        add(&mut schema, "pick", choice.clone(), must[0], 0);
        let mut then = part("b", after, 10);
        add(&mut then, "deep", choice, must[1], 20);
        let branch = |key: &str, then: Value| json!({"if": {"properties": {key: {"const": "yes"}}, "required": [key]}, "then": then});
        schema["type"] = json!("object");
        schema["x-text"] = text("表");
        schema["allOf"] = json!([branch("pick", then), branch("deep", part("c", deepest, 30))]);
        schema
    })
}

fn add(part: &mut Value, key: &str, kind: Value, needed: bool, order: i64) {
    part["properties"][key] = property(kind);
    part["properties"][key]["x-order"] = json!(order);
    if needed {
        part["required"].as_array_mut().unwrap().push(json!(key));
    }
}

/// Answers that mostly fit a question of this kind, to the edge and one step beyond.
fn fitting(kind: &AnswerKind) -> Vec<String> {
    let words: &[&str] = match kind {
        AnswerKind::Line { .. } | AnswerKind::Text { .. } => &["好", "腿不好，\n走不远。", "１２号 "],
        AnswerKind::Name { .. } => &["张三", "张　三", "买买提 • 艾"],
        AnswerKind::Identity => &["11010519491231002X", "110105 19491231 002x"],
        AnswerKind::Validity => {
            let [past, last] = [today().yesterday().unwrap(), today()].map(|day| day.to_string());
            return vec!["long-term".to_owned(), "2076.03.05-长期".to_owned(), last, past];
        }
        AnswerKind::Phone => &["13800001234", "138 0000 1234", "021-61234567"],
        AnswerKind::Address { .. } => &["梅园路1号", "上海市 浦东新区 梅园路1号", "上海市浦东新区"],
        AnswerKind::BankCard => &["411111111111", "6222020000000000123", "6222 0200 0000 0000", "41111111111"],
        AnswerKind::Passbook => &["12345678", "1001234567890123456789", "1001-2345-6789", "1234567"],
        AnswerKind::Date => &["2026-03-05", "2026年3月5日"],
        AnswerKind::WorkingDay => return workday::next_days(today(), 10).iter().map(ToString::to_string).collect(),
        AnswerKind::Choice(_) => &["yes", "yes", "no"],
    };
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// What people write, right and wrong.
fn written() -> impl Strategy<Value = String> {
    let words = [
        "",
        " ",
        "maybe",
        "阿依古丽·买买提",
        "张3",
        "110105194912310021",
        "08262345678",
        "12345",
        "2026-02-30",
        "2016-03-05",
        "a <b> c",
        "1949-12-31",
        "上海市 浦东新区 花木街道",
        "广东省东莞市",
    ];
    prop_oneof![
        2 => select(words.to_vec()).prop_map(str::to_owned),
        1 => "[0-9]{7,23}",
        1 => "[张王·a-c ]{1,8}",
        1 => "[张王，。\n]{55,75}",
    ]
}

/// The answers to questions that are asked, as they would be sent. A blank is no answer.
fn instance(form: &Form, answers: &Answers) -> Value {
    let given = form.asked(answers).filter_map(|question| Some((question.key.clone(), answers.get(&question.key)?.expose())));
    given.filter(|(_, answer)| !answer.trim().is_empty()).map(|(key, answer)| (key, json!(answer))).collect::<Map<_, _>>().into()
}

#[test]
fn we_judge_as_the_crate_jsonschema_does() {
    let (taken, refused) = (Cell::new(0), Cell::new(0));
    let given = proptest::collection::vec((prop::bool::weighted(0.9), any::<Index>(), written()), 11);
    let mut runner = TestRunner::new(Config::with_cases(1500));
    let judged = runner.run(&(schemas(), given), |(schema, given)| {
        let form = read(&schema);
        let validator = oracle(&schema);
        let answer = |(fits, index, written): &(bool, Index, String), kind| {
            if *fits { index.get(&fitting(kind)).clone() } else { written.clone() }
        };
        let answers: Answers =
            form.questions.iter().zip(&given).map(|(one, given)| (one.key.clone(), Secret::new(answer(given, &one.kind)))).collect();
        match form.plain(&answers, today()) {
            Ok(plain) => {
                taken.set(taken.get() + 1);
                prop_assert!(validator.is_valid(&instance(&form, &plain)), "{}", instance(&form, &plain));
                prop_assert_eq!(form.plain(&plain, today()), Ok(plain));
            }
            Err(faults) => {
                refused.set(refused.get() + 1);
                prop_assert!(!validator.is_valid(&instance(&form, &answers)), "{faults:?} {}", instance(&form, &answers));
            }
        }
        Ok(())
    });
    assert!(judged.is_ok(), "{judged:?}");
    assert!(taken.get() > 200 && refused.get() > 200, "{} taken, {} refused", taken.get(), refused.get());
}

#[test]
fn where_we_part_from_json_schema() {
    let schema = |part: Value| {
        let mut schema = json!({"type": "object", "x-text": text("表")});
        schema.as_object_mut().unwrap().extend(part.as_object().unwrap().clone());
        (read(&schema), oracle(&schema))
    };
    let secrets = |given: &[(&str, &str)]| given.iter().map(|(key, answer)| ((*key).to_owned(), Secret::new(*answer))).collect::<Answers>();
    let (form, validator) = schema(json!({"properties": {"a": property(json!({"maxLength": 3}))}, "required": ["a"]}));
    assert!(validator.is_valid(&json!({"a": " "})));
    assert_eq!(form.faults(&secrets(&[("a", " ")]), today()), [("a".to_owned(), Fault::Empty)]);

    let (form, validator) = schema(json!({"properties": {"a": property(json!({"format": "phone"}))}}));
    assert!(!validator.is_valid(&json!({"a": "１３８ 0000 1234"})));
    assert_eq!(form.faults(&secrets(&[("a", "１３８ 0000 1234")]), today()), []);

    let choice = property(json!({"oneOf": [{"const": "yes", "x-text": text("是")}, {"const": "no", "x-text": text("不是")}]}));
    let then = |key: &str, kind: &Value| json!({"properties": {key: kind}, "required": [key]});
    let branch = |key: &str, then: Value| json!({"if": {"properties": {key: {"const": "yes"}}, "required": [key]}, "then": then});
    let line = property(json!({"maxLength": 3}));
    let (form, validator) =
        schema(json!({"properties": {"a": choice}, "allOf": [branch("a", then("b", &choice)), branch("b", then("c", &line))]}));
    assert!(!validator.is_valid(&json!({"a": "no", "b": "yes"})));
    assert_eq!(form.plain(&secrets(&[("a", "no"), ("b", "yes")]), today()), Ok(secrets(&[("a", "no")])));
}
