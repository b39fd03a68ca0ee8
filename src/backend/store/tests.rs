//! What store promises, tried; see the room itself.

mod parts;
mod unreadable;
mod way;

use sea_orm::ConnectionTrait;
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
