//! The way to a city's backend, embedded or remote alike: GovStack Registration over HTTP.
//! Knows no screen and nothing of our own backend but the wire types it shares with it.

pub mod cached;
pub mod http;
pub mod wire;

use std::future::Future;
use std::pin::Pin;

use jiff::Timestamp;
use uuid::Uuid;

use crate::domain::application::{Answers, Application, Matter, Rating, ReceiptNumber};
use crate::domain::failure::Failure;
use crate::domain::form::Form;
use crate::domain::help::{HelpCall, HelpTicket};
use crate::domain::lookup::Finding;
use crate::domain::request::{Dated, Department, Letter, Query, Verification};
use crate::domain::secret::Secret;
use crate::domain::service::{Service, ServiceId, ServiceSummary};
use crate::domain::settings::Locale;

/// What a call answers, in time.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, Failure>> + Send + 'a>>;

/// What a terminal asks of a backend. All times are limited; a failure never hangs.
pub trait Client: Send + Sync {
    /// The services that fit, at most `limit`.
    fn services<'a>(&'a self, query: &'a Query, limit: usize, locale: Locale) -> Answer<'a, Dated<Vec<ServiceSummary>>>;
    /// The departments there are.
    fn departments(&self, locale: Locale) -> Answer<'_, Dated<Vec<Department>>>;
    /// The letters with which names of services begin.
    fn letters(&self, locale: Locale) -> Answer<'_, Dated<Vec<Letter>>>;
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
    /// A matter by what its owner took away: the number, and the last four of the identity number. From then on the
    /// calls below work on it, until [`Client::forget`]. Wrong and unknown are alike `Missing`; `TooOften` after five tries.
    fn find<'a>(&'a self, receipt: ReceiptNumber, identity_end: &'a Secret) -> Answer<'a, Matter>;
    /// Hands in what was asked for (补正、补充材料): only the answers that changed.
    fn amend<'a>(&'a self, file: Uuid, answers: &'a Answers, key: Uuid) -> Answer<'a, Matter>;
    /// 撤回
    fn withdraw(&self, file: Uuid) -> Answer<'_, Matter>;
    /// Sends those parts of a bundle again that their departments have not taken yet; none of them is filed twice.
    fn send_parts(&self, file: Uuid) -> Answer<'_, Matter>;
    /// 好差评
    fn rate<'a>(&'a self, file: Uuid, rating: &'a Rating) -> Answer<'a, ()>;
    /// Calls somebody to this machine.
    fn call_help<'a>(&'a self, call: &'a HelpCall) -> Answer<'a, HelpTicket>;
    /// What has become of a call.
    fn help(&self, call: Uuid) -> Answer<'_, HelpTicket>;
    /// Until when somebody's 资格认证 holds.
    fn verified<'a>(&'a self, service: ServiceId, identity: &'a Secret) -> Answer<'a, Verification>;
    /// What a registry knows of the person with this identity number, by a service that looks something up. `TooOften` after
    /// five answers for one number, or five people in a session.
    fn look_up<'a>(&'a self, service: ServiceId, identity: &'a Secret) -> Answer<'a, Finding>;
    /// The session is over: no matter that was found stays open, nor one that is being found.
    fn forget(&self);
    /// What time it is: by this machine, and by the backend where the two clearly differ.
    fn now(&self) -> Timestamp;
}
