//! Who may call: bearer tokens (RFC 6750) made at start or given. A token is never logged.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use jiff::SignedDuration;
use uuid::Uuid;

use super::problem::Refusal;
use super::router::Hall;
use super::store::Record;
use crate::api::wire::APPLICANT;
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::secret::Secret;

/// The tokens of one run.
#[derive(Debug, Clone)]
pub struct Tokens {
    /// For terminals: file, and follow what was filed.
    pub applicant: Secret,
    /// For staff.
    pub staff: Secret,
}

impl Tokens {
    /// Those given; else such as nobody can guess.
    pub(super) fn new(applicant: Option<Secret>, staff: Option<Secret>) -> Self {
        Self { applicant: applicant.unwrap_or_else(random), staff: staff.unwrap_or_else(random) }
    }
}

/// How long the right to one file holds after it was used last.
const RIGHT: Duration = Duration::from_secs(30 * 60);
/// How long it holds at most, however much it is used.
const LONGEST_RIGHT: Duration = Duration::from_secs(8 * 60 * 60);

/// The rights to what was found that were given out (`applications/find`); gone with the process.
#[derive(Default)]
pub struct Rights(Mutex<HashMap<String, Right>>);

struct Right {
    files: Files,
    given: Instant,
    used: Instant,
}

impl Right {
    fn holds(&self, now: Instant) -> bool {
        now.saturating_duration_since(self.used) < RIGHT && now.saturating_duration_since(self.given) < LONGEST_RIGHT
    }
}

/// One file, or a whole with its parts.
type Files = Arc<[Uuid]>;

impl Rights {
    /// A token for `files` alone, from `now` on, until it was not used for [`RIGHT`].
    pub fn give(&self, files: Files, now: Instant) -> Secret {
        let token = random();
        let mut given = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        given.retain(|_, right| right.holds(now));
        given.insert(token.expose().to_owned(), Right { files, given: now, used: now });
        token
    }

    /// The files `token` gives a right to, which is used by this.
    fn files(&self, token: &str, now: Instant) -> Option<Files> {
        let mut given = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Found by hash, which says nothing of where two tokens differ.
        let right = given.get_mut(token).filter(|right| right.holds(now))?;
        right.used = now;
        Some(right.files.clone())
    }
}

/// So long a registry may take: less than a terminal waits for the answer.
const PATIENCE: Duration = Duration::from_secs(6);
/// Tries with one thing an hour.
const TRIES: usize = 5;
const HOUR: Duration = Duration::from_secs(60 * 60);

/// How often somebody tried something in the last hour, by a hash whose key is made anew with the process: what was
/// tried is kept nowhere.
#[derive(Default)]
pub struct Tries {
    key: RandomState,
    made: Mutex<HashMap<u64, Vec<Instant>>>,
}

impl Tries {
    /// Counts a try with `what`; an error says in how long there is another.
    pub fn take(&self, what: impl Hash, now: Instant) -> Result<(), Duration> {
        let ago = |time: &Instant| now.saturating_duration_since(*time);
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.retain(|_, times| {
            times.retain(|time| ago(time) < HOUR);
            !times.is_empty()
        });
        let times = made.entry(self.key.hash_one(what)).or_default();
        match times.first().filter(|_| times.len() >= TRIES) {
            Some(oldest) => Err(HOUR.saturating_sub(ago(oldest))),
            None => {
                times.push(now);
                Ok(())
            }
        }
    }

    /// Counts a try with `what` that is made now.
    pub fn take_now(&self, what: impl Hash) -> Result<(), Refusal> {
        let wait = |wait| Refusal::Later(SignedDuration::try_from(wait).unwrap_or(SignedDuration::MAX));
        self.take(what, Instant::now()).map_err(wait)
    }

    /// The answer of a registry about `what`, in time and not too often. What came to nothing is not counted.
    pub async fn answered<T>(&self, what: impl Hash + Copy, answer: impl Future<Output = Result<T, Failure>>) -> Result<T, Refusal> {
        self.take_now(what)?;
        let answer = tokio::time::timeout(PATIENCE, answer).await;
        answer.unwrap_or(Err(Failure::new(FailureKind::Slow))).map_err(|failure| {
            self.take_back(what);
            tracing::warn!(failure = ?failure.kind, "the registry does not answer");
            Refusal::Status(match failure.kind {
                FailureKind::Slow => StatusCode::GATEWAY_TIMEOUT,
                _ => StatusCode::SERVICE_UNAVAILABLE,
            })
        })
    }

    /// Does not count the last try with `what`: it came to nothing.
    pub fn take_back(&self, what: impl Hash) {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.get_mut(&self.key.hash_one(what)).map(Vec::pop);
    }
}

/// 244 random bits.
fn random() -> Secret {
    Secret::new(format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple()))
}

/// Who calls, as far as the token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// A terminal, in a session of the applicant it names. Its token alone owns nothing.
    Applicant(Option<Uuid>),
    /// Who found these files by their number: their owner, and of nothing else.
    Owner(Files),
    /// Staff.
    Staff,
    /// Anybody, where the backend is open as [`Open::Staff`]: staff and owner of everything.
    Anybody,
}

/// Who may call without a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Open {
    /// Nobody, but for what needs none.
    #[default]
    No,
    /// Anybody, as a terminal may. Staff's calls want staff's token.
    Terminals,
    /// Anybody, as staff and as every owner: for conformance runs, on loopback alone.
    Staff,
}

impl Caller {
    /// Refuses what is about another's file.
    pub fn about(&self, record: &Record) -> Result<(), Refusal> {
        if self.is_staff() || self.owns(record) { Ok(()) } else { Err(Refusal::FORBIDDEN) }
    }

    /// Refuses the owner of some files what is about none or all.
    pub fn at_large(&self) -> Result<(), Refusal> {
        if matches!(self, Self::Owner(_)) { Err(Refusal::FORBIDDEN) } else { Ok(()) }
    }

    /// Refuses everybody but staff.
    pub fn staff(&self) -> Result<(), Refusal> {
        if self.is_staff() { Ok(()) } else { Err(Refusal::FORBIDDEN) }
    }

    /// Whether this sees and decides what staff do.
    pub fn is_staff(&self) -> bool {
        matches!(self, Self::Staff | Self::Anybody)
    }

    /// Whether this is the owner of a file, in the session it was filed in or by its number.
    pub fn owns(&self, record: &Record) -> bool {
        match self {
            Self::Applicant(_) => self.knows(record.applicant),
            Self::Owner(own) => own.contains(&record.matter.file),
            Self::Staff => false,
            Self::Anybody => true,
        }
    }

    /// Whether this may be told an applicant's id, with which a terminal owns all of theirs.
    pub fn knows(&self, applicant: Uuid) -> bool {
        self.is_staff() || matches!(self, Self::Applicant(Some(own)) if *own == applicant)
    }
}

impl FromRequestParts<Arc<Hall>> for Caller {
    type Rejection = Refusal;
    async fn from_request_parts(parts: &mut Parts, hall: &Arc<Hall>) -> Result<Self, Refusal> {
        let given = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(|value| value.split_once(' '));
        let token = given.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map_or("", |(_, token)| token.trim());
        if let Some(files) = hall.rights.files(token, Instant::now()) {
            return Ok(Self::Owner(files));
        }
        let applicant = parts.headers.get(APPLICANT).map(|id| id.to_str().ok().and_then(|id| id.parse().ok()));
        let applicant = applicant.map(|id| id.ok_or(Refusal::Status(StatusCode::BAD_REQUEST))).transpose()?;
        match hall.open {
            _ if same(token, hall.tokens.staff.expose()) => Ok(Self::Staff),
            _ if same(token, hall.tokens.applicant.expose()) => Ok(Self::Applicant(applicant)),
            Open::No => Err(Refusal::Status(StatusCode::UNAUTHORIZED)),
            Open::Terminals => Ok(Self::Applicant(applicant)),
            Open::Staff => Ok(Self::Anybody),
        }
    }
}

/// Whether two tokens are the same, in a time that does not tell where they differ.
pub fn same(given: &str, token: &str) -> bool {
    given.len() == token.len() && !token.is_empty() && given.bytes().zip(token.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_right_slides_while_it_is_used_and_ends_after_a_day_at_the_desk() {
        let (rights, now) = (Rights::default(), Instant::now());
        let files: Files = [Uuid::new_v4()].into();
        let token = rights.give(files.clone(), now);
        let times = LONGEST_RIGHT.as_secs() / (RIGHT.as_secs() - 60);
        let used = |at: u32| rights.files(token.expose(), now + (RIGHT - Duration::from_secs(60)) * at);
        assert!((1..=u32::try_from(times).unwrap()).all(|at| used(at) == Some(files.clone())), "used every 29 minutes");
        assert_eq!(rights.files(token.expose(), now + LONGEST_RIGHT), None);
    }

    #[test]
    fn a_right_is_to_what_was_found_and_for_half_an_hour() {
        let rights = Rights::default();
        let (one, other): (Files, Files) = ([Uuid::new_v4()].into(), [Uuid::new_v4(), Uuid::new_v4()].into());
        let now = Instant::now();
        let (first, second) = (rights.give(one.clone(), now), rights.give(other.clone(), now + RIGHT / 2));
        assert_eq!(first.len(), 64);
        assert_eq!(rights.files(first.expose(), now + RIGHT / 2), Some(one.clone()));
        assert_eq!(rights.files(first.expose(), now + RIGHT / 2 + RIGHT), None);
        assert_eq!(rights.files(second.expose(), now + RIGHT), Some(other));
        assert_eq!(rights.files("", now), None);
        rights.give(one, now + RIGHT + RIGHT / 2);
        assert_eq!(rights.0.lock().unwrap().len(), 2, "what is over is forgotten");
    }

    #[test]
    fn five_tries_an_hour_with_each_thing() {
        let (tries, now) = (Tries::default(), Instant::now());
        let minute = |minute: u64| now + Duration::from_secs(60 * minute);
        for at in [0, 10, 20, 30, 40] {
            assert_eq!(tries.take("one", minute(at)), Ok(()));
        }
        assert_eq!(tries.take("one", minute(50)), Err(Duration::from_secs(600)));
        assert_eq!(tries.take("other", minute(50)), Ok(()));
        assert_eq!(tries.take("one", minute(60)), Ok(()), "the first is an hour ago");
        assert_eq!(tries.take("one", minute(61)), Err(Duration::from_secs(540)));
        tries.take_back("one");
        assert_eq!(tries.take("one", minute(61)), Ok(()));
        assert_eq!(tries.take("third", minute(200)), Ok(()));
        assert_eq!(tries.made.lock().unwrap().len(), 1, "what is over is forgotten");
    }

    #[test]
    fn tokens_given_hold_and_others_are_made() {
        let given = Tokens::new(Some(Secret::new("terminal")), Some(Secret::new("staff")));
        assert_eq!((given.applicant.expose(), given.staff.expose()), ("terminal", "staff"));
        let made = Tokens::new(None, None);
        assert!(made.applicant != made.staff && made.applicant.len() == 64);
    }
}
