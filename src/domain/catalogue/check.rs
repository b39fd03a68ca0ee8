//! `tongban catalogue check`: everything a city should mend in its catalogue, and what is in it.

use std::borrow::Cow;
use std::io;
use std::path::Path;

use serde_json::Value;

use super::{Catalogue, Census, Defect, Files, ITEMS, Problem, handling, lint, table};
use crate::domain::service::Handling;

/// The names of a service that are spoken.
const SPOKEN: [&str; 2] = ["/names/official/zh-CN", "/names/everyday/zh-CN"];

/// What a check found.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// What to mend, by file and line, then the warnings.
    pub defects: Vec<Defect>,
    /// What is there.
    pub census: Census,
}

impl Checked {
    /// Whether nothing need be mended; warnings may be there.
    pub fn is_clean(&self) -> bool {
        self.defects.iter().all(|defect| defect.problem.is_warning())
    }
}

impl Catalogue {
    /// Everything a city should mend in a directory: what [`Self::read_dir`] finds, missing translations, words that are not
    /// plain (U1), what does not go together. `unsure` tells of a name the character that the voice may read wrong.
    ///
    /// # Errors
    /// When the directory itself cannot be read.
    pub fn check_dir(path: &Path, unsure: impl Fn(&str) -> Option<char>) -> io::Result<Checked> {
        let (files, unread) = Self::files_of(path)?;
        let mut checked = Self::check(files, unsure);
        checked.defects.splice(..0, unread);
        Ok(checked)
    }

    /// As [`Self::check_dir`], of `files`.
    pub fn check<N: Into<String>, B: Into<Cow<'static, [u8]>>>(
        files: impl IntoIterator<Item = (N, B)>,
        unsure: impl Fn(&str) -> Option<char>,
    ) -> Checked {
        let files: Files = files.into_iter().map(|(name, bytes)| (name.into(), bytes.into())).collect();
        let mut checked = Checked::default();
        for (name, bytes) in &files {
            if name == ITEMS {
                checked.defects.extend(items(name, bytes, &unsure));
                continue;
            }
            // What is no JSON is a defect of its reading.
            let Ok(value) = serde_json::from_slice::<Value>(bytes) else { continue };
            let mut found = |pointer: &str, problem, detail: String| {
                checked.defects.push(Defect::in_field(name, bytes, pointer, problem).with(detail));
            };
            lint::file(&value, &mut found);
            handling::file(&value).into_iter().for_each(|(pointer, problem)| found(&pointer, problem, String::new()));
            for pointer in SPOKEN {
                let name = value.pointer(pointer).and_then(Value::as_str);
                if let Some(unsure) = name.and_then(&unsure) {
                    found(pointer, Problem::Polyphone, unsure.to_string());
                }
            }
            checked.census.add(&value);
        }
        let (catalogue, defects) = Self::read(files);
        checked.census.items = catalogue.services().iter().filter(|entry| entry.full.is_none()).count();
        checked.defects.extend(defects);
        checked.defects.sort_by_key(|defect| (defect.problem.is_warning(), defect.file.clone(), defect.line));
        checked
    }
}

/// The names in the table that the voice may read wrong.
fn items(file: &str, bytes: &[u8], unsure: impl Fn(&str) -> Option<char>) -> Vec<Defect> {
    let named = table::rows(file, bytes, Handling::CounterOnly).filter_map(Result::ok);
    let doubtful = named.filter_map(|(line, entry)| Some((line, unsure(&entry.summary.name.zh_cn)?)));
    doubtful.map(|(line, c)| Defect::in_row(file, line, Some("item"), Problem::Polyphone).with(c)).collect()
}
