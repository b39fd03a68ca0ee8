//! Filing an application once, reading it back, moving it on.

use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::prelude::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, Set, TransactionTrait,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::Store;
use super::entity::{application, key, step};
use crate::backend::error::Cause;
use crate::domain::application::{Answers, Application, Matter, Rated, ReceiptNumber, Stage, Step};
use crate::domain::service::{Handling, Manner};
use crate::domain::text::LocalText;
use crate::domain::workday;

/// What is to be filed.
pub struct Filing<'a> {
    /// The application, checked.
    pub application: &'a Application,
    /// The name of its service.
    pub service_name: &'a LocalText,
    /// Who gets it.
    pub holder: &'a LocalText,
    /// Working days promised.
    pub promised_days: Option<u16>,
    /// Whether the built-in clerk may move it.
    pub demo: bool,
    /// The header `Information-Mediator-Client`.
    pub mediator: Option<String>,
    /// The key and the fingerprint of what was sent with it.
    pub key: Option<(Uuid, Uuid)>,
}

/// Why it was not filed.
#[derive(Debug, thiserror::Error)]
pub enum NotFiled {
    /// The key was used for something else.
    #[error("key used for something else")]
    KeyReused,
    /// The database did not do it.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// A filed application as it is kept, without its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What its owner follows.
    pub matter: Matter,
    /// Whose.
    pub applicant: Uuid,
    /// By which form.
    pub form: Uuid,
}

/// Which applications are asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Page {
    /// Of this applicant.
    pub applicant: Option<Uuid>,
    /// Of this service.
    pub service: Option<Uuid>,
    /// Oldest first rather than newest first.
    pub oldest_first: bool,
    /// How many to leave out.
    pub first: u64,
    /// How many at most.
    pub most: u64,
}

impl Store {
    /// Files it, on disk when this returns. With a key that filed the same before, answers what came of it.
    pub async fn file(&self, filing: &Filing<'_>) -> Result<Record, NotFiled> {
        let file = Uuid::new_v4();
        let transaction = self.db.begin().await?;
        if let Some((key, fingerprint)) = filing.key {
            let row = key::ActiveModel { key: Set(key), fingerprint: Set(fingerprint), file: Set(file) };
            match key::Entity::insert(row).exec_without_returning(&transaction).await {
                Ok(_) => {}
                Err(error) if Cause::of(&error) == Cause::Twice => {
                    transaction.rollback().await?;
                    return self.filed_with(key, fingerprint).await?.ok_or(NotFiled::KeyReused);
                }
                Err(error) => return Err(error.into()),
            }
        }
        let (row, first) = insert(&transaction, filing, file).await?;
        transaction.commit().await?;
        Ok(record(row, vec![first])?)
    }

    /// What `key` filed; `KeyReused` if that was something else than `fingerprint` says.
    pub async fn filed_with(&self, key: Uuid, fingerprint: Uuid) -> Result<Option<Record>, NotFiled> {
        match key::Entity::find_by_id(key).one(&self.db).await? {
            Some(row) if row.fingerprint == fingerprint => Ok(self.find(row.file).await?),
            Some(_) => Err(NotFiled::KeyReused),
            None => Ok(None),
        }
    }

    /// The application `file`.
    pub async fn find(&self, file: Uuid) -> Result<Option<Record>, DbErr> {
        let found = application::Entity::find().filter(application::Column::File.eq(file)).all(&self.db).await?;
        Ok(self.with_steps(found).await?.pop())
    }

    /// The applications of `page`.
    pub async fn list(&self, page: Page) -> Result<Vec<Record>, DbErr> {
        let mut query = application::Entity::find();
        if let Some(applicant) = page.applicant {
            query = query.filter(application::Column::Applicant.eq(applicant));
        }
        if let Some(service) = page.service {
            query = query.filter(application::Column::Service.eq(service));
        }
        let order = if page.oldest_first { Order::Asc } else { Order::Desc };
        let found = query.order_by(application::Column::Serial, order).offset(page.first).limit(page.most).all(&self.db).await?;
        self.with_steps(found).await
    }

    /// Moves every demonstration that has not moved since `before` one stage on; says how many.
    pub async fn advance(&self, before: Timestamp, note: impl Fn(Stage) -> Option<LocalText>) -> Result<usize, DbErr> {
        let open = application::Entity::find()
            .filter(application::Column::Demo.eq(true))
            .filter(application::Column::Changed.lte(before.as_microsecond()))
            .filter(application::Column::Stage.is_in(Stage::USUAL.iter().filter(|stage| !stage.ended()).map(|stage| stage.name())))
            .order_by_asc(application::Column::Serial)
            .limit(100)
            .all(&self.db)
            .await?;
        let moved = open.len();
        for row in open {
            let next = Stage::USUAL.windows(2).find(|pair| pair[0].name() == row.stage).map(|pair| pair[1]);
            if let Some(next) = next {
                self.step(row, next, note(next)).await?;
            }
        }
        Ok(moved)
    }

    /// Moves one application to `stage`, unless somebody else moved it meanwhile.
    async fn step(&self, row: application::Model, stage: Stage, note: Option<LocalText>) -> Result<(), DbErr> {
        let now = Timestamp::now();
        let mut change =
            application::ActiveModel { stage: Set(stage.name().to_owned()), changed: Set(now.as_microsecond()), ..Default::default() };
        if stage == Stage::Accepted {
            change.promised = Set(promise(now, row.promised_days.and_then(|days| u16::try_from(days).ok())).map(|date| date.to_string()));
        }
        if stage.ended() {
            change.holder = Set(None);
        }
        let transaction = self.db.begin().await?;
        let moved = application::Entity::update_many()
            .set(change)
            .filter(application::Column::Serial.eq(row.serial))
            .filter(application::Column::Stage.eq(row.stage))
            .exec(&transaction)
            .await?;
        if moved.rows_affected == 1 {
            insert_step(&transaction, row.serial, stage, now, note.as_ref()).await?;
        }
        transaction.commit().await
    }

    async fn with_steps(&self, found: Vec<application::Model>) -> Result<Vec<Record>, DbErr> {
        let serials = found.iter().map(|row| row.serial);
        let steps =
            step::Entity::find().filter(step::Column::Application.is_in(serials)).order_by_asc(step::Column::Id).all(&self.db).await?;
        let mut records = Vec::with_capacity(found.len());
        for row in found {
            let own = steps.iter().filter(|step| step.application == row.serial).cloned().collect();
            records.push(record(row, own)?);
        }
        Ok(records)
    }
}

/// Puts an application and its first step in.
async fn insert(db: &impl ConnectionTrait, filing: &Filing<'_>, file: Uuid) -> Result<(application::Model, step::Model), DbErr> {
    let Filing { application, .. } = filing;
    let now = Timestamp::now();
    let row = application::ActiveModel {
        file: Set(file),
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
        promised: Set(promise(now, filing.promised_days).map(|date| date.to_string())),
        promised_days: Set(filing.promised_days.map(i32::from)),
        demo: Set(filing.demo),
        mediator: Set(filing.mediator.clone()),
        ..Default::default()
    };
    let mut row = row.insert(db).await?;
    let receipt = receipt(now, row.serial);
    row.receipt = Some(receipt);
    application::Entity::update_many()
        .col_expr(application::Column::Receipt, Expr::value(receipt))
        .filter(application::Column::Serial.eq(row.serial))
        .exec(db)
        .await?;
    let first = insert_step(db, row.serial, Stage::Received, now, None).await?;
    Ok((row, first))
}

async fn insert_step(
    db: &impl ConnectionTrait,
    serial: i64,
    stage: Stage,
    at: Timestamp,
    note: Option<&LocalText>,
) -> Result<step::Model, DbErr> {
    let row = step::ActiveModel {
        application: Set(serial),
        stage: Set(stage.name().to_owned()),
        at: Set(at.as_microsecond()),
        note: Set(note.map(json).transpose()?),
        ..Default::default()
    };
    row.insert(db).await
}

/// The receipt number before its check digit: two digits of the year, three of the day, six of the serial.
/// No two are the same up to a million filings a day; the database holds that too.
pub(super) fn receipt(filed: Timestamp, serial: i64) -> i64 {
    let day = workday::day(filed);
    let (year, of_year) = (i64::from(day.year()) % 100, i64::from(day.day_of_year()));
    (year * 1000 + of_year) * 1_000_000 + serial.rem_euclid(1_000_000)
}

/// Until an office accepts it, an application counts as accepted on the day it was received.
fn promise(from: Timestamp, days: Option<u16>) -> Option<Date> {
    days.map(|days| workday::after(workday::day(from), days))
}

fn json(value: &impl Serialize) -> Result<serde_json::Value, DbErr> {
    serde_json::to_value(value).map_err(|error| DbErr::Json(error.to_string()))
}

fn read<T: DeserializeOwned>(value: serde_json::Value) -> Result<T, DbErr> {
    serde_json::from_value(value).map_err(|error| DbErr::Json(error.to_string()))
}

fn moment(microseconds: i64) -> Result<Timestamp, DbErr> {
    Timestamp::from_microsecond(microseconds).map_err(|error| DbErr::Type(error.to_string()))
}

fn stage(name: &str) -> Result<Stage, DbErr> {
    Stage::named(name).ok_or_else(|| DbErr::Type(format!("stage {name}")))
}

fn record(row: application::Model, steps: Vec<step::Model>) -> Result<Record, DbErr> {
    let steps = steps
        .into_iter()
        .map(|row| Ok(Step { stage: stage(&row.stage)?, at: moment(row.at)?, note: row.note.map(read).transpose()? }))
        .collect::<Result<_, DbErr>>()?;
    let matter = Matter {
        file: row.file,
        receipt: row.receipt.and_then(|number| u64::try_from(number).ok()).and_then(ReceiptNumber::new),
        service: row.service,
        service_name: read(row.service_name)?,
        filed: moment(row.filed)?,
        stage: stage(&row.stage)?,
        holder: row.holder.map(read).transpose()?,
        number: None,
        handling: Handling::Full,
        manner: Manner::Plain,
        form: Some(row.form),
        applicant: None,
        agent: None,
        bring: Vec::new(),
        bring_by: None,
        handout: None,
        demand: None,
        answers: Answers::new(),
        refusal: None,
        rated: Rated::default(),
        promised: row.promised.map(|date| date.parse().map_err(|error: jiff::Error| DbErr::Type(error.to_string()))).transpose()?,
        steps,
        demo: row.demo,
    };
    Ok(Record { matter, applicant: row.applicant, form: row.form })
}
