//! The folder on the disk: room, one at a time, a file whole or not at all, and what in it is ours.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use super::Error;
use crate::synth::Folder;

/// Held while a folder is changed; the mark of a folder of ours too.
pub const LOCK: &str = "voice.lock";

/// How much is free for us where `path` is, bytes.
pub fn free(path: &Path) -> io::Result<u64> {
    let disk = rustix::fs::statvfs(path)?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// How much lies at `path`, bytes; what a link leads to is not counted.
pub fn size(path: &Path) -> u64 {
    match fs::symlink_metadata(path) {
        Ok(entry) if entry.is_dir() => fs::read_dir(path).into_iter().flatten().flatten().map(|entry| size(&entry.path())).sum(),
        Ok(entry) => entry.len(),
        Err(_) => 0,
    }
}

/// Whether the folder may be changed: it is empty, or a voice has been in it.
///
/// # Errors
/// [`Error::NoFolder`], [`Error::Foreign`], or it cannot be read.
pub fn ours(folder: &Folder) -> Result<(), Error> {
    let path = folder.path();
    let mut entries = fs::read_dir(path).map_err(|cause| Error::of_file(path, cause))?;
    let marks = [path.join(LOCK), folder.lock(), folder.seal(), folder.model()];
    if entries.next().is_none() || marks.iter().any(|mark| mark.is_file()) { Ok(()) } else { Err(Error::Foreign(path.to_owned())) }
}

/// Holds the folder. Is somebody else at it, `busy` says whether one waits for their end.
///
/// # Errors
/// [`Error::Busy`], or it cannot be written.
pub fn hold(folder: &Folder, busy: &mut dyn FnMut() -> bool) -> Result<File, Error> {
    let path = folder.path().join(LOCK);
    let failed = |cause| Error::of_file(&path, cause);
    loop {
        let lock = File::options().create(true).append(true).open(&path).map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) if busy() => lock.lock().map_err(failed)?,
            Err(TryLockError::WouldBlock) => return Err(Error::Busy),
            Err(TryLockError::Error(cause)) => return Err(failed(cause)),
        }
        // Whoever had it before may have taken the file away.
        let held = lock.metadata().map_err(failed)?;
        if fs::metadata(&path).is_ok_and(|there| (there.dev(), there.ino()) == (held.dev(), held.ino())) {
            return Ok(lock);
        }
    }
}

/// Writes a file of the folder whole or not at all: among the parts, synced, then in its place.
///
/// # Errors
/// No room, or it cannot be written; what stood there stands there still.
pub fn place(folder: &Folder, path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let new = folder.parts().join("new");
    File::create(&new)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&new, path))
        .and_then(|()| File::open(folder.path())?.sync_all())
        .map_err(|cause| Error::of_file(path, cause))
}

/// Takes away what is at `path`, a folder with all that is in it, a link alone. What is not there is away.
///
/// # Errors
/// It cannot be taken away.
pub fn away(path: &Path) -> Result<(), Error> {
    let gone = match fs::symlink_metadata(path) {
        Ok(entry) if entry.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(cause) => Err(cause),
    };
    match gone {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(Error::of_file(path, cause)),
        _ => Ok(()),
    }
}
