//! The one thread that makes sound, and what waits for it: the most urgent first, and of those who asked first. What is wanted for
//! later alone is made when nobody has asked for a while, one clause at a time.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use super::super::Timbre;
use super::super::cache::{Cache, Key};
use super::super::wire::{Failed, Health, Urgency};
use super::Limits;
use super::pace::Pace;

/// How far whoever makes sound gives way to who plays it, and to what was made before.
const NICE: i32 = 5;

/// Makes sound of clauses.
pub trait Maker {
    /// The sound of a clause, without silence at its ends.
    ///
    /// # Errors
    /// It cannot be said, or the model cannot be used.
    fn make(&mut self, key: &Key) -> Result<Vec<i16>, Failed>;
}

/// Where a maker comes from.
pub trait Source: Send + Sync + 'static {
    /// Reads the model.
    ///
    /// # Errors
    /// It is not there, or cannot be used.
    fn load(&self) -> Result<Box<dyn Maker>, Failed>;
    /// When the model that is there now was written.
    fn model(&self) -> Option<SystemTime>;
}

/// How somebody hears the voice: as read in Taiwan, and whose.
pub type Heard = (bool, Timbre);

/// A clause that is wanted.
struct Job {
    key: Key,
    urgency: Urgency,
    /// Whoever wanted it has gone.
    gone: Arc<AtomicBool>,
    made: SyncSender<Result<Vec<i16>, Failed>>,
}

/// What waits.
#[derive(Default)]
struct Queue {
    /// In the order they were asked for.
    jobs: Vec<Job>,
    /// When somebody wanted to hear something last.
    asked: Option<Instant>,
    pace: Pace,
}

impl Queue {
    fn forget(&mut self) {
        self.jobs.retain(|job| !job.gone.load(Ordering::Relaxed));
    }

    /// How long until nothing was asked for that long.
    fn early(&self, quiet: Duration) -> Duration {
        self.asked.map_or(Duration::ZERO, |asked| quiet.saturating_sub(asked.elapsed()))
    }
}

/// The work of the process.
pub struct Work {
    /// What was made before.
    pub cache: Cache,
    limits: Limits,
    source: Box<dyn Source>,
    queue: Mutex<Queue>,
    more: Condvar,
    /// Is told who was heard.
    heard: Sender<Heard>,
}

impl Work {
    /// Starts the thread, which reads the model before it is asked.
    pub fn start(cache: Cache, source: impl Source, limits: Limits, heard: Sender<Heard>) -> std::io::Result<Arc<Self>> {
        let (queue, more) = (Mutex::default(), Condvar::new());
        let work = Arc::new(Self { cache, limits, source: Box::new(source), queue, more, heard });
        let own = Arc::clone(&work);
        thread::Builder::new().name("maker".into()).spawn(move || own.run())?;
        Ok(work)
    }

    /// Somebody wants to hear something, made before or not.
    pub fn asked(&self, heard: Heard) {
        self.queue().asked = Some(Instant::now());
        // nobody wants to know
        let _ = self.heard.send(heard);
    }

    /// Waits until nothing was asked for a while.
    pub fn wait_for_quiet(&self) {
        loop {
            // let go of the queue before one sleeps
            let early = self.queue().early(self.limits.quiet);
            if early.is_zero() {
                return;
            }
            thread::sleep(early);
        }
    }

    /// Why nothing can be made now.
    pub fn refusal(&self) -> Option<Failed> {
        let model = self.source.model();
        self.queue().pace.refusal(Instant::now(), self.limits.again, model)
    }

    /// Has a clause made, unless `gone` becomes true before its turn. Nothing comes then.
    pub fn want(&self, key: Key, urgency: Urgency, gone: Arc<AtomicBool>) -> Receiver<Result<Vec<i16>, Failed>> {
        let (made, receiver) = sync_channel(1);
        self.queue().jobs.push(Job { key, urgency, gone, made });
        self.more.notify_all();
        receiver
    }

    /// What was wanted by those who have gone is not made.
    pub fn forget(&self) {
        self.queue().forget();
    }

    /// How it goes.
    pub fn health(&self) -> Health {
        let queue = self.queue();
        Health { factor: queue.pace.factor(), waiting: queue.jobs.len() }
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next clause whose turn it is.
    fn next(&self) -> Job {
        let mut queue = self.queue();
        loop {
            queue.forget();
            let first = (0..queue.jobs.len()).min_by_key(|at| queue.jobs[*at].urgency);
            let early = queue.early(self.limits.quiet);
            queue = match first {
                Some(at) if queue.jobs[at].urgency != Urgency::Idle || early.is_zero() => return queue.jobs.remove(at),
                Some(_) => self.more.wait_timeout(queue, early).unwrap_or_else(PoisonError::into_inner).0,
                None => self.more.wait(queue).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    fn run(&self) {
        // of this thread and of those the model starts from it; who may not give way goes on all the same
        let _ = rustix::process::nice(NICE);
        let mut loaded = self.source.model();
        let mut maker = self.load(loaded).ok();
        loop {
            let job = self.next();
            // it may have been made for somebody else meanwhile
            let made = self.cache.get(&job.key).map_or_else(
                || {
                    let model = self.source.model();
                    if model != loaded {
                        (maker, loaded) = (None, model);
                    }
                    self.make(&mut maker, &job.key, model)
                },
                Ok,
            );
            // who has gone since does not hear it
            let _ = job.made.send(made);
        }
    }

    fn load(&self, model: Option<SystemTime>) -> Result<Box<dyn Maker>, Failed> {
        let loaded = catch_unwind(AssertUnwindSafe(|| self.source.load())).unwrap_or(Err(Failed::Broken));
        loaded.inspect_err(|why| self.queue().pace.failed(*why, Instant::now(), model))
    }

    fn make(&self, maker: &mut Option<Box<dyn Maker>>, key: &Key, model: Option<SystemTime>) -> Result<Vec<i16>, Failed> {
        let mut able = match maker.take() {
            Some(maker) => maker,
            None => self.load(model)?,
        };
        let begun = Instant::now();
        // a maker that breaks off is not used again
        let made = catch_unwind(AssertUnwindSafe(|| able.make(key))).map_err(|_| Failed::Broken)?;
        *maker = Some(able);
        let samples = made?;
        self.queue().pace.made(samples.len(), begun.elapsed(), Instant::now(), model);
        if let Err(error) = self.cache.put(key, &samples) {
            tracing::warn!(%error, "a clause cannot be kept");
        }
        Ok(samples)
    }
}
