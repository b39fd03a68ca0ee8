//! Mending what was filed: `PUT /applications/{fileId}`. Its owner mends what was asked for, and so moves it on (补正,
//! 补充材料); staff may change the answers of any open application, which the trail says.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use jiff::civil::Date;

use super::body::{key, read};
use super::file::person;
use super::{TRIES, answer, check};
use crate::api::wire::{ApplicationFile, Submit, Wrong, answers};
use crate::backend::access::Caller;
use crate::backend::language::Language;
use crate::backend::problem::Refusal;
use crate::backend::router::Hall;
use crate::backend::services::known;
use crate::backend::store::{Mended, NotDone, Record, What};
use crate::domain::application::{Act, Actor, Answers, Demand, Stage};
use crate::domain::form::{Form, Question};
use crate::domain::secret::Secret;
use crate::domain::text::LocalText;

/// What the trail says, by what was done.
const TRAIL: &str = include_str!("../../../assets/backend/trail.json");

#[utoipa::path(put, path = "/applications/{fileId}", operation_id = "updateApplicationFileForm", request_body = Submit,
    params(("fileId" = Uuid, Path), ("Tongban-Applicant" = Option<Uuid>, Header), ("Idempotency-Key" = Option<Uuid>, Header), ("Information-Mediator-Client" = Option<String>, Header)),
    responses((status = 200, body = ApplicationFile), (status = 403), (status = 404), (status = 409)))]
pub async fn amend(
    State(hall): State<Arc<Hall>>,
    caller: Caller,
    Language(locale): Language,
    Path(file): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<ApplicationFile>, Refusal> {
    let file = known(&file)?;
    let submit: Submit = read(&headers, body)?;
    let key = key(&headers, &("amend", file, &submit))?;
    let tell = |record| answer(&hall, &caller, record, locale);
    let given = answers(submit.form_data.data.clone()).map_err(Refusal::Fields)?;
    for _ in 0..TRIES {
        let seen = hall.store.find(file).await?.ok_or(Refusal::MISSING)?;
        caller.about(&seen)?;
        // After it was looked up: of the same call twice at once, the later one finds the key or the file as it was.
        if let Some((key, fingerprint)) = key
            && let Some(record) = hall.store.filed_with(key, fingerprint).await?
        {
            return Ok(tell(record));
        }
        let form = hall.catalogue.form(seen.matter.service).map(|(form, _)| form).ok_or(Refusal::Status(StatusCode::CONFLICT))?;
        let owner = caller.owns(&seen) && (!caller.is_staff() || seen.matter.stage.waits_for_owner());
        let act = match seen.matter.stage {
            _ if !owner => None,
            Stage::Correction => Some(Act::Correct),
            Stage::Supplement => Some(Act::Supply),
            _ => return Err(Refusal::TOO_LATE),
        };
        if seen.matter.stage.ended() || !seen.moves() {
            return Err(Refusal::TOO_LATE);
        }
        let given = Given { answers: &given, by_number: matches!(caller, Caller::Owner(_)), today: hall.clock.today() };
        let mended = mended(&seen, form, given, &submit, act.is_some())?;
        let what = What { mended: Some(mended), key, ..What::default() };
        let done = match act {
            Some(act) => hall.store.act(&seen, act, Actor::Applicant, what).await,
            None => hall.store.amend(&seen, What { note: note("amended"), ..what }).await,
        };
        match done {
            Err(NotDone::Overtaken) => {}
            Err(error) => return Err(error.into()),
            Ok(record) => {
                tracing::info!(%file, stage = record.matter.stage.name(), "amended");
                return Ok(tell(record));
            }
        }
    }
    Err(NotDone::Overtaken.into())
}

/// New answers, whether all that is known of who gives them is a receipt number, and the day they are given.
#[derive(Clone, Copy)]
struct Given<'a> {
    answers: &'a Answers,
    by_number: bool,
    today: Date,
}

/// All answers and documents with what was `given`; everything wrong with it.
fn mended(seen: &Record, form: &Form, given: Given<'_>, submit: &Submit, by_owner: bool) -> Result<Mended, Refusal> {
    let mut wrong = check::documents(&submit.document_urls);
    // Our own terminal leaves it out, for it may not know it; the standard asks for it.
    match submit.applicant_id.as_str() {
        "" => {}
        given if given.parse() == Ok(seen.applicant) => {}
        _ => wrong.push(Wrong::new("/applicantId", "applicant")),
    }
    let asked = seen.matter.demand.as_ref().filter(|_| by_owner);
    let answers = mend(form, &seen.matter.answers, given, asked).unwrap_or_else(|faults| {
        wrong.extend(faults);
        Answers::new()
    });
    if !wrong.is_empty() {
        return Err(Refusal::Fields(wrong));
    }
    let mut documents = seen.documents.clone();
    documents.extend(submit.document_urls.iter().filter(|url| !seen.documents.contains(url)).cloned());
    let (name, identity) = person(form, &answers);
    let person = (name.cloned(), identity.cloned());
    Ok(Mended { answers, form: form.id, documents, person })
}

/// What the answers are with those `given`, checked as a whole. Where something is asked for, only that may change, and
/// what is asked because of it, and what does not fit the form any more. One that opens all
/// opens to who came by number only what needs no proof.
fn mend(form: &Form, kept: &Answers, given: Given<'_>, demand: Option<&Demand>) -> Result<Answers, Vec<Wrong>> {
    let Given { answers: given, by_number, today } = given;
    let mut merged = kept.clone();
    merged.extend(given.clone());
    let plain = form.plain(&merged, today);
    let faults: HashMap<&str, _> = plain.as_ref().err().into_iter().flatten().map(|(key, fault)| (key.as_str(), *fault)).collect();
    let unfit = form.faults(kept, today);
    let asked_before: Vec<&str> = form.asked(kept).map(|question| question.key.as_str()).collect();
    let opens_all = demand.is_none_or(|demand| demand.opens_all(form, kept));
    let may_change = |question: &Question| {
        demand.is_some_and(|demand| demand.names(&question.key))
            || (opens_all && !(by_number && form.needs_proof(question)))
            || !asked_before.contains(&question.key.as_str())
            || unfit.iter().any(|(key, _)| *key == question.key)
    };
    let changes = |question: &Question| {
        let before = kept.get(&question.key).map_or("", Secret::expose);
        given.get(&question.key).is_some_and(|now| question.check(now.expose(), today).as_deref() != Ok(before))
    };
    let wrong = form.asked(&merged).filter_map(|question| match faults.get(question.key.as_str()) {
        _ if changes(question) && !may_change(question) => Some(Wrong::answer_as(&question.key, "not-asked")),
        fault => fault.map(|fault| Wrong::answer(&question.key, *fault)),
    });
    let wrong: Vec<Wrong> = wrong.collect();
    if wrong.is_empty() { Ok(plain.unwrap_or_default()) } else { Err(wrong) }
}

/// What the trail says of `what`, in every language.
fn note(what: &str) -> Option<LocalText> {
    serde_json::from_str::<HashMap<String, LocalText>>(TRAIL).ok()?.remove(what)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use serde_json::json;
    use uuid::Uuid;

    use super::*;
    use crate::domain::settings::Locale;

    fn form() -> Form {
        let line = |label: &str, order: u8| {
            let text = json!({"zh-CN": label, "zh-TW": label, "en": label});
            json!({"type": "string", "maxLength": 20, "x-order": order, "x-text": {"label": text, "ask": text}})
        };
        let text = json!({"zh-CN": "b", "zh-TW": "b", "en": "b"});
        let schema = json!({
            "type": "object", "x-text": text, "required": ["a", "b"],
            "properties": {
                "a": line("a", 1),
                "b": {"type": "string", "x-order": 2, "x-text": {"label": text, "ask": text},
                    "oneOf": [{"const": "x", "x-text": text}, {"const": "y", "x-text": text}]},
            },
            "allOf": [{
                "if": {"properties": {"b": {"const": "y"}}, "required": ["b"]},
                "then": {"properties": {"c": line("c", 3)}, "required": ["c"]},
            }],
        });
        Form::read(Uuid::nil(), &schema).unwrap()
    }

    fn answers(pairs: &[(&str, &str)]) -> Answers {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), Secret::new(*value))).collect()
    }

    fn tried(given: &[(&str, &str)], asked: &[&str]) -> Result<Answers, Vec<(String, String)>> {
        let fields = asked.iter().map(|key| ((*key).to_owned(), LocalText::only("错"))).collect();
        let demand = Demand { fields, ..Demand::default() };
        let given = Given { answers: &answers(given), by_number: false, today: date(2026, 11, 21) };
        let mended = mend(&form(), &answers(&[("a", "1"), ("b", "x")]), given, Some(&demand));
        mended.map_err(|wrong| wrong.into_iter().map(|wrong| (wrong.pointer, wrong.code)).collect())
    }

    fn wrong(key: &str, code: &str) -> Result<Answers, Vec<(String, String)>> {
        Err(vec![(format!("/formData/data/{key}"), code.to_owned())])
    }

    #[test]
    fn only_what_was_asked_for_changes_and_what_hangs_on_it() {
        assert_eq!(tried(&[("a", " ２ ")], &["a"]), Ok(answers(&[("a", "2"), ("b", "x")])));
        assert_eq!(tried(&[("a", "2"), ("b", "x")], &["a"]), Ok(answers(&[("a", "2"), ("b", "x")])), "whole, the rest unchanged");
        assert_eq!(tried(&[("a", "2"), ("b", "y")], &["a"]).unwrap_err()[0], ("/formData/data/b".to_owned(), "not-asked".to_owned()));
        assert_eq!(tried(&[("a", "")], &["b"]), wrong("a", "not-asked"));
        assert_eq!(tried(&[("a", "")], &["a"]), wrong("a", "empty"));
        assert_eq!(tried(&[("b", "y")], &["b"]), wrong("c", "empty"));
        assert_eq!(tried(&[("b", "y"), ("c", "3")], &["b"]), Ok(answers(&[("a", "1"), ("b", "y"), ("c", "3")])));
        assert_eq!(tried(&[("c", "3"), ("colour", "blue")], &["a"]), Ok(answers(&[("a", "1"), ("b", "x")])), "no question");
        assert_eq!(tried(&[("a", "2")], &[]), Ok(answers(&[("a", "2"), ("b", "x")])), "a demand without names");
        assert_eq!(tried(&[], &["a"]), Ok(answers(&[("a", "1"), ("b", "x")])));
    }

    #[test]
    fn what_does_not_fit_the_form_any_more_may_be_mended_too() {
        let kept = answers(&[("b", "x")]);
        let demand = Demand { fields: vec![("b".to_owned(), LocalText::only("错"))], ..Demand::default() };
        let given = Given { answers: &answers(&[("a", "1")]), by_number: true, today: date(2026, 11, 21) };
        assert_eq!(mend(&form(), &kept, given, Some(&demand)), Ok(answers(&[("a", "1"), ("b", "x")])));
    }

    #[test]
    fn a_demand_that_fits_no_question_opens_all() {
        assert_eq!(tried(&[("a", "2")], &["colour"]), Ok(answers(&[("a", "2"), ("b", "x")])));
        assert_eq!(tried(&[("a", "2")], &["c"]), Ok(answers(&[("a", "2"), ("b", "x")])), "not asked under these answers");
    }

    #[test]
    fn by_number_alone_nobody_changes_how_one_is_reached() {
        let mut form = form();
        form.questions[0].kind = crate::domain::form::AnswerKind::Phone;
        let kept = answers(&[("a", "13800001234"), ("b", "x")]);
        let demand = |fields: &[&str]| Demand {
            fields: fields.iter().map(|key| ((*key).to_owned(), LocalText::only("错"))).collect(),
            ..Demand::default()
        };
        let tried = |by_number, fields: &[&str]| {
            let given = Given { answers: &answers(&[("a", "13900001234")]), by_number, today: date(2026, 11, 21) };
            mend(&form, &kept, given, Some(&demand(fields))).is_ok()
        };
        assert!(!tried(true, &[]) && tried(false, &[]) && tried(true, &["a"]));
    }

    #[test]
    fn the_trail_speaks_every_language() {
        let note = note("amended").unwrap();
        for locale in Locale::ALL {
            assert_eq!(note.language(locale), locale);
        }
    }
}
