//! An application (办件) and its way: what is filed, the receipt, the stages, what is asked of its owner.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::form::Form;
use super::secret::Secret;
use super::service::{Handling, Manner, Material, ServiceId};
use super::text::LocalText;

mod lifecycle;
mod rating;
mod receipt;
mod whole;

pub use lifecycle::{Act, Actor, Clock, RULES, Rule, Stage};
pub use rating::{Level, Occasion, Rated, Rating};
pub use receipt::{NotAReceipt, ReceiptNumber};
pub use whole::steps;

/// What was answered, by the key of the question. Every answer is treated as a secret: which ones may be
/// shown whole is the question's to say.
pub type Answers = BTreeMap<String, Secret>;

/// What is handed in: an application 办件 before it has a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// For which service.
    pub service: ServiceId,
    /// By which form.
    pub form: Uuid,
    /// An opaque id, never derived from a person.
    pub applicant: Uuid,
    /// Who files it for the applicant, if somebody does (亲友代办、帮办).
    pub agent: Option<Agent>,
    /// How what comes of it is handed out, where something is (谁来领).
    pub handout: Option<Handout>,
    /// The answers.
    pub answers: Answers,
    /// 还要再交一份: filed though the same person has one open.
    pub again: bool,
}

/// One who acts for another, in the open (P5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agent {
    /// Name.
    pub name: String,
    /// Identity number; of staff the number of their badge (工号).
    pub identity: Secret,
    /// Code of the relation: child, spouse, neighbour, [`Agent::STAFF`] …
    pub relation: String,
    /// Why they may.
    pub ground: String,
}

impl Agent {
    /// The relation of a member of staff who helps (帮办).
    pub const STAFF: &'static str = "staff";
}

/// Who gets what comes of it, and where (谁来领).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handout {
    /// In which way.
    pub way: HandoutWay,
    /// Who comes for it: of [`HandoutWay::Family`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where it is sent: of [`HandoutWay::Mail`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Secret>,
}

/// The ways in which something is handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HandoutWay {
    /// 本人
    InPerson,
    /// 家人代领
    Family,
    /// 寄到家
    Mail,
    /// 送到居委会
    Committee,
}

impl HandoutWay {
    /// The name on the wire, in forms and in Fluent ids.
    pub const fn name(self) -> &'static str {
        match self {
            Self::InPerson => "in-person",
            Self::Family => "family",
            Self::Mail => "mail",
            Self::Committee => "committee",
        }
    }
}

/// One thing that happened to a matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it became.
    pub stage: Stage,
    /// When.
    pub at: Timestamp,
    /// What was said with it.
    pub note: Option<LocalText>,
}

/// What its owner is asked for now: 补正 before it is accepted, 补充材料 after.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Demand {
    /// What is missing, in the clerk's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<LocalText>,
    /// The answers that are wrong: key of the question, and why.
    #[serde(default)]
    pub fields: Vec<(String, LocalText)>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

impl Demand {
    /// Whether every answer may change: it names none, or one that `form` does not ask under `answers`.
    pub fn opens_all(&self, form: &Form, answers: &Answers) -> bool {
        self.fields.is_empty() || self.fields.iter().any(|(key, _)| !form.asked(answers).any(|question| question.key == *key))
    }
    /// Whether it names the answer to a question, by its key.
    pub fn names(&self, key: &str) -> bool {
        self.fields.iter().any(|(named, _)| named == key)
    }
}

/// Why it was not accepted or not granted, and on what ground (行政许可法 38).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Refusal {
    /// In the clerk's words.
    pub reason: LocalText,
    /// The law or rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<LocalText>,
}

/// One of the services done in one go (一件事), as a line on the matter they belong to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its own file: a matter of its own, which is followed and mended like any other.
    pub file: Uuid,
    /// Its service.
    pub service: ServiceId,
    /// Its name.
    pub name: LocalText,
    /// Who gets it.
    pub department: LocalText,
    /// Where it is; none while its department has not taken it yet (还没送到): it is sent again, and never twice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// The department's own number, once it has taken it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The very name of its service tells something private.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub private: bool,
}

/// A filed application (办件) as its owner follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matter {
    /// GovStack's `fileId`.
    pub file: Uuid,
    /// The number the resident knows; absent behind a plain GovStack server, whose `fileId` is then shown.
    pub receipt: Option<ReceiptNumber>,
    /// The department's own long number.
    pub number: Option<String>,
    /// Which service.
    pub service: ServiceId,
    /// Its name.
    pub service_name: LocalText,
    /// Whether that name tells something private.
    pub private: bool,
    /// How far a terminal goes with it.
    pub handling: Handling,
    /// In what manner it is spoken of.
    pub manner: Manner,
    /// By which form.
    pub form: Option<Uuid>,
    /// The name of whom it is for.
    pub applicant: Option<String>,
    /// The name of who filed it for them.
    pub agent: Option<String>,
    /// When it was filed.
    pub filed: Timestamp,
    /// Where it is now.
    pub stage: Stage,
    /// Who holds it now.
    pub holder: Option<LocalText>,
    /// By when it is to be done.
    pub promised: Option<Date>,
    /// What is still to be brought to the window, or sent later.
    pub bring: Vec<Material>,
    /// Until when: of a form whose papers follow, and of 容缺受理.
    pub bring_by: Option<Date>,
    /// How what comes of it is handed out.
    pub handout: Option<Handout>,
    /// What is asked of its owner now.
    pub demand: Option<Demand>,
    /// What was answered: only while something is to be mended, and only for its owner.
    pub answers: Answers,
    /// Why not, if it was refused.
    pub refusal: Option<Refusal>,
    /// How its owner said it was (好差评).
    pub rated: Rated,
    /// What happened so far, oldest first.
    pub steps: Vec<Step>,
    /// The services done with it in one go (一件事); of most matters none.
    pub parts: Vec<Part>,
    /// The matter it is a part of, if it is one.
    pub whole: Option<Uuid>,
    /// Whether a built-in clerk (`--demo`) moves it, which is then shown and spoken.
    pub demo: bool,
}
