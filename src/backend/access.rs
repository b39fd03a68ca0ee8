//! Who may call: bearer tokens (RFC 6750) made at start or given. A token is never logged.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use uuid::Uuid;

use super::problem::Refusal;
use super::router::Hall;
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

/// How long the right to one file holds.
const RIGHT: Duration = Duration::from_secs(30 * 60);

/// The rights to single files that were given out (`applications/find`); gone with the process.
#[derive(Default)]
pub struct Rights(Mutex<HashMap<String, (Uuid, Instant)>>);

impl Rights {
    /// A token for `file` alone, from `now` on for [`RIGHT`].
    pub fn give(&self, file: Uuid, now: Instant) -> Secret {
        let token = random();
        let mut given = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        given.retain(|_, (_, since)| now.saturating_duration_since(*since) < RIGHT);
        given.insert(token.expose().to_owned(), (file, now));
        token
    }

    /// The file `token` gives a right to.
    fn file(&self, token: &str, now: Instant) -> Option<Uuid> {
        let given = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Found by hash, which says nothing of where two tokens differ.
        given.get(token).filter(|(_, since)| now.saturating_duration_since(*since) < RIGHT).map(|(file, _)| *file)
    }
}

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// A terminal.
    Applicant,
    /// Who found this file by its number: its owner, and of nothing else.
    Owner(Uuid),
    /// Staff, or anybody where the backend is open.
    Staff,
}

impl Caller {
    /// Refuses the owner of one file what is not about it.
    pub fn about(self, file: Uuid) -> Result<(), Refusal> {
        if matches!(self, Self::Owner(own) if own != file) { Err(Refusal::FORBIDDEN) } else { Ok(()) }
    }

    /// Refuses the owner of one file what is about no file or many.
    pub fn at_large(self) -> Result<(), Refusal> {
        if matches!(self, Self::Owner(_)) { Err(Refusal::FORBIDDEN) } else { Ok(()) }
    }

    /// Refuses everybody but staff.
    pub fn staff(self) -> Result<(), Refusal> {
        if self == Self::Staff { Ok(()) } else { Err(Refusal::FORBIDDEN) }
    }

    /// Whether this may be the owner of `file` or their terminal: where the backend is open, anybody.
    pub fn owns(self, file: Uuid, hall: &Hall) -> bool {
        match self {
            Self::Applicant => true,
            Self::Owner(own) => own == file,
            Self::Staff => hall.tokens.is_none(),
        }
    }
}

impl FromRequestParts<Arc<Hall>> for Caller {
    type Rejection = Refusal;
    async fn from_request_parts(parts: &mut Parts, hall: &Arc<Hall>) -> Result<Self, Refusal> {
        let given = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(|value| value.split_once(' '));
        let token = given.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map_or("", |(_, token)| token.trim());
        if let Some(file) = hall.rights.file(token, Instant::now()) {
            return Ok(Self::Owner(file));
        }
        match &hall.tokens {
            None => Ok(Self::Staff),
            Some(tokens) if same(token, tokens.staff.expose()) => Ok(Self::Staff),
            Some(tokens) if same(token, tokens.applicant.expose()) => Ok(Self::Applicant),
            Some(_) => Err(Refusal::Status(StatusCode::UNAUTHORIZED)),
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
    fn a_right_is_to_one_file_and_for_half_an_hour() {
        let rights = Rights::default();
        let (one, other, now) = (Uuid::new_v4(), Uuid::new_v4(), Instant::now());
        let (first, second) = (rights.give(one, now), rights.give(other, now + RIGHT / 2));
        assert_eq!(first.len(), 64);
        assert_eq!(rights.file(first.expose(), now + RIGHT / 2), Some(one));
        assert_eq!(rights.file(first.expose(), now + RIGHT), None);
        assert_eq!(rights.file(second.expose(), now + RIGHT), Some(other));
        assert_eq!(rights.file("", now), None);
        rights.give(one, now + RIGHT);
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
