//! Keys under a trembling or slow hand (T2): a key counts once it stayed as long as is asked, one key at a time, and never
//! by itself again. Pure: times come in. Knows no key and no page.

use std::time::{Duration, Instant};

use super::touch::Tremor;
use crate::semantic::NodeId;

/// The keyboard.
#[derive(Debug)]
pub struct Keys<K> {
    down: Option<(K, Instant)>,
    tremor: Tremor,
}

impl<K> Default for Keys<K> {
    fn default() -> Self {
        Self { down: None, tremor: Tremor::default() }
    }
}

impl<K> Keys<K> {
    /// A key goes down that has to stay. While one is down another is a slip.
    pub fn press(&mut self, key: K, at: Instant) {
        self.down.get_or_insert((key, at));
    }

    /// A key comes up: what `is` it, if it stayed as long as is asked.
    pub fn release(&mut self, is: impl Fn(&K) -> bool, at: Instant, hold: Duration) -> Option<K> {
        let (key, since) = self.down.take_if(|(key, _)| is(key))?;
        (at.saturating_duration_since(since) >= hold).then_some(key)
    }

    /// Another key was struck: who wrote a letter in between did not tremble.
    pub fn struck(&mut self) {
        self.tremor = Tremor::default();
    }

    /// Whether an act on `id` counts, or is the second one of a tremor.
    pub fn counts(&mut self, id: &NodeId, at: Instant) -> bool {
        self.tremor.counts(id, at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_to_stay_and_any_longer_counts() {
        let (start, hold) = (Instant::now(), Duration::from_millis(500));
        for (ms, counts) in [(100, false), (500, true), (60_000, true)] {
            let mut keys = Keys::default();
            keys.press('a', start);
            assert_eq!(keys.release(|key| *key == 'a', start + Duration::from_millis(ms), hold).is_some(), counts, "{ms}");
        }
    }

    #[test]
    fn a_slip_onto_another_key_does_nothing() {
        let (start, hold) = (Instant::now(), Duration::from_millis(200));
        let at = |ms| start + Duration::from_millis(ms);
        let mut keys = Keys::default();
        keys.press('a', at(0));
        keys.press('b', at(10));
        assert_eq!(keys.release(|key| *key == 'b', at(400), hold), None);
        assert_eq!(keys.release(|key| *key == 'a', at(500), hold), Some('a'));
        assert_eq!(keys.release(|key| *key == 'a', at(600), hold), None, "it is up already");
    }

    #[test]
    fn a_second_press_of_a_tremor_does_nothing() {
        let (start, mut keys) = (Instant::now(), Keys::<char>::default());
        let mut press = |id: &'static str, ms| keys.counts(&id.into(), start + Duration::from_millis(ms));
        assert!(press("a", 0) && !press("a", 300) && press("a", 600));
        assert!(press("switch.move", 700) && !press("switch.move", 800) && press("switch.move", 860));
    }

    #[test]
    fn a_letter_written_in_between_tells_two_presses_apart() {
        let (start, mut keys) = (Instant::now(), Keys::<char>::default());
        assert!(keys.counts(&"press".into(), start));
        keys.struck();
        assert!(keys.counts(&"press".into(), start + Duration::from_millis(200)));
    }
}
