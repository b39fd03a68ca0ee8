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
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Finding {
    /// A line each, in the order to be told; empty if the registry does not know the person.
    pub lines: Vec<Line>,
    /// The day it is as of.
    pub as_of: Option<Date>,
    /// Made-up data of a demonstration (演示数据), which the screen then says.
    pub sample: bool,
}

/// One thing that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is: 这个月发了多少.
    pub label: LocalText,
    /// What is known of it.
    pub value: Value,
}

/// What is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// An answer, when it comes.
pub type Found<'a> = Pin<Box<dyn Future<Output = Result<Finding, Failure>> + Send + 'a>>;

/// A registry that can be asked (端口). A city puts its own behind it.
pub trait Lookup: Debug + Send + Sync {
    /// What is known of the person with this identity number, in its plain form, asked on the day `today`.
    fn look_up<'a>(&'a self, kind: LookupKind, identity: &'a Secret, today: Date) -> Found<'a>;
}
