//! What is filed, on disk before anybody is told so: SQLite (WAL, every commit synced) or PostgreSQL.
//! Knows no HTTP and no catalogue.

mod act;
mod connection;
mod documents;
mod entity;
mod filing;
mod follow;
mod help_calls;
mod migration;
mod parts;
mod record;
mod times;
mod unreadable;

use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use ring::hmac;
use sea_orm::sea_query::OnConflict;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnAcquireErr, ConnectOptions, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, EntityTrait, Set, TransactionTrait,
};
use sea_orm_migration::{MigratorTrait, SchemaManager, seaql_migrations};
use uuid::Uuid;

use super::error::Error;
use crate::domain::clock::Clock;
use crate::domain::secret::Secret;
use crate::domain::service::ServiceId;
pub use act::{Mended, NotDone, What};
pub use documents::document_url;
use entity::secret;
pub use filing::{Filing, NotFiled};
pub use follow::Try;
pub use help_calls::Called;
use migration::Migrator;
pub use parts::Waiting;
pub use record::{Page, Record, TaskOrder};
use unreadable::Unreadable;

/// How long to wait for another program that holds the database.
const BUSY: Duration = Duration::from_secs(3);
/// How long to wait for a connection.
const ACQUIRE: Duration = Duration::from_secs(5);

/// Where the database is.
#[derive(Debug, Clone)]
pub enum Database {
    /// A SQLite file, made with its directory if absent, readable by its owner alone.
    File(PathBuf),
    /// `sqlite:…` or `postgres://…`.
    Url(Secret),
}

/// The open database.
#[derive(Clone)]
pub struct Store {
    db: DatabaseConnection,
    clock: Arc<dyn Clock>,
    /// Reads what is committed, on a connection of its own; none where the database lies in memory or is PostgreSQL's.
    proof: Option<DatabaseConnection>,
    /// What persons are hashed with; kept in the database, so that it is the same ever after.
    key: hmac::Key,
    /// What could not be read.
    unreadable: Unreadable,
    /// Whether it is PostgreSQL's on another machine.
    elsewhere: bool,
    /// The file of the database and its inode.
    place: Option<Arc<(PathBuf, u64)>>,
}

impl Store {
    /// Opens `database` and brings its tables up to date; refuses those of a newer version untouched.
    pub async fn open(database: &Database, clock: Arc<dyn Clock>) -> Result<Self, Error> {
        let (mut options, place) = match database {
            Database::File(path) => {
                connection::claim(path)?;
                (ConnectOptions::new("sqlite:tongban"), path.clone())
            }
            Database::Url(url) => (ConnectOptions::new(url.expose()), PathBuf::from("--database")),
        };
        let is_file = matches!(database, Database::File(_));
        let path = place.clone();
        connection::discard_if_in_transaction(&mut options);
        options.sqlx_logging(false).record_stmt_in_spans(false).acquire_timeout(ACQUIRE).map_sqlx_sqlite_opts(move |options| {
            let options = if is_file { options.filename(&path) } else { options };
            options.create_if_missing(true).journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full).busy_timeout(BUSY)
        });
        let elsewhere = times::is_elsewhere(options.get_url());
        // One writer is all SQLite has; one connection is the smallest and never waits for itself.
        options.max_connections(if options.get_url().starts_with("sqlite:") { 1 } else { 8 });
        let failed = |error: DbErr| Error::database(&place, error);
        let db = sea_orm::Database::connect(options).await.map_err(failed)?;
        if is_file {
            connection::quick_check(&db, &place).await?;
        }
        refuse_newer(&db).await.map_err(failed)?.map_or(Ok(()), |name| Err(Error::Newer(name)))?;
        Migrator::up(&db, None).await.map_err(failed)?;
        // Changes nothing, but finds out now, and not at the first filing, whether it can be written.
        db.execute_unprepared("UPDATE idempotency_key SET file = file WHERE 1 = 0").await.map_err(failed)?;
        let key = key(&db).await.map_err(failed)?;
        let file = is_file.then(|| std::fs::metadata(&place)).transpose().map_err(|error| Error::file(&place, error))?;
        let proof = if is_file { Some(connection::reading(&place).await.map_err(failed)?) } else { None };
        if is_file {
            connection::mark(&place)?;
        }
        let file = file.map(|file| Arc::new((place.clone(), file.ino())));
        Ok(Self { db, clock, proof, key, unreadable: Unreadable::default(), elsewhere, place: file })
    }

    /// A person and a service as a keyed hash, which tells nobody who that is.
    fn person(&self, service: ServiceId, identity: &Secret) -> Uuid {
        let mut context = hmac::Context::with_key(&self.key);
        context.update(service.as_bytes());
        context.update(identity.expose().as_bytes());
        let tag = context.sign();
        Uuid::from_slice(tag.as_ref().get(..16).unwrap_or_default()).unwrap_or_default()
    }

    /// Whether the database answers.
    pub async fn ready(&self) -> Result<(), DbErr> {
        self.there()?;
        self.db.ping().await
    }

    /// Whether the file is where it was. SQLite would go on writing into one that was thrown away, and lose it all.
    fn there(&self) -> Result<(), DbErr> {
        let Some(place) = &self.place else { return Ok(()) };
        let (path, inode) = &**place;
        let same = std::fs::metadata(path).is_ok_and(|file| file.ino() == *inode);
        if same { Ok(()) } else { Err(DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed)) }
    }

    /// What time it is, by the clock it was opened with.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The calendar day of `moment` at the service centre.
    fn day(&self, moment: Timestamp) -> Date {
        self.clock.day(moment)
    }

    /// Begins what is done whole or not at all.
    async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        self.there()?;
        self.db.begin().await
    }

    /// Closes it; SQLite folds its log into the file.
    pub async fn close(self) {
        if let Some(proof) = self.proof
            && let Err(error) = proof.close().await
        {
            tracing::warn!(%error, "reading connection not closed");
        }
        if let Err(error) = self.db.close().await {
            tracing::warn!(%error, "database not closed");
        }
    }
}

/// The key of this database, made when it is opened for the first time: 244 random bits.
async fn key(db: &DatabaseConnection) -> Result<hmac::Key, DbErr> {
    let value = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
    let row = secret::ActiveModel { name: Set("person".to_owned()), value: Set(value) };
    let first = OnConflict::column(secret::Column::Name).do_nothing().to_owned();
    secret::Entity::insert(row).on_conflict(first).exec_without_returning(db).await?;
    let kept = secret::Entity::find_by_id("person").one(db).await?;
    let kept = kept.ok_or_else(|| DbErr::RecordNotFound("secret".to_owned()))?;
    Ok(hmac::Key::new(hmac::HMAC_SHA256, kept.value.as_bytes()))
}

/// A step of the database that this version does not know.
async fn refuse_newer(db: &DatabaseConnection) -> Result<Option<String>, DbErr> {
    if !SchemaManager::new(db).has_table("seaql_migrations").await? {
        return Ok(None);
    }
    let known = Migrator::migrations();
    let applied = seaql_migrations::Entity::find().all(db).await?;
    Ok(applied.into_iter().map(|step| step.version).find(|version| known.iter().all(|step| step.name() != version)))
}

#[cfg(test)]
mod tests;
