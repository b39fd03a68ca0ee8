//! A filed application as it is kept, and the ways to look it up.

use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, Order, QueryFilter, QueryOrder, QuerySelect, Select};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

use super::Store;
use super::entity::{application, rating, step};
use crate::domain::application::{Agent, Matter, Occasion, Rated, ReceiptNumber, Stage, Step};

/// As many are told to be the same at most.
const SAME: u64 = 100;

/// A filed application as it is kept, with its answers: who may see them is not known here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What its owner follows.
    pub matter: Matter,
    /// Whose.
    pub applicant: Uuid,
    /// By which form.
    pub form: Uuid,
    /// Where its documents are.
    pub documents: Vec<String>,
    /// The open task of staff.
    pub task: Option<Uuid>,
    /// Since when it is as it is. No two states of it have the same.
    pub changed: Timestamp,
    /// The row.
    pub(super) serial: i64,
    /// When it was received last.
    pub(super) received: Timestamp,
    /// On which day its clock came to stand still.
    pub(super) stopped: Option<Date>,
    /// Working days promised.
    pub(super) promised_days: Option<u16>,
    /// Who it is for and what, hashed.
    pub(super) person: Option<Uuid>,
    /// The file of the whole it belongs to: its own, if it is one.
    pub(super) whole: Option<Uuid>,
    /// Whether it is a part that its department has not taken yet.
    pub(super) waits: bool,
}

impl Store {
    /// The files of the other open applications for the same person and service, whoever filed them: for staff alone.
    pub async fn same(&self, record: &Record) -> Result<Vec<Uuid>, DbErr> {
        let Some(person) = record.person else { return Ok(Vec::new()) };
        let others = open_for(person).filter(application::Column::Serial.ne(record.serial)).limit(SAME);
        Ok(others.all(&self.db).await?.into_iter().map(|row| row.file).collect())
    }
}

impl Record {
    /// Whether it is moved by itself: a whole moves with its parts, and a part once its department has taken it.
    pub fn moves(&self) -> bool {
        !self.waits && self.matter.parts.is_empty()
    }
}

/// Which applications are asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Page {
    /// Of this applicant.
    pub applicant: Option<Uuid>,
    /// Of this service.
    pub service: Option<Uuid>,
    /// This one alone.
    pub file: Option<Uuid>,
    /// Those alone that have an open task, in this order.
    pub tasks: Option<TaskOrder>,
    /// Oldest first rather than newest first.
    pub oldest_first: bool,
    /// How many to leave out.
    pub first: u64,
    /// How many at most.
    pub most: u64,
}

/// In which order open tasks are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskOrder {
    /// By when each was opened.
    Created,
    /// By the promised day.
    DueDate,
    /// By its id.
    Id,
}

impl Store {
    /// The application `file`.
    pub async fn find(&self, file: Uuid) -> Result<Option<Record>, DbErr> {
        self.one(application::Column::File.eq(file)).await
    }

    /// The application whose open task is `task`.
    pub async fn find_task(&self, task: Uuid) -> Result<Option<Record>, DbErr> {
        self.one(application::Column::Task.eq(task)).await
    }

    /// The one application `condition` is true of.
    pub(super) async fn one(&self, condition: sea_orm::sea_query::SimpleExpr) -> Result<Option<Record>, DbErr> {
        let (found, lost) = self.rows(application::Entity::find().filter(condition), "serial").await?;
        let there = !found.is_empty() || !lost.is_empty();
        match self.whole(found).await?.pop() {
            // It is there: nobody is told that it is not.
            None if there => Err(DbErr::Type("unreadable".to_owned())),
            found => Ok(found),
        }
    }

    /// The applications of `page`.
    pub async fn list(&self, page: Page) -> Result<Vec<Record>, DbErr> {
        let (found, _) = self.rows(wanted(page), "serial").await?;
        self.whole(found).await
    }

    /// Rows with their steps and ratings, wholes with their parts, without those that cannot be read.
    pub(super) async fn whole(&self, found: Vec<application::Model>) -> Result<Vec<Record>, DbErr> {
        if found.is_empty() {
            return Ok(Vec::new());
        }
        let serials: Vec<i64> = found.iter().map(|row| row.serial).collect();
        let steps = step::Entity::find().filter(step::Column::Application.is_in(serials.clone())).order_by_asc(step::Column::Id);
        let (steps, lost) = self.rows(steps, "application").await?;
        let ratings = rating::Entity::find().filter(rating::Column::Application.is_in(serials)).all(&self.db).await?;
        let mut records = Vec::with_capacity(found.len());
        for row in found.into_iter().filter(|row| !lost.contains(&row.serial)) {
            let serial = row.serial;
            let own = steps.iter().filter(|step| step.application == serial).cloned().collect();
            let rated = rated(ratings.iter().filter(|rating| rating.application == serial));
            match rated.and_then(|rated| record(row, own, rated)) {
                Ok(record) => {
                    self.was_read(serial);
                    records.push(record);
                }
                Err(why) => self.left_out(serial, &why),
            }
        }
        self.join(&mut records).await?;
        Ok(records)
    }
}

/// The query behind `page`.
pub(super) fn wanted(page: Page) -> sea_orm::Select<application::Entity> {
    use application::Column;
    let mut query = application::Entity::find();
    for (column, id) in [(Column::Applicant, page.applicant), (Column::Service, page.service), (Column::File, page.file)] {
        if let Some(id) = id {
            query = query.filter(column.eq(id));
        }
    }
    // A part stands in its whole.
    if page.applicant.is_some() {
        query = query.filter(Column::Whole.is_null().or(Expr::col(Column::Whole).equals(Column::File)));
    }
    let order = if page.oldest_first { Order::Asc } else { Order::Desc };
    let column = match page.tasks {
        None => Column::Serial,
        Some(by) => {
            query = query.filter(Column::Task.is_not_null());
            match by {
                TaskOrder::Created => Column::Changed,
                TaskOrder::DueDate => Column::Promised,
                TaskOrder::Id => Column::Task,
            }
        }
    };
    query.order_by(column, order).offset(page.first).limit(page.most)
}

fn rated<'a>(rows: impl Iterator<Item = &'a rating::Model>) -> Result<Rated, DbErr> {
    let mut rated = Rated::default();
    for row in rows {
        let level = Some(read(Value::from(row.level.as_str()))?);
        match read(Value::from(row.occasion.as_str()))? {
            Occasion::Filed => rated.filed = level,
            Occasion::Completed => rated.completed = level,
        }
    }
    Ok(rated)
}

/// A row and what belongs to it as a record.
pub(super) fn record(row: application::Model, steps: Vec<step::Model>, rated: Rated) -> Result<Record, DbErr> {
    let steps = steps
        .into_iter()
        .map(|row| Ok(Step { stage: stage(&row.stage)?, at: moment(row.at)?, note: row.note.map(read).transpose()? }))
        .collect::<Result<_, DbErr>>()?;
    let receipt = receipt(&row);
    let agent: Option<Agent> = row.agent.map(read).transpose()?;
    let waits = row.due.is_some();
    let matter = Matter {
        // The catalogue's to say: `applications::answer`.
        private: false,
        file: row.file,
        receipt,
        number: row.number.filter(|_| !waits),
        service: row.service,
        service_name: read(row.service_name)?,
        handling: read(Value::from(row.handling))?,
        manner: read(Value::from(row.manner))?,
        form: Some(row.form),
        applicant: row.applicant_name,
        agent: agent.map(|agent| agent.name),
        filed: moment(row.filed)?,
        stage: stage(&row.stage)?,
        holder: row.holder.map(read).transpose()?,
        promised: day(row.promised)?,
        bring: row.bring.map(read).transpose()?.unwrap_or_default(),
        bring_by: day(row.bring_by)?,
        handout: row.handout.map(read).transpose()?,
        demand: row.demand.map(read).transpose()?,
        answers: read(row.answers)?,
        refusal: row.refusal.map(read).transpose()?,
        rated,
        steps,
        parts: Vec::new(),
        whole: row.whole.filter(|whole| *whole != row.file),
        demo: row.demo,
    };
    Ok(Record {
        matter,
        applicant: row.applicant,
        form: row.form,
        documents: row.documents.map(read).transpose()?.unwrap_or_default(),
        task: row.task,
        changed: moment(row.changed)?,
        serial: row.serial,
        received: moment(row.received)?,
        stopped: day(row.stopped)?,
        promised_days: row.promised_days.and_then(|days| u16::try_from(days).ok()),
        person: row.person,
        whole: row.whole,
        waits,
    })
}

/// The number of a row, if it has one.
pub(super) fn receipt(row: &application::Model) -> Option<ReceiptNumber> {
    row.receipt.and_then(|number| u64::try_from(number).ok()).and_then(ReceiptNumber::new)
}

/// The open applications for `person`, newest first: each waits for staff, or for its department to take it.
fn open_for(person: Uuid) -> Select<application::Entity> {
    application::Entity::find()
        .filter(application::Column::Person.eq(person))
        .filter(application::Column::Task.is_not_null().or(application::Column::Due.is_not_null()))
        .order_by_desc(application::Column::Serial)
}

/// The last open application for `person` that this applicant filed.
pub(super) async fn open_of(db: &impl ConnectionTrait, person: Uuid, applicant: Uuid) -> Result<Option<application::Model>, DbErr> {
    open_for(person).filter(application::Column::Applicant.eq(applicant)).one(db).await
}

/// As it stands in a column.
pub(super) fn json(value: &impl Serialize) -> Result<Value, DbErr> {
    serde_json::to_value(value).map_err(|error| DbErr::Json(error.to_string()))
}

/// The one word `value` is on the wire.
pub(super) fn word(value: &impl Serialize) -> Result<String, DbErr> {
    match json(value)? {
        Value::String(word) => Ok(word),
        _ => Err(DbErr::Json("no word".to_owned())),
    }
}

/// What stands in a column.
pub(super) fn read<T: DeserializeOwned>(value: Value) -> Result<T, DbErr> {
    // What serde says may quote an answer.
    serde_json::from_value(value).map_err(|_| DbErr::Json(std::any::type_name::<T>().to_owned()))
}

/// A moment as it is kept.
pub(super) fn moment(microseconds: i64) -> Result<Timestamp, DbErr> {
    Timestamp::from_microsecond(microseconds).map_err(|error| DbErr::Type(error.to_string()))
}

fn day(text: Option<String>) -> Result<Option<Date>, DbErr> {
    text.map(|text| text.parse().map_err(|error: jiff::Error| DbErr::Type(error.to_string()))).transpose()
}

fn stage(name: &str) -> Result<Stage, DbErr> {
    Stage::named(name).ok_or_else(|| DbErr::Type(format!("stage {name}")))
}
