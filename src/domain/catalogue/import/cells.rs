//! What stands in the cells of a city's list, and in which ways it is written.

use super::header::Column;
use super::words::{meaning, plain};
use crate::domain::catalogue::{Problem, Scope};

/// Nobody promises so many working days; it is a slip of the pen.
const MOST_DAYS: u16 = 1000;
/// Nobody comes more often.
const MOST_VISITS: u8 = 20;
/// So much of a cell is shown.
const SHOWN: usize = 20;

/// The words of a cell that must be clean, white space folded: what is wrong with them, and what of it.
pub fn text(written: &str, column: Column) -> Result<String, (Problem, String)> {
    let most = match column {
        Column::Item => 200,
        Column::Department | Column::Region => 100,
        _ => 64,
    };
    let visible = written.replace(|c| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'), "");
    let text = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    let may_be_empty = !matches!(column, Column::Item | Column::Department);
    let problem = match Problem::of_text(&text) {
        Some(Problem::Empty) if may_be_empty => None,
        None if has_entity(&text) => Some(Problem::Markup),
        problem => problem,
    };
    match problem {
        Some(problem) => Err((problem, String::new())),
        None if text.chars().count() > most => Err((Problem::TooLong, most.to_string())),
        None => Ok(text),
    }
}

/// `&nbsp;`, `&#160;`: a piece of a web page.
fn has_entity(text: &str) -> bool {
    text.match_indices('&').any(|(at, _)| {
        let name = text[at + 1..].split(';').next().filter(|name| at + 1 + name.len() < text.len());
        name.is_some_and(|name| (2..9).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#'))
    })
}

/// A limit in working days; 0 is at once. `unit` stands in a column of its own, or nowhere.
pub fn days(written: &str, unit: &str) -> Result<Option<u16>, ()> {
    match counted(written)? {
        Counted::Nothing => Ok(None),
        Counted::Word("now") => Ok(Some(0)),
        Counted::Number(number, behind) => {
            let is_day = |unit: &str| plain(unit).is_empty() || meaning(unit) == Some("day");
            let fits = number <= u32::from(MOST_DAYS) && is_day(&behind) && (!behind.is_empty() || is_day(unit));
            if fits { u16::try_from(number).map(Some).map_err(drop) } else { Err(()) }
        }
        Counted::Word(_) => Err(()),
    }
}

/// How often one must come.
pub fn visits(written: &str) -> Result<Option<u8>, ()> {
    match counted(written)? {
        Counted::Nothing => Ok(None),
        Counted::Word("visit-none") => Ok(Some(0)),
        Counted::Word("visit-once") => Ok(Some(1)),
        Counted::Number(number, behind) if number <= u32::from(MOST_VISITS) && (behind.is_empty() || meaning(&behind) == Some("times")) => {
            u8::try_from(number).map(Some).map_err(drop)
        }
        _ => Err(()),
    }
}

/// Where else it is done.
pub fn scope(written: &str) -> Result<Option<Scope>, ()> {
    match (written.trim(), meaning(written)) {
        ("", _) | (_, Some("none")) => Ok(None),
        (_, Some(name)) => name.parse().map(Some),
        (_, None) => Err(()),
    }
}

/// So much of a cell that one knows it again.
pub fn shown(written: &str) -> String {
    written.chars().filter(|c| !c.is_control()).take(SHOWN).collect()
}

enum Counted {
    Nothing,
    Word(&'static str),
    /// A number and the letters behind it.
    Number(u32, String),
}

/// A number with something behind it, or a word that is known.
fn counted(written: &str) -> Result<Counted, ()> {
    // What a table of numbers makes of a whole one.
    let whole = written.trim().strip_suffix(".0").unwrap_or(written);
    match meaning(whole) {
        _ if written.trim().is_empty() => return Ok(Counted::Nothing),
        Some("none") => return Ok(Counted::Nothing),
        Some(word) => return Ok(Counted::Word(word)),
        None => {}
    }
    if whole.contains(['.', '-', '\u{ff0d}', '~', '/']) {
        return Err(());
    }
    // 5（工作日） says its unit in brackets.
    let open = whole.replace(['(', ')', '\u{ff08}', '\u{ff09}'], "");
    let letters = plain(&open);
    let end = letters.find(|c: char| !c.is_ascii_digit()).unwrap_or(letters.len());
    let number = letters[..end].parse().map_err(drop)?;
    Ok(Counted::Number(number, letters[end..].to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_read_as_cities_write_them() {
        for (written, unit, expected) in [
            ("20", "", Ok(Some(20))),
            ("20", "工作日", Ok(Some(20))),
            ("20.0", "", Ok(Some(20))),
            ("２０个工作日", "", Ok(Some(20))),
            ("20（工作日）", "", Ok(Some(20))),
            (" 5 工作日 ", "", Ok(Some(5))),
            ("即办", "", Ok(Some(0))),
            ("即办件", "工作日", Ok(Some(0))),
            ("0", "", Ok(Some(0))),
            ("", "工作日", Ok(None)),
            ("无", "", Ok(None)),
            ("--", "", Ok(None)),
            ("30个自然日", "", Err(())),
            ("30", "自然日", Err(())),
            ("1个月", "", Err(())),
            ("2小时", "", Err(())),
            ("-5", "", Err(())),
            ("1.5", "", Err(())),
            ("5-10", "", Err(())),
            ("99999", "", Err(())),
            ("99999999999999999999", "", Err(())),
            ("二十", "", Err(())),
            ("全市", "", Err(())),
        ] {
            assert_eq!(days(written, unit), expected, "{written} {unit}");
        }
    }

    #[test]
    fn visits_and_scopes_are_read_as_cities_write_them() {
        for (written, expected) in [
            ("1", Ok(Some(1))),
            ("0次", Ok(Some(0))),
            ("最多跑一次", Ok(Some(1))),
            ("", Ok(None)),
            ("200", Err(())),
            ("1天", Err(())),
            ("多次", Err(())),
        ] {
            assert_eq!(visits(written), expected, "{written}");
        }
        for (written, expected) in [
            ("全国通办", Ok(Some(Scope::Nation))),
            ("跨省", Ok(Some(Scope::Nation))),
            ("全市", Ok(Some(Scope::City))),
            ("属地办理", Ok(Some(Scope::Here))),
            ("无", Ok(None)),
            ("", Ok(None)),
            ("now", Err(())),
            ("月球", Err(())),
        ] {
            assert_eq!(scope(written), expected, "{written}");
        }
    }

    #[test]
    fn names_are_cleaned_but_never_guessed() {
        assert_eq!(text(" 社保卡\n补领\u{200b} ", Column::Item), Ok("社保卡 补领".to_owned()));
        assert_eq!(text("", Column::Code), Ok(String::new()));
        for (written, problem) in [
            ("", Problem::Empty),
            ("<b>卡</b>", Problem::Markup),
            ("卡&nbsp;补领", Problem::Markup),
            ("卡&#160;", Problem::Markup),
            ("卡\u{7}", Problem::Control),
        ] {
            assert_eq!(text(written, Column::Item), Err((problem, String::new())), "{written:?}");
        }
        assert_eq!(text("A&B;", Column::Item), Ok("A&B;".to_owned()));
        assert_eq!(text(&"长".repeat(201), Column::Item), Err((Problem::TooLong, "200".to_owned())));
    }
}
