//! What is said over the socket of the warm process. A connection asks one thing after another: a line of JSON ([`Ask`]), answered by
//! any number of [`Answer::Sound`], each a line of JSON and behind it `samples` numbers of 16 bits, little-endian, 24 kHz, one channel,
//! and by [`Answer::Done`] or [`Answer::Failed`]. Who no longer wants an answer closes the connection.

use serde::{Deserialize, Serialize};

use super::Timbre;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ask {
    /// Say this.
    Say(Say),
    /// How is it going: answered by [`Answer::Health`].
    Health,
}

/// A sentence to be said, numbers read out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Say {
    /// What.
    pub text: String,
    /// Whether it is read as in Taiwan.
    pub taiwan: bool,
    /// Who says it.
    pub timbre: Timbre,
    /// How soon.
    pub urgency: Urgency,
}

/// Who goes first. What is being made is finished before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Urgency {
    /// Somebody is waiting for it.
    Now,
    /// It is said next.
    Next,
    /// For the cache, when nobody has wanted anything for a while. Its sound is not sent.
    Idle,
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// Sound of a clause, its pause included.
    Sound {
        /// How many samples follow this line.
        samples: usize,
    },
    /// All was said.
    Done,
    /// It cannot be said, and why; what was sent so far is good.
    Failed(Failed),
    /// How it goes.
    Health(Health),
}

/// Why a sentence was not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Failed {
    /// The model is not there.
    Absent,
    /// The model is there and cannot be used.
    Broken,
    /// This machine makes sound slower than it is heard.
    Slow,
    /// There is nothing in the text that could be said.
    Unsayable,
}

/// How the warm process is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Health {
    /// Seconds of work for a second of sound, of the last renderings; none yet if nothing was made.
    pub factor: Option<f32>,
    /// How many renderings wait.
    pub waiting: usize,
}
