//! Plain words: short sentences, common characters, none of the words of machines, of sellers or of guards (U1, U5, T6);
//! and a glyph for every character a name may have (V2). The lists stand in `assets/plain`: the table of standard characters
//! (通用规范汉字表, `kTGH` of Unicode's Unihan) with the traditional forms of its first level.

use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

use serde_json::Value;

use super::super::report::Verdict;
use super::super::spread::Spread;
use crate::domain::catalogue::Catalogue;
use crate::domain::form::Form;
use crate::i18n::{LANGUAGES, Texts, sources};
use crate::screen::Message;
use crate::semantic::{Kind, Node};
use crate::ui;

const STANDARD: &str = include_str!("../../../assets/plain/standard.txt");
const TRADITIONAL: &str = include_str!("../../../assets/plain/traditional.txt");
const RARE: &str = include_str!("../../../assets/plain/rare.txt");
const WORDS: &str = include_str!("../../../assets/plain/words.tsv");

/// The characters everybody learns at school: the table's first level (一级字表).
const COMMON: usize = 3500;
/// The share of common characters, per cent.
const SHARE: f32 = 99.0;
/// Most characters of a Chinese sentence.
const CHARACTERS: usize = 25;
/// Most words of an English one.
const ENGLISH: usize = 20;
/// Words of the terminal's operator, which no resident meets.
const OPERATORS: [&str; 4] = ["audit", "catalogue", "command", "startup"];

/// Every `id` and `id.attribute` of a language with its words as they stand in the file.
type Messages = BTreeMap<String, String>;

/// The words of the program and the lists they are held against.
pub struct Plain {
    common: HashSet<char>,
    messages: Vec<(&'static str, Messages)>,
    /// Rule, language, word.
    never: Vec<(&'static str, &'static str, &'static str)>,
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
        let characters = STANDARD.chars().filter(|c| !c.is_whitespace()).take(COMMON);
        let common = characters.chain(TRADITIONAL.chars().filter(|c| !c.is_whitespace())).collect();
        let line = |line: &'static str| {
            let mut columns = line.split('\t');
            Some((columns.next()?, columns.next()?, columns.next()?))
        };
        let never = WORDS.lines().filter(|one| !one.starts_with('#')).filter_map(line).collect();
        let (catalogue, _) = Catalogue::embedded();
        let told = catalogue.services().iter().filter_map(|entry| {
            let service = catalogue.service(entry.summary.id)?;
            let form = catalogue.form(entry.summary.id).and_then(|(_, form)| serde_json::from_str(form).ok()).unwrap_or_default();
            let guide = serde_json::to_value(&service.guide).unwrap_or_default();
            Some((service.summary.name.zh_cn, Value::Array(vec![guide, form])))
        });
        Self {
            letters: STANDARD.chars().chain(RARE.chars()).filter(|c| !c.is_whitespace()).collect(),
            common,
            messages: LANGUAGES.iter().map(|language| (*language, messages(language))).collect(),
            never,
            catalogue: told.collect(),
            forms: catalogue.services().iter().filter_map(|entry| Some(catalogue.form(entry.summary.id)?.0.clone())).collect(),
        }
    }

    /// What a resident may read of a language.
    fn messages(&self, language: &str) -> impl Iterator<Item = (&String, &String)> {
        let all = self.messages.iter().filter(move |(one, _)| *one == language).flat_map(|(_, messages)| messages);
        all.filter(|(key, _)| !OPERATORS.iter().any(|room| key.split('-').next() == Some(room)))
    }

    /// The words a rule forbids in a language.
    fn never(&self, rule: &str, language: &str) -> impl Iterator<Item = &'static str> {
        self.never.iter().filter(move |(one, of, _)| *one == rule && *of == language).map(|(.., word)| *word)
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
        let words = words.to_lowercase();
        let found = plain.never("U1", texts.language()).find(|word| words.contains(word));
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
        share(plain, room, &words, verdict);
    }
    for (service, told) in &plain.catalogue {
        let mut words = String::new();
        texts_of(told, language, &mut words);
        share(plain, service, &words, verdict);
    }
}

fn share(plain: &Plain, node: &str, words: &str, verdict: &mut Verdict<'_>) {
    let han: Vec<char> = words.chars().filter(|c| ('\u{3400}'..='\u{9fff}').contains(c)).collect();
    let mut rare: Vec<char> = han.iter().copied().filter(|c| !plain.common.contains(c)).collect();
    let percent = 100.0 - rare.len() as f32 * 100.0 / han.len().max(1) as f32;
    rare.sort_unstable();
    rare.dedup();
    // One character of a short text is more than one in a hundred.
    let holds = percent >= SHARE || han.len() < 100 && rare.len() < 2;
    verdict.check(node, holds, format_args!("{percent:.1} %: {}", String::from_iter(rare)), format_args!("{SHARE} %"));
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
        let words = parts.into_iter().flatten().map(|words| words.to_lowercase()).collect::<Vec<_>>().join(" ");
        let found = Plain::get().never(rule, spread.look.language).find(|word| words.contains(word));
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
    fn the_table_has_its_three_levels_and_the_face_all_of_it() {
        let standard: Vec<char> = STANDARD.chars().filter(|c| !c.is_whitespace()).collect();
        assert_eq!(standard.len(), 8105);
        assert_eq!((standard[0], standard[3499], standard[3500]), ('一', '矗', '乂'));
        assert!(ui::load_fonts(), "fonts-noto-cjk is not installed");
        assert_eq!(ui::lacking("zh-CN", "一𬭎䶮㛃\u{10ffff}"), ['\u{10ffff}']);
    }
}
