//! What was, what is, what is usually still to come. What is now says who holds it and until when.

use crate::domain::application::{HandoutWay, Matter, Stage, Step};
use crate::screen::Context;
use crate::screen::filed::day as until;
use crate::screen::loaded::zone;
use crate::screen::parts::sentences;
use crate::semantic::{Node, StepState};

/// The steps, oldest first.
pub(super) fn steps<M>(ctx: &Context, matter: &Matter) -> Vec<Node<M>> {
    let (past, last) = match matter.steps.split_last() {
        Some((last, past)) if last.stage == matter.stage => (past, Some(last)),
        _ => (matter.steps.as_slice(), None),
    };
    let mut steps: Vec<Node<M>> = past.iter().enumerate().map(|(at, step)| done(ctx, at + 1, step)).collect();
    steps.push(now(ctx, matter, last));
    steps.extend(ahead(matter.stage).iter().enumerate().map(|(at, stage)| to_come(ctx, at + 1, *stage)));
    steps
}

fn done<M>(ctx: &Context, at: usize, step: &Step) -> Node<M> {
    let id = words_of(step.stage);
    let words = ctx.attribute(&id, "done").unwrap_or_else(|| ctx.words(&id));
    let node = Node::step(format!("matter.step-{at}"), StepState::Done, words).description(day(ctx, step));
    below(node, step.note.iter().flat_map(|note| ctx.told(&format!("matter.step-{at}-note"), note)))
}

/// The step at hand: since when, what it means, who holds it, until when.
fn now<M>(ctx: &Context, matter: &Matter, step: Option<&Step>) -> Node<M> {
    let mut node = Node::step("matter.step-now", StepState::Now, ctx.words(&words_of(matter.stage)));
    node.description = step.map(|step| day(ctx, step));
    node = below(node, sentences("matter.help", &ctx.words(&format!("stage-help-{}", matter.stage.name()))));
    // What the clerk said stands with what is asked, or with the refusal.
    let told = matter.demand.as_ref().is_some_and(|demand| demand.reason.is_some()) || matter.refusal.is_some();
    if let Some(note) = step.and_then(|step| step.note.as_ref()).filter(|_| !told) {
        node = below(node, ctx.told("matter.step-now-note", note));
    }
    node = below(node, handed_out(ctx, matter, step));
    if let Some(holder) = &matter.holder {
        let words = ctx.words_with("matter.holder", &[("holder", ctx.local(holder).into())]);
        node = node.child(Node::text("matter.holder", words).language(ctx.language_of(holder)));
    }
    if let Some(promised) = matter.promised {
        node = node.child(Node::text("matter.by", ctx.words_with("matter.by", &[("date", ctx.date(promised).into())])));
    }
    node
}

/// 某日起来领, or that it is on its way.
fn handed_out<M>(ctx: &Context, matter: &Matter, step: Option<&Step>) -> Vec<Node<M>> {
    match (&matter.handout, step) {
        (Some(handout), _) if handout.way == HandoutWay::Mail && matter.stage == Stage::Completed => ctx.text("matter.sent"),
        (Some(_), Some(step)) if matter.stage == Stage::Completed => {
            let from = until(ctx, step.at.to_zoned(zone(ctx)).date());
            ctx.text_with("matter.collect", &[("date", from.into())])
        }
        _ => Vec::new(),
    }
}

fn to_come<M>(ctx: &Context, at: usize, stage: Stage) -> Node<M> {
    let id = words_of(stage);
    let words = ctx.attribute(&id, "ahead").unwrap_or_else(|| ctx.words(&id));
    Node::step(format!("matter.step-ahead-{at}"), StepState::ToCome, words)
}

/// What usually comes after a stage.
fn ahead(stage: Stage) -> &'static [Stage] {
    let passed = match stage {
        Stage::Received | Stage::Correction => 1,
        Stage::Accepted => 2,
        Stage::UnderReview | Stage::Supplement | Stage::Suspended => 3,
        Stage::Approved => 4,
        Stage::NotAccepted | Stage::Refused | Stage::Completed | Stage::Withdrawn => Stage::USUAL.len(),
    };
    &Stage::USUAL[passed..]
}

fn below<M>(node: Node<M>, children: impl IntoIterator<Item = Node<M>>) -> Node<M> {
    children.into_iter().fold(node, Node::child)
}

fn words_of(stage: Stage) -> String {
    format!("stage-{}", stage.name())
}

fn day(ctx: &Context, step: &Step) -> String {
    ctx.date(step.at.to_zoned(zone(ctx)).date())
}
