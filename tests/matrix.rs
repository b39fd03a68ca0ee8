//! Every rule of `audit` on every screen in every state. The pictures it looks at, in the language of record at a desk, are
//! written to `target/tmp/screens`, to be looked at by people; in all themes to `SCREENSHOTS=DIR`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use iced::Size;
use tongban::audit::{self, Options, Spread};
use tongban::domain::settings::Locale;
use tongban::screen;
use tongban::semantic::{Focus, Kind, Weight};
use tongban::ui::{self, Headless, Look, Palette, Profile, View};

/// Writes the pictures of a page.
fn write(spread: &Spread<'_>, everywhere: Option<&Path>) {
    let place = &spread.place;
    let paper = Palette::ALL[0].name;
    let desk = Path::new(env!("CARGO_TARGET_TMPDIR")).join("screens");
    let directory = match everywhere {
        Some(directory) => directory.join(place.theme.unwrap()),
        None if place.theme == Some(paper) => desk,
        None => return,
    };
    let (language, window) = (place.language.unwrap(), spread.look.window);
    let directory = directory.join(format!("{language}/{}x{}-{}", window.width, window.height, spread.look.step));
    for (at, shot) in spread.parts.iter().enumerate().filter_map(|(at, part)| Some((at, part.shots.first()?))) {
        std::fs::create_dir_all(&directory).unwrap();
        let size = Size::new(shot.picture.width, shot.picture.height);
        let name = format!("{}-{}.{}.png", place.screen.unwrap(), place.state.unwrap(), at + 1);
        std::fs::write(directory.join(name), ui::png(size, &shot.picture.rgba).unwrap()).unwrap();
    }
}

/// How a node is drawn: each of these has colours, or a mark, of its own.
const STATES: [&str; 9] =
    ["pressed card", "pressed button", "pressed primary", "focused", "written in", "disabled", "selected", "wrong", "spoken"];

/// The states of nodes that are on the pictures of a page (V5).
fn states(spread: &Spread<'_>) -> Vec<&'static str> {
    let mut states = Vec::new();
    for (part, shot) in spread.parts.iter().flat_map(|part| part.shots.iter().map(move |shot| (part, shot))) {
        let node = |id: &Option<_>| id.as_ref().and_then(|id| part.page.find(id));
        states.extend(node(&shot.pressed).map(|node| match node.kind {
            Kind::Card => STATES[0],
            Kind::Button(Weight::Primary) => STATES[2],
            _ => STATES[1],
        }));
        states.extend(node(&shot.focus.0).map(|node| if node.field().is_some() { STATES[4] } else { STATES[3] }));
        states.extend(shot.spoken.as_ref().map(|_| STATES[8]));
        for node in shot.sheet.layout.nodes.iter().filter_map(|placed| part.page.find(&placed.id)) {
            states.extend(node.disabled.as_ref().map(|_| STATES[5]));
            states.extend(matches!(node.kind, Kind::Choice { selected: true }).then_some(STATES[6]));
            states.extend(node.field().filter(|field| field.error.is_some()).map(|_| STATES[7]));
        }
    }
    states
}

#[test]
fn every_preset_keeps_every_rule() {
    let everywhere = std::env::var_os("SCREENSHOTS").map(PathBuf::from);
    let drawn = Mutex::new(BTreeSet::new());
    let watch = |spread: &Spread<'_>| {
        write(spread, everywhere.as_deref());
        drawn.lock().unwrap().extend(states(spread).into_iter().map(|state| (spread.place.theme.unwrap(), state)));
    };
    let report = audit::audit(&Options::default(), watch).unwrap();
    let drawn = drawn.into_inner().unwrap();
    for theme in Palette::ALL.map(|palette| palette.name) {
        let never: Vec<_> = STATES.into_iter().filter(|state| !drawn.contains(&(theme, *state))).collect();
        assert!(never.is_empty(), "no picture in {theme} shows what is {never:?}");
    }
    assert!(
        report.screens >= 19 && report.states > 150 && report.checks > 1_000_000,
        "{} screens, {} states, {} checks",
        report.screens,
        report.states,
        report.checks
    );
    let told: Vec<String> = report.findings.iter().map(|finding| format!("{finding:?}")).collect();
    assert!(told.is_empty(), "{} of {} checks fail:\n{}", told.len(), report.checks, told.join("\n"));
}

/// What lets the layout rules be checked in one theme.
#[test]
fn a_theme_moves_nothing() {
    let mut bench = Headless::new("zh-CN").expect("fonts-noto-cjk is not installed");
    let mut compared = 0;
    for step in [1, 5] {
        let looks = Palette::ALL.map(|palette| Look::new(step, palette, Profile::HOME, (1280.0, 800.0), "zh-CN"));
        let mut ctx = screen::presets::context(Locale::ZhCn).unwrap();
        ctx.compact = looks[0].compact();
        for (screen, state, page) in screen::presets(&ctx) {
            let focus = Focus(page.focus.clone());
            let sheets = looks.map(|look| {
                let view = View::still(look, &focus, 0);
                let mut sheet = bench.lay(&page, &view);
                sheet.layout.generation = 0;
                sheet
            });
            assert!(sheets.iter().all(|sheet| *sheet == sheets[0]), "a theme moves {screen}-{state} at size {step}");
            compared += sheets[0].layout.nodes.len();
        }
    }
    assert!(compared > 1000, "only {compared} nodes were compared");
}

/// As the app saves it; in the language of record beside the pictures of a desk, to be looked at.
#[test]
fn every_receipt_makes_a_picture() {
    assert!(ui::load_fonts(), "fonts-noto-cjk is not installed");
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("screens/receipts");
    std::fs::create_dir_all(&directory).unwrap();
    for locale in Locale::ALL {
        let ctx = screen::presets::context(locale).unwrap();
        let look = Look::new(2, Palette::ALL[0], Profile::HOME, (1280.0, 800.0), locale.tag());
        for (_, state, page) in screen::presets(&ctx).into_iter().filter(|(screen, ..)| *screen == "receipt") {
            let picture = ui::picture(&page, &look).unwrap_or_else(|| panic!("no picture of {state}"));
            std::fs::write(directory.join(format!("{locale}-{state}.png")), picture).unwrap();
        }
    }
}
