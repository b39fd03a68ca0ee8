//! 我办的事: what was handed in here, newest first.

use super::loaded::{failed, waiting};
use super::{Action, Context, Destination, Loaded, Request};
use crate::domain::application::Matter;
use crate::domain::failure::Failure;
use crate::semantic::{Icon, Node, Page, Weight};
use uuid::Uuid;

/// 我办的事
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matters {
    matters: Loaded<Vec<Matter>>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Message {
    MattersLoaded(Result<Vec<Matter>, Failure>),
    MatterPressed(Uuid),
    AgainPressed,
    BrowsePressed,
}

impl Matters {
    /// The list, to be asked for.
    pub const fn new() -> (Self, Action) {
        (Self { matters: Loaded::Waiting }, Action::Load(Request::Matters))
    }

    /// What it still waits for, to be asked again when it comes back to the front.
    pub fn resume(&self) -> Action {
        match self.matters {
            Loaded::Waiting => Action::Load(Request::Matters),
            Loaded::Ready(_) | Loaded::Failed(_) => Action::None,
        }
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::MattersLoaded(answer) => {
                self.matters = answer.into();
                Action::None
            }
            Message::MatterPressed(file) => Action::Go(Destination::Matter(file)),
            Message::AgainPressed => {
                self.matters = Loaded::Waiting;
                Action::Load(Request::Matters)
            }
            Message::BrowsePressed => Action::Go(Destination::Browse),
        }
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        let mut page = Page::new("matters", "", ctx.words("matters.title"), ctx.texts.language());
        page.content.push(ctx.heading("matters.question", 1));
        match &self.matters {
            Loaded::Waiting => page.content.push(waiting(ctx)),
            Loaded::Failed(failure) => page.content.extend(failed(ctx, failure, "error.safe", Message::AgainPressed)),
            Loaded::Ready(matters) if matters.is_empty() => {
                page.content.extend(ctx.text("matters.empty"));
                page.content.extend(ctx.text("matters.empty-help"));
                page.content.push(ctx.button("matters.browse", Weight::Plain, Message::BrowsePressed).icon(Icon::All));
            }
            Loaded::Ready(matters) => page.content.push(list(ctx, matters)),
        }
        page
    }
}

fn list(ctx: &Context, matters: &[Matter]) -> Node<Message> {
    let mut newest: Vec<&Matter> = matters.iter().collect();
    newest.sort_by_key(|matter| std::cmp::Reverse(matter.filed));
    let cards = newest.into_iter().enumerate().map(|(at, matter)| card(ctx, at + 1, matter)).collect();
    Node::cards("matters.list", ctx.words("matters.list"), 1, cards)
}

fn card(ctx: &Context, at: usize, matter: &Matter) -> Node<Message> {
    let stage = ctx.words(&format!("stage-{}", matter.stage.name()));
    let number = matter.receipt.map_or_else(|| matter.file.to_string(), |receipt| receipt.groups().join(" "));
    let description = ctx.words_with("matters.card", &[("number", number.into()), ("stage", stage.into())]);
    Node::card(format!("matters.matter-{at}"), ctx.local(&matter.service_name), Message::MatterPressed(matter.file))
        .description(description)
        .language(ctx.language_of(&matter.service_name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::application::Stage;
    use crate::domain::failure::FailureKind;
    use crate::domain::settings::Locale;
    use crate::screen::presets::{context, samples};
    use jiff::Timestamp;

    #[test]
    fn the_newest_stands_first() {
        let samples = samples().unwrap();
        let old = Matter { filed: Timestamp::UNIX_EPOCH, file: Uuid::nil(), ..samples.matter(Stage::Completed) };
        let (mut matters, _) = Matters::new();
        matters.update(Message::MattersLoaded(Ok(vec![old, samples.matter(Stage::Received)])));
        let page = matters.page(&context(Locale::ZhCn).unwrap());
        let first = page.find(&"matters.matter-1".into()).unwrap();
        assert_eq!(first.on_press, Some(Message::MatterPressed(samples.matter(Stage::Received).file)));
        assert!(first.description.as_deref().is_some_and(|words| words.contains("已收件")));
    }

    #[test]
    fn a_failure_can_be_tried_again() {
        let (mut matters, load) = Matters::new();
        matters.update(Message::MattersLoaded(Err(Failure::new(FailureKind::Broken))));
        assert!(matches!(matters.matters, Loaded::Failed(_)));
        assert_eq!(matters.update(Message::AgainPressed), load);
    }
}
