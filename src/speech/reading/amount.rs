//! Every other number in Chinese: versions, ratios, fractions, counts with their sign, per cent and unit.

use super::number::{each, whole};
use super::scan::{Read, Scan};
use super::sign::{self, digit};
use super::words::Words;

/// A number as written: `36,000`, `3.50`.
pub struct Number {
    /// The digits before the point.
    pub integer: Vec<char>,
    /// Those behind it.
    pub decimals: Vec<char>,
    /// Where it ends, from where the scan is.
    pub end: usize,
}

impl Number {
    /// In words.
    pub fn said(&self, words: &Words) -> String {
        let mut said = whole(&self.integer, words);
        if !self.decimals.is_empty() {
            said += words.word("point");
            said += &each(&self.decimals, words);
        }
        said
    }

    /// In words, before what is counted with the other word for two.
    pub fn counted(&self, words: &Words) -> String {
        if self.integer.as_slice() == ['2'] && self.decimals.is_empty() { words.word("two").to_owned() } else { self.said(words) }
    }
}

/// The number that stands `start` ahead of the scan.
pub fn number(scan: &Scan, start: usize) -> Option<Number> {
    let mut integer = scan.digits(start).to_vec();
    if integer.is_empty() {
        return None;
    }
    let mut end = start + integer.len();
    if integer.len() <= 3 {
        while integer.len() <= 12 && scan.peek(end) == Some(',') && scan.digits(end + 1).len() == 3 {
            integer.extend(scan.digits(end + 1));
            end += 4;
        }
    }
    let mut decimals = Vec::new();
    if scan.peek(end) == Some('.') {
        decimals = scan.digits(end + 1).to_vec();
        end += if decimals.is_empty() { 0 } else { 1 + decimals.len() };
    }
    Some(Number { integer, decimals, end })
}

/// `1.2.3`: a version.
pub fn version(scan: &Scan) -> Read {
    let words = scan.chinese()?;
    let mut parts = vec![whole(scan.digits(0), words)];
    let mut end = scan.digits(0).len();
    while parts.len() < 5 && scan.peek(end) == Some('.') && !scan.digits(end + 1).is_empty() {
        parts.push(whole(scan.digits(end + 1), words));
        end += 1 + scan.digits(end + 1).len();
    }
    (parts.len() > 2).then(|| (parts.join(words.word("point")), end))
}

/// `1/2`: two parts of it one; `120/80`, a blood pressure: one after the other; `1/3页`: one page of three.
pub fn fraction(scan: &Scan) -> Read {
    let words = scan.chinese()?;
    let above = scan.digits(0);
    let below = scan.digits(above.len() + 1);
    let end = above.len() + 1 + below.len();
    let fits = scan.before() != Some('/') && scan.peek(above.len()) == Some('/') && (1..=3).contains(&below.len()) && above.len() <= 3;
    if !fits || scan.peek(end) == Some('/') {
        return None;
    }
    let (above, below) = (whole(above, words), whole(below, words));
    let mut said = match scan.peek(end) {
        Some(page) if scan.any(end, words.list("pages")) => format!("{above}{page}{}{}{below}", words.word("pause"), words.word("all")),
        _ if scan.number(0, 1, 3) > scan.number(scan.digits(0).len() + 1, 1, 3) => above + words.word("pause") + &below,
        _ => below + words.word("fraction") + &above,
    };
    let (unit, end) = unit(scan, end).unwrap_or(("", end));
    said += unit;
    Some((said, end))
}

/// What is left: its sign, per cent, unit, and what shows that there is more.
pub fn amount(scan: &Scan) -> Read {
    let words = scan.words;
    let minus = is_minus(scan);
    if !words.chinese || !(minus || scan.starts_number()) {
        return None;
    }
    let number = number(scan, usize::from(minus))?;
    let mut end = number.end;
    let mut said = if minus { words.word("minus") } else { "" }.to_owned();
    // 1-2%: both of them are per cent
    let behind = sign::dash(scan, end).then(|| self::number(scan, end + 1)).flatten().map_or(end, |to| to.end);
    let percent = match scan.peek(behind) {
        Some('%') => words.word("percent"),
        Some('‰') => words.word("permille"),
        _ => "",
    };
    said += percent;
    end += usize::from(!percent.is_empty() && behind == end);
    let unit = unit(scan, end);
    let two = percent.is_empty() && unit.map_or_else(|| is_counted(scan, end), |(word, _)| starts_any(word, words.list("measures")));
    said += &if two { number.counted(words) } else { number.said(words) };
    if let Some((word, behind)) = unit {
        said += word;
        end = behind;
    } else if scan.peek(end) == Some('+') && !scan.peek(end + 1).is_some_and(|c| c.is_ascii_digit()) {
        said += words.word(if scan.any(end + 1, words.list("measures")) { "more" } else { "above" });
        end += 1;
    }
    Some((said, end))
}

/// Whether a minus stands here. Behind a word it is one only for what can be below zero: 气温-5℃, but 附件-2.
fn is_minus(scan: &Scan) -> bool {
    let minus = matches!(scan.peek(0), Some('-' | '−')) && scan.peek(1).is_some_and(|c| c.is_ascii_digit());
    let below = || {
        let can = |number: &Number| !number.decimals.is_empty() || scan.any(number.end, scan.words.list("below"));
        !digit(scan.before()) && number(scan, 1).as_ref().is_some_and(can)
            || scan.names(scan.words.list("measured"), scan.words.list("links"))
    };
    minus && sign::sign(scan).is_none() && (!scan.before().is_some_and(char::is_alphanumeric) || below())
}

/// Whether what stands behind the number, or behind its range, is counted with the other word for two.
fn is_counted(scan: &Scan, end: usize) -> bool {
    let words = scan.words;
    let at = if sign::dash(scan, end) { end + 1 + scan.digits(end + 1).len() } else { end };
    let numbered = scan.ordinal() || scan.follows(words.list("streets")) && scan.any(at, words.list("sections"));
    !numbered && scan.any(at, words.list("measures")) && !scan.any(at, words.list("ordinals"))
}

fn starts_any(word: &str, starts: &[&str]) -> bool {
    starts.iter().any(|start| word.starts_with(start))
}

/// The unit that stands `at`, behind a space or none, as it is said, and where it ends.
pub fn unit(scan: &Scan, at: usize) -> Option<(&'static str, usize)> {
    let at = at + usize::from(scan.peek(at) == Some(' '));
    let end = |unit: &str| at + unit.chars().count();
    let alone = |end: usize| !scan.peek(end).is_some_and(|c| c.is_ascii_alphanumeric());
    let (unit, word) = scan.words.units.iter().find(|(unit, _)| scan.stands(at, unit) && alone(end(unit)))?;
    Some((word, end(unit)))
}
