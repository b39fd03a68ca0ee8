//! Who may call: bearer tokens (RFC 6750) made at start or given. A token is never logged.

use std::sync::Arc;

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

/// 244 random bits.
fn random() -> Secret {
    Secret::new(format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple()))
}

/// Who calls, as far as the token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// A terminal.
    Applicant,
    /// Staff, or anybody where the backend is open.
    Staff,
}

impl FromRequestParts<Arc<Hall>> for Caller {
    type Rejection = Refusal;
    async fn from_request_parts(parts: &mut Parts, hall: &Arc<Hall>) -> Result<Self, Refusal> {
        let Some(tokens) = &hall.tokens else { return Ok(Self::Staff) };
        let given = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(|value| value.split_once(' '));
        match given {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => match token.trim() {
                token if same(token, tokens.staff.expose()) => Ok(Self::Staff),
                token if same(token, tokens.applicant.expose()) => Ok(Self::Applicant),
                _ => Err(Refusal::Status(StatusCode::UNAUTHORIZED)),
            },
            _ => Err(Refusal::Status(StatusCode::UNAUTHORIZED)),
        }
    }
}

/// Whether two tokens are the same, in a time that does not tell where they differ.
fn same(given: &str, token: &str) -> bool {
    given.len() == token.len() && given.bytes().zip(token.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_given_hold_and_others_are_made() {
        let given = Tokens::new(Some(Secret::new("terminal")), Some(Secret::new("staff")));
        assert_eq!((given.applicant.expose(), given.staff.expose()), ("terminal", "staff"));
        let made = Tokens::new(None, None);
        assert!(made.applicant != made.staff && made.applicant.len() == 64);
    }
}
