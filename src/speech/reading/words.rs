//! The language data of reading, parsed once.

use std::sync::LazyLock;

use crate::semantic::Language;

const WORDS: &str = include_str!("../../../assets/speech/words.tsv");
const UNITS: &str = include_str!("../../../assets/speech/units.tsv");

static CHINESE: LazyLock<Words> = LazyLock::new(|| Words::parse(1));
static TRADITIONAL: LazyLock<Words> = LazyLock::new(|| Words::parse(2));
static ENGLISH: LazyLock<Words> = LazyLock::new(|| Words::parse(3));

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
    /// What makes a short number an amount.
    pub nouns: Vec<&'static str>,
    /// What is counted with the other word for two.
    pub measures: Vec<&'static str>,
    /// What looks like a measure but numbers.
    pub ordinals: Vec<&'static str>,
    /// What three digits are called out before.
    pub rooms: Vec<&'static str>,
    /// Numbers that are phones though they are short.
    pub hotlines: Vec<&'static str>,
    /// What a long phone may begin with beside 0.
    pub areas: Vec<&'static str>,
    /// Units as written, and as said.
    pub units: Vec<(&'static str, &'static str)>,
    single: Vec<(&'static str, &'static str)>,
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
        self.single.iter().find(|(known, _)| *known == key).map_or("", |(_, word)| word)
    }

    fn parse(column: usize) -> Self {
        let mut words = Self { chinese: column < 3, ..Self::default() };
        for row in rows(WORDS) {
            let (Some(key), Some(word)) = (row.first().copied(), row.get(column).copied()) else { continue };
            let characters = || word.chars().collect();
            let list = || word.split(' ').filter(|one| !one.is_empty()).collect();
            match key {
                "digits" => words.digits = characters(),
                "spelled" => words.spelled = characters(),
                "places" => words.places = characters(),
                "myriads" => words.myriads = characters(),
                "nouns" => words.nouns = list(),
                "measures" => words.measures = list(),
                "ordinals" => words.ordinals = list(),
                "rooms" => words.rooms = list(),
                "hotlines" => words.hotlines = list(),
                "areas" => words.areas = list(),
                _ => words.single.push((key, word)),
            }
        }
        for row in rows(UNITS) {
            if let (Some(unit), Some(word)) = (row.first(), row.get(column)) {
                words.units.push((unit, word));
            }
        }
        words
    }
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}
