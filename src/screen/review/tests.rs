//! The review: what is handed in, once, and what becomes of each answer to it.

use super::*;
use crate::domain::application::Stage;
use crate::domain::failure::FailureKind;
use crate::domain::settings::Locale;
use crate::screen::Words;
use crate::screen::presets::{context, samples};
use crate::semantic::transcript;

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
