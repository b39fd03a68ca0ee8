//! Plain words: short sentences, common characters, none of the words of machines, of sellers or of guards (U1, U5, T6);
//! and a glyph for every character a name may have (V2). What is plain is `domain::plain`'s.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde_json::Value;

use super::super::report::Verdict;
use super::super::spread::Spread;
use crate::domain::catalogue::Catalogue;
use crate::domain::form::Form;
use crate::domain::plain::{self, CHARACTERS, ENGLISH, Level};
use crate::i18n::{LANGUAGES, Texts, sources};
use crate::screen::Message;
use crate::semantic::{Kind, Node};
use crate::ui;

/// Words of the terminal's operator, which no resident meets.
const OPERATORS: [&str; 4] = ["audit", "catalogue", "command", "startup"];

/// Every `id` and `id.attribute` of a language with its words as they stand in the file.
type Messages = BTreeMap<String, String>;

/// The words of the program.
pub struct Plain {
    messages: Vec<(&'static str, Messages)>,
    catalogue: Vec<(String, Value)>,
    forms: Vec<Form>,
    /// What may stand in a name.
    letters: String,
}

impl Plain {
    /// All of it, read once.
    pub fn get() -> &'static Self {
        static PLAIN: OnceLock<Plain> = OnceLock::new();
        PLAIN.get_or_init(Self::read)
    }

    fn read() -> Self {
        let (catalogue, _) = Catalogue::embedded();
        let told = catalogue.services().iter().filter_map(|entry| {
            let service = catalogue.service(entry.summary.id)?;
            let form = catalogue.form(entry.summary.id).and_then(|(_, form)| serde_json::from_str(form).ok()).unwrap_or_default();
            let guide = serde_json::to_value(&service.guide).unwrap_or_default();
            Some((service.summary.name.zh_cn, Value::Array(vec![guide, form])))
        });
        Self {
            letters: plain::of_names().collect(),
            messages: LANGUAGES.iter().map(|language| (*language, messages(language))).collect(),
            catalogue: told.collect(),
            forms: catalogue.services().iter().filter_map(|entry| Some(catalogue.form(entry.summary.id)?.0.clone())).collect(),
        }
    }

    /// What a resident may read of a language.
    fn messages(&self, language: &str) -> impl Iterator<Item = (&String, &String)> {
        let all = self.messages.iter().filter(move |(one, _)| *one == language).flat_map(|(_, messages)| messages);
        all.filter(|(key, _)| !OPERATORS.iter().any(|room| key.split('-').next() == Some(room)))
    }
}

fn messages(language: &str) -> Messages {
    let mut messages = Messages::new();
    for (_, source) in sources(language) {
        let (mut id, mut key) = (String::new(), String::new());
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            let head = line.split_once(" = ").or_else(|| Some((line.strip_suffix(" =")?, "")));
            if let Some((name, _)) = head.filter(|_| !line.starts_with(' ')) {
                name.clone_into(&mut id);
                key.clone_from(&id);
            } else if let Some((name, _)) = head.filter(|_| line.trim_start().starts_with('.')) {
                key = format!("{id}{}", name.trim());
            }
            let words = head.map_or(line, |(_, words)| words);
            let variant = words.trim_start().trim_start_matches('*').strip_prefix('[').and_then(|variant| variant.split_once(']'));
            let entry = messages.entry(key.clone()).or_default();
            // Each variant of a number is a sentence of its own.
            entry.push_str(variant.map_or("", |_| "\n"));
            entry.push_str(variant.map_or(words, |(_, words)| words));
        }
    }
    messages.remove("");
    messages
}

/// U1: a Chinese sentence has at most 25 characters, an English one 20 words.
pub fn sentences(plain: &Plain, texts: &Texts, verdict: &mut Verdict<'_>) {
    for (key, words) in plain.messages(texts.language()) {
        if texts.language() == "en" {
            for sentence in words.split_inclusive(['.', '?', '!']).filter(|_| !words.contains("->")) {
                let long = sentence.split_whitespace().count();
                verdict.check(key, long <= ENGLISH, format_args!("{long}: {}", sentence.trim()), format_args!("{ENGLISH}"));
            }
            continue;
        }
        for sentence in words.split(['\u{3002}', '\u{ff1f}', '\u{ff01}', '\u{ff1a}', '\n']) {
            let long = sentence.chars().filter(|c| !c.is_whitespace() && (c.is_alphanumeric() || !SIGNS.contains(*c))).count();
            verdict.check(key, long <= CHARACTERS, format_args!("{long}: {}", sentence.trim()), format_args!("{CHARACTERS}"));
        }
    }
}

/// Signs that do not make a sentence longer: braces, comma, enumeration comma, quotation marks.
const SIGNS: &str = "{}$\u{ff0c}\u{3001}\u{201c}\u{201d}\u{300c}\u{300d}";

/// U1: none of the words of machines.
pub fn jargon(plain: &Plain, texts: &Texts, verdict: &mut Verdict<'_>) {
    for (key, words) in plain.messages(texts.language()) {
        let found = plain::forbidden("U1", texts.language(), words);
        verdict.check(key, found.is_none(), format_args!("{}", found.unwrap_or_default()), format_args!("a plain word"));
    }
}

/// U1: 99 of 100 characters of each room's words, and of what the catalogue tells of each service, are common ones.
pub fn characters(plain: &Plain, texts: &Texts, verdict: &mut Verdict<'_>) {
    let language = texts.language();
    if language == "en" {
        return;
    }
    let mut rooms = BTreeMap::<&str, String>::new();
    for (key, words) in plain.messages(language) {
        rooms.entry(key.split('-').next().unwrap_or_default()).or_default().push_str(words);
    }
    for (room, words) in rooms {
        share(room, &words, verdict);
    }
    for (service, told) in &plain.catalogue {
        let mut words = String::new();
        texts_of(told, language, &mut words);
        share(service, &words, verdict);
    }
}

fn share(node: &str, words: &str, verdict: &mut Verdict<'_>) {
    let reading = plain::reading(words, Level::Read);
    let measured = String::from_iter(&reading.rare);
    verdict.check(node, reading.holds, format_args!("{:.1} %: {measured}", reading.share), format_args!("{} %", Level::Read.share()));
}

/// Every text of a language in a JSON value.
fn texts_of(value: &Value, language: &str, words: &mut String) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                match value.as_str() {
                    Some(text) if key == language => words.push_str(text),
                    _ => texts_of(value, language, words),
                }
            }
        }
        Value::Array(array) => array.iter().for_each(|value| texts_of(value, language, words)),
        _ => {}
    }
}

/// V2: there is a glyph for every character of the table and for the rare ones of names.
pub fn glyphs(plain: &Plain, texts: &Texts, verdict: &mut Verdict<'_>) {
    if texts.language() != LANGUAGES[0] {
        return;
    }
    let missing = ui::lacking(texts.language(), &plain.letters);
    for c in plain.letters.chars() {
        verdict.check(c, !missing.contains(&c), format_args!("no glyph"), format_args!("a glyph"));
    }
}

/// V12: in a line no character of the table, or of names, has more or less room than its face gives it, in either script.
pub fn advances(plain: &Plain, texts: &Texts, verdict: &mut Verdict<'_>) {
    if texts.language() == "en" {
        return;
    }
    let misplaced = ui::misplaced(texts.language(), &plain.letters);
    for c in plain.letters.chars() {
        let found = misplaced.iter().find(|one| one.character == c);
        let (measured, own) = found.map_or((0.0, 0.0), |one| (one.advance, one.own));
        verdict.check(c, found.is_none(), format_args!("{measured} em to the next"), format_args!("{own} em"));
    }
}

/// U3: no form asks for the same again without saying that it is the same, so that the answer is offered.
pub fn asked_once(plain: &Plain, texts: &Texts, verdict: &mut Verdict<'_>) {
    if texts.language() != LANGUAGES[0] {
        return;
    }
    for form in &plain.forms {
        for (at, question) in form.questions.iter().enumerate() {
            let twice = form.questions[..at].iter().find(|other| {
                let both = other.when.is_none() || other.when == question.when;
                both && other.label == question.label && (other.same_as.is_none() || other.same_as != question.same_as)
            });
            let node = format!("{} {}", form.title.zh_cn, question.key);
            verdict.check(node, twice.is_none(), format_args!("{:?}", twice.map(|other| &other.key)), format_args!("asked once"));
        }
    }
}

/// T6: nothing asks for a puzzle, a password, a face or a code sent elsewhere, and no picture has to be read.
pub fn no_puzzle(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    // A help may say that no password is asked for; a question, a field or a button may not ask for one.
    never("T6", spread, |node| node.focusable() || matches!(node.kind, Kind::Heading(_)), verdict);
    let fields = spread.page.nodes().iter().any(|(_, node)| node.field().is_some());
    for (_, node) in spread.page.nodes() {
        let picture = matches!(node.kind, Kind::Picture);
        verdict.check(&node.id, !(picture && fields), format_args!("a picture beside a field"), format_args!("words"));
    }
}

/// U5: nothing sells. Nothing can pop up either: a page is the only thing drawn, and V8 finds what stands on other things.
pub fn no_advert(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    never("U5", spread, |_| true, verdict);
}

fn never(rule: &str, spread: &Spread<'_>, of: fn(&Node<Message>) -> bool, verdict: &mut Verdict<'_>) {
    for node in spread.page.nodes().into_iter().map(|(_, node)| node).filter(|node| of(node)) {
        let parts = [Some(&node.name), node.description.as_ref(), node.spoken.as_ref(), node.hint.as_ref(), node.disabled.as_ref()];
        let words = parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ");
        let found = plain::forbidden(rule, spread.look.language, &words);
        verdict.check(&node.id, found.is_none(), format_args!("{}", found.unwrap_or_default()), format_args!("not here"));
    }
}

#[cfg(test)]
impl Plain {
    /// These words alone, as words, as letters of a name, and as a form that asks everything again if they say so (再).
    pub fn saying(language: &'static str, words: &str) -> Self {
        let messages = ["home-new", "startup-new"].map(|id| (id.to_owned(), words.to_owned())).into();
        let mut plain = Self { messages: vec![(language, messages)], catalogue: Vec::new(), letters: words.to_owned(), ..Self::read() };
        plain.forms.truncate(1);
        let questions = &mut plain.forms[0].questions;
        let again = questions.clone().into_iter().filter(|_| words.contains('再'));
        questions.extend(again.map(|question| crate::domain::form::Question { same_as: None, when: None, ..question }));
        plain
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::report::{Place, Report};

    fn findings(rule: fn(&Plain, &Texts, &mut Verdict<'_>), language: &str, words: &str) -> Vec<String> {
        let plain = Plain::saying(Texts::of(language).language(), words);
        let mut report = Report::default();
        rule(&plain, Texts::of(language), &mut Verdict::new(&mut report, "U1", &Place::default()));
        report.findings.into_iter().map(|finding| finding.measured).collect()
    }

    #[test]
    fn long_sentences_rare_characters_and_jargon_are_found() {
        let long = "长".repeat(26);
        assert_eq!(findings(sentences, "zh-CN", &long[3..]), [""; 0]);
        assert_eq!(findings(sentences, "zh-CN", &long).len(), 1, "and not those of the operator");
        assert_eq!(findings(sentences, "en", &"word ".repeat(20)), [""; 0]);
        assert_eq!(findings(sentences, "en", &"word ".repeat(21)).len(), 1);
        assert_eq!(findings(jargon, "zh-CN", "请提交"), ["提交"]);
        assert_eq!(findings(jargon, "zh-TW", "點擊這裡"), ["點擊"]);
        assert_eq!(findings(jargon, "en", "Click here"), ["click"]);
        assert_eq!(findings(characters, "zh-CN", &"好".repeat(200)), [""; 0]);
        assert_eq!(findings(characters, "zh-CN", &format!("{}黻鼗龠", "好".repeat(200))), ["98.5 %: 黻鼗龠"]);
        assert_eq!(findings(characters, "zh-TW", "們裡說"), [""; 0]);
    }

    #[test]
    fn the_face_has_what_names_are_written_with() {
        assert!(ui::load_fonts(), "fonts-noto-cjk is not installed");
        assert_eq!(ui::lacking("zh-CN", "一𬭎䶮㛃\u{10ffff}"), ['\u{10ffff}']);
    }
}
