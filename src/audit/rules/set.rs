//! How words are set: size, glyphs, lines, and that nothing of them is lost (V1 to V4, V8).

use super::super::report::Verdict;
use super::super::spread::{Part, Spread};
use crate::semantic::{Kind, Rect};
use crate::ui::{Run, RunKind};

/// The bands of capital heights, mm, by text size (V1).
const BANDS: [(f32, f32); 5] = [(3.5, 4.2), (4.8, 5.6), (6.4, 7.1), (8.5, 9.0), (12.0, 12.6)];
/// Rounding of sums of whole pixels, px.
const ROUND: f32 = 0.5;
/// The faces there are: one of Han characters a language, one of icons.
const FACES: [&str; 3] = ["Noto Sans CJK SC", "Noto Sans CJK TC", "lucide"];

fn name(run: &Run) -> String {
    run.node.as_ref().map_or_else(|| "caption".to_owned(), ToString::to_string)
}

fn words(part: &Part) -> impl Iterator<Item = &Run> {
    part.sheet.runs.iter().filter(|run| run.kind == RunKind::Words && !run.words.trim().is_empty())
}

/// V1: the capitals of every run are at least as high as the text size says, and the plain text is no higher.
pub fn sizes(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    let (least, most) = BANDS[usize::from(spread.look.step.clamp(1, 5)) - 1];
    let px = spread.look.mm(1.0);
    for part in &spread.parts {
        for run in words(part) {
            let cap = run.cap / px;
            let high = if run.size <= spread.look.body() { most } else { f32::INFINITY };
            verdict.check(name(run), cap >= least && cap <= high, format_args!("{cap:.2} mm"), format_args!("{least}-{most} mm"));
        }
    }
}

/// V2: no run lacks a glyph, and all are set in the one family.
pub fn glyphs(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    for run in spread.parts.iter().flat_map(|part| &part.sheet.runs) {
        verdict.check(name(run), run.missing.is_empty(), format_args!("{:?}", run.missing), format_args!("a glyph each"));
        let strange: Vec<_> = run.faces.iter().filter(|face| !FACES.contains(&face.as_str())).collect();
        verdict.check(name(run), strange.is_empty(), format_args!("{strange:?}"), format_args!("Noto Sans CJK"));
    }
}

/// V3: a line is 1.5 times the size, and from one paragraph to the next it is 1.3 lines.
pub fn spacing(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    for part in &spread.parts {
        for run in words(part) {
            let ratio = run.line / run.size.max(1.0);
            verdict.check(name(run), ratio >= 1.49, format_args!("{ratio:.2}"), format_args!("1.5"));
        }
        for pair in part.page.content.windows(2).filter(|pair| pair.iter().all(|node| matches!(node.kind, Kind::Text { .. }))) {
            let (Some(above), Some(below)) = (part.bounds(&pair[0].id), part.bounds(&pair[1].id)) else { continue };
            let line = spread.look.line();
            let step = (below.y - above.y - above.height + line) / line;
            verdict.check(&pair[1].id, step >= 1.29, format_args!("{step:.2}"), format_args!("1.3"));
        }
    }
}

/// V4: a line of Chinese has at most 40 glyphs, 22 from size 3 on, two Latin ones for one; one of English 80 characters.
pub fn lines(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    let most = if spread.look.step >= 3 { 22 } else { 40 };
    for part in &spread.parts {
        for run in words(part) {
            for line in &run.lines {
                let (has, most) = if spread.look.language == "en" { (line.characters, 80) } else { (line.glyphs, most) };
                verdict.check(name(run), has <= most, format_args!("{has}: {}", run.words), format_args!("{most}"));
            }
        }
    }
}

/// V8: what is drawn has the room it needs, inside the window, whole; every node is on some part.
pub fn whole(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    let window = Rect { x: 0.0, y: 0.0, width: spread.look.window.width, height: spread.look.window.height };
    let page = &spread.page.id;
    verdict.check(page, !spread.parts.is_empty(), format_args!("the parts never rest"), format_args!("parts"));
    for (_, node) in spread.page.nodes() {
        let drawn = spread.parts.iter().any(|part| part.bounds(&node.id).is_some());
        let group = matches!(node.kind, Kind::Cards { .. } | Kind::Choices | Kind::Timeline | Kind::Group);
        verdict.check(&node.id, drawn || group, format_args!("on no part"), format_args!("on a part"));
    }
    for part in &spread.parts {
        for placed in &part.layout().nodes {
            let b = placed.bounds;
            verdict.check(&placed.id, inside(b, window), format_args!("{}", edges(b)), format_args!("{}", edges(window)));
        }
        for run in part.sheet.runs.iter().filter(|run| run.kind != RunKind::Icon) {
            let (wide, high) = run.needs;
            let room = run.bounds.width + ROUND >= wide && run.bounds.height + ROUND >= high;
            verdict.check(
                name(run),
                room,
                format_args!("{:.0} x {:.0} px", run.bounds.width, run.bounds.height),
                format_args!("{wide:.0} x {high:.0} px"),
            );
            let clipped = run.seen.height + ROUND < run.bounds.height || run.seen.width + ROUND < run.bounds.width;
            verdict.check(
                name(run),
                !clipped || goes_on(spread, run),
                format_args!("{}", edges(run.seen)),
                format_args!("{}", edges(run.bounds)),
            );
            let cut = run.words.trim_end().ends_with('\u{2026}');
            verdict.check(name(run), !cut, format_args!("{}", run.words), format_args!("no ellipsis"));
        }
    }
}

/// Whether what is cut off here stands on another part: a row taller than the screen, cut at a line.
fn goes_on(spread: &Spread<'_>, run: &Run) -> bool {
    let Some(node) = &run.node else { return false };
    let seen: f32 =
        spread.parts.iter().flat_map(|part| part.runs_of(node)).filter(|one| one.words == run.words).map(|one| one.seen.height).sum();
    seen + ROUND >= run.bounds.height
}

/// V8: no words stand on other words.
pub fn apart(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    for part in &spread.parts {
        let runs: Vec<&Run> = part.sheet.runs.iter().filter(|run| run.seen.width > 0.0 && run.seen.height > 0.0).collect();
        for (at, one) in runs.iter().enumerate() {
            let over = runs[..at].iter().find(|other| overlap(one.seen, other.seen));
            verdict.check(
                name(one),
                over.is_none(),
                format_args!("over {}", over.map(|other| name(other)).unwrap_or_default()),
                format_args!("apart"),
            );
        }
    }
}

fn overlap(a: Rect, b: Rect) -> bool {
    let along = |a: f32, aw: f32, b: f32, bw: f32| (a + aw).min(b + bw) - a.max(b);
    along(a.x, a.width, b.x, b.width) > 1.0 && along(a.y, a.height, b.y, b.height) > 1.0
}

fn inside(b: Rect, window: Rect) -> bool {
    b.x >= window.x - ROUND && b.y >= window.y - ROUND && b.x + b.width <= window.width + ROUND && b.y + b.height <= window.height + ROUND
}

fn edges(b: Rect) -> String {
    format!("{:.0},{:.0} {:.0}x{:.0}", b.x, b.y, b.width, b.height)
}
