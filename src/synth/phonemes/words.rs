//! Text into words, by jieba. Traditional text is looked up in simplified characters.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use jieba_rs::Jieba;

use super::table;

static JIEBA: LazyLock<Jieba> = LazyLock::new(|| {
    let mut jieba = Jieba::new();
    for word in include_str!("../../../assets/synth/words.tsv").lines().filter(|line| !line.starts_with('#')) {
        jieba.add_word(word, None, Some("n"));
    }
    jieba
});
static SIMPLIFIED: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let rows = table::rows(include_str!("../../../assets/synth/simplified.tsv"));
    rows.flat_map(|(traditional, simplified)| traditional.chars().zip(simplified.chars())).collect()
});

/// A word of a text.
#[derive(Debug)]
pub struct Word {
    /// Its characters.
    pub at: Range<usize>,
    /// Whether a dictionary has it; jieba takes what is left between two of its words for a word too.
    pub known: bool,
    /// Whether it says how something is or is done (形容词、副词).
    pub describes: bool,
}

/// The character a word is looked up with.
pub fn simplified(c: char) -> char {
    SIMPLIFIED.get(&c).copied().unwrap_or(c)
}

/// The words of a simplified text; what is not Chinese is among them.
pub fn words(text: &str) -> Vec<Word> {
    let words = JIEBA.tag(text, true).into_iter().map(|tag| Word {
        at: tag.start..tag.end,
        known: JIEBA.has_word(tag.word),
        describes: tag.tag.starts_with(['a', 'd', 'z', 'i', 'l', 'o']),
    });
    words.collect()
}
