//! 资格认证: until when it holds, and then a member of staff here, or a visit at home. It costs nothing.

use super::{Action, Context};
use crate::domain::failure::Failure;
use crate::domain::request::Verification;
use crate::domain::service::Service;
use crate::semantic::Page;

/// 资格认证
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verify {
    service: Box<Service>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Message {
    Verified(Result<Verification, Failure>),
}

impl Verify {
    /// Nobody's yet.
    pub const fn new(service: Box<Service>) -> Self {
        Self { service }
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Verified(_) => Action::None,
        }
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        Page::new("verify", self.service.summary.id.to_string(), ctx.words("guide.title"), ctx.texts.language())
    }
}
