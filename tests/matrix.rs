//! Every screen in every state, laid out at every text size in every window: nothing is clipped, overlaps, or is too
//! small to hit. At sizes 1 and 5 each is written as a picture, to be looked at: those of a desk in the language of record to
//! `target/tmp/screens`, all of them to `SCREENSHOTS=DIR`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use iced::{Color, Size};
use iced_test::core::renderer::{Headless as _, Style};
use iced_test::core::{Event, clipboard, mouse, window};
use iced_test::runtime::{UserInterface, user_interface};
use tongban::domain::settings::{Locale, TextSize};
use tongban::screen::{self, Context, Message, Words, frame};
use tongban::semantic::{Focus, Layout, Page, Rect, narrate};
use tongban::ui::{self, Look, Palette, Profile, View};

const WINDOWS: [(f32, f32, u8); 4] = [(1280.0, 800.0, 5), (1920.0, 1080.0, 5), (1080.0, 1920.0, 5), (800.0, 600.0, 4)];

struct Bench {
    renderer: iced::Renderer,
    cache: user_interface::Cache,
    /// Counts the layouts, so that each is told.
    laid: u64,
}

impl Bench {
    fn new(locale: Locale) -> Self {
        assert!(ui::load_fonts(), "fonts-noto-cjk is not installed");
        let face = ui::face(locale.tag());
        Self { renderer: iced::Renderer::new(face, 16.into()), cache: user_interface::Cache::new(), laid: 0 }
    }

    /// Lays a page out, and draws it if a picture is wanted.
    fn lay(&mut self, page: &Page<Message>, look: Look, part: usize, picture: Option<&Path>) -> Layout {
        self.laid += 1;
        let focus = Focus(page.focus.clone());
        let view =
            View { look, focus: &focus, spoken: None, pressed: None, caption: None, part, generation: self.laid, clock: Instant::now };
        let mut messages = Vec::new();
        let mut ui = UserInterface::build(ui::render(page, &view), look.window, std::mem::take(&mut self.cache), &mut self.renderer);
        let redraw = [Event::Window(window::Event::RedrawRequested(Instant::now()))];
        let _ = ui.update(&redraw, mouse::Cursor::Unavailable, &mut self.renderer, &mut clipboard::Null, &mut messages);
        if let Some(path) = picture {
            let ground = look.palette.page.ground;
            ui.draw(&mut self.renderer, &iced::Theme::Light, &Style { text_color: Color::BLACK }, mouse::Cursor::Unavailable);
            let size = Size::new(look.window.width as u32, look.window.height as u32);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, ui::png(size, &self.renderer.screenshot(size, 1.0, ground)).unwrap()).unwrap();
        }
        self.cache = ui.into_cache();
        messages.into_iter().find_map(|event| if let ui::Event::LaidOut(layout) = event { Some(layout) } else { None }).expect("a layout")
    }
}

fn look(ctx: &Context, step: u8, window: Size) -> Look {
    Look { step, palette: Palette::named("paper"), profile: Profile::HOME, window, language: ctx.texts.language() }
}

fn context(locale: Locale, step: u8, window: Size) -> Context {
    let mut ctx = screen::presets::context(locale).expect("the samples");
    ctx.settings.text_size = TextSize::try_from(step).unwrap();
    ctx.compact = look(&ctx, step, window).compact();
    ctx
}

/// All parts of a page, each with its layout: as the app shows them.
fn parts(bench: &mut Bench, ctx: &Context, page: &Page<Message>, look: Look, pictures: Option<PathBuf>) -> Vec<(Page<Message>, Layout)> {
    let paged = |part: usize, whole: usize| {
        let mut page = page.clone();
        frame::pager(&mut page, ctx, part, whole, |_| Message::Frame(frame::Act::Repeat));
        page
    };
    // The pager takes room of its own, so that the number of parts may grow by it; then it rests.
    let mut whole = bench.lay(page, look, 0, None).parts;
    let rests = (0..4).any(|_| {
        let middle = paged(whole / 2, whole);
        let parts = bench.lay(&middle, look, whole / 2, None).parts;
        std::mem::replace(&mut whole, parts) == parts
    });
    assert!(rests, "the number of parts never rests on {} {look:?}", page.id);
    let one = |part: usize| {
        let page = paged(part, whole);
        let picture = pictures.as_ref().map(|path| PathBuf::from(format!("{}.{}.png", path.display(), part + 1)));
        let layout = bench.lay(&page, look, part, picture.as_deref());
        (page, layout)
    };
    (0..whole).map(one).collect()
}

fn overlap(a: Rect, b: Rect) -> (f32, f32) {
    let along = |a: f32, aw: f32, b: f32, bw: f32| (a + aw).min(b + bw) - a.max(b);
    (along(a.x, a.width, b.x, b.width), along(a.y, a.height, b.y, b.height))
}

/// What is wrong with a laid-out part, by the numbers of accessibility.md.
fn faults(page: &Page<Message>, layout: &Layout, look: Look) -> Vec<String> {
    let mut faults = Vec::new();
    let window = Rect { x: 0.0, y: 0.0, width: look.window.width, height: look.window.height };
    let mut targets: Vec<(&str, Rect)> = Vec::new();
    for placed in &layout.nodes {
        let node = page.find(&placed.id).unwrap_or_else(|| panic!("{} is drawn but not in the page", placed.id));
        let b = placed.bounds;
        if b.x < -0.5 || b.x + b.width > window.width + 0.5 || b.y + b.height > window.height + 0.5 || b.y < -0.5 {
            faults.push(format!("V8 {} leaves the window: {b:?}", placed.id));
        }
        if node.focusable() {
            if b.width < look.mm(16.0) - 0.5 || b.height < look.mm(16.0) - 0.5 {
                faults.push(format!("T1 {} is {:.1} x {:.1} mm", placed.id, b.width / look.mm(1.0), b.height / look.mm(1.0)));
            }
            for (other, bounds) in &targets {
                let (x, y) = overlap(*bounds, b);
                if x > -look.mm(3.2) + 0.5 && y > -look.mm(3.2) + 0.5 {
                    faults.push(format!("T1 {} and {other} are closer than 3.2 mm", placed.id));
                }
            }
            targets.push((placed.id.as_str(), b));
        }
    }
    for id in ["frame.back", "frame.home", "frame.repeat", "frame.help"] {
        if layout.bounds(&id.into()).is_none() {
            faults.push(format!("T5 {id} is not there"));
        }
    }
    faults
}

#[test]
fn every_preset_keeps_its_rules_at_every_size_in_every_window() {
    let everywhere = std::env::var_os("SCREENSHOTS").map(PathBuf::from);
    let at_a_desk = Path::new(env!("CARGO_TARGET_TMPDIR")).join("screens");
    let mut wrong = Vec::new();
    let mut laid = 0;
    for locale in Locale::ALL {
        let mut bench = Bench::new(locale);
        // The other languages in the window of a desk, the language of record in all.
        let windows = if locale == Locale::ZhCn { &WINDOWS[..] } else { &WINDOWS[..1] };
        for &(width, height, largest) in windows {
            for step in 1..=largest {
                let window = Size::new(width, height);
                let ctx = context(locale, step, window);
                let look = look(&ctx, step, window);
                for (screen, state, page) in screen::presets(&ctx) {
                    let shot = [1, 5].contains(&step) || (step == 4 && largest == 4);
                    let desk = (locale == Locale::ZhCn && (width, height) == (1280.0, 800.0)).then_some(&at_a_desk);
                    let directory = everywhere.as_ref().or(desk).filter(|_| shot);
                    let picture = directory.map(|dir| dir.join(format!("{locale}/{width}x{height}-{step}/{screen}-{state}")));
                    let shown = parts(&mut bench, &ctx, &page, look, picture);
                    laid += shown.len();
                    let stops = page.focusable().into_iter().map(|node| node.id.clone());
                    let said = narrate(&page, None, &Words(ctx.texts)).into_iter().map(|said| said.node);
                    for id in stops.chain(said) {
                        if !shown.iter().any(|(_, layout)| layout.bounds(&id).is_some()) {
                            wrong.push(format!("S1 {locale} {width}x{height} size {step} {screen}-{state}: {id} is on no part"));
                        }
                    }
                    for (page, layout) in &shown {
                        let faults = faults(page, layout, look);
                        let place = format!("{locale} {width}x{height} size {step} {screen}-{state} part {}", layout.part + 1);
                        wrong.extend(faults.into_iter().map(|fault| format!("{place}: {fault}")));
                    }
                }
            }
        }
    }
    assert!(laid > 1000, "only {laid} parts were laid out");
    assert!(wrong.is_empty(), "{} faults in {laid} parts:\n{}", wrong.len(), wrong.join("\n"));
}

/// As the app saves it; in the language of record beside the pictures of a desk, to be looked at.
#[test]
fn every_receipt_makes_a_picture() {
    assert!(ui::load_fonts(), "fonts-noto-cjk is not installed");
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("screens/receipts");
    std::fs::create_dir_all(&directory).unwrap();
    for locale in Locale::ALL {
        let window = Size::new(1280.0, 800.0);
        let ctx = context(locale, 2, window);
        for (_, state, page) in screen::presets(&ctx).into_iter().filter(|(screen, ..)| *screen == "receipt") {
            let picture = ui::picture(&page, &look(&ctx, 2, window)).unwrap_or_else(|| panic!("no picture of {state}"));
            std::fs::write(directory.join(format!("{locale}-{state}.png")), picture).unwrap();
        }
    }
}
