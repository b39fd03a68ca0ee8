//! House numbers: `7弄12号301室`, `3-2-501`.

use super::code::spell;
use super::number::whole;
use super::scan::{Read, Scan};
use super::sign;

/// Rooms and long house numbers are called out; a dash between house, stairs and room is said.
pub fn house(scan: &Scan) -> Read {
    let words = scan.words;
    if !scan.starts_number() || scan.goes_on() && !words.chinese {
        return None;
    }
    let mut parts = vec![scan.digits(0)];
    let mut end = parts[0].len();
    while parts.len() < 4 && matches!(scan.peek(end), Some('-' | '—')) && !scan.digits(end + 1).is_empty() {
        parts.push(scan.digits(end + 1));
        end += 1 + scan.digits(end + 1).len();
    }
    let room = |part: &&[char]| (3..=4).contains(&part.len());
    let (last, front) = parts.split_last()?;
    let here = scan.any(end, words.list("rooms")) || scan.follows(words.list("rooms_after"));
    let flat = here || scan.follows(words.list("flats"));
    if !front.is_empty() && room(last) && front.iter().all(|part| part.len() <= 2) && (front.len() > 1 || flat) {
        let mut said: Vec<_> = front.iter().map(|part| if words.chinese { whole(part, words) } else { part.iter().collect() }).collect();
        said.push(spell(last, scan));
        return Some((said.join(words.word("dash")), end));
    }
    let first = parts[0];
    let range = sign::dash(scan, first.len()) && parts.len() == 2;
    let numbered = front.is_empty() && scan.follows(words.list("streets")) && scan.any(end, words.list("houses"));
    (room(&first) && (numbered || here && (front.is_empty() || range))).then(|| (spell(first, scan), first.len()))
}
