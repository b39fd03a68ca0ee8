//! The name of a node, the same in pixels, speech log, AT-SPI and tests.

use std::borrow::Cow;
use std::fmt;

/// A node's id: the room it stands in, a dot, its own name: `home.search`, `guide.material-2`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(Cow<'static, str>);

impl NodeId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// The id of a part of this node: `home.search` and `hint` give `home.search-hint`.
    pub fn part(&self, part: impl fmt::Display) -> Self {
        Self(Cow::Owned(format!("{}-{part}", self.0)))
    }
}

impl From<&'static str> for NodeId {
    fn from(id: &'static str) -> Self {
        Self(Cow::Borrowed(id))
    }
}
impl From<String> for NodeId {
    fn from(id: String) -> Self {
        Self(Cow::Owned(id))
    }
}
impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
