//! Every refusal of the backend, as RFC 9457 problem details. Causes go to the log, never to the caller.

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use sea_orm::DbErr;

use super::error::Cause;
use crate::api::wire::{Problem, Wrong};

/// Why a call is refused.
#[derive(Debug)]
pub enum Refusal {
    /// A status that says all there is to say.
    Status(StatusCode),
    /// Some fields are wrong (422).
    Fields(Vec<Wrong>),
    /// The database did not do it.
    Database(DbErr),
}

impl Refusal {
    /// No such thing.
    pub const MISSING: Self = Self::Status(StatusCode::NOT_FOUND);

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

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, errors) = match self {
            Self::Status(status) => (status, Vec::new()),
            Self::Fields(errors) => (StatusCode::UNPROCESSABLE_ENTITY, errors),
            Self::Database(error) => {
                let cause = Cause::of(&error);
                tracing::error!(?cause, %error, "database");
                let passing = matches!(cause, Cause::Busy | Cause::Full | Cause::ReadOnly | Cause::Away);
                (if passing { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::INTERNAL_SERVER_ERROR }, Vec::new())
            }
        };
        problem(status, errors)
    }
}

/// A `status` as problem details.
fn problem(status: StatusCode, errors: Vec<Wrong>) -> Response {
    let problem = Problem {
        kind: "about:blank".to_owned(),
        title: status.canonical_reason().unwrap_or_default().to_owned(),
        status: status.as_u16(),
        errors,
        existing: None,
    };
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
