//! In a hall: whoever has gone leaves nothing behind; whoever is still there has all the time there is (E1, E2, P3).

use iced_test::core::keyboard::key::Named;
use tongban::domain::settings::Locale;
use tongban::semantic::Urgency;
use tongban::speech::Event as Voice;

use super::{Hand, SECRETS, fill};
use crate::resident::{Hall, Resident, embedded, runtime};

/// Warned after this many seconds, and gone this many later (app::LIMIT, app::WARNING).
pub const LIMIT: u64 = 150;
pub const WARNING: u64 = 40;

/// In a hall, with the directory its backend lives in.
pub fn hall() -> (Resident, tempfile::TempDir) {
    let (data, runtime) = (tempfile::tempdir().unwrap(), runtime());
    let backend = runtime.block_on(embedded(data.path()));
    let hall = Hall { locale: Locale::ZhCn, text_size: 4, window: (1920, 1080), kiosk: true };
    (Resident::at(hall, runtime, backend), data)
}

pub fn is_warned(resident: &Resident) -> bool {
    resident.app.page().find(&"app.leaving".into()).is_some()
}

/// Up to the name, two of its characters written.
pub fn halfway(resident: &mut Resident) {
    Hand::Finger.to_form(resident);
    Hand::Finger.for_oneself(resident);
    resident.types("王秀");
}

#[test]
fn the_warning_is_seen_and_heard_once_and_any_key_gives_more_time() {
    let (mut resident, _data) = hall();
    halfway(&mut resident);
    resident.rests(1);
    for key in [Named::Tab, Named::F2, Named::F8, Named::Shift, Named::ArrowLeft] {
        let before = resident.written("question.field");
        resident.rests(LIMIT - 10);
        assert!(!is_warned(&resident));
        resident.hears();
        resident.rests(20);
        assert!(is_warned(&resident), "nobody is warned");
        let words = resident.words("app-leaving");
        resident.must_see(&words);
        let heard: Vec<_> = resident.hears().into_iter().filter(|said| said.spoken.contains(&words)).collect();
        assert_eq!(heard.len(), 1, "{heard:#?}");
        assert_eq!(heard[0].urgency, Urgency::Focus, "it does not interrupt");
        resident.key(key);
        assert!(!is_warned(&resident), "{key:?} gives no time");
        assert_eq!(resident.app.page().state, "name");
        assert_eq!(resident.written("question.field"), before);
    }
}

#[test]
fn while_it_speaks_nobody_is_idle() {
    let (mut resident, _data) = hall();
    resident.rests(LIMIT - 20);
    resident.voice(Voice::Began { node: "home.question".into(), language: "zh-CN", caption: "您好".into(), sentence: 0 });
    resident.voice(Voice::Silent);
    resident.rests(LIMIT - 20);
    assert!(!is_warned(&resident), "the time is not counted from the end of speech");
    resident.rests(40);
    assert!(is_warned(&resident));
    resident.voice(Voice::Silent);
    assert!(is_warned(&resident), "the warning's own end takes it away");
}

#[test]
fn whoever_has_gone_leaves_nothing() {
    let (mut resident, _data) = hall();
    resident.guard(&SECRETS);
    let before = *resident.app.settings();
    Hand::Finger.to_form(&mut resident);
    fill(&mut resident);
    resident.tap_words("review-send");
    resident.must_be_on("receipt");
    resident.tap_words("frame-home");
    halfway(&mut resident);
    [Named::F4, Named::F6, Named::F7, Named::F9, Named::F10].into_iter().for_each(|key| resident.key(key));
    assert_ne!(*resident.app.settings(), before);
    resident.rests(LIMIT + WARNING + 5);
    resident.must_be_on("home");
    assert_eq!(*resident.app.settings(), before);
    assert!(!is_warned(&resident));
    // The next one.
    resident.tap_words("home-matters");
    let stands = |id: &'static str| resident.app.page().find(&id.into()).is_some();
    assert!(stands("matters.number") && !stands("frame.waiting") && !stands("error.what"));
    assert!(!stands("matters.list") && !stands("matters.draft-1"), "another's matters:\n{}", resident.shown());
    resident.tap_words("frame-home");
    Hand::Finger.to_form(&mut resident);
    assert_eq!(resident.app.page().state, "who/who");
    Hand::Finger.for_oneself(&mut resident);
    assert_eq!(resident.written("question.field").as_deref(), Some(""));
}

fn stands(resident: &Resident, id: &'static str) -> bool {
    resident.app.page().find(&id.into()).is_some()
}

/// The next one may come at once: what was filed, and what was written in it, is gone with the receipt's page.
#[test]
fn a_receipt_that_is_left_leaves_nothing_to_the_next_one() {
    for way in ["frame-home", "frame-back"] {
        let (mut resident, _data) = hall();
        resident.guard(&SECRETS);
        Hand::Finger.to_form(&mut resident);
        fill(&mut resident);
        resident.tap_words("review-send");
        resident.must_be_on("receipt");
        // One may look at it from there, and come back to the number.
        resident.tap_words("receipt-follow");
        resident.must_be_on("matter");
        assert!(resident.app.page().find(&"error.what".into()).is_none(), "{}", resident.shown());
        resident.tap_words("frame-back");
        resident.must_be_on("receipt");
        resident.tap_words(way);
        resident.must_be_on("home");
        resident.tap_words("home-matters");
        assert!(stands(&resident, "matters.number") && !stands(&resident, "frame.waiting") && !stands(&resident, "error.what"));
        assert!(!stands(&resident, "matters.list") && !stands(&resident, "matters.draft-1"), "another's matters:\n{}", resident.shown());
        resident.tap_words("frame-home");
        Hand::Finger.to_form(&mut resident);
        assert_eq!(resident.app.page().state, "who/who");
        Hand::Finger.for_oneself(&mut resident);
        assert_eq!(resident.written("question.field").as_deref(), Some(""));
        assert!(!stands(&resident, "question.same"), "offered:\n{}", resident.shown());
    }
}

#[test]
fn at_home_nobody_is_sent_away() {
    let mut resident = Resident::new(Locale::ZhCn);
    halfway(&mut resident);
    resident.rests(LIMIT + WARNING + 100);
    assert!(!is_warned(&resident));
    assert_eq!(resident.written("question.field").as_deref(), Some("王秀"));
}
