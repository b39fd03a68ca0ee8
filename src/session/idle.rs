//! The idle clock of a hall (E1, E2): long without a key, a touch or speech, a warning, then the session is over.
//! Pure: it is told the time. A machine that slept or stood still never ends a session unwarned.

use std::time::{Duration, Instant};

/// Between two looks during the warning at most this much counts.
const LONGEST_STEP: Duration = Duration::from_secs(2);

/// How it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Somebody is there, as far as one knows.
    Active,
    /// Nobody was noticed for long; so much time is left to say that one is there.
    Warning(Duration),
    /// The session is over.
    Over,
}

/// The clock.
#[derive(Debug, Clone)]
pub struct Idle {
    limit: Duration,
    warning: Duration,
    last: Option<Instant>,
    /// The voice is saying something, other than the warning.
    speaking: bool,
    warned: Option<Warned>,
}

#[derive(Debug, Clone, Copy)]
struct Warned {
    seen: Instant,
    counted: Duration,
}

impl Idle {
    /// Warns after `limit` (E1: 2 to 5 min), and is over `warning` (20 to 45 s) later. It begins with the first look.
    pub const fn new(limit: Duration, warning: Duration) -> Self {
        Self { limit, warning, last: None, speaking: false, warned: None }
    }

    /// Somebody is there: a key, a touch, an act by a screen reader.
    pub const fn touched(&mut self, now: Instant) {
        self.last = Some(now);
        self.warned = None;
    }

    /// The voice has begun: whoever listens need do nothing, however long it takes. The warning's own words give no time.
    pub const fn speaks(&mut self) {
        self.speaking = self.warned.is_none();
    }

    /// The voice has ended, is held or lost: from here on the time counts (E1).
    pub const fn silent(&mut self, now: Instant) {
        if self.speaking {
            self.speaking = false;
            self.last = Some(now);
        }
    }

    /// How it stands now. During a warning it is looked at every second.
    pub fn state(&mut self, now: Instant) -> State {
        if self.speaking {
            self.last = Some(now);
            self.warned = None;
        }
        let last = *self.last.get_or_insert(now);
        if now.saturating_duration_since(last) < self.limit && self.warned.is_none() {
            return State::Active;
        }
        let warned = self.warned.get_or_insert(Warned { seen: now, counted: Duration::ZERO });
        warned.counted += now.saturating_duration_since(warned.seen).min(LONGEST_STEP);
        warned.seen = now;
        match self.warning.checked_sub(warned.counted) {
            Some(left) if !left.is_zero() => State::Warning(left),
            _ => State::Over,
        }
    }

    /// When to look again: at the limit, and every second of a warning.
    pub fn next_look(&self, now: Instant) -> Duration {
        let second = Duration::from_secs(1);
        match (self.last, self.warned) {
            (Some(last), None) => self.limit.saturating_sub(now.saturating_duration_since(last)).max(second),
            (None, _) | (_, Some(_)) => second,
        }
    }
}

#[cfg(test)]
mod tests;
