//! That the keyboard gets everywhere, and one sees where it is (T4, V9).

use super::super::report::Verdict;
use super::super::spread::{Shot, Spread};
use crate::semantic::{Direction, Focus, Rect};
use crate::ui::Look;
use crate::ui::palette::{Color, contrast};

/// The ring is at least so thick, mm.
const RING_MM: f32 = 1.0;
/// How far around a node its ring is looked for, mm.
const AROUND_MM: f32 = 5.0;

/// T4: going on, or back, by one key or switch, one comes to everything that can be pressed or written in, once, and round
/// again: nothing holds one.
pub fn walked(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    let stops = spread.page.focusable();
    for direction in [Direction::Next, Direction::Previous] {
        let mut focus = Focus(None);
        let mut walk = || {
            focus = focus.step(&spread.page, direction);
            focus.0.clone()
        };
        let way: Vec<_> = stops.iter().filter_map(|_| walk()).collect();
        for stop in &stops {
            let times = way.iter().filter(|id| **id == stop.id).count();
            verdict.check(&stop.id, times == 1, format_args!("{times} times, {direction:?}"), format_args!("once"));
        }
        let round = walk();
        verdict.check(&spread.page.id, round.as_ref() == way.first(), format_args!("{round:?}"), format_args!("round again"));
    }
}

/// V9: everything Tab stops at comes to stand on some part, inside the window.
pub fn reached(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    for stop in spread.page.focusable() {
        let bounds = spread.parts.iter().find_map(|part| part.bounds(&stop.id));
        let seen = bounds.is_some_and(|b| b.width > 0.0 && b.height > 0.0);
        verdict.check(&stop.id, seen, format_args!("{bounds:?}"), format_args!("to be seen when focused"));
    }
    let wanted = spread.page.focus.as_ref();
    let there = wanted.is_none_or(|id| spread.page.find(id).is_some_and(crate::semantic::Node::focusable));
    verdict.check(wanted.unwrap_or(&spread.page.id), there, format_args!("no such stop"), format_args!("a node of the page"));
}

/// V9: on all four sides of what is focused there is a ring of 1 mm that stands out from the page, 10:1 (in the soft
/// theme 4.5:1), in front of everything.
pub fn ringed(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    for shot in spread.parts.iter().flat_map(|part| &part.shots) {
        let Some((id, bounds)) = shot.focus.0.as_ref().and_then(|id| Some((id, shot.sheet.layout.bounds(id)?))) else { continue };
        for (side, name) in ["left", "right", "above", "below"].iter().enumerate() {
            let thick = ring(shot, bounds, side, spread.look);
            let holds = thick + 0.13 >= RING_MM;
            verdict.check(id, holds, format_args!("{thick:.1} mm {name}"), format_args!("{RING_MM} mm"));
        }
    }
}

/// How thick the ring is in the middle of a side, mm: the longest run of pixels that stand out from the page's ground.
fn ring(shot: &Shot, bounds: Rect, side: usize, look: Look) -> f32 {
    let least = if look.palette.name == "soft" { 4.5 } else { 10.0 };
    let stands_out = |color: Color| contrast(color, look.palette.page.ground) >= least;
    let (x, y) = bounds.center();
    let far = look.mm(AROUND_MM) as i32;
    let (mut longest, mut now) = (0, 0);
    for step in 0..far {
        let step = step as f32 + 0.5;
        let (x, y) = match side {
            0 => (bounds.x - step, y),
            1 => (bounds.x + bounds.width + step, y),
            2 => (x, bounds.y - step),
            _ => (x, bounds.y + bounds.height + step),
        };
        now = if shot.picture.at(x.floor() as i32, y.floor() as i32).is_some_and(stands_out) { now + 1 } else { 0 };
        longest = longest.max(now);
    }
    longest as f32 / look.mm(1.0)
}
