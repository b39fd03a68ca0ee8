//! A person who has but one way to work the machine. Looks for things by their names in what is shown; presses by that way alone.

use std::time::Duration;

use iced_test::core::keyboard::key::Named;
use tongban::domain::form::AnswerKind;
use tongban::domain::region;
use tongban::domain::settings::{Locale, Operation, Settings, SwitchKey, Way as Chosen};
use tongban::semantic::{Node, NodeId, PAGER_NEXT, PAGER_PREVIOUS};

use super::tasks::{Goal, Scene};
use crate::journeys::{answer, at_hand, typed};
use crate::resident::{Hall, Resident};

/// How one works it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Touch,
    Keys,
    TwoSwitches,
    OneSwitch,
}

/// More steps than any page needs.
const LOST: usize = 500;
/// The pinyin one knows.
const PINYIN: [(char, &str); 14] = [
    ('高', "gao"),
    ('龄', "ling"),
    ('号', "hao"),
    ('不', "bu"),
    ('好', "hao"),
    ('王', "wang"),
    ('秀', "xiu"),
    ('英', "ying"),
    ('梅', "mei"),
    ('园', "yuan"),
    ('路', "lu"),
    ('弄', "nong"),
    ('室', "shi"),
    ('街', "jie"),
];

pub struct Hands {
    pub resident: Resident,
    way: Way,
    /// Keys, taps or switches so far.
    pub presses: usize,
    /// Time that one switch has waited.
    pub seconds: u64,
    /// It was heard that a press leads out of the row.
    leads_out: bool,
}

impl Hands {
    pub fn new(way: Way, scene: &Scene) -> Self {
        let chosen = match way {
            Way::Touch | Way::Keys => Chosen::Usual,
            Way::TwoSwitches => Chosen::TwoSwitches,
            Way::OneSwitch => Chosen::OneSwitch,
        };
        let operation = Operation { way: chosen, ..Operation::default() };
        let settings = Settings { operation, ..Resident::settings(Hall::home(Locale::ZhCn)) };
        let resident = Resident::settled(Hall::home(Locale::ZhCn), settings, scene.runtime(), scene.reached(), None);
        Self { resident, way, presses: 0, seconds: 0, leads_out: false }
    }

    pub fn reach(&mut self, goal: &Goal, scene: &Scene) {
        match goal {
            Goal::Press(words) => {
                let name = self.resident.words(words);
                self.press_named(&name);
            }
            Goal::Choose(name) => self.press_named(name),
            Goal::Node(id) => self.press(&(*id).into()),
            Goal::Write(text) => self.write(text),
            Goal::Receipt => self.write(&scene.receipt()),
            Goal::Fill => self.fill(),
            Goal::On(screen) => self.resident.must_be_on(screen),
            Goal::See(words) => {
                let words = self.resident.words(words);
                self.resident.must_see(words.split(['{', '。']).next().unwrap());
            }
        }
    }

    /// Back to the first screen.
    pub fn home(&mut self) {
        self.press(&"frame.home".into());
        self.resident.must_be_on("home");
    }

    fn find(&self, wanted: impl Fn(&Node<tongban::app::Message>) -> bool) -> Option<NodeId> {
        let page = self.resident.app.page();
        page.focusable().into_iter().find(|node| node.on_press.is_some() && wanted(node)).map(|node| node.id.clone())
    }

    /// Presses what has this name, turning to the part it is on.
    fn press_named(&mut self, name: &str) {
        loop {
            if let Some(id) = self.find(|node| node.name == name) {
                return self.press(&id);
            }
            let next = self.find(|node| node.id == PAGER_NEXT.into());
            let Some(next) = next else { panic!("{name} is nowhere on {}:\n{}", self.resident.app.page().id, self.resident.shown()) };
            if self.way == Way::Keys { self.key(Named::PageDown) } else { self.reach_shown(&next) }
        }
    }

    fn press(&mut self, id: &NodeId) {
        if self.way == Way::Keys {
            // Tab turns the parts by itself.
            return self.reach_shown(id);
        }
        for _ in 0..LOST {
            let layout = self.resident.app.layout();
            if layout.bounds(id).is_some() {
                return self.reach_shown(id);
            }
            let pager = if layout.part_of(id).is_some_and(|part| part < layout.part) { PAGER_PREVIOUS } else { PAGER_NEXT };
            self.reach_shown(&pager.into());
        }
        panic!("{id} is on no part of {}", self.resident.app.page().id);
    }

    /// Presses what is on the screen, by the one way there is.
    fn reach_shown(&mut self, id: &NodeId) {
        match self.way {
            Way::Touch => {
                self.presses += 1;
                self.resident.touch(id);
            }
            Way::Keys => {
                self.tab_to(id);
                self.key(Named::Enter);
            }
            Way::TwoSwitches | Way::OneSwitch => {
                for _ in 0..LOST {
                    let lit = self.resident.app.lit().to_vec();
                    if lit.contains(id) || self.leads_out {
                        self.select();
                        if lit.len() == 1 {
                            return;
                        }
                    } else {
                        self.go_on();
                    }
                }
                panic!("{id} is never lit on {}", self.resident.app.page().id);
            }
        }
    }

    fn key(&mut self, key: Named) {
        self.presses += 1;
        self.resident.key(key);
    }

    fn tab_to(&mut self, id: &NodeId) {
        for _ in 0..LOST {
            if self.resident.app.focus().is(id) {
                return;
            }
            self.key(Named::Tab);
        }
        panic!("Tab never comes to {id} on {}", self.resident.app.page().id);
    }

    fn operation(&self) -> Operation {
        self.resident.app.settings().operation
    }

    fn select(&mut self) {
        self.leads_out = false;
        let key = named(self.operation().select_key);
        self.key(key);
    }

    /// The moving switch, or what is being said ends and its time passes.
    fn go_on(&mut self) {
        if self.way == Way::TwoSwitches {
            let key = named(self.operation().move_key);
            self.key(key);
        } else {
            let time = Duration::from_millis(self.operation().scan.into());
            self.seconds += time.as_secs();
            self.resident.waits(time);
        }
        let out = self.resident.words("app-row-out");
        self.leads_out = self.resident.hears().last().is_some_and(|said| said.spoken == out);
    }

    /// Writes into the field at hand, in place of what stands there, and goes on.
    fn write(&mut self, text: &str) {
        let filled = self.field().1;
        self.edit(filled, text);
    }

    /// The field at hand, and how much stands in it.
    fn field(&self) -> (NodeId, usize) {
        let page = self.resident.app.page();
        let field = page.focusable().into_iter().find_map(|node| Some((node.id.clone(), node.field()?.value.chars().count())));
        field.unwrap_or_else(|| panic!("nothing to write in on {}:\n{}", page.id, self.resident.shown()))
    }

    /// Rubs so much out, writes, and goes on: by a keyboard who has one, else by the keys on the screen.
    fn edit(&mut self, rubbed: usize, text: &str) {
        let (field, filled) = self.field();
        match self.way {
            Way::Keys => {
                self.tab_to(&field);
                (0..rubbed).for_each(|_| self.key(Named::Backspace));
                self.presses += text.chars().count();
                self.resident.types(text);
                return self.key(Named::Enter);
            }
            Way::Touch => self.press(&"keyboard.open".into()),
            Way::TwoSwitches | Way::OneSwitch => self.press(&field),
        }
        match rubbed {
            0 => {}
            all if all == filled => self.press(&"keyboard.clear".into()),
            some => (0..some).for_each(|_| self.press(&"keyboard.erase".into())),
        }
        text.chars().for_each(|c| self.strike(c));
        let done = self.resident.words("keyboard-done");
        self.press_named(&done);
    }

    /// One character by the keys on the screen.
    fn strike(&mut self, c: char) {
        let sheet = if c.is_ascii() { "keyboard.digits" } else { "keyboard.pinyin" };
        if let Some(turn) = self.find(|node| node.id == sheet.into()) {
            self.press(&turn);
        }
        let name = c.to_string();
        if !c.is_ascii() {
            let (_, pinyin) = PINYIN.iter().find(|(one, _)| *one == c).unwrap_or_else(|| panic!("how is {c} spelled?"));
            for letter in pinyin.chars() {
                let key = self.find(|node| node.id.as_str().starts_with("keyboard.key") && node.name.contains(letter));
                self.press(&key.expect("a key for every letter"));
            }
        }
        for _ in 0..LOST {
            if let Some(key) = self.find(|node| node.name == name) {
                return self.press(&key);
            }
            self.press(&"keyboard.more".into());
        }
        panic!("{c} is not offered");
    }

    /// The form at hand, up to its review.
    fn fill(&mut self) {
        let mut wrong = false;
        while self.resident.app.page().id == "question".into() {
            let question = at_hand(&self.resident);
            let key = question.key.as_str();
            match &question.kind {
                AnswerKind::Choice(choices) => {
                    let choice = choices.iter().find(|choice| choice.value == answer(key)).expect("a choice");
                    self.press_named(choice.label.get(Locale::ZhCn));
                    let next = self.resident.words("question-next");
                    self.press_named(&next);
                }
                AnswerKind::Address { .. } if self.resident.written("question.field").is_none() => {
                    let (path, _) = region::split(answer(key));
                    let street = *path.last().expect("a street");
                    while self.find(|node| node.name == street).is_none() {
                        self.press(&"question.place-more".into());
                    }
                    self.press_named(street);
                }
                AnswerKind::Identity if !wrong => {
                    wrong = true;
                    let (start, _) = typed(question).split_at(17);
                    self.write(&format!("{start}0"));
                    let error = self.resident.app.page().find(&"question.field".into()).and_then(|node| node.field()?.error.clone());
                    assert!(error.is_some(), "a wrong number is taken");
                    self.edit(1, "X");
                }
                _ => self.write(typed(question)),
            }
        }
    }
}

const fn named(key: SwitchKey) -> Named {
    match key {
        SwitchKey::Space => Named::Space,
        SwitchKey::Enter => Named::Enter,
        SwitchKey::Tab => Named::Tab,
        SwitchKey::Left => Named::ArrowLeft,
        SwitchKey::Right => Named::ArrowRight,
        SwitchKey::F11 => Named::F11,
        SwitchKey::F12 => Named::F12,
    }
}
