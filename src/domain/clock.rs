//! The one source of the time of day. Whoever needs it is handed a [`Clock`], so that a test decides what day it is.
//! Durations within one run of the program are measured with [`std::time::Instant`] instead.

use std::fmt::Debug;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};
use rustix::time::{ClockId, clock_gettime};

/// The time of day, and the zone in which a day begins and ends: the one of the service centre, whatever the machine's is.
pub trait Clock: Debug + Send + Sync {
    /// What time it is.
    fn now(&self) -> Timestamp;

    /// How long ago the machine was started, sleep included. It goes on evenly, whatever becomes of the time of day.
    fn since_boot(&self) -> Duration;

    /// The zone of the service centre.
    fn zone(&self) -> TimeZone;

    /// The calendar day of `moment` at the service centre.
    fn day(&self, moment: Timestamp) -> Date {
        self.zone().to_datetime(moment).date()
    }

    /// What day it is at the service centre.
    fn today(&self) -> Date {
        self.day(self.now())
    }

    /// What time it is at the service centre, with its zone.
    fn zoned(&self) -> Zoned {
        self.now().to_zoned(self.zone())
    }
}

/// Asia/Shanghai: one zone for all of China, without summer time, the same whether or not the machine has zone data.
pub const CHINA: TimeZone = TimeZone::fixed(Offset::constant(8));

/// The clock of this machine.
#[derive(Debug, Clone)]
pub struct SystemClock {
    zone: TimeZone,
}

impl SystemClock {
    /// This machine's clock, read in `zone`.
    pub const fn new(zone: TimeZone) -> Self {
        Self { zone }
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new(CHINA)
    }
}

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the machine's clock is read")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn since_boot(&self) -> Duration {
        let since = clock_gettime(ClockId::Boottime);
        Duration::try_from(since).unwrap_or_default()
    }

    fn zone(&self) -> TimeZone {
        self.zone.clone()
    }
}

/// A clock that stands still until it is set.
#[derive(Debug)]
pub struct FixedClock {
    zone: TimeZone,
    stands: Mutex<(Timestamp, Duration)>,
}

impl FixedClock {
    /// A clock that stands at `now`, on a machine that was just started.
    pub fn new(now: Zoned) -> Self {
        Self { zone: now.time_zone().clone(), stands: Mutex::new((now.timestamp(), Duration::ZERO)) }
    }

    /// Sets both: the time of day and the time since the start.
    pub fn set(&self, now: Timestamp, since_boot: Duration) {
        *self.stands.lock().unwrap_or_else(PoisonError::into_inner) = (now, since_boot);
    }

    fn stands(&self) -> (Timestamp, Duration) {
        *self.stands.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        self.stands().0
    }

    fn since_boot(&self) -> Duration {
        self.stands().1
    }

    fn zone(&self) -> TimeZone {
        self.zone.clone()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_begins_at_midnight_at_the_service_centre() {
        let clock = SystemClock::default();
        assert_eq!(clock.day("2026-11-20T15:59:59Z".parse().unwrap()), date(2026, 11, 20));
        assert_eq!(clock.day("2026-11-20T16:00:00Z".parse().unwrap()), date(2026, 11, 21));
        let here = FixedClock::new("2026-11-20T16:00:00Z".parse::<Timestamp>().unwrap().to_zoned(CHINA));
        assert_eq!((here.today(), here.zoned().hour()), (date(2026, 11, 21), 0));
    }
}
