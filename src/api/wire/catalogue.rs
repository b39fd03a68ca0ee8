//! Services, forms and departments as they travel, and their way to and from the domain.
//! A plain GovStack service has one language and no guide object: its facts become the guide.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Texts, lenient};
use crate::api::Department;
use crate::domain::lookup::LookupKind;
use crate::domain::request::Letter;
use crate::domain::service::{Guide, Handling, Manner, Material, MaterialSource, Service, ServiceSummary};
use crate::domain::settings::Locale;
use crate::domain::text::LocalText;

/// GovStack's `service`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Service)]
pub struct ServiceOnWire {
    /// `serviceId`.
    pub id: Uuid,
    /// The official name in the language asked for.
    pub name: String,
    /// Version of the service.
    #[serde(default)]
    pub version: String,
    /// `Public` for every service of ours.
    #[serde(rename = "type", default)]
    pub kind: String,
    /// Whether it can be filed here.
    #[serde(default)]
    pub is_executable: bool,
    /// The summary in the language asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The facts of the guide.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub service_body: Vec<Property>,
    /// `name` and `description` in every language.
    #[serde(rename = "x-text", default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub texts: Option<Texts>,
    /// What people call it.
    #[serde(rename = "x-everyday", default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub everyday: Option<LocalText>,
    /// Who is in charge.
    #[serde(rename = "x-department", default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub department: Option<LocalText>,
    /// How far a terminal can go.
    #[serde(rename = "x-handling", default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub handling: Option<Handling>,
    /// Its very name tells something private.
    #[serde(rename = "x-private", default, skip_serializing_if = "std::ops::Not::not")]
    pub private: bool,
    /// How many services are done with it in one go.
    #[serde(rename = "x-together", default, skip_serializing_if = "is_zero")]
    pub together: usize,
    /// The services done with it in one go.
    #[serde(rename = "x-parts", default, skip_serializing_if = "Vec::is_empty")]
    #[schema(no_recursion)]
    pub parts: Vec<ServiceOnWire>,
    /// What can be looked up.
    #[serde(rename = "x-lookup", default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub lookup: Option<LookupKind>,
    /// The whole guide in every language.
    #[serde(rename = "x-guide", default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub guide: Option<Guide>,
}

/// One item of GovStack's `ListOfProperties`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Property {
    /// Which fact: `who`, `materials`, `time`, `fee`, `result`, `place`, `proxy`, `phone`.
    #[serde(default)]
    pub code: String,
    /// The fact in the language asked for.
    #[serde(default)]
    pub value: String,
}

/// GovStack's `EFormListItem`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EFormListItem {
    /// Which form.
    pub e_form_id: Uuid,
    /// Its name in the language asked for.
    #[serde(default)]
    pub name: String,
    /// Its version.
    #[serde(default)]
    pub version: String,
    /// Whether there is no newer one.
    #[serde(default = "yes")]
    pub latest: bool,
}

const fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
const fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// GovStack's `EForm`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EForm {
    /// What lists show.
    #[serde(flatten)]
    pub item: EFormListItem,
    /// Its JSON Schema.
    #[schema(value_type = Object)]
    pub schema: Value,
}

/// A department with the number of its services (our own call).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = Department)]
pub struct DepartmentOnWire {
    /// Its name in the language asked for.
    pub name: String,
    /// `name` in every language.
    #[serde(rename = "x-text", default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub texts: Option<Texts>,
    /// How many services it has.
    pub services: usize,
}

impl DepartmentOnWire {
    /// The department called `name` as `locale` shows it, with so many services.
    pub fn new(name: &LocalText, services: usize, locale: Locale) -> Self {
        Self { name: name.get(locale).to_owned(), texts: Some([("name".to_owned(), name.clone())].into()), services }
    }
}

impl From<DepartmentOnWire> for Department {
    fn from(wire: DepartmentOnWire) -> Self {
        Self { name: text(wire.texts, "name", wire.name), services: wire.services }
    }
}

/// A letter with the number of services behind it (our own call).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = Letter)]
pub struct LetterOnWire {
    /// A to Z; 0 for names that begin with a digit.
    pub initial: char,
    /// How many services it has.
    pub services: usize,
}

impl From<Letter> for LetterOnWire {
    fn from(letter: Letter) -> Self {
        Self { initial: letter.initial, services: letter.services }
    }
}

impl From<LetterOnWire> for Letter {
    fn from(wire: LetterOnWire) -> Self {
        Self { initial: wire.initial, services: wire.services }
    }
}

impl ServiceOnWire {
    /// The service as `locale` shows it, for a list: without guide.
    pub fn listed(summary: &ServiceSummary, version: String, executable: bool, locale: Locale) -> Self {
        Self {
            id: summary.id,
            name: summary.name.get(locale).to_owned(),
            version,
            kind: "Public".to_owned(),
            is_executable: executable,
            description: None,
            service_body: Vec::new(),
            texts: Some([("name".to_owned(), summary.name.clone())].into()),
            everyday: summary.everyday.clone(),
            department: Some(summary.department.clone()),
            handling: Some(summary.handling),
            private: summary.private,
            together: summary.together,
            parts: Vec::new(),
            lookup: None,
            guide: None,
        }
    }

    /// The service as `locale` shows it, with its guide.
    pub fn whole(service: &Service, version: String, locale: Locale) -> Self {
        let guide = &service.guide;
        let mut wire = Self::listed(&service.summary, version, service.has_form, locale);
        wire.description = Some(guide.summary.get(locale).to_owned());
        if let Some(texts) = &mut wire.texts {
            texts.insert("description".to_owned(), guide.summary.clone());
        }
        wire.service_body = facts(guide, locale);
        wire.guide = Some(guide.clone());
        wire.parts = service.parts.iter().map(|part| Self::listed(part, String::new(), false, locale)).collect();
        wire.lookup = service.lookup;
        wire
    }
}

impl From<ServiceOnWire> for ServiceSummary {
    fn from(wire: ServiceOnWire) -> Self {
        Self {
            id: wire.id,
            name: text(wire.texts, "name", wire.name),
            everyday: wire.everyday,
            department: wire.department.unwrap_or_default(),
            handling: wire.handling.unwrap_or(if wire.is_executable { Handling::Full } else { Handling::CounterOnly }),
            private: wire.private,
            together: wire.together,
        }
    }
}

impl From<ServiceOnWire> for Service {
    fn from(mut wire: ServiceOnWire) -> Self {
        let guide = wire.guide.take().unwrap_or_else(|| plain_guide(&wire));
        let parts = std::mem::take(&mut wire.parts).into_iter().map(Into::into).collect();
        Self { guide, has_form: wire.is_executable, parts, lookup: wire.lookup, summary: wire.into() }
    }
}

/// The text `field` in every language, or in the one there is.
pub(super) fn text(texts: Option<Texts>, field: &str, plain: String) -> LocalText {
    texts.and_then(|mut texts| texts.remove(field)).unwrap_or_else(|| LocalText::only(plain))
}

/// The guide as GovStack's list of properties.
fn facts(guide: &Guide, locale: Locale) -> Vec<Property> {
    let fact = |code: &str, value: &LocalText| Property { code: code.to_owned(), value: value.get(locale).to_owned() };
    let mut facts = vec![fact("who", &guide.who)];
    facts.extend(guide.materials.iter().map(|material| fact("materials", &material.name)));
    facts.extend([
        fact("time", &guide.time),
        fact("fee", &guide.fee),
        fact("result", &guide.result),
        fact("place", &guide.place),
        fact("proxy", &guide.proxy),
    ]);
    facts.extend(guide.phone.iter().map(|phone| Property { code: "phone".to_owned(), value: phone.clone() }));
    facts
}

/// The guide of a plain GovStack service: its description and the facts whose codes we know.
fn plain_guide(wire: &ServiceOnWire) -> Guide {
    let all = |code: &str| wire.service_body.iter().filter(|fact| fact.code == code).map(|fact| fact.value.clone()).collect::<Vec<_>>();
    let one = |code: &str| LocalText::only(all(code).join("\n"));
    let material = |name| Material { name: LocalText::only(name), source: MaterialSource::Bring, copies: 0, days: None, note: None };
    Guide {
        summary: LocalText::only(wire.description.clone().unwrap_or_default()),
        who: one("who"),
        materials: all("materials").into_iter().map(material).collect(),
        time: one("time"),
        promised_days: None,
        legal_days: None,
        visits: None,
        rights: None,
        papers_days: None,
        handout: Vec::new(),
        manner: Manner::Plain,
        fee: one("fee"),
        result: one("result"),
        place: one("place"),
        proxy: one("proxy"),
        faq: Vec::new(),
        phone: all("phone").pop(),
    }
}
