//! All calls in one router, with what holds for every call: language, limits, refusals as problem details.

use std::sync::Arc;
use std::time::Duration;

use axum::body::HttpBody;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, DATE, HOST, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use jiff::fmt::rfc2822::DateTimePrinter;
use utoipa_axum::router::OpenApiRouter;

use super::access::{Open, Rights, Tokens, Tries};
use super::documents::Shelf;
use super::letters::Letters;
use super::office::Office;
use super::problem::Refusal;
use super::search::Index;
use super::store::Store;
use super::verifications::Registry;
use super::{applications, description, documents, help_calls, lookups, services, tasks, verifications};
use crate::api::wire;
use crate::domain::catalogue::Catalogue;
use crate::domain::clock::Clock;
use crate::domain::host::is_loopback;
use crate::domain::lookup::Lookup;

/// The longest body, in bytes.
const LONGEST_BODY: usize = 256 * 1024;
/// The longest a call may take.
const LONGEST_CALL: Duration = Duration::from_secs(30);

/// What every call works with.
pub struct Hall {
    /// The services.
    pub catalogue: Arc<Catalogue>,
    /// Their names; positions are those of [`Catalogue::services`].
    pub index: Index,
    /// The same services by the first letter of their names.
    pub letters: Letters,
    /// What was filed.
    pub store: Store,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Who may call.
    pub tokens: Tokens,
    /// Who may without a token.
    pub open: Open,
    /// Who found a file by its number.
    pub rights: Rights,
    /// The documents that were sent in.
    pub documents: Shelf,
    /// Who knows until when people are verified.
    pub registry: Arc<dyn Registry>,
    /// What registries know of a person.
    pub lookup: Arc<dyn Lookup>,
    /// How often somebody was looked up.
    pub tries: Tries,
    /// Who takes the parts of what is filed in one go.
    pub office: Arc<dyn Office>,
    /// Whether what is filed is a demonstration.
    pub demo: bool,
}

/// The router over `hall`; `local` if it listens on loopback alone.
pub fn router(hall: Arc<Hall>, local: bool) -> axum::Router {
    let registration = services::router().merge(applications::router()).merge(documents::router()).merge(tasks::router());
    let own = services::own_router().merge(applications::own::router()).merge(help_calls::router()).merge(verifications::router());
    let own = own.merge(lookups::router());
    let (router, mut description) =
        OpenApiRouter::with_openapi(description::head()).nest(wire::REGISTRATION, registration).nest(wire::OWN, own).split_for_parts();
    description::complete(&mut description, hall.open != Open::Staff);
    let description = axum::Json(description);
    router
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(readyz))
        .route("/openapi.json", get(|| async { description }))
        .fallback(|| async { Refusal::MISSING })
        .method_not_allowed_fallback(|| async { Refusal::Status(StatusCode::METHOD_NOT_ALLOWED) })
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .layer(from_fn_with_state((hall.clone(), local), guard))
        .with_state(hall)
}

/// What a web page in a browser of this machine could send without asking. A name that resolves to loopback would make it a
/// page of ours (DNS rebinding); a body in a kind that forms have needs no permission (CORS).
fn refused(request: &Request, local: bool) -> Option<StatusCode> {
    let header = |name| request.headers().get(name).map(|value: &HeaderValue| value.to_str().unwrap_or_default());
    let host = request.uri().authority().map(|authority| authority.as_str()).or_else(|| header(HOST));
    if local && host.is_some_and(|host| !is_loopback(host)) {
        return Some(StatusCode::MISDIRECTED_REQUEST);
    }
    let kind = header(CONTENT_TYPE).map(|kind| kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
    let known = match kind.as_deref() {
        None => request.body().is_end_stream(),
        Some(kind) => kind == "application/json" || kind.ends_with("+json") || kind == "multipart/form-data",
    };
    (!known).then_some(StatusCode::UNSUPPORTED_MEDIA_TYPE)
}

/// Ready when the database answers.
async fn readyz(State(hall): State<Arc<Hall>>) -> Result<&'static str, Refusal> {
    hall.store.ready().await?;
    Ok("ready")
}

/// Refuses what a foreign web page could send; ends a call that takes too long; keeps answers out of every cache; gives
/// extractors' refusals their form.
async fn guard(State((hall, local)): State<(Arc<Hall>, bool)>, request: Request, next: Next) -> Response {
    let answer = match refused(&request, local) {
        Some(status) => Ok(Refusal::Status(status).into_response()),
        None => tokio::time::timeout(LONGEST_CALL, next.run(request)).await,
    };
    let mut response = answer.unwrap_or_else(|_| Refusal::Status(StatusCode::REQUEST_TIMEOUT).into_response());
    let is_json = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().ends_with(b"json"));
    if response.status().is_client_error() && !is_json {
        response = Refusal::Status(response.status()).into_response();
    }
    let headers = response.headers_mut();
    // hyper caches its own date, and does not notice a clock that is set back.
    if let Ok(date) = DateTimePrinter::new().timestamp_to_rfc9110_string(&hall.clock.now())
        && let Ok(date) = HeaderValue::from_str(&date)
    {
        headers.insert(DATE, date);
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
