//! One person may have the same open twice; what was filed when they could not is opened and goes on.

use super::*;

const IDENTITY: &str = "11010519491231002X";

/// Puts a database back to how the step before left it.
async fn put_back(store: &Store) {
    for sql in [
        "ALTER TABLE application ADD COLUMN claim blob NULL",
        "UPDATE application SET claim = person",
        "CREATE UNIQUE INDEX application_claim ON application (claim)",
        "DELETE FROM seaql_migrations WHERE version = 'm20261201_000005_claims'",
    ] {
        store.db.execute_unprepared(sql).await.unwrap();
    }
}

#[tokio::test]
async fn what_was_filed_when_one_could_file_once_is_opened_and_filed_beside() {
    let directory = tempfile::tempdir().unwrap();
    let (name, identity) = (LocalText::only("高龄津贴"), Secret::new(IDENTITY));
    let first = application("a");
    let other = Application { applicant: Uuid::new_v4(), ..first.clone() };
    let old = store(directory.path()).await;
    let filed = old.file(&filing(&first, &name, Some(&identity))).await.unwrap();
    put_back(&old).await;
    old.close().await;

    let store = store(directory.path()).await;
    assert_eq!(store.find(filed.matter.file).await.unwrap().as_ref(), Some(&filed));
    let again = store.file(&filing(&first, &name, Some(&identity))).await;
    assert!(matches!(again, Err(NotFiled::Already(file, _)) if file == filed.matter.file));
    let beside = store.file(&filing(&other, &name, Some(&identity))).await.unwrap();
    assert_ne!(beside.matter.receipt, filed.matter.receipt);
    assert_eq!(store.same(&beside).await.unwrap(), [filed.matter.file]);
    assert!(store.db.execute_unprepared("DROP INDEX application_claim").await.is_err(), "it still stands");
}

/// Killed between the two changes of the step.
#[tokio::test]
async fn the_step_is_taken_up_again() {
    let directory = tempfile::tempdir().unwrap();
    let old = store(directory.path()).await;
    put_back(&old).await;
    old.db.execute_unprepared("DROP INDEX application_claim").await.unwrap();
    old.close().await;
    let store = store(directory.path()).await;
    file(&store, &application("new"), false).await.unwrap();
}
