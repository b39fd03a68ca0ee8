//! 念出来: what is private is shown and not said, until the person has said yes to it (P1).

use super::Context;
use crate::semantic::{Icon, Kind, Node, Page, Private, Weight};

/// Whether the names of private services may be said in a hall. Yes holds for one person, until they have gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Aloud {
    /// Nobody has asked for it.
    #[default]
    No,
    /// It is asked whether it is meant.
    Asking,
    /// They may.
    Yes,
}

impl Context {
    /// Whether what is `private` is kept from the loudspeaker: in a hall, before one has said yes. At home nobody else listens.
    pub(super) fn keeps_quiet(&self, private: bool) -> bool {
        private && self.kiosk && self.aloud != Aloud::Yes
    }
    /// A node that names a service, which is `private` or not.
    pub(super) fn naming<M>(&self, private: bool, node: Node<M>) -> Node<M> {
        if self.keeps_quiet(private) { node.private(Private::Name) } else { node }
    }
    /// The name of a service inside words that are said apart from those that are shown.
    pub(super) fn name_aloud(&self, private: bool, name: &str) -> String {
        if self.keeps_quiet(private) { self.texts.get("speak-private-name") } else { name.to_owned() }
    }
    /// Nodes that tell of something `private` or not: buttons, fields and what must be known now are said.
    pub(super) fn telling<M>(&self, private: bool, nodes: Vec<Node<M>>) -> Vec<Node<M>> {
        let open = |node: &Node<M>| match node.kind {
            Kind::Choice { .. } => false,
            Kind::Notice(..) | Kind::Progress(_) => true,
            _ => node.focusable(),
        };
        let mut nodes = nodes;
        for node in &mut nodes {
            node.children = self.telling(private, std::mem::take(&mut node.children));
        }
        nodes.into_iter().map(|node| if open(&node) { node } else { self.naming(private, node) }).collect()
    }
}

/// 这里面有您的私事。要念出来吗？ with its two answers.
pub(super) fn question<M>(ctx: &Context, yes: M, no: M) -> Vec<Node<M>> {
    let answers =
        vec![ctx.button("aloud.yes", Weight::Plain, yes).icon(Icon::Repeat), ctx.button("aloud.no", Weight::Plain, no).icon(Icon::Shield)];
    let mut nodes = vec![ctx.heading("aloud.question", 1)];
    nodes.extend(ctx.text("aloud.help"));
    nodes.push(Node::group("aloud.answers", ctx.words("aloud.question"), answers));
    nodes
}

/// On a page on which a name is kept quiet: the way to have it said, and the question before that, which takes its place.
pub(super) fn around<M>(page: &mut Page<M>, ctx: &Context, wrap: impl Fn(Aloud) -> M) {
    if !page.nodes().into_iter().any(|(_, node)| node.private == Some(Private::Name)) {
        return;
    }
    if ctx.aloud == Aloud::Asking {
        page.state.push_str("/aloud");
        page.content = question(ctx, wrap(Aloud::Yes), wrap(Aloud::No));
        page.actions.clear();
        page.focus = None;
        page.whole = false;
    } else {
        let heading = page.content.iter().position(|node| matches!(node.kind, Kind::Heading(_)));
        let button = ctx.button("aloud.ask", Weight::Plain, wrap(Aloud::Asking)).icon(Icon::Repeat);
        page.content.insert(heading.map_or(0, |at| at + 1), button);
    }
}
