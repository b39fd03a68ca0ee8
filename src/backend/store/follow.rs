//! What an owner does besides: finds an application by its number, so many tries an hour, and says how it was.

use jiff::{SignedDuration, Timestamp};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Set};

use super::Store;
use super::entity::{application, attempt, rating};
use super::record::{Record, word};
use crate::domain::application::{Rating, ReceiptNumber};

/// Wrong tries a number has an hour.
const TRIES: u64 = 5;
const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// A try to find an application.
pub enum Try {
    /// Too many were wrong: again in so long.
    Later(SignedDuration),
    /// Go on, with what is there. A right try is to be taken back ([`Store::take_back`]).
    Now(i64, Option<Box<Record>>),
}

impl Store {
    /// Looks `receipt` up and counts the try, whether the number is there or not.
    pub async fn try_find(&self, receipt: ReceiptNumber, now: Timestamp) -> Result<Try, DbErr> {
        let number = receipt.without_check();
        let since = now.checked_sub(HOUR).unwrap_or(Timestamp::MIN).as_microsecond();
        attempt::Entity::delete_many().filter(attempt::Column::At.lte(since)).exec(&self.db).await?;
        let own = attempt::ActiveModel { receipt: Set(number), at: Set(now.as_microsecond()), ..Default::default() };
        let own = own.insert(&self.db).await?.id;
        // Counted after it is written: of two at once the later one sees both.
        let counted = attempt::Entity::find().filter(attempt::Column::Receipt.eq(number)).filter(attempt::Column::At.gt(since));
        if counted.clone().count(&self.db).await? > TRIES {
            self.take_back(own).await?;
            let oldest = counted.order_by_asc(attempt::Column::At).one(&self.db).await?;
            let passed = oldest.map_or(0, |oldest| now.as_microsecond().saturating_sub(oldest.at));
            return Ok(Try::Later(HOUR - SignedDuration::from_micros(passed)));
        }
        let found = self.one(application::Column::Receipt.eq(number)).await?;
        Ok(Try::Now(own, found.map(Box::new)))
    }

    /// Does not count a try that was right.
    pub async fn take_back(&self, attempt: i64) -> Result<(), DbErr> {
        attempt::Entity::delete_by_id(attempt).exec(&self.db).await.map(drop)
    }

    /// Keeps what was said on an occasion, in place of what was said before.
    pub async fn rate(&self, record: &Record, rating: &Rating) -> Result<(), DbErr> {
        let row = rating::ActiveModel {
            application: Set(record.serial),
            occasion: Set(word(&rating.occasion)?),
            level: Set(word(&rating.level)?),
            why: Set(rating.why.clone()),
            at: Set(Timestamp::now().as_microsecond()),
        };
        let again = OnConflict::columns([rating::Column::Application, rating::Column::Occasion])
            .update_columns([rating::Column::Level, rating::Column::Why, rating::Column::At])
            .to_owned();
        rating::Entity::insert(row).on_conflict(again).exec_without_returning(&self.db).await.map(drop)
    }
}
