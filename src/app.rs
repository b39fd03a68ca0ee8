//! The program: its state, what becomes of each message, and the way to the folds. Imports everything; nobody imports it.

mod audited;
mod call;
mod catalogue;
mod choose;
mod effect;
mod hands;
mod listen;
mod options;
mod prepare;
mod run;
mod serve;
mod services;
mod shelf;
mod shown;
mod switches;
mod talk;
mod voice;
mod watch;
mod way;

pub use audited::audit;
pub use catalogue::{check, import};
pub use options::Options;
pub use prepare::Prepared;
pub use run::StartError;
pub use serve::serve;
pub use services::{Narrator, Quiet, Reached, Services, Signals};
pub use voice::voice;

use std::time::{Duration, Instant};

use iced::{Point, Size, Task};
use uuid::Uuid;

use crate::domain::application::Matter;
use crate::domain::failure::Failure;
use crate::domain::help::HelpTicket;
use crate::domain::institution::Institution;
use crate::domain::service::ServiceId;
use crate::domain::settings::{Change, Settings};
use crate::i18n::Texts;
use crate::platform::accesskit::{Bridge, Request as Reader};
use crate::screen::frame::{Act, pager};
use crate::screen::{self, Action, Aloud, Answer, Context, Request, Screen};
use crate::semantic::{Direction, Focus, Layout, Live, Node, NodeId, Page, Tone};
use crate::session::Idle;
use crate::speech;
use crate::ui::{self, Profile};
use call::Called;
use choose::Voices;
use listen::Listening;
use shelf::Shelf;

/// Everything that happens.
#[derive(Clone)]
pub enum Message {
    /// A key, a touch, a layout.
    Ui(ui::Event),
    /// Something on the screen.
    Screen(screen::Message),
    /// The pager.
    Part(Direction),
    /// The backend answered.
    Answered(Request, Answer),
    /// The backend took or refused what was filed for a service under a key.
    Filed(ServiceId, Uuid, Box<Result<Matter, Failure>>),
    /// The desk answered a call for help.
    Helped(Result<HelpTicket, Failure>),
    /// What came of work begun in a session.
    Of(u64, Box<Message>),
    /// The voice.
    Voice(speech::Event),
    /// A screen reader wants something.
    Reader(Reader),
    /// The embedded backend runs, or why it does not.
    BackendStarted(Result<services::Reached, StartError>),
    /// The window.
    Window(iced::window::Event),
    /// Time passes.
    Ticked(Instant),
}

/// In a hall: so long nobody need do anything (E1), counted from the end of speech.
const LIMIT: Duration = Duration::from_secs(150);
/// So long the warning stands.
const WARNING: Duration = Duration::from_secs(40);
const _: () = assert!(LIMIT.as_secs() >= 120 && LIMIT.as_secs() <= 300 && WARNING.as_secs() >= 20 && WARNING.as_secs() <= 45, "E1");

/// The state of the program.
pub struct App {
    services: Services,
    options: Options,
    institution: Institution,
    settings: Settings,
    profile: Profile,
    window: Size,
    position: Point,
    /// Physical pixels of a logical one.
    scale: f32,

    screen: Screen,
    history: Vec<Screen>,
    shelf: Shelf,
    /// Asked for before the backend was there.
    early: Vec<Request>,

    page: Page<Message>,
    generation: u64,
    layout: Layout,
    part: usize,
    focus: Focus,
    hand: switches::Hand,
    pressed: Option<NodeId>,
    spoken: Option<NodeId>,
    caption: Option<String>,
    /// The page has come and has not been told yet.
    arrived: bool,
    /// Something was said of the page since this was last unset.
    told: bool,
    trouble: Option<speech::Trouble>,
    paused: bool,
    listening: Listening,
    voices: Voices,
    bridge: Option<Bridge>,
    idle: Option<Idle>,
    /// Nobody has done anything for long: the warning stands.
    leaving: bool,
    /// Counts the people who were here, one after the other.
    session: u64,
    /// The call for a person.
    called: Option<Called>,
    /// Whether names of private services may be said in a hall.
    aloud: Aloud,
    /// It is about somebody who has died: slower, and without a chime.
    gentle: bool,
    /// As the voice was last told to be.
    manner: speech::Manner,
    start: Option<run::Start>,
    ending: run::Ending,
}

impl App {
    /// The program on its home screen, with nothing started yet.
    pub fn new(options: Options, services: Services) -> Self {
        let window = Size::new(options.window.0 as f32, options.window.1 as f32);
        let settings = options.settings;
        let idle = options.kiosk.then(|| Idle::new(LIMIT, WARNING));
        let language = Texts::of(settings.locale.tag()).language();
        // In a hall nothing of a person is ever on disk (P3).
        let shelf = Shelf::of(services.store.as_deref().filter(|_| !options.kiosk));
        let mut app = Self {
            institution: options.institution.clone(),
            profile: options.profile,
            services,
            options,
            settings,
            window,
            position: Point::ORIGIN,
            scale: 1.0,
            screen: Screen::home(),
            history: Vec::new(),
            shelf,
            early: vec![Request::Matters],
            page: Page::new("", "", "", language),
            generation: 0,
            layout: Layout::default(),
            part: 0,
            focus: Focus::default(),
            hand: switches::Hand::default(),
            pressed: None,
            spoken: None,
            caption: None,
            arrived: true,
            told: false,
            trouble: None,
            paused: false,
            listening: Listening::default(),
            voices: Voices::default(),
            bridge: None,
            idle,
            leaving: false,
            session: 0,
            called: None,
            aloud: Aloud::No,
            gentle: false,
            manner: talk::manner(&settings),
            start: None,
            ending: run::Ending::default(),
        };
        app.greet();
        app.refresh();
        app
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message) -> Task<Message> {
        // That somebody is there shows nothing, unless the warning goes: what was meant comes with the next message.
        let shows = self.leaving || !matches!(message, Message::Ui(ui::Event::Touched));
        let task = self.handle(message);
        self.keep_written();
        if shows {
            self.refresh();
        }
        self.tell_first();
        task
    }

    fn handle(&mut self, message: Message) -> Task<Message> {
        match message {
            Message::Ui(event) => self.happened(event),
            // 返回 puts the keys on the screen away first.
            Message::Screen(screen::Message::Frame(Act::Back)) if self.puts_keys_away() => Task::none(),
            Message::Screen(message) => {
                let action = self.screen.update(message, &self.context());
                self.act(action)
            }
            Message::Part(direction) => {
                self.turn(direction);
                Task::none()
            }
            Message::Answered(request, answer) => self.answered(request, answer),
            Message::Filed(service, key, answer) => self.filed(service, key, *answer),
            Message::Helped(answer) => {
                self.helped(answer);
                Task::none()
            }
            Message::Of(session, message) if session == self.session => self.handle(*message),
            Message::Of(..) => Task::none(),
            Message::Voice(event) => {
                self.heard(event);
                Task::none()
            }
            Message::Reader(request) => self.reader(request),
            Message::BackendStarted(result) => self.backend_started(result),
            Message::Window(event) => self.window_event(event),
            Message::Ticked(now) => self.ticked(now),
        }
    }

    fn act(&mut self, action: Action) -> Task<Message> {
        match action {
            Action::None => Task::none(),
            Action::Go(destination) => self.open(destination),
            Action::Back => self.back(),
            Action::Home => self.home(),
            Action::Change(change) => {
                self.change(change);
                self.greet();
                Task::none()
            }
            Action::Aloud(aloud) => {
                self.aloud = aloud;
                Task::none()
            }
            Action::Pause => {
                self.pause();
                Task::none()
            }
            Action::Repeat => {
                self.repeat();
                Task::none()
            }
            Action::Sample(sample) => {
                self.sample(sample);
                Task::none()
            }
            Action::Ask(asked) => self.asked_elsewhere(asked),
            Action::Focus(id) => {
                self.focus = Focus(Some(id));
                self.told = false;
                self.refresh();
                self.reveal();
                if !self.told {
                    self.tell_focus();
                }
                Task::none()
            }
            Action::Keyboard(message) => self.keyboard(message),
            Action::Load(request) => self.load(request),
            Action::Discard(service) => self.discard(service),
            Action::CallHelp => self.call_help(),
            Action::Fill(service) => self.fill(service),
            Action::Mend(matter) => self.mend(matter),
            Action::File(application, key) => self.file(*application, key),
        }
    }

    /// A change of size, theme, language or voice: at once, and nothing is lost (U4).
    fn change(&mut self, change: Change) {
        let (before, spoke) = (self.settings, self.speaks());
        self.settings = before.changed(change);
        if let Change::Chinese(voice) = change {
            self.voices.tried = Some(voice);
        }
        self.services.keep(&self.settings, self.options.kiosk);
        self.refresh();
        if self.settings.locale != before.locale || (self.speaks() && !spoke) {
            self.arrived = true;
            self.generation += 1;
        } else if spoke && !self.speaks() {
            self.narrator().hush(false);
        } else {
            self.tell_change(change);
            self.tell_operation(before.operation);
        }
    }

    /// What every screen may read.
    fn context(&self) -> Context {
        Context {
            texts: self.texts(),
            settings: self.settings,
            institution: self.institution.clone(),
            now: self.services.now(),
            compact: self.look().compact(),
            kiosk: self.options.kiosk,
            demo: self.options.demo,
            voice_trouble: self.trouble.map(talk::trouble_words),
            voice_instead: self.instead_of(self.settings.chinese),
            fell_back: self.voices.fell_back,
            paused: self.paused,
            gave_way: self.listening.gave_way,
            help: self.called.as_ref().map(|called| called.call().clone()),
            drafts: self.shelf.drafts().to_vec(),
            keyboard: self.hand.keyboard.clone(),
            aloud: self.aloud,
            identity: self.shelf.own_identity().cloned(),
        }
    }

    /// The page anew, and what follows from what changed on it.
    fn refresh(&mut self) {
        self.tell_manner();
        let ctx = self.context();
        let mut page = self.screen.page(&ctx).map(Message::Screen);
        if self.leaving {
            page.content.insert(0, Node::notice("app.leaving", Tone::Info, Live::Assertive, ctx.texts.get("app-leaving")));
        }
        let same = page.is_same_place(&self.page);
        if same {
            pager(&mut page, &ctx, self.part, self.layout.parts, Message::Part);
        }
        let old = std::mem::replace(&mut self.page, page);
        if same {
            self.focus = self.focus.kept_on(&self.page);
            self.tell_difference(&old);
        } else {
            self.generation += 1;
            self.part = 0;
            self.layout.parts = 0;
            self.arrived = true;
            self.focus = Focus(self.page.focus.clone());
            self.narrator().hush(true);
            self.listening.gave_way = false;
            self.voices.fell_back = false;
        }
        self.follow_focus(same);
        self.publish();
    }
}
