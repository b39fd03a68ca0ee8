//! One who uses the program: finds by role and name, presses, types, hears. Drives the real `App`, its real layout
//! and the real embedded backend, headless. The clock stands still but for the instants between two presses.

use std::cell::Cell;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use iced::Color;
use iced_test::core::keyboard::key::Named;
use iced_test::core::renderer::{Headless as _, Style};
use iced_test::core::{Event, Point, Size, clipboard, keyboard, mouse, touch, window};
use iced_test::futures::futures::{Stream, StreamExt as _};
use iced_test::runtime::{Action, UserInterface, task, user_interface};
use tokio::runtime::Runtime;
use tongban::api::Client;
use tongban::api::http::{Http, Timeouts};
use tongban::app::{App, Message, Narrator, Options, Reached, Services, Signals};
use tongban::backend;
use tongban::domain::application::Matter;
use tongban::domain::catalogue::Catalogue;
use tongban::domain::clock::{Clock, FixedClock};
use tongban::domain::settings::{Heard, Locale, Settings, TextSize};
use tongban::i18n::Texts;
use tongban::platform::accesskit::Request as Reader;
use tongban::screen::presets;
use tongban::semantic::{Kind, NodeId, PAGER_NEXT, PAGER_PREVIOUS, Role, Utterance};
use tongban::session::DataDirectory;
use tongban::speech::{Event as Voice, Manner};
use tongban::ui::Profile;

thread_local! {
    static INSTANT: Cell<Option<Instant>> = const { Cell::new(None) };
    static STEP: Cell<Duration> = const { Cell::new(Duration::from_secs(1)) };
}

/// A clock that goes on a second with each look at it, so that no press is a tremor.
fn patient() -> Instant {
    pass(STEP.with(Cell::get))
}

fn pass(time: Duration) -> Instant {
    INSTANT.with(|at| {
        let now = at.get().unwrap_or_else(Instant::now) + time;
        at.set(Some(now));
        now
    })
}

/// What the voice was told.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    Say(Utterance),
    /// The next one is said from that sentence on.
    From(usize),
    Hush {
        keep_result: bool,
    },
    Pause(bool),
    Manner(Manner),
    Chime,
}

/// Writes down what is said instead of saying it.
#[derive(Clone, Default)]
struct Ear(Arc<Mutex<Vec<Told>>>);

impl Ear {
    fn note(&self, told: impl IntoIterator<Item = Told>) {
        self.0.lock().unwrap().extend(told);
    }
}

impl Narrator for Ear {
    fn say_from(&self, sentence: usize, utterances: Vec<Utterance>) {
        let from = (sentence > 0).then_some(Told::From(sentence));
        self.note(from.into_iter().chain(utterances.into_iter().map(Told::Say)));
    }
    fn hush(&self, keep_result: bool) {
        self.note([Told::Hush { keep_result }]);
    }
    fn pause(&self, paused: bool) {
        self.note([Told::Pause(paused)]);
    }
    fn manner(&self, manner: Manner) {
        self.note([Told::Manner(manner)]);
    }
}

impl Signals for Ear {
    fn click(&self) {}
    fn chime(&self, _: u8) {
        self.note([Told::Chime]);
    }
}

/// Where the program runs.
#[derive(Clone, Copy)]
pub struct Hall {
    pub locale: Locale,
    pub text_size: u8,
    pub window: (u32, u32),
    pub kiosk: bool,
}

impl Hall {
    /// At home, in a language.
    pub const fn home(locale: Locale) -> Self {
        Self { locale, text_size: 2, window: (1280, 800), kiosk: false }
    }
}

type Work = Pin<Box<dyn Stream<Item = Action<Message>> + Send>>;

pub struct Resident {
    pub app: App,
    renderer: iced::Renderer,
    cache: Option<user_interface::Cache>,
    size: Size,
    runtime: Arc<Runtime>,
    client: Arc<dyn Client>,
    ear: Ear,
    told: Vec<Told>,
    secrets: Vec<&'static str>,
    /// What the backend is asked waits until [`Self::release`].
    held: Option<Vec<Work>>,
    _data: Option<tempfile::TempDir>,
}

impl Resident {
    /// At home, in a language, before a backend of one's own.
    pub fn new(locale: Locale) -> Self {
        let data = tempfile::tempdir().unwrap();
        let runtime = runtime();
        let backend = runtime.block_on(embedded(data.path()));
        Self { _data: Some(data), ..Self::at(Hall::home(locale), runtime, backend) }
    }

    /// In a hall, before that backend.
    pub fn at(hall: Hall, runtime: Arc<Runtime>, backend: Reached) -> Self {
        Self::keeping(hall, runtime, backend, None)
    }

    /// The same, on a data directory of the program's own.
    pub fn keeping(hall: Hall, runtime: Arc<Runtime>, backend: Reached, store: Option<Arc<DataDirectory>>) -> Self {
        Self::settled(hall, Self::settings(hall), runtime, backend, store)
    }

    /// The settings of one who has been here before.
    pub fn settings(hall: Hall) -> Settings {
        let text_size = TextSize::try_from(hall.text_size).unwrap();
        Settings { locale: hall.locale, text_size, size_confirmed: true, heard: Heard::ALL, ..Settings::default() }
    }

    /// With settings of one's own.
    pub fn settled(hall: Hall, settings: Settings, runtime: Arc<Runtime>, backend: Reached, store: Option<Arc<DataDirectory>>) -> Self {
        assert!(tongban::ui::load_fonts(), "fonts-noto-cjk is not installed");
        let Hall { locale, window, kiosk, .. } = hall;
        let context = presets::context(locale).expect("the samples");
        let profile = if kiosk { Profile::KIOSK } else { Profile::HOME };
        let options = Options { kiosk, demo: false, settings, institution: context.institution, profile, window, maximized: false };
        let (ear, client) = (Ear::default(), backend.client.clone());
        let services = Services {
            backend: Some(backend),
            narrator: Box::new(ear.clone()),
            sounds: Some(Box::new(ear.clone())),
            applicant: store.as_ref().map_or_else(uuid::Uuid::new_v4, |store| store.applicant(kiosk).unwrap()),
            pictures: store.as_ref().map(|store| store.path().join("pictures")).unwrap_or_default(),
            store,
            clock: Arc::new(FixedClock::new(context.now)),
            instant: patient,
        };
        let renderer = iced::Renderer::new(tongban::ui::face(locale.tag()), 16.into());
        let mut resident = Self {
            app: App::new(options, services),
            renderer,
            cache: Some(user_interface::Cache::new()),
            size: Size::new(window.0 as f32, window.1 as f32),
            runtime,
            client,
            ear,
            told: Vec::new(),
            secrets: Vec::new(),
            held: None,
            _data: None,
        };
        resident.settle();
        resident
    }

    /// From now on nothing shown or said may hold one of these.
    pub fn guard(&mut self, secrets: &[&'static str]) {
        self.secrets = secrets.to_vec();
    }

    /// Events to the window, each with its consequences.
    fn events(&mut self, events: &[Event]) -> Vec<Message> {
        let mut messages = Vec::new();
        let cache = self.cache.take().unwrap();
        let mut ui = UserInterface::build(self.app.view(), self.size, cache, &mut self.renderer);
        let _ = ui.update(events, mouse::Cursor::Unavailable, &mut self.renderer, &mut clipboard::Null, &mut messages);
        self.cache = Some(ui.into_cache());
        messages
    }

    fn perform(&mut self, message: Message) {
        let Some(work) = task::into_stream(self.app.update(message)) else { return };
        match &mut self.held {
            Some(held) => held.push(work),
            None => self.finish(work),
        }
    }

    fn finish(&mut self, mut work: Work) {
        let runtime = self.runtime.clone();
        while let Some(action) = runtime.block_on(work.next()) {
            if let Action::Output(message) = action {
                self.perform(message);
            }
        }
    }

    /// From now on the backend is slow: its answers wait.
    pub fn hold(&mut self) {
        self.held = Some(Vec::new());
    }

    /// All answers come.
    pub fn release(&mut self) {
        for work in self.held.take().unwrap_or_default() {
            self.finish(work);
        }
        self.settle();
    }

    /// Something comes in from outside the window.
    pub fn happens(&mut self, message: Message) {
        self.perform(message);
        self.settle();
    }

    /// Draws until nothing changes any more.
    fn settle(&mut self) {
        for _ in 0..20 {
            let messages = self.events(&[Event::Window(window::Event::RedrawRequested(Instant::now()))]);
            if messages.is_empty() {
                if self.chimes() {
                    // what is said of the result comes behind it
                    self.perform(Message::Ticked(patient()));
                    continue;
                }
                return self.check();
            }
            messages.into_iter().for_each(|message| self.perform(message));
        }
        panic!("the layout never comes to rest on {}", self.app.page().id);
    }

    /// Whether a chime was the last to be heard.
    fn chimes(&self) -> bool {
        self.ear.0.lock().unwrap().last() == Some(&Told::Chime)
    }

    /// What holds wherever one is.
    fn check(&mut self) {
        let page = self.app.page();
        if let Some(focus) = &self.app.focus().0 {
            assert!(page.find(focus).is_some_and(|node| node.focusable()), "the focus is on {focus}, which is not on {}", page.id);
            assert!(self.app.layout().bounds(focus).is_some(), "V9 the focus is on {focus}, which is not to be seen on {}", page.id);
        }
        let help = page.footer.last().expect("a footer");
        assert!(help.id == "frame.help".into() && (help.on_press.is_some() || page.id == "help".into()), "no help on {}", page.id);
        assert!(self.app.layout().bounds(&help.id).is_some(), "help is not to be seen on {}", page.id);
        let new = std::mem::take(&mut *self.ear.0.lock().unwrap());
        if !self.secrets.is_empty() {
            let shown = self.shown();
            for secret in &self.secrets {
                assert!(!shown.contains(secret), "{secret} is shown on {}:\n{shown}", page.id);
                let said = |told: &Told| matches!(told, Told::Say(said) if said.text.contains(secret) || said.spoken.contains(secret));
                assert!(!new.iter().any(said), "{secret} is said on {}", page.id);
            }
        }
        self.told.extend(new);
    }

    fn act(&mut self, events: &[Event]) {
        for event in events {
            let messages = self.events(std::slice::from_ref(event));
            messages.into_iter().for_each(|message| self.perform(message));
        }
        self.settle();
    }

    /// Presses and releases a key.
    pub fn key(&mut self, named: Named) {
        self.chord(named, keyboard::Modifiers::default());
    }

    /// The same with Shift held.
    pub fn shift(&mut self, named: Named) {
        self.chord(named, keyboard::Modifiers::SHIFT);
    }

    fn chord(&mut self, named: Named, modifiers: keyboard::Modifiers) {
        self.act(&pressed(keyboard::Key::Named(named), modifiers, None));
    }

    /// Types characters into what has the focus.
    pub fn types(&mut self, text: &str) {
        for c in text.chars() {
            let key = keyboard::Key::Character(c.to_string().into());
            self.act(&pressed(key, keyboard::Modifiers::default(), Some(c.to_string())));
        }
    }

    /// Moves the focus by Tab to the node of that role and name.
    pub fn tab_to(&mut self, role: Role, name: &str) {
        for _ in 0..200 {
            self.key(Named::Tab);
            let focused = self.app.focus().0.as_ref().and_then(|id| self.app.page().find(id));
            if focused.is_some_and(|node| node.role() == role && node.name == name) {
                return;
            }
        }
        panic!("Tab never comes to {role:?} {name} on {}: {}", self.app.page().id, self.shown());
    }

    /// Reaches it by Tab and presses Enter.
    pub fn enter(&mut self, role: Role, name: &str) {
        self.tab_to(role, name);
        self.key(Named::Enter);
    }

    /// Taps it with a finger, turning the pages until it is there.
    pub fn tap(&mut self, role: Role, name: &str) {
        // What waits until all was seen comes with the last part.
        while self.find(role, name).is_none() && self.app.layout().bounds(&PAGER_NEXT.into()).is_some() {
            self.touch(&PAGER_NEXT.into());
        }
        let id = self.find(role, name).unwrap_or_else(|| panic!("no {role:?} {name} on {}: {}", self.app.page().id, self.shown()));
        self.tap_node(&id);
    }

    /// Taps the button that says the words of `id`.
    pub fn tap_words(&mut self, id: &str) {
        self.tap_words_as(Role::Button, id);
    }

    /// Taps what says the words of `id` and is of that role.
    pub fn tap_words_as(&mut self, role: Role, id: &str) {
        let words = self.words(id);
        self.tap(role, &words);
    }

    /// Taps this node, turning the pages until it is there.
    pub fn tap_node(&mut self, id: &NodeId) {
        while self.app.layout().bounds(id).is_none() {
            let (part, now) = (self.app.layout().part_of(id), self.app.layout().part);
            let pager = if part.is_some_and(|part| part < now) { PAGER_PREVIOUS } else { PAGER_NEXT };
            self.touch(&pager.into());
            assert_ne!(self.app.layout().part, now, "{id} is on no part of {}", self.app.page().id);
        }
        self.touch(id);
    }

    pub fn touch(&mut self, id: &NodeId) {
        let bounds = self.app.layout().bounds(id).unwrap_or_else(|| panic!("{id} is not to be seen on {}", self.app.page().id));
        let (x, y) = bounds.center();
        let (finger, position) = (touch::Finger(1), Point::new(x, y));
        self.act(&[
            Event::Touch(touch::Event::FingerPressed { id: finger, position }),
            Event::Touch(touch::Event::FingerLifted { id: finger, position }),
        ]);
    }

    /// Writes through a screen reader, all at once.
    pub fn writes(&mut self, id: &'static str, text: &str) {
        self.happens(Message::Reader(Reader::SetValue(id.into(), text.to_owned())));
    }

    /// From now on every press is brief, or patient again.
    pub fn brief(&self, brief: bool) {
        STEP.with(|step| step.set(if brief { Duration::from_millis(100) } else { Duration::from_secs(1) }));
    }

    /// So much time passes, and the clock is looked at once.
    pub fn passes(&mut self, time: Duration) {
        let now = pass(time);
        self.happens(Message::Ticked(now));
    }

    /// What is being said ends, then so much time passes.
    pub fn waits(&mut self, time: Duration) {
        self.voice(Voice::Silent);
        self.passes(time);
    }

    /// Does nothing for so many seconds; in a hall that is noticed.
    pub fn rests(&mut self, seconds: u64) {
        for _ in 0..seconds {
            let now = pass(Duration::from_secs(1));
            self.perform(Message::Ticked(now));
        }
        self.settle();
    }

    /// The machine sleeps for so many seconds, and looks at the clock once when it wakes.
    pub fn sleeps(&mut self, seconds: u64) {
        let now = pass(Duration::from_secs(seconds));
        self.happens(Message::Ticked(now));
    }

    /// The voice tells something of itself.
    pub fn voice(&mut self, event: Voice) {
        self.happens(Message::Voice(event));
    }

    /// The node of that role and name.
    pub fn find(&self, role: Role, name: &str) -> Option<NodeId> {
        self.app.page().nodes().into_iter().find(|(_, node)| node.role() == role && node.name == name).map(|(_, node)| node.id.clone())
    }

    /// Whether the page says it anywhere: names, values, descriptions.
    pub fn sees(&self, words: &str) -> bool {
        self.shown().contains(words)
    }

    /// Sees it, or the test ends here.
    pub fn must_see(&self, words: &str) {
        assert!(self.sees(words), "{words} is not on {}:\n{}", self.app.page().id, self.shown());
    }

    /// Everything the page shows and gives to a screen reader, but the value of a field of secrets.
    pub fn shown(&self) -> String {
        let page = self.app.page();
        let mut all = format!("{} {}\n", page.title, page.state);
        for (_, node) in page.nodes() {
            let value = match &node.kind {
                Kind::Fact { value } => value.clone(),
                Kind::ReceiptNumber(groups) => groups.join(" "),
                _ => {
                    node.field().map(|field| format!("{} {}", field.shown, field.error.as_deref().unwrap_or_default())).unwrap_or_default()
                }
            };
            let more = [&node.description, &node.hint, &node.spoken, &node.disabled].map(|more| more.as_deref().unwrap_or_default());
            all.push_str(&format!("{:?} {} {value} {}\n", node.role(), node.name, more.join(" ")));
        }
        all
    }

    /// What the voice was told since the last time.
    pub fn told(&mut self) -> Vec<Told> {
        std::mem::take(&mut self.told)
    }

    /// What was said since the last time.
    pub fn hears(&mut self) -> Vec<Utterance> {
        self.told().into_iter().filter_map(|told| if let Told::Say(said) = told { Some(said) } else { None }).collect()
    }

    /// The screen's name.
    pub fn must_be_on(&self, screen: &'static str) {
        assert!(self.app.page().id == screen.into(), "on {} instead of {screen}:\n{}", self.app.page().id, self.shown());
    }

    /// The matter of that file, asked for behind the program's back.
    pub fn matter(&self, file: &str) -> Matter {
        self.runtime.block_on(self.client.matter(file.parse().unwrap())).unwrap()
    }

    /// The words of `id` in the language in force.
    pub fn words(&self, id: &str) -> String {
        Texts::of(self.locale().tag()).get(id)
    }

    /// The language in force.
    pub fn locale(&self) -> Locale {
        self.app.settings().locale
    }

    /// What is written in the field.
    pub fn written(&self, field: &'static str) -> Option<String> {
        self.app.page().find(&field.into()).and_then(|node| node.field()).map(|field| field.value.clone())
    }

    /// The screen as it looks: RGBA, row by row.
    pub fn picture(&mut self) -> Vec<u8> {
        let cache = self.cache.take().unwrap();
        let mut ui = UserInterface::build(self.app.view(), self.size, cache, &mut self.renderer);
        ui.draw(&mut self.renderer, &iced::Theme::Light, &Style { text_color: Color::BLACK }, mouse::Cursor::Unavailable);
        self.cache = Some(ui.into_cache());
        self.renderer.screenshot(Size::new(self.size.width as u32, self.size.height as u32), 1.0, Color::WHITE)
    }
}

/// A runtime with a thread of its own, so that a backend answers while one waits.
pub fn runtime() -> Arc<Runtime> {
    Arc::new(tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap())
}

/// The clock of app and backend alike: it stands still at the moment of the samples, whatever day the test runs on.
pub fn clock() -> Arc<dyn Clock> {
    Arc::new(FixedClock::new(presets::context(Locale::ZhCn).expect("the samples").now))
}

/// A backend of the program's own on a directory, at that moment.
pub fn options(data: &Path) -> backend::Options {
    backend::Options { clock: clock(), ..backend::Options::embedded(data, false) }
}

/// The real backend, in this process, on a directory.
pub async fn embedded(data: &Path) -> Reached {
    started(options(data)).await
}

/// The real backend, in this process, with `options`: departments that do not answer, for one.
pub async fn started(options: backend::Options) -> Reached {
    let (catalogue, _) = Catalogue::embedded();
    let running = backend::start(options, Arc::new(catalogue)).await.unwrap();
    let http = Http::new(&running.url, Some(running.tokens.applicant.clone()), Timeouts::default()).unwrap().with_clock(clock());
    Reached { client: Arc::new(http), running: Some(Arc::new(running)) }
}

fn pressed(key: keyboard::Key, modifiers: keyboard::Modifiers, text: Option<String>) -> [Event; 2] {
    let physical_key = keyboard::key::Physical::Unidentified(keyboard::key::NativeCode::Unidentified);
    let location = keyboard::Location::Standard;
    let text = text.map(Into::into);
    let (modified_key, again) = (key.clone(), key.clone());
    [
        Event::Keyboard(keyboard::Event::KeyPressed { key, modified_key, physical_key, location, modifiers, text, repeat: false }),
        Event::Keyboard(keyboard::Event::KeyReleased { key: again.clone(), modified_key: again, physical_key, location, modifiers }),
    ]
}
