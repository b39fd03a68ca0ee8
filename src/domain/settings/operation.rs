//! How the resident works the machine: by finger and keys as usual, by two switches, by one switch with scanning (T2, T4).

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Unknown;

/// The way of operating. Touch, keys and a screen reader work in every one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// Finger and keys.
    #[default]
    Usual,
    /// Two switches: one goes on to the next thing, one presses it (双键).
    TwoSwitches,
    /// One switch: the things are gone through by time, the switch presses the one at hand (单键扫描).
    OneSwitch,
}

impl Way {
    /// All of them, in the order shown.
    pub const ALL: [Self; 3] = [Self::Usual, Self::TwoSwitches, Self::OneSwitch];

    /// The name in Fluent ids.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Usual => "usual",
            Self::TwoSwitches => "two-switches",
            Self::OneSwitch => "one-switch",
        }
    }
}

impl FromStr for Way {
    type Err = Unknown;
    fn from_str(name: &str) -> Result<Self, Unknown> {
        Self::ALL.into_iter().find(|way| way.name() == name).ok_or(Unknown)
    }
}

/// A key that a switch can send: switch boxes are keyboards with one or two keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum SwitchKey {
    Space,
    Enter,
    Tab,
    Left,
    Right,
    F11,
    F12,
}

impl SwitchKey {
    /// All of them, in the order shown.
    pub const ALL: [Self; 7] = [Self::Space, Self::Enter, Self::Tab, Self::Left, Self::Right, Self::F11, Self::F12];

    /// The name in Fluent ids.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Space => "space",
            Self::Enter => "enter",
            Self::Tab => "tab",
            Self::Left => "left",
            Self::Right => "right",
            Self::F11 => "f11",
            Self::F12 => "f12",
        }
    }
}

/// How one operates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Operation {
    /// By which way.
    pub way: Way,
    /// With one switch: so long each thing stands, in ms, 500 to 10,000.
    pub scan: u16,
    /// So long a key or a finger must stay before it counts, in ms; 0: at once.
    pub hold: u16,
    /// The switch that goes on.
    pub move_key: SwitchKey,
    /// The switch that presses; with one switch the only one.
    pub select_key: SwitchKey,
}

impl Operation {
    /// The times of scanning one can choose, ms.
    pub const SCAN: [u16; 10] = [500, 1000, 1500, 2000, 3000, 4000, 5000, 6000, 8000, 10_000];
    /// The times of holding one can choose, ms.
    pub const HOLD: [u16; 5] = [0, 200, 500, 1000, 1500];

    /// Whether it is one of those that can be chosen; a file may hold anything.
    pub fn is_known(&self) -> bool {
        Self::SCAN.contains(&self.scan) && Self::HOLD.contains(&self.hold) && self.move_key != self.select_key
    }

    /// With this key to move; the two never become one.
    pub fn moved_by(self, key: SwitchKey) -> Self {
        let select_key = if key == self.select_key { self.move_key } else { self.select_key };
        Self { move_key: key, select_key, ..self }
    }
    /// With this key to press; the two never become one.
    pub fn pressed_by(self, key: SwitchKey) -> Self {
        let move_key = if key == self.move_key { self.select_key } else { self.move_key };
        Self { select_key: key, move_key, ..self }
    }
    /// With another time of scanning, one step longer or shorter, or as it is at the end.
    pub fn scanning(self, longer: bool) -> Self {
        Self { scan: stepped(&Self::SCAN, self.scan, longer), ..self }
    }
    /// With another time of holding, one step longer or shorter, or as it is at the end.
    pub fn holding(self, longer: bool) -> Self {
        Self { hold: stepped(&Self::HOLD, self.hold, longer), ..self }
    }
}

impl Default for Operation {
    fn default() -> Self {
        Self { way: Way::Usual, scan: 3000, hold: 0, move_key: SwitchKey::Space, select_key: SwitchKey::Enter }
    }
}

fn stepped(steps: &[u16], now: u16, up: bool) -> u16 {
    let mut steps = steps.iter().copied();
    let step = if up { steps.find(|step| *step > now) } else { steps.rfind(|step| *step < now) };
    step.unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_keys_never_become_one() {
        let keys = |operation: Operation| (operation.move_key, operation.select_key);
        let usual = Operation::default();
        assert_eq!(keys(usual.moved_by(SwitchKey::F11)), (SwitchKey::F11, SwitchKey::Enter));
        assert_eq!(keys(usual.moved_by(SwitchKey::Enter)), (SwitchKey::Enter, SwitchKey::Space));
        assert_eq!(keys(usual.pressed_by(SwitchKey::Space)), (SwitchKey::Enter, SwitchKey::Space));
    }

    #[test]
    fn times_go_by_steps_and_stop_at_the_ends() {
        let mut operation = Operation::default();
        (0..20).for_each(|_| operation = operation.scanning(true).holding(true));
        assert_eq!((operation.scan, operation.hold), (10_000, 1500));
        (0..20).for_each(|_| operation = operation.scanning(false).holding(false));
        assert_eq!((operation.scan, operation.hold), (500, 0));
        assert!(operation.is_known() && !Operation { scan: 0, ..operation }.is_known());
    }
}
