//! 资格认证 over HTTP: until when somebody's right to a pension is verified, as a registry says. The terminal never
//! verifies anybody itself. An identity number goes to the registry and nowhere else.

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use jiff::civil::Date;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::access::Caller;
use super::problem::Refusal;
use super::router::Hall;
use crate::api::wire::{VerifiedOnWire, Verify, code_of};
use crate::domain::failure::Failure;
use crate::domain::identity;
use crate::domain::request::Verification;
use crate::domain::secret::Secret;
use crate::domain::service::Handling;

/// The answer of a registry, when it comes.
pub type Verified<'a> = Pin<Box<dyn Future<Output = Result<Verification, Failure>> + Send + 'a>>;

/// Who knows until when people are verified.
pub trait Registry: Debug + Send + Sync {
    /// Until when the person with this identity number, in its plain form, is; asked on the day `today`.
    fn verified<'a>(&'a self, identity: &'a Secret, today: Date) -> Verified<'a>;
}

/// A registry that makes its answers up from the number, the same each time, and says so.
#[derive(Debug, Clone, Copy)]
pub struct Sample;

impl Registry for Sample {
    fn verified<'a>(&'a self, identity: &'a Secret, today: Date) -> Verified<'a> {
        let until = made_up(identity.expose(), today);
        Box::pin(async move { Ok(Verification { until, sample: true }) })
    }
}

/// Whether the samples know somebody: they do not know one in five, by the order within the day of birth.
pub fn is_known(identity: &str) -> bool {
    order(identity).is_some_and(|order| order % 5 != 4)
}

fn order(identity: &str) -> Option<i16> {
    identity.get(14..17)?.parse().ok()
}

/// The end of the month of birth, this year or the next.
fn made_up(identity: &str, today: Date) -> Option<Date> {
    let order = order(identity)?;
    let born = identity::birth_date(identity)?;
    let day = Date::new(today.year().checked_add(order % 2)?, born.month(), 1).ok()?.last_of_month();
    is_known(identity).then_some(day)
}

/// Our own call.
pub fn router() -> OpenApiRouter<Arc<Hall>> {
    OpenApiRouter::new().routes(routes!(verified))
}

/// Until when a person is verified, for a service at which somebody must see the person. Five answers an hour for one number.
#[utoipa::path(post, path = "/verifications", operation_id = "getVerification", request_body = Verify,
    responses((status = 200, body = VerifiedOnWire), (status = 403), (status = 404), (status = 429), (status = 504)))]
async fn verified(State(hall): State<Arc<Hall>>, caller: Caller, Json(asked): Json<Verify>) -> Result<Json<VerifiedOnWire>, Refusal> {
    caller.at_large()?;
    let service = hall.catalogue.get(asked.service).ok_or(Refusal::MISSING)?;
    if service.summary.handling != Handling::VerifyInPerson {
        return Err(Refusal::MISSING);
    }
    let today = hall.clock.today();
    let plain = identity::check(asked.identity.expose(), today).map_err(|fault| Refusal::field("/identity", code_of(fault)))?;
    let plain = Secret::new(plain);
    let found = hall.tries.answered(("verification", plain.expose()), hall.registry.verified(&plain, today)).await?;
    Ok(Json(VerifiedOnWire { until: found.until, sample: found.sample }))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_is_made_up_is_always_the_same_and_some_are_not_known() {
        let today = date(2026, 11, 22);
        assert_eq!(made_up("11010519491231002X", today), Some(date(2026, 12, 31)));
        assert_eq!(made_up("110105194902110032", today), Some(date(2027, 2, 28)));
        assert_eq!(made_up("110105194912310046", today), None);
        assert_eq!(made_up("nonsense", today), None);
    }
}
