//! Url and tokens of a running backend, in a file for its owner alone, while it runs.

use std::fs::{DirBuilder, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::access::Tokens;
use super::error::Error;

/// The file; gone when dropped.
#[derive(Debug)]
pub struct RunFile(PathBuf);

impl RunFile {
    /// Writes it, whole or not at all, over what a killed backend left behind.
    pub fn write(path: PathBuf, url: &str, tokens: &Tokens) -> Result<Self, Error> {
        let content = serde_json::json!({
            "url": url,
            "tokens": { "applicant": tokens.applicant.expose(), "staff": tokens.staff.expose() },
        });
        replace(&path, content.to_string().as_bytes()).map_err(|error| Error::file(&path, error))?;
        Ok(Self(path))
    }
}

fn replace(path: &Path, content: &[u8]) -> std::io::Result<()> {
    if let Some(directory) = path.parent() {
        DirBuilder::new().recursive(true).mode(0o700).create(directory)?;
    }
    let half = path.with_extension("part");
    if half.exists() {
        std::fs::remove_file(&half)?;
    }
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(&half)?.write_all(content)?;
    std::fs::rename(half, path)
}

impl Drop for RunFile {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.0) {
            tracing::warn!(%error, "run file not removed");
        }
    }
}
