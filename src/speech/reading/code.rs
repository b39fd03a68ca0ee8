//! What is called out digit by digit: phones, hotlines, receipt and identity numbers, masks. In every language.

use super::scan::{Read, Scan};

/// `3****************2`, `138****1234`: what is hidden is said to be hidden.
pub fn masked(scan: &Scan) -> Read {
    let inside = |c: &char| c.is_ascii_alphanumeric() || *c == '*';
    if scan.before().as_ref().is_some_and(inside) {
        return None;
    }
    let code: Vec<char> = (0..).map_while(|at| scan.peek(at)).take_while(inside).collect();
    if code.iter().filter(|c| **c == '*').count() < 2 {
        return None;
    }
    let parts: Vec<String> = code
        .chunk_by(|a, b| (*a == '*') == (*b == '*'))
        .map(|part| if part.first() == Some(&'*') { scan.words.word("hidden").to_owned() } else { spell(part, scan) })
        .collect();
    Some((parts.join(scan.words.word("pause")), code.len()))
}

/// `021-12345678`, `400-123-4567`: in the groups they are written in, eight digits as four and four.
pub fn phone(scan: &Scan) -> Read {
    if !scan.starts_number() {
        return None;
    }
    let mut groups = vec![scan.digits(0)];
    let mut length = groups[0].len();
    while scan.peek(length) == Some('-') && !scan.digits(length + 1).is_empty() {
        let group = scan.digits(length + 1);
        groups.push(group);
        length += 1 + group.len();
    }
    let (first, rest) = groups.split_first()?;
    let area: String = first.iter().collect();
    let sum: usize = rest.iter().map(|group| group.len()).sum();
    let landline = first.len() <= 4 && first.len() >= 3 && area.starts_with('0');
    if !(7..=12).contains(&sum) || !(landline || scan.words.areas.contains(&area.as_str())) {
        return None;
    }
    let said: Vec<_> = groups.iter().flat_map(|group| split(group)).map(|group| spell(group, scan)).collect();
    Some((said.join(scan.words.word("pause")), length))
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

/// Hotlines, mobiles, long codes, what begins with 0, what sticks to letters, and the number of a room.
pub fn called_out(scan: &Scan) -> Read {
    if !scan.starts_number() || (scan.goes_on() && !scan.words.chinese) {
        return None;
    }
    let digits = scan.digits(0);
    let length = digits.len();
    let number: String = digits.iter().collect();
    let behind = |at: usize| scan.peek(length + at);
    // part of an amount: 0.5, 12,345
    let parted = matches!(behind(0), Some('.' | ',')) && behind(1).is_some_and(|c| c.is_ascii_digit());
    let counted = parted || scan.any(length, &scan.words.nouns) || scan.ordinal();
    let hotline = !counted && scan.words.hotlines.contains(&number.as_str());
    let long = length > super::number::LONGEST || (!counted && length >= 8);
    let zero = length > 1 && number.starts_with('0') && !parted;
    let letters = length > 2 && scan.before().is_some_and(|c| c.is_ascii_alphabetic());
    let room = length == 3 && scan.any(length, &scan.words.rooms);
    if !(hotline || long || zero || letters || room) {
        return None;
    }
    let said: Vec<_> = split(digits).into_iter().map(|group| spell(group, scan)).collect();
    Some((said.join(scan.words.word("pause")), length))
}

/// Groups that can be remembered: a mobile as 3, 4, 4, longer ones by four, short ones whole.
fn split(digits: &[char]) -> Vec<&[char]> {
    match digits {
        [head @ .., _, _, _, _, _, _, _, _] if head.len() == 3 && head.first() == Some(&'1') => {
            std::iter::once(head).chain(digits[3..].chunks(4)).collect()
        }
        short if short.len() <= 7 => vec![short],
        long => long.chunks(4).collect(),
    }
}

/// Called out one by one; letters as they are.
fn spell(code: &[char], scan: &Scan) -> String {
    called(code, scan).join(if scan.words.chinese { "" } else { " " })
}

fn called(code: &[char], scan: &Scan) -> Vec<String> {
    code.iter().map(|c| c.to_digit(10).and_then(|digit| scan.words.spelled.get(digit as usize)).unwrap_or(c).to_string()).collect()
}
