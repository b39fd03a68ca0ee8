//! The screens: each holds its state, says what became of a message as an [`Action`], and returns a page.
//! Knows neither iced nor the network: only `domain`, `semantic` and `i18n`.

mod aloud;
mod answer;
pub mod bring;
pub mod browse;
mod bundle;
pub mod cover;
pub mod error;
mod fault;
mod filed;
pub mod filling;
pub mod find;
pub mod found;
pub mod frame;
pub mod guide;
pub mod help;
pub mod home;
pub mod hotline;
mod identity;
pub mod intro;
pub mod keyboard;
mod loaded;
pub mod lookup;
pub mod matter;
pub mod matters;
mod notice;
pub mod number;
mod parts;
pub mod practise;
pub mod presets;
pub mod question;
pub mod rate;
pub mod receipt;
pub mod review;
mod route;
pub mod settings;
pub mod verify;
mod wording;

pub use aloud::Aloud;
pub use loaded::Loaded;
pub use parts::Variables;
pub use presets::presets;
pub use route::{Answer, Message, Screen, ScreenId};
pub use wording::Words;

use jiff::Zoned;
use uuid::Uuid;

use crate::domain::application::{Answers, Application, Matter, Occasion, Rating, ReceiptNumber};
use crate::domain::draft::Draft;
use crate::domain::institution::Institution;
use crate::domain::request::Query;
use crate::domain::secret::Secret;
use crate::domain::service::{Service, ServiceId};
use crate::domain::settings::{Change, ChineseVoice, Lesson, Settings};
use crate::i18n::Texts;

/// What every screen may read.
#[derive(Clone)]
pub struct Context {
    /// The words of the language in force.
    pub texts: &'static Texts,
    /// Size, theme, voice.
    pub settings: Settings,
    /// The hall and its help.
    pub institution: Institution,
    /// The clock.
    pub now: Zoned,
    /// Text is so large that header and footer carry words only (size 4 and more).
    pub compact: bool,
    /// In a hall: never to be closed, nothing kept.
    pub kiosk: bool,
    /// A built-in clerk moves applications on (`--demo`): said on screen.
    pub demo: bool,
    /// Why nothing can be heard, if so: the id of the words.
    pub voice_trouble: Option<&'static str>,
    /// Why the machine's voice speaks in place of the one that was chosen, if so: the id of the words.
    pub voice_instead: Option<&'static str>,
    /// It has just begun to.
    pub fell_back: bool,
    /// The voice is held (F11).
    pub paused: bool,
    /// Our own voice has just given way to a screen reader's.
    pub gave_way: bool,
    /// What has become of the call for a person, if one was made (in a hall).
    pub help: Option<help::Call>,
    /// What was not handed in yet, newest first.
    pub drafts: Vec<Draft>,
    /// The keys on the screen, while they are there.
    pub keyboard: Option<keyboard::Keyboard>,
    /// Whether names of private services may be said in a hall.
    pub aloud: Aloud,
    /// The person's own identity number, once it was written here: offered again (U3).
    pub identity: Option<Secret>,
}

/// What a screen wants done. Pure data; only `app` starts work.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Nothing.
    None,
    /// Show another screen.
    Go(Destination),
    /// Back to the one before.
    Back,
    /// To the home screen.
    Home,
    /// Ask the backend.
    Load(Request),
    /// Fill the form of a service: goes on with what was already written for it.
    Fill(Box<Service>),
    /// File it. The key makes it once, however often it is tried.
    File(Box<Application>, Uuid),
    /// Throw away what was written for a service.
    Discard(ServiceId),
    /// Mend what was sent back: the form of a matter, only what is asked for (补正, 补充材料).
    Mend(Box<Matter>),
    /// Call a person to this machine: in a hall, unless one is on the way ([`help::Call::is_under_way`]); at home nothing.
    CallHelp,
    /// Change how one sees and hears.
    Change(Change),
    /// Whether names of private services may be said in a hall.
    Aloud(Aloud),
    /// Hold the voice or go on (F11).
    Pause,
    /// Say again what is on the page.
    Repeat,
    /// Let a sample be heard; nothing is changed.
    Sample(Sample),
    /// A key on the screen.
    Keyboard(keyboard::Message),
    /// Something of the voice about the page before, to which one goes back.
    Ask(Asked),
    /// Put the focus on a node.
    Focus(crate::semantic::NodeId),
}

/// What one hears a sample of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sample {
    /// This voice, whichever is the chosen one.
    Voice(ChineseVoice),
    /// How fast it reads now.
    Rate,
}

/// What one asks of the voice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// 上一句
    SentenceBack,
    /// 下一句
    SentenceOn,
    /// 在哪里: the screen, which step, what is asked, what has the focus.
    Where,
    /// 一个字一个字念: what is written in the field.
    Spell,
}

/// Where to go.
#[derive(Debug, Clone, PartialEq)]
pub enum Destination {
    /// 全部事项: doors and departments.
    Browse,
    /// 找一找: write a few words.
    Find,
    /// The services that fit.
    Found(Query, String),
    /// 办事指南
    Guide(ServiceId),
    /// 要带的东西
    Bring(Box<Service>),
    /// 核对: the form with its answers.
    Review(Box<crate::screen::filling::Filling>),
    /// Back into the form at a question, by its place among those asked.
    Question(Box<crate::screen::filling::Filling>),
    /// 回执
    Receipt(Box<Matter>),
    /// 我办的事
    Matters,
    /// One matter.
    Matter(Uuid),
    /// One matter that is already here.
    Known(Box<Matter>),
    /// The same, just mended: what was asked for is handed in.
    Mended(Box<Matter>),
    /// 凭号码找: a matter by what one took away.
    Number,
    /// 好差评
    Rate(Box<Matter>, Occasion),
    /// 资格认证: until when it holds, and how it goes on.
    Verify(Box<Service>),
    /// 查一查: what a registry knows of one person.
    Lookup(Box<Service>),
    /// 听和看
    Settings,
    /// 怎么用: all of it, or one way alone.
    Intro(Option<Lesson>),
    /// 练一练
    Practise,
    /// 人工帮助
    Help,
    /// 反映问题: how to call 12345.
    Hotline,
    /// 先遮一下: a cover over what is on the screen.
    Cover,
    /// Something happened that nobody foresaw.
    Error,
}

impl Destination {
    /// Whether it takes the place of the question or review it is reached from: these, the receipt and the matter are
    /// one place, so that 返回 never leads into an older copy of a form, nor from what was handed in back into it.
    pub const fn replaces(&self) -> bool {
        matches!(self, Self::Question(_) | Self::Review(_) | Self::Receipt(_) | Self::Matter(_) | Self::Mended(_))
    }
}

/// What is asked of the backend. The answer comes to the screen that asked, with the request it answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// Services that fit.
    Services(Query),
    /// The departments.
    Departments,
    /// The letters with which names begin.
    Letters,
    /// A service with its guide.
    Service(ServiceId),
    /// The form of a service.
    Form(ServiceId),
    /// What I have filed.
    Matters,
    /// One of them.
    Matter(Uuid),
    /// One by its number and the last four of the identity number.
    Find(ReceiptNumber, Secret),
    /// Hand in what was asked for; the key makes it once.
    Amend(Uuid, Answers, Uuid),
    /// Send what some departments have not taken to them again (一件事): never twice.
    SendParts(Uuid),
    /// 撤回
    Withdraw(Uuid),
    /// 好差评
    Rate(Uuid, Rating),
    /// Until when somebody's 资格认证 holds.
    Verified(ServiceId, Secret),
    /// What a registry knows of the person with this identity number.
    LookUp(ServiceId, Secret),
    /// Keep the receipt of a matter as a picture: at home.
    SavePicture(Box<Matter>),
}
