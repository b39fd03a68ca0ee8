//! A page with all its parts as the app shows them in one setting: laid out, tapped, and drawn where pixels are wanted.

use std::time::{Duration, Instant};

use super::Place;
use crate::screen::{Context, Message, Words, frame};
use crate::semantic::{Focus, Layout, NodeId, Page, Rect, narrate};
use crate::ui::{Hands, Headless, Look, Palette, Picture, Run, Sheet, View};

/// The number of parts may grow by the room the pager takes; so often at most.
const TRIES: usize = 4;

/// A page in a setting.
pub struct Spread<'a> {
    /// Where it is.
    pub place: Place,
    /// How it is drawn.
    pub look: Look,
    /// What it may read.
    pub ctx: &'a Context,
    /// The page, without pager.
    pub page: Page<Message>,
    /// Its parts.
    pub parts: Vec<Part>,
    /// Where 人工帮助 stands on the first page of this setting.
    pub help: Option<Rect>,
}

/// A part of a page.
pub struct Part {
    /// The page with its pager.
    pub page: Page<Message>,
    /// How it came to stand.
    pub sheet: Sheet,
    /// The nodes that answered a tap in their middle.
    pub answered: Vec<NodeId>,
    /// It drawn with focus, press, voice and caption on it; in the first theme before that plain.
    pub shots: Vec<Shot>,
}

/// A picture of a part.
pub struct Shot {
    /// How its words were set.
    pub sheet: Sheet,
    /// The pixels.
    pub picture: Picture,
    /// What has the focus on it.
    pub focus: Focus,
    /// What is held down on it.
    pub pressed: Option<NodeId>,
    /// What is being said on it.
    pub spoken: Option<NodeId>,
    /// The caption on it.
    pub caption: Option<String>,
}

impl Part {
    /// Where a node stands.
    pub fn bounds(&self, id: &NodeId) -> Option<Rect> {
        self.sheet.layout.bounds(id)
    }
    /// Where all stand.
    pub const fn layout(&self) -> &Layout {
        &self.sheet.layout
    }
    /// The runs of a node.
    pub fn runs_of<'a>(&'a self, id: &'a NodeId) -> impl Iterator<Item = &'a Run> {
        self.sheet.runs.iter().filter(move |run| run.node.as_ref() == Some(id))
    }
    /// The nodes one can press, write in, or be told by why one cannot, where they are drawn.
    pub fn stops(&self) -> Vec<(&crate::semantic::Node<Message>, Rect)> {
        let drawn =
            |placed: &crate::semantic::Placed| self.page.find(&placed.id).filter(|node| node.focusable()).map(|node| (node, placed.bounds));
        self.sheet.layout.nodes.iter().filter_map(drawn).collect()
    }
}

/// A clock of which each look is a second later than the one before, so that no tap is a tremor.
fn patient() -> Instant {
    use std::cell::Cell;
    thread_local! {
        static NOW: Cell<Option<Instant>> = const { Cell::new(None) };
    }
    NOW.with(|now| {
        let next = now.get().unwrap_or_else(Instant::now) + Duration::from_secs(1);
        now.set(Some(next));
        next
    })
}

fn view<'a>(look: Look, focus: &'a Focus, part: usize) -> View<'a> {
    View { look, focus, spoken: None, pressed: None, caption: None, part, generation: 0, clock: patient, hands: Hands::default() }
}

/// How many parts a page has, which with its pager is another page; 0 if that never rests: the rule V8 fails on a page of
/// which nothing is drawn.
fn count(bench: &mut Headless, look: Look, focus: &Focus, page: &Page<Message>, paged: &impl Fn(usize, usize) -> Page<Message>) -> usize {
    let mut whole = bench.lay(page, &view(look, focus, 0)).layout.parts;
    // One part has no pager: it is the same page.
    if whole < 2 {
        return whole;
    }
    for _ in 0..TRIES {
        let parts = bench.lay(&paged(whole / 2, whole), &view(look, focus, whole / 2)).layout.parts;
        if std::mem::replace(&mut whole, parts) == parts {
            return whole;
        }
    }
    0
}

/// The first part of a page without anything on it, and how many parts there are.
pub fn first(bench: &mut Headless, ctx: &Context, look: Look, page: &Page<Message>) -> (Picture, usize) {
    let focus = Focus(None);
    let paged = |part: usize, whole: usize| with_pager(page, ctx, part, whole);
    let whole = count(bench, look, &focus, page, &paged);
    (bench.draw(&paged(0, whole), &view(look, &focus, 0)).1, whole)
}

fn with_pager(page: &Page<Message>, ctx: &Context, part: usize, whole: usize) -> Page<Message> {
    let mut page = page.clone();
    frame::pager(&mut page, ctx, part, whole, |_| Message::Frame(frame::Act::Repeat));
    page
}

/// Lays a page out in all its parts; `drawn`: with pictures, whose focus goes round from this number on.
pub fn spread<'a>(
    bench: &mut Headless,
    ctx: &'a Context,
    look: Look,
    (place, page): (Place, Page<Message>),
    drawn: Option<usize>,
) -> Spread<'a> {
    let focus = Focus(page.focus.clone());
    let paged = |part: usize, whole: usize| with_pager(&page, ctx, part, whole);
    let whole = count(bench, look, &focus, &page, &paged);
    let one = |part: usize| {
        let page = paged(part, whole);
        let here = view(look, &focus, part);
        let Some(round) = drawn else {
            let (sheet, answered) = bench.tap(&page, &here);
            return Part { page, sheet, answered, shots: Vec::new() };
        };
        let sheet = bench.lay(&page, &here);
        let mut part_of = Part { page, sheet, answered: Vec::new(), shots: Vec::new() };
        part_of.shots = shots(bench, ctx, look, &part_of, round + part);
        part_of
    };
    let parts = (0..whole).map(one).collect();
    Spread { place, look, ctx, page, parts, help: None }
}

/// The part drawn plain, and with focus, press and voice each on another node.
fn shots(bench: &mut Headless, ctx: &Context, look: Look, part: &Part, round: usize) -> Vec<Shot> {
    let stops: Vec<NodeId> = part.stops().into_iter().map(|(node, _)| node.id.clone()).collect();
    let said = narrate(&part.page, Some(part.layout()), &Words(ctx.texts));
    let focus = stops.get(round % stops.len().max(1)).cloned();
    let pressed = stops.get((round + 1) % stops.len().max(1)).filter(|id| part.page.find(id).is_some_and(|node| node.on_press.is_some()));
    let voices: Vec<_> = said.iter().filter(|one| Some(&one.node) != focus.as_ref() && part.bounds(&one.node).is_some()).collect();
    let voice = voices.get(round % voices.len().max(1));
    let mut shot = |focus: Focus, pressed: Option<NodeId>, spoken: Option<NodeId>, caption: Option<String>| {
        let view = View {
            spoken: spoken.as_ref(),
            pressed: pressed.as_ref(),
            caption: caption.as_deref(),
            ..view(look, &focus, part.layout().part)
        };
        let (sheet, picture) = bench.draw(&part.page, &view);
        Shot { sheet, picture, focus, pressed, spoken, caption }
    };
    // Every state is on the one picture; a plain one, in the first theme, is for people to look at.
    let plain = (look.palette == Palette::ALL[0]).then(|| shot(Focus(None), None, None, None));
    let all = shot(Focus(focus), pressed.cloned(), voice.map(|one| one.node.clone()), voice.map(|one| one.spoken.clone()));
    plain.into_iter().chain([all]).collect()
}
