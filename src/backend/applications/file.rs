//! Filing an application: `POST /services/{serviceId}/applications`. A bundle (一件事) is filed as a whole with its parts, which
//! are then handed to their departments.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use jiff::civil::Date;

use super::body::{key, read};
use super::{answer, check};
use crate::api::wire::{ApplicationFile, FORM_CHANGED, Submit, Wrong};
use crate::backend::access::Caller;
use crate::backend::language::Language;
use crate::backend::office::hand_over;
use crate::backend::problem::Refusal;
use crate::backend::router::Hall;
use crate::backend::services::known;
use crate::backend::store::{Filing, Record};
use crate::domain::application::{Answers, Application};
use crate::domain::catalogue::{Entry, Full};
use crate::domain::form::Form;
use crate::domain::secret::Secret;
use crate::domain::service::{Guide, Handling, Material, MaterialSource};
use crate::domain::settings::Locale;
use crate::domain::workday;

/// Working days in which papers follow the form, where the guide does not say.
pub const PAPERS_DAYS: u16 = 10;

#[utoipa::path(post, path = "/services/{serviceId}/applications", operation_id = "fileApplication", request_body = Submit,
    params(("serviceId" = Uuid, Path), ("Idempotency-Key" = Option<Uuid>, Header), ("Information-Mediator-Client" = Option<String>, Header)),
    responses((status = 200, body = ApplicationFile), (status = 403), (status = 404), (status = 409)))]
pub async fn file(
    State(hall): State<Arc<Hall>>,
    caller: Caller,
    Language(locale): Language,
    Path(service): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<ApplicationFile>, Refusal> {
    caller.at_large()?;
    let service = known(&service)?;
    let entry = hall.catalogue.get(service).ok_or(Refusal::MISSING)?;
    let submit: Submit = read(&headers, body)?;
    let key = key(&headers, &(service, &submit))?;
    if let Some((key, fingerprint)) = key
        && let Some(record) = hall.store.filed_with(key, fingerprint).await?
    {
        return Ok(answer_filer(&hall, record, locale));
    }
    let Some(full) = &entry.full else { return Err(Refusal::Status(StatusCode::CONFLICT)) };
    let Some((form, _)) = full.form() else { return Err(Refusal::Status(StatusCode::CONFLICT)) };
    if submit.by_another(form.id) {
        return Err(Refusal::Conflict(FORM_CHANGED, None));
    }
    let documents = submit.document_urls.clone();
    let unfit = check::documents(&documents);
    let checked =
        submit.into_application(service, form.id).and_then(|given| check::application(given, form, full.guide(), hall.clock.today()));
    let application = match checked {
        Ok(application) if unfit.is_empty() => application,
        Ok(_) => return Err(Refusal::Fields(unfit)),
        Err(mut wrong) => {
            wrong.extend(unfit);
            return Err(Refusal::Fields(wrong));
        }
    };
    let parts = parts(&hall, full, &application).map_err(Refusal::Fields)?;
    let filing = |entry, application| filing(&hall, entry, application, &documents);
    let filing = Filing {
        mediator: headers
            .get("Information-Mediator-Client")
            .and_then(|value| value.to_str().ok())
            .map(|text| text.chars().take(check::LONGEST).collect()),
        key,
        parts: parts.iter().filter_map(|(entry, application)| filing(entry, application)).collect(),
        ..filing(entry, &application).ok_or(Refusal::Status(StatusCode::CONFLICT))?
    };
    let mut record = hall.store.file(&filing).await?;
    let file = record.matter.file;
    tracing::info!(%file, %service, "filed");
    if !record.moves() {
        hand_over(&hall.store, &hall.office, hall.store.waiting(file).await?).await;
        record = hall.store.find(file).await?.ok_or(Refusal::MISSING)?;
    }
    Ok(answer_filer(&hall, record, locale))
}

/// A record as it is answered to who filed it, and so knows whose it is.
fn answer_filer(hall: &Hall, record: Record, locale: Locale) -> Json<ApplicationFile> {
    answer(hall, &Caller::Applicant(Some(record.applicant)), record, locale)
}

/// The parts of a bundle that are wanted, each as an application by its own form; of another service none.
fn parts<'a>(hall: &'a Hall, full: &Full, whole: &Application) -> Result<Vec<(&'a Entry, Application)>, Vec<Wrong>> {
    let (mut parts, mut wrong) = (Vec::new(), Vec::new());
    for member in full.parts.iter().filter(|member| member.is_wanted(&whole.answers)) {
        let Some(entry) = hall.catalogue.get(member.service) else { continue };
        let Some((form, guide)) = entry.full.as_ref().and_then(|full| Some((&full.form()?.0, full.guide()))) else { continue };
        match form.plain(&member.answers(&whole.answers), hall.clock.today()) {
            Ok(answers) => {
                let handout = whole.handout.clone().filter(|handout| guide.handout.contains(&handout.way));
                parts.push((entry, Application { service: member.service, form: form.id, answers, handout, ..whole.clone() }));
            }
            Err(faults) => wrong.extend(faults.iter().map(|(key, fault)| Wrong::answer(member.asked_as(key).unwrap_or(key), *fault))),
        }
    }
    if wrong.is_empty() { Ok(parts) } else { Err(wrong) }
}

/// `application` for the service `entry` as it is filed; none if that has no form.
fn filing<'a>(hall: &Hall, entry: &'a Entry, application: &'a Application, documents: &'a [String]) -> Option<Filing<'a>> {
    let full = entry.full.as_ref()?;
    let guide = full.guide();
    Some(Filing {
        application,
        service_name: &entry.summary.name,
        holder: &entry.summary.department,
        region: &entry.region,
        handling: entry.summary.handling,
        manner: guide.manner,
        person: person(&full.form()?.0, &application.answers),
        bring: bring(entry.summary.handling, guide, hall.clock.today()),
        documents,
        promised_days: guide.promised_days,
        demo: hall.demo,
        mediator: None,
        key: None,
        parts: Vec::new(),
    })
}

/// The name and the identity number of whom it is for.
pub fn person<'a>(form: &Form, answers: &'a Answers) -> (Option<&'a Secret>, Option<&'a Secret>) {
    let (name, identity) = form.applicant();
    let of = |key: Option<&str>| key.and_then(|key| answers.get(key));
    (of(name), of(identity))
}

/// What is to be brought after the form, and until when: everything but what can be looked up.
fn bring(handling: Handling, guide: &Guide, today: Date) -> (Vec<Material>, Option<Date>) {
    if handling != Handling::FormThenPapers {
        return (Vec::new(), None);
    }
    let bring = guide.materials.iter().filter(|material| material.source != MaterialSource::Shared).cloned().collect();
    (bring, Some(workday::after(today, guide.papers_days.unwrap_or(PAPERS_DAYS))))
}
