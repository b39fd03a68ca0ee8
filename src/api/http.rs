//! The client over HTTP: one connection pool, time limits on everything, every mishap a [`Failure`].
//! Takes a plain GovStack server as well as ours. Knows no screen and no backend.

mod calls;
mod clock;

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use reqwest::header::{ACCEPT, ACCEPT_LANGUAGE, AUTHORIZATION, HeaderName, HeaderValue};
use reqwest::{Method, Request, StatusCode, Url};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::wire::{self, FILED_ALREADY, FORM_CHANGED, Problem, TOO_LATE};
use crate::domain::clock::{Clock, SystemClock};
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::host::is_loopback;
use crate::domain::secret::Secret;
use crate::domain::settings::Locale;
use clock::BackendClock;

/// [`wire::APPLICANT`], as the library writes names.
const APPLICANT_HEADER: HeaderName = HeaderName::from_static("tongban-applicant");
/// An answer longer than this, in bytes, is broken.
const LONGEST_ANSWER: usize = 8 << 20;
/// How long to wait before a second and a third try.
const PAUSES: [Duration; 2] = [Duration::from_millis(100), Duration::from_millis(400)];

/// How long a call may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// Until the connection stands.
    pub connect: Duration,
    /// Between two pieces of an answer.
    pub read: Duration,
    /// Altogether, with every further try.
    pub total: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { connect: Duration::from_secs(3), read: Duration::from_secs(8), total: Duration::from_secs(15) }
    }
}

/// An address that is no `http` or `https` URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an http or https URL")]
pub struct NotAnAddress;

/// Whether what is sent to `base` can be read on the way: another machine, without encryption.
pub fn is_plain(base: &str) -> bool {
    let parsed = base.parse::<Url>();
    parsed.is_ok_and(|url| url.scheme() == "http" && !url.host_str().is_some_and(is_loopback))
}

/// As many people are looked up in one session, or an hour of it: whoever has come to look is one, perhaps with family.
const PEOPLE: usize = 5;
const HOUR: Duration = Duration::from_secs(60 * 60);

/// What shows the backend that a file may be dealt with.
enum Right {
    /// It is of this applicant, whom the session speaks for.
    Applicant(Uuid),
    /// What [`wire::Found`] gave.
    Token(Secret),
}

/// What one session may deal with, by file; and whom somebody looked up in it, by a hash.
#[derive(Default)]
struct Rights {
    files: HashMap<Uuid, Right>,
    looked_up: HashMap<u64, Instant>,
    hash: RandomState,
    session: u64,
}

impl Rights {
    /// Whether one more may be looked up, or the same again: nobody goes through other people's numbers here.
    fn may_look_up(&mut self, identity: &Secret, now: Instant) -> bool {
        self.looked_up.retain(|_, since| now.saturating_duration_since(*since) < HOUR);
        let person = self.hash.hash_one(identity.expose());
        let may = self.looked_up.len() < PEOPLE || self.looked_up.contains_key(&person);
        if may {
            self.looked_up.entry(person).or_insert(now);
        }
        may
    }
}

/// A backend behind HTTP. Costs nothing until its first call.
pub struct Http {
    registration: Url,
    own: Url,
    token: Option<Secret>,
    timeouts: Timeouts,
    rights: Mutex<Rights>,
    clock: BackendClock,
    client: OnceLock<Result<reqwest::Client, Failure>>,
}

impl Http {
    /// The backend at `base`: its root, or, if it has a path, the base of its GovStack Registration itself.
    pub fn new(base: &str, token: Option<Secret>, timeouts: Timeouts) -> Result<Self, NotAnAddress> {
        let base: Url = base.parse().map_err(|_| NotAnAddress)?;
        if !matches!(base.scheme(), "http" | "https") || !base.has_host() {
            return Err(NotAnAddress);
        }
        let under = |path: &str| {
            let mut url = base.clone();
            url.set_path(path);
            url.set_query(None);
            url.set_fragment(None);
            url
        };
        let registration = match base.path().trim_end_matches('/') {
            "" => under(wire::REGISTRATION),
            path => under(path),
        };
        Ok(Self {
            registration,
            own: under(wire::OWN),
            token,
            timeouts,
            rights: Mutex::default(),
            clock: BackendClock::new(Arc::new(SystemClock::default())),
            client: OnceLock::new(),
        })
    }

    /// The same, with another clock to compare the backend's with.
    #[must_use]
    pub fn with_clock(self, clock: Arc<dyn Clock>) -> Self {
        Self { clock: BackendClock::new(clock), ..self }
    }

    /// The one connection pool, built at the first call: TLS and its roots only if the address needs them.
    fn client(&self) -> Result<&reqwest::Client, Failure> {
        self.client.get_or_init(|| self.build()).as_ref().map_err(Clone::clone)
    }

    fn build(&self) -> Result<reqwest::Client, Failure> {
        // Already installed by another client is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = reqwest::Client::builder()
            .connect_timeout(self.timeouts.connect)
            .read_timeout(self.timeouts.read)
            .redirect(reqwest::redirect::Policy::none())
            .pool_max_idle_per_host(2)
            .user_agent(concat!("tongban/", env!("CARGO_PKG_VERSION")));
        if self.registration.scheme() == "http" {
            builder = builder.tls_certs_only([]);
        }
        if self.registration.host_str().is_some_and(is_loopback) {
            builder = builder.no_proxy();
        }
        builder.build().map_err(|error| {
            tracing::error!(%error, "no HTTP client");
            Failure::new(FailureKind::Unreachable)
        })
    }

    /// `path` under `base`; each element is escaped.
    fn url(base: &Url, path: &[&str]) -> Url {
        let mut url = base.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(path);
        }
        url
    }

    fn get(&self, url: Url, locale: Locale) -> Result<Request, Failure> {
        let mut request = self.client()?.get(url).header(ACCEPT, "application/json").header(ACCEPT_LANGUAGE, locale.tag());
        if let Some(token) = &self.token {
            request = request.bearer_auth(token.expose());
        }
        request.build().map_err(|error| failed(&error))
    }

    /// A request with a body; with a key it is done once, however often it is sent.
    fn send(&self, method: Method, url: Url, body: &impl Serialize, key: Option<Uuid>) -> Result<Request, Failure> {
        let mut request = self.client()?.request(method, url).header(ACCEPT, "application/json").json(body);
        if let Some(key) = key {
            request = request.header("Idempotency-Key", key.to_string());
        }
        if let Some(token) = &self.token {
            request = request.bearer_auth(token.expose());
        }
        request.build().map_err(|error| failed(&error))
    }

    /// `request` with the right to `file`, where this session has one.
    fn on_behalf(&self, file: Uuid, mut request: Request) -> Request {
        let shown = self.rights().files.get(&file).map(|right| match right {
            Right::Applicant(applicant) => (APPLICANT_HEADER, applicant.to_string()),
            Right::Token(token) => (AUTHORIZATION, format!("Bearer {}", token.expose())),
        });
        if let Some((name, Ok(mut value))) = shown.map(|(name, value)| (name, HeaderValue::try_from(value))) {
            value.set_sensitive(true);
            request.headers_mut().insert(name, value);
        }
        request
    }

    /// Notes the right to `files`, unless the session that asked for them is over.
    fn may(&self, session: u64, files: impl IntoIterator<Item = Uuid>, right: impl Fn() -> Right) {
        let mut rights = self.rights();
        if rights.session == session {
            rights.files.extend(files.into_iter().map(|file| (file, right())));
        }
    }

    fn rights(&self) -> MutexGuard<'_, Rights> {
        self.rights.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// [`Self::ask`] for `file`, by the right to it where one was given; that it is over is told as such.
    async fn ask_about<T: DeserializeOwned>(&self, file: Uuid, request: Request) -> Result<T, Failure> {
        let found = matches!(self.rights().files.get(&file), Some(Right::Token(_)));
        let answer = self.answer(self.on_behalf(file, request)).await;
        if found { answer } else { answer.map_err(unexpired) }
    }

    /// Sends `request` until it is answered, as often as that is harmless and time allows.
    async fn ask<T: DeserializeOwned>(&self, request: Request) -> Result<T, Failure> {
        self.answer(request).await.map_err(unexpired)
    }

    async fn answer<T: DeserializeOwned>(&self, request: Request) -> Result<T, Failure> {
        let client = self.client()?;
        let path = request.url().path().to_owned();
        let body = tokio::time::timeout(self.timeouts.total, self.persist(client, request)).await;
        let body =
            body.unwrap_or(Err(Failure::new(FailureKind::Slow))).inspect_err(|failure| tracing::warn!(%path, %failure, "call failed"))?;
        serde_json::from_slice(&body).map_err(|error| {
            tracing::warn!(%path, line = error.line(), column = error.column(), "answer is not as agreed");
            Failure::new(FailureKind::Broken)
        })
    }

    /// Tries again what did not arrive, and of what may have arrived only what is harmless to repeat.
    async fn persist(&self, client: &reqwest::Client, request: Request) -> Result<Vec<u8>, Failure> {
        let repeatable = request.method() == Method::GET;
        for pause in PAUSES {
            let Some(again) = request.try_clone() else { break };
            match self.once(client, again).await {
                Err(Mishap { failure, arrived }) if failure.retry() && failure.kind != FailureKind::Slow && (repeatable || !arrived) => {
                    tokio::time::sleep(pause).await;
                }
                other => return other.map_err(|mishap| mishap.failure),
            }
        }
        self.once(client, request).await.map_err(|mishap| mishap.failure)
    }

    /// One try: the whole body of a good answer.
    async fn once(&self, client: &reqwest::Client, request: Request) -> Result<Vec<u8>, Mishap> {
        let lost = |error: &reqwest::Error| Mishap { failure: failed(error), arrived: !error.is_connect() };
        let mut response = client.execute(request).await.map_err(|error| lost(&error))?;
        self.clock.note(response.headers());
        let status = response.status();
        let mut body = Vec::new();
        loop {
            match response.chunk().await {
                Ok(Some(piece)) if body.len() + piece.len() <= LONGEST_ANSWER => body.extend_from_slice(&piece),
                Ok(Some(_)) => return Err(Mishap { failure: Failure::new(FailureKind::Broken), arrived: true }),
                Ok(None) => break,
                Err(error) => return Err(lost(&error)),
            }
        }
        if status.is_success() {
            return Ok(body);
        }
        Err(Mishap { failure: refused(status, &body), arrived: status != StatusCode::SERVICE_UNAVAILABLE })
    }
}

/// A failed try, and whether the backend may have acted on it.
struct Mishap {
    failure: Failure,
    arrived: bool,
}

/// What an answer that is no success means.
fn refused(status: StatusCode, body: &[u8]) -> Failure {
    let problem: Problem = if status.is_client_error() { serde_json::from_slice(body).unwrap_or_default() } else { Problem::default() };
    let kind = match (status, problem.kind.as_str()) {
        (StatusCode::CONFLICT, FILED_ALREADY) => FailureKind::FiledAlready,
        (StatusCode::CONFLICT, FORM_CHANGED) => FailureKind::FormChanged,
        (StatusCode::CONFLICT, TOO_LATE) => FailureKind::TooLate,
        (StatusCode::UNAUTHORIZED, _) => FailureKind::Expired,
        (StatusCode::NOT_FOUND | StatusCode::GONE, _) => FailureKind::Missing,
        (StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT, _) => FailureKind::Slow,
        (StatusCode::TOO_MANY_REQUESTS, _) => FailureKind::TooOften,
        _ if status.is_client_error() => FailureKind::Refused,
        _ => FailureKind::Broken,
    };
    let fields = problem.errors.into_iter().map(|wrong| (wrong.pointer, wrong.code)).collect();
    Failure { kind, fields, existing: problem.existing.map(|existing| (existing.file_id, existing.registered)) }
}

/// The same where no right was used that could be over: the token of this machine is refused.
fn unexpired(failure: Failure) -> Failure {
    let kind = if failure.kind == FailureKind::Expired { FailureKind::Refused } else { failure.kind };
    Failure { kind, ..failure }
}

/// What an error of the transport means.
fn failed(error: &reqwest::Error) -> Failure {
    Failure::new(match () {
        () if error.is_timeout() => FailureKind::Slow,
        () if error.is_connect() => FailureKind::Unreachable,
        () => FailureKind::Broken,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_is_what_leaves_this_machine_unencrypted() {
        for plain in ["http://city.example", "http://10.0.0.2:8080/x", "http://localhost@city.example", "http://127.0.0.1.example"] {
            assert!(is_plain(plain), "{plain}");
        }
        for safe in ["https://city.example", "http://127.0.0.1:8080", "http://localhost/x", "http://[::1]:9", "http://127.9.9.9"] {
            assert!(!is_plain(safe), "{safe}");
        }
    }

    #[test]
    fn one_session_looks_up_five_people_an_hour() {
        let (mut rights, now) = (Rights::default(), Instant::now());
        let mut may = |person: &str, at| rights.may_look_up(&Secret::new(person), at);
        assert!(["a", "b", "c", "d", "e", "a", "e"].into_iter().all(|person| may(person, now)));
        assert!(!may("f", now) && may("a", now));
        assert!(may("f", now + HOUR));
    }
}
