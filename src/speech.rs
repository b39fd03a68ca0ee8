//! The voice: a queue with manners, the voices, the reading of numbers. Knows no screen.

use std::path::PathBuf;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use driver::Message;
use queue::Input;

use crate::semantic::{Language, NodeId, Utterance};

pub mod daemon;
mod driver;
pub mod log;
mod pieces;
pub mod polyphones;
pub mod queue;
pub mod reading;
pub mod spelling;
mod standing;
pub mod voice;

pub use pieces::{Piece, pieces, sentences_of};

/// How it is to speak, made by `app` from the settings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Manner {
    /// Per cent of the default rate, 50 to 200 (S8).
    pub rate: u16,
    /// 0 to 10 (S9).
    pub volume: u8,
    /// Who speaks Chinese.
    pub chinese: Chinese,
}

/// Who speaks Chinese (说中文的声音).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Chinese {
    /// 云希, a man.
    Yunxi,
    /// 晓伊, a woman.
    Xiaoyi,
    /// The machine's own voice of Mandarin.
    Machine,
    /// The machine's own voice of Cantonese (粤语).
    Cantonese,
}

/// Who really speaks Chinese now, and why not the one that was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Who.
    pub chinese: Chinese,
    /// What is the matter with the one that was chosen; nothing if it is that one.
    pub because: Option<Because>,
}

/// Why the machine's voice speaks in place of the one that was chosen. Its words are Fluent's: `voice-because-…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// It is not installed.
    Absent,
    /// It is installed and cannot be used.
    Broken,
    /// This machine is too slow for it.
    Slow,
    /// It ended, or did not answer.
    Ended,
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
    /// This program, which the daemon starts as its output module.
    pub program: PathBuf,
    /// Where the app's own voice lives.
    pub voice: PathBuf,
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
        /// Which sentence of what is said of the node, from 0.
        sentence: usize,
    },
    /// It has said it all; nothing is left in the queue.
    Silent,
    /// Somebody else speaks Chinese from now on.
    Speaks(Standing),
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

/// The handle of the speech threads. Every call but [`Self::stop`] returns at once.
/// The last handle that is dropped stops them.
#[derive(Debug, Clone)]
pub struct Speaker {
    threads: Arc<Threads>,
}

#[derive(Debug)]
struct Threads {
    messages: Sender<Message>,
    driver: Mutex<Option<JoinHandle<()>>>,
}

impl Speaker {
    /// Starts the threads and, if audible, the app's own daemon. Trouble arrives as an event, like all else,
    /// on a thread of speech's own: `on_event` should only pass it on.
    ///
    /// `main` must have set [`daemon::environment`] before.
    pub fn start(options: Options, manner: Manner, on_event: impl Fn(Event) + Send + Sync + 'static) -> Self {
        let on_event = Arc::new(on_event);
        let (messages, inbox) = channel();
        let (own, tell) = (messages.clone(), Arc::clone(&on_event));
        let driver = thread::Builder::new()
            .name("speech".into())
            .spawn(move || driver::run(&options, manner, &inbox, &own, |event| tell(event)))
            .inspect_err(|_| on_event(Event::Lost(Trouble::NoDaemon)))
            .ok();
        Self { threads: Arc::new(Threads { messages, driver: Mutex::new(driver) }) }
    }

    /// Says these, after what is being said has given way as their urgency demands.
    pub fn say(&self, utterances: Vec<Utterance>) {
        self.say_from(0, utterances);
    }
    /// The same, the first of them from that sentence on.
    pub fn say_from(&self, sentence: usize, utterances: Vec<Utterance>) {
        self.send(Input::Say(utterances, sentence));
    }
    /// Silence now; the queue is emptied. With `keep_result` a result that is cut off is said again before the next page.
    pub fn hush(&self, keep_result: bool) {
        self.send(Input::Hush { keep_result });
    }
    /// What is said of this node, and still waits, holds no more.
    pub fn withdraw(&self, node: NodeId) {
        self.send(Input::Withdraw(node));
    }
    /// Holds and goes on (F11), from the sentence that was being said. Any later [`Self::say`] un-pauses.
    pub fn pause(&self, paused: bool) {
        self.send(Input::Pause(paused));
    }
    /// Another rate, volume or Chinese voice at once: the sentence that is being said begins anew.
    pub fn manner(&self, manner: Manner) {
        self.send(Input::Manner(manner));
    }
    /// Silence; ends the daemon and the threads, within four seconds at worst.
    pub fn stop(self) {
        self.threads.end();
    }

    fn send(&self, input: Input) {
        // a driver that has ended has told so
        let _ = self.threads.messages.send(Message::Input(input));
    }
}

impl Threads {
    fn end(&self) {
        let _ = self.messages.send(Message::Stop);
        let driver = self.driver.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(driver) = driver
            && driver.thread().id() != thread::current().id()
            && driver.join().is_err()
        {
            tracing::error!("the speech thread panicked");
        }
    }
}

impl Drop for Threads {
    fn drop(&mut self) {
        self.end();
    }
}

#[cfg(test)]
mod tests;
