//! Characters by the keys of their pinyin, as on a telephone: `9264` is wang, yang, zang. The table is
//! `assets/keyboard/pinyin.tsv`: keys, syllables, simplified and traditional characters, the commonest first.

use std::sync::OnceLock;

const TABLE: &str = include_str!("../../../assets/keyboard/pinyin.tsv");

/// The letters of the eight keys, 2 to 9.
pub const KEYS: [(char, &str); 8] =
    [('2', "abc"), ('3', "def"), ('4', "ghi"), ('5', "jkl"), ('6', "mno"), ('7', "pqrs"), ('8', "tuv"), ('9', "wxyz")];

struct Line {
    keys: &'static str,
    syllables: &'static str,
    simplified: &'static str,
    traditional: &'static str,
}

fn table() -> &'static [Line] {
    static LINES: OnceLock<Vec<Line>> = OnceLock::new();
    LINES.get_or_init(|| {
        let line = |line: &'static str| {
            let mut parts = line.split('\t');
            Some(Line { keys: parts.next()?, syllables: parts.next()?, simplified: parts.next()?, traditional: parts.next()? })
        };
        TABLE.lines().filter_map(line).collect()
    })
}

/// What the keys can be read as: whole syllables, the shortest that begin so where there are none.
pub fn syllables(keys: &str) -> &'static str {
    let exact = table().iter().find(|line| line.keys == keys);
    let begun = || table().iter().find(|line| line.keys.starts_with(keys));
    exact.or_else(begun).map_or("", |line| line.syllables)
}

/// The characters for the keys: of whole syllables first, then of those that begin so.
pub fn characters(keys: &str, traditional: bool) -> Vec<char> {
    let mut found = Vec::new();
    let begun = table().iter().filter(|line| line.keys != keys && line.keys.starts_with(keys));
    for line in table().iter().filter(|line| line.keys == keys).chain(begun) {
        let of = if traditional { line.traditional } else { line.simplified };
        for character in of.chars() {
            if !found.contains(&character) {
                found.push(character);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn keys(pinyin: &str) -> String {
        let key = |letter| KEYS.iter().find(|(_, letters)| letters.contains(letter)).map(|(key, _)| *key);
        pinyin.chars().filter_map(key).collect()
    }

    #[test]
    fn the_names_of_people_and_streets_are_there() {
        for (pinyin, character) in
            [("wang", '王'), ("xiu", '秀'), ("ying", '英'), ("mei", '梅'), ("yuan", '园'), ("lu", '路'), ("hao", '号'), ("lv", '吕')]
        {
            let at = characters(&keys(pinyin), false).iter().position(|one| *one == character);
            assert!(at.is_some_and(|at| at < 24), "{pinyin} {character}: {at:?}");
        }
        assert_eq!(characters(&keys("lin"), true).iter().find(|one| ['临', '臨'].contains(one)), Some(&'臨'));
    }

    #[test]
    fn every_standard_character_can_be_written() {
        let all: HashSet<char> = table().iter().flat_map(|line| line.simplified.chars()).collect();
        let missing: Vec<char> =
            include_str!("../../../assets/plain/standard.txt").chars().filter(|c| !c.is_whitespace() && !all.contains(c)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn half_a_syllable_finds_what_begins_so() {
        assert_eq!(syllables("9264"), "wang yang zang");
        assert!(characters(&keys("zhua"), false).contains(&'庄'));
        assert!(characters("22222", false).is_empty());
        assert_eq!(syllables("22222"), "");
    }
}
