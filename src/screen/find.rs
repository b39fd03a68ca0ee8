//! 找一找: write a few words.

use std::sync::Arc;

use super::{Action, Context, Destination};
use crate::domain::request::Query;
use crate::semantic::{Field, Icon, Node, Page, Weight};

/// 找一找
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Find {
    words: String,
    /// 找一找 was pressed with nothing written.
    empty: bool,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Message {
    Written(String),
    FindPressed,
}

impl Find {
    /// An empty field.
    pub const fn new() -> Self {
        Self { words: String::new(), empty: false }
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Written(words) => {
                self.words = words;
                self.empty = false;
                Action::None
            }
            Message::FindPressed if self.words.trim().is_empty() => {
                self.empty = true;
                Action::Focus("find.field".into())
            }
            Message::FindPressed => {
                let asked = self.words.trim().to_owned();
                let query = Query { name: Some(asked.clone()), ..Query::default() };
                Action::Go(Destination::Found(query, asked))
            }
        }
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        let mut page = Page::new("find", "", ctx.words("find.title"), ctx.texts.language());
        page.content.push(ctx.heading("find.question", 1));
        page.content.extend(ctx.text("find.help"));
        let field = Field {
            value: self.words.clone(),
            shown: self.words.clone(),
            placeholder: ctx.words("find.example"),
            error: self.empty.then(|| ctx.words("find.empty")),
            width: 22,
            on_input: Arc::new(Message::Written),
            on_submit: Some(Message::FindPressed),
            revealed: false,
        };
        page.content.push(Node::text_field("find.field", ctx.words("find.field"), field));
        page.actions.push(ctx.button("find.go", Weight::Primary, Message::FindPressed).icon(Icon::Search));
        page.focus = Some("find.field".into());
        page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_for_what_was_written() {
        let mut find = Find::new();
        find.update(Message::Written(" 老年卡 ".into()));
        let query = Query { name: Some("老年卡".into()), ..Query::default() };
        assert_eq!(find.update(Message::FindPressed), Action::Go(Destination::Found(query, "老年卡".into())));
    }

    #[test]
    fn asks_for_words_when_there_are_none() {
        let mut find = Find::new();
        find.update(Message::Written("　".into()));
        assert_eq!(find.update(Message::FindPressed), Action::Focus("find.field".into()));
        assert!(find.empty);
        find.update(Message::Written("老".into()));
        assert!(!find.empty);
    }
}
