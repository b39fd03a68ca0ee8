//! Applications over HTTP: file one, follow one, list an applicant's.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, Query, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::access::Caller;
use super::language::Language;
use super::problem::Refusal;
use super::router::Hall;
use super::services::known;
use super::store::{Filing, NotFiled, Page, Record};
use crate::api::wire::{ApplicationFile, Problem, Submit, Wrong, code_of};
use crate::domain::application::{Agent, Application};
use crate::domain::form::Form;
use crate::domain::identity;
use crate::domain::service::{NAMESPACE, ServiceId};
use crate::domain::settings::Locale;
use crate::domain::workday;

/// As many applications are listed at most.
const LISTED: u64 = 100;
/// The longest text of an agent, in characters.
const LONGEST: usize = 200;

/// GovStack's application calls.
pub fn router() -> OpenApiRouter<Arc<Hall>> {
    OpenApiRouter::new().routes(routes!(file)).routes(routes!(list)).routes(routes!(one))
}

#[utoipa::path(post, path = "/services/{serviceId}/applications", request_body = Submit,
    params(("serviceId" = Uuid, Path), ("Idempotency-Key" = Option<Uuid>, Header), ("Information-Mediator-Client" = Option<String>, Header)),
    responses((status = 200, body = ApplicationFile), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn file(
    State(hall): State<Arc<Hall>>,
    _: Caller,
    Language(locale): Language,
    Path(service): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<ApplicationFile>, Refusal> {
    let service = known(&service)?;
    let entry = hall.catalogue.get(service).ok_or(Refusal::MISSING)?;
    let submit = read(&headers, body)?;
    let key = idempotency_key(&headers)?.map(|key| (key, fingerprint(service, &submit)));
    if let Some((key, fingerprint)) = key
        && let Some(record) = hall.store.filed_with(key, fingerprint).await?
    {
        return Ok(answer(&record, locale));
    }
    let Some(full) = &entry.full else { return Err(Refusal::Status(StatusCode::CONFLICT)) };
    let Some((form, _)) = &full.form else { return Err(Refusal::Status(StatusCode::CONFLICT)) };
    let application = check(submit.into_application(service, form.id).map_err(Refusal::Fields)?, form)?;
    let filing = Filing {
        application: &application,
        service_name: &entry.summary.name,
        holder: &entry.summary.department,
        promised_days: full.guide.promised_days,
        demo: hall.demo,
        mediator: headers
            .get("Information-Mediator-Client")
            .and_then(|value| value.to_str().ok())
            .map(|text| text.chars().take(LONGEST).collect()),
        key,
    };
    let record = hall.store.file(&filing).await?;
    tracing::info!(file = %record.matter.file, %service, "filed");
    Ok(answer(&record, locale))
}

impl From<NotFiled> for Refusal {
    fn from(error: NotFiled) -> Self {
        match error {
            NotFiled::KeyReused => Self::field("", "key-reused"),
            NotFiled::Database(error) => Self::Database(error),
        }
    }
}

/// The body, if it is JSON without a control character in it.
fn read(headers: &HeaderMap, body: Result<Bytes, BytesRejection>) -> Result<Submit, Refusal> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if kind != "application/json" && !kind.ends_with("+json") {
        return Err(Refusal::Status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    let body = body.map_err(|rejection| Refusal::Status(rejection.into_response().status()))?;
    // What serde says may quote an answer, so it is not passed on.
    let bad = |_| Refusal::Status(StatusCode::BAD_REQUEST);
    let value: Value = serde_json::from_slice(&body).map_err(bad)?;
    let mut wrong = Vec::new();
    control_characters(&value, &mut String::new(), &mut wrong);
    if !wrong.is_empty() {
        return Err(Refusal::Fields(wrong));
    }
    serde_json::from_value(value).map_err(bad)
}

/// Finds NUL and its like, which no form field takes and not every database stores.
fn control_characters(value: &Value, pointer: &mut String, wrong: &mut Vec<Wrong>) {
    let depth = pointer.len();
    match value {
        Value::String(text) if text.chars().any(char::is_control) => wrong.push(Wrong::new(pointer.as_str(), "character")),
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                pointer.push_str(&format!("/{at}"));
                control_characters(item, pointer, wrong);
                pointer.truncate(depth);
            }
        }
        Value::Object(fields) => {
            for (key, field) in fields {
                if key.chars().any(char::is_control) {
                    wrong.push(Wrong::new(pointer.as_str(), "character"));
                    continue;
                }
                // The value of an answer is the answer.
                if key != "value" {
                    pointer.push_str(&format!("/{}", key.replace('~', "~0").replace('/', "~1")));
                }
                control_characters(field, pointer, wrong);
                pointer.truncate(depth);
            }
        }
        _ => {}
    }
}

/// The header, if it is there; it must be a UUID.
fn idempotency_key(headers: &HeaderMap) -> Result<Option<Uuid>, Refusal> {
    let Some(header) = headers.get("Idempotency-Key") else { return Ok(None) };
    let key = header.to_str().ok().and_then(|text| text.trim_matches('"').parse().ok());
    key.map(Some).ok_or(Refusal::Status(StatusCode::BAD_REQUEST))
}

/// What was sent, so that the same key with something else is found out.
fn fingerprint(service: ServiceId, submit: &Submit) -> Uuid {
    Uuid::new_v5(&NAMESPACE, serde_json::json!([service, submit]).to_string().as_bytes())
}

/// The application with its answers in their plain form; those not asked for are left out.
fn check(mut application: Application, form: &Form) -> Result<Application, Refusal> {
    let plain = form.plain(&application.answers);
    let mut wrong: Vec<Wrong> = plain.as_ref().err().into_iter().flatten().map(|(key, fault)| Wrong::answer(key, *fault)).collect();
    wrong.extend(application.agent.iter().flat_map(wrong_agent));
    application.answers = plain.unwrap_or_default();
    if wrong.is_empty() { Ok(application) } else { Err(Refusal::Fields(wrong)) }
}

fn wrong_agent(agent: &Agent) -> Vec<Wrong> {
    let texts = [("name", &agent.name), ("relation", &agent.relation), ("ground", &agent.ground)];
    let code = |text: &str| match text.trim() {
        "" => Some("empty"),
        text if text.chars().count() > LONGEST => Some("too-long"),
        _ => None,
    };
    let mut wrong: Vec<Wrong> =
        texts.iter().filter_map(|(field, text)| Some(Wrong::new(format!("/x-agent/{field}"), code(text)?))).collect();
    if let Err(fault) = identity::check(agent.identity.expose(), workday::day(Timestamp::now())) {
        wrong.push(Wrong::new("/x-agent/identity", code_of(fault)));
    }
    wrong
}

fn answer(record: &Record, locale: Locale) -> Json<ApplicationFile> {
    Json(ApplicationFile::new(&record.matter, record.applicant, record.form, locale))
}

/// Which applications.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(rename_all = "camelCase", parameter_in = Query)]
struct Wanted {
    /// Whose; a terminal must say it.
    applicant_id: Option<String>,
    /// Of which service.
    service_id: Option<String>,
    /// How many to leave out.
    #[serde(default)]
    first_result: u32,
    /// How many at most.
    max_result: Option<u32>,
    /// `asc` for the oldest first.
    sort_order: Option<String>,
}

#[utoipa::path(get, path = "/applications", params(Wanted), responses((status = 200, body = [ApplicationFile])))]
async fn list(
    State(hall): State<Arc<Hall>>,
    caller: Caller,
    Language(locale): Language,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Vec<ApplicationFile>>, Refusal> {
    if caller == Caller::Applicant && wanted.applicant_id.is_none() {
        return Err(Refusal::Status(StatusCode::FORBIDDEN));
    }
    let id = |text: &Option<String>| text.as_deref().map(str::parse::<Uuid>).transpose();
    let (Ok(applicant), Ok(service)) = (id(&wanted.applicant_id), id(&wanted.service_id)) else { return Ok(Json(Vec::new())) };
    let page = Page {
        applicant,
        service,
        oldest_first: wanted.sort_order.is_some_and(|order| order.eq_ignore_ascii_case("asc")),
        first: wanted.first_result.into(),
        most: wanted.max_result.map_or(LISTED, u64::from).min(LISTED),
    };
    let found = hall.store.list(page).await?;
    Ok(Json(found.iter().map(|record| answer(record, locale).0).collect()))
}

#[utoipa::path(get, path = "/applications/{fileId}", params(("fileId" = Uuid, Path)),
    responses((status = 200, body = ApplicationFile), (status = 404, body = Problem)))]
async fn one(
    State(hall): State<Arc<Hall>>,
    _: Caller,
    Language(locale): Language,
    Path(file): Path<String>,
) -> Result<Json<ApplicationFile>, Refusal> {
    let record = hall.store.find(known(&file)?).await?.ok_or(Refusal::MISSING)?;
    Ok(answer(&record, locale))
}
