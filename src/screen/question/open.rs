//! The page of one question: how far one is, the question, its help, what was written before, the answer.

use super::{Context, Filling, Look, Message, address, choose, write};
use crate::domain::form::{AnswerKind, Question};
use crate::domain::people::Part;
use crate::domain::service::Manner;
use crate::screen::filling::Wrong;
use crate::screen::{answer, fault};
use crate::semantic::{Icon, Live, Node, Page, Progress, Tone, Weight};

/// The page.
pub fn page(ctx: &Context, filling: &Filling, look: &Look) -> Page<Message> {
    let Some(question) = filling.question() else { return nothing_asked(ctx) };
    let lists = is_lists(question, look);
    let mut state = question.key.clone();
    if lists {
        state.push_str(&address::state(&look.place));
    }
    let mut page = Page::new("question", state, ctx.words("question.title"), ctx.texts.language());
    let step = step(ctx, filling);
    // Where room is scarce the step stands in the header, in the place of the title.
    if ctx.compact {
        page.title.clone_from(&step.name);
    } else {
        page.content.push(step);
    }
    page.content.extend(first_words(ctx, filling));
    page.content.push(Node::heading("question.ask", 1, ctx.local(&question.ask)).language(ctx.language_of(&question.ask)));
    let mut help = help(ctx, filling, question, lists);
    // Question and answer stay together on the first part; what explains them follows. The line of an address has the
    // place above it, and needs the room.
    let crowded = ctx.compact || (!lists && matches!(question.kind, AnswerKind::Address { .. }));
    let after = if crowded { std::mem::take(&mut help) } else { Vec::new() };
    page.content.extend(help);
    page.content.extend(same(ctx, filling, question));
    if lists && let Some(wrong) = write::error(ctx, filling, filling.written(&question.key)) {
        page.content.push(Node::notice("question.error", Tone::Danger, Live::Assertive, wrong));
    }
    let private = filling.is_private(question);
    let answers = match &question.kind {
        AnswerKind::Choice(choices) => choose::nodes(ctx, filling, question, choices),
        AnswerKind::WorkingDay => choose::days(ctx, filling, question, look),
        AnswerKind::Address { .. } => address::nodes(ctx, filling, question, look),
        _ => write::nodes(ctx, filling, question, look),
    };
    page.content.extend(ctx.telling(private, answers));
    page.content.extend(after);
    page.content = ctx.telling(filling.names_private(question), page.content);
    page.focus = page.content.iter().find(|node| node.field().is_some()).map(|node| node.id.clone());
    if !lists || !question.required {
        page.actions.push(ctx.button("question.next", Weight::Primary, Message::NextPressed).icon(Icon::Next));
    }
    page
}

/// A form without questions: on to the review.
fn nothing_asked(ctx: &Context) -> Page<Message> {
    let mut page = Page::new("question", "", ctx.words("question.title"), ctx.texts.language());
    page.content.push(ctx.heading("review.question", 1));
    page.actions.push(ctx.button("question.next", Weight::Primary, Message::NextPressed).icon(Icon::Next));
    page
}

/// Whether the lists of an address stand open: there each choice is one tap, and nothing is left to go on from.
fn is_lists(question: &Question, look: &Look) -> bool {
    matches!(question.kind, AnswerKind::Address { .. }) && !look.place.is_line()
}

/// Where one writes or chooses.
pub fn first(filling: &Filling) -> &'static str {
    match filling.question().map(|question| &question.kind) {
        Some(AnswerKind::Choice(_) | AnswerKind::WorkingDay) => "question.choice-1",
        _ => "question.field",
    }
}

/// Where one is once the answer was taken from elsewhere.
pub fn answered(filling: &Filling) -> &'static str {
    match first(filling) {
        "question.field" => "question.field",
        _ => "question.next",
    }
}

fn step(ctx: &Context, filling: &Filling) -> Node<Message> {
    let (at, of) = (filling.at + 1, filling.count());
    let words = ctx.words_with("question.step", &[("at", at.into()), ("of", of.into())]);
    let [value, max] = [at, of].map(|number| u32::try_from(number).unwrap_or(u32::MAX));
    Node::progress("question.step", words, Progress { value, max })
}

/// What is said before the question: after a death, on a form that has changed, on a card that looks odd.
fn first_words(ctx: &Context, filling: &Filling) -> Vec<Node<Message>> {
    let mut nodes = Vec::new();
    if filling.manner == Manner::Bereavement && filling.at == 0 && filling.sent_back.is_none() {
        nodes.extend(ctx.text("guide.condolence"));
    }
    if filling.changed {
        nodes.push(Node::notice("question.changed", Tone::Info, Live::Polite, ctx.words("question.changed")));
    }
    if let Some(wrong @ Wrong::Doubt(_)) = filling.wrong {
        nodes.push(Node::notice("question.doubt", Tone::Info, Live::Assertive, fault::words(ctx, wrong, "")));
        nodes.extend(ctx.text("question.doubt-on"));
    }
    nodes
}

/// Whose answer it is, the form's own sentence, what the clerk said.
fn help(ctx: &Context, filling: &Filling, question: &Question, lists: bool) -> Vec<Node<Message>> {
    let mut help = Vec::new();
    if filling.for_another() && Part::of(&question.key) == Part::Matter && is_of_a_person(&question.kind) {
        help.extend(ctx.text("question.for-another"));
    }
    if let Some((reason, false)) = filling.reason() {
        let words = ctx.words_with("question.reason", &[("reason", ctx.local(reason).into())]);
        help.push(Node::text("question.reason", words).language(ctx.language_of(reason)));
    }
    // The form's sentence is about the house: it waits for the line.
    let own = question.help.as_ref().filter(|_| !lists);
    help.extend(own.map(|help| ctx.told("question.help", help)).unwrap_or_default());
    if !question.required {
        help.extend(ctx.text(if filling.is_unseen() { "question.unseen" } else { "question.optional" }));
    }
    help
}

/// What belongs to one person: who fills in for another might write their own.
const fn is_of_a_person(kind: &AnswerKind) -> bool {
    use AnswerKind::{Address, BankCard, Identity, Name, Passbook, Validity};
    matches!(kind, Name { .. } | Identity | Validity | Address { .. } | BankCard | Passbook)
}

/// What was written to the same question elsewhere: one press takes it, nothing is filled in by itself (U3).
fn same(ctx: &Context, filling: &Filling, question: &Question) -> Option<Node<Message>> {
    let offered = filling.offered()?;
    let value = answer::shown(ctx, question, offered.expose());
    let words = ctx.words_with("question.same", &[("value", value.as_str().into())]);
    let button = Node::button("question.same", Weight::Plain, words, Message::SamePressed).icon(Icon::Mine);
    let button = answer::named(button, question, &value);
    Some(match question.secret {
        None => button,
        Some(_) => button.spoken(ctx.words_with("question.same-spoken", &[("label", ctx.local(&question.label).into())])),
    })
}
