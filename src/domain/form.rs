//! A form: our subset of JSON Schema 2020-12, read and checked alike by terminal and backend.
//!
//! Being built by the catalogue room; see `Question` and `Fault` for the shape screens rely on.

use serde_json::Value;
use uuid::Uuid;

use super::application::Answers;
use super::secret::Mask;
use super::text::LocalText;

/// A form read from its schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// GovStack's `eFormId`.
    pub id: Uuid,
    /// Its title.
    pub title: LocalText,
    /// The questions in order.
    pub questions: Vec<Question>,
}

/// One question, one screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The property's name in the schema: `identityNumber`.
    pub key: String,
    /// The short label for the review: 身份证号.
    pub label: LocalText,
    /// The question as the clerk would ask it: 请写您的身份证号。
    pub ask: LocalText,
    /// One sentence of help.
    pub help: Option<LocalText>,
    /// What kind of answer.
    pub kind: AnswerKind,
    /// Whether it may be left out.
    pub required: bool,
    /// How it is masked, if it is a secret (`x-secret`).
    pub secret: Option<Mask>,
    /// Asked only if an earlier answer has this value (`if/then`).
    pub when: Option<(String, String)>,
}

/// The kind of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerKind {
    /// A line of text, at most so many characters.
    Line {
        /// Most characters.
        max: usize,
    },
    /// A Chinese identity number with its check digit (GB 11643-1999).
    Identity,
    /// A mobile or landline number.
    Phone,
    /// A bank card number (GB/T 15120, Luhn).
    BankCard,
    /// A calendar date.
    Date,
    /// One of several.
    Choice(Vec<Choice>),
}

/// One of several answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The value on the wire.
    pub value: String,
    /// Its words.
    pub label: LocalText,
}

/// What is wrong with an answer. Its words are Fluent's: `fault-empty`, `fault-identity-length`, …
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// Nothing was written.
    Empty,
    /// Longer than the form takes.
    TooLong,
    /// Not 18 characters.
    IdentityLength,
    /// A character that cannot stand in an identity number.
    IdentityCharacter,
    /// No such birth date.
    IdentityDate,
    /// The check digit does not fit: a digit is wrong.
    IdentityCheck,
    /// Not a phone number.
    Phone,
    /// Not a card number.
    BankCard,
    /// No such date.
    Date,
    /// Not one of the choices.
    Choice,
    /// Letters or signs where a name is asked for.
    Name,
}

impl Form {
    /// Reads a schema. Any keyword outside our subset is an error that names its JSON pointer.
    pub fn read(_id: Uuid, _schema: &Value) -> Result<Self, SchemaError> {
        Err(SchemaError { pointer: String::new(), message: String::new() })
    }
    /// The questions that are to be asked, given the answers so far.
    pub fn asked<'a>(&'a self, answers: &'a Answers) -> impl Iterator<Item = &'a Question> {
        self.questions.iter().filter(move |question| {
            question.when.as_ref().is_none_or(|(key, value)| answers.get(key).is_some_and(|given| given.expose() == value))
        })
    }
    /// Every fault in `answers`, by key, in the order of the questions. Answers to questions not asked are ignored.
    pub fn faults(&self, answers: &Answers) -> Vec<(String, Fault)> {
        self.asked(answers)
            .filter_map(|q| q.check(answers.get(&q.key).map_or("", |given| given.expose())).err().map(|fault| (q.key.clone(), fault)))
            .collect()
    }
}

impl Question {
    /// Checks what was written and puts it into its plain form (full-width digits, spaces and dashes taken out).
    pub fn check(&self, _written: &str) -> Result<String, Fault> {
        Err(Fault::Empty)
    }
}

/// A schema outside our subset.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{pointer}: {message}")]
pub struct SchemaError {
    /// JSON pointer of the place.
    pub pointer: String,
    /// What is wrong there.
    pub message: String,
}
