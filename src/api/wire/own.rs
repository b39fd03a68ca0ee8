//! What travels in our own calls, under [`super::OWN`]. A plain GovStack server knows none of them.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::ApplicationFile;
use crate::domain::help::{HelpCall, HelpTicket};
use crate::domain::secret::Secret;

/// `POST applications/find`: a matter by what its owner took away. In the body, for a URL is logged.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Find {
    /// 12 digits, spaces allowed.
    pub receipt: String,
    /// The last four of the applicant's identity number.
    #[schema(value_type = String)]
    pub identity_end: Secret,
}

/// What was found, and the right to it for a while.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct Found {
    /// A bearer token for this file alone.
    #[schema(value_type = String)]
    pub token: Secret,
    /// The matter.
    pub application: ApplicationFile,
}

/// `POST applications/{fileId}/ratings`, as it is described; [`crate::domain::application::Rating`] itself travels.
#[derive(ToSchema)]
pub struct RatingOnWire {
    /// After it was handed in, or after it was done.
    #[schema(pattern = "^(filed|completed)$")]
    pub occasion: String,
    /// 非常满意 满意 基本满意 不满意 非常不满意
    #[schema(pattern = "^(very-satisfied|satisfied|mostly-satisfied|dissatisfied|very-dissatisfied)$")]
    pub level: String,
    /// Why, in one's own words; never sent back.
    pub why: Option<String>,
}

/// `POST help-calls`: somebody at a machine asks for a person.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct HelpCallOnWire {
    /// Which machine.
    #[schema(min_length = 1, max_length = 64, pattern = "^[^\\x00-\\x1f\\x7f-\\x9f]*$")]
    pub kiosk: String,
    /// On which screen.
    #[schema(min_length = 1, max_length = 64, pattern = "^[^\\x00-\\x1f\\x7f-\\x9f]*$")]
    pub screen: String,
    /// At which service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<Uuid>,
}

impl From<&HelpCall> for HelpCallOnWire {
    fn from(call: &HelpCall) -> Self {
        Self { kiosk: call.kiosk.clone(), screen: call.screen.clone(), service: call.service }
    }
}

impl From<HelpTicketOnWire> for HelpTicket {
    fn from(wire: HelpTicketOnWire) -> Self {
        Self { id: wire.id, taken_by: wire.taken_by }
    }
}

/// What has become of it; staff see where, too.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HelpTicketOnWire {
    /// Which call.
    pub id: Uuid,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub called: Timestamp,
    /// Where.
    #[serde(flatten)]
    pub call: HelpCallOnWire,
    /// Who comes, once somebody does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_by: Option<String>,
}

/// `POST help-calls/{id}/take`
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Take {
    /// The name of who comes.
    #[schema(min_length = 1, max_length = 64, pattern = "^[^\\x00-\\x1f\\x7f-\\x9f]*$")]
    pub name: String,
}

/// `POST verifications`: until when somebody's 资格认证 holds.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct Verify {
    /// Of which service.
    pub service: Uuid,
    /// The person's identity number.
    #[schema(value_type = String)]
    pub identity: Secret,
}

/// The answer of the registry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VerifiedOnWire {
    /// Until when; absent if nobody knows the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub until: Option<Date>,
    /// Made-up data of a demonstration.
    #[serde(default)]
    pub sample: bool,
}

/// `POST lookups`: what a registry knows of one person. In the body, for a URL is logged.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct LookUp {
    /// By which service.
    pub service: Uuid,
    /// The person's identity number.
    #[schema(value_type = String)]
    pub identity: Secret,
}

/// The answer, as it is described; [`crate::domain::lookup::Finding`] itself travels.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct FindingOnWire {
    /// A line each: `label` in every language, and `value`, which is one of `amount` (fen, as digits), `day`, `months`,
    /// `text` (in every language) and `private` (words). None if the registry does not know the person.
    #[schema(value_type = Vec<Object>)]
    pub lines: Vec<serde_json::Value>,
    /// The day it is as of.
    #[schema(value_type = Option<String>, format = Date, nullable = false)]
    pub as_of: Option<Date>,
    /// Made-up data of a demonstration.
    pub sample: bool,
}

/// `POST clock`: staff confirm the backend's clock.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ConfirmClock {
    /// What day it is, as they know from elsewhere.
    #[schema(value_type = String, format = Date)]
    pub date: Date,
}

/// The clock that was confirmed.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ClockOnWire {
    /// What it says.
    #[schema(value_type = String, format = DateTime)]
    pub now: Timestamp,
}

/// GovStack's `uploadResponse`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Uploaded {
    /// 200
    pub code: i32,
    /// The kind that was found by its content: `image/jpeg`, `image/png`, `application/pdf`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Empty.
    pub message: String,
    /// Where it is.
    pub url: String,
}
