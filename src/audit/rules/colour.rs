//! Contrast of colours as chosen and as drawn, and that colour never says it alone (V5, V6, V7).

use super::super::report::Verdict;
use super::super::spread::{Shot, Spread};
use crate::screen::Words;
use crate::semantic::{Kind, Rect, Tone, Wording};
use crate::ui::palette::{Pair, Palette, contrast};
use crate::ui::{Picture, Run, RunKind};

/// The theme of low contrast (V6).
const SOFT: &str = "soft";
/// Text, controls, icons, focus, in every theme but the soft one (V5).
const STRONG: (f32, f32) = (10.0, 21.1);
/// The same in the soft theme (V6).
const LOW: (f32, f32) = (4.5, 8.0);

/// So many letters of a run are looked at.
const LETTERS: f32 = 8.0;

const fn band(soft: bool) -> (f32, f32) {
    if soft { LOW } else { STRONG }
}

/// V5: every pair of colours that stand on each other; of the soft theme within V6's band.
pub fn tokens(palette: &Palette, verdict: &mut Verdict<'_>) {
    let (least, most) = band(palette.name == SOFT);
    let own = |name, pair: Pair| (name, pair.ground, pair.text);
    let pairs = [
        own("page", palette.page),
        own("card", palette.card),
        own("card pressed", palette.card_pressed),
        own("primary", palette.primary),
        own("primary pressed", palette.primary_pressed),
        own("danger", palette.danger),
        own("success", palette.success),
        own("notice", palette.notice),
        ("secondary on page", palette.page.ground, palette.secondary),
        ("secondary on card", palette.card.ground, palette.secondary),
        ("line on page", palette.page.ground, palette.line),
        ("line on card", palette.card.ground, palette.line),
        ("ring on page", palette.page.ground, palette.ring),
        ("icon on card", palette.card.ground, palette.primary.ground),
    ];
    for (name, ground, text) in pairs {
        let ratio = contrast(ground, text);
        verdict.check(name, ratio >= least && ratio <= most, format_args!("{ratio:.1}:1"), format_args!("{least}-{most}:1"));
    }
}

/// V6: one theme of white with at least 20:1, one of black with yellow (17.5), white (18) or cyan (15), one of low contrast.
pub fn choices(palette: &Palette, verdict: &mut Verdict<'_>) {
    let ratio = contrast(palette.page.ground, palette.page.text);
    let least = match palette.name {
        "white" => 20.0,
        "night" => 17.5,
        _ => return,
    };
    verdict.check(palette.name, ratio >= least, format_args!("{ratio:.1}:1"), format_args!("{least}:1"));
}

/// V5: the drawn pixels of all words, icons and frames, in every state, but in the soft theme.
pub fn pixels(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    if spread.look.palette.name != SOFT {
        drawn(spread, verdict);
    }
}

/// V6: the same in the soft theme, between 4.5 and 8:1.
pub fn pixels_of_soft(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    if spread.look.palette.name == SOFT {
        drawn(spread, verdict);
    }
}

fn drawn(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    let (least, most) = band(spread.look.palette.name == SOFT);
    for part in &spread.parts {
        for shot in &part.shots {
            for run in shot.sheet.runs.iter().filter(|run| !run.words.trim().is_empty() && run.seen.height >= run.size) {
                let Some(ratio) = core(&shot.picture, area(run, spread.look.mm(1.0))) else { continue };
                let node = run.node.as_ref().map(ToString::to_string).unwrap_or_default();
                // A smoothed stroke may miss its colour by a shade.
                let holds = ratio >= least - 0.05 && ratio <= most + 0.1;
                verdict.check(node, holds, format_args!("{ratio:.1}:1 {}", run.words), format_args!("{least}-{most}:1"));
            }
            frames(shot, spread, least, verdict);
        }
    }
}

/// The first letters of a run, which is all of one colour; of a field those inside its frame.
fn area(run: &Run, mm: f32) -> Rect {
    let Rect { x, y, width, height } = run.seen;
    // The caption stands in the middle of its line.
    let width = if run.node.is_some() { width.min(LETTERS * run.size) } else { width };
    let height = height.min(run.line);
    if run.kind == RunKind::Field {
        let (beside, above) = (3.0 * mm, 1.2 * mm);
        return Rect { x: x + beside, y: y + above, width: width - 2.0 * beside, height: run.seen.height - 2.0 * above };
    }
    Rect { x, y, width, height }
}

/// The contrast of the strokes at their core with the ground they stand on: the colour there is most of, and the one
/// that stands out most from it.
fn core(picture: &Picture, area: Rect) -> Option<f32> {
    let counted = picture.colours(area);
    let (ground, _) = counted.iter().max_by_key(|(color, count)| (*count, color.into_rgba8()))?;
    counted.iter().map(|(color, _)| contrast(*color, *ground)).reduce(f32::max)
}

/// What can be pressed has a frame, or a ground of its own, that stands out from the page.
fn frames(shot: &Shot, spread: &Spread<'_>, least: f32, verdict: &mut Verdict<'_>) {
    let thick = spread.look.mm(0.5).max(1.0).ceil() as i32;
    for placed in &shot.sheet.layout.nodes {
        let Some(node) = spread.parts.iter().find_map(|part| part.page.find(&placed.id)) else { continue };
        if node.on_press.is_none() && node.field().is_none() {
            continue;
        }
        let (x, y) = (placed.bounds.x.round() as i32, placed.bounds.center().1 as i32);
        let edge = (-1..=thick).filter_map(|step| shot.picture.at(x + step, y));
        let ratio = edge.map(|color| contrast(color, spread.look.palette.page.ground)).fold(0.0, f32::max);
        verdict.check(&placed.id, ratio >= least - 0.05, format_args!("{ratio:.1}:1 frame"), format_args!("{least}:1"));
    }
}

/// V7: what a colour says is said by an icon and a word, too: the mood of a notice, the state of a step, what is chosen,
/// what is wrong.
pub fn never_alone(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    let words = Words(spread.ctx.texts);
    for part in &spread.parts {
        for placed in &part.layout().nodes {
            let Some(node) = part.page.find(&placed.id) else { continue };
            let said = match &node.kind {
                Kind::Notice(tone, _) => words.tone(*tone),
                Kind::Step(state) => words.step(*state),
                Kind::Choice { selected } => words.selected(*selected),
                Kind::TextField(field) | Kind::DateField(field) | Kind::SecretField(field) if field.error.is_some() => words.wrong(),
                _ => continue,
            };
            // What is above a field may stand on the part before it.
            let icon = spread.parts.iter().any(|part| part.runs_of(&node.id).any(|run| run.kind == RunKind::Icon));
            verdict.check(&node.id, icon && !said.is_empty(), format_args!("icon: {icon}, words: {said}"), format_args!("both"));
        }
    }
    let moods = [Tone::Info, Tone::Success, Tone::Danger].map(|tone| words.tone(tone));
    verdict.check(
        "speak",
        moods[0] != moods[1] && moods[1] != moods[2] && moods[0] != moods[2],
        format_args!("{moods:?}"),
        format_args!("three"),
    );
}
