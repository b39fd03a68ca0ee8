//! What an answer must look like, and its plain form. People write as they are used to: full-width digits, spaces,
//! dashes, a dot of any kind in a name. Knows no schema.

use jiff::civil::Date;

use super::{AnswerKind, Doubt, Fault, LONG_TERM, Question};
use crate::domain::{identity, region, workday};

/// How many working days ahead an office can be visited.
const DAYS: usize = 10;

impl Question {
    /// Checks what was written and puts it into its plain form (full-width digits, spaces and dashes taken out).
    /// Nothing at all is `Empty`, unless the answer may be left out. A birth lies before `today`, an end and a visit after it.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self, written: &str, today: Date) -> Result<String, Fault> {
        let written: String = written.chars().filter(|c| !is_invisible(*c)).collect();
        if written.trim().is_empty() {
            return if self.required { Err(Fault::Empty) } else { Ok(String::new()) };
        }
        match &self.kind {
            AnswerKind::Line { max } | AnswerKind::Text { max } => at_most(*max, line(&written)),
            AnswerKind::Name { max } => name(&written).and_then(|name| at_most(*max, name)),
            AnswerKind::Identity => identity::check(&written, today),
            AnswerKind::Validity => validity(&written, today),
            AnswerKind::Phone => phone(&written).ok_or(Fault::Phone),
            AnswerKind::BankCard => bank_card(&written).ok_or(Fault::BankCard),
            AnswerKind::Address { max } => address(&written).and_then(|address| at_most(*max, address)),
            AnswerKind::Passbook => passbook(&written).ok_or(Fault::Passbook),
            AnswerKind::Date => calendar_date(&written).map(|date| date.to_string()).ok_or(Fault::Date),
            AnswerKind::WorkingDay => {
                let day = calendar_date(&written).filter(|day| self.days(today).contains(day));
                day.map(|day| day.to_string()).ok_or(Fault::Choice)
            }
            AnswerKind::Choice(choices) => {
                choices.iter().find(|choice| choice.value == written).map(|choice| choice.value.clone()).ok_or(Fault::Choice)
            }
        }
    }

    /// The days on which an office can be visited, the nearest first; none unless that is asked.
    pub fn days(&self, today: Date) -> Vec<Date> {
        if self.kind == AnswerKind::WorkingDay { workday::next_days(today, DAYS) } else { Vec::new() }
    }

    /// What is odd about an answer that [`Self::check`] takes: worth "请再对一遍", never an obstacle.
    pub fn doubt(&self, written: &str) -> Option<Doubt> {
        let card = matches!(self.kind, AnswerKind::BankCard).then(|| bank_card(written)).flatten()?;
        (!passes_luhn(&card)).then_some(Doubt::BankCard)
    }
}

/// `text` with full-width letters, digits, signs and spaces (U+FF01 to U+FF5E, U+3000) made half-width.
pub fn half_width(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(|c| match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    })
}

/// Characters nobody wrote on purpose: NUL and its like, marks that turn the direction of writing, zero-width ones.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn at_most(max: usize, plain: String) -> Result<String, Fault> {
    if plain.chars().count() > max { Err(Fault::TooLong) } else { Ok(plain) }
}

/// Full-width letters and digits folded (not the signs: `，` and `（` belong to Chinese), runs of white space made one.
fn line(written: &str) -> String {
    let folded: String =
        written.chars().zip(half_width(written)).map(|(was, half)| if half.is_ascii_alphanumeric() { half } else { was }).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Any dot becomes `·`; a Chinese name loses the spaces it is spread with (张 三).
fn name(written: &str) -> Result<String, Fault> {
    let dotted = written.replace(['•', '‧', '・', '･', '．', '∙'], "·");
    let plain = line(&dotted).replace(" ·", "·").replace("· ", "·");
    let plain = if plain.contains(|c: char| c.is_ascii_alphabetic()) { plain } else { plain.replace(' ', "") };
    let fits = plain.chars().all(|c| c.is_alphabetic() || matches!(c, '·' | ' ' | '-' | '\'' | '’' | '.'))
        && plain.chars().any(char::is_alphabetic);
    if fits { Ok(plain) } else { Err(Fault::Name) }
}

/// The digits of `written`, if there is nothing else but spaces, dashes and brackets.
fn digits(written: &str) -> Option<String> {
    half_width(written)
        .filter(|c| !(c.is_whitespace() || matches!(c, '-' | '‐' | '–' | '—' | '(' | ')')))
        .map(|c| c.is_ascii_digit().then_some(c))
        .collect()
}

/// Digits of a mobile number, or of a landline with its area code (公众电话网编号计划: 010, 02x and eight digits, 0xxx and seven or eight).
fn phone(written: &str) -> Option<String> {
    let written = half_width(written).collect::<String>();
    let local = written.trim_start();
    let digits = digits(local.strip_prefix("+86").or_else(|| local.strip_prefix("0086")).unwrap_or(local))?;
    let fits = match digits.as_bytes() {
        [b'1', second, ..] => digits.len() == 11 && *second >= b'3',
        [b'0', b'1', b'0', first, ..] | [b'0', b'2', _, first, ..] => digits.len() == 11 && is_exchange(*first),
        [b'0', b'3'..=b'9', _, _, first, ..] => matches!(digits.len(), 11 | 12) && is_exchange(*first),
        _ => false,
    };
    fits.then_some(digits)
}

/// Whether a local number may begin with this digit: 0, 1 and 9 are taken by services.
fn is_exchange(first: u8) -> bool {
    (b'2'..=b'8').contains(&first)
}

fn bank_card(written: &str) -> Option<String> {
    digits(written).filter(|digits| (12..=19).contains(&digits.len()))
}

/// Banks number accounts as they like; none has fewer than 8 digits or more than 22.
fn passbook(written: &str) -> Option<String> {
    digits(written).filter(|digits| (8..=22).contains(&digits.len()))
}

/// A line that has more than a region. One without any region is taken too: some are written down elsewhere.
fn address(written: &str) -> Result<String, Fault> {
    let plain = line(written);
    let (path, rest) = region::split(&plain);
    if rest.is_empty() && !path.is_empty() { Err(Fault::Address) } else { Ok(plain) }
}

/// How people write 长期, one a line, without spaces and in small letters.
const LONG_TERM_WORDS: &str = include_str!("../../../assets/forms/long-term.txt");

/// The last day or 长期, also as the whole line on the card reads: `2006.03.05-2026.03.05` or `2006.03.05-长期`.
fn validity(written: &str, today: Date) -> Result<String, Fault> {
    let plain: String = half_width(written).filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect();
    let mut ends = plain.char_indices().filter(|(_, c)| matches!(c, '-' | '–' | '—' | '~' | '至' | '到'));
    let end = ends.find_map(|(at, c)| calendar_date(&plain[..at]).map(|_| &plain[at + c.len_utf8()..])).unwrap_or(&plain);
    if LONG_TERM_WORDS.lines().any(|words| words == end) {
        return Ok(LONG_TERM.to_owned());
    }
    match calendar_date(end) {
        None => Err(Fault::Date),
        Some(last) if last < today => Err(Fault::Expired),
        Some(last) => Ok(last.to_string()),
    }
}

/// ISO/IEC 7812-1, annex B.
fn passes_luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, digit)| u32::from(digit - b'0') * (1 + at as u32 % 2))
        .map(|product| product / 10 + product % 10)
        .sum();
    sum.is_multiple_of(10)
}

/// `2026-03-05`, and as people write it: `2026年3月5日`, `2026/3/5`, `2026.3.5`, `20260305`.
fn calendar_date(written: &str) -> Option<Date> {
    let plain: String = half_width(written).filter(|c| !c.is_whitespace()).collect();
    let parts: Vec<&str> = if plain.len() == 8 && plain.bytes().all(|b| b.is_ascii_digit()) {
        vec![&plain[..4], &plain[4..6], &plain[6..]]
    } else {
        plain.trim_end_matches(['日', '号', '號']).split(['-', '/', '.', '年', '月']).collect()
    };
    let [year, month, day] = parts[..] else { return None };
    if year.len() != 4 || ![year, month, day].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests;
