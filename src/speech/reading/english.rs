//! What English voices read wrong: dates, units, fractions. They read amounts by themselves.

use super::amount;
use super::scan::{Read, Scan};

/// `2026-03-12` as 12 March 2026.
pub fn date(scan: &Scan) -> Read {
    let year = scan.digits(0);
    let separator = scan.peek(4).filter(|c| year.len() == 4 && matches!(c, '-' | '/' | '.'))?;
    let month = scan.number(5, 1, 2).and_then(|month| scan.words.list("months").get(usize::try_from(month).ok()?.checked_sub(1)?))?;
    let at = 5 + scan.digits(5).len();
    let year: String = year.iter().collect();
    let day = scan.number(at + 1, 1, 2).filter(|day| scan.peek(at) == Some(separator) && (1..=31).contains(day));
    let end = at + 1 + scan.digits(at + 1).len();
    match day {
        Some(day) if scan.peek(end) != Some(separator) => Some((format!("{day} {month} {year}"), end)),
        None if separator == '-' && at == 7 && scan.peek(at) != Some(separator) => Some((format!("{month} {year}"), at)),
        _ => None,
    }
}

/// `3/4`: three quarters; `120/80`: one over the other.
pub fn fraction(scan: &Scan) -> Read {
    let above: String = scan.digits(0).iter().collect();
    let below: String = scan.digits(above.len() + 1).iter().collect();
    let end = above.len() + 1 + below.len();
    let fits = scan.before() != Some('/') && !above.is_empty() && above.len() <= 3 && (1..=3).contains(&below.len());
    if !fits || scan.peek(above.len()) != Some('/') || scan.peek(end) == Some('/') {
        return None;
    }
    let known = scan.words.list("fractions").iter().filter_map(|pair| pair.split_once(':'));
    let written = format!("{above}/{below}");
    let said = known.clone().find(|(fraction, _)| *fraction == written).map(|(_, said)| said.replace('_', " "));
    Some((said.unwrap_or_else(|| above + scan.words.word("over") + &below), end))
}

/// `5 kg`: 5 kilograms; `1 kg`: 1 kilogram.
pub fn unit(scan: &Scan) -> Read {
    if !scan.before().is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let (word, end) = amount::unit(scan, 0)?;
    let one = scan.before() == Some('1') && !scan.back(2).is_some_and(|c| c.is_ascii_digit() || c == '.');
    let said = if one { single(word) } else { word.to_owned() };
    Some((format!(" {said}"), end))
}

/// All of them.
pub fn english(scan: &Scan) -> Read {
    if scan.words.chinese {
        return None;
    }
    if !scan.starts_number() {
        return unit(scan);
    }
    date(scan).or_else(|| fraction(scan))
}

/// One of them: "degree Celsius", "square metre".
fn single(word: &str) -> String {
    match word.split_once(' ') {
        Some((first, rest)) if first.ends_with('s') => format!("{} {rest}", first.trim_end_matches('s')),
        _ => word.trim_end_matches('s').to_owned(),
    }
}
