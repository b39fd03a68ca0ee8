//! 反映问题: how to call 12345, until it can be done here.

use super::{Action, Context, Destination};
use crate::semantic::{Icon, Live, Node, Page, Tone, Weight};

/// 反映问题
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hotline;

/// What was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// 急事打哪里
    UrgentPressed,
}

impl Hotline {
    /// The screen about the hotline.
    pub const fn new() -> Self {
        Self
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::UrgentPressed => Action::Go(Destination::Help),
        }
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        let mut page = Page::new("hotline", "", ctx.words("hotline.title"), ctx.texts.language());
        page.content.push(ctx.heading("hotline.question", 1));
        page.content.extend(ctx.text("hotline.how"));
        page.content.push(ctx.heading("hotline.say-heading", 2));
        page.content.extend(ctx.text("hotline.say"));
        page.content.push(ctx.heading("hotline.number", 2));
        page.content.extend(ctx.text("hotline.number-help"));
        page.content.push(Node::notice("hotline.urgent", Tone::Info, Live::Off, ctx.words("hotline.urgent")));
        page.content.push(ctx.button("hotline.urgent-help", Weight::Plain, Message::UrgentPressed).icon(Icon::Phone));
        page
    }
}
