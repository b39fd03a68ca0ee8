//! By ear alone: one who hears what the voice is given, knows their own papers, and has a keyboard. They never see the tree:
//! all they do follows from what they heard ([`listener`]). If something cannot be known so, the product is at fault.

mod listener;

use iced_test::core::keyboard::key::Named;
use serde_json::json;
use tongban::domain::application::{Level, Stage};
use tongban::domain::settings::{ChineseVoice, Locale};

use crate::journeys::following::{END, Scene, scene};
use crate::journeys::{allowance, answer, asked, called};
use crate::resident::Resident;
use listener::{Listener, Paper};

/// What one has at hand: the words one is asked with, and what one says to that.
fn papers(locale: Locale) -> Vec<Paper> {
    asked().into_iter().map(|question| Paper::of(question, locale)).collect()
}

/// From home into the form of 高龄津贴.
fn to_form(ear: &mut Listener) {
    ear.go("home-tile-allowance");
    ear.go_to(called(allowance(), ear.locale()));
    assert!(ear.heard(&ear.words("guide-bring")), "the guide is not heard: {:#?}", ear.lines());
    ear.go("guide-start");
    ear.go("notice-begin");
}

/// Answers what is asked until there is nothing more to answer; at the telephone a digit is missing first.
fn fill(ear: &mut Listener, papers: &[Paper]) {
    let review = ear.words("review-question");
    for _ in 0..papers.len() * 2 {
        if ear.heard(&review) {
            return;
        }
        let paper = papers.iter().find(|paper| ear.heard(&paper.asked));
        let paper = paper.unwrap_or_else(|| panic!("what is asked? {:#?}", ear.lines()));
        if paper.key == "phone" {
            ear.write("1398765432");
            ear.press(Named::Enter);
            // Which field, what is wrong, and how to mend it.
            for words in [&paper.label, &ear.words("speak-wrong"), &ear.words("fault-phone")] {
                assert!(ear.heard(words), "{words} is not heard: {:#?}", ear.lines());
            }
            ear.rub_out(10);
        }
        ear.answer(paper);
    }
    panic!("the form never ends: {:#?}", ear.lines());
}

/// Hears the review to its end and hands it in; the number that was heard.
fn hand_in(ear: &mut Listener) -> String {
    ear.hears_out();
    assert!(ear.heard(&ear.said("王秀英")), "the review is not heard: {:#?}", ear.lines());
    ear.go("review-send");
    assert!(ear.heard(&ear.words("receipt-done")), "nobody knows whether it went: {:#?}", ear.lines());
    let number = ear.number(&ear.words("receipt-number"));
    assert_eq!(number.len(), 12, "{number} of {:#?}", ear.lines());
    // It can be heard again.
    ear.press(Named::F2);
    assert_eq!(ear.number(&ear.words("receipt-number")), number);
    number
}

/// With the number alone to the matter.
fn find(ear: &mut Listener, number: &str) {
    ear.go("home-matters");
    ear.go("matters-number");
    ear.write(number);
    ear.press(Named::Enter);
    assert!(ear.heard(&ear.words("number-end-question")), "{:#?}", ear.lines());
    ear.write(END);
    ear.press(Named::Enter);
}

fn files_rates_and_follows(locale: Locale) {
    let mut ear = Listener::of(Resident::new(locale));
    to_form(&mut ear);
    let papers = papers(locale);
    fill(&mut ear, &papers);
    let number = hand_in(&mut ear);
    ear.go("receipt-rate");
    ear.go(&format!("rate-level-{}", Level::Satisfied.name()));
    assert!(ear.heard(&ear.words("speak-selected")), "is it chosen? {:#?}", ear.lines());
    ear.go("rate-send");
    assert!(ear.heard(&ear.words("rate-thanks")), "{:#?}", ear.lines());
    ear.go("frame-home");
    find(&mut ear, &number);
    ear.hears_out();
    for words in [ear.words("stage-received"), ear.said("王秀英")] {
        assert!(ear.heard(&words), "{words} is not heard: {:#?}", ear.lines());
    }
    assert_eq!(ear.number(&ear.words("matter-number")), number);
}

#[test]
fn files_mends_a_mistake_rates_and_follows_in_chinese() {
    files_rates_and_follows(Locale::ZhCn);
}

#[test]
fn files_mends_a_mistake_rates_and_follows_in_traditional_chinese() {
    files_rates_and_follows(Locale::ZhTw);
}

#[test]
fn files_mends_a_mistake_rates_and_follows_in_english() {
    files_rates_and_follows(Locale::En);
}

#[test]
fn finds_a_service_by_words_of_ones_own() {
    let mut ear = Listener::of(Resident::new(Locale::ZhCn));
    ear.go("home-search");
    ear.write("高龄补贴");
    ear.press(Named::Enter);
    ear.go_to(called(allowance(), Locale::ZhCn));
    assert!(ear.heard(&ear.words("guide-bring")), "{:#?}", ear.lines());
}

#[test]
fn corrects_what_was_sent_back() {
    let scene: Scene = scene();
    let matter = scene.file(None);
    let fields = json!([{ "pointer": "/formData/data/phone", "reason": "这个电话打不通" }]);
    scene.decides(&matter, &json!({ "decision": "SENDBACK", "reason": "有一项要改", "fields": fields }));
    let mut ear = Listener::of(scene.home());
    find(&mut ear, &matter.receipt.unwrap().groups().concat());
    assert!(ear.heard(&ear.said("这个电话打不通")), "{:#?}", ear.lines());
    ear.go("matter-mend");
    let paper = papers(Locale::ZhCn).into_iter().find(|paper| paper.key == "phone").unwrap();
    assert!(ear.heard(&paper.asked), "{:#?}", ear.lines());
    ear.rub_out(answer("phone").len());
    ear.write("13700001111");
    ear.press(Named::Enter);
    ear.hears_out();
    ear.go("review-send");
    assert!(ear.heard(&ear.words("matter-mended")), "{:#?}", ear.lines());
    assert_eq!(scene.matter(&matter).stage, Stage::Received);
}

#[test]
fn changes_how_it_is_heard_and_comes_back() {
    for locale in Locale::ALL {
        let mut ear = Listener::of(Resident::new(locale));
        ear.go("frame-settings");
        ear.go("settings-door-rate");
        let before = ear.settings().rate;
        ear.go("settings-slower");
        assert!(ear.settings().rate < before && ear.heard(&ear.said(&ear.settings().rate.percent().to_string())), "{:#?}", ear.lines());
        ear.press(Named::Escape);
        ear.go("settings-door-theme");
        ear.go("settings-theme-night");
        assert!(ear.heard(&ear.words("speak-selected")) || ear.heard(&ear.words("settings-theme-night")), "{:#?}", ear.lines());
        ear.press(Named::Escape);
        ear.press(Named::Escape);
        assert!(ear.heard(&ear.words("home-question")), "where is one? {:#?}", ear.lines());
    }
}

#[test]
fn hears_the_voices_chooses_one_and_comes_back() {
    for locale in Locale::ALL {
        let mut ear = Listener::of(Resident::new(locale));
        ear.go("frame-settings");
        ear.go("settings-door-chinese");
        assert!(ear.heard(&ear.words("settings-speaks")), "who speaks now? {:#?}", ear.lines());
        for voice in ["yunxi", "xiaoyi"] {
            let name = ear.words(&format!("settings-name-{voice}"));
            ear.go_to(&format!("{}{name}", ear.words("settings-sample-voice")));
            let hello = ear.words(&format!("settings-hello-{voice}"));
            assert!(ear.heard(hello.trim_end_matches('。')), "{hello}: {:#?}", ear.lines());
            assert_eq!(ear.settings().chinese, ChineseVoice::Yunxi, "what is only heard is chosen");
        }
        ear.go("settings-chinese-xiaoyi");
        for words in ["settings-hello-xiaoyi", "settings-hello-chosen"] {
            // A Chinese sentence in an English page is said without its full stop.
            assert!(ear.heard(ear.words(words).trim_end_matches('。')), "{words}: {:#?}", ear.lines());
        }
        ear.press(Named::F2);
        ear.hears_out();
        let (name, chosen) = (ear.words("settings-chinese-xiaoyi"), ear.words("speak-selected"));
        assert!(ear.lines().iter().any(|line| line.contains(&name) && line.contains(&chosen)), "which one stands? {:#?}", ear.lines());
        ear.press(Named::Escape);
        ear.go("settings-door-rate");
        ear.go("settings-slower");
        assert!(ear.heard(&ear.words("settings-sample-clear")), "{:#?}", ear.lines());
        ear.press(Named::Escape);
        ear.press(Named::Escape);
        assert!(ear.heard(&ear.words("home-question")), "where is one? {:#?}", ear.lines());
        assert_eq!((ear.settings().chinese, ear.settings().rate.percent()), (ChineseVoice::Xiaoyi, 90));
    }
}

#[test]
fn hears_whom_to_call_for_help() {
    for locale in Locale::ALL {
        let mut ear = Listener::of(Resident::new(locale));
        ear.press(Named::F1);
        ear.hears_out();
        for words in ["help-window", "help-phone", "help-hours", "help-ambulance"] {
            assert!(ear.heard(&ear.words(words)), "{words}: {:#?}", ear.lines());
        }
        ear.press(Named::Escape);
        assert!(ear.heard(&ear.words("home-question")));
    }
}

#[test]
fn knows_where_one_is_and_what_was_written() {
    for locale in Locale::ALL {
        let mut ear = Listener::of(Resident::new(locale));
        to_form(&mut ear);
        let papers = papers(locale);
        while !ear.heard(&papers.iter().find(|paper| paper.key == "name").unwrap().asked) {
            let paper = papers.iter().find(|paper| ear.heard(&paper.asked)).expect("what is asked");
            ear.answer(paper);
        }
        ear.write("王秀英");
        ear.press(Named::F12);
        let step = ear.said(&ear.words("question-title"));
        assert!(ear.heard(&step) && ear.heard(&ear.words("app-where-focus")), "{:#?}", ear.lines());
        ear.shift(Named::F12);
        let spelled = ear.all();
        assert!(["王", "秀", "英"].iter().all(|one| spelled.contains(one)), "{spelled}");
        // One goes on from the sentence one wants.
        ear.press(Named::F2);
        let whole = ear.lines().to_vec();
        ear.shift(Named::F11);
        assert!(!ear.lines().is_empty() && whole.ends_with(ear.lines()), "{:#?}", ear.lines());
    }
}
