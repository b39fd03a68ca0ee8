//! What is nobody else's business (P1, P2, P4). The canaries are the secret answers of the sample form, what is private of the
//! sample finding, and the names of the sample service that is private, which the presets show in a hall alone.

use super::super::report::Verdict;
use super::super::spread::Spread;
use crate::domain::lookup::{Line, Value};
use crate::screen::{Words, presets};
use crate::semantic::{Kind, Node, narrate, narrate_node};

/// Shorter answers stand in other words by chance.
const SHORTEST: usize = 5;
/// The button that covers the screen, and the page it leads to.
const COVER: (&str, &str) = ("frame.cover", "cover");
/// The notice before a form: the state of its page, and what says the whole of it.
const NOTICE: (&str, &str) = ("notice", "notice.more");
/// The notice has at most so many characters of Chinese.
const NOTICE_LENGTH: usize = 60;

/// Where somebody has pressed 看一看: what was found stands there whole.
const SEEN: [(&str, &str); 3] = [("lookup", "shown"), ("lookup", "longest"), ("lookup", "told")];
/// Where somebody has said yes to 念出来.
const HEARD: [(&str, &str); 2] = [("lookup", "told"), ("found", "private-aloud")];

fn is_one(spread: &Spread<'_>, places: &[(&str, &str)]) -> bool {
    let place = &spread.place;
    places.iter().any(|(screen, state)| place.screen == Some(*screen) && place.state == Some(*state))
}

/// What is private of the sample finding, as it is shown.
fn found(spread: &Spread<'_>) -> Vec<String> {
    let lines = presets::samples().map(|samples| samples.finding().lines).unwrap_or_default();
    let shown = |line: Line| match line.value {
        Value::Amount(amount) => Some(spread.ctx.texts.money(Value::fen(&amount)?)),
        Value::Private(words) => Some(words.expose().to_owned()),
        Value::Day(_) | Value::Months(_) | Value::Text(_) => None,
    };
    lines.into_iter().filter_map(shown).collect()
}

/// The names of the sample service that is private.
fn names(spread: &Spread<'_>) -> Vec<String> {
    let Some(summary) = presets::samples().map(|samples| samples.private().summary) else { return Vec::new() };
    let names = std::iter::once(summary.name).chain(summary.everyday);
    names.map(|name| name.get(spread.ctx.settings.locale).to_owned()).collect()
}

/// The secret answers of the sample form, whole.
fn canaries() -> Vec<String> {
    let Some(filled) = presets::samples().and_then(presets::Samples::filled) else { return Vec::new() };
    let secret = filled.form.questions.iter().filter(|question| question.secret.is_some());
    secret.map(|question| filled.written(&question.key).to_owned()).filter(|answer| answer.chars().count() >= SHORTEST).collect()
}

fn masked_anywhere(words: &str, canaries: &[String]) -> bool {
    let bare: String = words.chars().filter(|c| c.is_alphanumeric()).collect();
    !canaries.iter().any(|canary| words.contains(canary.as_str()) || bare.contains(canary.as_str()))
}

/// P1: no secret is ever said, nor what was found out, nor the name of a private service in a hall, before somebody has said
/// yes: not on arrival, not when focused.
pub fn unspoken(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    let (mut canaries, words) = (canaries(), Words(spread.ctx.texts));
    if !is_one(spread, &HEARD) {
        canaries.extend(found(spread).into_iter().chain(names(spread)));
    }
    let stops = spread.page.focusable().into_iter().filter_map(|stop| narrate_node(&spread.page, &stop.id, &words));
    verdict.check("samples", canaries.len() >= 3, format_args!("{} secrets", canaries.len()), format_args!("3"));
    for one in narrate(&spread.page, None, &words).into_iter().chain(stops) {
        let holds = masked_anywhere(&one.spoken, &canaries) && masked_anywhere(&one.text, &canaries);
        verdict.check(&one.node, holds, format_args!("a secret is said"), format_args!("none"));
    }
    for node in spread.page.nodes().into_iter().map(|(_, node)| node).filter(|node| node.is_secret()) {
        let value = node.field().map(|field| field.value.clone()).filter(|value| value.chars().count() >= SHORTEST);
        let Some(value) = value else { continue };
        let one = narrate_node(&spread.page, &node.id, &words);
        let holds = one.is_none_or(|one| !one.spoken.contains(&value) && !one.text.contains(&value));
        verdict.check(&node.id, holds, format_args!("a secret is said"), format_args!("none"));
    }
}

/// P2: no secret stands whole in the tree, but as the value of its own field; its mask hides something; and one tap
/// covers the screen.
pub fn masked(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    let mut canaries = canaries();
    if !is_one(spread, &SEEN) {
        canaries.extend(found(spread));
    }
    for (_, node) in spread.page.nodes() {
        let whole = texts(node).into_iter().find(|words| !masked_anywhere(words, &canaries));
        verdict.check(&node.id, whole.is_none(), format_args!("a secret in the tree"), format_args!("its mask"));
        if let Some(field) = node.field().filter(|field| node.is_secret() && !field.value.is_empty()) {
            let hides = field.shown != field.value && field.shown.contains('*');
            verdict.check(&node.id, hides, format_args!("no mask"), format_args!("a mask"));
        }
    }
    let cover = spread.page.find(&COVER.0.into());
    let holds = cover.is_some_and(|node| node.on_press.is_some() || spread.page.id.as_str() == COVER.1);
    verdict.check(COVER.0, holds, format_args!("not there"), format_args!("one tap covers the screen"));
}

/// Everything of a node that is given to eye, ear or screen reader.
fn texts<M>(node: &Node<M>) -> Vec<String> {
    let mut texts = vec![node.id.to_string(), node.name.clone()];
    texts.extend([&node.spoken, &node.description, &node.hint, &node.disabled].into_iter().flatten().cloned());
    match &node.kind {
        Kind::Fact { value } => texts.push(value.clone()),
        Kind::ReceiptNumber(groups) => texts.push(groups.concat()),
        _ => {}
    }
    if let Some(field) = node.field() {
        texts.extend([field.shown.clone(), field.placeholder.clone()]);
        texts.extend(field.error.clone());
        if !node.is_secret() {
            texts.push(field.value.clone());
        }
    }
    texts
}

/// P4: before a form stands one notice, said, of at most 60 characters, with the whole of it one tap behind.
pub fn noticed(spread: &Spread<'_>, verdict: &mut Verdict<'_>) {
    if spread.page.state != NOTICE.0 {
        return;
    }
    let said = narrate(&spread.page, None, &Words(spread.ctx.texts));
    let told: Vec<_> = spread.page.content.iter().filter(|node| matches!(node.kind, Kind::Text { .. })).collect();
    let length: usize = told.iter().map(|node| node.name.chars().count()).sum();
    let most = if spread.look.language == "en" { NOTICE_LENGTH * 4 } else { NOTICE_LENGTH };
    verdict.check(&spread.page.id, (1..=most).contains(&length), format_args!("{length}"), format_args!("{most}"));
    for node in told {
        let aloud = said.iter().any(|one| one.node == node.id);
        verdict.check(&node.id, aloud, format_args!("not said"), format_args!("said"));
    }
    let behind = spread.page.find(&NOTICE.1.into()).is_some_and(|node| node.on_press.is_some());
    verdict.check(NOTICE.1, behind, format_args!("not there"), format_args!("the whole notice"));
    for (_, node) in spread.page.nodes() {
        let ticked = matches!(node.kind, Kind::Choice { selected: true });
        verdict.check(&node.id, !ticked, format_args!("ticked before one was asked"), format_args!("not ticked"));
    }
}
