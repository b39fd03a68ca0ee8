//! Dates, times, numbers and money as people write them, per language.

use jiff::civil::{Date, Time};

use super::Texts;

impl Texts {
    /// 2026年3月12日，星期四
    pub fn date(&self, date: Date) -> String {
        self.with(
            "date-full",
            &[
                ("year", date.year().to_string().into()),
                ("month", self.month(date).into()),
                ("day", date.day().to_string().into()),
                ("weekday", self.weekday(date).into()),
            ],
        )
    }

    /// 3月12日
    pub fn day(&self, date: Date) -> String {
        self.with("date-day", &[("month", self.month(date).into()), ("day", date.day().to_string().into())])
    }

    /// 星期四
    pub fn weekday(&self, date: Date) -> String {
        self.get(&format!("weekday-{}", date.weekday().to_monday_one_offset()))
    }

    fn month(&self, date: Date) -> String {
        self.get(&format!("month-{}", date.month()))
    }

    /// 10:24
    pub fn time(&self, time: Time) -> String {
        format!("{}:{:02}", time.hour(), time.minute())
    }

    /// A number with its groups of three: 36,000.
    pub fn number(&self, number: u64) -> String {
        let digits = number.to_string();
        let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        grouped
    }

    /// An amount of fen as ¥1,234.50.
    pub fn money(&self, fen: u64) -> String {
        format!("¥{}.{:02}", self.number(fen / 100), fen % 100)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::i18n::Texts;

    #[test]
    fn dates_are_written_per_language() {
        let day = date(2026, 3, 12);
        assert_eq!(Texts::of("zh-CN").date(day), "2026年3月12日，星期四");
        assert_eq!(Texts::of("zh-TW").date(day), "2026年3月12日，星期四");
        assert_eq!(Texts::of("en").date(day), "Thursday, 12 March 2026");
    }

    #[test]
    fn numbers_are_grouped() {
        let texts = Texts::of("zh-CN");
        assert_eq!(texts.number(0), "0");
        assert_eq!(texts.number(999), "999");
        assert_eq!(texts.number(36_000), "36,000");
        assert_eq!(texts.money(123_450), "¥1,234.50");
    }
}
