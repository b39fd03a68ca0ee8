//! Why the program does not start, or a file of its own cannot be kept.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Each is one sentence on standard error and exit code 1; nothing was damaged.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// Neither X11 nor Wayland.
    #[error("no display")]
    NoDisplay,
    /// No face with Chinese characters: every text would be blank.
    #[error("no Chinese font")]
    NoFont,
    /// Somebody else listens there.
    #[error("{0} is taken")]
    PortTaken(SocketAddr),
    /// Neither `HOME` nor `XDG_DATA_HOME` nor `--data-dir`.
    #[error("no home directory")]
    NoHome,
    /// The directory or file cannot be written.
    #[error("{0} cannot be written")]
    ReadOnly(PathBuf),
    /// No space left.
    #[error("no space left for {0}")]
    Full(PathBuf),
    /// Kept by a newer program, which this one does not understand.
    #[error("{0} belongs to a newer version")]
    Newer(PathBuf),
    /// Another instance holds the directory.
    #[error("{0} is in use by another instance")]
    Running(PathBuf),
    /// A file written by people has a mistake, and where.
    #[error("{path}: {mistake}")]
    Mistake {
        /// The file.
        path: PathBuf,
        /// Line, column and what was expected, in one line.
        mistake: String,
    },
    /// A file or directory that was named is not there.
    #[error("{0} is not there")]
    Missing(PathBuf),
    /// What was named may not be read.
    #[error("{0} may not be read")]
    Forbidden(PathBuf),
    /// A directory where a file is wanted.
    #[error("{0} is a directory")]
    IsDirectory(PathBuf),
    /// A file where a directory is wanted.
    #[error("{0} is no directory")]
    NoDirectory(PathBuf),
    /// Anything else the file system says.
    #[error("{path}: {cause}")]
    Unusable {
        /// The directory or file.
        path: PathBuf,
        /// What it said.
        cause: Arc<io::Error>,
    },
}

impl Error {
    /// What the file system's answer about `path` means.
    pub fn of_file(path: &Path, cause: io::Error) -> Self {
        let path = path.to_owned();
        match cause.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly(path),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full(path),
            io::ErrorKind::NotFound => Self::Missing(path),
            io::ErrorKind::IsADirectory => Self::IsDirectory(path),
            io::ErrorKind::NotADirectory => Self::NoDirectory(path),
            _ => Self::Unusable { path, cause: Arc::new(cause) },
        }
    }

    /// What the file system's answer means where `path` was only to be read.
    pub fn of_reading(path: &Path, cause: io::Error) -> Self {
        match cause.kind() {
            io::ErrorKind::PermissionDenied => Self::Forbidden(path.to_owned()),
            _ => Self::of_file(path, cause),
        }
    }

    /// The id of its words, and their one variable `detail`.
    pub fn words(&self) -> (&'static str, String) {
        let shown = |path: &PathBuf| path.display().to_string();
        match self {
            Self::NoDisplay => ("startup-no-display", String::new()),
            Self::NoFont => ("startup-no-font", String::new()),
            Self::PortTaken(address) => ("startup-port-taken", address.to_string()),
            Self::NoHome => ("startup-no-home", String::new()),
            Self::ReadOnly(path) => ("startup-read-only", shown(path)),
            Self::Full(path) => ("startup-full", shown(path)),
            Self::Newer(path) => ("startup-newer", shown(path)),
            Self::Running(path) => ("startup-running", shown(path)),
            Self::Missing(path) => ("startup-missing", shown(path)),
            Self::Forbidden(path) => ("startup-forbidden", shown(path)),
            Self::IsDirectory(path) => ("startup-is-directory", shown(path)),
            Self::NoDirectory(path) => ("startup-no-directory", shown(path)),
            Self::Mistake { path, mistake } => ("startup-mistake", format!("{}: {mistake}", path.display())),
            Self::Unusable { path, cause } => ("startup-unusable", format!("{}: {cause}", path.display())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_systems_answers_are_told_apart() {
        let of = |code| Error::of_file(Path::new("/d"), io::Error::from_raw_os_error(code)).words().0;
        // Linux: EACCES, EROFS, ENOSPC, EDQUOT, ENOENT, EISDIR, ENOTDIR, EIO.
        assert_eq!(of(13), "startup-read-only");
        assert_eq!(of(30), "startup-read-only");
        assert_eq!(of(28), "startup-full");
        assert_eq!(of(122), "startup-full");
        assert_eq!(of(2), "startup-missing");
        assert_eq!(of(21), "startup-is-directory");
        assert_eq!(of(20), "startup-no-directory");
        assert_eq!(of(5), "startup-unusable");
        let of_reading = |code| Error::of_reading(Path::new("/d"), io::Error::from_raw_os_error(code)).words().0;
        assert_eq!((of_reading(13), of_reading(2)), ("startup-forbidden", "startup-missing"));
    }
}
