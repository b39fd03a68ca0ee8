//! What time does by itself: what nobody answered counts as accepted; documents past their term and yesterday's calls for
//! help are forgotten. Nothing of it is done while the clock is doubted.

use std::time::Duration;

use jiff::Timestamp;
use tokio::time::MissedTickBehavior;

use super::documents::Shelf;
use super::doubt::Doubt;
use super::problem::Refusal;
use super::store::Store;

/// How often it is looked for.
const PAUSE: Duration = Duration::from_secs(60 * 60);
/// How long a call for help is remembered, and a document that belongs to no application.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Sweeps now and then for ever, and as soon as a doubt of the clock ends. A document that belongs to an application is kept for `keep`.
pub async fn work(store: Store, shelf: Shelf, doubt: Doubt, keep: Duration) {
    let mut clock = tokio::time::interval(PAUSE);
    clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = clock.tick() => {}
            () = doubt.ended() => {}
        }
        if let Err(error) = sweep(&store, &shelf, &doubt, keep).await {
            tracing::warn!(?error, "not swept");
        }
    }
}

async fn sweep(store: &Store, shelf: &Shelf, doubt: &Doubt, keep: Duration) -> Result<(), Refusal> {
    if doubt.look().await?.is_some() {
        return Ok(());
    }
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

    use jiff::ToSpan;
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::backend::doubt::{ClockSync, Why};
    use crate::backend::store::Database;
    use crate::domain::clock::{CHINA, Clock, FixedClock, SystemClock};
    use crate::domain::help::HelpCall;

    /// Knows nothing.
    #[derive(Debug)]
    struct Unknown;

    impl ClockSync for Unknown {
        fn is_synchronised(&self) -> bool {
            false
        }
    }

    async fn begin(database: &Database, clock: Arc<dyn Clock>) -> (Store, Doubt) {
        let store = Store::open(database, clock.clone()).await.unwrap();
        let doubt = Doubt::begin(store.clone(), clock, Arc::new(Unknown)).await.unwrap();
        (store, doubt)
    }

    #[tokio::test]
    async fn a_document_is_kept_for_its_time_and_its_file_goes_with_it() {
        let directory = tempfile::tempdir().unwrap();
        let database = Database::File(directory.path().join("backend.db"));
        let (store, doubt) = begin(&database, Arc::new(SystemClock::default())).await;
        let place = directory.path().join("documents");
        let shelf = Shelf::new(&place);
        let id = Uuid::new_v4();
        store.expect_document(id, Uuid::nil()).await.unwrap();
        shelf.put(id, b"pages".to_vec()).await.unwrap();
        store.document_arrived(id, "application/pdf").await.unwrap();
        sweep(&store, &shelf, &doubt, Duration::MAX).await.unwrap();
        assert_eq!(shelf.get(id).await.unwrap(), b"pages");
        sweep(&store, &shelf, &doubt, Duration::ZERO).await.unwrap();
        assert_eq!(store.document(id).await.unwrap(), None);
        assert_eq!(std::fs::read_dir(&place).unwrap().count(), 0);
    }

    #[tokio::test]
    async fn nothing_is_swept_while_the_clock_is_doubted() {
        let directory = tempfile::tempdir().unwrap();
        let database = Database::File(directory.path().join("backend.db"));
        let written = date(2026, 11, 2).at(10, 0, 0, 0).to_zoned(CHINA).unwrap();
        let clock = Arc::new(FixedClock::new(written.clone()));
        let (store, doubt) = begin(&database, clock.clone()).await;
        assert_eq!(doubt.why(), None, "an empty store");
        let shelf = Shelf::new(&directory.path().join("documents"));
        let id = Uuid::new_v4();
        store.expect_document(id, Uuid::nil()).await.unwrap();
        store.document_arrived(id, "application/pdf").await.unwrap();
        let call = HelpCall { kiosk: "1".to_owned(), screen: "home".to_owned(), service: None };
        let call = store.call_help(&call).await.unwrap().id;
        let there = async || (store.document(id).await.unwrap().is_some(), store.help_call(call).await.unwrap().is_some());
        // It jumps while the backend runs.
        clock.set(written.timestamp() + 90_000.hours(), Duration::from_secs(60));
        sweep(&store, &shelf, &doubt, Duration::MAX).await.unwrap();
        assert_eq!((doubt.why(), there().await), (Some(Why::Jumped), (true, true)));
        // The same clock at the start, and again once it is confirmed.
        let (_, doubt) = begin(&database, clock).await;
        sweep(&store, &shelf, &doubt, Duration::MAX).await.unwrap();
        assert_eq!((doubt.why(), there().await), (Some(Why::Ahead), (true, true)));
        doubt.confirm("a test").await.unwrap();
        sweep(&store, &shelf, &doubt, Duration::MAX).await.unwrap();
        assert_eq!(there().await, (false, false));
    }
}
