//! How cities head their columns and write what stands in them (`assets/import`).

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::domain::form::half_width;

const COLUMNS: &str = include_str!("../../../../assets/import/columns.tsv");
const WORDS: &str = include_str!("../../../../assets/import/words.tsv");

/// What is meant by a word of a cell: `now`, `city`.
static MEANINGS: LazyLock<HashMap<String, &'static str>> =
    LazyLock::new(|| rows(WORDS).flat_map(|(meaning, words)| words.split(' ').map(move |word| (plain(word), meaning))).collect());

/// What a cell means, if its words are known.
pub fn meaning(cell: &str) -> Option<&'static str> {
    MEANINGS.get(&plain(cell)).copied()
}

/// The words by which a column is headed, the most official first.
pub fn heads(column: &str) -> impl Iterator<Item = &'static str> {
    rows(COLUMNS).filter(move |(name, _)| *name == column).flat_map(|(_, words)| words.split(' '))
}

/// Letters and digits alone, of half width, small, without what stands in brackets.
pub fn plain(words: &str) -> String {
    let mut depth = 0_usize;
    let outside = half_width(words).filter(|c| {
        match c {
            '(' | '[' | '\u{3010}' => depth += 1,
            ')' | ']' | '\u{3011}' => depth = depth.saturating_sub(1),
            _ => return depth == 0 && c.is_alphanumeric(),
        }
        false
    });
    outside.flat_map(char::to_lowercase).collect()
}

fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_brackets_width_and_case_do_not_count() {
        assert_eq!(plain(" *承诺办结时限（工作日）"), "承诺办结时限");
        assert_eq!(plain("Item_Code"), plain("itemCode"));
        assert_eq!(meaning("即办件。"), Some("now"));
        assert_eq!(meaning("--"), Some("none"));
        assert_eq!(meaning("全市 通办"), Some("city"));
        assert_eq!(meaning("20"), None);
    }

    #[test]
    fn each_word_means_one_thing() {
        for table in [COLUMNS, WORDS] {
            let mut meant: HashMap<String, &str> = HashMap::new();
            for (meaning, words) in rows(table) {
                for word in words.split(' ').map(plain) {
                    assert_eq!(*meant.entry(word.clone()).or_insert(meaning), meaning, "{word}");
                }
            }
        }
    }
}
