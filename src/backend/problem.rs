//! Every refusal of the backend, as RFC 9457 problem details. Causes go to the log, never to the caller.

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::SignedDuration;
use sea_orm::DbErr;

use super::error::Cause;
use super::store::{NotDone, NotFiled};
use crate::api::wire::{Existing, FILED_ALREADY, Problem, TOO_LATE, Wrong};

/// Why a call is refused.
#[derive(Debug)]
pub enum Refusal {
    /// A status that says all there is to say.
    Status(StatusCode),
    /// Some fields are wrong (422).
    Fields(Vec<Wrong>),
    /// Something stands in the way (409): what kind of problem, and which application.
    Conflict(&'static str, Option<Existing>),
    /// Tried too often (429): again in so long.
    Later(SignedDuration),
    /// The database did not do it.
    Database(DbErr),
}

impl Refusal {
    /// No such thing.
    pub const MISSING: Self = Self::Status(StatusCode::NOT_FOUND);
    /// Not for this caller.
    pub const FORBIDDEN: Self = Self::Status(StatusCode::FORBIDDEN);
    /// Not at the stage it is at.
    pub const TOO_LATE: Self = Self::Conflict(TOO_LATE, None);

    /// One field is wrong.
    pub fn field(pointer: &str, code: &str) -> Self {
        Self::Fields(vec![Wrong::new(pointer, code)])
    }
}

impl From<DbErr> for Refusal {
    fn from(error: DbErr) -> Self {
        Self::Database(error)
    }
}

impl From<NotFiled> for Refusal {
    fn from(error: NotFiled) -> Self {
        match error {
            NotFiled::KeyReused => Self::field("", "key-reused"),
            NotFiled::Documents => Self::field("/documentUrls", "document"),
            NotFiled::Already(file_id, registered) => Self::Conflict(FILED_ALREADY, Some(Existing { file_id, registered })),
            NotFiled::Database(error) => Self::Database(error),
        }
    }
}

impl From<NotDone> for Refusal {
    fn from(error: NotDone) -> Self {
        match error {
            NotDone::TooLate => Self::TOO_LATE,
            NotDone::Overtaken => Self::Status(StatusCode::CONFLICT),
            NotDone::KeyReused => Self::field("", "key-reused"),
            NotDone::Documents => Self::field("/documentUrls", "document"),
            NotDone::Database(error) => Self::Database(error),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, errors) = match self {
            Self::Status(status) => (status, Vec::new()),
            Self::Fields(errors) => (StatusCode::UNPROCESSABLE_ENTITY, errors),
            Self::Conflict(kind, existing) => {
                let problem = Problem { kind: kind.to_owned(), existing, ..of(StatusCode::CONFLICT) };
                return problem_response(StatusCode::CONFLICT, problem);
            }
            Self::Later(wait) => {
                let mut response = problem_response(StatusCode::TOO_MANY_REQUESTS, of(StatusCode::TOO_MANY_REQUESTS));
                response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(wait.as_secs().max(1)));
                return response;
            }
            Self::Database(error) => {
                let cause = Cause::of(&error);
                tracing::error!(?cause, %error, "database");
                let passing = matches!(cause, Cause::Busy | Cause::Full | Cause::ReadOnly | Cause::Away | Cause::Damaged);
                (if passing { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::INTERNAL_SERVER_ERROR }, Vec::new())
            }
        };
        problem_response(status, Problem { errors, ..of(status) })
    }
}

/// What a `status` says by itself.
fn of(status: StatusCode) -> Problem {
    Problem {
        kind: "about:blank".to_owned(),
        title: status.canonical_reason().unwrap_or_default().to_owned(),
        status: status.as_u16(),
        ..Problem::default()
    }
}

fn problem_response(status: StatusCode, problem: Problem) -> Response {
    let mut response = (status, axum::Json(problem)).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    match status {
        StatusCode::SERVICE_UNAVAILABLE => drop(headers.insert(RETRY_AFTER, HeaderValue::from_static("2"))),
        StatusCode::UNAUTHORIZED => drop(headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))),
        _ => {}
    }
    response
}

#[cfg(test)]
mod tests {
    use sea_orm::{RuntimeErr, SqlxError};

    use super::*;

    #[test]
    fn what_passes_says_so_and_what_does_not_is_a_fault() {
        let passing = DbErr::Conn(RuntimeErr::SqlxError(SqlxError::PoolTimedOut.into()));
        let response = Refusal::from(passing).into_response();
        assert_eq!(
            (response.status(), &response.headers()[RETRY_AFTER]),
            (StatusCode::SERVICE_UNAVAILABLE, &HeaderValue::from_static("2"))
        );
        let fault = Refusal::from(DbErr::Type("stage".to_owned())).into_response();
        assert_eq!((fault.status(), fault.headers().get(RETRY_AFTER)), (StatusCode::INTERNAL_SERVER_ERROR, None));
        let later = Refusal::Later(SignedDuration::from_secs(61)).into_response();
        assert_eq!((later.status(), &later.headers()[RETRY_AFTER]), (StatusCode::TOO_MANY_REQUESTS, &HeaderValue::from_static("61")));
    }
}
