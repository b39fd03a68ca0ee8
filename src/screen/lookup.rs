//! 查一查: what a registry knows of the person who stands here, and of nobody else. What is private of it is behind its
//! mask until 看一看, and is said only after 念给我听 and one question, in a hall and at home alike (P1, P2). Nothing of it
//! outlives the screen.

use std::sync::Arc;

use super::aloud;
use super::loaded::{failed, waiting};
use super::{Action, Context, Request, fault};
use crate::domain::failure::Failure;
use crate::domain::form::Fault;
use crate::domain::identity;
use crate::domain::lookup::{Finding, Line, Value};
use crate::domain::secret::{Mask, Secret};
use crate::domain::service::Service;
use crate::screen::filling::Wrong;
use crate::semantic::{Field, Icon, Live, Node, Page, Private, Tone, Weight};

/// How long the mask of a private value is, whatever is behind it.
const MASK: &str = "******";

/// 查一查
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lookup {
    service: Box<Service>,
    step: Step,
    number: Secret,
    wrong: Option<Fault>,
    revealed: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Number,
    Waiting,
    Failed(Failure),
    Told(Finding, Shown),
}

/// What may be known of what is private.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// That it is there.
    Masked,
    /// 看一看
    Seen,
    /// 念给我听 was pressed: it is asked once.
    Asked,
    /// 念: seen and heard.
    Heard,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Message {
    Written(Secret),
    SamePressed,
    RevealPressed,
    NextPressed,
    AgainPressed,
    LookedUp(Result<Finding, Failure>),
    OtherPressed,
    ShowPressed,
    ReadPressed,
    ReadAnswered { yes: bool },
}

impl Lookup {
    /// Nobody's yet.
    pub fn new(service: Box<Service>) -> Self {
        Self { service, step: Step::Number, number: Secret::default(), wrong: None, revealed: false }
    }

    fn asks(&self) -> Action {
        Action::Load(Request::LookUp(self.service.summary.id, self.number.clone()))
    }

    /// What it still waits for, to be asked again when it comes back to the front.
    pub fn resume(&self) -> Action {
        if self.step == Step::Waiting { self.asks() } else { Action::None }
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message, ctx: &Context) -> Action {
        match message {
            Message::Written(text) => (self.number, self.wrong) = (text, None),
            Message::SamePressed => {
                if let Some(known) = &ctx.identity {
                    (self.number, self.wrong) = (known.clone(), None);
                    return Action::Focus("lookup.next".into());
                }
            }
            Message::RevealPressed => self.revealed = !self.revealed,
            Message::NextPressed => return self.look_up(ctx),
            Message::AgainPressed => {
                self.step = Step::Waiting;
                return self.asks();
            }
            Message::LookedUp(answer) if self.step == Step::Waiting => {
                self.step = answer.map_or_else(Step::Failed, |found| Step::Told(found, Shown::Masked));
            }
            Message::LookedUp(_) => {}
            Message::OtherPressed => drop(self.back()),
            Message::ShowPressed => self.show(|shown| if shown == Shown::Masked { Shown::Seen } else { Shown::Masked }),
            Message::ReadPressed => self.show(|_| Shown::Asked),
            Message::ReadAnswered { yes } => self.show(|_| if yes { Shown::Heard } else { Shown::Masked }),
        }
        Action::None
    }

    fn show(&mut self, then: impl FnOnce(Shown) -> Shown) {
        if let Step::Told(_, shown) = &mut self.step {
            *shown = then(*shown);
        }
    }

    /// What was shown is behind its mask again.
    pub const fn hide(&mut self) {
        self.revealed = false;
        if let Step::Told(_, shown) = &mut self.step {
            *shown = Shown::Masked;
        }
    }

    fn look_up(&mut self, ctx: &Context) -> Action {
        self.revealed = false;
        match identity::check(self.number.expose(), ctx.now.date()) {
            Ok(plain) => {
                (self.number, self.step) = (Secret::new(plain), Step::Waiting);
                self.asks()
            }
            Err(fault) => {
                self.wrong = Some(fault);
                Action::Focus("lookup.field".into())
            }
        }
    }

    /// One step back; false at the first.
    pub fn back(&mut self) -> bool {
        (self.revealed, self.wrong) = (false, None);
        match &mut self.step {
            Step::Number => return false,
            Step::Told(_, shown @ Shown::Asked) => *shown = Shown::Masked,
            Step::Waiting | Step::Failed(_) | Step::Told(..) => self.step = Step::Number,
        }
        true
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        let mut page = Page::new("lookup", self.state(), ctx.words("lookup.title"), ctx.texts.language());
        match &self.step {
            Step::Number => {
                page.content = self.number(ctx);
                page.focus = Some("lookup.field".into());
                page.actions.push(ctx.button("lookup.next", Weight::Primary, Message::NextPressed).icon(Icon::Search));
            }
            Step::Waiting => page.content = vec![ctx.heading("lookup.waiting", 1), waiting(ctx)],
            Step::Failed(failure) => {
                page.content.push(ctx.heading("lookup.waiting", 1));
                page.content.extend(failed(ctx, failure, "lookup.safe", Message::AgainPressed));
                page.content.extend(whom_to_ask(ctx, &self.service));
            }
            Step::Told(_, Shown::Asked) => {
                page.content = aloud::question(ctx, Message::ReadAnswered { yes: true }, Message::ReadAnswered { yes: false });
            }
            Step::Told(found, _) if found.lines.is_empty() => {
                page.content.push(ctx.heading("lookup.unknown", 1));
                page.content.extend(ctx.text("lookup.unknown-help"));
                page.content.extend(sample(ctx, found));
                page.content.push(ctx.button("lookup.other", Weight::Plain, Message::OtherPressed));
                page.content.extend(whom_to_ask(ctx, &self.service));
            }
            Step::Told(found, shown) => {
                page.content = told(ctx, found, *shown);
                page.content.push(ctx.heading("lookup.wrong", 2));
                page.content.extend(ctx.text("lookup.wrong-help"));
                page.content.extend(whom_to_ask(ctx, &self.service));
            }
        }
        page
    }

    const fn state(&self) -> &'static str {
        match self.step {
            Step::Number => "number",
            Step::Waiting => "waiting",
            Step::Failed(_) => "failed",
            Step::Told(_, Shown::Masked | Shown::Seen) => "told",
            Step::Told(_, Shown::Asked) => "asked",
            Step::Told(_, Shown::Heard) => "heard",
        }
    }

    /// Whose: one's own number, and that nobody else's is looked up.
    fn number(&self, ctx: &Context) -> Vec<Node<Message>> {
        let written = self.number.expose();
        let field = Field {
            value: written.to_owned(),
            shown: Mask::Identity.apply(written),
            placeholder: ctx.words("question.example-identity"),
            error: self.wrong.map(|wrong| fault::words(ctx, Wrong::Fault(wrong), written)),
            width: 18,
            on_input: Arc::new(|text| Message::Written(Secret::new(text))),
            on_submit: Some(Message::NextPressed),
            revealed: self.revealed,
        };
        let mut reveal = ctx.button("question.reveal", Weight::Quiet, Message::RevealPressed).icon(Icon::Eye);
        if self.revealed {
            reveal.name = ctx.words("question.hide");
            reveal.hint = None;
        }
        let label = ctx.words("lookup.field");
        let same = ctx.identity.as_ref().filter(|known| *known != &self.number).map(|known| {
            let words = ctx.words_with("question.same", &[("value", Mask::Identity.apply(known.expose()).into())]);
            let aloud = ctx.words_with("question.same-spoken", &[("label", label.as_str().into())]);
            Node::button("lookup.same", Weight::Plain, words, Message::SamePressed).icon(Icon::Mine).spoken(aloud)
        });
        let mut nodes = vec![ctx.heading("lookup.number", 1)];
        nodes.extend(same);
        nodes.extend([Node::secret_field("lookup.field", label.clone(), field), reveal]);
        nodes.extend(ctx.text("lookup.own"));
        nodes
    }
}

/// A line each; what is private behind its mask, with the way to see and to hear it.
fn told(ctx: &Context, found: &Finding, shown: Shown) -> Vec<Node<Message>> {
    let mut nodes = vec![ctx.heading("lookup.found", 1)];
    nodes.extend(sample(ctx, found));
    nodes.extend(found.lines.iter().enumerate().map(|(at, line)| fact(ctx, at + 1, line, shown)));
    if found.is_private() {
        let see = if shown == Shown::Masked { ("lookup.show", Icon::Eye) } else { ("lookup.mask", Icon::Shield) };
        let mut show = ctx.button("lookup.show", Weight::Plain, Message::ShowPressed).icon(see.1);
        if shown != Shown::Masked {
            show.name = ctx.words(see.0);
            show.hint = None;
        }
        let read = ctx.button("lookup.read", Weight::Plain, Message::ReadPressed).icon(Icon::Repeat);
        let acts = [Some(show), (shown != Shown::Heard).then_some(read)].into_iter().flatten().collect();
        nodes.push(Node::group("lookup.acts", ctx.words("lookup.acts"), acts));
    }
    if let Some(day) = found.as_of {
        nodes.extend(ctx.text_with("lookup.as-of", &[("day", ctx.texts.date(day).into())]));
    }
    nodes
}

fn sample<M>(ctx: &Context, found: &Finding) -> Option<Node<M>> {
    found.sample.then(|| Node::notice("lookup.sample", Tone::Info, Live::Off, ctx.words("lookup.sample")))
}

fn fact(ctx: &Context, at: usize, line: &Line, shown: Shown) -> Node<Message> {
    let own = ctx.texts.language();
    let (value, language) = match &line.value {
        value if value.is_private() && shown == Shown::Masked => (MASK.to_owned(), own),
        Value::Amount(amount) => (ctx.texts.money(Value::fen(amount).unwrap_or_default()), own),
        Value::Day(day) => (ctx.texts.date(*day), own),
        Value::Months(count) => (ctx.words_with("lookup.months", &[("count", (*count).into())]), own),
        Value::Text(text) => (ctx.local(text).to_owned(), ctx.language_of(text)),
        // Nobody says in which language it is: letters and digits any voice can say.
        Value::Private(words) if words.expose().is_ascii() => (words.expose().to_owned(), own),
        Value::Private(words) => (words.expose().to_owned(), if own == "en" { "zh-CN" } else { own }),
    };
    let label = ctx.language_of(&line.label);
    let fact = Node::fact(format!("lookup.line-{at}"), ctx.local(&line.label), value).language(if label == own { language } else { label });
    if line.value.is_private() && shown != Shown::Heard { fact.private(Private::Found) } else { fact }
}

/// Whom to ask if it is not so, or not there.
fn whom_to_ask<M>(ctx: &Context, service: &Service) -> Vec<Node<M>> {
    let department = &service.summary.department;
    let phone = service.guide.phone.as_ref().unwrap_or(&ctx.institution.phone);
    vec![
        Node::fact("lookup.department", ctx.words("guide.department"), ctx.local(department))
            .language(ctx.language_of(department))
            .icon(Icon::Place),
        Node::fact("lookup.phone", ctx.words("guide.phone"), phone.clone()).icon(Icon::Phone),
    ]
}

#[cfg(test)]
mod tests;
