//! What must not be logged, printed or spoken by accident: identity number, phone, account, address (P1, P2).

use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A text that shows itself to nobody who did not ask by name. `Debug` prints `Secret(•)`; there is no `Display`.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Takes `text` in.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
    /// The text itself: for the wire, the check and the eye of its owner only.
    pub fn expose(&self) -> &str {
        &self.0
    }
    /// How many characters it has.
    pub fn len(&self) -> usize {
        self.0.chars().count()
    }
    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(•)")
    }
}

/// How a kind of secret is masked (P2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mask {
    /// First and last character: `3****************2`.
    Identity,
    /// `138****1234`.
    Phone,
    /// The last four.
    Account,
    /// Nothing of it.
    Whole,
}

impl Mask {
    /// `text` with what must not be seen put behind stars; a short text is hidden whole.
    pub fn apply(self, text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let (head, tail) = match self {
            Self::Identity => (1, 1),
            Self::Phone => (3, 4),
            Self::Account => (0, 4),
            Self::Whole => (0, 0),
        };
        let (head, tail) = if chars.len() > head + tail { (head, tail) } else { (0, 0) };
        chars.iter().enumerate().map(|(at, c)| if at < head || at + tail >= chars.len() { *c } else { '*' }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_as_rule_p2_says() {
        assert_eq!(Mask::Identity.apply("310101194001010012"), "3****************2");
        assert_eq!(Mask::Phone.apply("13800001234"), "138****1234");
        assert_eq!(Mask::Account.apply("6222000000001234"), "************1234");
        assert_eq!(Mask::Phone.apply("110"), "***");
        assert_eq!(Mask::Whole.apply("梅园路1号"), "*****");
    }

    #[test]
    fn never_prints_itself() {
        assert_eq!(format!("{:?}", Secret::new("310101194001010012")), "Secret(•)");
    }
}
