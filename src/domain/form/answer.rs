//! What an answer must look like, and its plain form. People write as they are used to: full-width digits, spaces,
//! dashes, a dot of any kind in a name. Knows no schema.

use jiff::Timestamp;
use jiff::civil::{Date, date};

use super::{AnswerKind, Doubt, Fault, Question};
use crate::domain::{identity, workday};

impl Question {
    /// Checks what was written and puts it into its plain form (full-width digits, spaces and dashes taken out).
    /// Nothing at all is `Empty`, unless the answer may be left out.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self, written: &str) -> Result<String, Fault> {
        let written: String = written.chars().filter(|c| !is_invisible(*c)).collect();
        if written.trim().is_empty() {
            return if self.required { Err(Fault::Empty) } else { Ok(String::new()) };
        }
        match &self.kind {
            AnswerKind::Line { max } => at_most(*max, line(&written)),
            AnswerKind::Name { max } => name(&written).and_then(|name| at_most(*max, name)),
            AnswerKind::Identity => identity::check(&written, today()),
            AnswerKind::Phone => phone(&written).ok_or(Fault::Phone),
            AnswerKind::BankCard => bank_card(&written).ok_or(Fault::BankCard),
            AnswerKind::Date => calendar_date(&written).map(|date| date.to_string()).ok_or(Fault::Date),
            AnswerKind::Choice(choices) => {
                choices.iter().find(|choice| choice.value == written).map(|choice| choice.value.clone()).ok_or(Fault::Choice)
            }
        }
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

/// The day it is in China, by this machine's clock. A clock that stands before this program was written is wrong,
/// and must not make people unborn.
fn today() -> Date {
    workday::day(Timestamp::now()).max(date(2026, 1, 1))
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
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::form::Choice;
    use crate::domain::text::LocalText;

    fn question(kind: AnswerKind) -> Question {
        let text = LocalText::only("问");
        Question { key: "q".into(), label: text.clone(), ask: text, help: None, kind, required: true, secret: None, when: None }
    }

    fn check(kind: AnswerKind, written: &str) -> Result<String, Fault> {
        question(kind).check(written)
    }

    #[test]
    fn phones_are_mobile_or_landline_with_area_code() {
        for (written, plain) in [
            ("138 0000 1234", "13800001234"),
            ("１３８００００１２３４", "13800001234"),
            ("+86 138-0000-1234", "13800001234"),
            ("(021) 6123 4567", "02161234567"),
            ("（０２１）６１２３－４５６７", "02161234567"),
            ("0826-2345678", "08262345678"),
            ("0512 6123 4567", "051261234567"),
            ("010—61234567", "01061234567"),
        ] {
            assert_eq!(check(AnswerKind::Phone, written).as_deref(), Ok(plain), "{written}");
        }
        for wrong in [
            "12345",
            "61234567",
            "12800001234",
            "1380000123",
            "138000012345",
            "0216123456",
            "02191234567",
            "一三八",
            "138x0001234",
            "400-820-8820",
        ] {
            assert_eq!(check(AnswerKind::Phone, wrong), Err(Fault::Phone), "{wrong}");
        }
    }

    #[test]
    fn a_card_failing_luhn_is_taken_and_doubted() {
        let card = question(AnswerKind::BankCard);
        assert_eq!(card.check("6222 0200 0000 0000").as_deref(), Ok("6222020000000000"));
        assert_eq!(card.doubt("4111 1111 1111 1111"), None);
        assert_eq!(card.doubt("4111 1111 1111 1112"), Some(Doubt::BankCard));
        assert_eq!(card.check("4111 1111 1111 1112").as_deref(), Ok("4111111111111112"));
        assert_eq!(card.check("12345678901"), Err(Fault::BankCard));
        assert_eq!(card.check("12345678901234567890"), Err(Fault::BankCard));
        assert_eq!(card.doubt("nothing"), None);
    }

    #[test]
    fn names_keep_their_dot() {
        let name = |written| check(AnswerKind::Name { max: 20 }, written);
        assert_eq!(name("阿卜杜拉·买买提").as_deref(), Ok("阿卜杜拉·买买提"));
        assert_eq!(name(" 阿卜杜拉 • 买买提 ").as_deref(), Ok("阿卜杜拉·买买提"));
        assert_eq!(name("张　三").as_deref(), Ok("张三"));
        assert_eq!(name("𠮷野").as_deref(), Ok("𠮷野"));
        assert_eq!(name("Mary-Ann  O'Neil").as_deref(), Ok("Mary-Ann O'Neil"));
        assert_eq!(name("张3"), Err(Fault::Name));
        assert_eq!(name("<b>张</b>"), Err(Fault::Name));
        assert_eq!(name("···"), Err(Fault::Name));
        assert_eq!(name(&"张".repeat(21)), Err(Fault::TooLong));
    }

    #[test]
    fn dates_and_lines_are_read_as_written() {
        for written in ["2026-03-05", "2026年3月5日", "2026/3/5", "２０２６．３．５", "20260305"] {
            assert_eq!(check(AnswerKind::Date, written).as_deref(), Ok("2026-03-05"), "{written}");
        }
        for wrong in ["2026-02-30", "26-1-1", "昨天", "2026-1", "2026-+1-1"] {
            assert_eq!(check(AnswerKind::Date, wrong), Err(Fault::Date), "{wrong}");
        }
        assert_eq!(check(AnswerKind::Line { max: 20 }, "梅园路１２号，\u{202e}甲\u{0}  乙").as_deref(), Ok("梅园路12号，甲 乙"));
        assert_eq!(check(AnswerKind::Line { max: 1 }, "甲乙"), Err(Fault::TooLong));
        assert_eq!(check(AnswerKind::Line { max: 1 }, "\u{200b}\u{0} "), Err(Fault::Empty));
    }

    #[test]
    fn one_of_several_is_exactly_one_of_them() {
        let kind = AnswerKind::Choice(vec![Choice { value: "self".into(), label: LocalText::only("我自己") }]);
        assert_eq!(check(kind.clone(), "self").as_deref(), Ok("self"));
        assert_eq!(check(kind.clone(), "me"), Err(Fault::Choice));
        assert_eq!(Question { required: false, ..question(kind) }.check(""), Ok(String::new()));
    }

    fn kinds() -> impl Strategy<Value = AnswerKind> {
        prop_oneof![
            Just(AnswerKind::Line { max: 30 }),
            Just(AnswerKind::Name { max: 30 }),
            Just(AnswerKind::Identity),
            Just(AnswerKind::Phone),
            Just(AnswerKind::BankCard),
            Just(AnswerKind::Date),
        ]
    }

    proptest! {
        #[test]
        fn the_plain_form_is_its_own_plain_form(kind in kinds(), written in prop_oneof![any::<String>(), "[0-9０-９ X·-]{0,24}", "[张·三 a-c.-]{0,9}"]) {
            let question = question(kind);
            if let Ok(plain) = question.check(&written) {
                prop_assert_eq!(question.check(&plain), Ok(plain.clone()));
            }
        }
    }
}
