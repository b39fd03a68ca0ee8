//! No accidental act (T2): a press counts when it ends where it began, or up to 5 mm beside it, and stayed as long as is asked;
//! a tremor's second tap does nothing, nor does a second finger. Pure: times and places come in.
//!
//! A palm or a thumb at the bezel begins where nothing is to be pressed: it is no finger at all, and hinders none. How wide a
//! contact is the window system does not tell.

use std::time::{Duration, Instant};

use crate::semantic::{NodeId, Rect};

/// A finger rolls this far and still means it, mm.
pub const ROLL_MM: f32 = 5.0;
/// A second tap on the same target within this time is a tremor.
const TREMOR: Duration = Duration::from_millis(500);
/// The same for what one presses many times on purpose: paging, volume, size, keys on the screen, the moving switch.
const TREMOR_REPEATED: Duration = Duration::from_millis(150);

/// A finger or the mouse, where and when.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contact {
    /// Which finger; none: the mouse.
    pub finger: Option<u64>,
    /// Across, px.
    pub x: f32,
    /// Down, px.
    pub y: f32,
    /// When.
    pub at: Instant,
}

/// The finger or mouse button that is down, and what it did last.
#[derive(Debug, Default)]
pub struct Touch {
    held: Option<Held>,
    tremor: Tremor,
}

#[derive(Debug)]
struct Held {
    id: NodeId,
    bounds: Rect,
    began: Contact,
}

impl Touch {
    /// Goes down on `target`, or beside every target. While one is held nothing else counts.
    pub fn press(&mut self, contact: Contact, target: Option<(NodeId, Rect)>) {
        if self.held.is_none() {
            self.held = target.map(|(id, bounds)| Held { id, bounds, began: contact });
        }
    }

    /// Comes up at a place; `roll` is 5 mm in px, and so long it had to stay. The node that is to act, if any: the one that
    /// was pressed.
    pub fn release(&mut self, contact: Contact, roll: f32, hold: Duration) -> Option<NodeId> {
        let Held { id, bounds, began } = self.held.take_if(|held| held.began.finger == contact.finger)?;
        let stayed = contact.at.saturating_duration_since(began.at) >= hold;
        (stayed && bounds.contains_within(contact.x, contact.y, roll) && self.tremor.counts(&id, contact.at)).then_some(id)
    }

    /// This finger was lost.
    pub fn lose(&mut self, finger: Option<u64>) {
        self.held.take_if(|held| held.began.finger == finger);
    }

    /// What is held down now.
    pub fn held(&self) -> Option<&NodeId> {
        self.held.as_ref().map(|held| &held.id)
    }

    /// How much of the time it has to stay has passed, 0 to 1, and on what.
    pub fn progress(&self, now: Instant, hold: Duration) -> Option<(Rect, f32)> {
        let held = self.held.as_ref().filter(|_| !hold.is_zero())?;
        let stayed = now.saturating_duration_since(held.began.at);
        Some((held.bounds, (stayed.as_secs_f32() / hold.as_secs_f32()).min(1.0)))
    }
}

/// Tells the second tap of a tremor from another press.
#[derive(Debug, Default)]
pub struct Tremor(Option<(NodeId, Instant)>);

impl Tremor {
    /// Whether a press on `id` counts.
    pub fn counts(&mut self, id: &NodeId, at: Instant) -> bool {
        let wait = if repeated(id) { TREMOR_REPEATED } else { TREMOR };
        if self.0.as_ref().is_some_and(|(last, before)| last == id && at.saturating_duration_since(*before) < wait) {
            return false;
        }
        self.0 = Some((id.clone(), at));
        true
    }
}

/// What one presses again and again on purpose.
pub(super) fn repeated(id: &NodeId) -> bool {
    const STEPS: [&str; 10] = [
        "settings.smaller",
        "settings.larger",
        "settings.softer",
        "settings.louder",
        "settings.slower",
        "settings.faster",
        "settings.scan-shorter",
        "settings.scan-longer",
        "settings.hold-shorter",
        "settings.hold-longer",
    ];
    const KINDS: [&str; 3] = ["pager.", "keyboard.", "switch."];
    KINDS.iter().any(|kind| id.as_str().starts_with(kind)) || STEPS.contains(&id.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOX: Rect = Rect { x: 100.0, y: 100.0, width: 60.0, height: 60.0 };
    const AT_ONCE: Duration = Duration::ZERO;
    const ROLL: f32 = 19.0;

    /// A hand whose clock began with it.
    struct Hand(Touch, Instant);

    impl Hand {
        fn new() -> Self {
            Self(Touch::default(), Instant::now())
        }
        fn contact(&self, finger: u64, x: f32, ms: u64) -> Contact {
            Contact { finger: Some(finger), x, y: 130.0, at: self.1 + Duration::from_millis(ms) }
        }
        fn down(&mut self, finger: u64, id: Option<&'static str>, ms: u64) {
            let contact = self.contact(finger, 130.0, ms);
            self.0.press(contact, id.map(|id| (id.into(), BOX)));
        }
        fn up(&mut self, finger: u64, x: f32, ms: u64, hold: u64) -> bool {
            let contact = self.contact(finger, x, ms);
            self.0.release(contact, ROLL, Duration::from_millis(hold)).is_some()
        }
    }

    #[test]
    fn acts_inside_and_within_the_roll_but_not_further() {
        for (x, acts) in [(130.0, true), (175.0, true), (181.0, false), (90.0, true), (80.0, false)] {
            let mut hand = Hand::new();
            hand.down(1, Some("a"), 0);
            assert_eq!(hand.up(1, x, 0, 0), acts, "{x}");
        }
        assert!(!Hand::new().up(1, 130.0, 0, 0), "nothing was pressed");
    }

    #[test]
    fn a_second_tap_of_a_tremor_does_nothing() {
        let mut hand = Hand::new();
        let mut tap = |id, ms| {
            hand.down(1, Some(id), ms);
            hand.up(1, 130.0, ms, 0)
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
        assert!(tap("keyboard.key-1", 960));
        assert!(tap("keyboard.key-1", 1111), "the same digit twice");
    }

    #[test]
    fn a_lost_finger_takes_it_back() {
        let mut hand = Hand::new();
        hand.down(1, Some("a"), 0);
        hand.0.lose(Some(2));
        assert!(hand.0.held().is_some(), "another finger was lost");
        hand.0.lose(Some(1));
        assert!(!hand.up(1, 130.0, 0, 0));
    }

    #[test]
    fn it_stays_as_long_as_is_asked_and_any_longer_counts() {
        for (ms, acts) in [(499, false), (500, true), (30_000, true)] {
            let mut hand = Hand::new();
            hand.down(1, Some("a"), 0);
            assert_eq!(hand.up(1, 130.0, ms, 500), acts, "{ms}");
        }
        let mut hand = Hand::new();
        hand.down(1, Some("a"), 0);
        let now = hand.1 + Duration::from_millis(250);
        assert_eq!(hand.0.progress(now, Duration::from_millis(500)), Some((BOX, 0.5)));
        assert_eq!(hand.0.progress(now, AT_ONCE), None);
    }

    #[test]
    fn a_second_finger_does_nothing() {
        let mut hand = Hand::new();
        hand.down(1, Some("a"), 0);
        hand.down(2, Some("b"), 10);
        assert!(!hand.up(2, 130.0, 20, 0), "the second finger");
        assert!(hand.up(1, 130.0, 30, 0), "the first is still there");
    }

    #[test]
    fn a_palm_at_the_edge_hinders_no_finger() {
        let mut hand = Hand::new();
        hand.down(1, None, 0);
        hand.down(2, Some("a"), 10);
        assert!(hand.up(2, 130.0, 20, 0));
        assert!(!hand.up(1, 130.0, 30, 0), "the palm itself does nothing");
    }
}
