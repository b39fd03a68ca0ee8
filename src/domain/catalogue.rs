//! The catalogue (事项目录): every service a terminal knows, read from files that people write. A broken file is left
//! out and reported as a [`Defect`]; the rest works. Knows no search, no wire and no words but those of its files.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io;
use std::path::Path;

use include_dir::{Dir, File, include_dir};

use super::form::Form;
use super::service::{Category, LifeEvent, Service, ServiceId, ServiceSummary};

mod bundle;
mod census;
mod check;
mod defect;
mod facts;
mod file;
mod full;
mod handling;
pub mod import;
mod lint;
mod locate;
mod table;

pub use bundle::Member;
pub use census::Census;
pub use check::Checked;
pub use defect::{Defect, Problem};
pub use facts::{Facts, Scope};
use file::ItemGuide;
pub use full::{Content, Full};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/catalogue");

/// The table of bare items.
const ITEMS: &str = "items.tsv";
/// The guide they share.
const ITEM_GUIDE: &str = "item-guide.json";
/// Where the full services are.
const SERVICES: &str = "services/";
/// Where those are that are done in one go.
const BUNDLES: &str = "bundles/";
/// Both.
const FOLDERS: [&str; 2] = [SERVICES, BUNDLES];

/// A service as the catalogue holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What lists show.
    pub summary: ServiceSummary,
    /// The region whose service it is: `CN`, `SH`, `GA`.
    pub region: String,
    /// The item's number in its city's list (实施编码), if it has one.
    pub code: Option<String>,
    /// Further words people say for it, dialect among them, in any language.
    pub synonyms: Vec<String>,
    /// Behind which tile; a bare item is behind none.
    pub category: Option<Category>,
    /// Behind which doors.
    pub life_events: Vec<LifeEvent>,
    /// What only a full service has.
    pub full: Option<Box<Full>>,
    /// What the city's list says of a bare item.
    pub facts: Facts,
}

/// All services.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    entries: Vec<Entry>,
    by_id: HashMap<ServiceId, usize>,
    item_guide: Option<ItemGuide>,
}

impl Catalogue {
    /// The catalogue inside the program.
    pub fn embedded() -> (Self, Vec<Defect>) {
        Self::read(Self::embedded_files())
    }

    /// The files of the catalogue inside the program.
    pub fn embedded_files() -> Files {
        let folders = FOLDERS.into_iter().filter_map(|folder| FILES.get_dir(folder.trim_end_matches('/')));
        let named = |file: &'static File<'static>| Some((file.path().to_str()?.replace('\\', "/"), file.contents().into()));
        FILES.files().chain(folders.flat_map(Dir::files)).filter_map(named).collect()
    }

    /// The files of the catalogue in a directory, with those that cannot be read as defects.
    ///
    /// # Errors
    /// When the directory itself cannot be read.
    pub fn files_of(path: &Path) -> io::Result<(Files, Vec<Defect>)> {
        let mut files = Vec::new();
        let mut defects = Vec::new();
        for prefix in [""].into_iter().chain(FOLDERS) {
            let folder = path.join(prefix);
            if !prefix.is_empty() && !folder.is_dir() {
                continue;
            }
            for found in std::fs::read_dir(folder)? {
                let found = found?;
                let name = format!("{prefix}{}", found.file_name().to_string_lossy());
                if !(name.ends_with(".json") || name.ends_with(".tsv")) || found.path().is_dir() {
                    continue;
                }
                match std::fs::read(found.path()) {
                    Ok(bytes) => files.push((name, bytes.into())),
                    Err(_) => defects.push(Defect::of_file(&name, Problem::Unreadable)),
                }
            }
        }
        Ok((files, defects))
    }

    /// The catalogue in a directory: `items.tsv`, `item-guide.json`, `services/*.json`, `bundles/*.json`.
    ///
    /// # Errors
    /// When the directory itself cannot be read; a file that cannot is a defect.
    pub fn read_dir(path: &Path) -> io::Result<(Self, Vec<Defect>)> {
        let (files, mut defects) = Self::files_of(path)?;
        let (catalogue, more) = Self::read(files);
        defects.extend(more);
        Ok((catalogue, defects))
    }

    /// The catalogue in `files`: names relative to its directory, with `/`, and contents. Full services come first, by
    /// file name, and bundles after them; a row of the table that is the same item as one of them is that service.
    pub fn read<N: Into<String>, B: Into<Cow<'static, [u8]>>>(files: impl IntoIterator<Item = (N, B)>) -> (Self, Vec<Defect>) {
        let mut files: Files = files.into_iter().map(|(name, bytes)| (name.into(), bytes.into())).collect();
        files.sort_by(|(a, _), (b, _)| (!a.starts_with(SERVICES), a).cmp(&(!b.starts_with(SERVICES), b)));
        let mut catalogue = Self::default();
        let mut defects = Vec::new();
        let mut stems = HashMap::new();
        for (name, bytes) in &files {
            match name.as_str() {
                ITEM_GUIDE => match file::item_guide(name, bytes) {
                    Ok(guide) => catalogue.item_guide = Some(guide),
                    Err(found) => defects.extend(found),
                },
                ITEMS => {} // after the guide, below
                _ if is_full(name) => match catalogue.full(name, bytes.clone(), &stems) {
                    Ok(entry) => {
                        if let Some(stem) = name.strip_prefix(SERVICES).and_then(|name| name.strip_suffix(".json")) {
                            stems.insert(stem.to_owned(), entry.summary.id);
                        }
                        defects.extend(catalogue.add(entry).map(|_| Defect::in_field(name, bytes, "/names/official", Problem::Twice)))
                    }
                    Err(found) => defects.extend(found),
                },
                _ if name.ends_with(".json") || name.ends_with(".tsv") => defects.push(Defect::of_file(name, Problem::UnknownFile)),
                _ => {}
            }
        }
        if let Some((name, bytes)) = files.iter().find(|(name, _)| name == ITEMS) {
            catalogue.add_items(name, bytes, &mut defects);
        }
        (catalogue, defects)
    }

    /// All of them, full services first.
    pub fn services(&self) -> &[Entry] {
        &self.entries
    }

    /// One of them.
    pub fn get(&self, id: ServiceId) -> Option<&Entry> {
        self.entries.get(*self.by_id.get(&id)?)
    }

    /// One of them with its guide; a bare item's says where to go.
    pub fn service(&self, id: ServiceId) -> Option<Service> {
        let entry = self.get(id)?;
        let guide = match &entry.full {
            Some(full) => full.guide().clone(),
            None => self.item_guide.as_ref()?.of(entry),
        };
        let has_form = entry.full.as_ref().is_some_and(|full| full.form.is_some());
        let parts =
            entry.full.iter().flat_map(|full| &full.parts).filter_map(|part| Some(self.get(part.service)?.summary.clone())).collect();
        let lookup = entry.full.as_ref().and_then(|full| full.lookup);
        Some(Service { summary: entry.summary.clone(), guide, has_form, parts, lookup })
    }

    /// The form of a service and its schema, if it has one.
    pub fn form(&self, id: ServiceId) -> Option<&(Form, Box<str>)> {
        self.get(id)?.full.as_ref()?.form()
    }

    /// The service, or bundle of services there are already, of a file.
    fn full(&self, name: &str, bytes: Cow<'static, [u8]>, stems: &HashMap<String, ServiceId>) -> Result<Entry, Vec<Defect>> {
        let (entry, parts) = file::service(name, bytes.clone())?;
        match parts {
            Some(parts) => bundle::made(entry, &parts, self, stems).map_err(|wrong| bundle::defects(name, &bytes, wrong)),
            None => Ok(entry),
        }
    }

    /// Takes an entry in; if its item is there already, gives it back.
    fn add(&mut self, entry: Entry) -> Option<Entry> {
        if self.by_id.contains_key(&entry.summary.id) {
            return Some(entry);
        }
        self.by_id.insert(entry.summary.id, self.entries.len());
        self.entries.push(entry);
        None
    }

    fn add_items(&mut self, name: &str, bytes: &[u8], defects: &mut Vec<Defect>) {
        let Some(handling) = self.item_guide.as_ref().map(|guide| guide.handling) else {
            defects.push(Defect::of_file(ITEM_GUIDE, Problem::MissingFile));
            return;
        };
        for row in table::rows(name, bytes, handling) {
            let (line, again) = match row {
                Ok((line, entry)) => (line, self.add(entry)),
                Err(defect) => {
                    defects.push(defect);
                    continue;
                }
            };
            let Some(again) = again else { continue };
            match self.by_id.get(&again.summary.id).and_then(|at| self.entries.get_mut(*at)) {
                Some(known) if known.full.is_some() && known.code.is_none() => known.code = again.code,
                _ => defects.push(Defect::in_row(name, line, Some("item"), Problem::Twice)),
            }
        }
    }
}

/// Whether a file of this name holds a full service or a bundle.
fn is_full(name: &str) -> bool {
    FOLDERS.iter().any(|folder| name.starts_with(folder)) && name.ends_with(".json")
}

/// Names relative to the catalogue's directory, and contents.
pub type Files = Vec<(String, Cow<'static, [u8]>)>;

#[cfg(test)]
mod tests;
