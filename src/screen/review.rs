//! 核对: nothing is handed in that was not looked at here, and heard.

use uuid::Uuid;

use super::filling::Filling;
use super::loaded::failed;
use super::{Action, Context, Destination};
use crate::domain::application::Matter;
use crate::domain::failure::Failure;
use crate::domain::form::{AnswerKind, Doubt, Question as Asked};
use crate::semantic::{Icon, Live, Node, Page, Tone, Weight};

/// 核对
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    filling: Box<Filling>,
    filing: Filing,
}

/// How far the filing is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Filing {
    Ready,
    Waiting,
    Failed(Failure),
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Message {
    ChangePressed(String),
    SendPressed,
    Filed(Uuid, Box<Result<Matter, Failure>>),
}

impl Review {
    /// A form to be looked at.
    pub const fn new(filling: Box<Filling>) -> Self {
        Self { filling, filing: Filing::Ready }
    }
    /// What was written.
    pub const fn filling(&self) -> &Filling {
        &self.filling
    }
    /// Whether it is on its way: then nothing may be changed.
    pub fn is_filing(&self) -> bool {
        self.filing == Filing::Waiting
    }

    /// A filing whose outcome was not seen is tried again when the review comes back to the front: its key makes
    /// it happen once.
    pub fn resume(&self) -> Action {
        match self.filling.application() {
            Some(application) if self.is_filing() => Action::File(Box::new(application), self.filling.key),
            _ => Action::None,
        }
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::ChangePressed(key) if !self.is_filing() && self.filling.jump(&key) => {
                Action::Go(Destination::Question(self.filling.clone()))
            }
            Message::SendPressed if !self.is_filing() => self.send_off(),
            Message::Filed(key, answer) if key == self.filling.key => self.filed(*answer),
            Message::ChangePressed(_) | Message::SendPressed | Message::Filed(..) => Action::None,
        }
    }

    fn send_off(&mut self) -> Action {
        match self.filling.application() {
            Some(application) => {
                self.filing = Filing::Waiting;
                Action::File(Box::new(application), self.filling.key)
            }
            None if self.filling.to_fault() => Action::Go(Destination::Question(self.filling.clone())),
            None => Action::None,
        }
    }

    fn filed(&mut self, answer: Result<Matter, Failure>) -> Action {
        match answer {
            Ok(matter) => Action::Go(Destination::Receipt(Box::new(matter))),
            Err(failure) => {
                let mended = self.filling.refused(&failure);
                self.filing = Filing::Failed(failure);
                if mended { Action::Go(Destination::Question(self.filling.clone())) } else { Action::None }
            }
        }
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        let mut page = Page::new("review", "", ctx.words("review.title"), ctx.texts.language());
        page.whole = !self.is_filing();
        page.content.push(ctx.heading("review.question", 1));
        match &self.filing {
            Filing::Ready => page.content.extend(ctx.text("review.help")),
            Filing::Waiting => page.content.push(Node::notice("review.waiting", Tone::Info, Live::Polite, ctx.words("review.waiting"))),
            Filing::Failed(failure) => {
                page.content.extend(failed(ctx, failure, "review.failed", Message::SendPressed));
            }
        }
        page.content.extend(self.filling.form.asked(&self.filling.answers).map(|question| self.fact(ctx, question)));
        page.actions.push(self.send(ctx));
        page
    }

    fn send(&self, ctx: &Context) -> Node<Message> {
        let send = ctx.button("review.send", Weight::Primary, Message::SendPressed).icon(Icon::Next);
        match ctx.attribute("review.send", "disabled").filter(|_| self.is_filing()) {
            Some(why) => send.disabled(why),
            None => send,
        }
    }

    /// A line with its own 改. A secret is shown behind its mask and spoken as 已填好 (P1, P2).
    fn fact(&self, ctx: &Context, question: &Asked) -> Node<Message> {
        let label = ctx.local(&question.label);
        let written = self.filling.written(&question.key);
        let id = format!("review.{}", question.key);
        // All of the same width, and told apart by ear.
        let words = ctx.words("review.change");
        let change = Node::button(format!("{id}-change"), Weight::Quiet, words, Message::ChangePressed(question.key.clone()))
            .spoken(ctx.words_with("review.change-spoken", &[("label", label.into())]));
        let fact = match question.secret {
            _ if written.is_empty() => Node::fact(id, label, ctx.words("review.empty")),
            Some(mask) => Node::fact(id, label, mask.apply(written)).spoken(ctx.words_with("review.filled", &[("label", label.into())])),
            None => Node::fact(id, label, shown(ctx, question, written)),
        };
        match question.doubt(written) {
            Some(doubt) => fact.description(ctx.texts.get(doubt_words(doubt))),
            None => fact,
        }
        .child(change)
    }
}

const fn doubt_words(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::BankCard => "doubt-bank-card",
    }
}

/// An answer as one reads it: a choice by its words.
fn shown(ctx: &Context, question: &Asked, written: &str) -> String {
    match &question.kind {
        AnswerKind::Choice(choices) => {
            choices.iter().find(|choice| choice.value == written).map(|choice| ctx.local(&choice.label).to_owned())
        }
        _ => None,
    }
    .unwrap_or_else(|| written.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::application::Stage;
    use crate::domain::failure::FailureKind;
    use crate::domain::settings::Locale;
    use crate::screen::Words;
    use crate::screen::presets::{context, samples};
    use crate::semantic::transcript;

    fn review() -> Review {
        Review::new(Box::new(samples().unwrap().filled().unwrap()))
    }

    fn filed(review: &mut Review, failure: Failure) -> Action {
        let key = review.filling.key;
        review.update(Message::Filed(key, Box::new(Err(failure))))
    }

    #[test]
    fn is_handed_in_once_and_again_with_the_same_key() {
        let mut review = review();
        let first = review.update(Message::SendPressed);
        assert!(matches!(first, Action::File(..)));
        assert_eq!(review.update(Message::SendPressed), Action::None);
        assert_eq!(review.update(Message::ChangePressed("name".into())), Action::None);
        assert_eq!(filed(&mut review, Failure::new(FailureKind::Unreachable)), Action::None);
        assert_eq!(review.update(Message::SendPressed), first);
    }

    #[test]
    fn the_receipt_comes_for_this_filing_only() {
        let mut review = review();
        let matter = samples().unwrap().matter(Stage::Received);
        let key = review.filling.key;
        review.update(Message::SendPressed);
        assert_eq!(review.update(Message::Filed(Uuid::max(), Box::new(Ok(matter.clone())))), Action::None);
        assert_eq!(review.update(Message::Filed(key, Box::new(Ok(matter.clone())))), Action::Go(Destination::Receipt(Box::new(matter))));
    }

    #[test]
    fn a_refused_field_leads_to_its_question() {
        let mut review = review();
        review.update(Message::SendPressed);
        let refused = Failure { kind: FailureKind::Refused, fields: vec![("/phone".into(), "phone".into())], existing: None };
        let Action::Go(Destination::Question(filling)) = filed(&mut review, refused) else { panic!("not led there") };
        assert_eq!(filling.question().map(|question| question.key.as_str()), Some("phone"));
    }

    #[test]
    fn an_answer_that_will_not_do_is_not_handed_in() {
        let mut filling = samples().unwrap().filled().unwrap();
        filling.answers.remove("name");
        let action = Review::new(Box::new(filling)).update(Message::SendPressed);
        assert!(matches!(action, Action::Go(Destination::Question(filling)) if filling.at == 1 && filling.wrong.is_some()));
    }

    #[test]
    fn no_secret_is_shown_or_heard() {
        let ctx = context(Locale::ZhCn).unwrap();
        let page = review().page(&ctx);
        let heard = transcript(&page, &Words(ctx.texts));
        let mut shown = String::new();
        for (_, node) in page.nodes() {
            shown.push_str(&node.name);
            if let crate::semantic::Kind::Fact { value } = &node.kind {
                shown.push_str(value);
            }
        }
        for key in ["identityNumber", "phone", "address", "cardNumber"] {
            let secret = review().filling.written(key).to_owned();
            assert!(!secret.is_empty() && !heard.contains(&secret) && !shown.contains(&secret), "{key}");
        }
        assert!(shown.contains("138****1234") && !heard.contains("138"));
    }
}
