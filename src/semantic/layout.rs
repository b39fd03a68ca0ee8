//! Where the nodes of a page came to stand: what the renderer's one collector reports.

use super::NodeId;

/// A rectangle in logical pixels of the window.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

impl Rect {
    /// Whether a point lies inside, or within `by` px of it.
    pub fn contains_within(&self, x: f32, y: f32, by: f32) -> bool {
        x >= self.x - by && x <= self.x + self.width + by && y >= self.y - by && y <= self.y + self.height + by
    }
    /// The middle.
    pub fn center(&self) -> (f32, f32) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }
}

/// A node and where it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// The node.
    pub id: NodeId,
    /// Its hit area.
    pub bounds: Rect,
}

/// What is on the screen now, of a page that may be longer than the screen.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layout {
    /// The nodes that are drawn, in drawing order, parents before children.
    pub nodes: Vec<Placed>,
    /// The part of the content that is shown, from 0.
    pub part: usize,
    /// How many parts the content has at this size (V11).
    pub parts: usize,
    /// In which part each content node stands, also those not drawn.
    pub part_of: Vec<(NodeId, usize)>,
    /// The window, logical px.
    pub window: (f32, f32),
    /// Which page this is the layout of, as the app counts them.
    pub generation: u64,
}

impl Layout {
    /// Where the node is, if it is drawn.
    pub fn bounds(&self, id: &NodeId) -> Option<Rect> {
        self.nodes.iter().find(|placed| placed.id == *id).map(|placed| placed.bounds)
    }
    /// The part of the content the node stands in.
    pub fn part_of(&self, id: &NodeId) -> Option<usize> {
        self.part_of.iter().find(|(one, _)| one == id).map(|(_, part)| *part)
    }
}
