//! A clock that is wrong: nothing is swept, accepted or locked by it until somebody confirms it. Each over backends that are
//! stopped and started again on what they kept, at moments of a clock that is set.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use reqwest::header::DATE;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tongban::backend::{ClockSync, Database, Options};
use tongban::domain::clock::{CHINA, FixedClock};
use tongban::domain::secret::Secret;

use super::clauses::assert_problem;
use super::counter::{part, pdf, send};
use super::logs::Log;
use super::postgres::Cluster;
use super::server::{IDENTITY, Server, alone, another, reply, submit};

const APPLICANT: &str = "42962de0-bdb2-41ed-9397-0242ac120004";
const CLOCK: &str = "/tongban/v1/clock";
const FIND: &str = "/tongban/v1/applications/find";

/// Ten in the morning in China, on the day the first is filed.
fn first() -> Timestamp {
    date(2026, 11, 2).at(10, 0, 0, 0).to_zoned(CHINA).unwrap().timestamp()
}

fn days(days: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * days)
}

/// Says whether the clock is synchronised, and counts how often it was asked.
#[derive(Debug, Default)]
struct Sync {
    says: bool,
    asked: AtomicUsize,
}

impl ClockSync for Sync {
    fn is_synchronised(&self) -> bool {
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.says
    }
}

/// A backend that is started anew at a moment.
struct Machine<'a> {
    database: Database,
    data: &'a Path,
    sync: Arc<Sync>,
    clock: Arc<FixedClock>,
}

impl<'a> Machine<'a> {
    fn new(database: Database, data: &'a Path) -> Self {
        Self { database, data, sync: Arc::default(), clock: Arc::new(FixedClock::new(first().to_zoned(CHINA))) }
    }

    fn sqlite(data: &'a Path) -> Self {
        Self::new(Database::File(data.join("backend.db")), data)
    }

    async fn start(&self, now: Timestamp) -> Server {
        self.clock.set(now, Duration::ZERO);
        let (clock, clock_sync) = (self.clock.clone(), self.sync.clone());
        let options = Options { database: self.database.clone(), clock, clock_sync, ..Options::embedded(self.data, false) };
        Server::start(options, tempfile::tempdir().unwrap()).await
    }
}

async fn ready(server: &Server) -> String {
    server.get("/readyz").await.body.as_str().unwrap().to_owned()
}

/// Looks until `what` is so.
async fn until(mut what: impl AsyncFnMut() -> bool) {
    let seen = async {
        while !what().await {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), seen).await.unwrap();
}

async fn confirm(server: &Server, date: Date) -> super::server::Reply {
    reply(server.staff(Method::POST, CLOCK).json(&json!({ "date": date }))).await
}

async fn stage(server: &Server, filed: &Value) -> Value {
    server.now(filed).await["status"]["title"].clone()
}

/// A document as staff ask for it: the token it was sent with is gone with its backend.
async fn kept(server: &Server, document: &str) -> StatusCode {
    reply(server.staff(Method::GET, document)).await.status
}

async fn found(server: &Server, filed: &Value, end: &str) -> StatusCode {
    reply(server.call(Method::POST, FIND).json(&json!({"receipt": filed["x-receipt"], "identityEnd": end}))).await.status
}

/// The newest row is later than now: what waits for an answer since long and what belongs to nothing stay as they are, until
/// staff say that the clock is right.
async fn waits_for_staff(machine: &Machine<'_>) {
    let server = machine.start(first()).await;
    assert_eq!(ready(&server).await, "ready", "an empty database");
    let waiting = server.file(&submit(APPLICANT), None).await.body;
    let document = send(&server, part("a.pdf", pdf(300))).await.body["url"].as_str().unwrap().to_owned();
    server.running.stop().await;
    let server = machine.start(first() + days(60)).await;
    assert_eq!(ready(&server).await, "ready\nclock doubted: over 30 days after the newest record; it says 2027-01-01");
    server.file(&another(APPLICANT), None).await;
    server.running.stop().await;

    let asked = machine.sync.asked.load(Ordering::Relaxed);
    let server = machine.start(first() + days(20)).await;
    let told = "ready\nclock doubted: before the newest record; it says 2026-11-22";
    // The start is long over when this machine's clock was asked about.
    until(async || machine.sync.asked.load(Ordering::Relaxed) > asked).await;
    for _ in 0..50 {
        assert_eq!(ready(&server).await, told);
    }
    assert_eq!(stage(&server, &waiting).await, "received");
    assert_eq!(kept(&server, &document).await, StatusCode::OK);
    assert!(!server.get("/readyz").await.headers.contains_key(DATE), "nobody is told a time that is doubted");

    let today = json!({"date": "2026-11-22"});
    assert_problem(&reply(server.bare(Method::POST, CLOCK).json(&today)).await, StatusCode::UNAUTHORIZED);
    assert_problem(&reply(server.call(Method::POST, CLOCK).json(&today)).await, StatusCode::FORBIDDEN);
    for wrong in [json!({}), json!({"date": "today"}), json!({"date": "2026-02-30"})] {
        assert_problem(&reply(server.staff(Method::POST, CLOCK).json(&wrong)).await, StatusCode::UNPROCESSABLE_ENTITY);
    }
    for other in [date(2026, 11, 20), date(2026, 11, 24), date(2036, 11, 22)] {
        let refused = confirm(&server, other).await;
        assert_eq!((refused.status, &refused.body["type"]), (StatusCode::CONFLICT, &json!("urn:tongban:clock-differs")));
    }
    assert_eq!((ready(&server).await.as_str(), stage(&server, &waiting).await), (told, json!("received")));
    let confirmed = confirm(&server, date(2026, 11, 23)).await;
    assert_eq!((confirmed.status, confirmed.body), (StatusCode::OK, json!({"now": "2026-11-22T02:00:00Z"})));
    assert_eq!(ready(&server).await, "ready", "though a row is later");
    until(async || stage(&server, &waiting).await == "accepted").await;
    until(async || kept(&server, &document).await == StatusCode::NOT_FOUND).await;
    assert!(server.get("/readyz").await.headers.contains_key(DATE));
    server.running.stop().await;
}

#[tokio::test]
async fn nothing_is_swept_until_staff_confirm_the_clock() {
    let data = tempfile::tempdir().unwrap();
    waits_for_staff(&Machine::sqlite(data.path())).await;
}

#[tokio::test]
async fn nothing_is_swept_from_postgres_until_staff_confirm_the_clock() {
    let (data, cluster) = (tempfile::tempdir().unwrap(), Cluster::start());
    waits_for_staff(&Machine::new(Database::Url(Secret::new(cluster.create("doubt"))), data.path())).await;
}

#[tokio::test]
async fn a_month_without_a_row_is_doubted_and_a_holiday_is_not() {
    let data = tempfile::tempdir().unwrap();
    let machine = Machine::sqlite(data.path());
    let server = machine.start(first()).await;
    server.file(&submit(APPLICANT), None).await;
    server.running.stop().await;
    for (absent, doubted) in [(29, false), (31, true), (3650, true), (0, false)] {
        let server = machine.start(first() + days(absent)).await;
        assert_eq!(ready(&server).await.contains("clock doubted"), doubted, "after {absent} days");
        server.running.stop().await;
    }
}

#[tokio::test]
async fn tries_lock_no_number_by_a_clock_that_is_doubted_and_stay_bounded() {
    let data = tempfile::tempdir().unwrap();
    let machine = Machine::sqlite(data.path());
    let server = machine.start(first()).await;
    let filed = server.file(&submit(APPLICANT), None).await.body;
    let right = &IDENTITY[14..];
    for _ in 0..5 {
        assert_eq!(found(&server, &filed, "0000").await, StatusCode::NOT_FOUND);
    }
    assert_eq!(found(&server, &filed, right).await, StatusCode::TOO_MANY_REQUESTS);
    machine.clock.set(first() - SignedDuration::from_mins(30), Duration::from_secs(60));
    assert!(ready(&server).await.contains("before the newest record"));
    for _ in 0..6 {
        assert_eq!(found(&server, &filed, right).await, StatusCode::OK);
    }
    for _ in 0..5 {
        assert_eq!(found(&server, &filed, "0000").await, StatusCode::NOT_FOUND);
    }
    assert_eq!(found(&server, &filed, right).await, StatusCode::TOO_MANY_REQUESTS, "a number can be guessed");
}

#[tokio::test]
async fn a_synchronised_clock_is_believed_by_itself() {
    let data = tempfile::tempdir().unwrap();
    let mut machine = Machine::sqlite(data.path());
    let server = machine.start(first()).await;
    let waiting = server.file(&submit(APPLICANT), None).await.body;
    server.running.stop().await;
    machine.sync = Arc::new(Sync { says: true, ..Sync::default() });
    let server = machine.start(first() + days(60)).await;
    until(async || ready(&server).await == "ready").await;
    until(async || stage(&server, &waiting).await == "accepted").await;
    assert_eq!(machine.sync.asked.load(Ordering::Relaxed), 1);
}

/// In a process of its own: which lines are logged is decided once for all threads of a process.
#[test]
fn a_doubt_and_its_end_are_logged_once() {
    let output = alone(module_path!(), "logged_in_a_process_of_its_own").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[tokio::test]
#[ignore = "run by the test above"]
async fn logged_in_a_process_of_its_own() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt().with_writer(log.clone()).with_ansi(false).finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let data = tempfile::tempdir().unwrap();
    let machine = Machine::sqlite(data.path());
    let server = machine.start(first()).await;
    machine.clock.set(first() + days(400), Duration::from_secs(60));
    for _ in 0..5 {
        assert_eq!(ready(&server).await, "ready\nclock doubted: moved by over a day; it says 2027-12-07");
    }
    assert_eq!(confirm(&server, date(2027, 12, 7)).await.status, StatusCode::OK);
    assert_eq!(ready(&server).await, "ready");
    let log = log.text();
    for told in ["WARN tongban::backend::doubt: the clock is doubted", "INFO tongban::backend::doubt: the clock is confirmed"] {
        assert_eq!(log.matches(told).count(), 1, "{told} in {log}");
    }
}
