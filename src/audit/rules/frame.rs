//! What stands around every screen and beside its words: help, pager, icons (V10, V11, T5).

use super::super::report::Verdict;
use super::super::spread::{Part, Spread};
use crate::screen::Words;
use crate::semantic::{Kind, Node, PAGER_NEXT, PAGER_PREVIOUS, Rect, narrate};
use crate::ui::RunKind;

/// The four of the footer.
const FOOTER: [&str; 4] = ["frame.back", "frame.home", "frame.repeat", "frame.help"];
/// The page that is what 人工帮助 leads to.
const HELP: &str = "help";

/// V10: beside every icon stand words of the same node.
pub fn labelled(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    for part in &spread.parts {
        for icon in part.sheet.runs.iter().filter(|run| run.kind == RunKind::Icon) {
            let words = icon.node.as_ref().is_some_and(|node| {
                part.runs_of(node).any(|run| run.kind != RunKind::Icon && !run.words.trim().is_empty() && run.seen.height > 0.0)
            });
            let node = icon.node.as_ref().map(ToString::to_string).unwrap_or_default();
            verdict.check(node, words, format_args!("an icon alone"), format_args!("a label"));
        }
    }
}

/// V11: header and footer stay where they are; what does not fit is reached by two large buttons, and "more below" is
/// said.
pub fn paged(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    let whole = spread.parts.len();
    for (at, part) in spread.parts.iter().enumerate() {
        let fixed = spread.page.header.iter().chain(&spread.page.footer);
        for node in fixed {
            let (here, first) = (part.bounds(&node.id), spread.parts.first().and_then(|first| first.bounds(&node.id)));
            verdict.check(&node.id, here == first, format_args!("{here:?}"), format_args!("{first:?}"));
        }
        for (pager, wanted) in [(PAGER_NEXT, at + 1 < whole), (PAGER_PREVIOUS, at > 0)] {
            let there = part.bounds(&pager.into()).is_some();
            verdict.check(pager, there == wanted, format_args!("part {} of {whole}: {there}", at + 1), format_args!("{wanted}"));
        }
        let more = spread.page.id.part("more");
        let said = narrate(&part.page, Some(part.layout()), &Words(spread.ctx.texts)).into_iter().find(|one| one.node == more);
        verdict.check(
            more,
            said.is_some() == (whole > 1),
            format_args!("{:?}", said.map(|one| one.spoken)),
            format_args!("part {}", at + 1),
        );
    }
}

/// T5: the four of the footer are on every part; 人工帮助 is at the same place on every screen, and one tap away.
pub fn helped(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    for part in &spread.parts {
        for id in FOOTER {
            verdict.check(id, part.bounds(&id.into()).is_some(), format_args!("not there"), format_args!("on every part"));
        }
        let (here, first) = (part.bounds(&"frame.help".into()), spread.help);
        verdict.check("frame.help", same(here, first), format_args!("{here:?}"), format_args!("{first:?}"));
        let pressable = part.page.find(&"frame.help".into()).is_some_and(|node| node.on_press.is_some());
        let here_already = spread.page.id.as_str() == HELP;
        verdict.check(
            "frame.help",
            pressable || here_already && told_why(part),
            format_args!("cannot be pressed"),
            format_args!("one tap"),
        );
    }
}

/// T5: no page is a dead end: under its heading stand words, or an act.
pub fn leads_on(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    let page = &spread.page;
    let headed = page.content.iter().any(|node| matches!(node.kind, Kind::Heading(1)) && !node.name.is_empty());
    let more = page.content.len() > 1 || !page.actions.is_empty();
    verdict.check(&page.id, headed && more, format_args!("a blank page"), format_args!("a heading, and words or an act"));
}

fn told_why(part: &Part) -> bool {
    part.page.find(&"frame.help".into()).is_some_and(|node: &Node<_>| node.disabled.is_some())
}

fn same(here: Option<Rect>, first: Option<Rect>) -> bool {
    let near = |a: f32, b: f32| (a - b).abs() <= 1.0;
    here.zip(first).is_some_and(|(a, b)| near(a.x, b.x) && near(a.y, b.y) && near(a.width, b.width) && near(a.height, b.height))
}
