//! Work shared out over the machine's processors; what comes of it stands in the order of the work all the same.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Does `each` of the `work`.
pub fn share<W: Sync, D: Send>(work: &[W], each: impl Fn(&W) -> D + Sync) -> Vec<D> {
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let hands = std::thread::available_parallelism().map_or(1, NonZero::get);
    std::thread::scope(|scope| {
        for _ in 0..hands {
            scope.spawn(|| {
                while let Some((at, one)) = Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, work.get(at)?))) {
                    let did = each(one);
                    done.lock().unwrap_or_else(PoisonError::into_inner).push((at, did));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, did)| did).collect()
}
