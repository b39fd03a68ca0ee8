//! The second step: what the whole way of an application needs. A step cut off by a kill is taken up again.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, json_binary, json_binary_null, string, string_null, string_uniq, uuid_null};
use sea_orm_migration::sea_orm::DbBackend;

/// Numbers, names, clocks, tasks, ratings, tries.
pub struct Way;

impl MigrationName for Way {
    fn name(&self) -> &'static str {
        "m20261122_000002_way"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Way {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in columns() {
            if !manager.has_column("application", column.get_column_name()).await? {
                manager.alter_table(Table::alter().table("application").add_column(column).to_owned()).await?;
            }
        }
        let rating = Table::create()
            .table("rating")
            .if_not_exists()
            .col(big_integer("application"))
            .col(string("occasion"))
            .col(string("level"))
            .col(string_null("why"))
            .col(big_integer("at"))
            .primary_key(Index::create().col("application").col("occasion"))
            .foreign_key(ForeignKey::create().from("rating", "application").to("application", "serial"))
            .to_owned();
        manager.create_table(rating).await?;
        let attempt = Table::create()
            .table("attempt")
            .if_not_exists()
            .col(big_integer("receipt").primary_key())
            .col(json_binary("times"))
            .col(big_integer("last"))
            .to_owned();
        manager.create_table(attempt).await?;
        let secret = Table::create().table("secret").if_not_exists().col(string_uniq("name").primary_key()).col(string("value")).to_owned();
        manager.create_table(secret).await?;
        // What was filed before has been received when it was filed, and waits for staff unless it has ended.
        let random = match manager.get_database_backend() {
            DbBackend::Postgres => "gen_random_uuid()",
            _ => "randomblob(16)",
        };
        let open = format!(
            "UPDATE application SET task = {random} \
             WHERE task IS NULL AND stage NOT IN ('not-accepted', 'refused', 'completed', 'withdrawn')"
        );
        let connection = manager.get_connection();
        connection.execute_unprepared(&open).await?;
        connection.execute_unprepared("UPDATE application SET received = filed WHERE received = 0").await?;
        for sql in INDEXES {
            connection.execute_unprepared(sql).await?;
        }
        Ok(())
    }
}

/// One applicant's matters and receipts have theirs since the first step.
const INDEXES: [&str; 6] = [
    "CREATE UNIQUE INDEX IF NOT EXISTS application_claim ON application (claim)",
    "CREATE UNIQUE INDEX IF NOT EXISTS application_task ON application (task)",
    "CREATE INDEX IF NOT EXISTS application_person ON application (person)",
    "CREATE INDEX IF NOT EXISTS application_waiting ON application (changed) WHERE task IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS application_received ON application (stage, received)",
    "CREATE INDEX IF NOT EXISTS attempt_last ON attempt (last)",
];

fn columns() -> [ColumnDef; 15] {
    [
        string_null("number"),
        string("handling").default("full").to_owned(),
        string("manner").default("plain").to_owned(),
        string_null("applicant_name"),
        json_binary_null("handout"),
        json_binary_null("bring"),
        string_null("bring_by"),
        json_binary_null("demand"),
        json_binary_null("refusal"),
        json_binary_null("documents"),
        uuid_null("person"),
        uuid_null("claim"),
        uuid_null("task"),
        big_integer("received").default(0).to_owned(),
        string_null("stopped"),
    ]
}
