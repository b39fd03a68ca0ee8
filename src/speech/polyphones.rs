//! What a voice of espeak-ng needs written otherwise, longest match from the left. The Mandarin one takes pinyin inside
//! Chinese text (`请到yin2hang2办理`), for words with characters of several readings: `assets/speech/polyphones.tsv`.
//! The Cantonese one leaves out characters it does not know: `assets/speech/cantonese.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

const MANDARIN: &str = include_str!("../../assets/speech/polyphones.tsv");
const CANTONESE: &str = include_str!("../../assets/speech/cantonese.tsv");

struct Table {
    words: HashMap<&'static str, String>,
    /// The longest word, in characters.
    longest: usize,
}

static POLYPHONES: LazyLock<Table> = LazyLock::new(|| Table::parse(MANDARIN));
static UNKNOWN: LazyLock<Table> = LazyLock::new(|| Table::parse(CANTONESE));

/// `text` with words of several readings in pinyin.
pub fn mark(text: &str) -> String {
    POLYPHONES.replace(text)
}

/// `text` without characters the Cantonese voice cannot say.
pub fn known(text: &str) -> String {
    UNKNOWN.replace(text)
}

impl Table {
    fn parse(table: &'static str) -> Self {
        let rows = table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        let words: HashMap<_, _> = rows.map(|(word, other)| (word, other.replace(' ', ""))).collect();
        let longest = words.keys().map(|word| word.chars().count()).max().unwrap_or_default();
        Self { words, longest }
    }

    fn replace(&self, text: &str) -> String {
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut replaced = String::with_capacity(text.len());
        let mut at = 0;
        while at + 1 < starts.len() {
            let longest = self.longest.min(starts.len() - 1 - at);
            let word = (1..=longest).rev().find_map(|length| {
                let other = self.words.get(&text[starts[at]..starts[at + length]])?;
                Some((other.as_str(), length))
            });
            let (words, length) = word.unwrap_or((&text[starts[at]..starts[at + 1]], 1));
            replaced.push_str(words);
            at += length;
        }
        replaced
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_several_readings_are_marked() {
        for (text, marked) in [
            ("请到银行办理", "请到yin2hang2办理"),
            ("长者重新登记", "zhang3zhe3chong2xin1登记"),
            ("行走", "xing2zou3"),
            ("您好", "您好"),
            ("", ""),
            ("银", "银"),
            ("會計", "kuai4ji4"),
        ] {
            assert_eq!(mark(text), marked, "{text}");
        }
    }

    #[test]
    fn the_cantonese_voice_gets_no_character_it_leaves_out() {
        assert_eq!(known("幺二三"), "一二三");
    }

    #[test]
    fn every_reading_has_a_syllable_a_character() {
        for line in MANDARIN.lines().filter(|line| !line.starts_with('#')) {
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
