//! How fast this machine makes sound, tried.

use std::time::Instant;

use crate::synth::engine::{Engine, Error};
use crate::synth::{Folder, RATE, Timbre, phonemes, sound};

/// As many as the warm process has.
const THREADS: usize = 2;

/// How often the sentence is made: the first time is slower than the others, and so is one beside which the machine has much to do.
const TIMES: usize = 3;

/// Seconds of work for a second of sound, as fast as it goes.
///
/// # Errors
/// The voice cannot be loaded, or makes no sound of the sentence.
pub fn trial(folder: &Folder, sentence: &str) -> Result<f32, Error> {
    let engine = Engine::load(folder, THREADS)?;
    let ids = phonemes::ids(sentence, false);
    let mut least = f32::INFINITY;
    for _ in 0..TIMES {
        let begun = Instant::now();
        let made = sound::even(&engine.render(&ids, Timbre::Yunxi)?);
        least = least.min(begun.elapsed().as_secs_f32() * RATE as f32 / made.len() as f32);
    }
    Ok(least)
}
