//! An application (办件) and its way: what is filed, the receipt, the stages, the timeline.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::secret::Secret;
use super::service::ServiceId;
use super::text::LocalText;

/// What was answered, by the key of the question. Every answer is treated as a secret: which ones may be
/// shown whole is the question's to say.
pub type Answers = BTreeMap<String, Secret>;

/// What is handed in: an application 办件 before it has a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// For which service.
    pub service: ServiceId,
    /// By which form.
    pub form: Uuid,
    /// An opaque id, never derived from a person.
    pub applicant: Uuid,
    /// Who files it for the applicant, if somebody does (亲友代办、帮办).
    pub agent: Option<Agent>,
    /// The answers.
    pub answers: Answers,
}

/// One who acts for another, in the open (P5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agent {
    /// Name.
    pub name: String,
    /// Identity number.
    pub identity: Secret,
    /// Code of the relation: child, spouse, neighbour, staff …
    pub relation: String,
    /// Why they may.
    pub ground: String,
}

/// The number a resident takes away: 12 digits, the last a check digit (GB/T 17710, MOD 11,10), in groups of four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReceiptNumber(u64);

impl ReceiptNumber {
    /// The number of the `serial`-th application; `None` beyond eleven digits.
    pub fn new(serial: u64) -> Option<Self> {
        (serial < 100_000_000_000).then(|| Self(serial * 10 + check_digit(serial)))
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

/// Where a matter is (行政许可法 32 and after).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// 收件
    Received,
    /// 补正
    Correction,
    /// 受理
    Accepted,
    /// 不予受理
    NotAccepted,
    /// 审核
    UnderReview,
    /// 特别程序
    Suspended,
    /// 准予
    Approved,
    /// 不予
    Refused,
    /// 办结
    Completed,
    /// 撤回
    Withdrawn,
}

impl Stage {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Received,
        Self::Correction,
        Self::Accepted,
        Self::NotAccepted,
        Self::UnderReview,
        Self::Suspended,
        Self::Approved,
        Self::Refused,
        Self::Completed,
        Self::Withdrawn,
    ];
    /// The name on the wire and in Fluent ids: `stage-received`, …
    pub const fn name(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Correction => "correction",
            Self::Accepted => "accepted",
            Self::NotAccepted => "not-accepted",
            Self::UnderReview => "under-review",
            Self::Suspended => "suspended",
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::Completed => "completed",
            Self::Withdrawn => "withdrawn",
        }
    }
    /// Whether nothing more will happen.
    pub const fn ended(self) -> bool {
        matches!(self, Self::NotAccepted | Self::Refused | Self::Completed | Self::Withdrawn)
    }
    /// The usual way from filing to the end, for the steps still to come.
    pub const USUAL: [Self; 5] = [Self::Received, Self::Accepted, Self::UnderReview, Self::Approved, Self::Completed];
}

/// One thing that happened to a matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it became.
    pub stage: Stage,
    /// When.
    pub at: Timestamp,
    /// What was said with it.
    pub note: Option<LocalText>,
}

/// A filed application (办件) as its owner follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matter {
    /// GovStack's `fileId`.
    pub file: Uuid,
    /// The number the resident knows; absent behind a plain GovStack server, whose `fileId` is then shown.
    pub receipt: Option<ReceiptNumber>,
    /// Which service.
    pub service: ServiceId,
    /// Its name.
    pub service_name: LocalText,
    /// When it was filed.
    pub filed: Timestamp,
    /// Where it is now.
    pub stage: Stage,
    /// Who holds it now.
    pub holder: Option<LocalText>,
    /// By when it is to be done.
    pub promised: Option<Date>,
    /// What happened so far, oldest first.
    pub steps: Vec<Step>,
    /// Whether a built-in clerk (`--demo`) moves it, which is then shown and spoken.
    pub demo: bool,
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
