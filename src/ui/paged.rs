//! The content, a part at a time (V11): what does not fit moves to the next part, whole; nothing scrolls or is cut.

use iced::advanced::Renderer as _;
use iced::advanced::widget::{Operation, Tree, Widget, tree};
use iced::advanced::{Clipboard, Layout, Shell, layout, mouse, renderer};
use iced::{Element, Event, Length, Point, Rectangle, Size};

use super::Event as Happened;
use super::collect::{Clip, Parts};
use crate::semantic::NodeId;

/// A row of the content that is never broken.
pub struct Unit<'a> {
    /// What draws it.
    pub element: Element<'a, Happened>,
    /// The nodes in it.
    pub ids: Vec<NodeId>,
    /// It belongs to what follows: a heading does not stand last on a part.
    pub with_next: bool,
    /// It may grow into room that is left: tiles.
    pub stretches: bool,
    /// Plain words, which stand closer together than what one can press.
    pub tight: bool,
}

/// What the page asks of its content area.
#[derive(Debug, Clone, Copy)]
pub struct Paging {
    /// The part to show.
    pub part: usize,
    /// Between rows, px.
    pub gap: f32,
    /// Between rows of plain words, px (V3).
    pub tight: f32,
    /// The height that the pager takes and would give back if it were not needed, px.
    pub pager: f32,
    /// The height that the pager will take if it is needed and not there yet, px.
    pub reserve: f32,
    /// A line of body text, px: where a row taller than the screen may be cut.
    pub line: f32,
}

impl Paging {
    /// What is left free above and below a row that is cut, for its ring (V9), px.
    fn edge(&self) -> f32 {
        self.gap / 2.0
    }
}

/// The rows of the content.
pub struct Paged<'a> {
    units: Vec<Unit<'a>>,
    paging: Paging,
}

/// Rows of which one part is shown.
pub fn paged(units: Vec<Unit<'_>>, paging: Paging) -> Paged<'_> {
    Paged { units, paging }
}

/// Rows `from..to`; or one row that is taller than the screen, of which what stands `cut` px from its top is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Slice {
    from: usize,
    to: usize,
    cut: Option<f32>,
}

#[derive(Default)]
struct State {
    shown: Option<Slice>,
    parts: Parts,
}

/// A row as far as cutting goes.
#[derive(Debug, Clone, Copy)]
struct Row {
    height: f32,
    /// The gap above it, unless it is the first of a part.
    above: f32,
    with_next: bool,
}

/// Cuts rows into parts no higher than `room` px.
fn slices(rows: &[Row], room: f32, paging: Paging) -> Vec<Slice> {
    // 0.5 px: the sum of many rounded heights.
    if height(rows) <= room + paging.pager + 0.5 {
        return vec![Slice { from: 0, to: rows.len(), cut: None }];
    }
    let room = room - paging.reserve;
    let mut parts = Vec::new();
    let mut from = 0;
    while from < rows.len() {
        let fits = |to: &usize| height(&rows[from..*to]) <= room + 0.5;
        let Some(mut to) = (from + 1..=rows.len()).take_while(fits).last() else {
            let step = (((room - 2.0 * paging.edge()) / paging.line).floor() * paging.line).max(paging.line);
            let cuts = (rows[from].height / step).ceil().max(1.0) as usize;
            // The last cut shows at least two lines of it, some of them once more: a card can still be hit there (T1).
            let last = rows[from].height - 2.0 * paging.line;
            let from_top = |cut: usize| (cut as f32 * step).min((last / paging.line).floor().max(0.0) * paging.line);
            parts.extend((0..cuts).map(|cut| Slice { from, to: from + 1, cut: Some(from_top(cut)) }));
            from += 1;
            continue;
        };
        let most = to;
        while to < rows.len() && to - from > 1 && rows[to - 1].with_next {
            to -= 1;
        }
        // Headings alone would leave the part all but empty.
        if rows[from..to].iter().all(|row| row.with_next) {
            to = most;
        }
        parts.push(Slice { from, to, cut: None });
        from = to;
    }
    parts
}

/// How high rows are under each other.
fn height(rows: &[Row]) -> f32 {
    rows.iter().enumerate().map(|(at, row)| row.height + if at == 0 { 0.0 } else { row.above }).sum()
}

impl Paged<'_> {
    fn rows(&self, nodes: &[layout::Node]) -> Vec<Row> {
        let tight = |at: usize| at > 0 && self.units[at].tight && self.units[at - 1].tight;
        let above = |at| if tight(at) { self.paging.tight } else { self.paging.gap };
        let rows = nodes.iter().enumerate().zip(&self.units);
        rows.map(|((at, node), unit)| Row { height: node.size().height, above: above(at), with_next: unit.with_next }).collect()
    }

    /// Forgets how the rows were set that leave the screen: `iced_graphics` 0.14 takes two paragraphs of one size for the same as
    /// long as both exist, and would not draw what comes to stand in their place.
    fn forget(&self, tree: &mut Tree, before: Option<Slice>, shown: Option<Slice>) {
        let on = |slice: Option<Slice>, at: usize| slice.is_some_and(|slice| (slice.from..slice.to).contains(&at));
        for (at, (unit, tree)) in self.units.iter().zip(&mut tree.children).enumerate() {
            if on(before, at) && !on(shown, at) {
                *tree = Tree::new(&unit.element);
            }
        }
    }

    /// Gives room that is left to the rows that may grow, up to as much again as they have.
    fn stretch(&mut self, tree: &mut Tree, renderer: &iced::Renderer, room: Size, nodes: &mut [layout::Node]) {
        let used = height(&self.rows(nodes));
        let count = self.units.iter().filter(|unit| unit.stretches).count();
        let more = (room.height - used) / count.max(1) as f32;
        if more < 1.0 {
            return;
        }
        for ((unit, tree), node) in self.units.iter_mut().zip(&mut tree.children).zip(nodes).filter(|((unit, _), _)| unit.stretches) {
            let height = node.size().height + more.min(node.size().height);
            let limits = layout::Limits::new(Size::new(0.0, height), Size::new(room.width, f32::INFINITY));
            *node = unit.element.as_widget_mut().layout(tree, renderer, &limits);
        }
    }
}

impl Widget<Happened, iced::Theme, iced::Renderer> for Paged<'_> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }
    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }
    fn children(&self) -> Vec<Tree> {
        self.units.iter().map(|unit| Tree::new(&unit.element)).collect()
    }
    fn diff(&self, tree: &mut Tree) {
        let elements: Vec<_> = self.units.iter().map(|unit| &unit.element).collect();
        tree.diff_children(&elements);
    }
    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Fill)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &iced::Renderer, limits: &layout::Limits) -> layout::Node {
        let size = limits.max();
        let inner = layout::Limits::new(Size::ZERO, Size::new(size.width, f32::INFINITY));
        let pairs = self.units.iter_mut().zip(&mut tree.children);
        let mut nodes: Vec<_> = pairs.map(|(unit, tree)| unit.element.as_widget_mut().layout(tree, renderer, &inner)).collect();
        let parts = slices(&self.rows(&nodes), size.height, self.paging);
        let part = self.paging.part.min(parts.len().saturating_sub(1));
        if parts.len() == 1 {
            self.stretch(tree, renderer, size, &mut nodes);
        }
        let shown = parts.get(part).copied();

        let state = tree.state.downcast_mut::<State>();
        let of = |at: usize| parts.iter().position(|slice| (slice.from..slice.to).contains(&at)).unwrap_or(0);
        let part_of = self.units.iter().enumerate().flat_map(|(at, unit)| unit.ids.iter().map(move |id| (id.clone(), of(at))));
        state.parts = Parts { part, parts: parts.len().max(1), part_of: part_of.collect() };
        let before = std::mem::replace(&mut state.shown, shown);
        self.forget(tree, before, shown);

        let rows = self.rows(&nodes);
        let mut y = shown.and_then(|slice| slice.cut).map_or(0.0, |cut| self.paging.edge() - cut);
        let placed = nodes.into_iter().enumerate().map(|(at, node)| {
            if !shown.is_some_and(|slice| (slice.from..slice.to).contains(&at)) {
                return node.move_to(Point::new(0.0, -1e6));
            }
            y += if shown.is_some_and(|slice| slice.from == at) { 0.0 } else { rows[at].above };
            let node = node.move_to(Point::new(0.0, y));
            y += rows[at].height;
            node
        });
        layout::Node::with_children(size, placed.collect())
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &iced::Renderer, operation: &mut dyn Operation) {
        let state = tree.state.downcast_mut::<State>();
        operation.custom(None, layout.bounds(), &mut state.parts);
        let shown = state.shown;
        let bounds = layout.bounds();
        let edge = if shown.is_some_and(|slice| slice.cut.is_some()) { self.paging.edge() } else { 0.0 };
        let seen = Rectangle { y: bounds.y + edge, height: bounds.height - 2.0 * edge, ..bounds };
        operation.custom(None, bounds, &mut Clip(Some(seen)));
        for ((at, unit), (tree, layout)) in self.units.iter_mut().enumerate().zip(tree.children.iter_mut().zip(layout.children())) {
            if shown.is_some_and(|slice| (slice.from..slice.to).contains(&at)) {
                unit.element.as_widget_mut().operate(tree, layout, renderer, operation);
            }
        }
        operation.custom(None, Rectangle::default(), &mut Clip(None));
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &iced::Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Happened>,
        viewport: &Rectangle,
    ) {
        let shown = tree.state.downcast_ref::<State>().shown;
        for ((at, unit), (tree, layout)) in self.units.iter_mut().enumerate().zip(tree.children.iter_mut().zip(layout.children())) {
            if shown.is_some_and(|slice| (slice.from..slice.to).contains(&at)) {
                unit.element.as_widget_mut().update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
            }
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut iced::Renderer,
        theme: &iced::Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let Some(slice) = tree.state.downcast_ref::<State>().shown else { return };
        let draw = |renderer: &mut iced::Renderer, viewport: &Rectangle| {
            for ((at, unit), (tree, layout)) in self.units.iter().enumerate().zip(tree.children.iter().zip(layout.children())) {
                if (slice.from..slice.to).contains(&at) {
                    unit.element.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
                }
            }
        };
        // The bar of what is said and the ring stand beside the rows (S2, V9), but not on the header or the acts.
        let gap = self.paging.gap;
        let bounds = layout.bounds();
        let around = Rectangle { x: bounds.x - gap, width: bounds.width + 2.0 * gap, ..bounds };
        if slice.cut.is_some() { renderer.with_layer(around, |renderer| draw(renderer, &around)) } else { draw(renderer, viewport) }
    }
}

impl<'a> From<Paged<'a>> for Element<'a, Happened> {
    fn from(paged: Paged<'a>) -> Self {
        Element::new(paged)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGING: Paging = Paging { part: 0, gap: 10.0, tight: 5.0, pager: 50.0, reserve: 0.0, line: 20.0 };

    fn cut(rows: &[(f32, bool)], room: f32, paging: Paging) -> Vec<Slice> {
        let rows: Vec<_> = rows.iter().map(|(height, with_next)| Row { height: *height, above: 10.0, with_next: *with_next }).collect();
        slices(&rows, room, paging)
    }

    #[test]
    fn all_fits_or_is_cut_between_rows() {
        assert_eq!(cut(&[(100.0, false); 2], 160.0, PAGING).len(), 1, "fits without a pager");
        let parts = cut(&[(100.0, false); 3], 210.0, PAGING);
        assert_eq!(parts, [Slice { from: 0, to: 2, cut: None }, Slice { from: 2, to: 3, cut: None }]);
    }

    #[test]
    fn a_heading_goes_with_what_follows() {
        let parts = cut(&[(100.0, false), (40.0, true), (100.0, false)], 160.0, PAGING);
        assert_eq!(parts.iter().map(|s| (s.from, s.to)).collect::<Vec<_>>(), [(0, 1), (1, 3)]);
        let parts = cut(&[(40.0, true), (90.0, true), (100.0, false)], 160.0, PAGING);
        assert_eq!(parts.iter().map(|s| (s.from, s.to)).collect::<Vec<_>>(), [(0, 2), (2, 3)], "an all but empty part");
    }

    #[test]
    fn a_row_taller_than_the_screen_is_cut_at_lines_and_all_of_it_is_shown() {
        let parts = cut(&[(200.0, false)], 90.0, Paging { pager: 0.0, ..PAGING });
        assert_eq!(parts.iter().map(|s| s.cut).collect::<Vec<_>>(), [Some(0.0), Some(80.0), Some(160.0)]);
    }
}
