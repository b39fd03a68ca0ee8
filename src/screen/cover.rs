//! 先遮一下: hides what is on the screen from those who pass by, until its owner goes on.

use super::{Action, Context};
use crate::semantic::{Icon, Page, Weight};

/// 遮住了
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cover;

/// What was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// 接着办
    OpenPressed,
}

impl Cover {
    /// The cover.
    pub const fn new() -> Self {
        Self
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::OpenPressed => Action::Back,
        }
    }

    /// The page. It says nothing of what it covers.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        let mut page = Page::new("cover", "", ctx.words("cover.title"), ctx.texts.language());
        page.content.push(ctx.heading("cover.question", 1));
        page.content.extend(ctx.text("cover.help"));
        page.actions.push(ctx.button("cover.open", Weight::Primary, Message::OpenPressed).icon(Icon::Eye));
        page
    }
}
