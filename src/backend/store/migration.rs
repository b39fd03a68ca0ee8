//! The tables, step by step. A step that was released is never changed; a new one is added after it.

mod claims;
mod counter;
mod parts;
mod way;

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_pk_auto, boolean, integer_null, json_binary, json_binary_null, pk_uuid, string, string_null, uuid, uuid_uniq,
};

/// All steps.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(Applications), Box::new(way::Way), Box::new(counter::Counter), Box::new(parts::Parts), Box::new(claims::Claims)]
    }
}

/// Applications, their timelines, the keys they were filed with.
struct Applications;

impl MigrationName for Applications {
    fn name(&self) -> &'static str {
        "m20261121_000001_applications"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Applications {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let application = Table::create()
            .table("application")
            .col(big_pk_auto("serial"))
            .col(uuid_uniq("file"))
            .col(ColumnDef::new("receipt").big_integer().null().unique_key())
            .col(uuid("service"))
            .col(json_binary("service_name"))
            .col(uuid("form"))
            .col(uuid("applicant"))
            .col(json_binary_null("agent"))
            .col(json_binary("answers"))
            .col(big_integer("filed"))
            .col(string("stage"))
            .col(big_integer("changed"))
            .col(json_binary_null("holder"))
            .col(string_null("promised"))
            .col(integer_null("promised_days"))
            .col(boolean("demo"))
            .col(string_null("mediator"))
            .to_owned();
        manager.create_table(application).await?;
        let step = Table::create()
            .table("step")
            .col(big_pk_auto("id"))
            .col(big_integer("application"))
            .col(string("stage"))
            .col(big_integer("at"))
            .col(json_binary_null("note"))
            .foreign_key(ForeignKey::create().from("step", "application").to("application", "serial"))
            .to_owned();
        manager.create_table(step).await?;
        let key = Table::create().table("idempotency_key").col(pk_uuid("key")).col(uuid("fingerprint")).col(uuid("file")).to_owned();
        manager.create_table(key).await?;
        for (name, table, column) in [("application_applicant", "application", "applicant"), ("step_application", "step", "application")] {
            manager.create_index(Index::create().name(name).table(table).col(column).to_owned()).await?;
        }
        Ok(())
    }
}
