//! What travels between terminal and backend: GovStack Registration 0.1.1, and beside it our `x-` fields,
//! which a plain server leaves out and a plain client does not notice. Shared by `api` and `backend` alone.

mod application;
mod catalogue;
mod problem;

pub use application::{AgentOnWire, ApplicationFile, FormData, Known, Moment, Status, Submit, stage_named};
pub use catalogue::{DepartmentOnWire, EForm, EFormListItem, Property, ServiceOnWire};
pub use problem::{Problem, Wrong, code_of};

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::domain::text::LocalText;

/// Where GovStack Registration stands under a backend's root.
pub const REGISTRATION: &str = "/registration/v1";
/// Where our own calls stand under a backend's root.
pub const OWN: &str = "/tongban/v1";

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
