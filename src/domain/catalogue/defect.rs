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
    /// The line, from 1; of a list in JSON the item. `None` if the whole file is meant.
    pub line: Option<usize>,
    /// The field: JSON pointer, or column of the table.
    pub field: Option<String>,
    /// What is wrong there.
    pub problem: Problem,
    /// What of it, where that is not plain from the field; the variable `detail` of its words.
    pub detail: String,
}

macro_rules! problems {
    ($($(#[$doc:meta])* $name:ident = $id:literal,)*) => {
        /// What is wrong.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Problem {
            $($(#[$doc])* $name,)*
        }

        impl Problem {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Its Fluent id.
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)*
                }
            }
        }
    };
}

problems! {
    /// The file cannot be read.
    Unreadable = "catalogue-unreadable",
    /// A file that no part of the catalogue knows.
    UnknownFile = "catalogue-unknown-file",
    /// A file that must be there.
    MissingFile = "catalogue-missing-file",
    /// Not UTF-8, or in a city's list no encoding at all.
    Encoding = "catalogue-encoding",
    /// Not JSON.
    Syntax = "catalogue-syntax",
    /// The file ends in the middle.
    CutOff = "catalogue-cut-off",
    /// A field the format does not know.
    UnknownField = "catalogue-unknown-field",
    /// A field that must be there.
    MissingField = "catalogue-missing-field",
    /// A value of another type than the field has.
    WrongType = "catalogue-wrong-type",
    /// A value the field does not take.
    WrongValue = "catalogue-wrong-value",
    /// Nothing in it.
    Empty = "catalogue-empty",
    /// The same service, field or question twice.
    Twice = "catalogue-twice",
    /// HTML or another `<` `>`.
    Markup = "catalogue-markup",
    /// NUL or another control character.
    Control = "catalogue-control",
    /// A condition on a question that is not asked earlier or cannot have that answer.
    NoSuchQuestion = "catalogue-no-such-question",
    /// A row with more or fewer columns than the table.
    Columns = "catalogue-columns",
    /// A language is missing.
    Untranslated = "catalogue-untranslated",
    /// A sentence longer than rule U1 allows; the detail is how long it is.
    LongSentence = "catalogue-long-sentence",
    /// A birth date is asked for beside the identity number, which tells it.
    BirthDate = "catalogue-birth-date",
    /// An e-mail address or a code sent by message is asked for.
    Elsewhere = "catalogue-elsewhere",
    /// `x-secret` is missing on what is private.
    Unmasked = "catalogue-unmasked",
    /// An appointment without a form to make it by.
    NoForm = "catalogue-no-form",
    /// A form that books something, but does not ask everybody for the day.
    NoDay = "catalogue-no-day",
    /// Days for papers, where no papers follow a form.
    NoPapers = "catalogue-no-papers",
    /// Days for a material that may not follow.
    NotLater = "catalogue-not-later",
    /// A part of a bundle that is no service, or none that can be filed.
    NoSuchPart = "catalogue-no-such-part",
    /// Conditions in a circle: each question waits for the answer to another of them.
    Circle = "catalogue-circle",
    /// A question that no answer satisfies.
    Unanswerable = "catalogue-unanswerable",
    /// Too many characters that few people can read (U1); the detail names them.
    Rare = "catalogue-rare",
    /// A word of machines (U1); the detail is the word.
    Jargon = "catalogue-jargon",
    /// A word of offices without a plain one beside it (U1); the detail names both.
    Unexplained = "catalogue-unexplained",
    /// A form where nothing can be filed.
    NoFiling = "catalogue-no-filing",
    /// Papers must follow the form, but nobody says in how many days.
    NoPapersDays = "catalogue-no-papers-days",
    /// Papers must follow the form, but none is to be brought.
    NothingToBring = "catalogue-nothing-to-bring",
    /// A way of handing out where nothing can be filed, or none in person.
    NoHandout = "catalogue-no-handout",
    /// The manner of a death without its door, or the door without the manner.
    Bereavement = "catalogue-bereavement",
    /// A name with a character of several readings, which the voice may read wrong; the detail is the character. A warning.
    Polyphone = "catalogue-polyphone",
    /// A cell longer than the table allows; the detail is how long it may be.
    TooLong = "catalogue-too-long",
    /// A number of an item (实施编码) that another row has; the detail is its line.
    CodeTwice = "catalogue-code-twice",
    /// An item that another row has; the detail is its line.
    ItemTwice = "catalogue-item-twice",
    /// A column that must be there; the detail is those that are.
    NoColumn = "catalogue-no-column",
    /// No number of working days; the detail is what stands there.
    NotDays = "catalogue-not-days",
    /// No number of visits; the detail is what stands there.
    NotVisits = "catalogue-not-visits",
    /// A scope (通办范围) nobody knows; the detail is what stands there.
    NotScope = "catalogue-not-scope",
    /// A quotation mark without its other.
    Quote = "catalogue-quote",
}

impl Problem {
    /// Whether a person should look at it, but nothing need be wrong.
    pub const fn is_warning(self) -> bool {
        matches!(self, Self::Polyphone)
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
            SchemaProblem::Circle => Self::Circle,
            SchemaProblem::Unanswerable => Self::Unanswerable,
            SchemaProblem::Twice => Self::Twice,
        }
    }
}

impl Defect {
    /// A file as a whole.
    pub(super) fn of_file(file: &str, problem: Problem) -> Self {
        Self { file: file.to_owned(), line: None, field: None, problem, detail: String::new() }
    }

    /// The value at `pointer`, or where it would be.
    pub(super) fn in_field(file: &str, bytes: &[u8], pointer: &str, problem: Problem) -> Self {
        let line = std::str::from_utf8(bytes).ok().map(|text| locate::line(text, pointer));
        Self { line, field: Some(pointer.to_owned()), ..Self::of_file(file, problem) }
    }

    /// A cell of the table, or its whole row.
    pub(super) fn in_row(file: &str, line: usize, column: Option<&str>, problem: Problem) -> Self {
        Self { line: Some(line), field: column.map(str::to_owned), ..Self::of_file(file, problem) }
    }

    /// The same with what of it.
    pub(super) fn with(self, detail: impl ToString) -> Self {
        Self { detail: detail.to_string(), ..self }
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
        Self { line: Some(error.line()), field: (!field.is_empty()).then_some(field), ..Self::of_file(file, problem) }
    }
}
