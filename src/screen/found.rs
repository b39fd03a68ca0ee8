//! The services that fit what was asked for.

use super::loaded::{as_of, failed, waiting};
use super::{Action, Context, Destination, Loaded, Request};
use crate::domain::failure::Failure;
use crate::domain::request::{Dated, Query};
use crate::domain::service::{ServiceId, ServiceSummary};
use crate::semantic::{Icon, Node, Page, Weight};

/// 找到的事
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    query: Query,
    /// What was asked for, as it was written or shown.
    asked: String,
    services: Loaded<Dated<Vec<ServiceSummary>>>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Message {
    ServicesLoaded(Query, Result<Dated<Vec<ServiceSummary>>, Failure>),
    ServicePressed(ServiceId),
    AgainPressed,
    OtherWordsPressed,
    BrowsePressed,
}

impl Found {
    /// What fits `query`, to be asked for.
    pub fn new(query: Query, asked: String) -> (Self, Action) {
        let load = Action::Load(Request::Services(query.clone()));
        (Self { query, asked, services: Loaded::Waiting }, load)
    }

    /// What it still waits for, to be asked again when it comes back to the front.
    pub fn resume(&self) -> Action {
        match self.services {
            Loaded::Waiting => Action::Load(Request::Services(self.query.clone())),
            Loaded::Ready(_) | Loaded::Failed(_) => Action::None,
        }
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::ServicesLoaded(query, answer) if query == self.query => {
                self.services = answer.into();
                Action::None
            }
            Message::ServicesLoaded(..) => Action::None,
            Message::ServicePressed(id) => Action::Go(Destination::Guide(id)),
            Message::AgainPressed => {
                self.services = Loaded::Waiting;
                Action::Load(Request::Services(self.query.clone()))
            }
            Message::OtherWordsPressed => Action::Go(Destination::Find),
            Message::BrowsePressed => Action::Go(Destination::Browse),
        }
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        let asked = self.asked(ctx);
        let mut page = Page::new("found", format!("{:?}", self.query), ctx.words("found.title"), ctx.texts.language());
        let question = |id: &str, count: usize| {
            Node::heading("found.question", 1, ctx.words_with(id, &[("asked", asked.as_str().into()), ("count", count.into())]))
        };
        match &self.services {
            Loaded::Waiting => page.content = vec![question("found.waiting", 0), waiting(ctx)],
            Loaded::Failed(failure) => {
                page.content.push(question("found.waiting", 0));
                page.content.extend(failed(ctx, failure, "error.safe", Message::AgainPressed));
            }
            Loaded::Ready(dated) if dated.value.is_empty() => {
                page.content.push(question("found.nothing", 0));
                page.content.extend(nothing(ctx));
            }
            Loaded::Ready(dated) => {
                // What was asked for tells what it is about, unless it is one of the tiles that everybody presses.
                let telling = self.query.category.is_none() && dated.value.iter().any(|service| service.private);
                page.content.push(ctx.naming(telling, question("found.question", dated.value.len())));
                page.content.extend(as_of(ctx, dated));
                let cards = dated.value.iter().enumerate().map(|(at, service)| card(ctx, at + 1, service)).collect();
                page.content.push(Node::cards("found.list", ctx.words("found.list"), 1, cards));
            }
        }
        page
    }

    /// The tile, door, department or words, in the language in force.
    fn asked(&self, ctx: &Context) -> String {
        match (self.query.category, self.query.life_event) {
            (Some(category), _) => ctx.words(&format!("home.tile-{}", category.name())),
            (_, Some(event)) => ctx.words(&format!("browse.door-{}", event.name())),
            _ => self.asked.clone(),
        }
    }
}

fn nothing(ctx: &Context) -> Vec<Node<Message>> {
    let mut nodes = ctx.text("found.nothing-help");
    nodes.push(ctx.button("found.other", Weight::Plain, Message::OtherWordsPressed).icon(Icon::Search));
    nodes.push(ctx.button("found.browse", Weight::Plain, Message::BrowsePressed).icon(Icon::All));
    nodes
}

/// What people call it; beneath, what the clerk calls it and who is in charge.
fn card(ctx: &Context, at: usize, service: &ServiceSummary) -> Node<Message> {
    let called = service.everyday.as_ref().unwrap_or(&service.name);
    let department = ctx.local(&service.department);
    let description = if service.everyday.is_some() {
        ctx.words_with("found.official", &[("name", ctx.local(&service.name).into()), ("department", department.into())])
    } else {
        department.to_owned()
    };
    let card = Node::card(format!("found.service-{at}"), ctx.local(called), Message::ServicePressed(service.id));
    ctx.naming(service.private, card.description(description).language(ctx.language_of(called)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::failure::FailureKind;
    use crate::domain::service::Category;
    use crate::domain::settings::Locale;
    use crate::screen::presets::{context, samples};

    fn tile() -> Query {
        Query { category: Some(Category::Care), ..Query::default() }
    }

    #[test]
    fn drops_the_answer_to_another_question() {
        let (mut found, action) = Found::new(tile(), String::new());
        assert_eq!(action, Action::Load(Request::Services(tile())));
        found.update(Message::ServicesLoaded(Query::default(), Ok(Dated { value: Vec::new(), as_of: None })));
        assert_eq!(found.services, Loaded::Waiting);
    }

    #[test]
    fn a_failure_is_shown_and_can_be_tried_again() {
        let ctx = context(Locale::ZhCn).unwrap();
        let (mut found, load) = Found::new(tile(), String::new());
        found.update(Message::ServicesLoaded(tile(), Err(Failure::new(FailureKind::Unreachable))));
        assert!(found.page(&ctx).find(&"frame.again".into()).is_some());
        assert_eq!(found.update(Message::AgainPressed), load);
        assert_eq!(found.services, Loaded::Waiting);
    }

    #[test]
    fn the_tile_is_named_in_the_language_in_force() {
        let (mut found, _) = Found::new(tile(), String::new());
        let all = vec![samples().unwrap().service().summary];
        found.update(Message::ServicesLoaded(tile(), Ok(Dated { value: all.clone(), as_of: None })));
        assert_eq!(found.page(&context(Locale::ZhCn).unwrap()).content[0].name, "照护帮扶：找到 1 件事");
        assert_eq!(found.page(&context(Locale::En).unwrap()).content[0].name, "Care: 1 service found");
        assert_eq!(found.update(Message::ServicePressed(all[0].id)), Action::Go(Destination::Guide(all[0].id)));
    }
}
