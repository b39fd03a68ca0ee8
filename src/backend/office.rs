//! 部门: whoever is handed the parts of what was filed in one go (一件事). A department that does not answer is asked
//! again, with growing pauses, until it has taken its part; by the file's id it knows what it has taken already.

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;

use crate::domain::application::Matter;
use crate::domain::failure::Failure;
use crate::domain::text::LocalText;

/// A part as it is handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// Who is to take it.
    pub department: LocalText,
    /// What was filed, with its answers. Its number is ours, for a department that has none of its own.
    pub matter: Matter,
}

/// The answer of a department, when it comes: its own number of the part.
pub type Taken<'a> = Pin<Box<dyn Future<Output = Result<String, Failure>> + Send + 'a>>;

/// The departments behind a backend (端口). A city puts its own behind it.
pub trait Office: Debug + Send + Sync {
    /// Hands `part` over. It may come again, for an answer can get lost: the same file is taken once, and its number is
    /// told again.
    fn take<'a>(&'a self, part: &'a Handed) -> Taken<'a>;
}

/// The departments within the backend itself: they take everything at once, under our number.
#[derive(Debug, Clone, Copy)]
pub struct Within;

impl Office for Within {
    fn take<'a>(&'a self, part: &'a Handed) -> Taken<'a> {
        Box::pin(async { Ok(part.matter.number.clone().unwrap_or_default()) })
    }
}
