//! What is said on the way to a filed matter is what `tongban voice cache` makes before anybody comes.

use std::collections::HashSet;
use std::process::Command;

use tongban::domain::settings::Locale;
use tongban::semantic::Utterance;
use tongban::speech;
use tongban::synth::clause::clauses;

use super::{Hand, filing};

/// The clauses of a sentence as they are kept.
fn kept(sentence: &str) -> Vec<String> {
    clauses(sentence).into_iter().map(|clause| clause.text.trim().to_owned()).collect()
}

/// The sentences of an utterance as the voice is asked for them.
fn asked(utterance: &Utterance) -> Vec<String> {
    let read = speech::pieces(utterance).into_iter().flat_map(|piece| speech::sentences_of(&piece.read, piece.language));
    read.filter(|(language, _)| language.starts_with("zh")).map(|(_, words)| words).collect()
}

#[test]
fn most_of_what_is_said_was_made_before() {
    for locale in [Locale::ZhCn, Locale::ZhTw] {
        let list = Command::new(env!("CARGO_BIN_EXE_tongban")).args(["voice", "cache", "--list", "--lang", locale.tag()]).output().unwrap();
        let made: HashSet<String> = String::from_utf8(list.stdout).unwrap().lines().flat_map(kept).collect();
        let (heard, ..) = filing::file(locale, Hand::Keys);
        let said: Vec<_> = heard.iter().flat_map(asked).flat_map(|sentence| kept(&sentence)).collect();
        let missing: Vec<_> = said.iter().filter(|clause| !made.contains(*clause)).collect();
        let rate = 100 - missing.len() * 100 / said.len();
        println!("{}: {rate} % of {} clauses; not {missing:?}", locale.tag(), said.len());
        assert!(rate >= 85, "{rate} % of {}: not {missing:?}", said.len());
    }
}
