//! What store promises, tried; see the room itself.

mod claims;
mod parts;
mod unreadable;
mod way;

use sea_orm::ConnectionTrait;
use std::path::Path;
use uuid::Uuid;

use super::*;
use crate::backend::error::Cause;
use crate::domain::application::{Answers, Application, Stage};
use crate::domain::clock::SystemClock;
use crate::domain::secret::Secret;
use crate::domain::service::{Handling, Manner};
use crate::domain::text::LocalText;

pub(super) async fn store(directory: &Path) -> Store {
    Store::open(&Database::File(directory.join("backend.db")), Arc::new(SystemClock::default())).await.unwrap()
}

pub(super) fn application(address: &str) -> Application {
    let answers = Answers::from([("address".to_owned(), Secret::new(address))]);
    Application {
        service: Uuid::new_v4(),
        form: Uuid::new_v4(),
        applicant: Uuid::new_v4(),
        agent: None,
        handout: None,
        answers,
        again: false,
    }
}

/// `application`, of whoever has `identity`, as the backend files it.
pub(super) fn filing<'a>(application: &'a Application, name: &'a LocalText, identity: Option<&'a Secret>) -> Filing<'a> {
    Filing {
        application,
        service_name: name,
        holder: name,
        region: "CN",
        handling: Handling::Full,
        manner: Manner::Plain,
        person: (None, identity),
        bring: (Vec::new(), None),
        documents: &[],
        promised_days: Some(20),
        demo: false,
        mediator: None,
        key: None,
        parts: Vec::new(),
    }
}

pub(super) async fn file(store: &Store, application: &Application, demo: bool) -> Result<Record, NotFiled> {
    let name = LocalText::only("高龄津贴");
    store.file(&Filing { demo, ..filing(application, &name, None) }).await
}

pub(super) async fn pragma(store: &Store, pragma: &str) -> String {
    let row = store
        .db
        .query_one_raw(sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, format!("PRAGMA {pragma}")))
        .await
        .unwrap()
        .unwrap();
    row.try_get_by_index::<i64>(0).map(|number| number.to_string()).or_else(|_| row.try_get_by_index::<String>(0)).unwrap()
}

/// Executes what answers nothing.
async fn pragma_nothing(store: &Store, sql: &str) {
    store.db.execute_unprepared(sql).await.unwrap();
}

#[tokio::test]
async fn is_synced_and_logged_ahead() {
    let directory = tempfile::tempdir().unwrap();
    let store = store(directory.path()).await;
    assert_eq!(pragma(&store, "journal_mode").await, "wal");
    assert_eq!(pragma(&store, "synchronous").await, "2");
    assert_eq!(pragma(&store, "foreign_keys").await, "1");
}

#[tokio::test]
async fn a_full_disk_loses_nothing_and_passes() {
    let directory = tempfile::tempdir().unwrap();
    let store = store(directory.path()).await;
    let pages: u32 = pragma(&store, "page_count").await.parse().unwrap();
    pragma(&store, &format!("max_page_count = {}", pages + 8)).await;
    let long = application(&"梅园路".repeat(500));
    let mut filed = Vec::new();
    let error = loop {
        match file(&store, &long, false).await {
            Ok(record) => filed.push(record),
            Err(error) => break error,
        }
    };
    assert!(matches!(&error, NotFiled::Database(error) if Cause::of(error) == Cause::Full), "{error:?}");
    let page = Page { applicant: Some(long.applicant), oldest_first: true, most: 100, ..Page::default() };
    assert_eq!(store.list(page).await.unwrap(), filed);
    assert_eq!(pragma(&store, "integrity_check").await, "ok");
    pragma(&store, "max_page_count = 1000000").await;
    file(&store, &long, false).await.unwrap();
}

/// The reopened database holds exactly what was acknowledged, whatever write failed before.
#[tokio::test]
async fn what_is_acknowledged_after_a_full_disk_is_there_after_a_restart() {
    let directory = tempfile::tempdir().unwrap();
    let opened = store(directory.path()).await;
    let long = application(&"梅园路".repeat(5000));
    for _ in 0..3 {
        let pages = pragma(&opened, "page_count").await;
        pragma(&opened, &format!("max_page_count = {pages}")).await;
        assert!(file(&opened, &long, false).await.is_err());
    }
    pragma(&opened, "max_page_count = 1000000").await;
    let mut filed = Vec::new();
    for at in 0..20 {
        filed.push(file(&opened, &application(&at.to_string()), false).await.unwrap().matter.file);
    }
    // Neither closed nor folded: as when the machine stops.
    let again = store(directory.path()).await;
    for file in filed {
        assert!(again.find(file).await.unwrap().is_some(), "acknowledged and lost");
    }
    let next = file(&again, &application("next"), false).await.unwrap();
    assert_eq!(next.serial, 21, "a receipt number was given out twice");
}

#[tokio::test]
async fn what_only_its_own_connection_sees_is_not_acknowledged() {
    let directory = tempfile::tempdir().unwrap();
    let store = store(directory.path()).await;
    let kept = file(&store, &application("a"), false).await.unwrap();
    store.prove(kept.matter.file, kept.changed).await.unwrap();
    pragma_nothing(&store, "BEGIN").await;
    assert!(file(&store, &application("b"), false).await.is_err());
}

#[tokio::test]
async fn a_database_that_was_here_and_is_gone_or_damaged_is_told() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("backend.db");
    let database = Database::File(path.clone());
    let open = || Store::open(&database, Arc::new(SystemClock::default()));
    let opened = store(directory.path()).await;
    for at in 0..200 {
        file(&opened, &application(&at.to_string()), false).await.unwrap();
    }
    opened.close().await;
    let whole = std::fs::read(&path).unwrap();
    let mut flipped = whole.clone();
    let middle = flipped.len() / 2;
    flipped[middle..middle + 4096].iter_mut().step_by(20).for_each(|byte| *byte ^= 0xff);
    std::fs::write(&path, &flipped).unwrap();
    assert!(matches!(open().await, Err(Error::Damaged(_))));
    std::fs::write(&path, b"").unwrap();
    assert!(matches!(open().await, Err(Error::Lost(_))));
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(open().await, Err(Error::Lost(_))));
    std::fs::write(&path, &whole).unwrap();
    open().await.unwrap();
}

#[tokio::test]
async fn the_clerk_moves_demonstrations_alone_to_the_end() {
    let directory = tempfile::tempdir().unwrap();
    let store = store(directory.path()).await;
    let demo = file(&store, &application("a"), true).await.unwrap().matter;
    let real = file(&store, &application("b"), false).await.unwrap().matter;
    assert_eq!(store.advance(demo.filed.checked_sub(jiff::SignedDuration::from_secs(1)).unwrap(), |_| None).await.unwrap(), 0);
    let note = |stage: Stage| Some(LocalText::only(stage.name()));
    for _ in 1..Stage::USUAL.len() {
        assert_eq!(store.advance(store.now(), note).await.unwrap(), 1);
    }
    assert_eq!(store.advance(store.now(), note).await.unwrap(), 0);
    let done = store.find(demo.file).await.unwrap().unwrap().matter;
    assert!(done.demo && demo.demo && !real.demo);
    assert_eq!((done.stage, done.holder, done.receipt), (Stage::Completed, None, demo.receipt));
    assert_eq!(done.steps.iter().map(|step| step.stage).collect::<Vec<_>>(), Stage::USUAL);
    assert_eq!(done.steps[1].note, Some(LocalText::only("accepted")));
    assert_eq!(store.find(real.file).await.unwrap().unwrap().matter, real);
}

#[tokio::test]
async fn a_key_once_refused_by_a_full_disk_can_be_used_again() {
    let directory = tempfile::tempdir().unwrap();
    let store = store(directory.path()).await;
    let long = application(&"梅园路".repeat(5000));
    let name = LocalText::only("高龄津贴");
    let key = Some((Uuid::new_v4(), Uuid::new_v4()));
    let filing = Filing { key, ..filing(&long, &name, None) };
    let pages = pragma(&store, "page_count").await;
    pragma(&store, &format!("max_page_count = {pages}")).await;
    assert!(matches!(store.file(&filing).await, Err(NotFiled::Database(_))));
    pragma(&store, "max_page_count = 1000000").await;
    let filed = store.file(&filing).await.unwrap();
    assert_eq!(store.file(&filing).await.unwrap(), filed);
}

#[test]
fn receipts_count_up_within_a_day() {
    let filed = jiff::civil::date(2026, 11, 21);
    let number = |serial| super::filing::receipt(filed, serial);
    assert_eq!(number(17), 26_325_000_017);
    assert_eq!(number(1_000_018), 26_325_000_018);
    assert!(crate::domain::application::ReceiptNumber::new(u64::try_from(number(999_999)).unwrap()).is_some());
}
