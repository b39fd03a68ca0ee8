//! The ways one can work the machine, each with its introduction, and which of them one has heard already.

use serde::{Deserialize, Serialize};

use super::Way;

/// What there is an introduction to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lesson {
    /// By finger.
    Touch,
    /// By keys.
    Keys,
    /// By two switches.
    TwoSwitches,
    /// By one switch.
    OneSwitch,
    /// Through a screen reader.
    Reader,
    /// By ear alone.
    Ear,
}

impl Lesson {
    /// All of them, in the order shown.
    pub const ALL: [Self; 6] = [Self::Touch, Self::Keys, Self::TwoSwitches, Self::OneSwitch, Self::Reader, Self::Ear];

    /// The name in Fluent ids.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Touch => "touch",
            Self::Keys => "keys",
            Self::TwoSwitches => "two-switches",
            Self::OneSwitch => "one-switch",
            Self::Reader => "reader",
            Self::Ear => "ear",
        }
    }

    /// The one a way that was chosen begins with; the usual way begins with what one does first.
    pub const fn of(way: Way) -> Option<Self> {
        match way {
            Way::Usual => None,
            Way::TwoSwitches => Some(Self::TwoSwitches),
            Way::OneSwitch => Some(Self::OneSwitch),
        }
    }
}

/// The introductions one has heard; a bit for each, in the order of [`Lesson::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Heard(u8);

impl Heard {
    /// Every one.
    pub const ALL: Self = Self(u8::MAX);

    /// Whether this one was heard.
    pub const fn has(self, lesson: Lesson) -> bool {
        self.0 & (1 << lesson as u8) != 0
    }
    /// This one, too.
    #[must_use]
    pub const fn with(self, lesson: Lesson) -> Self {
        Self(self.0 | (1 << lesson as u8))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_introduction_is_counted_for_itself() {
        for lesson in Lesson::ALL {
            let heard = Heard::default().with(lesson);
            assert!(Lesson::ALL.into_iter().all(|one| heard.has(one) == (one == lesson)));
            assert!(Heard::ALL.has(lesson));
        }
    }
}
