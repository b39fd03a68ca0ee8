//! A page: header, content, the main acts and footer of one screen in one state.

use std::sync::Arc;

use super::{Kind, Node, NodeId, Tone};

/// The language of words, as a BCP 47 tag: `zh-CN`, `zh-TW`, `en`.
pub type Language = &'static str;

/// The id of the button to the part below (V11).
pub const PAGER_NEXT: &str = "pager.next";
/// The id of the button to the part above (V11).
pub const PAGER_PREVIOUS: &str = "pager.previous";

/// Where on a page a node stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Section {
    /// Institution and place, 听和看, 先遮一下. Never pages away; spoken when focused.
    Header,
    /// What the screen is about. Paged when it does not fit (V11). Spoken on arrival.
    Content,
    /// The screen's own main buttons (下一步), fixed under the content; spoken with it.
    Actions,
    /// 返回, 首页, 再听一遍, 人工帮助: the same four at the same places. Spoken when focused.
    Footer,
}

/// One screen in one state: the only thing a screen returns.
#[derive(Clone)]
pub struct Page<M> {
    /// The screen: `home`, `guide`, `question`. With `state` it tells one page from the next.
    pub id: NodeId,
    /// What differs when the same screen shows another thing: a question's key, a service's id.
    pub state: String,
    /// The place, for the header and the window title: 首页, 办事指南.
    pub title: String,
    /// The language of its words.
    pub language: Language,
    /// Institution and place, and the buttons beside them.
    pub header: Vec<Node<M>>,
    /// The nodes in reading order; the first is the heading.
    pub content: Vec<Node<M>>,
    /// The screen's own main buttons.
    pub actions: Vec<Node<M>>,
    /// The four of the footer.
    pub footer: Vec<Node<M>>,
    /// Which node has the focus on arrival; the first field, else none: Tab then starts at the top.
    pub focus: Option<NodeId>,
    /// Whether it shows a result (a receipt): see [`Self::tells_result`].
    pub result: bool,
    /// Whether all its parts are to be seen before its own act can be done (U2: the review).
    pub whole: bool,
}

impl<M> Page<M> {
    /// An empty page of a screen in a state.
    pub fn new(id: impl Into<NodeId>, state: impl Into<String>, title: impl Into<String>, language: Language) -> Self {
        Self {
            id: id.into(),
            state: state.into(),
            title: title.into(),
            language,
            header: Vec::new(),
            content: Vec::new(),
            actions: Vec::new(),
            footer: Vec::new(),
            focus: None,
            result: false,
            whole: false,
        }
    }
    /// Whether the words of `node` are a result, to be heard to its end: that it worked; of a page that is a result, its
    /// question, its notices and its number.
    pub const fn tells_result(&self, node: &Node<M>) -> bool {
        match node.kind {
            Kind::Notice(Tone::Success, _) => true,
            Kind::Heading(1) | Kind::Notice(..) | Kind::ReceiptNumber(_) => self.result,
            _ => false,
        }
    }
    /// Whether `other` is the same screen about the same thing: a change of words or values, not of place.
    pub fn is_same_place<N>(&self, other: &Page<N>) -> bool {
        self.id == other.id && self.state == other.state
    }
    /// The four sections with their nodes, in reading order.
    pub fn sections(&self) -> [(Section, &[Node<M>]); 4] {
        [
            (Section::Header, &self.header),
            (Section::Content, &self.content),
            (Section::Actions, &self.actions),
            (Section::Footer, &self.footer),
        ]
    }
    /// Every node in reading order, with its section.
    pub fn nodes(&self) -> Vec<(Section, &Node<M>)> {
        let mut all = Vec::new();
        for (section, nodes) in self.sections() {
            for node in nodes {
                node.walk(&mut |node| all.push((section, node)));
            }
        }
        all
    }
    /// The node of that id.
    pub fn find(&self, id: &NodeId) -> Option<&Node<M>> {
        self.sections().into_iter().flat_map(|(_, nodes)| nodes).find_map(|node| node.find(id))
    }
    /// The nodes Tab stops at: content and actions first, then footer, then header, as one works with a form.
    pub fn focusable(&self) -> Vec<&Node<M>> {
        let mut stops = Vec::new();
        for nodes in [&self.content, &self.actions, &self.footer, &self.header] {
            for node in nodes {
                node.walk(&mut |node| {
                    if node.focusable() {
                        stops.push(node);
                    }
                });
            }
        }
        stops
    }
    /// The same page whose acts are of another kind.
    pub fn map<N: 'static>(self, f: impl Fn(M) -> N + Send + Sync + 'static) -> Page<N>
    where
        M: Send + Sync + 'static,
    {
        let f: Arc<dyn Fn(M) -> N + Send + Sync> = Arc::new(f);
        let map = |nodes: Vec<Node<M>>| nodes.into_iter().map(|node| node.map(&f)).collect();
        Page {
            id: self.id,
            state: self.state,
            title: self.title,
            language: self.language,
            header: map(self.header),
            content: map(self.content),
            actions: map(self.actions),
            footer: map(self.footer),
            focus: self.focus,
            result: self.result,
            whole: self.whole,
        }
    }
}
