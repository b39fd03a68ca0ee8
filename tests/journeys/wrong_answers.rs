//! Wrong answers: one stays at the question, hears once what is wrong and how to mend it, and loses nothing.

use iced_test::core::keyboard::key::Named;
use tongban::domain::settings::Locale;
use tongban::i18n::Texts;

use super::{Hand, asked, typed};
use crate::resident::Resident;

/// Question, what is written, and the words for what is wrong with it.
fn wrong() -> Vec<(&'static str, String, &'static str)> {
    let written = |key, text: &str, words| (key, text.to_owned(), words);
    vec![
        written("name", "", "fault-empty"),
        written("name", "王秀英2", "fault-name"),
        written("name", &"王".repeat(51), "fault-too-long"),
        written("identityNumber", "", "fault-empty"),
        written("identityNumber", "3101011940", "fault-identity-length"),
        written("identityNumber", "31010119400101O01X", "fault-identity-character"),
        // The 30th of February, its check character right.
        written("identityNumber", "310101194002300019", "fault-identity-date"),
        written("identityNumber", "310101194001010012", "fault-identity-check"),
        written("phone", "13800", "fault-phone"),
        written("address", &"路".repeat(101), "fault-too-long"),
        written("cardNumber", "622", "fault-bank-card"),
    ]
}

fn are_told_once_and_mended(locale: Locale) {
    let mut resident = Resident::new(locale);
    Hand::Finger.to_form(&mut resident);
    for question in asked() {
        let key = question.key.as_str();
        Hand::Finger.to_line(&mut resident, question);
        for (_, text, words) in wrong().iter().filter(|(one, ..)| *one == key) {
            resident.writes("question.field", text);
            resident.hears();
            resident.key(Named::Enter);
            let count = text.chars().count();
            stays(&mut resident, key, &Texts::of(locale.tag()).with(words, &[("count", count.into())]));
            assert_eq!(resident.written("question.field").as_ref(), Some(text), "what was written is lost");
            assert!(resident.app.focus().is(&"question.field".into()));
        }
        if resident.written("question.field").is_none() {
            resident.hears();
            resident.tap_words("question-next");
            let error = resident.words("fault-empty");
            stays(&mut resident, key, &error);
            Hand::Finger.answer(&mut resident, key);
        } else {
            resident.writes("question.field", typed(question));
            resident.key(Named::Enter);
        }
        assert_ne!(resident.app.page().state, key, "a good answer does not go on");
    }
    resident.must_be_on("review");
}

/// Still at the question; what is wrong is shown, and was said once.
fn stays(resident: &mut Resident, key: &str, error: &str) {
    assert_eq!(resident.app.page().state, key);
    resident.must_see(error);
    let heard = resident.hears();
    let times = heard.iter().filter(|said| said.spoken.contains(error)).count();
    assert_eq!(times, 1, "{key}: {error} was said {times} times: {heard:#?}");
}

#[test]
fn in_chinese() {
    are_told_once_and_mended(Locale::ZhCn);
}

#[test]
fn in_traditional_chinese() {
    are_told_once_and_mended(Locale::ZhTw);
}

#[test]
fn in_english() {
    are_told_once_and_mended(Locale::En);
}

#[test]
fn a_mended_answer_is_no_longer_called_wrong() {
    let mut resident = Resident::new(Locale::ZhCn);
    Hand::Keys.to_form(&mut resident);
    Hand::Keys.for_oneself(&mut resident);
    resident.key(Named::Enter);
    let error = resident.words("fault-empty");
    resident.must_see(&error);
    resident.hears();
    resident.types("王");
    assert!(!resident.sees(&error));
    assert!(resident.hears().iter().all(|said| !said.spoken.contains(&error)));
}
