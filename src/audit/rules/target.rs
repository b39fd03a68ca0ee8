//! What a finger can hit (T1 to T3).

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use super::super::report::Verdict;
use super::super::spread::Spread;
use crate::screen::Message;
use crate::semantic::{Kind, Node, NodeId, Rect, Weight};
use crate::ui::touch::{Contact, ROLL_MM, Touch};

/// Both sides of a target, mm.
const TARGET_MM: f32 = 16.0;
/// Both sides of the primary act, mm.
const PRIMARY_MM: f32 = 20.0;
/// From target to target, mm.
const GAP_MM: f32 = 3.2;
/// Rounding of sums of whole pixels, px.
const ROUND: f32 = 0.5;

/// T1: targets are at least 16 mm both ways, the primary act 20, and 3.2 mm apart.
pub fn large(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    let mm = spread.look.mm(1.0);
    for part in &spread.parts {
        let stops = part.stops();
        for (at, (node, bounds)) in stops.iter().enumerate() {
            let least = if matches!(node.kind, Kind::Button(Weight::Primary)) { PRIMARY_MM } else { TARGET_MM };
            let (wide, high) = (bounds.width / mm, bounds.height / mm);
            let large = bounds.width + ROUND >= least * mm && bounds.height + ROUND >= least * mm;
            verdict.check(&node.id, large, format_args!("{wide:.1} x {high:.1} mm"), format_args!("{least} mm"));
            for (other, beside) in &stops[..at] {
                let gap = gap(*bounds, *beside);
                let clear = gap + ROUND >= GAP_MM * mm;
                verdict.check(&node.id, clear, format_args!("{:.1} mm, {}", gap / mm, other.id), format_args!("{GAP_MM} mm"));
            }
        }
    }
}

/// How far apart two rectangles are along the axis that parts them most; negative where they overlap.
fn gap(a: Rect, b: Rect) -> f32 {
    let along = |a: f32, aw: f32, b: f32, bw: f32| a.max(b) - (a + aw).min(b + bw);
    along(a.x, a.width, b.x, b.width).max(along(a.y, a.height, b.y, b.height))
}

/// A tap of an old hand, mm: how far from the middle of what it aims at it comes down, how far it rolls, and, of one in ten,
/// where and how long after the finger touches once more.
#[derive(Debug, Clone, Copy)]
struct Tap {
    down: (f32, f32),
    roll: (f32, f32),
    again: Option<((f32, f32), Duration)>,
}

/// The scatter of an old hand, mm (sigma); of the roll of its finger; of a second touch around the first.
const SCATTER_MM: (f32, f32, f32) = (3.0, 2.0, 1.5);
/// So many taps are made up, and so many of them are tried on each target.
const TAPS: (usize, usize) = (1 << 16, 32);
/// Of a hundred taps at most so many may hit another target.
const WRONG: usize = 1;

/// The same taps every time.
fn taps() -> &'static [Tap] {
    static ALL: OnceLock<Vec<Tap>> = OnceLock::new();
    ALL.get_or_init(|| {
        // Marsaglia's xorshift; twelve even numbers less six make a normal one.
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        let mut even = move || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 40) as f32 / (1_u64 << 24) as f32
        };
        let mut tap = || {
            let mut normal = |sigma: f32| ((0..12).map(|_| even()).sum::<f32>() - 6.0) * sigma;
            let (down, roll) = ((normal(SCATTER_MM.0), normal(SCATTER_MM.0)), (normal(SCATTER_MM.1), normal(SCATTER_MM.1)));
            let beside = (normal(SCATTER_MM.2), normal(SCATTER_MM.2));
            let later = Duration::from_secs_f32(even().mul_add(0.25, 0.05));
            let again = (even() < 0.1).then_some(((down.0 + beside.0, down.1 + beside.1), later));
            Tap { down, roll, again }
        };
        (0..TAPS.0).map(|_| tap()).collect()
    })
}

/// T2: old hands, which scatter, roll and touch twice, hit another target in less than one of a hundred taps.
pub fn steady(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    // Each page begins elsewhere among them, and always there.
    let place = &spread.place;
    let named = [place.screen, place.state, place.language, place.profile.as_deref()].into_iter().flatten().flat_map(str::bytes);
    let from = named.chain(place.size).fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    let mut noise = taps().iter().cycle().skip(from % TAPS.0);
    let (mut wrong, mut all) = (0, 0);
    for part in &spread.parts {
        let stops = part.stops();
        for (node, bounds) in &stops {
            let astray = |tap: &&Tap| act(tap, *bounds, &stops, spread.look.mm(1.0)).iter().flatten().any(|acted| *acted != node.id);
            wrong += noise.by_ref().take(TAPS.1).filter(astray).count();
            all += TAPS.1;
        }
    }
    verdict.check(&spread.page.id, wrong * 100 <= all * WRONG, format_args!("{wrong} of {all} taps"), format_args!("{WRONG} %"));
}

/// What a tap at the middle of `aim` does, by the logic of the window itself.
fn act(tap: &Tap, aim: Rect, stops: &[(&Node<Message>, Rect)], mm: f32) -> [Option<NodeId>; 2] {
    let start = *START.get_or_init(Instant::now);
    let (x, y) = aim.center();
    let at = |(dx, dy): (f32, f32)| (mm.mul_add(dx, x), mm.mul_add(dy, y));
    let hit =
        |(x, y)| stops.iter().rev().find(|(_, bounds)| bounds.contains_within(x, y, 0.0)).map(|(node, bounds)| (node.id.clone(), *bounds));
    let mut touch = Touch::default();
    let mut once = |down: (f32, f32), then: Instant| {
        let contact = |(x, y): (f32, f32)| Contact { finger: Some(1), x, y, at: then };
        touch.press(contact(at(down)), hit(at(down)));
        touch.release(contact(at((down.0 + tap.roll.0, down.1 + tap.roll.1))), ROLL_MM * mm, Duration::ZERO)
    };
    [once(tap.down, start), tap.again.and_then(|(down, later)| once(down, start + later))]
}

static START: OnceLock<Instant> = OnceLock::new();

/// T3: one finger, put down and lifted in the middle, does what each target does; and every target does something,
/// is written in, or says why it does not.
pub fn tapped(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    for part in &spread.parts {
        for (node, _) in part.stops() {
            verdict.check(&node.id, part.answered.contains(&node.id), format_args!("no answer"), format_args!("a single tap"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::semantic::Page;

    /// Of all taps on nine targets of a side and a gap, in mm, per mille: that hit another, and that hit nothing.
    fn missed(side: f32, gap: f32) -> (usize, usize) {
        let mut page = Page::new("p", "", "p", "zh-CN");
        page.content =
            (0..9).map(|at| Node::button(format!("p.{at}"), Weight::Plain, "p", Message::Frame(crate::screen::frame::Act::Home))).collect();
        let rect = |at: usize| Rect { x: (at % 3) as f32 * (side + gap), y: (at / 3) as f32 * (side + gap), width: side, height: side };
        let stops: Vec<_> = page.content.iter().enumerate().map(|(at, node)| (node, rect(at))).collect();
        let (mut wrong, mut nothing) = (0, 0);
        for tap in taps() {
            let acts = act(tap, stops[4].1, &stops, 1.0);
            wrong += usize::from(acts.iter().flatten().any(|acted| *acted != stops[4].0.id));
            nothing += usize::from(acts == [None, None]);
        }
        (wrong * 1000 / taps().len(), nothing * 1000 / taps().len())
    }

    #[test]
    fn sixteen_millimetres_are_enough_for_old_hands_and_ten_are_not() {
        assert_eq!(missed(16.0, 3.2).0, 0);
        assert!(missed(16.0, 3.2).1 < 30, "{:?}", missed(16.0, 3.2));
        assert!(missed(10.0, 1.0).0 > 10, "{:?}", missed(10.0, 1.0));
        assert!(taps().iter().filter(|tap| tap.again.is_some()).count() > taps().len() / 12);
    }
}
