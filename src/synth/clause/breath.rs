//! Where a long piece without a mark is cut (换气): between words, best before one that begins a new part of the sentence.

use super::super::phonemes;
use super::length;
use super::table::Table;

/// No piece is longer than this, in characters: a spoken sentence is not (U1), and each cut costs understanding (a recogniser heard 4.3 % of the
/// syllables wrong where pieces were at most 14 long, 3.1 % where none was cut).
const LONG: usize = 24;
/// A first piece longer than this is cut all the same, for somebody waits until it is made.
const OPENS: usize = 10;
/// Then what is said first is no longer than this: it is made in half a second.
const FIRST: usize = 7;
/// None is shorter.
const SHORT: usize = 3;

/// The parts of `piece`, which has marks at most at its end; `first` if nothing was said before it.
pub fn taken<'a>(piece: &'a str, first: bool, table: &Table) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let mut rest = piece;
    while length(rest) > OPENS {
        let opens = first && parts.is_empty();
        let Some(end) = place(rest, opens, table).filter(|end| (1..rest.len()).contains(end)) else { break };
        let (part, behind) = rest.split_at(end);
        parts.push(part);
        rest = behind;
    }
    parts.push(rest);
    parts
}

/// Where to cut, if at all.
fn place(piece: &str, opens: bool, table: &Table) -> Option<usize> {
    let total = length(piece);
    let places = if opens || total > LONG { places(piece, table) } else { Vec::new() };
    let natural = |(_, _, natural): &&(usize, usize, bool)| *natural;
    let short = places.iter().filter(natural).filter(|(_, before, _)| *before <= FIRST).max_by_key(|(_, before, _)| *before);
    if let Some((end, ..)) = short.filter(|_| opens) {
        return Some(*end);
    }
    if total <= LONG {
        return None;
    }
    // near the middle, and yet no part too long
    let parts = total.div_ceil(LONG);
    let off = |(_, before, natural): &&(usize, usize, bool)| before.abs_diff(total / parts) + if *natural { 0 } else { LONG / 3 };
    let fits = places.iter().filter(|(_, before, _)| *before <= LONG);
    // one word without an end
    let hard = || piece.char_indices().filter(|(_, c)| c.is_alphanumeric()).nth(LONG).map(|(at, _)| at);
    fits.min_by_key(off).map(|(end, ..)| *end).or_else(hard)
}

/// Where words part: at which byte, behind how many characters, and whether a new part of the sentence begins.
fn places(piece: &str, table: &Table) -> Vec<(usize, usize, bool)> {
    let total = length(piece);
    let words = phonemes::words(piece);
    let mut places = Vec::new();
    let (mut end, mut before) = (0, 0);
    for pair in words.windows(2) {
        let [left, right] = pair else { continue };
        end += left.len();
        before += length(left);
        if before >= SHORT && total >= before + SHORT && parts(left, right, table) {
            places.push((end, before, table.before.contains(right)));
        }
    }
    places
}

/// Whether one may take breath between these words.
fn parts(left: &str, right: &str, table: &Table) -> bool {
    let (Some(last), Some(next)) = (left.chars().next_back(), right.chars().next()) else { return false };
    let number = table.number.contains(&last) && table.number.contains(&next);
    let latin = last.is_ascii_alphanumeric() && next.is_ascii_alphanumeric();
    let ends = length(left) > 1 || table.stays.contains(left);
    next.is_alphanumeric() && !number && !latin && ends && !table.stays.contains(right) && !table.leads.contains(left)
}
