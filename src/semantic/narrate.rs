//! The page as words: what is said on arrival, what is said of a focused node, and the transcript for tests.

use super::page::Language;
use super::{Kind, Layout, Node, NodeId, Page, Private, Role, Section, StepState, Tone};

/// When an utterance may be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Urgency {
    /// A page's own words, in order, on arrival.
    Page,
    /// What was focused or pressed: interrupts.
    Focus,
    /// Waits until nothing else is said: volume, rate.
    Status,
    /// A result: cut off, it is said again before the next page speaks.
    Result,
    /// The question once more, softer, for who has not acted for a while.
    Again,
}

/// Something to be said of one node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Utterance {
    /// The node that is highlighted while it is said (S2).
    pub node: NodeId,
    /// The language of the voice (S5).
    pub language: Language,
    /// What stands on the screen, word for word; empty if it is only spoken.
    pub text: String,
    /// The same for the ear, with position, role and hint; numbers still in digits.
    pub spoken: String,
    /// When it may be said.
    pub urgency: Urgency,
    /// The names of persons that stand in `spoken`, as they are written there: the voice reads their surnames as surnames.
    pub names: Vec<String>,
}

/// The words that are only spoken, in the language of the page (S1 lists all of them).
pub trait Wording {
    /// 第 2 项，共 6 项
    fn position(&self, at: usize, of: usize) -> String;
    /// 按钮，按回车 … of a node one can press or write in.
    fn role(&self, role: Role) -> String;
    /// 已选
    fn selected(&self, selected: bool) -> String;
    /// 还没写 of an empty field.
    fn empty(&self) -> String;
    /// 已填好: all that is said aloud of a secret (P1).
    fn filled(&self) -> String;
    /// 名字没有念: all that is said aloud of what is private (P1).
    fn private(&self, private: Private) -> String;
    /// 下面还有，第 1 页，共 3 页
    fn more_below(&self, part: usize, parts: usize) -> String;
    /// 已经过了 / 现在 / 还没到
    fn step(&self, state: StepState) -> String;
    /// 请注意 / 好了 / 出问题了
    fn tone(&self, tone: Tone) -> String;
    /// 写错了
    fn wrong(&self) -> String;
}

/// What is said on arrival: the content and the actions of the part that is shown, in order, then "more below".
/// With no layout (a transcript) everything is said.
pub fn narrate<M>(page: &Page<M>, layout: Option<&Layout>, words: &dyn Wording) -> Vec<Utterance> {
    let urgency = Urgency::Page;
    let shown = |node: &Node<M>| layout.is_none_or(|layout| layout.parts < 2 || layout.bounds(&node.id).is_some());
    let mut said = Vec::new();
    for (section, nodes) in page.sections() {
        if matches!(section, Section::Header | Section::Footer) {
            continue;
        }
        for node in nodes {
            node.walk(&mut |node| {
                if shown(node) {
                    let urgency = if page.tells_result(node) { Urgency::Result } else { urgency };
                    tell(page, node, words, urgency, &mut said);
                }
            });
        }
        if section == Section::Content
            && let Some(layout) = layout
            && layout.parts > 1
        {
            said.push(Utterance {
                node: page.id.part("more"),
                language: page.language,
                text: String::new(),
                spoken: words.more_below(layout.part + 1, layout.parts),
                urgency,
                names: Vec::new(),
            });
        }
    }
    said
}

/// One node on arrival. What is private is counted in a list, where nothing else tells one from the next; and what is
/// private all alike, such as the sentences of a guide, is told of once.
fn tell<M>(page: &Page<M>, node: &Node<M>, words: &dyn Wording, urgency: Urgency, said: &mut Vec<Utterance>) {
    let Some(mut one) = sentence(node, page.language, words, urgency) else { return };
    if node.private.is_some() {
        if let Some((at, of)) = position(page, &node.id) {
            push(&mut one.spoken, &words.position(at, of), page.language);
        }
        if said.last().is_some_and(|last| last.spoken == one.spoken) {
            return;
        }
    }
    said.push(one);
}

/// What is said of one node when it gets the focus: its words, what it is, which of how many, and the hint.
pub fn narrate_node<M>(page: &Page<M>, id: &NodeId, words: &dyn Wording) -> Option<Utterance> {
    let node = page.find(id)?;
    let mut said = sentence(node, page.language, words, Urgency::Focus)?;
    let mut tail = Vec::new();
    if node.focusable() {
        tail.push(words.role(node.role()));
    }
    if let Some((at, of)) = position(page, id) {
        tail.push(words.position(at, of));
    }
    tail.extend(node.hint.clone());
    for part in tail {
        push(&mut said.spoken, &part, page.language);
    }
    Some(said)
}

/// The exact lines one hears on arrival, for snapshots: a line an utterance.
pub fn transcript<M>(page: &Page<M>, words: &dyn Wording) -> String {
    narrate(page, None, words).iter().map(|one| format!("{}: {}\n", one.node, one.spoken)).collect()
}

/// Which of its brothers a card, choice or step is.
fn position<M>(page: &Page<M>, id: &NodeId) -> Option<(usize, usize)> {
    let at = |node: &Node<M>| node.counted().position(|child| child.id == *id);
    page.nodes().into_iter().find_map(|(_, node)| Some((at(node)? + 1, node.counted().count())))
}

/// The words of one node alone, without its children. A group has none of its own.
fn sentence<M>(node: &Node<M>, language: Language, words: &dyn Wording, urgency: Urgency) -> Option<Utterance> {
    if let Some(private) = node.private {
        let groups = matches!(node.kind, Kind::Cards { .. } | Kind::Choices | Kind::Timeline | Kind::Group);
        return (!groups).then(|| kept_quiet(node, words.private(private), words, language, urgency));
    }
    let language = node.language.unwrap_or(language);
    let mut text = node.name.clone();
    let mut spoken = node.spoken.clone().unwrap_or_else(|| node.name.clone());
    match &node.kind {
        Kind::Cards { .. } | Kind::Timeline | Kind::Group => return None,
        Kind::Choices => return None,
        Kind::Fact { value } => {
            push(&mut text, value, language);
            if node.spoken.is_none() {
                push(&mut spoken, value, language);
            }
        }
        Kind::Notice(tone, _) => spoken = joined(&words.tone(*tone), &spoken, language),
        Kind::Choice { selected } => push(&mut spoken, &words.selected(*selected), language),
        Kind::Step(state) => spoken = joined(&words.step(*state), &spoken, language),
        Kind::ReceiptNumber(groups) => {
            push(&mut text, &groups.join(" "), language);
            if node.spoken.is_none() {
                push(&mut spoken, &groups.join(" "), language);
            }
        }
        Kind::TextField(field) | Kind::DateField(field) | Kind::SecretField(field) => {
            if let Some(error) = &field.error {
                push(&mut text, error, language);
                push(&mut spoken, &joined(&words.wrong(), error, language), language);
            }
            if field.shown.is_empty() {
                push(&mut spoken, &words.empty(), language);
            } else {
                push(&mut text, &field.shown, language);
                let aloud = if node.is_secret() { words.filled() } else { field.shown.clone() };
                push(&mut spoken, &aloud, language);
            }
        }
        Kind::Heading(_) | Kind::Text { .. } | Kind::Button(_) | Kind::Card | Kind::Progress(_) | Kind::Picture => {}
    }
    for more in [&node.description, &node.disabled].into_iter().flatten() {
        push(&mut text, more, language);
        push(&mut spoken, more, language);
    }
    (!spoken.trim().is_empty()).then(|| Utterance { node: node.id.clone(), language, text, spoken, urgency, names: node.names.clone() })
}

/// What is said of a node whose words are private: `instead` of them; before what was found out, what it is about; after a
/// choice, whether it is chosen.
fn kept_quiet<M>(node: &Node<M>, instead: String, words: &dyn Wording, language: Language, urgency: Urgency) -> Utterance {
    let text = if node.private == Some(Private::Found) { joined(&node.name, &instead, language) } else { instead };
    let mut spoken = text.clone();
    if let Kind::Choice { selected } = node.kind {
        push(&mut spoken, &words.selected(selected), language);
    }
    Utterance { node: node.id.clone(), language, text, spoken, urgency, names: Vec::new() }
}

fn joined(head: &str, tail: &str, language: Language) -> String {
    let mut whole = head.to_owned();
    push(&mut whole, tail, language);
    whole
}

/// No sentence of Chinese is longer when it is said, in characters: nobody of ninety keeps more in mind (U1).
const LONGEST: usize = 25;

/// What ends a sentence.
const ENDS: [char; 9] = ['。', '？', '！', '；', '.', '?', '!', ';', '\n'];

/// Adds `more` behind a pause the language writes: a comma; a full stop where the sentence would become too long; nothing if a
/// sentence has just ended.
fn push(whole: &mut String, more: &str, language: Language) {
    if more.is_empty() {
        return;
    }
    let chinese = language.starts_with("zh");
    if !whole.is_empty() {
        if whole.ends_with(['：', '，', ':', ',']) || whole.ends_with(ENDS) {
            if !chinese {
                whole.push(' ');
            }
        } else if chinese {
            let length = |sentence: Option<&str>| sentence.unwrap_or_default().chars().filter(|c| c.is_alphanumeric()).count();
            let long = length(whole.rsplit(ENDS).next()) + length(more.split(ENDS).next()) > LONGEST;
            whole.push(if long { '。' } else { '，' });
        } else {
            whole.push_str(", ");
        }
    }
    whole.push_str(more);
}
