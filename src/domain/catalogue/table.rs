//! The table of bare items: one row an item, columns by the names in the first row. Knows no guide.

use super::{Defect, Entry, Problem};
use crate::domain::service::{Handling, ServiceSummary, service_id};
use crate::domain::text::LocalText;

/// The columns, in this order.
const COLUMNS: [&str; 5] = ["region", "city", "department", "item", "item_code"];

/// Each row as an entry with its line, or what is wrong with it. Blank lines are passed over.
pub fn rows<'a>(file: &'a str, bytes: &'a [u8], handling: Handling) -> impl Iterator<Item = Result<(usize, Entry), Defect>> + 'a {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let lines = bytes.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    lines.enumerate().filter(|(_, line)| !line.is_empty()).filter_map(move |(index, line)| {
        let at = |field: Option<&str>, problem| Defect {
            line: Some(index + 1),
            field: field.map(str::to_owned),
            ..Defect::of_file(file, problem)
        };
        let Ok(line) = std::str::from_utf8(line) else { return Some(Err(at(None, Problem::Encoding))) };
        let cells: Vec<&str> = line.split('\t').collect();
        if index == 0 {
            return (cells != COLUMNS).then(|| Err(at(None, Problem::Columns)));
        }
        let Ok(cells) = <[&str; 5]>::try_from(cells) else { return Some(Err(at(None, Problem::Columns))) };
        let wrong = |(cell, column): (&&str, &str)| {
            Problem::of_text(cell)
                .filter(|problem| (column, *problem) != ("item_code", Problem::Empty))
                .map(|problem| at(Some(column), problem))
        };
        match cells.iter().zip(COLUMNS).find_map(wrong) {
            Some(defect) => Some(Err(defect)),
            None => Some(Ok((index + 1, entry(cells, handling)))),
        }
    })
}

fn entry([region, city, department, item, code]: [&str; 5], handling: Handling) -> Entry {
    // 市医保局 of 上海 and 区医疗保障局 of 广安 are told apart by the city's name before them.
    let whole = if department.starts_with(city) { department.to_owned() } else { format!("{city}{department}") };
    Entry {
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
    }
}
