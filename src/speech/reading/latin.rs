//! Latin letters and abbreviations: `CT`, `A 类`, `Wi-Fi`. The Mandarin voice takes letters for pinyin, so they get words.

use super::number::small;
use super::scan::{Read, Scan};

/// The longest word in capitals that is spelled.
const SPELLED: usize = 5;

/// `第IV栏`, `III度`: Roman numerals that number something.
pub fn roman(scan: &Scan) -> Read {
    let roman = |c: char| matches!(c, 'I' | 'V' | 'X');
    if !scan.words.chinese || scan.before().is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    let written = scan.run(0, roman);
    let ends = !scan.peek(written.len()).is_some_and(|c| c.is_ascii_alphanumeric());
    let numbers = scan.ordinal() || written != ['X'] && scan.any(written.len(), scan.words.list("romans"));
    let value = value(written).filter(|_| ends && numbers)?;
    Some((small(value, scan.words), written.len()))
}

/// What a Roman numeral up to 39 counts; nothing if it is not written as one.
fn value(written: &[char]) -> Option<u32> {
    let worth = |c: &char| match c {
        'I' => 1,
        'V' => 5,
        _ => 10,
    };
    let pairs = written.iter().zip(written.iter().skip(1).map(Some).chain([None]));
    let value: i32 = pairs.map(|(c, next)| if next.is_some_and(|next| worth(next) > worth(c)) { -worth(c) } else { worth(c) }).sum();
    let value = u32::try_from(value).ok().filter(|value| (1..40).contains(value))?;
    let ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"].get(value as usize % 10)?;
    ("X".repeat(value as usize / 10) + ones == written.iter().collect::<String>()).then_some(value)
}

/// What the table knows; in Chinese also single letters and short words in capitals, letter by letter.
pub fn latin(scan: &Scan) -> Read {
    let letter = |c: char| c.is_ascii_alphabetic();
    if !scan.peek(0).is_some_and(letter) || scan.before().is_some_and(letter) {
        return None;
    }
    let word = scan.run(0, letter);
    if word.len() > SPELLED {
        return None;
    }
    let long = scan.run(0, |c| letter(c) || c == '-' || c == '.');
    let digit = |at: usize| scan.peek(at).is_some_and(|c| c.is_ascii_digit());
    // "No." before a number, but PM2.5 is spelled
    for written in [long, word] {
        let known = scan.words.latin(&written.iter().collect::<String>());
        if let Some(known) = known.filter(|_| word.len() > 1 && (!digit(written.len()) || written.ends_with(&['.']))) {
            return Some((scan.spaced(known, written.len()), written.len()));
        }
    }
    let spelled = word.iter().all(char::is_ascii_uppercase) || word.len() == 1;
    let names = || word.iter().filter_map(|c| scan.words.latin(&c.to_ascii_uppercase().to_string())).collect();
    (scan.words.chinese && spelled).then(|| (names(), word.len()))
}
