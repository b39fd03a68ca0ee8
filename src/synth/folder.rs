//! Where the voice lives. The model may be root's and read-only; what is made with it is the user's own: sentences among the user's cached
//! files, socket and lock among those of the session. Nobody else may read either.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use super::Timbre;
use super::install::{RECIPE, sha256};

/// What is in the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing was installed.
    Absent,
    /// An installation was begun and not finished, or a file is gone or has another length.
    Partial,
    /// All is there, as it was when it was checked.
    Ready,
}

/// The folder of the voice, and where its user's own files are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    model: PathBuf,
    cache: PathBuf,
    run: PathBuf,
}

impl Folder {
    /// At `path`, whether it is there or not, with all files in it: for tests and tools.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        let model = path.into();
        Self { cache: model.join("cache"), run: model.clone(), model }
    }
    /// At `path`; cached sentences in `$XDG_CACHE_HOME` (`~/.cache`), socket and lock in `$XDG_RUNTIME_DIR`, or else in a directory of
    /// this user among the temporary files. The variables come from the environment or a test.
    pub fn of_user(path: impl Into<PathBuf>, variable: impl Fn(&str) -> Option<PathBuf>) -> Self {
        let model = path.into();
        let known = |name: &str| variable(name).filter(|path| path.is_absolute());
        let own = || std::env::temp_dir().join(format!("tongban-{}", rustix::process::geteuid().as_raw()));
        let session = known("XDG_RUNTIME_DIR").map_or_else(own, |path| path.join("tongban"));
        let cached = known("XDG_CACHE_HOME").or_else(|| known("HOME").map(|home| home.join(".cache")));
        let cache = cached.map_or_else(|| session.clone(), |path| path.join("tongban")).join("voice");
        // one process a model
        let name = sha256(model.as_os_str().as_encoded_bytes());
        Self { run: session.join(format!("voice-{}", &name[..16])), cache, model }
    }
    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.model
    }
    /// How the voice in it is, by its seal and the lengths of its files: cheap enough to ask before every sentence.
    pub fn state(&self) -> State {
        RECIPE.state(self)
    }
    /// The model, mended for rten.
    pub fn model(&self) -> PathBuf {
        self.model.join("kokoro-zh.onnx")
    }
    /// The style of a timbre: 510 rows of 256 numbers, a row for each length.
    pub fn style(&self, timbre: Timbre) -> PathBuf {
        self.model.join(timbre.file())
    }
    /// The sentences that were made once.
    pub fn cache(&self) -> &Path {
        &self.cache
    }
    /// Where earlier versions kept sentences, names and amounts among them; nothing if that is where they are kept now.
    pub fn old_cache(&self) -> Option<PathBuf> {
        Some(self.model.join("cache")).filter(|old| *old != self.cache)
    }
    /// What an installation has fetched so far.
    pub fn parts(&self) -> PathBuf {
        self.model.join("parts")
    }
    /// Written last by an installation, with the length and the SHA-256 of each file: what makes the voice [`State::Ready`].
    pub fn seal(&self) -> PathBuf {
        self.model.join("installed.toml")
    }
    /// Where socket and lock are.
    pub fn run(&self) -> &Path {
        &self.run
    }
    /// Where the warm process listens.
    pub fn socket(&self) -> PathBuf {
        self.run.join("serve.sock")
    }
    /// Held by the warm process, whose number stands in it: there is one a folder.
    pub fn lock(&self) -> PathBuf {
        self.run.join("serve.lock")
    }
    /// Makes the directory of socket and lock, for this user alone.
    ///
    /// # Errors
    /// It cannot be made, or is somebody else's.
    pub fn prepare_run(&self) -> io::Result<()> {
        make_private(&self.run)
    }
}

/// Makes a directory only its owner may enter, or makes it so.
///
/// # Errors
/// It cannot be made, or is another user's.
pub fn make_private(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    keep_private(path, 0o700)
}

/// Takes from all others what they may do with `path`, unless they may nothing.
///
/// # Errors
/// It is not there, or is another user's.
pub fn keep_private(path: &Path, mode: u32) -> io::Result<()> {
    if fs::metadata(path)?.permissions().mode() & 0o777 == mode {
        Ok(())
    } else {
        fs::set_permissions(path, fs::Permissions::from_mode(mode))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_lies_in_one_place_and_what_is_made_in_the_users_own() {
        let known = |name: &str| match name {
            "XDG_RUNTIME_DIR" => Some("/run/user/7".into()),
            "HOME" => Some("/users/ma".into()),
            _ => None,
        };
        let folder = Folder::of_user("/usr/share/voice", known);
        assert!(folder.model().starts_with("/usr/share/voice") && folder.socket().starts_with("/run/user/7/tongban"));
        assert_eq!(folder.cache(), Path::new("/users/ma/.cache/tongban/voice"));
        assert_ne!(folder.lock(), Folder::of_user("/srv/voice", known).lock(), "one process a model");
        let folder = Folder::of_user("/usr/share/voice", |name| known(name).filter(|_| name == "HOME"));
        assert!(folder.socket().starts_with(std::env::temp_dir()));
    }

    #[test]
    fn what_others_may_read_is_made_private() {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::at(home.path().join("voice"));
        DirBuilder::new().mode(0o755).create(folder.run()).unwrap();
        folder.prepare_run().unwrap();
        assert_eq!(fs::metadata(folder.run()).unwrap().permissions().mode() & 0o777, 0o700);
    }
}
