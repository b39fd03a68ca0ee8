//! 办事指南: what one must know before going anywhere; the rest, a part at a time, behind a button each.

mod parts;

pub use parts::Part;

use super::loaded::{as_of, failed, waiting};
use super::{Action, Context, Destination, Loaded, Request, bundle};
use crate::domain::failure::Failure;
use crate::domain::request::Dated;
use crate::domain::service::{Handling, Manner, Service, ServiceId};
use crate::domain::text::LocalText;
use crate::semantic::{Icon, Live, Node, Page, Tone, Weight};

/// 办事指南
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guide {
    id: ServiceId,
    service: Loaded<Box<Dated<Service>>>,
    /// 从头写 was pressed: it is asked once more, for what was written goes.
    discarding: bool,
    /// The part that is looked at; without one what everybody must know.
    part: Option<Part>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Message {
    ServiceLoaded(ServiceId, Box<Result<Dated<Service>, Failure>>),
    AgainPressed,
    BringPressed,
    StartPressed,
    VerifyPressed,
    LookUpPressed,
    RestartPressed,
    PartPressed(Part),
}

impl Guide {
    /// The guide of a service, to be asked for.
    pub const fn new(id: ServiceId) -> (Self, Action) {
        (Self { id, service: Loaded::Waiting, discarding: false, part: None }, Action::Load(Request::Service(id)))
    }

    /// What it still waits for, to be asked again when it comes back to the front.
    pub fn resume(&self) -> Action {
        match self.service {
            Loaded::Waiting => Action::Load(Request::Service(self.id)),
            Loaded::Ready(_) | Loaded::Failed(_) => Action::None,
        }
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::ServiceLoaded(id, answer) if id == self.id => {
                self.service = answer.map(Box::new).into();
                Action::None
            }
            Message::ServiceLoaded(..) => Action::None,
            Message::AgainPressed => {
                self.service = Loaded::Waiting;
                Action::Load(Request::Service(self.id))
            }
            Message::BringPressed => self.with_service(|service| Action::Go(Destination::Bring(service))),
            Message::StartPressed => self.with_service(Action::Fill),
            Message::VerifyPressed => self.with_service(|service| Action::Go(Destination::Verify(service))),
            Message::LookUpPressed => self.with_service(|service| Action::Go(Destination::Lookup(service))),
            Message::PartPressed(part) => {
                self.part = Some(part);
                Action::None
            }
            Message::RestartPressed if self.discarding => {
                self.discarding = false;
                Action::Discard(self.id)
            }
            Message::RestartPressed => {
                self.discarding = true;
                Action::None
            }
        }
    }

    fn with_service(&self, act: impl FnOnce(Box<Service>) -> Action) -> Action {
        match &self.service {
            Loaded::Ready(dated) => act(Box::new(dated.value.clone())),
            Loaded::Waiting | Loaded::Failed(_) => Action::None,
        }
    }

    /// From a part back to the whole, or 从头写 taken back; false if there is neither.
    pub fn back(&mut self) -> bool {
        self.part.take().is_some() || std::mem::take(&mut self.discarding)
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        let state = self.part.map_or_else(|| self.id.to_string(), |part| format!("{}/{}", self.id, part.name()));
        let mut page = Page::new("guide", state, ctx.words("guide.title"), ctx.texts.language());
        match &self.service {
            Loaded::Ready(dated) => {
                let nodes = match self.part {
                    Some(part) => opened(ctx, part, &dated.value),
                    None => content(ctx, dated, self.begun(ctx)),
                };
                page.content = ctx.telling(dated.value.summary.private, nodes);
                page.actions.extend(start(ctx, &dated.value));
            }
            Loaded::Waiting => page.content = vec![ctx.heading("guide.waiting", 1), waiting(ctx)],
            Loaded::Failed(failure) => {
                page.content.push(ctx.heading("guide.waiting", 1));
                page.content.extend(failed(ctx, failure, "error.safe", Message::AgainPressed));
            }
        }
        page
    }
}

impl Guide {
    /// What was begun and is kept, and a way to begin anew.
    fn begun(&self, ctx: &Context) -> Vec<Node<Message>> {
        if !is_begun(ctx, self.id) {
            return Vec::new();
        }
        let (words, tone) = if self.discarding { ("guide.discard", Tone::Danger) } else { ("guide.begun", Tone::Info) };
        let mut restart = ctx.button("guide.restart", Weight::Quiet, Message::RestartPressed);
        if self.discarding {
            restart.name = ctx.words("guide.restart-sure");
        }
        vec![Node::notice("guide.begun", tone, Live::Assertive, ctx.words(words)), restart]
    }
}

fn is_begun(ctx: &Context, id: ServiceId) -> bool {
    ctx.drafts.iter().any(|draft| draft.service == id)
}

/// The main act: what a terminal can do with it.
fn start(ctx: &Context, service: &Service) -> Option<Node<Message>> {
    let handling = service.summary.handling;
    if handling == Handling::VerifyInPerson {
        return Some(ctx.button("guide.verify", Weight::Primary, Message::VerifyPressed).icon(Icon::Next));
    }
    if service.lookup.is_some() {
        return Some(ctx.button("guide.lookup", Weight::Primary, Message::LookUpPressed).icon(Icon::Next));
    }
    let mut button = ctx.button("guide.start", Weight::Primary, Message::StartPressed).icon(Icon::Next);
    if is_begun(ctx, service.summary.id) {
        button.name = ctx.words("guide.resume");
    } else if handling == Handling::Appointment {
        button.name = ctx.words("guide.book");
    }
    service.has_form.then_some(button)
}

fn content(ctx: &Context, dated: &Dated<Service>, begun: Vec<Node<Message>>) -> Vec<Node<Message>> {
    let service = &dated.value;
    let guide = &service.guide;
    let mut nodes = names(ctx, service);
    if guide.manner == Manner::Bereavement {
        nodes.splice(0..0, ctx.text("guide.condolence"));
    }
    nodes.extend(begun);
    nodes.extend(as_of(ctx, dated));
    nodes.extend(ctx.told("guide.summary", &guide.summary));
    nodes.extend(bundle::services(ctx, "guide.parts", service.parts.iter()));
    if !service.parts.is_empty() {
        nodes.extend(ctx.text("guide.parts-once"));
    }
    nodes.push(ctx.heading("guide.handling-heading", 2));
    nodes.extend(ctx.text(words_of(service)));
    nodes.push(ctx.button("guide.bring", Weight::Plain, Message::BringPressed).icon(Icon::Bring));
    nodes.extend(parts::time(ctx, guide));
    nodes.extend(section(ctx, "guide.fee-heading", "guide.fee", &guide.fee));
    nodes.push(parts::doors(ctx, service));
    nodes
}

/// One part, and whose it is.
fn opened(ctx: &Context, part: Part, service: &Service) -> Vec<Node<Message>> {
    let called = service.summary.everyday.as_ref().unwrap_or(&service.summary.name);
    let mut nodes = vec![ctx.heading(part.heading(), 1)];
    // Where the words are large there is no room for it, and one has just come from there.
    if !ctx.compact {
        nodes.push(Node::secondary("guide.called", ctx.local(called)).language(ctx.language_of(called)));
    }
    nodes.extend(part.nodes(ctx, service));
    nodes
}

/// What people call it, then what the clerk calls it.
fn names(ctx: &Context, service: &Service) -> Vec<Node<Message>> {
    let summary = &service.summary;
    let called = summary.everyday.as_ref().unwrap_or(&summary.name);
    let mut nodes = vec![Node::heading("guide.name", 1, ctx.local(called)).language(ctx.language_of(called))];
    if summary.everyday.is_some() {
        let words = ctx.words_with("guide.official", &[("name", ctx.local(&summary.name).into())]);
        nodes.push(Node::secondary("guide.official", words).language(ctx.language_of(&summary.name)));
    }
    nodes
}

/// A heading and what stands under it; nothing where nothing is known.
fn section(ctx: &Context, heading: &'static str, id: &str, text: &LocalText) -> Vec<Node<Message>> {
    let told = ctx.told(id, text);
    if told.is_empty() {
        return told;
    }
    let mut nodes = vec![ctx.heading(heading, 2)];
    nodes.extend(told);
    nodes
}

/// What can be done of it here: with a form or a look-up, or without one.
const fn words_of(service: &Service) -> &'static str {
    match (service.summary.handling, service.has_form || service.lookup.is_some()) {
        (Handling::Full, true) => "guide.way-full",
        (Handling::Full, false) => "guide.handling-full",
        (Handling::FormThenPapers, true) => "guide.way-form-then-papers",
        (Handling::FormThenPapers, false) => "guide.handling-form-then-papers",
        (Handling::Appointment, true) => "guide.way-appointment",
        (Handling::Appointment, false) => "guide.handling-appointment",
        (Handling::Lookup, true) => "guide.way-lookup",
        (Handling::Lookup, false) => "guide.handling-lookup",
        (Handling::CounterOnly, _) => "guide.handling-counter-only",
        (Handling::VerifyInPerson, _) => "guide.way-verify",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::failure::FailureKind;
    use crate::domain::settings::Locale;
    use crate::screen::presets::{context, samples};

    fn loaded(service: Service) -> Guide {
        let (mut guide, _) = Guide::new(service.summary.id);
        guide.update(Message::ServiceLoaded(service.summary.id, Box::new(Ok(Dated { value: service, as_of: None }))));
        guide
    }

    fn opened_at(part: Part, service: Service) -> Guide {
        let mut guide = loaded(service);
        guide.update(Message::PartPressed(part));
        guide
    }

    #[test]
    fn only_a_service_with_a_form_can_be_started() {
        let ctx = context(Locale::ZhCn).unwrap();
        let samples = samples().unwrap();
        let mut guide = loaded(samples.service());
        assert_eq!(guide.page(&ctx).actions.len(), 1);
        assert_eq!(guide.update(Message::StartPressed), Action::Fill(Box::new(samples.service())));
        let counter = loaded(samples.longest()).page(&ctx);
        assert!(counter.actions.is_empty() && counter.find(&"guide.handling-counter-only-1".into()).is_some());
    }

    #[test]
    fn each_handling_begins_as_it_goes_on() {
        let ctx = context(Locale::ZhCn).unwrap();
        let of = |handling| {
            let mut service = samples().unwrap().service();
            service.summary.handling = handling;
            loaded(service).page(&ctx)
        };
        let papers = of(Handling::FormThenPapers);
        assert!(papers.find(&"guide.way-form-then-papers-1".into()).is_some());
        assert_eq!(papers.actions[0].name, "开始办");
        assert_eq!(of(Handling::Appointment).actions[0].name, "约时间");
        assert_eq!(of(Handling::VerifyInPerson).actions[0].id, "guide.verify".into());
    }

    #[test]
    fn what_was_begun_goes_on_or_is_thrown_away_when_asked_twice() {
        let mut ctx = context(Locale::ZhCn).unwrap();
        let service = samples().unwrap().service();
        let id = service.summary.id;
        ctx.drafts = vec![samples().unwrap().filled().unwrap().draft(samples().unwrap().kept()).unwrap()];
        let mut guide = loaded(service);
        assert_eq!(guide.page(&ctx).actions[0].name, "接着写");
        assert_eq!(guide.update(Message::RestartPressed), Action::None);
        assert!(guide.page(&ctx).find(&"guide.begun".into()).unwrap().name.contains("没有了"));
        assert!(guide.back() && !guide.back());
        guide.update(Message::RestartPressed);
        assert_eq!(guide.update(Message::RestartPressed), Action::Discard(id));
    }

    #[test]
    fn after_a_death_the_first_words_are_of_it() {
        let ctx = context(Locale::ZhCn).unwrap();
        let mut service = samples().unwrap().service();
        service.guide.manner = Manner::Bereavement;
        assert_eq!(loaded(service).page(&ctx).content[0].name, "请您节哀。");
    }

    #[test]
    fn an_answer_about_another_service_is_dropped() {
        let (mut guide, _) = Guide::new(ServiceId::nil());
        guide.update(Message::ServiceLoaded(ServiceId::max(), Box::new(Err(Failure::new(FailureKind::Missing)))));
        assert_eq!(guide.service, Loaded::Waiting);
        guide.update(Message::ServiceLoaded(ServiceId::nil(), Box::new(Err(Failure::new(FailureKind::Missing)))));
        let page = guide.page(&context(Locale::ZhCn).unwrap());
        assert!(page.find(&"error.what".into()).is_some() && page.find(&"frame.again".into()).is_none());
    }

    #[test]
    fn a_name_without_translation_is_said_in_chinese() {
        let mut service = samples().unwrap().service();
        service.summary.department = LocalText::only("民政局");
        let page = opened_at(Part::Place, service).page(&context(Locale::En).unwrap());
        let language = |id: &'static str| page.find(&id.into()).and_then(|node| node.language);
        assert_eq!((language("guide.department"), language("guide.called")), (Some("zh-CN"), Some("en")));
    }

    #[test]
    fn the_first_answers_come_first_and_days_are_told_once() {
        let ctx = context(Locale::ZhCn).unwrap();
        let mut service = samples().unwrap().service();
        service.guide.visits = Some(1);
        service.guide.promised_days = Some(20);
        service.guide.legal_days = Some(30);
        let page = loaded(service.clone()).page(&ctx);
        let ids: Vec<&str> = page.content.iter().map(|node| node.id.as_str()).collect();
        let place = |id: &str| ids.iter().position(|one| *one == id).unwrap_or_else(|| panic!("no {id}"));
        let order = ["summary-1", "handling-heading", "bring", "time-1", "visits-1", "promised-1", "legal-1", "fee-1", "more"];
        assert!(order.map(|id| place(&format!("guide.{id}"))).is_sorted(), "{ids:?}");
        assert_eq!(page.find(&"guide.visits-1".into()).unwrap().name, "要跑一趟。");
        service.guide.legal_days = Some(20);
        assert!(loaded(service).page(&ctx).find(&"guide.legal-1".into()).is_none());
    }

    #[test]
    fn a_department_s_own_window_stands_in_its_guides_and_else_the_hall_s() {
        let ctx = context(Locale::ZhCn).unwrap();
        let value = |page: &Page<Message>, id: &'static str| match page.find(&id.into()).map(|node| node.kind.clone()) {
            Some(crate::semantic::Kind::Fact { value }) => Some(value),
            _ => None,
        };
        let place = |service| opened_at(Part::Place, service).page(&ctx);
        let civil = place(samples().unwrap().service());
        assert_eq!(value(&civil, "guide.window").as_deref(), Some("5号窗口"));
        assert_eq!((value(&civil, "guide.hours"), value(&civil, "guide.ask")), (Some(ctx.institution.hours.zh_cn.clone()), None));
        let other = place(samples().unwrap().longest());
        assert_eq!((value(&other, "guide.window"), value(&other, "guide.ask").as_deref()), (None, Some("3号窗口")));
        assert!(other.find(&"guide.sample".into()).is_some());
    }

    #[test]
    fn a_service_s_own_rights_stand_for_those_of_all() {
        let ctx = context(Locale::ZhCn).unwrap();
        let mut service = samples().unwrap().service();
        assert!(opened_at(Part::Rights, service.clone()).page(&ctx).find(&"guide.rights-4".into()).is_some());
        service.guide.rights = Some(LocalText::only("先找居委会说。"));
        let page = opened_at(Part::Rights, service).page(&ctx);
        assert_eq!(page.find(&"guide.rights-1".into()).unwrap().name, "先找居委会说。");
        assert!(page.find(&"guide.rights-2".into()).is_none());
    }

    #[test]
    fn a_part_with_nothing_in_it_has_no_button() {
        let mut service = samples().unwrap().service();
        service.guide.proxy = LocalText::default();
        let page = loaded(service).page(&context(Locale::ZhCn).unwrap());
        assert!(page.find(&"guide.part-proxy".into()).is_none() && page.find(&"guide.part-who".into()).is_some());
    }

    #[test]
    fn a_part_is_opened_and_left_again() {
        let ctx = context(Locale::ZhCn).unwrap();
        let mut guide = opened_at(Part::Who, samples().unwrap().service());
        let page = guide.page(&ctx);
        assert_eq!((page.content[0].name.as_str(), page.actions[0].name.as_str()), ("谁能办", "开始办"));
        assert!(page.find(&"guide.summary-1".into()).is_none());
        assert!(guide.back() && !guide.back());
        assert!(guide.page(&ctx).find(&"guide.summary-1".into()).is_some());
    }
}
