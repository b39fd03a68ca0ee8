//! The one table of keys. Screens see intents, never keys.

use iced::keyboard::key::Named;
use iced::keyboard::{Key, Modifiers};

/// What a key means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Intent {
    /// To the next thing (Tab, Down, Right).
    Next,
    /// To the thing before (Shift+Tab, Up, Left).
    Previous,
    /// Press it; in a field: go on (Enter, Space).
    Activate,
    /// Esc: back.
    Back,
    /// F1: 人工帮助
    Help,
    /// F2: 再听一遍
    Repeat,
    /// F3
    Slower,
    /// F4
    Faster,
    /// F5
    Softer,
    /// F6
    Louder,
    /// F7
    Smaller,
    /// F8
    Larger,
    /// F9
    Theme,
    /// F10
    Language,
    /// F11
    Pause,
    /// Shift+F2: 上一句
    SentenceBack,
    /// Shift+F11: 下一句
    SentenceOn,
    /// F12: 在哪里
    Where,
    /// Shift+F12: 一个字一个字念
    Spell,
    /// Page Down: the part below.
    PartNext,
    /// Page Up: the part above.
    PartPrevious,
    /// The moving switch: on to the next row or thing.
    Move,
    /// The pressing switch: into the row, or press the thing.
    Select,
}

/// Where a key of the table counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Where {
    /// Everywhere.
    Anywhere,
    /// Not while one writes in a field, which needs it itself.
    OutsideFields,
}

/// The keys that are switches now. They count before the table, also in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Switches {
    /// The moving one, where there is one.
    pub go: Option<Named>,
    /// The pressing one.
    pub select: Option<Named>,
}

/// Key, with Shift or not, where it counts, and what it means.
const TABLE: [(Named, bool, Where, Intent); 26] = [
    (Named::Tab, false, Where::Anywhere, Intent::Next),
    (Named::Tab, true, Where::Anywhere, Intent::Previous),
    (Named::ArrowDown, false, Where::Anywhere, Intent::Next),
    (Named::ArrowUp, false, Where::Anywhere, Intent::Previous),
    (Named::ArrowRight, false, Where::OutsideFields, Intent::Next),
    (Named::ArrowLeft, false, Where::OutsideFields, Intent::Previous),
    (Named::Enter, false, Where::Anywhere, Intent::Activate),
    (Named::Space, false, Where::OutsideFields, Intent::Activate),
    (Named::Escape, false, Where::Anywhere, Intent::Back),
    (Named::PageDown, false, Where::Anywhere, Intent::PartNext),
    (Named::PageUp, false, Where::Anywhere, Intent::PartPrevious),
    (Named::F1, false, Where::Anywhere, Intent::Help),
    (Named::F2, false, Where::Anywhere, Intent::Repeat),
    (Named::F3, false, Where::Anywhere, Intent::Slower),
    (Named::F4, false, Where::Anywhere, Intent::Faster),
    (Named::F5, false, Where::Anywhere, Intent::Softer),
    (Named::F6, false, Where::Anywhere, Intent::Louder),
    (Named::F7, false, Where::Anywhere, Intent::Smaller),
    (Named::F8, false, Where::Anywhere, Intent::Larger),
    (Named::F9, false, Where::Anywhere, Intent::Theme),
    (Named::F10, false, Where::Anywhere, Intent::Language),
    (Named::F11, false, Where::Anywhere, Intent::Pause),
    (Named::F2, true, Where::Anywhere, Intent::SentenceBack),
    (Named::F11, true, Where::Anywhere, Intent::SentenceOn),
    (Named::F12, false, Where::Anywhere, Intent::Where),
    (Named::F12, true, Where::Anywhere, Intent::Spell),
];

/// What a switch means, if the key is one now.
pub fn switch(key: &Key, switches: Switches) -> Option<Intent> {
    let named = named(key);
    let is = |switch: Option<Named>| switch.is_some() && switch == named;
    match (is(switches.go), is(switches.select)) {
        (true, _) => Some(Intent::Move),
        (_, true) => Some(Intent::Select),
        _ => None,
    }
}

fn named(key: &Key) -> Option<Named> {
    match key {
        Key::Named(named) => Some(*named),
        // Some keyboards send the space bar as the character.
        Key::Character(text) if text == " " => Some(Named::Space),
        _ => None,
    }
}

/// What a key means, if it is one of ours. `editing`: one writes in a field.
pub fn intent(key: &Key, modifiers: Modifiers, editing: bool) -> Option<Intent> {
    let named = named(key)?;
    if modifiers.control() || modifiers.alt() || modifiers.logo() {
        return None;
    }
    TABLE
        .iter()
        .find(|(key, shift, at, _)| *key == named && *shift == modifiers.shift() && (*at == Where::Anywhere || !editing))
        .map(|(.., intent)| *intent)
}

/// Whether a key does nothing by itself.
pub const fn is_modifier(key: &Key) -> bool {
    matches!(key, Key::Named(Named::Shift | Named::Control | Named::Alt | Named::AltGraph | Named::Super | Named::Meta | Named::CapsLock))
}

impl Intent {
    /// Whether a held key may do it again and again: only stepping may (tremor).
    pub const fn repeats(self) -> bool {
        matches!(self, Self::Next | Self::Previous)
    }

    /// Whether what is being said goes on for now: who changes it or holds it does not mean silence, and of a press
    /// it is the thing pressed that decides.
    pub const fn keeps_voice(self) -> bool {
        use Intent::{Activate, Faster, Larger, Louder, Pause, Select, SentenceBack, SentenceOn, Slower, Smaller, Softer, Theme};
        let controls = matches!(self, Slower | Faster | Softer | Louder | Smaller | Larger | Theme | Pause | SentenceBack | SentenceOn);
        controls || matches!(self, Activate | Select)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_switch_is_a_switch_wherever_one_is() {
        let two = Switches { go: Some(Named::Space), select: Some(Named::F11) };
        assert_eq!(switch(&Key::Character(" ".into()), two), Some(Intent::Move));
        assert_eq!(switch(&Key::Named(Named::F11), two), Some(Intent::Select));
        assert_eq!(switch(&Key::Named(Named::Enter), two), None);
        assert_eq!(switch(&Key::Named(Named::Space), Switches { go: None, ..two }), None, "one switch does not move");
        assert_eq!(switch(&Key::Character("a".into()), Switches::default()), None);
    }

    #[test]
    fn a_field_keeps_the_keys_it_needs() {
        let none = Modifiers::default();
        assert_eq!(intent(&Key::Named(Named::ArrowLeft), none, false), Some(Intent::Previous));
        assert_eq!(intent(&Key::Named(Named::ArrowLeft), none, true), None);
        assert_eq!(intent(&Key::Named(Named::Space), none, true), None);
        assert_eq!(intent(&Key::Character(" ".into()), none, false), Some(Intent::Activate));
        assert_eq!(intent(&Key::Named(Named::Enter), none, true), Some(Intent::Activate));
        assert_eq!(intent(&Key::Named(Named::Tab), Modifiers::SHIFT, true), Some(Intent::Previous));
        assert_eq!(intent(&Key::Named(Named::F11), none, true), Some(Intent::Pause));
        assert_eq!(intent(&Key::Named(Named::F1), Modifiers::CTRL, false), None);
        assert_eq!(intent(&Key::Named(Named::F12), Modifiers::SHIFT, true), Some(Intent::Spell));
    }

    #[test]
    fn each_key_means_one_thing_and_each_thing_has_a_key() {
        for (at, (key, shift, ..)) in TABLE.iter().enumerate() {
            assert!(TABLE[..at].iter().all(|(one, other, ..)| (one, other) != (key, shift)), "{key:?} {shift}");
        }
        let meant: std::collections::HashSet<_> = TABLE.iter().map(|(.., intent)| intent).collect();
        assert_eq!(meant.len(), 21);
    }
}
