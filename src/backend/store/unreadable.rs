//! Rows that cannot be read, as of a stage nobody knows: each costs itself alone. It is left out, logged once and counted.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, QueryTrait, Select};

use super::Store;
use super::entity::application;
use crate::domain::application::Stage;

/// As many are looked for in one go.
const AT_ONCE: u64 = 1_000;

/// The serials of the applications that could not be read since the start.
#[derive(Clone, Default)]
pub struct Unreadable(Arc<Mutex<BTreeSet<i64>>>);

impl Unreadable {
    fn serials(&self) -> MutexGuard<'_, BTreeSet<i64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store {
    /// How many applications could not be read.
    pub fn unreadable(&self) -> usize {
        self.unreadable.serials().len()
    }

    /// Counts `serial` as unreadable, and logs it the first time. `why` must hold nothing of a person.
    pub(super) fn left_out(&self, serial: i64, why: &DbErr) {
        if self.unreadable.serials().insert(serial) {
            tracing::error!(serial, %why, "application cannot be read and is left out");
        }
    }

    /// `serial` was read.
    pub(super) fn was_read(&self, serial: i64) {
        self.unreadable.serials().remove(&serial);
    }

    /// The rows of `query` that can be read, and the serials of the others, which stand in the column `serial`.
    pub(super) async fn rows<E>(&self, query: Select<E>, serial: &str) -> Result<(Vec<E::Model>, Vec<i64>), DbErr>
    where
        E: EntityTrait,
        E::Model: FromQueryResult,
    {
        let (mut read, mut lost) = (Vec::new(), Vec::new());
        for row in self.db.query_all(&query.into_query()).await? {
            match E::Model::from_query_result(&row, "") {
                Ok(model) => read.push(model),
                Err(_) => {
                    let serial = row.try_get("", serial)?;
                    // What the driver says may quote an answer.
                    self.left_out(serial, &DbErr::Type("a column".to_owned()));
                    lost.push(serial);
                }
            }
        }
        Ok((read, lost))
    }

    /// Finds the applications at a stage this version does not know, which no sweep comes upon.
    pub(super) async fn find_unknown_stages(&self) -> Result<(), DbErr> {
        let unknown = application::Column::Stage.is_not_in(Stage::ALL.map(Stage::name));
        let query = application::Entity::find().select_only().column(application::Column::Serial).filter(unknown).limit(AT_ONCE);
        for serial in query.into_tuple().all(&self.db).await? {
            self.left_out(serial, &DbErr::Type("stage".to_owned()));
        }
        Ok(())
    }
}
