//! One row that cannot be read costs itself alone.

use jiff::SignedDuration;
use sea_orm::ConnectionTrait;

use super::*;
use crate::domain::clock::SystemClock;

async fn memory() -> Store {
    Store::open(&Database::Url(Secret::new("sqlite::memory:")), Arc::new(SystemClock::default())).await.unwrap()
}

/// Spoils each kind of thing in the row of `of`, its steps too.
fn spoilt(of: &Record) -> [String; 5] {
    let set = |what: &str| format!("UPDATE application SET {what} WHERE serial = {}", of.serial);
    let step = |what: &str| format!("UPDATE step SET {what} WHERE application = {}", of.serial);
    [
        set("stage = 'of-tomorrow'"),
        set("service_name = '{'"),
        set("handling = 'by-pigeon'"),
        step("stage = 'of-tomorrow'"),
        step("note = '{'"),
    ]
}

#[tokio::test]
async fn a_row_that_cannot_be_read_is_left_out_and_counted() {
    for at in 0..5 {
        let store = memory().await;
        let mut filed = Vec::new();
        for _ in 0..3 {
            filed.push(file(&store, &application("a"), true).await.unwrap());
        }
        let sql = &spoilt(&filed[0])[at];
        store.db.execute_unprepared(sql).await.unwrap();
        assert_eq!(store.unreadable(), 0);
        let listed = store.list(Page { oldest_first: true, most: 100, ..Page::default() }).await.unwrap();
        let files: Vec<_> = listed.iter().map(|record| record.matter.file).collect();
        assert_eq!(files, [filed[1].matter.file, filed[2].matter.file], "{sql}");
        assert_eq!(store.unreadable(), 1, "{sql}");
        // It is there, so nobody is told that it is not.
        store.find(filed[0].matter.file).await.unwrap_err();
        // The others are swept all the same.
        let late = store.now() + SignedDuration::from_hours(24 * 60);
        assert_eq!(store.sweep(late).await.unwrap(), 2, "{sql}");
    }
}

#[tokio::test]
async fn a_sweep_finds_a_stage_nobody_knows_and_what_is_mended_counts_no_more() {
    let store = memory().await;
    let filed = file(&store, &application("a"), true).await.unwrap();
    store.db.execute_unprepared("UPDATE application SET stage = 'of-tomorrow'").await.unwrap();
    store.sweep(store.now()).await.unwrap();
    assert_eq!(store.unreadable(), 1);
    store.db.execute_unprepared("UPDATE application SET stage = 'received'").await.unwrap();
    store.find(filed.matter.file).await.unwrap().unwrap();
    assert_eq!(store.unreadable(), 0);
}
