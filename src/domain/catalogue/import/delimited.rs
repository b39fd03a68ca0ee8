//! Rows of cells between tabs or commas; a cell may stand in quotation marks (RFC 4180) and go over several lines. A mark
//! without its other breaks one row, not all that follow.

use super::List;
use super::header::ABOVE;
use crate::domain::catalogue::Problem;

/// A cell in quotation marks has no more lines.
const LINES: usize = 30;

/// The list in `text`.
pub fn list(text: &str) -> List {
    let tabs = text.lines().take(ABOVE).any(|line| line.contains('\t'));
    let commas = text.lines().take(ABOVE).any(|line| line.contains(','));
    let rows = rows(text, if commas && !tabs { ',' } else { '\t' });
    let head = |cells: &Vec<String>| cells.iter().map(|cell| cell.trim().to_owned()).collect();
    let heads = rows.iter().filter_map(|(line, row)| Some((*line, head(row.as_ref().ok()?)))).take(ABOVE).collect();
    let rows = rows.into_iter().map(|(line, row)| (line, row.map(|cells| cells.into_iter().map(Some).collect()))).collect();
    List { heads, rows }
}

/// The rows with the lines they begin in. Blank ones are passed over.
fn rows(text: &str, delimiter: char) -> Vec<(usize, Result<Vec<String>, Problem>)> {
    let mut rows = Vec::new();
    let (mut rest, mut line) = (text, 1);
    while !rest.is_empty() {
        let (row, after) = row(rest, delimiter);
        let read = rest.len() - after.len();
        if row.as_ref().is_none_or(|cells| cells.iter().any(|cell| !cell.trim().is_empty())) {
            rows.push((line, row.ok_or(Problem::Quote)));
        }
        line += rest[..read].matches('\n').count();
        rest = after;
    }
    rows
}

/// The row `text` begins with, unless a mark is without its other, and what follows its line.
fn row(text: &str, delimiter: char) -> (Option<Vec<String>>, &str) {
    let mut cells = Vec::new();
    let mut rest = text;
    loop {
        let Some((cell, after)) = cell(rest, delimiter) else {
            return (None, rest.split_once('\n').map_or("", |(_, next)| next));
        };
        cells.push(cell);
        match after.strip_prefix(delimiter) {
            Some(more) => rest = more,
            None => return (Some(cells), after.strip_prefix('\r').unwrap_or(after).strip_prefix('\n').unwrap_or_default()),
        }
    }
}

/// The cell `text` begins with, and what follows it: a delimiter, the end of a line, or nothing.
fn cell(text: &str, delimiter: char) -> Option<(String, &str)> {
    if let Some(quoted) = text.strip_prefix('"') {
        match closed(quoted, delimiter) {
            Some(end) => return Some((quoted[..end].replace("\"\"", "\""), &quoted[end + 1..])),
            // A name that begins with a quotation and goes on behind it is no cell in quotation marks.
            None if quoted.lines().next().is_none_or(|line| !line.split(delimiter).next().is_some_and(|cell| cell.contains('"'))) => {
                return None;
            }
            None => {}
        }
    }
    let end = text.find([delimiter, '\n']).unwrap_or(text.len());
    let end = if text[end..].starts_with('\n') && text[..end].ends_with('\r') { end - 1 } else { end };
    Some((text[..end].to_owned(), &text[end..]))
}

/// Where the mark stands that closes the cell.
fn closed(quoted: &str, delimiter: char) -> Option<usize> {
    let bytes = quoted.as_bytes();
    let (mut at, mut lines) = (0, 0);
    while lines <= LINES {
        match bytes.get(at)? {
            b'"' if bytes.get(at + 1) == Some(&b'"') => at += 1,
            b'"' => {
                let after = &quoted[at + 1..];
                return (after.is_empty() || after.starts_with([delimiter, '\n', '\r'])).then_some(at);
            }
            b'\n' => lines += 1,
            _ => {}
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Vec<(usize, Result<Vec<String>, Problem>)> {
        rows(text, '\t')
    }

    #[test]
    fn cells_in_quotation_marks_are_one_cell() {
        let text = "a\tb\r\n\"x\ty\"\t\"he said \"\"no\"\"\"\n\n\"two\nlines\"\tc\n\"梅\"花\td\nlast\te";
        let found: Vec<_> = read(text).into_iter().map(|(line, row)| (line, row.unwrap())).collect();
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        assert_eq!(
            found,
            [
                (1, row(["a", "b"])),
                (2, row(["x\ty", "he said \"no\""])),
                (4, row(["two\nlines", "c"])),
                (6, row(["\"梅\"花", "d"])),
                (7, row(["last", "e"])),
            ]
        );
    }

    #[test]
    fn a_mark_without_its_other_breaks_one_row() {
        let found = read("a\tb\n\"open\tx\nc\td\n\"good\"\te\n");
        assert_eq!(found.iter().map(|(line, row)| (*line, row.is_ok())).collect::<Vec<_>>(), [(1, true), (2, false), (3, true), (4, true)]);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_and_lines_go_up(text in "[\"\t\r\na梅,]{0,60}", any in any::<String>()) {
            for text in [text, any] {
                let lines: Vec<usize> = read(&text).into_iter().map(|(line, _)| line).collect();
                prop_assert!(lines.windows(2).all(|pair| pair[0] < pair[1]), "{lines:?}");
                prop_assert!(lines.last().is_none_or(|last| *last <= text.matches('\n').count() + 1));
                list(&text);
            }
        }
    }
}
