//! The voice: a queue with manners, the voices, the reading of numbers. Knows no screen.

use std::path::PathBuf;

use crate::semantic::{Language, NodeId, Utterance};

/// How it is to speak, made by `app` from the settings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Manner {
    /// Per cent of the default rate, 50 to 200 (S8).
    pub rate: u16,
    /// 0 to 10 (S9).
    pub volume: u8,
    /// Chinese is spoken as Cantonese.
    pub cantonese: bool,
}

/// What is fixed for the life of the program.
#[derive(Debug, Clone)]
pub struct Options {
    /// `--speech off`: nothing sounds, yet the queue runs and is logged.
    pub audible: bool,
    /// `--speech-log FILE`.
    pub log: Option<PathBuf>,
    /// Where the daemon's socket, configuration and log live: `DATA_DIR/run`.
    pub runtime: PathBuf,
}

/// What the voice tells the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// It began to say this of that node: highlight it, show the caption.
    Began {
        /// The node.
        node: NodeId,
        /// The language.
        language: Language,
        /// The caption: as shown, or as spoken where nothing is shown.
        caption: String,
    },
    /// It has said it all; nothing is left in the queue.
    Silent,
    /// No voice can be had, and why; said on screen once.
    Lost(Trouble),
    /// A voice is there again.
    Found,
}

/// Why there is no voice. Its words are Fluent's: `voice-…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// No speech-dispatcher on this machine, or it does not start.
    NoDaemon,
    /// It accepts but does not answer, or died.
    Hung,
    /// It speaks, but nothing is heard to end: no sound server.
    NoSound,
}

/// The handle of the speech threads. Every call returns at once.
#[derive(Debug, Clone)]
pub struct Speaker {}

impl Speaker {
    /// Says these, after what is being said has given way as their urgency demands.
    pub fn say(&self, _utterances: Vec<Utterance>) {}
    /// Silence now; the queue is emptied, but for a result that is being said if `keep_result`.
    pub fn hush(&self, _keep_result: bool) {}
    /// Holds and goes on (F11). Any later [`Self::say`] un-pauses.
    pub fn pause(&self, _paused: bool) {}
    /// Another rate, volume or Chinese voice, from the next utterance on; the one being said begins anew.
    pub fn manner(&self, _manner: Manner) {}
}
