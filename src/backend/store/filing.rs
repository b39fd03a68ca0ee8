//! Filing an application once: one key, one application. An applicant who has filed the same is told so; anybody else who
//! names the same person is told nothing, and what they file is taken: staff see both.

use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use super::Store;
use super::act::insert_step;
use super::documents::attach;
use super::entity::{application, key};
use super::record::{Record, json, moment, open_of, record, word};
use crate::backend::error::Cause;
use crate::domain::application::{Application, Rated, Stage};
use crate::domain::secret::Secret;
use crate::domain::service::{Handling, Manner, Material};
use crate::domain::text::LocalText;
use crate::domain::workday;

/// What is to be filed.
#[derive(Clone)]
pub struct Filing<'a> {
    /// The application, checked.
    pub application: &'a Application,
    /// The name of its service.
    pub service_name: &'a LocalText,
    /// Who gets it.
    pub holder: &'a LocalText,
    /// The region whose service it is.
    pub region: &'a str,
    /// How far a terminal goes with it.
    pub handling: Handling,
    /// In what manner it is spoken of.
    pub manner: Manner,
    /// The name and the identity number of whom it is for.
    pub person: (Option<&'a Secret>, Option<&'a Secret>),
    /// What is still to be brought, and until when.
    pub bring: (Vec<Material>, Option<Date>),
    /// Where its documents are.
    pub documents: &'a [String],
    /// Working days promised.
    pub promised_days: Option<u16>,
    /// Whether the built-in clerk may move it.
    pub demo: bool,
    /// The header `Information-Mediator-Client`.
    pub mediator: Option<String>,
    /// The key and the fingerprint of what was sent with it.
    pub key: Option<(Uuid, Uuid)>,
    /// What is filed with it in one go, each to its own department.
    pub parts: Vec<Filing<'a>>,
}

/// Why it was not filed.
#[derive(Debug, thiserror::Error)]
pub enum NotFiled {
    /// The key was used for something else.
    #[error("key used for something else")]
    KeyReused,
    /// The same applicant has one open for the same person: its file, and when it was filed.
    #[error("filed already")]
    Already(Uuid, Timestamp),
    /// A document of it is none of ours, or another application's.
    #[error("documents")]
    Documents,
    /// The database did not do it.
    #[error(transparent)]
    Database(#[from] DbErr),
}

impl Store {
    /// Files it, on disk when this returns: a whole with all its parts, or nothing. With a key that filed the same before,
    /// answers what came of it.
    pub async fn file(&self, filing: &Filing<'_>) -> Result<Record, NotFiled> {
        let (file, now) = (Uuid::new_v4(), self.now());
        let is_whole = !filing.parts.is_empty();
        let mut rows = vec![Row { whole: is_whole.then_some(file), file, ..self.row(filing, now) }];
        rows.extend(filing.parts.iter().map(|part| Row { whole: Some(file), ..self.row(part, now) }));
        let transaction = self.begin().await?;
        if let Some((key, fingerprint)) = filing.key
            && !take_key(&transaction, key, fingerprint, file).await?
        {
            transaction.rollback().await?;
            return self.filed_with(key, fingerprint).await?.ok_or(NotFiled::KeyReused);
        }
        if let Some(open) = open_of_any(&transaction, &rows).await? {
            transaction.rollback().await?;
            return Err(already(&open));
        }
        match insert_all(&transaction, &rows).await {
            Ok(record) => {
                if !attach(&transaction, filing.documents, file).await? {
                    transaction.rollback().await?;
                    return Err(NotFiled::Documents);
                }
                transaction.commit().await?;
                self.prove(file, now).await?;
                if is_whole { Ok(self.find(file).await?.unwrap_or(record)) } else { Ok(record) }
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The row of one filing. A whole has nobody to itself: what a person has open is its parts.
    fn row<'a>(&self, filing: &'a Filing<'a>, filed: Timestamp) -> Row<'a> {
        let identity = filing.person.1.filter(|_| filing.parts.is_empty());
        let person = identity.map(|identity| self.person(filing.application.service, identity));
        Row { filing, file: Uuid::new_v4(), whole: None, person, filed, day: self.day(filed) }
    }

    /// What `key` did; `KeyReused` if that was something else than `fingerprint` says.
    pub async fn filed_with(&self, key: Uuid, fingerprint: Uuid) -> Result<Option<Record>, NotFiled> {
        match key::Entity::find_by_id(key).one(&self.db).await? {
            Some(row) if row.fingerprint == fingerprint => {
                let found = self.find(row.file).await?;
                if let Some(record) = &found {
                    self.prove(row.file, record.changed).await?;
                }
                Ok(found)
            }
            Some(_) => Err(NotFiled::KeyReused),
            None => Ok(None),
        }
    }
}

/// What is put in for one filing.
struct Row<'a> {
    filing: &'a Filing<'a>,
    file: Uuid,
    whole: Option<Uuid>,
    person: Option<Uuid>,
    filed: Timestamp,
    day: Date,
}

/// What an applicant has open, as they know it: of a part, the whole.
fn already(open: &application::Model) -> NotFiled {
    moment(open.filed).map_or_else(NotFiled::Database, |filed| NotFiled::Already(open.whole.unwrap_or(open.file), filed))
}

/// What the applicant has open already of the same as one of `rows`, unless they want it twice.
async fn open_of_any(db: &impl ConnectionTrait, rows: &[Row<'_>]) -> Result<Option<application::Model>, DbErr> {
    for Row { filing: Filing { application, .. }, person, .. } in rows {
        if let Some(person) = person.filter(|_| !application.again)
            && let Some(open) = open_of(db, person, application.applicant).await?
        {
            return Ok(Some(open));
        }
    }
    Ok(None)
}

/// Takes a key for what is done in this transaction; false if it was taken before.
pub(super) async fn take_key(db: &impl ConnectionTrait, key: Uuid, fingerprint: Uuid, file: Uuid) -> Result<bool, DbErr> {
    let row = key::ActiveModel { key: Set(key), fingerprint: Set(fingerprint), file: Set(file) };
    match key::Entity::insert(row).exec_without_returning(db).await {
        Ok(_) => Ok(true),
        Err(error) if Cause::of(&error) == Cause::Twice => Ok(false),
        Err(error) => Err(error),
    }
}

/// Puts all in; answers the first.
async fn insert_all(db: &impl ConnectionTrait, rows: &[Row<'_>]) -> Result<Record, DbErr> {
    let mut first = None;
    for row in rows {
        let record = insert(db, row).await?;
        first.get_or_insert(record);
    }
    first.ok_or_else(|| DbErr::RecordNotInserted)
}

/// Puts an application and its first step in. A part waits for its department: no staff has a task yet, no clock runs.
async fn insert(db: &impl ConnectionTrait, Row { filing, file, whole, person, filed: now, day }: &Row<'_>) -> Result<Record, DbErr> {
    let Filing { application, .. } = filing;
    let (is_whole, is_part) = (*whole == Some(*file), whole.is_some_and(|whole| whole != *file));
    let (now, day) = (*now, *day);
    let (bring, bring_by) = &filing.bring;
    let row = application::ActiveModel {
        file: Set(*file),
        receipt: Set(None),
        service: Set(application.service),
        service_name: Set(json(filing.service_name)?),
        form: Set(application.form),
        applicant: Set(application.applicant),
        agent: Set(application.agent.as_ref().map(json).transpose()?),
        answers: Set(json(&application.answers)?),
        filed: Set(now.as_microsecond()),
        stage: Set(Stage::Received.name().to_owned()),
        changed: Set(now.as_microsecond()),
        holder: Set(Some(json(filing.holder)?)),
        promised: Set(promise(day, filing.promised_days.filter(|_| whole.is_none()))),
        promised_days: Set(filing.promised_days.map(i32::from)),
        demo: Set(filing.demo),
        mediator: Set(filing.mediator.clone()),
        handling: Set(word(&filing.handling)?),
        manner: Set(word(&filing.manner)?),
        applicant_name: Set(filing.person.0.map(|name| name.expose().to_owned())),
        handout: Set(application.handout.as_ref().map(json).transpose()?),
        bring: Set((!bring.is_empty()).then(|| json(bring)).transpose()?),
        bring_by: Set(bring_by.map(|day| day.to_string())),
        documents: Set((!filing.documents.is_empty()).then(|| json(&filing.documents)).transpose()?),
        person: Set(*person),
        task: Set(whole.is_none().then(Uuid::new_v4)),
        received: Set(now.as_microsecond()),
        whole: Set(*whole),
        department: Set(is_part.then(|| json(filing.holder)).transpose()?),
        tries: Set(0),
        due: Set(is_part.then(|| now.as_microsecond())),
        ..Default::default()
    };
    let mut row = row.insert(db).await?;
    row.receipt = (!is_part).then(|| receipt(day, row.serial));
    row.number = (!is_whole).then(|| number(day, filing, row.serial));
    let numbered = application::ActiveModel { receipt: Set(row.receipt), number: Set(row.number.clone()), ..Default::default() };
    application::Entity::update_many().set(numbered).filter(application::Column::Serial.eq(row.serial)).exec(db).await?;
    let first = insert_step(db, row.serial, Stage::Received, now, None).await?;
    record(row, vec![first], Rated::default())
}

/// The receipt number before its check digit: two digits of the year, three of the day, six of the serial.
/// No two are the same up to a million filings a day; the database holds that too.
pub(super) fn receipt(day: Date, serial: i64) -> i64 {
    let (year, of_year) = (i64::from(day.year()) % 100, i64::from(day.day_of_year()));
    (year * 1000 + of_year) * 1_000_000 + serial.rem_euclid(1_000_000)
}

/// The department's own number, 19 digits: eight of the day, four of region and department, seven of the serial.
fn number(day: Date, filing: &Filing<'_>, serial: i64) -> String {
    let day = day.strftime("%Y%m%d").to_string();
    let office = format!("{}/{}", filing.region, filing.holder.zh_cn);
    let office = Uuid::new_v5(&crate::domain::service::NAMESPACE, office.as_bytes()).as_u128() % 10_000;
    format!("{day}{office:04}{:07}", serial.rem_euclid(10_000_000))
}

/// Until an office accepts it, an application counts as accepted on the day it was received.
pub(super) fn promise(from: Date, days: Option<u16>) -> Option<String> {
    days.map(|days| workday::after(from, days).to_string())
}
