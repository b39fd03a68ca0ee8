//! The language of each stretch of words (S5): a Chinese name in an English sentence is said by the Chinese voice.

use super::page::Language;

/// The voice of Chinese words that stand in another language.
const CHINESE: Language = "zh-CN";

/// Stands before a person's name (人名) in words on their way to a voice. It is of Unicode's private characters, which
/// speech-dispatcher hands on as they are; no voice says it and nothing shows it.
pub const PERSON: char = '\u{e0f1}';

/// `words` with [`PERSON`] before each of `names` that stands in them.
pub fn with_persons(words: &str, names: &[String]) -> String {
    let mut marked = words.to_owned();
    for name in names.iter().filter(|name| name.starts_with(is_han)) {
        marked = marked.replace(name.as_str(), &format!("{PERSON}{name}"));
    }
    marked
}

/// Words in the order they are said, each stretch with the language of its voice; put together they are `words`. Chinese
/// takes Latin letters in, as its readers do; another language gives every stretch of Han characters away, with the signs,
/// digits and blanks between them and the digits right behind.
pub fn runs(words: &str, language: Language) -> Vec<(Language, &str)> {
    if language.starts_with("zh") || !words.contains(is_han) {
        return vec![(language, words)];
    }
    let (mut runs, mut from) = (Vec::new(), 0);
    let mut han: Option<(usize, usize)> = None;
    let ends = words.char_indices().chain([(words.len(), 'a')]);
    for (at, c) in ends {
        if is_han(c) {
            han = Some((han.map_or(at, |(start, _)| start), at + c.len_utf8()));
        } else if c.is_ascii_digit() {
            han = han.map(|(start, end)| (start, if end == at { at + 1 } else { end }));
        } else if c.is_alphabetic()
            && let Some((start, end)) = han.take()
        {
            runs.extend([(language, &words[from..start]), (CHINESE, &words[start..end])]);
            from = end;
        }
    }
    runs.push((language, &words[from..]));
    runs.retain(|(_, words)| !words.is_empty());
    runs
}

/// Whether a character is a Chinese one, however rare.
fn is_han(c: char) -> bool {
    matches!(c, PERSON | '\u{3007}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_said_in_their_language_and_nothing_is_lost() {
        for (words, cut) in [
            ("王小明 is coming.", vec![("zh-CN", "王小明"), ("en", " is coming.")]),
            ("Name, 买买提·吐尔逊", vec![("en", "Name, "), ("zh-CN", "买买提·吐尔逊")]),
            ("Place, 上海市 花木街道12号, gate 3", vec![("en", "Place, "), ("zh-CN", "上海市 花木街道12号"), ("en", ", gate 3")]),
            ("At 花木路100", vec![("en", "At "), ("zh-CN", "花木路100")]),
            ("Handed in (已收件), 3 May", vec![("en", "Handed in ("), ("zh-CN", "已收件"), ("en", "), 3 May")]),
            ("𬭎 and 䶮", vec![("zh-CN", "𬭎"), ("en", " and "), ("zh-CN", "䶮")]),
            ("Good morning", vec![("en", "Good morning")]),
        ] {
            assert_eq!(runs(words, "en"), cut);
            assert_eq!(runs(words, "zh-TW"), [("zh-TW", words)]);
        }
        assert_eq!(runs("", "en"), [("en", "")]);
        let marked = with_persons("For 解玉兰, by John", &["解玉兰".to_owned(), "John".to_owned()]);
        assert_eq!(runs(&marked, "en"), [("en", "For "), ("zh-CN", "\u{e0f1}解玉兰"), ("en", ", by John")]);
    }
}
