//! An utterance as sentences, each said on its own so that interrupting is quick, and by the voice of its language.
//! Knows no queue and no voice's thread.

use std::time::Duration;

use super::reading;
use crate::semantic::{Language, PERSON, Utterance, runs, with_persons};

/// One sentence of an utterance, or what of it is in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// For the eye: what of the text it says, as shown; the sentence itself where nothing is shown of it.
    pub caption: String,
    /// For the ear, numbers read out, with [`PERSON`] before names.
    pub read: String,
    /// The language it is in.
    pub language: Language,
}

/// About how long it takes to say what is `read` at `rate` per cent: 160 characters of Chinese a minute at 100 (S8).
pub fn expected(read: &str, rate: u16) -> Duration {
    let length: u64 = 400 + read.chars().map(milliseconds).sum::<u64>();
    Duration::from_millis(length * 100 / u64::from(rate.clamp(50, 200)))
}

fn milliseconds(c: char) -> u64 {
    match c {
        PERSON => 0,
        '，' | '。' | '、' | '；' | '：' | '？' | '！' | ',' | ';' | ':' | '.' | '?' | '!' => 300,
        c if reading::is_cjk(c) => 375,
        _ => 90,
    }
}

/// The sentences of an utterance; none if there is nothing to say.
pub fn pieces(utterance: &Utterance) -> Vec<Piece> {
    let sentences = sentences(&utterance.spoken);
    let whole = sentences.len() == 1 && !utterance.text.trim().is_empty();
    let mut shown = Shown { text: &utterance.text, at: 0 };
    sentences
        .into_iter()
        .flat_map(|sentence| {
            let caption = if whole { utterance.text.clone() } else { shown.part(sentence).unwrap_or(sentence).trim().to_owned() };
            let piece = |(language, read)| Piece { read, language, caption: caption.clone() };
            read_runs(&with_persons(sentence, &utterance.names), utterance.language).into_iter().map(piece).collect::<Vec<_>>()
        })
        .collect()
}

/// The sentences of a text of anybody's, each with its language, numbers read out; none if there is nothing to say.
pub fn sentences_of(text: &str, language: Language) -> Vec<(Language, String)> {
    sentences(text).into_iter().flat_map(|sentence| read_runs(sentence, language)).collect()
}

/// What is to be said of a sentence, by the voices of its languages.
fn read_runs(sentence: &str, language: Language) -> Vec<(Language, String)> {
    let read = runs(sentence, language).into_iter().map(|(language, words)| (language, reading::read(words, language)));
    read.filter(|(_, words)| words.contains(char::is_alphanumeric)).collect()
}

/// How much of a text has been said.
struct Shown<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Shown<'a> {
    /// The sentences of what is left that `said` says, between words that are only spoken.
    fn part(&mut self, said: &str) -> Option<&'a str> {
        let left = self.text.get(self.at..)?;
        let mut heard = said.chars().filter(|c| c.is_alphanumeric());
        let mut end = 0;
        for sentence in sentences(left) {
            if !sentence.chars().filter(|c| c.is_alphanumeric()).all(|c| heard.any(|one| one == c)) {
                break;
            }
            end += sentence.len();
        }
        self.at += end;
        left.get(..end).filter(|part| !part.is_empty())
    }
}

/// All pieces as the voices say them.
pub fn spoken(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.read.replace(PERSON, "")).collect::<Vec<_>>().join(" ")
}

/// Cuts behind `。？！；.?!;` and what closes a sentence; a full stop only before a space, so that 3.5 stays whole,
/// and behind no abbreviation.
fn sentences(text: &str) -> Vec<&str> {
    let mut cut = Vec::new();
    let (mut start, mut words) = (0, false);
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        words |= c.is_alphanumeric();
        let next = characters.peek().map(|(_, next)| *next);
        let ends = match c {
            '。' | '？' | '！' | '；' => true,
            '.' if reading::is_abbreviated(&text[start..=at]) => false,
            '?' | '!' | ';' | '.' => next.is_none_or(|next| next.is_whitespace() || reading::is_cjk(next)),
            '\n' => true,
            _ => false,
        };
        if !ends || !words {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some((at, c)) = characters.next_if(|(_, c)| "。？！；?!;.”’』」）)》".contains(*c)) {
            end = at + c.len_utf8();
        }
        cut.push(&text[start..end]);
        (start, words) = (end, false);
    }
    if words {
        cut.push(&text[start..]);
    } else if let Some(last) = cut.last_mut() {
        // what is left has no words: quotes, spaces
        *last = last.trim_end();
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::semantic::Urgency;

    #[test]
    fn sentences_are_cut_where_they_end() {
        for (text, expected) in [
            ("您好。请坐！", vec!["您好。", "请坐！"]),
            ("金额是150.50元。", vec!["金额是150.50元。"]),
            ("Hello. Sit down, please! Ok", vec!["Hello.", " Sit down, please!", " Ok"]),
            ("“可以吗？”他问。", vec!["“可以吗？”", "他问。"]),
            ("……。", vec![]),
            ("", vec![]),
            ("带身份证；带户口本", vec!["带身份证；", "带户口本"]),
            ("等等？！好", vec!["等等？！", "好"]),
            ("Go to No. 12. Wait.", vec!["Go to No. 12.", " Wait."]),
            ("请看No.3。好", vec!["请看No.3。", "好"]),
        ] {
            assert_eq!(sentences(text), expected, "{text}");
        }
    }

    #[test]
    fn a_chinese_name_is_said_by_the_chinese_voice() {
        let (text, urgency) = ("Whose, 王小明. Come on 3 May.".to_owned(), Urgency::Page);
        let all = pieces(&Utterance { node: "a.b".into(), language: "en", spoken: text.clone(), text, urgency, names: Vec::new() });
        let said: Vec<_> = all.iter().map(|piece| (piece.language, piece.read.trim(), piece.caption.as_str())).collect();
        let whose = "Whose, 王小明.";
        assert_eq!(said[..2], [("en", "Whose,", whose), ("zh-CN", "王小明", whose)]);
        assert!(said.len() == 3 && said[2].0 == "en" && said[2].1.starts_with("Come on"), "{said:?}");
    }

    #[test]
    fn the_caption_is_what_is_shown() {
        let one = |text: &str, spoken: &str| {
            let urgency = Urgency::Page;
            let utterance =
                Utterance { node: "a.b".into(), language: "zh-CN", text: text.into(), spoken: spoken.into(), urgency, names: Vec::new() };
            pieces(&utterance).into_iter().map(|piece| piece.caption).collect::<Vec<_>>()
        };
        assert_eq!(one("回去", "回去，按钮"), ["回去"]);
        assert_eq!(one("", "下面还有"), ["下面还有"]);
        assert_eq!(one("您好。请坐。", "您好。请坐。"), ["您好。", "请坐。"]);
        assert_eq!(one("交上去了。请等。", "好了，交上去了。请等。第2项"), ["交上去了。", "请等。", "第2项"]);
        assert_eq!(one("3101。请记住", "三一零一。请记住"), ["三一零一。", "请记住"]);
        assert_eq!(one("—", "—"), Vec::<String>::new());
    }
}
