//! Words and icons as they are drawn: iced's text, that can also tell how it was set. What it tells is read without a
//! window ([`super::headless`]), where sizes, lines and glyphs are checked.

use std::collections::HashMap;
use std::ops::Range;

use iced::advanced::graphics::text::{Paragraph, cosmic_text, font_system};
use iced::advanced::text::paragraph::Plain;
use iced::advanced::widget::{Id, Operation, Tree, Widget, tree};
use iced::advanced::{Layout, layout, renderer};
use iced::widget::Text;
use iced::{Color, Element, Length, Rectangle, Size, Vector, mouse};

use super::Event as Happened;
use super::collect::{Clip, Mark};
use crate::semantic::{NodeId, Rect};

/// A line of words as it was set.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its glyphs, blanks left out, and two Latin ones for one.
    pub glyphs: usize,
    /// Its characters.
    pub characters: usize,
}

/// Words or an icon as they were set.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Whose they are; none for the caption.
    pub node: Option<NodeId>,
    /// What they are: words, an icon, or the inside of a field.
    pub kind: RunKind,
    /// The words.
    pub words: String,
    /// Font size, px.
    pub size: f32,
    /// From line to line, px.
    pub line: f32,
    /// Capital height of the face it was set in, px.
    pub cap: f32,
    /// The face of each glyph, each named once.
    pub faces: Vec<String>,
    /// Characters without a glyph.
    pub missing: Vec<char>,
    /// Its lines.
    pub lines: Vec<Line>,
    /// The room it got.
    pub bounds: Rect,
    /// The room it needs.
    pub needs: (f32, f32),
    /// What of its room is to be seen.
    pub seen: Rect,
}

/// What stands in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RunKind {
    /// Words.
    Words,
    /// One glyph of the icon family.
    Icon,
    /// What stands in a field: the value, its dots, or the example.
    Field,
}

/// Text that tells how it was set.
pub struct Said<'a> {
    text: Text<'a>,
    of: Owner,
    kind: RunKind,
    /// What of it is being said, as bytes, and the colour of the words.
    underlined: Option<(Range<usize>, Color)>,
}

/// What of the `shown` words is said with `sentence`: all of it, a sentence of it, or where the sentence has words
/// that stand beside or below, the end or the beginning that is its own.
pub fn part_of(shown: &str, sentence: &str) -> Option<Range<usize>> {
    let (sentence, whole) = (sentence.trim(), 0..shown.len());
    if sentence.is_empty() || shown.trim().is_empty() {
        return None;
    }
    if let Some(at) = shown.find(sentence) {
        return Some(at..at + sentence.len());
    }
    if sentence.contains(shown.trim()) {
        return Some(whole);
    }
    let ends = || shown.char_indices().map(|(at, _)| at).skip(1);
    let head = ends().filter(|at| sentence.ends_with(shown[..*at].trim())).last().map(|at| 0..at);
    head.or_else(|| ends().find(|at| sentence.starts_with(shown[*at..].trim())).map(|at| at..shown.len()))
}

/// Whose words they are.
#[derive(Clone)]
enum Owner {
    /// The node around them.
    Around,
    /// This one, which is not around them.
    Node(NodeId),
    /// Nobody's: the caption.
    Nobody,
}

impl<'a> Said<'a> {
    /// Words.
    pub fn words(text: Text<'a>) -> Self {
        Self { text, of: Owner::Around, kind: RunKind::Words, underlined: None }
    }
    /// An icon.
    pub fn icon(text: Text<'a>) -> Self {
        Self { text, of: Owner::Around, kind: RunKind::Icon, underlined: None }
    }
    /// These bytes of it are being said (S2): a line under them in the colour of the words, which moves nothing.
    pub fn underlined(mut self, bytes: Option<Range<usize>>, color: Color) -> Self {
        self.underlined = bytes.map(|bytes| (bytes, color));
        self
    }
    /// The words are those of `node`, though they stand outside it.
    pub fn of(mut self, node: &NodeId) -> Self {
        self.of = Owner::Node(node.clone());
        self
    }
    /// The words are said now, in the middle of a line of their own.
    pub fn caption(mut self) -> Self {
        self.text = self.text.width(Length::Fill).center();
        self.of = Owner::Nobody;
        self
    }
}

/// What a text tells an operation.
pub struct Telling {
    of: Owner,
    kind: RunKind,
    set: Set,
}

/// How it was set.
enum Set {
    /// By us.
    Paragraph(Paragraph),
    /// By iced's field: the words, the font size.
    Field(String, f32),
}

impl Telling {
    /// What stands in a field.
    pub fn field(words: String, size: f32) -> Self {
        Self { of: Owner::Around, kind: RunKind::Field, set: Set::Field(words, size) }
    }
}

impl Widget<Happened, iced::Theme, iced::Renderer> for Said<'_> {
    fn tag(&self) -> tree::Tag {
        Widget::<Happened, _, iced::Renderer>::tag(&self.text)
    }
    fn state(&self) -> tree::State {
        Widget::<Happened, _, iced::Renderer>::state(&self.text)
    }
    fn size(&self) -> Size<Length> {
        Widget::<Happened, _, iced::Renderer>::size(&self.text)
    }
    fn layout(&mut self, tree: &mut Tree, renderer: &iced::Renderer, limits: &layout::Limits) -> layout::Node {
        Widget::<Happened, _, _>::layout(&mut self.text, tree, renderer, limits)
    }

    fn operate(&mut self, tree: &mut Tree, layout: Layout<'_>, renderer: &iced::Renderer, operation: &mut dyn Operation) {
        let set = Set::Paragraph(tree.state.downcast_ref::<Plain<Paragraph>>().raw().clone());
        operation.custom(None, layout.bounds(), &mut Telling { of: self.of.clone(), kind: self.kind, set });
        Widget::<Happened, _, _>::operate(&mut self.text, tree, layout, renderer, operation);
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
        Widget::<Happened, _, _>::draw(&self.text, tree, renderer, theme, style, layout, cursor, viewport);
        let Some((bytes, color)) = &self.underlined else { return };
        let set = tree.state.downcast_ref::<Plain<Paragraph>>().raw();
        for line in lines_of(set.buffer(), bytes) {
            let bounds = line + Vector::new(layout.bounds().x, layout.bounds().y);
            let Some(bounds) = bounds.intersection(viewport) else { continue };
            renderer::Renderer::fill_quad(renderer, renderer::Quad { bounds, ..renderer::Quad::default() }, *color);
        }
    }
}

/// The lines to draw under these bytes of a set text, each under its words.
fn lines_of(buffer: &cosmic_text::Buffer, bytes: &Range<usize>) -> Vec<Rectangle> {
    let size = buffer.metrics().font_size;
    let runs = buffer.layout_runs().filter_map(|run| {
        let said = || run.glyphs.iter().filter(|glyph| glyph.start < bytes.end && glyph.end > bytes.start);
        let left = said().map(|glyph| glyph.x).reduce(f32::min)?;
        let right = said().map(|glyph| glyph.x + glyph.w).reduce(f32::max)?;
        Some(Rectangle { x: left, y: run.line_y + size * 0.2, width: right - left, height: size * 0.1 })
    });
    runs.collect()
}

impl<'a> From<Said<'a>> for Element<'a, Happened> {
    fn from(said: Said<'a>) -> Self {
        Element::new(said)
    }
}

/// Capital height of a face over its em, and its name.
type Face = (f32, String);

/// Walks what is drawn and asks every text how it was set.
#[derive(Default)]
pub struct Runs {
    /// What was told.
    pub runs: Vec<Run>,
    owner: Option<NodeId>,
    clip: Option<Rectangle>,
    faces: HashMap<cosmic_text::fontdb::ID, Face>,
}

impl Operation for Runs {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn custom(&mut self, _: Option<&Id>, bounds: Rectangle, state: &mut dyn std::any::Any) {
        if let Some(mark) = state.downcast_ref::<Mark>() {
            self.owner = Some(mark.id.clone());
        } else if let Some(Clip(clip)) = state.downcast_ref::<Clip>() {
            self.clip = *clip;
        } else if let Some(telling) = state.downcast_ref::<Telling>() {
            let run = self.run(telling, bounds);
            self.runs.push(run);
        }
    }
}

impl Runs {
    fn run(&mut self, telling: &Telling, bounds: Rectangle) -> Run {
        let node = match &telling.of {
            Owner::Around => self.owner.clone(),
            Owner::Node(node) => Some(node.clone()),
            Owner::Nobody => None,
        };
        let seen = self.clip.map_or(bounds, |clip| clip.intersection(&bounds).unwrap_or_default());
        let mut run = Run {
            node,
            kind: telling.kind,
            words: String::new(),
            size: 0.0,
            line: 0.0,
            cap: 0.0,
            faces: Vec::new(),
            missing: Vec::new(),
            lines: Vec::new(),
            bounds: rect(bounds),
            needs: (0.0, 0.0),
            seen: rect(seen),
        };
        match &telling.set {
            Set::Paragraph(paragraph) => self.set(&mut run, paragraph.buffer()),
            Set::Field(words, size) => {
                (run.words, run.size, run.line) = (words.clone(), *size, size * 1.5);
                run.needs = (0.0, run.line);
            }
        }
        run
    }

    fn set(&mut self, run: &mut Run, buffer: &cosmic_text::Buffer) {
        let metrics = buffer.metrics();
        (run.size, run.line) = (metrics.font_size, metrics.line_height);
        run.words = buffer.lines.iter().map(cosmic_text::BufferLine::text).collect::<Vec<_>>().join("\n");
        for line in buffer.layout_runs() {
            let words = |glyph: &cosmic_text::LayoutGlyph| line.text.get(glyph.start..glyph.end).unwrap_or_default();
            let characters = line.glyphs.iter().map(|glyph| words(glyph).chars().count()).sum();
            let seen = || line.glyphs.iter().map(words).filter(|words| !words.trim().is_empty());
            let latin = seen().filter(|words| words.is_ascii()).count();
            run.lines.push(Line { glyphs: seen().count() - latin / 2, characters });
            run.needs = (run.needs.0.max(line.line_w), line.line_top + line.line_height);
            for glyph in line.glyphs {
                if glyph.glyph_id == 0 {
                    run.missing.extend(words(glyph).chars());
                }
                let (cap, name) = self.face(glyph);
                if run.cap == 0.0 {
                    run.cap = cap * run.size;
                }
                if !run.faces.contains(&name) {
                    run.faces.push(name);
                }
            }
        }
    }

    fn face(&mut self, glyph: &cosmic_text::LayoutGlyph) -> Face {
        let read = || {
            let mut system = font_system().write().ok()?;
            let raw = system.raw();
            let name = raw.db().face(glyph.font_id)?.families.first().map(|(name, _)| name.clone())?;
            let font = raw.get_font(glyph.font_id, glyph.font_weight)?;
            let metrics = font.metrics();
            Some((metrics.cap_height.unwrap_or_default() / f32::from(metrics.units_per_em.max(1)), name))
        };
        self.faces.entry(glyph.font_id).or_insert_with(|| read().unwrap_or_default()).clone()
    }
}

fn rect(Rectangle { x, y, width, height }: Rectangle) -> Rect {
    Rect { x, y, width, height }
}
