//! The program: its state, what becomes of each message, and the way to the folds. Imports everything; nobody imports it.

mod effect;
mod options;
mod prepare;
mod run;
mod serve;
mod services;
mod talk;

pub use options::Options;
pub use prepare::Prepared;
pub use run::StartError;
pub use serve::{check, serve};
pub use services::{Narrator, Quiet, Reached, Services};

use std::collections::HashMap;
use std::time::{Duration, Instant};

use iced::{Element, Point, Size, Task};
use jiff::Zoned;
use uuid::Uuid;

use crate::domain::application::Matter;
use crate::domain::failure::Failure;
use crate::domain::institution::Institution;
use crate::domain::service::ServiceId;
use crate::domain::settings::{Change, Settings};
use crate::i18n::Texts;
use crate::platform::accesskit::{Bridge, Frame, Request as Reader};
use crate::screen::filling::Filling;
use crate::screen::frame::{Act, pager};
use crate::screen::{self, Action, Answer, Context, Destination, Request, Screen, ScreenId, Words};
use crate::semantic::{Direction, Focus, Layout, Live, Node, NodeId, Page, Tone};
use crate::session::{Idle, State as Stir};
use crate::speech;
use crate::ui::{self, Intent, Look, Palette, Profile, View};

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

/// The state of the program.
pub struct App {
    services: Services,
    options: Options,
    institution: Institution,
    settings: Settings,
    profile: Profile,
    window: Size,
    position: Point,

    screen: Screen,
    history: Vec<Screen>,
    drafts: HashMap<ServiceId, Filling>,
    /// Asked for before the backend was there.
    early: Vec<Request>,

    page: Page<Message>,
    generation: u64,
    layout: Layout,
    part: usize,
    focus: Focus,
    pressed: Option<NodeId>,
    spoken: Option<NodeId>,
    caption: Option<String>,
    /// The page has come and has not been told yet.
    arrived: bool,
    /// Something was said of the page since this was last unset.
    told: bool,
    trouble: Option<speech::Trouble>,
    paused: bool,
    bridge: Option<Bridge>,
    idle: Option<Idle>,
    /// Nobody has done anything for long: the warning stands.
    leaving: bool,
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
        let mut app = Self {
            institution: options.institution.clone(),
            profile: options.profile,
            services,
            options,
            settings,
            window,
            position: Point::ORIGIN,
            screen: Screen::home(),
            history: Vec::new(),
            drafts: HashMap::new(),
            early: Vec::new(),
            page: Page::new("", "", "", language),
            generation: 0,
            layout: Layout::default(),
            part: 0,
            focus: Focus::default(),
            pressed: None,
            spoken: None,
            caption: None,
            arrived: true,
            told: false,
            trouble: None,
            paused: false,
            bridge: None,
            idle,
            leaving: false,
            start: None,
            ending: run::Ending::default(),
        };
        app.refresh();
        app
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message) -> Task<Message> {
        // That somebody is there shows nothing, unless the warning goes: what was meant comes with the next message.
        let shows = self.leaving || !matches!(message, Message::Ui(ui::Event::Touched));
        let task = self.handle(message);
        if shows {
            self.refresh();
        }
        task
    }

    fn handle(&mut self, message: Message) -> Task<Message> {
        match message {
            Message::Ui(event) => self.happened(event),
            Message::Screen(message) => {
                let action = self.screen.update(message, &self.context());
                self.act(action)
            }
            Message::Part(direction) => {
                self.turn(direction);
                Task::none()
            }
            Message::Answered(request, answer) => {
                let action = self.screen.answered(&request, answer, &self.context());
                self.act(action)
            }
            Message::Filed(service, key, answer) => {
                let filed = answer.is_ok();
                let action = self.screen.filed(key, *answer, &self.context());
                let task = self.act(action);
                if filed {
                    self.drafts.remove(&service);
                    self.services.chime(&self.settings);
                }
                task
            }
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

    fn happened(&mut self, event: ui::Event) -> Task<Message> {
        match event {
            ui::Event::Intent(intent) => self.intent(intent),
            ui::Event::Activated(id) => self.press(&id),
            ui::Event::Written(id, text) => self.write(&id, text),
            ui::Event::Pressed(id) => {
                self.pressed = id;
                Task::none()
            }
            ui::Event::LaidOut(layout) => {
                self.laid_out(layout);
                Task::none()
            }
            ui::Event::Touched => {
                self.touched();
                Task::none()
            }
        }
    }

    fn intent(&mut self, intent: Intent) -> Task<Message> {
        let settings = self.settings;
        match intent {
            Intent::Next => self.step(Direction::Next),
            Intent::Previous => self.step(Direction::Previous),
            Intent::Activate => return self.activate(),
            Intent::Back => return self.frame_act(Act::Back),
            Intent::Help => return self.frame_act(Act::Help),
            Intent::Repeat => return self.frame_act(Act::Repeat),
            Intent::PartNext => self.turn(Direction::Next),
            Intent::PartPrevious => self.turn(Direction::Previous),
            Intent::Slower => self.change(Change::Slower),
            Intent::Faster => self.change(Change::Faster),
            Intent::Softer => self.change(Change::Softer),
            Intent::Louder => self.change(Change::Louder),
            Intent::Smaller => self.change(Change::Smaller),
            Intent::Larger => self.change(Change::Larger),
            Intent::Theme => self.change(Change::Theme(settings.theme.next())),
            Intent::Language => self.change(Change::Locale(settings.locale.next())),
            Intent::Pause => self.pause(),
        }
        Task::none()
    }

    /// Enter or Space on what has the focus.
    fn activate(&mut self) -> Task<Message> {
        let Some(id) = self.focus.0.clone() else {
            self.step(Direction::Next);
            return Task::none();
        };
        match self.page.find(&id).and_then(Node::field) {
            Some(field) => field.on_submit.clone().map_or_else(Task::none, |message| self.accepted(message)),
            None => self.press(&id),
        }
    }

    /// A press accepted: by touch, key, switch or screen reader alike, looked up in the page by the node's id.
    fn press(&mut self, id: &NodeId) -> Task<Message> {
        let Some(node) = self.page.find(id) else { return Task::none() };
        if node.focusable() {
            self.focus = Focus(Some(id.clone()));
        }
        match node.on_press.clone() {
            Some(message) => self.accepted(message),
            None => {
                self.tell_focus();
                Task::none()
            }
        }
    }

    fn accepted(&mut self, message: Message) -> Task<Message> {
        self.services.click(&self.settings);
        self.handle(message)
    }

    fn write(&mut self, id: &NodeId, text: String) -> Task<Message> {
        let Some(field) = self.page.find(id).and_then(Node::field) else { return Task::none() };
        let (message, before) = ((field.on_input)(text.clone()), field.value.clone());
        self.focus = Focus(Some(id.clone()));
        self.tell_written(id, &before, &text);
        self.handle(message)
    }

    fn step(&mut self, direction: Direction) {
        self.focus = self.focus.step(&self.page, direction);
        self.reveal();
        self.tell_focus();
    }

    /// Turns to the part in which the focus stands (V9).
    fn reveal(&mut self) {
        if let Some(part) = self.focus.0.as_ref().and_then(|id| self.layout.part_of(id)) {
            self.part = part;
        }
    }

    fn turn(&mut self, direction: Direction) {
        let part = match direction {
            Direction::Next => (self.part + 1).min(self.layout.parts.saturating_sub(1)),
            Direction::Previous => self.part.saturating_sub(1),
        };
        if part != self.part {
            self.part = part;
            self.generation += 1;
            self.arrived = true;
        }
    }

    fn frame_act(&mut self, act: Act) -> Task<Message> {
        self.handle(Message::Screen(screen::Message::Frame(act)))
    }

    fn act(&mut self, action: Action) -> Task<Message> {
        match action {
            Action::None => Task::none(),
            Action::Go(destination) => self.open(destination),
            Action::Back => self.back(),
            Action::Home => self.home(),
            Action::Change(change) => {
                self.change(change);
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
            Action::Load(request) => self.load(request),
            Action::Fill(service) => self.fill(service),
            Action::File(application, key) => self.file(*application, key),
        }
    }

    fn open(&mut self, destination: Destination) -> Task<Message> {
        let replaces = destination.replaces();
        let (screen, action) = Screen::open(destination);
        self.show(screen, replaces);
        self.act(action)
    }

    /// Puts a screen in front; what it does not replace, 返回 leads back to.
    fn show(&mut self, screen: Screen, replaces: bool) {
        self.keep_draft();
        let left = std::mem::replace(&mut self.screen, screen);
        if !(replaces && matches!(left.id(), ScreenId::Question | ScreenId::Review)) {
            self.history.push(left);
        }
    }

    fn back(&mut self) -> Task<Message> {
        self.keep_draft();
        match self.history.pop() {
            Some(screen) => {
                self.screen = screen;
                let action = self.screen.resume();
                self.act(action)
            }
            None => self.home(),
        }
    }

    fn home(&mut self) -> Task<Message> {
        self.keep_draft();
        self.history.clear();
        self.screen = Screen::home();
        Task::none()
    }

    /// What was written in a form stays, wherever one goes.
    fn keep_draft(&mut self) {
        if let Some(filling) = self.screen.filling() {
            self.drafts.insert(filling.service.id, filling.clone());
        }
    }

    /// A change of size, theme, language or voice: at once, and nothing is lost (U4).
    fn change(&mut self, change: Change) {
        let before = self.settings;
        self.settings = before.changed(change);
        self.services.keep(&self.settings, self.options.kiosk);
        self.services.narrator.manner(talk::manner(&self.settings));
        self.refresh();
        if self.settings.locale != before.locale || (self.settings.speech && !before.speech) {
            self.arrived = true;
            self.generation += 1;
        } else if before.speech && !self.settings.speech {
            self.services.narrator.hush(false);
        } else {
            self.tell_change(change);
        }
    }

    fn laid_out(&mut self, layout: Layout) {
        self.part = layout.part;
        self.layout = layout;
        if self.arrived && self.layout.generation == self.generation {
            // The pager comes with the next page; its words are said with the content.
            self.arrived = false;
            self.refresh();
            self.tell_page();
        }
    }

    fn reader(&mut self, request: Reader) -> Task<Message> {
        match request {
            Reader::Press(id) => self.press(&id),
            Reader::Focus(id) => {
                if self.page.find(&id).is_some_and(Node::focusable) {
                    self.focus = Focus(Some(id));
                    self.tell_focus();
                }
                Task::none()
            }
            Reader::SetValue(id, value) => self.write(&id, value),
        }
    }

    fn window_event(&mut self, event: iced::window::Event) -> Task<Message> {
        use iced::window::Event;
        match event {
            Event::Opened { size, position } => {
                self.window = size;
                self.position = position.unwrap_or_default();
                return self.begin();
            }
            Event::Resized(size) => self.window = size,
            Event::Moved(position) => self.position = position,
            Event::Focused | Event::Unfocused => {
                if let Some(bridge) = &mut self.bridge {
                    bridge.window_focused(event == Event::Focused);
                }
            }
            _ => {}
        }
        Task::none()
    }

    /// In a hall: whoever has gone leaves nothing behind (E1, P3).
    fn ticked(&mut self, now: Instant) -> Task<Message> {
        let state = self.idle.as_mut().map(|idle| idle.state(now));
        self.leaving = matches!(state, Some(Stir::Warning(_)));
        if state != Some(Stir::Over) {
            return Task::none();
        }
        self.idle = Some(Idle::new(LIMIT, WARNING));
        self.settings = self.options.settings;
        self.services.new_person();
        self.services.narrator.hush(false);
        self.services.narrator.manner(talk::manner(&self.settings));
        let task = self.home();
        self.drafts.clear();
        task
    }

    fn touched(&mut self) {
        self.leaving = false;
        if let Some(idle) = &mut self.idle {
            idle.touched((self.services.instant)());
        }
    }

    /// What every screen may read.
    fn context(&self) -> Context {
        Context {
            texts: Texts::of(self.settings.locale.tag()),
            settings: self.settings,
            institution: self.institution.clone(),
            now: self.services.now(),
            compact: self.look().compact(),
            kiosk: self.options.kiosk,
            demo: self.options.demo,
            voice_trouble: self.trouble.map(talk::trouble_words),
            paused: self.paused,
        }
    }

    fn look(&self) -> Look {
        Look {
            step: self.settings.text_size.step(),
            palette: Palette::named(self.settings.theme.name()),
            profile: self.profile,
            window: self.window,
            language: Texts::of(self.settings.locale.tag()).language(),
        }
    }

    /// The page anew, and what follows from what changed on it.
    fn refresh(&mut self) {
        let ctx = self.context();
        let mut page = self.screen.page(&ctx).map(Message::Screen);
        if self.leaving {
            page.content.insert(0, Node::notice("app.leaving", Tone::Info, Live::Assertive, ctx.texts.get("app-leaving")));
        }
        let same = page.is_same_place(&self.page);
        if same && !self.arrived {
            pager(&mut page, &ctx, self.part, self.layout.parts, Message::Part);
        }
        let old = std::mem::replace(&mut self.page, page);
        if same {
            self.focus = self.focus.kept_on(&self.page);
            self.tell_difference(&old);
        } else {
            self.generation += 1;
            self.part = 0;
            self.arrived = true;
            self.focus = Focus(self.page.focus.clone());
            self.services.narrator.hush(old.result);
        }
        self.publish();
    }

    fn publish(&mut self) {
        if let Some(bridge) = &mut self.bridge {
            bridge.publish(&Frame {
                page: &self.page,
                layout: &self.layout,
                focus: &self.focus,
                words: &Words(Texts::of(self.settings.locale.tag())),
                scale: 1.0,
                position: Some((self.position.x, self.position.y)),
            });
        }
    }

    /// The page as pixels.
    pub fn view(&self) -> Element<'_, Message> {
        let view = View {
            look: self.look(),
            focus: &self.focus,
            spoken: self.spoken.as_ref(),
            pressed: self.pressed.as_ref(),
            caption: self.caption.as_deref(),
            part: self.part,
            generation: self.generation,
            clock: self.services.instant,
        };
        ui::render(&self.page, &view).map(Message::Ui)
    }

    /// The page on the screen, for tests and the audit.
    pub const fn page(&self) -> &Page<Message> {
        &self.page
    }
    /// Where its nodes stand.
    pub const fn layout(&self) -> &Layout {
        &self.layout
    }
    /// Where the keyboard is.
    pub const fn focus(&self) -> &Focus {
        &self.focus
    }
    /// How one sees and hears now.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }
    /// The clock of the screen.
    pub fn now(&self) -> Zoned {
        self.services.now()
    }
}
