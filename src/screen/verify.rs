//! 资格认证: until when it holds, and then a member of staff here, or a visit at home. It costs nothing, and nobody
//! is confirmed by a screen: it only looks up and arranges.

use super::identity::IdentityNumber;
use super::loaded::{failed, waiting};
use super::{Action, Context, Request};
use crate::domain::failure::Failure;
use crate::domain::request::Verification;
use crate::domain::secret::Secret;
use crate::domain::service::Service;
use crate::screen::help::Call;
use crate::semantic::{Icon, Live, Node, Page, Tone, Weight};

/// 资格认证
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verify {
    service: Box<Service>,
    step: Step,
    /// For a member of one's family: a proxy books a visit only.
    family: bool,
    number: IdentityNumber,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Whom,
    Number,
    Waiting,
    Told(Verification),
    Failed(Failure),
    /// 现在请工作人员来认证
    Staff,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Message {
    WhomPressed { family: bool },
    Written(Secret),
    RevealPressed,
    NextPressed,
    AgainPressed,
    Verified(Result<Verification, Failure>),
    StaffPressed,
    VisitPressed,
}

impl Verify {
    /// Nobody's yet.
    pub fn new(service: Box<Service>) -> Self {
        Self { service, step: Step::Whom, family: false, number: IdentityNumber::default() }
    }

    fn asks(&self) -> Action {
        Action::Load(Request::Verified(self.service.summary.id, self.number.written().clone()))
    }

    /// What it still waits for, to be asked again when it comes back to the front.
    pub fn resume(&self) -> Action {
        if self.step == Step::Waiting { self.asks() } else { Action::None }
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message, ctx: &Context) -> Action {
        match message {
            Message::WhomPressed { family } => {
                self.family = family;
                self.step = Step::Number;
            }
            Message::Written(text) => self.number.write(text),
            Message::RevealPressed => self.number.reveal(),
            Message::NextPressed => return self.look_up(ctx),
            Message::AgainPressed => {
                self.step = Step::Waiting;
                return self.asks();
            }
            Message::Verified(answer) if self.step == Step::Waiting => {
                self.step = answer.map_or_else(Step::Failed, Step::Told);
            }
            Message::Verified(_) => {}
            Message::StaffPressed => {
                self.step = Step::Staff;
                return if ctx.kiosk { Action::CallHelp } else { Action::None };
            }
            Message::VisitPressed => return Action::Fill(self.service.clone()),
        }
        Action::None
    }

    fn look_up(&mut self, ctx: &Context) -> Action {
        if !self.number.check(ctx.now.date()) {
            return Action::Focus("verify.field".into());
        }
        self.step = Step::Waiting;
        self.asks()
    }

    /// One step back; false at the first.
    pub fn back(&mut self) -> bool {
        self.number.hide();
        let before = match self.step {
            Step::Whom => return false,
            Step::Number => Step::Whom,
            Step::Waiting | Step::Told(_) | Step::Failed(_) | Step::Staff => Step::Number,
        };
        self.step = before;
        true
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        let mut page = Page::new("verify", self.state(), ctx.words("verify.title"), ctx.texts.language());
        match &self.step {
            Step::Whom => {
                page.content.push(ctx.heading("verify.whom", 1));
                page.content.push(Node::cards("verify.cards", ctx.words("verify.cards"), 2, whom(ctx)));
            }
            Step::Number => {
                page.content.push(ctx.heading(if self.family { "verify.number-family" } else { "verify.number" }, 1));
                let acts = [Message::NextPressed, Message::RevealPressed];
                page.content.extend(self.number.nodes(ctx, "verify.field", Message::Written, acts));
                page.focus = Some("verify.field".into());
                page.actions.push(ctx.button("verify.next", Weight::Primary, Message::NextPressed).icon(Icon::Next));
            }
            Step::Waiting => {
                page.content.push(ctx.heading("verify.waiting", 1));
                page.content.push(waiting(ctx));
            }
            Step::Told(verification) => {
                page.content.extend(told(ctx, *verification));
                self.ways(ctx, &mut page);
            }
            Step::Failed(failure) => {
                page.content.push(ctx.heading("verify.waiting", 1));
                page.content.extend(failed(ctx, failure, "error.safe", Message::AgainPressed));
                self.ways(ctx, &mut page);
            }
            Step::Staff => page.content.extend(staff(ctx)),
        }
        page.content.extend(ctx.text("verify.free"));
        page
    }

    const fn state(&self) -> &'static str {
        match self.step {
            Step::Whom => "whom",
            Step::Number => "number",
            Step::Waiting => "waiting",
            Step::Told(_) => "told",
            Step::Failed(_) => "failed",
            Step::Staff => "staff",
        }
    }

    /// How it goes on: a member of staff now, for oneself only, or a visit at home.
    fn ways(&self, ctx: &Context, page: &mut Page<Message>) {
        page.content.extend(ctx.text(if self.family { "verify.ways-family" } else { "verify.ways" }));
        if !self.family {
            page.content.push(ctx.button("verify.staff", Weight::Plain, Message::StaffPressed).icon(Icon::Person));
        }
        if self.service.has_form {
            page.actions.push(ctx.button("verify.visit", Weight::Primary, Message::VisitPressed).icon(Icon::Home));
        } else {
            page.content.extend(place(ctx));
        }
    }
}

fn whom(ctx: &Context) -> Vec<Node<Message>> {
    vec![
        ctx.card("verify.self", Message::WhomPressed { family: false }).icon(Icon::Person),
        ctx.card("verify.family", Message::WhomPressed { family: true }).icon(Icon::Care),
    ]
}

/// Until when it holds, and whether that is true.
fn told(ctx: &Context, verification: Verification) -> Vec<Node<Message>> {
    let heading = match verification.until {
        None => ctx.words("verify.unknown"),
        Some(day) if day < ctx.now.date() => ctx.words_with("verify.over", &[("day", ctx.texts.date(day).into())]),
        Some(day) => ctx.words_with("verify.until", &[("day", ctx.texts.date(day).into())]),
    };
    let mut nodes = vec![Node::heading("verify.until", 1, heading)];
    if verification.until.is_none() {
        nodes.extend(ctx.text("verify.unknown-help"));
    }
    if verification.sample {
        nodes.push(Node::notice("verify.sample", Tone::Info, Live::Off, ctx.words("verify.sample")));
    }
    nodes
}

/// Somebody comes, or where one finds somebody.
fn staff(ctx: &Context) -> Vec<Node<Message>> {
    let mut nodes = vec![ctx.heading("verify.staff-heading", 1)];
    let words = match &ctx.help {
        Some(Call::Calling) => Some(ctx.words("verify.calling")),
        Some(Call::Waiting) => Some(ctx.words("verify.called")),
        Some(Call::Taken(name)) => Some(ctx.words_with("verify.taken", &[("name", name.as_str().into())])),
        Some(Call::Late | Call::Failed) | None => None,
    };
    match words {
        Some(words) => nodes.push(Node::notice("verify.call", Tone::Info, Live::Polite, words)),
        None => {
            nodes.extend(ctx.text("verify.go"));
            nodes.extend(place(ctx));
        }
    }
    nodes
}

fn place(ctx: &Context) -> Vec<Node<Message>> {
    let place = &ctx.institution;
    let fact = |id, text| Node::fact(id, ctx.words(id), ctx.local(text)).language(ctx.language_of(text));
    vec![
        fact("verify.window", &place.window).icon(Icon::Person),
        Node::fact("verify.phone", ctx.words("verify.phone"), place.phone.clone()).icon(Icon::Phone),
        fact("verify.hours", &place.hours).icon(Icon::Clock),
    ]
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::settings::Locale;
    use crate::screen::presets::{context, samples};

    const NUMBER: &str = "110101194001010012";

    fn asked(family: bool, ctx: &Context) -> Verify {
        let mut verify = Verify::new(Box::new(samples().unwrap().verified()));
        verify.update(Message::WhomPressed { family }, ctx);
        verify.update(Message::Written(Secret::new(NUMBER)), ctx);
        verify
    }

    fn has(page: &Page<Message>, id: &'static str) -> bool {
        page.find(&id.into()).is_some()
    }

    #[test]
    fn a_number_is_checked_looked_up_and_never_printed() {
        let ctx = context(Locale::ZhCn).unwrap();
        let mut verify = asked(false, &ctx);
        verify.update(Message::Written(Secret::new("1101")), &ctx);
        assert_eq!(verify.update(Message::NextPressed, &ctx), Action::Focus("verify.field".into()));
        assert!(verify.page(&ctx).find(&"verify.field".into()).and_then(Node::field).unwrap().error.is_some());
        verify.update(Message::Written(Secret::new(NUMBER)), &ctx);
        let load = verify.update(Message::NextPressed, &ctx);
        assert!(matches!(&load, Action::Load(Request::Verified(_, number)) if number.expose() == NUMBER));
        assert_eq!(verify.resume(), load);
        assert!(!format!("{verify:?}").contains(NUMBER));
        let until = Verification { until: Some(date(2027, 3, 31)), sample: true };
        verify.update(Message::Verified(Ok(until)), &ctx);
        let page = verify.page(&ctx);
        assert!(page.find(&"verify.until".into()).unwrap().name.contains("2027年3月31日"));
        assert!(has(&page, "verify.sample") && has(&page, "verify.free-1") && has(&page, "verify.staff") && has(&page, "verify.visit"));
    }

    #[test]
    fn a_proxy_books_a_visit_only() {
        let ctx = context(Locale::ZhCn).unwrap();
        let mut verify = asked(true, &ctx);
        verify.update(Message::NextPressed, &ctx);
        verify.update(Message::Verified(Ok(Verification { until: None, sample: false })), &ctx);
        let page = verify.page(&ctx);
        assert!(has(&page, "verify.visit") && has(&page, "verify.unknown-help-1") && !has(&page, "verify.staff"));
        assert!(matches!(verify.update(Message::VisitPressed, &ctx), Action::Fill(_)));
    }

    #[test]
    fn staff_are_called_in_a_hall_and_found_at_home() {
        let mut ctx = context(Locale::ZhCn).unwrap();
        let mut verify = asked(false, &ctx);
        assert_eq!(verify.update(Message::StaffPressed, &ctx), Action::None);
        assert!(has(&verify.page(&ctx), "verify.window"));
        ctx.kiosk = true;
        assert_eq!(verify.update(Message::StaffPressed, &ctx), Action::CallHelp);
        ctx.help = Some(Call::Waiting);
        let page = verify.page(&ctx);
        assert!(has(&page, "verify.call") && !has(&page, "verify.window"));
        assert!(verify.back() && verify.back() && !verify.back());
    }
}
