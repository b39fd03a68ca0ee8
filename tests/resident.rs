//! One who uses the program: finds by role and name, presses, types, hears. Drives the real `App`, its real layout
//! and the real embedded backend, headless. The clock stands still but for the instants between two presses.

use std::cell::Cell;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use iced_test::core::{Event, Point, Size, clipboard, keyboard, mouse, touch, window};
use iced_test::futures::futures::StreamExt as _;
use iced_test::runtime::{Action, UserInterface, task, user_interface};
use tongban::api::http::{Http, Timeouts};
use tongban::app::{App, Message, Narrator, Options, Reached, Services};
use tongban::backend;
use tongban::domain::catalogue::Catalogue;
use tongban::domain::settings::{Locale, Settings, TextSize};
use tongban::screen::presets;
use tongban::semantic::{NodeId, PAGER_NEXT, Role, Utterance};
use tongban::speech::Manner;
use tongban::ui::Profile;

thread_local! {
    static INSTANT: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// A clock that goes on a second with each look at it, so that no press is a tremor.
pub fn patient() -> Instant {
    INSTANT.with(|at| {
        let now = at.get().unwrap_or_else(Instant::now) + Duration::from_secs(1);
        at.set(Some(now));
        now
    })
}

/// Writes down what is said instead of saying it.
#[derive(Clone, Default)]
struct Ear(Arc<Mutex<Vec<Utterance>>>);

impl Narrator for Ear {
    fn say(&self, utterances: Vec<Utterance>) {
        self.0.lock().unwrap().extend(utterances);
    }
    fn hush(&self, _: bool) {}
    fn pause(&self, _: bool) {}
    fn manner(&self, _: Manner) {}
}

pub struct Resident {
    pub app: App,
    renderer: iced::Renderer,
    cache: Option<user_interface::Cache>,
    size: Size,
    runtime: tokio::runtime::Runtime,
    ear: Ear,
    _data: tempfile::TempDir,
}

impl Resident {
    /// At home, in a language, at a text size.
    pub fn new(locale: Locale, text_size: u8) -> Self {
        Self::at(locale, text_size, (1280, 800), None)
    }

    /// The same, in a window of a size, before a backend of one's own choice.
    pub fn at(locale: Locale, text_size: u8, window: (u32, u32), backend: Option<Reached>) -> Self {
        assert!(tongban::ui::load_fonts(), "fonts-noto-cjk is not installed");
        let data = tempfile::tempdir().unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let backend = backend.unwrap_or_else(|| runtime.block_on(embedded(data.path())));
        let context = presets::context(locale).expect("the samples");
        let settings = Settings { locale, text_size: TextSize::try_from(text_size).unwrap(), size_confirmed: true, ..Settings::default() };
        let options = Options { kiosk: false, demo: false, settings, institution: context.institution, profile: Profile::HOME, window };
        let ear = Ear::default();
        let services = Services {
            backend: Some(backend),
            narrator: Box::new(ear.clone()),
            sounds: None,
            store: None,
            applicant: uuid::Uuid::new_v4(),
            clock: Some(context.now),
            instant: patient,
        };
        let face = tongban::ui::face(locale.tag());
        let renderer = iced::Renderer::new(face, 16.into());
        let size = Size::new(window.0 as f32, window.1 as f32);
        let mut resident =
            Self { app: App::new(options, services), renderer, cache: Some(user_interface::Cache::new()), size, runtime, ear, _data: data };
        resident.settle();
        resident
    }

    /// Events to the window, one after another, each with its consequences.
    fn events(&mut self, events: &[Event]) -> Vec<Message> {
        let mut messages = Vec::new();
        let cursor = mouse::Cursor::Unavailable;
        let cache = self.cache.take().unwrap();
        let mut ui = UserInterface::build(self.app.view(), self.size, cache, &mut self.renderer);
        let _ = ui.update(events, cursor, &mut self.renderer, &mut clipboard::Null, &mut messages);
        self.cache = Some(ui.into_cache());
        messages
    }

    fn perform(&mut self, message: Message) {
        let Some(mut stream) = task::into_stream(self.app.update(message)) else { return };
        while let Some(action) = self.runtime.block_on(stream.next()) {
            if let Action::Output(message) = action {
                self.perform(message);
            }
        }
    }

    /// Draws until nothing changes any more.
    pub fn settle(&mut self) {
        for _ in 0..20 {
            let messages = self.events(&[Event::Window(window::Event::RedrawRequested(Instant::now()))]);
            if messages.is_empty() {
                return;
            }
            messages.into_iter().for_each(|message| self.perform(message));
        }
        panic!("the layout never comes to rest on {}", self.app.page().id);
    }

    fn act(&mut self, events: &[Event]) {
        for event in events {
            let messages = self.events(std::slice::from_ref(event));
            messages.into_iter().for_each(|message| self.perform(message));
        }
        self.settle();
    }

    /// Presses and releases a key.
    pub fn key(&mut self, named: keyboard::key::Named) {
        self.act(&pressed(keyboard::Key::Named(named), None));
    }

    /// Types characters into what has the focus.
    pub fn types(&mut self, text: &str) {
        for c in text.chars() {
            self.act(&pressed(keyboard::Key::Character(c.to_string().into()), Some(c.to_string())));
        }
    }

    /// Moves the focus by Tab to the node of that role and name.
    pub fn tab_to(&mut self, role: Role, name: &str) {
        for _ in 0..200 {
            self.key(keyboard::key::Named::Tab);
            let focused = self.app.focus().0.as_ref().and_then(|id| self.app.page().find(id));
            if focused.is_some_and(|node| node.role() == role && node.name == name) {
                return;
            }
        }
        panic!("Tab never comes to {role:?} {name} on {}: {}", self.app.page().id, self.names());
    }

    /// Reaches it by Tab and presses Enter.
    pub fn enter(&mut self, role: Role, name: &str) {
        self.tab_to(role, name);
        self.key(keyboard::key::Named::Enter);
    }

    /// Taps it with a finger, turning the pages until it is there.
    pub fn tap(&mut self, role: Role, name: &str) {
        let id = self.find(role, name).unwrap_or_else(|| panic!("no {role:?} {name} on {}: {}", self.app.page().id, self.names()));
        for _ in 0..30 {
            if self.app.layout().bounds(&id).is_some() {
                break;
            }
            self.touch(&PAGER_NEXT.into());
        }
        self.touch(&id);
    }

    fn touch(&mut self, id: &NodeId) {
        let bounds = self.app.layout().bounds(id).unwrap_or_else(|| panic!("{id} is not to be seen on {}", self.app.page().id));
        let (x, y) = bounds.center();
        let (finger, position) = (touch::Finger(1), Point::new(x, y));
        self.act(&[
            Event::Touch(touch::Event::FingerPressed { id: finger, position }),
            Event::Touch(touch::Event::FingerLifted { id: finger, position }),
        ]);
    }

    /// The node of that role and name.
    pub fn find(&self, role: Role, name: &str) -> Option<NodeId> {
        self.app.page().nodes().into_iter().find(|(_, node)| node.role() == role && node.name == name).map(|(_, node)| node.id.clone())
    }

    /// What the page says anywhere: names, values, descriptions.
    pub fn sees(&self, words: &str) -> bool {
        self.names().contains(words)
    }

    fn names(&self) -> String {
        use tongban::semantic::Kind;
        let mut all = String::new();
        for (_, node) in self.app.page().nodes() {
            let value = match &node.kind {
                Kind::Fact { value } => value.clone(),
                Kind::ReceiptNumber(groups) => groups.join(" "),
                _ => node.field().map(|field| field.shown.clone()).unwrap_or_default(),
            };
            all.push_str(&format!("{:?} {} {value} {}\n", node.role(), node.name, node.description.as_deref().unwrap_or_default()));
        }
        all
    }

    /// What was said since the last time.
    pub fn hears(&mut self) -> Vec<Utterance> {
        std::mem::take(&mut *self.ear.0.lock().unwrap())
    }

    /// The screen's id.
    pub fn is_on(&self, screen: &'static str) -> bool {
        self.app.page().id == screen.into()
    }
}

/// The real backend, in this process, on a directory of its own.
pub async fn embedded(data: &std::path::Path) -> Reached {
    let (catalogue, _) = Catalogue::embedded();
    let running = backend::start(backend::Options::embedded(data, false), Arc::new(catalogue)).await.unwrap();
    let http = Http::new(&running.url, Some(running.tokens.applicant.clone()), Timeouts::default()).unwrap();
    Reached { client: Arc::new(http), running: Some(Arc::new(running)) }
}

fn pressed(key: keyboard::Key, text: Option<String>) -> [Event; 2] {
    let physical_key = keyboard::key::Physical::Unidentified(keyboard::key::NativeCode::Unidentified);
    let (location, modifiers) = (keyboard::Location::Standard, keyboard::Modifiers::default());
    let text = text.map(Into::into);
    let (modified_key, again) = (key.clone(), key.clone());
    [
        Event::Keyboard(keyboard::Event::KeyPressed { key, modified_key, physical_key, location, modifiers, text, repeat: false }),
        Event::Keyboard(keyboard::Event::KeyReleased { key: again.clone(), modified_key: again, physical_key, location, modifiers }),
    ]
}
