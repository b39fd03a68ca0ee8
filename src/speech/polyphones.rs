//! Words with characters of several readings, for the Mandarin voice alone: it takes pinyin inside Chinese text
//! (`请到yin2hang2办理`). Longest match from the left; the words are `assets/speech/polyphones.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../assets/speech/polyphones.tsv");

struct Words {
    readings: HashMap<&'static str, String>,
    /// The longest word, in characters.
    longest: usize,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    let readings: HashMap<_, _> = rows.map(|(word, reading)| (word, reading.replace(' ', ""))).collect();
    let longest = readings.keys().map(|word| word.chars().count()).max().unwrap_or_default();
    Words { readings, longest }
});

/// `text` with such words in pinyin.
pub fn mark(text: &str) -> String {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut marked = String::with_capacity(text.len());
    let mut at = 0;
    while at + 1 < starts.len() {
        let longest = WORDS.longest.min(starts.len() - 1 - at);
        let word = (1..=longest).rev().find_map(|length| {
            let reading = WORDS.readings.get(&text[starts[at]..starts[at + length]])?;
            Some((reading.as_str(), length))
        });
        let (words, length) = word.unwrap_or((&text[starts[at]..starts[at + 1]], 1));
        marked.push_str(words);
        at += length;
    }
    marked
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
    fn every_reading_has_a_syllable_a_character() {
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
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
