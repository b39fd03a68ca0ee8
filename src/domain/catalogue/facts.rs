//! What a city's list says of an item in numbers (GB/T 39554): days, visits, and where else it is done.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

/// What a city's list says of an item. What it does not say is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts {
    /// Working days the law allows (法定办结时限).
    pub legal_days: Option<u16>,
    /// Working days promised (承诺办结时限); 0 is at once (即办).
    pub promised_days: Option<u16>,
    /// How often one must come (到现场次数).
    pub visits: Option<u8>,
    /// Within which bounds any window does it (通办范围).
    pub scope: Option<Scope>,
}

/// Within which bounds any window does it (通办范围).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// 全国、跨省
    Nation,
    /// 全省、跨市
    Province,
    /// 全市、跨县
    City,
    /// 全县、跨乡镇
    County,
    /// Only where one belongs.
    Here,
}

impl Scope {
    /// All of them, the widest first.
    pub const ALL: [Self; 5] = [Self::Nation, Self::Province, Self::City, Self::County, Self::Here];

    /// Its name in the table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nation => "nation",
            Self::Province => "province",
            Self::City => "city",
            Self::County => "county",
            Self::Here => "here",
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(self.name())
    }
}

impl FromStr for Scope {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|scope| scope.name() == name).ok_or(())
    }
}
