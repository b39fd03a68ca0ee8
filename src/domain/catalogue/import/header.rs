//! Which column of a city's list is which of ours.

use super::{Cell, words};

/// A column that is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// 事项名称
    Item,
    /// 实施编码
    Code,
    /// 实施主体
    Department,
    /// 行政区划
    Region,
    /// Its code.
    RegionCode,
    /// 法定办结时限
    LegalDays,
    /// Its unit.
    LegalUnit,
    /// 承诺办结时限
    PromisedDays,
    /// Its unit.
    PromisedUnit,
    /// 到现场次数
    Visits,
    /// 通办范围
    Scope,
}

impl Column {
    const ALL: [Self; 11] = [
        Self::Item,
        Self::Code,
        Self::Department,
        Self::Region,
        Self::RegionCode,
        Self::LegalDays,
        Self::LegalUnit,
        Self::PromisedDays,
        Self::PromisedUnit,
        Self::Visits,
        Self::Scope,
    ];

    /// Its name in the list of heads.
    const fn name(self) -> &'static str {
        match self {
            Self::Item => "item",
            Self::Code => "item_code",
            Self::Department => "department",
            Self::Region => "region",
            Self::RegionCode => "region_code",
            Self::LegalDays => "legal_days",
            Self::LegalUnit => "legal_unit",
            Self::PromisedDays => "promised_days",
            Self::PromisedUnit => "promised_unit",
            Self::Visits => "visits",
            Self::Scope => "scope",
        }
    }

    /// As the standard has it.
    fn official(self) -> &'static str {
        words::heads(self.name()).next().unwrap_or(self.name())
    }
}

/// So many rows may stand above the heads: a title, a date.
pub const ABOVE: usize = 10;
/// Most heads that are shown where some are missing.
const SHOWN: usize = 20;

/// Where the columns stand.
#[derive(Debug)]
pub struct Header {
    places: [Option<usize>; Column::ALL.len()],
    heads: Vec<String>,
}

/// The line that should hold the heads, those that are missing, and those that are there.
pub type Missing = (usize, Vec<&'static str>, String);

impl Header {
    /// The first of `rows` with all heads that must be there, and its line.
    pub fn find(rows: &[(usize, Vec<String>)]) -> Result<(usize, Self), Missing> {
        let mut first = None;
        for (line, heads) in rows.iter().take(ABOVE) {
            let header = Self::of(heads);
            let missing = header.missing();
            if missing.is_empty() {
                return Ok((*line, header));
            }
            // The row with the most heads is the one that was meant.
            if first.as_ref().is_none_or(|(_, fewest, _): &Missing| missing.len() < fewest.len()) {
                let seen: Vec<&str> = heads.iter().map(String::as_str).filter(|head| !head.is_empty()).take(SHOWN).collect();
                first = Some((*line, missing, seen.join(" | ")));
            }
        }
        Err(first.unwrap_or_else(|| (1, Self::of(&[]).missing(), String::new())))
    }

    fn of(heads: &[String]) -> Self {
        let plain: Vec<String> = heads.iter().map(|head| words::plain(head)).collect();
        let place = |column: Column| words::heads(column.name()).find_map(|head| plain.iter().position(|one| *one == words::plain(head)));
        Self { places: Column::ALL.map(place), heads: heads.to_vec() }
    }

    fn missing(&self) -> Vec<&'static str> {
        let needed = [Column::Item, Column::Department, Column::Region].into_iter();
        let lacks = |column: &Column| !(self.has(*column) || *column == Column::Region && self.has(Column::RegionCode));
        needed.filter(lacks).map(Column::official).collect()
    }

    /// How many cells a row has.
    pub const fn width(&self) -> usize {
        self.heads.len()
    }

    /// Whether the list has the column.
    pub fn has(&self, column: Column) -> bool {
        self.places[column as usize].is_some()
    }

    /// What stands in a row's cell of the column; `None` if it is no text, or there is no such column.
    pub fn cell<'a>(&self, row: &'a [Cell], column: Column) -> Option<&'a str> {
        row.get(self.places[column as usize]?)?.as_deref()
    }

    /// How the list calls the column.
    pub fn name(&self, column: Column) -> &str {
        self.places[column as usize].map_or(column.official(), |place| self.heads[place].as_str())
    }
}
