//! Calls for help over HTTP: a machine calls and asks who comes; staff see who waits and take a call.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::SignedDuration;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::access::Caller;
use super::problem::Refusal;
use super::router::Hall;
use super::services::known;
use super::store::Called;
use crate::api::wire::{HelpCallOnWire, HelpTicketOnWire, Take, Wrong};
use crate::domain::help::HelpCall;

/// As many calls may wait at once; a hall has fewer machines.
const MOST: u64 = 500;
/// When a machine may try again where too many wait.
const SOON: SignedDuration = SignedDuration::from_mins(1);
/// The longest name of a machine, a screen or a person, in characters.
const LONGEST: usize = 64;

/// Our own calls.
pub fn router() -> OpenApiRouter<Arc<Hall>> {
    OpenApiRouter::new().routes(routes!(call, waiting)).routes(routes!(one)).routes(routes!(take))
}

/// Calls for help. A machine whose call waits gets that one again.
#[utoipa::path(post, path = "/help-calls", operation_id = "callHelp", request_body = HelpCallOnWire,
    responses((status = 200, body = HelpTicketOnWire), (status = 429)))]
async fn call(State(hall): State<Arc<Hall>>, _: Caller, Json(call): Json<HelpCallOnWire>) -> Result<Json<HelpTicketOnWire>, Refusal> {
    let unknown = call.service.filter(|service| hall.catalogue.get(*service).is_none());
    let wrong: Vec<Wrong> =
        [wrong("/kiosk", &call.kiosk), wrong("/screen", &call.screen), unknown.map(|_| Wrong::new("/service", "service"))]
            .into_iter()
            .flatten()
            .collect();
    if !wrong.is_empty() {
        return Err(Refusal::Fields(wrong));
    }
    if hall.store.count_help_calls().await? >= MOST {
        return Err(Refusal::Later(SOON));
    }
    let call = HelpCall { kiosk: call.kiosk.trim().to_owned(), screen: call.screen.trim().to_owned(), service: call.service };
    let called = hall.store.call_help(&call).await?;
    tracing::info!(call = %called.id, kiosk = called.call.kiosk, "help called");
    Ok(ticket(called))
}

/// Those that wait, the oldest first. For staff.
#[utoipa::path(get, path = "/help-calls", operation_id = "getHelpCalls",
    responses((status = 200, body = [HelpTicketOnWire]), (status = 403)))]
async fn waiting(State(hall): State<Arc<Hall>>, caller: Caller) -> Result<Json<Vec<HelpTicketOnWire>>, Refusal> {
    caller.staff()?;
    Ok(Json(hall.store.waiting_help_calls(MOST).await?.into_iter().map(|called| ticket(called).0).collect()))
}

/// What has become of a call.
#[utoipa::path(get, path = "/help-calls/{callId}", operation_id = "getHelpCall", params(("callId" = Uuid, Path)),
    responses((status = 200, body = HelpTicketOnWire), (status = 404)))]
async fn one(State(hall): State<Arc<Hall>>, _: Caller, Path(id): Path<String>) -> Result<Json<HelpTicketOnWire>, Refusal> {
    hall.store.help_call(known(&id)?).await?.map(ticket).ok_or(Refusal::MISSING)
}

/// Takes a call. For staff.
#[utoipa::path(post, path = "/help-calls/{callId}/take", operation_id = "takeHelpCall", params(("callId" = Uuid, Path)),
    request_body = Take,
    responses((status = 200, body = HelpTicketOnWire), (status = 403), (status = 404), (status = 409),
        (status = 422)))]
async fn take(
    State(hall): State<Arc<Hall>>,
    caller: Caller,
    Path(id): Path<String>,
    Json(take): Json<Take>,
) -> Result<Json<HelpTicketOnWire>, Refusal> {
    caller.staff()?;
    let id = known(&id)?;
    if let Some(wrong) = wrong("/name", &take.name) {
        return Err(Refusal::Fields(vec![wrong]));
    }
    let name = take.name.trim();
    let taken = hall.store.take_help_call(id, name).await?.ok_or(Refusal::MISSING)?;
    if taken.taken_by.as_deref() == Some(name) { Ok(ticket(taken)) } else { Err(Refusal::Status(StatusCode::CONFLICT)) }
}

/// What is wrong with a name, if anything.
fn wrong(pointer: &str, name: &str) -> Option<Wrong> {
    let code = match name.trim() {
        "" => "empty",
        name if name.chars().count() > LONGEST => "too-long",
        name if name.chars().any(char::is_control) => "character",
        _ => return None,
    };
    Some(Wrong::new(pointer, code))
}

fn ticket(called: Called) -> Json<HelpTicketOnWire> {
    Json(HelpTicketOnWire { id: called.id, called: called.at, call: (&called.call).into(), taken_by: called.taken_by })
}
