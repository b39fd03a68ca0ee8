//! A page laid out, pressed and drawn without a window, by the same renderer: for the audit and for pictures.

use std::collections::HashMap;
use std::time::Instant;

use iced::advanced::renderer::{Headless as _, Style};
use iced::advanced::{clipboard, mouse};
use iced::{Color, Event as Raw, Point, Size, touch, window};
use iced_runtime::{UserInterface, user_interface};

use super::said::{Run, Runs};
use super::{Event, View, face, load_fonts, render};
use crate::semantic::{Language, Layout, Node, NodeId, Page, Rect};

/// A renderer without a window.
pub struct Headless {
    renderer: iced::Renderer,
    cache: user_interface::Cache,
    laid: u64,
}

/// A page, or a part of it, as it came to stand.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Where the nodes stand.
    pub layout: Layout,
    /// The words and icons on it.
    pub runs: Vec<Run>,
}

/// Pixels, row by row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Picture {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Four bytes each: red, green, blue, alpha.
    pub rgba: Vec<u8>,
}

impl Picture {
    /// The colour at a place; none outside.
    pub fn at(&self, x: i32, y: i32) -> Option<Color> {
        let (x, y) = (u32::try_from(x).ok()?, u32::try_from(y).ok()?);
        let at = (x < self.width && y < self.height).then(|| (y as usize * self.width as usize + x as usize) * 4)?;
        let rgb = self.rgba.get(at..at + 3)?;
        Some(Color::from_rgb8(rgb[0], rgb[1], rgb[2]))
    }

    /// The colours inside a rectangle, each with how often it is there.
    pub fn colours(&self, area: Rect) -> Vec<(Color, usize)> {
        let across = |x: f32| (x.max(0.0) as usize).min(self.width as usize);
        let (from, to) = (across(area.x.ceil()), across(area.x + area.width));
        let down = area.y.max(0.0).ceil() as usize..((area.y + area.height).max(0.0) as usize).min(self.height as usize);
        let mut counted = HashMap::<&[u8], usize>::new();
        for y in down {
            let start = y * self.width as usize;
            let row = self.rgba.get((start + from) * 4..(start + to.max(from)) * 4).unwrap_or_default();
            // Rows are mostly ground: neighbours of one colour are counted at once.
            for same in row.as_chunks::<4>().0.chunk_by(|a, b| a == b) {
                *counted.entry(&same[0]).or_default() += same.len();
            }
        }
        counted.into_iter().map(|(rgba, count)| (Color::from_rgb8(rgba[0], rgba[1], rgba[2]), count)).collect()
    }
}

type Interface<'a> = UserInterface<'a, Event, iced::Theme, iced::Renderer>;

impl Headless {
    /// A renderer with the face of a language; none where the machine has not the fonts.
    pub fn new(language: Language) -> Option<Self> {
        load_fonts().then(|| Self {
            renderer: iced::Renderer::new(face(language), 16.into()),
            cache: user_interface::Cache::new(),
            laid: 0,
        })
    }

    /// Lays a page out.
    pub fn lay<M>(&mut self, page: &Page<M>, view: &View<'_>) -> Sheet {
        self.with(page, view, |_, _, sheet| sheet)
    }

    /// Lays a page out and draws it.
    pub fn draw<M>(&mut self, page: &Page<M>, view: &View<'_>) -> (Sheet, Picture) {
        let (window, ground) = (view.look.window, view.look.palette.page.ground);
        self.with(page, view, |ui, renderer, sheet| {
            ui.draw(renderer, &iced::Theme::Light, &Style { text_color: Color::BLACK }, mouse::Cursor::Unavailable);
            let size = Size::new(window.width as u32, window.height as u32);
            let rgba = renderer.screenshot(size, 1.0, ground);
            (sheet, Picture { width: size.width, height: size.height, rgba })
        })
    }

    /// Lays a page out and taps every stop once in its middle with one finger; those that answer, in that order.
    pub fn tap<M>(&mut self, page: &Page<M>, view: &View<'_>) -> (Sheet, Vec<NodeId>) {
        self.with(page, view, |ui, renderer, sheet| {
            let mut answers = Vec::new();
            let stops = sheet.layout.nodes.iter().filter(|placed| page.find(&placed.id).is_some_and(Node::focusable));
            for (x, y) in stops.map(|placed| placed.bounds.center()) {
                let (id, position) = (touch::Finger(1), Point::new(x, y));
                for event in [touch::Event::FingerPressed { id, position }, touch::Event::FingerLifted { id, position }] {
                    let _ = ui.update(&[Raw::Touch(event)], mouse::Cursor::Unavailable, renderer, &mut clipboard::Null, &mut answers);
                }
            }
            let answered = answers.into_iter().filter_map(|event| if let Event::Activated(node) = event { Some(node) } else { None });
            let answered = answered.collect();
            (sheet, answered)
        })
    }

    fn with<M, T>(&mut self, page: &Page<M>, view: &View<'_>, then: impl FnOnce(&mut Interface<'_>, &mut iced::Renderer, Sheet) -> T) -> T {
        // A layout is told once a page: so each is another page.
        self.laid += 1;
        let view = View { generation: self.laid, ..*view };
        let cache = std::mem::take(&mut self.cache);
        let mut ui = UserInterface::build(render(page, &view), view.look.window, cache, &mut self.renderer);
        let mut events = Vec::new();
        let drawn = [Raw::Window(window::Event::RedrawRequested(Instant::now()))];
        let _ = ui.update(&drawn, mouse::Cursor::Unavailable, &mut self.renderer, &mut clipboard::Null, &mut events);
        let mut runs = Runs::default();
        ui.operate(&self.renderer, &mut runs);
        let layout = events.into_iter().find_map(|event| if let Event::LaidOut(layout) = event { Some(layout) } else { None });
        let sheet = Sheet { layout: layout.unwrap_or_default(), runs: runs.runs };
        let result = then(&mut ui, &mut self.renderer, sheet);
        self.cache = ui.into_cache();
        result
    }
}
