//! Where the acts of a screen lead: each is done once, on a copy (T5, E3, U2, U3).

use super::super::report::Verdict;
use super::Seen;
use crate::domain::secret::Secret;
use crate::screen::{Action, Destination, Message, Screen, Words};
use crate::semantic::{Kind, Node, Page, narrate};

/// The only screen from which anything is handed in.
const REVIEW: &str = "review";
/// The page 人工帮助 leads to.
const HELP: &str = "help";
/// What offers an answer that was given before.
const SAME: &str = "question.same";
/// The screen on which one answers.
const QUESTION: &str = "question";

/// T5: 人工帮助 leads to a person, from every state in one act.
pub fn to_help(seen: &Seen<'_>, verdict: &mut Verdict<'_>) {
    let page = seen.page();
    let press = page.find(&"frame.help".into()).and_then(|node| node.on_press.clone());
    let leads = match press {
        Some(Message::Frame(act)) => act.action() == Action::Go(Destination::Help),
        _ => page.id.as_str() == HELP,
    };
    verdict.check("frame.help", leads, format_args!("leads elsewhere"), format_args!("help"));
}

/// E3: whatever asks the backend shows and says at once that it goes on, and none stands still without a word.
pub fn waits(seen: &Seen<'_>, verdict: &mut Verdict<'_>) {
    for (id, message) in acts(&seen.page()) {
        let mut screen = seen.screen.clone();
        let action = match screen.update(message, seen.ctx) {
            Action::Go(destination) => {
                let (opened, action) = Screen::open(destination);
                screen = opened;
                action
            }
            action => action,
        };
        if matches!(action, Action::Load(_) | Action::File(..)) {
            told_to_wait(&id, &(seen.show)(&screen, seen.ctx), seen, verdict);
        }
    }
}

fn told_to_wait(id: &str, page: &Page<Message>, seen: &Seen<'_>, verdict: &mut Verdict<'_>) {
    let said = narrate(page, None, &Words(seen.ctx.texts));
    let waits = |node: &Node<Message>| matches!(node.kind, Kind::Notice(..)) && said.iter().any(|one| one.node == node.id);
    let told = page.content.iter().any(waits);
    verdict.check(id, told, format_args!("works without a word"), format_args!("a notice that it goes on"));
}

/// What can be pressed on a page, with what it does.
fn acts(page: &Page<Message>) -> impl Iterator<Item = (String, Message)> {
    page.nodes().into_iter().filter_map(|(_, node)| Some((node.id.to_string(), node.on_press.clone()?)))
}

/// U2: nothing is handed in but from the review, which shows all of it before its act can be done.
pub fn through_review(seen: &Seen<'_>, verdict: &mut Verdict<'_>) {
    let page = seen.page();
    let whole = page.id.as_str() == REVIEW && page.whole;
    for (id, message) in acts(&page) {
        let files = matches!(seen.screen.clone().update(message, seen.ctx), Action::File(..));
        verdict.check(id, !files || whole, format_args!("hands in"), format_args!("a review that was seen whole"));
    }
}

/// U3: a question that was answered before, in this form or another of the session, offers that answer, and no other does.
pub fn offered(seen: &Seen<'_>, verdict: &mut Verdict<'_>) {
    let Some(filling) = seen.screen.filling() else { return };
    let (page, question) = (seen.page(), filling.question());
    let Some(question) = question.filter(|question| page.id.as_str() == QUESTION && page.state == question.key) else { return };
    let Some(datum) = &question.same_as else { return };
    let before = filling.asked().take_while(|other| other.key != question.key).filter(|other| other.same_as.as_ref() == Some(datum));
    let before = before.map(|other| filling.written(&other.key)).filter(|answer| !answer.is_empty()).last();
    let known =
        before.or_else(|| filling.known.get(datum).map(Secret::expose)).is_some_and(|answer| question.check(answer, filling.today).is_ok());
    let wanted = known && filling.written(&question.key).is_empty();
    let there = page.find(&SAME.into()).is_some();
    verdict.check(&question.key, there == wanted, format_args!("offered: {there}"), format_args!("{wanted}"));
}
