//! The backend's clock, by the `Date` of its answers (RFC 9110, 6.6.1): a machine's own may be wrong by hours.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::fmt::rfc2822;
use jiff::{SignedDuration, Timestamp};
use reqwest::header::{DATE, HeaderMap};

use crate::domain::clock::Clock;

/// As many seconds a clock may be off, and an answer under way, before anything is made of it.
const GRACE: i64 = 120;

/// Seconds of a day. A difference of more is not taken from one answer alone.
const DAY: i64 = 24 * 60 * 60;

/// How far this machine's clock stands behind, by the last answer.
#[derive(Debug)]
pub(super) struct BackendClock {
    here: Arc<dyn Clock>,
    behind: AtomicI64,
    /// A difference of over a day that one answer told, in seconds: believed when the next one tells the same.
    unconfirmed: AtomicI64,
}

impl BackendClock {
    /// Nothing is known yet of how far `here` stands behind.
    pub(super) fn new(here: Arc<dyn Clock>) -> Self {
        Self { here, behind: AtomicI64::new(0), unconfirmed: AtomicI64::new(0) }
    }

    /// Notes the date of an answer that has just come. One without a date says nothing.
    pub(super) fn note(&self, headers: &HeaderMap) {
        let date = headers.get(DATE).and_then(|date| date.to_str().ok());
        let Some(date) = date.and_then(|date| rfc2822::DateTimeParser::new().parse_timestamp(date).ok()) else { return };
        let behind = date.as_second() - self.here.now().as_second();
        let behind = if behind.abs() > GRACE { behind } else { 0 };
        let before = self.unconfirmed.swap(behind, Ordering::Relaxed);
        if behind.abs() > DAY && behind.abs_diff(before) > GRACE.unsigned_abs() {
            return;
        }
        if self.behind.swap(behind, Ordering::Relaxed) == 0 && behind != 0 {
            tracing::warn!(behind, "the clock of this machine is wrong by so many seconds");
        }
    }

    /// How far it stands behind; nothing if it is right, as far as one knows.
    fn behind(&self) -> SignedDuration {
        SignedDuration::from_secs(self.behind.load(Ordering::Relaxed))
    }

    /// What time it is at the backend, as far as one knows.
    pub(super) fn now(&self) -> Timestamp {
        self.here.now().saturating_add(self.behind()).unwrap_or(Timestamp::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::clock::{CHINA, FixedClock};

    const HERE: Timestamp = Timestamp::constant(1_795_227_840, 0);

    fn clock() -> BackendClock {
        BackendClock::new(Arc::new(FixedClock::new(HERE.to_zoned(CHINA))))
    }

    fn behind(date: &str) -> i64 {
        let clock = clock();
        clock.note(&HeaderMap::from_iter([(DATE, date.parse().unwrap())]));
        clock.behind().as_secs()
    }

    fn in_seconds(seconds: i64) -> String {
        rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&(HERE + SignedDuration::from_secs(seconds))).unwrap()
    }

    #[test]
    fn is_right_within_two_minutes_and_else_by_the_backend() {
        assert_eq!(behind(&in_seconds(90)), 0);
        assert_eq!(behind(&in_seconds(-90)), 0);
        assert_eq!(behind(&in_seconds(5 * 3600)), 5 * 3600);
        assert_eq!(behind(&in_seconds(-5 * 3600)), -5 * 3600);
        assert_eq!(behind("yesterday"), 0);
    }

    #[test]
    fn more_than_a_day_is_believed_when_it_is_told_twice() {
        let clock = clock();
        let mut told = |seconds: i64| {
            clock.note(&HeaderMap::from_iter([(DATE, in_seconds(seconds).parse().unwrap())]));
            clock.behind().as_secs()
        };
        let (days, years) = (2 * DAY, 3650 * DAY);
        assert_eq!([years, 0, years, days, days + 1, years].map(&mut told), [0, 0, 0, 0, days + 1, days + 1]);
        assert_eq!(told(years), years);
        assert_eq!(told(0), 0);
    }

    #[test]
    fn a_clock_set_right_is_noticed() {
        let clock = clock();
        for (date, off) in [(in_seconds(7200), true), (in_seconds(0), false)] {
            clock.note(&HeaderMap::from_iter([(DATE, date.parse().unwrap())]));
            assert_eq!(clock.behind() != SignedDuration::ZERO, off);
        }
    }
}
