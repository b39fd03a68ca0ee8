//! `tongban catalogue check` and `tongban catalogue import`: what a city does with its catalogue before it serves it.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::run::StartError;
use crate::command::{CheckOptions, ImportOptions};
use crate::domain::catalogue::{Catalogue, Census, Defect, import as list};
use crate::i18n::Texts;
use crate::session::Error;
use crate::speech::polyphones;

/// Where the table stands in a catalogue.
const TABLE: &str = "items.tsv";

/// Checks the catalogue in a directory; whether nothing need be mended. Each defect is a line: file, line, field, what is wrong.
///
/// # Errors
/// The directory cannot be read.
pub fn check(options: &CheckOptions, texts: &Texts, out: &mut impl Write) -> Result<bool, StartError> {
    let checked =
        Catalogue::check_dir(&options.directory, polyphones::unsure).map_err(|cause| Error::of_reading(&options.directory, cause))?;
    for defect in &checked.defects {
        line(out, &told(defect, texts));
    }
    if options.report {
        report(&checked.census, texts, out);
        kinds(&checked.defects, texts, out);
    }
    let warnings = checked.defects.iter().filter(|defect| defect.problem.is_warning()).count();
    if warnings > 0 {
        line(out, &texts.with("command-warned", &[("count", warnings.into())]));
    }
    line(out, &texts.with("command-checked", &[("count", (checked.defects.len() - warnings).into())]));
    Ok(checked.is_clean())
}

/// Makes a catalogue of a city's list: its table, and of the built-in catalogue what is not there yet. Whether anything could
/// be used. What could not is a line each: file, row, column, why.
///
/// # Errors
/// The file cannot be read, or the directory not written; what stood there before stands there still.
pub fn import(options: &ImportOptions, texts: &Texts, out: &mut impl Write) -> Result<bool, StartError> {
    let bytes = std::fs::read(&options.file).map_err(|cause| Error::of_reading(&options.file, cause))?;
    let made = list::read(&options.file.display().to_string(), &bytes);
    for defect in &made.defects {
        line(out, &told(defect, texts));
    }
    if made.items == 0 {
        line(out, &texts.get("command-imported-nothing"));
        return Ok(false);
    }
    let directory = options.out.clone().unwrap_or_else(|| beside(&options.file));
    write(&directory, &made.table)?;
    let counts = [("items", made.items.into()), ("directory", directory.display().to_string().into())];
    line(out, &texts.with("command-imported", &counts));
    for (id, count) in [("command-rows-left", made.rows), ("command-cells-left", made.cells)] {
        if count > 0 {
            line(out, &texts.with(id, &[("count", count.into())]));
        }
    }
    Ok(true)
}

/// A directory named as the file is.
fn beside(file: &Path) -> PathBuf {
    let named = file.with_extension("");
    if named == file { file.with_extension("catalogue") } else { named }
}

/// The catalogue: the table new, everything else only where it is missing.
fn write(directory: &Path, table: &str) -> Result<(), Error> {
    if directory.exists() && !directory.is_dir() {
        return Err(Error::NoDirectory(directory.to_owned()));
    }
    let others = Catalogue::embedded_files().into_iter().filter(|(name, _)| name != TABLE);
    for (name, bytes) in others {
        let path = directory.join(&name);
        let folder = path.parent().unwrap_or(directory);
        std::fs::create_dir_all(folder).map_err(|cause| Error::of_file(folder, cause))?;
        if !path.exists() {
            place(&path, &bytes)?;
        }
    }
    place(&directory.join(TABLE), table.as_bytes())
}

/// Writes a file whole or not at all: beside it, synced, then in its place.
fn place(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let new = path.with_extension("new");
    let written = File::create(&new)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| std::fs::rename(&new, path));
    written.map_err(|cause: io::Error| {
        // What is left of the attempt is of no use to anybody.
        std::fs::remove_file(&new).unwrap_or_default();
        Error::of_file(path, cause)
    })
}

/// What is in the catalogue, a line each.
fn report(census: &Census, texts: &Texts, out: &mut impl Write) {
    let handlings = census.handlings.iter().map(|(handling, count)| {
        let name = texts.get(&format!("catalogue-handling-{}", handling.replace('_', "-")));
        texts.with("catalogue-report-handling", &[("handling", name.into()), ("count", (*count).into())])
    });
    let counts = [
        ("catalogue-report-services", census.services),
        ("catalogue-report-items", census.items),
        ("catalogue-report-forms", census.forms),
        ("catalogue-report-questions", census.questions),
        ("catalogue-report-materials", census.materials),
        ("catalogue-report-texts", census.texts),
        ("catalogue-report-sentences", census.sentences),
        ("catalogue-report-longest", census.longest),
        ("catalogue-report-longest-english", census.longest_english),
        ("catalogue-report-rare", census.rare.len()),
    ];
    for (id, count) in counts {
        let rare: String = census.rare.iter().collect();
        line(out, &texts.with(id, &[("count", count.into()), ("characters", rare.into())]));
    }
    handlings.for_each(|words| line(out, &words));
}

/// How often each problem was found.
fn kinds(defects: &[Defect], texts: &Texts, out: &mut impl Write) {
    let mut problems: Vec<_> = defects.iter().map(|defect| defect.problem).collect();
    problems.sort_unstable();
    for same in problems.chunk_by(|a, b| a == b) {
        let words = texts.with(same[0].id(), &[("detail", "\u{2026}".into())]);
        line(out, &texts.with("catalogue-report-problem", &[("problem", words.into()), ("count", same.len().into())]));
    }
}

/// Where something is wrong, and what.
pub(super) fn told(defect: &Defect, texts: &Texts) -> String {
    let line = defect.line.map(|line| format!(":{line}")).unwrap_or_default();
    let field = defect.field.as_deref().map(|field| format!(" {field}")).unwrap_or_default();
    let detail: String = defect.detail.chars().filter(|c| !c.is_control()).collect();
    format!("{}{line}{field}: {}", defect.file, texts.with(defect.problem.id(), &[("detail", detail.into())]))
}

/// A closed pipe takes nothing from the exit code.
fn line(out: &mut impl Write, words: &str) {
    writeln!(out, "{words}").unwrap_or_default();
}
