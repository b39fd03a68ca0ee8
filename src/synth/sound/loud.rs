//! How loud speech is, by the means of EBU R 128, and the one gain that makes it as loud as all other.

use ebur128::{EbuR128, Mode};

use super::super::RATE;
use super::LOUDNESS;

/// No sample is above it: half a decibel below full scale, for what a converter makes between two samples.
const CEILING: f32 = 0.94;

/// The rest a clause is measured with, before and behind, in samples: 400 ms. The blocks of the standard are as long and run over the
/// rests of a sentence too: measured without, one of many short clauses would be softer than one of few (by 1.4 LU in 30).
const REST: usize = RATE as usize * 2 / 5;

/// In LUFS, between two rests; nothing of silence.
pub fn loudness(samples: &[f32]) -> Option<f64> {
    let mut meter = EbuR128::new(1, RATE, Mode::I).ok()?;
    for part in [&[0.0; REST][..], samples, &[0.0; REST]] {
        meter.add_frames_f32(part).ok()?;
    }
    meter.loudness_global().ok().filter(|loudness| loudness.is_finite())
}

/// Brings it to [`LOUDNESS`], and what would be too high then under [`CEILING`].
pub fn level(samples: &mut [f32]) {
    let Some(loudness) = loudness(samples) else { return };
    let peak = samples.iter().fold(0.0_f32, |peak, sample| peak.max(sample.abs()));
    let gain = gain(LOUDNESS - loudness).min(CEILING / peak);
    for sample in samples {
        *sample *= gain;
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a gain needs no more digits")]
fn gain(decibels: f64) -> f32 {
    10.0_f64.powf(decibels / 20.0) as f32
}
