//! What an effect that did not work hands to a screen: the kind, and whether trying again can help.

use jiff::Timestamp;
use uuid::Uuid;

/// Why something could not be done, as far as a resident needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FailureKind {
    /// Nobody answers: the backend is away.
    Unreachable,
    /// It answers too slowly.
    Slow,
    /// It answered 5xx, garbage or half an answer.
    Broken,
    /// It does not know what was asked for.
    Missing,
    /// It refused what was sent (4xx); the fields are in [`Failure::fields`].
    Refused,
    /// The same person has the same thing under way ([`Failure::existing`]).
    FiledAlready,
    /// The form has changed since it was opened.
    FormChanged,
    /// The right to what was found by its number is over: it is found again the same way.
    Expired,
    /// It cannot be done any more at the stage it is at.
    TooLate,
    /// Tried too often; later again.
    TooOften,
    /// Our own disk is full or read-only.
    Disk,
}

/// A failed effect. Its words are Fluent's: `error-unreachable`, `error-slow`, …
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind:?}")]
pub struct Failure {
    /// What happened.
    pub kind: FailureKind,
    /// Answers the backend refused: JSON pointer of the field and its code.
    pub fields: Vec<(String, String)>,
    /// The matter under way: its file and when it was filed.
    pub existing: Option<(Uuid, Timestamp)>,
}

impl Failure {
    /// A failure without fields.
    pub const fn new(kind: FailureKind) -> Self {
        Self { kind, fields: Vec::new(), existing: None }
    }
    /// Whether the same act may work in a moment.
    pub const fn retry(&self) -> bool {
        matches!(self.kind, FailureKind::Unreachable | FailureKind::Slow | FailureKind::Broken | FailureKind::Disk)
    }
}
