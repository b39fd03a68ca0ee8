//! One question at a time: what is shown, heard and kept.

use uuid::Uuid;

use super::*;
use crate::domain::failure::FailureKind;
use crate::domain::settings::Locale;
use crate::screen::presets::{context, samples};
use crate::semantic::Node;

fn at(key: &str) -> Question {
    let mut filling = samples().unwrap().filled().unwrap();
    filling.jump(key);
    Question::of(Box::new(filling))
}

#[test]
fn the_form_comes_or_says_that_it_does_not() {
    let samples = samples().unwrap();
    let id = samples.service().summary.id;
    let (mut question, load) = Question::new(What::Service(Box::new(samples.service())), samples.ids());
    assert_eq!(load, Action::Load(Request::Form(id)));
    question.update(Message::FormLoaded(id, Box::new(Err(Failure::new(FailureKind::Slow)))));
    assert!(question.page(&context(Locale::ZhCn).unwrap()).find(&"frame.again".into()).is_some());
    assert_eq!(question.update(Message::AgainPressed), load);
    question.update(Message::FormLoaded(Uuid::max(), Box::new(Ok(samples.form().unwrap()))));
    assert_eq!(question.filling(), None);
    question.update(Message::FormLoaded(id, Box::new(Ok(samples.form().unwrap()))));
    assert_eq!(question.filling(), None, "first one is told what becomes of it");
    question.update(Message::MorePressed);
    assert!(question.page(&context(Locale::ZhCn).unwrap()).find(&"notice.rights".into()).is_some());
    assert!(question.back() && !question.back());
    question.update(Message::BeginPressed);
    assert_eq!(question.filling().map(|filling| filling.key), Some(samples.ids().key));
}

#[test]
fn a_secret_is_never_in_what_is_shown_nor_in_a_message() {
    let ctx = context(Locale::ZhCn).unwrap();
    let mut question = at("identityNumber");
    for revealed in [false, true] {
        let page = question.page(&ctx);
        let field = page.find(&"question.field".into()).and_then(Node::field).unwrap();
        assert_eq!((field.shown.as_str(), field.revealed), ("1****************2", revealed));
        assert!(!format!("{:?}", (field.on_input)("1101011940".into())).contains("1101011940"));
        question.update(Message::RevealPressed);
    }
}

#[test]
fn what_was_revealed_is_hidden_on_leaving() {
    let mut question = at("identityNumber");
    question.update(Message::RevealPressed);
    assert!(question.back());
    assert!(matches!(question, Question::Open { look: Look { revealed: false, .. }, .. }));
}

#[test]
fn the_error_stands_in_the_field_and_the_focus_returns_to_it() {
    let mut question = at("phone");
    question.update(Message::Written(Secret::new("12")));
    assert_eq!(question.update(Message::NextPressed), Action::Focus("question.field".into()));
    let page = question.page(&context(Locale::ZhCn).unwrap());
    let field = page.find(&"question.field".into()).and_then(Node::field).unwrap();
    assert!(field.error.as_deref().is_some_and(|error| error.contains("11 位")));
    question.update(Message::Written(Secret::new("13800001234")));
    assert!(matches!(question.update(Message::NextPressed), Action::Go(Destination::Review(_))));
}

#[test]
fn back_from_the_first_question_leaves_the_form() {
    assert!(!at("who/who").back());
    assert!(at("name").back());
}

#[test]
fn large_words_put_the_step_into_the_title() {
    let mut ctx = context(Locale::ZhCn).unwrap();
    ctx.compact = true;
    let page = at("phone").page(&ctx);
    assert_eq!(page.title, "第 4 步，共 8 步");
    assert!(page.find(&"question.step".into()).is_none());
}
