//! A form being filled in: which question, what was written, what is wrong. Pure rules, shared by question and review.
//! Nothing written is ever lost; what an earlier answer hides is kept, but not filed.

mod draft;

pub use draft::Known;

use uuid::Uuid;

use crate::domain::application::{Answers, Application};
use crate::domain::failure::Failure;
use crate::domain::form::{Fault, Form, Question};
use crate::domain::secret::Secret;
use crate::domain::service::ServiceSummary;

/// A form with what was written in it so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filling {
    /// Which service it is for.
    pub service: ServiceSummary,
    /// The questions.
    pub form: Form,
    /// What was written, by the key of the question; checked when one goes on.
    pub answers: Answers,
    /// Which of the questions asked, from 0.
    pub at: usize,
    /// What is wrong with the answer at `at`.
    pub wrong: Option<Wrong>,
    /// One answer is being mended: then back to the review.
    pub mending: bool,
    /// The opaque id of whom it is for.
    pub applicant: Uuid,
    /// Makes the filing happen once, however often it is tried.
    pub key: Uuid,
    /// Answers given before in the session, by datum (`Question::same_as`), for the same person.
    pub known: Answers,
    /// It was begun by another form; what still fits is here.
    pub changed: bool,
}

/// What is wrong with an answer, and who says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// Our own check.
    Fault(Fault),
    /// The backend, which takes what our check takes for good for bad.
    Refused,
}

/// Where one comes to by 下一步.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// The same question: something is wrong.
    Stay,
    /// Another question.
    Question,
    /// All is answered.
    Review,
}

impl Filling {
    /// An empty form.
    pub const fn new(service: ServiceSummary, form: Form, applicant: Uuid, key: Uuid) -> Self {
        Self {
            service,
            form,
            answers: Answers::new(),
            at: 0,
            wrong: None,
            mending: false,
            applicant,
            key,
            known: Answers::new(),
            changed: false,
        }
    }

    /// How many questions are asked, given the answers so far.
    pub fn count(&self) -> usize {
        self.form.asked(&self.answers).count()
    }
    /// The question at hand; none in a form without questions.
    pub fn question(&self) -> Option<&Question> {
        self.form.asked(&self.answers).nth(self.at)
    }
    /// What was written for a question.
    pub fn written(&self, key: &str) -> &str {
        self.answers.get(key).map_or("", Secret::expose)
    }

    /// Takes what is written now.
    pub fn write(&mut self, text: Secret) {
        if let Some(key) = self.question().map(|question| question.key.clone()) {
            self.answers.insert(key, text);
            self.wrong = None;
        }
    }

    /// Checks the answer at hand and goes on: to the next question, or to the review once all are answered.
    pub fn advance(&mut self) -> Next {
        let Some(question) = self.question() else { return Next::Review };
        let key = question.key.clone();
        match question.check(self.written(&key)) {
            Err(fault) => {
                self.wrong = Some(Wrong::Fault(fault));
                Next::Stay
            }
            Ok(plain) => {
                self.answers.insert(key, Secret::new(plain));
                self.wrong = None;
                self.go_on()
            }
        }
    }

    fn go_on(&mut self) -> Next {
        if self.mending && self.next_faulty().is_none() {
            self.mending = false;
            return Next::Review;
        }
        let next = if self.mending { self.next_faulty() } else { (self.at + 1 < self.count()).then_some(self.at + 1) };
        match next.or_else(|| self.next_faulty()) {
            Some(at) => {
                self.at = at;
                Next::Question
            }
            None => Next::Review,
        }
    }

    /// The first question whose answer will not do.
    fn next_faulty(&self) -> Option<usize> {
        self.form.asked(&self.answers).position(|question| question.check(self.written(&question.key)).is_err())
    }

    /// To the question before; false on the first.
    pub fn back(&mut self) -> bool {
        self.wrong = None;
        if self.at == 0 {
            return false;
        }
        self.at -= 1;
        true
    }

    /// The same, at its last question.
    pub fn at_last(&self) -> Self {
        Self { at: self.count().saturating_sub(1), mending: false, ..self.clone() }
    }

    /// To a question by its key, to mend its answer; false if it is not asked.
    pub fn jump(&mut self, key: &str) -> bool {
        let place = self.form.asked(&self.answers).position(|question| question.key == key);
        if let Some(at) = place {
            self.at = at;
            self.wrong = None;
            self.mending = true;
        }
        place.is_some()
    }

    /// To the first question the backend refused; false if it named none that is asked.
    pub fn refused(&mut self, failure: &Failure) -> bool {
        let keys = failure.fields.iter().filter_map(|(pointer, _)| pointer.rsplit('/').next());
        for key in keys {
            if self.jump(key) {
                self.wrong = Some(self.fault().map_or(Wrong::Refused, Wrong::Fault));
                return true;
            }
        }
        false
    }

    fn fault(&self) -> Option<Fault> {
        self.question().and_then(|question| question.check(self.written(&question.key)).err())
    }

    /// To the first question whose answer will not do; false if there is none.
    pub fn to_fault(&mut self) -> bool {
        let Some(at) = self.next_faulty() else { return false };
        self.at = at;
        self.mending = true;
        self.wrong = self.fault().map(Wrong::Fault);
        true
    }

    /// What is handed in: the answers asked for and given, in their plain form. None while one of them will not do.
    pub fn application(&self) -> Option<Application> {
        let answers = self.form.plain(&self.answers).ok()?;
        Some(Application {
            service: self.service.id,
            form: self.form.id,
            applicant: self.applicant,
            agent: None,
            handout: None,
            answers,
            again: false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::failure::FailureKind;
    use crate::screen::presets::samples;

    fn write(filling: &mut Filling, text: &str) -> Next {
        filling.write(Secret::new(text));
        filling.advance()
    }

    fn at(filling: &Filling) -> &str {
        filling.question().map_or("", |question| &question.key)
    }

    #[test]
    fn a_fault_keeps_one_at_the_question_and_what_was_written() {
        let mut filling = samples().unwrap().empty().unwrap();
        assert_eq!(write(&mut filling, "self"), Next::Question);
        assert_eq!(write(&mut filling, "王小明"), Next::Question);
        assert_eq!(write(&mut filling, "1101011940"), Next::Stay);
        assert_eq!(filling.wrong, Some(Wrong::Fault(Fault::IdentityLength)));
        assert_eq!((at(&filling), filling.written("identityNumber")), ("identityNumber", "1101011940"));
        assert!(filling.back());
        assert_eq!(filling.written("identityNumber"), "1101011940");
        assert_eq!(filling.wrong, None);
    }

    #[test]
    fn goes_through_all_questions_to_the_review() {
        let filled = samples().unwrap().filled().unwrap();
        let mut filling = samples().unwrap().empty().unwrap();
        let mut last = Next::Question;
        for question in &filled.form.questions {
            last = write(&mut filling, filled.written(&question.key));
        }
        assert_eq!(last, Next::Review);
        assert_eq!(filling.application(), filled.application());
    }

    #[test]
    fn what_an_answer_hides_is_kept_but_not_filed() {
        let mut filling = samples().unwrap().filled().unwrap();
        assert!(filling.application().unwrap().answers.contains_key("cardNumber"));
        assert!(filling.jump("paidTo"));
        assert_eq!(write(&mut filling, "social-security-card"), Next::Review);
        assert!(!filling.application().unwrap().answers.contains_key("cardNumber"));
        assert!(!filling.jump("cardNumber"));
        filling.jump("paidTo");
        assert_eq!(write(&mut filling, "bank-card"), Next::Review);
        assert!(filling.application().unwrap().answers.contains_key("cardNumber"));
    }

    #[test]
    fn mending_one_answer_asks_what_it_brings_up() {
        let mut filling = samples().unwrap().filled().unwrap();
        filling.answers.remove("cardNumber");
        filling.jump("paidTo");
        assert_eq!(filling.advance(), Next::Question);
        assert_eq!(at(&filling), "cardNumber");
        assert_eq!(filling.application(), None);
    }

    #[test]
    fn a_refused_answer_leads_to_its_question() {
        let mut filling = samples().unwrap().filled().unwrap();
        let refused =
            |pointer: &str| Failure { kind: FailureKind::Refused, fields: vec![(pointer.to_owned(), "x".to_owned())], existing: None };
        assert!(!filling.refused(&refused("/nobodyKnows")));
        assert!(filling.refused(&refused("/answers/phone")));
        assert_eq!((at(&filling), filling.wrong), ("phone", Some(Wrong::Refused)));
    }

    #[test]
    fn never_prints_what_was_written() {
        let filling = samples().unwrap().filled().unwrap();
        let printed = format!("{filling:?}");
        for key in ["name", "identityNumber", "phone", "address", "cardNumber"] {
            assert!(!printed.contains(filling.written(key)), "{key}");
        }
    }
}
