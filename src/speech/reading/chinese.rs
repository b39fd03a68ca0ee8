//! Dates, times, money and amounts in Chinese. Every reader but these leaves English alone.

use super::number::{each, whole};
use super::scan::{Read, Scan};

/// `2026-03-12`, `2026/3/12`, `2026.3.12`.
pub fn date(scan: &Scan) -> Read {
    let words = chinese(scan)?;
    let year = scan.digits(0);
    let separator = scan.peek(4).filter(|c| matches!(c, '-' | '/' | '.'))?;
    let month = scan.number(5, 1, 2).filter(|month| (1..=12).contains(month))?;
    let at = 5 + scan.digits(5).len();
    let day = scan.number(at + 1, 1, 2).filter(|day| (1..=31).contains(day))?;
    if year.len() != 4 || scan.peek(at) != Some(separator) {
        return None;
    }
    let length = at + 1 + scan.digits(at + 1).len();
    let said = [
        each(year, words),
        words.word("year").to_owned(),
        small(month, scan),
        words.word("month").to_owned(),
        small(day, scan),
        words.word("day").to_owned(),
    ];
    Some((said.concat() + to(scan, length), length + usize::from(!to(scan, length).is_empty())))
}

/// `10:24`, `9:05:30`.
pub fn time(scan: &Scan) -> Read {
    let words = chinese(scan)?;
    let colon = |at: usize| matches!(scan.peek(at), Some(':' | '：'));
    let hour = scan.number(0, 1, 2).filter(|hour| *hour <= 24)?;
    let mut length = scan.digits(0).len();
    let minute = scan.number(length + 1, 2, 2).filter(|minute| *minute < 60 && colon(length))?;
    length += 3;
    let second = scan.number(length + 1, 2, 2).filter(|second| *second < 60 && colon(length));
    let mut said = counted(hour, scan) + words.word("hour");
    if minute > 0 || second.is_some() {
        said += &(padded(minute, scan) + words.word("minute"));
    }
    if let Some(second) = second {
        said += &(padded(second, scan) + words.word("second"));
        length += 3;
    }
    Some((said + to(scan, length), length + usize::from(!to(scan, length).is_empty())))
}

/// `2026年`, and `2024-2026年`: digit by digit.
pub fn year(scan: &Scan) -> Read {
    let words = chinese(scan)?;
    let year = words.word("year");
    let digits = scan.digits(0);
    let century = digits.starts_with(&['1', '9']) || digits.starts_with(&['2', '0']);
    let to = to(scan, 4);
    let alone = scan.stands(4, year);
    let range = !to.is_empty() && scan.digits(5).len() == 4 && scan.stands(9, year);
    let fits = digits.len() == 4 && century && (alone || range);
    fits.then(|| (each(digits, words) + to, 4 + usize::from(range)))
}

/// `¥150.50`, `150.5元`: yuan, jiao, fen.
pub fn money(scan: &Scan) -> Read {
    let words = scan.words;
    if !words.chinese {
        return None;
    }
    let yuan = words.word("yuan");
    let unit = match scan.peek(0)? {
        '¥' | '￥' => yuan,
        '$' => words.word("dollar"),
        _ => "",
    };
    let sign = usize::from(!unit.is_empty());
    if sign == 0 && !scan.starts_number() {
        return None;
    }
    let (integer, decimals, length) = amount_at(scan, sign)?;
    let written = scan.stands(length, yuan);
    if sign == 0 && (!written || decimals.is_empty()) {
        return None;
    }
    let length = length + usize::from(written && unit == yuan || sign == 0);
    let unit = if sign == 0 { yuan } else { unit };
    let (jiao, fen) = (decimals.first().copied().unwrap_or('0'), decimals.get(1).copied().unwrap_or('0'));
    if decimals.len() > 2 || unit != yuan {
        return Some((decimal(&integer, &decimals, scan) + unit, length));
    }
    let mut said = if integer.as_slice() == ['2'] { words.word("two").to_owned() } else { whole(&integer, words) };
    said += yuan;
    match (jiao, fen) {
        ('0', '0') => {}
        ('0', fen) => said += &(each(&['0', fen], words) + words.word("fen")),
        (jiao, '0') => said += &(each(&[jiao], words) + words.word("jiao")),
        (jiao, fen) => said += &(each(&[jiao], words) + words.word("jiao") + &each(&[fen], words) + words.word("fen")),
    }
    Some((said, length))
}

/// `1/2`: two parts of it one.
pub fn fraction(scan: &Scan) -> Read {
    let words = chinese(scan)?;
    let above = scan.digits(0);
    let below = scan.digits(above.len() + 1);
    let length = above.len() + 1 + below.len();
    let fits = scan.peek(above.len()) == Some('/') && (1..=3).contains(&below.len()) && above.len() <= 3;
    (fits && scan.peek(length) != Some('/')).then(|| (whole(below, words) + words.word("fraction") + &whole(above, words), length))
}

/// Every other number, with its sign, per cent, unit, and what makes it a range.
pub fn amount(scan: &Scan) -> Read {
    let words = scan.words;
    let minus = matches!(scan.peek(0), Some('-' | '−')) && !scan.before().is_some_and(char::is_alphanumeric);
    if !words.chinese || !(minus && scan.peek(1).is_some_and(|c| c.is_ascii_digit()) || scan.starts_number()) {
        return None;
    }
    let start = usize::from(minus);
    let (integer, decimals, mut length) = amount_at(scan, start)?;
    let mut said = match scan.peek(length) {
        Some('%') => words.word("percent").to_owned(),
        Some('‰') => words.word("permille").to_owned(),
        _ => String::new(),
    };
    length += usize::from(!said.is_empty());
    if minus {
        said.insert_str(0, words.word("minus"));
    }
    let two = integer.as_slice() == ['2'] && decimals.is_empty() && said.is_empty() && is_counted(scan, length);
    said += &if two { words.word("two").to_owned() } else { decimal(&integer, &decimals, scan) };
    let gap = usize::from(scan.peek(length) == Some(' '));
    let unit = words.units.iter().find(|(unit, _)| {
        let end = length + gap + unit.chars().count();
        scan.stands(length + gap, unit) && !scan.peek(end).is_some_and(|c| c.is_ascii_alphanumeric())
    });
    if let Some((unit, word)) = unit {
        said += word;
        length += gap + unit.chars().count();
    }
    let to = to(scan, length);
    Some((said + to, length + usize::from(!to.is_empty())))
}

/// Whether what stands behind the number, or behind its range, is counted with the other word for two.
fn is_counted(scan: &Scan, length: usize) -> bool {
    let mut at = length;
    if !to(scan, at).is_empty() {
        at += 1 + scan.digits(at + 1).len();
    }
    !scan.ordinal() && scan.any(at, &scan.words.measures) && !scan.any(at, &scan.words.ordinals)
}

/// The integer's digits, the decimals, and where it ends: `36,000`, `3.50`.
fn amount_at(scan: &Scan, start: usize) -> Option<(Vec<char>, Vec<char>, usize)> {
    let mut integer = scan.digits(start).to_vec();
    if integer.is_empty() {
        return None;
    }
    let mut length = start + integer.len();
    while integer.len() <= 12
        && (start + 1..=start + 3).contains(&(start + scan.digits(start).len()))
        && scan.peek(length) == Some(',')
        && scan.digits(length + 1).len() == 3
    {
        integer.extend(scan.digits(length + 1));
        length += 4;
    }
    let mut decimals = Vec::new();
    if scan.peek(length) == Some('.') {
        decimals = scan.digits(length + 1).to_vec();
        length += if decimals.is_empty() { 0 } else { 1 + decimals.len() };
    }
    Some((integer, decimals, length))
}

fn decimal(integer: &[char], decimals: &[char], scan: &Scan) -> String {
    let mut said = whole(integer, scan.words);
    if !decimals.is_empty() {
        said += scan.words.word("point");
        said += &each(decimals, scan.words);
    }
    said
}

/// "to", if a range goes on `at` with another number.
fn to(scan: &Scan, at: usize) -> &'static str {
    let dash = matches!(scan.peek(at), Some('-' | '–' | '—' | '~' | '～' | '－'));
    if dash && !scan.digits(at + 1).is_empty() { scan.words.word("to") } else { "" }
}

fn small(number: u32, scan: &Scan) -> String {
    whole(&number.to_string().chars().collect::<Vec<_>>(), scan.words)
}

/// The hours: two of them are counted.
fn counted(number: u32, scan: &Scan) -> String {
    if number == 2 { scan.words.word("two").to_owned() } else { small(number, scan) }
}

/// Minutes below ten with their zero.
fn padded(number: u32, scan: &Scan) -> String {
    if (1..10).contains(&number) { each(&['0'], scan.words) + &small(number, scan) } else { small(number, scan) }
}

/// The words, if they are Chinese and a number begins here.
fn chinese(scan: &Scan) -> Option<&'static super::words::Words> {
    (scan.words.chinese && scan.starts_number()).then_some(scan.words)
}
