//! One step of the queue: what happens to it, what is to be done, what became of an utterance. Plain data.

use super::super::voice::{Named, Tone};
use super::super::{Event, Manner, Trouble};
use crate::semantic::{NodeId, Utterance};

/// What happens to the queue.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// Somebody wants these said, the first of them from this sentence on.
    Say(Vec<Utterance>, usize),
    /// Silence. With `keep_result` a result that was not said to its end is said again before the next page, once.
    Hush {
        /// Whether results are kept.
        keep_result: bool,
    },
    /// What waits of this node, without a page, holds no more.
    Withdraw(NodeId),
    /// Hold, or go on.
    Pause(bool),
    /// Another manner.
    Manner(Manner),
    /// The voice began to say this token.
    Began(u64),
    /// The voice has said this token.
    Ended(u64),
    /// The voice cannot say this token.
    Failed(u64),
    /// The voice can be used.
    Open,
    /// It cannot be used any more.
    Lost(Trouble),
    /// Time has passed: see [`Queue::deadline`].
    Tick,
}

/// What is to be done, in this order.
#[derive(Debug, Clone, PartialEq)]
pub enum Output {
    /// Silence the voice.
    Stop,
    /// Let it say this; it answers with the token.
    Speak {
        /// Names this piece in the answers.
        token: u64,
        /// Who says it.
        voice: &'static Named,
        /// What.
        text: String,
        /// How.
        tone: Tone,
    },
    /// Tell the app.
    Tell(Event),
    /// Write it to the speech log.
    Log(Entry),
    /// The voice must be opened anew.
    Restart,
}

/// What became of an utterance, for the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Counted from 1.
    pub number: u64,
    /// The node.
    pub node: NodeId,
    /// The language of the words.
    pub language: &'static str,
    /// As shown.
    pub text: String,
    /// As handed to the voice.
    pub spoken: String,
    /// Which of its sentences, from 0.
    pub sentence: usize,
    /// `queued`, `begin`, `sentence` (a further one begins), `end`, `stopped` or `failed`.
    pub event: &'static str,
}
