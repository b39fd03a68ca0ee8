//! The field of a question: what stands in it, what is wrong with it, the day or the secret it is for.

use std::sync::Arc;

use super::{Context, Filling, Look, Message};
use crate::domain::form::{AnswerKind, LONG_TERM, Question};
use crate::domain::secret::Secret;
use crate::screen::filling::Wrong;
use crate::screen::{answer, fault};
use crate::semantic::{Field, Icon, Node, Weight};

/// The field, and what stands around it.
pub fn nodes(ctx: &Context, filling: &Filling, question: &Question, look: &Look) -> Vec<Node<Message>> {
    let label = ctx.local(&question.label);
    let written = filling.written(&question.key);
    if question.kind == AnswerKind::Validity {
        return validity(ctx, filling, question, label);
    }
    let field = field(ctx, filling, question, written);
    let mut nodes = match question.secret {
        Some(_) => secret(ctx, label.to_owned(), field, look.revealed),
        None if question.kind == AnswerKind::Date => vec![Node::date_field("question.field", label, field)],
        None => {
            let shown = field.shown.clone();
            vec![answer::named(Node::text_field("question.field", label, field), question, &shown)]
        }
    };
    nodes[0].digits = is_digits(&question.kind);
    nodes
}

/// Whether the answer is written in digits.
const fn is_digits(kind: &AnswerKind) -> bool {
    use AnswerKind::{BankCard, Date, Identity, Passbook, Phone};
    matches!(kind, Identity | Phone | BankCard | Passbook | Date)
}

/// A secret is shown behind its mask, and whole while one looks.
pub fn secret(ctx: &Context, label: String, field: Field<Message>, revealed: bool) -> Vec<Node<Message>> {
    // One button with two names: it keeps its place and the focus.
    let mut reveal = ctx.button("question.reveal", Weight::Quiet, Message::RevealPressed).icon(Icon::Eye);
    if revealed {
        reveal.name = ctx.words("question.hide");
        reveal.hint = None;
    }
    vec![Node::secret_field("question.field", label, Field { revealed, ..field }), reveal]
}

/// 长期, or the last day.
fn validity(ctx: &Context, filling: &Filling, question: &Question, label: &str) -> Vec<Node<Message>> {
    let written = filling.written(&question.key);
    let for_ever = written == LONG_TERM;
    let choice = Node::choice("question.long-term", ctx.words("question.long-term"), for_ever, Message::Written(Secret::new(LONG_TERM)));
    let field = field(ctx, filling, question, if for_ever { "" } else { written });
    vec![
        Node::choices("question.choices", label, vec![choice]),
        Node::date_field("question.field", ctx.words("question.last-day"), field).digits(true),
    ]
}

/// A field with `text` in it, of what is written.
pub fn field(ctx: &Context, filling: &Filling, question: &Question, text: &str) -> Field<Message> {
    let (example, width) = example(&question.kind);
    Field {
        value: text.to_owned(),
        shown: question.secret.map_or_else(|| text.to_owned(), |mask| mask.apply(text)),
        placeholder: ctx.words(example),
        error: error(ctx, filling, text),
        width,
        on_input: Arc::new(|text| Message::Written(Secret::new(text))),
        on_submit: Some(Message::NextPressed),
        revealed: false,
    }
}

/// What is wrong with the answer at hand: our check, or the clerk's words on what was filed.
pub fn error(ctx: &Context, filling: &Filling, text: &str) -> Option<String> {
    match (filling.wrong, filling.reason()) {
        (Some(Wrong::Doubt(_)), _) => None,
        (Some(wrong), _) => Some(fault::words(ctx, wrong, text)),
        (None, Some((reason, true))) => Some(ctx.local(reason).to_owned()),
        (None, _) => None,
    }
}

/// What stands in an empty field, and how many characters an answer has.
fn example(kind: &AnswerKind) -> (&'static str, usize) {
    match kind {
        AnswerKind::Identity => ("question.example-identity", 18),
        AnswerKind::Phone => ("question.example-phone", 13),
        AnswerKind::BankCard => ("question.example-bank-card", 19),
        AnswerKind::Passbook => ("question.example-passbook", 22),
        AnswerKind::Date | AnswerKind::Validity | AnswerKind::WorkingDay => ("question.example-date", 12),
        AnswerKind::Name { max } => ("question.example-name", (*max).min(22)),
        AnswerKind::Address { .. } => ("question.example-address", 22),
        AnswerKind::Line { max } => ("question.example-line", (*max).min(22)),
        AnswerKind::Text { .. } | AnswerKind::Choice(_) => ("question.example-line", 44),
    }
}
