//! The main job in a real window in every language through a screen reader, by touch, and with the program killed on
//! the way: what was written is there again, and nothing is filed twice.

use serde_json::{Value, json};
use tongban::domain::form::{AnswerKind, Question};
use tongban::domain::region;
use tongban::domain::settings::Locale;
use tongban::i18n::Texts;

use super::hall::Hall;
use super::outside::Outside;
use crate::journeys::{SECRETS, allowance, answer, asked, called, typed};

/// Longer than a tremor, in seconds: a second tap within half a second is none (T2).
const TREMOR: &str = "0.6";

/// Somebody before the window: who reads it through a screen reader, and presses through it or with a finger.
pub(super) struct Person<'a> {
    hall: &'a Hall,
    pub(super) outside: Outside,
    locale: Locale,
    touches: bool,
}

impl<'a> Person<'a> {
    pub(super) fn before(hall: &'a Hall, locale: Locale) -> Self {
        let outside = hall.outside(Texts::of(locale.tag()).get("app-name").as_str());
        Self { hall, outside, locale, touches: false }
    }

    pub(super) fn words(&self, id: &str) -> String {
        Texts::of(self.locale.tag()).get(id)
    }

    pub(super) fn find(&mut self, role: &str, name: &str) -> Value {
        self.outside.ask(json!({"do": "find", "role": role, "name": name}))
    }

    pub(super) fn press(&mut self, role: &str, name: &str) {
        if self.touches {
            let at = self.find(role, name)["bounds"].clone();
            let side = |of: usize| at[of].as_i64().unwrap();
            let middle = [side(0) + side(2) / 2, side(1) + side(3) / 2].map(|place| place.to_string());
            self.hall.run("xdotool", &["mousemove", &middle[0], &middle[1], "sleep", TREMOR, "click", "1"]);
        } else {
            self.outside.ask(json!({"do": "press", "role": role, "name": name}));
        }
    }

    pub(super) fn press_words(&mut self, id: &str) {
        let words = self.words(id);
        self.press("push button", &words);
    }

    /// From home to the first question of the allowance.
    fn begin(&mut self) {
        self.press_words("home-clear-yes");
        self.open_guide();
        self.press_words("guide-start");
        self.press_words("notice-begin");
    }

    fn open_guide(&mut self) {
        self.press_words("home-tile-allowance");
        self.press("push button", called(allowance(), self.locale));
    }

    pub(super) fn answer(&mut self, question: &Question) {
        self.find("heading", question.ask.get(self.locale));
        match &question.kind {
            AnswerKind::Choice(choices) => {
                let chosen = choices.iter().find(|choice| choice.value == answer(&question.key)).unwrap();
                self.press("radio button", chosen.label.get(self.locale));
            }
            AnswerKind::Address { .. } => {
                // Of the district the hall stands in, the one that is offered first.
                let (path, _) = region::split(answer(&question.key));
                self.press("push button", region::children(&path[..2])[0]);
                self.write(question);
            }
            _ => self.write(question),
        }
        self.press_words("question-next");
    }

    fn write(&mut self, question: &Question) {
        let role = if question.secret.is_some() { "password text" } else { "entry" };
        self.outside.ask(json!({"do": "set_text", "role": role, "name": "", "text": typed(question)}));
        let shown = if question.secret.is_some() { "•".repeat(typed(question).chars().count()) } else { typed(question).to_owned() };
        self.outside.ask(json!({"do": "text", "role": role, "name": "", "is": shown}));
        self.sees_no_secret();
    }

    pub(super) fn sees_no_secret(&mut self) {
        let tree = self.outside.ask(json!({"do": "list"})).to_string();
        for secret in SECRETS {
            assert!(!tree.contains(secret), "{secret} was read");
        }
    }

    /// Through the parts of the review to its end.
    pub(super) fn hand_in(&mut self) {
        let heading = self.words("review-question");
        self.find("heading", &heading);
        self.sees_no_secret();
        while !self.stands("push button", "review-send") {
            if self.stands("push button", "frame-part-next") {
                self.press_words("frame-part-next");
            }
        }
        self.press_words("review-send");
    }

    /// Whether it can be pressed now.
    pub(super) fn stands(&mut self, role: &str, id: &str) -> bool {
        let words = self.words(id);
        self.is_there(role, &words)
    }

    /// By 下一步 alone to a heading: killed before a press arrived, one is a question or two before it.
    fn go_on_to(&mut self, heading: &str) {
        for _ in 0..40 {
            if self.is_there("heading", heading) {
                return;
            }
            if self.stands("push button", "question-next") {
                self.press_words("question-next");
            }
        }
        panic!("an answer is lost before {heading}");
    }

    fn is_there(&mut self, role: &str, words: &str) -> bool {
        let tree = self.outside.ask(json!({"do": "list"}));
        let fits = |node: &Value| {
            node["role"] == role
                && node["name"].as_str().is_some_and(|name| name.starts_with(words))
                && node["states"].as_array().is_some_and(|states| states.iter().any(|state| state == "enabled" || state == "sensitive"))
        };
        tree["nodes"].as_array().unwrap().iter().any(fits)
    }

    pub(super) fn number(&mut self) -> String {
        let label = self.words("receipt-number");
        self.find("label", &label)["name"].as_str().unwrap().chars().filter(char::is_ascii_digit).collect()
    }
}

fn from_home_to_the_receipt(locale: Locale, touches: bool) {
    let hall = Hall::open();
    let _tongban = hall.tongban(&["--speech", "off", "--lang", locale.tag()]);
    let mut person = Person { touches, ..Person::before(&hall, locale) };
    person.begin();
    for question in asked() {
        person.answer(question);
    }
    person.hand_in();
    assert_eq!(person.number().len(), 12);
    person.press_words("receipt-follow");
    let stage = person.words("stage-received");
    person.find("list item", &stage);
}

#[test]
fn in_traditional_chinese_through_a_screen_reader() {
    from_home_to_the_receipt(Locale::ZhTw, false);
}

#[test]
fn in_english_through_a_screen_reader() {
    from_home_to_the_receipt(Locale::En, false);
}

#[test]
fn by_touch() {
    from_home_to_the_receipt(Locale::ZhCn, true);
}

#[test]
fn killed_on_the_way_nothing_is_lost_and_nothing_is_filed_twice() {
    let hall = Hall::open();
    let questions = asked();
    let (first, rest) = questions.split_at(questions.len() / 2);

    let tongban = hall.tongban(&["--speech", "off"]);
    let mut person = Person::before(&hall, Locale::ZhCn);
    person.begin();
    first.iter().for_each(|question| person.answer(question));
    person.find("heading", rest[0].ask.get(Locale::ZhCn));
    drop(tongban);

    // What was answered is there.
    let tongban = hall.tongban(&["--speech", "off"]);
    let mut person = Person::before(&hall, Locale::ZhCn);
    person.open_guide();
    person.press_words("guide-resume");
    person.go_on_to(rest[0].ask.get(Locale::ZhCn));
    rest.iter().for_each(|question| person.answer(question));
    person.hand_in();
    drop(tongban);

    // Whether it had arrived or not: handed in again it is one matter, with one number.
    let tongban = hall.tongban(&["--speech", "off"]);
    let mut person = Person::before(&hall, Locale::ZhCn);
    person.press_words("home-matters");
    let heading = person.words("matters-question");
    person.find("heading", &heading);
    if person.stands("push button", "matters-continue") {
        person.press_words("frame-home");
        person.open_guide();
        person.press_words("guide-resume");
        let review = person.words("review-question");
        person.go_on_to(&review);
        person.hand_in();
        person.number();
        person.press_words("frame-home");
        person.press_words("home-matters");
        person.find("heading", &heading);
    }
    let name = allowance().summary.name.get(Locale::ZhCn);
    person.find("push button", name);
    let tree = person.outside.ask(json!({"do": "list"}));
    let matters = tree["nodes"].as_array().unwrap().iter().filter(|node| node["role"] == "push button" && node["name"] == name);
    assert_eq!(matters.count(), 1, "{tree}");
    drop(tongban);
}
