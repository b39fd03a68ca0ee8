//! Starting and ending a backend: what stands in its way, and that nothing is damaged by it.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use reqwest::StatusCode;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use tongban::backend::{self, Database, Error, Options};
use tongban::domain::secret::Secret;

use super::server::{Server, catalogue, submit};

const APPLICANT: &str = "42962de0-bdb2-41ed-9397-0242ac120004";

async fn refused(options: Options) -> Error {
    backend::start(options, catalogue()).await.map(|_| ()).unwrap_err()
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test]
async fn tells_url_and_tokens_in_a_file_of_its_owner_while_it_runs() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("run/backend.json");
    let running = backend::start(Options::embedded(directory.path(), false), catalogue()).await.unwrap();
    let told: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    assert_eq!(told["url"], running.url);
    assert_eq!(told["tokens"]["applicant"], running.tokens.applicant.expose());
    assert_eq!(told["tokens"]["staff"], running.tokens.staff.expose());
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(&directory.path().join("backend.db")), 0o600);
    assert!(!format!("{running:?}").contains(running.tokens.staff.expose()));
    running.stop().await;
    assert!(!path.exists());
}

#[tokio::test]
async fn a_taken_port_is_told_apart() {
    let directory = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = taken.local_addr().unwrap();
    let error = refused(Options { listen, ..Options::embedded(directory.path(), false) }).await;
    assert!(matches!(error, Error::PortTaken(address) if address == listen), "{error:?}");
    assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn what_was_filed_is_there_after_a_restart_and_a_read_only_database_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().to_owned();
    let server = Server::start(Options::embedded(&path, false), tempfile::tempdir().unwrap()).await;
    let filed = server.file(&submit(APPLICANT), None).await.body;
    server.running.stop().await;

    let url = Secret::new(format!("sqlite:{}?mode=ro", path.join("backend.db").display()));
    let error = refused(Options { database: Database::Url(url), ..Options::embedded(&path, false) }).await;
    assert!(matches!(error, Error::ReadOnly(_)), "{error:?}");

    let server = Server::start(Options::embedded(&path, false), tempfile::tempdir().unwrap()).await;
    let found = server.get(&format!("/registration/v1/applications/{}", filed["fileId"].as_str().unwrap())).await;
    assert_eq!(found.body, filed);
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused_untouched() {
    let directory = tempfile::tempdir().unwrap();
    backend::start(Options::embedded(directory.path(), false), catalogue()).await.unwrap().stop().await;
    let file = directory.path().join("backend.db");
    let db = sea_orm::Database::connect(format!("sqlite:{}", file.display())).await.unwrap();
    db.execute_unprepared("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m29990101_000001_future', 0)").await.unwrap();
    db.close().await.unwrap();
    let before = std::fs::read(&file).unwrap();
    let error = refused(Options::embedded(directory.path(), false)).await;
    assert!(matches!(&error, Error::Newer(step) if step == "m29990101_000001_future"), "{error:?}");
    assert_eq!(std::fs::read(&file).unwrap(), before);
    assert!(!directory.path().join("run/backend.json").exists());
}

#[tokio::test]
async fn what_is_no_database_is_refused_untouched() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("backend.db");
    std::fs::write(&file, "my shopping list, ".repeat(200)).unwrap();
    let error = refused(Options::embedded(directory.path(), false)).await;
    assert!(matches!(error, Error::Damaged(_)), "{error:?}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "my shopping list, ".repeat(200));
}

#[tokio::test]
async fn a_data_directory_that_is_none_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("file");
    std::fs::write(&file, "").unwrap();
    let error = refused(Options::embedded(&file.join("data"), false)).await;
    assert!(matches!(error, Error::File(..)), "{error:?}");
    let error =
        refused(Options { database: Database::Url(Secret::new("mysql://nobody")), ..Options::embedded(directory.path(), false) }).await;
    assert!(matches!(error, Error::Database(_)), "{error:?}");
}

#[tokio::test]
async fn a_demonstration_is_moved_to_its_end_and_says_what_it_is() {
    let directory = tempfile::tempdir().unwrap();
    let demo = Some(Duration::from_millis(20));
    let server = Server::start(Options { demo, ..Options::embedded(directory.path(), true) }, directory).await;
    let filed = server.file(&submit(APPLICANT), None).await.body;
    assert_eq!(filed["x-demo"], true);
    let path = format!("/registration/v1/applications/{}", filed["fileId"].as_str().unwrap());
    let end = async {
        loop {
            let now = server.get(&path).await.body;
            if now["ended"] == true {
                break now;
            }
        }
    };
    let end = tokio::time::timeout(Duration::from_secs(20), end).await.unwrap();
    assert_eq!((&end["status"]["code"], &end["x-demo"], end.get("x-holder")), (&json!("APPROVED"), &json!(true), None));
    assert_eq!(end["x-timeline"].as_array().unwrap().len(), 5);
    assert!(end["x-timeline"][4]["note"]["en"].as_str().unwrap().contains("demonstration"));
}

#[tokio::test]
async fn a_locked_database_is_a_passing_refusal() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("backend.db");
    let server = Server::start(Options::embedded(directory.path(), false), tempfile::tempdir().unwrap()).await;
    let other = sea_orm::Database::connect(format!("sqlite:{}", path.display())).await.unwrap();
    other.execute_unprepared("BEGIN IMMEDIATE").await.unwrap();
    let refused = server.file(&submit(APPLICANT), None).await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refused.headers["retry-after"], "2");
    other.execute_unprepared("ROLLBACK").await.unwrap();
    assert_eq!(server.file(&submit(APPLICANT), None).await.status, StatusCode::OK);
}
