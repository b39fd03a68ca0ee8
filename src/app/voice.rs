//! `tongban voice …`: what one does with the app's own voice by hand.

mod cache;
mod fixed;
mod install;
mod say;
mod serve;

use std::io::Write;
use std::path::PathBuf;

use super::run::StartError;
use crate::command::{Voice, VoiceOptions};
use crate::i18n::Texts;
use crate::session;
use crate::speech::Because;
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
        Voice::Say(options) => Ok(say::say(folder, &options, texts)),
        Voice::Serve => Ok(serve::serve(&folder, texts, out)),
        Voice::Cache(options) => Ok(cache::cache(&folder, &options, texts, out)),
        Voice::Check => Ok(install::check(&folder, texts, out)),
        Voice::Module(file) => {
            let config = file.map_or_else(|| Config::at(folder.clone()), |file| Config::read(&file, folder.clone()));
            Ok(module::run(&config, std::io::stdin().lock(), std::io::stdout()).is_ok())
        }
    }
}

/// Why the voice does not speak, to standard error: what happened, and what to do. No.
fn refused(because: Option<Because>, texts: &Texts) -> bool {
    let id = match because {
        None => "command-voice-unsayable",
        Some(Because::Absent) => "command-voice-absent",
        Some(Because::Broken) => "command-voice-partial",
        Some(Because::Slow) => "command-voice-behind",
        Some(Because::Ended) => "command-voice-ended",
    };
    line(&mut std::io::stderr(), &texts.get(id));
    false
}

/// A line. A closed pipe takes nothing from the exit code.
fn line(out: &mut impl Write, words: &str) {
    writeln!(out, "{words}").unwrap_or_default();
}

/// The folder that was given, or that of this user.
pub(super) fn folder(given: Option<PathBuf>) -> Result<Folder, StartError> {
    let known = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let path = match given {
        // pip and npm work in a folder of their own; of no path at all there is none
        Some(path) => std::path::absolute(&path).unwrap_or(path),
        None => session::default_path(known)?.join("voice"),
    };
    Ok(Folder::of_user(path, known))
}
