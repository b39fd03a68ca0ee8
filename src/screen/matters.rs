//! 我办的事: what was not handed in yet, what was handed in here, newest first, and the way to what was filed elsewhere.

use super::loaded::{failed, waiting};
use super::{Action, Context, Destination, Loaded, Request};
use crate::domain::application::Matter;
use crate::domain::draft::Draft;
use crate::domain::failure::Failure;
use crate::domain::service::ServiceId;
use crate::semantic::{Icon, Node, Page, Weight};
use uuid::Uuid;

/// 我办的事
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matters {
    matters: Loaded<Vec<Matter>>,
    /// What one is asked about once more before it is thrown away.
    asking: Option<ServiceId>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Message {
    MattersLoaded(Result<Vec<Matter>, Failure>),
    MatterPressed(Uuid),
    NumberPressed,
    ContinuePressed(ServiceId),
    DiscardPressed(ServiceId),
    DiscardConfirmed(ServiceId),
    KeepPressed,
    AgainPressed,
    BrowsePressed,
}

impl Matters {
    /// The list, to be asked for.
    pub const fn new() -> (Self, Action) {
        (Self { matters: Loaded::Waiting, asking: None }, Action::Load(Request::Matters))
    }

    /// To be asked for anew when it comes back to the front: something may have happened to one of them.
    pub fn resume(&self) -> Action {
        match self.matters {
            Loaded::Waiting | Loaded::Ready(_) => Action::Load(Request::Matters),
            Loaded::Failed(_) => Action::None,
        }
    }

    /// 返回 takes the question back.
    pub fn back(&mut self) -> bool {
        self.asking.take().is_some()
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            // What is shown stays, rather than that one sees nothing.
            Message::MattersLoaded(Err(_)) if matches!(self.matters, Loaded::Ready(_)) => {}
            Message::MattersLoaded(answer) => self.matters = answer.into(),
            Message::MatterPressed(file) => return Action::Go(Destination::Matter(file)),
            Message::NumberPressed => return Action::Go(Destination::Number),
            Message::ContinuePressed(service) => return Action::Go(Destination::Guide(service)),
            Message::DiscardPressed(service) => self.asking = Some(service),
            Message::DiscardConfirmed(service) => {
                self.asking = None;
                return Action::Discard(service);
            }
            Message::KeepPressed => self.asking = None,
            Message::AgainPressed => {
                self.matters = Loaded::Waiting;
                return Action::Load(Request::Matters);
            }
            Message::BrowsePressed => return Action::Go(Destination::Browse),
        }
        Action::None
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        if let Some(draft) = self.asking.and_then(|service| ctx.drafts.iter().find(|draft| draft.service == service)) {
            return discard(ctx, draft);
        }
        let mut page = Page::new("matters", "", ctx.words("matters.title"), ctx.texts.language());
        page.content.push(ctx.heading("matters.question", 1));
        // In a hall hardly anybody has filed at this very machine.
        if ctx.kiosk {
            page.content.extend(ctx.text("matters.number-help"));
            page.content.push(number(ctx));
        }
        page.content.extend(ctx.drafts.iter().enumerate().map(|(at, one)| draft(ctx, at + 1, one)));
        match &self.matters {
            Loaded::Waiting => page.content.push(waiting(ctx)),
            Loaded::Failed(failure) => page.content.extend(failed(ctx, failure, "error.safe", Message::AgainPressed)),
            Loaded::Ready(matters) if matters.is_empty() && ctx.kiosk => {}
            Loaded::Ready(matters) if matters.is_empty() => {
                page.content.extend(ctx.text("matters.empty"));
                page.content.extend(ctx.text("matters.empty-help"));
                page.content.push(ctx.button("matters.browse", Weight::Plain, Message::BrowsePressed).icon(Icon::All));
            }
            Loaded::Ready(matters) => page.content.push(list(ctx, matters)),
        }
        if !ctx.kiosk {
            page.content.push(number(ctx));
        }
        page
    }
}

fn number(ctx: &Context) -> Node<Message> {
    ctx.button("matters.number", Weight::Plain, Message::NumberPressed).icon(Icon::Search)
}

/// What was not handed in yet: to go on with, or to be thrown away.
fn draft(ctx: &Context, at: usize, draft: &Draft) -> Node<Message> {
    let (id, name) = (format!("matters.draft-{at}"), ctx.local(&draft.service_name));
    let act = |act: &str, message| {
        let words = format!("matters.{act}");
        Node::button(format!("{id}-{act}"), Weight::Quiet, ctx.words(&words), message)
            .spoken(ctx.words_with(&format!("{words}-spoken"), &[("service", ctx.name_aloud(draft.private, name).into())]))
    };
    ctx.naming(draft.private, Node::fact(id.clone(), ctx.words("matters.draft"), name))
        .language(ctx.language_of(&draft.service_name))
        .child(act("continue", Message::ContinuePressed(draft.service)))
        .child(act("discard", Message::DiscardPressed(draft.service)))
}

/// 真的扔掉吗？
fn discard(ctx: &Context, draft: &Draft) -> Page<Message> {
    let mut page = Page::new("matters", format!("discard-{}", draft.service), ctx.words("matters.title"), ctx.texts.language());
    page.content.push(ctx.heading("matters.discard-question", 1));
    let name = Node::fact("matters.discard-draft", ctx.words("matters.draft"), ctx.local(&draft.service_name));
    page.content.push(ctx.naming(draft.private, name.language(ctx.language_of(&draft.service_name))));
    page.content.extend(ctx.text("matters.discard-help"));
    page.content.push(ctx.button("matters.keep", Weight::Plain, Message::KeepPressed));
    page.content.push(ctx.button("matters.discard-yes", Weight::Plain, Message::DiscardConfirmed(draft.service)));
    page
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
    ctx.naming(
        matter.private,
        Node::card(format!("matters.matter-{at}"), ctx.local(&matter.service_name), Message::MatterPressed(matter.file)),
    )
    .description(description)
    .language(ctx.language_of(&matter.service_name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::application::Stage;
    use crate::domain::failure::FailureKind;
    use crate::domain::settings::Locale;
    use crate::screen::presets::following::draft_of;
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
    fn a_failure_can_be_tried_again_and_takes_nothing_away() {
        let (mut matters, load) = Matters::new();
        let broken = || Message::MattersLoaded(Err(Failure::new(FailureKind::Broken)));
        matters.update(broken());
        assert!(matches!(matters.matters, Loaded::Failed(_)));
        assert_eq!(matters.update(Message::AgainPressed), load);
        matters.update(Message::MattersLoaded(Ok(vec![samples().unwrap().matter(Stage::Received)])));
        assert_eq!(matters.resume(), load);
        matters.update(broken());
        assert!(matches!(matters.matters, Loaded::Ready(_)));
    }

    #[test]
    fn a_draft_is_gone_on_with_or_thrown_away_after_one_question() {
        let mut ctx = context(Locale::ZhCn).unwrap();
        let draft = draft_of(samples().unwrap());
        let service = draft.service;
        ctx.drafts = vec![draft];
        let (mut matters, _) = Matters::new();
        assert_eq!(matters.update(Message::ContinuePressed(service)), Action::Go(Destination::Guide(service)));
        assert_eq!(matters.update(Message::DiscardPressed(service)), Action::None);
        let asking = matters.page(&ctx);
        assert!(asking.find(&"matters.discard-yes".into()).is_some() && asking.find(&"matters.draft-1".into()).is_none());
        assert!(matters.back() && !matters.back());
        matters.update(Message::DiscardPressed(service));
        assert_eq!(matters.update(Message::DiscardConfirmed(service)), Action::Discard(service));
        assert_eq!(matters.asking, None);
    }

    #[test]
    fn in_a_hall_the_number_stands_first() {
        let mut ctx = context(Locale::ZhCn).unwrap();
        let place = |ctx: &Context| {
            let (mut matters, _) = Matters::new();
            matters.update(Message::MattersLoaded(Ok(vec![samples().unwrap().matter(Stage::Received)])));
            let page = matters.page(ctx);
            let at = |id: &str| page.content.iter().position(|node| node.id.as_str() == id).unwrap();
            (at("matters.number"), at("matters.list"))
        };
        assert!(place(&ctx).0 > place(&ctx).1);
        ctx.kiosk = true;
        assert!(place(&ctx).0 < place(&ctx).1);
    }
}
