//! Where the voice lives: its model, its styles, its sentences, its socket. One folder, shared by all who speak with it.

use std::path::{Path, PathBuf};

use super::Timbre;
use super::install::RECIPE;

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

/// The folder of the voice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder(PathBuf);

impl Folder {
    /// At `path`, whether it is there or not.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }
    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.0
    }
    /// How the voice in it is, by its seal and the lengths of its files: cheap enough to ask before every sentence.
    pub fn state(&self) -> State {
        RECIPE.state(self)
    }
    /// The model, mended for rten.
    pub fn model(&self) -> PathBuf {
        self.0.join("kokoro-zh.onnx")
    }
    /// The style of a timbre: 510 rows of 256 numbers, a row for each length.
    pub fn style(&self, timbre: Timbre) -> PathBuf {
        self.0.join(timbre.file())
    }
    /// The sentences that were made once.
    pub fn cache(&self) -> PathBuf {
        self.0.join("cache")
    }
    /// What an installation has fetched so far.
    pub fn parts(&self) -> PathBuf {
        self.0.join("parts")
    }
    /// Written last by an installation, with the length and the SHA-256 of each file: what makes the voice [`State::Ready`].
    pub fn seal(&self) -> PathBuf {
        self.0.join("installed.toml")
    }
    /// Where the warm process listens.
    pub fn socket(&self) -> PathBuf {
        self.0.join("serve.sock")
    }
    /// Held by the warm process, whose number stands in it: there is one a folder.
    pub fn lock(&self) -> PathBuf {
        self.0.join("serve.lock")
    }
}
