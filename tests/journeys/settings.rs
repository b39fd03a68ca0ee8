//! Whatever one changes about seeing and hearing, in the middle of whatever: answers, place and focus stay (U4).

use iced_test::core::keyboard::key::Named;
use proptest::prelude::*;
use tongban::domain::form::{AnswerKind, Question};
use tongban::domain::settings::{Locale, TextSize, Theme};
use tongban::semantic::{Kind, NodeId, Role};

use super::{Hand, answer, asked, typed};
use crate::resident::{Hall, Resident, Told, embedded, runtime};

const KEYS: [Named; 9] = [Named::F3, Named::F4, Named::F5, Named::F6, Named::F7, Named::F8, Named::F9, Named::F10, Named::F11];

/// Where one is, where the focus is, and what is written or chosen.
#[derive(Debug, Clone, PartialEq)]
struct Standing {
    place: (NodeId, String),
    focus: Option<NodeId>,
    written: Option<String>,
    chosen: Vec<NodeId>,
}

fn standing(resident: &Resident) -> Standing {
    let page = resident.app.page();
    let chosen = page.nodes().into_iter().filter(|(_, node)| matches!(node.kind, Kind::Choice { selected: true }));
    Standing {
        place: (page.id.clone(), page.state.clone()),
        focus: resident.app.focus().0.clone(),
        written: resident.written("question.field"),
        chosen: chosen.map(|(_, node)| node.id.clone()).collect(),
    }
}

#[test]
fn every_key_at_every_question_loses_nothing() {
    let mut resident = Resident::new(Locale::ZhCn);
    Hand::Finger.to_form(&mut resident);
    for question in asked() {
        half_answer(&mut resident, question);
        let before = standing(&resident);
        for key in KEYS.into_iter().chain([Named::F10, Named::F10, Named::F9, Named::F9, Named::F9]) {
            resident.key(key);
            assert_eq!(standing(&resident), before, "after {key:?}");
        }
        assert_eq!((resident.locale(), resident.app.settings().theme), (Locale::ZhCn, Theme::Paper));
        go_on(&mut resident, question);
    }
    resident.must_be_on("review");
}

#[test]
fn every_size_theme_and_language_at_every_question_loses_nothing() {
    let mut resident = Resident::new(Locale::En);
    Hand::Finger.to_form(&mut resident);
    for question in asked() {
        half_answer(&mut resident, question);
        let before = standing(&resident);
        resident.key(Named::F7);
        for size in TextSize::ALL {
            assert_eq!(resident.app.settings().text_size, size);
            for key in [Named::F9, Named::F9, Named::F9, Named::F9, Named::F10, Named::F10, Named::F10] {
                resident.key(key);
                assert_eq!(standing(&resident), before, "at {size:?} after {key:?}");
            }
            resident.key(Named::F8);
        }
        [Named::F7, Named::F7, Named::F7].into_iter().for_each(|key| resident.key(key));
        go_on(&mut resident, question);
    }
    resident.must_be_on("review");
}

#[test]
fn every_control_under_seeing_and_hearing_loses_nothing() {
    let mut resident = Resident::new(Locale::ZhTw);
    Hand::Finger.to_form(&mut resident);
    for question in asked() {
        half_answer(&mut resident, question);
        let before = standing(&resident);
        resident.tap_words("frame-settings");
        resident.must_be_on("settings");
        assert!(try_all(&mut resident, None) > 40);
        resident.key(Named::Escape);
        let after = standing(&resident);
        assert_eq!((&after.place, &after.written, &after.chosen), (&before.place, &before.written, &before.chosen));
        if before.written.is_some() {
            assert_eq!(after.focus, before.focus);
        }
        go_on(&mut resident, question);
    }
    resident.must_be_on("review");
}

/// Presses everything on the page and behind its doors, as far as it belongs to the settings; how much that was.
fn try_all(resident: &mut Resident, door: Option<&NodeId>) -> usize {
    let place = |resident: &Resident| (resident.app.page().id.clone(), resident.app.page().state.clone());
    let here = place(resident);
    let controls: Vec<NodeId> = resident.app.page().content.iter().flat_map(pressable).collect();
    let mut tried = 0;
    for control in controls {
        // Some go with the voice, and come back with it.
        if resident.app.page().find(&control).is_none_or(|node| node.on_press.is_none()) {
            continue;
        }
        tried += 1;
        resident.tap_node(&control);
        if resident.app.page().id == "question".into() {
            // It is said where one was, and one is there again.
            resident.tap_words("frame-settings");
            door.iter().for_each(|door| resident.tap_node(door));
        } else if place(resident) != here && resident.app.page().id == "settings".into() {
            tried += try_all(resident, Some(&control));
        }
        while place(resident) != here {
            resident.key(Named::Escape);
        }
    }
    tried
}

fn pressable<M>(node: &tongban::semantic::Node<M>) -> Vec<NodeId> {
    let mut all = Vec::new();
    node.walk(&mut |node| {
        if node.on_press.is_some() {
            all.push(node.id.clone());
        }
    });
    all
}

/// Writes a part of the answer, or chooses it.
fn half_answer(resident: &mut Resident, question: &Question) {
    Hand::Finger.to_line(resident, question);
    assert_eq!(resident.app.page().state, question.key);
    match &question.kind {
        AnswerKind::Choice(choices) => {
            let at = choices.iter().position(|choice| choice.value == answer(&question.key)).unwrap();
            let choice = NodeId::from(format!("question.choice-{}", at + 1));
            resident.tap_node(&choice);
            assert!(resident.app.focus().is(&choice));
        }
        _ => {
            let half: String = typed(question).chars().take(2).collect();
            resident.types(&half);
            assert_eq!(resident.written("question.field"), Some(half));
        }
    }
}

fn go_on(resident: &mut Resident, question: &Question) {
    if !matches!(question.kind, AnswerKind::Choice(_)) {
        resident.writes("question.field", typed(question));
    }
    resident.tap_words("question-next");
}

#[test]
fn what_is_changed_by_key_and_on_the_screen_is_the_same() {
    let mut resident = Resident::new(Locale::ZhCn);
    for (key, door, words) in [
        (Named::F3, "rate", "settings-faster"),
        (Named::F4, "rate", "settings-slower"),
        (Named::F5, "volume", "settings-louder"),
        (Named::F6, "volume", "settings-softer"),
        (Named::F7, "size", "settings-larger"),
        (Named::F8, "size", "settings-smaller"),
    ] {
        let before = *resident.app.settings();
        resident.tap_words("frame-settings");
        resident.key(key);
        assert_ne!(*resident.app.settings(), before, "{key:?} changes nothing");
        resident.tap_node(&format!("settings.door-{door}").into());
        resident.tap_words(words);
        assert_eq!(*resident.app.settings(), before, "{words} does not undo {key:?}");
        resident.tap_words("frame-home");
    }
    resident.told();
    resident.key(Named::F4);
    let manner = resident.told().into_iter().find_map(|told| if let Told::Manner(manner) = told { Some(manner) } else { None });
    assert_eq!(manner.map(|manner| manner.rate), Some(125), "the voice is not told");
}

/// What anybody may press at any time; nothing of it writes or files.
fn any_key() -> impl Strategy<Value = (Named, bool)> {
    let keys = [
        Named::Tab,
        Named::Tab,
        Named::ArrowDown,
        Named::ArrowUp,
        Named::ArrowLeft,
        Named::ArrowRight,
        Named::Enter,
        Named::Enter,
        Named::Space,
        Named::Escape,
        Named::PageDown,
        Named::PageUp,
        Named::F1,
        Named::F2,
    ];
    let keys: Vec<_> = keys.into_iter().chain(KEYS).map(|key| (key, false)).chain([(Named::Tab, true)]).collect();
    prop::sample::select(keys)
}

const NAME: &str = "王秀英";
const HALF_A_NUMBER: &str = "3101011940";

/// The driver itself asserts after each press that the layout rests, that the focus stands on something that is
/// there, and that help can be pressed.
#[test]
fn no_sequence_of_keys_loses_what_was_written() {
    let (data, runtime) = (tempfile::tempdir().unwrap(), runtime());
    let backend = runtime.block_on(embedded(data.path()));
    let config = ProptestConfig { cases: 48, max_shrink_iters: 8, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(keys in prop::collection::vec(any_key(), 20..60), size in 1_u8..=5)| {
        let hall = Hall { text_size: size, ..Hall::home(Locale::ZhCn) };
        let mut resident = Resident::at(hall, runtime.clone(), backend.clone());
        Hand::Finger.to_form(&mut resident);
        Hand::Finger.for_oneself(&mut resident);
        resident.tap_node(&"question.field".into());
        resident.types(NAME);
        resident.key(Named::Enter);
        resident.tap_node(&"question.field".into());
        resident.types(HALF_A_NUMBER);
        let mut now = resident.written("question.field");
        prop_assert_eq!(now.as_deref(), Some(HALF_A_NUMBER), "it was never written");
        let mut asked_back = false;
        for (key, shift) in keys {
            asked_back |= ["guide-restart-sure", "matters-discard-question"].iter().any(|id| resident.sees(&resident.words(id)));
            if shift { resident.shift(key) } else { resident.key(key) }
            if resident.app.page().state.contains("/keyboard") {
                // Keys on the screen write as any others do: they are put away again.
                resident.key(Named::Escape);
            }
            if resident.app.page().state == "identityNumber" {
                let then = resident.written("question.field");
                prop_assert_eq!(&then, &now, "after {:?}", key);
                now = then;
            }
        }
        resident.tap_words("frame-home");
        Hand::Finger.to_guide(&mut resident);
        if !resident.sees(&resident.words("guide-resume")) {
            prop_assert!(asked_back, "thrown away without being asked back");
            return Ok(());
        }
        resident.tap_words("guide-resume");
        // A key may have changed for whom it is: then that is asked about.
        while resident.app.page().state != "name" && resident.app.page().state != "who/who" {
            resident.tap_words("frame-back");
        }
        if resident.app.page().state == "who/who" {
            Hand::Finger.for_oneself(&mut resident);
        }
        prop_assert_eq!(resident.written("question.field"), Some(NAME.to_owned()));
        resident.tap(Role::Button, &resident.words("question-next"));
        prop_assert_eq!(resident.written("question.field"), Some(HALF_A_NUMBER.to_owned()));
    });
}
