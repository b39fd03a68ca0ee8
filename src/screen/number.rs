//! 凭号码找: a matter by the number of its receipt and the last four of the identity number.

use super::{Action, Context};
use crate::domain::application::Matter;
use crate::domain::failure::Failure;
use crate::semantic::Page;

/// 凭号码找
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Number;

/// What happened.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Message {
    Found(Box<Result<Matter, Failure>>),
}

impl Number {
    /// Nothing written yet.
    pub const fn new() -> Self {
        Self
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Found(_) => Action::None,
        }
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        Page::new("number", "", ctx.words("matters.title"), ctx.texts.language())
    }
}
