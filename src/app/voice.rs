//! `tongban voice …`: what one does with the app's own voice by hand.

mod install;

use std::io::Write;
use std::path::PathBuf;

use super::run::StartError;
use crate::command::{Voice, VoiceOptions};
use crate::i18n::Texts;
use crate::session;
use crate::synth::Folder;
use crate::synth::module::{self, Config};

/// Does what was asked of the voice; whether all went well, which the words printed tell otherwise.
///
/// # Errors
/// Nobody knows where the voice is to live.
pub fn voice(options: VoiceOptions, texts: &Texts, out: &mut impl Write) -> Result<bool, StartError> {
    let folder = folder(options.folder)?;
    match options.what {
        Voice::Install => Ok(install::install(&folder, texts, out)),
        Voice::Remove => Ok(install::remove(&folder, texts, out)),
        Voice::Say(_) => Ok(false),
        Voice::Serve => Ok(false),
        Voice::Cache => Ok(false),
        Voice::Check => Ok(install::check(&folder, texts, out)),
        Voice::Module(file) => {
            let config = file.map_or_else(|| Config::at(folder.clone()), |file| Config::read(&file, folder.clone()));
            Ok(module::run(&config, std::io::stdin().lock(), std::io::stdout()).is_ok())
        }
    }
}

/// The folder that was given, or that of this user.
pub(super) fn folder(given: Option<PathBuf>) -> Result<Folder, StartError> {
    let known = |name: &str| std::env::var_os(name).map(PathBuf::from);
    Ok(Folder::at(match given {
        Some(path) => path,
        None => session::default_path(known)?.join("voice"),
    }))
}
