//! The words that are only spoken, from `speak.ftl`.

use crate::i18n::{FluentValue, Texts};
use crate::semantic::{Private, Role, StepState, Tone, Wording};

/// The spoken-only words of a language.
pub struct Words<'a>(pub &'a Texts);

impl Wording for Words<'_> {
    fn position(&self, at: usize, of: usize) -> String {
        self.0.with("speak-position", &[("at", number(at)), ("of", number(of))])
    }
    fn role(&self, role: Role) -> String {
        match role {
            Role::Button => self.0.get("speak-button"),
            Role::RadioButton => self.0.get("speak-choice"),
            Role::TextInput => self.0.get("speak-field"),
            Role::DateInput => self.0.get("speak-date"),
            Role::PasswordInput => self.0.get("speak-secret"),
            _ => String::new(),
        }
    }
    fn selected(&self, selected: bool) -> String {
        self.0.get(if selected { "speak-selected" } else { "speak-unselected" })
    }
    fn empty(&self) -> String {
        self.0.get("speak-empty")
    }
    fn filled(&self) -> String {
        self.0.get("speak-filled")
    }
    fn private(&self, private: Private) -> String {
        self.0.get(match private {
            Private::Name => "speak-private-name",
            Private::Found => "speak-private-found",
        })
    }
    fn more_below(&self, part: usize, parts: usize) -> String {
        let id = if part < parts { "speak-more" } else { "speak-last" };
        self.0.with(id, &[("part", number(part)), ("parts", number(parts))])
    }
    fn step(&self, state: StepState) -> String {
        self.0.get(match state {
            StepState::Done => "speak-done",
            StepState::Now => "speak-now",
            StepState::ToCome => "speak-to-come",
        })
    }
    fn tone(&self, tone: Tone) -> String {
        self.0.get(match tone {
            Tone::Info => "speak-info",
            Tone::Success => "speak-success",
            Tone::Danger => "speak-danger",
        })
    }
    fn wrong(&self) -> String {
        self.0.get("speak-wrong")
    }
}

/// A number as a variable: written without groups, as a person says it.
fn number(number: usize) -> FluentValue<'static> {
    number.to_string().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_the_last_part_from_the_others() {
        let words = Words(Texts::of("zh-CN"));
        assert_eq!(words.more_below(1, 3), "下面还有。第 1 页，共 3 页");
        assert_eq!(words.more_below(3, 3), "第 3 页，共 3 页，这是最后一页");
        assert_eq!(words.role(Role::Heading), "");
    }
}
