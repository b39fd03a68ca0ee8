//! The fifth step: a person may have the same open twice. A step cut off by a kill is taken up again.

use sea_orm_migration::prelude::*;

/// What made a second filing fail goes.
pub struct Claims;

impl MigrationName for Claims {
    fn name(&self) -> &'static str {
        "m20261201_000005_claims"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Claims {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared("DROP INDEX IF EXISTS application_claim").await?;
        if manager.has_column("application", "claim").await? {
            manager.alter_table(Table::alter().table("application").drop_column("claim").to_owned()).await?;
        }
        Ok(())
    }
}
