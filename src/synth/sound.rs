//! The model's sound made fit to be heard: without the silence at its ends, as loud as every other clause, at another speed
//! where one wants that. Knows no text and no model.

use super::RATE;

mod loud;
mod stretch;

pub use loud::loudness;
pub use stretch::Stretch;

/// How loud every clause is made, in LUFS (EBU R 128). The highest peaks of the model lie 19.6 dB above (1 of 174 clauses; 15 at the
/// median), so that this is about the loudest that needs no limiter.
pub const LOUDNESS: f64 = -20.0;

/// What is quieter than the loudest by more than this factor (40 dB) is the silence before and after speech.
const SILENCE: f32 = 0.01;
/// Frames in which it is looked for: 10 ms.
const FRAME: usize = RATE as usize / 100;
/// What is kept before: a soft onset (an h, an f) begins below the threshold. Four frames, 40 ms.
const BEFORE: usize = 4 * FRAME;
/// What is kept behind the last syllable, which dies away: eight frames, 80 ms.
const BEHIND: usize = 8 * FRAME;
/// What a sample keeps of the offset of the one before: what is slower than 40 Hz goes, half an octave below the deepest voice.
const LEAK: f32 = 1.0 - std::f32::consts::TAU * 40.0 / RATE as f32;
/// In and out, so that nothing cracks: 5 ms.
const FADE: usize = RATE as usize / 200;

/// Samples of the model, -1 to 1, as they are played: trimmed at both ends, at [`LOUDNESS`], without an offset, never clipped.
/// Nothing of silence, and of what is no sound at all (a number that is none).
pub fn even(samples: &[f32]) -> Vec<i16> {
    let mut speech = trimmed(&centred(samples)).to_vec();
    if speech.is_empty() {
        return Vec::new();
    }
    fade(&mut speech);
    loud::level(&mut speech);
    speech.into_iter().map(pcm).collect()
}

/// From a little before the first sound to a little behind the last.
fn trimmed(samples: &[f32]) -> &[f32] {
    let levels: Vec<f32> = samples.chunks(FRAME).map(power).collect();
    let loudest = levels.iter().copied().fold(0.0, f32::max);
    // a sum that holds a NaN or an infinity is none
    if !levels.iter().sum::<f32>().is_normal() {
        return &[];
    }
    let heard = |level: &f32| *level > loudest * SILENCE * SILENCE;
    let (Some(first), Some(last)) = (levels.iter().position(heard), levels.iter().rposition(heard)) else { return &[] };
    let end = ((last + 1) * FRAME + BEHIND).min(samples.len());
    samples.get((first * FRAME).saturating_sub(BEFORE)..end).unwrap_or_default()
}

/// The mean square.
fn power(samples: &[f32]) -> f32 {
    samples.iter().map(|sample| sample * sample).sum::<f32>() / FRAME as f32
}

/// Takes out what is slower than a voice. The model stands off zero while it speaks and not where it is silent, so without its mean a
/// clause would begin and end with a thud, which a recogniser takes for a syllable.
fn centred(samples: &[f32]) -> Vec<f32> {
    let (mut before, mut out) = (samples.first().copied().unwrap_or_default(), 0.0);
    let filter = |sample: &f32| {
        out = LEAK.mul_add(out, sample - before);
        before = *sample;
        out
    };
    samples.iter().map(filter).collect()
}

fn fade(samples: &mut [f32]) {
    let length = FADE.min(samples.len() / 2);
    let rise = |at: usize| at as f32 / length as f32;
    for (at, sample) in samples.iter_mut().take(length).enumerate() {
        *sample *= rise(at);
    }
    for (at, sample) in samples.iter_mut().rev().take(length).enumerate() {
        *sample *= rise(at);
    }
}

#[expect(clippy::cast_possible_truncation, reason = "clamped to the range of the sample")]
fn pcm(sample: f32) -> i16 {
    (sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)).round() as i16
}

#[cfg(test)]
mod tests;
