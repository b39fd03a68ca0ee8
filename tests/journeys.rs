//! Journeys: what people come for, from the home screen to the end, on the one driver [`crate::resident`]. All words
//! are looked up, so that one journey runs in every language.

mod backend_away;
mod bundles;
mod changed;
mod clock;
mod drafts;
mod filing;
mod fixed;
pub(crate) mod following;
mod hall;
mod keeping;
mod line;
mod listening;
mod lookups;
mod manners;
mod mending;
mod private_names;
mod searching;
mod settings;
mod voices;
mod watched;
mod wrong_answers;

use std::sync::OnceLock;

use iced_test::core::keyboard::key::Named;
use tongban::domain::application::Answers;
use tongban::domain::catalogue::{Catalogue, Entry};
use tongban::domain::form::{AnswerKind, Form, Question};
use tongban::domain::secret::Secret;
use tongban::domain::settings::Locale;
use tongban::domain::{people, region};
use tongban::semantic::Role;

use crate::resident::Resident;

/// What is answered in the form, by the key of the question.
const ANSWERS: [(&str, &str); 8] = [
    ("who/who", "self"),
    ("name", "王秀英"),
    ("identityNumber", "31010119400101001X"),
    ("address", "上海市 浦东新区 花木街道 梅园路7弄12号301室"),
    ("reach", "phone"),
    ("phone", "13987654321"),
    ("paidTo", "bank-card"),
    ("cardNumber", "6222021234567890128"),
];

/// What no mask lets through of the secrets among the answers.
pub(crate) const SECRETS: [&str; 4] = ["19400101", "98765", "7弄12", "123456789012"];

/// The answer to a question.
pub(crate) fn answer(key: &str) -> &'static str {
    ANSWERS.iter().find(|(one, _)| *one == key).expect("an answer").1
}

/// The services that are complete, and the items that are not.
fn catalogue() -> &'static [Entry] {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| Catalogue::embedded().0).services()
}

/// The services with a guide of their own.
fn services() -> impl Iterator<Item = &'static Entry> {
    catalogue().iter().filter(|entry| entry.full.is_some())
}

/// What people call a service.
pub(crate) fn called(entry: &Entry, locale: Locale) -> &str {
    entry.summary.everyday.as_ref().unwrap_or(&entry.summary.name).get(locale)
}

/// 高龄津贴
pub(crate) fn allowance() -> &'static Entry {
    services().find(|entry| called(entry, Locale::ZhCn) == "高龄补贴").expect("the allowance")
}

/// Its form, with who acts and who gets it around it.
fn form() -> &'static Form {
    static FORM: OnceLock<Form> = OnceLock::new();
    FORM.get_or_init(|| {
        let full = allowance().full.as_ref().expect("a whole service");
        people::around(full.form().expect("its form").0.clone(), &full.guide().handout)
    })
}

/// The questions that are asked of who answers as [`ANSWERS`] has it.
pub(crate) fn asked() -> Vec<&'static Question> {
    static GIVEN: OnceLock<Answers> = OnceLock::new();
    let given = ANSWERS.map(|(key, answer)| (key.to_owned(), Secret::new(answer)));
    form().asked(GIVEN.get_or_init(|| given.into())).collect()
}

/// The question at hand. The lists of an address are several pages of one.
pub(crate) fn at_hand(resident: &Resident) -> &'static Question {
    let state = &resident.app.page().state;
    let is = |key: &str| state.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    asked().into_iter().find(|question| is(&question.key)).unwrap_or_else(|| panic!("no question at {state}"))
}

/// What is typed for an answer: of an address the line behind the lists.
pub(crate) fn typed(question: &Question) -> &'static str {
    match question.kind {
        AnswerKind::Address { .. } => region::split(answer(&question.key)).1,
        _ => answer(&question.key),
    }
}

/// With what one acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hand {
    Finger,
    Keys,
}

impl Hand {
    fn press(self, resident: &mut Resident, role: Role, name: &str) {
        match self {
            Self::Finger => resident.tap(role, name),
            Self::Keys => resident.enter(role, name),
        }
    }

    /// Presses the button that says the words of `id`.
    fn press_words(self, resident: &mut Resident, id: &str) {
        let words = resident.words(id);
        self.press(resident, Role::Button, &words);
    }

    /// From home to the guide of 高龄津贴.
    fn to_guide(self, resident: &mut Resident) {
        self.press_words(resident, "home-tile-allowance");
        resident.must_be_on("found");
        let name = called(allowance(), resident.locale());
        self.press(resident, Role::Button, name);
        resident.must_be_on("guide");
    }

    /// From home to the first question of its form.
    fn to_form(self, resident: &mut Resident) {
        self.to_guide(resident);
        self.begin(resident);
    }

    /// From the guide to the first question, past what is told before it.
    fn begin(self, resident: &mut Resident) {
        self.press_words(resident, "guide-start");
        resident.must_be_on("question");
        assert_eq!(resident.app.page().state, "notice", "what becomes of the answers is told first (P4)");
        self.press_words(resident, "notice-begin");
    }

    /// Up to the name: it is for oneself.
    fn for_oneself(self, resident: &mut Resident) {
        for question in asked().into_iter().take_while(|question| question.key != "name") {
            self.answer(resident, &question.key);
        }
    }

    /// Through the lists of an address to its line, if the question at hand has lists.
    fn to_line(self, resident: &mut Resident, question: &Question) {
        if !matches!(question.kind, AnswerKind::Address { .. }) || resident.written("question.field").is_some() {
            return;
        }
        let (path, _) = region::split(answer(&question.key));
        let street = path.last().expect("a street");
        while resident.find(Role::Button, street).is_none() {
            let more = resident.app.page().find(&"question.place-more".into()).expect("more streets").name.clone();
            self.press(resident, Role::Button, &more);
        }
        self.press(resident, Role::Button, street);
    }

    /// Answers the question at hand as [`ANSWERS`] has it, and goes on.
    fn answer(self, resident: &mut Resident, key: &str) {
        let question = at_hand(resident);
        assert_eq!(question.key, key);
        resident.must_see(question.ask.get(resident.locale()));
        let label = question.label.get(resident.locale());
        match &question.kind {
            AnswerKind::Choice(choices) => {
                let choice = choices.iter().find(|choice| choice.value == answer(key)).expect("a choice");
                self.press(resident, Role::RadioButton, choice.label.get(resident.locale()));
                self.press_words(resident, "question-next");
            }
            kind => {
                self.to_line(resident, question);
                let role = if question.secret.is_some() { Role::PasswordInput } else { Role::TextInput };
                let label = if matches!(kind, AnswerKind::Address { .. }) { resident.words("question-house") } else { label.to_owned() };
                assert!(resident.find(role, &label).is_some(), "no field {label}");
                if self == Self::Finger {
                    resident.tap(role, &label);
                }
                resident.types(typed(question));
                assert_eq!(resident.written("question.field").as_deref(), Some(typed(question)));
                match self {
                    Self::Finger => self.press_words(resident, "question-next"),
                    Self::Keys => resident.key(Named::Enter),
                }
            }
        }
    }
}

/// Answers the question at hand, the quick way.
fn answer_it(resident: &mut Resident) {
    let question = at_hand(resident);
    if matches!(question.kind, AnswerKind::Choice(_)) {
        return Hand::Finger.answer(resident, &question.key);
    }
    Hand::Finger.to_line(resident, question);
    assert_eq!(resident.app.page().state, question.key);
    resident.writes("question.field", typed(question));
    resident.key(Named::Enter);
}

/// Fills the form from its first question to the review, the quick way.
fn fill(resident: &mut Resident) {
    for question in asked() {
        assert_eq!(at_hand(resident).key, question.key);
        answer_it(resident);
    }
    resident.must_be_on("review");
}

/// From home into the form that was begun before.
fn take_up(resident: &mut Resident) {
    Hand::Finger.to_guide(resident);
    resident.tap_words("guide-resume");
}
