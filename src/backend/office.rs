//! 部门: whoever is handed the parts of what was filed in one go (一件事). A department that does not answer is asked
//! again, with growing pauses, until it has taken its part; by the file's id it knows what it has taken already.

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::DbErr;
use tokio::time::MissedTickBehavior;

use super::store::{Store, Waiting};
use crate::domain::application::Matter;
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::text::LocalText;

/// How often it is looked for parts that wait.
const LOOK: Duration = Duration::from_secs(10);
/// How long a department has to answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// A part as it is handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// Who is to take it.
    pub department: LocalText,
    /// What was filed, with its answers. Its number is ours, for a department that has none of its own.
    pub matter: Matter,
}

/// The answer of a department, when it comes: its own number of the part.
pub type Taken<'a> = Pin<Box<dyn Future<Output = Result<String, Failure>> + Send + 'a>>;

/// The departments behind a backend (端口). A city puts its own behind it.
pub trait Office: Debug + Send + Sync {
    /// Hands `part` over. It may come again, for an answer can get lost: the same file is taken once, and its number is
    /// told again.
    fn take<'a>(&'a self, part: &'a Handed) -> Taken<'a>;
}

/// The departments within the backend itself: they take everything at once, under our number.
#[derive(Debug, Clone, Copy)]
pub struct Within;

impl Office for Within {
    fn take<'a>(&'a self, part: &'a Handed) -> Taken<'a> {
        Box::pin(async { Ok(part.matter.number.clone().unwrap_or_default()) })
    }
}

/// Hands over what waits, each part in its turn. Never ends.
pub async fn work(store: Store, office: Arc<dyn Office>) {
    let mut clock = tokio::time::interval(LOOK);
    clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        clock.tick().await;
        match store.due(store.now()).await {
            Ok(due) => hand_over(&store, &office, due).await,
            Err(error) => tracing::warn!(%error, "nothing handed over"),
        }
    }
}

/// Hands `parts` over, all at once; returns when each is taken, refused or late. It goes on though nobody waits for it.
pub async fn hand_over(store: &Store, office: &Arc<dyn Office>, parts: Vec<Waiting>) {
    let tasks: Vec<_> = parts.into_iter().map(|part| tokio::spawn(hand(store.clone(), office.clone(), part))).collect();
    for task in tasks {
        if let Err(error) = task.await {
            tracing::error!(%error, "a part was not handed over");
        }
    }
}

/// Hands one part over, unless another has its turn.
async fn hand(store: Store, office: Arc<dyn Office>, part: Waiting) {
    let file = part.handed.matter.file;
    let done = async {
        if store.take_turn(&part, store.now()).await? {
            let answer = tokio::time::timeout(PATIENCE, office.take(&part.handed)).await;
            match answer.unwrap_or(Err(Failure::new(FailureKind::Slow))) {
                Ok(number) => store.taken(&part, &number, store.now()).await?,
                Err(failure) => tracing::warn!(%file, kind = ?failure.kind, "not taken yet"),
            }
        }
        Ok::<(), DbErr>(())
    };
    if let Err(error) = done.await {
        tracing::warn!(%file, %error, "not handed over");
    }
}
