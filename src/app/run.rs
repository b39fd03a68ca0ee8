//! Opening the window: what must be there first, what starts beside the first frame, and how it ends.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use iced::futures::channel::mpsc;
use iced::{Subscription, Task, window};
use tokio::signal::unix::{SignalKind, signal};
use uuid::Uuid;

use super::call::{self, Called};
use super::services::{Quiet, Reached, Signals};
use super::{App, Message, Options, Services, talk};
use crate::api::cached::Cached;
use crate::api::http::{Http, NotAnAddress, Timeouts};
use crate::audit;
use crate::backend::{self, Running, Supply};
use crate::domain::catalogue::Catalogue;
use crate::domain::clock::Clock;
use crate::domain::secret::Secret;
use crate::platform::accesskit::Bridge;
use crate::platform::display;
use crate::platform::sound::{CHIME, Sounds};
use crate::session::{self, DataDirectory};
use crate::speech::{self, Speaker};
use crate::ui::{self, Palette, ProfileError};

/// Why the program does not start, or ended by itself: one sentence, exit code 1, nothing damaged.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StartError {
    /// The data directory, a file of the hall, the font, the display.
    #[error(transparent)]
    Session(#[from] session::Error),
    /// The window system says no.
    #[error("{0}")]
    Window(String),
    /// A display profile that cannot be used.
    #[error("{0:?}: {1}")]
    Profile(PathBuf, ProfileError),
    /// The embedded backend cannot start.
    #[error(transparent)]
    Backend(#[from] backend::Error),
    /// Nothing can be audited.
    #[error(transparent)]
    Audit(#[from] audit::Error),
    /// What was given as the city's backend is no address.
    #[error(transparent)]
    Address(#[from] NotAnAddress),
    /// The city's backend would be reached over the network without encryption: the address as it was given.
    #[error("plain http: {0}")]
    PlainHttp(String),
    /// Nobody could call the backend.
    #[error("no token")]
    NoToken,
}

impl StartError {
    /// The id of its words, and their one variable `detail`.
    pub fn words(&self) -> (&'static str, String) {
        use backend::Error as Backend;
        match self {
            Self::Session(error) => error.words(),
            Self::Audit(error) => {
                let (id, detail) = error.words();
                (id, detail.to_owned())
            }
            Self::Window(cause) => ("startup-no-display", cause.clone()),
            Self::Profile(path, mistake) => ("startup-mistake", format!("{}: {mistake}", path.display())),
            Self::Address(_) => ("startup-address", String::new()),
            Self::PlainHttp(address) => ("startup-plain-http", address.clone()),
            Self::NoToken => ("startup-no-token", String::new()),
            Self::Backend(Backend::OpenStaff(address)) => ("startup-open-staff", address.to_string()),
            Self::Backend(Backend::PortTaken(address)) => ("startup-port-taken", address.to_string()),
            Self::Backend(Backend::ReadOnly(path)) => ("startup-read-only", path.display().to_string()),
            Self::Backend(Backend::DiskFull(path)) => ("startup-full", path.display().to_string()),
            Self::Backend(Backend::Newer(what)) => ("startup-newer", what.clone()),
            Self::Backend(Backend::Damaged(path)) => ("startup-damaged", path.display().to_string()),
            Self::Backend(Backend::Lost(path)) => ("startup-lost", path.display().to_string()),
            Self::Backend(error) => ("startup-backend", error.to_string()),
        }
    }
}

/// What is started beside the first frame, and with what.
#[derive(Debug, Clone)]
pub struct Start {
    /// Where public answers are remembered.
    pub cache: PathBuf,
    /// The city's backend; without one, the embedded.
    pub backend: Option<String>,
    /// The token this terminal has there.
    pub token: Option<Secret>,
    /// How the embedded backend runs.
    pub embedded: backend::Options,
    /// Voice, log, and where the daemon lives.
    pub speech: speech::Options,
}

/// Opens the window and stays until it is closed.
pub fn run(options: Options, start: Start, directory: DataDirectory, applicant: Uuid) -> Result<(), StartError> {
    if !display::is_there() {
        return Err(session::Error::NoDisplay.into());
    }
    if !ui::load_fonts() {
        return Err(session::Error::NoFont.into());
    }
    let size = iced::Size::new(options.window.0 as f32, options.window.1 as f32);
    let window = window::Settings {
        size,
        maximized: options.maximized,
        fullscreen: options.kiosk,
        decorations: !options.kiosk,
        exit_on_close_request: !options.kiosk,
        min_size: Some(iced::Size::new(800.0, 600.0)),
        ..window::Settings::default()
    };
    let face = ui::face(options.settings.locale.tag());
    let clock = start.embedded.clock.clone();
    let ending = Ending::default();
    let booted = ending.clone();
    let directory = Arc::new(directory);
    let boot = move || {
        let store = Some(directory.clone());
        let pictures = session::pictures(|name| std::env::var_os(name).map(PathBuf::from));
        let services = Services {
            narrator: Box::new(Quiet),
            backend: None,
            sounds: None,
            pictures: pictures.unwrap_or_else(|| directory.path().join("pictures")),
            store,
            applicant,
            clock: clock.clone(),
            instant: Instant::now,
        };
        let mut app = App::new(options.clone(), services);
        app.start = Some(start.clone());
        app.ending = booted.clone();
        (app, Task::none())
    };
    let opened = iced::application(boot, App::update, App::view)
        .title(|app: &App| format!("{} · {}", app.page().title, app.texts().get("app-name")))
        .subscription(App::subscription)
        .style(|app: &App, _| app.ground())
        .default_font(face)
        .window(window)
        .run();
    if let Some(error) = ending.0.lock().ok().and_then(|mut ending| ending.take()) {
        return Err(error);
    }
    opened.map_err(|error| StartError::Window(error.to_string()))
}

/// Why the window closed by itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Ending(pub(super) Arc<Mutex<Option<StartError>>>);

impl App {
    /// Starts the voice, the screen reader's bridge and the backend: beside the first frame, not before it.
    pub(super) fn begin(&mut self) -> Task<Message> {
        let Some(start) = self.start.take() else { return Task::none() };
        let (voice, heard) = mpsc::unbounded();
        let audible = start.speech.audible;
        let speaker = Speaker::start(start.speech, talk::manner(&self.settings), move |event| {
            voice.unbounded_send(event).unwrap_or_default();
        });
        self.services.narrator = Box::new(speaker);
        let (ask, asked) = mpsc::unbounded();
        self.bridge = Some(Bridge::start(self.texts().get("app-name"), move |request| {
            ask.unbounded_send(request).unwrap_or_default();
        }));
        self.services.sounds = audible.then(|| Box::new(Sounds::start()) as Box<dyn Signals>);
        self.arrived = true;
        self.generation += 1;
        let (backend, token, embedded, cache) = (start.backend, start.token, start.embedded, start.cache);
        let backend = match backend {
            Some(url) => Task::done(reach(&url, token, cache, self.services.clock.clone(), None)),
            None => Task::future(embed(embedded, cache)),
        };
        let backend = backend.map(Message::BackendStarted);
        if self.options.kiosk {
            std::thread::spawn(display::keep_on);
        }
        let ended = Task::future(told_to_end()).then(|()| iced::exit());
        // X11 forgets what was asked for before the window was there.
        let wide = if self.options.maximized { window::latest().and_then(|id| window::maximize(id, true)) } else { Task::none() };
        Task::batch([wide, Task::run(heard, Message::Voice), Task::run(asked, Message::Reader), backend, ended])
    }

    /// What every page stands on: the rasteriser clears with it.
    fn ground(&self) -> iced::theme::Style {
        let page = Palette::named(self.settings.theme.name()).page;
        iced::theme::Style { background_color: page.ground, text_color: page.text }
    }

    /// What comes from outside by itself.
    fn subscription(&self) -> Subscription<Message> {
        let every = self.idle.as_ref().map_or(Duration::from_secs(30), |idle| idle.next_look((self.services.instant)()));
        let every = self.listening.still.next_look((self.services.instant)()).map_or(every, |next| every.min(next));
        let every = if self.called.as_ref().is_some_and(Called::open) { every.min(call::EVERY) } else { every };
        let every = Duration::from_secs(every.as_secs().clamp(1, 30));
        Subscription::batch([
            window::events().map(|(_, event)| Message::Window(event)),
            iced::time::every(every).map(Message::Ticked),
            self.scanning(),
            if self.listening.held.is_empty() { Subscription::none() } else { iced::time::every(CHIME).map(Message::Ticked) },
        ])
    }
}

/// Until the machine, or whoever started the program, wants it to end (SIGTERM, SIGINT).
async fn told_to_end() {
    let kinds = [SignalKind::terminate(), SignalKind::interrupt()];
    let [Ok(mut terminate), Ok(mut interrupt)] = kinds.map(signal) else { return std::future::pending().await };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}

async fn embed(options: backend::Options, cache: PathBuf) -> Result<Reached, StartError> {
    let catalogue = Supply::reading(|| {
        let (catalogue, defects) = Catalogue::embedded();
        for defect in defects {
            tracing::error!(?defect, "left out of the catalogue");
        }
        catalogue
    });
    let clock = options.clock.clone();
    let running = backend::start(options, catalogue).await?;
    let (url, token) = (running.url.clone(), running.tokens.applicant.clone());
    reach(&url, Some(token), cache, clock, Some(running))
}

fn reach(url: &str, token: Option<Secret>, cache: PathBuf, clock: Arc<dyn Clock>, running: Option<Running>) -> Result<Reached, StartError> {
    let http = Http::new(url, token, Timeouts::default())?.with_clock(clock);
    Ok(Reached { client: Arc::new(Cached::new(http, cache)), running: running.map(Arc::new) })
}
