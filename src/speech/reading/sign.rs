//! Signs that are said or that make a pause: dashes, slashes, brackets, and those of `assets/speech/signs.tsv`.

use super::is_cjk;
use super::scan::{Read, Scan};

/// Whether a dash that goes on a range stands `at`, and a digit behind it.
pub fn dash(scan: &Scan, at: usize) -> bool {
    scan.peek(at).is_some_and(is_dash) && scan.peek(at + 1).is_some_and(|c| c.is_ascii_digit())
}

/// A Chinese or Roman numeral, or one in a circle.
fn is_numeral(scan: &Scan, c: char) -> bool {
    (scan.words.chinese && (scan.words.digits.contains(&c) || scan.words.places.contains(&c)))
        || matches!(c, '\u{2160}'..='\u{216b}' | '\u{2460}'..='\u{2473}')
}

/// A dash of any width, or a wave.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '~' | '～' | '〜')
}

/// The sign that stands here, in words or as a pause.
pub fn sign(scan: &Scan) -> Read {
    match scan.peek(0)? {
        c if is_dash(c) => range(scan),
        '/' | '／' => slash(scan),
        '(' | '（' | '[' | '【' | '〔' | '{' | '〈' => opened(scan, 0),
        ' ' if matches!(scan.peek(1), Some('(' | '（' | '[' | '【')) => opened(scan, 1),
        ')' | '）' | ']' | '】' | '〕' | '}' | '〉' => closed(scan),
        '*' | 'x' | 'X' if between_digits(scan) => Some((scan.spaced(scan.words.word("times"), 1), 1)),
        '.' => dot(scan),
        ':' | '：' | '∶' if scan.words.chinese && between_digits(scan) => Some((scan.words.word("ratio").to_owned(), 1)),
        '#' | '＃' if scan.words.chinese && digit(scan.before()) => Some((scan.words.word("number").to_owned(), 1)),
        c => scan.words.sign(c).map(|said| (scan.spaced(said, 1), 1)),
    }
}

/// "to", where a range goes on: `3月1日—5月31日`, `周一~周五`.
fn range(scan: &Scan) -> Read {
    let words = scan.words;
    let dashes = (0..3).take_while(|at| scan.peek(*at).is_some_and(is_dash)).count();
    let (left, right, end) = around(scan, dashes);
    let numbers = digit(right) || right.is_some_and(|c| matches!(c, '¥' | '￥' | '$'));
    let from = digit(left) || left.is_some_and(|c| words.list("series").iter().any(|one| one.starts_with(c)));
    let before = |day: &str| day.chars().rev().enumerate().all(|(at, c)| scan.back(at + 2) == Some(c));
    let days = words.list("weekdays").iter().any(|day| scan.stands(end, day) && before(day));
    let wave = matches!(scan.peek(0), Some('~' | '～' | '〜')) && left.is_some_and(is_cjk) && right.is_some_and(is_cjk);
    let numerals = dashes == 1 && left.is_some_and(|c| is_numeral(scan, c)) && right.is_some_and(|c| is_numeral(scan, c));
    let alone = !scan.back(2).is_some_and(|c| c.is_ascii_alphabetic()) && !scan.peek(end + 1).is_some_and(|c| c.is_ascii_alphanumeric());
    let capital = |c: Option<char>| c.filter(char::is_ascii_uppercase);
    let letters = words.chinese && dashes == 1 && alone && capital(left).is_some() && capital(left) < capital(right);
    let fits = dashes <= 2 && (numbers && from || numerals || letters || days || wave);
    fits.then(|| (scan.spaced(words.word("to"), end), end))
}

/// What stands before and behind a sign of this length, spaces apart, and where that begins.
fn around(scan: &Scan, length: usize) -> (Option<char>, Option<char>, usize) {
    let end = length + usize::from(scan.peek(length) == Some(' '));
    (if scan.before() == Some(' ') { scan.back(2) } else { scan.before() }, scan.peek(end), end)
}

/// `元/月` per, `男/女` or, `gov.cn/a` slash.
fn slash(scan: &Scan) -> Read {
    let words = scan.words;
    let (left, right, _) = around(scan, 1);
    let said = match (left, right) {
        (Some(left), Some(right)) if left.is_alphanumeric() && right.is_alphanumeric() => {
            let per = words.list("pers").iter().any(|one| one.starts_with(left))
                && (scan.any(1, words.list("measures")) || scan.any(1, words.list("nouns")));
            match () {
                () if per => words.word("per"),
                () if digit(Some(left)) && digit(Some(right)) => words.word("pause"),
                () if words.chinese && left.is_ascii_lowercase() && right.is_ascii_lowercase() => words.word("slash"),
                () => words.word("or"),
            }
        }
        _ => " ",
    };
    Some((scan.spaced(said, 1), 1))
}

/// A bracket opens: a pause, if something was said before. `乡（镇）村`, one character between others, is said in one go.
fn opened(scan: &Scan, space: usize) -> Read {
    let one = scan.peek(1).filter(|c| is_cjk(*c) && !scan.words.digits.contains(c) && !scan.words.places.contains(c));
    if let (Some(one), Some(')' | '）'), Some(before), Some(behind)) = (one, scan.peek(2), scan.before(), scan.peek(3))
        && is_cjk(before)
        && is_cjk(behind)
    {
        return Some((one.to_string(), 3));
    }
    if scan.stands(space, "(s)") {
        return Some(("s".to_owned(), space + 3));
    }
    let pause = scan.written().is_some_and(|c| c.is_alphanumeric() || "”’》\"".contains(c));
    Some((if pause { scan.words.word("pause") } else { "" }.to_owned(), space + 1))
}

/// A bracket closes: a pause, if something follows.
fn closed(scan: &Scan) -> Read {
    let space = usize::from(scan.peek(1) == Some(' '));
    let more = scan.peek(1 + space).is_some_and(|c| c.is_alphanumeric() || "“‘《\"".contains(c) || scan.words.sign(c).is_some());
    let said = scan.written().is_some_and(|c| c.is_alphanumeric() || "”’》\"".contains(c));
    Some(if more && said { (scan.words.word("pause").to_owned(), 1 + space) } else { (String::new(), 1) })
}

/// The dot of an address: `gov.cn`.
fn dot(scan: &Scan) -> Read {
    let lower = |c: Option<char>| c.is_some_and(|c| c.is_ascii_lowercase());
    (lower(scan.before()) && lower(scan.peek(1))).then(|| (scan.words.word("dot").to_owned(), 1))
}

fn between_digits(scan: &Scan) -> bool {
    digit(scan.before()) && digit(scan.peek(1))
}

/// Whether it is a digit.
pub fn digit(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_digit())
}
