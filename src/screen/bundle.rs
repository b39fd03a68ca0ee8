//! 一件事: several things done in one go, each told as a line of its own: what it is, who gets it, where it is. Told by the
//! guide, the review, the receipt and the matter alike.

use uuid::Uuid;

use super::Context;
use super::loaded::failed;
use crate::domain::application::{Matter, Part, Stage};
use crate::domain::failure::Failure;
use crate::domain::service::{Manner, ServiceSummary};
use crate::semantic::{Icon, Live, Node, Tone, Weight};

/// How far the sending of what some departments have not taken is (再送一次).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sending {
    /// Not asked for.
    None,
    /// On its way.
    Waiting,
    /// It was tried: what has become of it is read off the matter.
    Tried,
    /// Nobody could be asked.
    Failed(Failure),
}

impl Sending {
    /// What it becomes with an answer.
    pub fn answered<T>(answer: &Result<T, Failure>) -> Self {
        answer.as_ref().map_or_else(|failure| Self::Failed(failure.clone()), |_| Self::Tried)
    }

    /// What some departments have not taken yet: what happened, what is safe, what to do now.
    pub fn told<M>(&self, ctx: &Context, matter: &Matter, again: M) -> Vec<Node<M>> {
        let count = [("count", unsent(matter).into())];
        let words = |id: &str| ctx.words_with(id, &count);
        let notice = |id: &'static str, tone, live| Node::notice(id, tone, live, words(id));
        match self {
            Self::Waiting => vec![notice("bundle.sending", Tone::Info, Live::Polite)],
            Self::Failed(failure) => failed(ctx, failure, "bundle.safe", again),
            Self::Tried if unsent(matter) == 0 => vec![notice("bundle.sent", success(matter), Live::Assertive)],
            Self::None if unsent(matter) == 0 => Vec::new(),
            Self::Tried => vec![notice("bundle.still", Tone::Danger, Live::Assertive).description(words("bundle.later"))],
            Self::None => vec![notice("bundle.unsent", Tone::Info, Live::Polite).description(words("bundle.now"))],
        }
    }

    /// 再送一次, while there is something to send and it is not on its way.
    pub fn button<M>(&self, ctx: &Context, matter: &Matter, weight: Weight, again: M) -> Option<Node<M>> {
        let send = ctx.button("bundle.again", weight, again).icon(Icon::Next);
        match self {
            Self::None | Self::Tried if unsent(matter) > 0 => Some(send),
            _ => None,
        }
    }
}

/// After a death nothing is a success.
fn success(matter: &Matter) -> Tone {
    if matter.manner == Manner::Bereavement { Tone::Info } else { Tone::Success }
}

/// How many of its parts no department has taken yet.
pub(super) fn unsent(matter: &Matter) -> usize {
    matter.parts.iter().filter(|part| part.stage.is_none()).count()
}

/// The first of its parts that asks something of its owner.
pub(super) fn asking(matter: &Matter) -> Option<&Part> {
    matter.parts.iter().find(|part| part.stage.is_some_and(Stage::waits_for_owner))
}

/// Whether a matter, or a part of it, asks something of its owner.
pub(super) fn asks(matter: &Matter) -> bool {
    matter.stage.waits_for_owner() || asking(matter).is_some()
}

/// Where the whole is, in a few words: what is asked of its owner before all.
pub(super) fn state(ctx: &Context, matter: &Matter) -> String {
    let stages = || matter.parts.iter().filter_map(|part| part.stage);
    let asked = stages().filter(|stage| stage.waits_for_owner()).count();
    let (id, count) = match (asked, unsent(matter)) {
        (0, 0) => ("bundle.state-done", stages().filter(|stage| stage.ended()).count()),
        (0, unsent) => ("bundle.state-unsent", unsent),
        (asked, _) => ("bundle.state-asked", asked),
    };
    ctx.words_with(id, &[("all", matter.parts.len().into()), ("count", count.into())])
}

/// What is done in one go, and who gets each; nothing of what is one thing alone.
pub(super) fn services<'a, M>(ctx: &Context, id: &'static str, parts: impl Iterator<Item = &'a ServiceSummary>) -> Vec<Node<M>> {
    let parts: Vec<_> = parts.collect();
    if parts.is_empty() {
        return Vec::new();
    }
    let line = |(at, part): (usize, &&ServiceSummary)| {
        let called = part.everyday.as_ref().unwrap_or(&part.name);
        let to = ctx.words_with("bundle.to", &[("department", ctx.local(&part.department).into())]);
        let told = Node::fact(format!("{id}-{}", at + 1), ctx.local(called), to).language(ctx.language_of(called)).icon(Icon::Mine);
        ctx.naming(part.private, told)
    };
    let heading = Node::heading(id, 2, ctx.words_with(id, &[("count", parts.len().into())]));
    std::iter::once(heading).chain(parts.iter().enumerate().map(line)).collect()
}

/// The parts of a matter, those that ask something of its owner first. Each leads to its own matter, once it is taken.
pub(super) fn lines<M>(ctx: &Context, matter: &Matter, open: impl Fn(Uuid) -> M) -> Vec<Node<M>> {
    if matter.parts.is_empty() {
        return Vec::new();
    }
    let mut parts: Vec<&Part> = matter.parts.iter().collect();
    parts.sort_by_key(|part| part.stage.map_or(1, |stage| if stage.waits_for_owner() { 0 } else { 2 }));
    let line = |(at, part): (usize, &Part)| ctx.naming(matter.private || part.private, line(ctx, at + 1, part, open(part.file)));
    let lines = parts.into_iter().enumerate().map(line).collect();
    let heading = Node::heading("bundle.heading", 2, ctx.words_with("bundle.heading", &[("count", matter.parts.len().into())]));
    vec![heading, Node::cards("bundle.lines", ctx.words("bundle.lines"), 1, lines)]
}

fn line<M>(ctx: &Context, at: usize, part: &Part, open: M) -> Node<M> {
    let department = ctx.local(&part.department);
    let node = Node::card(format!("bundle.part-{at}"), ctx.local(&part.name), open).language(ctx.language_of(&part.name));
    match part.stage {
        None => node.description(department).disabled(ctx.words("bundle.part-unsent")).icon(Icon::Clock),
        Some(stage) => {
            let told = [("department", department.into()), ("stage", ctx.words(&words_of(stage)).into())];
            node.description(ctx.words_with("bundle.part", &told)).icon(icon(stage))
        }
    }
}

fn words_of(stage: Stage) -> String {
    match stage {
        Stage::Received => "bundle.part-received".to_owned(),
        Stage::Correction | Stage::Supplement => "bundle.part-asked".to_owned(),
        _ => format!("stage-{}", stage.name()),
    }
}

const fn icon(stage: Stage) -> Icon {
    match stage {
        Stage::Received | Stage::Withdrawn => Icon::Done,
        Stage::Accepted | Stage::UnderReview | Stage::Suspended | Stage::Approved => Icon::Now,
        Stage::Correction | Stage::Supplement => Icon::Info,
        Stage::NotAccepted | Stage::Refused => Icon::Danger,
        Stage::Completed => Icon::Success,
    }
}

#[cfg(test)]
mod tests;
