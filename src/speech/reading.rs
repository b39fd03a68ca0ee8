//! Numbers as people say them (S12): the voices read dates, amounts, phones and codes wrong, so they get words.
//! Knows no voice and no page. The words themselves are data: `assets/speech/words.tsv`, `units.tsv`.

use crate::semantic::Language;

mod chinese;
mod code;
mod number;
mod scan;
mod words;

use scan::Scan;
use words::Words;

/// Rewrites `spoken` for a voice of `language`: Chinese numbers become characters; phones, codes and hotlines are
/// called out digit by digit in every language; what cannot be said is taken out.
pub fn read(spoken: &str, language: Language) -> String {
    let text = clean(spoken);
    let words = Words::of(language);
    let mut scan = Scan::new(&text, words);
    while !scan.done() {
        let read = code::masked(&scan)
            .or_else(|| chinese::date(&scan))
            .or_else(|| chinese::time(&scan))
            .or_else(|| code::phone(&scan))
            .or_else(|| code::groups(&scan))
            .or_else(|| code::called_out(&scan))
            .or_else(|| chinese::year(&scan))
            .or_else(|| chinese::money(&scan))
            .or_else(|| chinese::fraction(&scan))
            .or_else(|| chinese::amount(&scan));
        match read {
            Some((words, length)) => scan.put(&words, length),
            None => scan.copy(),
        }
    }
    scan.finish()
}

/// Whether it is a Chinese character.
pub fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇')
}

/// Digits and signs in one width; no control characters, none that are not seen.
fn clean(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\t' | '\r' | '\u{a0}' | '\u{3000}' => Some(' '),
            c if c.is_control() => None,
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => None,
            '０'..='９' | '％' => char::from_u32(u32::from(c) - 0xfee0),
            c => Some(c),
        })
        .collect()
}

#[cfg(test)]
mod tests;
