//! What an effect that did not work hands to a screen: the kind, and whether trying again can help.

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
}

impl Failure {
    /// A failure without fields.
    pub const fn new(kind: FailureKind) -> Self {
        Self { kind, fields: Vec::new() }
    }
    /// Whether the same act may work in a moment.
    pub const fn retry(&self) -> bool {
        matches!(self.kind, FailureKind::Unreachable | FailureKind::Slow | FailureKind::Broken | FailureKind::Disk)
    }
}
