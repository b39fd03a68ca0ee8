//! What should be better in a file of the catalogue though it can be used: a language missing, words that are not plain (U1),
//! a question that nobody should be asked, a private answer that would stand open.

use serde_json::{Map, Value};

use super::Problem;
use crate::domain::plain::{self, Level};
use crate::domain::settings::Locale;

/// Official names are exempt (U1).
const EXEMPT: [&str; 2] = ["/names/official", "/department"];
/// Where a word of offices may stand alone: in a name, of a service or of a paper, and in where the facts come from.
const NAMES: [&str; 2] = ["/names/", "/source/"];
/// The names of papers, at the end of a pointer.
const PAPER: &str = "/name";
/// Questions and help, which need the commonest characters.
const ASKED: [&str; 2] = ["/x-text/ask", "/x-help"];

/// Formats whose answers are private: their questions need `x-secret` (P2).
const PRIVATE: [&str; 5] = ["identity-number", "phone", "bank-card", "passbook", "address"];
/// Names, in small letters without signs, of what nobody can give at a terminal: a mailbox, or a code sent somewhere else.
const ELSEWHERE: [&str; 5] = ["email", "smscode", "verificationcode", "verifycode", "captcha"];

/// A text of a file in one of its languages.
pub struct Text<'a> {
    /// The JSON pointer of the text in all languages.
    pub place: String,
    /// The language.
    pub locale: Locale,
    /// Its words.
    pub words: &'a str,
}

impl Text<'_> {
    /// The JSON pointer of these words.
    pub fn pointer(&self) -> String {
        format!("{}/{}", self.place, self.locale.tag())
    }
}

/// Every text below `value` that rule U1 is for.
pub fn texts(value: &Value) -> Vec<Text<'_>> {
    let mut found = Vec::new();
    for (place, text) in locals(value).into_iter().filter(|(place, _)| !EXEMPT.contains(&place.as_str())) {
        let words = |locale: &Locale| Some((*locale, text.get(locale.tag())?.as_str()?));
        found.extend(Locale::ALL.iter().filter_map(words).map(|(locale, words)| Text { place: place.clone(), locale, words }));
    }
    found
}

/// Everything in a JSON file that its author should put better: shown to `found` with its place and what of it.
pub fn file(value: &Value, found: &mut impl FnMut(&str, Problem, String)) {
    for (place, text) in locals(value) {
        for locale in Locale::ALL.iter().filter(|locale| text.get(locale.tag()).is_none()) {
            found(&format!("{place}/{}", locale.tag()), Problem::Untranslated, String::new());
        }
    }
    let texts = texts(value);
    for text in &texts {
        words(text, found);
    }
    for locale in [Locale::ZhCn, Locale::ZhTw] {
        characters(texts.iter().filter(|text| text.locale == locale), Level::Read, found);
    }
    let asked = |text: &&Text<'_>| text.locale == Locale::ZhCn && ASKED.iter().any(|end| text.place.ends_with(end));
    characters(texts.iter().filter(asked), Level::Asked, found);
    form(value, found);
}

/// The texts in all languages below `value`, with their pointers.
fn locals(value: &Value) -> Vec<(String, &Map<String, Value>)> {
    let mut found = Vec::new();
    walk(value, String::new(), &mut found);
    found
}

fn walk<'a>(value: &'a Value, pointer: String, found: &mut Vec<(String, &'a Map<String, Value>)>) {
    match value {
        Value::Object(object) if object.contains_key(Locale::ZhCn.tag()) => found.push((pointer, object)),
        Value::Object(object) => object.iter().for_each(|(key, value)| walk(value, format!("{pointer}/{key}"), found)),
        Value::Array(array) => array.iter().enumerate().for_each(|(at, value)| walk(value, format!("{pointer}/{at}"), found)),
        _ => {}
    }
}

/// A sentence too long, a word of machines, a word of offices alone.
fn words(text: &Text<'_>, found: &mut impl FnMut(&str, Problem, String)) {
    let language = text.locale.tag();
    let pointer = text.pointer();
    let longest = plain::sentences(text.words, language).map(|sentence| plain::length(sentence, language)).max().unwrap_or_default();
    if longest > plain::longest(language) {
        found(&pointer, Problem::LongSentence, longest.to_string());
    }
    if let Some(word) = plain::forbidden("U1", language, text.words) {
        found(&pointer, Problem::Jargon, word.to_owned());
    }
    let is_name = NAMES.iter().any(|name| pointer.starts_with(name)) || text.place.ends_with(PAPER);
    if let Some((word, plain)) = plain::unexplained(language, text.words).filter(|_| !is_name) {
        found(&pointer, Problem::Unexplained, format!("{word}: {plain}"));
    }
}

/// Too many rare characters in all `texts` together: each text with some is named.
fn characters<'a>(texts: impl Iterator<Item = &'a Text<'a>> + Clone, level: Level, found: &mut impl FnMut(&str, Problem, String)) {
    let all: String = texts.clone().map(|text| text.words).collect();
    if plain::reading(&all, level).holds {
        return;
    }
    for text in texts {
        let rare = plain::reading(text.words, level).rare;
        if !rare.is_empty() {
            found(&text.pointer(), Problem::Rare, rare.into_iter().collect());
        }
    }
}

/// What a form should not ask, or not openly.
fn form(file: &Value, found: &mut impl FnMut(&str, Problem, String)) {
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
            found(pointer, Problem::BirthDate, String::new());
        }
        if ELSEWHERE.iter().any(|word| name.contains(word)) {
            found(pointer, Problem::Elsewhere, String::new());
        }
        if PRIVATE.contains(&format.as_str()) && question.get("x-secret").is_none() {
            found(&format!("{pointer}/x-secret"), Problem::Unmasked, String::new());
        }
    }
}

/// Whether a question, by its name, is for the birth date of the one whose identity number is known.
fn is_birth_date(name: &str, format: &str) -> bool {
    name.starts_with("birthda") || matches!(name, "dateofbirth" | "born") || (name.starts_with("birth") && format == "date")
}
