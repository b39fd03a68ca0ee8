//! What one sees when something happened that nobody foresaw: calm, with a way home and a person to ask.

use super::{Action, Context};
use crate::semantic::{Icon, Page, Weight};

/// 出了点问题
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Error;

/// What was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// 回首页
    HomePressed,
}

impl Error {
    /// The calm screen.
    pub const fn new() -> Self {
        Self
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::HomePressed => Action::Home,
        }
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        let mut page = Page::new("error", "", ctx.words("error.title"), ctx.texts.language());
        page.content.push(ctx.heading("error.question", 1));
        page.content.extend(ctx.text("error.help"));
        page.actions.push(ctx.button("error.home", Weight::Primary, Message::HomePressed).icon(Icon::Home));
        page
    }
}
