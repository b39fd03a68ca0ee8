//! The outside, as the app holds it: the backend, the voice, the sounds, the clock, what is kept.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use jiff::Zoned;
use uuid::Uuid;

use crate::api::Client;
use crate::backend::Running;
use crate::domain::clock::Clock;
use crate::domain::settings::Settings;
use crate::platform::sound::Sounds;
use crate::semantic::{NodeId, Utterance};
use crate::session::DataDirectory;
use crate::speech::{Manner, Speaker};

/// Who speaks. Every call returns at once.
pub trait Narrator: Send + Sync {
    /// Says these.
    fn say(&self, utterances: Vec<Utterance>) {
        self.say_from(0, utterances);
    }
    /// Says these, the first of them from that sentence on.
    fn say_from(&self, sentence: usize, utterances: Vec<Utterance>);
    /// Silence now. With `keep_result` a result that is cut off is said again before the next page.
    fn hush(&self, keep_result: bool);
    /// Holds, or goes on.
    fn pause(&self, paused: bool);
    /// Another rate, volume or Chinese voice.
    fn manner(&self, manner: Manner);
    /// What is said of this node, and still waits, holds no more.
    fn withdraw(&self, _node: NodeId) {}
}

impl Narrator for Speaker {
    fn say_from(&self, sentence: usize, utterances: Vec<Utterance>) {
        Self::say_from(self, sentence, utterances);
    }
    fn hush(&self, keep_result: bool) {
        Self::hush(self, keep_result);
    }
    fn pause(&self, paused: bool) {
        Self::pause(self, paused);
    }
    fn manner(&self, manner: Manner) {
        Self::manner(self, manner);
    }
    fn withdraw(&self, node: NodeId) {
        Self::withdraw(self, node);
    }
}

/// What is heard beside the voice. Every call returns at once.
pub trait Signals: Send + Sync {
    /// A soft click: a key or a touch was understood.
    fn click(&self);
    /// Two soft tones, at the voice's volume of 0 to 10: a result is about to be said.
    fn chime(&self, volume: u8);
}

impl Signals for Sounds {
    fn click(&self) {
        Self::click(self);
    }
    fn chime(&self, volume: u8) {
        Self::chime(self, volume);
    }
}

/// Nobody speaks: before the voice is started.
pub struct Quiet;

impl Narrator for Quiet {
    fn say_from(&self, _: usize, _: Vec<Utterance>) {}
    fn hush(&self, _: bool) {}
    fn pause(&self, _: bool) {}
    fn manner(&self, _: Manner) {}
}

/// A backend that can be reached; the embedded one runs as long as this is held.
#[derive(Clone)]
pub struct Reached {
    /// The way to it.
    pub client: Arc<dyn Client>,
    /// The embedded one itself.
    pub running: Option<Arc<Running>>,
}

/// Everything outside the program.
pub struct Services {
    /// The backend, once it is there.
    pub backend: Option<Reached>,
    /// The voice.
    pub narrator: Box<dyn Narrator>,
    /// Clicks and chimes, if there is a sound server to give them to.
    pub sounds: Option<Box<dyn Signals>>,
    /// Where settings and the opaque id of the resident are kept; nothing in tests.
    pub store: Option<Arc<DataDirectory>>,
    /// Where a person's own pictures are kept.
    pub pictures: PathBuf,
    /// The opaque id of whoever files here.
    pub applicant: Uuid,
    /// What time it is, before the backend has told it.
    pub clock: Arc<dyn Clock>,
    /// The clock that only goes on, for tremors and for idleness; another one in tests.
    pub instant: fn() -> Instant,
}

impl Services {
    /// The way to the backend, once it is there.
    pub fn client(&self) -> Option<Arc<dyn Client>> {
        self.backend.as_ref().map(|reached| reached.client.clone())
    }
    /// The time of day, by the backend where this machine's clock is wrong.
    pub fn now(&self) -> Zoned {
        let now = self.client().map_or_else(|| self.clock.now(), |client| client.now());
        now.to_zoned(self.clock.zone())
    }
    /// A press was accepted.
    pub fn click(&self, settings: &Settings) {
        if let Some(sounds) = self.sounds.as_ref().filter(|_| settings.sounds) {
            sounds.click();
        }
    }
    /// A result is there. Whether a chime is heard.
    pub fn chime(&self, settings: &Settings) -> bool {
        let sounds = self.sounds.as_ref().filter(|_| settings.sounds);
        sounds.inspect(|sounds| sounds.chime(settings.volume.step())).is_some()
    }
    /// Keeps the settings, unless the next person is another one.
    pub fn keep(&self, settings: &Settings, kiosk: bool) {
        if let Some(store) = self.store.as_ref().filter(|_| !kiosk)
            && let Err(error) = store.keep_settings(settings)
        {
            tracing::warn!(%error, "the settings could not be kept");
        }
    }
    /// Another person is here: what the one before found is out of reach.
    pub fn new_person(&mut self) {
        if let Some(client) = self.client() {
            client.forget();
        }
        self.applicant = Uuid::new_v4();
    }
}
