//! The only place that starts work: what a screen wants done becomes a task, its end a message.

use std::sync::Arc;

use iced::Task;
use uuid::Uuid;

use super::services::Reached;
use super::{App, Message, StartError};
use crate::api::Client;
use crate::domain::application::{Application, Matter};
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::service::Service;
use crate::domain::settings::Locale;
use crate::screen::filling::Start;
use crate::screen::{Answer, Destination, Request, Screen};

/// The most services a list asks for.
const MOST: usize = 400;

impl App {
    /// Asks the backend; if it is not there yet, as soon as it is.
    pub(super) fn load(&mut self, request: Request) -> Task<Message> {
        let Some(client) = self.services.client() else {
            self.early.push(request);
            return Task::none();
        };
        let (applicant, locale) = (self.services.applicant, self.settings.locale);
        Task::future(async move {
            let answer = ask(client, &request, applicant, locale).await;
            Message::Answered(request, answer)
        })
    }

    /// Opens the form of a service, with what was already written in it.
    pub(super) fn fill(&mut self, service: Box<Service>) -> Task<Message> {
        if let Some(filling) = self.drafts.get(&service.summary.id) {
            return self.open(Destination::Question(Box::new(filling.clone())));
        }
        let (screen, action) = Screen::fill(service, self.start());
        self.show(screen, false);
        self.act(action)
    }

    /// Opens the form of a matter that was sent back.
    pub(super) fn mend(&mut self, matter: Box<Matter>) -> Task<Message> {
        let (screen, action) = Screen::mend(matter, self.start());
        self.show(screen, false);
        self.act(action)
    }

    fn start(&self) -> Start {
        Start { applicant: self.services.applicant, key: Uuid::new_v4(), ..Start::default() }
    }

    /// Files an application.
    pub(super) fn file(&mut self, application: Application, key: Uuid) -> Task<Message> {
        let service = application.service;
        let Some(client) = self.services.client() else {
            let away = Failure::new(FailureKind::Unreachable);
            return Task::done(Message::Filed(service, key, Box::new(Err(away))));
        };
        Task::future(async move { Message::Filed(service, key, Box::new(client.file(&application, key).await)) })
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

async fn ask(client: Arc<dyn Client>, request: &Request, applicant: Uuid, locale: Locale) -> Answer {
    match request {
        Request::Services(query) => Answer::Services(client.services(query, MOST, locale).await),
        Request::Departments => Answer::Departments(client.departments(locale).await),
        Request::Service(id) => Answer::Service(Box::new(client.service(*id, locale).await)),
        Request::Form(id) => Answer::Form(Box::new(client.form(*id).await)),
        Request::Matters => Answer::Matters(client.matters(applicant).await),
        Request::Matter(file) => Answer::Matter(Box::new(client.matter(*file).await)),
        Request::Find(receipt, end) => Answer::Matter(Box::new(client.find(*receipt, end).await)),
        Request::Amend(file, answers, key) => Answer::Matter(Box::new(client.amend(*file, answers, *key).await)),
        Request::Withdraw(file) => Answer::Matter(Box::new(client.withdraw(*file).await)),
        Request::Rate(file, rating) => Answer::Rated(client.rate(*file, rating).await),
        Request::Verified(service, identity) => Answer::Verified(client.verified(*service, identity).await),
        Request::SavePicture(_) => Answer::Saved(Err(Failure::new(FailureKind::Disk))),
    }
}
