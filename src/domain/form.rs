//! A form: our subset of JSON Schema 2020-12, read (`schema`) and checked (`answer`) alike by terminal and backend.
//! Knows no wire, no screen and no words but those the schema brings.

use jiff::civil::Date;
use uuid::Uuid;

use super::application::Answers;
use super::secret::{Mask, Secret};
use super::text::LocalText;

mod answer;
mod sample;
mod schema;

pub use answer::half_width;
pub use schema::{SchemaError, SchemaProblem};

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

/// The answer that an identity card holds for ever (长期).
pub const LONG_TERM: &str = "long-term";

/// The key of the question whether a part of what is done in one go (一件事) is wanted, by its place from 0. A part that is
/// always wanted has none.
pub fn part_key(at: usize) -> String {
    format!("part-{}", at + 1)
}

/// The answer that it is.
pub const PART_WANTED: &str = "yes";

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
    /// The datum it asks for (`x-same-as`): `name`, `identity`, `phone`. The last answer given to the same datum, in this
    /// form or another of the session, is offered again (U3).
    pub same_as: Option<String>,
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
    /// A longer text (情况说明). Its lines are folded to one; at most so many characters.
    Text {
        /// Most characters.
        max: usize,
    },
    /// A person's name: letters of any script, `·`, spaces, hyphen; at most so many characters.
    Name {
        /// Most characters.
        max: usize,
    },
    /// A Chinese identity number with its check digit (GB 11643-1999).
    Identity,
    /// Until when an identity card holds (有效期限): its last day, or [`LONG_TERM`].
    Validity,
    /// A mobile or landline number.
    Phone,
    /// 省 市 区 街道 and the house, single spaces between; at most so many characters. See [`super::region`].
    Address {
        /// Most characters.
        max: usize,
    },
    /// A bank card number (GB/T 15120, Luhn).
    BankCard,
    /// The account number of a passbook (存折): digits without a check.
    Passbook,
    /// A calendar date.
    Date,
    /// One of the coming working days, on which an office is visited. See [`Question::days`].
    WorkingDay,
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
    /// A street or more, but no house.
    Address,
    /// Not the number of a passbook.
    Passbook,
    /// A day that is over: the card does not hold any more.
    Expired,
}

/// What deserves a second look, but never stops anybody. Its words are Fluent's: `doubt-bank-card`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// The digits of a card do not fit together (Luhn): perhaps one is wrong, perhaps the card is an old one.
    BankCard,
}

impl Form {
    /// The questions that are to be asked, given the answers so far.
    pub fn asked<'a>(&'a self, answers: &'a Answers) -> impl Iterator<Item = &'a Question> {
        self.questions.iter().filter(move |question| self.is_asked(question, answers))
    }

    /// Every fault in `answers`, by key, in the order of the questions. Answers to questions not asked are ignored.
    pub fn faults(&self, answers: &Answers, today: Date) -> Vec<(String, Fault)> {
        self.plain(answers, today).err().unwrap_or_default()
    }

    /// The answers as they are filed: those asked for and given, each in its plain form.
    ///
    /// # Errors
    /// Every fault, by key, in the order of the questions.
    pub fn plain(&self, answers: &Answers, today: Date) -> Result<Answers, Vec<(String, Fault)>> {
        let mut plain = Answers::new();
        let mut faults = Vec::new();
        for question in self.asked(answers) {
            match question.check(answers.get(&question.key).map_or("", Secret::expose), today) {
                Ok(answer) if answer.is_empty() => {}
                Ok(answer) => drop(plain.insert(question.key.clone(), Secret::new(answer))),
                Err(fault) => faults.push((question.key.clone(), fault)),
            }
        }
        if faults.is_empty() { Ok(plain) } else { Err(faults) }
    }

    /// Whom the matter is for: the keys of the first question for a name and of the first for an identity number.
    pub fn applicant(&self) -> (Option<&str>, Option<&str>) {
        let first =
            |is: fn(&AnswerKind) -> bool| self.questions.iter().find(|question| is(&question.kind)).map(|question| question.key.as_str());
        (first(|kind| matches!(kind, AnswerKind::Name { .. })), first(|kind| matches!(kind, AnswerKind::Identity)))
    }

    /// Of answers to an older version of this form those that still fit, as they were written. A faulty one is kept only
    /// where its words can be mended; another would be a riddle.
    pub fn kept(&self, answers: &Answers, today: Date) -> Answers {
        let mut kept = Answers::new();
        for question in &self.questions {
            let Some(answer) = answers.get(&question.key).filter(|answer| !answer.expose().trim().is_empty()) else { continue };
            let words = matches!(
                question.kind,
                AnswerKind::Line { .. } | AnswerKind::Text { .. } | AnswerKind::Name { .. } | AnswerKind::Address { .. }
            );
            if words || question.check(answer.expose(), today).is_ok() {
                kept.insert(question.key.clone(), answer.clone());
            }
        }
        kept
    }

    /// Whether an answer decides where money goes or how one is reached: telephone, address, account, and the choices these
    /// hang on with all that hangs on the same choice. Knowing a receipt number is no proof that lets one change it.
    pub fn needs_proof(&self, question: &Question) -> bool {
        let reaches = |one: &Question| {
            use AnswerKind::{Address, BankCard, Passbook, Phone};
            matches!(one.kind, Phone | Address { .. } | BankCard | Passbook)
        };
        let hangs_on = |one: &Question, key: &str| one.when.as_ref().is_some_and(|(on, _)| on == key);
        let decides = |key: &str| self.questions.iter().any(|one| reaches(one) && hangs_on(one, key));
        reaches(question) || decides(&question.key) || question.when.as_ref().is_some_and(|(on, _)| decides(on))
    }

    /// Whether a question is to be asked, given the answers so far. One on an answer that is itself not asked for is not
    /// asked either. A schema's conditions look back only.
    pub fn is_asked(&self, question: &Question, answers: &Answers) -> bool {
        let Some((key, value)) = &question.when else { return true };
        answers.get(key).is_some_and(|given| given.expose() == value)
            && self
                .questions
                .iter()
                .take_while(|earlier| earlier.key != question.key)
                .any(|earlier| earlier.key == *key && self.is_asked(earlier, answers))
    }
}

#[cfg(test)]
mod tests;
