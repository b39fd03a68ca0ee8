//! A whole (一件事) and its parts: how the whole stands, and which parts wait for their department.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use sea_orm::{ColumnTrait, DbErr, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::Store;
use super::act::after;
use super::entity::{application, step};
use super::filing::promise;
use super::record::{Record, read, record};
use crate::backend::office::Handed;
use crate::domain::application::{Matter, Part, Rated, Stage, steps};
use crate::domain::service::Material;

/// The pause after the first try; each further one is twice as long.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_secs(30);
/// The longest pause.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(1);
/// As many are handed over in one go.
const AT_ONCE: u64 = 100;

/// A part that its department has not taken yet.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// As it is handed over.
    pub handed: Handed,
    serial: i64,
    changed: Timestamp,
    promised_days: Option<u16>,
    tries: i32,
    due: Option<i64>,
}

impl Store {
    /// The parts of `whole` that wait, whenever their turn is.
    pub async fn waiting(&self, whole: Uuid) -> Result<Vec<Waiting>, DbErr> {
        self.wait(application::Column::Whole.eq(whole).and(application::Column::Due.is_not_null())).await
    }

    /// The parts whose turn it is at `now`, and those whose turn was set further ahead than any pause: the clock was ahead.
    pub async fn due(&self, now: Timestamp) -> Result<Vec<Waiting>, DbErr> {
        let ahead = now.checked_add(LONGEST_PAUSE).unwrap_or(Timestamp::MAX);
        let due = application::Column::Due.lte(now.as_microsecond());
        self.wait(due.or(application::Column::Due.gt(ahead.as_microsecond()))).await
    }

    async fn wait(&self, condition: sea_orm::sea_query::SimpleExpr) -> Result<Vec<Waiting>, DbErr> {
        let found = application::Entity::find().filter(condition).order_by_asc(application::Column::Due).limit(AT_ONCE);
        let (found, _) = self.rows(found, "serial").await?;
        let mut waiting = Vec::with_capacity(found.len());
        for record in self.whole(found.clone()).await? {
            let Some(row) = found.iter().find(|row| row.serial == record.serial).cloned() else { continue };
            let department = row.department.map(read).transpose()?.unwrap_or_default();
            waiting.push(Waiting {
                handed: Handed { department, matter: Matter { number: row.number, ..record.matter } },
                serial: row.serial,
                changed: record.changed,
                promised_days: record.promised_days,
                tries: row.tries,
                due: row.due,
            });
        }
        Ok(waiting)
    }

    /// Takes the turn of a part at `now`; false if somebody else has it. Should nothing come of it, even because this
    /// process is killed, the next turn is after a pause.
    pub async fn take_turn(&self, part: &Waiting, now: Timestamp) -> Result<bool, DbErr> {
        let pause = (0..part.tries).try_fold(FIRST_PAUSE, |pause, _| Some(pause + pause).filter(|pause| *pause < LONGEST_PAUSE));
        let next = now.checked_add(pause.unwrap_or(LONGEST_PAUSE)).unwrap_or(now);
        let change = application::ActiveModel {
            tries: Set(part.tries.saturating_add(1)),
            due: Set(Some(next.as_microsecond())),
            ..Default::default()
        };
        let taken = application::Entity::update_many().set(change).filter(application::Column::Serial.eq(part.serial));
        Ok(taken.filter(application::Column::Due.eq(part.due)).exec(&self.db).await?.rows_affected == 1)
    }

    /// Writes down that the department took a part at `now`, under its `number`: from then on it counts as received there.
    pub async fn taken(&self, part: &Waiting, number: &str, now: Timestamp) -> Result<(), DbErr> {
        let at = after(part.changed, now);
        let change = application::ActiveModel {
            number: Set(Some(number.to_owned()).filter(|number| !number.is_empty())),
            due: Set(None),
            task: Set(Some(Uuid::new_v4())),
            received: Set(at.as_microsecond()),
            changed: Set(at.as_microsecond()),
            promised: Set(promise(self.day(at), part.promised_days)),
            ..Default::default()
        };
        let once = application::Entity::update_many().set(change).filter(application::Column::Serial.eq(part.serial));
        once.filter(application::Column::Due.is_not_null()).exec(&self.db).await.map(drop)
    }

    /// Tells wholes by their parts, and parts the number their owner knows. A whole with a part that cannot be read is left
    /// out: how it stands nobody could say.
    pub(super) async fn join(&self, records: &mut Vec<Record>) -> Result<(), DbErr> {
        let wholes: Vec<Uuid> = records.iter().filter_map(|record| record.whole).collect();
        if wholes.is_empty() {
            return Ok(());
        }
        let rows = application::Entity::find().filter(application::Column::Whole.is_in(wholes));
        let (rows, lost) = self.rows(rows.order_by_asc(application::Column::Serial), "serial").await?;
        let serials = rows.iter().map(|row| row.serial);
        let steps = step::Entity::find().filter(step::Column::Application.is_in(serials)).order_by_asc(step::Column::Id);
        let (steps, without) = self.rows(steps, "application").await?;
        let mut untold = BTreeSet::new();
        for joined in records.iter_mut().filter(|record| record.whole.is_some()) {
            let (mut family, mut parts) = (rows.iter().filter(|row| row.whole == joined.whole), Vec::new());
            if joined.matter.whole.is_some() {
                joined.matter.receipt = family.find(|row| row.whole == Some(row.file)).and_then(super::record::receipt);
                continue;
            }
            let mut whole = lost.is_empty();
            for row in family.filter(|row| row.file != joined.matter.file) {
                let own = steps.iter().filter(|step| step.application == row.serial).cloned().collect();
                match record(row.clone(), own, Rated::default()) {
                    Ok(part) => parts.push((part, row)),
                    Err(why) => self.left_out(row.serial, &why),
                }
                whole &= parts.last().is_some_and(|(_, last)| last.serial == row.serial) && !without.contains(&row.serial);
            }
            if !whole || follow(&mut joined.matter, parts).is_err() {
                untold.insert(joined.serial);
            }
        }
        records.retain(|record| !untold.contains(&record.serial));
        Ok(())
    }
}

/// Tells a whole by its parts.
fn follow(whole: &mut Matter, parts: Vec<(Record, &application::Model)>) -> Result<(), DbErr> {
    let stages: Vec<Stage> = parts.iter().map(|(part, _)| part.matter.stage).collect();
    let trails: Vec<_> = parts.iter().map(|(part, _)| &part.matter.steps[..]).collect();
    whole.stage = Stage::of_parts(&stages).unwrap_or(whole.stage);
    whole.steps = steps(&trails);
    whole.holder = whole.holder.take().filter(|_| !whole.stage.ended());
    whole.promised = parts.iter().filter_map(|(part, _)| part.matter.promised).max();
    whole.bring = Material::together(parts.iter().flat_map(|(part, _)| part.matter.bring.iter().cloned()));
    whole.bring_by = parts.iter().filter_map(|(part, _)| part.matter.bring_by).min();
    for (Record { matter, waits, .. }, row) in parts {
        whole.parts.push(Part {
            file: matter.file,
            service: matter.service,
            name: matter.service_name,
            department: row.department.clone().map(read).transpose()?.unwrap_or_default(),
            stage: (!waits).then_some(matter.stage),
            number: matter.number,
            private: false,
        });
    }
    Ok(())
}
