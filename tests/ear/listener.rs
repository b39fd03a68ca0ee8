//! The ear and the keyboard. What is said is kept as the voice is given it, numbers read out; what is silenced before it was
//! said is not heard. The program behind it is out of reach.

use iced_test::core::keyboard::key::Named;
use tongban::domain::form::{AnswerKind, Question};
use tongban::domain::region;
use tongban::domain::settings::{Locale, Settings};
use tongban::i18n::Texts;
use tongban::semantic::Urgency;
use tongban::speech::reading;

use crate::journeys::answer;
use crate::resident::{Resident, Told};

/// More stops than any screen has.
const STOPS: usize = 120;

/// One thing one knows of oneself.
pub struct Paper {
    pub key: &'static str,
    /// The words one is asked with, as they are heard.
    pub asked: String,
    /// What it is called.
    pub label: String,
    pub answer: Answer,
}

/// How one answers.
pub enum Answer {
    Write(&'static str),
    Choose(String),
    /// From the country down to the street, then the house.
    Places(Vec<&'static str>, &'static str),
}

impl Paper {
    pub fn of(question: &'static Question, locale: Locale) -> Self {
        let (key, said) = (question.key.as_str(), |text: &str| reading::read(text, locale.tag()));
        let answer = match &question.kind {
            AnswerKind::Choice(choices) => {
                let choice = choices.iter().find(|choice| choice.value == answer(key)).unwrap();
                Answer::Choose(said(choice.label.get(locale)))
            }
            AnswerKind::Address { .. } => {
                let (path, house) = region::split(answer(key));
                Answer::Places(path, house)
            }
            _ => Answer::Write(answer(key)),
        };
        Self { key, asked: said(question.ask.get(locale)), label: said(question.label.get(locale)), answer }
    }
}

pub struct Listener {
    resident: Resident,
    /// What was heard since the last key.
    lines: Vec<String>,
    /// What of it was said of the stop one moved to.
    stop: String,
}

impl Listener {
    pub fn of(resident: Resident) -> Self {
        let mut ear = Self { resident, lines: Vec::new(), stop: String::new() };
        ear.listen();
        ear
    }

    /// Hears everything to its end.
    fn listen(&mut self) {
        let (mut heard, mut from) = (Vec::new(), 0);
        for told in self.resident.told() {
            match told {
                Told::Hush { keep_result: false } => heard.clear(),
                Told::Hush { keep_result: true } => heard.retain(|(_, urgency)| *urgency == Urgency::Result),
                Told::From(sentence) => from = sentence,
                Told::Say(said) => {
                    if said.urgency == Urgency::Focus {
                        heard.retain(|(_, urgency)| *urgency == Urgency::Focus);
                    }
                    let sentences = tongban::speech::pieces(&said).into_iter().skip(std::mem::take(&mut from));
                    heard.extend(sentences.map(|piece| (piece.read.trim().to_owned(), said.urgency)));
                }
                Told::Pause(_) | Told::Manner(_) | Told::Chime => {}
            }
        }
        // Who moves on hears first where that leads.
        let first = |(_, urgency): &&(String, Urgency)| *urgency == Urgency::Focus;
        self.stop = heard.iter().take_while(first).map(|(line, _)| line.as_str()).collect();
        self.lines = heard.into_iter().map(|(line, _)| line).collect();
    }

    pub fn locale(&self) -> Locale {
        self.resident.locale()
    }

    /// How one has set the voice: for the test, not for the ear.
    pub fn settings(&self) -> Settings {
        *self.resident.app.settings()
    }

    /// The words of `id` as they sound, up to what is put into them.
    pub fn words(&self, id: &str) -> String {
        let words = Texts::of(self.locale().tag()).get(id);
        self.said(words.split('{').next().unwrap_or_default())
    }

    /// Words as they sound.
    pub fn said(&self, words: &str) -> String {
        reading::read(words.trim(), self.locale().tag())
    }

    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    pub fn all(&self) -> String {
        self.lines.join(" ")
    }

    pub fn heard(&self, words: &str) -> bool {
        bare(&self.all()).contains(&bare(words))
    }

    pub fn press(&mut self, key: Named) {
        self.resident.key(key);
        self.listen();
    }

    pub fn shift(&mut self, key: Named) {
        self.resident.shift(key);
        self.listen();
    }

    /// Types, once one has heard that one may.
    pub fn write(&mut self, text: &str) {
        self.reaches_field();
        self.resident.types(text);
        self.listen();
    }

    pub fn rub_out(&mut self, count: usize) {
        self.reaches_field();
        (0..count).for_each(|_| self.resident.key(Named::Backspace));
        self.listen();
    }

    /// To the field: where one is already, or on to it.
    fn reaches_field(&mut self) {
        let fields = ["speak-field", "speak-date", "speak-secret"].map(|id| self.words(id));
        self.press(Named::F12);
        let in_field = |ear: &Self| fields.iter().any(|words| ear.lines.iter().any(|line| line.contains(words)));
        for _ in 0..STOPS {
            if in_field(self) {
                return;
            }
            self.press(Named::Tab);
        }
        panic!("nowhere to write: {:#?}", self.lines);
    }

    /// Tab by Tab until the stop that says these words; false if one has come round.
    fn seek(&mut self, words: &str) -> bool {
        let mut first = None;
        for _ in 0..STOPS {
            self.press(Named::Tab);
            if bare(&self.stop).contains(&bare(words)) {
                return true;
            }
            if first.as_ref() == Some(&self.stop) {
                return false;
            }
            first.get_or_insert_with(|| self.stop.clone());
        }
        false
    }

    /// To the stop of these words, and Enter.
    pub fn go_to(&mut self, words: &str) {
        let words = self.said(words);
        assert!(self.seek(&words), "{words} is nowhere: {:#?}", self.lines);
        self.press(Named::Enter);
    }

    /// The same for the words of `id`.
    pub fn go(&mut self, id: &str) {
        self.go_to(&self.words(id));
    }

    /// Through all parts of a long page; all of it has been heard then.
    pub fn hears_out(&mut self) {
        let more = self.words("speak-more").split(['。', '.']).next().unwrap_or_default().to_owned();
        let mut all = Vec::new();
        while self.heard(&more) {
            all.append(&mut self.lines);
            self.press(Named::PageDown);
            assert!(!self.lines.is_empty(), "nothing is said of the next part");
        }
        all.append(&mut self.lines);
        self.lines = all;
    }

    /// Answers what is asked, and goes on.
    pub fn answer(&mut self, paper: &Paper) {
        match &paper.answer {
            Answer::Write(text) => {
                self.write(text);
                self.press(Named::Enter);
            }
            Answer::Choose(words) => {
                self.go_to(words);
                assert!(self.heard(&self.words("speak-selected")), "is it chosen? {:#?}", self.lines);
                self.go("question-next");
            }
            Answer::Places(path, house) => {
                self.places(path);
                self.write(house);
                self.press(Named::Enter);
            }
        }
    }

    /// Down to the street: what is offered already is where one lives, or one goes on in the lists.
    fn places(&mut self, path: &[&str]) {
        let more = self.words("question-place-more");
        let street = self.said(path.last().unwrap());
        for _ in 0..12 {
            if self.seek(&street) {
                return self.press(Named::Enter);
            }
            self.go_to(&more);
        }
        panic!("{street} is in no list: {:#?}", self.lines);
    }

    /// The digits that were heard behind these words.
    pub fn number(&self, label: &str) -> String {
        let line = self.lines.iter().find(|line| line.contains(label)).cloned().unwrap_or_default();
        let behind = line.split_once(label).map(|(_, behind)| behind.to_lowercase()).unwrap_or_default();
        let english = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
        let words = english.iter().enumerate().fold(behind, |said, (digit, word)| said.replace(word, &digit.to_string()));
        let digit = |c: char| match c {
            '零' | '〇' => Some('0'),
            '幺' | '一' => Some('1'),
            _ => "二三四五六七八九".chars().position(|one| one == c).and_then(|at| char::from_digit(at as u32 + 2, 10)),
        };
        words.chars().filter_map(|c| digit(c).or(c.is_ascii_digit().then_some(c))).take(12).collect()
    }
}

/// Pauses are no words.
fn bare(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}
