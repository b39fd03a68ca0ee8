//! What filling in promises: nothing is lost, and what is filed is what was asked.

use super::*;
use crate::domain::failure::FailureKind;
use crate::screen::presets::samples;

fn write(filling: &mut Filling, text: &str) -> Next {
    filling.write(Secret::new(text));
    filling.advance()
}

fn at(filling: &Filling) -> &str {
    filling.question().map_or("", |question| &question.key)
}

#[test]
fn a_fault_keeps_one_at_the_question_and_what_was_written() {
    let mut filling = samples().unwrap().empty().unwrap();
    assert_eq!(write(&mut filling, "self"), Next::Question);
    assert_eq!(write(&mut filling, "王小明"), Next::Question);
    assert_eq!(write(&mut filling, "1101011940"), Next::Stay);
    assert_eq!(filling.wrong, Some(Wrong::Fault(Fault::IdentityLength)));
    assert_eq!((at(&filling), filling.written("identityNumber")), ("identityNumber", "1101011940"));
    assert!(filling.back());
    assert_eq!(filling.written("identityNumber"), "1101011940");
    assert_eq!(filling.wrong, None);
}

#[test]
fn goes_through_all_questions_to_the_review() {
    let filled = samples().unwrap().filled().unwrap();
    let mut filling = samples().unwrap().empty().unwrap();
    let mut last = Next::Question;
    for question in &filled.form.questions {
        last = write(&mut filling, filled.written(&question.key));
    }
    assert_eq!(last, Next::Review);
    assert_eq!(filling.application(), filled.application());
}

#[test]
fn what_an_answer_hides_is_kept_but_not_filed() {
    let mut filling = samples().unwrap().filled().unwrap();
    assert!(filling.application().unwrap().answers.contains_key("cardNumber"));
    assert!(filling.jump("paidTo"));
    assert_eq!(write(&mut filling, "social-security-card"), Next::Review);
    assert!(!filling.application().unwrap().answers.contains_key("cardNumber"));
    assert!(!filling.jump("cardNumber"));
    filling.jump("paidTo");
    assert_eq!(write(&mut filling, "bank-card"), Next::Review);
    assert!(filling.application().unwrap().answers.contains_key("cardNumber"));
}

#[test]
fn mending_one_answer_asks_what_it_brings_up() {
    let mut filling = samples().unwrap().filled().unwrap();
    filling.answers.remove("cardNumber");
    filling.jump("paidTo");
    assert_eq!(filling.advance(), Next::Question);
    assert_eq!(at(&filling), "cardNumber");
    assert_eq!(filling.application(), None);
}

#[test]
fn a_refused_answer_leads_to_its_question() {
    let mut filling = samples().unwrap().filled().unwrap();
    let refused =
        |pointer: &str| Failure { kind: FailureKind::Refused, fields: vec![(pointer.to_owned(), "x".to_owned())], existing: None };
    assert!(!filling.refused(&refused("/nobodyKnows")));
    assert!(filling.refused(&refused("/answers/phone")));
    assert_eq!((at(&filling), filling.wrong), ("phone", Some(Wrong::Refused)));
}

#[test]
fn never_prints_what_was_written() {
    let filling = samples().unwrap().filled().unwrap();
    let printed = format!("{filling:?}");
    for key in ["name", "identityNumber", "phone", "address", "cardNumber"] {
        assert!(!printed.contains(filling.written(key)), "{key}");
    }
}
