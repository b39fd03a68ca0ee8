//! How fast this machine makes sound, tried.

use std::time::Instant;

use crate::synth::engine::{Engine, Error};
use crate::synth::{Folder, RATE, Timbre, phonemes, sound};

/// As many as the warm process has.
const THREADS: usize = 2;

/// Seconds of work for a second of sound, of a sentence that is made twice: the first time is slower.
///
/// # Errors
/// The voice cannot be loaded, or makes no sound of the sentence.
pub fn trial(folder: &Folder, sentence: &str) -> Result<f32, Error> {
    let engine = Engine::load(folder, THREADS)?;
    let ids = phonemes::ids(sentence, false);
    engine.render(&ids, Timbre::Yunxi)?;
    let begun = Instant::now();
    let made = sound::even(&engine.render(&ids, Timbre::Yunxi)?);
    Ok(begun.elapsed().as_secs_f32() * RATE as f32 / made.len().max(1) as f32)
}
