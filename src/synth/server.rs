//! The warm process: one a folder, which has the model in memory and makes the clauses that are not kept, the most urgent first. Ends by
//! itself when nobody has been connected for a minute.
//!
//! A connection is a thread or two ([`connection`]) that cut what is asked into clauses and take what is kept from the cache; what is not
//! is made by one thread, and for later by another ([`work`]), by the order of [`Urgency`](super::wire::Urgency). TERM ends it as it stands: nothing is half written.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::os::unix::net::{UnixListener, UnixStream};
use std::sync::mpsc::channel;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::cache::{self, Cache};
use super::{Folder, client};
pub use pace::TOO_SLOW;
use work::Work;

mod connection;
mod fill;
mod neural;
mod pace;
mod work;

/// How many may be connected at once: each costs two threads.
const MOST: usize = 32;
/// How long the one that is there may take to answer one that would take its place.
const ANSWER: Duration = Duration::from_secs(3);

/// The times of the process; shorter in tests.
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// It ends when nobody was connected for so long.
    linger: Duration,
    /// Nothing is made for the cache before nothing was asked for so long.
    quiet: Duration,
    /// After so long what was too slow, or broken, is tried again.
    again: Duration,
}

const LIMITS: Limits = Limits { linger: Duration::from_secs(60), quiet: Duration::from_secs(5), again: Duration::from_secs(120) };

/// Knows the sentences that are always the same, as read in Taiwan or not; behind an empty one, those that may be kept and are not made
/// before they are asked for.
pub trait Fixed: Fn(bool) -> io::Result<Vec<String>> + Send + 'static {}

impl<F: Fn(bool) -> io::Result<Vec<String>> + Send + 'static> Fixed for F {}

/// The process of a folder, listening.
#[derive(Debug)]
pub struct Server {
    folder: Folder,
    listener: UnixListener,
    limits: Limits,
    /// Held until the end.
    _lock: File,
}

impl Server {
    /// Listens in `folder`; nothing if another process does already.
    ///
    /// # Errors
    /// The folder cannot be written; or another process holds it and does not answer.
    pub fn open(folder: &Folder) -> io::Result<Option<Self>> {
        folder.prepare_run()?;
        let mut lock = File::options().create(true).truncate(false).write(true).mode(0o600).open(folder.lock())?;
        if lock.try_lock().is_err() {
            return answers(folder).map(|()| None);
        }
        lock.set_len(0).and_then(|()| writeln!(lock, "{}", std::process::id()))?;
        let (path, _directory) = client::socket(folder)?;
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let listener = UnixListener::bind(path)?;
        tighten(folder);
        Ok(Some(Self { folder: folder.clone(), listener, limits: LIMITS, _lock: lock }))
    }

    /// Serves until nobody has been connected for a minute. When nothing was asked for a while, it makes the sentences that are `fixed` in
    /// the reading (as in Taiwan, or not) and by the timbre that were heard last.
    ///
    /// # Errors
    /// No thread can be started.
    pub fn run(self, fixed: impl Fixed) -> io::Result<()> {
        let source = neural::Neural(self.folder.clone());
        self.serve(source, fixed)
    }

    fn serve(self, source: impl work::Source, fixed: impl Fixed) -> io::Result<()> {
        let cache = Cache::at(self.folder.cache().to_owned(), cache::LIMIT);
        let (heard, voices) = channel();
        let work = Work::start(cache, source, self.limits, heard)?;
        let filled = Arc::clone(&work);
        thread::Builder::new().name("fill".into()).spawn(move || fill::run(&filled, &voices, fixed))?;
        let guests = Arc::new(Guests::default());
        let (listener, own) = (self.listener.try_clone()?, Arc::clone(&guests));
        thread::Builder::new().name("door".into()).spawn(move || {
            for stream in listener.incoming().filter_map(Result::ok) {
                welcome(stream, &work, &own);
            }
        })?;
        guests.wait_until_gone(self.limits.linger);
        let (path, _directory) = client::socket(&self.folder)?;
        fs::remove_file(path)
    }
}

/// Makes what is kept its owner's alone. What earlier versions kept, names and amounts too, goes.
fn tighten(folder: &Folder) {
    if let Err(error) = Cache::at(folder.cache().to_owned(), cache::LIMIT).tighten() {
        tracing::warn!(%error, "what is made cannot be kept");
    }
    let Some(old) = folder.old_cache() else { return };
    match fs::remove_dir_all(old) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => tracing::warn!(%error, "what an earlier version kept is still there"),
        _ => {}
    }
}

/// Waits until the process that holds the folder answers.
fn answers(folder: &Folder) -> io::Result<()> {
    let until = Instant::now() + ANSWER;
    loop {
        match client::connect(folder) {
            Ok(_) => return Ok(()),
            Err(error) if Instant::now() >= until => return Err(error),
            Err(_) => thread::sleep(Duration::from_millis(20)),
        }
    }
}

/// Lets one in, unless there are too many.
fn welcome(stream: UnixStream, work: &Arc<Work>, guests: &Arc<Guests>) {
    let Some(guest) = Guests::one_more(guests) else { return };
    let work = Arc::clone(work);
    let begun = thread::Builder::new().name("guest".into()).spawn(move || {
        connection::serve(&stream, &work);
        drop(guest);
    });
    if let Err(error) = begun {
        tracing::warn!(%error, "no thread for one who asks");
    }
}

/// Who is connected.
#[derive(Debug, Default)]
struct Guests {
    count: Mutex<usize>,
    changed: Condvar,
}

/// One who is connected.
struct Guest(Arc<Guests>);

impl Guests {
    fn count(&self) -> MutexGuard<'_, usize> {
        self.count.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn one_more(guests: &Arc<Self>) -> Option<Guest> {
        let mut count = guests.count();
        if *count >= MOST {
            return None;
        }
        *count += 1;
        guests.changed.notify_all();
        Some(Guest(Arc::clone(guests)))
    }

    /// Returns when nobody has been there for so long.
    fn wait_until_gone(&self, linger: Duration) {
        let mut count = self.count();
        loop {
            let (now, waited) = self.changed.wait_timeout(count, linger).unwrap_or_else(PoisonError::into_inner);
            if waited.timed_out() && *now == 0 {
                return;
            }
            count = now;
        }
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        *self.0.count() -= 1;
        self.0.changed.notify_all();
    }
}

#[cfg(test)]
mod tests;
