//! The third step: documents that were sent in, calls for help. A step cut off by a kill is taken up again.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, pk_uuid, string, string_null, uuid, uuid_null};

/// Documents and help calls.
pub struct Counter;

impl MigrationName for Counter {
    fn name(&self) -> &'static str {
        "m20261122_000003_counter"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Counter {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let document = Table::create()
            .table("document")
            .if_not_exists()
            .col(pk_uuid("id"))
            .col(string_null("kind"))
            .col(uuid("owner"))
            .col(uuid_null("file"))
            .col(big_integer("sent"))
            .to_owned();
        manager.create_table(document).await?;
        let help_call = Table::create()
            .table("help_call")
            .if_not_exists()
            .col(pk_uuid("id"))
            .col(string("kiosk"))
            .col(string("screen"))
            .col(uuid_null("service"))
            .col(big_integer("called"))
            .col(ColumnDef::new("waiting").string().null().unique_key())
            .col(string_null("taken_by"))
            .to_owned();
        manager.create_table(help_call).await?;
        for (name, table, column) in [("document_sent", "document", "sent"), ("help_call_called", "help_call", "called")] {
            manager.create_index(Index::create().if_not_exists().name(name).table(table).col(column).to_owned()).await?;
        }
        Ok(())
    }
}
