//! Every task of the program through a screen reader alone, in a real window: found, filed with a mistake mended, corrected
//! when it was sent back, followed, found again by its number, rated; the settings, help, the hotline, a place to practise.

use serde_json::json;
use tongban::domain::application::{Level, Stage};
use tongban::domain::settings::Locale;

use super::hall::Hall;
use super::matters::Person;
use crate::journeys::following::{END, Scene, scene};
use crate::journeys::{allowance, answer, asked, called};

/// The telephone as it is mended.
const PHONE: &str = "13700001111";

impl Person<'_> {
    /// Writes in the field that is called by the words of `id`.
    fn write_in(&mut self, role: &str, id: &str, text: &str) {
        let name = self.words(id);
        self.outside.ask(json!({"do": "set_text", "role": role, "name": name, "text": text}));
    }

    fn sees_heading(&mut self, id: &str) {
        let words = self.words(id);
        self.find("heading", &words);
    }

    /// Presses what is on one of the parts of the page that follow.
    fn presses_below(&mut self, id: &str) {
        while !self.stands("push button", id) {
            if self.stands("push button", "frame-part-next") {
                self.press_words("frame-part-next");
            }
        }
        self.press_words(id);
    }

    /// Home again, from wherever one is.
    fn goes_home(&mut self) {
        self.press_words("frame-home");
        self.sees_heading("home-question");
    }

    /// Opens a door of the settings, chooses, and comes back.
    fn sets(&mut self, door: &str, role: &str, choice: &str) {
        self.press_words("frame-settings");
        self.press_words(&format!("settings-door-{door}"));
        self.sees_heading(&format!("settings-ask-{door}"));
        let words = self.words(choice);
        self.press(role, &words);
        self.goes_home();
    }

    /// An answer that will not do: the field says what is wrong, and how to mend it; then it is mended.
    fn mistakes(&mut self, wrong: &str, right: &str) {
        self.outside.ask(json!({"do": "set_text", "role": "password text", "name": "", "text": wrong}));
        self.press_words("question-next");
        let said = self.words("speak-wrong");
        self.outside.ask(json!({"do": "find", "role": "password text", "name": "", "description": said}));
        self.outside.ask(json!({"do": "set_text", "role": "password text", "name": "", "text": right}));
    }
}

#[test]
fn every_task_through_a_screen_reader() {
    let scene = scene();
    let hall = Hall::open();
    let token = hall.path("token");
    std::fs::write(&token, scene.running.tokens.applicant.expose()).unwrap();
    let backend = ["--speech", "off", "--backend", &scene.running.url, "--terminal-token-file", token.to_str().unwrap()];
    let _tongban = hall.tongban(&backend);
    let mut person = Person::before(&hall, Locale::ZhCn);
    person.press_words("home-clear-yes");
    changes_the_settings(&mut person);
    looks_around(&mut person);
    let number = files_with_a_mistake(&mut person);
    corrects_follows_and_rates(&mut person, &scene, &number);
}

fn changes_the_settings(person: &mut Person<'_>) {
    person.sets("size", "push button", "settings-larger");
    person.sets("theme", "radio button", "settings-theme-night");
    person.sets("volume", "push button", "settings-softer");
    person.sets("rate", "push button", "settings-slower");
    person.sets("theme", "radio button", "settings-theme-paper");
    person.sets("size", "push button", "settings-smaller");
}

/// Help, the hotline, and a place to practise.
fn looks_around(person: &mut Person<'_>) {
    person.press_words("frame-help");
    person.sees_heading("help-question");
    person.presses_below("help-practise");
    person.sees_heading("practise-question");
    person.press_words("practise-banana");
    let told = person.words("practise-banana");
    person.find("notification", &format!("您按到了{told}"));
    person.goes_home();
    person.press_words("home-tile-hotline");
    person.sees_heading("hotline-question");
    person.goes_home();
}

/// Found by words; the identity number is wrong at first. The number one takes away.
fn files_with_a_mistake(person: &mut Person<'_>) -> String {
    person.press_words("home-search");
    let name = called(allowance(), Locale::ZhCn);
    person.write_in("entry", "find-field", name);
    person.press_words("find-go");
    person.press("push button", name);
    person.press_words("guide-start");
    person.press_words("notice-begin");
    for question in asked() {
        if question.key == "identityNumber" {
            person.find("heading", question.ask.get(Locale::ZhCn));
            person.mistakes("310101194001010018", answer("identityNumber"));
            person.press_words("question-next");
        } else {
            person.answer(question);
        }
    }
    person.hand_in();
    let number = person.number();
    person.goes_home();
    number
}

/// Sent back, mended, granted; found by its number each time, and rated at the end.
fn corrects_follows_and_rates(person: &mut Person<'_>, scene: &Scene, number: &str) {
    let matter = scene.found(number);
    let fields = json!([{ "pointer": "/formData/data/phone", "reason": "这个电话打不通" }]);
    scene.decides(&matter, &json!({ "decision": "SENDBACK", "reason": "有一项要改", "fields": fields }));
    finds_by_number(person, number);
    person.presses_below("matter-mend");
    person.outside.ask(json!({"do": "set_text", "role": "password text", "name": "", "text": PHONE}));
    person.press_words("question-next");
    person.hand_in();
    person.find("notification", &person.words("matter-mended"));
    person.goes_home();
    for decision in ["ACCEPT", "APPROVED", "APPROVED"] {
        scene.decides(&matter, &json!({ "decision": decision }));
    }
    finds_by_number(person, number);
    person.presses_below("matter-rate");
    let level = person.words("rate-level-satisfied");
    person.press("radio button", &level);
    person.press_words("rate-send");
    let thanks = person.words("rate-thanks");
    person.find("notification", &thanks);
    let now = scene.matter(&matter);
    assert_eq!(now.stage, Stage::Completed);
    assert!(format!("{:?}", now.rated).contains(&format!("{:?}", Level::Satisfied)), "{:?}", now.rated);
    person.sees_no_secret();
}

fn finds_by_number(person: &mut Person<'_>, number: &str) {
    person.press_words("home-matters");
    person.press_words("matters-number");
    person.write_in("entry", "number-field", number);
    person.press_words("number-next");
    person.write_in("password text", "number-end", END);
    person.press_words("number-find");
    person.find("heading", allowance().summary.name.get(Locale::ZhCn));
}
