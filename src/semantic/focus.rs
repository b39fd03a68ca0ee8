//! Where the keyboard is: one fact for drawing, speech and screen reader.

use super::{NodeId, Page};

/// Which way to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Tab, down, right.
    Next,
    /// Shift+Tab, up, left.
    Previous,
}

/// The focused node, if any.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Focus(pub Option<NodeId>);

impl Focus {
    /// Whether `id` has it.
    pub fn is(&self, id: &NodeId) -> bool {
        self.0.as_ref() == Some(id)
    }
    /// The next stop of `page`, round and round. With no focus yet: the first, or the last going back.
    pub fn step<M>(&self, page: &Page<M>, direction: Direction) -> Self {
        let stops = page.focusable();
        if stops.is_empty() {
            return Self(None);
        }
        let now = self.0.as_ref().and_then(|id| stops.iter().position(|node| node.id == *id));
        let at = match (now, direction) {
            (None, Direction::Next) => 0,
            (None, Direction::Previous) => stops.len() - 1,
            (Some(at), Direction::Next) => (at + 1) % stops.len(),
            (Some(at), Direction::Previous) => (at + stops.len() - 1) % stops.len(),
        };
        Self(Some(stops[at].id.clone()))
    }
    /// The same focus if its node is still on `page`, or if there was none; else where `page` wants it.
    pub fn kept_on<M>(&self, page: &Page<M>) -> Self {
        match &self.0 {
            Some(id) if !page.find(id).is_some_and(super::Node::focusable) => Self(page.focus.clone()),
            _ => self.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::semantic::{Node, Weight};

    fn page(ids: &[&'static str]) -> Page<()> {
        let mut page = Page::new("p", "", "p", "zh-CN");
        page.content = ids.iter().map(|id| Node::button(*id, Weight::Plain, *id, ())).collect();
        page
    }

    #[test]
    fn goes_round_both_ways() {
        let page = page(&["a", "b"]);
        let first = Focus(None).step(&page, Direction::Next);
        assert!(first.is(&"a".into()));
        assert!(first.step(&page, Direction::Previous).is(&"b".into()));
        assert!(first.step(&page, Direction::Next).step(&page, Direction::Next).is(&"a".into()));
    }

    #[test]
    fn is_kept_while_its_node_is_there() {
        let focus = Focus(Some("b".into()));
        assert_eq!(focus.kept_on(&page(&["a", "b"])), focus);
        assert_eq!(focus.kept_on(&page(&["a"])), Focus(None));
        let wants = Page { focus: Some("a".into()), ..page(&["a"]) };
        assert_eq!(focus.kept_on(&wants), Focus(Some("a".into())));
        assert_eq!(Focus(None).kept_on(&wants), Focus(None));
    }
}
