//! `tongban serve`: the work without a window.

use std::io::Write;
use std::path::Path;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use super::catalogue::told;
use super::prepare::place;
use super::run::StartError;
use crate::backend::{self, Database, Limits, Open, Supply};
use crate::command::{LimitOptions, ServeOptions};
use crate::domain::catalogue::Catalogue;
use crate::domain::clock::SystemClock;
use crate::domain::secret::Secret;
use crate::i18n::Texts;
use crate::session::{DataDirectory, Error, institution};

/// Serves the backend until told to end. Its address is written to `out` once it answers.
///
/// # Errors
/// Why it cannot start, or ended by itself.
pub fn serve(options: ServeOptions, texts: &Texts, out: &mut impl Write) -> Result<(), StartError> {
    let open = match (options.open, options.open_staff) {
        (_, true) => Open::Staff,
        (true, false) => Open::Terminals,
        (false, false) => Open::No,
    };
    if open == Open::No && options.staff_token_file.is_none() && options.terminal_token_file.is_none() {
        return Err(StartError::NoToken);
    }
    let home = place(options.data_dir)?;
    let (database, directory) = match options.database {
        Some(url) => (Database::Url(url), None),
        None => {
            let directory = DataDirectory::open(home.clone())?;
            (Database::File(directory.path().join("backend.db")), Some(directory))
        }
    };
    let [staff_token, terminal_token] =
        [&options.staff_token_file, &options.terminal_token_file].map(|path| path.as_deref().map(token).transpose());
    let (files, unread) = match &options.catalogue {
        Some(path) => Catalogue::files_of(path).map_err(|cause| Error::of_reading(path, cause))?,
        None => (Catalogue::embedded_files(), Vec::new()),
    };
    let (left_out, defects) = mpsc::channel();
    let catalogue = Supply::reading(move || {
        let (catalogue, defects) = Catalogue::read(files);
        for defect in unread.into_iter().chain(defects) {
            tracing::error!(?defect, "left out of the catalogue");
            left_out.send(defect).unwrap_or_default();
        }
        catalogue
    });
    let backend = backend::Options {
        listen: options.listen,
        database,
        clock: Arc::new(SystemClock::new(institution(&home)?.zone)),
        clock_sync: Arc::new(backend::Timedatectl),
        open,
        staff_token: staff_token?,
        terminal_token: terminal_token?,
        demo: None,
        documents: home.join("documents"),
        keep_documents: options.keep_documents.map_or(backend::KEEP_DOCUMENTS, |days| Duration::from_secs(u64::from(days) * 24 * 60 * 60)),
        registry: Arc::new(backend::Sample),
        lookup: Arc::new(backend::Sample),
        office: Arc::new(backend::Within),
        limits: options.limits.into(),
        access_log: options.limits.access_log,
        run_file: directory.as_ref().map(|directory| directory.run().join("backend.json")),
    };
    let runtime = tokio::runtime::Runtime::new().map_err(|cause| Error::of_file(Path::new("tokio"), cause))?;
    Ok(runtime.block_on(backend::serve(backend, catalogue, |running| {
        for defect in defects {
            writeln!(out, "{}", told(&defect, texts)).unwrap_or_default();
        }
        writeln!(out, "{}", texts.with("command-serving", &[("url", running.url.clone().into())])).unwrap_or_default();
    }))?)
}

impl From<LimitOptions> for Limits {
    fn from(given: LimitOptions) -> Self {
        let usual = Self::default();
        let seconds = |given: Option<u16>, usual| given.map_or(usual, |seconds| Duration::from_secs(seconds.into()));
        Self {
            idle: seconds(given.idle_seconds, usual.idle),
            stall: seconds(given.stall_seconds, usual.stall),
            connections: given.connections.map_or(usual.connections, usize::from),
            per_address: given.connections_per_address.map_or(usual.per_address, usize::from),
        }
    }
}

/// The token in a file; an empty one is none, and none is no lock.
pub(super) fn token(path: &Path) -> Result<Secret, Error> {
    let text = std::fs::read_to_string(path).map_err(|cause| Error::of_file(path, cause))?;
    match text.trim() {
        "" => Err(Error::Mistake { path: path.to_owned(), mistake: "1: empty".to_owned() }),
        text => Ok(Secret::new(text)),
    }
}
