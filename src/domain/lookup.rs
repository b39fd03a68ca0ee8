//! Look-ups (查询): what a registry knows of one person, shown to that person alone. Amounts are secrets (P1): the
//! loudspeaker says them only after the question whether it may.

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::failure::Failure;
use super::secret::Secret;
use super::text::LocalText;

/// What can be looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LookupKind {
    /// 养老金到账
    Pension,
    /// 医保余额
    MedicalBalance,
    /// 权益记录 (参保缴费)
    Contributions,
    /// 不动产登记
    Property,
    /// 婚姻登记档案
    Marriage,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// A line each, in the order to be told; empty if the registry does not know the person.
    pub lines: Vec<Line>,
    /// The day it is as of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// Made-up data of a demonstration (演示数据), which the screen then says.
    #[serde(default)]
    pub sample: bool,
}

impl Finding {
    /// The most lines a finding has: an old person reads them all.
    const MOST: usize = 20;

    /// Whether it can be told: no more lines than one can take in, each with a label and a value that is one.
    pub fn holds(&self) -> bool {
        self.lines.len() <= Self::MOST && self.lines.iter().all(|line| !line.label.zh_cn.trim().is_empty() && line.value.holds())
    }

    /// Whether something in it is private.
    pub fn is_private(&self) -> bool {
        self.lines.iter().any(|line| line.value.is_private())
    }
}

/// One thing that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What it is: 这个月发了多少.
    pub label: LocalText,
    /// What is known of it.
    pub value: Value,
}

/// What is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// Money in fen (分), as digits: private.
    Amount(Secret),
    /// A day.
    Day(Date),
    /// So many months.
    Months(u32),
    /// Words that anybody may hear.
    Text(LocalText),
    /// Words that are private: an address, a spouse's name.
    Private(Secret),
}

impl Value {
    /// An amount in fen; none if it is no number, or more than anybody has.
    pub fn fen(amount: &Secret) -> Option<u64> {
        amount.expose().parse().ok().filter(|fen| *fen < 1_000_000_000_000)
    }
    /// Whether the loudspeaker keeps it to itself, and the eye has it behind a mask at first (P1, P2).
    pub const fn is_private(&self) -> bool {
        matches!(self, Self::Amount(_) | Self::Private(_))
    }
    fn holds(&self) -> bool {
        match self {
            Self::Amount(amount) => Self::fen(amount).is_some(),
            Self::Day(_) | Self::Months(_) => true,
            Self::Text(text) => !text.zh_cn.trim().is_empty(),
            Self::Private(words) => !words.expose().trim().is_empty(),
        }
    }
}

/// An answer, when it comes.
pub type Found<'a> = Pin<Box<dyn Future<Output = Result<Finding, Failure>> + Send + 'a>>;

/// A registry that can be asked (端口). A city puts its own behind it.
pub trait Lookup: Debug + Send + Sync {
    /// What is known of the person with this identity number, in its plain form, asked on the day `today`.
    fn look_up<'a>(&'a self, kind: LookupKind, identity: &'a Secret, today: Date) -> Found<'a>;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(value: Value) -> Finding {
        Finding { lines: vec![Line { label: LocalText::only("发了多少"), value }], ..Finding::default() }
    }

    #[test]
    fn what_is_no_amount_cannot_be_told() {
        for (amount, good) in [("0", true), ("287350", true), ("", false), ("-5", false), ("12.5", false), ("9999999999999", false)] {
            assert_eq!(finding(Value::Amount(Secret::new(amount))).holds(), good, "{amount}");
        }
        assert!(!finding(Value::Private(Secret::new(" "))).holds());
        let line = finding(Value::Months(3)).lines.remove(0);
        assert!(!Finding { lines: vec![line; Finding::MOST + 1], ..Finding::default() }.holds());
    }

    #[test]
    fn never_prints_what_is_private() {
        let told = format!("{:?}", finding(Value::Amount(Secret::new("287350"))));
        assert!(!told.contains("287350"), "{told}");
    }
}
