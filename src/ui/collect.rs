//! The one collector of bounds: an operation that walks what is drawn and notes where each node came to stand.

use iced::Rectangle;
use iced::advanced::widget::{Id, Operation};

use crate::semantic::{Layout, NodeId, Placed, Rect};

/// What a drawn node tells the collector.
pub struct Mark {
    /// Which node.
    pub id: NodeId,
    /// Whether a press on it means something.
    pub pressable: bool,
}

/// What the paged content tells it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parts {
    /// The part that is shown.
    pub part: usize,
    /// How many there are.
    pub parts: usize,
    /// In which part each node stands.
    pub part_of: Vec<(NodeId, usize)>,
}

/// From here on what stands outside is not to be seen; `None`: all is seen again.
pub struct Clip(pub Option<Rectangle>);

/// The bounds of everything drawn.
#[derive(Default)]
pub struct Collector {
    /// What becomes the layout.
    pub layout: Layout,
    /// Which of its nodes can be pressed.
    pub pressable: Vec<bool>,
    clip: Option<Rectangle>,
}

impl Operation for Collector {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn custom(&mut self, _: Option<&Id>, bounds: Rectangle, state: &mut dyn std::any::Any) {
        if let Some(mark) = state.downcast_ref::<Mark>() {
            let seen = self.clip.map_or(bounds, |clip| clip.intersection(&bounds).unwrap_or_default());
            let Rectangle { x, y, width, height } = seen;
            self.layout.nodes.push(Placed { id: mark.id.clone(), bounds: Rect { x, y, width, height } });
            self.pressable.push(mark.pressable);
        } else if let Some(parts) = state.downcast_ref::<Parts>() {
            self.layout.part = parts.part;
            self.layout.parts = parts.parts;
            self.layout.part_of.clone_from(&parts.part_of);
        } else if let Some(Clip(clip)) = state.downcast_ref::<Clip>() {
            self.clip = *clip;
        }
    }
}

impl Collector {
    /// What a press at this point hits: the innermost node that can be pressed.
    pub fn hit(&self, x: f32, y: f32) -> Option<(NodeId, Rect)> {
        let nodes = self.layout.nodes.iter().zip(&self.pressable).rev();
        nodes
            .filter(|(_, pressable)| **pressable)
            .find(|(placed, _)| placed.bounds.contains_within(x, y, 0.0))
            .map(|(placed, _)| (placed.id.clone(), placed.bounds))
    }
}
