//! Documents over HTTP: send one in, read it back. What it is, its content says; its name is never looked at.

mod content;
mod shelf;

use std::io;
use std::sync::Arc;

use axum::Json;
use axum::extract::multipart::{Field, Multipart, MultipartError, MultipartRejection};
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::header::{AUTHORIZATION, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::IntoResponse;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::access::Caller;
use super::problem::Refusal;
use super::router::Hall;
use super::services::known;
use super::store::{Store, document_url};
use crate::api::wire::{APPLICANT, Uploaded};
use crate::domain::service::NAMESPACE;
use content::Kind;
pub use shelf::Shelf;

/// The largest document, in bytes.
const LARGEST: usize = 10 * 1024 * 1024;
/// As much is read at most: whoever sends somewhat too much gets an answer, and not a connection cut off.
const READ: usize = 3 * LARGEST;

/// GovStack's document call, and our own beside it.
pub fn router() -> OpenApiRouter<Arc<Hall>> {
    OpenApiRouter::new().routes(routes!(upload)).routes(routes!(one)).layer(DefaultBodyLimit::max(READ))
}

/// What is sent.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the parts; they are read as they come")]
struct Upload {
    /// One file: JPEG, PNG or PDF, 10 MB at most.
    #[schema(value_type = Vec<String>, format = Binary, min_items = 1, max_items = 1)]
    file: Vec<Vec<u8>>,
}

/// What the standard lets a caller say beside the file.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(rename_all = "camelCase", parameter_in = Query)]
struct Beside {
    /// Anything; nothing is made of it.
    #[serde(rename = "additionalMetadata")]
    #[param(rename = "additionalMetadata")]
    _metadata: Option<String>,
}

#[utoipa::path(post, path = "/documents", operation_id = "uploadFile", params(Beside, ("Tongban-Applicant" = Option<Uuid>, Header)),
    request_body(content = Upload, content_type = "multipart/form-data"),
    responses((status = 200, body = Uploaded)))]
async fn upload(
    State(hall): State<Arc<Hall>>,
    _: Caller,
    _: Query<Beside>,
    headers: HeaderMap,
    parts: Result<Multipart, MultipartRejection>,
) -> Result<Json<Uploaded>, Refusal> {
    let bytes = file(&headers, parts).await?;
    let kind = Kind::of(&bytes).ok_or(Refusal::Status(StatusCode::UNSUPPORTED_MEDIA_TYPE))?;
    let id = Uuid::new_v4();
    // A caller who hangs up now stops nothing half-way.
    let kept = tokio::spawn(keep(hall.store.clone(), hall.documents.clone(), id, owner(&headers), kind, bytes)).await;
    kept.map_err(|_| Refusal::Status(StatusCode::INTERNAL_SERVER_ERROR))??;
    tracing::info!(document = %id, kind = kind.media_type(), "document kept");
    let url = document_url(id);
    Ok(Json(Uploaded { code: 200, kind: kind.media_type().to_owned(), message: String::new(), url }))
}

/// The one file among the parts.
async fn file(headers: &HeaderMap, parts: Result<Multipart, MultipartRejection>) -> Result<Vec<u8>, Refusal> {
    let kind = headers.get(CONTENT_TYPE).map_or(&b""[..], |kind| kind.as_bytes());
    if !kind.get(..19).is_some_and(|kind| kind.eq_ignore_ascii_case(b"multipart/form-data")) {
        return Err(Refusal::Status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    let mut parts = parts.map_err(|_| Refusal::Status(StatusCode::BAD_REQUEST))?;
    let mut file = None;
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        if part.name() == Some("file") && file.replace(read(part).await?).is_some() {
            return Err(Refusal::Status(StatusCode::BAD_REQUEST));
        }
    }
    file.ok_or(Refusal::Status(StatusCode::BAD_REQUEST))
}

/// One part, not a byte longer than it may be.
async fn read(mut part: Field<'_>) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let mut length = 0;
    while let Some(chunk) = part.chunk().await.map_err(broken)? {
        length += chunk.len();
        if length <= LARGEST {
            bytes.extend_from_slice(&chunk);
        }
    }
    if length <= LARGEST { Ok(bytes) } else { Err(Refusal::Status(StatusCode::PAYLOAD_TOO_LARGE)) }
}

/// A body that is too long, or no whole multipart body.
fn broken(error: MultipartError) -> Refusal {
    let status = error.status();
    Refusal::Status(if status == StatusCode::PAYLOAD_TOO_LARGE { status } else { StatusCode::BAD_REQUEST })
}

/// Keeps it: known first, then on disk, then whole. What fails between is swept away in time.
async fn keep(store: Store, shelf: Shelf, id: Uuid, owner: Uuid, kind: Kind, bytes: Vec<u8>) -> Result<(), Refusal> {
    store.expect_document(id, owner).await?;
    if let Err(error) = shelf.put(id, bytes).await {
        store.forget_document(id).await?;
        return Err(no_room(&error));
    }
    Ok(store.document_arrived(id, kind.media_type()).await?)
}

/// The disk does not take or give it: full, gone, read-only. All of that passes.
fn no_room(error: &io::Error) -> Refusal {
    tracing::error!(%error, "documents");
    Refusal::Status(StatusCode::SERVICE_UNAVAILABLE)
}

#[utoipa::path(get, path = "/documents/{documentId}", params(("documentId" = Uuid, Path), ("Tongban-Applicant" = Option<Uuid>, Header)),
    responses((status = 200, content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"), (Vec<u8> = "application/pdf"))), (status = 404)))]
async fn one(
    State(hall): State<Arc<Hall>>,
    caller: Caller,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<impl IntoResponse, Refusal> {
    let id = known(&id)?;
    let document = hall.store.document(id).await?.ok_or(Refusal::MISSING)?;
    if !caller.is_staff() && (caller == Caller::Applicant(None) || document.owner != owner(&headers)) {
        return Err(Refusal::MISSING);
    }
    let bytes = hall.documents.get(id).await.map_err(|error| no_room(&error))?;
    Ok(([(CONTENT_TYPE, document.kind), (CONTENT_DISPOSITION, "attachment".to_owned())], bytes))
}

/// Who sends it: a fingerprint of the token and of the applicant a terminal names, which nobody can turn back.
fn owner(headers: &HeaderMap) -> Uuid {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).unwrap_or_default().trim();
    let token = text(AUTHORIZATION.as_str()).split_once(' ').map_or("", |(_, token)| token.trim());
    Uuid::new_v5(&NAMESPACE, format!("{token} {}", text(APPLICANT)).as_bytes())
}
