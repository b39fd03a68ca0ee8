//! Hard lines of the field, tried the way the running program goes: a page's utterance, its sentences, the daemon, the module, clauses,
//! pinyin. So no cut can part a word from what tells its reading without being noticed.

use unicode_normalization::UnicodeNormalization as _;

use super::*;
use crate::semantic::{PERSON, Urgency, Utterance};
use crate::speech::{pieces, polyphones};
use crate::synth::clause::clauses;
use crate::synth::phonemes::readings_of;

/// Text, a name of a person in braces; what must be heard: pinyin, or behind `=` characters; several divided by `|`.
const HARD: &str = include_str!("../../../tests/speech/hard.tsv");
/// Lines that were never looked at while the rules were made.
const UNSEEN: &str = include_str!("../../../tests/speech/unseen.tsv");

/// What both voices are given to say: the words of the machine's, and the pinyin of ours.
fn heard(line: &str) -> (String, String) {
    let names = line.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0.to_owned())).collect();
    let spoken = line.replace(['{', '}'], "");
    let text = spoken.clone();
    let utterance = Utterance { node: "a.b".into(), language: "zh-CN", text, spoken, urgency: Urgency::Page, names };
    let mut settings = plan::Settings::of(&Config::at(crate::synth::Folder::at("/")));
    settings.set("language", "zh-CN");
    let (mut words, mut pinyin) = (String::new(), String::new());
    for piece in pieces(&utterance) {
        let daemon: String = piece.read.nfkc().collect();
        for part in plan::plan(&format!("<speak>{daemon}</speak>"), &settings).parts {
            words += &part.text;
            let clauses = clauses(&part.text);
            for reading in readings_of(clauses.iter().map(|clause| clause.text.as_str()), false) {
                pinyin += &spaced(&reading);
            }
        }
    }
    (words, pinyin)
}

/// Each syllable behind a space.
fn spaced(reading: &str) -> String {
    let mut apart = String::new();
    for c in reading.chars().filter(|c| c.is_ascii_alphanumeric()) {
        if c.is_ascii_alphabetic() && apart.ends_with(|c: char| c.is_ascii_digit()) || apart.is_empty() {
            apart.push(' ');
        }
        apart.push(c);
    }
    apart + " "
}

/// The lines that are heard otherwise, and how many there are.
fn wrong(lines: &str) -> (usize, Vec<String>) {
    let lines: Vec<_> = lines.lines().filter(|line| !line.starts_with('#')).collect();
    let said = lines.iter().filter_map(|line| {
        let (text, expected) = line.split_once('\t').unwrap_or_else(|| panic!("two columns: {line}"));
        let (words, pinyin) = heard(text);
        let shown = words.replace(PERSON, "");
        assert!(!polyphones::mark(&words, "zh-CN").contains(PERSON), "{text}: the machine's voice gets a mark");
        let fits = |wanted: &str| match wanted.strip_prefix('=') {
            Some(characters) => shown.contains(characters),
            None => pinyin.replace("  ", " ").contains(&format!(" {wanted} ")),
        };
        let missing: Vec<_> = expected.split('|').filter(|wanted| !fits(wanted)).collect();
        (!missing.is_empty()).then(|| format!("{text}\t{shown}\t{pinyin}\t(missing {})", missing.join("|")))
    });
    let said: Vec<_> = said.collect();
    (lines.len(), said)
}

#[test]
fn hard_lines_are_heard_as_they_should_be() {
    let (count, wrong) = wrong(HARD);
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 200, "{count}");
}

#[test]
fn of_lines_never_looked_at_nine_of_ten_are_heard_right() {
    let (count, wrong) = wrong(UNSEEN);
    println!("{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 150 && wrong.len() * 10 <= count, "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}
