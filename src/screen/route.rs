//! All screens as one: which is shown, its page, what becomes of its messages and of the answers it asked for.

use super::filling::Filling;
use super::frame::{self, Act};
use super::question::{Ids, What};
use super::{Action, Context, Destination, Request};
use super::{
    bring, browse, cover, error, find, found, guide, help, home, hotline, matter, matters, number, question, rate, receipt, review,
    settings, verify,
};
use crate::domain::application::Matter;
use crate::domain::failure::Failure;
use crate::domain::form::Form;
use crate::domain::request::{Dated, Department, Verification};
use crate::domain::service::{Service, ServiceSummary};
use crate::semantic::Page;

use uuid::Uuid;

/// The screen that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Screen {
    Home(home::Home),
    Browse(browse::Browse),
    Find(find::Find),
    Found(found::Found),
    Guide(guide::Guide),
    Bring(bring::Bring),
    Question(question::Question),
    Review(review::Review),
    Receipt(receipt::Receipt),
    Matters(matters::Matters),
    Matter(matter::Matter),
    Number(number::Number),
    Rate(rate::Rate),
    Verify(verify::Verify),
    Settings(settings::Settings),
    Help(help::Help),
    Hotline(hotline::Hotline),
    Error(error::Error),
    Cover(cover::Cover),
}

/// What happened on a screen, or around it.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Message {
    Frame(Act),
    Home(home::Message),
    Browse(browse::Message),
    Find(find::Message),
    Found(found::Message),
    Guide(guide::Message),
    Question(question::Message),
    Review(review::Message),
    Receipt(receipt::Message),
    Matters(matters::Message),
    Matter(matter::Message),
    Number(number::Message),
    Rate(rate::Message),
    Verify(verify::Message),
    Settings(settings::Message),
    Help(help::Message),
    Hotline(hotline::Message),
    Error(error::Message),
    Cover(cover::Message),
}

/// What came back on a [`Request`], or on a filing.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Answer {
    Services(Result<Dated<Vec<ServiceSummary>>, Failure>),
    Departments(Result<Dated<Vec<Department>>, Failure>),
    Service(Box<Result<Dated<Service>, Failure>>),
    Form(Box<Result<Form, Failure>>),
    Matters(Result<Vec<Matter>, Failure>),
    Matter(Box<Result<Matter, Failure>>),
    Rated(Result<(), Failure>),
    Verified(Result<Verification, Failure>),
    Saved(Result<String, Failure>),
}

/// Declares the screens once: the enum, the list of all, and the name of each.
macro_rules! screens {
    ($($screen:ident = $name:literal),* $(,)?) => {
        /// Every screen there is. The list of presets goes through it, so that none can be forgotten.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "the names say it")]
        pub enum ScreenId {
            $($screen),*
        }

        impl ScreenId {
            /// All of them.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$screen),*];
            /// The name, which is the id of its page.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$screen => $name),*
                }
            }
        }
    };
}

screens! {
    Home = "home",
    Browse = "browse",
    Find = "find",
    Found = "found",
    Guide = "guide",
    Bring = "bring",
    Question = "question",
    Review = "review",
    Receipt = "receipt",
    Matters = "matters",
    Matter = "matter",
    Number = "number",
    Rate = "rate",
    Verify = "verify",
    Settings = "settings",
    Help = "help",
    Hotline = "hotline",
    Error = "error",
    Cover = "cover",
}

impl Screen {
    /// The first screen.
    pub const fn home() -> Self {
        Self::Home(home::Home::new())
    }

    /// A screen, and what it needs to begin with.
    pub fn open(destination: Destination) -> (Self, Action) {
        match destination {
            Destination::Browse => begin(Self::Browse, browse::Browse::new()),
            Destination::Find => (Self::Find(find::Find::new()), Action::None),
            Destination::Found(query, asked) => begin(Self::Found, found::Found::new(query, asked)),
            Destination::Guide(id) => begin(Self::Guide, guide::Guide::new(id)),
            Destination::Bring(service) => begin(Self::Bring, bring::Bring::new(service)),
            Destination::Question(filling) => (Self::Question(question::Question::of(filling)), Action::None),
            Destination::Review(filling) => (Self::Review(review::Review::new(filling)), Action::None),
            Destination::Receipt(matter) => (Self::Receipt(receipt::Receipt::new(matter)), Action::None),
            Destination::Matters => begin(Self::Matters, matters::Matters::new()),
            Destination::Matter(file) => begin(Self::Matter, matter::Matter::new(file)),
            Destination::Known(matter) => begin(Self::Matter, matter::Matter::known(matter)),
            Destination::Mended(matter) => begin(Self::Matter, matter::Matter::mended(matter)),
            Destination::Number => (Self::Number(number::Number::new()), Action::None),
            Destination::Rate(matter, occasion) => (Self::Rate(rate::Rate::new(matter, occasion)), Action::None),
            Destination::Verify(service) => (Self::Verify(verify::Verify::new(service)), Action::None),
            Destination::Settings => (Self::Settings(settings::Settings::new()), Action::None),
            Destination::Help => begin(Self::Help, help::Help::new()),
            Destination::Hotline => (Self::Hotline(hotline::Hotline::new()), Action::None),
            Destination::Cover => (Self::Cover(cover::Cover::new()), Action::None),
            Destination::Error => (Self::Error(error::Error::new()), Action::None),
        }
    }

    /// The form of a service, to be asked for and then filled in ([`Action::Fill`]). What was already written
    /// for it is opened by [`Destination::Question`] instead.
    pub fn fill(service: Box<Service>, ids: Ids) -> (Self, Action) {
        begin(Self::Question, question::Question::new(What::Service(service), ids))
    }

    /// The form of a matter that was sent back ([`Action::Mend`]): only what is asked for is asked.
    pub fn mend(matter: Box<Matter>, ids: Ids) -> (Self, Action) {
        begin(Self::Question, question::Question::new(What::Matter(matter), ids))
    }

    /// The form that is being filled in or mended here, to be kept by the app while the person looks elsewhere. What it is
    /// about tells the two apart.
    pub fn filling(&self) -> Option<&Filling> {
        match self {
            Self::Question(question) => question.filling(),
            Self::Review(review) => Some(review.filling()),
            _ => None,
        }
    }

    /// What becomes of a message. One for a screen that is no longer there becomes nothing.
    pub fn update(&mut self, message: Message, ctx: &Context) -> Action {
        if message == Message::Frame(Act::Back) && self.back() {
            return Action::None;
        }
        match (self, message) {
            (_, Message::Frame(act)) => act.action(),
            (Self::Home(home), Message::Home(message)) => home.update(message),
            (Self::Browse(browse), Message::Browse(message)) => browse.update(message, ctx),
            (Self::Find(find), Message::Find(message)) => find.update(message),
            (Self::Found(found), Message::Found(message)) => found.update(message),
            (Self::Guide(guide), Message::Guide(message)) => guide.update(message),
            (Self::Question(question), Message::Question(message)) => question.update(message),
            (Self::Review(review), Message::Review(message)) => review.update(message),
            (Self::Receipt(receipt), Message::Receipt(message)) => receipt.update(message),
            (Self::Matters(matters), Message::Matters(message)) => matters.update(message),
            (Self::Matter(matter), Message::Matter(message)) => matter.update(message),
            (Self::Number(number), Message::Number(message)) => number.update(message),
            (Self::Rate(rate), Message::Rate(message)) => rate.update(message),
            (Self::Verify(verify), Message::Verify(message)) => verify.update(message, ctx),
            (Self::Settings(settings), Message::Settings(message)) => settings.update(message),
            (Self::Help(help), Message::Help(message)) => help.update(message),
            (Self::Hotline(hotline), Message::Hotline(message)) => hotline.update(message),
            (Self::Error(error), Message::Error(message)) => error.update(message),
            (Self::Cover(cover), Message::Cover(message)) => cover.update(message),
            _ => Action::None,
        }
    }

    /// 返回 within a screen: true if it had somewhere to go back to. From the review to the last question.
    pub fn back(&mut self) -> bool {
        match self {
            Self::Browse(browse) => browse.back(),
            Self::Question(question) => question.back(),
            Self::Settings(settings) => settings.back(),
            Self::Verify(verify) => verify.back(),
            Self::Guide(guide) => guide.back(),
            Self::Matters(matters) => matters.back(),
            Self::Matter(matter) => matter.back(),
            Self::Number(number) => number.back(),
            Self::Rate(rate) => rate.back(),
            Self::Review(review) => {
                if !review.is_filing() {
                    *self = Self::Question(question::Question::of(Box::new(review.filling().at_last())));
                }
                true
            }
            _ => false,
        }
    }

    /// What a screen still waits for when 返回 brings it to the front again: an answer that came while another
    /// stood there has been dropped.
    pub fn resume(&self) -> Action {
        match self {
            Self::Browse(browse) => browse.resume(),
            Self::Found(found) => found.resume(),
            Self::Guide(guide) => guide.resume(),
            Self::Question(question) => question.resume(),
            Self::Review(review) => review.resume(),
            Self::Verify(verify) => verify.resume(),
            Self::Matters(matters) => matters.resume(),
            Self::Matter(matter) => matter.resume(),
            Self::Number(number) => number.resume(),
            _ => Action::None,
        }
    }

    /// Takes the answer to a request in. One that came too late, or for another screen, becomes nothing.
    pub fn answered(&mut self, request: &Request, answer: Answer, ctx: &Context) -> Action {
        let message = match (request, answer) {
            (Request::Services(query), Answer::Services(answer)) => Message::Found(found::Message::ServicesLoaded(query.clone(), answer)),
            (Request::Departments, Answer::Departments(answer)) => Message::Browse(browse::Message::DepartmentsLoaded(answer)),
            (Request::Service(id), Answer::Service(answer)) => Message::Guide(guide::Message::ServiceLoaded(*id, answer)),
            (Request::Form(_), Answer::Form(answer)) if matches!(self, Self::Matter(_)) => {
                Message::Matter(matter::Message::FormLoaded(answer))
            }
            (Request::Form(id), Answer::Form(answer)) => Message::Question(question::Message::FormLoaded(*id, answer)),
            (Request::Matters, Answer::Matters(answer)) => Message::Matters(matters::Message::MattersLoaded(answer)),
            (Request::Amend(file, ..), Answer::Matter(answer)) if matches!(self, Self::Review(_)) => {
                Message::Review(review::Message::Amended(*file, answer))
            }
            (Request::Matter(file) | Request::Amend(file, ..) | Request::Withdraw(file), Answer::Matter(answer)) => {
                Message::Matter(matter::Message::MatterLoaded(*file, answer))
            }
            (Request::Find(..), Answer::Matter(answer)) => Message::Number(number::Message::Found(answer)),
            (Request::Rate(..), Answer::Rated(answer)) => Message::Rate(rate::Message::Rated(answer)),
            (Request::Verified(..), Answer::Verified(answer)) => Message::Verify(verify::Message::Verified(answer)),
            (Request::SavePicture(_), Answer::Saved(answer)) => Message::Receipt(receipt::Message::Saved(answer)),
            _ => return Action::None,
        };
        self.update(message, ctx)
    }

    /// Takes the outcome of a filing in, by its key.
    pub fn filed(&mut self, key: Uuid, answer: Result<Matter, Failure>, ctx: &Context) -> Action {
        self.update(Message::Review(review::Message::Filed(key, Box::new(answer))), ctx)
    }

    /// What is shown, with header and footer around it.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        let mut page = match self {
            Self::Home(home) => home.page(ctx).map(Message::Home),
            Self::Browse(browse) => browse.page(ctx).map(Message::Browse),
            Self::Find(find) => find.page(ctx).map(Message::Find),
            Self::Found(found) => found.page(ctx).map(Message::Found),
            Self::Guide(guide) => guide.page(ctx).map(Message::Guide),
            Self::Bring(bring) => bring.page(ctx),
            Self::Question(question) => question.page(ctx).map(Message::Question),
            Self::Review(review) => review.page(ctx).map(Message::Review),
            Self::Receipt(receipt) => receipt.page(ctx).map(Message::Receipt),
            Self::Matters(matters) => matters.page(ctx).map(Message::Matters),
            Self::Matter(matter) => matter.page(ctx).map(Message::Matter),
            Self::Number(number) => number.page(ctx).map(Message::Number),
            Self::Rate(rate) => rate.page(ctx).map(Message::Rate),
            Self::Verify(verify) => verify.page(ctx).map(Message::Verify),
            Self::Settings(settings) => settings.page(ctx).map(Message::Settings),
            Self::Help(help) => help.page(ctx).map(Message::Help),
            Self::Hotline(hotline) => hotline.page(ctx).map(Message::Hotline),
            Self::Error(error) => error.page(ctx).map(Message::Error),
            Self::Cover(cover) => cover.page(ctx).map(Message::Cover),
        };
        frame::around(&mut page, ctx, Message::Frame);
        page
    }

    /// Which screen it is.
    pub const fn id(&self) -> ScreenId {
        match self {
            Self::Home(_) => ScreenId::Home,
            Self::Browse(_) => ScreenId::Browse,
            Self::Find(_) => ScreenId::Find,
            Self::Found(_) => ScreenId::Found,
            Self::Guide(_) => ScreenId::Guide,
            Self::Bring(_) => ScreenId::Bring,
            Self::Question(_) => ScreenId::Question,
            Self::Review(_) => ScreenId::Review,
            Self::Receipt(_) => ScreenId::Receipt,
            Self::Matters(_) => ScreenId::Matters,
            Self::Matter(_) => ScreenId::Matter,
            Self::Number(_) => ScreenId::Number,
            Self::Rate(_) => ScreenId::Rate,
            Self::Verify(_) => ScreenId::Verify,
            Self::Settings(_) => ScreenId::Settings,
            Self::Help(_) => ScreenId::Help,
            Self::Hotline(_) => ScreenId::Hotline,
            Self::Error(_) => ScreenId::Error,
            Self::Cover(_) => ScreenId::Cover,
        }
    }
}

/// A screen in its place, with what it wants done first.
fn begin<S>(place: impl FnOnce(S) -> Screen, (screen, action): (S, Action)) -> (Screen, Action) {
    (place(screen), action)
}

#[cfg(test)]
mod tests;
