//! What an owner does besides: finds an application by its number, so many tries an hour, and says how it was.

use jiff::{SignedDuration, Timestamp};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, Set};

use super::Store;
use super::entity::{application, attempt, rating};
use super::record::{Record, json, word};
use crate::domain::application::{Rating, ReceiptNumber};

/// Wrong tries a number has an hour.
const TRIES: usize = 5;
const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// A try to find an application.
pub enum Try {
    /// Too many were wrong: again in so long.
    Later(SignedDuration),
    /// Go on, with what is there. A right try is to be taken back ([`Store::take_back`]).
    Now(Option<Box<Record>>),
}

impl Store {
    /// Looks `receipt` up and counts the try, whether the number is there or not.
    pub async fn try_find(&self, receipt: ReceiptNumber, now: Timestamp) -> Result<Try, DbErr> {
        let number = receipt.without_check();
        let since = now.checked_sub(HOUR).unwrap_or(Timestamp::MIN).as_microsecond();
        attempt::Entity::delete_many().filter(attempt::Column::Last.lte(since)).exec(&self.db).await?;
        let transaction = self.begin().await?;
        let mut times = times(&transaction, number, now).await?;
        // A try of more than an hour ahead was made while the clock was wrong; it must not lock the number until then. One of
        // a moment ahead is that of another caller at the same time.
        let until = now.checked_add(HOUR).unwrap_or(Timestamp::MAX).as_microsecond();
        times.retain(|time| *time > since && *time <= until);
        if let Some(oldest) = times.first().filter(|_| times.len() >= TRIES) {
            let passed = SignedDuration::from_micros(now.as_microsecond().saturating_sub(*oldest));
            transaction.rollback().await?;
            return Ok(Try::Later(HOUR - passed));
        }
        times.push(now.as_microsecond());
        keep(&transaction, number, &times).await?;
        transaction.commit().await?;
        Ok(Try::Now(self.find_receipt(receipt).await?.map(Box::new)))
    }

    /// The application with the number `receipt`.
    pub async fn find_receipt(&self, receipt: ReceiptNumber) -> Result<Option<Record>, DbErr> {
        self.one(application::Column::Receipt.eq(receipt.without_check())).await
    }

    /// Does not count the try of `now`, which was right.
    pub async fn take_back(&self, receipt: ReceiptNumber, now: Timestamp) -> Result<(), DbErr> {
        let number = receipt.without_check();
        let transaction = self.begin().await?;
        let mut times = times(&transaction, number, now).await?;
        if let Some(at) = times.iter().position(|time| *time == now.as_microsecond()) {
            times.remove(at);
        }
        keep(&transaction, number, &times).await?;
        transaction.commit().await
    }

    /// Keeps what was said on an occasion, in place of what was said before.
    pub async fn rate(&self, record: &Record, rating: &Rating) -> Result<(), DbErr> {
        let row = rating::ActiveModel {
            application: Set(record.serial),
            occasion: Set(word(&rating.occasion)?),
            level: Set(word(&rating.level)?),
            why: Set(rating.why.clone()),
            at: Set(self.now().as_microsecond()),
        };
        let again = OnConflict::columns([rating::Column::Application, rating::Column::Occasion])
            .update_columns([rating::Column::Level, rating::Column::Why, rating::Column::At])
            .to_owned();
        rating::Entity::insert(row).on_conflict(again).exec_without_returning(&self.db).await.map(drop)
    }
}

/// When `number` was tried, held until the transaction ends: of two tries at once the second sees the first.
async fn times(db: &impl ConnectionTrait, number: i64, now: Timestamp) -> Result<Vec<i64>, DbErr> {
    let row = attempt::ActiveModel { receipt: Set(number), times: Set(serde_json::json!([])), last: Set(now.as_microsecond()) };
    let hold = OnConflict::column(attempt::Column::Receipt).update_column(attempt::Column::Last).to_owned();
    attempt::Entity::insert(row).on_conflict(hold).exec_without_returning(db).await?;
    let row = attempt::Entity::find_by_id(number).one(db).await?;
    Ok(row.and_then(|row| serde_json::from_value(row.times).ok()).unwrap_or_default())
}

async fn keep(db: &impl ConnectionTrait, number: i64, times: &[i64]) -> Result<(), DbErr> {
    let row = attempt::ActiveModel { receipt: Set(number), times: Set(json(&times)?), ..Default::default() };
    attempt::Entity::update(row).exec(db).await.map(drop)
}
