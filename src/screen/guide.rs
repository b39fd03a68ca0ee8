//! 办事指南: what one must know before going anywhere, in the order in which people ask.

use super::loaded::{as_of, failed, waiting};
use super::{Action, Context, Destination, Loaded, Request};
use crate::domain::failure::Failure;
use crate::domain::request::Dated;
use crate::domain::service::{Faq, Handling, Manner, Service, ServiceId};
use crate::domain::text::LocalText;
use crate::semantic::{Icon, Live, Node, Page, Tone, Weight};

/// 办事指南
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guide {
    id: ServiceId,
    service: Loaded<Box<Dated<Service>>>,
    /// 从头写 was pressed: it is asked once more, for what was written goes.
    discarding: bool,
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
}

impl Guide {
    /// The guide of a service, to be asked for.
    pub const fn new(id: ServiceId) -> (Self, Action) {
        (Self { id, service: Loaded::Waiting, discarding: false }, Action::Load(Request::Service(id)))
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

    /// 从头写 is taken back; false if it was not pressed.
    pub fn back(&mut self) -> bool {
        std::mem::take(&mut self.discarding)
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        let mut page = Page::new("guide", self.id.to_string(), ctx.words("guide.title"), ctx.texts.language());
        match &self.service {
            Loaded::Ready(dated) => {
                page.content = ctx.telling(dated.value.summary.private, content(ctx, dated, self.begun(ctx)));
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
    match service.summary.handling {
        Handling::FormThenPapers if service.has_form => nodes.extend(ctx.text("guide.way-form-then-papers")),
        Handling::Appointment if service.has_form => nodes.extend(ctx.text("guide.way-appointment")),
        Handling::VerifyInPerson => nodes.extend(ctx.text("guide.way-verify")),
        Handling::Lookup if service.lookup.is_some() => nodes.extend(ctx.text("guide.way-lookup")),
        _ => {}
    }
    nodes.push(ctx.button("guide.bring", Weight::Plain, Message::BringPressed).icon(Icon::Bring));
    nodes.extend(section(ctx, "guide.who-heading", "guide.who", &guide.who));
    nodes.extend(section(ctx, "guide.time-heading", "guide.time", &guide.time));
    nodes.extend(section(ctx, "guide.fee-heading", "guide.fee", &guide.fee));
    nodes.extend(section(ctx, "guide.result-heading", "guide.result", &guide.result));
    nodes.extend(section(ctx, "guide.place-heading", "guide.place", &guide.place));
    nodes.extend(section(ctx, "guide.proxy-heading", "guide.proxy", &guide.proxy));
    nodes.extend(faq(ctx, &guide.faq));
    if !service.has_form && service.lookup.is_none() && service.summary.handling != Handling::VerifyInPerson {
        nodes.push(ctx.heading("guide.handling-heading", 2));
        nodes.extend(ctx.text(words_of(service.summary.handling)));
    }
    let department = &service.summary.department;
    let fact = Node::fact("guide.department", ctx.words("guide.department"), ctx.local(department));
    nodes.push(fact.language(ctx.language_of(department)).icon(Icon::Place));
    if let Some(phone) = &guide.phone {
        nodes.push(Node::fact("guide.phone", ctx.words("guide.phone"), phone.clone()).icon(Icon::Phone));
    }
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

fn faq(ctx: &Context, faq: &[Faq]) -> Vec<Node<Message>> {
    if faq.is_empty() {
        return Vec::new();
    }
    let mut nodes = vec![ctx.heading("guide.faq-heading", 2)];
    for (at, one) in faq.iter().enumerate() {
        let question = Node::heading(format!("guide.faq-{}-question", at + 1), 3, ctx.local(&one.question));
        nodes.push(question.language(ctx.language_of(&one.question)));
        nodes.extend(ctx.told(&format!("guide.faq-{}", at + 1), &one.answer));
    }
    nodes
}

const fn words_of(handling: Handling) -> &'static str {
    match handling {
        Handling::Full => "guide.handling-full",
        Handling::FormThenPapers => "guide.handling-form-then-papers",
        Handling::Appointment => "guide.handling-appointment",
        Handling::Lookup => "guide.handling-lookup",
        Handling::CounterOnly => "guide.handling-counter-only",
        Handling::VerifyInPerson => "guide.way-verify",
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
        let page = loaded(service).page(&context(Locale::En).unwrap());
        let language = |id: &'static str| page.find(&id.into()).and_then(|node| node.language);
        assert_eq!((language("guide.department"), language("guide.name")), (Some("zh-CN"), Some("en")));
    }

    #[test]
    fn an_empty_section_is_left_out() {
        let mut service = samples().unwrap().service();
        service.guide.proxy = LocalText::default();
        let page = loaded(service).page(&context(Locale::ZhCn).unwrap());
        assert!(page.find(&"guide.proxy-heading".into()).is_none());
    }
}
