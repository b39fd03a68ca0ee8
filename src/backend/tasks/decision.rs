//! What staff decide in a task, read and checked. Each value comes bare or in its `{"value": …}`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;

use crate::api::wire::Wrong;
use crate::backend::problem::Refusal as Refused;
use crate::backend::store::What;
use crate::domain::application::{Act, Demand, Matter, RULES, Refusal, Rule, Stage};
use crate::domain::catalogue::Full;
use crate::domain::form::Form;
use crate::domain::service::{Material, MaterialSource};
use crate::domain::text::LocalText;
use crate::domain::workday;

/// The longest text of a decision, in characters.
const LONGEST: usize = 500;
/// Working days in which a paper follows (容缺), where the guide does not say.
const LATER_DAYS: u16 = 10;
/// Where an answer is in a pointer.
const ANSWERS: &str = "/formData/data/";

/// A wrong answer, as staff mark it.
#[derive(Deserialize)]
struct Field {
    #[serde(default)]
    pointer: String,
    #[serde(default)]
    reason: Value,
}

/// What is decided about `matter`, and what goes with it.
pub fn read(
    data: &BTreeMap<String, Value>,
    matter: &Matter,
    service: Option<&Full>,
    today: Date,
) -> Result<(&'static Rule, What), Refused> {
    let Some(decision) = bare(data.get("decision")).and_then(Value::as_str) else {
        return Err(Refused::field("/data/decision", "empty"));
    };
    if !RULES.iter().any(|rule| rule.decision == Some(decision)) {
        return Err(Refused::field("/data/decision", "choice"));
    }
    let rule = matter.stage.decided(decision).ok_or(Refused::TOO_LATE)?;
    let mut wrong = Vec::new();
    let mut words = |key: &str| {
        text(data.get(key)).unwrap_or_else(|code| {
            wrong.push(Wrong::new(format!("/data/{key}"), code));
            None
        })
    };
    let (reason, basis, note) = (words("reason"), words("basis"), words("note"));
    let until = until(data.get("until"), today, &mut wrong);
    let fields = fields(data.get("fields"), service.and_then(|full| Some(&full.form()?.0)), &mut wrong);
    let mut what = What::default();
    let needs_reason = match rule.act {
        Act::AskCorrection | Act::AskSupplement => reason.is_none() && fields.is_empty(),
        _ => matches!(rule.to, Stage::NotAccepted | Stage::Refused) && reason.is_none(),
    };
    if needs_reason && !wrong.iter().any(|wrong| wrong.pointer == "/data/reason") {
        wrong.push(Wrong::new("/data/reason", "empty"));
    }
    match rule.act {
        Act::AskCorrection | Act::AskSupplement => what.demand = Some(Demand { reason: reason.clone(), fields, until }),
        Act::Decline | Act::Refuse => what.refusal = Some(Refusal { reason: reason.clone().unwrap_or_default(), basis }),
        Act::AcceptIncomplete => match later(matter, service, until, today) {
            Some(bring) => what.bring = Some(bring),
            None => wrong.push(Wrong::new("/data/decision", "nothing-later")),
        },
        _ => {}
    }
    what.note = note.or(reason);
    if wrong.is_empty() { Ok((rule, what)) } else { Err(Refused::Fields(wrong)) }
}

/// What may follow (容缺): the guide's, or else what is still to be brought; and until when.
fn later(matter: &Matter, service: Option<&Full>, until: Option<Date>, today: Date) -> Option<(Vec<Material>, Option<Date>)> {
    let guide = service.map_or(&[][..], |full| &full.guide().materials);
    let mut bring: Vec<Material> = guide.iter().filter(|material| material.source == MaterialSource::Later).cloned().collect();
    if bring.is_empty() {
        bring.clone_from(&matter.bring);
    }
    let days = bring.iter().filter_map(|material| material.days).max().unwrap_or(LATER_DAYS);
    (!bring.is_empty()).then(|| (bring, Some(until.unwrap_or_else(|| workday::after(today, days)))))
}

/// A value without its `{"value": …}`; null and nothing are nothing.
fn bare(value: Option<&Value>) -> Option<&Value> {
    match value? {
        Value::Null => None,
        Value::Object(object) if object.contains_key("value") => bare(object.get("value")),
        value => Some(value),
    }
}

/// A text, in one language or in all; blank is none.
fn text(value: Option<&Value>) -> Result<Option<LocalText>, &'static str> {
    let Some(value) = bare(value) else { return Ok(None) };
    let mut text = match value {
        Value::String(text) => LocalText::only(text.trim()),
        Value::Object(_) => serde_json::from_value(value.clone()).map_err(|_| "type")?,
        _ => return Err("type"),
    };
    for words in [Some(&mut text.zh_cn), text.zh_tw.as_mut(), text.en.as_mut()].into_iter().flatten() {
        if words.chars().count() > LONGEST {
            return Err("too-long");
        }
        words.retain(|c| !is_mark(c));
    }
    Ok((!text.zh_cn.trim().is_empty()).then_some(text))
}

/// Marks that turn the direction of writing, or take no room: nobody means them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn until(value: Option<&Value>, today: Date, wrong: &mut Vec<Wrong>) -> Option<Date> {
    let until = bare(value)?.as_str().and_then(|text| text.parse().ok()).filter(|day| *day >= today);
    if until.is_none() {
        wrong.push(Wrong::new("/data/until", "date"));
    }
    until
}

/// The wrong answers by the key of their question.
fn fields(value: Option<&Value>, form: Option<&Form>, wrong: &mut Vec<Wrong>) -> Vec<(String, LocalText)> {
    let Some(value) = bare(value) else { return Vec::new() };
    let Ok(given) = serde_json::from_value::<Vec<Field>>(value.clone()) else {
        wrong.push(Wrong::new("/data/fields", "type"));
        return Vec::new();
    };
    let mut fields: Vec<(String, LocalText)> = Vec::new();
    for (at, field) in given.iter().enumerate() {
        let key = field.pointer.strip_prefix(ANSWERS).map(|token| token.replace("~1", "/").replace("~0", "~"));
        let known = key.filter(|key| form.is_some_and(|form| form.questions.iter().any(|question| question.key == *key)));
        let Some(key) = known.filter(|key| fields.iter().all(|(other, _)| other != key)) else {
            wrong.push(Wrong::new(format!("/data/fields/{at}/pointer"), "field"));
            continue;
        };
        match text(Some(&field.reason)) {
            Ok(Some(reason)) => fields.push((key, reason)),
            Ok(None) => wrong.push(Wrong::new(format!("/data/fields/{at}/reason"), "empty")),
            Err(code) => wrong.push(Wrong::new(format!("/data/fields/{at}/reason"), code)),
        }
    }
    fields
}
