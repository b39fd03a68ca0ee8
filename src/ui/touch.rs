//! No accidental act (T2): a press counts when it ends where it began, or up to 5 mm beside it; a tremor's second
//! tap does nothing. Pure: times and places come in.

use std::time::{Duration, Instant};

use crate::semantic::{NodeId, Rect};

/// A finger rolls this far and still means it, mm.
pub const ROLL_MM: f32 = 5.0;
/// A second tap on the same target within this time is a tremor.
const TREMOR: Duration = Duration::from_millis(500);
/// The same for what one presses many times on purpose: paging, volume, size.
const TREMOR_REPEATED: Duration = Duration::from_millis(150);

/// The finger or mouse button, and what it did last.
#[derive(Debug, Default)]
pub struct Touch {
    held: Option<(NodeId, Rect)>,
    last: Option<(NodeId, Instant)>,
}

impl Touch {
    /// Goes down on `target`, or beside every target.
    pub fn press(&mut self, target: Option<(NodeId, Rect)>) {
        self.held = target;
    }

    /// Comes up at a place; `roll` is 5 mm in px. The node that is to act, if any: the one that was pressed.
    pub fn release(&mut self, x: f32, y: f32, roll: f32, now: Instant) -> Option<NodeId> {
        let (id, bounds) = self.held.take()?;
        if !bounds.contains_within(x, y, roll) {
            return None;
        }
        let wait = if repeated(&id) { TREMOR_REPEATED } else { TREMOR };
        if self.last.as_ref().is_some_and(|(last, at)| *last == id && now.saturating_duration_since(*at) < wait) {
            return None;
        }
        self.last = Some((id.clone(), now));
        Some(id)
    }

    /// The finger was lost.
    pub fn lose(&mut self) {
        self.held = None;
    }

    /// What is held down now.
    pub fn held(&self) -> Option<&NodeId> {
        self.held.as_ref().map(|(id, _)| id)
    }
}

/// What one presses again and again on purpose: the pager and the steps under 听和看.
fn repeated(id: &NodeId) -> bool {
    const STEPS: [&str; 6] =
        ["settings.smaller", "settings.larger", "settings.softer", "settings.louder", "settings.slower", "settings.faster"];
    id.as_str().starts_with("pager.") || STEPS.contains(&id.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOX: Rect = Rect { x: 100.0, y: 100.0, width: 60.0, height: 60.0 };

    fn press(touch: &mut Touch, id: &'static str) {
        touch.press(Some((id.into(), BOX)));
    }

    #[test]
    fn acts_inside_and_within_the_roll_but_not_further() {
        let (mut touch, now) = (Touch::default(), Instant::now());
        for (x, acts) in [(130.0, true), (175.0, true), (181.0, false), (90.0, true), (80.0, false)] {
            let mut fresh = Touch::default();
            press(&mut fresh, "a");
            assert_eq!(fresh.release(x, 130.0, 19.0, now).is_some(), acts, "{x}");
        }
        assert_eq!(touch.release(130.0, 130.0, 19.0, now), None, "nothing was pressed");
    }

    #[test]
    fn a_second_tap_of_a_tremor_does_nothing() {
        let (mut touch, start) = (Touch::default(), Instant::now());
        let mut tap = |id, ms| {
            press(&mut touch, id);
            touch.release(130.0, 130.0, 19.0, start + Duration::from_millis(ms)).is_some()
        };
        assert!(tap("a", 0));
        assert!(!tap("a", 499));
        assert!(tap("b", 499), "another target is another act");
        assert!(tap("a", 501));
        assert!(tap("pager.next", 600));
        assert!(!tap("pager.next", 700));
        assert!(tap("pager.next", 751));
        assert!(tap("settings.louder", 800));
        assert!(tap("settings.louder", 951), "louder and louder");
    }

    #[test]
    fn a_lost_finger_takes_it_back() {
        let mut touch = Touch::default();
        press(&mut touch, "a");
        touch.lose();
        assert_eq!(touch.release(130.0, 130.0, 19.0, Instant::now()), None);
    }
}
