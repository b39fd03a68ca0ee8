//! A form being filled in: which question, what was written, what is wrong. Pure rules, shared by question and review.
//! Nothing written is ever lost; what an earlier answer hides is kept, but not filed.

mod draft;

pub use draft::Known;

use jiff::civil::Date;
use uuid::Uuid;

use crate::domain::application::{Answers, Application, Demand, Matter};
use crate::domain::failure::Failure;
use crate::domain::form::{self, Doubt, Fault, Form, Question};
use crate::domain::people;
use crate::domain::secret::{Mask, Secret};
use crate::domain::service::{Manner, Service, ServiceSummary};
use crate::domain::text::LocalText;
use crate::screen::question::Ids;

/// A form with what was written in it so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filling {
    /// Which service it is for.
    pub service: ServiceSummary,
    /// The services done with it in one go (一件事).
    pub parts: Vec<ServiceSummary>,
    /// In what manner it is spoken of.
    pub manner: Manner,
    /// The questions: who acts, the service's own, who gets it ([`people::around`]).
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
    /// The day it was begun on: a birth lies before it, a visit after it.
    pub today: Date,
    /// What was written elsewhere for the same person, by its datum (`Question::same_as`).
    pub known: Answers,
    /// 还要再交一份
    pub again: bool,
    /// The form is another than the one that was begun: said until one goes on.
    pub changed: bool,
    /// It was filed and sent back: only what is asked for is asked (补正、补充材料).
    pub sent_back: Option<SentBack>,
}

/// What was filed and what its owner is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentBack {
    /// Which matter.
    pub file: Uuid,
    /// The questions to be answered anew, and why, in the clerk's words.
    pub fields: Vec<(String, LocalText)>,
    /// The answers as they were filed; empty where they are not shown.
    pub filed: Answers,
    /// What its owner is asked for as a whole, in the clerk's words.
    pub reason: Option<LocalText>,
    /// Every answer may be changed: no question of the form says what is asked for.
    pub all: bool,
    /// Who came by its number does not see what was answered; what is not written stays as it was.
    pub unseen: bool,
    /// The questions the backend wants answered besides.
    pub opened: Vec<String>,
}

/// What is wrong with an answer, and who says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// Our own check.
    Fault(Fault),
    /// The backend, which takes what our check takes for good for bad.
    Refused,
    /// Nothing, perhaps: it is asked once whether it is so.
    Doubt(Doubt),
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
    /// The form of a service, nothing written yet.
    pub fn new(service: &Service, form: Form, ids: Ids) -> Self {
        let form = people::around(form, &service.guide.handout);
        Self { parts: service.parts.clone(), ..Self::blank(service.summary.clone(), service.guide.manner, form, ids) }
    }

    const fn blank(service: ServiceSummary, manner: Manner, form: Form, ids: Ids) -> Self {
        Self {
            service,
            parts: Vec::new(),
            manner,
            form,
            answers: Answers::new(),
            at: 0,
            wrong: None,
            mending: false,
            applicant: ids.applicant,
            key: ids.key,
            today: ids.today,
            known: Answers::new(),
            again: false,
            changed: false,
            sent_back: None,
        }
    }

    /// The form of a matter that was sent back, with what was filed as far as it may be seen.
    pub fn mend(matter: &Matter, mut form: Form, ids: Ids) -> Self {
        let demand = matter.demand.clone().unwrap_or_default();
        let unseen = matter.answers.is_empty();
        let stands = |key: &str| form.questions.iter().any(|question| question.key == key);
        let all = match unseen {
            true => demand.fields.is_empty() || !demand.fields.iter().all(|(key, _)| stands(key)),
            false => demand.opens_all(&form, &matter.answers),
        };
        for question in form.questions.iter_mut().filter(|_| unseen) {
            question.required &= demand.names(&question.key);
        }
        let Demand { reason, fields, .. } = demand;
        let service = ServiceSummary {
            id: matter.service,
            name: matter.service_name.clone(),
            everyday: None,
            department: matter.holder.clone().unwrap_or_default(),
            handling: matter.handling,
            private: matter.private,
            together: 0,
        };
        Self {
            answers: matter.answers.clone(),
            sent_back: Some(SentBack { file: matter.file, fields, filed: matter.answers.clone(), reason, all, unseen, opened: Vec::new() }),
            ..Self::blank(service, matter.manner, form, ids)
        }
    }

    /// The questions that are to be asked, given the answers so far. Of a matter sent back those it was sent back for, those
    /// that a new answer brings up, and those whose answer does not fit the form any more; all of them where no question of
    /// the form says what is asked for.
    pub fn asked(&self) -> impl Iterator<Item = &Question> {
        self.form.questions.iter().filter(|question| self.is_asked(question))
    }
    fn is_asked(&self, question: &Question) -> bool {
        let fits = self.form.is_asked(question, &self.answers);
        let Some(back) = &self.sent_back else { return fits };
        let named = back.fields.iter().map(|(key, _)| key).chain(&back.opened).any(|key| *key == question.key);
        if back.unseen {
            // What they hang on is not seen either.
            let opened = back.all && !self.form.needs_proof(question);
            return named || (fits && (opened || !self.form.is_asked(question, &back.filed)));
        }
        let filed = back.filed.get(&question.key).map_or("", Secret::expose);
        fits && (named || back.all || !self.form.is_asked(question, &back.filed) || question.check(filed, self.today).is_err())
    }
    /// Whether one begins at the review, and goes from there to what one wants to change.
    pub fn begins_at_review(&self) -> bool {
        self.question().is_none() || self.sent_back.as_ref().is_some_and(|back| back.all && !self.mending)
    }
    /// Whether what is not written stays as it was.
    pub fn is_unseen(&self) -> bool {
        self.sent_back.as_ref().is_some_and(|back| back.unseen)
    }
    /// Whether there is something that one may not change by the number alone.
    pub fn withholds(&self) -> bool {
        let all = self.sent_back.as_ref().is_some_and(|back| back.unseen && back.all);
        all && self.form.questions.iter().any(|question| self.form.needs_proof(question) && !self.is_asked(question))
    }
    /// Whether a question is about health or hardship: one of the service's own whose answer is hidden whole.
    pub fn is_private(&self, question: &Question) -> bool {
        question.secret == Some(Mask::Whole) && question.same_as.is_none() && people::Part::of(&question.key) == people::Part::Matter
    }
    /// Whether the very words of a question are: of a private service, or whether a private part is wanted.
    pub fn names_private(&self, question: &Question) -> bool {
        let about = |at: usize, part: &ServiceSummary| part.private && question.key == form::part_key(at);
        let named = self.service.private || self.parts.iter().enumerate().any(|(at, part)| about(at, part));
        named && self.is_private(question)
    }
    /// How many questions are asked.
    pub fn count(&self) -> usize {
        self.asked().count()
    }
    /// The question at hand; none in a form without questions.
    pub fn question(&self) -> Option<&Question> {
        self.asked().nth(self.at)
    }
    /// What was written for a question.
    pub fn written(&self, key: &str) -> &str {
        self.answers.get(key).map_or("", Secret::expose)
    }
    fn place(&self, key: &str) -> Option<usize> {
        self.asked().position(|question| question.key == key)
    }
    /// The services it is handed in for, of those in one go: all but those one was asked about and does not want.
    pub fn wanted(&self) -> impl Iterator<Item = &ServiceSummary> {
        let is_wanted = |at: usize| {
            let key = form::part_key(at);
            !self.form.questions.iter().any(|question| question.key == key) || self.written(&key) == form::PART_WANTED
        };
        self.parts.iter().enumerate().filter(move |(at, _)| is_wanted(*at)).map(|(_, part)| part)
    }
    /// Somebody fills it in for another.
    pub fn for_another(&self) -> bool {
        matches!(self.written(people::FOR_WHOM), "family" | "staff")
    }
    /// Why the answer at hand was sent back, and whether it still is the one that was.
    pub fn reason(&self) -> Option<(&LocalText, bool)> {
        let (back, question) = (self.sent_back.as_ref()?, self.question()?);
        match back.fields.iter().find(|(key, _)| *key == question.key) {
            Some((key, reason)) => Some((reason, self.answers.get(key) == back.filed.get(key))),
            None => back.reason.as_ref().filter(|_| back.all).map(|reason| (reason, false)),
        }
    }

    /// What was written for the same datum before, if nothing is written here yet (U3).
    pub fn offered(&self) -> Option<Secret> {
        let question = self.question().filter(|question| self.written(&question.key).is_empty())?;
        let datum = question.same_as.as_deref()?;
        let before = self.asked().take(self.at).filter(|other| other.same_as.as_deref() == Some(datum));
        let before = before.filter_map(|other| self.answers.get(&other.key)).filter(|answer| !answer.is_empty()).last();
        let answer = before.or_else(|| self.known.get(datum))?;
        question.check(answer.expose(), self.today).is_ok().then(|| answer.clone())
    }
    /// Takes what is written now.
    pub fn write(&mut self, text: Secret) {
        if let Some(key) = self.question().map(|question| question.key.clone()) {
            self.answers.insert(key, text);
            self.wrong = None;
        }
    }

    /// Checks the answer at hand and goes on: to the next question, or to the review once all are answered. An odd
    /// answer is asked about once, and then taken.
    pub fn advance(&mut self) -> Next {
        let Some(question) = self.question() else { return Next::Review };
        let key = question.key.clone();
        let wrong = match question.check(self.written(&key), self.today) {
            Err(fault) => Some(Wrong::Fault(fault)),
            Ok(plain) => {
                let doubt = question.doubt(&plain).map(Wrong::Doubt).filter(|doubt| self.wrong != Some(*doubt));
                self.answers.insert(key, Secret::new(plain));
                doubt
            }
        };
        self.wrong = wrong;
        if wrong.is_some() {
            return Next::Stay;
        }
        self.changed = false;
        self.go_on()
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
        self.asked().position(|question| question.check(self.written(&question.key), self.today).is_err())
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
        let place = self.place(key);
        if let Some(at) = place {
            self.at = at;
            self.wrong = None;
            self.mending = true;
        }
        place.is_some()
    }

    /// To the first question the backend refused; false if it named none that is asked.
    pub fn refused(&mut self, failure: &Failure) -> bool {
        let staff = self.written(people::FOR_WHOM) == "staff";
        for (pointer, code) in &failure.fields {
            let key = people::key_of(pointer, staff);
            let stands = self.form.questions.iter().any(|question| question.key == key);
            if let Some(back) = self.sent_back.as_mut().filter(|_| stands && code != "not-asked") {
                back.opened.push(key.clone());
            }
            if self.jump(&key) {
                self.wrong = Some(self.fault().map_or(Wrong::Refused, Wrong::Fault));
                return true;
            }
        }
        false
    }

    fn fault(&self) -> Option<Fault> {
        self.question().and_then(|question| question.check(self.written(&question.key), self.today).err())
    }

    /// To the first question whose answer will not do; false if there is none.
    pub fn to_fault(&mut self) -> bool {
        let Some(at) = self.next_faulty() else { return false };
        self.at = at;
        self.mending = true;
        self.wrong = self.fault().map(Wrong::Fault);
        true
    }

    /// The answers asked for and given, in their plain form. None while one of them will not do.
    fn plain(&self) -> Option<Answers> {
        let mut plain = Answers::new();
        for question in self.asked() {
            let answer = question.check(self.written(&question.key), self.today).ok()?;
            if !answer.is_empty() {
                plain.insert(question.key.clone(), Secret::new(answer));
            }
        }
        Some(plain)
    }

    /// 还要再交一份: under a key of its own, which is the same if it is pressed again.
    pub fn once_more(&mut self) {
        if !std::mem::replace(&mut self.again, true) {
            self.key = Uuid::new_v5(&self.key, b"again");
        }
    }

    /// What is handed in. None while an answer will not do.
    pub fn application(&self) -> Option<Application> {
        let (agent, handout, answers) = people::apart(self.plain()?);
        Some(Application {
            service: self.service.id,
            form: self.form.id,
            applicant: self.applicant,
            agent,
            handout,
            answers,
            again: self.again,
        })
    }

    /// What is handed in to a matter that was sent back, and to which; an answer that was taken away as an empty one. None
    /// while an answer will not do.
    pub fn amendment(&self) -> Option<(Uuid, Answers)> {
        let (back, mut plain) = (self.sent_back.as_ref()?, self.plain()?);
        for question in self.asked() {
            if back.filed.get(&question.key).is_some_and(|filed| !filed.is_empty()) {
                plain.entry(question.key.clone()).or_default();
            }
        }
        Some((back.file, plain))
    }
}

#[cfg(test)]
mod tests;
