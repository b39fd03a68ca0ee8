//! The JSON files of the catalogue: a full service, and the guide that bare items share.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use jiff::civil::Date;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;
use uuid::Uuid;

use super::bundle::Named;
use super::facts::Scope;
use super::full::{Content, Full};
use super::{BUNDLES, Defect, Entry, Facts, Problem};
use crate::domain::form::Form;
use crate::domain::lookup::LookupKind;
use crate::domain::service::{Category, Faq, Guide, Handling, LifeEvent, NAMESPACE, ServiceId, ServiceSummary, service_id};
use crate::domain::text::LocalText;

/// A mark some editors write before a text.
const BOM: &[u8] = b"\xef\xbb\xbf";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ServiceFile {
    region: String,
    department: LocalText,
    names: Names,
    category: Category,
    #[serde(default)]
    life_events: Vec<LifeEvent>,
    handling: Handling,
    #[serde(default)]
    private: bool,
    #[serde(default)]
    lookup: Option<LookupKind>,
    source: LocalText,
    as_of: Date,
    sample: bool,
    guide: Guide,
    #[serde(default)]
    form: Option<Box<RawValue>>,
    /// Of a bundle, in place of a form.
    #[serde(default)]
    parts: Option<Vec<Named>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    official: LocalText,
    everyday: LocalText,
    #[serde(default)]
    synonyms: Vec<String>,
}

/// What is said of an item nobody has described yet: where to go, and that more is not known here. In its texts
/// `{item}`, `{department}` and `{code}` stand for the item's own.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemGuide {
    /// How far a terminal can go with it.
    pub handling: Handling,
    guide: Guide,
    /// Said too if the item has a number.
    with_code: Faq,
    /// How long it takes, if the city's list says it in days, which the guide then has.
    #[serde(default)]
    with_days: Option<LocalText>,
    /// How long it takes, if the list says that it is done at once.
    #[serde(default)]
    at_once: Option<LocalText>,
    /// Said too if the list says where else it is done.
    #[serde(default)]
    scopes: BTreeMap<Scope, Faq>,
}

impl ItemGuide {
    /// The guide of one item.
    pub fn of(&self, entry: &Entry) -> Guide {
        let mut guide = self.guide.clone();
        let Facts { legal_days, promised_days, visits, scope } = entry.facts;
        let at_once = self.at_once.as_ref().filter(|_| promised_days == Some(0));
        let with_days = self.with_days.as_ref().filter(|_| legal_days.or(promised_days).is_some());
        if let Some(time) = at_once.or(with_days) {
            guide.time.clone_from(time);
        }
        guide.promised_days = promised_days.filter(|days| *days > 0);
        guide.legal_days = legal_days.filter(|days| *days > 0 && at_once.is_none());
        guide.visits = visits;
        guide.faq.extend(scope.and_then(|scope| self.scopes.get(&scope).cloned()));
        guide.faq.extend(entry.code.as_ref().map(|_| self.with_code.clone()));
        let code = entry.code.as_deref().unwrap_or_default();
        for text in guide.texts_mut() {
            for words in [Some(&mut text.zh_cn), text.zh_tw.as_mut(), text.en.as_mut()].into_iter().flatten() {
                *words = words
                    .replace("{item}", &entry.summary.name.zh_cn)
                    .replace("{department}", &entry.summary.department.zh_cn)
                    .replace("{code}", code);
            }
        }
        guide
    }
}

/// Reads the file of a full service or of a bundle, whose parts are yet to be found, or everything that stands in the way.
pub fn service(name: &str, bytes: Cow<'static, [u8]>) -> Result<(Entry, Option<Vec<Named>>), Vec<Defect>> {
    let file: ServiceFile = read(name, &bytes)?;
    let is_bundle = name.starts_with(BUNDLES);
    let defect = |pointer, problem| vec![Defect::in_field(name, &bytes, pointer, problem)];
    match (&file.parts, &file.form) {
        (Some(_), _) if !is_bundle => return Err(defect("/parts", Problem::UnknownField)),
        (_, Some(_)) if is_bundle => return Err(defect("/form", Problem::UnknownField)),
        (None, _) if is_bundle => return Err(defect("/parts", Problem::MissingField)),
        (Some(parts), _) if parts.is_empty() => return Err(defect("/parts", Problem::Empty)),
        _ => {}
    }
    let id = service_id(&file.region, &file.department.zh_cn, &file.names.official.zh_cn);
    let form = form(name, &bytes, id, file.form.as_deref())?.map(|(form, _)| form.id);
    let entry = Entry {
        summary: ServiceSummary {
            id,
            name: file.names.official,
            everyday: Some(file.names.everyday),
            department: file.department,
            handling: file.handling,
            private: file.private,
            together: 0,
        },
        region: file.region,
        code: None,
        synonyms: file.names.synonyms,
        category: Some(file.category),
        life_events: file.life_events,
        full: Some(Box::new(Full {
            source: file.source,
            as_of: file.as_of,
            sample: file.sample,
            lookup: file.lookup,
            parts: Vec::new(),
            form,
            file: bytes,
            content: OnceLock::new(),
        })),
        facts: Facts::default(),
    };
    Ok((entry, file.parts))
}

/// Guide and form of a service's file, which [`service`] has taken.
pub fn content(bytes: &[u8]) -> Option<Content> {
    let file: ServiceFile = serde_json::from_slice(bytes.strip_prefix(BOM).unwrap_or(bytes)).ok()?;
    let id = service_id(&file.region, &file.department.zh_cn, &file.names.official.zh_cn);
    Some(Content { form: form("", bytes, id, file.form.as_deref()).ok()?, guide: file.guide })
}

/// The form of a service and its schema in one line. Its id is another one whenever the schema is.
fn form(name: &str, bytes: &[u8], service: ServiceId, text: Option<&RawValue>) -> Result<Option<(Form, Box<str>)>, Vec<Defect>> {
    let Some(text) = text else { return Ok(None) };
    let schema: Value = serde_json::from_str(text.get()).map_err(|error| vec![Defect::in_json(name, text.get(), &error)])?;
    let text = schema.to_string();
    let form = Form::read(Uuid::new_v5(&NAMESPACE, format!("form/{service}/{text}").as_bytes()), &schema);
    Ok(Some((form.map_err(|error| vec![Defect::in_form(name, bytes, &error)])?, text.into_boxed_str())))
}

/// Reads the guide of bare items.
pub fn item_guide(name: &str, bytes: &[u8]) -> Result<ItemGuide, Vec<Defect>> {
    read(name, bytes)
}

fn read<T: DeserializeOwned>(name: &str, bytes: &[u8]) -> Result<T, Vec<Defect>> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = 1 + bytes.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count();
        vec![Defect::in_row(name, line, None, Problem::Encoding)]
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let in_json = |error: serde_json::Error| vec![Defect::in_json(name, text, &error)];
    let file = serde_json::from_str(text).map_err(in_json)?;
    let mut defects = Vec::new();
    texts(&serde_json::from_str(text).map_err(in_json)?, String::new(), &mut |pointer, words| {
        defects.extend(Problem::of_text(words).map(|problem| Defect::in_field(name, text.as_bytes(), pointer, problem)));
    });
    if defects.is_empty() { Ok(file) } else { Err(defects) }
}

/// Shows every string below `value` with its pointer.
fn texts(value: &Value, pointer: String, see: &mut impl FnMut(&str, &str)) {
    match value {
        Value::String(words) => see(&pointer, words),
        Value::Array(items) => items.iter().enumerate().for_each(|(at, item)| texts(item, format!("{pointer}/{at}"), see)),
        Value::Object(members) => members.iter().for_each(|(key, item)| texts(item, format!("{pointer}/{key}"), see)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
