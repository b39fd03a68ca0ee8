//! The way to a city's backend, embedded or remote alike: GovStack Registration over HTTP.
//! Knows no screen and nothing of our own backend but the wire types it shares with it.

pub mod cached;
pub mod http;
pub mod wire;

use std::future::Future;
use std::pin::Pin;

use jiff::Timestamp;
use uuid::Uuid;

use crate::domain::application::{Application, Matter};
use crate::domain::failure::Failure;
use crate::domain::form::Form;
use crate::domain::service::{Category, LifeEvent, Service, ServiceId, ServiceSummary};
use crate::domain::settings::Locale;
use crate::domain::text::LocalText;

/// What a call answers, in time.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, Failure>> + Send + 'a>>;

/// Which services are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Words in the name (official or everyday).
    pub name: Option<String>,
    /// Behind which tile.
    pub category: Option<Category>,
    /// Behind which door.
    pub life_event: Option<LifeEvent>,
    /// Of which department: its zh-CN name, exactly.
    pub department: Option<String>,
}

/// A department with the number of its services.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Department {
    /// Its name.
    pub name: LocalText,
    /// How many services it has.
    pub services: usize,
}

/// A value of the catalogue, fresh or from the cache.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated<T> {
    /// The value.
    pub value: T,
    /// When the backend said so, if it does not answer now; a screen shows this date.
    pub as_of: Option<Timestamp>,
}

impl<T> Dated<T> {
    /// A value just answered.
    pub const fn fresh(value: T) -> Self {
        Self { value, as_of: None }
    }
}

/// What a terminal asks of a backend. All times are limited; a failure never hangs.
pub trait Client: Send + Sync {
    /// The services that fit, at most `limit`.
    fn services<'a>(&'a self, query: &'a Query, limit: usize, locale: Locale) -> Answer<'a, Dated<Vec<ServiceSummary>>>;
    /// The departments there are.
    fn departments(&self, locale: Locale) -> Answer<'_, Dated<Vec<Department>>>;
    /// A service with its guide (办事指南).
    fn service(&self, id: ServiceId, locale: Locale) -> Answer<'_, Dated<Service>>;
    /// The form of a service; `Missing` if it has none.
    fn form(&self, service: ServiceId) -> Answer<'_, Form>;
    /// Files an application. The same `key` files it once, however often it is tried.
    fn file<'a>(&'a self, application: &'a Application, key: Uuid) -> Answer<'a, Matter>;
    /// The matters of an applicant, newest first.
    fn matters(&self, applicant: Uuid) -> Answer<'_, Vec<Matter>>;
    /// One matter.
    fn matter(&self, file: Uuid) -> Answer<'_, Matter>;
}
