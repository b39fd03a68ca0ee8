//! 好差评: how it was, in five levels, never chosen beforehand and never a must.

use super::{Action, Context};
use crate::domain::application::{Matter, Occasion};
use crate::domain::failure::Failure;
use crate::semantic::Page;

/// 好差评
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    matter: Box<Matter>,
    occasion: Occasion,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Message {
    Rated(Result<(), Failure>),
}

impl Rate {
    /// Nothing said yet.
    pub const fn new(matter: Box<Matter>, occasion: Occasion) -> Self {
        Self { matter, occasion }
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Rated(_) => Action::None,
        }
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        Page::new("rate", format!("{}-{:?}", self.matter.file, self.occasion), ctx.words("matters.title"), ctx.texts.language())
    }
}
