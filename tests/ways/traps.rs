//! No trap (T4): on every screen in every state and all its parts each thing is reached by Tab and by switches, and one of them is home.

use std::collections::BTreeSet;

use tongban::domain::settings::Locale;
use tongban::screen::frame::{self, Act};
use tongban::screen::{Message, presets};
use tongban::semantic::{Direction, Focus, NodeId, PAGER_NEXT, PAGER_PREVIOUS, Page, Rows, Scan, rows};
use tongban::ui::{Headless, Look, Palette, Profile, View};

/// What two switches can come to press, by moving and pressing in every order.
fn reached(rows: &Rows) -> BTreeSet<NodeId> {
    let (mut reached, mut seen, mut open) = (BTreeSet::new(), Vec::new(), vec![Scan::default()]);
    while let Some(scan) = open.pop() {
        if seen.contains(&scan) {
            continue;
        }
        seen.push(scan);
        let (mut moved, mut pressed) = (scan, scan);
        moved.go(rows, false);
        reached.extend(pressed.select(rows));
        open.extend([moved, pressed]);
    }
    reached
}

fn by_tab(page: &Page<Message>) -> BTreeSet<NodeId> {
    let mut focus = Focus(None);
    let mut seen = BTreeSet::new();
    for _ in 0..page.focusable().len() {
        focus = focus.step(page, Direction::Next);
        seen.extend(focus.0.clone());
    }
    seen
}

#[test]
fn everything_is_reached_on_every_screen() {
    let ctx = presets::context(Locale::ZhCn).unwrap();
    let mut bench = Headless::new("zh-CN").unwrap();
    for size in [2, 5] {
        let look = Look::new(size, Palette::ALL[0], Profile::HOME, (1280.0, 800.0), "zh-CN");
        for (screen, state, mut page) in tongban::screen::presets(&ctx) {
            let place = format!("{screen} {state} at size {size}");
            let all: BTreeSet<NodeId> = page.focusable().iter().map(|node| node.id.clone()).collect();
            let mut shown = BTreeSet::new();
            let (mut part, mut parts) = (0, 1);
            while part < parts {
                frame::pager(&mut page, &ctx, part, parts, |_| Message::Frame(Act::Repeat));
                let focus = Focus(None);
                let view = View::still(look, &focus, part);
                let layout = bench.lay(&page, &view).layout;
                let rows = rows(&page, &layout);
                let here = reached(&rows);
                assert_eq!(here, rows.concat().into_iter().collect(), "{place}: what is shown and what is reached");
                assert!(here.contains(&"frame.home".into()) && here.contains(&"frame.help".into()), "{place}: no way home");
                assert!(rows.len() <= 12, "{place}: {} rows", rows.len());
                shown.extend(here);
                page.actions.retain(|node| ![PAGER_NEXT, PAGER_PREVIOUS].contains(&node.id.as_str()));
                (part, parts) = (part + 1, layout.parts.max(1));
            }
            let missing: Vec<_> = all.difference(&shown).collect();
            assert!(missing.is_empty() || page.whole, "{place}: switches never come to {missing:?}");
            assert_eq!(by_tab(&page).len(), page.focusable().len(), "{place}: Tab");
            let home = page.find(&"frame.home".into()).unwrap();
            assert_eq!(home.on_press, Some(Message::Frame(Act::Home)), "{place}");
        }
    }
}
