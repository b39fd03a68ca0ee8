//! A text as clauses (分句): each is made on its own, so that the first is heard while the next is being made. Between them
//! the voice rests, for how long is data: `assets/synth/clauses.tsv`.

use std::time::Duration;

mod breath;
mod table;

use table::Table;

/// A piece of a text that is said in one go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Its words, with the marks behind them: the clauses of a text, joined, are the text.
    pub text: String,
    /// How long the voice rests behind it, at 100 per cent of its speed.
    pub pause: Duration,
}

/// The clauses of `text`, the first one short where it can be; none if there is nothing to say.
pub fn clauses(text: &str) -> Vec<Clause> {
    if length(text) == 0 {
        return Vec::new();
    }
    let table = Table::get();
    let mut clauses = Vec::new();
    for marked in cut(text, &gathered(text, at_marks(text, table), table)) {
        for piece in breath::taken(marked, clauses.is_empty(), table) {
            clauses.push(Clause { text: piece.to_owned(), pause: table.rest(piece) });
        }
    }
    if let Some(last) = clauses.last_mut() {
        last.pause = last.pause.max(table.end);
    }
    clauses
}

/// How many characters of `text` are said.
fn length(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// The pieces of `text` that end at `ends`, and what is left.
fn cut<'a>(text: &'a str, ends: &[usize]) -> Vec<&'a str> {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let ends = ends.iter().copied().chain(std::iter::once(text.len()));
    starts.zip(ends).filter_map(|(start, end)| text.get(start..end)).filter(|piece| !piece.is_empty()).collect()
}

/// Where a run of marks ends, with what closes behind it, and where a bracket begins. A mark between Latin letters or digits (3.5, a.b) is none.
fn at_marks(text: &str, table: &Table) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut before = ' ';
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let next = characters.peek().map_or(' ', |(_, next)| *next);
        let inside = before.is_ascii_alphanumeric() && next.is_ascii_alphanumeric();
        before = c;
        if table.opens(c) && at > 0 {
            ends.push(at);
        }
        if !table.is_mark(c) || inside {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some((at, c)) = characters.next_if(|(_, c)| table.is_mark(*c) || table.closes(*c)) {
            end = at + c.len_utf8();
        }
        ends.push(end);
    }
    ends
}

/// Leaves out the ends that would leave one character alone, unless it is a digit that is called out: the model hurries over the
/// marks between digits (three in a second), and who writes along needs a second for each (S8).
fn gathered(text: &str, ends: Vec<usize>, table: &Table) -> Vec<usize> {
    let called = |piece: &str| length(piece) == 1 && piece.starts_with(|c| table.number.contains(&c));
    let mut kept = Vec::new();
    let mut start = 0;
    for end in ends {
        let piece = text.get(start..end).unwrap_or_default();
        if length(piece) > 1 || called(piece) {
            kept.push(end);
            start = end;
        }
    }
    let rest = text.get(start..).unwrap_or_default();
    if length(rest) < 2 && !called(rest) {
        kept.pop();
    }
    kept
}

#[cfg(test)]
mod tests;
