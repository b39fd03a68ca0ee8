//! What a voice of espeak-ng needs written otherwise, longest match from the left. The Mandarin one takes pinyin inside
//! Chinese text (`请到yin2hang2办理`), for words with characters of several readings: `assets/speech/polyphones.tsv`, and
//! for what is read otherwise in Taiwan `polyphones-tw.tsv`.
//! Behind the words for a person's name its surname has its own: `surnames.tsv`.
//! The Cantonese one leaves out characters it does not know: `assets/speech/cantonese.tsv`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use crate::semantic::{Language, PERSON};

const MANDARIN: &str = include_str!("../../assets/speech/polyphones.tsv");
const TAIWANESE: &str = include_str!("../../assets/speech/polyphones-tw.tsv");
const PLACES: &str = include_str!("../../assets/speech/places.tsv");
const SURNAMES: &str = include_str!("../../assets/speech/surnames.tsv");
/// Characters that have several readings in everyday words (kHanyuPinlu of Unicode's Unihan, each at least 5 times and 1 in 50).
const POLYPHONIC: &str = include_str!("../../assets/speech/polyphonic.txt");
const CANTONESE: &str = include_str!("../../assets/speech/cantonese.tsv");

struct Table {
    /// What is said of a word; pinyin has a syllable a character, divided by spaces.
    words: HashMap<Cow<'static, str>, Cow<'static, str>>,
    /// The longest word, in characters.
    longest: usize,
}

static POLYPHONES: LazyLock<Table> = LazyLock::new(|| {
    let words = rows(MANDARIN).map(|(word, said)| (Cow::Borrowed(word), Cow::Borrowed(said)));
    Table::new(titled().chain(words).chain(places()))
});
static PLACE_NAMES: LazyLock<HashMap<char, Vec<&str>>> = LazyLock::new(|| {
    let mut names: HashMap<char, Vec<&str>> = HashMap::new();
    for (place, _) in rows(PLACES) {
        if let Some(first) = place.chars().next() {
            names.entry(first).or_default().push(place);
        }
    }
    names
});
static TAIWAN: LazyLock<Table> = LazyLock::new(|| Table::new(taiwanese()));
static TAIWAN_OWN: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| rows(TAIWANESE).collect());
static UNKNOWN: LazyLock<Table> = LazyLock::new(|| Table::new(rows(CANTONESE).map(|(word, said)| (word.into(), said.into()))));

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
    for (name, sure) in names(text) {
        let word = table.word(&text[name..]).map_or(0, |(_, length)| length);
        let Some((surname, reading)) = surname(&text[name..]).filter(|(surname, _)| name >= done && (sure || word <= surname.len())) else {
            continue;
        };
        pieces.extend(table.pieces(&text[done..name]));
        done = name + surname.len();
        pieces.push(Piece { text: &text[name..done], said: Some(reading), word: true });
    }
    pieces.extend(table.pieces(&text[done..]));
    pieces
}

/// The surname that `name` begins with, if it is read otherwise than the word, and how.
fn surname(name: &str) -> Option<(&'static str, &'static str)> {
    surnames().filter(|(surname, _)| name.starts_with(surname)).max_by_key(|(surname, _)| surname.len())
}

fn surnames() -> impl Iterator<Item = (&'static str, &'static str)> {
    rows(SURNAMES).filter(|(_, reading)| reading.starts_with(|c: char| c.is_ascii_lowercase()))
}

/// Where a person's name begins in `text`, in order, and whether that is sure: where one is marked; else behind a label such as
/// 姓名, with its comma or colon, of whatever width (the daemon makes them narrow). Some labels, such as 联系人, have other words
/// behind them too.
fn names(text: &str) -> Vec<(usize, bool)> {
    let behind = |at: usize, marks: &str| {
        let mut rest = text[at..].char_indices();
        rest.next().filter(|(_, c)| marks.contains(*c))?;
        rest.find(|(_, c)| !c.is_whitespace() && *c != PERSON).map(|(next, _)| at + next)
    };
    let name = |at: usize, kind: &str| match kind {
        "-" => Some((behind(at, "，,：:")?, true)),
        ":" => Some((behind(at, "：:")?, false)),
        "=" => Some((at, true)),
        _ => None,
    };
    let labels = rows(SURNAMES).filter(|(_, kind)| !kind.is_empty() && "-:=".contains(kind));
    let mut names: Vec<_> =
        labels.flat_map(|(label, kind)| text.match_indices(label).filter_map(move |(at, _)| name(at + label.len(), kind))).collect();
    names.extend(text.match_indices(PERSON).map(|(at, mark)| (at + mark.len(), true)));
    names.sort_unstable_by_key(|(at, sure)| (*at, !sure));
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
            text.extend(piece.text.chars().filter(|c| *c != PERSON));
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

/// Whether the last character of `word` is the first of a place's name: 长治市长子县 has no mayor.
fn parts_place(word: &str, behind: &str) -> bool {
    let mut characters = word.chars();
    let last = characters.next_back().filter(|_| characters.next().is_some());
    last.is_some_and(|last| {
        let rest = |place: &str| place.strip_prefix(last).is_some_and(|rest| !rest.is_empty() && behind.starts_with(rest));
        PLACE_NAMES.get(&last).is_some_and(|places| places.iter().any(|place| rest(place)))
    })
}

/// Names of places, without what tells their source.
fn places() -> impl Iterator<Item = (Cow<'static, str>, Cow<'static, str>)> {
    rows(PLACES).map(|(place, row)| (place.into(), row.split('\t').next().unwrap_or_default().into()))
}

/// A surname with each title: 单先生. Longer words before it win: 简单先生 is no Mr Shan.
fn titled() -> impl Iterator<Item = (Cow<'static, str>, Cow<'static, str>)> {
    let titles = || rows(SURNAMES).filter_map(|(title, said)| Some((title, said.strip_prefix('+')?)));
    let both = move |(surname, reading): (&'static str, &'static str)| {
        titles().map(move |(title, said)| (Cow::Owned(format!("{surname}{title}")), Cow::Owned(format!("{reading} {said}"))))
    };
    surnames().flat_map(both)
}

/// The words of all, with Taiwan's reading of a character in each of them; then Taiwan's own.
fn taiwanese() -> impl Iterator<Item = (Cow<'static, str>, Cow<'static, str>)> {
    let words = rows(MANDARIN).map(|(word, reading)| {
        let syllables = word.chars().zip(reading.split(' ')).map(|(c, syllable)| in_taiwan(c).unwrap_or(syllable));
        (Cow::Borrowed(word), Cow::Owned(syllables.collect::<Vec<_>>().join(" ")))
    });
    titled().chain(words).chain(places()).chain(rows(TAIWANESE).map(|(word, reading)| (Cow::Borrowed(word), Cow::Borrowed(reading))))
}

impl Table {
    fn new(rows: impl Iterator<Item = (Cow<'static, str>, Cow<'static, str>)>) -> Self {
        let words: HashMap<_, _> = rows.collect();
        let longest = words.keys().map(|word| word.chars().count()).max().unwrap_or_default();
        Self { words, longest }
    }

    /// What is said of the longest word of the table that `text` begins with, and the bytes of the word.
    fn word(&self, text: &str) -> Option<(&str, usize)> {
        let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(self.longest).collect();
        ends.into_iter().rev().find_map(|end| Some((self.words.get(&text[..end])?.as_ref(), end)))
    }

    /// `text` in pieces: words of the table with what is said instead, single characters without.
    fn pieces<'a>(&'static self, text: &'a str) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let word = self.word(rest).filter(|(_, length)| !parts_place(&rest[..*length], &rest[*length..]));
            let (said, length) = word.map_or((None, first.len_utf8()), |(said, length)| (Some(said), length));
            let (piece, behind) = rest.split_at(length);
            pieces.push(Piece { text: piece, said, word: said.is_some() && length > first.len_utf8() });
            rest = behind;
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
    fn every_place_of_the_list_is_one_and_has_a_syllable_a_character_and_a_source() {
        let divisions = include_str!("../../assets/regions/divisions.tsv");
        let mut seen = std::collections::HashSet::new();
        for (place, row) in rows(PLACES) {
            let (reading, source) = row.split_once('\t').unwrap();
            assert!(divisions.contains(place), "{place} is no place");
            assert_eq!(place.chars().count(), reading.split(' ').count(), "{place}");
            assert!(!source.is_empty() && seen.insert(place), "{place}");
            assert_eq!(mark(place, "zh-CN"), reading.replace(' ', ""), "{place}");
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
