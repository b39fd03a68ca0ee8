//! The description of the calls, OpenAPI 3.1. What a call means stands at the call; what follows from how it is made
//! (a token, a body, parameters) and the form of every refusal is filled in here, once for all of them.

use axum::http::StatusCode;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{Content, Header, Object, OpenApi, Ref, RefOr, Response, ResponseBuilder, Type};

use crate::api::wire::Problem;

/// How a call shows who makes it.
const BEARER: &str = "bearer";

/// What is said before any call.
#[derive(utoipa::OpenApi)]
#[openapi(info(title = "Tongban", description = "GovStack Registration 0.1.1 with extensions"), components(schemas(Problem)))]
struct Head;

/// The description, no call in it yet.
pub fn head() -> OpenApi {
    <Head as utoipa::OpenApi>::openapi()
}

/// Fills in what all calls share. `secured` unless anybody may make them.
pub fn complete(api: &mut OpenApi, secured: bool) {
    if secured {
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        api.components.get_or_insert_default().add_security_scheme(BEARER, scheme);
        api.security = Some(vec![SecurityRequirement::new::<_, [&str; 0], &str>(BEARER, [])]);
    }
    for operation in api.paths.paths.values_mut().flat_map(operations) {
        refusals(operation, secured);
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.post, &mut item.put].into_iter().flatten()
}

/// Every status a call may be refused with, in the form all refusals have.
fn refusals(operation: &mut Operation, secured: bool) {
    let mut statuses = vec![StatusCode::REQUEST_TIMEOUT, StatusCode::URI_TOO_LONG];
    if operation.parameters.as_ref().is_some_and(|parameters| !parameters.is_empty()) {
        statuses.push(StatusCode::BAD_REQUEST);
    }
    if let Some(RefOr::T(body)) = &operation.request_body {
        statuses.extend([StatusCode::BAD_REQUEST, StatusCode::PAYLOAD_TOO_LARGE, StatusCode::UNSUPPORTED_MEDIA_TYPE]);
        statuses.extend(body.content.contains_key("application/json").then_some(StatusCode::UNPROCESSABLE_ENTITY));
    }
    // What needs no token needs no database either.
    if operation.security.is_none() {
        statuses.extend([StatusCode::INTERNAL_SERVER_ERROR, StatusCode::SERVICE_UNAVAILABLE]);
        statuses.extend(secured.then_some(StatusCode::UNAUTHORIZED));
    }
    let responses = &mut operation.responses.responses;
    for status in statuses {
        responses.entry(status.as_str().to_owned()).or_insert_with(|| Response::new("").into());
    }
    for (status, response) in responses.iter_mut() {
        let Ok(status) = status.parse::<StatusCode>() else { continue };
        if status.is_client_error() || status.is_server_error() {
            *response = refusal(status).into();
        } else if let RefOr::T(response) = response {
            response.description = reason(status);
        }
    }
}

/// The standard's name of a status.
fn reason(status: StatusCode) -> String {
    status.canonical_reason().unwrap_or_default().to_owned()
}

fn refusal(status: StatusCode) -> Response {
    let content = Content::new(Some(Ref::from_schema_name("Problem")));
    let refusal = ResponseBuilder::new().description(reason(status)).content("application/problem+json", content);
    let told = match status {
        StatusCode::UNAUTHORIZED => Some(("WWW-Authenticate", Type::String)),
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS => Some(("Retry-After", Type::Integer)),
        _ => None,
    };
    match told {
        Some((name, kind)) => refusal.header(name, Header::new(Object::with_type(kind))),
        None => refusal,
    }
    .build()
}
