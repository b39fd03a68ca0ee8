//! 凭号码找: a matter by the number of its receipt and the last four of the identity number, a question a screen.
//! A wrong number and an unknown one are told alike, so that nobody can try out whose they are.

use std::sync::Arc;

use super::loaded::{failed, waiting};
use super::{Action, Context, Destination, Request};
use crate::domain::application::{Matter, ReceiptNumber};
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::form::half_width;
use crate::domain::secret::{Mask, Secret};
use crate::semantic::{Field, Icon, Live, Node, Page, Tone, Weight};

/// 凭号码找
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Number {
    /// The number as it was written.
    written: String,
    /// The number once it holds: then the other question is asked.
    number: Option<ReceiptNumber>,
    end: Secret,
    /// What is wrong with what was written: the id of its words.
    wrong: Option<&'static str>,
    /// 看一眼
    revealed: bool,
    asking: bool,
    failure: Option<Failure>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Message {
    NumberWritten(String),
    EndWritten(Secret),
    RevealPressed,
    NextPressed,
    MendPressed,
    Found(Box<Result<Matter, Failure>>),
}

impl Number {
    /// Nothing written yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// What it still waits for, to be asked again when it comes back to the front.
    pub fn resume(&self) -> Action {
        match self.number {
            Some(number) if self.asking => Action::Load(Request::Find(number, Secret::new(plain(self.end.expose())))),
            _ => Action::None,
        }
    }

    /// 返回 from the second question leads to the first.
    pub fn back(&mut self) -> bool {
        (self.wrong, self.failure, self.asking, self.revealed) = (None, None, false, false);
        self.number.take().is_some()
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::NumberWritten(written) => (self.written, self.wrong) = (written, None),
            Message::EndWritten(end) => (self.end, self.wrong, self.failure) = (end, None, None),
            Message::RevealPressed => self.revealed = !self.revealed,
            Message::MendPressed => {
                self.back();
            }
            Message::NextPressed if self.asking => {}
            Message::NextPressed => return self.next(),
            Message::Found(answer) if self.asking => return self.found(*answer),
            Message::Found(_) => {}
        }
        Action::None
    }

    fn next(&mut self) -> Action {
        let Some(number) = self.number else {
            match read(&self.written) {
                Ok(number) => self.number = Some(number),
                Err(wrong) => {
                    self.wrong = Some(wrong);
                    return Action::Focus("number.field".into());
                }
            }
            return Action::None;
        };
        let end = plain(self.end.expose());
        if !is_end(&end) {
            self.wrong = Some("number.end-wrong");
            return Action::Focus("number.end".into());
        }
        (self.revealed, self.asking, self.failure) = (false, true, None);
        Action::Load(Request::Find(number, Secret::new(end)))
    }

    fn found(&mut self, answer: Result<Matter, Failure>) -> Action {
        self.asking = false;
        match answer {
            Ok(matter) => {
                // What was found is followed from here; nothing written stays behind.
                *self = Self::default();
                Action::Go(Destination::Known(Box::new(matter)))
            }
            Err(failure) => {
                self.failure = Some(failure);
                Action::None
            }
        }
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        let state = if self.number.is_some() { "end" } else { "" };
        let mut page = Page::new("number", state, ctx.words("number.title"), ctx.texts.language());
        let id = if self.number.is_some() { self.ask_end(ctx, &mut page) } else { self.ask_number(ctx, &mut page) };
        page.focus = Some(id.into());
        page.content.extend(ctx.text("number.none"));
        page
    }

    fn ask_number(&self, ctx: &Context, page: &mut Page<Message>) -> &'static str {
        page.content.push(ctx.heading("number.question", 1));
        let help = ctx.text("number.help");
        let field = Field {
            value: self.written.clone(),
            shown: self.written.clone(),
            placeholder: ctx.words("number.example"),
            error: self.wrong.map(|wrong| ctx.words_with(wrong, &[("count", plain(&self.written).chars().count().into())])),
            width: 14,
            on_input: Arc::new(Message::NumberWritten),
            on_submit: Some(Message::NextPressed),
            revealed: false,
        };
        around(ctx, page, help, vec![Node::text_field("number.field", ctx.words("number.field"), field).digits(true)]);
        page.actions.push(ctx.button("number.next", Weight::Primary, Message::NextPressed).icon(Icon::Next));
        "number.field"
    }

    fn ask_end(&self, ctx: &Context, page: &mut Page<Message>) -> &'static str {
        page.content.push(ctx.heading("number.end-question", 1));
        if self.asking {
            page.content.push(waiting(ctx));
        }
        page.content.extend(self.failed(ctx));
        let help = ctx.text("number.end-help");
        let field = Field {
            value: self.end.expose().to_owned(),
            shown: Mask::Whole.apply(self.end.expose()),
            placeholder: ctx.words("number.end-example"),
            error: self.wrong.map(|wrong| ctx.words(wrong)),
            width: 8,
            on_input: Arc::new(|text| Message::EndWritten(Secret::new(text))),
            on_submit: Some(Message::NextPressed),
            revealed: self.revealed,
        };
        let field = Node::secret_field("number.end", ctx.words("number.end"), field).digits(true);
        let mut reveal = ctx.button("question.reveal", Weight::Quiet, Message::RevealPressed).icon(Icon::Eye);
        if self.revealed {
            reveal.name = ctx.words("question.hide");
            reveal.hint = None;
        }
        around(ctx, page, help, vec![field, reveal]);
        page.actions.push(ctx.button("number.find", Weight::Primary, Message::NextPressed).icon(Icon::Search));
        "number.end"
    }

    /// Why nothing was found: wrong and unknown alike.
    fn failed(&self, ctx: &Context) -> Vec<Node<Message>> {
        let told = |words: &str| Node::notice("error.what", Tone::Danger, Live::Assertive, ctx.texts.get(words));
        match &self.failure {
            None => Vec::new(),
            Some(Failure { kind: FailureKind::Missing | FailureKind::Refused | FailureKind::Expired, .. }) => {
                let mend = ctx.button("number.mend", Weight::Plain, Message::MendPressed);
                vec![told("number-unknown"), mend]
            }
            Some(Failure { kind: FailureKind::TooOften, .. }) => vec![told("error-too-often")],
            Some(failure) => failed(ctx, failure, "error.safe", Message::NextPressed),
        }
    }
}

/// What was written, without what people put between and with half-width signs.
fn plain(written: &str) -> String {
    half_width(written).filter(|c| !c.is_whitespace() && *c != '-').map(|c| c.to_ascii_uppercase()).collect()
}

fn read(written: &str) -> Result<ReceiptNumber, &'static str> {
    let plain = plain(written);
    match plain.chars().count() {
        0 => Err("number.empty"),
        _ if !plain.chars().all(|c| c.is_ascii_digit()) => Err("number.character"),
        12 => plain.parse().map_err(|_| "number.check"),
        _ => Err("number.length"),
    }
}

/// Four digits, of which the last may be X (GB 11643).
fn is_end(plain: &str) -> bool {
    let (head, last) = plain.split_at_checked(3).unwrap_or((plain, ""));
    head.bytes().all(|b| b.is_ascii_digit()) && last.len() == 1 && last.bytes().all(|b| b.is_ascii_digit() || b == b'X')
}

/// Help and field. Where room is scarce the field comes first, on the part on which the question stands.
fn around(ctx: &Context, page: &mut Page<Message>, help: Vec<Node<Message>>, field: Vec<Node<Message>>) {
    let (first, then) = if ctx.compact { (field, help) } else { (help, field) };
    page.content.extend(first);
    page.content.extend(then);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::application::Stage;
    use crate::domain::settings::Locale;
    use crate::screen::presets::{context, samples};

    fn receipt() -> ReceiptNumber {
        ReceiptNumber::new(26_112_100_017).unwrap()
    }

    fn at_end() -> Number {
        let mut number = Number::new();
        number.update(Message::NumberWritten(receipt().to_string()));
        assert_eq!(number.update(Message::NextPressed), Action::None);
        number
    }

    #[test]
    fn the_number_is_read_as_people_write_it() {
        let written = receipt().groups().join(" ");
        let wide: String = written.chars().filter_map(|c| c.to_digit(10).and_then(|d| char::from_u32(0xFF10 + d))).collect();
        for written in [written.clone(), written.replace(' ', "-"), format!("　{written} "), wide] {
            assert_eq!(read(&written), Ok(receipt()), "{written}");
        }
        assert_eq!(read(""), Err("number.empty"));
        assert_eq!(read("1234 5678"), Err("number.length"));
        assert_eq!(read("1234 5678 901o"), Err("number.character"));
        let wrong = (receipt().to_string().parse::<u64>().unwrap() + 1).to_string();
        assert_eq!(read(&wrong), Err("number.check"));
    }

    #[test]
    fn a_wrong_number_is_said_at_once_and_kept() {
        let ctx = context(Locale::ZhCn).unwrap();
        let mut number = Number::new();
        number.update(Message::NumberWritten("1234 5678".into()));
        assert_eq!(number.update(Message::NextPressed), Action::Focus("number.field".into()));
        let page = number.page(&ctx);
        let field = page.find(&"number.field".into()).and_then(|node| node.field()).unwrap();
        assert!(
            field.value == "1234 5678" && field.error.as_deref().is_some_and(|error| error.contains('8') && error.contains("再对一遍"))
        );
    }

    #[test]
    fn the_end_has_four_characters_and_is_a_secret() {
        for (end, good) in
            [("876X", true), ("００１ｘ", true), ("0 0 1 2", true), ("00X1", false), ("123", false), ("12345", false), ("", false)]
        {
            assert_eq!(is_end(&plain(end)), good, "{end}");
        }
        let mut number = at_end();
        number.update(Message::EndWritten(Secret::new("876x")));
        assert!(!format!("{number:?}").contains("876"));
        assert_eq!(number.update(Message::NextPressed), Action::Load(Request::Find(receipt(), Secret::new("876X"))));
        assert_eq!(number.update(Message::NextPressed), Action::None, "asked twice");
        assert_eq!(number.resume(), Action::Load(Request::Find(receipt(), Secret::new("876X"))));
    }

    #[test]
    fn wrong_and_unknown_are_told_alike() {
        let ctx = context(Locale::ZhCn).unwrap();
        let told = |kind| {
            let mut number = at_end();
            number.update(Message::EndWritten(Secret::new("0012")));
            number.update(Message::NextPressed);
            number.update(Message::Found(Box::new(Err(Failure::new(kind)))));
            assert_eq!(number.end.expose(), "0012");
            number.page(&ctx).content.iter().map(|node| node.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(told(FailureKind::Missing), told(FailureKind::Refused));
        assert_ne!(told(FailureKind::Missing), told(FailureKind::TooOften));
    }

    #[test]
    fn what_is_found_is_followed_and_nothing_stays() {
        let mut number = at_end();
        number.update(Message::EndWritten(Secret::new("0012")));
        number.update(Message::NextPressed);
        let matter = samples().unwrap().matter(Stage::Correction);
        let action = number.update(Message::Found(Box::new(Ok(matter.clone()))));
        assert_eq!(action, Action::Go(Destination::Known(Box::new(matter))));
        assert_eq!(number, Number::new());
    }

    #[test]
    fn back_leads_to_the_first_question_with_what_was_written() {
        let mut number = at_end();
        assert!(number.back());
        assert_eq!(number.written, receipt().to_string());
        assert!(!number.back());
    }
}
