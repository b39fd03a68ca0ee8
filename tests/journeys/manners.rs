//! The manners of the voice: what it repeats, what interrupts, what waits, what finishes; and what one sees of it.

use iced_test::core::keyboard::key::Named;
use tongban::domain::settings::{Locale, Settings};
use tongban::semantic::{NodeId, Rect, Urgency, Utterance};
use tongban::speech::Event as Voice;

use super::{Hand, fill};
use crate::resident::{Hall, Resident, Told};

fn said(told: &[Told]) -> Vec<Utterance> {
    told.iter().filter_map(|told| if let Told::Say(said) = told { Some(said.clone()) } else { None }).collect()
}

fn began(resident: &mut Resident, said: &Utterance) {
    resident.voice(Voice::Began { node: said.node.clone(), language: said.language, caption: said.text.clone(), sentence: 0 });
}

#[test]
fn a_page_is_told_on_arrival_and_again_on_demand() {
    let mut resident = Resident::new(Locale::ZhCn);
    let arrival = resident.hears();
    assert_eq!(arrival[0].node, "home.question".into());
    assert!(arrival.iter().all(|said| said.urgency == Urgency::Page));
    resident.key(Named::F2);
    let told = resident.told();
    assert!(matches!(told[0], Told::Hush { .. }), "the voice goes on over it");
    assert_eq!(said(&told), arrival);
    resident.tap_words("frame-repeat");
    let again = resident.hears();
    assert!(again.ends_with(&arrival), "{again:#?}");
}

#[test]
fn the_focus_interrupts_and_says_what_it_is() {
    let mut resident = Resident::new(Locale::ZhCn);
    resident.hears();
    for _ in 0..12 {
        resident.key(Named::Tab);
        let heard = resident.hears();
        let focus = resident.app.focus().0.clone().expect("a focus");
        assert_eq!((heard.len(), &heard[0].node, heard[0].urgency), (1, &focus, Urgency::Focus), "{heard:#?}");
    }
    resident.tab_to(tongban::semantic::Role::Button, &resident.words("frame-help"));
    assert!(resident.hears().last().unwrap().spoken.contains(&resident.words("speak-button")));
    // What cannot be pressed here says why.
    resident.tab_to(tongban::semantic::Role::Button, &resident.words("frame-back"));
    assert!(resident.hears().last().unwrap().spoken.contains("这里是最前面了"));
}

#[test]
fn leaving_hushes_but_results_are_kept() {
    let mut resident = Resident::new(Locale::ZhCn);
    let hushed = |told: &[Told]| told.iter().filter(|told| matches!(told, Told::Hush { .. })).count();
    resident.told();
    Hand::Finger.to_form(&mut resident);
    fill(&mut resident);
    assert!(hushed(&resident.told()) >= 9);
    resident.tap_words("review-send");
    let told = resident.told();
    let results: Vec<_> = said(&told).into_iter().filter(|said| said.urgency == Urgency::Result).map(|said| said.node).collect();
    assert!(["receipt.done", "receipt.number"].iter().all(|id| results.contains(&(*id).into())), "{results:?}");
    assert!(!results.contains(&"receipt.call".into()), "what is no news need not be said twice");
    resident.tap_words("frame-home");
    let told = resident.told();
    assert!(hushed(&told) > 0 && !told.contains(&Told::Hush { keep_result: false }), "the number is lost");
    assert!(said(&told).iter().all(|said| said.urgency == Urgency::Page));
}

#[test]
fn pause_holds_and_any_word_goes_on() {
    let mut resident = Resident::new(Locale::ZhCn);
    resident.told();
    resident.key(Named::F11);
    assert_eq!(resident.told(), [Told::Pause(true)]);
    resident.key(Named::F11);
    assert_eq!(resident.told(), [Told::Pause(false)]);
    resident.key(Named::F11);
    resident.key(Named::Tab);
    resident.told();
    // The word has let it go on: the key holds it again.
    resident.key(Named::F11);
    assert_eq!(resident.told(), [Told::Pause(true)]);
    resident.tap_words("frame-settings");
    resident.tap_node(&"settings.door-voice".into());
    resident.tap_words("settings-pause");
    resident.must_see(&resident.words("settings-resume"));
}

#[test]
fn faster_and_louder_wait_until_nothing_else_is_said() {
    for (key, id) in
        [(Named::F3, "app-rate"), (Named::F4, "app-rate"), (Named::F5, "app-volume"), (Named::F6, "app-volume"), (Named::F8, "app-size")]
    {
        let mut resident = Resident::new(Locale::ZhCn);
        resident.told();
        resident.key(key);
        let told = resident.told();
        assert_eq!(matches!(told[0], Told::Manner(_)), key != Named::F8, "{told:#?}");
        let heard = said(&told);
        assert_eq!(heard.len(), 1, "{id}: {heard:#?}");
        assert_eq!(heard[0].urgency, Urgency::Status);
        let words = resident.words(id);
        assert!(heard[0].spoken.starts_with(words.split(['{', '，']).next().unwrap()), "{heard:#?}");
        assert!(!told.iter().any(|told| matches!(told, Told::Hush { .. })), "{id} interrupts");
    }
}

#[test]
fn another_language_tells_the_page_again() {
    let mut resident = Resident::new(Locale::ZhCn);
    Hand::Finger.to_guide(&mut resident);
    resident.hears();
    for locale in [Locale::ZhTw, Locale::En, Locale::ZhCn] {
        resident.key(Named::F10);
        let heard = resident.hears();
        assert_eq!(heard[0].node, "guide.name".into(), "{heard:#?}");
        assert!(heard.iter().any(|said| said.text.contains(&resident.words("guide-bring"))));
        let tongues: Vec<_> = heard.iter().filter(|said| said.language != locale.tag()).collect();
        assert!(tongues.is_empty(), "{tongues:#?}");
    }
}

#[test]
fn no_voice_no_word() {
    let mut resident = Resident::new(Locale::ZhCn);
    resident.tap_words("frame-settings");
    resident.tap_node(&"settings.door-voice".into());
    resident.tap_words_as(tongban::semantic::Role::RadioButton, "settings-speech-off");
    assert_eq!(resident.told().last(), Some(&Told::Hush { keep_result: false }));
    resident.key(Named::Tab);
    resident.key(Named::F2);
    assert!(resident.hears().is_empty());
    resident.tap_words_as(tongban::semantic::Role::RadioButton, "settings-speech-on");
    assert!(resident.hears().iter().any(|said| said.urgency == Urgency::Page), "nobody hears that it speaks again");
}

/// Whether anything looks different within these bounds.
fn differs(before: &[u8], after: &[u8], bounds: Rect) -> bool {
    let row = |picture: &[u8], y: usize| {
        let (left, right) = (bounds.x.max(0.0) as usize, (bounds.x + bounds.width) as usize);
        picture[(y * 1280 + left) * 4..(y * 1280 + right) * 4].to_vec()
    };
    (bounds.y as usize..(bounds.y + bounds.height) as usize).any(|y| row(before, y) != row(after, y))
}

/// Where the mark of a node stands, on a display of 96 ppi: a bar of 1.5 mm, 2 mm left of it.
fn mark(bounds: Rect) -> Rect {
    let mm = 96.0 / 25.4;
    Rect { x: bounds.x - 3.5 * mm, width: 1.5 * mm, ..bounds }
}

#[test]
fn what_is_said_is_marked_and_captioned() {
    let mut resident = Resident::new(Locale::ZhCn);
    let quiet = resident.picture();
    let layout = resident.app.layout().clone();
    let [home, repeat] = ["frame.home", "frame.repeat"].map(|id| layout.bounds(&id.into()).unwrap());
    let right = home.x + home.width + 4.0;
    let caption = Rect { x: right, width: repeat.x - 4.0 - right, ..home };
    let said = resident.hears();
    let others: Vec<(NodeId, Rect)> =
        said.iter().filter_map(|said| layout.bounds(&said.node).map(|bounds| (said.node.clone(), mark(bounds)))).collect();
    assert!(others.len() >= 9);
    for one in &said {
        began(&mut resident, one);
        let picture = resident.picture();
        for (node, bounds) in &others {
            assert_eq!(differs(&quiet, &picture, *bounds), *node == one.node, "{node} while {} is said", one.node);
        }
        assert!(differs(&quiet, &picture, caption), "no caption of {}", one.node);
    }
    resident.voice(Voice::Silent);
    assert!(resident.picture() == quiet, "something stays when all is said");
}

#[test]
fn where_no_voice_can_be_had_it_is_shown_and_one_goes_on() {
    use tongban::speech::Trouble;
    for (trouble, id) in [(Trouble::NoDaemon, "voice-no-daemon"), (Trouble::Hung, "voice-hung"), (Trouble::NoSound, "voice-no-sound")] {
        let mut resident = Resident::new(Locale::En);
        resident.voice(Voice::Lost(trouble));
        let words = resident.words(id);
        resident.must_see(&words);
        Hand::Finger.to_form(&mut resident);
        resident.must_see(&words);
        resident.voice(Voice::Found);
        assert!(!resident.sees(&words));
        assert_eq!(resident.app.page().state, "who/who");
    }
}

#[test]
fn a_look_at_a_secret_keeps_the_focus_and_says_nothing_of_it() {
    let mut resident = Resident::new(Locale::ZhCn);
    resident.guard(&super::SECRETS);
    Hand::Keys.to_form(&mut resident);
    Hand::Keys.for_oneself(&mut resident);
    Hand::Keys.answer(&mut resident, "name");
    resident.types(super::answer("identityNumber"));
    for (press, then) in [("question-reveal", "question-hide"), ("question-hide", "question-reveal")] {
        Hand::Keys.press_words(&mut resident, press);
        assert!(resident.app.focus().is(&"question.reveal".into()));
        let words = resident.words(then);
        let last = resident.hears().pop().expect("a word");
        assert!(last.node == "question.reveal".into() && last.spoken.starts_with(&words), "{last:?}");
    }
}

#[test]
fn a_soft_chime_comes_before_a_result_and_before_nothing_else() {
    let mut resident = Resident::new(Locale::ZhCn);
    Hand::Finger.to_form(&mut resident);
    fill(&mut resident);
    assert!(!resident.told().contains(&Told::Chime));
    resident.tap_words("review-send");
    let told = resident.told();
    let chime = told.iter().position(|told| *told == Told::Chime).expect("a chime");
    let result = told.iter().position(|told| matches!(told, Told::Say(said) if said.urgency == Urgency::Result)).expect("a result");
    assert!(chime < result && told.iter().filter(|told| **told == Told::Chime).count() == 1, "{told:#?}");
    assert!(told[chime + 1..result].iter().all(|told| matches!(told, Told::Say(_))), "nothing else comes between: {told:#?}");
    resident.key(Named::F2);
    assert!(!resident.told().contains(&Told::Chime), "said again, it is no news");
}

#[test]
fn who_wants_no_sounds_hears_the_result_at_once() {
    let hall = Hall::home(Locale::ZhCn);
    let (runtime, data) = (crate::resident::runtime(), tempfile::tempdir().unwrap());
    let backend = runtime.block_on(crate::resident::embedded(data.path()));
    let settings = Settings { sounds: false, ..Resident::settings(hall) };
    let mut resident = Resident::settled(hall, settings, runtime, backend, None);
    Hand::Finger.to_form(&mut resident);
    fill(&mut resident);
    resident.tap_words("review-send");
    let told = resident.told();
    assert!(!told.contains(&Told::Chime) && said(&told).iter().any(|said| said.urgency == Urgency::Result), "{told:#?}");
}
