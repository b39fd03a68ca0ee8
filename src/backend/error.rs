//! Why the backend cannot start, and what a database error means. Holds no words: they are Fluent's.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use sea_orm::{DbErr, RuntimeErr, SqlxError};

/// Why the backend cannot start. Nothing was damaged.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// Another program listens there.
    #[error("port taken: {0}")]
    PortTaken(SocketAddr),
    /// The address is not ours to listen on.
    #[error("cannot listen on {0}")]
    Listen(SocketAddr, #[source] Arc<std::io::Error>),
    /// Open to anybody as staff, on an address other machines reach.
    #[error("open as staff on {0}")]
    OpenStaff(SocketAddr),
    /// Files cannot be written here.
    #[error("read-only: {0}")]
    ReadOnly(PathBuf),
    /// No room on the disk.
    #[error("disk full: {0}")]
    DiskFull(PathBuf),
    /// The database was made by a newer version of the program.
    #[error("database of a newer version, with {0}")]
    Newer(String),
    /// The file is no database, or a broken one.
    #[error("not a database: {0}")]
    Damaged(PathBuf),
    /// The file of the database was here and is gone, or empty.
    #[error("database lost: {0}")]
    Lost(PathBuf),
    /// Another program holds the database, or it does not answer.
    #[error("database away")]
    Away(#[source] Arc<DbErr>),
    /// Anything else the database says.
    #[error("database")]
    Database(#[source] Arc<DbErr>),
    /// Reading the catalogue ended with a fault of the program.
    #[error("no catalogue")]
    Catalogue,
    /// Anything else of the file system.
    #[error("{0}")]
    File(PathBuf, #[source] Arc<std::io::Error>),
}

impl Error {
    /// What an error of the file system at `path` means.
    pub(super) fn file(path: impl Into<PathBuf>, error: std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => Self::ReadOnly(path.into()),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull(path.into()),
            _ => Self::File(path.into(), Arc::new(error)),
        }
    }

    /// What an error of the database at `place` means.
    pub(super) fn database(place: impl Into<PathBuf>, error: DbErr) -> Self {
        match Cause::of(&error) {
            Cause::ReadOnly => Self::ReadOnly(place.into()),
            Cause::Full => Self::DiskFull(place.into()),
            Cause::Damaged => Self::Damaged(place.into()),
            Cause::Busy | Cause::Away => Self::Away(Arc::new(error)),
            Cause::Twice | Cause::Other => Self::Database(Arc::new(error)),
        }
    }

    /// What an error of listening at `address` means.
    pub(super) fn listen(address: SocketAddr, error: std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::AddrInUse => Self::PortTaken(address),
            _ => Self::Listen(address, Arc::new(error)),
        }
    }
}

/// What lies behind a database error, for SQLite and PostgreSQL alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// Somebody else holds it.
    Busy,
    /// The disk is full.
    Full,
    /// It cannot be written.
    ReadOnly,
    /// It does not answer.
    Away,
    /// It is no database.
    Damaged,
    /// A value is there already that may be there once.
    Twice,
    /// Anything else.
    Other,
}

impl Cause {
    /// The cause of `error`.
    pub(super) fn of(error: &DbErr) -> Self {
        let (DbErr::Conn(RuntimeErr::SqlxError(cause))
        | DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause))) = error
        else {
            return if matches!(error, DbErr::ConnectionAcquire(_)) { Self::Away } else { Self::Other };
        };
        match &**cause {
            SqlxError::Database(cause) if cause.is_unique_violation() => Self::Twice,
            SqlxError::Database(cause) => Self::code(&cause.code().unwrap_or_default()),
            SqlxError::Io(cause) if cause.kind() == ErrorKind::StorageFull => Self::Full,
            SqlxError::Io(_) | SqlxError::Tls(_) | SqlxError::PoolTimedOut | SqlxError::PoolClosed | SqlxError::WorkerCrashed => Self::Away,
            _ => Self::Other,
        }
    }

    /// A result code of SQLite (decimal, the primary one in the low byte) or a SQLSTATE of PostgreSQL (five characters).
    fn code(code: &str) -> Self {
        if code.len() == 5 {
            return match code {
                "53100" => Self::Full,
                "25006" => Self::ReadOnly,
                "55P03" | "40001" | "40P01" => Self::Busy,
                _ if ["08", "53", "57"].iter().any(|class| code.starts_with(class)) => Self::Away,
                _ => Self::Other,
            };
        }
        // SQLITE_IOERR_SHMSIZE: the index of the log had no room.
        match code.parse::<u32>().map(|code| if code == 4874 { 13 } else { code & 0xff }) {
            Ok(5 | 6) => Self::Busy,
            Ok(8 | 14) => Self::ReadOnly,
            Ok(10) => Self::Away,
            Ok(11 | 26) => Self::Damaged,
            Ok(13) => Self::Full,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_the_file_system_are_told_apart() {
        let error = |kind: ErrorKind| Error::file("data", kind.into());
        assert!(matches!(error(ErrorKind::ReadOnlyFilesystem), Error::ReadOnly(_)));
        assert!(matches!(error(ErrorKind::PermissionDenied), Error::ReadOnly(_)));
        assert!(matches!(error(ErrorKind::StorageFull), Error::DiskFull(_)));
        assert!(matches!(error(ErrorKind::NotADirectory), Error::File(..)));
    }

    #[test]
    fn codes_of_both_databases_mean_the_same() {
        let codes = [
            ("5", Cause::Busy),
            ("517", Cause::Busy),
            ("8", Cause::ReadOnly),
            ("14", Cause::ReadOnly),
            ("13", Cause::Full),
            ("26", Cause::Damaged),
            ("53100", Cause::Full),
            ("57P01", Cause::Away),
            ("08006", Cause::Away),
            ("25006", Cause::ReadOnly),
            ("42P01", Cause::Other),
            ("", Cause::Other),
        ];
        for (code, cause) in codes {
            assert_eq!(Cause::code(code), cause, "{code}");
        }
    }
}
