//! The embedded backend over HTTP on loopback, on the disk it is built on: from the last answer to the receipt, beside
//! what the disk itself takes to sync, and one applicant's matters among 100,000 applications.
//! The reach: 20 ms net of the disk, and 5 ms for 99 of 100. `--quick` after `--` does all of it in small.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints what it measured, and may end when it cannot")]

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use serde_json::{Value, json};
use tongban::backend::{self, Options, Running};
use tongban::domain::catalogue::Catalogue;
use uuid::Uuid;

/// As many matters has each applicant.
const MATTERS: usize = 5;
const SERVICE: &str = "老年人福利补贴（高龄津贴）";

struct Size {
    applications: usize,
    rounds: usize,
}

#[tokio::main]
async fn main() {
    let quick = std::env::args().any(|argument| argument == "--quick");
    let size = if quick { Size { applications: 2_000, rounds: 50 } } else { Size { applications: 100_000, rounds: 1_000 } };
    rustls::crypto::ring::default_provider().install_default().unwrap();
    let directory = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();

    let backend = Backend::start(directory.path()).await;
    backend.file().await;
    backend.running.stop().await;
    let people = multiply(directory.path(), size.applications).await;
    let backend = Backend::start(directory.path()).await;

    let mut matters = Vec::new();
    for person in people.iter().cycle().take(size.rounds) {
        let started = Instant::now();
        let found = backend.matters(*person).await;
        matters.push(started.elapsed());
        assert_eq!(found, MATTERS);
    }
    let (median, most) = spread(&mut matters);
    println!("one's {MATTERS} matters among {}: p50 {median:.2} ms, p99 {most:.2} ms; reach: p99 < 5 ms", size.applications);

    let mut disk = File::create(directory.path().join("plain")).unwrap();
    let (mut filings, mut syncs) = (Vec::new(), Vec::new());
    for _ in 0..size.rounds {
        let started = Instant::now();
        backend.file().await;
        filings.push(started.elapsed());
        let started = Instant::now();
        disk.write_all(&[0x5a; 4096]).unwrap();
        disk.sync_all().unwrap();
        syncs.push(started.elapsed());
    }
    let ((median, most), (sync, slowest)) = (spread(&mut filings), spread(&mut syncs));
    println!("file to receipt: p50 {median:.2} ms, p99 {most:.2} ms");
    println!("4 KB written and synced by itself: p50 {sync:.2} ms, p99 {slowest:.2} ms");
    println!("file to receipt, net of the disk: p50 {:.2} ms, p99 {:.2} ms; reach: < 20 ms", median - sync, most - sync);
    backend.running.stop().await;
}

/// Half and 99 of 100 are not slower, in milliseconds.
fn spread(times: &mut [Duration]) -> (f64, f64) {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)].as_secs_f64() * 1000.0;
    (at(50), at(99))
}

/// A backend and who calls it.
struct Backend {
    running: Running,
    http: reqwest::Client,
    service: String,
}

impl Backend {
    async fn start(directory: &Path) -> Self {
        let (catalogue, _) = Catalogue::embedded();
        let found = catalogue.services().iter().find(|entry| entry.summary.name.zh_cn == SERVICE).unwrap();
        let service = found.summary.id.to_string();
        let running = backend::start(Options::embedded(directory, false), Arc::new(catalogue)).await.unwrap();
        Self { running, http: reqwest::Client::builder().no_proxy().build().unwrap(), service }
    }

    /// Files for somebody new, until the receipt is there.
    async fn file(&self) {
        let url = format!("{}/registration/v1/services/{}/applications", self.running.url, self.service);
        let answers = json!({
            "reach": "phone", "name": "王秀英", "identityNumber": "11010519491231002X", "phone": "13800001234",
            "address": "梅园路1号101室", "paidTo": "social-security-card",
        });
        let body = json!({"applicantId": Uuid::new_v4(), "formData": {"data": answers}, "x-again": true});
        let call = self.http.post(url).header("Idempotency-Key", Uuid::new_v4().to_string()).json(&body);
        let filed: Value = call.bearer_auth(self.running.tokens.applicant.expose()).send().await.unwrap().json().await.unwrap();
        assert!(filed["x-receipt"].is_string(), "{filed}");
    }

    /// How many matters somebody has.
    async fn matters(&self, applicant: Uuid) -> usize {
        let url = format!("{}/registration/v1/applications?applicantId={applicant}", self.running.url);
        let call = self.http.get(url).bearer_auth(self.running.tokens.applicant.expose());
        let found: Vec<Value> = call.send().await.unwrap().json().await.unwrap();
        found.len()
    }
}

/// Makes `applications` of the one that is there, five a person, each with its trail; some of the people.
async fn multiply(directory: &Path, applications: usize) -> Vec<Uuid> {
    let db = sea_orm::Database::connect(format!("sqlite:{}", directory.join("backend.db").display())).await.unwrap();
    let people = applications / MATTERS;
    let run = async |sql: String| db.execute_unprepared(&sql).await.unwrap();
    let count = |most: usize| format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {most})");
    run("CREATE TABLE bench_person (i INTEGER PRIMARY KEY, id BLOB)".to_owned()).await;
    run(format!("INSERT INTO bench_person {} SELECT i - 1, randomblob(16) FROM n", count(people))).await;
    let columns = columns(&db).await;
    let values: Vec<String> = columns
        .iter()
        .map(|column| match column.as_str() {
            "serial" => "n.i + 1000".to_owned(),
            "receipt" => "a.receipt - a.serial + n.i + 1000".to_owned(),
            "number" => "'bench' || n.i".to_owned(),
            "file" | "task" => "randomblob(16)".to_owned(),
            "applicant" => format!("(SELECT id FROM bench_person WHERE bench_person.i = n.i % {people})"),
            "person" => "NULL".to_owned(),
            other => format!("a.{other}"),
        })
        .collect();
    let (columns, values) = (columns.join(", "), values.join(", "));
    run(format!("INSERT INTO application ({columns}) {} SELECT {values} FROM n, application a", count(applications))).await;
    let stages = "(SELECT 'received' AS stage UNION ALL SELECT 'accepted' UNION ALL SELECT 'under-review')";
    run(format!(
        "INSERT INTO step (application, stage, at) SELECT a.serial, s.stage, a.filed FROM application a, {stages} s WHERE a.serial > 1000"
    ))
    .await;
    let sql = "SELECT id FROM bench_person ORDER BY i % 97, i LIMIT 1000";
    let rows = db.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.unwrap();
    let people = rows.iter().map(|row| Uuid::from_slice(&row.try_get_by_index::<Vec<u8>>(0).unwrap()).unwrap()).collect();
    db.close().await.unwrap();
    people
}

/// The columns of an application, whatever the last step of the database made of them.
async fn columns(db: &DatabaseConnection) -> Vec<String> {
    let sql = "SELECT name FROM pragma_table_info('application')";
    let rows = db.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}
