//! What the screen of a matter promises.

use super::*;
use crate::domain::application::{Demand, Level, Rated, Refusal, Step};
use crate::domain::settings::Locale;
use crate::domain::text::LocalText;
use crate::screen::presets::{context, samples};
use crate::semantic::{Kind, StepState};
use jiff::civil::date;

fn filed(stage: Stage) -> Filed {
    samples().unwrap().matter(stage)
}

fn page(matter: Filed) -> Page<Message> {
    Matter::known(Box::new(matter)).0.page(&context(Locale::ZhCn).unwrap())
}

fn has(page: &Page<Message>, id: &'static str) -> bool {
    page.find(&id.into()).is_some()
}

fn states(matter: Filed) -> Vec<StepState> {
    page(matter).nodes().into_iter().filter_map(|(_, node)| if let Kind::Step(state) = node.kind { Some(state) } else { None }).collect()
}

fn demand() -> Demand {
    Demand {
        reason: Some(LocalText::only("电话打不通")),
        fields: vec![("phone".into(), LocalText::only("请再写一个电话"))],
        until: Some(date(2026, 12, 1)),
    }
}

#[test]
fn every_stage_has_one_step_that_is_now() {
    for stage in Stage::ALL {
        let states = states(filed(stage));
        assert_eq!(states.iter().filter(|state| **state == StepState::Now).count(), 1, "{stage:?}");
        assert!(!stage.ended() || states.last() == Some(&StepState::Now), "{stage:?}");
    }
}

#[test]
fn a_stage_that_comes_twice_is_told_twice() {
    let mut matter = filed(Stage::Correction);
    matter.steps.push(Step { stage: Stage::Received, ..matter.steps[0].clone() });
    matter.stage = Stage::Received;
    assert_eq!(states(matter)[..3], [StepState::Done, StepState::Done, StepState::Now]);
}

#[test]
fn an_answer_about_another_matter_is_dropped() {
    let (mut matter, _) = Matter::new(Uuid::nil());
    matter.update(Message::MatterLoaded(Uuid::max(), Box::new(Err(Failure::new(FailureKind::Missing)))));
    assert_eq!(matter.matter, Loaded::Waiting);
}

#[test]
fn what_is_to_be_mended_is_framed_with_its_name_and_the_reason() {
    let ctx = context(Locale::ZhCn).unwrap();
    let matter = Filed { demand: Some(demand()), ..filed(Stage::Correction) };
    let (mut screen, load) = Matter::known(Box::new(matter.clone()));
    assert_eq!(load, Action::Load(Request::Form(matter.service)));
    // Before the form is there the reason stands alone.
    assert_eq!(screen.page(&ctx).find(&"matter.field-phone".into()).unwrap().name, "请再写一个电话");
    screen.update(Message::FormLoaded(Box::new(Ok(samples().unwrap().form().unwrap()))));
    let page = screen.page(&ctx);
    let framed = page.find(&"matter.field-phone".into()).unwrap();
    assert!(framed.role() == crate::semantic::Role::Status && !framed.name.is_empty() && framed.name != "请再写一个电话");
    assert_eq!(framed.description.as_deref(), Some("请再写一个电话"));
    assert!(page.find(&"matter.until-1".into()).unwrap().name.contains("12月1日"));
    assert_eq!(page.actions.len(), 1);
    assert_eq!(screen.update(Message::MendPressed), Action::Mend(Box::new(matter)));
}

#[test]
fn what_was_handed_in_for_it_is_said_as_a_result_and_takes_the_form_s_place() {
    let matter = Box::new(filed(Stage::Received));
    let (screen, action) = Matter::mended(matter.clone());
    assert_eq!(action, Action::None);
    let page = screen.page(&context(Locale::ZhCn).unwrap());
    assert!(page.result && has(&page, "matter.mended") && page.actions.is_empty());
    assert!(Destination::Mended(matter).replaces());
}

#[test]
fn nothing_is_mended_where_nothing_is_asked() {
    for stage in Stage::ALL.into_iter().filter(|stage| !stage.waits_for_owner()) {
        assert!(page(Filed { demand: Some(demand()), ..filed(stage) }).actions.is_empty(), "{stage:?}");
    }
}

#[test]
fn it_can_be_withdrawn_where_the_table_allows_after_one_question() {
    let ctx = context(Locale::ZhCn).unwrap();
    for stage in Stage::ALL {
        assert_eq!(has(&page(filed(stage)), "matter.withdraw"), stage.after(Act::Withdraw).is_some(), "{stage:?}");
    }
    let matter = filed(Stage::Accepted);
    let (mut screen, _) = Matter::known(Box::new(matter.clone()));
    assert_eq!(screen.update(Message::WithdrawPressed), Action::None);
    assert!(has(&screen.page(&ctx), "matter.withdraw-yes") && !has(&screen.page(&ctx), "matter.timeline"));
    assert!(screen.back() && !screen.back());
    screen.update(Message::WithdrawPressed);
    let withdraw = screen.update(Message::WithdrawConfirmed);
    assert_eq!(withdraw, Action::Load(Request::Withdraw(matter.file)));
    assert!(!has(&screen.page(&ctx), "matter.withdraw"), "pressed twice");
    // It has gone too far, or nobody answers: it goes on as before.
    for (kind, again) in [(FailureKind::TooLate, false), (FailureKind::Unreachable, true)] {
        screen.update(Message::WithdrawConfirmed);
        let action = screen.update(Message::MatterLoaded(matter.file, Box::new(Err(Failure::new(kind)))));
        assert_eq!(action == Action::Load(Request::Matter(matter.file)), !again, "{kind:?}");
        let page = screen.page(&ctx);
        assert!(has(&page, "error.what") && has(&page, "matter.goes-on-1") && has(&page, "matter.timeline"));
        assert_eq!(has(&page, "frame.again"), again, "{kind:?}");
    }
    screen.update(Message::WithdrawConfirmed);
    screen.update(Message::MatterLoaded(matter.file, Box::new(Ok(filed(Stage::Withdrawn)))));
    let page = screen.page(&ctx);
    assert!(page.result && has(&page, "matter.withdrawn") && !has(&page, "matter.withdraw"));
}

#[test]
fn a_refusal_says_why_and_what_one_can_do() {
    let refusal = Refusal { reason: LocalText::only("户口不在本市"), basis: Some(LocalText::only("某办法第三条")) };
    let page = page(Filed { refusal: Some(refusal), ..filed(Stage::Refused) });
    let mut told = String::new();
    for node in &page.content {
        told.push_str(&node.name);
        if let Kind::Fact { value } = &node.kind {
            told.push_str(value);
        }
    }
    for words in ["户口不在本市", "某办法第三条", "12345", "021-5550-0123", "60 天", "复议", "6 个月", "起诉"] {
        assert!(told.contains(words), "{words}: {told}");
    }
}

#[test]
fn how_it_was_is_asked_once_it_is_done_and_never_after_a_death() {
    let done = filed(Stage::Completed);
    assert!(has(&page(done.clone()), "matter.rate"));
    assert!(!has(&page(filed(Stage::Approved)), "matter.rate"));
    let rated = Rated { filed: None, completed: Some(Level::Satisfied) };
    assert!(!has(&page(Filed { rated, ..done.clone() }), "matter.rate"));
    assert!(!has(&page(Filed { manner: Manner::Bereavement, ..done }), "matter.rate"));
}

#[test]
fn what_is_shown_stays_when_it_cannot_be_asked_for_anew() {
    let (mut screen, _) = Matter::known(Box::new(filed(Stage::Accepted)));
    assert_eq!(screen.resume(), Action::Load(Request::Matter(screen.file)));
    screen.update(Message::MatterLoaded(screen.file, Box::new(Err(Failure::new(FailureKind::Unreachable)))));
    assert!(matches!(screen.matter, Loaded::Ready(_)));
}
