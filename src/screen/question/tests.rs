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

fn address(written: &str) -> Question {
    let mut filling = samples().unwrap().filled().unwrap();
    filling.jump("address");
    filling.write(Secret::new(written));
    Question::of(Box::new(filling))
}

fn written(question: &Question) -> &str {
    question.filling().unwrap().written("address")
}

/// Presses the button or card of that name.
fn press(question: &mut Question, ctx: &Context, name: &str) -> Action {
    let page = question.page(ctx);
    let (_, node) = page.nodes().into_iter().find(|(_, node)| node.name.starts_with(name)).unwrap_or_else(|| panic!("no {name}"));
    question.update(node.on_press.clone().unwrap())
}

#[test]
fn an_address_is_chosen_down_to_the_street_and_then_written() {
    let ctx = context(Locale::ZhCn).unwrap();
    let mut question = address("");
    press(&mut question, &ctx, "别的地方");
    press(&mut question, &ctx, "北京市");
    press(&mut question, &ctx, "东城区");
    assert_eq!(written(&question), "北京市 东城区");
    assert!(question.page(&ctx).find(&"question.next".into()).is_none(), "a choice is one tap");
    press(&mut question, &ctx, "东华门街道");
    let page = question.page(&ctx);
    let field = page.find(&"question.field".into()).and_then(Node::field).unwrap();
    assert_eq!(field.value, "");
    question.update((field.on_input)("梅园路1号 2室".into()));
    assert_eq!(written(&question), "北京市 东城区 东华门街道 梅园路1号 2室");
    let page = question.page(&ctx);
    let field = page.find(&"question.field".into()).and_then(Node::field).unwrap();
    assert_eq!((field.value.as_str(), field.shown.as_str()), ("梅园路1号 2室", "********"));
}

#[test]
fn back_goes_up_one_level_and_never_loses_a_house() {
    let ctx = context(Locale::ZhCn).unwrap();
    let mut question = address("");
    for name in ["别的地方", "北京市", "东城区", "东华门街道"] {
        press(&mut question, &ctx, name);
    }
    for up in ["北京市 东城区", "北京市", ""] {
        assert!(question.back());
        assert_eq!((written(&question), question.filling().unwrap().question().unwrap().key.as_str()), (up, "address"));
    }
    assert!(question.back(), "from the provinces to the own district");
    assert!(question.page(&ctx).find(&"question.place-elsewhere".into()).is_some());
    assert!(question.back());
    assert_eq!(question.filling().unwrap().question().unwrap().key, "phone");
    let full = "上海市 浦东新区 花木街道 梅园路1号";
    let mut question = address(full);
    press(&mut question, &ctx, "改地方");
    press(&mut question, &ctx, "别的地方");
    press(&mut question, &ctx, "北京市");
    assert_eq!(written(&question), full, "the old one stays until the new place is whole");
    press(&mut question, &ctx, "东城区");
    press(&mut question, &ctx, "东华门街道");
    assert_eq!(written(&question), "北京市 东城区 东华门街道 梅园路1号");
    assert!(question.back());
    assert_eq!(question.filling().unwrap().question().unwrap().key, "phone", "a written house is left by one press");
}

#[test]
fn what_is_not_in_the_lists_is_written_and_read_back_letter_by_letter() {
    let ctx = context(Locale::ZhCn).unwrap();
    let mut question = address("上海市 浦东新区");
    press(&mut question, &ctx, "找不到，自己写");
    let mut text = String::new();
    for c in "花木街道1号".chars() {
        text.push(c);
        let page = question.page(&ctx);
        let field = page.find(&"question.field".into()).and_then(Node::field).unwrap();
        question.update((field.on_input)(text.clone()));
        let page = question.page(&ctx);
        assert_eq!(page.find(&"question.field".into()).and_then(Node::field).unwrap().value, text);
    }
    assert_eq!(written(&question), "上海市 浦东新区 花木街道1号");
}

#[test]
fn the_same_as_before_is_taken_by_one_press_and_not_said_aloud() {
    let ctx = context(Locale::ZhCn).unwrap();
    let mut filling = samples().unwrap().empty().unwrap();
    filling.known = [("phone".to_owned(), Secret::new("13800001234"))].into();
    filling.jump("phone");
    let mut question = Question::of(Box::new(filling));
    let page = question.page(&ctx);
    let button = page.find(&"question.same".into()).unwrap();
    assert!(button.name.ends_with("138****1234") && !button.spoken.as_deref().unwrap().contains("138"));
    assert_eq!(question.update(Message::SamePressed), Action::Focus("question.field".into()));
    assert_eq!(question.filling().unwrap().written("phone"), "13800001234");
    assert!(question.page(&ctx).find(&"question.same".into()).is_none());
}

#[test]
fn the_clerks_reason_is_framed_until_the_answer_is_another() {
    let ctx = context(Locale::ZhCn).unwrap();
    let samples = samples().unwrap();
    let (mut question, load) = Question::new(What::Matter(Box::new(samples.sent_back())), samples.ids());
    assert_eq!(load, Action::Load(Request::Form(samples.service().summary.id)));
    question.update(Message::FormLoaded(samples.service().summary.id, Box::new(Ok(samples.form().unwrap()))));
    let error = |question: &Question| {
        let page = question.page(&ctx);
        page.find(&"question.field".into()).and_then(Node::field).unwrap().error.clone()
    };
    assert!(error(&question).is_some_and(|error| error.contains("少了一位")));
    question.update(Message::Written(Secret::new("4111111111111111")));
    assert_eq!(error(&question), None);
    assert!(question.page(&ctx).find(&"question.reason".into()).is_some(), "it is still there to be read");
}

#[test]
fn ten_days_are_offered_by_fives_and_the_chosen_is_shown() {
    let ctx = context(Locale::ZhCn).unwrap();
    let mut filling = Filling::new(&samples().unwrap().service(), samples().unwrap().visit().unwrap(), samples().unwrap().ids());
    filling.jump("day");
    let mut question = Question::of(Box::new(filling));
    press(&mut question, &ctx, "换后面几天");
    press(&mut question, &ctx, "12月3日，星期四");
    assert_eq!(question.filling().unwrap().written("day"), "2026-12-03");
    let again = Question::of(Box::new(question.filling().unwrap().clone()));
    let chosen = |question: &Question| {
        let page = question.page(&ctx);
        let nodes = page.nodes();
        let chosen = nodes.iter().find(|(_, node)| matches!(node.kind, crate::semantic::Kind::Choice { selected: true }));
        chosen.map(|(_, node)| node.name.clone())
    };
    assert_eq!(chosen(&again).as_deref(), Some("12月3日，星期四"));
    assert_eq!(chosen(&question), chosen(&again), "choosing a day does not turn the page");
}
