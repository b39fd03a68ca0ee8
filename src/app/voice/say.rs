//! `tongban voice say`: a sentence by hand, as the program would say it, into a WAV file or aloud.

use std::io;
use std::path::Path;
use std::sync::mpsc::sync_channel;
use std::thread;

use super::super::talk;
use super::{line, refused};
use crate::command::SayOptions;
use crate::domain::settings::Locale;
use crate::i18n::Texts;
use crate::platform::sound;
use crate::speech::reading::is_cjk;
use crate::speech::voice::{Named, VOICES};
use crate::synth::module::{self, Config};
use crate::synth::wav::Wav;
use crate::synth::{Folder, RATE};

/// How many pieces are made before they are heard.
const AHEAD: usize = 4;
/// A file begins with so much quiet, in samples (400 ms): players swallow the beginning, and loudness is measured over it.
const QUIET: usize = RATE as usize * 2 / 5;

/// Says it; whether it was said. Why not goes to standard error.
pub fn say(folder: Folder, options: &SayOptions, texts: &Texts) -> bool {
    let voice = voice(options);
    let config = Config { voice, ..Config::at(folder) };
    let (pieces, sound) = sync_channel(AHEAD);
    let (heard, said) = thread::scope(|scope| {
        let hearing = scope.spawn(|| match &options.out {
            Some(path) => written(path, sound.into_iter()).map_err(|_| ("command-voice-not-written", path.display().to_string())),
            None => sound::play(RATE, sound.into_iter()).map_err(|error| ("command-voice-no-sound", error.to_string())),
        });
        let said = module::say(&config, &options.text, options.rate, &mut |piece| pieces.send(piece).is_ok());
        drop(pieces);
        (hearing.join().unwrap_or(Ok(())), said)
    });
    let detail = match (said, heard) {
        (Ok(()), Ok(())) => return true,
        (Err(None), _) if !voice.is_neural() && options.text.contains(char::is_alphanumeric) => ("command-voice-no-machine", String::new()),
        (Err(because), _) => return refused(because, texts),
        (_, Err(words)) => words,
    };
    line(&mut io::stderr(), &texts.with(detail.0, &[("detail", detail.1.into())]));
    false
}

/// Who says it: the one that was asked for, if the text is Chinese.
fn voice(options: &SayOptions) -> &'static Named {
    let locale = options.lang.unwrap_or(if options.text.contains(is_cjk) { Locale::ZhCn } else { Locale::En });
    let chosen = Some(talk::chinese(options.speaker)).filter(|_| locale != Locale::En);
    let all = || VOICES.iter().filter(|voice| voice.chinese == chosen);
    all().find(|voice| voice.language == locale.tag()).or_else(|| all().next()).unwrap_or(&VOICES[0])
}

/// Writes what comes, once something comes.
fn written(path: &Path, mut sound: impl Iterator<Item = Vec<i16>>) -> io::Result<()> {
    let Some(first) = sound.next() else { return Ok(()) };
    let mut wav = Wav::create(path)?;
    wav.write(&[0; QUIET])?;
    wav.write(&first)?;
    sound.try_for_each(|piece| wav.write(&piece))?;
    wav.finish()
}
