//! All screens as one: which is shown, its page, what becomes of its messages and of the answers it asked for.

use super::filling::Filling;
use super::frame::{self, Act};
use super::question::{Ids, What};
use super::{Action, Context, Destination};
use super::{
    bring, browse, cover, error, find, found, guide, help, home, hotline, intro, keyboard, lookup, matter, matters, number, practise,
    question, rate, receipt, review, settings, verify,
};
use crate::domain::application::Matter;
use crate::domain::failure::Failure;
use crate::domain::form::Form;
use crate::domain::lookup::Finding;
use crate::domain::request::{Dated, Department, Letter, Verification};
use crate::domain::service::{Service, ServiceSummary};
use crate::semantic::Page;

mod turn;

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
    Lookup(lookup::Lookup),
    Settings(settings::Settings),
    Intro(intro::Intro),
    Practise(practise::Practise),
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
    Lookup(lookup::Message),
    Settings(settings::Message),
    Intro(intro::Message),
    Practise(practise::Message),
    Keyboard(keyboard::Message),
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
    Letters(Result<Dated<Vec<Letter>>, Failure>),
    Service(Box<Result<Dated<Service>, Failure>>),
    Form(Box<Result<Form, Failure>>),
    Matters(Result<Vec<Matter>, Failure>),
    Matter(Box<Result<Matter, Failure>>),
    Rated(Result<(), Failure>),
    Verified(Result<Verification, Failure>),
    LookedUp(Result<Finding, Failure>),
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
    Lookup = "lookup",
    Settings = "settings",
    Intro = "intro",
    Practise = "practise",
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
            Destination::Question(filling) if filling.begins_at_review() => (Self::Review(review::Review::new(filling)), Action::None),
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
            Destination::Lookup(service) => (Self::Lookup(lookup::Lookup::new(service)), Action::None),
            Destination::Settings => (Self::Settings(settings::Settings::new()), Action::None),
            Destination::Intro(lesson) => (Self::Intro(intro::Intro::new(lesson)), Action::None),
            Destination::Practise => (Self::Practise(practise::Practise::new()), Action::None),
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
            Self::Lookup(lookup) => lookup.page(ctx).map(Message::Lookup),
            Self::Settings(settings) => settings.page(ctx).map(Message::Settings),
            Self::Intro(intro) => intro.page(ctx).map(Message::Intro),
            Self::Practise(practise) => practise.page(ctx).map(Message::Practise),
            Self::Help(help) => help.page(ctx).map(Message::Help),
            Self::Hotline(hotline) => hotline.page(ctx).map(Message::Hotline),
            Self::Error(error) => error.page(ctx).map(Message::Error),
            Self::Cover(cover) => cover.page(ctx).map(Message::Cover),
        };
        keyboard::around(&mut page, ctx);
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
            Self::Lookup(_) => ScreenId::Lookup,
            Self::Settings(_) => ScreenId::Settings,
            Self::Intro(_) => ScreenId::Intro,
            Self::Practise(_) => ScreenId::Practise,
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
