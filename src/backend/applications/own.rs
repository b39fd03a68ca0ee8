//! Our own calls of an owner: find an application by its number, take it back, send its parts again, say how it was.

use std::sync::Arc;
use std::time::Instant;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::body::read;
use super::file::person;
use super::{TRIES, answer, check};
use crate::api::wire::{ApplicationFile, Find, Found, RatingOnWire, code_of};
use crate::backend::access::{Caller, same};
use crate::backend::language::Language;
use crate::backend::office::hand_over;
use crate::backend::problem::Refusal;
use crate::backend::router::Hall;
use crate::backend::services::known;
use crate::backend::store::{NotDone, Record, Try, What};
use crate::domain::application::{Act, Actor, Occasion, Rating, ReceiptNumber};
use crate::domain::form::{AnswerKind, Fault, half_width};
use crate::domain::secret::Secret;

/// The longest reason of a rating, in characters.
const LONGEST_WHY: usize = 500;

/// The calls.
pub fn router() -> OpenApiRouter<Arc<Hall>> {
    OpenApiRouter::new().routes(routes!(find)).routes(routes!(withdraw)).routes(routes!(send_parts)).routes(routes!(rate))
}

/// A wrong end of the number and a number nobody has are told apart by nothing.
#[utoipa::path(post, path = "/applications/find", operation_id = "findApplication", request_body = Find,
    responses((status = 200, body = Found), (status = 403), (status = 404), (status = 429)))]
async fn find(
    State(hall): State<Arc<Hall>>,
    caller: Caller,
    Language(locale): Language,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Found>, Refusal> {
    caller.at_large()?;
    let wanted: Find = read(&headers, body)?;
    let receipt: ReceiptNumber = wanted.receipt.parse().map_err(|_| Refusal::MISSING)?;
    let now = hall.clock.now();
    // By a clock that is doubted nobody is locked out: then the tries of this process alone count, by the time that passes.
    let doubted = hall.doubt.why().is_some();
    let found = if doubted {
        hall.tries.take_now(receipt)?;
        hall.store.find_receipt(receipt).await?.map(Box::new)
    } else {
        match hall.store.try_find(receipt, now).await? {
            Try::Later(wait) => return Err(Refusal::Later(wait)),
            Try::Now(found) => found,
        }
    };
    let mut record = found.filter(|record| ends_with(&hall, record, &wanted.identity_end)).ok_or(Refusal::MISSING)?;
    if doubted {
        hall.tries.take_back(receipt);
    } else {
        hall.store.take_back(receipt, now).await?;
    }
    let file = record.matter.file;
    tracing::info!(%file, "found by its number");
    // A number opens no answers, not even to the session that gave them.
    record.matter.answers.clear();
    // The right to a whole is one to its parts.
    let files = record.matter.parts.iter().map(|part| part.file).chain([file]).collect();
    Ok(Json(Found { token: hall.rights.give(files, Instant::now()), application: answer(&hall, &caller, *record, locale).0 }))
}

/// Whether the applicant's identity number ends so.
fn ends_with(hall: &Hall, record: &Record, end: &Secret) -> bool {
    let given: String = half_width(end.expose()).filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
    let form = hall.catalogue.form(record.matter.service).map(|(form, _)| form);
    let identity = form.and_then(|form| person(form, &record.matter.answers).1).map_or("", Secret::expose);
    let at = identity.len().saturating_sub(4);
    given.len() == 4 && identity.get(at..).is_some_and(|own| same(&given, own))
}

#[utoipa::path(post, path = "/applications/{fileId}/withdraw", operation_id = "withdrawApplication",
    params(("fileId" = Uuid, Path), ("Tongban-Applicant" = Option<Uuid>, Header)),
    responses((status = 200, body = ApplicationFile), (status = 403), (status = 404), (status = 409)))]
async fn withdraw(
    State(hall): State<Arc<Hall>>,
    caller: Caller,
    Language(locale): Language,
    Path(file): Path<String>,
) -> Result<Json<ApplicationFile>, Refusal> {
    for _ in 0..TRIES {
        let seen = owned(&hall, &caller, &file).await?;
        match hall.store.act(&seen, Act::Withdraw, Actor::Applicant, What::default()).await {
            Err(NotDone::Overtaken) => {}
            Err(error) => return Err(error.into()),
            Ok(record) => {
                tracing::info!(file = %record.matter.file, "withdrawn");
                return Ok(answer(&hall, &caller, record, locale));
            }
        }
    }
    Err(NotDone::Overtaken.into())
}

/// Hands those parts of a whole over again that their departments have not taken yet.
#[utoipa::path(post, path = "/applications/{fileId}/parts", operation_id = "sendParts",
    params(("fileId" = Uuid, Path), ("Tongban-Applicant" = Option<Uuid>, Header)), responses((status = 200, body = ApplicationFile), (status = 403), (status = 404)))]
async fn send_parts(
    State(hall): State<Arc<Hall>>,
    caller: Caller,
    Language(locale): Language,
    Path(file): Path<String>,
) -> Result<Json<ApplicationFile>, Refusal> {
    let file = owned(&hall, &caller, &file).await?.matter.file;
    hand_over(&hall.store, &hall.office, hall.store.waiting(file).await?).await;
    let record = hall.store.find(file).await?.ok_or(Refusal::MISSING)?;
    Ok(answer(&hall, &caller, record, locale))
}

/// The application of a path, if the caller is its owner.
async fn owned(hall: &Hall, caller: &Caller, file: &str) -> Result<Record, Refusal> {
    let record = hall.store.find(known(file)?).await?.ok_or(Refusal::MISSING)?;
    if caller.owns(&record) { Ok(record) } else { Err(Refusal::FORBIDDEN) }
}

/// Said again, it is what was said last. The reason is not sent back.
#[utoipa::path(post, path = "/applications/{fileId}/ratings", operation_id = "rateApplication",
    params(("fileId" = Uuid, Path), ("Tongban-Applicant" = Option<Uuid>, Header)), request_body = RatingOnWire,
    responses((status = 200, body = RatingOnWire), (status = 403), (status = 404), (status = 409)))]
async fn rate(
    State(hall): State<Arc<Hall>>,
    caller: Caller,
    Path(file): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Rating>, Refusal> {
    let record = owned(&hall, &caller, &file).await?;
    let mut rating: Rating = read(&headers, body)?;
    rating.why = match rating.why.as_deref().map(|why| check::line(AnswerKind::Line { max: LONGEST_WHY }, why)) {
        None | Some(Err(Fault::Empty)) => None,
        Some(Ok(why)) => Some(why),
        Some(Err(fault)) => return Err(Refusal::field("/why", code_of(fault))),
    };
    if rating.occasion == Occasion::Completed && !record.matter.stage.ended() {
        return Err(Refusal::TOO_LATE);
    }
    hall.store.rate(&record, &rating).await?;
    Ok(Json(Rating { why: None, ..rating }))
}
