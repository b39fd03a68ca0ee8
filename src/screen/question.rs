//! One question of a form: its help, its field or choices, what is wrong and how to mend it.

mod address;
mod choose;
mod open;
mod write;

use jiff::civil::Date;
use uuid::Uuid;

use super::filling::{Filling, Next};
use super::loaded::{failed, waiting};
use super::{Action, Context, Destination, Request, notice};
use crate::domain::application::Matter;
use crate::domain::failure::Failure;
use crate::domain::form::{AnswerKind, Form};
use crate::domain::secret::Secret;
use crate::domain::service::{Service, ServiceId};
use crate::semantic::{Icon, Page, Weight};

pub use address::Message as Place;

/// 填表
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// The form is asked for.
    Opening {
        /// Whose form.
        what: What,
        /// For whom, and the key of the filing to come.
        ids: Ids,
        /// It did not come.
        failure: Option<Failure>,
    },
    /// It is here. Before anything is written, one hears what becomes of it.
    Told {
        /// Nothing written yet.
        filling: Box<Filling>,
        /// 听完整的
        whole: bool,
    },
    /// It is being filled in.
    Open {
        /// What was written so far.
        filling: Box<Filling>,
        /// How the question at hand is looked at.
        look: Look,
    },
}

/// What a filing is known by before it has a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ids {
    /// The opaque id of whom it is for.
    pub applicant: Uuid,
    /// Makes the filing happen once.
    pub key: Uuid,
    /// The day it is begun on, by which answers are checked.
    pub today: Date,
}

/// What is to be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The form of a service.
    Service(Box<Service>),
    /// What was sent back.
    Matter(Box<Matter>),
}

impl What {
    const fn service(&self) -> ServiceId {
        match self {
            Self::Service(service) => service.summary.id,
            Self::Matter(matter) => matter.service,
        }
    }
}

/// How a question is looked at; forgotten at the next one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Look {
    /// 看一眼: the secret at hand is shown whole.
    revealed: bool,
    /// Where in the lists of an address one is.
    place: address::Place,
    /// 换后面几天; none while nobody has asked for others.
    later: Option<bool>,
}

impl Look {
    fn at(filling: &Filling) -> Self {
        let place = filling.question().filter(|question| matches!(question.kind, AnswerKind::Address { .. }));
        Self { place: place.map(|question| address::Place::of(filling.written(&question.key))).unwrap_or_default(), ..Self::default() }
    }
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Message {
    FormLoaded(ServiceId, Box<Result<Form, Failure>>),
    AgainPressed,
    MorePressed,
    BeginPressed,
    Written(Secret),
    SamePressed,
    RevealPressed,
    DaysPressed { later: bool },
    Place(address::Message),
    NextPressed,
}

impl Question {
    /// The form of a service or of a matter sent back, to be asked for.
    pub const fn new(what: What, ids: Ids) -> (Self, Action) {
        let load = Action::Load(Request::Form(what.service()));
        (Self::Opening { what, ids, failure: None }, load)
    }
    /// A form that is already being filled in.
    pub fn of(filling: Box<Filling>) -> Self {
        let look = Look::at(&filling);
        Self::Open { filling, look }
    }
    /// What was written so far.
    pub fn filling(&self) -> Option<&Filling> {
        match self {
            Self::Opening { .. } | Self::Told { .. } => None,
            Self::Open { filling, .. } => Some(filling),
        }
    }

    /// What it still waits for, to be asked again when it comes back to the front.
    pub fn resume(&self) -> Action {
        match self {
            Self::Opening { what, failure: None, .. } => Action::Load(Request::Form(what.service())),
            Self::Opening { .. } | Self::Told { .. } | Self::Open { .. } => Action::None,
        }
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message) -> Action {
        match (self, message) {
            (this @ Self::Opening { .. }, Message::FormLoaded(id, answer)) => this.loaded(id, *answer),
            (Self::Opening { what, failure, .. }, Message::AgainPressed) => {
                *failure = None;
                Action::Load(Request::Form(what.service()))
            }
            (Self::Told { whole, .. }, Message::MorePressed) => {
                *whole = true;
                Action::None
            }
            (this @ Self::Told { .. }, Message::BeginPressed) => {
                if let Self::Told { filling, .. } = this {
                    *this = Self::of(filling.clone());
                }
                Action::None
            }
            (Self::Open { filling, look }, message) => opened(filling, look, message),
            _ => Action::None,
        }
    }

    fn loaded(&mut self, id: ServiceId, answer: Result<Form, Failure>) -> Action {
        let Self::Opening { what, ids, failure } = self else { return Action::None };
        if what.service() != id {
            return Action::None;
        }
        *self = match (answer, what) {
            (Err(error), _) => {
                *failure = Some(error);
                return Action::None;
            }
            (Ok(form), What::Matter(matter)) => Self::of(Box::new(Filling::mend(matter, form, *ids))),
            (Ok(form), What::Service(service)) => Self::Told { filling: Box::new(Filling::new(service, form, *ids)), whole: false },
        };
        Action::None
    }

    /// To the question before, if there is one; within an address one level up.
    pub fn back(&mut self) -> bool {
        match self {
            Self::Opening { .. } => false,
            Self::Told { whole, .. } => std::mem::take(whole),
            Self::Open { filling, look } => {
                if is_address(filling) && look.place.up(filling) {
                    return true;
                }
                let moved = filling.back();
                *look = Look::at(filling);
                moved
            }
        }
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        match self {
            Self::Opening { what, failure, .. } => opening(ctx, what, failure.as_ref()),
            Self::Told { filling, whole } => told(ctx, filling, *whole),
            Self::Open { filling, look } => open::page(ctx, filling, look),
        }
    }
}

fn is_address(filling: &Filling) -> bool {
    filling.question().is_some_and(|question| matches!(question.kind, AnswerKind::Address { .. }))
}

fn opened(filling: &mut Box<Filling>, look: &mut Look, message: Message) -> Action {
    match message {
        Message::Written(text) => filling.write(text),
        Message::Place(message) => return look.place.update(message, filling),
        Message::RevealPressed => look.revealed = !look.revealed,
        Message::DaysPressed { later } => look.later = Some(later),
        Message::SamePressed => {
            if let Some(answer) = filling.offered() {
                filling.write(answer);
                *look = Look::at(filling);
                return Action::Focus(open::answered(filling).into());
            }
        }
        Message::NextPressed => return next(filling, look),
        Message::FormLoaded(..) | Message::AgainPressed | Message::MorePressed | Message::BeginPressed => {}
    }
    Action::None
}

fn next(filling: &mut Box<Filling>, look: &mut Look) -> Action {
    look.revealed = false;
    match filling.advance() {
        Next::Stay => Action::Focus(open::first(filling).into()),
        Next::Question => {
            *look = Look::at(filling);
            Action::None
        }
        Next::Review => Action::Go(Destination::Review(filling.clone())),
    }
}

fn opening(ctx: &Context, what: &What, failure: Option<&Failure>) -> Page<Message> {
    let mut page = Page::new("question", what.service().to_string(), ctx.words("question.title"), ctx.texts.language());
    page.content.push(ctx.heading("question.waiting", 1));
    match failure {
        None => page.content.push(waiting(ctx)),
        Some(failure) => page.content.extend(failed(ctx, failure, "error.safe", Message::AgainPressed)),
    }
    page
}

fn told(ctx: &Context, filling: &Filling, whole: bool) -> Page<Message> {
    let state = if whole { "notice-whole" } else { "notice" };
    let mut page = Page::new("question", state, ctx.words("question.title"), ctx.texts.language());
    if whole {
        page.content = notice::whole(ctx, filling);
    } else {
        page.content = notice::short(ctx);
        page.content.push(ctx.button("notice.more", Weight::Plain, Message::MorePressed).icon(Icon::Repeat));
    }
    page.actions.push(ctx.button("notice.begin", Weight::Primary, Message::BeginPressed).icon(Icon::Next));
    page
}

#[cfg(test)]
mod tests;
