//! What waits for staff, and what they decide: GovStack's task calls, with the token of staff alone. Each open
//! application has one open task, another after each move.

mod decision;

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::access::Caller;
use super::applications::{LISTED, read, role};
use super::language::Language;
use super::problem::Refusal;
use super::router::Hall;
use super::services::known;
use super::store::{NotDone, Page, Record, TaskOrder};
use crate::api::wire::{Complete, Completed, Task, TaskWhole};
use crate::domain::application::{Actor, RULES};
use crate::domain::settings::Locale;

/// GovStack's task calls.
pub fn router() -> OpenApiRouter<Arc<Hall>> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(one)).routes(routes!(complete))
}

/// Which tasks.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(rename_all = "camelCase", parameter_in = Query)]
struct Wanted {
    /// Of which whole way: the file's own id.
    main_task_id: Option<String>,
    /// Of which file.
    file_id: Option<String>,
    /// Of whom; nobody has a task to themselves here.
    assignee_id: Option<String>,
    /// How many to leave out.
    #[serde(default)]
    #[param(value_type = i64, minimum = 0)]
    first_result: u32,
    /// How many at most.
    #[param(value_type = Option<i64>, minimum = 0)]
    max_result: Option<u32>,
    /// `dueDate`, `id`, or else `created`.
    sort_by: Option<String>,
    /// `desc` for the newest first.
    sort_order: Option<String>,
}

#[utoipa::path(get, path = "/tasks", operation_id = "getTasks", params(Wanted), responses((status = 200, body = [Task]), (status = 403)))]
async fn list(
    State(hall): State<Arc<Hall>>,
    caller: Caller,
    Language(locale): Language,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Vec<Task>>, Refusal> {
    caller.staff()?;
    let mut files = [&wanted.main_task_id, &wanted.file_id].into_iter().flatten().map(|id| id.parse::<Uuid>());
    let file = files.next().transpose();
    let (Ok(file), None) = (file, &wanted.assignee_id) else { return Ok(Json(Vec::new())) };
    if files.any(|other| other.ok() != file) {
        return Ok(Json(Vec::new()));
    }
    let by = match wanted.sort_by.as_deref() {
        Some("dueDate") => TaskOrder::DueDate,
        Some("id") => TaskOrder::Id,
        _ => TaskOrder::Created,
    };
    let page = Page {
        file,
        tasks: Some(by),
        oldest_first: !wanted.sort_order.is_some_and(|order| order.eq_ignore_ascii_case("desc")),
        first: wanted.first_result.into(),
        most: wanted.max_result.map_or(LISTED, u64::from).min(LISTED),
        ..Page::default()
    };
    let found = hall.store.list(page).await?;
    Ok(Json(found.iter().filter_map(|record| Some(task(record, record.task?, locale))).collect()))
}

/// A task as a list shows it.
fn task(record: &Record, id: Uuid, locale: Locale) -> Task {
    let matter = &record.matter;
    let name = matter.service_name.get(locale).to_owned();
    Task {
        task_id: id,
        main_task_id: matter.file,
        name: name.clone(),
        role_id: matter.holder.as_ref().map(role),
        created: record.changed,
        description: matter.receipt.map_or_else(String::new, |receipt| receipt.to_string()),
        service_id: matter.service,
        service_name: name,
        file_id: matter.file,
        e_form_id: record.form,
        status: matter.stage.into(),
    }
}

#[utoipa::path(get, path = "/tasks/{taskId}", operation_id = "getTaskById", params(("taskId" = Uuid, Path)),
    responses((status = 200, body = TaskWhole), (status = 403), (status = 404)))]
async fn one(
    State(hall): State<Arc<Hall>>,
    caller: Caller,
    Language(locale): Language,
    Path(id): Path<String>,
) -> Result<Json<TaskWhole>, Refusal> {
    caller.staff()?;
    let id = known(&id)?;
    let record = hall.store.find_task(id).await?.ok_or(Refusal::MISSING)?;
    let Task { task_id, name, role_id, created, description, service_id, service_name, file_id, e_form_id, status, .. } =
        task(&record, id, locale);
    let same = hall.store.same(&record).await?;
    let decisions = RULES.iter().filter(|rule| rule.by == Actor::Staff && rule.from.contains(&record.matter.stage));
    let values: Vec<&str> = decisions.filter_map(|rule| rule.decision).collect();
    Ok(Json(TaskWhole {
        task_id,
        task_name: name,
        role_id,
        created,
        description,
        file_id,
        service_id,
        service_name,
        e_form_id,
        form_variables: BTreeMap::from([("decision".to_owned(), json!({ "values": values }))]),
        status,
        data: record.matter.answers.iter().map(|(key, answer)| (key.clone(), json!({ "value": answer.expose() }))).collect(),
        same,
    }))
}

#[utoipa::path(post, path = "/tasks/{taskId}/complete", operation_id = "completeTaskById",
    params(("taskId" = Uuid, Path)), request_body = Complete,
    responses((status = 200, body = Completed), (status = 403), (status = 404), (status = 409)))]
async fn complete(
    State(hall): State<Arc<Hall>>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Completed>, Refusal> {
    caller.staff()?;
    let id = known(&id)?;
    let given: Complete = read(&headers, body)?;
    let seen = hall.store.find_task(id).await?.ok_or(Refusal::MISSING)?;
    let service = hall.catalogue.get(seen.matter.service).and_then(|entry| entry.full.as_deref());
    let (rule, what) = decision::read(&given.data, &seen.matter, service, hall.clock.today())?;
    let decided = rule.decision.unwrap_or_default();
    let record = match hall.store.act(&seen, rule.act, Actor::Staff, what).await {
        // It was this task a moment ago, and is so no more.
        Err(NotDone::Overtaken) => return Err(Refusal::MISSING),
        other => other?,
    };
    let matter = record.matter;
    tracing::info!(file = %matter.file, stage = matter.stage.name(), "decided");
    Ok(Json(Completed {
        task_id: id,
        file_id: matter.file,
        service_id: matter.service,
        status: matter.stage.into(),
        variables: BTreeMap::from([("decision".to_owned(), json!({ "data": { "decision": { "value": decided } } }))]),
    }))
}
