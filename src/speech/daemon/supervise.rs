//! Keeps the daemon running and its connections open, on one thread. Knows no queue.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use super::control::Control;
use super::{Daemon, address, socket};
use crate::speech::Trouble;
use crate::speech::voice::machine::{self, Ended};
use crate::speech::voice::{Report, Tongue, Voice};

/// How long a connection may take to open, and to answer.
const LIMIT: Duration = Duration::from_secs(3);
/// How long closed connections may take to end.
const CLOSE: Duration = Duration::from_secs(2);
/// The pauses between two attempts: the first, doubled each time, and the longest.
const PAUSES: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(30));

/// What the supervisor is told.
#[derive(Debug)]
pub enum Order {
    /// Open everything anew.
    Restart,
    /// Something was really said to its end: the next trouble is a new one.
    Fine,
    /// The daemon that was started as this one has gone.
    Died(u64),
    /// End.
    Stop,
}

/// What it tells.
pub enum News {
    /// This voice can be used.
    Opened(Tongue, Box<dyn Voice>),
    /// None can: drop them all.
    Lost(Trouble),
    /// The daemon is gone and the thread ends.
    Gone,
}

/// Runs until [`Order::Stop`]. `orders` is the sender of `inbox`; `report` is given to every voice.
pub fn run(
    runtime: &Path,
    inbox: &Receiver<Order>,
    orders: &Sender<Order>,
    tell: impl Fn(News),
    report: impl Fn(Tongue, Report) + Clone + Send + 'static,
) {
    let mut pause = PAUSES.0;
    for generation in 0.. {
        let mut ends = Vec::new();
        let (trouble, stop) = match attempt(runtime, generation, orders, &tell, &report, &mut ends) {
            Ok(daemon) => {
                let stop = watch(inbox, generation, &mut pause);
                drop(daemon);
                (Trouble::Hung, stop)
            }
            Err(trouble) => (trouble, false),
        };
        tell(News::Lost(trouble));
        let until = Instant::now() + CLOSE;
        for end in ends {
            // errs when the thread has ended, which is what is waited for
            let _ = end.recv_timeout(until.saturating_duration_since(Instant::now()));
        }
        if stop || !rest(inbox, pause) {
            break;
        }
        pause = (pause * 2).min(PAUSES.1);
    }
    tell(News::Gone);
}

/// Starts the daemon and opens a connection for every language.
fn attempt(
    runtime: &Path,
    generation: u64,
    orders: &Sender<Order>,
    tell: &impl Fn(News),
    report: &(impl Fn(Tongue, Report) + Clone + Send + 'static),
    ends: &mut Vec<Ended>,
) -> Result<Daemon, Trouble> {
    if env::var("SPEECHD_ADDRESS").ok() != Some(address(runtime)) {
        tracing::error!("SPEECHD_ADDRESS is not our daemon's: no voice");
        return Err(Trouble::NoDaemon);
    }
    let mut daemon = Daemon::start(runtime).map_err(|error| {
        tracing::warn!(%error, source = ?std::error::Error::source(&error), "no speech daemon");
        error.trouble()
    })?;
    for tongue in Tongue::ALL {
        let (voice, end) = open(&socket(runtime), &mut daemon.control, tongue, report.clone()).ok_or(Trouble::Hung)?;
        ends.push(end);
        tell(News::Opened(tongue, voice));
    }
    let orders = orders.clone();
    let (wait, rest) = (daemon.control.wait(), daemon.control.rest());
    let (Ok(wait), Ok(())) = (wait, rest) else { return Err(Trouble::Hung) };
    let watching = thread::Builder::new().name("voice-watch".into()).spawn(move || {
        wait();
        // the supervisor has ended before
        let _ = orders.send(Order::Died(generation));
    });
    watching.map(|_| daemon).map_err(|_| Trouble::Hung)
}

/// One `tts` connection and its language. The daemon numbers connections in order: the one between two of ours,
/// whose numbers we know, is the one `tts` has opened.
fn open(
    socket: &Path,
    control: &mut Control,
    tongue: Tongue,
    report: impl Fn(Tongue, Report) + Send + 'static,
) -> Option<(Box<dyn Voice>, Ended)> {
    let before = Control::connect(socket, LIMIT).ok()?.number;
    let (machine, ended) = machine::open(LIMIT, move |one| report(tongue, one))?;
    let after = Control::connect(socket, LIMIT).ok()?.number;
    if after != before + 2 {
        tracing::warn!("a stranger is at our speech daemon");
        return None;
    }
    control.set_language(before + 1, tongue.code()).ok()?;
    Some((Box::new(machine), ended))
}

/// Waits while all is well; true if it is to end.
fn watch(inbox: &Receiver<Order>, generation: u64, pause: &mut Duration) -> bool {
    loop {
        match inbox.recv() {
            Ok(Order::Fine) => *pause = PAUSES.0,
            Ok(Order::Died(other)) if other != generation => {}
            Ok(Order::Restart | Order::Died(_)) => return false,
            Ok(Order::Stop) | Err(_) => return true,
        }
    }
}

/// Waits before the next attempt; what was ordered for the last one is void. False if it is to end.
fn rest(inbox: &Receiver<Order>, pause: Duration) -> bool {
    let until = Instant::now() + pause;
    loop {
        match inbox.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(Order::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
            Ok(_) => {}
            Err(RecvTimeoutError::Timeout) => return true,
        }
    }
}

/// [`run`] on a thread of its own, which the daemon is bound to.
pub fn start(
    runtime: PathBuf,
    inbox: Receiver<Order>,
    orders: Sender<Order>,
    tell: impl Fn(News) + Send + 'static,
    report: impl Fn(Tongue, Report) + Clone + Send + 'static,
) -> std::io::Result<()> {
    let thread = thread::Builder::new().name("voice-daemon".into());
    thread.spawn(move || run(&runtime, &inbox, &orders, tell, report)).map(drop)
}
