//! The log: one file a day under `DATA_DIR/log`, a week of them, the newest also as `tongban.log`; of a served backend
//! standard error. Level info, or what `TONGBAN_LOG` says. Secrets hide themselves (`domain::secret::Secret`); here is nothing to hide them.

use std::path::Path;

use tracing_appender::non_blocking::{NonBlocking, WorkerGuard};
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

use super::Error;

/// How many days are kept.
const DAYS: usize = 7;
/// What others say at level info is of no use here.
const LEVEL: &str = "info,sqlx=warn,sea_orm=warn,zbus=warn,hyper=warn,reqwest=warn,cosmic_text=warn";

/// Writes until it is dropped.
#[must_use = "the last lines are written when it is dropped"]
pub struct Log {
    _worker: WorkerGuard,
}

/// Starts the log of the whole process in `directory`.
///
/// # Errors
/// [`Error::Mistake`] if no file can be made there, or a log was started before.
pub fn start(directory: &Path) -> Result<Log, Error> {
    let mistake = |error: String| Error::Mistake { path: directory.to_owned(), mistake: error };
    let (writer, worker) = writer(directory).map_err(mistake)?;
    tracing_subscriber::fmt()
        .with_env_filter(filter())
        .with_ansi(false)
        .with_writer(writer)
        .try_init()
        .map_err(|error| mistake(error.to_string()))?;
    Ok(Log { _worker: worker })
}

/// Logs the whole process to standard error, where journald and its like take it. Does nothing if a log was started before.
pub fn to_stderr() {
    let log = tracing_subscriber::fmt().with_env_filter(filter()).with_ansi(false).with_writer(std::io::stderr);
    // A log that is there already is as good.
    drop(log.try_init());
}

fn filter() -> EnvFilter {
    EnvFilter::try_from_env("TONGBAN_LOG").unwrap_or_else(|_| EnvFilter::new(LEVEL))
}

fn writer(directory: &Path) -> Result<(NonBlocking, WorkerGuard), String> {
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("tongban")
        .filename_suffix("log")
        .latest_symlink("tongban.log")
        .max_log_files(DAYS)
        .build(directory)
        .map_err(|error| error.to_string())?;
    Ok(tracing_appender::non_blocking(file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::secret::Secret;

    #[test]
    fn is_written_and_holds_no_secret() {
        let directory = tempfile::tempdir().unwrap();
        let (writer, worker) = writer(directory.path()).unwrap();
        let subscriber = tracing_subscriber::fmt().with_ansi(false).with_writer(writer).finish();
        tracing::subscriber::with_default(subscriber, || {
            let phone = Secret::new("13800001234");
            tracing::info!(?phone, "asked");
        });
        drop(worker);
        let text = std::fs::read_to_string(directory.path().join("tongban.log")).unwrap();
        assert!(text.contains("asked") && !text.contains("13800001234"), "{text}");
    }
}
