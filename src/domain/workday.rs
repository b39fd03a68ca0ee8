//! Working days (工作日): when a promise ends, when an office can be visited. Knows the week, and of the years under
//! `assets/calendar` the public holidays (节假日) and make-up working days (调休上班). Of another year the week only.

use std::collections::HashSet;
use std::iter;
use std::sync::OnceLock;

use include_dir::{Dir, include_dir};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::Deserialize;

static YEARS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/calendar");

/// One year as the State Council's notice gives it (国务院办公厅关于部分节假日安排的通知).
#[derive(Debug, Deserialize)]
struct Year {
    holidays: Vec<Holiday>,
    make_up_days: Vec<Date>,
}

/// Days off in a row, the first and the last among them.
#[derive(Debug, Deserialize)]
struct Holiday {
    from: Date,
    to: Date,
}

impl Holiday {
    fn days(&self) -> impl Iterator<Item = Date> {
        let to = self.to;
        iter::successors(Some(self.from), |day| following(*day)).take_while(move |day| *day <= to)
    }
}

/// The days on which the week does not say whether offices are open.
#[derive(Debug, Default)]
struct Exceptions {
    off: HashSet<Date>,
    on: HashSet<Date>,
}

/// The exceptions of all years, read once. A test proves that every file can be read.
fn exceptions() -> &'static Exceptions {
    static EXCEPTIONS: OnceLock<Exceptions> = OnceLock::new();
    EXCEPTIONS.get_or_init(|| {
        let mut all = Exceptions::default();
        for year in YEARS.files().filter_map(|file| serde_json::from_slice::<Year>(file.contents()).ok()) {
            all.off.extend(year.holidays.iter().flat_map(Holiday::days));
            all.on.extend(year.make_up_days);
        }
        all
    })
}

/// Whether offices are open: on a weekday that is no holiday, and on a make-up day.
pub fn is_working(date: Date) -> bool {
    let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
    let exceptions = exceptions();
    exceptions.on.contains(&date) || !(weekend || exceptions.off.contains(&date))
}

/// The last of `days` working days; day one is the working day after `start`.
pub fn after(start: Date, days: u16) -> Date {
    coming(start).take(days.into()).last().unwrap_or(start)
}

/// How many working days lie after `from`, `to` among them.
pub fn between(from: Date, to: Date) -> u16 {
    let days = coming(from).take_while(|day| *day <= to).take(u16::MAX.into()).count();
    u16::try_from(days).unwrap_or(u16::MAX)
}

/// The next `n` working days after `from`, the nearest first; fewer at the end of the calendar.
pub fn next_days(from: Date, n: usize) -> Vec<Date> {
    coming(from).take(n).collect()
}

/// The working days after `start`.
fn coming(start: Date) -> impl Iterator<Item = Date> {
    iter::successors(following(start), |day| following(*day)).filter(|day| is_working(*day))
}

fn following(day: Date) -> Option<Date> {
    day.checked_add(1.day()).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;
    use serde_json::Value;

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
    fn working_days_between_are_those_a_promise_moves_by() {
        let friday = date(2026, 11, 20);
        for days in [0, 1, 5, 23] {
            assert_eq!(between(friday, after(friday, days)), days);
        }
        assert_eq!(between(friday, date(2026, 11, 22)), 0);
        assert_eq!(between(friday, date(2026, 11, 19)), 0);
    }

    #[test]
    fn promises_wait_for_the_end_of_the_holidays() {
        for (start, days, last) in [
            // 春节 2026: Saturday 14 is worked, 15 to 23 off, Saturday 28 worked.
            (date(2026, 2, 13), 1, date(2026, 2, 14)),
            (date(2026, 2, 13), 2, date(2026, 2, 24)),
            (date(2026, 2, 18), 5, date(2026, 2, 28)),
            (date(2026, 2, 18), 6, date(2026, 3, 2)),
            // 国庆节 2026: Sunday 20 September is worked, 1 to 7 October off, Saturday 10 worked.
            (date(2026, 9, 18), 1, date(2026, 9, 20)),
            (date(2026, 9, 24), 1, date(2026, 9, 28)),
            (date(2026, 9, 30), 1, date(2026, 10, 8)),
            (date(2026, 9, 30), 3, date(2026, 10, 10)),
            (date(2026, 9, 30), 4, date(2026, 10, 12)),
            // 国庆节 and 中秋节 2025 together: 1 to 8 October off, Saturday 11 worked.
            (date(2025, 9, 30), 3, date(2025, 10, 11)),
            // 清明节 2027, a Monday, by the law alone.
            (date(2027, 4, 2), 1, date(2027, 4, 6)),
            // 国庆节 2028, a Sunday, with 中秋节 on the Tuesday, by the law alone.
            (date(2028, 9, 29), 1, date(2028, 10, 6)),
            // A year nobody has announced: the week only.
            (date(2030, 9, 30), 1, date(2030, 10, 1)),
        ] {
            assert_eq!(after(start, days), last, "{days} after {start}");
        }
        assert_eq!(next_days(date(2026, 9, 29), 3), [date(2026, 9, 30), date(2026, 10, 8), date(2026, 10, 9)]);
    }

    #[test]
    fn every_year_can_be_read_and_no_day_is_both_off_and_worked() {
        assert!(YEARS.files().count() >= 3);
        for file in YEARS.files() {
            let name = file.path().display();
            let told: Value = serde_json::from_slice(file.contents()).unwrap();
            let year: Year = serde_json::from_slice(file.contents()).unwrap();
            let number: i16 = file.path().file_stem().unwrap().to_str().unwrap().parse().unwrap();
            let notice = told["source"].as_str().unwrap().starts_with("国务院办公厅");
            assert!(told["official"] == notice && (notice || number > 2026), "{name}: a notice, or said to be computed");
            assert_eq!(told["holidays"][0]["name"], "元旦", "{name}");
            let off: Vec<Date> = year.holidays.iter().flat_map(Holiday::days).collect();
            assert!(off.len() >= 13 && off.is_sorted_by(|a, b| a < b), "{name}: the law gives 13 days (2024)");
            assert!(off.iter().chain(&year.make_up_days).all(|day| day.year() == number), "{name}");
            assert!(year.make_up_days.iter().all(|day| !off.contains(day)), "{name}");
            let weekend = |day: &Date| matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
            assert!(year.make_up_days.iter().all(weekend), "{name}: only a weekend is made up");
        }
    }

    proptest! {
        #[test]
        fn working_days_add_up(at in 0_i64..2000, days in 0_u16..80) {
            let start = date(2024, 6, 1).checked_add(at.days()).unwrap();
            let next = next_days(start, usize::from(days) + 1);
            prop_assert!(next.iter().all(|day| is_working(*day) && *day > start) && next.is_sorted_by(|a, b| a < b));
            prop_assert_eq!(next.last().copied(), Some(after(start, days + 1)));
            prop_assert_eq!(after(after(start, days), 1), after(start, days + 1));
            let between = (1..).map(|n: i64| start.checked_add(n.days()).unwrap()).take_while(|day| *day <= after(start, days));
            prop_assert_eq!(between.filter(|day| is_working(*day)).count(), usize::from(days));
        }
    }
}
