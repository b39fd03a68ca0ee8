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
        Self { limit, warning, last: None, warned: None }
    }

    /// Somebody is there: a key, a touch, an act by a screen reader, or the voice has just ended.
    pub const fn touched(&mut self, now: Instant) {
        self.last = Some(now);
        self.warned = None;
    }

    /// How it stands now. During a warning it is looked at every second.
    pub fn state(&mut self, now: Instant) -> State {
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
mod tests {
    use super::*;

    const fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn idle() -> (Idle, Instant) {
        let begin = Instant::now();
        let mut idle = Idle::new(seconds(180), seconds(30));
        assert_eq!(idle.state(begin), State::Active);
        (idle, begin)
    }

    #[test]
    fn warns_counts_down_and_is_over() {
        let (mut idle, begin) = idle();
        assert_eq!(idle.next_look(begin), seconds(180));
        assert_eq!(idle.state(begin + seconds(179)), State::Active);
        assert_eq!(idle.state(begin + seconds(180)), State::Warning(seconds(30)));
        assert_eq!(idle.next_look(begin + seconds(180)), seconds(1));
        for second in 1..30 {
            assert_eq!(idle.state(begin + seconds(180 + second)), State::Warning(seconds(30 - second)));
        }
        assert_eq!(idle.state(begin + seconds(210)), State::Over);
        assert_eq!(idle.state(begin + seconds(211)), State::Over);
    }

    #[test]
    fn any_touch_gives_all_the_time_again() {
        let (mut idle, begin) = idle();
        for round in 1..10 {
            let now = begin + seconds(185 * round);
            assert!(matches!(idle.state(now), State::Warning(_)));
            idle.touched(now);
            assert_eq!(idle.state(now + seconds(179)), State::Active);
        }
    }

    #[test]
    fn a_jump_of_the_clock_warns_first_and_for_long_enough() {
        let (mut idle, begin) = idle();
        let late = begin + seconds(36_000);
        assert_eq!(idle.state(late), State::Warning(seconds(30)));
        assert_eq!(idle.state(late + seconds(3_600)), State::Warning(seconds(28)));
        assert_eq!(idle.state(begin), State::Warning(seconds(28)), "nor does a clock that goes back");
    }
}
