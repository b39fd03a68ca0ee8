//! Numbers as people say them (S12): the voices read dates, amounts, phones and codes wrong, so they get words.
//! Knows no voice and no page. The words themselves are data: `assets/speech/words.tsv`,
//! `units.tsv`, `signs.tsv`, `latin.tsv`.

use crate::semantic::Language;

mod amount;
mod code;
mod dates;
mod english;
mod house;
mod latin;
mod money;
mod number;
mod phone;
mod scan;
mod sign;
mod words;

use scan::{Read, Scan};
use words::Words;

/// The readers, the sure ones before the vague ones: what one of them answers is not asked of the next.
const READERS: [fn(&Scan) -> Read; 18] = [
    code::masked,
    code::identity,
    english::english,
    dates::date,
    dates::time,
    dates::year,
    phone::phone,
    phone::hotline,
    code::groups,
    house::house,
    code::paper,
    amount::version,
    code::called_out,
    money::money,
    amount::fraction,
    amount::amount,
    sign::sign,
    latin::latin,
];

/// No abbreviation is longer.
const ABBREVIATION: usize = 8;

/// Rewrites `spoken` for a voice of `language`: Chinese numbers become characters; phones, codes and hotlines are
/// called out digit by digit in every language; signs and abbreviations become words; what cannot be said is taken out.
pub fn read(spoken: &str, language: Language) -> String {
    scanned(spoken, language).finish()
}

fn scanned(spoken: &str, language: Language) -> Scan {
    let mut scan = Scan::new(&clean(spoken), Words::of(language));
    while !scan.done() {
        match READERS.iter().find_map(|reader| reader(&scan)) {
            Some((words, length)) => scan.put(&words, length),
            None => scan.copy(),
        }
    }
    scan
}

/// Whether it is a Chinese character.
pub fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '〇')
}

/// Whether `text` ends in an abbreviation, such as "No.", whose full stop ends no sentence.
pub fn is_abbreviated(text: &str) -> bool {
    let last = text.chars().rev().take_while(|c| c.is_ascii_alphabetic() || *c == '.').take(ABBREVIATION);
    let word: String = last.collect::<Vec<_>>().into_iter().rev().collect();
    word.len() > 1 && Words::of("en").latin(&word).is_some()
}

/// Digits and signs in one width; no control characters, none that are not seen.
fn clean(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\t' | '\r' | '\u{a0}' | '\u{3000}' => Some(' '),
            c if c.is_control() => None,
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => None,
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '＋' | '＝' | '＊' | '＠' | '＃' | '＆' => {
                char::from_u32(u32::from(c) - 0xfee0)
            }
            '－' => Some('-'),
            c => Some(c),
        })
        .collect()
}

#[cfg(test)]
mod tests;
