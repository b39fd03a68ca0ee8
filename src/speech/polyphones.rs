//! What a voice of espeak-ng needs written otherwise, longest match from the left. The Mandarin one takes pinyin inside
//! Chinese text (`请到yin2hang2办理`), for words with characters of several readings: `assets/speech/polyphones.tsv`, and
//! for what is read otherwise in Taiwan `polyphones-tw.tsv`.
//! Behind the words for a person's name its surname has its own: `surnames.tsv`.
//! The Cantonese one leaves out characters it does not know: `assets/speech/cantonese.tsv`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use crate::semantic::Language;

const MANDARIN: &str = include_str!("../../assets/speech/polyphones.tsv");
const TAIWANESE: &str = include_str!("../../assets/speech/polyphones-tw.tsv");
const SURNAMES: &str = include_str!("../../assets/speech/surnames.tsv");
/// Characters that have several readings in everyday words (kHanyuPinlu of Unicode's Unihan, each at least 5 times and 1 in 50).
const POLYPHONIC: &str = include_str!("../../assets/speech/polyphonic.txt");
const CANTONESE: &str = include_str!("../../assets/speech/cantonese.tsv");

struct Table {
    /// What is said of a word; pinyin has a syllable a character, divided by spaces.
    words: HashMap<&'static str, Cow<'static, str>>,
    /// The longest word, in characters.
    longest: usize,
}

static POLYPHONES: LazyLock<Table> = LazyLock::new(|| Table::new(rows(MANDARIN)));
static TAIWAN: LazyLock<Table> = LazyLock::new(|| Table::new(taiwanese()));
static TAIWAN_OWN: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| rows(TAIWANESE).collect());
static UNKNOWN: LazyLock<Table> = LazyLock::new(|| Table::new(rows(CANTONESE)));

/// A part of a text.
#[derive(Debug)]
pub struct Piece<'a> {
    /// As it is written.
    pub text: &'a str,
    /// What is said of it, if a table tells; pinyin has a syllable a character, divided by spaces.
    pub said: Option<&'static str>,
    /// Whether it is a word or a name, and not a character on its own, which may stand in a word that no table tells.
    pub word: bool,
}

/// `text` with words of several readings in pinyin, as one speaks where `language` is at home.
pub fn mark(text: &str, language: Language) -> String {
    written(pieces(text, language))
}

/// `text` in pieces, longest words first.
pub fn pieces(text: &str, language: Language) -> Vec<Piece<'_>> {
    let table = if language == "zh-TW" { &*TAIWAN } else { &*POLYPHONES };
    let (mut pieces, mut done) = (Vec::new(), 0);
    for name in names(text) {
        let fits = rows(SURNAMES).filter(|(surname, reading)| *reading != "-" && text[name..].starts_with(surname));
        if let Some((surname, reading)) = fits.max_by_key(|(surname, _)| surname.len()).filter(|_| name >= done) {
            pieces.extend(table.pieces(&text[done..name]));
            done = name + surname.len();
            pieces.push(Piece { text: &text[name..done], said: Some(reading), word: true });
        }
    }
    pieces.extend(table.pieces(&text[done..]));
    pieces
}

/// Where a person's name may begin in `text`, in order.
fn names(text: &str) -> Vec<usize> {
    let labels = rows(SURNAMES).filter(|(_, reading)| *reading == "-");
    let mut names: Vec<_> = labels.flat_map(|(label, _)| text.match_indices(label).map(move |(at, _)| at + label.len())).collect();
    names.sort_unstable();
    names
}

/// The first character of `text` that has several readings and stands in no word whose reading is known: the voice guesses.
pub fn unsure(text: &str) -> Option<char> {
    let unknown = POLYPHONES.pieces(text).into_iter().filter(|piece| piece.said.is_none());
    unknown.filter_map(|piece| piece.text.chars().next()).find(|c| POLYPHONIC.contains(*c))
}

/// `text` without characters the Cantonese voice cannot say.
pub fn known(text: &str) -> String {
    written(UNKNOWN.pieces(text))
}

/// Pieces as espeak-ng takes them.
fn written(pieces: Vec<Piece>) -> String {
    let mut text = String::new();
    for piece in pieces {
        let Some(said) = piece.said else {
            text += piece.text;
            continue;
        };
        // pinyin must not stick to a Latin word
        if text.ends_with(|c: char| c.is_ascii_alphabetic()) {
            text.push(' ');
        }
        text.extend(said.split(' '));
    }
    text
}

fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// How a character is read in Taiwan, where it is otherwise in every word.
pub fn in_taiwan(character: char) -> Option<&'static str> {
    TAIWAN_OWN.get(character.encode_utf8(&mut [0; 4]) as &str).copied()
}

/// The words of all, with Taiwan's reading of a character in each of them; then Taiwan's own.
fn taiwanese() -> impl Iterator<Item = (&'static str, Cow<'static, str>)> {
    let words = rows(MANDARIN).map(|(word, reading)| {
        let syllables = word.chars().zip(reading.split(' ')).map(|(c, syllable)| in_taiwan(c).unwrap_or(syllable));
        (word, Cow::Owned(syllables.collect::<Vec<_>>().join(" ")))
    });
    words.chain(rows(TAIWANESE).map(|(word, reading)| (word, Cow::Borrowed(reading))))
}

impl Table {
    fn new<S: Into<Cow<'static, str>>>(rows: impl Iterator<Item = (&'static str, S)>) -> Self {
        let words: HashMap<_, _> = rows.map(|(word, said)| (word, said.into())).collect();
        let longest = words.keys().map(|word| word.chars().count()).max().unwrap_or_default();
        Self { words, longest }
    }

    /// `text` in pieces: words of the table with what is said instead, single characters without.
    fn pieces<'a>(&'static self, text: &'a str) -> Vec<Piece<'a>> {
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut pieces = Vec::new();
        let mut at = 0;
        while at + 1 < starts.len() {
            let longest = self.longest.min(starts.len() - 1 - at);
            let word = (1..=longest).rev().find_map(|length| {
                let word = &text[starts[at]..starts[at + length]];
                Some((word, Some(self.words.get(word)?.as_ref()), length))
            });
            let (piece, said, length) = word.unwrap_or((&text[starts[at]..starts[at + 1]], None, 1));
            pieces.push(Piece { text: piece, said, word: said.is_some() && length > 1 });
            at += length;
        }
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Language, text, what the voice gets.
    const CASES: &str = include_str!("../../tests/speech/polyphones.tsv");

    #[test]
    fn words_of_several_readings_are_marked() {
        let mut wrong = String::new();
        for line in CASES.lines().filter(|line| !line.starts_with("# ")) {
            let [language, text, expected] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("three columns: {line}") };
            let marked = mark(text, if language == "zh-TW" { "zh-TW" } else { "zh-CN" });
            if marked != expected {
                wrong += &format!("{language}\t{text}\t{marked}\t(expected {expected})\n");
            }
        }
        assert!(wrong.is_empty(), "\n{wrong}");
        assert_eq!(mark("", "zh-CN"), "");
    }

    #[test]
    fn each_word_stands_once_and_alone_gets_its_own_reading() {
        let mut seen = std::collections::HashSet::new();
        for (word, reading) in rows(MANDARIN) {
            assert!(seen.insert(word), "{word}");
            assert_eq!(mark(word, "zh-CN"), reading.replace(' ', ""), "{word}");
        }
        for (word, reading) in rows(TAIWANESE) {
            assert_eq!(mark(word, "zh-TW"), reading.replace(' ', ""), "{word}");
        }
    }

    #[test]
    fn pinyin_does_not_stick_to_a_latin_word() {
        assert_eq!(mark("Tongban银行", "zh-CN"), "Tongban yin2hang2");
    }

    #[test]
    fn a_reading_that_no_word_tells_is_not_sure() {
        assert_eq!(unsure("银行"), None);
        assert_eq!(unsure("社保卡补办"), None);
        assert_eq!(unsure("行"), Some('行'));
    }

    #[test]
    fn the_cantonese_voice_gets_no_character_it_leaves_out() {
        assert_eq!(known("幺二三"), "一二三");
    }

    #[test]
    fn every_reading_has_a_syllable_a_character() {
        for line in MANDARIN.lines().chain(TAIWANESE.lines()).filter(|line| !line.starts_with('#')) {
            let (word, reading) = line.split_once('\t').unwrap();
            let syllables: Vec<_> = reading.split(' ').collect();
            assert_eq!(word.chars().count(), syllables.len(), "{line}");
            for syllable in syllables {
                let (letters, tone) = syllable.split_at(syllable.len() - 1);
                assert!(letters.bytes().all(|c| c.is_ascii_lowercase()) && !letters.is_empty(), "{line}");
                assert!("12345".contains(tone), "{line}");
            }
        }
    }
}
