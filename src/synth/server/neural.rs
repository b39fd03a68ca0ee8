//! The maker of the real voice: the model of a folder, and the reading of Chinese.

use std::fs;
use std::sync::Arc;
use std::time::SystemTime;

use super::super::cache::Key;
use super::super::engine::{Engine, Error};
use super::super::wire::{Failed, Urgency};
use super::super::{Folder, phonemes, sound};
use super::work::{Maker, Source};

/// More make nothing faster, and take from who plays the sound.
const THREADS: usize = 2;

/// The model of a folder.
pub struct Neural(pub Folder);

struct Voice(Engine);

impl Source for Neural {
    fn load(&self) -> Result<Arc<dyn Maker>, Failed> {
        if !self.0.model().is_file() {
            return Err(Failed::Absent);
        }
        let engine = Engine::load(&self.0, THREADS).map_err(|error| {
            tracing::error!(%error, "the voice cannot be used");
            Failed::Broken
        })?;
        Ok(Arc::new(Voice(engine)))
    }

    fn model(&self) -> Option<SystemTime> {
        fs::metadata(self.0.model()).and_then(|known| known.modified()).ok()
    }
}

impl Maker for Voice {
    fn make(&self, key: &Key, urgency: Urgency) -> Result<Vec<i16>, Failed> {
        let ids = phonemes::ids_of(&key.said, key.taiwan);
        let made = if urgency == Urgency::Idle { self.0.render_idle(&ids, key.timbre) } else { self.0.render(&ids, key.timbre) };
        let made = made.map_err(|error| match error {
            Error::Empty | Error::Long(_) => Failed::Unsayable,
            Error::Unusable(_) | Error::Failed(_) => Failed::Broken,
        })?;
        Ok(sound::even(&made))
    }
}
