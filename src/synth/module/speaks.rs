//! Tells who speaks Chinese, in a file that the app reads.

use std::fs;
use std::path::PathBuf;

use crate::speech::Standing;

/// The file, and what stands in it.
#[derive(Debug)]
pub struct Speaks {
    file: Option<PathBuf>,
    last: Option<Standing>,
}

impl Speaks {
    /// In this file, if anybody wants to know.
    pub const fn new(file: Option<PathBuf>) -> Self {
        Self { file, last: None }
    }

    /// Writes it if it is news; beside and renamed, so that nobody reads half of it.
    pub fn tell(&mut self, standing: Standing) {
        let Some(file) = self.file.as_ref().filter(|_| self.last != Some(standing)) else { return };
        let new = file.with_extension("new");
        match fs::write(&new, standing.to_string()).and_then(|()| fs::rename(&new, file)) {
            Ok(()) => self.last = Some(standing),
            Err(error) => tracing::warn!(%error, "who speaks cannot be told"),
        }
    }
}
