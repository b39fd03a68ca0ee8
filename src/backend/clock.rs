//! 校准时钟 over HTTP: staff confirm the clock of a backend that doubts it, by the date they know.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::access::Caller;
use super::problem::Refusal;
use super::router::Hall;
use crate::api::wire::{CLOCK_DIFFERS, ClockOnWire, ConfirmClock};

/// Our own call.
pub fn router() -> OpenApiRouter<Arc<Hall>> {
    OpenApiRouter::new().routes(routes!(confirm))
}

/// Confirms the backend's clock. Refused if the date differs from the backend's by over a day: then the clock is to be set
/// right first. For staff.
#[utoipa::path(post, path = "/clock", operation_id = "confirmClock", request_body = ConfirmClock,
    responses((status = 200, body = ClockOnWire), (status = 403), (status = 409)))]
async fn confirm(State(hall): State<Arc<Hall>>, caller: Caller, Json(given): Json<ConfirmClock>) -> Result<Json<ClockOnWire>, Refusal> {
    caller.staff()?;
    hall.doubt.look().await?;
    if (hall.clock.today() - given.date).get_days().abs() > 1 {
        return Err(Refusal::Conflict(CLOCK_DIFFERS, None));
    }
    hall.doubt.confirm("staff").await?;
    Ok(Json(ClockOnWire { now: hall.clock.now() }))
}
