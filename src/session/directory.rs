//! The data directory: held by one instance, of a version this program understands, writable.

use std::fs::{DirBuilder, File, TryLockError};
use std::io::Write as _;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Error, store};

/// What this program writes. A directory with a higher number is left alone.
const VERSION: u32 = 1;
/// Kept as a file, and given back where a start finds no room: SQLite cannot even read without room for its index (32 KB).
const RESERVE: usize = 256 * 1024;
/// As much as a receipt with its application needs.
const PROBE: usize = 64 * 1024;

/// Where everything is kept; held until it is dropped.
#[derive(Debug, Clone)]
pub struct DataDirectory {
    path: PathBuf,
    /// Shared by the clones; the last one lets go.
    _lock: Arc<File>,
}

/// `$XDG_DATA_HOME/tongban`, or `~/.local/share/tongban`; the variables come from the environment or a test.
///
/// # Errors
/// [`Error::NoHome`] if neither is known.
pub fn default_path(variable: impl Fn(&str) -> Option<PathBuf>) -> Result<PathBuf, Error> {
    let absolute = |name| variable(name).filter(|path| path.is_absolute());
    absolute("XDG_DATA_HOME")
        .or_else(|| absolute("HOME").map(|home| home.join(".local/share")))
        .map(|data| data.join("tongban"))
        .ok_or(Error::NoHome)
}

impl DataDirectory {
    /// Makes it if it is not there, and holds it. Only its owner may look inside. One without room for more is opened if it
    /// was made before: what is in it can be read, and whoever writes is told then.
    ///
    /// # Errors
    /// [`Error::Newer`], [`Error::Running`], [`Error::ReadOnly`], [`Error::Full`], [`Error::Unusable`]; then nothing was changed.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, Error> {
        let path = path.into();
        make(&path)?;
        let known = version(&path)?;
        let lock = hold(&path)?;
        match reserve(&path) {
            Err(Error::Full(_)) if known.is_some() => tracing::warn!(path = %path.display(), "no room: nothing new can be kept"),
            reserved => reserved?,
        }
        if known.is_none() {
            store::write(&path.join("version"), format!("{VERSION}\n").as_bytes())?;
        }
        let directory = Self { path, _lock: Arc::new(lock) };
        make(&directory.run())?;
        make(&directory.log())?;
        Ok(directory)
    }

    /// The directory itself.
    pub fn path(&self) -> &Path {
        &self.path
    }
    /// What lives only while the program runs: sockets, `backend.json`.
    pub fn run(&self) -> PathBuf {
        self.path.join("run")
    }
    /// The logs.
    pub fn log(&self) -> PathBuf {
        self.path.join("log")
    }
}

pub(super) fn make(path: &Path) -> Result<(), Error> {
    DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(|cause| Error::of_file(path, cause))
}

/// The version that was kept here; none in a fresh directory, or where writing the mark was cut off.
fn version(path: &Path) -> Result<Option<u32>, Error> {
    let mark = path.join("version");
    match std::fs::read_to_string(&mark) {
        Ok(text) if text.trim().is_empty() => Ok(None),
        Ok(text) => match text.trim().parse() {
            Ok(known) if known <= VERSION => Ok(Some(known)),
            _ => Err(Error::Newer(path.to_owned())),
        },
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(Error::of_file(&mark, cause)),
    }
}

fn hold(path: &Path) -> Result<File, Error> {
    let name = path.join("lock");
    let file = File::options().create(true).truncate(false).write(true).open(&name);
    let file = file.map_err(|cause| Error::of_file(&name, cause))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::Running(path.to_owned())),
        Err(TryLockError::Error(cause)) => Err(Error::of_file(&name, cause)),
    }
}

/// Finds out now, not when somebody files, whether there is room, and keeps some for a start when there is none.
///
/// # Errors
/// [`Error::Full`]: there is none but what was kept, which is free now.
fn reserve(path: &Path) -> Result<(), Error> {
    let (probe, reserve) = (path.join("probe"), path.join("reserve"));
    let fill = |name: &Path, size| File::create(name).and_then(|mut file| file.write_all(&vec![0; size]).and_then(|()| file.sync_all()));
    let filled = fill(&probe, PROBE).and_then(|()| if reserve.exists() { Ok(()) } else { fill(&reserve, RESERVE) });
    let removed = if filled.is_ok() { &[&probe][..] } else { &[&probe, &reserve] };
    for file in removed {
        // Neither needs to be there.
        std::fs::remove_file(file).unwrap_or_default();
    }
    filled.map_err(|cause| Error::of_file(path, cause))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn words(result: Result<DataDirectory, Error>) -> &'static str {
        result.unwrap_err().words().0
    }

    #[test]
    fn is_made_for_its_owner_alone_and_held_once() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("a/b");
        let directory = DataDirectory::open(&path).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o700);
        assert!(directory.run().is_dir() && directory.log().is_dir());
        assert_eq!(words(DataDirectory::open(&path)), "startup-running");
        drop(directory);
        DataDirectory::open(&path).unwrap();
        assert!(path.join("reserve").exists() && !path.join("probe").exists());
    }

    #[test]
    fn of_a_newer_version_is_left_alone() {
        let root = tempfile::tempdir().unwrap();
        for mark in ["2\n", "99", "later"] {
            std::fs::write(root.path().join("version"), mark).unwrap();
            assert_eq!(words(DataDirectory::open(root.path())), "startup-newer");
            assert_eq!(std::fs::read_dir(root.path()).unwrap().count(), 1, "something was written");
        }
        std::fs::write(root.path().join("version"), "").unwrap();
        DataDirectory::open(root.path()).unwrap();
        assert_eq!(std::fs::read_to_string(root.path().join("version")).unwrap(), "1\n");
    }

    #[test]
    fn a_file_in_its_place_is_told() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("file");
        std::fs::write(&path, "mine").unwrap();
        assert_eq!(words(DataDirectory::open(&path)), "startup-unusable");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
    }

    #[test]
    fn stands_where_the_desktop_says() {
        let with = |all: &'static [(&str, &str)]| {
            default_path(|name| all.iter().find(|(one, _)| *one == name).map(|(_, path)| PathBuf::from(path)))
        };
        assert_eq!(with(&[("XDG_DATA_HOME", "/x"), ("HOME", "/h")]).unwrap(), Path::new("/x/tongban"));
        assert_eq!(with(&[("XDG_DATA_HOME", "not/absolute"), ("HOME", "/h")]).unwrap(), Path::new("/h/.local/share/tongban"));
        assert_eq!(with(&[]).unwrap_err().words().0, "startup-no-home");
    }
}
