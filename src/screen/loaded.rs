//! What a screen asked for: on its way, there, or failed; and how each of these is told.

use jiff::tz::TimeZone;

use super::{Action, Context, Destination};
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::request::Dated;
use crate::semantic::{Live, Node, Tone, Weight};

/// An answer on its way, there, or failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Loaded<T> {
    /// Asked for.
    Waiting,
    /// There.
    Ready(T),
    /// It did not come, and why.
    Failed(Failure),
}

impl<T> From<Result<T, Failure>> for Loaded<T> {
    fn from(result: Result<T, Failure>) -> Self {
        match result {
            Ok(value) => Self::Ready(value),
            Err(failure) => Self::Failed(failure),
        }
    }
}

/// "One moment": said politely, after what is being said.
pub(super) fn waiting<M>(ctx: &Context) -> Node<M> {
    Node::notice("frame.waiting", Tone::Info, Live::Polite, ctx.words("frame.waiting"))
}

/// What happened, what is `safe`, what to do; with a button where trying again may help. Where a right is over, `again` is
/// to lead to the question for the number ([`past`]).
pub(super) fn failed<M>(ctx: &Context, failure: &Failure, safe: &str, again: M) -> Vec<Node<M>> {
    let mut nodes = vec![Node::notice("error.what", Tone::Danger, Live::Assertive, ctx.texts.get(words_of(failure.kind)))];
    nodes.extend(ctx.text(safe));
    if failure.kind == FailureKind::Expired {
        nodes.push(ctx.button("error.find", Weight::Plain, again));
    } else if failure.retry() {
        nodes.extend(ctx.text("error.mend-again"));
        nodes.push(ctx.button("frame.again", Weight::Plain, again));
    } else {
        nodes.extend(ctx.text("error.mend-ask"));
    }
    nodes
}

/// Where `again` leads: to be found by its number once more if the right to it is over.
pub(super) fn past(failure: &Failure) -> Option<Action> {
    (failure.kind == FailureKind::Expired).then_some(Action::Go(Destination::Number))
}

/// Since when an answer is kept, if the backend could not be reached now.
pub(super) fn as_of<T, M>(ctx: &Context, dated: &Dated<T>) -> Vec<Node<M>> {
    let Some(at) = dated.as_of else { return Vec::new() };
    let at = at.to_zoned(zone(ctx));
    ctx.text_with("frame.as-of", &[("day", ctx.texts.day(at.date()).into()), ("time", ctx.texts.time(at.time()).into())])
}

/// The time zone in force.
pub(super) fn zone(ctx: &Context) -> TimeZone {
    ctx.now.time_zone().clone()
}

const fn words_of(kind: FailureKind) -> &'static str {
    match kind {
        FailureKind::Unreachable => "error-unreachable",
        FailureKind::Slow => "error-slow",
        FailureKind::Broken => "error-broken",
        FailureKind::Missing => "error-missing",
        FailureKind::FiledAlready => "error-filed-already",
        FailureKind::FormChanged => "error-form-changed",
        FailureKind::Expired => "error-expired",
        FailureKind::TooLate => "error-too-late",
        FailureKind::TooOften => "error-too-often",
        FailureKind::Refused => "error-refused",
        FailureKind::Disk => "error-disk",
    }
}
