//! `tongban voice serve`: the warm process. What it makes when nobody wants anything is listed by another that ends at once, so that
//! neither it nor the window's process holds the pages.

use std::io::{self, BufRead as _, Write};
use std::process::{Command, Stdio};

use super::line;
use crate::domain::settings::Locale;
use crate::i18n::Texts;
use crate::synth::Folder;
use crate::synth::server::Server;

/// Serves until nobody is there any more; whether it could.
pub fn serve(folder: &Folder, texts: &Texts, out: &mut impl Write) -> bool {
    let path = |id| texts.with(id, &[("path", folder.path().display().to_string().into())]);
    match Server::open(folder) {
        Ok(Some(server)) => {
            line(out, &path("command-voice-serving"));
            server.run(listed).is_ok()
        }
        Ok(None) => {
            line(out, &path("command-voice-served"));
            true
        }
        Err(error) => {
            line(&mut io::stderr(), &texts.with("command-voice-not-serving", &[("detail", error.to_string().into())]));
            false
        }
    }
}

/// The fixed sentences, from `tongban voice cache --list`.
fn listed(taiwan: bool) -> io::Result<Vec<String>> {
    let lang = if taiwan { Locale::ZhTw } else { Locale::ZhCn };
    let mut list = Command::new(std::env::current_exe()?);
    list.args(["voice", "cache", "--list", "--lang", lang.tag()]).stdin(Stdio::null()).stderr(Stdio::null());
    list.output()?.stdout.lines().collect()
}
