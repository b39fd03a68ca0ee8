//! Every rule of accessibility checked by machine on every screen in every state: `tongban audit`. Lays the presets out
//! without a window and looks at bounds, pixels, words, the spoken page and the tree for screen readers. It knows no
//! single screen: what there is comes from [`crate::screen::presets`]. What only people can judge is listed in
//! [`rules::BEYOND`] and not counted.

mod gallery;
mod html;
mod matrix;
mod report;
mod rules;
mod share;
mod spread;
mod tell;

pub use html::write;
pub use matrix::{SMALLEST_WINDOW, Shown, audit, audit_pages};
pub use report::{Finding, Place, Report};
pub use rules::{BEYOND, RULES};
pub use spread::{Part, Shot, Spread};
pub use tell::tell;

use crate::ui::Profile;

/// What is to be audited.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Options {
    /// This display alone, under this name; without one, the built-in ones.
    pub profile: Option<(String, Profile)>,
    /// This rule alone.
    pub only: Option<String>,
}

/// Why nothing could be audited.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// There is no such rule.
    #[error("no rule {0}")]
    Rule(String),
    /// The fonts are not installed.
    #[error("the fonts are missing")]
    Font,
    /// A screen has no presets, or the samples cannot be read.
    #[error("{0} has no presets")]
    Presets(String),
    /// A display on which no window of the program has room.
    #[error("{0}")]
    Small(String),
    /// The report cannot be written to this directory.
    #[error("{0}")]
    Unwritten(String),
}

impl Error {
    /// The id of its words, and their one variable `detail`.
    pub fn words(&self) -> (&'static str, &str) {
        match self {
            Self::Rule(rule) => ("audit-no-rule", rule),
            Self::Font => ("audit-no-font", ""),
            Self::Presets(screen) => ("audit-no-presets", screen),
            Self::Small(profile) => ("audit-small", profile),
            Self::Unwritten(directory) => ("audit-unwritten", directory),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{LANGUAGES, Texts};

    #[test]
    fn why_nothing_was_audited_is_a_sentence_in_every_language() {
        let name = || "poster".to_owned();
        for error in [Error::Rule(name()), Error::Font, Error::Presets(name()), Error::Small(name()), Error::Unwritten(name())] {
            for language in LANGUAGES {
                let (id, detail) = error.words();
                let told = Texts::of(language).with(id, &[("detail", detail.into())]);
                assert!(told != id && told.contains(detail) && !told.contains('\n'), "{told}");
            }
        }
    }
}
