//! The connections to the database: what is found out before they are used, which of them may not be used again, and the
//! one that proves what the others wrote.

use std::fs::{DirBuilder, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use sea_orm::sqlx::{self, Connection};
use sea_orm::{ColumnTrait, ConnectOptions, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, QueryFilter, QuerySelect, Statement};
use uuid::Uuid;

use super::entity::application;
use super::{BUSY, Store};
use crate::backend::error::Error;

/// Closes a connection that comes back to the pool in a transaction. SQLite rolls back by itself when the disk is full or
/// fails, and sqlx 0.9 counts that transaction as open: what is written later on the connection would be a savepoint in a
/// transaction that nobody commits, seen by its own connection and lost with it.
pub(super) fn discard_if_in_transaction(options: &mut ConnectOptions) {
    options.map_sqlx_sqlite_pool_opts(|pool| pool.after_release(|connection, _| Box::pin(is_free(connection))));
    options.map_sqlx_postgres_pool_opts(|pool| pool.after_release(|connection, _| Box::pin(is_free(connection))));
}

async fn is_free<C: Connection>(connection: &mut C) -> Result<bool, sqlx::Error> {
    // The rollback of a transaction that was dropped is only queued: the ping is answered after it.
    connection.ping().await?;
    let free = !connection.is_in_transaction();
    if !free {
        tracing::warn!("a connection was closed because a write on it failed");
    }
    Ok(free)
}

/// The connection that proves: to the same file, for reading alone. It sees what is committed and nothing else.
pub(super) async fn reading(path: &Path) -> Result<DatabaseConnection, DbErr> {
    let file = path.to_owned();
    let mut options = ConnectOptions::new("sqlite:tongban");
    options.sqlx_logging(false).record_stmt_in_spans(false).max_connections(1).connect_lazy(true);
    options.map_sqlx_sqlite_opts(move |options| options.filename(&file).read_only(true).busy_timeout(BUSY));
    sea_orm::Database::connect(options).await
}

/// Makes the file and its directory, for their owner alone, and finds out whether they can be written.
///
/// # Errors
/// [`Error::Lost`] if the file was here and is gone or empty: beginning anew would give receipt numbers out twice.
pub(super) fn claim(path: &Path) -> Result<(), Error> {
    let made = marker(path).exists();
    match std::fs::metadata(path) {
        Ok(file) if made && file.len() == 0 => return Err(Error::Lost(path.to_owned())),
        Err(error) if made && error.kind() == ErrorKind::NotFound => return Err(Error::Lost(path.to_owned())),
        _ => {}
    }
    if let Some(directory) = path.parent() {
        DirBuilder::new().recursive(true).mode(0o700).create(directory).map_err(|error| Error::file(directory, error))?;
    }
    OpenOptions::new().append(true).create(true).mode(0o600).open(path).map(drop).map_err(|error| Error::file(path, error))
}

/// Notes beside the file that it was made.
pub(super) fn mark(path: &Path) -> Result<(), Error> {
    let marker = marker(path);
    OpenOptions::new().append(true).create(true).mode(0o600).open(&marker).map(drop).map_err(|error| Error::file(&marker, error))
}

fn marker(path: &Path) -> PathBuf {
    path.with_added_extension("made")
}

/// Refuses a database whose pages contradict each other.
pub(super) async fn quick_check(db: &DatabaseConnection, path: &Path) -> Result<(), Error> {
    let ask = Statement::from_string(db.get_database_backend(), "PRAGMA quick_check(1)");
    let answer = db.query_one_raw(ask).await.map_err(|error| Error::database(path, error))?;
    let found: String =
        answer.map(|row| row.try_get_by_index(0)).transpose().map_err(|error| Error::database(path, error))?.unwrap_or_default();
    if found == "ok" {
        return Ok(());
    }
    tracing::error!(path = %path.display(), found, "the database is damaged");
    Err(Error::Damaged(path.to_owned()))
}

impl Store {
    /// Makes sure that what was written of `file` at `changed` is committed, before anybody is told so.
    ///
    /// # Errors
    /// It cannot be read on another connection.
    pub(super) async fn prove(&self, file: Uuid, changed: Timestamp) -> Result<(), DbErr> {
        let Some(proof) = &self.proof else { return Ok(()) };
        let row = application::Entity::find().select_only().column(application::Column::Changed);
        let committed: Option<i64> = row.filter(application::Column::File.eq(file)).into_tuple().one(proof).await?;
        if committed.is_some_and(|at| at >= changed.as_microsecond()) {
            return Ok(());
        }
        tracing::error!(%file, "written, but not committed");
        Err(DbErr::Custom("written, but not committed".to_owned()))
    }
}
