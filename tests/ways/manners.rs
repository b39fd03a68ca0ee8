//! The manners of the switches: what is lit has the focus and is said; time waits for the voice; it stops and waits; a first time is
//! explained once.

use std::time::Duration;

use iced_test::core::keyboard::key::Named;
use tongban::app::Message;
use tongban::domain::settings::{Heard, Locale, Operation, Settings, Way};
use tongban::platform::accesskit::Request as Reader;
use tongban::semantic::{Role, Urgency};
use tongban::speech::Event as Voice;

use crate::resident::{Hall, Resident, embedded, runtime};

fn resident(kiosk: bool, operation: Operation, heard: Heard) -> (Resident, tempfile::TempDir) {
    let (data, runtime) = (tempfile::tempdir().unwrap(), runtime());
    let backend = runtime.block_on(embedded(data.path()));
    let hall = Hall { kiosk, ..Hall::home(Locale::ZhCn) };
    let settings = Settings { operation, heard, ..Resident::settings(hall) };
    (Resident::settled(hall, settings, runtime, backend, None), data)
}

fn of(way: Way) -> Operation {
    Operation { way, ..Operation::default() }
}

fn lit(resident: &Resident) -> Vec<String> {
    resident.app.lit().iter().map(ToString::to_string).collect()
}

#[test]
fn what_is_lit_has_the_focus_and_is_said() {
    let (mut resident, _data) = resident(false, of(Way::TwoSwitches), Heard::ALL);
    resident.told();
    resident.key(Named::Space);
    assert_eq!(lit(&resident), ["home.search"]);
    assert!(resident.app.focus().is(&"home.search".into()));
    assert!(resident.hears().last().unwrap().spoken.starts_with("找一找"));
    resident.key(Named::Space);
    assert_eq!(lit(&resident), ["home.tile-pension", "home.tile-medical", "home.tile-allowance"]);
    let said = resident.hears().pop().unwrap();
    assert_eq!(said.spoken, "这一排有 3 样：养老金，看病医保，老年卡津贴");
    assert!(resident.app.focus().is(&said.node));
    resident.key(Named::Enter);
    assert_eq!(lit(&resident), ["home.tile-pension"]);
    (0..3).for_each(|_| resident.key(Named::Space));
    assert_eq!(resident.hears().pop().unwrap().spoken, "出这一排");
    resident.key(Named::Enter);
    assert_eq!(lit(&resident).len(), 3);
    assert_ne!(lit(&resident)[0], "home.tile-pension", "on to the next row");
}

#[test]
fn time_waits_for_the_voice_and_for_nobody_after_two_rounds() {
    let (mut resident, _data) = resident(false, of(Way::OneSwitch), Heard::ALL);
    let scan = Duration::from_secs(3);
    resident.passes(scan * 10);
    assert!(lit(&resident).is_empty(), "the page is still being told");
    resident.waits(scan);
    assert_eq!(lit(&resident), ["home.search"]);
    resident.passes(scan * 10);
    assert_eq!(lit(&resident), ["home.search"], "its name is still being said");
    resident.voice(Voice::Silent);
    resident.passes(Duration::from_millis(500));
    assert_eq!(lit(&resident), ["home.search"], "not yet");
    let mut rounds = 1;
    for _ in 0..50 {
        resident.waits(scan);
        rounds += usize::from(lit(&resident) == ["home.search"]);
    }
    assert_eq!((rounds, lit(&resident).len()), (2, 0), "it stops after two rounds");
    assert!(resident.hears().pop().unwrap().spoken.contains("停住了"));
    resident.key(Named::Enter);
    assert_eq!(lit(&resident), ["home.search"], "a press begins anew");
}

#[test]
fn without_a_voice_time_runs_at_once() {
    let (mut resident, _data) = resident(false, of(Way::OneSwitch), Heard::ALL);
    resident.voice(Voice::Lost(tongban::speech::Trouble::NoDaemon));
    resident.passes(Duration::from_secs(3));
    assert!(!lit(&resident).is_empty());
    let first = lit(&resident);
    resident.passes(Duration::from_secs(3));
    assert_ne!(lit(&resident), first);
}

#[test]
fn a_switch_is_no_letter_and_no_submission_in_a_field() {
    let (mut resident, _data) = resident(false, of(Way::TwoSwitches), Heard::ALL);
    resident.tap_words("home-search");
    resident.types("老");
    resident.key(Named::Space);
    assert_eq!(resident.written("find.field").as_deref(), Some("老"), "the switch is no space");
    assert_eq!(lit(&resident), ["find.field"]);
    resident.key(Named::Enter);
    assert!(resident.app.page().state.contains("keyboard"), "on a field the switch brings the keys");
    resident.key(Named::Escape);
    resident.must_be_on("find");
    assert!(!resident.app.page().state.contains("keyboard"));
    assert_eq!(resident.written("find.field").as_deref(), Some("老"));
}

#[test]
fn a_key_or_finger_that_must_stay_counts_when_it_stayed() {
    let (mut resident, _data) = resident(false, Operation { hold: 500, ..Operation::default() }, Heard::ALL);
    resident.brief(true);
    resident.tap_words("home-browse");
    resident.must_be_on("home");
    resident.key(Named::F1);
    resident.must_be_on("home");
    resident.brief(false);
    resident.tap_words("home-search");
    resident.must_be_on("find");
    resident.types("老");
    assert_eq!(resident.written("find.field").as_deref(), Some("老"), "letters, too");
    resident.brief(true);
    resident.types("年");
    assert_eq!(resident.written("find.field").as_deref(), Some("老"));
}

#[test]
fn a_way_that_is_new_begins_with_its_introduction_which_can_be_skipped() {
    let (mut resident, _data) = resident(true, of(Way::OneSwitch), Heard::default());
    resident.must_be_on("intro");
    resident.must_see("框自己一排一排往前走");
    resident.tap_words("intro-on");
    resident.must_be_on("home");
    resident.tap_words("frame-settings");
    resident.tap_node(&"settings.door-operate".into());
    resident.tap_node(&"settings.door-way".into());
    resident.tap_words_as(Role::RadioButton, "settings-way-two-switches");
    resident.must_be_on("intro");
    resident.must_see("空格键");
    resident.tap_words("intro-on");
    resident.must_be_on("settings");
    resident.tap_words_as(Role::RadioButton, "settings-way-one-switch");
    resident.must_be_on("settings");
    // The next person in the hall is told anew.
    resident.rests(400);
    resident.must_be_on("intro");
    assert_eq!(resident.app.settings().operation.way, Way::OneSwitch);
}

#[test]
fn what_one_does_for_the_first_time_is_explained_once_after_all_else() {
    let (mut resident, _data) = resident(false, Operation::default(), Heard::default());
    resident.told();
    let explained = |resident: &mut Resident| -> Vec<String> {
        let said = resident.hears().into_iter().filter(|said| said.urgency == Urgency::Status);
        said.map(|said| said.spoken).collect()
    };
    resident.tap_words("home-browse");
    resident.must_be_on("browse");
    let last = resident.hears().pop().unwrap();
    assert_eq!((last.urgency, last.spoken.as_str()), (Urgency::Status, "用手指点一下就行，手抬起来才算。"));
    resident.tap_words("frame-home");
    assert!(explained(&mut resident).is_empty(), "once");
    resident.key(Named::ArrowDown);
    assert_eq!(explained(&mut resident).len(), 1);
    resident.key(Named::F2);
    assert!(explained(&mut resident)[0].contains("F2"));
    resident.happens(Message::Reader(Reader::Focus("home.search".into())));
    assert!(explained(&mut resident)[0].contains("读屏"));
    assert!(resident.app.page().id == "home".into(), "nothing stands in the way");
}
