//! The fold of a drawn page to AccessKit's tree: pure, one root, no cycle, each child inside its parent.
//! Only what is drawn is exposed: what is on another part of the content is reached by the buttons that turn to it,
//! so eye, ear, switch and screen reader walk the same things in the same order.

use std::collections::{HashMap, HashSet};

use ::accesskit::{Affine, Node as Exposed, NodeId, Rect, Role, TreeId, TreeInfo, TreeUpdate};

use super::node;
use crate::semantic::{Focus, Layout, Live, Node, NodeId as Id, Page, Role as Meaning, Section, Wording, narrate};

const ROOT: NodeId = NodeId(0);

/// What is drawn now.
pub struct Frame<'a, M> {
    /// The page.
    pub page: &'a Page<M>,
    /// Where its nodes stand.
    pub layout: &'a Layout,
    /// Where the keyboard is.
    pub focus: &'a Focus,
    /// The words for what icons and colours say.
    pub words: &'a dyn Wording,
    /// Physical pixels of a logical one.
    pub scale: f32,
    /// The window's upper left corner on the display, logical px; none where it cannot be known (Wayland).
    pub position: Option<(f32, f32)>,
}

impl<M> Frame<'_, M> {
    /// Where the window is on the display, physical px.
    pub(super) fn window_bounds(&self) -> Rect {
        let (x, y) = self.position.unwrap_or_default();
        let (width, height) = self.layout.window;
        rect(x * self.scale, y * self.scale, width * self.scale, height * self.scale)
    }
}

/// Words for the screen reader alone that stand on no page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    /// Tells one from the next, even of the same words.
    pub number: u64,
    /// What is said.
    pub words: String,
    /// How urgent it is.
    pub live: Live,
}

/// The tree before anything was drawn.
pub(super) fn empty() -> TreeUpdate {
    update(vec![(ROOT, Exposed::new(Role::Window))], ROOT)
}

/// The whole tree of what is drawn, under the program's `title`.
pub fn tree_update<M>(frame: &Frame<'_, M>, title: &str, announcement: Option<&Announcement>) -> TreeUpdate {
    let page = frame.page;
    let (width, height) = frame.layout.window;
    let mut fold = Fold::new(frame, rect(0.0, 0.0, width, height));
    let mut sections: Vec<NodeId> = page.sections().into_iter().filter_map(|(section, nodes)| fold.section(section, nodes)).collect();
    if let Some(announcement) = announcement {
        sections.push(fold.announcement(announcement));
    }
    let mut root = Exposed::new(Role::Window);
    root.set_label(if page.title.is_empty() { title.to_owned() } else { format!("{} · {title}", page.title) });
    root.set_language(page.language);
    root.set_bounds(fold.window);
    if frame.scale != 1.0 {
        root.set_transform(Affine::scale(frame.scale.into()));
    }
    root.set_children(sections);
    let focus = fold.focus();
    fold.nodes.push((ROOT, root));
    update(fold.nodes, focus)
}

fn update(nodes: Vec<(NodeId, Exposed)>, focus: NodeId) -> TreeUpdate {
    let tree =
        TreeInfo { root: ROOT, toolkit_name: Some(env!("CARGO_PKG_NAME").into()), toolkit_version: Some(env!("CARGO_PKG_VERSION").into()) };
    TreeUpdate { nodes, tree: Some(tree), tree_id: TreeId::ROOT, focus }
}

struct Fold<'a, M> {
    frame: &'a Frame<'a, M>,
    window: Rect,
    placed: HashMap<&'a Id, Rect>,
    seen: HashSet<NodeId>,
    nodes: Vec<(NodeId, Exposed)>,
}

impl<'a, M> Fold<'a, M> {
    fn new(frame: &'a Frame<'a, M>, window: Rect) -> Self {
        let placed = frame.layout.nodes.iter().filter_map(|placed| {
            let bounds = placed.bounds;
            let seen = rect(bounds.x, bounds.y, bounds.width, bounds.height).intersect(window);
            (!seen.is_empty()).then_some((&placed.id, seen))
        });
        Self { frame, window, placed: placed.collect(), seen: HashSet::from([ROOT]), nodes: Vec::new() }
    }

    /// A section as a landmark, if anything of it is drawn.
    fn section(&mut self, section: Section, nodes: &[Node<M>]) -> Option<NodeId> {
        let (name, role) = match section {
            Section::Header => ("header", Role::Banner),
            Section::Content => ("content", Role::Main),
            Section::Actions => ("actions", Role::Group),
            Section::Footer => ("footer", Role::ContentInfo),
        };
        let mut exposed = Exposed::new(role);
        exposed.set_label(self.frame.page.title.as_str());
        exposed.set_language(self.frame.page.language);
        let (children, bounds) = self.children(nodes, None);
        exposed.set_bounds(bounds?);
        exposed.set_children(children);
        // No semantic id begins with a dot.
        let id = self.id(&format!(".{name}"));
        self.nodes.push((id, exposed));
        Some(id)
    }

    fn announcement(&mut self, announcement: &Announcement) -> NodeId {
        let id = self.id(&format!(".announcement-{}", announcement.number));
        let mut exposed = Exposed::new(if announcement.live == Live::Assertive { Role::Alert } else { Role::Status });
        exposed.set_label(announcement.words.as_str());
        exposed.set_live(node::live_of(announcement.live));
        exposed.set_language(self.frame.page.language);
        self.nodes.push((id, exposed));
        id
    }

    /// What is drawn of `nodes`, the parts of `whole`, which may count them (第 2 项), and the rectangle around it.
    fn children(&mut self, nodes: &[Node<M>], whole: Option<&Node<M>>) -> (Vec<NodeId>, Option<Rect>) {
        let mut ids = Vec::new();
        let mut around: Option<Rect> = None;
        for one in nodes {
            let at = whole.and_then(|whole| whole.counted().position(|counted| counted.id == one.id));
            if let Some((id, bounds)) = self.node(one, at) {
                ids.push(id);
                around = Some(around.map_or(bounds, |all| all.union(bounds)));
            }
        }
        (ids, around)
    }

    /// The node with all below it, if any of it is drawn; in a counted set it is the `at`th, from 0.
    fn node(&mut self, node: &Node<M>, at: Option<usize>) -> Option<(NodeId, Rect)> {
        let id = self.id(node.id.as_str());
        if !self.seen.insert(id) {
            tracing::error!(id = node.id.as_str(), "an id given twice");
            return None;
        }
        let (mut children, around) = self.children(&node.children, Some(node));
        let own = self.placed.get(&node.id).copied();
        let bounds = match (own, around) {
            (Some(own), Some(around)) => own.union(around),
            (own, around) => own.or(around)?,
        };
        let mut exposed = node::exposed(node, self.frame.page.language, self.frame.words);
        exposed.set_bounds(bounds);
        if self.begin() == Some(&node.id) {
            let description = [exposed.description().unwrap_or_default(), self.fixed().as_str()].join("\n");
            exposed.set_description(description.trim());
        }
        if let Some(at) = at {
            exposed.set_position_in_set(at);
        }
        if let Some((run, text)) = node::text_run(self.frame.page, node, &mut exposed, bounds) {
            children.push(run);
            self.nodes.push((run, text));
        }
        exposed.set_children(children);
        self.nodes.push((id, exposed));
        Some((id, bounds))
    }

    fn id(&self, id: &str) -> NodeId {
        node::id(self.frame.page, id)
    }

    /// Where one begins who has not gone anywhere yet: in the field, or at the question. A result asks nothing.
    fn begin(&self) -> Option<&'a Id> {
        let page = self.frame.page;
        let question = || page.content.iter().find(|node| node.role() == Meaning::Heading).filter(|_| !page.result);
        page.focus.as_ref().or_else(|| question().or(page.content.first()).map(|node| &node.id))
    }

    /// What stands on the page and cannot be focused: who goes from one button to the next would never hear it, so a
    /// screen reader is given it where one begins, as our own voice says it on arrival.
    fn fixed(&self) -> String {
        let Frame { page, layout, words, .. } = self.frame;
        let mut said = narrate(page, Some(layout), *words);
        said.retain(|said| self.begin() != Some(&said.node) && page.find(&said.node).is_some_and(|node| !node.focusable()));
        said.iter().map(|said| said.text.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// The focused node; with none, the one to begin at, so that a screen reader begins there and not in the void.
    fn focus(&self) -> NodeId {
        let id = self.frame.focus.0.as_ref().or(self.begin()).map(|id| self.id(id.as_str()));
        id.filter(|id| self.nodes.iter().any(|(one, _)| one == id)).unwrap_or(ROOT)
    }
}

fn rect(x: f32, y: f32, width: f32, height: f32) -> Rect {
    Rect { x0: x.into(), y0: y.into(), x1: (x + width).into(), y1: (y + height).into() }
}

#[cfg(test)]
pub(super) mod tests;
