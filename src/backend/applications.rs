//! Applications over HTTP: follow one, list an applicant's, and what the calls beside have in common.

mod amend;
mod body;
mod check;
mod file;
pub mod own;

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::access::Caller;
use super::language::Language;
use super::problem::Refusal;
use super::router::Hall;
use super::services::known;
use super::store::{Page, Record};
use crate::api::wire::{ApplicationFile, Listed};
use crate::domain::application::Answers;
use crate::domain::service::NAMESPACE;
use crate::domain::settings::Locale;
use crate::domain::text::LocalText;

pub use body::read;

/// As many are listed at most.
pub const LISTED: u64 = 100;
/// As often is tried again what somebody else came between.
const TRIES: usize = 5;

/// GovStack's application calls.
pub fn router() -> OpenApiRouter<Arc<Hall>> {
    OpenApiRouter::new().routes(routes!(file::file)).routes(routes!(list)).routes(routes!(one)).routes(routes!(amend::amend))
}

/// A record as `caller` sees it: staff with its answers, its applicant with them only while something is to be mended, of a
/// whole in its parts. Who knows no more than its number changes answers and never reads them, and is given another id: with
/// the applicant's a terminal owns all of theirs.
fn answer(hall: &Hall, caller: &Caller, mut record: Record, locale: Locale) -> Json<ApplicationFile> {
    let knows = caller.knows(record.applicant);
    let may = caller.is_staff() || (knows && record.matter.stage.waits_for_owner() && record.moves());
    if !knows {
        record.applicant = Uuid::new_v5(&NAMESPACE, format!("applicant of {}", record.matter.file).as_bytes());
    }
    shown(hall, record, locale, may)
}

/// A record, the answers only where they `may` be seen.
fn shown(hall: &Hall, record: Record, locale: Locale, may: bool) -> Json<ApplicationFile> {
    let Record { mut matter, applicant, form, .. } = record;
    let is_private = |service| hall.catalogue.get(service).is_some_and(|entry| entry.summary.private);
    matter.private = is_private(matter.service);
    for part in &mut matter.parts {
        part.private = is_private(part.service);
    }
    if !may {
        matter.answers = Answers::new();
    }
    Json(ApplicationFile::new(&matter, applicant, form, locale))
}

/// A record as a list shows it, without its answers.
fn listed(hall: &Hall, record: Record, locale: Locale) -> ApplicationFile {
    let listed = Listed {
        main_task_id: Some(record.matter.file),
        task_title: Some(record.matter.service_name.get(locale).to_owned()),
        role_id: record.matter.holder.as_ref().map(role),
        role_name: record.matter.holder.as_ref().map(|holder| holder.get(locale).to_owned()),
        document_urls: (!record.documents.is_empty()).then(|| record.documents.clone()),
    };
    ApplicationFile { listed, ..shown(hall, record, locale, false).0 }
}

/// Who is in charge, as an id.
pub fn role(holder: &LocalText) -> Uuid {
    Uuid::new_v5(&NAMESPACE, format!("role/{}", holder.zh_cn).as_bytes())
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
    #[param(value_type = i64, minimum = 0)]
    first_result: u32,
    /// How many at most.
    #[param(value_type = Option<i64>, minimum = 0)]
    max_result: Option<u32>,
    /// By when they were filed, whatever is asked for.
    #[serde(rename = "sortBy")]
    _sort_by: Option<String>,
    /// `asc` for the oldest first.
    sort_order: Option<String>,
}

#[utoipa::path(get, path = "/applications", operation_id = "getApplicantFileList",
    params(Wanted, ("Information-Mediator-Client" = Option<String>, Header)), responses((status = 200, body = [ApplicationFile]), (status = 403)))]
async fn list(
    State(hall): State<Arc<Hall>>,
    caller: Caller,
    Language(locale): Language,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Vec<ApplicationFile>>, Refusal> {
    caller.at_large()?;
    if !caller.is_staff() && wanted.applicant_id.is_none() {
        return Err(Refusal::FORBIDDEN);
    }
    let id = |text: &Option<String>| text.as_deref().map(str::parse::<Uuid>).transpose();
    let (Ok(applicant), Ok(service)) = (id(&wanted.applicant_id), id(&wanted.service_id)) else { return Ok(Json(Vec::new())) };
    let page = Page {
        applicant,
        service,
        oldest_first: wanted.sort_order.is_some_and(|order| order.eq_ignore_ascii_case("asc")),
        first: wanted.first_result.into(),
        most: wanted.max_result.map_or(LISTED, u64::from).min(LISTED),
        ..Page::default()
    };
    let found = hall.store.list(page).await?;
    Ok(Json(found.into_iter().map(|record| listed(&hall, record, locale)).collect()))
}

#[utoipa::path(get, path = "/applications/{fileId}", operation_id = "getApplicationFileById",
    params(("fileId" = Uuid, Path), ("Tongban-Applicant" = Option<Uuid>, Header), ("Information-Mediator-Client" = Option<String>, Header)),
    responses((status = 200, body = ApplicationFile), (status = 403), (status = 404)))]
async fn one(
    State(hall): State<Arc<Hall>>,
    caller: Caller,
    Language(locale): Language,
    Path(file): Path<String>,
) -> Result<Json<ApplicationFile>, Refusal> {
    let record = hall.store.find(known(&file)?).await?.ok_or(Refusal::MISSING)?;
    caller.about(&record)?;
    Ok(answer(&hall, &caller, record, locale))
}
