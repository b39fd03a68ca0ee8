//! A filling as it is kept, and taken up again: the way between what is on the screen and a [`Draft`].

use std::collections::BTreeMap;

use jiff::Timestamp;
use uuid::Uuid;

use super::Filling;
use crate::domain::application::Answers;
use crate::domain::draft::Draft;
use crate::domain::form::Form;
use crate::domain::people;
use crate::domain::secret::Secret;
use crate::screen::question::Question;
use crate::screen::{Action, Destination, Screen};

/// What was answered in this session, by whom it is for and by datum (U3). In memory only.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known(BTreeMap<String, Answers>);

impl Known {
    /// Notes the good answers of a filling, but the one that is being written.
    pub fn learn(&mut self, filling: &Filling) {
        let here = filling.question().map(|question| &question.key);
        for question in filling.asked().filter(|question| Some(&question.key) != here) {
            let (Some(datum), Ok(plain)) = (&question.same_as, question.check(filling.written(&question.key), filling.today)) else {
                continue;
            };
            if !plain.is_empty() {
                self.0.entry(filling.whom().to_owned()).or_default().insert(datum.clone(), Secret::new(plain));
            }
        }
    }

    /// The identity number of whoever is here, once it was written.
    pub fn own_identity(&self) -> Option<&Secret> {
        self.0.get(people::SELF)?.get(people::IDENTITY)
    }

    /// Notes it.
    pub fn learn_identity(&mut self, identity: Secret) {
        self.0.entry(people::SELF.to_owned()).or_default().insert(people::IDENTITY.to_owned(), identity);
    }

    /// What is known of whom a filling is for.
    pub fn of(&self, filling: &Filling) -> Answers {
        self.0.get(filling.whom()).cloned().unwrap_or_default()
    }
}

impl Filling {
    /// Whom it is for, as far as answers may be offered again: the same word, the same person.
    pub fn whom(&self) -> &str {
        self.written(people::FOR_WHOM)
    }

    /// What it is kept by while one looks elsewhere: its service, or the matter that was sent back.
    pub fn about(&self) -> Uuid {
        self.sent_back.as_ref().map_or(self.service.id, |back| back.file)
    }

    /// As it is kept; nothing while nothing is written, nor of what was sent back: the backend has that.
    pub fn draft(&self, now: Timestamp) -> Option<Draft> {
        let written = self.sent_back.is_none() && self.answers.values().any(|answer| !answer.expose().is_empty());
        written.then(|| Draft {
            service: self.service.id,
            service_name: self.service.everyday.as_ref().unwrap_or(&self.service.name).clone(),
            private: self.service.private,
            form: self.form.id,
            answers: self.answers.clone(),
            at: self.question().map(|question| question.key.clone()).unwrap_or_default(),
            key: self.key,
            again: self.again,
            sending: false,
            saved: now,
        })
    }

    /// With what was written before. If the form is another one by now, with what still fits, and under its own key: what
    /// was filed by the old form, if it was, is found by its applicant and not by a key.
    #[must_use]
    pub fn resumed(mut self, draft: &Draft) -> Self {
        self.changed = draft.form != self.form.id;
        if self.changed {
            self.answers = self.form.kept(&draft.answers, self.today);
        } else {
            self.answers.clone_from(&draft.answers);
            (self.key, self.again) = (draft.key, draft.again);
        }
        let place = self.asked().position(|question| question.key == draft.at);
        self.at = place.or_else(|| self.next_faulty()).unwrap_or_default();
        self
    }

    /// The same by a form that has come since; at the first question whose answer will not do, and from there to the
    /// review.
    #[must_use]
    pub fn moved(&self, form: Form, now: Timestamp) -> Self {
        let form = people::renewed(&self.form, form);
        let fresh = Self { form, answers: Answers::new(), at: 0, wrong: None, ..self.clone() };
        match self.draft(now) {
            Some(draft) => Self { mending: true, ..fresh.resumed(&Draft { at: String::new(), ..draft }) },
            None => fresh,
        }
    }
}

impl Screen {
    /// The form that is being filled in here, or about to be.
    pub fn filling_mut(&mut self) -> Option<&mut Filling> {
        match self {
            Self::Question(Question::Told { filling, .. } | Question::Open { filling, .. }) => Some(filling),
            _ => None,
        }
    }

    /// Takes up a draft in a form that has just come. One that was being handed in leads to the review, to be sent again.
    pub fn take_up(&mut self, draft: &Draft) -> Action {
        let Self::Question(Question::Told { filling, .. }) = self else { return Action::None };
        if filling.about() != draft.service {
            return Action::None;
        }
        let filling = Box::new(filling.as_ref().clone().resumed(draft));
        if draft.sending && !filling.changed {
            return Action::Go(Destination::Review(filling));
        }
        *self = Self::Question(Question::of(filling));
        Action::None
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::screen::ScreenId;
    use crate::screen::presets::samples;
    use crate::screen::question::Ids;
    use crate::screen::{Answer, Request};

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    /// The sample form, half filled.
    fn half() -> Filling {
        let mut filling = samples().unwrap().filled().unwrap();
        filling.jump("phone");
        filling.write(Secret::new("1380000"));
        filling
    }

    #[test]
    fn nothing_written_is_no_draft() {
        let mut filling = samples().unwrap().empty().unwrap();
        assert_eq!(filling.draft(NOW), None);
        filling.write(Secret::new(""));
        assert_eq!(filling.draft(NOW), None);
    }

    #[test]
    fn is_taken_up_as_it_was_left() {
        let draft = half().draft(NOW).unwrap();
        let resumed = samples().unwrap().empty().unwrap().resumed(&draft);
        assert_eq!((resumed.answers.clone(), resumed.key, resumed.changed), (half().answers, half().key, false));
        assert_eq!(resumed.question().map(|question| question.key.as_str()), Some("phone"));
        assert_eq!(resumed.draft(NOW), Some(draft));
    }

    #[test]
    fn by_another_form_what_fits_is_kept_and_one_is_told() {
        let draft = half().draft(NOW).unwrap();
        let mut other = samples().unwrap().empty().unwrap();
        other.form.id = Uuid::from_u128(77);
        other.key = Uuid::from_u128(78);
        other.form.questions.retain(|question| question.key != "address");
        let resumed = other.clone().resumed(&draft);
        assert!(resumed.changed && resumed.key == other.key);
        assert_eq!((resumed.written("name"), resumed.written("phone")), (half().written("name"), ""));
        assert!(!resumed.answers.contains_key("address"));
        let moved = half().moved(other.form, NOW);
        assert!(moved.changed);
        assert_eq!(moved.question().map(|question| question.key.as_str()), Some("phone"));
    }

    #[test]
    fn a_draft_that_was_being_handed_in_leads_to_the_review() {
        let samples = samples().unwrap();
        let ctx = crate::screen::presets::context(crate::domain::settings::Locale::ZhCn).unwrap();
        let opened = || {
            let ids = Ids { applicant: Uuid::nil(), key: Uuid::nil(), today: jiff::civil::date(2026, 11, 21) };
            let (mut screen, _) = Screen::fill(Box::new(samples.service()), ids);
            let request = Request::Form(samples.service().summary.id);
            screen.answered(&request, Answer::Form(Box::new(Ok(samples.form().unwrap()))), &ctx);
            screen
        };
        let draft = samples.filled().unwrap().draft(NOW).unwrap();
        let mut screen = opened();
        assert_eq!(screen.take_up(&draft), Action::None);
        assert_eq!(
            (screen.id(), screen.filling().map(|filling| filling.answers.clone())),
            (ScreenId::Question, Some(draft.answers.clone()))
        );
        let sending = Draft { sending: true, ..draft };
        assert!(matches!(opened().take_up(&sending), Action::Go(Destination::Review(filling)) if filling.key == sending.key));
        let older = Draft { form: Uuid::max(), ..sending };
        assert_eq!(opened().take_up(&older), Action::None);
    }

    #[test]
    fn good_answers_are_known_again_for_the_same_person() {
        let mut filling = samples().unwrap().filled().unwrap();
        for question in &mut filling.form.questions {
            question.same_as = Some(question.key.clone());
        }
        filling.jump("phone");
        let mut known = Known::default();
        known.learn(&filling);
        let of = known.of(&filling);
        assert_eq!(of.get("name").map(Secret::expose), Some(filling.written("name")));
        assert!(!of.contains_key("phone"), "it is being written");
        filling.jump("who/who");
        filling.write(Secret::new("family"));
        assert!(known.of(&filling).is_empty());
    }
}
