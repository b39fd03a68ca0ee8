//! Problem details (RFC 9457), with the fields that were refused. Holds codes only: the words are Fluent's.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domain::form::Fault;

/// Why a call was refused: `application/problem+json`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Problem {
    /// What kind of problem; `about:blank` means: as the status says.
    #[serde(rename = "type")]
    pub kind: String,
    /// The reason phrase of the status.
    pub title: String,
    /// The status again.
    pub status: u16,
    /// The fields that were refused.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Wrong>,
    /// The matter under way, of [`FILED_ALREADY`].
    #[serde(rename = "x-existing", skip_serializing_if = "Option::is_none")]
    pub existing: Option<Existing>,
}

/// The kind of problem: the same person has the same thing under way (409).
pub const FILED_ALREADY: &str = "urn:tongban:filed-already";
/// The kind of problem: the form has changed since it was handed out (409).
pub const FORM_CHANGED: &str = "urn:tongban:form-changed";
/// The kind of problem: it cannot be done at the stage it is at (409).
pub const TOO_LATE: &str = "urn:tongban:too-late";
/// The kind of problem: the date staff confirm is not the backend's (409).
pub const CLOCK_DIFFERS: &str = "urn:tongban:clock-differs";

/// A matter that stands in the way of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Existing {
    /// Which file.
    pub file_id: Uuid,
    /// When it was filed.
    #[schema(value_type = String, format = DateTime)]
    pub registered: Timestamp,
}

/// A refused field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Wrong {
    /// JSON pointer into the body; for an answer `/formData/data/{key}`.
    pub pointer: String,
    /// What is wrong with it: a code of [`crate::domain::form::Fault`], or one of the wire's own.
    pub code: String,
}

impl Wrong {
    /// The field at `pointer` with `code`.
    pub fn new(pointer: impl Into<String>, code: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), code: code.into() }
    }

    /// The answer to the question `key` with its fault.
    pub fn answer(key: &str, fault: Fault) -> Self {
        Self::answer_as(key, code_of(fault))
    }

    /// The answer to the question `key` with `code`.
    pub fn answer_as(key: &str, code: &str) -> Self {
        Self::new(format!("/formData/data/{}", token(key)), code)
    }
}

/// A fault on the wire: its name in Fluent ids, without `fault-`.
pub const fn code_of(fault: Fault) -> &'static str {
    match fault {
        Fault::Empty => "empty",
        Fault::TooLong => "too-long",
        Fault::IdentityLength => "identity-length",
        Fault::IdentityCharacter => "identity-character",
        Fault::IdentityDate => "identity-date",
        Fault::IdentityCheck => "identity-check",
        Fault::Phone => "phone",
        Fault::BankCard => "bank-card",
        Fault::Date => "date",
        Fault::Choice => "choice",
        Fault::Name => "name",
        Fault::Address => "address",
        Fault::Passbook => "passbook",
        Fault::Expired => "expired",
    }
}

/// `key` as a token of a JSON pointer (RFC 6901).
pub(super) fn token(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
