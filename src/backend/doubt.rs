//! 时钟存疑: whether this machine's clock can be believed. A machine without a battery starts in 2000 or in 2036. Until NTP,
//! PostgreSQL or staff confirm the clock, nothing is deleted, nothing counts as accepted by lapse of time and nothing is
//! locked by it. Knows no HTTP.

use std::fmt::Debug;
use std::io::Read;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use sea_orm::DbErr;
use tokio::sync::Notify;
use tokio::time::MissedTickBehavior;

use super::store::Store;
use crate::domain::clock::Clock;

/// So much two clocks may differ that are both right.
const GRACE: SignedDuration = SignedDuration::from_secs(120);
/// So much the time of day may move against the time that passed.
const LONGEST_MOVE: SignedDuration = SignedDuration::from_hours(24);
/// So long after the newest row a machine may be started: a home used weekly, a hall after a holiday.
const LONGEST_ABSENCE: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How often the clock is judged and, while it is doubted, asked about.
const PAUSE: Duration = Duration::from_secs(60);
/// How long a program may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often it is looked whether it has.
const GLANCE: Duration = Duration::from_millis(10);

/// Why the clock is doubted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It stands before the newest row of the store.
    Behind,
    /// It moved by over a day against the time since the machine was started.
    Jumped,
    /// When the backend was started it stood over 30 days after the newest row.
    Ahead,
}

impl Why {
    /// As staff are told.
    pub const fn told(self) -> &'static str {
        match self {
            Self::Behind => "before the newest record",
            Self::Jumped => "moved by over a day",
            Self::Ahead => "over 30 days after the newest record",
        }
    }
}

/// Both clocks of the machine at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Reading {
    now: Timestamp,
    since_boot: SignedDuration,
}

impl Reading {
    fn of(clock: &dyn Clock) -> Self {
        Self { now: clock.now(), since_boot: SignedDuration::try_from(clock.since_boot()).unwrap_or(SignedDuration::MAX) }
    }

    /// How much time passed since `earlier`.
    fn passed(self, earlier: Self) -> SignedDuration {
        self.since_boot.saturating_sub(earlier.since_boot)
    }

    /// By how much the time of day was moved since `earlier`.
    fn moved(self, earlier: Self) -> SignedDuration {
        self.now.duration_since(earlier.now).saturating_sub(self.passed(earlier))
    }
}

/// What is judged by: the clock when it was believed last.
#[derive(Debug, Clone, Copy)]
struct Believed {
    at: Reading,
    /// The newest row then, if it was in the future: it and what follows it by microseconds were written by a wrong clock.
    wrong: Option<Timestamp>,
}

/// Why a clock that stands at `now` is doubted, if it is; `believed` is none at the start. An empty store doubts nothing.
fn judge(now: Reading, believed: Option<Believed>, newest: Option<Timestamp>) -> Option<Why> {
    let wrong = believed.and_then(|believed| believed.wrong);
    let newest = newest.filter(|newest| wrong.is_none_or(|wrong| newest.duration_since(wrong) > GRACE));
    let after = newest.map(|newest| now.now.duration_since(newest));
    if after.is_some_and(|after| after < -GRACE) {
        return Some(Why::Behind);
    }
    match believed {
        Some(believed) => (now.moved(believed.at).abs() > LONGEST_MOVE).then_some(Why::Jumped),
        None => after.filter(|after| *after > LONGEST_ABSENCE).map(|_| Why::Ahead),
    }
}

/// Who says whether this machine's clock is set over the network (校时).
pub trait ClockSync: Debug + Send + Sync {
    /// Whether it is, as far as one knows. May block for seconds.
    fn is_synchronised(&self) -> bool;
}

/// systemd's `timedatectl`. Where there is none, nothing is known.
#[derive(Debug, Clone, Copy)]
pub struct Timedatectl;

impl ClockSync for Timedatectl {
    fn is_synchronised(&self) -> bool {
        let mut command = Command::new("timedatectl");
        command.args(["show", "-p", "NTPSynchronized", "--value"]);
        answer(command, PATIENCE).is_some_and(|answer| answer.trim() == "yes")
    }
}

/// What `command` answers in a few words, if it does in time and ends well.
fn answer(mut command: Command, patience: Duration) -> Option<String> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
    let until = Instant::now() + patience;
    let status = loop {
        match child.try_wait() {
            Ok(None) if Instant::now() < until => thread::sleep(GLANCE),
            Ok(Some(status)) => break status,
            _ => {
                drop(child.kill());
                drop(child.wait());
                return None;
            }
        }
    };
    let mut words = String::new();
    child.stdout.take()?.read_to_string(&mut words).ok()?;
    status.success().then_some(words)
}

/// Whether the clock is doubted: one for all who ask.
#[derive(Clone)]
pub struct Doubt(Arc<Shared>);

struct Shared {
    store: Store,
    clock: Arc<dyn Clock>,
    sync: Arc<dyn ClockSync>,
    state: Mutex<State>,
    /// One confirmation at a time.
    confirming: tokio::sync::Mutex<()>,
    confirmed: Notify,
}

#[derive(Default)]
struct State {
    believed: Option<Believed>,
    /// Why, and the clock when it was found.
    doubted: Option<(Why, Reading)>,
}

impl Doubt {
    /// Judges the clock at the start.
    pub async fn begin(store: Store, clock: Arc<dyn Clock>, sync: Arc<dyn ClockSync>) -> Result<Self, DbErr> {
        let state = Mutex::default();
        let doubt =
            Self(Arc::new(Shared { store, clock, sync, state, confirming: tokio::sync::Mutex::default(), confirmed: Notify::new() }));
        doubt.look().await?;
        Ok(doubt)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Why the clock is doubted, by the last look.
    pub fn why(&self) -> Option<Why> {
        self.state().doubted.map(|(why, _)| why)
    }

    /// Judges the clock anew. Once doubted, it is until it is confirmed.
    pub async fn look(&self) -> Result<Option<Why>, DbErr> {
        if let Some(why) = self.why() {
            return Ok(Some(why));
        }
        let newest = self.0.store.newest().await?;
        let now = Reading::of(&*self.0.clock);
        let mut state = self.state();
        if state.doubted.is_none() {
            match judge(now, state.believed, newest) {
                Some(why) => {
                    tracing::warn!(why = why.told(), now = %now.now, "the clock is doubted: nothing is deleted, accepted or locked by it");
                    state.doubted = Some((why, now));
                }
                None => drop(state.believed.get_or_insert(Believed { at: now, wrong: None })),
            }
        }
        Ok(state.doubted.map(|(why, _)| why))
    }

    /// The clock is right, as `by` says. What was written while it was doubted, and was wrong, gets the time it really came at,
    /// so that no term seems over that never ran.
    pub async fn confirm(&self, by: &'static str) -> Result<(), DbErr> {
        let _one = self.0.confirming.lock().await;
        let newest = self.0.store.newest().await?;
        let now = Reading::of(&*self.0.clock);
        let doubted = self.state().doubted;
        if let Some((_, since)) = doubted
            && now.moved(since).abs() > LONGEST_MOVE
        {
            let shift = |moment: Timestamp, by| moment.saturating_add(by).unwrap_or(moment);
            let written = shift(since.now, -GRACE)..=shift(since.now, now.passed(since).saturating_add(GRACE));
            self.0.store.redate(written, now.moved(since)).await?;
        }
        let wrong = newest.filter(|newest| newest.duration_since(now.now) > GRACE);
        *self.state() = State { believed: Some(Believed { at: now, wrong }), doubted: None };
        if doubted.is_some() {
            tracing::info!(by, now = %now.now, "the clock is confirmed");
            self.0.confirmed.notify_one();
        }
        Ok(())
    }

    /// Waits for a doubt to end.
    pub async fn ended(&self) {
        self.0.confirmed.notified().await;
    }

    /// Asks whoever can say that the clock is right, if it is doubted.
    async fn ask(&self) -> Result<(), DbErr> {
        if self.look().await?.is_none() {
            return Ok(());
        }
        let sync = self.0.sync.clone();
        if tokio::task::spawn_blocking(move || sync.is_synchronised()).await.unwrap_or(false) {
            return self.confirm("NTP").await;
        }
        let elsewhere = self.0.store.time_elsewhere().await?;
        if elsewhere.is_some_and(|time| self.0.clock.now().duration_since(time).abs() <= GRACE) {
            return self.confirm("PostgreSQL").await;
        }
        Ok(())
    }
}

/// Judges the clock and asks about it now and then for ever.
pub async fn work(doubt: Doubt) {
    let mut clock = tokio::time::interval(PAUSE);
    clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        clock.tick().await;
        if let Err(error) = doubt.ask().await {
            tracing::warn!(%error, "the clock was not judged");
        }
    }
}

#[cfg(test)]
mod tests;
