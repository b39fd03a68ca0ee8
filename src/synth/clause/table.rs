//! The data of the clauses, parsed once: `assets/synth/clauses.tsv`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;
use std::time::Duration;

const DATA: &str = include_str!("../../../assets/synth/clauses.tsv");

static TABLE: LazyLock<Table> = LazyLock::new(Table::parse);

/// Where the voice rests and where it may take breath.
#[derive(Debug, Default)]
pub struct Table {
    rests: HashMap<char, Duration>,
    closers: HashSet<char>,
    openers: HashSet<char>,
    /// Behind what ends without a mark.
    pub end: Duration,
    /// Behind what is cut without a mark.
    pub breath: Duration,
    /// What numbers are written with.
    pub number: HashSet<char>,
    /// Words before which a long piece is best cut.
    pub before: HashSet<&'static str>,
    /// Words that are never cut from the one before them.
    pub stays: HashSet<&'static str>,
    /// Words that are never cut from the one behind them.
    pub leads: HashSet<&'static str>,
}

impl Table {
    /// The one table.
    pub fn get() -> &'static Self {
        &TABLE
    }

    /// Whether a clause may end behind it.
    pub fn is_mark(&self, c: char) -> bool {
        self.rests.contains_key(&c)
    }

    /// Whether it closes what stands before it.
    pub fn closes(&self, c: char) -> bool {
        self.closers.contains(&c)
    }

    /// Whether what it opens is told apart.
    pub fn opens(&self, c: char) -> bool {
        self.openers.contains(&c)
    }

    /// How long the voice rests behind a clause: as long as the longest of the marks at its end asks for.
    pub fn rest(&self, clause: &str) -> Duration {
        let marks = clause.chars().rev().take_while(|c| !c.is_alphanumeric());
        marks.filter_map(|c| self.rests.get(&c)).max().copied().unwrap_or(self.breath)
    }

    fn parse() -> Self {
        let mut table = Self::default();
        for line in DATA.lines().filter(|line| !line.starts_with('#')) {
            let Some((key, value)) = line.split_once('\t') else { continue };
            let time = |value: &str| Duration::from_millis(value.parse().unwrap_or_default());
            match key {
                "rest" => {
                    let (rest, marks) = value.split_once('\t').unwrap_or_default();
                    table.rests.extend(marks.chars().map(|mark| (mark, time(rest))));
                }
                "end" => table.end = time(value),
                "breath" => table.breath = time(value),
                "close" => table.closers = value.chars().collect(),
                "open" => table.openers = value.chars().collect(),
                "number" => table.number = value.chars().collect(),
                "before" => table.before = value.split(' ').collect(),
                "stays" => table.stays = value.split(' ').collect(),
                "leads" => table.leads = value.split(' ').collect(),
                _ => {}
            }
        }
        table
    }
}
