//! Calls for help, so that a restart forgets none. A machine has one call that waits at most; the database holds that.

use jiff::Timestamp;
use sea_orm::prelude::Expr;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::Store;
use super::record::moment;
use crate::backend::error::Cause;
use crate::domain::help::HelpCall;

mod row {
    use sea_orm::entity::prelude::*;

    /// A call.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "help_call")]
    pub struct Model {
        /// Which call.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Which machine.
        pub kiosk: String,
        /// On which screen.
        pub screen: String,
        /// At which service.
        pub service: Option<Uuid>,
        /// When.
        pub called: i64,
        /// The machine again, until somebody takes the call.
        pub waiting: Option<String>,
        /// The name of who took it.
        pub taken_by: Option<String>,
    }

    /// No relation is followed by the mapper.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A call as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// Which call.
    pub id: Uuid,
    /// When it was made.
    pub at: Timestamp,
    /// From where.
    pub call: HelpCall,
    /// The name of who took it.
    pub taken_by: Option<String>,
}

impl Store {
    /// Calls for help. A machine whose call waits gets that one again.
    pub async fn call_help(&self, call: &HelpCall) -> Result<Called, DbErr> {
        loop {
            let row = row::Model {
                id: Uuid::new_v4(),
                kiosk: call.kiosk.clone(),
                screen: call.screen.clone(),
                service: call.service,
                called: self.now().as_microsecond(),
                waiting: Some(call.kiosk.clone()),
                taken_by: None,
            };
            match row::Entity::insert(row::ActiveModel::from(row.clone())).exec_without_returning(&self.db).await {
                Ok(_) => return called(row),
                Err(error) if Cause::of(&error) != Cause::Twice => return Err(error),
                Err(_) => {}
            }
            // If it was taken just now, the next round makes a new one.
            if let Some(row) = row::Entity::find().filter(row::Column::Waiting.eq(&*call.kiosk)).one(&self.db).await? {
                return called(row);
            }
        }
    }

    /// One of them.
    pub async fn help_call(&self, id: Uuid) -> Result<Option<Called>, DbErr> {
        row::Entity::find_by_id(id).one(&self.db).await?.map(called).transpose()
    }

    /// Those that wait, the oldest first, `most` at most.
    pub async fn waiting_help_calls(&self, most: u64) -> Result<Vec<Called>, DbErr> {
        let waiting = row::Entity::find().filter(row::Column::Waiting.is_not_null());
        waiting.order_by_asc(row::Column::Called).limit(most).all(&self.db).await?.into_iter().map(called).collect()
    }

    /// How many wait.
    pub async fn count_help_calls(&self) -> Result<u64, DbErr> {
        row::Entity::find().filter(row::Column::Waiting.is_not_null()).count(&self.db).await
    }

    /// `name` takes the call, unless somebody has. Answers what it is now; `None` if there is none.
    pub async fn take_help_call(&self, id: Uuid, name: &str) -> Result<Option<Called>, DbErr> {
        row::Entity::update_many()
            .col_expr(row::Column::TakenBy, Expr::value(name))
            .col_expr(row::Column::Waiting, Expr::value(None::<String>))
            .filter(row::Column::Id.eq(id))
            .filter(row::Column::TakenBy.is_null())
            .exec(&self.db)
            .await?;
        self.help_call(id).await
    }

    /// Forgets those made before `moment`.
    pub async fn forget_help_calls(&self, moment: Timestamp) -> Result<(), DbErr> {
        row::Entity::delete_many().filter(row::Column::Called.lt(moment.as_microsecond())).exec(&self.db).await.map(drop)
    }
}

fn called(row: row::Model) -> Result<Called, DbErr> {
    let call = HelpCall { kiosk: row.kiosk, screen: row.screen, service: row.service };
    Ok(Called { id: row.id, at: moment(row.called)?, call, taken_by: row.taken_by })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::ToSpan;

    use super::*;
    use crate::backend::store::Database;
    use crate::domain::clock::SystemClock;

    #[tokio::test]
    async fn a_restart_forgets_no_call_and_a_day_does() {
        let directory = tempfile::tempdir().unwrap();
        let database = Database::File(directory.path().join("backend.db"));
        let store = Store::open(&database, Arc::new(SystemClock::default())).await.unwrap();
        let call = HelpCall { kiosk: "1".to_owned(), screen: "home".to_owned(), service: None };
        let made = store.call_help(&call).await.unwrap();
        store.close().await;
        let store = Store::open(&database, Arc::new(SystemClock::default())).await.unwrap();
        assert_eq!(store.waiting_help_calls(9).await.unwrap(), std::slice::from_ref(&made));
        store.forget_help_calls(made.at).await.unwrap();
        assert_eq!(store.help_call(made.id).await.unwrap().as_ref(), Some(&made));
        store.forget_help_calls(made.at + 1.hour()).await.unwrap();
        assert_eq!(store.help_call(made.id).await.unwrap(), None);
        assert_ne!(store.call_help(&call).await.unwrap().id, made.id);
    }
}
