//! What a clock is doubted for, and what ends a doubt.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use jiff::ToSpan;
use uuid::Uuid;

use super::*;
use crate::backend::store::Database;
use crate::domain::clock::{CHINA, FixedClock};
use crate::domain::help::HelpCall;
use crate::domain::secret::Secret;

const NOW: Timestamp = Timestamp::constant(1_795_227_840, 0);
const SECOND: SignedDuration = SignedDuration::from_secs(1);

/// Both clocks so long after [`NOW`] and the start.
fn at(now: SignedDuration, since_boot: SignedDuration) -> Reading {
    Reading { now: NOW + now, since_boot }
}

#[test]
fn a_clock_is_doubted_before_the_newest_row_after_a_jump_and_long_after_the_newest_row() {
    let (zero, day, month, years) = (SignedDuration::ZERO, SECOND * 86_400, SECOND * 86_400 * 30, SECOND * 86_400 * 3650);
    let believed = Some(Believed { at: at(zero, day), wrong: None });
    let mended = Some(Believed { at: at(zero, day), wrong: Some(NOW + years) });
    let cases = [
        // At the start.
        (at(zero, zero), None, None, None),
        (at(-years, zero), None, None, None),
        (at(zero, zero), None, Some(zero), None),
        (at(-GRACE, zero), None, Some(zero), None),
        (at(-GRACE - SECOND, zero), None, Some(zero), Some(Why::Behind)),
        (at(-years, zero), None, Some(zero), Some(Why::Behind)),
        (at(month - day, zero), None, Some(zero), None),
        (at(month, zero), None, Some(zero), None),
        (at(month + SECOND, zero), None, Some(zero), Some(Why::Ahead)),
        (at(years, zero), None, Some(zero), Some(Why::Ahead)),
        // While it runs: months without a row are no jump, nor is sleep.
        (at(month * 3, day + month * 3), believed, Some(zero), None),
        (at(day, day), believed, Some(zero), None),
        (at(day + SECOND, day), believed, Some(zero), Some(Why::Jumped)),
        (at(-day, day), believed, None, None),
        (at(-day - SECOND, day), believed, None, Some(Why::Jumped)),
        (at(years, day), believed, None, Some(Why::Jumped)),
        (at(-GRACE - SECOND, day), believed, Some(zero), Some(Why::Behind)),
        // A row of a clock that was wrong, known since the last confirmation, and another.
        (at(zero, day), mended, Some(years), None),
        (at(zero, day), mended, Some(years + GRACE), None),
        (at(zero, day), mended, Some(years + GRACE + SECOND), Some(Why::Behind)),
    ];
    for (case, (now, believed, newest, why)) in cases.into_iter().enumerate() {
        assert_eq!(judge(now, believed, newest.map(|newest| NOW + newest)), why, "case {case}");
    }
}

/// Says what it is told to say, and how often it was asked.
#[derive(Debug, Default)]
struct Sync(AtomicBool, AtomicUsize);

impl ClockSync for Sync {
    fn is_synchronised(&self) -> bool {
        self.1.fetch_add(1, Ordering::Relaxed);
        self.0.load(Ordering::Relaxed)
    }
}

struct Machine {
    store: Store,
    clock: Arc<FixedClock>,
    sync: Arc<Sync>,
}

impl Machine {
    async fn at(now: Timestamp) -> Self {
        let clock = Arc::new(FixedClock::new(now.to_zoned(CHINA)));
        let store = Store::open(&Database::Url(Secret::new("sqlite::memory:")), clock.clone()).await.unwrap();
        Self { store, clock, sync: Arc::default() }
    }

    async fn doubt(&self) -> Doubt {
        Doubt::begin(self.store.clone(), self.clock.clone(), self.sync.clone()).await.unwrap()
    }

    /// Calls for help from the machine `kiosk`; when, as it is kept.
    async fn calls(&self, kiosk: &str) -> Uuid {
        self.store.call_help(&HelpCall { kiosk: kiosk.to_owned(), screen: "home".to_owned(), service: None }).await.unwrap().id
    }

    async fn called(&self, id: Uuid) -> Timestamp {
        self.store.help_call(id).await.unwrap().unwrap().at
    }
}

#[tokio::test]
async fn nobody_is_asked_about_a_clock_that_is_believed_and_a_yes_ends_a_doubt() {
    let machine = Machine::at(NOW).await;
    let doubt = machine.doubt().await;
    doubt.ask().await.unwrap();
    assert_eq!((doubt.why(), machine.sync.1.load(Ordering::Relaxed)), (None, 0));
    machine.clock.set(NOW + 48.hours(), Duration::from_secs(60));
    doubt.ask().await.unwrap();
    assert_eq!((doubt.why(), machine.sync.1.load(Ordering::Relaxed)), (Some(Why::Jumped), 1));
    // Set back, it is no better known.
    machine.clock.set(NOW, Duration::from_secs(120));
    assert_eq!(doubt.look().await.unwrap(), Some(Why::Jumped));
    machine.sync.0.store(true, Ordering::Relaxed);
    doubt.ask().await.unwrap();
    assert_eq!(doubt.why(), None);
    doubt.ended().await;
    doubt.ask().await.unwrap();
    assert_eq!(machine.sync.1.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn what_was_written_by_a_wrong_clock_gets_the_time_it_came_at() {
    let machine = Machine::at(NOW).await;
    let before = machine.calls("1").await;
    let wrong: Timestamp = "2000-01-01T00:00:00Z".parse().unwrap();
    machine.clock.set(wrong, Duration::ZERO);
    let doubt = machine.doubt().await;
    assert_eq!(doubt.why(), Some(Why::Behind));
    machine.clock.set(wrong + 1.hour(), Duration::from_secs(3600));
    let meanwhile = machine.calls("2").await;
    // Set right two hours after the start, a day and more after the call before.
    machine.clock.set(NOW + 30.hours(), Duration::from_secs(7200));
    doubt.confirm("a test").await.unwrap();
    assert_eq!(machine.called(meanwhile).await, NOW + 29.hours());
    assert_eq!(machine.called(before).await, NOW);
    assert_eq!(doubt.look().await.unwrap(), None);
}

#[tokio::test]
async fn a_clock_confirmed_as_it_stands_moves_nothing() {
    let machine = Machine::at(NOW).await;
    let before = machine.calls("1").await;
    machine.clock.set(NOW + 2400.hours(), Duration::ZERO);
    let doubt = machine.doubt().await;
    assert_eq!(doubt.why(), Some(Why::Ahead));
    let meanwhile = machine.calls("2").await;
    doubt.confirm("a test").await.unwrap();
    assert_eq!((machine.called(before).await, machine.called(meanwhile).await), (NOW, NOW + 2400.hours()));
}

#[tokio::test]
async fn a_row_that_a_wrong_clock_left_in_the_future_is_doubted_once() {
    let machine = Machine::at(NOW + 100_000.hours()).await;
    machine.calls("1").await;
    machine.clock.set(NOW, Duration::ZERO);
    let doubt = machine.doubt().await;
    assert_eq!(doubt.why(), Some(Why::Behind));
    doubt.confirm("a test").await.unwrap();
    assert_eq!(doubt.look().await.unwrap(), None);
}

#[test]
fn a_program_that_fails_or_does_not_end_answers_nothing() {
    let shell = |script: &str| {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        answer(command, if script.contains("read") { Duration::from_millis(50) } else { PATIENCE })
    };
    assert_eq!(shell("echo yes").as_deref(), Some("yes\n"));
    assert_eq!(shell("echo yes; false"), None);
    assert_eq!(shell("echo yes; kill -STOP $$; read never"), None);
    assert_eq!(answer(Command::new("no-such-program-anywhere"), PATIENCE), None);
}
