//! The app's own voice, as the warm process makes it.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::maker::{Asked, Voice};
use crate::speech::{Because, Chinese};
use crate::synth::client::Client;
use crate::synth::sound::Stretch;
use crate::synth::wire::{Failed, Say};
use crate::synth::{Folder, RATE, Timbre};

/// After so long nothing comes any more. Who is kept waiting has heard another voice long since.
const NEVER: Duration = Duration::from_secs(10);

/// Asks the warm process.
#[derive(Debug)]
pub struct Neural {
    folder: Folder,
    /// A connection that nobody uses: the process stays warm as long as there is one.
    idle: Mutex<Option<Client>>,
}

impl Neural {
    /// The voice of a folder.
    pub const fn new(folder: Folder) -> Self {
        Self { folder, idle: Mutex::new(None) }
    }

    fn client(&self) -> Result<Client, Failed> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).take();
        idle.map_or_else(|| Client::open(&self.folder), Ok)
    }

    fn keep(&self, client: Client) {
        *self.idle.lock().unwrap_or_else(PoisonError::into_inner) = Some(client);
    }
}

impl Voice for Neural {
    fn say(&self, asked: &Asked<'_>, each: &mut dyn FnMut(u32, Vec<i16>) -> bool) -> Result<(), Option<Because>> {
        let timbre = if asked.voice.chinese == Some(Chinese::Xiaoyi) { Timbre::Xiaoyi } else { Timbre::Yunxi };
        // Looked at each time: what is installed meanwhile is noticed.
        if !self.folder.model().is_file() || !self.folder.style(timbre).is_file() {
            return Err(Some(Because::Absent));
        }
        let mut client = self.client().map_err(Failed::because)?;
        let say = Say { text: asked.text.to_owned(), taiwan: asked.voice.language == "zh-TW", timbre, urgency: asked.urgency };
        let mut clauses = client.say(&say, Some(NEVER));
        if let Some(hush) = clauses.hush() {
            asked.unwanted.call(move || hush.now());
        }
        let mut failed = None;
        for clause in clauses.by_ref() {
            match clause {
                Ok(samples) => {
                    let mut stretch = Stretch::new(asked.percent);
                    let mut samples = stretch.push(&samples);
                    samples.extend(stretch.finish());
                    if !each(RATE, samples) {
                        break;
                    }
                }
                Err(error) => failed = Some(error),
            }
        }
        drop(clauses);
        // who stops what comes later must not cut this connection, which keeps the process warm
        asked.unwanted.said();
        self.keep(client);
        failed.map_or(Ok(()), |failed| Err(failed.because()))
    }

    fn warm(&self) {
        // what is the matter will be told when something is to be said
        if let Ok(client) = self.client() {
            self.keep(client);
        }
    }
}
