//! The fourth step: what belongs together, and what its department has not taken yet. A step cut off by a kill is taken up
//! again.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer_null, integer, json_binary_null, uuid_null};

/// Wholes and parts.
pub struct Parts;

impl MigrationName for Parts {
    fn name(&self) -> &'static str {
        "m20261122_000004_parts"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Parts {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [uuid_null("whole"), json_binary_null("department"), integer("tries").default(0).to_owned(), big_integer_null("due")];
        for column in columns {
            if !manager.has_column("application", column.get_column_name()).await? {
                manager.alter_table(Table::alter().table("application").add_column(column).to_owned()).await?;
            }
        }
        for sql in [
            "CREATE INDEX IF NOT EXISTS application_whole ON application (whole) WHERE whole IS NOT NULL",
            "CREATE INDEX IF NOT EXISTS application_due ON application (due) WHERE due IS NOT NULL",
        ] {
            manager.get_connection().execute_unprepared(sql).await?;
        }
        Ok(())
    }
}
