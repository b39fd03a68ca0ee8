//! An answer as one reads it: a choice and a day in words, a secret behind its mask (P2).

use jiff::civil::Date;

use super::Context;
use crate::domain::form::{AnswerKind, LONG_TERM, Question};
use crate::semantic::Node;

/// Tells the voice that `shown` is a person's name, if that was asked for.
pub fn named<M>(node: Node<M>, question: &Question, shown: &str) -> Node<M> {
    if matches!(question.kind, AnswerKind::Name { .. }) { node.person(shown) } else { node }
}

/// What is shown of `written`.
pub fn shown(ctx: &Context, question: &Question, written: &str) -> String {
    if let Some(mask) = question.secret {
        return mask.apply(written);
    }
    let words = match &question.kind {
        AnswerKind::Choice(choices) => {
            choices.iter().find(|choice| choice.value == written).map(|choice| ctx.local(&choice.label).to_owned())
        }
        AnswerKind::Validity if written == LONG_TERM => Some(ctx.words("question.long-term")),
        AnswerKind::Date | AnswerKind::Validity | AnswerKind::WorkingDay => written.parse::<Date>().ok().map(|day| ctx.date(day)),
        _ => None,
    };
    words.unwrap_or_else(|| written.to_owned())
}
