//! What a terminal asks of a backend, and how an answer is dated.

use jiff::Timestamp;
use jiff::civil::Date;

use super::service::{Category, LifeEvent};
use super::text::LocalText;

/// How many services a list shows at once.
pub const PAGE: usize = 400;

/// The initial of names that begin with a digit.
pub const DIGITS: char = '0';

/// Which services are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Query {
    /// Words in the name (official or everyday).
    pub name: Option<String>,
    /// Behind which tile.
    pub category: Option<Category>,
    /// Behind which door.
    pub life_event: Option<LifeEvent>,
    /// Of which department: its zh-CN name, exactly.
    pub department: Option<String>,
    /// Only what does several things in one go (一件事).
    pub bundles: bool,
    /// Whose name begins with this letter, A to Z in pinyin ([`DIGITS`] for none of them), sorted by name.
    pub initial: Option<char>,
    /// Behind so many of them.
    pub offset: usize,
}

/// A letter with the number of services whose names begin with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letter {
    /// A to Z, or [`DIGITS`].
    pub initial: char,
    /// How many services it has; not none.
    pub services: usize,
}

/// A department with the number of its services.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Department {
    /// Its name.
    pub name: LocalText,
    /// How many services it has.
    pub services: usize,
}

/// Until when somebody's 资格认证 holds, as the registry says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verification {
    /// Until when; none if nobody knows the person there.
    pub until: Option<Date>,
    /// Made-up data of a demonstration, which the screen then says.
    pub sample: bool,
}

/// An answer, and since when it is kept here if the backend could not be reached now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated<T> {
    /// The answer.
    pub value: T,
    /// When it was fetched, if it is not fresh.
    pub as_of: Option<Timestamp>,
}

impl<T> Dated<T> {
    /// An answer just given.
    pub const fn fresh(value: T) -> Self {
        Self { value, as_of: None }
    }
}
