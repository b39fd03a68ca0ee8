//! Working days: when a promise ends. Knows the week, not yet the holidays.

use jiff::civil::{Date, Weekday};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan};

/// The calendar day of `moment` in China, which has one time zone and no summer time.
pub fn day(moment: Timestamp) -> Date {
    TimeZone::fixed(Offset::constant(8)).to_datetime(moment).date()
}

/// The last of `days` working days; day one is the working day after `start`.
pub fn after(start: Date, days: u16) -> Date {
    let mut date = start;
    for _ in 0..days {
        date = next(date);
    }
    date
}

/// The working day after `date`; `date` itself at the end of the calendar.
fn next(date: Date) -> Date {
    let mut next = date;
    while let Ok(day) = next.checked_add(1.day()) {
        if is_working(day) {
            return day;
        }
        next = day;
    }
    date
}

/// Whether offices are open.
fn is_working(date: Date) -> bool {
    !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn day_one_is_the_working_day_after() {
        let friday = date(2026, 11, 20);
        assert_eq!(after(friday, 0), friday);
        assert_eq!(after(friday, 1), date(2026, 11, 23));
        assert_eq!(after(date(2026, 11, 21), 1), date(2026, 11, 23));
        assert_eq!(after(friday, 20), date(2026, 12, 18));
        assert_eq!(after(date(9999, 12, 30), 9), date(9999, 12, 31));
    }

    #[test]
    fn a_day_begins_at_midnight_in_china() {
        assert_eq!(day("2026-11-20T15:59:59Z".parse().unwrap()), date(2026, 11, 20));
        assert_eq!(day("2026-11-20T16:00:00Z".parse().unwrap()), date(2026, 11, 21));
    }
}
