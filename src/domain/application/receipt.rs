//! The number of a receipt (回执号): printed, spoken in groups, checked when it is written again.

use std::fmt;
use std::str::FromStr;

/// The number a resident takes away: 12 digits, the last a check digit (GB/T 17710, MOD 11,10), in groups of four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReceiptNumber(u64);

impl ReceiptNumber {
    /// The number of the `serial`-th application; `None` beyond eleven digits.
    pub fn new(serial: u64) -> Option<Self> {
        (serial < 100_000_000_000).then(|| Self(serial * 10 + check_digit(serial)))
    }
    /// The number without its check digit, as it is kept.
    pub fn without_check(self) -> i64 {
        i64::try_from(self.0 / 10).unwrap_or_default()
    }
    /// Three groups of four digits.
    pub fn groups(self) -> [String; 3] {
        let digits = self.to_string();
        [0, 4, 8].map(|at| digits[at..at + 4].to_owned())
    }
}

/// ISO/IEC 7064 MOD 11,10 over the eleven digits of `serial`: finds every wrong digit and nearly every swap.
fn check_digit(serial: u64) -> u64 {
    let digits = format!("{serial:011}");
    let p = digits.bytes().fold(10, |p, digit| {
        let s = (p + u64::from(digit - b'0')) % 10;
        (if s == 0 { 10 } else { s }) * 2 % 11
    });
    (11 - p) % 10
}

impl fmt::Display for ReceiptNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:012}", self.0)
    }
}

/// Not a receipt number: not 12 digits, or the check digit is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a receipt number")]
pub struct NotAReceipt;

impl FromStr for ReceiptNumber {
    type Err = NotAReceipt;
    /// Reads 12 digits, with or without spaces between the groups.
    fn from_str(text: &str) -> Result<Self, NotAReceipt> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        if digits.len() != 12 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NotAReceipt);
        }
        let number: u64 = digits.parse().map_err(|_| NotAReceipt)?;
        Self::new(number / 10).filter(|whole| whole.0 == number).ok_or(NotAReceipt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_number_finds_every_single_wrong_digit() {
        let number = ReceiptNumber::new(26_112_100_017).unwrap();
        let text = number.to_string();
        assert_eq!(text.len(), 12);
        assert_eq!(text.parse(), Ok(number));
        for at in 0..12 {
            for digit in '0'..='9' {
                let wrong: String = text.chars().enumerate().map(|(i, c)| if i == at { digit } else { c }).collect();
                assert_eq!(wrong.parse::<ReceiptNumber>().is_ok(), wrong == text, "{wrong}");
            }
        }
    }

    #[test]
    fn groups_are_three_of_four() {
        let number = ReceiptNumber::new(1).unwrap();
        assert_eq!(number.groups().concat(), number.to_string());
        assert_eq!(number.groups().join(" ").parse(), Ok(number));
    }
}
