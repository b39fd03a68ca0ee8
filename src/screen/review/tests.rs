//! The review: what is handed in, once, and what becomes of each answer to it.

use super::*;
use crate::domain::application::Stage;
use crate::domain::failure::FailureKind;
use crate::domain::settings::Locale;
use crate::screen::Words;
use crate::screen::presets::{context, samples};
use crate::semantic::{Kind, transcript};

fn review() -> Review {
    Review::new(Box::new(samples().unwrap().filled().unwrap()))
}

fn filed(review: &mut Review, failure: Failure) -> Action {
    let key = review.filling.key;
    review.update(Message::Filed(key, Box::new(Err(failure))))
}

#[test]
fn is_handed_in_once_and_again_with_the_same_key() {
    let mut review = review();
    let first = review.update(Message::SendPressed);
    assert!(matches!(first, Action::File(..)));
    assert_eq!(review.update(Message::SendPressed), Action::None);
    assert_eq!(review.update(Message::ChangePressed("name".into())), Action::None);
    assert_eq!(filed(&mut review, Failure::new(FailureKind::Unreachable)), Action::None);
    assert_eq!(review.update(Message::SendPressed), first);
}

#[test]
fn the_receipt_comes_for_this_filing_only() {
    let mut review = review();
    let matter = samples().unwrap().matter(Stage::Received);
    let key = review.filling.key;
    review.update(Message::SendPressed);
    assert_eq!(review.update(Message::Filed(Uuid::max(), Box::new(Ok(matter.clone())))), Action::None);
    assert_eq!(review.update(Message::Filed(key, Box::new(Ok(matter.clone())))), Action::Go(Destination::Receipt(Box::new(matter))));
}

#[test]
fn a_refused_field_leads_to_its_question() {
    let mut review = review();
    review.update(Message::SendPressed);
    let refused = Failure { kind: FailureKind::Refused, fields: vec![("/phone".into(), "phone".into())], existing: None };
    let Action::Go(Destination::Question(filling)) = filed(&mut review, refused) else { panic!("not led there") };
    assert_eq!(filling.question().map(|question| question.key.as_str()), Some("phone"));
}

#[test]
fn an_answer_that_will_not_do_is_not_handed_in() {
    let mut filling = samples().unwrap().filled().unwrap();
    filling.answers.remove("name");
    let action = Review::new(Box::new(filling)).update(Message::SendPressed);
    assert!(matches!(action, Action::Go(Destination::Question(filling)) if filling.at == 1 && filling.wrong.is_some()));
}

#[test]
fn no_secret_is_shown_or_heard() {
    let ctx = context(Locale::ZhCn).unwrap();
    let page = review().page(&ctx);
    let heard = transcript(&page, &Words(ctx.texts));
    let mut shown = String::new();
    for (_, node) in page.nodes() {
        shown.push_str(&node.name);
        if let crate::semantic::Kind::Fact { value } = &node.kind {
            shown.push_str(value);
        }
    }
    for key in ["identityNumber", "phone", "address", "cardNumber"] {
        let secret = review().filling.written(key).to_owned();
        assert!(!secret.is_empty() && !heard.contains(&secret) && !shown.contains(&secret), "{key}");
    }
    assert!(shown.contains("138****1234") && !heard.contains("138"));
}

#[test]
fn the_same_twice_is_shown_or_handed_in_once_more() {
    let ctx = context(Locale::ZhCn).unwrap();
    let mut review = review();
    let first = review.filling.key;
    review.update(Message::SendPressed);
    let file = Uuid::from_u128(6);
    let already = Failure { existing: Some((file, samples().unwrap().kept())), ..Failure::new(FailureKind::FiledAlready) };
    assert_eq!(filed(&mut review, already), Action::None);
    let page = review.page(&ctx);
    assert_eq!(page.find(&"review.already".into()).unwrap().name, "这件事您11月21日已经交过了，正在办。");
    assert_eq!(page.actions[0].id, "review.follow".into());
    assert_eq!(review.update(Message::FollowPressed), Action::Go(Destination::Matter(file)));
    assert_eq!(review.update(Message::OnceMorePressed), Action::None);
    let page = review.page(&ctx);
    assert!(page.whole && page.find(&"review.again-1".into()).is_some(), "another one is looked at, too");
    let Action::File(application, key) = review.update(Message::SendPressed) else { panic!("not handed in") };
    assert!(application.again && key != first);
}

#[test]
fn a_withdrawn_service_says_where_to_go_and_keeps_everything() {
    let ctx = context(Locale::ZhCn).unwrap();
    let mut review = review();
    let before = review.filling.clone();
    review.update(Message::SendPressed);
    filed(&mut review, Failure::new(FailureKind::Missing));
    let page = review.page(&ctx);
    assert!(page.actions.is_empty() && page.find(&"review.ask-window".into()).is_some());
    assert_eq!(review.filling, before);
}

#[test]
fn what_is_mended_goes_to_its_matter() {
    let samples = samples().unwrap();
    let matter = samples.sent_back();
    let filling = Filling::mend(&matter, samples.form().unwrap(), samples.ids());
    let mut review = Review::new(Box::new(filling));
    let page = review.page(&context(Locale::ZhCn).unwrap());
    assert!(page.find(&"review.cardNumber".into()).is_some() && page.find(&"review.name".into()).is_none());
    let sent = review.update(Message::SendPressed);
    assert!(matches!(&sent, Action::Load(Request::Amend(file, answers, _)) if *file == matter.file && answers.len() == 1));
    assert_eq!(review.resume(), sent);
    let slow = Box::new(Err(Failure::new(FailureKind::Slow)));
    assert_eq!(review.update(Message::Amended(matter.file, slow)), Action::None);
    assert_eq!(review.update(Message::SendPressed), sent, "the same key again");
    let received = samples.matter(Stage::Received);
    assert_eq!(review.update(Message::Amended(Uuid::max(), Box::new(Ok(received.clone())))), Action::None);
    let done = review.update(Message::Amended(matter.file, Box::new(Ok(received.clone()))));
    assert_eq!(done, Action::Go(Destination::Mended(Box::new(received))));
}

#[test]
fn the_answers_stand_in_their_groups() {
    let ctx = context(Locale::ZhCn).unwrap();
    let page = Review::new(Box::new(samples().unwrap().for_family().unwrap())).page(&ctx);
    let headings: Vec<&str> =
        page.content.iter().filter(|node| matches!(node.kind, Kind::Heading(2))).map(|node| node.name.as_str()).collect();
    assert_eq!(headings, ["谁来办", "办什么、谁的", "怎么领"]);
}

#[test]
fn all_answers_stand_under_the_clerks_words() {
    let (ctx, samples) = (context(Locale::ZhCn).unwrap(), samples().unwrap());
    let matter = samples.sent_back_whole();
    let page = |matter: &Matter| {
        let mut review = Review::new(Box::new(Filling::mend(matter, samples.form().unwrap(), samples.ids())));
        (review.page(&ctx), review.update(Message::SendPressed))
    };
    let (own, sent) = page(&matter);
    let clerk = ctx.local(matter.demand.as_ref().and_then(|demand| demand.reason.as_ref()).unwrap());
    assert!(own.content[1].name.contains(clerk));
    assert!(own.find(&"review.phone-change".into()).is_some() && matches!(sent, Action::Load(Request::Amend(..))));
    let (unseen, sent) = page(&Matter { answers: Default::default(), ..matter.clone() });
    assert!(unseen.content[1].name.contains(clerk));
    assert!(unseen.find(&"review.name-change".into()).is_some() && unseen.find(&"review.phone".into()).is_none());
    assert!(matches!(sent, Action::Load(Request::Amend(_, answers, _)) if answers.is_empty()));
}

#[test]
fn a_right_that_is_over_leads_to_the_number_and_what_was_written_stays() {
    let (ctx, samples) = (context(Locale::ZhCn).unwrap(), samples().unwrap());
    let filling = Filling::mend(&samples.sent_back(), samples.form().unwrap(), samples.ids());
    let mut review = Review::new(Box::new(filling.clone()));
    review.update(Message::SendPressed);
    review.update(Message::Amended(filling.sent_back.as_ref().unwrap().file, Box::new(Err(Failure::new(FailureKind::Expired)))));
    let page = review.page(&ctx);
    assert_eq!(page.find(&"error.what".into()).unwrap().name, "为了安全，请按收件号再查一次。");
    let find = page.find(&"error.find".into()).unwrap().on_press.clone().unwrap();
    assert_eq!(review.update(find), Action::Go(Destination::Number));
    assert_eq!(*review.filling, filling);
}
