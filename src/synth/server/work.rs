//! What waits to be made, and the two threads that make it: one for what somebody waits for, the most urgent first, and of those who
//! asked first; the other for what is wanted for later. The second works when nobody has asked for a while and nothing is heard, one
//! clause at a time, and only in time that nobody else on the machine wants (`SCHED_IDLE`).

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use super::super::cache::{Cache, Key};
use super::super::wire::{Failed, Health, Urgency};
use super::super::{RATE, Timbre};
use super::Limits;
use super::pace::Pace;

/// How far whoever makes sound gives way to who plays it, and to what was made before.
const NICE: i32 = 5;

/// Makes sound of clauses.
pub trait Maker: Send + Sync {
    /// The sound of a clause, without silence at its ends.
    ///
    /// # Errors
    /// It cannot be said, or the model cannot be used.
    fn make(&self, key: &Key, urgency: Urgency) -> Result<Vec<i16>, Failed>;
}

/// Where a maker comes from.
pub trait Source: Send + Sync + 'static {
    /// Reads the model.
    ///
    /// # Errors
    /// It is not there, or cannot be used.
    fn load(&self) -> Result<Arc<dyn Maker>, Failed>;
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
    /// When somebody wanted to hear something last, or until when it sounds.
    busy: Option<Instant>,
    /// What somebody waits for is being made.
    making: bool,
    pace: Pace,
}

impl Queue {
    fn forget(&mut self) {
        self.jobs.retain(|job| !job.gone.load(Ordering::Relaxed));
    }

    /// How long until nothing was asked for that long.
    fn early(&self, quiet: Duration) -> Duration {
        self.busy.map_or(Duration::ZERO, |busy| (busy + quiet).saturating_duration_since(Instant::now()))
    }

    /// Somebody wants to hear something, which lasts so long from when the last ends.
    fn busy(&mut self, lasts: Duration) {
        let now = Instant::now();
        self.busy = Some(self.busy.map_or(now, |busy| busy.max(now)) + lasts);
    }
}

/// What makes sound, and when its model was written.
type Loaded = (Option<Arc<dyn Maker>>, Option<SystemTime>);

/// The work of the process.
pub struct Work {
    /// What was made before.
    pub cache: Cache,
    limits: Limits,
    source: Box<dyn Source>,
    queue: Mutex<Queue>,
    more: Condvar,
    /// The model, and when it was written; nothing if it could not be used.
    maker: Mutex<Loaded>,
    /// The clauses that may be kept, read as on the mainland and as in Taiwan: those of the program's own words.
    kept: Mutex<[HashSet<String>; 2]>,
    /// Is told who was heard.
    heard: Sender<Heard>,
}

impl Work {
    /// Starts the threads, the first of which reads the model before it is asked.
    pub fn start(cache: Cache, source: impl Source, limits: Limits, heard: Sender<Heard>) -> std::io::Result<Arc<Self>> {
        let (queue, more, maker, kept) = (Mutex::default(), Condvar::new(), Mutex::new((None, None)), Mutex::default());
        let work = Arc::new(Self { cache, limits, source: Box::new(source), queue, more, maker, kept, heard });
        let (own, idle) = (Arc::clone(&work), Arc::clone(&work));
        thread::Builder::new().name("maker".into()).spawn(move || {
            // of this thread and of those the model starts from it; who may not give way goes on all the same
            let _ = rustix::process::nice(NICE);
            // why it cannot be used is told when something is asked for
            let _ = own.maker(own.source.model());
            own.run(false);
        })?;
        thread::Builder::new().name("idle".into()).spawn(move || {
            give_way();
            idle.run(true);
        })?;
        Ok(work)
    }

    /// Somebody wants to hear something, made before or not.
    pub fn asked(&self, heard: Heard) {
        self.queue().busy(Duration::ZERO);
        // nobody wants to know
        let _ = self.heard.send(heard);
    }

    /// So many samples are heard now, or behind what is heard.
    pub fn sounds(&self, samples: usize) {
        self.queue().busy(Duration::from_secs_f64(samples as f64 / f64::from(RATE)));
    }

    /// These clauses may be kept: nobody's words but the program's.
    pub fn may_keep(&self, taiwan: bool, clauses: HashSet<String>) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)[usize::from(taiwan)] = clauses;
    }

    /// What was typed, a name or an amount is never kept. Who asks for later has it from the list.
    fn keeps(&self, key: &Key, urgency: Urgency) -> bool {
        let listed = || self.kept.lock().unwrap_or_else(PoisonError::into_inner)[usize::from(key.taiwan)].contains(&key.text);
        urgency == Urgency::Idle || listed()
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

    /// The next clause whose turn it is: of those for later, or of the others.
    fn next(&self, idle: bool) -> Job {
        let mut queue = self.queue();
        loop {
            queue.forget();
            let urgent = |job: &Job| job.urgency != Urgency::Idle;
            let first = (0..queue.jobs.len()).filter(|at| urgent(&queue.jobs[*at]) != idle).min_by_key(|at| queue.jobs[*at].urgency);
            let waits = idle && (queue.making || queue.jobs.iter().any(urgent));
            let early = if idle { queue.early(self.limits.quiet) } else { Duration::ZERO };
            queue = match first.filter(|_| !waits) {
                Some(at) if early.is_zero() => {
                    queue.making |= !idle;
                    return queue.jobs.remove(at);
                }
                Some(_) => self.more.wait_timeout(queue, early).unwrap_or_else(PoisonError::into_inner).0,
                None => self.more.wait(queue).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    fn run(&self, idle: bool) {
        loop {
            let job = self.next(idle);
            // it may have been made for somebody else meanwhile
            let made = self.cache.get(&job.key).map_or_else(|| self.make(&job.key, job.urgency), Ok);
            if !idle {
                self.queue().making = false;
                self.more.notify_all();
            }
            // who has gone since does not hear it
            let _ = job.made.send(made);
        }
    }

    /// The maker of the model that is there now, read if it is another.
    fn maker(&self, model: Option<SystemTime>) -> Result<Arc<dyn Maker>, Failed> {
        let mut loaded = self.maker.lock().unwrap_or_else(PoisonError::into_inner);
        if let (Some(maker), read) = &*loaded
            && *read == model
        {
            return Ok(Arc::clone(maker));
        }
        // one at a time: the old one goes first
        *loaded = (None, model);
        let maker = catch_unwind(AssertUnwindSafe(|| self.source.load())).unwrap_or(Err(Failed::Broken));
        let maker = maker.inspect_err(|why| self.queue().pace.failed(*why, Instant::now(), model))?;
        loaded.0 = Some(Arc::clone(&maker));
        Ok(maker)
    }

    fn make(&self, key: &Key, urgency: Urgency) -> Result<Vec<i16>, Failed> {
        let model = self.source.model();
        let maker = self.maker(model)?;
        let begun = Instant::now();
        let made = catch_unwind(AssertUnwindSafe(|| maker.make(key, urgency)));
        let samples = made.unwrap_or_else(|_| {
            // a maker that breaks off is not used again
            self.maker.lock().unwrap_or_else(PoisonError::into_inner).0 = None;
            Err(Failed::Broken)
        })?;
        // one that gives way tells nothing of the machine
        if urgency != Urgency::Idle {
            self.queue().pace.made(samples.len(), begun.elapsed(), Instant::now(), model);
        }
        if self.keeps(key, urgency)
            && let Err(error) = self.cache.put(key, &samples)
        {
            tracing::warn!(%error, "a clause cannot be kept");
        }
        Ok(samples)
    }
}

/// Lets this thread, and those it starts, run only when nobody else on the machine wants to. It takes a program, for the call is unsafe.
fn give_way() {
    let thread = rustix::thread::gettid().as_raw_nonzero().to_string();
    let mut chrt = Command::new("chrt");
    chrt.args(["--idle", "--pid", "0", &thread]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if !chrt.status().is_ok_and(|status| status.success()) {
        tracing::warn!("what is made for later is not made at idle priority");
        let _ = rustix::process::nice(19);
    }
}
