//! The only place that starts work: what a screen wants done becomes a task, its end a message.

use std::path::Path;
use std::sync::Arc;

use iced::Task;
use uuid::Uuid;

use super::services::Reached;
use super::{App, Message, StartError};
use crate::api::Client;
use crate::domain::application::{Application, Matter};
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::request::PAGE;
use crate::domain::service::{Manner, Service, ServiceId};
use crate::domain::settings::Locale;
use crate::screen::question::Ids;
use crate::screen::{Answer, Context, Destination, Request, Screen};
use crate::session;
use crate::ui::{self, Look};

/// The most services a list asks for: one more than it shows, to know whether there are more.
const MOST: usize = PAGE + 1;

impl App {
    /// Asks the backend; if it is not there yet, as soon as it is.
    pub(super) fn load(&mut self, request: Request) -> Task<Message> {
        if let Request::SavePicture(matter) = request {
            return self.save_picture(matter);
        }
        let Some(client) = self.services.client() else {
            self.early.push(request);
            return Task::none();
        };
        let (applicant, locale) = (self.services.applicant, self.settings.locale);
        self.work(async move {
            let answer = ask(client, &request, applicant, locale).await;
            Message::Answered(request, answer)
        })
    }

    /// Keeps the receipt of a matter as a picture. In a hall nothing of a person is kept.
    fn save_picture(&self, matter: Box<Matter>) -> Task<Message> {
        if self.options.kiosk {
            return Task::none();
        }
        let (ctx, look, place) = (self.context(), self.look(), self.services.pictures.clone());
        self.work(async move {
            let request = Request::SavePicture(matter.clone());
            let saved = tokio::task::spawn_blocking(move || picture(matter, &ctx, &look, &place)).await;
            Message::Answered(request, Answer::Saved(saved.ok().flatten().ok_or(Failure::new(FailureKind::Disk))))
        })
    }

    /// Work of this session: what comes of it after its end is dropped.
    pub(super) fn work(&self, future: impl Future<Output = Message> + Send + 'static) -> Task<Message> {
        let session = self.session;
        Task::future(future).map(move |message| Message::Of(session, Box::new(message)))
    }

    /// Opens the form of a service, with what was already written in it.
    pub(super) fn fill(&mut self, service: Box<Service>) -> Task<Message> {
        self.gentle = service.guide.manner == Manner::Bereavement;
        if let Some(destination) = self.put_by(service.summary.id) {
            return self.open(destination);
        }
        let (screen, action) = Screen::fill(service, self.ids());
        self.show(screen, false);
        self.act(action)
    }

    /// Opens the form of a matter that was sent back.
    pub(super) fn mend(&mut self, matter: Box<Matter>) -> Task<Message> {
        self.gentle = matter.manner == Manner::Bereavement;
        if let Some(destination) = self.mended_by(&matter) {
            return self.open(destination);
        }
        let (screen, action) = Screen::mend(matter, self.ids());
        self.show(screen, false);
        self.act(action)
    }

    fn ids(&self) -> Ids {
        Ids { applicant: self.services.applicant, key: Uuid::new_v4(), today: self.services.now().date() }
    }

    /// Files an application.
    pub(super) fn file(&mut self, application: Application, key: Uuid) -> Task<Message> {
        let service = application.service;
        let Some(client) = self.services.client() else {
            let away = Failure::new(FailureKind::Unreachable);
            return Task::done(Message::Filed(service, key, Box::new(Err(away))));
        };
        let settled = self.shelf.sending(&application, key);
        self.work(async move {
            // Sent without its key on disk, it could be filed a second time after the next start.
            if let Some(settled) = settled
                && !settled.await.unwrap_or_default()
            {
                return Message::Filed(service, key, Box::new(Err(Failure::new(FailureKind::Disk))));
            }
            Message::Filed(service, key, Box::new(client.file(&application, key).await))
        })
    }

    /// The backend answered a request.
    pub(super) fn answered(&mut self, request: Request, answer: Answer) -> Task<Message> {
        if let Some(manner) = manner(&answer) {
            self.gentle = manner == Manner::Bereavement;
        }
        if let (Request::Amend(file, ..), Answer::Matter(answer)) = (&request, &answer)
            && answer.is_ok()
        {
            self.forget(*file);
        }
        if let (Request::LookUp(_, identity), Answer::LookedUp(Ok(found))) = (&request, &answer)
            && !found.lines.is_empty()
        {
            self.looked_up(identity.clone());
        }
        let form = match (&request, &answer) {
            (Request::Form(service), Answer::Form(answer)) => answer.as_ref().as_ref().ok().map(|form| (*service, form.clone())),
            _ => None,
        };
        let action = self.screen.answered(&request, answer, &self.context());
        let task = self.act(action);
        match form {
            Some((service, form)) => Task::batch([task, self.form_came(service, form)]),
            None => task,
        }
    }

    /// The backend took what was handed in, or did not.
    pub(super) fn filed(&mut self, service: ServiceId, key: Uuid, answer: Result<Matter, Failure>) -> Task<Message> {
        if let Ok(matter) = &answer {
            self.gentle = matter.manner == Manner::Bereavement;
        }
        let outcome = answer.as_ref().map(drop).map_err(Clone::clone);
        let action = self.screen.filed(key, answer, &self.context());
        let task = self.act(action);
        Task::batch([task, self.handed_in(service, outcome)])
    }

    /// The embedded backend answers, or why it does not: then the program ends and says so.
    pub(super) fn backend_started(&mut self, result: Result<Reached, StartError>) -> Task<Message> {
        match result {
            Ok(reached) => {
                self.services.backend = Some(reached);
                let early: Vec<_> = self.early.drain(..).collect();
                Task::batch(early.into_iter().map(|request| self.load(request)).collect::<Vec<_>>())
            }
            Err(error) => {
                tracing::error!(%error, "no backend");
                if let Ok(mut ending) = self.ending.0.lock() {
                    *ending = Some(error);
                }
                iced::exit()
            }
        }
    }
}

/// In what manner one speaks of what an answer brings, if it brings one thing.
fn manner(answer: &Answer) -> Option<Manner> {
    match answer {
        Answer::Service(answer) => answer.as_ref().as_ref().ok().map(|service| service.value.guide.manner),
        Answer::Matter(answer) => answer.as_ref().as_ref().ok().map(|matter| matter.manner),
        _ => None,
    }
}

/// Draws a receipt and keeps it; where it is, as people read it.
fn picture(matter: Box<Matter>, ctx: &Context, look: &Look, place: &Path) -> Option<String> {
    let number = matter.receipt.map_or_else(|| matter.file.to_string(), |receipt| receipt.groups().join("-"));
    let (receipt, _) = Screen::open(Destination::Receipt(matter));
    let png = ui::picture(&receipt.page(ctx), look);
    let name = ctx.texts.with("app-picture", &[("number", number.into())]);
    let path = session::keep_picture(place, &name, &png?);
    let path = path.inspect_err(|error| tracing::error!(%error, "the picture could not be kept")).ok()?;
    // By the name of its directory one finds it again.
    let shown = place.parent().and_then(|above| path.strip_prefix(above).ok()).unwrap_or(&path);
    Some(shown.display().to_string())
}

async fn ask(client: Arc<dyn Client>, request: &Request, applicant: Uuid, locale: Locale) -> Answer {
    match request {
        Request::Services(query) => Answer::Services(client.services(query, MOST, locale).await),
        Request::Departments => Answer::Departments(client.departments(locale).await),
        Request::Letters => Answer::Letters(client.letters(locale).await),
        Request::Service(id) => Answer::Service(Box::new(client.service(*id, locale).await)),
        Request::Form(id) => Answer::Form(Box::new(client.form(*id).await)),
        Request::Matters => Answer::Matters(client.matters(applicant).await),
        Request::Matter(file) => Answer::Matter(Box::new(client.matter(*file).await)),
        Request::Find(receipt, end) => Answer::Matter(Box::new(client.find(*receipt, end).await)),
        Request::Amend(file, answers, key) => Answer::Matter(Box::new(client.amend(*file, answers, *key).await)),
        Request::SendParts(file) => Answer::Matter(Box::new(client.send_parts(*file).await)),
        Request::Withdraw(file) => Answer::Matter(Box::new(client.withdraw(*file).await)),
        Request::Rate(file, rating) => Answer::Rated(client.rate(*file, rating).await),
        Request::Verified(service, identity) => Answer::Verified(client.verified(*service, identity).await),
        Request::LookUp(service, identity) => Answer::LookedUp(client.look_up(*service, identity).await),
        // No backend keeps it: `App::save_picture`.
        Request::SavePicture(_) => Answer::Saved(Err(Failure::new(FailureKind::Missing))),
    }
}
