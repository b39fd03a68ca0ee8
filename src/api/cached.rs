//! A client that remembers the public catalogue on disk and answers from it, with its date, while the backend is
//! away. Keeps nothing a resident typed and nothing about a person: searches by name and matters pass through.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::wire::{DepartmentOnWire, LetterOnWire, ServiceOnWire};
use super::{Answer, Client, Dated, Department, Letter, Query};
use crate::domain::application::{Answers, Application, Matter, Rating, ReceiptNumber};
use crate::domain::failure::Failure;
use crate::domain::form::Form;
use crate::domain::help::{HelpCall, HelpTicket};
use crate::domain::lookup::Finding;
use crate::domain::request::Verification;
use crate::domain::secret::Secret;
use crate::domain::service::{NAMESPACE, Service, ServiceId, ServiceSummary};
use crate::domain::settings::Locale;

/// How many answers are kept; the oldest go first.
const MOST: usize = 500;

/// A client with a memory under a directory.
pub struct Cached<C> {
    inner: C,
    directory: PathBuf,
}

/// An answer as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept<T> {
    as_of: Timestamp,
    value: T,
}

impl<C: Client> Cached<C> {
    /// `inner`, remembered under `directory`, which is made at the first answer.
    pub fn new(inner: C, directory: impl Into<PathBuf>) -> Self {
        Self { inner, directory: directory.into() }
    }

    /// Where the answer to `question` is kept.
    fn place(&self, question: &str) -> PathBuf {
        self.directory.join(format!("{}.json", Uuid::new_v5(&NAMESPACE, question.as_bytes())))
    }

    /// Keeps a fresh answer to `question`, or finds the kept one if the failure is one that passes.
    /// `T` is the domain's, `W` its form on the wire.
    async fn remember<T, W>(
        &self,
        question: &str,
        answer: Result<Dated<T>, Failure>,
        wire: impl FnOnce(&T) -> W,
    ) -> Result<Dated<T>, Failure>
    where
        W: Serialize + DeserializeOwned + Into<T>,
    {
        let place = self.place(question);
        match answer {
            Ok(fresh) => {
                let kept = Kept { as_of: self.inner.now(), value: wire(&fresh.value) };
                if let Err(error) = keep(&self.directory, &place, &kept).await {
                    tracing::warn!(%error, "answer not kept");
                }
                Ok(fresh)
            }
            Err(failure) if failure.retry() => {
                let kept: Option<Kept<W>> = tokio::fs::read(place).await.ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
                kept.map(|kept| Dated { value: kept.value.into(), as_of: Some(kept.as_of) }).ok_or(failure)
            }
            Err(failure) => Err(failure),
        }
    }
}

/// Writes `kept` to `place` whole or not at all, and lets the oldest go.
async fn keep<T: Serialize>(directory: &Path, place: &Path, kept: &Kept<T>) -> std::io::Result<()> {
    tokio::fs::create_dir_all(directory).await?;
    let half = place.with_extension(format!("{}.part", Uuid::new_v4().simple()));
    tokio::fs::write(&half, serde_json::to_vec(kept)?).await?;
    tokio::fs::rename(&half, place).await?;
    let mut entries = tokio::fs::read_dir(directory).await?;
    let mut files = Vec::new();
    while let Some(entry) = entries.next_entry().await? {
        files.push((entry.metadata().await?.modified()?, entry.path()));
    }
    files.sort();
    for (_, oldest) in files.iter().take(files.len().saturating_sub(MOST)) {
        tokio::fs::remove_file(oldest).await?;
    }
    Ok(())
}

/// Several summaries on the wire and back.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Summaries(Vec<ServiceOnWire>);

impl From<Summaries> for Vec<ServiceSummary> {
    fn from(wire: Summaries) -> Self {
        wire.0.into_iter().map(Into::into).collect()
    }
}

/// Several departments on the wire and back.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Departments(Vec<DepartmentOnWire>);

impl From<Departments> for Vec<Department> {
    fn from(wire: Departments) -> Self {
        wire.0.into_iter().map(Into::into).collect()
    }
}

/// Several letters on the wire and back.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Letters(Vec<LetterOnWire>);

impl From<Letters> for Vec<Letter> {
    fn from(wire: Letters) -> Self {
        wire.0.into_iter().map(Into::into).collect()
    }
}

impl<C: Client> Client for Cached<C> {
    fn services<'a>(&'a self, query: &'a Query, limit: usize, locale: Locale) -> Answer<'a, Dated<Vec<ServiceSummary>>> {
        Box::pin(async move {
            let answer = self.inner.services(query, limit, locale).await;
            if query.name.is_some() {
                return answer;
            }
            let tile = query.category.map_or("", |category| category.name());
            let door = query.life_event.map_or("", |event| event.name());
            let department = query.department.as_deref().unwrap_or_default();
            let letter = query.initial.map(String::from).unwrap_or_default();
            let bundles = if query.bundles { "bundles/" } else { "" };
            let question = format!("services/{bundles}{tile}/{door}/{department}/{letter}/{}/{limit}/{locale}", query.offset);
            self.remember(&question, answer, |found| {
                Summaries(found.iter().map(|summary| ServiceOnWire::listed(summary, String::new(), false, locale)).collect())
            })
            .await
        })
    }

    fn departments(&self, locale: Locale) -> Answer<'_, Dated<Vec<Department>>> {
        Box::pin(async move {
            let answer = self.inner.departments(locale).await;
            self.remember(&format!("departments/{locale}"), answer, |found| {
                Departments(found.iter().map(|department| DepartmentOnWire::new(&department.name, department.services, locale)).collect())
            })
            .await
        })
    }

    fn letters(&self, locale: Locale) -> Answer<'_, Dated<Vec<Letter>>> {
        Box::pin(async move {
            let answer = self.inner.letters(locale).await;
            self.remember(&format!("letters/{locale}"), answer, |found| Letters(found.iter().map(|letter| (*letter).into()).collect()))
                .await
        })
    }

    fn service(&self, id: ServiceId, locale: Locale) -> Answer<'_, Dated<Service>> {
        Box::pin(async move {
            let answer = self.inner.service(id, locale).await;
            self.remember(&format!("service/{id}/{locale}"), answer, |found| ServiceOnWire::whole(found, String::new(), locale)).await
        })
    }

    fn form(&self, service: ServiceId) -> Answer<'_, Form> {
        self.inner.form(service)
    }

    fn file<'a>(&'a self, application: &'a Application, key: Uuid) -> Answer<'a, Matter> {
        self.inner.file(application, key)
    }

    fn matters(&self, applicant: Uuid) -> Answer<'_, Vec<Matter>> {
        self.inner.matters(applicant)
    }

    fn matter(&self, file: Uuid) -> Answer<'_, Matter> {
        self.inner.matter(file)
    }

    fn find<'a>(&'a self, receipt: ReceiptNumber, identity_end: &'a Secret) -> Answer<'a, Matter> {
        self.inner.find(receipt, identity_end)
    }

    fn amend<'a>(&'a self, file: Uuid, answers: &'a Answers, key: Uuid) -> Answer<'a, Matter> {
        self.inner.amend(file, answers, key)
    }

    fn withdraw(&self, file: Uuid) -> Answer<'_, Matter> {
        self.inner.withdraw(file)
    }

    fn send_parts(&self, file: Uuid) -> Answer<'_, Matter> {
        self.inner.send_parts(file)
    }

    fn rate<'a>(&'a self, file: Uuid, rating: &'a Rating) -> Answer<'a, ()> {
        self.inner.rate(file, rating)
    }

    fn call_help<'a>(&'a self, call: &'a HelpCall) -> Answer<'a, HelpTicket> {
        self.inner.call_help(call)
    }

    fn help(&self, call: Uuid) -> Answer<'_, HelpTicket> {
        self.inner.help(call)
    }

    fn verified<'a>(&'a self, service: ServiceId, identity: &'a Secret) -> Answer<'a, Verification> {
        self.inner.verified(service, identity)
    }

    fn look_up<'a>(&'a self, service: ServiceId, identity: &'a Secret) -> Answer<'a, Finding> {
        self.inner.look_up(service, identity)
    }

    fn forget(&self) {
        self.inner.forget();
    }

    fn now(&self) -> Timestamp {
        self.inner.now()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_oldest_go_first() {
        let directory = tempfile::tempdir().unwrap();
        for number in 0..MOST + 2 {
            std::fs::write(directory.path().join(format!("{number}.json")), "").unwrap();
        }
        let place = directory.path().join("new.json");
        keep(directory.path(), &place, &Kept { as_of: Timestamp::UNIX_EPOCH, value: 7 }).await.unwrap();
        assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), MOST);
        assert!(place.exists() && !directory.path().join("0.json").exists());
    }
}
