//! The table of bare items: one row an item, columns by the names in the first row. Knows no guide.

use std::str::FromStr;

use super::{Defect, Entry, Facts, Problem};
use crate::domain::service::{Handling, ServiceSummary, service_id};
use crate::domain::text::LocalText;

/// The columns, in this order.
pub const COLUMNS: [&str; 9] = ["region", "city", "department", "item", "item_code", "legal_days", "promised_days", "visits", "scope"];
/// A table may end after so many of them.
const LEAST: usize = 5;
/// Those that must hold something.
const NEEDED: [usize; 3] = [0, 2, 3];

/// Each row as an entry with its line, or what is wrong with it. Blank lines are passed over.
pub fn rows<'a>(file: &'a str, bytes: &'a [u8], handling: Handling) -> impl Iterator<Item = Result<(usize, Entry), Defect>> + 'a {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let lines = bytes.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let mut width = 0;
    lines.enumerate().map(|(index, line)| (index + 1, line)).filter(|(_, line)| !line.is_empty()).filter_map(move |(at, line)| {
        let wrong = |problem| Some(Err(Defect::in_row(file, at, None, problem)));
        let Ok(line) = std::str::from_utf8(line) else { return wrong(Problem::Encoding) };
        let cells: Vec<&str> = line.split('\t').collect();
        if at == 1 {
            width = cells.len();
            return if width >= LEAST && COLUMNS.starts_with(&cells) { None } else { wrong(Problem::Columns) };
        }
        if cells.len() != width {
            return wrong(Problem::Columns);
        }
        let mut row = [""; COLUMNS.len()];
        row.iter_mut().zip(cells).for_each(|(cell, given)| *cell = given);
        let in_cell = |(column, problem): (usize, Problem)| Defect::in_row(file, at, Some(COLUMNS[column]), problem);
        Some(entry(row, handling).map(|entry| (at, entry)).map_err(in_cell))
    })
}

/// The row as an entry, or the first cell that cannot stand and why.
fn entry(row: [&str; COLUMNS.len()], handling: Handling) -> Result<Entry, (usize, Problem)> {
    for (at, cell) in row.iter().enumerate() {
        match Problem::of_text(cell) {
            Some(Problem::Empty) if !NEEDED.contains(&at) => {}
            Some(problem) => return Err((at, problem)),
            None => {}
        }
    }
    let [region, city, department, item, code, ..] = row;
    let facts = Facts {
        legal_days: number(&row, 5, Problem::NotDays)?,
        promised_days: number(&row, 6, Problem::NotDays)?,
        visits: number(&row, 7, Problem::NotVisits)?,
        scope: number(&row, 8, Problem::NotScope)?,
    };
    // 市医保局 of 上海 and 区医疗保障局 of 广安 are told apart by the city's name before them.
    let whole = if department.starts_with(city) { department.to_owned() } else { format!("{city}{department}") };
    Ok(Entry {
        summary: ServiceSummary {
            id: service_id(region, department, item),
            name: LocalText::only(item),
            everyday: None,
            department: LocalText::only(whole),
            handling,
            private: false,
            together: 0,
        },
        region: region.to_owned(),
        code: (!code.is_empty()).then(|| code.to_owned()),
        synonyms: Vec::new(),
        category: None,
        life_events: Vec::new(),
        full: None,
        facts,
    })
}

/// What the cell of a column says, if it says anything.
fn number<T: FromStr>(row: &[&str], column: usize, problem: Problem) -> Result<Option<T>, (usize, Problem)> {
    let cell = row[column];
    if cell.is_empty() { Ok(None) } else { cell.parse().map(Some).map_err(|_| (column, problem)) }
}
