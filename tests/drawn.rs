//! What is drawn is what is there (V12): only what changed is drawn anew, and the window must look as if all of it were.
//! Turns through every part of every screen in one window, as the window system shows it, and compares each picture with one
//! drawn from nothing.

use std::collections::HashSet;
use std::time::Instant;

use iced::advanced::graphics::{Viewport, damage};
use iced::advanced::renderer::Style;
use iced::advanced::{clipboard, mouse};
use iced::{Color, Event as Raw, Rectangle, Size, window};
use iced_runtime::{UserInterface, user_interface};
use iced_tiny_skia::Layer;
use tiny_skia::{Mask, PixmapMut};
use tongban::domain::settings::{Locale, TextSize};
use tongban::screen::{self, Context, Message, frame};
use tongban::semantic::{Focus, Page};
use tongban::ui::{self, Event, Look, Palette, Profile, View};

/// Besides the first state of each screen, the states that are turned through: those with the most parts. All of them would take
/// many minutes without optimisation.
const LONGEST: &str = "longest";
const WINDOW: Size<u32> = Size::new(1280, 800);

/// A window that is drawn as `iced_tiny_skia::window::compositor::present` draws it, whose surface gives the last picture back.
struct Window {
    renderer: iced::Renderer,
    cache: user_interface::Cache,
    pixels: Vec<u8>,
    shown: Option<(Vec<Layer>, Color)>,
    generation: u64,
}

impl Window {
    fn open(locale: Locale) -> Self {
        assert!(ui::load_fonts(), "fonts-noto-cjk is not installed");
        Self {
            renderer: iced::Renderer::new(ui::face(locale.tag()), 16.into()),
            cache: user_interface::Cache::new(),
            pixels: blank(),
            shown: None,
            generation: 0,
        }
    }

    /// Shows a part of a page; how many it has.
    fn show(&mut self, page: &Page<Message>, look: Look, part: usize) -> usize {
        self.generation += 1;
        let focus = Focus(page.focus.clone());
        let view = View { generation: self.generation, ..View::still(look, &focus, part) };
        let cache = std::mem::take(&mut self.cache);
        let mut ui = UserInterface::build(ui::render(page, &view), look.window, cache, &mut self.renderer);
        let mut told = Vec::new();
        let drawn = [Raw::Window(window::Event::RedrawRequested(Instant::now()))];
        let _ = ui.update(&drawn, mouse::Cursor::Unavailable, &mut self.renderer, &mut clipboard::Null, &mut told);
        ui.draw(&mut self.renderer, &iced::Theme::Light, &Style { text_color: Color::BLACK }, mouse::Cursor::Unavailable);
        self.present(look.palette.page.ground);
        self.cache = ui.into_cache();
        told.into_iter().find_map(|event| if let Event::LaidOut(layout) = event { Some(layout.parts) } else { None }).unwrap()
    }

    fn present(&mut self, ground: Color) {
        let last = self.shown.take().filter(|(_, of)| *of == ground);
        let changed = match &last {
            Some((last, _)) => damage::diff(last, self.renderer.layers(), |layer| vec![layer.bounds], Layer::damage),
            None => vec![whole()],
        };
        if changed.is_empty() {
            self.shown = last;
            return;
        }
        self.shown = Some((self.renderer.layers().to_vec(), ground));
        draw(&mut self.renderer, &mut self.pixels, &damage::group(changed, whole()), ground);
    }

    /// The pixels that are not as they were if all were drawn now: how many, and the first.
    fn stale(&mut self, ground: Color) -> Option<(usize, usize, usize)> {
        let mut anew = blank();
        draw(&mut self.renderer, &mut anew, &[whole()], ground);
        if self.pixels == anew {
            return None;
        }
        let pairs = self.pixels.as_chunks::<4>().0.iter().zip(anew.as_chunks::<4>().0).enumerate();
        // An edge that is drawn in two pieces may be a shade off.
        let differs = |(a, b): (&[u8; 4], &[u8; 4])| a.iter().zip(b).any(|(a, b)| a.abs_diff(*b) > 16);
        let wrong: Vec<usize> = pairs.filter(|(_, pair)| differs(*pair)).map(|(at, _)| at).collect();
        let width = WINDOW.width as usize;
        wrong.first().map(|first| (wrong.len(), first % width, first / width))
    }
}

fn blank() -> Vec<u8> {
    vec![0; (WINDOW.width * WINDOW.height * 4) as usize]
}

fn whole() -> Rectangle {
    Rectangle::with_size(Size::new(WINDOW.width as f32, WINDOW.height as f32))
}

fn draw(renderer: &mut iced::Renderer, pixels: &mut [u8], areas: &[Rectangle], ground: Color) {
    let mut mask = Mask::new(WINDOW.width, WINDOW.height).unwrap();
    let mut pixels = PixmapMut::from_bytes(pixels, WINDOW.width, WINDOW.height).unwrap();
    renderer.draw(&mut pixels, &mut mask, &Viewport::with_physical_size(WINDOW, 1.0), areas, ground);
}

fn with_pager(page: &Page<Message>, ctx: &Context, part: usize, parts: usize) -> Page<Message> {
    let mut page = page.clone();
    frame::pager(&mut page, ctx, part, parts, |_| Message::Frame(frame::Act::Repeat));
    page
}

/// Turns the presets over in one window; how many pictures that were. The last round of each is in another theme.
fn turn(locale: Locale, step: u8) -> usize {
    let mut window = Window::open(locale);
    let mut ctx = screen::presets::context(locale).unwrap();
    let look = |palette| Look::new(step, palette, Profile::HOME, (WINDOW.width as f32, WINDOW.height as f32), locale.tag());
    let plain = look(Palette::ALL[0]);
    ctx.settings.text_size = TextSize::try_from(step).unwrap();
    ctx.compact = plain.compact();
    let (mut pictures, mut stale) = (0, Vec::new());
    let mut see = |window: &mut Window, page: &Page<Message>, look: Look, part, what: &str| {
        let parts = window.show(page, look, part);
        pictures += 1;
        stale.extend(window.stale(look.palette.page.ground).map(|wrong| format!("{what}.{}: {wrong:?}", part + 1)));
        parts
    };
    let mut screens = HashSet::new();
    let presets = screen::presets(&ctx).into_iter().filter(|(screen, state, _)| screens.insert(*screen) || *state == LONGEST);
    for (at, (screen, state, page)) in presets.enumerate() {
        let what = format!("{screen}-{state} {locale} {step}");
        let mut parts = see(&mut window, &page, plain, 0, &what);
        if parts > 1 {
            // The pager takes room of its own.
            parts = see(&mut window, &with_pager(&page, &ctx, 0, parts), plain, 0, &what);
            for part in (1..parts).chain([0]) {
                see(&mut window, &with_pager(&page, &ctx, part, parts), plain, part, &what);
            }
        }
        if at % 10 == 0 {
            let look = look(Palette::ALL[at / 10 % Palette::ALL.len()]);
            see(&mut window, &with_pager(&page, &ctx, 0, parts), look, 0, &what);
        }
    }
    assert!(stale.is_empty(), "{} of {pictures} pictures are stale: pixels, the first at x, y\n{}", stale.len(), stale.join("\n"));
    pictures
}

#[test]
fn every_part_is_drawn_as_if_from_nothing() {
    assert!(turn(Locale::ZhCn, 5) > 150);
}
