//! Forms not yet handed in (草稿), kept under `DATA_DIR/drafts`, one small file a service, for its owner alone. Written by
//! a thread of its own, so that nobody who types waits for a disk: the newest wins, and each write is synced.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use tokio::sync::oneshot;

use super::{DataDirectory, Error, directory, store};
use crate::domain::draft::Draft;
use crate::domain::service::ServiceId;

/// The writer of drafts. Every call returns at once; dropped, it writes what is left and ends.
#[derive(Debug)]
pub struct Drafts {
    orders: Option<Sender<Order>>,
    writer: Option<JoinHandle<()>>,
}

#[derive(Debug)]
enum Order {
    Keep(Box<Draft>),
    Discard(ServiceId),
    Tell(ServiceId, oneshot::Sender<bool>),
}

impl DataDirectory {
    /// What was kept here, newest first, and the writer of what comes.
    ///
    /// # Errors
    /// [`Error::ReadOnly`], [`Error::Full`], [`Error::Unusable`]: no directory or no thread can be made.
    pub fn drafts(&self) -> Result<(Drafts, Vec<Draft>), Error> {
        let place = self.path().join("drafts");
        directory::make(&place)?;
        let mut kept: Vec<_> = names(&place)?.iter().filter_map(|name| self.draft(name)).collect();
        kept.sort_by_key(|draft| std::cmp::Reverse(draft.saved));
        let (orders, inbox) = channel();
        let path = place.clone();
        let writer = thread::Builder::new().name("drafts".into()).spawn(move || work(&path, &inbox));
        let writer = writer.map_err(|cause| Error::of_file(&place, cause))?;
        Ok((Drafts { orders: Some(orders), writer: Some(writer) }, kept))
    }

    /// A draft that can be read and stands where it belongs. What serde says may quote an answer, so only the place is told.
    fn draft(&self, name: &str) -> Option<Draft> {
        self.read(&format!("drafts/{name}.json"), |text| {
            let draft: Draft = serde_json::from_str(text).map_err(|error| format!("line {} column {}", error.line(), error.column()))?;
            if draft.service.to_string() == name { Ok(draft) } else { Err("of another service".to_owned()) }
        })
    }
}

/// The names of the drafts in a directory.
fn names(place: &Path) -> Result<Vec<String>, Error> {
    let entries = std::fs::read_dir(place).map_err(|cause| Error::of_file(place, cause))?;
    let paths = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let drafts = paths.filter(|path| path.extension().is_some_and(|ending| ending == "json"));
    Ok(drafts.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect())
}

impl Drafts {
    /// Keeps a draft in the place of the one of its service before.
    pub fn keep(&self, draft: Draft) {
        self.order(Order::Keep(Box::new(draft)));
    }

    /// Throws away what was kept of a service.
    pub fn discard(&self, service: ServiceId) {
        self.order(Order::Discard(service));
    }

    /// Told when all that was ordered until now was carried out: whether what was ordered for a service is on disk. What failed
    /// is in the log.
    pub fn settled(&self, service: ServiceId) -> oneshot::Receiver<bool> {
        let (tell, told) = oneshot::channel();
        self.order(Order::Tell(service, tell));
        told
    }

    fn order(&self, order: Order) {
        if self.orders.as_ref().is_none_or(|orders| orders.send(order).is_err()) {
            tracing::error!("the writer of drafts is gone");
        }
    }
}

impl Drop for Drafts {
    fn drop(&mut self) {
        drop(self.orders.take());
        if self.writer.take().is_some_and(|writer| writer.join().is_err()) {
            tracing::error!("the writer of drafts panicked");
        }
    }
}

/// Takes all orders that wait, of each service the last, and carries them out.
fn work(place: &Path, inbox: &Receiver<Order>) {
    let mut failed = BTreeSet::new();
    while let Ok(first) = inbox.recv() {
        let mut latest = BTreeMap::new();
        let mut waiting = Vec::new();
        for order in std::iter::once(first).chain(inbox.try_iter()) {
            match order {
                Order::Keep(draft) => drop(latest.insert(draft.service, Some(draft))),
                Order::Discard(service) => drop(latest.insert(service, None)),
                Order::Tell(service, tell) => waiting.push((service, tell)),
            }
        }
        for (service, draft) in latest {
            let path = place.join(format!("{service}.json"));
            match draft.map_or_else(|| remove(&path), |draft| write(&path, &draft)) {
                Ok(()) => drop(failed.remove(&service)),
                Err(error) => {
                    tracing::error!(%error, "a draft could not be kept or thrown away");
                    failed.insert(service);
                }
            }
        }
        // Who asked may not wait any more.
        waiting.into_iter().for_each(|(service, tell)| tell.send(!failed.contains(&service)).unwrap_or_default());
    }
}

fn write(path: &Path, draft: &Draft) -> Result<(), Error> {
    let text = serde_json::to_vec(draft).map_err(|error| Error::Mistake { path: path.to_owned(), mistake: error.to_string() })?;
    store::write(path, &text)
}

fn remove(path: &Path) -> Result<(), Error> {
    match std::fs::remove_file(path) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => Err(Error::of_file(path, cause)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use jiff::Timestamp;
    use uuid::Uuid;

    use super::*;
    use crate::domain::secret::Secret;
    use crate::domain::text::LocalText;

    fn draft(service: u128, name: &str) -> Draft {
        Draft {
            service: Uuid::from_u128(service),
            service_name: LocalText::only("高龄补贴"),
            private: false,
            form: Uuid::nil(),
            answers: [("name".to_owned(), Secret::new(name))].into(),
            at: "name".to_owned(),
            key: Uuid::max(),
            again: false,
            sending: false,
            saved: Timestamp::from_second(i64::try_from(service).unwrap()).unwrap(),
        }
    }

    fn directory() -> (tempfile::TempDir, DataDirectory) {
        let root = tempfile::tempdir().unwrap();
        let directory = DataDirectory::open(root.path()).unwrap();
        (root, directory)
    }

    #[test]
    fn come_back_as_they_were_kept_the_newest_first() {
        let (root, directory) = directory();
        let (drafts, kept) = directory.drafts().unwrap();
        assert!(kept.is_empty());
        for name in ["王", "王秀", "王秀英"] {
            drafts.keep(draft(1, name));
        }
        drafts.keep(draft(2, "李"));
        drafts.keep(draft(3, "张"));
        drafts.discard(Uuid::from_u128(3));
        drop(drafts);
        assert_eq!(directory.drafts().unwrap().1, [draft(2, "李"), draft(1, "王秀英")]);
        let path = root.path().join(format!("drafts/{}.json", Uuid::from_u128(1)));
        assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[tokio::test]
    async fn what_is_settled_is_on_disk() {
        let (_root, directory) = directory();
        let (drafts, _) = directory.drafts().unwrap();
        let service = Uuid::from_u128(1);
        drafts.keep(Draft { sending: true, ..draft(1, "王") });
        assert!(drafts.settled(service).await.unwrap());
        assert!(directory.draft(&service.to_string()).unwrap().sending);
        drafts.discard(service);
        assert!(drafts.settled(service).await.unwrap());
        assert_eq!(directory.draft(&service.to_string()), None);
    }

    #[tokio::test]
    async fn what_could_not_be_written_is_told_until_it_is_and_holds_nothing_else_back() {
        let (root, directory) = directory();
        let (drafts, _) = directory.drafts().unwrap();
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        // A directory where the new file is written first.
        let blocked = root.path().join(format!("drafts/{one}.new"));
        std::fs::create_dir(&blocked).unwrap();
        drafts.keep(draft(1, "王"));
        drafts.keep(draft(2, "李"));
        assert!(!drafts.settled(one).await.unwrap());
        assert!(drafts.settled(other).await.unwrap());
        std::fs::remove_dir(&blocked).unwrap();
        assert!(!drafts.settled(one).await.unwrap(), "it is still not there");
        drafts.keep(draft(1, "王"));
        assert!(drafts.settled(one).await.unwrap());
    }

    #[test]
    fn a_broken_one_is_kept_aside_and_the_others_come() {
        let (root, directory) = directory();
        drop(directory.drafts().unwrap().0);
        let place = root.path().join("drafts");
        let good = serde_json::to_string(&draft(1, "王")).unwrap();
        for (name, text) in [(1, good.as_str()), (2, &good[..40]), (3, "{\"answers\": \"13800001234\"}"), (4, good.as_str())] {
            std::fs::write(place.join(format!("{}.json", Uuid::from_u128(name))), text).unwrap();
        }
        assert_eq!(directory.drafts().unwrap().1, [draft(1, "王")]);
        for name in 2..=4 {
            assert!(place.join(format!("{}.broken", Uuid::from_u128(name))).exists());
        }
    }

    #[test]
    fn one_that_cannot_be_written_leaves_the_one_before() {
        let (root, directory) = directory();
        let (drafts, _) = directory.drafts().unwrap();
        drafts.keep(draft(1, "王"));
        drop(drafts);
        // A directory where the new file is written first: as root, permissions would not hinder.
        std::fs::create_dir(root.path().join(format!("drafts/{}.new", Uuid::from_u128(1)))).unwrap();
        let (drafts, _) = directory.drafts().unwrap();
        drafts.keep(draft(1, "李"));
        drop(drafts);
        assert_eq!(directory.drafts().unwrap().1, [draft(1, "王")]);
    }
}
