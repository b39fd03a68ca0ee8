//! Phones: mobiles, landlines with their area code, hotlines. Called out in every language.

use super::code::{parted, spell, split};
use super::scan::{Read, Scan};
use super::sign::dash;

/// `021-12345678`, `(021)12345678`, `400-123-4567`, `+86 138 1234 5678`, each with `转801` or `-801` behind it.
pub fn phone(scan: &Scan) -> Read {
    if !matches!(scan.peek(0), Some('+' | '(' | '（' | '0'..='9')) || scan.before().is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let pause = scan.words.word("pause");
    let (mut said, mut at) = (Vec::new(), 0);
    if scan.peek(0) == Some('+') {
        // the country, then perhaps a space or dash
        let digits = scan.digits(1);
        let country = if digits.len() > 11 { &digits[..digits.len() - 11] } else { digits };
        (1..=3).contains(&country.len()).then_some(())?;
        said.push(scan.words.word("plus").to_owned() + &spell(country, scan));
        at = 1 + country.len() + usize::from(matches!(scan.peek(1 + country.len()), Some(' ' | '-')));
    }
    let (groups, end) = numbers(scan, at)?;
    said.extend(groups.into_iter().flat_map(split).map(|group| spell(group, scan)));
    let mut said = said.join(pause);
    let extension = scan.words.word("extension");
    let sign = if scan.stands(end, extension) { extension.chars().count() } else { usize::from(scan.peek(end) == Some('-')) };
    let inner = scan.digits(end + sign);
    if sign > 0 && (1..=6).contains(&inner.len()) {
        said += pause;
        said += extension.trim_start();
        said += &spell(inner, scan);
        return Some((said, end + sign + inner.len()));
    }
    Some((said, end))
}

/// The groups of a phone, and where it ends.
fn numbers(scan: &Scan, start: usize) -> Option<(Vec<&[char]>, usize)> {
    let bracket = usize::from(matches!(scan.peek(start), Some('(' | '（')));
    let first = scan.digits(start + bracket);
    let mut end = start + bracket + first.len();
    let area = (2..=4).contains(&first.len()) && first.first() == Some(&'0');
    let called = scan.words.list("areas").iter().any(|known| scan.stands(start + bracket, known)) && first.len() == 3;
    let mobile = first.len() == 3 && first.first() == Some(&'1');
    if bracket > 0 {
        area.then_some(())?;
        matches!(scan.peek(end), Some(')' | '）')).then_some(())?;
        end += 1 + usize::from(scan.peek(end + 1) == Some(' '));
        let rest = scan.digits(end);
        return (7..=8).contains(&rest.len()).then(|| (vec![first, rest], end + rest.len()));
    }
    if first.len() == 11 && first.first() == Some(&'1') && start > 0 {
        return Some((vec![first], end));
    }
    let joint = scan.peek(end).filter(|c| matches!(c, '-' | ' ' | '—'))?;
    let mut groups = vec![first];
    let mut sum = 0;
    while groups.len() < 4 && scan.peek(end).is_some_and(|c| c == joint || area && c == ' ') {
        let group = scan.digits(end + 1);
        if group.is_empty() || area && sum >= 7 {
            break;
        }
        groups.push(group);
        sum += group.len();
        end += 1 + group.len();
    }
    let lengths: Vec<_> = groups[1..].iter().map(|group| group.len()).collect();
    let fits = match () {
        () if area => (7..=8).contains(&sum) && lengths.len() <= 2,
        () if mobile => lengths == [4, 4],
        () => called && sum == 7,
    };
    fits.then_some((groups, end))
}

/// `12345`, `95588`, and what stands behind a word such as "call".
pub fn hotline(scan: &Scan) -> Read {
    if !scan.starts_number() || (scan.goes_on() && !scan.words.chinese) {
        return None;
    }
    let words = scan.words;
    let digits = scan.digits(0);
    let length = digits.len();
    let known = is_hotline(scan, 0);
    // 110/120 are two hotlines, 120/80 is none
    let over = scan.peek(length) == Some('/') && !is_hotline(scan, length + 1) && !scan.digits(length + 1).is_empty();
    let counted = over || parted(scan, length) || scan.any(length, words.list("nouns")) || scan.ordinal() || dash(scan, length);
    // the last four digits of a card, behind its stars
    let masked = scan.before() == Some(' ') && scan.back(2) == Some('*');
    // the first of the groups of a receipt
    let grouped = scan.peek(length) == Some(' ') && !scan.digits(length + 1).is_empty();
    let dialled =
        !grouped && (3..=8).contains(&length) && (masked || scan.names(words.list("callers"), words.list("links")) || is_code(scan));
    if counted || !(dialled || known && !is_amount(scan, length)) {
        return None;
    }
    let said: Vec<_> = split(digits).into_iter().map(|group| spell(group, scan)).collect();
    Some((said.join(words.word("pause")), length))
}

/// Whether something called a code or a number of something (…码, …号) is what stands here: 取件码是6012, 工号：1024.
fn is_code(scan: &Scan) -> bool {
    let words = scan.words;
    let back = scan.label(words.list("links"));
    let counted = scan.back(back + 2).is_some_and(|c| c.is_ascii_digit() || words.digits.contains(&c) || words.places.contains(&c));
    let named = scan.back(back + 1).is_some_and(|c| words.list("codes").iter().any(|code| code.starts_with(c)));
    back > 0 && named && !counted && !words.list("no_codes").iter().any(|word| scan.precedes(back, word))
}

/// Whether a number that is a hotline's too counts something here: 120所学校, but 120急救. Of three digits it does before any
/// noun; longer ones are hotlines more often than not.
fn is_amount(scan: &Scan, length: usize) -> bool {
    let words = scan.words;
    let noun = words.chinese && scan.peek(length).is_some_and(super::is_cjk);
    let called = scan.names(words.list("dialling"), &[]) || scan.any(length, words.list("services"));
    noun && !called && (length == 3 || scan.any(length, words.list("classifiers")))
}

/// Of the table, or of a bank or company: 95 and 96 and three digits.
fn is_hotline(scan: &Scan, at: usize) -> bool {
    let digits = scan.digits(at);
    let known = scan.words.list("hotlines").iter().any(|known| known.len() == digits.len() && scan.stands(at, known));
    known || digits.len() == 5 && matches!(digits, ['9', '5' | '6', ..])
}
