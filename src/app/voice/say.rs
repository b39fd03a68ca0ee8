//! `tongban voice say`: a sentence by hand, as the program would say it, into a WAV file or aloud.

use std::io::Write;
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
use crate::speech::voice;
use crate::synth::module::{Config, say as spoken};
use crate::synth::wav::Wav;
use crate::synth::{Folder, RATE};

/// How many pieces are made before they are heard.
const AHEAD: usize = 4;

/// Says it; whether it was said.
pub fn say(folder: Folder, options: &SayOptions, texts: &Texts, out: &mut impl Write) -> bool {
    let locale = options.lang.unwrap_or(if options.text.contains(is_cjk) { Locale::ZhCn } else { Locale::En });
    let chosen = voice::of(talk::chinese(options.speaker), locale.tag());
    let config = Config { voice: chosen, ..Config::at(folder) };
    let aloud = |each: &mut dyn FnMut(Vec<i16>) -> bool| spoken(&config, &options.text, options.rate, each);
    false
}
