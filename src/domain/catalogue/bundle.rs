//! A bundle (一件事): several services done in one go, with one set of questions and one list of materials, made of theirs
//! when the catalogue is read. Knows no application and no wire.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;
use uuid::Uuid;

use super::{Catalogue, Content, Defect, Entry, Problem};
use crate::domain::application::{Answers, HandoutWay};
use crate::domain::form::{Form, PART_WANTED};
use crate::domain::service::{Guide, Handling, Material, NAMESPACE, ServiceId, ServiceSummary, service_id};
use crate::domain::settings::Locale;
use crate::domain::text::LocalText;

mod form;

use form::{Piece, merge};

/// The words all bundles share.
const WORDS: &str = include_str!("../../../assets/forms/bundle.json");

/// A part as the file of a bundle names it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// The stem of the service's file, or region/department/item.
    service: String,
    /// The question whether it is wanted too; none if it always is.
    #[serde(default)]
    optional: Option<LocalText>,
}

/// What is said in all bundles; `{part}` is what a part is called.
#[derive(Deserialize)]
struct Words {
    /// A question with two answers, as a form has it.
    choice: serde_json::Value,
    /// A question `{ask}` with what it is about.
    ask: LocalText,
    /// Its label `{label}` with what it is about.
    label: LocalText,
    /// Said of a material that one part alone asks for, before its own `{note}`.
    only: LocalText,
}

impl Words {
    /// `template` with words in place of names, in each of its languages.
    fn fill(template: &LocalText, words: &[(&str, &LocalText)]) -> LocalText {
        let fill = |text: &str, locale: Locale| {
            let filled = words.iter().fold(text.to_owned(), |text, (name, words)| text.replace(&format!("{{{name}}}"), words.get(locale)));
            filled.trim_end().to_owned()
        };
        LocalText {
            zh_cn: fill(&template.zh_cn, Locale::ZhCn),
            zh_tw: template.zh_tw.as_ref().map(|text| fill(text, Locale::ZhTw)),
            en: template.en.as_ref().map(|text| fill(text, Locale::En)),
        }
    }
}

/// A service done with others in one go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Which.
    pub service: ServiceId,
    /// The key of the question whether it is wanted too; none if it always is.
    choice: Option<String>,
    /// The key of each of its questions, and of the bundle's question that stands for it.
    keys: Vec<(String, String)>,
}

impl Member {
    /// Whether it is wanted, by the answers to the bundle.
    pub fn is_wanted(&self, answers: &Answers) -> bool {
        self.choice.as_ref().is_none_or(|key| answers.get(key).is_some_and(|answer| answer.expose() == PART_WANTED))
    }

    /// The answers to the bundle as answers to its own form.
    pub fn answers(&self, answers: &Answers) -> Answers {
        self.keys.iter().filter_map(|(own, asked)| Some((own.clone(), answers.get(asked)?.clone()))).collect()
    }

    /// The bundle's question that stands for its own.
    pub fn asked_as(&self, own: &str) -> Option<&str> {
        self.keys.iter().find(|(key, _)| key == own).map(|(_, asked)| asked.as_str())
    }
}

/// Makes a bundle of its file's `entry`: form, materials and ways of handing out are those of the parts it names.
/// `stems` are the services by the stems of their files.
pub fn made(
    entry: Entry,
    named: &[Named],
    catalogue: &Catalogue,
    stems: &HashMap<String, ServiceId>,
) -> Result<Entry, Vec<(String, Problem)>> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    let mut wrong = Vec::new();
    for (at, named) in named.iter().enumerate() {
        match Part::of(named, catalogue, stems) {
            Some(part) if parts.iter().all(|other| other.entry.summary.id != part.entry.summary.id) => parts.push(part),
            found => wrong.push((format!("/parts/{at}/service"), if found.is_some() { Problem::Twice } else { Problem::NoSuchPart })),
        }
    }
    let papers = parts.iter().any(|part| part.entry.summary.handling == Handling::FormThenPapers);
    if wrong.is_empty() && entry.summary.handling != (if papers { Handling::FormThenPapers } else { Handling::Full }) {
        wrong.push(("/handling".to_owned(), Problem::WrongValue));
    }
    let (Some(full), Ok(words), true) = (&entry.full, serde_json::from_str::<Words>(WORDS), wrong.is_empty()) else { return Err(wrong) };
    let pieces: Vec<Piece<'_>> = parts.iter().map(Part::piece).collect();
    let title = entry.summary.everyday.as_ref().unwrap_or(&entry.summary.name);
    let (schema, members) = merge(title, &pieces, &words);
    let text = schema.to_string();
    let id = Uuid::new_v5(&NAMESPACE, format!("form/{}/{text}", entry.summary.id).as_bytes());
    let form = Form::read(id, &schema).map_err(|error| vec![("/parts".to_owned(), error.problem.into())])?;
    let members = parts.iter().zip(members);
    let members = members.map(|(part, (choice, keys))| Member { service: part.entry.summary.id, choice, keys }).collect();
    let mut guide = full.read().guide;
    guide.materials = materials(std::mem::take(&mut guide.materials), &parts, &words.only);
    guide.handout = handout(&parts);
    let mut full = full.clone();
    (full.form, full.parts) = (Some(id), members);
    full.content = OnceLock::from(Content { guide, form: Some((form, text.into_boxed_str())) });
    let summary = ServiceSummary { together: parts.len(), ..entry.summary };
    Ok(Entry { summary, full: Some(full), ..entry })
}

/// A service that was named as a part.
struct Part<'a> {
    entry: &'a Entry,
    guide: Guide,
    form: (Form, Box<str>),
    optional: Option<&'a LocalText>,
}

impl<'a> Part<'a> {
    /// A service that can be filed, and no bundle itself.
    fn of(named: &'a Named, catalogue: &'a Catalogue, stems: &HashMap<String, ServiceId>) -> Option<Self> {
        let mut path = named.service.splitn(3, '/');
        let id = match (path.next(), path.next(), path.next()) {
            (Some(region), Some(department), Some(item)) => service_id(region, department, item),
            _ => *stems.get(&named.service)?,
        };
        let entry = catalogue.get(id)?;
        let full = entry.full.as_deref().filter(|full| full.parts.is_empty())?;
        let Content { guide, form } = full.read();
        Some(Self { entry, guide, form: form?, optional: named.optional.as_ref() })
    }

    fn name(&self) -> &'a LocalText {
        self.entry.summary.everyday.as_ref().unwrap_or(&self.entry.summary.name)
    }

    fn piece(&self) -> Piece<'_> {
        let (form, schema) = &self.form;
        let schema = serde_json::from_str(schema).unwrap_or_default();
        Piece { form, schema, wanted: self.optional, name: self.name(), private: self.entry.summary.private }
    }
}

/// The materials of all parts after the bundle's own. What one part alone asks for that is not always wanted says so.
fn materials(own: Vec<Material>, parts: &[Part<'_>], only: &LocalText) -> Vec<Material> {
    let asked = |part: &Part<'_>, material: &Material| part.guide.materials.iter().any(|other| other.name.zh_cn == material.name.zh_cn);
    let of_part = |part: &Part<'_>| {
        let mut materials = part.guide.materials.clone();
        let alone = |material: &&mut Material| parts.iter().filter(|part| asked(part, material)).count() == 1;
        for material in materials.iter_mut().filter(alone).filter(|_| part.optional.is_some()) {
            let note = material.note.take().unwrap_or_default();
            material.note = Some(Words::fill(only, &[("part", part.name()), ("note", &note)]));
        }
        materials
    };
    Material::together(own.into_iter().chain(parts.iter().flat_map(of_part)))
}

/// The ways that all parts have that hand something out, in the order of the first of them.
fn handout(parts: &[Part<'_>]) -> Vec<HandoutWay> {
    let mut ways = parts.iter().map(|part| &part.guide.handout).filter(|ways| !ways.is_empty());
    let first = ways.next().cloned().unwrap_or_default();
    ways.fold(first, |mut all, ways| {
        all.retain(|way| ways.contains(way));
        all
    })
}

/// What is wrong in a bundle's file.
pub fn defects(name: &str, bytes: &[u8], wrong: Vec<(String, Problem)>) -> Vec<Defect> {
    wrong.into_iter().map(|(pointer, problem)| Defect::in_field(name, bytes, &pointer, problem)).collect()
}

#[cfg(test)]
mod tests;
