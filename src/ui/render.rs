//! A page as one iced element: header, paged content, the acts, footer.

use std::time::{Duration, Instant};

use iced::widget::{Space, column, container, row};
use iced::{Alignment, Element, Fill, Shrink};

use super::look::TextRole;
use super::marked::Standing;
use super::nodes::{button, element, units, words};
use super::paged::{Paging, paged};
use super::palette::Pair;
use super::surface::{Root, surface};
use super::{Event, Look, Switches};
use crate::semantic::{Focus, Kind, Node, NodeId, PAGER_NEXT, PAGER_PREVIOUS, Page, Weight};

/// All that drawing needs beside the page.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// Sizes, colours, faces.
    pub look: Look,
    /// Where the keyboard is.
    pub focus: &'a Focus,
    /// Where the voice is.
    pub spoken: Option<&'a NodeId>,
    /// What is held down.
    pub pressed: Option<&'a NodeId>,
    /// What is being said (S10).
    pub caption: Option<&'a str>,
    /// The part of the content to show.
    pub part: usize,
    /// Counts the pages shown.
    pub generation: u64,
    /// The clock that tells a tremor from a second press.
    pub clock: fn() -> Instant,
    /// How it is worked.
    pub hands: Hands<'a>,
}

impl<'a> View<'a> {
    /// A part of a page that nobody works and no voice reads.
    pub fn still(look: Look, focus: &'a Focus, part: usize) -> Self {
        let (clock, hands) = (Instant::now as fn() -> Instant, Hands::default());
        Self { look, focus, spoken: None, pressed: None, caption: None, part, generation: 0, clock, hands }
    }
}

/// How it is worked: which keys are switches, what they have lit, how long a press has to stay.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hands<'a> {
    /// The keys that are switches.
    pub switches: Switches,
    /// The row or thing the switches are at.
    pub lit: &'a [NodeId],
    /// So long a key or a finger has to stay.
    pub hold: Duration,
}

/// Draws a page.
pub fn render<'a, M>(page: &'a Page<M>, view: &View<'a>) -> Element<'a, Event> {
    let look = view.look;
    let acts = actions(page, view);
    // A row of acts that holds the pager alone would be given back if everything fitted.
    let height = look.target().max(look.line() + look.mm(3.0)) + look.gap();
    let only_pager = !page.whole && !page.actions.is_empty() && page.actions.iter().all(is_pager);
    let paging = Paging {
        part: view.part,
        gap: look.gap(),
        tight: look.line() * 0.3,
        pager: if only_pager { height } else { 0.0 },
        reserve: if page.actions.is_empty() { height } else { 0.0 },
        line: look.line(),
    };
    let rows = page.content.iter().flat_map(|node| units(node, view)).collect();
    let content = container(paged(rows, paging)).width(Fill).height(Fill);
    let body = column![content].extend(acts).spacing(look.gap()).height(Fill);
    let margin = look.mm(if look.compact() { 2.0 } else { 4.0 });
    let whole = column![
        header(page, view),
        rule(view),
        container(body).padding([margin, look.gap()]).width(Fill).height(Fill),
        rule(view),
        footer(page, view),
    ];
    // The ground is the window's own: as a shape under everything it would be drawn anew, whole, for every change.
    let whole = container(whole).width(Fill).height(Fill);
    let editing = view.focus.0.as_ref().and_then(|id| page.find(id)).is_some_and(|node| node.field().is_some());
    let Hands { switches, hold, .. } = view.hands;
    let root = Root { look, editing, focus: view.focus.0.clone(), switches, hold, generation: view.generation, clock: view.clock };
    surface(whole, root).into()
}

fn is_pager<M>(node: &Node<M>) -> bool {
    [PAGER_PREVIOUS, PAGER_NEXT].contains(&node.id.as_str())
}

fn rule<'a>(view: &View<'_>) -> Element<'a, Event> {
    let line = view.look.palette.line;
    let thick = view.look.mm(0.5).max(1.0);
    container(Space::new())
        .width(Fill)
        .height(thick)
        .style(move |_| container::Style { background: Some(line.into()), ..container::Style::default() })
        .into()
}

/// Institution and place left, what one presses right. Where they have no room beside each other the clock stands below
/// the place, so that no word of it is broken.
fn header<'a, M>(page: &'a Page<M>, view: &View<'a>) -> Element<'a, Event> {
    let look = view.look;
    let (buttons, texts): (Vec<_>, Vec<_>) = page.header.iter().partition(|node| matches!(node.kind, Kind::Button(_)));
    // What is written in Latin letters breaks between words anyway: counted narrow, it does not ask for a second line.
    let width = |words: &str| words.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum::<f32>() * look.body();
    let icon = look.body() * 1.5 + look.near() * 1.5 + look.mm(8.0);
    let needed = page.header.iter().map(|node| width(&node.name) + if node.icon.is_some() { icon } else { 0.0 } + look.gap()).sum::<f32>();
    let line: Element<'a, Event> = if needed + look.gap() > look.window.width {
        column(texts.into_iter().map(|node| element(node, view))).width(Fill).into()
    } else {
        let room = |at| if at == 0 { Fill } else { Shrink };
        let texts = texts.into_iter().enumerate().map(|(at, node)| container(element(node, view)).width(room(at)).into());
        row(texts).spacing(look.gap()).width(Fill).into()
    };
    let line = row![line].extend(buttons.into_iter().map(|node| small_button(node, view)));
    container(line.spacing(look.gap()).align_y(Alignment::Center)).padding([look.near(), look.gap()]).width(Fill).into()
}

/// The same four at the same places, the caption between them where there is room.
fn footer<'a, M>(page: &'a Page<M>, view: &View<'a>) -> Element<'a, Event> {
    let look = view.look;
    let widths: Vec<f32> = page.footer.iter().map(|node| view.width_of(node)).collect();
    let needed = widths.iter().sum::<f32>() + look.gap() * (widths.len() + 1) as f32;
    let half = page.footer.len() / 2;
    let (left, right) = page.footer.split_at(half);
    let side = |nodes: &'a [Node<M>]| row(nodes.iter().map(|node| small_button(node, view))).spacing(look.gap());
    let line: Element<'a, Event> = if needed > look.window.width {
        let filled = |nodes: &'a [Node<M>]| row(nodes.iter().map(|node| button(node, Weight::Quiet, Fill, view))).spacing(look.gap());
        column![filled(left), filled(right)].spacing(look.gap()).into()
    } else {
        let room = look.window.width - needed - 2.0 * look.gap();
        // Its two lines have their place whether anything is said or not: the footer never moves.
        let shown = view.caption.filter(|_| !look.compact() && room > 8.0 * look.body());
        let plain = View { caption: None, ..*view };
        let shown = shown.map(|caption| words(caption, TextRole::Body, false, look.palette.secondary, &plain).caption().into());
        let height = if look.compact() { look.target() } else { look.line() * 2.0 };
        let caption = container(column![].extend(shown)).width(Fill).height(height).align_y(Alignment::Center).clip(true);
        row![side(left), caption, side(right)].spacing(look.gap()).align_y(Alignment::Center).into()
    };
    container(line).padding([look.near(), look.gap()]).width(Fill).into()
}

/// As wide as its name: why it cannot be pressed is said, and shown as caption, when one tries.
fn small_button<'a, M>(node: &'a Node<M>, view: &View<'a>) -> Element<'a, Event> {
    button(node, Weight::Quiet, Shrink, view)
}

/// Room for the words of a button of the pager, in letters: in Chinese, and in English.
const PAGER_LETTERS: (f32, f32) = (3.0, 5.0);

/// The pager left, the screen's own act right; in two rows where they do not fit beside each other.
fn actions<'a, M>(page: &'a Page<M>, view: &View<'a>) -> Option<Element<'a, Event>> {
    if page.actions.is_empty() {
        return None;
    }
    let look = view.look;
    let draw = |node: &'a Node<M>| {
        let weight = if let Kind::Button(weight) = node.kind { weight } else { Weight::Plain };
        button(node, weight, Shrink, view)
    };
    // Why an act cannot be done now stands on it, too.
    let why = |node: &Node<M>| node.disabled.as_ref().map_or(0.0, |why| look.estimate(why, look.body()) + look.mm(8.0));
    let needed = page.actions.iter().map(|node| view.width_of(node).max(why(node)) + look.gap()).sum::<f32>() + look.gap();
    let aside = |node: &&Node<M>| is_pager(*node) && !matches!(node.kind, Kind::Button(Weight::Primary));
    let (pager, own): (Vec<_>, Vec<_>) = page.actions.iter().partition(aside);
    // All parts have as many rows of acts, though the first and the last lack one of the two buttons, and whatever their
    // words: else rows of the content would be lost from part to part.
    let letters = if look.language == "en" { PAGER_LETTERS.1 } else { PAGER_LETTERS.0 };
    let icon = if look.compact() { 0.0 } else { look.body() * 1.5 + look.near() * 1.5 };
    let both = 2.0 * (letters * look.body() + icon + look.mm(8.0) + look.gap());
    let pagers = pager.iter().map(|node| view.width_of(*node) + look.gap()).sum::<f32>();
    let lacking = if pager.is_empty() || page.whole { 0.0 } else { (both - pagers).max(0.0) };
    let two_rows = !own.is_empty() && needed + lacking > look.window.width;
    let pager = row(pager.into_iter().map(draw)).spacing(look.gap());
    let own = row(own.into_iter().map(draw)).spacing(look.gap());
    if two_rows {
        return Some(column![pager, container(own).align_right(Fill)].spacing(look.gap()).into());
    }
    Some(row![pager, Space::new().width(Fill), own].align_y(Alignment::Center).into())
}

impl<'a> View<'a> {
    /// The same for drawing the words of `id`: its caption is what is being said of that node, if anything.
    pub fn of(&self, id: &NodeId) -> Self {
        Self { caption: self.caption.filter(|_| self.spoken == Some(id)), ..*self }
    }
    /// How `id` stands out now.
    pub fn standing(&self, id: &NodeId) -> Standing {
        let focused = self.focus.is(id);
        Standing { focused, ringed: focused || self.hands.lit.contains(id), spoken: self.spoken == Some(id) }
    }
}

impl View<'_> {
    /// Whether `id` is held down.
    pub fn is_pressed(&self, id: &NodeId) -> bool {
        self.pressed == Some(id)
    }
    /// The pair, or the other way round where the theme shows the focus so.
    pub fn inverted(&self, id: &NodeId, pair: Pair) -> Pair {
        if self.look.palette.inverts && self.standing(id).ringed { Pair { ground: pair.text, text: pair.ground } } else { pair }
    }
    /// Whether the window is wider than high.
    pub fn wide(&self) -> bool {
        self.look.window.width >= self.look.window.height
    }
    /// Whether there is room for words alone.
    pub fn narrow(&self) -> bool {
        self.look.window.width < 22.0 * self.look.body()
    }
    /// How many cards stand beside each other: as many as are wanted and can be read.
    pub fn columns(&self, wanted: u8) -> usize {
        let look = self.look;
        let most = if self.wide() { 3 } else { 2 };
        let room = look.window.width - 2.0 * look.gap();
        let least = 9.5 * look.body();
        let fit = ((room + look.gap()) / (least + look.gap())).floor() as usize;
        usize::from(wanted).min(most).min(fit).max(1)
    }
    /// How many of these buttons stand beside each other without breaking a word.
    pub fn fitting<M>(&self, nodes: &[Node<M>]) -> usize {
        let look = self.look;
        let room = look.window.width - 2.0 * look.gap() + look.gap();
        let widest = nodes.iter().map(|node| self.width_of(node)).fold(1.0, f32::max) + look.gap();
        ((room / widest).floor() as usize).clamp(1, nodes.len().max(1))
    }
    /// About how wide a button is drawn, px.
    fn width_of<M>(&self, node: &Node<M>) -> f32 {
        let look = self.look;
        let icon = if node.icon.is_some() && !look.compact() { look.body() * 1.5 + look.near() * 1.5 } else { 0.0 };
        let words = [Some(&node.name), node.description.as_ref()].into_iter().flatten();
        let words = words.map(|line| look.estimate(line, look.body())).fold(0.0, f32::max);
        (words + icon + look.mm(8.0)).max(look.target())
    }
}
