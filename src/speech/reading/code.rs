//! What is called out digit by digit: identity and receipt numbers, masks, the numbers of papers. In every language.

use super::number::LONGEST;
use super::scan::{Read, Scan};

/// `3****************2`, `138****1234`: what is hidden is said to be hidden. `李**`: a name, whose rest is left out.
pub fn masked(scan: &Scan) -> Read {
    let inside = |c: char| c.is_ascii_alphanumeric() || c == '*';
    if scan.before().is_some_and(inside) || !scan.peek(0).is_some_and(inside) {
        return None;
    }
    let code = scan.run(0, inside);
    let stars = code.iter().filter(|c| **c == '*').count();
    let named = stars == code.len() && stars <= 3 && scan.before().is_some_and(super::is_cjk);
    if named && scan.words.chinese && !scan.any(stars, scan.words.list("keys")) {
        return Some((scan.words.word("someone").repeat(stars), stars));
    }
    if stars < 2 {
        return None;
    }
    let parts: Vec<String> = code
        .chunk_by(|a, b| (*a == '*') == (*b == '*'))
        .map(|part| if part.first() == Some(&'*') { scan.words.word("hidden").to_owned() } else { spell(part, scan) })
        .collect();
    Some((parts.join(scan.words.word("pause")), code.len()))
}

/// An identity number (公民身份号码, GB 11643): where, the year, the day, and the rest, a digit a second (S8).
pub fn identity(scan: &Scan) -> Read {
    if !scan.starts_code() {
        return None;
    }
    let code = scan.run(0, |c| c.is_ascii_alphanumeric());
    let (digits, last) = code.split_at_checked(17)?;
    let pair = |at: usize| digits[at..at + 2].iter().fold(0, |sum, c| sum * 10 + c.to_digit(10).unwrap_or_default());
    let dated = (18..=20).contains(&pair(6)) && (1..=12).contains(&pair(10)) && (1..=31).contains(&pair(12));
    let fits = digits.iter().all(char::is_ascii_digit) && matches!(last, ['0'..='9' | 'X' | 'x']) && dated;
    let groups = [&code[..6], &code[6..10], &code[10..14], &code[14..]];
    let (beat, rest) = (scan.words.word("beat"), scan.words.word("rest"));
    fits.then(|| (groups.map(|group| called(group, scan).join(beat)).join(rest), code.len()))
}

/// `1234 5678 9012`: a receipt number, in its groups, slow enough to be written down (S8).
pub fn groups(scan: &Scan) -> Read {
    if !scan.starts_number() {
        return None;
    }
    let fits = |group: &[char]| (3..=6).contains(&group.len());
    let mut groups = Vec::new();
    let mut length = 0;
    loop {
        let group = scan.digits(length);
        if !fits(group) {
            break;
        }
        groups.push(called(group, scan).join(scan.words.word("beat")));
        length += group.len();
        if scan.peek(length) != Some(' ') || !fits(scan.digits(length + 1)) {
            break;
        }
        length += 1;
    }
    (groups.len() > 1).then(|| (groups.join(scan.words.word("rest")), length))
}

/// `91310000MA1FL5XX3K`, `2026-0312-000123`: letters and digits in groups of four, a dash is a pause.
pub fn paper(scan: &Scan) -> Read {
    if !scan.starts_code() || scan.goes_on() {
        return None;
    }
    let mut parts = vec![scan.run(0, |c| c.is_ascii_alphanumeric())];
    let mut length = parts[0].len();
    while parts.len() < 6 && scan.peek(length) == Some('-') {
        let part = scan.run(length + 1, |c| c.is_ascii_alphanumeric());
        if part.is_empty() {
            break;
        }
        parts.push(part);
        length += 1 + part.len();
    }
    let all = || parts.iter().flat_map(|part| part.iter());
    let total = all().count();
    let digits = all().filter(|c| c.is_ascii_digit()).count();
    let small = all().any(char::is_ascii_lowercase);
    let switches = |part: &&[char]| part.windows(2).filter(|pair| pair[0].is_ascii_digit() != pair[1].is_ascii_digit()).count();
    let mixed = digits > 0 && digits < total && !small && (total >= 8 || (total >= 5 && parts.iter().any(|part| switches(part) > 1)));
    let zeros = parts.len() > 1 && parts.iter().any(|part| part.len() >= 3 && part.first() == Some(&'0'));
    if !(mixed || digits == total && (zeros || parts.len() > 2 && total >= 8)) {
        return None;
    }
    let said: Vec<_> = parts.iter().flat_map(|part| split(part)).map(|group| spell(group, scan)).collect();
    Some((said.join(scan.words.word("pause")), length))
}

/// Long codes, what begins with 0, what sticks to letters.
pub fn called_out(scan: &Scan) -> Read {
    if !scan.starts_number() || (scan.goes_on() && !scan.words.chinese) {
        return None;
    }
    let digits = scan.digits(0);
    let length = digits.len();
    // part of an amount: 0.5, 12,345
    let parted = parted(scan, length);
    let long = length > LONGEST || (length >= 8 && !parted && !scan.any(length, scan.words.list("nouns")) && !scan.ordinal());
    let zero = length > 1 && digits.first() == Some(&'0') && !parted;
    let letters = length > 2 && scan.before().is_some_and(|c| c.is_ascii_alphabetic());
    if !(long || zero || letters) {
        return None;
    }
    let said: Vec<_> = split(digits).into_iter().map(|group| spell(group, scan)).collect();
    Some((said.join(scan.words.word("pause")), length))
}

/// Whether the number goes on behind a point or comma.
pub fn parted(scan: &Scan, length: usize) -> bool {
    matches!(scan.peek(length), Some('.' | ',')) && scan.peek(length + 1).is_some_and(|c| c.is_ascii_digit())
}

/// Groups that can be remembered: a mobile as 3, 4, 4, longer ones by four, short ones whole.
pub fn split(digits: &[char]) -> Vec<&[char]> {
    match digits {
        [head @ .., _, _, _, _, _, _, _, _] if head.len() == 3 && head.first() == Some(&'1') => {
            std::iter::once(head).chain(digits[3..].chunks(4)).collect()
        }
        short if short.len() <= 7 => vec![short],
        long => long.chunks(4).collect(),
    }
}

/// Called out one by one.
pub fn spell(code: &[char], scan: &Scan) -> String {
    called(code, scan).join(if scan.words.chinese { "" } else { " " })
}

fn called(code: &[char], scan: &Scan) -> Vec<String> {
    let one = |c: &char| match c.to_digit(10) {
        Some(digit) => scan.words.spelled.get(digit as usize).unwrap_or(c).to_string(),
        None => scan.words.latin(&c.to_ascii_uppercase().to_string()).map_or_else(|| c.to_string(), str::to_owned),
    };
    code.iter().map(one).collect()
}
