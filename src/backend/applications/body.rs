//! What comes in a body and in its headers, before anything is known of its meaning.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

use crate::api::wire::Wrong;
use crate::backend::problem::Refusal;
use crate::domain::service::NAMESPACE;

/// The body, if it is an object in JSON without a control character in it.
pub fn read<T: DeserializeOwned>(headers: &HeaderMap, body: Result<Bytes, BytesRejection>) -> Result<T, Refusal> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if kind != "application/json" && !kind.ends_with("+json") {
        return Err(Refusal::Status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    let body = body.map_err(|rejection| Refusal::Status(rejection.into_response().status()))?;
    // What serde says may quote an answer, so it is not passed on.
    let bad = |_| Refusal::Status(StatusCode::BAD_REQUEST);
    // An object: serde would take a list for its fields in order.
    let value: serde_json::Map<String, Value> = serde_json::from_slice(&body).map_err(bad)?;
    let value = Value::Object(value);
    let mut wrong = Vec::new();
    control_characters(&value, &mut String::new(), &mut wrong);
    if !wrong.is_empty() {
        return Err(Refusal::Fields(wrong));
    }
    serde_json::from_value(value).map_err(bad)
}

/// Finds NUL and its like, which no form field takes and not every database stores.
fn control_characters(value: &Value, pointer: &mut String, wrong: &mut Vec<Wrong>) {
    let depth = pointer.len();
    match value {
        Value::String(text) if text.chars().any(char::is_control) => wrong.push(Wrong::new(pointer.as_str(), "character")),
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                pointer.push_str(&format!("/{at}"));
                control_characters(item, pointer, wrong);
                pointer.truncate(depth);
            }
        }
        Value::Object(fields) => {
            for (key, field) in fields {
                if key.chars().any(char::is_control) {
                    wrong.push(Wrong::new(pointer.as_str(), "character"));
                    continue;
                }
                // The value of an answer is the answer.
                if key != "value" {
                    pointer.push_str(&format!("/{}", key.replace('~', "~0").replace('/', "~1")));
                }
                control_characters(field, pointer, wrong);
                pointer.truncate(depth);
            }
        }
        _ => {}
    }
}

/// The header, if it is there; it must be a UUID. With it the fingerprint of `what` is done by the call: the same
/// fields in any order give the same.
pub fn key(headers: &HeaderMap, what: &impl Serialize) -> Result<Option<(Uuid, Uuid)>, Refusal> {
    let Some(header) = headers.get("Idempotency-Key") else { return Ok(None) };
    let bad = Refusal::Status(StatusCode::BAD_REQUEST);
    let Some(key) = header.to_str().ok().and_then(|text| text.trim_matches('"').parse().ok()) else { return Err(bad) };
    let what = serde_json::to_vec(what).map_err(|_| bad)?;
    Ok(Some((key, Uuid::new_v5(&NAMESPACE, &what))))
}
