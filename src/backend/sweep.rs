//! What time does by itself: what nobody answered counts as accepted; documents past their term and yesterday's calls for
//! help are forgotten.

use std::time::Duration;

use jiff::Timestamp;
use tokio::time::MissedTickBehavior;

use super::documents::Shelf;
use super::problem::Refusal;
use super::store::Store;

/// How often it is looked for.
const PAUSE: Duration = Duration::from_secs(60 * 60);
/// How long a call for help is remembered, and a document that belongs to no application.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Sweeps now and then for ever. A document that belongs to an application is kept for `keep`.
pub async fn work(store: Store, shelf: Shelf, keep: Duration) {
    let mut clock = tokio::time::interval(PAUSE);
    clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        clock.tick().await;
        if let Err(error) = sweep(&store, &shelf, keep).await {
            tracing::warn!(?error, "not swept");
        }
    }
}

async fn sweep(store: &Store, shelf: &Shelf, keep: Duration) -> Result<(), Refusal> {
    // 行政许可法 32.
    let now = store.now();
    let accepted = store.sweep(now).await?;
    if accepted > 0 {
        tracing::info!(accepted, "counted as accepted");
    }
    store.forget_help_calls(before(now, DAY)).await?;
    for id in store.take_old_documents(before(now, DAY), before(now, keep)).await? {
        match shelf.remove(id).await {
            Ok(()) => store.forget_document(id).await?,
            Err(error) => tracing::warn!(document = %id, %error, "not swept"),
        }
    }
    Ok(())
}

/// So long before `now`; the beginning of time if that is longer ago.
fn before(now: Timestamp, long: Duration) -> Timestamp {
    now.checked_sub(long).unwrap_or(Timestamp::MIN)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use uuid::Uuid;

    use super::*;
    use crate::backend::store::Database;
    use crate::domain::clock::SystemClock;

    #[tokio::test]
    async fn a_document_is_kept_for_its_time_and_its_file_goes_with_it() {
        let directory = tempfile::tempdir().unwrap();
        let store = Store::open(&Database::File(directory.path().join("backend.db")), Arc::new(SystemClock::default())).await.unwrap();
        let place = directory.path().join("documents");
        let shelf = Shelf::new(&place);
        let id = Uuid::new_v4();
        store.expect_document(id, Uuid::nil()).await.unwrap();
        shelf.put(id, b"pages".to_vec()).await.unwrap();
        store.document_arrived(id, "application/pdf").await.unwrap();
        sweep(&store, &shelf, Duration::MAX).await.unwrap();
        assert_eq!(shelf.get(id).await.unwrap(), b"pages");
        sweep(&store, &shelf, Duration::ZERO).await.unwrap();
        assert_eq!(store.document(id).await.unwrap(), None);
        assert_eq!(std::fs::read_dir(&place).unwrap().count(), 0);
    }
}
