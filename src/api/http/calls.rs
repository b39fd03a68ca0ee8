//! Each call of a terminal as one request: GovStack's own, and ours beside them.

use std::time::Instant;

use jiff::Timestamp;
use reqwest::Method;
use uuid::Uuid;

use super::{Http, Right};
use crate::api::wire::{
    ApplicationFile, DepartmentOnWire, EForm, EFormListItem, Find, Found, HelpCallOnWire, HelpTicketOnWire, Known, LetterOnWire, LookUp,
    ServiceOnWire, Submit, VerifiedOnWire, Verify,
};
use crate::api::{Answer, Client};
use crate::domain::application::{Answers, Application, Matter, Rating, ReceiptNumber};
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::form::Form;
use crate::domain::help::{HelpCall, HelpTicket};
use crate::domain::lookup::Finding;
use crate::domain::request::{Dated, Department, Letter, Query, Verification};
use crate::domain::secret::Secret;
use crate::domain::service::{Service, ServiceId, ServiceSummary};
use crate::domain::settings::Locale;

/// As many characters of a name are sent: no service has a longer one, and no backend need take a longer query.
const LONGEST_NAME: usize = 100;

impl Client for Http {
    fn services<'a>(&'a self, query: &'a Query, limit: usize, locale: Locale) -> Answer<'a, Dated<Vec<ServiceSummary>>> {
        Box::pin(async move {
            let mut url = Self::url(&self.registration, &["services"]);
            let name: Option<String> = query.name.as_deref().map(|name| name.chars().take(LONGEST_NAME).collect());
            {
                let mut pairs = url.query_pairs_mut();
                let given = [
                    ("name", name.as_deref()),
                    ("category", query.category.map(|category| category.name())),
                    ("lifeEvent", query.life_event.map(|event| event.name())),
                    ("department", query.department.as_deref()),
                    ("bundles", query.bundles.then_some("true")),
                ];
                for (key, value) in given {
                    if let Some(value) = value {
                        pairs.append_pair(key, value);
                    }
                }
                if let Some(initial) = query.initial {
                    pairs.append_pair("initial", initial.encode_utf8(&mut [0; 4]));
                }
                if query.offset > 0 {
                    pairs.append_pair("offset", &query.offset.to_string());
                }
                pairs.append_pair("limit", &limit.to_string());
            }
            let found: Vec<ServiceOnWire> = self.ask(self.get(url, locale)?).await?;
            Ok(Dated::fresh(found.into_iter().take(limit).map(Into::into).collect()))
        })
    }

    fn departments(&self, locale: Locale) -> Answer<'_, Dated<Vec<Department>>> {
        Box::pin(async move {
            let url = Self::url(&self.own, &["departments"]);
            let found: Vec<DepartmentOnWire> = self.ask(self.get(url, locale)?).await?;
            Ok(Dated::fresh(found.into_iter().map(Into::into).collect()))
        })
    }

    fn letters(&self, locale: Locale) -> Answer<'_, Dated<Vec<Letter>>> {
        Box::pin(async move {
            let found: Vec<LetterOnWire> = self.ask(self.get(Self::url(&self.own, &["letters"]), locale)?).await?;
            Ok(Dated::fresh(found.into_iter().map(Into::into).collect()))
        })
    }

    fn service(&self, id: ServiceId, locale: Locale) -> Answer<'_, Dated<Service>> {
        Box::pin(async move {
            let url = Self::url(&self.registration, &["services", &id.to_string()]);
            let found: ServiceOnWire = self.ask(self.get(url, locale)?).await?;
            Ok(Dated::fresh(found.into()))
        })
    }

    fn form(&self, service: ServiceId) -> Answer<'_, Form> {
        Box::pin(async move {
            let url = Self::url(&self.registration, &["services", &service.to_string(), "eForms"]);
            let forms: Vec<EFormListItem> = self.ask(self.get(url, Locale::default())?).await?;
            let newest = forms.iter().find(|form| form.latest).ok_or(Failure::new(FailureKind::Missing))?;
            let url = Self::url(&self.registration, &["eForms", &newest.e_form_id.to_string()]);
            let form: EForm = self.ask(self.get(url, Locale::default())?).await?;
            let id = form.item.e_form_id;
            Form::read(id, &form.schema).or_else(|_| Form::read_foreign(id, &form.schema)).map_err(|error| {
                tracing::warn!(form = %id, %error, "form cannot be read");
                Failure::new(FailureKind::Broken)
            })
        })
    }

    fn file<'a>(&'a self, application: &'a Application, key: Uuid) -> Answer<'a, Matter> {
        Box::pin(async move {
            let url = Self::url(&self.registration, &["services", &application.service.to_string(), "applications"]);
            let request = self.send(Method::POST, url, &Submit::from(application), Some(key))?;
            let session = self.rights().session;
            let own = |files: Vec<Uuid>| self.may(session, files, || Right::Applicant(application.applicant));
            // What stands in the way is the same applicant's.
            let answer: Result<ApplicationFile, Failure> = self.ask(request).await;
            let filed = answer.inspect_err(|failure| own(failure.existing.iter().map(|(file, _)| *file).collect()))?;
            let filed = matter(filed, Known { service: Some(application.service), filed: Some(self.clock.now()) })?;
            own(files(&filed).collect());
            Ok(filed)
        })
    }

    fn matters(&self, applicant: Uuid) -> Answer<'_, Vec<Matter>> {
        Box::pin(async move {
            let mut url = Self::url(&self.registration, &["applications"]);
            url.query_pairs_mut().append_pair("applicantId", &applicant.to_string());
            let session = self.rights().session;
            let listed: Vec<ApplicationFile> = self.ask(self.get(url, Locale::default())?).await?;
            let mut matters: Vec<_> = listed.into_iter().filter_map(|file| file.into_matter(Known::default())).collect();
            self.may(session, matters.iter().flat_map(files), || Right::Applicant(applicant));
            matters.sort_by_key(|matter| std::cmp::Reverse(matter.filed));
            Ok(matters)
        })
    }

    fn matter(&self, file: Uuid) -> Answer<'_, Matter> {
        Box::pin(async move {
            let url = Self::url(&self.registration, &["applications", &file.to_string()]);
            let request = self.get(url, Locale::default())?;
            matter(self.ask_about(file, request).await?, Known::default())
        })
    }

    fn find<'a>(&'a self, receipt: ReceiptNumber, identity_end: &'a Secret) -> Answer<'a, Matter> {
        Box::pin(async move {
            let url = Self::url(&self.own, &["applications", "find"]);
            let wanted = Find { receipt: receipt.to_string(), identity_end: identity_end.clone() };
            let session = self.rights().session;
            let found: Found = self.ask(self.send(Method::POST, url, &wanted, None)?).await?;
            let matter = matter(found.application, Known::default())?;
            self.may(session, files(&matter), || Right::Token(found.token.clone()));
            Ok(matter)
        })
    }

    fn amend<'a>(&'a self, file: Uuid, answers: &'a Answers, key: Uuid) -> Answer<'a, Matter> {
        Box::pin(async move {
            let url = Self::url(&self.registration, &["applications", &file.to_string()]);
            let request = self.send(Method::PUT, url, &Submit::amendment(answers), Some(key))?;
            matter(self.ask_about(file, request).await?, Known::default())
        })
    }

    fn withdraw(&self, file: Uuid) -> Answer<'_, Matter> {
        Box::pin(async move {
            let url = Self::url(&self.own, &["applications", &file.to_string(), "withdraw"]);
            let request = self.send(Method::POST, url, &(), None)?;
            matter(self.ask_about(file, request).await?, Known::default())
        })
    }

    fn send_parts(&self, file: Uuid) -> Answer<'_, Matter> {
        Box::pin(async move {
            let url = Self::url(&self.own, &["applications", &file.to_string(), "parts"]);
            let request = self.send(Method::POST, url, &(), None)?;
            matter(self.ask_about(file, request).await?, Known::default())
        })
    }

    fn rate<'a>(&'a self, file: Uuid, rating: &'a Rating) -> Answer<'a, ()> {
        Box::pin(async move {
            let url = Self::url(&self.own, &["applications", &file.to_string(), "ratings"]);
            let request = self.send(Method::POST, url, rating, None)?;
            self.ask_about(file, request).await.map(|_: Rating| ())
        })
    }

    fn call_help<'a>(&'a self, call: &'a HelpCall) -> Answer<'a, HelpTicket> {
        Box::pin(async move {
            let url = Self::url(&self.own, &["help-calls"]);
            let called: HelpTicketOnWire = self.ask(self.send(Method::POST, url, &HelpCallOnWire::from(call), None)?).await?;
            Ok(called.into())
        })
    }

    fn help(&self, call: Uuid) -> Answer<'_, HelpTicket> {
        Box::pin(async move {
            let url = Self::url(&self.own, &["help-calls", &call.to_string()]);
            let called: HelpTicketOnWire = self.ask(self.get(url, Locale::default())?).await?;
            Ok(called.into())
        })
    }

    fn verified<'a>(&'a self, service: ServiceId, identity: &'a Secret) -> Answer<'a, Verification> {
        Box::pin(async move {
            if !self.rights().may_look_up(identity, Instant::now()) {
                return Err(Failure::new(FailureKind::TooOften));
            }
            let url = Self::url(&self.own, &["verifications"]);
            let asked = Verify { service, identity: identity.clone() };
            let found: VerifiedOnWire = self.ask(self.send(Method::POST, url, &asked, None)?).await?;
            Ok(Verification { until: found.until, sample: found.sample })
        })
    }

    fn look_up<'a>(&'a self, service: ServiceId, identity: &'a Secret) -> Answer<'a, Finding> {
        Box::pin(async move {
            if !self.rights().may_look_up(identity, Instant::now()) {
                return Err(Failure::new(FailureKind::TooOften));
            }
            let url = Self::url(&self.own, &["lookups"]);
            let asked = LookUp { service, identity: identity.clone() };
            let found: Finding = self.ask(self.send(Method::POST, url, &asked, None)?).await?;
            if found.holds() { Ok(found) } else { Err(Failure::new(FailureKind::Broken)) }
        })
    }

    fn forget(&self) {
        let mut rights = self.rights();
        rights.files.clear();
        rights.looked_up.clear();
        rights.session += 1;
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }
}

/// The files of a matter: the right to a whole is one to its parts.
fn files(matter: &Matter) -> impl Iterator<Item = Uuid> + '_ {
    matter.parts.iter().map(|part| part.file).chain([matter.file])
}

/// The matter in an answer.
fn matter(file: ApplicationFile, known: Known) -> Result<Matter, Failure> {
    file.into_matter(known).ok_or(Failure::new(FailureKind::Broken))
}
