//! The language data of reading, parsed once.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::semantic::Language;

const WORDS: &str = include_str!("../../../assets/speech/words.tsv");
const UNITS: &str = include_str!("../../../assets/speech/units.tsv");
const SIGNS: &str = include_str!("../../../assets/speech/signs.tsv");
const LATIN: &str = include_str!("../../../assets/speech/latin.tsv");

const RADICALS: &str = include_str!("../../../assets/speech/radicals.tsv");

static FOLDED: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let rows = RADICALS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    rows.flat_map(|(radicals, characters)| radicals.chars().zip(characters.chars())).collect()
});
static CHINESE: LazyLock<Words> = LazyLock::new(|| Words::parse(1));
static TRADITIONAL: LazyLock<Words> = LazyLock::new(|| Words::parse(2));
static ENGLISH: LazyLock<Words> = LazyLock::new(|| Words::parse(3));

/// A form of a radical that Unicode does not decompose (⻓) as the character it is of.
pub fn folded(radical: char) -> Option<char> {
    FOLDED.get(&radical).copied()
}

/// The words of one language.
#[derive(Debug, Default)]
pub struct Words {
    /// Whether amounts become characters too.
    pub chinese: bool,
    /// 0 to 9 in an amount.
    pub digits: Vec<char>,
    /// 0 to 9 called out.
    pub spelled: Vec<char>,
    /// Ten, hundred, thousand.
    pub places: Vec<char>,
    /// Ten thousand, and that squared.
    pub myriads: Vec<char>,
    /// Units as written, and as said.
    pub units: Vec<(&'static str, &'static str)>,
    single: HashMap<&'static str, &'static str>,
    lists: HashMap<&'static str, Vec<&'static str>>,
    signs: HashMap<&'static str, &'static str>,
    latin: HashMap<&'static str, &'static str>,
}

impl Words {
    /// The words for `language`.
    pub fn of(language: Language) -> &'static Self {
        match language {
            "zh-TW" => &TRADITIONAL,
            other if other.starts_with("zh") => &CHINESE,
            _ => &ENGLISH,
        }
    }

    /// One word by its key; empty where the language has none.
    pub fn word(&self, key: &str) -> &'static str {
        self.single.get(key).copied().unwrap_or_default()
    }

    /// A list of words by its key; empty where the language has none.
    pub fn list(&self, key: &str) -> &[&'static str] {
        self.lists.get(key).map(Vec::as_slice).unwrap_or_default()
    }

    /// How a sign is said.
    pub fn sign(&self, sign: char) -> Option<&'static str> {
        self.signs.get(sign.encode_utf8(&mut [0; 4]) as &str).copied()
    }

    /// How a letter or an abbreviation is said.
    pub fn latin(&self, written: &str) -> Option<&'static str> {
        self.latin.get(written).copied()
    }

    fn parse(column: usize) -> Self {
        let mut words = Self { chinese: column < 3, ..Self::default() };
        for (key, word) in rows(WORDS, column) {
            let characters = || word.chars().collect();
            match key {
                "digits" => words.digits = characters(),
                "spelled" => words.spelled = characters(),
                "places" => words.places = characters(),
                "myriads" => words.myriads = characters(),
                _ => {
                    words.single.insert(key, word);
                    words.lists.insert(key, word.split(' ').filter(|one| !one.is_empty()).collect());
                }
            }
        }
        words.units = rows(UNITS, column).collect();
        words.signs = rows(SIGNS, column).collect();
        words.latin = rows(LATIN, column).collect();
        words
    }
}

/// The first column and the one of the language.
fn rows(table: &'static str, column: usize) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with("# ")).filter_map(move |line| {
        let row: Vec<_> = line.split('\t').collect();
        let word = row.get(column).copied()?;
        Some((*row.first()?, if word == "=" && row.first() != Some(&"=") { *row.get(1)? } else { word }))
    })
}
