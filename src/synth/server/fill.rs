//! Makes the fixed sentences when nobody wants anything, in the voice that was heard last, and tells which sentences may be kept.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use super::super::cache::keys;
use super::super::wire::{Failed, Urgency};
use super::Fixed;
use super::work::{Heard, Work};

/// How far the listing of the sentences gives way: to everything.
const NICE: i32 = 19;

/// Waits for a voice that was heard, and makes what is fixed in it, until the process ends.
pub fn run(work: &Work, voices: &Receiver<Heard>, fixed: impl Fixed) {
    // of this thread, and of what lists; who may not give way goes on all the same
    let _ = rustix::process::nice(NICE);
    let mut listed = [None, None];
    let mut next = voices.recv().ok();
    while let Some(voice) = next {
        let other = fill(work, voice, voices, &fixed, &mut listed[usize::from(voice.0)]);
        next = other.or_else(|| voices.recv().ok());
    }
}

/// Makes it all in a voice, unless another is heard meanwhile: that one. What is there already, from an earlier start too, is passed over.
fn fill(work: &Work, voice: Heard, voices: &Receiver<Heard>, fixed: &impl Fixed, listed: &mut Option<Vec<String>>) -> Option<Heard> {
    let (taiwan, timbre) = voice;
    if listed.is_none() {
        *listed = fixed(taiwan).inspect_err(|error| tracing::warn!(%error, "the fixed sentences are not known")).ok();
        let clauses = listed.iter().flatten().flat_map(|text| keys(text, taiwan, timbre)).map(|(key, _)| key.text);
        work.may_keep(taiwan, clauses.collect::<HashSet<_>>());
    }
    // behind the empty line stands what may be kept, and is not made before it is asked for
    let sentences = listed.as_ref()?.iter().take_while(|text| !text.is_empty());
    for (key, _) in sentences.flat_map(|text| keys(text, taiwan, timbre)) {
        if let Some(other) = voices.try_iter().last().filter(|other| *other != voice) {
            return Some(other);
        }
        if work.cache.has(&key) {
            continue;
        }
        match work.want(key, Urgency::Idle, Arc::default()).recv() {
            Ok(Ok(_) | Err(Failed::Unsayable)) => {}
            // no more before somebody is heard again
            _ => return None,
        }
    }
    None
}
