//! What travels between terminal and backend: GovStack Registration 0.1.1, and beside it our `x-` fields,
//! which a plain server leaves out and a plain client does not notice. Shared by `api` and `backend` alone.

mod application;
mod catalogue;
mod own;
mod problem;
mod submit;
mod task;

pub use application::{ApplicationData, ApplicationFile, Known, Listed, Moment, Own, Status};
pub use catalogue::{DepartmentOnWire, EForm, EFormListItem, LetterOnWire, Property, ServiceOnWire};
pub use own::{
    ClockOnWire, ConfirmClock, Find, FindingOnWire, Found, HelpCallOnWire, HelpTicketOnWire, LookUp, RatingOnWire, Take, Uploaded,
    VerifiedOnWire, Verify,
};
pub use problem::{CLOCK_DIFFERS, Existing, FILED_ALREADY, FORM_CHANGED, Problem, TOO_LATE, Wrong, code_of};
pub use submit::{AgentOnWire, FormData, HandoutOnWire, Submit, answers};
pub use task::{Complete, Completed, Task, TaskWhole};

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::domain::text::LocalText;

/// Where GovStack Registration stands under a backend's root.
pub const REGISTRATION: &str = "/registration/v1";
/// Where our own calls stand under a backend's root.
pub const OWN: &str = "/tongban/v1";

/// The header in which a terminal names the applicant of its session: an opaque id, 122 random bits, known to nobody else.
pub const APPLICANT: &str = "Tongban-Applicant";

/// The texts beside a field, in every language, by the name of the field (`x-text`).
pub type Texts = BTreeMap<String, LocalText>;

/// Reads one of our own fields; what another server means by the same name counts as absent.
fn lenient<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    Ok(serde_json::from_value(Value::deserialize(deserializer)?).ok())
}
