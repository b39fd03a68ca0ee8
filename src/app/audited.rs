//! `tongban audit`: every rule of accessibility on every screen, told to people or to machines.

use std::io::Write;
use std::path::Path;

use super::prepare::read_profile;
use super::run::StartError;
use crate::audit::{self, Options};
use crate::command::AuditOptions;
use crate::domain::settings::Locale;
use crate::i18n::Texts;
use crate::ui::Profile;

/// Audits and writes the report; whether nothing is wrong.
///
/// # Errors
/// Nothing could be audited: a profile that cannot be read, an unknown rule, no fonts.
pub fn audit(options: AuditOptions, texts: &Texts, out: &mut impl Write) -> Result<bool, StartError> {
    let profile = options.profile.as_deref().map(named).transpose()?;
    let report = audit::audit(&Options { profile, only: options.only }, |_| ())?;
    if let Some(directory) = &options.html {
        let locale = Locale::ALL.into_iter().find(|locale| locale.tag() == texts.language()).unwrap_or_default();
        let unwritten = |_| audit::Error::Unwritten(directory.display().to_string());
        audit::write(&report, locale, directory).map_err(unwritten)?;
    }
    // A closed pipe takes nothing from the exit code.
    if options.json {
        serde_json::to_writer(&mut *out, &report).unwrap_or_default();
        writeln!(out).unwrap_or_default();
    } else {
        audit::tell(&report, texts, out).unwrap_or_default();
    }
    Ok(report.findings.is_empty())
}

/// A profile under the name of its file.
fn named(path: &Path) -> Result<(String, Profile), StartError> {
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok((name, read_profile(path)?))
}
