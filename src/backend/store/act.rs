//! Moving an application on: by the table of [`RULES`], in one transaction, and only from where it was seen.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::Store;
use super::documents::attach;
use super::entity::{application, step};
use super::filing::{NotFiled, promise, take_key};
use super::record::{Record, json};
use crate::domain::application::{Act, Actor, Answers, Clock, Demand, RULES, Refusal, Rule, Stage};
use crate::domain::secret::Secret;
use crate::domain::service::Material;
use crate::domain::text::LocalText;
use crate::domain::workday;

/// An application not answered in so many working days counts as accepted (行政许可法 32).
const ANSWERED_IN: u16 = 5;
/// As many are moved in one go.
const AT_ONCE: u64 = 100;

/// What goes with an act.
#[derive(Default)]
pub struct What {
    /// What is said with it.
    pub note: Option<LocalText>,
    /// What its owner is asked for.
    pub demand: Option<Demand>,
    /// Why not.
    pub refusal: Option<Refusal>,
    /// What may be brought later, and until when.
    pub bring: Option<(Vec<Material>, Option<Date>)>,
    /// The answers as they are now.
    pub mended: Option<Mended>,
    /// The key it was sent with, and the fingerprint of what was sent.
    pub key: Option<(Uuid, Uuid)>,
}

/// All answers after some were mended.
#[derive(Default)]
pub struct Mended {
    /// The answers.
    pub answers: Answers,
    /// The form they were checked by.
    pub form: Uuid,
    /// Where all its documents are.
    pub documents: Vec<String>,
    /// The name and the identity number of whom it is for.
    pub person: (Option<Secret>, Option<Secret>),
}

/// Why it was not moved.
#[derive(Debug, thiserror::Error)]
pub enum NotDone {
    /// The table does not know this act at this stage, by this actor.
    #[error("not at this stage")]
    TooLate,
    /// Somebody else changed it since it was seen.
    #[error("changed meanwhile")]
    Overtaken,
    /// The key was used for something else.
    #[error("key used for something else")]
    KeyReused,
    /// A document of it is none of ours, or another application's.
    #[error("documents")]
    Documents,
    /// The database did not do it.
    #[error(transparent)]
    Database(#[from] DbErr),
}

impl Store {
    /// Does `act` to the application as it was `seen`, on disk when this returns. With a key that did the same
    /// before, answers what came of it.
    pub async fn act(&self, seen: &Record, act: Act, by: Actor, what: What) -> Result<Record, NotDone> {
        self.act_at(seen, act, by, what, self.now()).await
    }

    /// As [`Self::act`], at `now`.
    pub(super) async fn act_at(&self, seen: &Record, act: Act, by: Actor, what: What, now: Timestamp) -> Result<Record, NotDone> {
        let rule = seen.matter.stage.after(act).filter(|rule| rule.by == by && seen.moves()).ok_or(NotDone::TooLate)?;
        let at = after(seen.changed, now);
        let change = self.change(seen, rule, &what, at)?;
        self.write(seen, change, (rule.to, at), what).await
    }

    /// Changes the answers of an open application without moving it.
    pub async fn amend(&self, seen: &Record, what: What) -> Result<Record, NotDone> {
        if seen.matter.stage.ended() || !seen.moves() {
            return Err(NotDone::TooLate);
        }
        let at = after(seen.changed, self.now());
        let change = application::ActiveModel { changed: Set(at.as_microsecond()), ..Default::default() };
        self.write(seen, change, (seen.matter.stage, at), what).await
    }

    /// Counts as accepted what nobody answered in time; says how many.
    pub async fn sweep(&self, now: Timestamp) -> Result<usize, DbErr> {
        let today = self.day(now);
        let Ok(before) = now.checked_sub(SignedDuration::from_hours(24 * i64::from(ANSWERED_IN))) else { return Ok(0) };
        self.find_unknown_stages().await?;
        let mut accepted = 0;
        let mut from = 0;
        loop {
            let silent = application::Entity::find()
                .filter(application::Column::Stage.eq(Stage::Received.name()))
                .filter(application::Column::Received.lte(before.as_microsecond()))
                .filter(application::Column::Task.is_not_null())
                .filter(application::Column::Serial.gt(from))
                .order_by_asc(application::Column::Serial)
                .limit(AT_ONCE);
            let (silent, lost) = self.rows(silent, "serial").await?;
            let Some(last) = silent.iter().map(|row| row.serial).chain(lost).max() else { return Ok(accepted) };
            from = last;
            for seen in self.whole(silent).await? {
                if workday::after(self.day(seen.received), ANSWERED_IN) < today {
                    accepted += self.done(&seen, Act::DeemAccepted, Actor::Time, What::default(), now).await?;
                }
            }
        }
    }

    /// Moves every demonstration that has not moved since `before` one stage on, as staff would; says how many.
    pub async fn advance(&self, before: Timestamp, note: impl Fn(Stage) -> Option<LocalText>) -> Result<usize, DbErr> {
        let open = application::Entity::find()
            .filter(application::Column::Demo.eq(true))
            .filter(application::Column::Task.is_not_null())
            .filter(application::Column::Changed.lte(before.as_microsecond()))
            .filter(application::Column::Stage.is_in(Stage::USUAL.map(Stage::name)))
            .order_by_asc(application::Column::Changed)
            .limit(AT_ONCE);
        let mut moved = 0;
        let (open, _) = self.rows(open, "serial").await?;
        for seen in self.whole(open).await? {
            let next = Stage::USUAL.windows(2).find(|pair| pair[0] == seen.matter.stage).map(|pair| pair[1]);
            let usual = |rule: &&Rule| rule.by == Actor::Staff && rule.from.contains(&seen.matter.stage) && Some(rule.to) == next;
            let Some(rule) = RULES.iter().find(usual) else { continue };
            let what = What { note: note(rule.to), ..What::default() };
            moved += self.done(&seen, rule.act, Actor::Staff, what, self.now()).await?;
        }
        Ok(moved)
    }

    /// Does `act`, unless somebody was quicker; says how many were moved.
    async fn done(&self, seen: &Record, act: Act, by: Actor, what: What, now: Timestamp) -> Result<usize, DbErr> {
        match self.act_at(seen, act, by, what, now).await {
            Ok(_) => Ok(1),
            Err(NotDone::Database(error)) => Err(error),
            Err(_) => Ok(0),
        }
    }

    /// Writes a change and its step, if the application is still as it was seen.
    async fn write(
        &self,
        seen: &Record,
        mut change: application::ActiveModel,
        (stage, at): (Stage, Timestamp),
        what: What,
    ) -> Result<Record, NotDone> {
        if let Some(mended) = &what.mended {
            self.mend(seen, &mut change, mended)?;
        }
        let transaction = self.begin().await?;
        if let Some((key, fingerprint)) = what.key
            && !take_key(&transaction, key, fingerprint, seen.matter.file).await?
        {
            transaction.rollback().await?;
            return match self.filed_with(key, fingerprint).await {
                Ok(Some(record)) => Ok(record),
                Err(NotFiled::Database(error)) => Err(error.into()),
                _ => Err(NotDone::KeyReused),
            };
        }
        let moved = application::Entity::update_many()
            .set(change)
            .filter(application::Column::Serial.eq(seen.serial))
            .filter(application::Column::Stage.eq(seen.matter.stage.name()))
            .filter(application::Column::Changed.eq(seen.changed.as_microsecond()))
            .exec(&transaction)
            .await?;
        if moved.rows_affected != 1 {
            transaction.rollback().await?;
            return Err(NotDone::Overtaken);
        }
        let sent = what.mended.map(|mended| mended.documents).unwrap_or_default();
        let sent: Vec<String> = sent.into_iter().filter(|url| !seen.documents.contains(url)).collect();
        if !attach(&transaction, &sent, seen.matter.file).await? {
            transaction.rollback().await?;
            return Err(NotDone::Documents);
        }
        insert_step(&transaction, seen.serial, stage, at, what.note.as_ref()).await?;
        transaction.commit().await?;
        self.prove(seen.matter.file, at).await?;
        self.find(seen.matter.file).await?.ok_or(NotDone::Overtaken)
    }

    fn mend(&self, seen: &Record, change: &mut application::ActiveModel, mended: &Mended) -> Result<(), DbErr> {
        let (name, identity) = &mended.person;
        change.answers = Set(json(&mended.answers)?);
        change.form = Set(mended.form);
        change.documents = Set((!mended.documents.is_empty()).then(|| json(&mended.documents)).transpose()?);
        change.applicant_name = Set(name.as_ref().map(|name| name.expose().to_owned()));
        change.person = Set(identity.as_ref().map(|identity| self.person(seen.matter.service, identity)));
        Ok(())
    }
}

/// No two states of an application have the same moment, whatever the clock does.
pub(super) fn after(changed: Timestamp, now: Timestamp) -> Timestamp {
    now.max(changed.checked_add(SignedDuration::from_micros(1)).unwrap_or(changed))
}

impl Store {
    /// What `rule` changes in the row.
    fn change(&self, seen: &Record, rule: &Rule, what: &What, at: Timestamp) -> Result<application::ActiveModel, DbErr> {
        let today = self.day(at);
        let mut change = application::ActiveModel {
            stage: Set(rule.to.name().to_owned()),
            changed: Set(at.as_microsecond()),
            // What was asked for is given or past; the task is done.
            demand: Set(what.demand.as_ref().map(json).transpose()?),
            task: Set((!rule.to.ended()).then(Uuid::new_v4)),
            ..Default::default()
        };
        match rule.clock {
            Clock::Keep => {}
            Clock::Start if rule.by == Actor::Time => change.promised = Set(promise(self.day(seen.received), seen.promised_days)),
            Clock::Start => change.promised = Set(promise(today, seen.promised_days)),
            Clock::Stop => change.stopped = Set(Some(today.to_string())),
            Clock::Go => {
                let stood = seen.stopped.map_or(0, |stopped| workday::between(stopped, today));
                change.promised = Set(seen.matter.promised.map(|promised| workday::after(promised, stood).to_string()));
                change.stopped = Set(None);
            }
            Clock::End => {
                change.promised = Set(None);
                change.stopped = Set(None);
            }
        }
        if rule.act == Act::Correct {
            // Received anew: the days to answer in begin again, and so does the day it is likely done.
            change.received = Set(at.as_microsecond());
            change.promised = Set(promise(today, seen.promised_days));
        }
        if let Some(refusal) = &what.refusal {
            change.refusal = Set(Some(json(refusal)?));
        }
        if let Some((bring, by)) = &what.bring {
            change.bring = Set((!bring.is_empty()).then(|| json(bring)).transpose()?);
            change.bring_by = Set(by.map(|day| day.to_string()));
        }
        if rule.to.ended() {
            change.holder = Set(None);
            change.bring = Set(None);
            change.bring_by = Set(None);
        }
        Ok(change)
    }
}

/// Puts one step of the trail in.
pub(super) async fn insert_step(
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
