//! Latin letters and abbreviations: `CT`, `A 类`, `Wi-Fi`. The Mandarin voice takes letters for pinyin, so they get words.

use super::scan::{Read, Scan};

/// The longest word in capitals that is spelled.
const SPELLED: usize = 5;

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
