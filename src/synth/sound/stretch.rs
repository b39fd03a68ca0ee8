//! Another speed at the same pitch (WSOLA), as the sound comes.

use std::num::{NonZeroU16, NonZeroU32};

use wsola::{Config, TimeStretch};

use super::super::RATE;
use super::pcm;

/// Half a window, and how far a like one is looked for, in milliseconds: two periods of a deep man's voice (80 Hz) in the window,
/// one in the search.
const WINDOW: Config = Config { hop_ms: 15.0, search_ms: 12.0 };

/// Speech at 50 to 200 per cent of its speed (S8), the pitch kept. At 100 what goes in comes out.
#[derive(Debug)]
pub struct Stretch {
    /// None at 100 per cent.
    engine: Option<TimeStretch>,
    percent: u64,
    taken: u64,
    given: u64,
    /// What comes first is the quiet that was put before, which the first window fades in.
    skip: usize,
}

impl Stretch {
    /// At `percent` of the speed; below 50 is 50, above 200 is 200.
    pub fn new(percent: u16) -> Self {
        let percent = percent.clamp(50, 200);
        let engine = (percent != 100).then(|| engine(percent)).flatten();
        let skip = engine.as_ref().map_or(0, TimeStretch::min_output_buff_size);
        Self { engine, percent: percent.into(), taken: 0, given: 0, skip }
    }

    /// More of it; what is ready comes back.
    pub fn push(&mut self, samples: &[i16]) -> Vec<i16> {
        let Some(engine) = &mut self.engine else { return samples.to_vec() };
        let samples: Vec<f32> = samples.iter().map(|sample| f32::from(*sample) / f32::from(i16::MAX)).collect();
        engine.push(&samples);
        self.taken += samples.len() as u64;
        self.pull()
    }

    /// The rest.
    pub fn finish(mut self) -> Vec<i16> {
        let Some(engine) = &mut self.engine else { return Vec::new() };
        // so much must lie behind the last sample for it to be reached
        engine.push(&vec![0.0; RATE as usize / 5]);
        let mut rest = self.pull();
        let due = (self.taken * 100 / self.percent + rest.len() as u64).saturating_sub(self.given);
        rest.resize(usize::try_from(due).unwrap_or_default(), 0);
        rest
    }

    fn pull(&mut self) -> Vec<i16> {
        let Some(engine) = &mut self.engine else { return Vec::new() };
        let mut block = vec![0.0; engine.min_output_buff_size()];
        let mut out = Vec::new();
        while let Ok(length) = engine.pull(&mut block) {
            out.extend(block.iter().take(length).map(|sample| pcm(*sample)));
        }
        let skipped = self.skip.min(out.len());
        self.skip -= skipped;
        out.drain(..skipped);
        self.given += out.len() as u64;
        out
    }
}

fn engine(percent: u16) -> Option<TimeStretch> {
    let mut engine = TimeStretch::with_config(NonZeroU32::new(RATE)?, NonZeroU16::MIN, WINDOW).ok()?;
    engine.set_tempo(f32::from(percent) / 100.0);
    engine.push(&vec![0.0; quiet(percent, engine.min_output_buff_size())]);
    Some(engine)
}

/// So much quiet before the first sample as the first window of the output is made of.
fn quiet(percent: u16, window: usize) -> usize {
    window * usize::from(percent) / 100
}
