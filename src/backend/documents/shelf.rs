//! Where documents lie: one file each in one directory, for its owner alone, named by its id and nothing else.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use uuid::Uuid;

/// The directory. Made with its first document.
#[derive(Debug, Clone)]
pub struct Shelf(Arc<Path>);

impl Shelf {
    /// The shelf at `directory`.
    pub fn new(directory: &Path) -> Self {
        Self(directory.into())
    }

    /// Puts it there, on disk when this returns; whole or not at all.
    pub async fn put(&self, id: Uuid, bytes: Vec<u8>) -> io::Result<()> {
        self.blocking(move |shelf| {
            let half = shelf.half(id);
            let written = shelf.write(&half, &bytes).and_then(|()| std::fs::rename(&half, shelf.place(id)));
            if written.is_err() {
                // Why it could not be written says more than why its half could not be removed.
                drop(std::fs::remove_file(&half));
            }
            written?;
            File::open(&shelf.0)?.sync_all()
        })
        .await
    }

    /// Reads it.
    pub async fn get(&self, id: Uuid) -> io::Result<Vec<u8>> {
        self.blocking(move |shelf| std::fs::read(shelf.place(id))).await
    }

    /// Takes it away, and what a killed backend left of it. What is not there is no error.
    pub async fn remove(&self, id: Uuid) -> io::Result<()> {
        self.blocking(move |shelf| {
            for path in [shelf.half(id), shelf.place(id)] {
                match std::fs::remove_file(path) {
                    Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                    _ => {}
                }
            }
            Ok(())
        })
        .await
    }

    fn place(&self, id: Uuid) -> PathBuf {
        self.0.join(id.to_string())
    }

    fn half(&self, id: Uuid) -> PathBuf {
        self.0.join(format!("{id}.part"))
    }

    fn write(&self, half: &Path, bytes: &[u8]) -> io::Result<()> {
        DirBuilder::new().recursive(true).mode(0o700).create(&self.0)?;
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(half)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    async fn blocking<T: Send + 'static>(&self, work: impl FnOnce(&Self) -> io::Result<T> + Send + 'static) -> io::Result<T> {
        let shelf = self.clone();
        tokio::task::spawn_blocking(move || work(&shelf)).await?
    }
}
