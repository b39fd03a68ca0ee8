//! A task of staff as it travels. What carries answers has no `Debug`.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::application::Status;

/// GovStack's `userTaskResponse`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Task {
    /// Which task; another one after each move.
    pub task_id: Uuid,
    /// The task of the whole way: the file's own id.
    pub main_task_id: Uuid,
    /// What it is about: the name of the service.
    pub name: String,
    /// Who is in charge, as an id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_id: Option<Uuid>,
    /// Since when it waits.
    #[schema(value_type = String, format = DateTime)]
    pub created: Timestamp,
    /// The receipt number.
    pub description: String,
    /// Of which service.
    pub service_id: Uuid,
    /// Its name.
    pub service_name: String,
    /// Of which file.
    pub file_id: Uuid,
    /// By which form.
    pub e_form_id: Uuid,
    /// Where it is.
    pub status: Status,
}

/// GovStack's `dataUserTaskResponse`.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskWhole {
    /// Which task.
    pub task_id: Uuid,
    /// What it is about.
    pub task_name: String,
    /// Who is in charge, as an id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_id: Option<Uuid>,
    /// Since when it waits.
    #[schema(value_type = String, format = DateTime)]
    pub created: Timestamp,
    /// The receipt number.
    pub description: String,
    /// Of which file.
    pub file_id: Uuid,
    /// Of which service.
    pub service_id: Uuid,
    /// Its name.
    pub service_name: String,
    /// By which form.
    pub e_form_id: Uuid,
    /// What completing it takes: under `decision` the `values` it may have now.
    #[schema(value_type = Object)]
    pub form_variables: BTreeMap<String, Value>,
    /// Where it is.
    pub status: Status,
    /// The answers.
    #[schema(value_type = Object)]
    pub data: BTreeMap<String, Value>,
    /// The files of the other open applications for the same person and service (our own field).
    #[serde(rename = "x-same", default, skip_serializing_if = "Vec::is_empty")]
    pub same: Vec<Uuid>,
}

/// GovStack's `additionalData`: what a task is completed with.
#[derive(Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Complete {
    /// `decision`, `reason`, `basis`, `note`, `until`, `fields`; each bare or in its `{"value": …}`.
    #[schema(value_type = Object)]
    pub data: BTreeMap<String, Value>,
}

/// GovStack's `completedTaskResponse`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Completed {
    /// Which task.
    pub task_id: Uuid,
    /// Of which file.
    pub file_id: Uuid,
    /// Of which service.
    pub service_id: Uuid,
    /// Where it is now.
    pub status: Status,
    /// What was decided.
    #[schema(value_type = Object)]
    pub variables: BTreeMap<String, Value>,
}
