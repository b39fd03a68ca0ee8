//! One of several answers: the form's choices, or the days on which an office can be visited.

use super::{Context, Filling, Look, Message, write};
use crate::domain::form::{Choice, Question};
use crate::domain::secret::Secret;
use crate::semantic::{Icon, Live, Node, Tone, Weight};

/// So many days are shown at once.
const SHOWN: usize = 5;

/// The choices, and what is wrong above them.
pub fn nodes(ctx: &Context, filling: &Filling, question: &Question, choices: &[Choice]) -> Vec<Node<Message>> {
    let of = |choice: &Choice| (choice.value.clone(), ctx.local(&choice.label).to_owned());
    let mut nodes = group(ctx, filling, question, choices.iter().map(of));
    for (node, choice) in nodes.iter_mut().flat_map(|node| &mut node.children).zip(choices) {
        node.language = Some(ctx.language_of(&choice.label));
    }
    nodes
}

/// The nearest working days, or those behind them.
pub fn days(ctx: &Context, filling: &Filling, question: &Question, look: &Look) -> Vec<Node<Message>> {
    let days = question.days(ctx.now.date());
    let chosen = days.iter().position(|day| day.to_string() == filling.written(&question.key));
    let later = look.later.unwrap_or(chosen.is_some_and(|at| at >= SHOWN));
    let shown = days.into_iter().skip(if later { SHOWN } else { 0 }).take(SHOWN);
    let mut nodes = group(ctx, filling, question, shown.map(|day| (day.to_string(), ctx.date(day))));
    let (words, icon) = if later { ("question.days-sooner", Icon::Above) } else { ("question.days-later", Icon::Below) };
    let mut other = ctx.button("question.days-later", Weight::Plain, Message::DaysPressed { later: !later }).icon(icon);
    other.name = ctx.words(words);
    nodes.push(other);
    nodes
}

fn group(ctx: &Context, filling: &Filling, question: &Question, choices: impl Iterator<Item = (String, String)>) -> Vec<Node<Message>> {
    let written = filling.written(&question.key);
    let mut nodes = Vec::new();
    if let Some(error) = write::error(ctx, filling, written) {
        nodes.push(Node::notice("question.error", Tone::Danger, Live::Assertive, error));
    }
    let choices = choices.enumerate().map(|(at, (value, label))| {
        let selected = value == written;
        Node::choice(format!("question.choice-{}", at + 1), label, selected, Message::Written(Secret::new(value)))
    });
    nodes.push(Node::choices("question.choices", ctx.local(&question.label), choices.collect()));
    nodes
}
