//! The backend's clock, by the `Date` of its answers (RFC 9110, 6.6.1): a machine's own may be wrong by hours.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::fmt::rfc2822;
use jiff::{SignedDuration, Timestamp};
use reqwest::header::{DATE, HeaderMap};

/// As many seconds a clock may be off, and an answer under way, before anything is made of it.
const GRACE: i64 = 120;

/// How far this machine's clock stands behind, by the last answer.
#[derive(Debug, Default)]
pub(super) struct Clock(AtomicI64);

impl Clock {
    /// Notes the date of an answer that has just come. One without a date says nothing.
    pub(super) fn note(&self, headers: &HeaderMap) {
        let date = headers.get(DATE).and_then(|date| date.to_str().ok());
        let Some(date) = date.and_then(|date| rfc2822::DateTimeParser::new().parse_timestamp(date).ok()) else { return };
        let behind = date.as_second() - Timestamp::now().as_second();
        let behind = if behind.abs() > GRACE { behind } else { 0 };
        if self.0.swap(behind, Ordering::Relaxed) == 0 && behind != 0 {
            tracing::warn!(behind, "the clock of this machine is wrong by so many seconds");
        }
    }

    /// How far it stands behind; nothing if it is right, as far as one knows.
    pub(super) fn behind(&self) -> SignedDuration {
        SignedDuration::from_secs(self.0.load(Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn behind(date: &str) -> i64 {
        let clock = Clock::default();
        clock.note(&HeaderMap::from_iter([(DATE, date.parse().unwrap())]));
        clock.behind().as_secs()
    }

    fn in_seconds(seconds: i64) -> String {
        rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&(Timestamp::now() + SignedDuration::from_secs(seconds))).unwrap()
    }

    #[test]
    fn is_right_within_two_minutes_and_else_by_the_backend() {
        assert_eq!(behind(&in_seconds(90)), 0);
        assert_eq!(behind(&in_seconds(-90)), 0);
        assert!((behind(&in_seconds(5 * 3600)) - 5 * 3600).abs() <= 1);
        assert!((behind(&in_seconds(-5 * 3600)) + 5 * 3600).abs() <= 1);
        assert_eq!(behind("yesterday"), 0);
    }

    #[test]
    fn a_clock_set_right_is_noticed() {
        let clock = Clock::default();
        for (date, off) in [(in_seconds(7200), true), (in_seconds(0), false)] {
            clock.note(&HeaderMap::from_iter([(DATE, date.parse().unwrap())]));
            assert_eq!(clock.behind() != SignedDuration::ZERO, off);
        }
    }
}
