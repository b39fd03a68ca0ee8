//! 练一练: things to press and a line to write in that do nothing but say what one did.

use std::sync::Arc;

use super::{Action, Context};
use crate::semantic::{Field, Icon, Live, Node, Page, Tone, Weight};

/// What can be pressed here.
const TARGETS: [&str; 6] = ["apple", "banana", "melon", "cabbage", "carrot", "tofu"];

/// 练一练
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Practise {
    /// What was pressed last, and how often one has pressed.
    pressed: Option<(usize, u32)>,
    /// What was written, once one practises writing.
    words: Option<String>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Message {
    Pressed(usize),
    WritePressed,
    Written(String),
    OnPressed,
}

impl Practise {
    /// Nothing was done yet.
    pub const fn new() -> Self {
        Self { pressed: None, words: None }
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Pressed(target) => self.pressed = Some((target, self.pressed.map_or(0, |(_, count)| count) + 1)),
            Message::WritePressed => self.words = Some(String::new()),
            Message::Written(words) => self.words = Some(words),
            Message::OnPressed if self.back() => {}
            Message::OnPressed => return Action::Back,
        }
        Action::None
    }

    /// From writing to pressing; false where one presses.
    pub fn back(&mut self) -> bool {
        self.words.take().is_some()
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        let state = if self.words.is_some() { "write" } else { "" };
        let mut page = Page::new("practise", state, ctx.words("practise.title"), ctx.texts.language());
        match &self.words {
            Some(words) => self.write(ctx, &mut page, words),
            None => self.press(ctx, &mut page),
        }
        page.actions.push(ctx.button("practise.on", Weight::Primary, Message::OnPressed).icon(Icon::Done));
        page
    }

    fn press(&self, ctx: &Context, page: &mut Page<Message>) {
        page.content.push(ctx.heading("practise.question", 1));
        if let Some((target, count)) = self.pressed {
            let name = ctx.words(&format!("practise.{}", TARGETS[target]));
            let words = ctx.words_with("practise.pressed", &[("name", name.into()), ("count", count.into())]);
            page.content.push(Node::notice("practise.pressed", Tone::Success, Live::Assertive, words));
        } else {
            page.content.extend(ctx.text("practise.help"));
        }
        let targets = TARGETS.iter().enumerate().map(|(at, name)| ctx.card(format!("practise.{name}"), Message::Pressed(at)));
        page.content.push(Node::cards("practise.targets", ctx.words("practise.question"), 3, targets.collect()));
        page.content.push(ctx.button("practise.write", Weight::Plain, Message::WritePressed));
    }

    fn write(&self, ctx: &Context, page: &mut Page<Message>, words: &str) {
        page.content.push(ctx.heading("practise.write-question", 1));
        page.content.extend(ctx.text("practise.write-help"));
        let field = Field {
            value: words.to_owned(),
            shown: words.to_owned(),
            placeholder: ctx.words("practise.example"),
            error: None,
            width: 22,
            on_input: Arc::new(Message::Written),
            on_submit: None,
            revealed: false,
        };
        page.content.push(Node::text_field("practise.field", ctx.words("practise.field"), field));
        page.focus = Some("practise.field".into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::settings::Locale;
    use crate::screen::presets::context;

    #[test]
    fn it_says_what_one_has_pressed_and_does_nothing() {
        let ctx = context(Locale::ZhCn).unwrap();
        let mut practise = Practise::new();
        assert_eq!((practise.update(Message::Pressed(1)), practise.update(Message::Pressed(2))), (Action::None, Action::None));
        let page = practise.page(&ctx);
        assert_eq!(page.find(&"practise.pressed".into()).unwrap().name, "您按到了西瓜。一共按了 2 次。");
        assert_eq!(practise.update(Message::OnPressed), Action::Back);
    }

    #[test]
    fn from_writing_one_comes_back_to_pressing() {
        let mut practise = Practise::new();
        practise.update(Message::WritePressed);
        practise.update(Message::Written("你好".into()));
        assert_eq!(practise.words.as_deref(), Some("你好"));
        assert_eq!(practise.update(Message::OnPressed), Action::None);
        assert_eq!(practise.words, None);
    }
}
