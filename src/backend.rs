//! The backend: GovStack Registration over axum, SeaORM below; embedded in the terminal's process or served alone.
//! Knows no screen.

mod access;
mod applications;
mod clerk;
mod clock;
mod description;
mod documents;
mod doubt;
mod error;
mod help_calls;
mod language;
mod letters;
mod listening;
mod lookups;
mod office;
mod problem;
mod router;
mod run_file;
mod search;
mod services;
mod store;
mod supply;
mod sweep;
mod tasks;
mod verifications;

pub use access::{Open, Tokens};
use access::{Rights, Tries};
pub use doubt::{ClockSync, Timedatectl};
pub use error::Error;
pub use listening::Limits;
pub use office::{Handed, Office, Taken, Within};
pub use search::Index;
pub use store::Database;
pub use supply::Supply;
pub use verifications::{Registry, Sample, Verified};

use std::net::{Ipv4Addr, SocketAddr};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{Semaphore, oneshot};
use tokio::task::JoinHandle;

use crate::domain::clock::{Clock, SystemClock};
use crate::domain::lookup::Lookup;
use crate::domain::secret::Secret;
use documents::Shelf;
use doubt::Doubt;
use letters::Letters;
use router::Hall;
use run_file::RunFile;
use store::Store;

/// How long calls under way may take when the backend ends.
const FAREWELL: Duration = Duration::from_secs(5);
/// How often the built-in clerk works.
const CLERK: Duration = Duration::from_secs(5);

/// How long documents are kept unless somebody says: ten years, the shortest term for which offices keep files (定期10年).
pub const KEEP_DOCUMENTS: Duration = Duration::from_secs(10 * 365 * 24 * 60 * 60);

/// How the backend runs.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where it listens; port 0 takes any.
    pub listen: SocketAddr,
    /// Where it keeps what is filed.
    pub database: Database,
    /// Who may call without a token.
    pub open: Open,
    /// The token of staff; made if absent.
    pub staff_token: Option<Secret>,
    /// The token of terminals; made if absent.
    pub terminal_token: Option<Secret>,
    /// How often the built-in clerk moves applications on. Set, everything filed is a demonstration.
    pub demo: Option<Duration>,
    /// The directory documents are kept in.
    pub documents: PathBuf,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Who says whether the machine's clock is set over the network.
    pub clock_sync: Arc<dyn ClockSync>,
    /// How long a document is kept that belongs to an application.
    pub keep_documents: Duration,
    /// Who knows until when people are verified.
    pub registry: Arc<dyn Registry>,
    /// What registries know of a person.
    pub lookup: Arc<dyn Lookup>,
    /// Who takes the parts of what is filed in one go.
    pub office: Arc<dyn Office>,
    /// What callers may take of it.
    pub limits: Limits,
    /// Whether every call is logged.
    pub access_log: bool,
    /// Where url and tokens are written for this machine's owner while it runs.
    pub run_file: Option<PathBuf>,
}

impl Options {
    /// Those of the terminal's own backend: loopback, any port, everything under `data_dir`.
    pub fn embedded(data_dir: &Path, demo: bool) -> Self {
        Self {
            listen: (Ipv4Addr::LOCALHOST, 0).into(),
            database: Database::File(data_dir.join("backend.db")),
            open: Open::No,
            staff_token: None,
            terminal_token: None,
            demo: demo.then_some(CLERK),
            documents: data_dir.join("documents"),
            clock: Arc::new(SystemClock::default()),
            clock_sync: Arc::new(Timedatectl),
            keep_documents: KEEP_DOCUMENTS,
            registry: Arc::new(Sample),
            lookup: Arc::new(Sample),
            office: Arc::new(Within),
            limits: Limits::default(),
            access_log: false,
            run_file: Some(data_dir.join("run").join("backend.json")),
        }
    }
}

/// A backend that answers. Dropped, it ends and its run file is gone.
#[derive(Debug)]
pub struct Running {
    /// Its root: `http://127.0.0.1:…`.
    pub url: String,
    /// Its tokens.
    pub tokens: Tokens,
    _run_file: Option<RunFile>,
    _end: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Running {
    /// Ends it: takes no more calls, finishes those under way, closes the database.
    pub async fn stop(self) {
        let Self { _end: end, task, .. } = self;
        drop(end);
        if tokio::time::timeout(FAREWELL, task).await.is_err() {
            tracing::warn!("calls under way were cut off");
        }
    }
}

/// Starts a backend in this process, on the tokio runtime this is called in. When it returns, the backend answers.
pub async fn start(options: Options, catalogue: impl Into<Supply>) -> Result<Running, Error> {
    let local = options.listen.ip().is_loopback();
    if options.open == Open::Staff && !local {
        return Err(Error::OpenStaff(options.listen));
    }
    let supply = catalogue.into();
    let taking = tokio::task::spawn_blocking(|| supply.taken());
    let listener = TcpListener::bind(options.listen).await.map_err(|error| Error::listen(options.listen, error))?;
    let address = listener.local_addr().map_err(|error| Error::listen(options.listen, error))?;
    let store = Store::open(&options.database, options.clock.clone()).await?;
    let doubt = Doubt::begin(store.clone(), options.clock.clone(), options.clock_sync).await;
    let doubt = doubt.map_err(|error| Error::database("--database", error))?;
    let tokens = Tokens::new(options.terminal_token, options.staff_token);
    let url = format!("http://{address}");
    let run_file = options.run_file.map(|path| RunFile::write(path, &url, &tokens)).transpose()?;
    let (catalogue, index) = taking.await.map_err(|_| Error::Catalogue)?;
    let shelf = Shelf::new(&options.documents);
    let hall = Hall {
        catalogue,
        index,
        letters: Letters::default(),
        store: store.clone(),
        doubt: doubt.clone(),
        clock: options.clock,
        tokens: tokens.clone(),
        open: options.open,
        rights: Rights::default(),
        documents: shelf.clone(),
        registry: options.registry,
        lookup: options.lookup,
        tries: Tries::default(),
        office: options.office.clone(),
        demo: options.demo.is_some(),
        heavy: Arc::new(Semaphore::new(available_parallelism().map_or(2, NonZero::get))),
    };
    let router = router::router(Arc::new(hall), local, options.access_log);
    let clerk = options.demo.map(|pause| tokio::spawn(clerk::work(store.clone(), pause)));
    let sweeper = tokio::spawn(sweep::work(store.clone(), shelf, doubt.clone(), options.keep_documents));
    let judge = tokio::spawn(doubt::work(doubt));
    let messenger = tokio::spawn(office::work(store.clone(), options.office));
    let (end, ended) = oneshot::channel::<()>();
    let task = tokio::spawn(async move {
        listening::listen(listener, router, options.limits, ended).await;
        for worker in clerk.into_iter().chain([sweeper, judge, messenger]) {
            worker.abort();
        }
        store.close().await;
        tracing::info!("the backend has ended");
    });
    tracing::info!(%url, "the backend answers");
    Ok(Running { url, tokens, _run_file: run_file, _end: end, task })
}

/// Serves until the process is told to end (SIGINT, SIGTERM); `ready` is called once it answers.
pub async fn serve(options: Options, catalogue: impl Into<Supply>, ready: impl FnOnce(&Running)) -> Result<(), Error> {
    let running = start(options, catalogue).await?;
    ready(&running);
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
    running.stop().await;
    Ok(())
}
