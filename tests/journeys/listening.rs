//! What one asks of the voice, by key and by finger (S3), on every kind of page: any act silences first; a sentence back and
//! on, a field spelled, where one is; the question once more where nobody acts; and a screen reader that speaks instead.

use iced_test::core::keyboard::key::Named;
use tongban::app::Message;
use tongban::domain::settings::Locale;
use tongban::platform::accesskit::Request as Reader;
use tongban::semantic::{Urgency, Utterance};
use tongban::speech::{Event as Voice, pieces};

use super::hall::{LIMIT, WARNING, hall, is_warned};
use super::{Hand, SECRETS, answer};
use crate::resident::{Resident, Told};

fn began(resident: &mut Resident, said: &Utterance, sentence: usize) {
    let (node, caption) = (said.node.clone(), said.text.clone());
    resident.voice(Voice::Began { node, language: said.language, caption, sentence });
}

/// To the field for the name, with what was said there.
fn at_the_name(resident: &mut Resident) -> Vec<Utterance> {
    Hand::Keys.to_form(resident);
    resident.told();
    Hand::Keys.for_oneself(resident);
    resident.key(Named::F2);
    resident.hears()
}

#[test]
fn any_act_silences_before_anything_else() {
    let mut resident = Resident::new(Locale::ZhCn);
    let acts: [&dyn Fn(&mut Resident); 8] = [
        &|resident| resident.key(Named::Tab),
        &|resident| resident.key(Named::F2),
        &|resident| resident.key(Named::F12),
        &|resident| resident.shift(Named::F12),
        &|resident| resident.types("王"),
        &|resident| resident.tap_words("frame-settings"),
        &|resident| resident.key(Named::Escape),
        &|resident| resident.key(Named::F1),
    ];
    for (at, act) in acts.iter().enumerate() {
        resident.key(Named::F2);
        resident.told();
        act(&mut resident);
        let told = resident.told();
        assert!(matches!(told.first(), Some(Told::Hush { .. })), "act {at}: {told:#?}");
    }
    // Shift alone is no act, nor is what changes the voice itself.
    resident.told();
    for key in [Named::Shift, Named::F4, Named::F6, Named::F11] {
        resident.key(key);
        assert!(!resident.told().iter().any(|told| matches!(told, Told::Hush { .. })), "{key:?}");
    }
}

#[test]
fn a_sentence_back_and_on_by_key() {
    let mut resident = Resident::new(Locale::ZhCn);
    let said = resident.hears();
    began(&mut resident, &said[2], 0);
    for (key, first) in [(Named::F2, 1), (Named::F11, 3)] {
        resident.told();
        began(&mut resident, &said[2], 0);
        resident.shift(key);
        assert_eq!(resident.hears(), said[first..]);
    }
    // What has ended is heard again, from the sentence that was heard last.
    let last = said.len() - 1;
    began(&mut resident, &said[last], 0);
    resident.voice(Voice::Silent);
    resident.hears();
    resident.shift(Named::F2);
    assert_eq!(resident.hears(), said[last..]);
    began(&mut resident, &said[last], 0);
    resident.shift(Named::F11);
    assert_eq!(resident.hears()[0].spoken, resident.words("app-sentence-last"));
}

#[test]
fn a_node_of_several_sentences_is_taken_up_in_its_middle() {
    let mut resident = Resident::new(Locale::ZhCn);
    Hand::Keys.to_form(&mut resident);
    Hand::Keys.for_oneself(&mut resident);
    resident.key(Named::Enter);
    let error = resident.words("fault-empty");
    resident.key(Named::F2);
    let said = resident.hears();
    let field = said.iter().position(|said| said.spoken.contains(&error)).expect("what is wrong");
    began(&mut resident, &said[field], 1);
    resident.told();
    resident.shift(Named::F11);
    assert!(resident.told().contains(&Told::From(2)), "it begins anew");
}

#[test]
fn each_sentence_is_underlined_while_it_is_said() {
    let mut resident = Resident::new(Locale::ZhCn);
    Hand::Keys.to_form(&mut resident);
    Hand::Keys.for_oneself(&mut resident);
    resident.key(Named::Enter);
    resident.hears();
    resident.key(Named::F2);
    let said = resident.hears().into_iter().find(|said| said.node == "question.field".into()).expect("the field");
    let error = resident.words("fault-empty");
    let mut pictures = vec![resident.picture()];
    for (sentence, piece) in pieces(&said).into_iter().enumerate().take(2) {
        assert!(piece.caption.contains(error.split_inclusive('。').nth(sentence).unwrap()), "{piece:?}");
        let (node, caption) = (said.node.clone(), piece.caption);
        resident.voice(Voice::Began { node, language: said.language, caption, sentence });
        pictures.push(resident.picture());
    }
    // Above the field only the lines differ, and nothing has moved.
    let field = resident.app.layout().bounds(&"question.field".into()).unwrap();
    let above = |picture: &Vec<u8>| picture[..field.y as usize * 1280 * 4].to_vec();
    let lines: Vec<Vec<usize>> = pictures[1..]
        .iter()
        .map(|picture| {
            let both = above(&pictures[0]).into_iter().zip(above(picture)).enumerate();
            both.filter(|(_, (before, now))| before != now).map(|(at, _)| at / 4).collect()
        })
        .collect();
    assert!(lines.iter().all(|line| !line.is_empty()) && lines[0] != lines[1]);
    // One pixel wide they may touch.
    let both = lines[1].iter().filter(|at| lines[0].contains(at)).count();
    assert!(both * 20 < lines[1].len(), "the sentence before is still marked: {both} of {}", lines[1].len());
}

#[test]
fn by_finger_within_two_taps_and_one_is_where_one_was() {
    let mut resident = Resident::new(Locale::ZhCn);
    at_the_name(&mut resident);
    resident.types("王秀英");
    resident.hears();
    resident.key(Named::F2);
    let said = resident.hears();
    began(&mut resident, &said[1], 0);
    let asked = |resident: &mut Resident, id: &str| {
        resident.tap_words("frame-settings");
        resident.tap_node(&"settings.door-listen".into());
        resident.told();
        resident.tap_words(id);
        resident.must_be_on("question");
        assert_eq!(resident.written("question.field").as_deref(), Some("王秀英"));
        assert!(resident.app.focus().is(&"question.field".into()));
        resident.hears()
    };
    assert_eq!(asked(&mut resident, "settings-sentence-back")[0].node, said[1].node);
    began(&mut resident, &said[1], 0);
    assert_eq!(asked(&mut resident, "settings-sentence-on")[0].node, said[2].node);
    let spelled = asked(&mut resident, "settings-spell");
    assert!(spelled.len() == 1 && spelled[0].spoken.starts_with("王，三横王；秀，"), "{spelled:#?}");
    let here = asked(&mut resident, "settings-where");
    assert!(here[0].spoken.contains(&resident.words("question-title")), "{here:#?}");
}

#[test]
fn where_one_is_tells_screen_step_question_and_focus() {
    for locale in Locale::ALL {
        let mut resident = Resident::new(locale);
        at_the_name(&mut resident);
        resident.key(Named::F12);
        let told: Vec<_> = resident.hears().into_iter().map(|said| (said.node.to_string(), said.urgency)).collect();
        let expected = ["frame.place", "question.step", "question.ask", "question.field"];
        assert_eq!(told, expected.map(|id| (id.to_owned(), Urgency::Focus)), "{locale}");
    }
    let mut resident = Resident::new(Locale::ZhCn);
    resident.hears();
    resident.key(Named::F12);
    assert_eq!(resident.hears().last().unwrap().spoken, resident.words("app-where-none"));
}

#[test]
fn a_secret_is_only_counted() {
    let mut resident = Resident::new(Locale::ZhCn);
    resident.guard(&SECRETS);
    at_the_name(&mut resident);
    resident.shift(Named::F12);
    assert_eq!(resident.hears()[0].spoken, resident.words("speak-empty"));
    Hand::Keys.answer(&mut resident, "name");
    resident.types(answer("identityNumber"));
    resident.hears();
    resident.shift(Named::F12);
    let heard = resident.hears();
    assert!(heard.len() == 1 && heard[0].spoken.contains("18") && !heard[0].spoken.contains('X'), "{heard:#?}");
    resident.key(Named::F1);
    resident.hears();
    resident.shift(Named::F12);
    assert_eq!(resident.hears()[0].spoken, resident.words("app-spell-nothing"));
}

#[test]
fn the_question_is_asked_again_once_and_softer_when_nobody_acts() {
    let mut resident = Resident::new(Locale::ZhCn);
    let again = |resident: &mut Resident| resident.hears().into_iter().filter(|said| said.urgency == Urgency::Again).collect::<Vec<_>>();
    resident.rests(60);
    assert!(again(&mut resident).is_empty(), "it still speaks");
    resident.voice(Voice::Silent);
    // Each look at the clock of the tests takes a second: not to the second, then.
    resident.rests(20);
    assert!(again(&mut resident).is_empty());
    resident.rests(6);
    let asked = again(&mut resident);
    assert!(asked.len() == 1 && asked[0].node == "home.question".into(), "{asked:#?}");
    resident.voice(Voice::Silent);
    resident.rests(100);
    assert!(again(&mut resident).is_empty(), "twice");
    // An act, and all begins anew.
    resident.key(Named::Tab);
    resident.voice(Voice::Silent);
    resident.rests(26);
    assert_eq!(again(&mut resident).len(), 1);
    // Not to who holds the voice, has covered the screen, writes, or wants no voice.
    let stills: [&dyn Fn(&mut Resident); 4] = [
        &|resident| resident.key(Named::F11),
        &|resident| resident.tap_words("frame-cover"),
        &|resident| {
            resident.tap_words("frame-home");
            resident.tap_words("home-search");
            resident.types("老年");
        },
        &|resident| {
            resident.tap_words("frame-settings");
            resident.tap_node(&"settings.door-voice".into());
            resident.tap_words_as(tongban::semantic::Role::RadioButton, "settings-speech-off");
        },
    ];
    for (at, still) in stills.iter().enumerate() {
        still(&mut resident);
        resident.voice(Voice::Silent);
        resident.rests(60);
        assert!(again(&mut resident).is_empty(), "still {at}");
    }
}

#[test]
fn who_has_gone_is_still_noticed_behind_the_second_question() {
    let (mut resident, _data) = hall();
    resident.voice(Voice::Silent);
    resident.rests(26);
    // It speaks for a while, and then nobody is there.
    resident.voice(Voice::Silent);
    resident.rests(LIMIT - 20);
    assert!(!is_warned(&resident), "idleness is counted from the end of speech");
    resident.rests(25);
    assert!(is_warned(&resident));
    resident.rests(WARNING + 5);
    resident.must_be_on("home");
}

#[test]
fn our_voice_gives_way_to_a_screen_reader_and_comes_back() {
    let mut resident = Resident::new(Locale::ZhCn);
    resident.told();
    resident.happens(Message::Reader(Reader::Speaks(true)));
    assert_eq!(resident.told(), [Told::Hush { keep_result: false }]);
    let words = resident.words("frame-reader");
    resident.must_see(&words);
    for act in [Named::Tab, Named::F2, Named::F12] {
        resident.key(act);
    }
    resident.tap_words("frame-settings");
    assert!(resident.hears().is_empty(), "two voices at once");
    assert!(!resident.sees(&words), "it is said once");
    // One may want both.
    resident.tap_node(&"settings.door-voice".into());
    resident.tap_words_as(tongban::semantic::Role::RadioButton, "settings-beside-yes");
    resident.key(Named::F2);
    assert!(!resident.hears().is_empty());
    resident.tap_words_as(tongban::semantic::Role::RadioButton, "settings-beside-no");
    resident.hears();
    resident.key(Named::F2);
    assert!(resident.hears().is_empty());
    resident.happens(Message::Reader(Reader::Speaks(false)));
    assert!(resident.hears().iter().any(|said| said.urgency == Urgency::Page), "it does not come back");
}
