//! Look-ups (查询) over HTTP: what a registry knows of one person. The identity number goes to the registry and nowhere
//! else; what comes back goes to the terminal and nowhere else. Which proof of identity a registry wants is a city's to
//! decide; the stub takes the number alone.

use std::sync::{Arc, OnceLock};

use axum::Json;
use axum::extract::State;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::access::Caller;
use super::problem::Refusal;
use super::router::Hall;
use super::verifications::{Sample, is_known};
use crate::api::wire::{FindingOnWire, LookUp, code_of};
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::identity;
use crate::domain::lookup::{Finding, Found, Line, Lookup, LookupKind, Value};
use crate::domain::secret::Secret;
use crate::domain::service::NAMESPACE;
use crate::domain::text::LocalText;

/// Our own call.
pub fn router() -> OpenApiRouter<Arc<Hall>> {
    OpenApiRouter::new().routes(routes!(look_up))
}

/// What a registry knows of a person, by a service that looks something up. Five answers an hour for one number.
#[utoipa::path(post, path = "/lookups", operation_id = "lookUp", request_body = LookUp,
    responses((status = 200, body = FindingOnWire), (status = 403), (status = 404), (status = 429), (status = 504)))]
async fn look_up(State(hall): State<Arc<Hall>>, caller: Caller, Json(asked): Json<LookUp>) -> Result<Json<Finding>, Refusal> {
    caller.at_large()?;
    let full = hall.catalogue.get(asked.service).and_then(|entry| entry.full.as_ref()).ok_or(Refusal::MISSING)?;
    let kind = full.lookup.ok_or(Refusal::MISSING)?;
    let today = hall.clock.today();
    let plain = identity::check(asked.identity.expose(), today).map_err(|fault| Refusal::field("/identity", code_of(fault)))?;
    let plain = Secret::new(plain);
    let found = async {
        let found = hall.lookup.look_up(kind, &plain, today).await?;
        if found.holds() { Ok(found) } else { Err(Failure::new(FailureKind::Broken)) }
    };
    hall.tries.answered((kind, plain.expose()), found).await.map(Json)
}

impl Lookup for Sample {
    fn look_up<'a>(&'a self, kind: LookupKind, identity: &'a Secret, today: Date) -> Found<'a> {
        let found = made_up(kind, identity.expose(), today);
        Box::pin(async move { found.ok_or(Failure::new(FailureKind::Broken)) })
    }
}

/// A line as it is made up: its label, and between what its value lies.
#[derive(Deserialize)]
struct Template {
    label: LocalText,
    value: Range,
}

/// Between what a made-up value lies.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Range {
    /// Yuan.
    Amount(u64, u64),
    /// That day of the month, the last time it came.
    DayOfMonth(i8),
    YearsAgo(u64, u64),
    Months(u64, u64),
    Text(Vec<LocalText>),
    Private(Vec<String>),
}

/// The lines of each kind; none if their file cannot be read, which a test finds.
fn templates(kind: LookupKind) -> Option<&'static [Template]> {
    static ALL: OnceLock<Vec<(LookupKind, Vec<Template>)>> = OnceLock::new();
    let read = || {
        let read = serde_json::from_str(include_str!("../../assets/samples/lookups.json"));
        read.inspect_err(|error| tracing::error!(%error, "samples that cannot be read")).unwrap_or_default()
    };
    ALL.get_or_init(read).iter().find(|(one, _)| *one == kind).map(|(_, lines)| lines.as_slice())
}

/// What is made up for a number, the same each time on a day; nothing is known of whom the other sample does not know.
fn made_up(kind: LookupKind, identity: &str, today: Date) -> Option<Finding> {
    let templates = templates(kind)?;
    let line = |template: &Template| {
        let drawn = Uuid::new_v5(&NAMESPACE, format!("{identity}/{}", template.label.zh_cn).as_bytes()).as_u64_pair().0;
        Some(Line { label: template.label.clone(), value: value(&template.value, drawn, today)? })
    };
    let lines = if is_known(identity) { templates.iter().map(line).collect::<Option<_>>()? } else { Vec::new() };
    Some(Finding { lines, as_of: Some(today), sample: true })
}

/// The value that `drawn` picks.
fn value(range: &Range, drawn: u64, today: Date) -> Option<Value> {
    let between = |least: u64, most: u64| least + drawn % (most.saturating_sub(least) + 1);
    Some(match range {
        Range::Amount(least, most) => Value::Amount(Secret::new(between(least * 100, most * 100).to_string())),
        Range::DayOfMonth(day) => {
            let this = Date::new(today.year(), today.month(), *day).ok()?;
            Value::Day(if this <= today { this } else { this.checked_sub(1.month()).ok()? })
        }
        Range::YearsAgo(least, most) => {
            let years = i64::try_from(between(*least, *most)).ok()?;
            let days = i64::try_from(drawn % 300).ok()?;
            Value::Day(today.checked_sub(years.years().days(days)).ok()?)
        }
        Range::Months(least, most) => Value::Months(u32::try_from(between(*least, *most)).ok()?),
        Range::Text(texts) => Value::Text(one_of(texts, drawn)?.clone()),
        Range::Private(words) => Value::Private(Secret::new(one_of(words, drawn)?.clone())),
    })
}

fn one_of<T>(all: &[T], drawn: u64) -> Option<&T> {
    all.get(usize::try_from(drawn).ok()?.checked_rem(all.len())?)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const KINDS: [LookupKind; 5] =
        [LookupKind::Pension, LookupKind::MedicalBalance, LookupKind::Contributions, LookupKind::Property, LookupKind::Marriage];

    #[test]
    fn what_is_made_up_is_always_the_same_dated_and_some_are_not_known() {
        let today = date(2026, 11, 22);
        for kind in KINDS {
            let found = made_up(kind, "11010519491231002X", today).unwrap();
            assert!(found.sample && found.holds() && found.is_private() && found.lines.len() > 2, "{kind:?}");
            assert_eq!(found.as_of, Some(today));
            assert_eq!(made_up(kind, "11010519491231002X", today).unwrap(), found);
            assert_ne!(made_up(kind, "110105194902110032", today).unwrap(), found, "{kind:?}: everybody has the same");
            assert!(made_up(kind, "110105194912310046", today).unwrap().lines.is_empty());
        }
    }

    #[test]
    fn a_day_of_the_month_is_the_last_one_that_came() {
        let day = |today| value(&Range::DayOfMonth(15), 0, today);
        assert_eq!(day(date(2026, 11, 22)), Some(Value::Day(date(2026, 11, 15))));
        assert_eq!(day(date(2026, 1, 3)), Some(Value::Day(date(2025, 12, 15))));
    }

    #[test]
    fn an_amount_lies_between_its_bounds() {
        for drawn in [0, 1, 200_000, u64::MAX] {
            let Some(Value::Amount(amount)) = value(&Range::Amount(1800, 6200), drawn, date(2026, 11, 22)) else { panic!("no amount") };
            assert!((180_000..=620_000).contains(&Value::fen(&amount).unwrap()));
        }
    }
}
