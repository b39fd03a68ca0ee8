//! 谁来念: each voice is heard before it is chosen, by finger and by keys; what is only heard changes nothing; where the
//! machine's voice has to take the place of another, it is told and shown, once.

use iced_test::core::keyboard::key::Named;
use tongban::domain::settings::{ChineseVoice, Locale};
use tongban::semantic::{Role, Urgency, Utterance};
use tongban::speech::{Because, Chinese, Event as Voice, Standing};

use super::Hand;
use crate::resident::{Hall, Resident, Told, embedded, runtime};

/// At 谁来念, with nothing said yet.
fn at_voices(resident: &mut Resident) {
    resident.tap_words("frame-settings");
    resident.tap_node(&"settings.door-chinese".into());
    resident.told();
}

/// What was said, each with the voice that said it.
fn voiced(resident: &mut Resident, mut by: Chinese) -> Vec<(Chinese, Utterance)> {
    let mut all = Vec::new();
    for told in resident.told() {
        match told {
            Told::Manner(manner) => by = manner.chinese,
            Told::Say(said) => all.push((by, said)),
            _ => {}
        }
    }
    all
}

fn words(voiced: &[(Chinese, Utterance)]) -> Vec<(Chinese, &str)> {
    voiced.iter().map(|(by, said)| (*by, said.spoken.as_str())).collect()
}

fn speaks(resident: &mut Resident, chinese: Chinese, because: Option<Because>) {
    resident.voice(Voice::Speaks(Standing { chinese, because }));
}

#[test]
fn one_hears_both_and_chooses_by_finger() {
    let mut resident = Resident::new(Locale::ZhCn);
    at_voices(&mut resident);
    resident.tap(Role::Button, "听一听云希");
    let heard = voiced(&mut resident, Chinese::Yunxi);
    assert_eq!(words(&heard), [(Chinese::Yunxi, "您好，我是云希。"), (Chinese::Yunxi, "我这样念，您听得清吗？")]);
    resident.tap(Role::Button, "听一听晓伊");
    let heard = voiced(&mut resident, Chinese::Yunxi);
    assert_eq!(words(&heard), [(Chinese::Xiaoyi, "您好，我是晓伊。"), (Chinese::Xiaoyi, "我这样念，您听得清吗？")]);
    assert_eq!(resident.app.settings().chinese, ChineseVoice::Yunxi, "what is only heard is chosen");
    resident.must_see("现在念给您听的是云希");
    resident.tap(Role::RadioButton, "女声，晓伊");
    let heard = voiced(&mut resident, Chinese::Xiaoyi);
    assert_eq!(words(&heard), [(Chinese::Xiaoyi, "您好，我是晓伊。"), (Chinese::Xiaoyi, "选好了，以后我念给您听。")]);
    assert_eq!(resident.app.settings().chinese, ChineseVoice::Xiaoyi);
    resident.must_see("现在念给您听的是晓伊");
    // And back, as easily.
    resident.tap(Role::RadioButton, "男声，云希");
    assert_eq!(resident.app.settings().chinese, ChineseVoice::Yunxi);
}

#[test]
fn after_a_sample_all_else_is_said_by_the_voice_that_was_chosen() {
    let say: [&dyn Fn(&mut Resident); 5] = [
        &|resident| resident.key(Named::Tab),
        &|resident| resident.key(Named::F2),
        &|resident| resident.key(Named::F5),
        &|resident| resident.key(Named::Escape),
        &|resident| resident.shift(Named::F2),
    ];
    for (at, say) in say.iter().enumerate() {
        let mut resident = Resident::new(Locale::ZhCn);
        at_voices(&mut resident);
        resident.tap(Role::Button, "听一听机器声");
        assert!(voiced(&mut resident, Chinese::Yunxi).iter().all(|(by, _)| *by == Chinese::Machine));
        say(&mut resident);
        let told = resident.told();
        let first = told.iter().position(|told| matches!(told, Told::Say(_))).expect("something is said");
        let before = &told[..first];
        let hush = before.iter().position(|told| matches!(told, Told::Hush { .. }));
        let back = before.iter().rposition(|told| matches!(told, Told::Manner(manner) if manner.chinese == Chinese::Yunxi));
        assert!(hush.is_some() && hush < back, "{at}: the sample goes on in another voice: {told:#?}");
    }
}

#[test]
fn one_chooses_by_keys_and_each_rate_is_heard() {
    let mut resident = Resident::new(Locale::ZhCn);
    at_voices(&mut resident);
    resident.enter(Role::Button, "听一听晓伊");
    resident.enter(Role::RadioButton, "女声，晓伊");
    assert_eq!(resident.app.settings().chinese, ChineseVoice::Xiaoyi);
    resident.key(Named::Escape);
    resident.enter(Role::Button, &resident.words("settings-door-rate"));
    resident.told();
    let sample = resident.words("settings-sample-clear");
    for (button, percent) in [("settings-slower", 90), ("settings-faster", 100), ("settings-sample-rate", 100)] {
        resident.enter(Role::Button, &resident.words(button));
        let told = resident.told();
        let said: Vec<_> = told.iter().filter_map(|told| if let Told::Say(said) = told { Some(said) } else { None }).collect();
        let (step, clear) = (said[said.len() - 2], said[said.len() - 1]);
        assert!(step.spoken.contains(&percent.to_string()) && clear.spoken == sample, "{button}: {said:#?}");
        assert_eq!((step.urgency, resident.app.settings().rate.percent()), (Urgency::Focus, percent));
    }
    resident.key(Named::F4);
    assert!(resident.hears().iter().any(|said| said.spoken == sample), "the key changes it unheard");
}

#[test]
fn a_voice_that_cannot_be_had_does_not_say_that_it_is_there() {
    let mut resident = Resident::new(Locale::ZhCn);
    at_voices(&mut resident);
    resident.tap(Role::Button, "听一听晓伊");
    resident.told();
    // In mid-sentence it turns out that another speaks.
    speaks(&mut resident, Chinese::Machine, Some(Because::Absent));
    let heard = voiced(&mut resident, Chinese::Xiaoyi);
    assert_eq!(words(&heard), [(Chinese::Xiaoyi, "晓伊还没有装上，现在由机器声念。")]);
    // A voice that comes and goes does not talk for ever.
    for because in [None, Some(Because::Ended), None, Some(Because::Absent)] {
        speaks(&mut resident, if because.is_some() { Chinese::Machine } else { Chinese::Xiaoyi }, because);
    }
    assert!(resident.hears().is_empty());
    resident.tap(Role::RadioButton, "女声，晓伊");
    assert_eq!(words(&voiced(&mut resident, Chinese::Yunxi)), [(Chinese::Xiaoyi, "晓伊还没有装上，现在由机器声念。")]);
    resident.must_see("晓伊还没有装上");
    resident.must_see("请家里人看说明书");
    // The machine's own voice is there, and leaves that of the other as it is.
    resident.tap(Role::Button, "听一听机器声");
    speaks(&mut resident, Chinese::Machine, None);
    assert_eq!(words(&voiced(&mut resident, Chinese::Xiaoyi))[0], (Chinese::Machine, "您好，我是机器声。"));
    resident.must_see("晓伊还没有装上");
    // Somebody has installed it meanwhile.
    resident.tap(Role::Button, "听一听晓伊");
    resident.told();
    speaks(&mut resident, Chinese::Xiaoyi, None);
    assert_eq!(words(&voiced(&mut resident, Chinese::Xiaoyi))[0].1, "您好，我是晓伊。");
    resident.must_see("现在念给您听的是晓伊");
}

#[test]
fn in_a_hall_the_staff_is_told() {
    let (data, runtime) = (tempfile::tempdir().unwrap(), runtime());
    let backend = runtime.block_on(embedded(data.path()));
    let mut resident = Resident::at(Hall { kiosk: true, ..Hall::home(Locale::ZhCn) }, runtime, backend);
    speaks(&mut resident, Chinese::Machine, Some(Because::Absent));
    assert!(!resident.sees("云希还没有装上"), "nothing has changed, and nobody is disturbed");
    at_voices(&mut resident);
    resident.must_see("云希还没有装上");
    resident.must_see("请告诉工作人员");
}

#[test]
fn a_voice_that_falls_back_is_told_once_after_what_is_being_said() {
    let mut resident = Resident::new(Locale::ZhCn);
    Hand::Finger.to_guide(&mut resident);
    let part = resident.app.layout().part;
    resident.told();
    speaks(&mut resident, Chinese::Machine, Some(Because::Slow));
    resident.must_see("这台机器太慢，云希跟不上");
    let told = resident.told();
    assert!(!told.iter().any(|told| matches!(told, Told::Hush { .. })), "it interrupts: {told:#?}");
    let said: Vec<_> = told.iter().filter_map(|told| if let Told::Say(said) = told { Some(said) } else { None }).collect();
    assert_eq!(said.len(), 1, "{said:#?}");
    assert!(said[0].urgency == Urgency::Status && said[0].text.contains("跟不上"), "{said:#?}");
    assert_eq!(resident.app.layout().part, part);
    // On the next page it is gone, and neither the next sentence nor the next trouble brings it back.
    resident.tap_words("frame-home");
    assert!(!resident.sees("跟不上"));
    for (chinese, because) in [(Chinese::Yunxi, None), (Chinese::Machine, Some(Because::Slow)), (Chinese::Machine, Some(Because::Ended))] {
        resident.told();
        speaks(&mut resident, chinese, because);
        assert!(resident.hears().is_empty() && !resident.sees("由机器声念"), "{because:?} is told again");
    }
    // Who wants to know finds it.
    at_voices(&mut resident);
    resident.must_see("云希停了，正在接上");
}

#[test]
fn in_english_the_chinese_voice_is_heard_in_chinese() {
    let mut resident = Resident::new(Locale::En);
    at_voices(&mut resident);
    resident.tap(Role::Button, "Hear Xiaoyi");
    let said = resident.hears();
    let pieces: Vec<_> = said.iter().flat_map(tongban::speech::pieces).collect();
    assert!(!pieces.is_empty() && pieces.iter().all(|piece| piece.language == "zh-CN"), "{pieces:#?}");
    resident.tap(Role::RadioButton, "Woman, Xiaoyi");
    let said = resident.hears();
    let tongues: Vec<_> = said.iter().flat_map(tongban::speech::pieces).map(|piece| piece.language).collect();
    assert_eq!(tongues, ["zh-CN", "en"], "{said:#?}");
}
