//! Numbers as people say them (S12): the voices read dates, amounts, phones and codes wrong, so they get words.
//! Knows no voice and no page. The words themselves are data: `assets/speech/words.tsv`,
//! `units.tsv`, `signs.tsv`, `latin.tsv`.

use pinyin::ToPinyin as _;
use unicode_normalization::UnicodeNormalization as _;

use crate::semantic::{Language, PERSON};

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
const READERS: [fn(&Scan) -> Read; 21] = [
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
    dates::day,
    amount::fraction,
    amount::amount,
    sign::sign,
    latin::roman,
    latin::latin,
    unread,
];

/// No abbreviation is longer.
const ABBREVIATION: usize = 8;

/// Rewrites `spoken` for a voice of `language`: Chinese numbers become characters; phones, codes and hotlines are
/// called out digit by digit in every language; signs and abbreviations become words; what cannot be said is taken out.
pub fn read(spoken: &str, language: Language) -> String {
    scanned(spoken, language).finish()
}

/// A letter no voice can read: that there is one is said, and not passed over.
fn unread(scan: &Scan) -> Read {
    let unread = |c: char| !c.is_ascii() && c.is_alphabetic() && c != PERSON && !is_readable(c);
    let letters = scan.run(0, unread).len();
    let said = scan.words.word(if letters > 1 { "unread_many" } else { "unread" });
    (letters > 0 && scan.words.chinese).then(|| {
        let pause = |there: bool| if there { scan.words.word("pause") } else { "" };
        let (before, behind) = (scan.written().is_some_and(char::is_alphanumeric), scan.peek(letters).is_some_and(char::is_alphanumeric));
        (pause(before).to_owned() + said + pause(behind), letters)
    })
}

/// Whether a voice has a reading for a letter, in the one script or in the other.
fn is_readable(c: char) -> bool {
    c.is_ascii() || c == '〇' || c.to_pinyin().is_some()
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

/// A radical (⾦), or a character that stands twice in Unicode (樂), as the character itself.
fn folded(c: char) -> impl Iterator<Item = char> {
    let old = matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}');
    let known = words::folded(c).unwrap_or(c);
    std::iter::once(known).nfkc().filter(move |_| old).chain((!old).then_some(c))
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

/// Digits and signs in one width, characters of old code pages as those that are written now; no control characters, none that
/// are not seen.
fn clean(text: &str) -> String {
    text.chars()
        .flat_map(folded)
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
