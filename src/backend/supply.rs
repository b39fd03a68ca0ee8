//! Where a backend has its catalogue from: ready made, or read while the database is opened, so that a city of 36,000
//! items starts as fast as one of none.

use std::fmt;
use std::sync::Arc;

use super::search::Index;
use crate::domain::catalogue::{Catalogue, Entry};

/// A catalogue, or how to get it.
pub struct Supply(Box<dyn FnOnce() -> Arc<Catalogue> + Send>);

impl Supply {
    /// What `read` will answer, on a thread where it may take its time.
    pub fn reading(read: impl FnOnce() -> Catalogue + Send + 'static) -> Self {
        Self(Box::new(|| Arc::new(read())))
    }

    /// The catalogue and the index of its names.
    pub(super) fn taken(self) -> (Arc<Catalogue>, Index) {
        let catalogue = (self.0)();
        let index = Index::new(catalogue.services().iter().map(names));
        (catalogue, index)
    }
}

impl From<Arc<Catalogue>> for Supply {
    fn from(catalogue: Arc<Catalogue>) -> Self {
        Self(Box::new(|| catalogue))
    }
}

impl fmt::Debug for Supply {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("Supply")
    }
}

/// Every name people may search a service by.
fn names(entry: &Entry) -> impl Iterator<Item = &str> {
    let texts = [Some(&entry.summary.name), entry.summary.everyday.as_ref()];
    let texts = texts.into_iter().flatten().flat_map(|text| [Some(text.zh_cn.as_str()), text.zh_tw.as_deref(), text.en.as_deref()]);
    texts.flatten().chain(entry.synonyms.iter().map(String::as_str))
}
