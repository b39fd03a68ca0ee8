//! What should be better in a file of the catalogue though it can be used: a language missing, a sentence too long (U1),
//! a question that nobody should be asked, a private answer that would stand open.

use serde_json::Value;

use super::{Defect, Problem};

/// Most characters of a Chinese sentence (U1).
const CHARACTERS: usize = 25;
/// Most words of an English sentence (U1).
const WORDS: usize = 20;
/// Official names are exempt (U1).
const EXEMPT: [&str; 2] = ["/names/official", "/department"];

/// Formats whose answers are private: their questions need `x-secret` (P2).
const PRIVATE: [&str; 5] = ["identity-number", "phone", "bank-card", "passbook", "address"];
/// Names, in small letters without signs, of what nobody can give at a terminal: a mailbox, or a code sent somewhere else.
const ELSEWHERE: [&str; 5] = ["email", "smscode", "verificationcode", "verifycode", "captcha"];

/// Everything in a JSON file that its author should put better. A file that cannot be read has its defect already.
pub fn file(name: &str, bytes: &[u8]) -> Vec<Defect> {
    let mut defects = Vec::new();
    if let Ok(value) = serde_json::from_slice(bytes) {
        let mut found = |pointer: &str, problem| defects.push(Defect::in_field(name, bytes, pointer, problem));
        walk(&value, "", &mut found);
        form(&value, &mut found);
    }
    defects
}

fn walk(value: &Value, pointer: &str, found: &mut impl FnMut(&str, Problem)) {
    let members: Vec<(String, &Value)> = match value {
        Value::Object(object) => object.iter().map(|(key, value)| (format!("{pointer}/{key}"), value)).collect(),
        Value::Array(array) => array.iter().enumerate().map(|(at, value)| (format!("{pointer}/{at}"), value)).collect(),
        _ => return,
    };
    if value.get("zh-CN").is_some() {
        for language in ["zh-TW", "en"].into_iter().filter(|language| value.get(language).is_none()) {
            found(&format!("{pointer}/{language}"), Problem::Untranslated);
        }
        if EXEMPT.contains(&pointer) {
            return;
        }
    }
    for (pointer, value) in members {
        let language = pointer.rsplit('/').next().unwrap_or_default();
        match value.as_str() {
            Some(text) if language.starts_with("zh-") || language == "en" => {
                if sentences(text, language).any(|sentence| is_long(sentence, language)) {
                    found(&pointer, Problem::LongSentence);
                }
            }
            _ => walk(value, &pointer, found),
        }
    }
}

/// What a form should not ask, or not openly.
fn form(file: &Value, found: &mut impl FnMut(&str, Problem)) {
    let branches = file.pointer("/form/allOf").and_then(Value::as_array).map_or(0, Vec::len);
    let places = (0..branches).map(|at| format!("/form/allOf/{at}/then/properties"));
    let places: Vec<String> = ["/form/properties".to_owned()].into_iter().chain(places).collect();
    let members = |place: &String| {
        let properties = file.pointer(place).and_then(Value::as_object);
        properties.into_iter().flatten().map(|(key, question)| (format!("{place}/{key}"), key, question)).collect::<Vec<_>>()
    };
    let questions: Vec<_> = places.iter().flat_map(members).collect();
    let format = |question: &Value| question.get("format").and_then(Value::as_str).unwrap_or_default().to_owned();
    let identified = questions.iter().any(|(_, _, question)| format(question) == "identity-number");
    for (pointer, key, question) in &questions {
        let name: String = key.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect();
        let format = format(question);
        if identified && is_birth_date(&name, &format) {
            found(pointer, Problem::BirthDate);
        }
        if ELSEWHERE.iter().any(|word| name.contains(word)) {
            found(pointer, Problem::Elsewhere);
        }
        if PRIVATE.contains(&format.as_str()) && question.get("x-secret").is_none() {
            found(&format!("{pointer}/x-secret"), Problem::Unmasked);
        }
    }
}

/// Whether a question, by its name, is for the birth date of the one whose identity number is known.
fn is_birth_date(name: &str, format: &str) -> bool {
    name.starts_with("birthda") || matches!(name, "dateofbirth" | "born") || (name.starts_with("birth") && format == "date")
}

fn sentences<'a>(text: &'a str, language: &str) -> Box<dyn Iterator<Item = &'a str> + 'a> {
    if language == "en" {
        Box::new(text.split(". ").flat_map(|part| part.split(['!', '?', '\n'])))
    } else {
        Box::new(text.split(['。', '！', '？', '；', '\n']))
    }
}

fn is_long(sentence: &str, language: &str) -> bool {
    if language == "en" { sentence.split_whitespace().count() > WORDS } else { sentence.trim().chars().count() > CHARACTERS }
}
