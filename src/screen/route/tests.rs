//! What all screens promise as one.

use uuid::Uuid;

use super::*;
use crate::domain::application::Stage;
use crate::domain::failure::FailureKind;
use crate::domain::settings::Locale;
use crate::screen::Request;
use crate::screen::presets::{context, samples};

#[test]
fn a_message_for_another_screen_becomes_nothing() {
    let ctx = context(Locale::ZhCn).unwrap();
    let mut screen = Screen::home();
    assert_eq!(screen.update(Message::Review(review::Message::SendPressed), &ctx), Action::None);
    assert_eq!(screen.answered(&Request::Matters, Answer::Matters(Ok(Vec::new())), &ctx), Action::None);
    assert_eq!(screen.filed(Uuid::nil(), Err(Failure::new(FailureKind::Slow)), &ctx), Action::None);
    assert_eq!(screen, Screen::home());
}

#[test]
fn what_stands_around_every_screen_leads_where_it_says() {
    let ctx = context(Locale::ZhCn).unwrap();
    let (mut screen, _) = Screen::open(Destination::Find);
    assert_eq!(screen.update(Message::Frame(Act::Back), &ctx), Action::Back);
    assert_eq!(screen.update(Message::Frame(Act::Home), &ctx), Action::Home);
    assert_eq!(screen.update(Message::Frame(Act::Repeat), &ctx), Action::Repeat);
    assert_eq!(screen.update(Message::Frame(Act::Help), &ctx), Action::Go(Destination::Help));
    assert_eq!(screen.update(Message::Frame(Act::Settings), &ctx), Action::Go(Destination::Settings));
    assert_eq!(screen.update(Message::Frame(Act::Cover), &ctx), Action::Go(Destination::Cover));
}

#[test]
fn every_answer_reaches_the_screen_that_asked() {
    let ctx = context(Locale::ZhCn).unwrap();
    let samples = samples().unwrap();
    let broken = || Failure::new(FailureKind::Broken);
    let (service, file) = (samples.service().summary.id, Uuid::from_u128(6));
    let ids = Ids { applicant: Uuid::nil(), key: Uuid::nil(), today: jiff::civil::date(2026, 11, 21) };
    let asked = [
        (Screen::open(Destination::Found(Default::default(), String::new())), Answer::Services(Err(broken()))),
        (Screen::open(Destination::Guide(service)), Answer::Service(Box::new(Err(broken())))),
        (Screen::fill(Box::new(samples.service()), ids), Answer::Form(Box::new(Err(broken())))),
        (Screen::open(Destination::Matters), Answer::Matters(Err(broken()))),
        (Screen::open(Destination::Matter(file)), Answer::Matter(Box::new(Err(broken())))),
    ];
    for ((mut screen, action), answer) in asked {
        assert_eq!(screen.resume(), action);
        let Action::Load(request) = action else { panic!("{:?} asks for nothing", screen.id()) };
        screen.answered(&request, answer, &ctx);
        assert!(screen.page(&ctx).find(&"error.what".into()).is_some(), "{:?}", screen.id());
        assert_eq!(screen.resume(), Action::None);
    }
}

#[test]
fn back_from_the_review_is_the_last_question_with_all_answers() {
    let ctx = context(Locale::ZhCn).unwrap();
    let filled = samples().unwrap().filled().unwrap();
    let (mut screen, _) = Screen::open(Destination::Review(Box::new(filled.clone())));
    assert_eq!(screen.update(Message::Frame(Act::Back), &ctx), Action::None);
    assert_eq!(screen.id(), ScreenId::Question);
    assert_eq!(screen.filling().map(|filling| &filling.answers), Some(&filled.answers));
    assert_eq!(screen.filling().map(|filling| filling.at), Some(filled.count() - 1));
}

#[test]
fn while_it_is_handed_in_nothing_leads_back_into_the_form() {
    let ctx = context(Locale::ZhCn).unwrap();
    let filled = samples().unwrap().filled().unwrap();
    let key = filled.key;
    let (mut screen, _) = Screen::open(Destination::Review(Box::new(filled)));
    let file = screen.update(Message::Review(review::Message::SendPressed), &ctx);
    assert_eq!(screen.resume(), file);
    assert_eq!(screen.update(Message::Frame(Act::Back), &ctx), Action::None);
    assert_eq!(screen.id(), ScreenId::Review);
    let matter = samples().unwrap().matter(Stage::Received);
    assert!(matches!(screen.filed(key, Ok(matter), &ctx), Action::Go(Destination::Receipt(_))));
}
