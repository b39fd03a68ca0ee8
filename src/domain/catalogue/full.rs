//! What a full service has beyond a bare item. Its guide and form are read from its file when somebody first asks for
//! them: in a terminal most are never opened in a day, and read they are ten times as large as written.

use std::borrow::Cow;
use std::sync::OnceLock;

use jiff::civil::Date;
use uuid::Uuid;

use super::{Member, file};
use crate::domain::form::Form;
use crate::domain::lookup::LookupKind;
use crate::domain::service::Guide;
use crate::domain::text::LocalText;

/// What a full service has beyond a bare item of a city's table.
#[derive(Debug, Clone)]
pub struct Full {
    /// Where the facts come from.
    pub source: LocalText,
    /// The day they were looked up.
    pub as_of: Date,
    /// Whether they are a sample that a city must confirm before it relies on them.
    pub sample: bool,
    /// What can be looked up.
    pub lookup: Option<LookupKind>,
    /// The services done with it in one go (一件事).
    pub parts: Vec<Member>,
    /// The id of its form, if it has one.
    pub form: Option<Uuid>,
    /// The file, whole and found without a fault.
    pub(super) file: Cow<'static, [u8]>,
    pub(super) content: OnceLock<Content>,
}

/// A guide and a form.
#[derive(Debug, Clone, Default)]
pub struct Content {
    /// The guide.
    pub guide: Guide,
    /// The form, and its JSON Schema as it goes over the wire: a text, for a tree of it is ten times as large.
    pub form: Option<(Form, Box<str>)>,
}

impl Full {
    /// Its own guide.
    pub fn guide(&self) -> &Guide {
        &self.content().guide
    }

    /// Its form and the form's schema.
    pub fn form(&self) -> Option<&(Form, Box<str>)> {
        self.form.and(self.content().form.as_ref())
    }

    /// Guide and form, read anew and not kept: for who needs them once.
    pub fn read(&self) -> Content {
        self.content.get().cloned().or_else(|| file::content(&self.file)).unwrap_or_default()
    }

    fn content(&self) -> &Content {
        self.content.get_or_init(|| file::content(&self.file).unwrap_or_default())
    }
}

/// Two that were read from the same file are the same, whoever has opened them.
impl PartialEq for Full {
    fn eq(&self, other: &Self) -> bool {
        (&self.file, self.form, &self.parts) == (&other.file, other.form, &other.parts)
    }
}

impl Eq for Full {}
