//! From the command line to what is fixed for the life of the program: files read, the directory held, nothing started.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::run::{Start, run};
use super::serve::token;
use super::voice::folder;
use super::{Options, StartError};
use crate::api::http::is_plain;
use crate::backend;
use crate::command::RunOptions;
use crate::domain::clock::SystemClock;
use crate::domain::settings::{Operation, Settings, TextSize};
use crate::session::{DataDirectory, default_path, institution};
use crate::speech;
use crate::ui::Profile;

/// As many threads tokio, which iced starts, gives to client and embedded backend.
const THREADS: &str = "TOKIO_WORKER_THREADS";

/// The program, ready to open its window.
#[derive(Debug)]
pub struct Prepared {
    options: Options,
    start: Start,
    directory: DataDirectory,
}

impl Prepared {
    /// Reads the files, holds the data directory.
    ///
    /// # Errors
    /// Why it cannot start; nothing was damaged.
    pub fn new(run: RunOptions) -> Result<Self, StartError> {
        let directory = DataDirectory::open(place(run.data_dir.clone())?)?;
        let profile = match &run.display_profile {
            Some(path) => read_profile(path)?,
            None if run.kiosk => Profile::KIOSK,
            None => Profile::HOME,
        };
        let window = run.window.map(|window| (window.width, window.height));
        let options = Options {
            kiosk: run.kiosk,
            demo: run.demo,
            settings: settings(&run, &directory),
            institution: institution(directory.path())?,
            profile,
            maximized: !run.kiosk && window.is_none() && profile.width_px.is_none(),
            window: window.unwrap_or((profile.width_px.unwrap_or(1280), profile.height_px.unwrap_or(800))),
        };
        let mut embedded = backend::Options::embedded(directory.path(), run.demo);
        embedded.clock = Arc::new(SystemClock::new(options.institution.zone.clone()));
        embedded.listen = run.listen.unwrap_or(embedded.listen);
        let speech = speech::Options {
            audible: run.speech != Some(false),
            log: run.speech_log,
            runtime: directory.run(),
            // without a path to itself the program is found by its name
            program: std::env::current_exe().unwrap_or_else(|_| env!("CARGO_PKG_NAME").into()),
            voice: folder(run.voice_dir)?.path().to_owned(),
        };
        if let Some(address) = run.backend.as_ref().filter(|address| !run.allow_plain_http && is_plain(address)) {
            return Err(StartError::PlainHttp(address.clone()));
        }
        let token = run.terminal_token_file.as_deref().map(token).transpose()?;
        let start = Start { backend: run.backend, token, embedded, speech, cache: directory.path().join("cache") };
        Ok(Self { options, start, directory })
    }

    /// The data directory, for the log.
    pub const fn directory(&self) -> &DataDirectory {
        &self.directory
    }

    /// The variables `main` sets before it starts any thread.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let mut variables = speech::daemon::environment(&self.directory.run()).to_vec();
        // One person is served here: a thread for each core would only take memory.
        if std::env::var_os(THREADS).is_none() {
            variables.push((THREADS, "2".to_owned()));
        }
        variables
    }

    /// Opens the window and stays until it is closed.
    ///
    /// # Errors
    /// Why it cannot be opened, or closed by itself.
    pub fn run(self) -> Result<(), StartError> {
        let applicant = self.directory.applicant(self.options.kiosk)?;
        run(self.options, self.start, self.directory, applicant)
    }
}

/// Where everything is kept.
pub fn place(given: Option<PathBuf>) -> Result<PathBuf, StartError> {
    Ok(given.map_or_else(|| default_path(|name| std::env::var_os(name).map(PathBuf::from)), Ok)?)
}

pub fn read_profile(path: &Path) -> Result<Profile, StartError> {
    let text = std::fs::read_to_string(path).map_err(|cause| crate::session::Error::of_file(path, cause))?;
    Profile::read(&text).map_err(|mistake| StartError::Profile(path.to_owned(), mistake))
}

/// What was kept, under what was given; in a hall nothing was kept.
fn settings(run: &RunOptions, directory: &DataDirectory) -> Settings {
    let kept = if run.kiosk { Settings { text_size: TextSize::KIOSK, ..Settings::default() } } else { directory.settings() };
    Settings {
        locale: run.lang.unwrap_or(kept.locale),
        text_size: run.text_size.unwrap_or(kept.text_size),
        theme: run.theme.unwrap_or(kept.theme),
        operation: Operation { way: run.operate.unwrap_or(kept.operation.way), ..kept.operation },
        ..kept
    }
}
