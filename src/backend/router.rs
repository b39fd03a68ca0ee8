//! All calls in one router, with what holds for every call: language, limits, refusals as problem details.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::HttpBody;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, DATE, HOST, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use jiff::fmt::rfc2822::DateTimePrinter;
use tokio::sync::Semaphore;
use utoipa_axum::router::OpenApiRouter;

use super::access::{Open, Rights, Tokens, Tries};
use super::documents::Shelf;
use super::doubt::Doubt;
use super::letters::Letters;
use super::office::Office;
use super::problem::Refusal;
use super::search::Index;
use super::store::Store;
use super::verifications::Registry;
use super::{applications, clock, description, documents, help_calls, lookups, services, tasks, verifications};
use crate::api::wire;
use crate::domain::catalogue::Catalogue;
use crate::domain::clock::Clock;
use crate::domain::host::is_loopback;
use crate::domain::lookup::Lookup;

/// The longest body, in bytes.
const LONGEST_BODY: usize = 256 * 1024;
/// A call that takes longer is logged.
const SLOW: Duration = Duration::from_secs(1);
/// The longest path with its query, in bytes: about 200 Chinese characters.
const LONGEST_PATH: usize = 2048;
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
    /// Whether that can be believed.
    pub doubt: Doubt,
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
    /// How many works of [`Hall::apart`] may run at once.
    pub heavy: Arc<Semaphore>,
}

impl Hall {
    /// Runs `work` that takes long for a city's catalogue on a thread where it keeps no other call waiting, as many at a
    /// time as there are permits.
    pub async fn apart<T: Send + 'static>(self: Arc<Self>, work: impl FnOnce(&Self) -> T + Send + 'static) -> Result<T, Refusal> {
        let fault = || Refusal::Status(StatusCode::INTERNAL_SERVER_ERROR);
        let permit = self.heavy.clone().acquire_owned().await.map_err(|_| fault())?;
        let done = tokio::task::spawn_blocking(move || {
            // Held until the work is over, even if its caller has gone.
            let _permit = permit;
            work(&self)
        });
        done.await.map_err(|_| fault())
    }
}

/// The router over `hall`; `local` if it listens on loopback alone, with `access_log` every call is logged.
pub fn router(hall: Arc<Hall>, local: bool, access_log: bool) -> axum::Router {
    let registration = services::router().merge(applications::router()).merge(documents::router()).merge(tasks::router());
    let own = services::own_router().merge(applications::own::router()).merge(help_calls::router()).merge(verifications::router());
    let own = own.merge(lookups::router()).merge(clock::router());
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
        .layer(from_fn(move |request, next| told(access_log, request, next)))
        .with_state(hall)
}

/// What a web page in a browser of this machine could send without asking. A name that resolves to loopback would make it a
/// page of ours (DNS rebinding); a body in a kind that forms have needs no permission (CORS).
fn refused(request: &Request, local: bool) -> Option<StatusCode> {
    if request.uri().path_and_query().is_some_and(|path| path.as_str().len() > LONGEST_PATH) {
        return Some(StatusCode::URI_TOO_LONG);
    }
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

/// Ready when the database answers. What it cannot read of it, and a clock that is doubted, are told in a line each.
async fn readyz(State(hall): State<Arc<Hall>>) -> Result<String, Refusal> {
    hall.store.ready().await?;
    let mut lines = vec!["ready".to_owned()];
    let unreadable = hall.store.unreadable();
    if unreadable > 0 {
        lines.push(format!("unreadable applications: {unreadable}"));
    }
    if let Some(why) = hall.doubt.look().await? {
        lines.push(format!("clock doubted: {}; it says {}", why.told(), hall.clock.today()));
    }
    Ok(lines.join("\n"))
}

/// Logs what was slow or failed, and every call if it is wanted: the route and never the path or the query, which may hold
/// what somebody typed.
async fn told(access_log: bool, request: Request, next: Next) -> Response {
    let (method, started) = (request.method().clone(), Instant::now());
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let response = next.run(request).await;
    let (status, took) = (response.status().as_u16(), started.elapsed());
    let ms = took.as_millis();
    if response.status().is_server_error() {
        tracing::error!(%method, route, status, ms, "call failed");
    } else if took >= SLOW {
        tracing::warn!(%method, route, status, ms, "slow call");
    } else if access_log {
        tracing::info!(%method, route, status, ms, "call");
    }
    response
}

/// Refuses what a foreign web page could send and a path that is too long; ends a call that takes too long; keeps answers out
/// of every cache; gives extractors' refusals their form.
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
    // hyper caches its own date, and does not notice a clock that is set back. One that is doubted gives none (RFC 9110, 6.6.1).
    if hall.doubt.why().is_none()
        && let Ok(date) = DateTimePrinter::new().timestamp_to_rfc9110_string(&hall.clock.now())
        && let Ok(date) = HeaderValue::from_str(&date)
    {
        headers.insert(DATE, date);
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
