//! What reads badly in a file of the catalogue though it can be used: a language missing, a sentence too long (U1).

use serde_json::Value;

use super::{Defect, Problem};

/// Most characters of a Chinese sentence (U1).
const CHARACTERS: usize = 25;
/// Most words of an English sentence (U1).
const WORDS: usize = 20;
/// Official names are exempt (U1).
const EXEMPT: [&str; 2] = ["/names/official", "/department"];

/// Everything in a JSON file that its author should put better. A file that cannot be read has its defect already.
pub fn file(name: &str, bytes: &[u8]) -> Vec<Defect> {
    let mut defects = Vec::new();
    if let Ok(value) = serde_json::from_slice(bytes) {
        walk(&value, "", &mut |pointer, problem| defects.push(Defect::in_field(name, bytes, pointer, problem)));
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
