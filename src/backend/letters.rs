//! Services by the first letter of their name: pinyin for Chinese, with the words of several readings the voice knows
//! (`assets/speech/polyphones.tsv`), letters for English. Knows positions and names, not the wire.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use pinyin::ToPinyin;

use crate::domain::catalogue::Entry;
use crate::domain::request::{DIGITS, Letter};
use crate::domain::settings::Locale;

/// Word, tab, its syllables with their tones: 重新, `chong2 xin1`.
const POLYPHONES: &str = include_str!("../../assets/speech/polyphones.tsv");

/// The words by their first character, the longest first.
static READINGS: LazyLock<HashMap<char, Vec<(&str, &str)>>> = LazyLock::new(|| {
    let mut readings = HashMap::<char, Vec<_>>::new();
    for (word, reading) in POLYPHONES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')) {
        readings.entry(word.chars().next().unwrap_or_default()).or_default().push((word, reading));
    }
    readings.values_mut().for_each(|words| words.sort_unstable_by_key(|(word, _)| Reverse(word.len())));
    readings
});

/// All services in the order of their names, in each language once somebody asks.
#[derive(Debug, Default)]
pub struct Letters([OnceLock<Vec<(char, u32)>>; Locale::ALL.len()]);

impl Letters {
    /// The letters that have services, in order.
    pub fn all(&self, services: &[Entry], locale: Locale) -> Vec<Letter> {
        let chunks = self.order(services, locale).chunk_by(|(one, _), (other, _)| one == other);
        chunks.filter_map(|chunk| Some(Letter { initial: chunk.first()?.0, services: chunk.len() })).collect()
    }

    /// The positions of the services behind a letter, by their names.
    pub fn behind(&self, initial: char, services: &[Entry], locale: Locale) -> Vec<u32> {
        let wanted = initial.to_ascii_uppercase();
        self.order(services, locale).iter().filter(|(one, _)| *one == wanted).map(|(_, position)| *position).collect()
    }

    fn order(&self, services: &[Entry], locale: Locale) -> &[(char, u32)] {
        let fresh = || {
            let mut keys: Vec<(char, String, u32)> = (0..).zip(services).map(|(position, entry)| named(entry, locale, position)).collect();
            keys.sort_unstable();
            keys.into_iter().map(|(initial, _, position)| (initial, position)).collect()
        };
        let place = Locale::ALL.iter().position(|one| *one == locale).and_then(|at| self.0.get(at));
        place.map_or(&[], |place| place.get_or_init(fresh))
    }
}

fn named(entry: &Entry, locale: Locale, position: u32) -> (char, String, u32) {
    let key = sorted_by(entry.summary.everyday.as_ref().unwrap_or(&entry.summary.name).get(locale));
    let initial = key.chars().next().filter(char::is_ascii_alphabetic).map_or(DIGITS, |c| c.to_ascii_uppercase());
    (initial, key, position)
}

/// What a name is sorted by: each syllable with its tone, then its character; other letters and digits as they are; no signs.
pub fn sorted_by(name: &str) -> String {
    let mut key = String::with_capacity(name.len() * 3);
    let mut rest = name;
    while let Some(c) = rest.chars().next() {
        let word = READINGS.get(&c).and_then(|words| words.iter().find(|(word, _)| rest.starts_with(word)));
        if let Some((word, reading)) = word {
            key.extend(reading.split(' ').zip(word.chars()).flat_map(|(syllable, c)| syllable.chars().chain([c])));
            rest = &rest[word.len()..];
            continue;
        }
        key.push_str(c.to_pinyin().map_or("", |syllable| syllable.with_tone_num_end()));
        if c.is_alphanumeric() || c == ' ' && !key.is_empty() {
            key.extend(c.to_lowercase());
        }
        rest = &rest[c.len_utf8()..];
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalogue::Catalogue;

    #[test]
    fn a_name_is_sorted_as_it_is_read() {
        for (name, initial) in [
            ("重新登记", 'c'),
            ("重残补贴", 'z'),
            ("银行卡", 'y'),
            ("行政复议", 'x'),
            ("长期护理保险", 'c'),
            ("长护险", 'c'),
            ("长者食堂", 'z'),
            ("長者食堂", 'z'),
            ("調查", 'd'),
            ("单位退休", 'd'),
            ("会计", 'k'),
            ("乐器", 'y'),
            ("重大疾病", 'z'),
            ("《四川省老年人优待证》", 's'),
            ("女职工", 'n'),
            ("Old age allowance", 'o'),
            ("80周岁以上", '8'),
        ] {
            assert_eq!(sorted_by(name).chars().next(), Some(initial), "{name}: {}", sorted_by(name));
        }
        assert!(sorted_by("拉") < sorted_by("老"), "by letters, then by tones");
        assert!(sorted_by("妈") < sorted_by("马"));
        assert!(sorted_by("老年卡") < sorted_by("老年食堂"));
        assert_eq!(sorted_by("。\u{0}"), "");
    }

    #[test]
    fn each_service_stands_behind_one_letter_in_every_language() {
        let (catalogue, _) = Catalogue::embedded();
        let services = catalogue.services();
        let letters = Letters::default();
        for locale in Locale::ALL {
            let all = letters.all(services, locale);
            assert!(all.is_sorted_by_key(|letter| letter.initial) && all.iter().all(|letter| letter.services > 0));
            let mut met = Vec::new();
            for letter in &all {
                let behind = letters.behind(letter.initial, services, locale);
                assert_eq!(behind.len(), letter.services);
                let keys = behind.iter().map(|position| named(&services[*position as usize], locale, *position));
                assert!(keys.is_sorted_by(|one, other| one.1 <= other.1), "{locale} {}", letter.initial);
                met.extend(behind);
            }
            met.sort_unstable();
            assert_eq!(met.len(), services.len());
            assert!(met.windows(2).all(|pair| pair[0] != pair[1]));
        }
        assert_eq!(letters.behind('c', services, Locale::ZhCn), letters.behind('C', services, Locale::ZhCn));
        assert_eq!(letters.behind('?', services, Locale::ZhCn), [] as [u32; 0]);
    }
}
