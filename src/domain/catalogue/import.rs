//! The list of a city's items (事项清单, GB/T 39554), as its own system gives it out, made the table of a catalogue: TSV, CSV or
//! JSON, in whatever encoding, headed in whatever words. What cannot be used is named by row and column; the rest is taken.

use std::collections::HashMap;

use super::table::COLUMNS;
use super::{Defect, Facts, Problem, Scope};
use crate::domain::service::{ServiceId, service_id};

mod cells;
mod delimited;
mod division;
mod header;
mod json;
mod text;
mod words;

use division::Divisions;
use header::{Column, Header};

/// What became of a city's list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Import {
    /// The table, `items.tsv`.
    pub table: String,
    /// Items in it.
    pub items: usize,
    /// Rows that were left out.
    pub rows: usize,
    /// Cells that were left out, of items that are in the table.
    pub cells: usize,
    /// Each of them, by line.
    pub defects: Vec<Defect>,
}

/// A list taken apart: what heads the columns, and the rows with the lines they begin in, or what is wrong with a row.
struct List {
    heads: Vec<(usize, Vec<String>)>,
    rows: Vec<(usize, Result<Vec<Cell>, Problem>)>,
}

/// What stands in a cell; `None` is what no cell can hold: an object, a list.
type Cell = Option<String>;

/// Makes the table of the list in `bytes`. `file` is what its defects are named by.
pub fn read(file: &str, bytes: &[u8]) -> Import {
    let text = text::decode(bytes);
    let mut import = Import { table: COLUMNS.join("\t") + "\n", ..Import::default() };
    let list = match text.trim_start().chars().next() {
        None => Err(Defect::of_file(file, Problem::Empty)),
        Some('[' | '{') => json::list(file, &text),
        Some(_) => Ok(delimited::list(&text)),
    };
    let list = match list {
        Ok(list) => list,
        Err(defect) => {
            import.defects.push(defect);
            return import;
        }
    };
    let (line, header) = match Header::find(&list.heads) {
        Ok(found) => found,
        Err((line, missing, seen)) => {
            let lacks = |name| Defect::in_row(file, line, Some(name), Problem::NoColumn).with(&seen);
            import.defects.extend(missing.into_iter().map(lacks));
            return import;
        }
    };
    let mut taking =
        Taking { file, header: &header, import, divisions: Divisions::default(), codes: HashMap::new(), items: HashMap::new() };
    for (at, row) in list.rows.into_iter().filter(|(at, _)| *at > line) {
        taking.row(at, row);
    }
    taking.import
}

/// A list being taken over, row by row.
struct Taking<'a> {
    file: &'a str,
    header: &'a Header,
    import: Import,
    divisions: Divisions,
    /// The line of each number, and of each item.
    codes: HashMap<String, usize>,
    items: HashMap<ServiceId, usize>,
}

impl Taking<'_> {
    /// Takes a row over, or says why not.
    fn row(&mut self, line: usize, row: Result<Vec<Cell>, Problem>) {
        let whole = row.and_then(|row| fit(row, self.header.width())).map_err(|problem| Defect::in_row(self.file, line, None, problem));
        let taken = whole.and_then(|row| self.take(line, &row));
        if let Err(defect) = taken {
            self.import.rows += 1;
            self.import.defects.push(defect);
        }
    }

    fn take(&mut self, line: usize, row: &[Cell]) -> Result<(), Defect> {
        let [item, department, code, region, region_code] =
            [Column::Item, Column::Department, Column::Code, Column::Region, Column::RegionCode].map(|column| self.text(line, row, column));
        let (item, department, code, region, region_code) = (item?, department?, code?, region?, region_code?);
        let division = self.divisions.of(&region, &region_code, &department);
        if division.region.is_empty() {
            return Err(self.defect(line, Column::Region, Problem::Empty));
        }
        if let Some(first) = self.codes.get(&code) {
            return Err(self.defect(line, Column::Code, Problem::CodeTwice).with(first));
        }
        let id = service_id(&division.region, &department, &item);
        if let Some(first) = self.items.get(&id) {
            return Err(self.defect(line, Column::Item, Problem::ItemTwice).with(first));
        }
        self.items.insert(id, line);
        let facts = self.facts(line, row);
        let shown = |number: Option<u16>| number.map(|number| number.to_string()).unwrap_or_default();
        let numbers = [facts.legal_days, facts.promised_days, facts.visits.map(u16::from)].map(shown);
        let words = [&division.region, &division.city, &department, &item, &code].into_iter().chain(&numbers).map(String::as_str);
        let cells: Vec<&str> = words.chain([facts.scope.map_or("", Scope::name)]).collect();
        self.import.table += &(cells.join("\t") + "\n");
        self.import.items += 1;
        if !code.is_empty() {
            self.codes.insert(code, line);
        }
        Ok(())
    }

    /// What the row says in numbers; a cell that cannot be understood is left out and named.
    fn facts(&mut self, line: usize, row: &[Cell]) -> Facts {
        let cell = |column| self.header.cell(row, column).unwrap_or_default();
        let legal = cells::days(cell(Column::LegalDays), cell(Column::LegalUnit));
        let promised = cells::days(cell(Column::PromisedDays), cell(Column::PromisedUnit));
        let visits = cells::visits(cell(Column::Visits));
        let scope = cells::scope(cell(Column::Scope));
        let wrong = [
            (Column::LegalDays, legal.is_err(), Problem::NotDays),
            (Column::PromisedDays, promised.is_err(), Problem::NotDays),
            (Column::Visits, visits.is_err(), Problem::NotVisits),
            (Column::Scope, scope.is_err(), Problem::NotScope),
        ];
        for (column, _, problem) in wrong.into_iter().filter(|(_, is_wrong, _)| *is_wrong) {
            let detail = cells::shown(cell(column));
            self.import.cells += 1;
            self.import.defects.push(self.defect(line, column, problem).with(detail));
        }
        Facts {
            legal_days: legal.ok().flatten(),
            promised_days: promised.ok().flatten(),
            visits: visits.ok().flatten(),
            scope: scope.ok().flatten(),
        }
    }

    /// The words of a cell, clean, or why the row cannot be taken.
    fn text(&self, line: usize, row: &[Cell], column: Column) -> Result<String, Defect> {
        let Some(written) = self.header.cell(row, column) else {
            return if self.header.has(column) { Err(self.defect(line, column, Problem::WrongType)) } else { Ok(String::new()) };
        };
        cells::text(written, column).map_err(|(problem, detail)| self.defect(line, column, problem).with(detail))
    }

    fn defect(&self, line: usize, column: Column, problem: Problem) -> Defect {
        Defect::in_row(self.file, line, Some(self.header.name(column)), problem)
    }
}

/// The cells as many as there are heads; empty ones behind them do no harm.
fn fit(mut row: Vec<Cell>, width: usize) -> Result<Vec<Cell>, Problem> {
    let is_blank = |cell: &Cell| cell.as_ref().is_some_and(|cell| cell.trim().is_empty());
    while row.len() > width && row.last().is_some_and(is_blank) {
        row.pop();
    }
    if row.iter().flatten().any(|cell| cell.contains(char::REPLACEMENT_CHARACTER)) {
        return Err(Problem::Encoding);
    }
    if row.len() == width { Ok(row) } else { Err(Problem::Columns) }
}

#[cfg(test)]
mod tests;
