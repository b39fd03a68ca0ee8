//! Plain words (U1): what a sentence, a character and a word must be so that a person of eighty with little schooling
//! understands them by ear. The lists stand in `assets/plain`: the table of standard characters (通用规范汉字表, `kTGH` of
//! Unicode's Unihan) with the traditional forms of its first level, the 2,500 common characters (现代汉语常用字表), the words of
//! machines, of sellers and of guards, and the words of offices with plain ones to stand beside them.

use std::collections::HashSet;
use std::sync::LazyLock;

const STANDARD: &str = include_str!("../../assets/plain/standard.txt");
const TRADITIONAL: &str = include_str!("../../assets/plain/traditional.txt");
const BASIC: &str = include_str!("../../assets/plain/basic.txt");
const RARE: &str = include_str!("../../assets/plain/rare.txt");
const WORDS: &str = include_str!("../../assets/plain/words.tsv");
const OFFICIAL: &str = include_str!("../../assets/plain/official.tsv");

/// Most characters of a Chinese sentence.
pub const CHARACTERS: usize = 25;
/// Most words of an English one.
pub const ENGLISH: usize = 20;
/// The table's first level (一级字表): what everybody learns at school.
const FIRST_LEVEL: usize = 3500;

/// How common the characters of a text must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// 99 of 100 from the first level of the table: everything a resident reads.
    Read,
    /// 98 of 100 from the 2,500 common ones: questions and help. Of traditional characters no such list is known.
    Asked,
}

impl Level {
    /// The share of such characters, per cent.
    pub const fn share(self) -> f32 {
        match self {
            Self::Read => 99.0,
            Self::Asked => 98.0,
        }
    }

    fn holds(self, c: char) -> bool {
        static LISTS: LazyLock<[HashSet<char>; 2]> = LazyLock::new(|| {
            let read: HashSet<char> = characters(STANDARD).take(FIRST_LEVEL).chain(characters(TRADITIONAL)).collect();
            [read, characters(BASIC).collect()]
        });
        LISTS[self as usize].contains(&c)
    }
}

fn characters(list: &'static str) -> impl Iterator<Item = char> {
    list.chars().filter(|c| !c.is_whitespace())
}

/// All characters of the table, the traditional forms, and the rare ones that names have: there must be a glyph for each (V2),
/// and each must stand in its own place (V12).
pub fn of_names() -> impl Iterator<Item = char> {
    characters(STANDARD).chain(characters(TRADITIONAL)).chain(characters(RARE))
}

/// How common the characters of a text are.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Chinese characters in it.
    pub characters: usize,
    /// How many of a hundred are on the list.
    pub share: f32,
    /// The others, each once.
    pub rare: Vec<char>,
    /// Whether these are few enough. One character of a short text is more than one in a hundred.
    pub holds: bool,
}

/// How common the characters of `text` are.
pub fn reading(text: &str, level: Level) -> Reading {
    let han: Vec<char> = text.chars().filter(|c| ('\u{3400}'..='\u{9fff}').contains(c)).collect();
    let mut rare: Vec<char> = han.iter().copied().filter(|c| !level.holds(*c)).collect();
    let share = 100.0 - rare.len() as f32 * 100.0 / han.len().max(1) as f32;
    rare.sort_unstable();
    rare.dedup();
    let holds = share >= level.share() || han.len() < 100 && rare.len() < 2;
    Reading { characters: han.len(), share, rare, holds }
}

/// The sentences of a text in `language`.
pub fn sentences<'a>(text: &'a str, language: &str) -> impl Iterator<Item = &'a str> {
    let pieces: Box<dyn Iterator<Item = &str>> = if language == "en" {
        Box::new(text.split(". ").flat_map(|part| part.split(['!', '?', '\n'])))
    } else {
        Box::new(text.split(['\u{3002}', '\u{ff01}', '\u{ff1f}', '\u{ff1b}', '\n']))
    };
    pieces.map(|piece| piece.trim().trim_end_matches('.')).filter(|piece| !piece.is_empty())
}

/// How long a sentence is: words of an English one, characters of a Chinese one.
pub fn length(sentence: &str, language: &str) -> usize {
    if language == "en" { sentence.split_whitespace().count() } else { sentence.trim().chars().count() }
}

/// How long a sentence of `language` may be.
pub fn longest(language: &str) -> usize {
    if language == "en" { ENGLISH } else { CHARACTERS }
}

/// The word in `text` that `rule` forbids in `language`, if there is one. U1: the words of machines; T6: of guards; U5: of sellers.
pub fn forbidden(rule: &str, language: &str, text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let mut words = FORBIDDEN.iter().filter(|[one, of, _]| *one == rule && *of == language);
    words.find(|[.., word]| text.contains(word)).map(|[.., word]| *word)
}

/// A word of offices in `text` that stands there without a plain one, and the plain ones there are.
pub fn unexplained(language: &str, text: &str) -> Option<(&'static str, &'static str)> {
    let text = text.to_lowercase();
    let alone = |word: &str| text.match_indices(word).any(|(at, _)| !in_brackets(&text[..at]));
    let mut words = EXPLAINED.iter().filter(|[of, ..]| *of == language);
    words
        .find(|[_, word, plain]| alone(word) && !plain.split(' ').any(|plain| text.contains(plain)))
        .map(|[_, word, plain]| (*word, *plain))
}

fn in_brackets(before: &str) -> bool {
    let last = before.rfind(['(', ')', '\u{ff08}', '\u{ff09}']).and_then(|at| before[at..].chars().next());
    matches!(last, Some('(' | '\u{ff08}'))
}

/// Rule, language, word.
static FORBIDDEN: LazyLock<Vec<[&str; 3]>> = LazyLock::new(|| rows(WORDS));
/// Language, word, plain words.
static EXPLAINED: LazyLock<Vec<[&str; 3]>> = LazyLock::new(|| rows(OFFICIAL));

/// The rows of a table of three columns.
fn rows(table: &'static str) -> Vec<[&'static str; 3]> {
    let row = |line: &'static str| line.split('\t').collect::<Vec<_>>().try_into().ok();
    table.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_whole() {
        let standard: Vec<char> = characters(STANDARD).collect();
        assert_eq!(standard.len(), 8105);
        assert_eq!((standard[0], standard[3499], standard[3500]), ('一', '矗', '乂'));
        let basic: HashSet<char> = characters(BASIC).collect();
        assert_eq!(basic.len(), 2500);
        assert!(basic.iter().all(|c| Level::Read.holds(*c)));
        assert!(FORBIDDEN.len() > 50 && EXPLAINED.len() > 10 && EXPLAINED.iter().all(|[_, word, plain]| !plain.contains(word)));
    }

    #[test]
    fn rare_characters_count_by_the_hundred() {
        assert!(reading(&"好".repeat(200), Level::Asked).holds);
        let rare = reading(&format!("{}黻鼗龠", "好".repeat(200)), Level::Read);
        assert_eq!((rare.holds, rare.rare), (false, vec!['黻', '鼗', '龠']));
        assert!(reading("們裡說", Level::Read).holds);
        // 匕 is of the first level, but not of the 2,500.
        assert!(reading("匕匕", Level::Read).holds);
        assert_eq!(reading(&"好匕".repeat(60), Level::Asked).rare, ['匕']);
    }

    #[test]
    fn a_text_comes_apart_into_sentences() {
        assert_eq!(sentences("先坐下。再说！\n好吗？", "zh-CN").collect::<Vec<_>>(), ["先坐下", "再说", "好吗"]);
        assert_eq!(sentences("Sit down. Then call 12345.", "en").collect::<Vec<_>>(), ["Sit down", "Then call 12345"]);
        assert_eq!((length("先坐下", "zh-TW"), length("Sit down", "en")), (3, 2));
    }

    #[test]
    fn a_word_of_offices_needs_a_plain_one_beside_it() {
        assert_eq!(unexplained("zh-CN", "请先挂失。"), Some(("挂失", "报丢 丢了")));
        assert_eq!(unexplained("zh-CN", "先报丢（挂失）。"), None);
        assert_eq!(unexplained("zh-CN", "没有也行（告知承诺）。"), None);
        assert_eq!(unexplained("zh-TW", "丟了要掛失。"), None);
        assert_eq!(forbidden("U1", "zh-CN", "请提交"), Some("提交"));
        assert_eq!(forbidden("U1", "en", "Click here"), Some("click"));
        assert_eq!(forbidden("T6", "zh-CN", "请提交"), None);
    }
}
