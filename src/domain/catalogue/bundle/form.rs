//! One form of several: each fact is asked for once. The outcome is a schema of our subset, so that a terminal, a backend
//! and any client of the standard read the same form.

use serde_json::{Map, Value, json};

use super::Words;
use crate::domain::form::{AnswerKind, Form, PART_WANTED, Question, part_key};
use crate::domain::text::LocalText;

/// A form that goes into the one.
pub struct Piece<'a> {
    /// The form.
    pub form: &'a Form,
    /// Its schema.
    pub schema: Value,
    /// The question whether it is wanted; none if it always is.
    pub wanted: Option<&'a LocalText>,
    /// What its service is called.
    pub name: &'a LocalText,
    /// Whether that name tells something private.
    pub private: bool,
}

/// What becomes of a piece: the key of the question whether it is wanted, and for each of its questions the key of the one
/// that is asked.
pub type Keys = (Option<String>, Vec<(String, String)>);

/// On which answer a question is asked: key and value; none if always.
type When = Option<(String, String)>;

/// A question of the one form.
struct Asked<'a> {
    key: String,
    /// As it stands in the schema of the first piece that asks it.
    property: Map<String, Value>,
    /// As that piece has it; none if it is about a piece itself.
    question: Option<&'a Question>,
    when: When,
    required: bool,
    /// The first piece that asks it, and the last.
    pieces: (usize, usize),
}

/// The schema of the one form, and what becomes of each piece.
pub fn merge(title: &LocalText, pieces: &[Piece<'_>], words: &Words) -> (Value, Vec<Keys>) {
    let mut asked: Vec<Asked<'_>> = Vec::new();
    let mut keys: Vec<Keys> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let key = piece.wanted.map(|wanted| {
            let key = part_key(at);
            let property = about(piece, wanted, &words.choice);
            asked.push(Asked { key: key.clone(), property, question: None, when: None, required: true, pieces: (at, at) });
            key
        });
        keys.push((key, Vec::new()));
    }
    for ((at, piece), (wanted, keys)) in pieces.iter().enumerate().zip(&mut keys) {
        for question in &piece.form.questions {
            let when = match &question.when {
                Some((key, value)) => keys.iter().find(|(own, _)| own == key).map(|(_, asked)| (asked.clone(), value.clone())),
                None => wanted.clone().map(|key| (key, PART_WANTED.to_owned())),
            };
            keys.push((question.key.clone(), ask(&mut asked, question, property(&piece.schema, &question.key), when, at)));
        }
    }
    for (at, piece) in pieces.iter().enumerate().skip(1).filter(|(_, piece)| !piece.private) {
        introduce(asked.iter_mut().filter(|asked| asked.pieces == (at, at)), piece.name, words);
    }
    (schema(title, asked), keys)
}

/// Asks a question of piece `at`, unless another piece asks for the same; says under which key.
fn ask<'a>(asked: &mut Vec<Asked<'a>>, question: &'a Question, property: Map<String, Value>, when: When, at: usize) -> String {
    let about_piece =
        |when: &When| when.as_ref().is_some_and(|(key, _)| asked.iter().any(|other| other.question.is_none() && other.key == *key));
    let fitting = asked.iter().enumerate().filter_map(|(place, other)| {
        let same = other.pieces.1 != at && is_same_fact(other.question?, question);
        let alone = about_piece(&other.when) && about_piece(&when);
        Some((place, both(other, &when, question.required, alone).filter(|_| same)?))
    });
    // Of two that would do, as one's family and one's neighbour, the namesake.
    let fitting = fitting.min_by_key(|(place, _)| asked.get(*place).is_none_or(|other| other.key != question.key));
    if let Some((place, when)) = fitting
        && let Some(known) = asked.get_mut(place)
    {
        (known.when, known.pieces.1) = (when, at);
        known.required |= question.required;
        stricter(&mut known.property, &property);
        return known.key.clone();
    }
    let taken = asked.iter().any(|other| other.key == question.key);
    let key = if taken { format!("{}-{}", question.key, at + 1) } else { question.key.clone() };
    asked.push(Asked { key: key.clone(), property, question: Some(question), when, required: question.required, pieces: (at, at) });
    key
}

/// Says of what a piece alone asks what it is about: with the first question, and where another has the same name.
fn introduce<'a, 'b: 'a>(asked: impl Iterator<Item = &'a mut Asked<'b>>, piece: &LocalText, words: &Words) {
    let asked = asked.filter_map(|asked| Some((asked.question?, asked)));
    for (at, (question, asked)) in asked.enumerate() {
        let namesake = asked.key != question.key;
        if at > 0 && !namesake {
            continue;
        }
        let ask = Words::fill(&words.ask, &[("part", piece), ("ask", &question.ask)]);
        let label = Words::fill(&words.label, &[("part", piece), ("label", &question.label)]);
        let label = if namesake { &label } else { &question.label };
        asked.property.insert("x-text".to_owned(), json!({ "label": label, "ask": ask }));
    }
}

/// When a question is asked that stands for two; none if it cannot, because one who is not asked now would have to answer.
/// `alone`: each is asked of all who want its piece.
fn both(known: &Asked<'_>, when: &When, required: bool, alone: bool) -> Option<When> {
    match (&known.when, when) {
        (one, other) if one == other => Some(one.clone()),
        // Whoever is asked always, and must answer or may leave it as the other may, is asked enough.
        (None, Some(_)) if known.required || !required => Some(None),
        (Some(_), None) if required || !known.required => Some(None),
        _ => alone.then_some(None),
    }
}

/// The same datum, or the same question in all that matters.
fn is_same_fact(one: &Question, other: &Question) -> bool {
    let alike = match (&one.kind, &other.kind) {
        (AnswerKind::Choice(one), AnswerKind::Choice(other)) => one == other,
        (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
    };
    let same = match (&one.same_as, &other.same_as) {
        (Some(one), Some(other)) => one == other,
        (None, None) => one.key == other.key,
        _ => false,
    };
    alike && same
}

/// What fits both: the shorter, and masked if one of them is.
fn stricter(known: &mut Map<String, Value>, other: &Map<String, Value>) {
    let least = [&*known, other].into_iter().filter_map(|property| property.get("maxLength")?.as_u64()).min();
    if let Some(least) = least {
        known.insert("maxLength".to_owned(), least.into());
    }
    if let Some(mask) = other.get("x-secret") {
        known.entry("x-secret").or_insert_with(|| mask.clone());
    }
}

/// The question whether a piece is wanted too.
fn about(piece: &Piece<'_>, wanted: &LocalText, choice: &Value) -> Map<String, Value> {
    let mut property = choice.as_object().cloned().unwrap_or_default();
    property.insert("x-text".to_owned(), json!({ "label": piece.name, "ask": wanted }));
    if piece.private {
        property.insert("x-secret".to_owned(), "whole".into());
    }
    property
}

/// The question `key` as it stands in a schema.
fn property(schema: &Value, key: &str) -> Map<String, Value> {
    let branches = schema.get("allOf").and_then(Value::as_array).into_iter().flatten().filter_map(|branch| branch.get("then"));
    let mut places = [schema].into_iter().chain(branches).filter_map(|place| place.get("properties")?.get(key)?.as_object());
    places.next().cloned().unwrap_or_default()
}

/// The questions as a schema, those on one answer in one branch.
fn schema(title: &LocalText, asked: Vec<Asked<'_>>) -> Value {
    let mut groups: Vec<(When, Map<String, Value>, Vec<String>)> = vec![(None, Map::new(), Vec::new())];
    for (order, mut question) in (1..).zip(asked) {
        question.property.insert("x-order".to_owned(), Value::from(order));
        if !groups.iter().any(|(when, ..)| *when == question.when) {
            groups.push((question.when.clone(), Map::new(), Vec::new()));
        }
        if let Some((_, properties, required)) = groups.iter_mut().find(|(when, ..)| *when == question.when) {
            required.extend(question.required.then(|| question.key.clone()));
            properties.insert(question.key, Value::Object(question.property));
        }
    }
    let mut schema = json!({ "type": "object", "x-text": title });
    let mut branches = Vec::new();
    for (when, properties, required) in groups {
        match when {
            None => {
                schema["properties"] = Value::Object(properties);
                schema["required"] = required.into();
            }
            Some((key, value)) => branches.push(json!({
                "if": { "properties": { (key.as_str()): { "const": value } }, "required": [key] },
                "then": { "properties": properties, "required": required },
            })),
        }
    }
    schema["allOf"] = branches.into();
    schema
}
