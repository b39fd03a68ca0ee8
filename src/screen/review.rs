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
        page.content.push(ctx.heading("review.question", 1));
        match &self.filing {
            Filing::Ready => page.content.extend(ctx.text("review.help")),
            Filing::Waiting => page.content.push(Node::notice("review.waiting", Tone::Info, Live::Polite, ctx.words("review.waiting"))),
            Filing::Failed(failure) => {
                page.content.push(Node::notice("review.failed", Tone::Danger, Live::Assertive, ctx.words("review.failed")));
                page.content.extend(failed(ctx, failure, Message::SendPressed));
            }
        }
        page.content.push(ctx.heading("review.answers", 2));
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
        let change = Node::button(
            format!("{id}-change"),
            Weight::Quiet,
            ctx.words_with("review.change", &[("label", label.into())]),
            Message::ChangePressed(question.key.clone()),
        );
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
