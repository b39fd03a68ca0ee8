//! What is wrong in a file of the catalogue, where, and under which Fluent id it is told.

use serde::de::IgnoredAny;
use serde_json::error::Category;

use super::locate;
use crate::domain::form::{SchemaError, SchemaProblem};

/// Something in a file of the catalogue that its author should mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defect {
    /// The file, relative to the catalogue's directory.
    pub file: String,
    /// The line, from 1; `None` if the whole file is meant.
    pub line: Option<usize>,
    /// The field: JSON pointer, or column of the table.
    pub field: Option<String>,
    /// What is wrong there.
    pub problem: Problem,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Problem {
    /// The file cannot be read.
    Unreadable,
    /// A file that no part of the catalogue knows.
    UnknownFile,
    /// A file that must be there.
    MissingFile,
    /// Not UTF-8.
    Encoding,
    /// Not JSON.
    Syntax,
    /// The file ends in the middle.
    CutOff,
    /// A field the format does not know.
    UnknownField,
    /// A field that must be there.
    MissingField,
    /// A value of another type than the field has.
    WrongType,
    /// A value the field does not take.
    WrongValue,
    /// Nothing in it.
    Empty,
    /// The same service, field or question twice.
    Twice,
    /// HTML or another `<` `>`.
    Markup,
    /// NUL or another control character.
    Control,
    /// A condition on a question that is not asked earlier or cannot have that answer.
    NoSuchQuestion,
    /// A row with more or fewer columns than the table.
    Columns,
    /// A language is missing.
    Untranslated,
    /// A sentence longer than rule U1 allows.
    LongSentence,
    /// A birth date is asked for beside the identity number, which tells it.
    BirthDate,
    /// An e-mail address or a code sent by message is asked for.
    Elsewhere,
    /// `x-secret` is missing on what is private.
    Unmasked,
    /// An appointment without a form to make it by.
    NoForm,
    /// A form that books something, but does not ask everybody for the day.
    NoDay,
    /// Days for papers, where no papers follow a form.
    NoPapers,
    /// Days for a material that may not follow.
    NotLater,
    /// A part of a bundle that is no service, or none that can be filed.
    NoSuchPart,
}

impl Problem {
    /// All of them.
    pub const ALL: [Self; 26] = [
        Self::Unreadable,
        Self::UnknownFile,
        Self::MissingFile,
        Self::Encoding,
        Self::Syntax,
        Self::CutOff,
        Self::UnknownField,
        Self::MissingField,
        Self::WrongType,
        Self::WrongValue,
        Self::Empty,
        Self::Twice,
        Self::Markup,
        Self::Control,
        Self::NoSuchQuestion,
        Self::Columns,
        Self::Untranslated,
        Self::LongSentence,
        Self::BirthDate,
        Self::Elsewhere,
        Self::Unmasked,
        Self::NoForm,
        Self::NoDay,
        Self::NoPapers,
        Self::NotLater,
        Self::NoSuchPart,
    ];

    /// Its Fluent id.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Unreadable => "catalogue-unreadable",
            Self::UnknownFile => "catalogue-unknown-file",
            Self::MissingFile => "catalogue-missing-file",
            Self::Encoding => "catalogue-encoding",
            Self::Syntax => "catalogue-syntax",
            Self::CutOff => "catalogue-cut-off",
            Self::UnknownField => "catalogue-unknown-field",
            Self::MissingField => "catalogue-missing-field",
            Self::WrongType => "catalogue-wrong-type",
            Self::WrongValue => "catalogue-wrong-value",
            Self::Empty => "catalogue-empty",
            Self::Twice => "catalogue-twice",
            Self::Markup => "catalogue-markup",
            Self::Control => "catalogue-control",
            Self::NoSuchQuestion => "catalogue-no-such-question",
            Self::Columns => "catalogue-columns",
            Self::Untranslated => "catalogue-untranslated",
            Self::LongSentence => "catalogue-long-sentence",
            Self::BirthDate => "catalogue-birth-date",
            Self::Elsewhere => "catalogue-elsewhere",
            Self::Unmasked => "catalogue-unmasked",
            Self::NoForm => "catalogue-no-form",
            Self::NoDay => "catalogue-no-day",
            Self::NoPapers => "catalogue-no-papers",
            Self::NotLater => "catalogue-not-later",
            Self::NoSuchPart => "catalogue-no-such-part",
        }
    }

    /// What a text must not hold.
    pub(super) fn of_text(text: &str) -> Option<Self> {
        if text.trim().is_empty() {
            Some(Self::Empty)
        } else if text.contains(['<', '>']) {
            Some(Self::Markup)
        } else {
            text.contains(|c: char| c.is_control() && c != '\n').then_some(Self::Control)
        }
    }
}

impl From<SchemaProblem> for Problem {
    fn from(problem: SchemaProblem) -> Self {
        match problem {
            SchemaProblem::Unknown => Self::UnknownField,
            SchemaProblem::Missing => Self::MissingField,
            SchemaProblem::WrongType => Self::WrongType,
            SchemaProblem::WrongValue => Self::WrongValue,
            SchemaProblem::NoSuchQuestion => Self::NoSuchQuestion,
            SchemaProblem::Twice => Self::Twice,
        }
    }
}

impl Defect {
    /// A file as a whole.
    pub(super) fn of_file(file: &str, problem: Problem) -> Self {
        Self { file: file.to_owned(), line: None, field: None, problem }
    }

    /// The value at `pointer`, or where it would be.
    pub(super) fn in_field(file: &str, bytes: &[u8], pointer: &str, problem: Problem) -> Self {
        let line = std::str::from_utf8(bytes).ok().map(|text| locate::line(text, pointer));
        Self { file: file.to_owned(), line, field: Some(pointer.to_owned()), problem }
    }

    /// A form that is outside our subset.
    pub(super) fn in_form(file: &str, bytes: &[u8], error: &SchemaError) -> Self {
        Self::in_field(file, bytes, &format!("/form{}", error.pointer), error.problem.into())
    }

    /// What serde found. It tells the kind of a data error by words alone, and those words are what is read here.
    pub(super) fn in_json(file: &str, text: &str, error: &serde_json::Error) -> Self {
        let inside = locate::pointer(text, error.line(), error.column());
        let words = error.to_string();
        let name = words.split('`').nth(1).unwrap_or_default();
        let kind = words.split(' ').take(2).collect::<Vec<_>>().join(" ");
        let (problem, field) = match (error.classify(), kind.as_str()) {
            (Category::Eof, _) => (Problem::CutOff, inside),
            // A number where a word is expected is told as bad syntax, though the text is JSON.
            (Category::Syntax, _) if serde_json::from_str::<IgnoredAny>(text).is_ok() => (Problem::WrongType, inside),
            (Category::Syntax | Category::Io, _) => (Problem::Syntax, inside),
            (_, "missing field") => (Problem::MissingField, format!("{inside}/{name}")),
            (_, "unknown field") => (Problem::UnknownField, inside),
            (_, "duplicate field") => (Problem::Twice, inside),
            (_, "invalid type:" | "invalid length") => (Problem::WrongType, inside),
            _ => (Problem::WrongValue, inside),
        };
        Self { file: file.to_owned(), line: Some(error.line()), field: (!field.is_empty()).then_some(field), problem }
    }
}
