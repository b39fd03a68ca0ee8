//! A form not yet handed in (草稿), as it is kept so that nothing written is lost: at home until it is filed or thrown
//! away, in a hall never on disk.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::application::Answers;
use super::service::ServiceId;
use super::text::LocalText;

/// What was written so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// For which service.
    pub service: ServiceId,
    /// Its name.
    pub service_name: LocalText,
    /// Whether its very name tells something private.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub private: bool,
    /// By which form: another one may have come since.
    pub form: Uuid,
    /// What was written, by the key of the question.
    pub answers: Answers,
    /// At which question.
    pub at: String,
    /// Makes the filing happen once, however often it is tried.
    pub key: Uuid,
    /// 还要再交一份
    #[serde(default)]
    pub again: bool,
    /// It was being handed in, and nobody knows whether it arrived.
    pub sending: bool,
    /// When it was kept.
    pub saved: Timestamp,
}
