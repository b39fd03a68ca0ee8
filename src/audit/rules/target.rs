//! What a finger can hit (T1, T3).

use super::super::report::Verdict;
use super::super::spread::Spread;
use crate::semantic::{Kind, Rect, Weight};

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

/// T3: one finger, put down and lifted in the middle, does what each target does; and every target does something,
/// is written in, or says why it does not.
pub fn tapped(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    for part in &spread.parts {
        for (node, _) in part.stops() {
            verdict.check(&node.id, part.answered.contains(&node.id), format_args!("no answer"), format_args!("a single tap"));
        }
    }
}
