//! The catalogue over HTTP: services, guides, forms, departments. Reads memory only.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::io;
use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use futures_util::stream;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::language::Language;
use super::letters::sorted_by;
use super::problem::Refusal;
use super::router::Hall;
use crate::api::wire::{DepartmentOnWire, EForm, EFormListItem, LetterOnWire, ServiceOnWire};
use crate::domain::catalogue::Entry;
use crate::domain::form::Form;
use crate::domain::request;
use crate::domain::settings::Locale;
use crate::domain::text::LocalText;

/// How many services are listed if nobody says.
const PAGE: usize = 100;
/// How many services are listed at most: more than a terminal's page.
const MOST: usize = 500;
const _: () = assert!(MOST > request::PAGE);

/// GovStack's catalogue calls.
pub fn router() -> OpenApiRouter<Arc<Hall>> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(service)).routes(routes!(forms)).routes(routes!(form))
}

/// Our own calls.
pub fn own_router() -> OpenApiRouter<Arc<Hall>> {
    OpenApiRouter::new().routes(routes!(departments)).routes(routes!(letters))
}

/// Which services; all but `name` are our own.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(rename_all = "camelCase", parameter_in = Query)]
struct Wanted {
    /// Words in the name.
    #[serde(default)]
    name: String,
    /// Behind which tile.
    category: Option<String>,
    /// Behind which door.
    life_event: Option<String>,
    /// Of which department: its zh-CN name.
    department: Option<String>,
    /// Only what does several things in one go (一件事).
    #[serde(default)]
    bundles: bool,
    /// Behind which letter of `letters`; the list is then sorted by name.
    initial: Option<char>,
    /// How many of them are passed over.
    #[serde(default)]
    offset: usize,
    /// How many at most: 100 if nobody says, and never more than 500. A list that is that long may go on behind it.
    limit: Option<usize>,
}

impl Wanted {
    /// Whether `entry` stands where it is looked for.
    fn admits(&self, entry: &Entry) -> bool {
        self.category.as_ref().is_none_or(|name| entry.category.is_some_and(|category| category.name() == name))
            && self.life_event.as_ref().is_none_or(|name| entry.life_events.iter().any(|event| event.name() == name))
            && self.department.as_ref().is_none_or(|name| entry.summary.department.zh_cn == *name)
            && (!self.bundles || entry.summary.together > 0)
    }

    /// The positions of those that are wanted, no more than one page.
    fn find(&self, hall: &Hall, locale: Locale) -> Vec<u32> {
        let entries = hall.catalogue.services();
        // What does several things in one go stands before what does one of them.
        let is_bundle = |position: u32| entries.get(position as usize).is_some_and(|entry| entry.summary.together > 0);
        let mut found = hall.index.search(&self.name, is_bundle);
        if let Some(initial) = self.initial {
            let named: HashSet<u32> = found.into_iter().collect();
            found = hall.letters.behind(initial, entries, locale);
            found.retain(|position| named.contains(position));
        }
        let found = found.into_iter().filter(|position| entries.get(*position as usize).is_some_and(|entry| self.admits(entry)));
        found.skip(self.offset).take(self.limit.unwrap_or(PAGE).min(MOST)).collect()
    }
}

/// Answered piece by piece as the caller reads, so that one who does not read costs the positions and no more.
#[utoipa::path(get, path = "/services", operation_id = "getServiceList", security(()), params(Wanted),
    responses((status = 200, body = [ServiceOnWire])))]
async fn list(
    State(hall): State<Arc<Hall>>,
    Language(locale): Language,
    Query(wanted): Query<Wanted>,
) -> Result<impl IntoResponse, Refusal> {
    let found = hall.clone().apart(move |hall| wanted.find(hall, locale)).await?;
    let pieces = found.into_iter().enumerate().map(move |(at, position)| {
        let mut piece = if at == 0 { b"[".to_vec() } else { b",".to_vec() };
        let entry = hall.catalogue.services().get(position as usize).ok_or(io::ErrorKind::NotFound)?;
        let has_form = entry.full.as_ref().is_some_and(|full| full.form.is_some());
        let listed = ServiceOnWire::listed(&entry.summary, version(entry), has_form, locale);
        serde_json::to_writer(&mut piece, &listed)?;
        Ok::<_, io::Error>(piece)
    });
    let end = if pieces.len() == 0 { &b"[]"[..] } else { b"]" };
    let body = Body::from_stream(stream::iter(pieces.chain([Ok(end.to_vec())])));
    Ok(([(CONTENT_TYPE, "application/json")], body))
}

/// The version of a service: the day its facts were looked up.
fn version(entry: &Entry) -> String {
    entry.full.as_ref().map_or_else(|| "1".to_owned(), |full| full.as_of.to_string())
}

#[utoipa::path(get, path = "/services/{serviceId}", operation_id = "getService", security(()),
    params(("serviceId" = Uuid, Path)),
    responses((status = 200, body = ServiceOnWire), (status = 404)))]
async fn service(
    State(hall): State<Arc<Hall>>,
    Language(locale): Language,
    Path(id): Path<String>,
) -> Result<Json<ServiceOnWire>, Refusal> {
    let id = known(&id)?;
    let entry = hall.catalogue.get(id).ok_or(Refusal::MISSING)?;
    let service = hall.catalogue.service(id).ok_or(Refusal::MISSING)?;
    Ok(Json(ServiceOnWire::whole(&service, version(entry), locale)))
}

#[utoipa::path(get, path = "/services/{serviceId}/eForms", operation_id = "getServiceSchemaByServiceKey", security(()),
    params(("serviceId" = Uuid, Path)),
    responses((status = 200, body = [EFormListItem]), (status = 404)))]
async fn forms(
    State(hall): State<Arc<Hall>>,
    Language(locale): Language,
    Path(id): Path<String>,
) -> Result<Json<Vec<EFormListItem>>, Refusal> {
    let id = known(&id)?;
    let entry = hall.catalogue.get(id).ok_or(Refusal::MISSING)?;
    Ok(Json(hall.catalogue.form(id).map(|(form, _)| item(form, version(entry), locale)).into_iter().collect()))
}

#[utoipa::path(get, path = "/eForms/{eFormId}", operation_id = "getEForm", security(()),
    params(("eFormId" = Uuid, Path)), responses((status = 200, body = EForm), (status = 404)))]
async fn form(State(hall): State<Arc<Hall>>, Language(locale): Language, Path(id): Path<String>) -> Result<Json<EForm>, Refusal> {
    let id = known(&id)?;
    let found = hall.apart(move |hall| {
        hall.catalogue.services().iter().find_map(|entry| {
            let full = entry.full.as_ref().filter(|full| full.form == Some(id))?;
            let (form, schema) = full.form()?;
            let schema = serde_json::from_str(schema).ok()?;
            Some(EForm { item: item(form, version(entry), locale), schema })
        })
    });
    found.await?.map(Json).ok_or(Refusal::MISSING)
}

fn item(form: &Form, version: String, locale: Locale) -> EFormListItem {
    EFormListItem { e_form_id: form.id, name: form.title.get(locale).to_owned(), version, latest: true }
}

/// Those with most full services first; the others by name.
#[utoipa::path(get, path = "/departments", operation_id = "getDepartments", security(()),
    responses((status = 200, body = [DepartmentOnWire])))]
async fn departments(State(hall): State<Arc<Hall>>, Language(locale): Language) -> Result<Json<Vec<DepartmentOnWire>>, Refusal> {
    hall.apart(move |hall| Json(counted(hall, locale))).await
}

/// The departments with their services.
fn counted(hall: &Hall, locale: Locale) -> Vec<DepartmentOnWire> {
    let mut departments: Vec<(&LocalText, usize, usize)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for entry in hall.catalogue.services() {
        let name = &entry.summary.department;
        let place = *places.entry(&name.zh_cn).or_insert_with(|| {
            departments.push((name, 0, 0));
            departments.len() - 1
        });
        departments[place].1 += 1;
        departments[place].2 += usize::from(entry.full.is_some());
    }
    departments.sort_by_cached_key(|(name, _, full)| (Reverse(*full), sorted_by(name.get(locale))));
    departments.into_iter().map(|(name, services, _)| DepartmentOnWire::new(name, services, locale)).collect()
}

#[utoipa::path(get, path = "/letters", operation_id = "getLetters", security(()),
    responses((status = 200, body = [LetterOnWire])))]
async fn letters(State(hall): State<Arc<Hall>>, Language(locale): Language) -> Result<Json<Vec<LetterOnWire>>, Refusal> {
    hall.apart(move |hall| Json(hall.letters.all(hall.catalogue.services(), locale).into_iter().map(Into::into).collect())).await
}

/// The id in a path; what is no UUID is not known.
pub fn known(id: &str) -> Result<Uuid, Refusal> {
    id.parse().map_err(|_| Refusal::MISSING)
}
