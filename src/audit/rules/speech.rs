//! Speech equals screen (S1, S2, S5 to S7, S10).

use super::super::report::Verdict;
use super::super::spread::{Part, Spread};
use crate::domain::settings::Locale;
use crate::screen::{Message, Words};
use crate::semantic::{Kind, Node, NodeId, Page, Section, Utterance, Wording, narrate, narrate_node, runs};
use crate::ui::palette::contrast;
use crate::ui::{Run, RunKind};

/// The longest group of a receipt number that one can keep in mind while it is said.
const GROUP: usize = 4;
/// The screen that is a receipt.
const RECEIPT: &str = "receipt";

/// What is said on arrival at a part.
fn said(spread: &Spread<'_>, part: &Part) -> Vec<Utterance> {
    narrate(&part.page, Some(part.layout()), &Words(spread.ctx.texts))
}

/// Letters and digits alone: signs and blanks are not said.
fn bare(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric() || ['*', '•'].contains(c)).collect()
}

fn in_content(page: &Page<Message>, node: &NodeId) -> bool {
    page.sections()
        .into_iter()
        .filter(|(section, _)| matches!(section, Section::Content | Section::Actions))
        .any(|(_, nodes)| nodes.iter().any(|one| one.find(node).is_some()))
}

/// S1: what content and acts show is said, word for word, and what is said as shown is shown; in the order of the page,
/// which is that of the eye. What stands in a field is said where it is not the example; a secret as its mask.
/// What is private counts like a secret: that it is there is said.
/// What stands above a field that had to go to the next part is said with the field.
pub fn whole(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    let all = || spread.parts.iter().flat_map(|part| said(spread, part)).map(|one| bare(&one.text)).collect::<String>();
    for part in &spread.parts {
        let said = said(spread, part);
        let in_content = |id: &NodeId| in_content(&spread.page, id) || in_content(&part.page, id);
        let words = part.sheet.runs.iter().filter(|run| run.kind != RunKind::Icon);
        let shown: Vec<&Run> = words.filter(|run| run.node.as_ref().is_some_and(in_content)).collect();
        let aloud: String = said.iter().map(|one| bare(&one.text)).collect();
        for run in &shown {
            let id = run.node.as_ref().map(ToString::to_string).unwrap_or_default();
            let quiet = run.node.as_ref().and_then(|id| part.page.find(id)).is_some_and(|node| node.private.is_some());
            let open = !quiet && (run.kind != RunKind::Field || is_answer(part, run));
            let elsewhere = || run.node.as_ref().is_some_and(|id| part.bounds(id).is_none()) && all().contains(&bare(&run.words));
            let holds = !open || aloud.contains(&bare(&run.words)) || elsewhere();
            verdict.check(id, holds, format_args!("shown, not said: {}", run.words), format_args!("said"));
        }
        let above = spread
            .parts
            .iter()
            .flat_map(|part| &part.sheet.runs)
            .filter(|run| run.node.as_ref().is_some_and(|id| part.page.find(id).is_some_and(|node| node.field().is_some())));
        let mut words: Vec<String> =
            shown.iter().copied().chain(above).map(|run| bare(&run.words)).filter(|words| !words.is_empty()).collect();
        words.sort_by_key(|words| std::cmp::Reverse(words.len()));
        for one in &said {
            let left = aside(spread, part, &one.node).iter().fold(bare(&one.text), |left, words| left.replacen(words, "", 1));
            let left = words.iter().fold(left, |left, words| left.replace(words, ""));
            verdict.check(&one.node, left.is_empty(), format_args!("said, not shown: {left}"), format_args!("shown"));
        }
        in_order(part, &said, verdict);
    }
    for stop in spread.page.focusable() {
        let told = narrate_node(&spread.page, &stop.id, &Words(spread.ctx.texts));
        let name = bare(&stop.name);
        let named = |told: &Utterance| stop.private.is_some() || bare(&told.text).contains(&name);
        let holds = told.is_some_and(|told| named(&told) && told.spoken.chars().any(char::is_alphanumeric));
        verdict.check(&stop.id, holds, format_args!("not said when focused: {}", stop.name), format_args!("said"));
    }
}

/// What is said in place of what is private (P1); what a field says beside what it shows: the mask of a secret, which is drawn as dots or, while held, whole; its name where header and footer are folded,
/// for there the question right above it is its label, and the name one of the explaining words.
fn aside(spread: &Spread<'_>, part: &Part, node: &NodeId) -> Vec<String> {
    let Some(node) = part.page.find(node) else { return Vec::new() };
    if let Some(private) = node.private {
        return vec![bare(&Words(spread.ctx.texts).private(private))];
    }
    let Some(field) = node.field() else { return Vec::new() };
    let mask = node.is_secret().then(|| bare(&field.shown));
    mask.into_iter().chain(spread.look.compact().then(|| bare(&node.name))).collect()
}

/// Whether a field shows what was written, open to be said.
fn is_answer(part: &Part, run: &Run) -> bool {
    let node = run.node.as_ref().and_then(|id| part.page.find(id));
    node.and_then(Node::field).is_some_and(|field| !field.value.is_empty()) && !node.is_some_and(Node::is_secret)
}

/// Nothing is said that stands wholly above what was said before.
fn in_order(part: &Part, said: &[Utterance], verdict: &mut Verdict<'_>) {
    let placed: Vec<_> = said.iter().filter_map(|one| part.bounds(&one.node).map(|bounds| (&one.node, bounds))).collect();
    for pair in placed.windows(2) {
        let ((before, above), (node, below)) = (&pair[0], &pair[1]);
        let holds = below.y + below.height > above.y + 0.5;
        verdict.check(node, holds, format_args!("said after {before}, stands above it"), format_args!("the order of the eye"));
    }
}

/// S2: what is said of a part is a node that stands on it, to be highlighted there.
pub fn marked(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    let more = spread.page.id.part("more");
    for part in &spread.parts {
        for one in said(spread, part).into_iter().filter(|one| one.node != more) {
            let seen = part.bounds(&one.node).is_some_and(|b| b.width > 0.0 && b.height > 0.0);
            verdict.check(&one.node, seen, format_args!("said, on no place"), format_args!("a place"));
        }
    }
}

/// S2: beside what is being said stands a bar that stands out.
pub fn highlighted(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    let least = if spread.look.palette.name == "soft" { 4.5 } else { 10.0 };
    for shot in spread.parts.iter().flat_map(|part| &part.shots) {
        let Some((id, bounds)) = shot.spoken.as_ref().and_then(|id| Some((id, shot.sheet.layout.bounds(id)?))) else { continue };
        let (y, mm) = (bounds.center().1 as i32, spread.look.mm(1.0));
        let beside = ((bounds.x - 4.0 * mm) as i32..bounds.x as i32).filter_map(|x| shot.picture.at(x, y));
        let ratio = beside.map(|color| contrast(color, spread.look.palette.page.ground)).fold(0.0, f32::max);
        verdict.check(id, ratio >= least - 0.05, format_args!("{ratio:.1}:1 bar"), format_args!("{least}:1"));
    }
}

/// S5: the voice has the language of the words: words of Han characters a Chinese one, words of letters alone an English.
pub fn language(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    let words = Words(spread.ctx.texts);
    let stops = spread.page.focusable().into_iter().filter_map(|stop| narrate_node(&spread.page, &stop.id, &words));
    for one in narrate(&spread.page, None, &words).into_iter().chain(stops) {
        for (language, words) in [&one.text, &one.spoken].into_iter().flat_map(|words| runs(words, one.language)) {
            let known = Locale::ALL.iter().any(|locale| locale.tag() == language);
            let chinese = language.starts_with("zh");
            let han = words.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c));
            let letters = words.chars().any(char::is_alphabetic);
            let holds = known && (chinese && (han || !letters) || !chinese && !han);
            verdict.check(&one.node, holds, format_args!("{language}: {words}"), format_args!("the language of the words"));
        }
    }
}

/// S6: what is wrong is said with the name of the field and how to mend it.
pub fn errors(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    let words = Words(spread.ctx.texts);
    let said = narrate(&spread.page, None, &words);
    for (_, node) in spread.page.nodes() {
        let Some(error) = node.field().and_then(|field| field.error.as_ref()) else { continue };
        let one = said.iter().find(|one| one.node == node.id).map(|one| one.spoken.as_str()).unwrap_or_default();
        let holds = !error.trim().is_empty() && one.contains(error.as_str()) && one.contains(node.name.as_str());
        verdict.check(&node.id, holds, format_args!("{one}"), format_args!("{}, {error}", node.name));
    }
}

/// S7: the receipt is said whole, its number in groups, and is not cut off by what comes next.
pub fn receipt(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    let said = narrate(&spread.page, None, &Words(spread.ctx.texts));
    let aloud = |id: &NodeId| said.iter().find(|one| one.node == *id).map(|one| bare(&one.spoken)).unwrap_or_default();
    for (_, node) in spread.page.nodes() {
        if let Kind::ReceiptNumber(groups) = &node.kind {
            let short = groups.len() > 1 && groups.iter().all(|group| (1..=GROUP).contains(&group.chars().count()));
            verdict.check(&node.id, short, format_args!("{groups:?}"), format_args!("groups of at most {GROUP}"));
            let whole = bare(&groups.concat());
            verdict.check(&node.id, aloud(&node.id).contains(&whole), format_args!("{}", aloud(&node.id)), format_args!("{whole}"));
        }
        if let Kind::Fact { value } = &node.kind
            && spread.page.id.as_str() == RECEIPT
        {
            let holds = node.spoken.is_some() || node.private.is_some() || aloud(&node.id).contains(&bare(value));
            verdict.check(&node.id, holds, format_args!("{}", aloud(&node.id)), format_args!("{value}"));
        }
    }
    if spread.page.id.as_str() == RECEIPT {
        verdict.check(&spread.page.id, spread.page.result, format_args!("cut off by what comes next"), format_args!("said to its end"));
    }
}

/// S10: while something is said, its words stand as a caption wherever header and footer stand in full; where they are
/// folded the page itself, which says the same (S1), is marked where it is read (S2).
pub fn captioned(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    for shot in spread.parts.iter().flat_map(|part| &part.shots) {
        let Some(caption) = &shot.caption else { continue };
        let shown = shot.sheet.runs.iter().any(|run| run.node.is_none() && run.words == *caption && run.seen.height > 0.0);
        let folded = spread.look.compact() && shot.spoken.is_some();
        verdict.check("caption", shown || folded, format_args!("not shown: {caption}"), format_args!("shown"));
    }
}
