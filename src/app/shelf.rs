//! What is written and not handed in yet: nothing is lost, wherever one goes, and at home not even with the program.
//! In a hall it is in memory only, and gone with the session.

use std::cmp::Reverse;
use std::collections::HashMap;

use iced::Task;
use jiff::Timestamp;
use tokio::sync::oneshot;
use uuid::Uuid;

use super::{App, Message};
use crate::domain::application::{Application, Matter};
use crate::domain::draft::Draft;
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::form::Form;
use crate::domain::secret::Secret;
use crate::domain::service::ServiceId;
use crate::screen::filling::{Filling, Known};
use crate::screen::{Aloud, Destination, Request, ScreenId};
use crate::session::{DataDirectory, Drafts};

/// What is written and not handed in yet.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    /// As they are kept, newest first.
    drafts: Vec<Draft>,
    /// With their forms: those opened since the program began.
    opened: HashMap<Uuid, Filling>,
    known: Known,
    /// Writes to disk; at home.
    writer: Option<Drafts>,
}

impl Shelf {
    /// What was kept in a directory; without one, an empty shelf that is never on disk.
    pub fn of(directory: Option<&DataDirectory>) -> Self {
        match directory.map(DataDirectory::drafts) {
            Some(Ok((writer, drafts))) => Self { drafts, writer: Some(writer), ..Self::default() },
            Some(Err(error)) => {
                tracing::error!(%error, "drafts are not kept");
                Self::default()
            }
            None => Self::default(),
        }
    }

    /// Newest first.
    pub fn drafts(&self) -> &[Draft] {
        &self.drafts
    }
    /// The identity number of whoever is here, once it was written.
    pub fn own_identity(&self) -> Option<&Secret> {
        self.known.own_identity()
    }
    fn draft(&self, service: ServiceId) -> Option<&Draft> {
        self.drafts.iter().find(|draft| draft.service == service)
    }

    /// Keeps what has changed in a filling, and says under which key it is to go. What is mended after it was being handed
    /// in goes under a new one: under the old one the backend may have something else already.
    fn note(&mut self, filling: &Filling, now: Timestamp) -> Uuid {
        self.known.learn(filling);
        let Some(mut draft) = filling.draft(now) else {
            self.remove(filling.about());
            return filling.key;
        };
        if let Some(before) = self.draft(draft.service) {
            let same = (&before.answers, before.form, before.again) == (&draft.answers, draft.form, draft.again);
            if same && before.at == draft.at && before.key == draft.key {
                return draft.key;
            }
            if before.sending && !same && before.key == draft.key {
                draft.key = Uuid::new_v4();
            }
            draft.sending = before.sending && same && before.key == draft.key;
        }
        let key = draft.key;
        self.put(draft);
        key
    }

    fn put(&mut self, draft: Draft) {
        self.drafts.retain(|other| other.service != draft.service);
        self.drafts.push(draft.clone());
        self.drafts.sort_by_key(|draft| Reverse(draft.saved));
        if let Some(writer) = &self.writer {
            writer.keep(draft);
        }
    }

    /// Filed, or thrown away.
    pub fn remove(&mut self, service: ServiceId) {
        let before = self.drafts.len();
        self.drafts.retain(|draft| draft.service != service);
        if self.drafts.len() < before
            && let Some(writer) = &self.writer
        {
            writer.discard(service);
        }
    }

    /// A draft is being handed in under a key. Tells what to wait for, so that nothing leaves before that is on disk: whether it is there.
    pub fn sending(&mut self, application: &Application, key: Uuid) -> Option<oneshot::Receiver<bool>> {
        let draft = self.draft(application.service).cloned()?;
        self.put(Draft { sending: true, key, again: application.again, ..draft });
        self.writer.as_ref().map(|writer| writer.settled(application.service))
    }

    /// It was not taken, and that is certain.
    fn refused(&mut self, service: ServiceId) {
        if let Some(draft) = self.draft(service).filter(|draft| draft.sending).cloned() {
            self.put(Draft { sending: false, ..draft });
        }
    }

    /// The next person is another one.
    pub fn clear(&mut self) {
        let writer = self.writer.take();
        *self = Self { writer, ..Self::default() };
    }
}

impl App {
    /// What was written just now, kept; what is known already, offered.
    pub(super) fn keep_written(&mut self) {
        let now = self.services.now().timestamp();
        let key = self.screen.filling().map(|filling| self.shelf.note(filling, now));
        if let Some(filling) = self.screen.filling_mut() {
            filling.known = self.shelf.known.of(filling);
            filling.key = key.unwrap_or(filling.key);
        }
    }

    /// A registry knew the number: it is one's own, and is offered again.
    pub(super) fn looked_up(&mut self, identity: Secret) {
        self.shelf.known.learn_identity(identity);
    }

    /// The form as it is left: where one was, and what was wrong.
    pub(super) fn put_down(&mut self) {
        if self.aloud == Aloud::Asking {
            // Who goes away has not said yes.
            self.aloud = Aloud::No;
        }
        if let Some(filling) = self.screen.filling() {
            self.shelf.opened.insert(filling.about(), filling.clone());
        }
    }

    /// The form of a service as it was put down. What was being handed in is looked at again.
    pub(super) fn put_by(&self, service: ServiceId) -> Option<Destination> {
        let filling = Box::new(self.shelf.opened.get(&service)?.clone());
        let sending = self.shelf.draft(service).is_some_and(|draft| draft.sending);
        Some(if sending { Destination::Review(filling) } else { Destination::Question(filling) })
    }

    /// What was put down of a matter sent back, if it is still asked for the same.
    pub(super) fn mended_by(&self, matter: &Matter) -> Option<Destination> {
        let asked = matter.demand.as_ref().map(|demand| (&demand.reason, &demand.fields));
        let filling = self.shelf.opened.get(&matter.file)?;
        let same = filling.sent_back.as_ref().map(|back| (&back.reason, &back.fields)) == asked;
        same.then(|| Destination::Question(Box::new(filling.clone())))
    }

    /// Throws away what was written for a service. Whoever stands in it is home.
    pub(super) fn discard(&mut self, service: ServiceId) -> Task<Message> {
        let inside = self.screen.filling().is_some_and(|filling| filling.about() == service);
        let task = if inside { self.home() } else { Task::none() };
        self.forget(service);
        task
    }

    /// It is where it belongs, or nowhere: nothing of it is left here.
    pub(super) fn forget(&mut self, place: Uuid) {
        self.shelf.opened.remove(&place);
        self.shelf.remove(place);
    }

    /// What becomes of a draft with the outcome of its filing.
    pub(super) fn handed_in(&mut self, service: ServiceId, outcome: Result<(), Failure>) -> Task<Message> {
        match outcome {
            Ok(()) => self.forget(service),
            // Nobody knows whether it arrived.
            Err(failure) if failure.retry() => {}
            Err(failure) => {
                self.shelf.refused(service);
                if failure.kind == FailureKind::FormChanged {
                    return self.load(Request::Form(service));
                }
            }
        }
        Task::none()
    }

    /// A form has come. Into a fresh one goes what was written before; a changed one takes the place of the one at hand.
    pub(super) fn form_came(&mut self, service: ServiceId, form: Form) -> Task<Message> {
        let now = self.services.now().timestamp();
        if let Some(filling) = self.screen.filling().filter(|_| self.screen.id() == ScreenId::Review)
            && filling.about() == service
            && filling.form.id != form.id
        {
            let moved = filling.moved(form, now);
            return self.open(Destination::Question(Box::new(moved)));
        }
        let Some(draft) = self.shelf.draft(service).cloned() else { return Task::none() };
        let action = self.screen.take_up(&draft);
        self.act(action)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::presets::samples;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn what_is_mended_after_it_was_sent_goes_under_a_new_key() {
        let mut filling = samples().unwrap().filled().unwrap();
        let (service, first) = (filling.service.id, filling.key);
        let mut shelf = Shelf::default();
        assert_eq!(shelf.note(&filling, at(1)), first);
        shelf.sending(&filling.application().unwrap(), first);
        filling.at = 0;
        assert_eq!(shelf.note(&filling, at(2)), first, "to look at it is not to mend it");
        assert!(shelf.draft(service).is_some_and(|draft| draft.sending));
        filling.write(Secret::new("family"));
        let second = shelf.note(&filling, at(3));
        assert_ne!(second, first);
        assert!(shelf.draft(service).is_some_and(|draft| draft.key == second && !draft.sending));
        filling.key = second;
        filling.write(Secret::new("self"));
        assert_eq!(shelf.note(&filling, at(4)), second);
        shelf.sending(&filling.application().unwrap(), second);
        shelf.refused(service);
        filling.write(Secret::new("family"));
        assert_eq!(shelf.note(&filling, at(5)), second, "it was not taken");
    }

    #[test]
    fn the_newest_comes_first_and_an_emptied_one_is_none() {
        let mut filling = samples().unwrap().filled().unwrap();
        let mut other = filling.clone();
        other.service.id = Uuid::max();
        let mut shelf = Shelf::default();
        shelf.note(&filling, at(1));
        shelf.note(&other, at(2));
        assert_eq!(shelf.drafts().first().map(|draft| draft.service), Some(Uuid::max()));
        shelf.note(&filling, at(3));
        assert_eq!(shelf.drafts().first().map(|draft| draft.service), Some(Uuid::max()), "nothing was written");
        filling.answers.clear();
        shelf.note(&filling, at(4));
        assert_eq!(shelf.drafts().len(), 1);
        shelf.clear();
        assert!(shelf.drafts().is_empty());
    }
}
