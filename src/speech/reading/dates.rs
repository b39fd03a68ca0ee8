//! Dates, times and years in Chinese.

use super::number::{each, small};
use super::scan::{Read, Scan};

/// `2026-03-12`, `2026/3/12`, `2026.3.12`, and `2026-03` alone or `2024.03—2026.12`.
pub fn date(scan: &Scan) -> Read {
    let words = scan.chinese()?;
    let year = scan.digits(0);
    let separator = scan.peek(4).filter(|c| year.len() == 4 && matches!(c, '-' | '/' | '.'))?;
    let month = scan.number(5, 1, 2).filter(|month| (1..=12).contains(month))?;
    let at = 5 + scan.digits(5).len();
    let mut said = each(year, words) + words.word("year") + &small(month, words) + words.word("month");
    if scan.peek(at) == Some(separator)
        && let Some(day) = scan.number(at + 1, 1, 2).filter(|day| (1..=31).contains(day))
    {
        let end = at + 1 + scan.digits(at + 1).len();
        let more = scan.digits(end + 1);
        // 2026-03-12-0015 is the number of a paper
        let code = scan.peek(end) == Some(separator) && (more.len() >= 3 && more.len() != 4 || more.first() == Some(&'0'));
        said += &(small(day, words) + words.word("day"));
        return (!code).then_some((said, end));
    }
    let more = scan.peek(at).is_some_and(|c| c == separator || c.is_ascii_alphanumeric());
    let counts = scan.any(at, words.list("nouns")) || scan.any(at, words.list("terms"));
    let spans = super::sign::dash(scan, at) || scan.before().is_some_and(super::sign::is_dash) || spans(scan, at);
    ((at == 7 || separator == '.')
        && (separator == '-' || separator == '.' && spans)
        && is_century(year)
        && (!more || separator == '.' && spans)
        && !counts)
        .then_some((said, at))
}

/// Whether what ends `at` goes on to another month, or goes on from one: `1998.7到2013.6`, `1998.7至今`.
fn spans(scan: &Scan, at: usize) -> bool {
    let words = scan.words.list("until");
    let next = |word: &&&str| scan.stands(at, word) && (scan.digits(at + 1).len() == 4 || scan.any(at + 1, scan.words.list("today")));
    words.iter().any(|word| next(&word) || scan.precedes(0, word) && scan.back(2).is_some_and(|c| c.is_ascii_digit()))
}

/// `12/31` as a day, where words around it say so: `截至12/31`, `12/31前`, `3/1到5/31`.
pub fn day(scan: &Scan) -> Read {
    let words = scan.chinese()?;
    let month = scan.number(0, 1, 2).filter(|month| (1..=12).contains(month))?;
    let at = scan.digits(0).len();
    let day = scan.number(at + 1, 1, 2).filter(|day| (1..=31).contains(day) && scan.peek(at) == Some('/'))?;
    let end = at + 1 + scan.digits(at + 1).len();
    // one end of a span tells the other: a slash stands in both
    let slashed = |from: usize| (1..=2).contains(&scan.digits(from).len()) && scan.peek(from + scan.digits(from).len()) == Some('/');
    let on = words.list("until").iter().any(|word| {
        scan.stands(end, word) && slashed(end + 1)
            || scan.precedes(0, word) && scan.written() == word.chars().next() && scan.wrote(2) == words.word("day").chars().next()
    });
    let told = on || scan.names(words.list("dated"), words.list("links")) || scan.any(end, words.list("dated_after"));
    let whole = scan.before() != Some('/') && scan.peek(end) != Some('/');
    (told && whole).then(|| (small(month, words) + words.word("month") + &small(day, words) + words.word("day"), end))
}

/// `10:24`, `9:05:30`.
pub fn time(scan: &Scan) -> Read {
    let words = scan.chinese()?;
    let colon = |at: usize| matches!(scan.peek(at), Some(':' | '：'));
    let hour = scan.number(0, 1, 2).filter(|hour| *hour <= 24)?;
    let mut length = scan.digits(0).len();
    let minute = scan.number(length + 1, 2, 2).filter(|minute| *minute < 60 && colon(length))?;
    length += 3;
    let second = scan.number(length + 1, 2, 2).filter(|second| *second < 60 && colon(length));
    let padded = |number| if (1..10).contains(&number) { each(&['0'], words) + &small(number, words) } else { small(number, words) };
    // the hours are counted: 两点
    let mut said = if hour == 2 { words.word("two").to_owned() } else { small(hour, words) } + words.word("hour");
    if minute > 0 || second.is_some() {
        said += &(padded(minute) + words.word("minute"));
    }
    if let Some(second) = second {
        said += &(padded(second) + words.word("second"));
        length += 3;
    }
    Some((said, length))
}

/// `2026年`, `2024-2026年`, `〔2026〕`, `60后`: digit by digit. And `03月` without its zero.
pub fn year(scan: &Scan) -> Read {
    let words = scan.chinese()?;
    let digits = scan.digits(0);
    if let ['0', one @ '1'..='9'] = digits
        && (scan.stands(2, words.word("month")) || scan.stands(2, words.word("day")) || scan.any(2, words.list("clock")))
    {
        return Some((each(&[*one], words), 2));
    }
    // 26年11月 is a month of a year, 26年11个月 how long it took
    let named = scan.stands(2, words.word("year"))
        && (1..=2).contains(&scan.digits(3).len())
        && scan.stands(3 + scan.digits(3).len(), words.word("month"));
    if digits.len() == 2 && (named || scan.any(2, words.list("years"))) {
        return Some((each(digits, words), 2));
    }
    let born = matches!(digits, ['0' | '5'..='9', '0' | '5']) && scan.any(2, words.list("born"));
    let range = super::sign::dash(scan, 4) && scan.digits(5).len() == 4;
    let term = scan.any(if range { 9 } else { 4 }, words.list("terms"));
    let bracketed = matches!((scan.before(), scan.peek(4)), (Some('〔' | '['), Some('〕' | ']')));
    (born || is_century(digits) && (term || bracketed)).then(|| (each(digits, words), digits.len()))
}

/// 1800 to 2199.
fn is_century(digits: &[char]) -> bool {
    digits.len() == 4 && matches!(digits, ['1', '8' | '9', ..] | ['2', '0' | '1', ..])
}
