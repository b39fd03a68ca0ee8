//! A field spelled: one sentence a character, told from others of the same sound (木子李, 弓长张): `assets/speech/spelling.tsv`.
//! Knows no field: what may be spelled is decided elsewhere.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::reading::is_cjk;
use crate::semantic::Language;

const TABLE: &str = include_str!("../../assets/speech/spelling.tsv");

/// Stands in the table for every capital letter.
const CAPITAL: char = 'A';

static WORDS: LazyLock<HashMap<char, [&str; 3]>> = LazyLock::new(|| rows().collect());

fn rows() -> impl Iterator<Item = (char, [&'static str; 3])> {
    TABLE.lines().filter(|line| !line.starts_with("# ")).filter_map(|line| {
        let mut columns = line.split('\t');
        let (sign, chinese) = (columns.next()?.chars().next()?, columns.next()?);
        let taiwanese = columns.next().filter(|words| *words != "=").unwrap_or(chinese);
        Some((sign, [chinese, taiwanese, columns.next().unwrap_or_default()]))
    })
}

/// The characters of `written`, each a sentence of its own.
pub fn spell(written: &str, language: Language) -> String {
    let end = if language.starts_with("zh") { "；" } else { "; " };
    written.trim().chars().map(|c| named(c, language) + end).collect()
}

/// One character with what tells it from others.
fn named(c: char, language: Language) -> String {
    let column = ["zh-CN", "zh-TW"].iter().position(|one| *one == language).unwrap_or(2);
    let words = |c| WORDS.get(&c).map(|words| words[column]).filter(|words| !words.is_empty());
    match words(if c.is_ascii_uppercase() { CAPITAL } else { c }) {
        Some(words) if c.is_ascii_uppercase() => format!("{words} {}", c.to_ascii_lowercase()),
        Some(words) if is_cjk(c) => format!("{c}，{words}"),
        Some(words) => words.to_owned(),
        None => c.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_told_from_others_of_the_same_sound() {
        assert_eq!(spell("王秀英", "zh-CN"), "王，三横王；秀，优秀的秀；英，英雄的英；");
        assert_eq!(spell("張 A", "zh-TW"), "張，弓長張；空格；大寫 a；");
        assert_eq!(spell("Li-1", "en"), "capital l; i; hyphen; 1; ");
        assert_eq!(spell("13张", "zh-CN"), "1；3；张，弓长张；");
        assert_eq!(spell(" ", "zh-CN"), "");
    }

    #[test]
    fn what_tells_a_character_holds_it_and_no_character_stands_twice() {
        let mut seen = std::collections::HashSet::new();
        for (sign, words) in rows() {
            assert!(seen.insert(sign), "{sign}");
            assert!(!is_cjk(sign) || words[0].contains(sign), "{sign}: {words:?}");
        }
        assert!(seen.len() > 200);
    }

    #[test]
    fn each_character_is_a_sentence_and_none_is_left_out() {
        for (written, language, count) in [("13987654321", "zh-CN", 11), ("阿依古丽·买买提", "zh-CN", 8), ("No.3 Lane", "en", 9)] {
            let spoken = spell(written, language);
            let utterance = crate::semantic::Utterance {
                node: "a.b".into(),
                language,
                text: String::new(),
                spoken: spoken.clone(),
                urgency: crate::semantic::Urgency::Focus,
                names: Vec::new(),
            };
            assert_eq!(crate::speech::pieces(&utterance).len(), count, "{spoken}");
        }
    }
}
