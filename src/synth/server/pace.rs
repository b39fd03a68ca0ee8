//! Whether this machine makes sound fast enough to speak: the work of the last renderings, and whether the voice can be used at all.

use std::collections::VecDeque;
use std::time::{Duration, Instant, SystemTime};

use super::super::RATE;
use super::super::wire::Failed;

/// So many renderings are remembered.
const REMEMBERED: usize = 5;
/// What takes more than this of its own length to be made would stutter.
pub const TOO_SLOW: f32 = 0.9;
/// A shorter sound tells nothing: what the model makes of it is mostly silence, which is cut away.
const TELLING: usize = RATE as usize;

/// What is known of the voice on this machine.
#[derive(Debug, Default)]
pub struct Pace {
    factors: VecDeque<f32>,
    /// Whether the first rendering has been, which is slower than the others.
    warm: bool,
    refused: Option<Refused>,
}

/// Why nothing is made now.
#[derive(Debug)]
struct Refused {
    why: Failed,
    since: Instant,
    /// The model it was tried with.
    model: Option<SystemTime>,
}

impl Pace {
    /// Seconds of work for a second of sound: the middle one of the last renderings.
    pub fn factor(&self) -> Option<f32> {
        let mut factors: Vec<_> = self.factors.iter().copied().collect();
        factors.sort_by(f32::total_cmp);
        factors.get(factors.len() / 2).copied()
    }

    /// So many samples took so long, at that time and with that model.
    pub fn made(&mut self, samples: usize, work: Duration, now: Instant, model: Option<SystemTime>) {
        if samples < TELLING || !std::mem::replace(&mut self.warm, true) {
            return;
        }
        if self.refused.take().is_some() {
            // one that was tried again counts for all before
            self.factors.clear();
        }
        self.factors.push_back(work.as_secs_f32() * RATE as f32 / samples as f32);
        if self.factors.len() > REMEMBERED {
            self.factors.pop_front();
        }
        if self.factor().is_some_and(|factor| factor > TOO_SLOW) {
            self.refused = Some(Refused { why: Failed::Slow, since: now, model });
        }
    }

    /// The model could not be used.
    pub fn failed(&mut self, why: Failed, now: Instant, model: Option<SystemTime>) {
        self.refused = Some(Refused { why, since: now, model });
    }

    /// Why nothing should be made now; nothing for one who tries again `again` later, or with another model.
    pub fn refusal(&mut self, now: Instant, again: Duration, model: Option<SystemTime>) -> Option<Failed> {
        let refused = self.refused.as_mut()?;
        if refused.model == model && now.saturating_duration_since(refused.since) < again {
            return Some(refused.why);
        }
        // the next one waits again
        (refused.since, refused.model) = (now, model);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: usize = RATE as usize;
    const AGAIN: Duration = Duration::from_secs(120);

    /// After renderings of a second each that took so many milliseconds.
    fn after(milliseconds: &[u64], now: Instant) -> Pace {
        let mut pace = Pace::default();
        for work in milliseconds {
            pace.made(SECOND, Duration::from_millis(*work), now, None);
        }
        pace
    }

    #[test]
    fn the_middle_one_of_the_last_renderings_counts_without_the_first() {
        let now = Instant::now();
        assert_eq!(after(&[5000], now).factor(), None);
        assert_eq!(after(&[5000, 300, 9000, 400], now).factor(), Some(0.4));
        assert_eq!(after(&[5000, 300, 9000, 400], now).refusal(now, AGAIN, None), None, "one slow one is no slow machine");
        let mut short = after(&[300, 300], now);
        short.made(SECOND / 2, AGAIN, now, None);
        assert_eq!(short.factor(), Some(0.3), "a short one tells nothing");
    }

    #[test]
    fn a_slow_machine_is_tried_now_and_then_and_one_good_try_is_enough() {
        let now = Instant::now();
        let mut pace = after(&[300, 1000, 1000, 1000], now);
        assert_eq!(pace.refusal(now + AGAIN / 2, AGAIN, None), Some(Failed::Slow));
        assert_eq!(pace.refusal(now + AGAIN, AGAIN, None), None, "a try");
        assert_eq!(pace.refusal(now + AGAIN, AGAIN, None), Some(Failed::Slow), "one alone");
        pace.made(SECOND, Duration::from_millis(2000), now + AGAIN, None);
        assert_eq!(pace.refusal(now + AGAIN * 3 / 2, AGAIN, None), Some(Failed::Slow));
        pace.made(SECOND, Duration::from_millis(200), now + AGAIN * 2, None);
        assert_eq!((pace.refusal(now + AGAIN * 2, AGAIN, None), pace.factor()), (None, Some(0.2)));
    }

    #[test]
    fn another_model_is_tried_at_once() {
        let now = Instant::now();
        let mut pace = Pace::default();
        pace.failed(Failed::Broken, now, None);
        assert_eq!(pace.refusal(now, AGAIN, None), Some(Failed::Broken));
        assert_eq!(pace.refusal(now, AGAIN, Some(SystemTime::UNIX_EPOCH)), None);
    }
}
