//! What is seen and what is heard of what was found.

use super::*;
use crate::domain::failure::FailureKind;
use crate::domain::settings::Locale;
use crate::screen::Words;
use crate::screen::presets::{context, samples};
use crate::semantic::{Kind, narrate};

const NUMBER: &str = "110101194001010012";

fn ctx() -> Context {
    context(Locale::ZhCn).unwrap()
}

fn found() -> Lookup {
    let mut lookup = Lookup::new(Box::new(samples().unwrap().looked_up()));
    lookup.update(Message::Written(Secret::new(NUMBER)), &ctx());
    lookup.update(Message::NextPressed, &ctx());
    lookup.update(Message::LookedUp(Ok(samples().unwrap().finding())), &ctx());
    lookup
}

fn has(page: &Page<Message>, id: &'static str) -> bool {
    page.find(&id.into()).is_some()
}

fn amounts(lookup: &Lookup) -> Vec<String> {
    let page = lookup.page(&ctx());
    let private = |(_, node): (_, &Node<Message>)| match &node.kind {
        Kind::Fact { value } if value.contains('¥') => Some(value.clone()),
        _ => None,
    };
    page.nodes().into_iter().filter_map(private).collect()
}

fn heard(lookup: &Lookup) -> String {
    let ctx = ctx();
    narrate(&lookup.page(&ctx), None, &Words(ctx.texts)).into_iter().map(|one| one.spoken + &one.text).collect()
}

#[test]
fn a_number_is_checked_looked_up_and_never_printed() {
    let mut lookup = Lookup::new(Box::new(samples().unwrap().looked_up()));
    lookup.update(Message::Written(Secret::new("1101")), &ctx());
    assert_eq!(lookup.update(Message::NextPressed, &ctx()), Action::Focus("lookup.field".into()));
    lookup.update(Message::Written(Secret::new(NUMBER)), &ctx());
    let load = lookup.update(Message::NextPressed, &ctx());
    assert!(matches!(&load, Action::Load(Request::LookUp(_, number)) if number.expose() == NUMBER));
    assert_eq!(lookup.resume(), load);
    assert!(!format!("{lookup:?}{load:?}").contains(NUMBER));
    lookup.update(Message::LookedUp(Err(Failure::new(FailureKind::Slow))), &ctx());
    assert!(has(&lookup.page(&ctx()), "frame.again") && has(&lookup.page(&ctx()), "lookup.phone"));
    assert_eq!(lookup.update(Message::AgainPressed, &ctx()), load);
}

#[test]
fn an_amount_is_seen_after_one_press_and_heard_after_two() {
    let mut lookup = found();
    assert_eq!(amounts(&lookup), Vec::<String>::new());
    lookup.update(Message::ShowPressed, &ctx());
    let seen = amounts(&lookup);
    assert!(!seen.is_empty() && seen.iter().all(|amount| !heard(&lookup).contains(amount.as_str())));
    assert!(heard(&lookup).contains("已查到，没有念出来"));
    lookup.update(Message::ReadPressed, &ctx());
    assert!(amounts(&lookup).is_empty() && has(&lookup.page(&ctx()), "aloud.yes"));
    lookup.update(Message::ReadAnswered { yes: false }, &ctx());
    assert!(amounts(&lookup).is_empty());
    lookup.update(Message::ReadPressed, &ctx());
    lookup.update(Message::ReadAnswered { yes: true }, &ctx());
    assert!(seen.iter().all(|amount| heard(&lookup).contains(amount.as_str())));
    lookup.hide();
    assert!(amounts(&lookup).is_empty() && seen.iter().all(|amount| !heard(&lookup).contains(amount.as_str())));
}

#[test]
fn whom_nobody_knows_is_told_what_to_do() {
    let mut lookup = found();
    lookup.step = Step::Told(Finding { sample: true, ..Finding::default() }, Shown::Masked);
    let page = lookup.page(&ctx());
    assert!(has(&page, "lookup.other") && has(&page, "lookup.phone") && has(&page, "lookup.sample") && !has(&page, "lookup.acts"));
    lookup.update(Message::OtherPressed, &ctx());
    assert_eq!((lookup.step, lookup.number.expose()), (Step::Number, NUMBER));
}

#[test]
fn a_number_written_before_is_offered_and_not_filled_in() {
    let mut ctx = ctx();
    ctx.identity = Some(Secret::new(NUMBER));
    let mut lookup = Lookup::new(Box::new(samples().unwrap().looked_up()));
    let page = lookup.page(&ctx);
    assert!(page.find(&"lookup.same".into()).unwrap().name.contains("1****************2"));
    assert!(page.find(&"lookup.field".into()).and_then(Node::field).unwrap().value.is_empty());
    lookup.update(Message::SamePressed, &ctx);
    assert!(!has(&lookup.page(&ctx), "lookup.same"));
    assert!(matches!(lookup.update(Message::NextPressed, &ctx), Action::Load(Request::LookUp(..))));
}
