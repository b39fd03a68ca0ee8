//! Keeps the daemon running and our connection open, on one thread. Knows no queue.

use std::env;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use super::{Daemon, address, socket};
use crate::speech::voice::machine::{self, Ended};
use crate::speech::voice::{Report, Voice};
use crate::speech::{Options, Trouble};

/// How long a connection may take to open, and to answer.
const LIMIT: Duration = Duration::from_secs(3);
/// How long a closed connection may take to end.
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
    /// The voice can be used.
    Opened(Box<dyn Voice>),
    /// It cannot: drop it.
    Lost(Trouble),
    /// The daemon is gone and the thread ends.
    Gone,
}

/// Runs until [`Order::Stop`]. `orders` is the sender of `inbox`; `report` is given to the voice.
pub fn run(
    options: &Options,
    inbox: &Receiver<Order>,
    orders: &Sender<Order>,
    tell: impl Fn(News),
    report: impl Fn(Report) + Clone + Send + 'static,
) {
    let mut pause = PAUSES.0;
    for generation in 0.. {
        let mut end = None;
        let (trouble, stop) = match attempt(options, generation, orders, &tell, &report, &mut end) {
            Ok(daemon) => {
                let stop = watch(inbox, generation, &mut pause);
                drop(daemon);
                (Trouble::Hung, stop)
            }
            Err(trouble) => (trouble, false),
        };
        tell(News::Lost(trouble));
        // errs when the thread has ended, which is what is waited for
        let _ = end.map(|end: Ended| end.recv_timeout(CLOSE));
        if stop || !rest(inbox, pause) {
            break;
        }
        pause = (pause * 2).min(PAUSES.1);
    }
    tell(News::Gone);
}

/// Starts the daemon and opens our connection.
fn attempt(
    options: &Options,
    generation: u64,
    orders: &Sender<Order>,
    tell: &impl Fn(News),
    report: &(impl Fn(Report) + Clone + Send + 'static),
    end: &mut Option<Ended>,
) -> Result<Daemon, Trouble> {
    if env::var("SPEECHD_ADDRESS").ok() != Some(address(&options.runtime)) {
        tracing::error!("SPEECHD_ADDRESS is not our daemon's: no voice");
        return Err(Trouble::NoDaemon);
    }
    let daemon = Daemon::start(options).map_err(|error| {
        tracing::warn!(%error, source = ?std::error::Error::source(&error), "no speech daemon");
        error.trouble()
    })?;
    let (voice, ended) = machine::open(&socket(&options.runtime), LIMIT, report.clone()).ok_or(Trouble::Hung)?;
    *end = Some(ended);
    tell(News::Opened(Box::new(voice)));
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
    options: Options,
    inbox: Receiver<Order>,
    orders: Sender<Order>,
    tell: impl Fn(News) + Send + 'static,
    report: impl Fn(Report) + Clone + Send + 'static,
) -> std::io::Result<()> {
    let thread = thread::Builder::new().name("voice-daemon".into());
    thread.spawn(move || run(&options, &inbox, &orders, tell, report)).map(drop)
}
