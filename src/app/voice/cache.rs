//! `tongban voice cache`: every fixed sentence made once. Can be stopped at any time, and goes on where it was.

use std::io::{self, IsTerminal as _, Write};

use super::{fixed, line, refused};
use crate::command::CacheOptions;
use crate::domain::settings::{ChineseVoice, Locale};
use crate::i18n::Texts;
use crate::synth::client::Client;
use crate::synth::wire::{Failed, Say, Urgency};
use crate::synth::{Folder, Timbre};

/// Makes them, or lists them; whether all are there.
pub fn cache(folder: &Folder, options: &CacheOptions, texts: &Texts, out: &mut impl Write) -> bool {
    let sentences = fixed::sentences(options.lang.unwrap_or_default());
    if options.list {
        sentences.iter().for_each(|sentence| line(out, sentence));
        line(out, "");
        fixed::catalogue(options.lang.unwrap_or_default()).iter().for_each(|sentence| line(out, sentence));
        return true;
    }
    let taiwan = options.lang == Some(Locale::ZhTw);
    let timbre = if options.speaker == ChineseVoice::Xiaoyi { Timbre::Xiaoyi } else { Timbre::Yunxi };
    let made = Client::open(folder).and_then(|mut client| {
        let mut shown = Shown { texts, out, bar: io::stdout().is_terminal(), all: sentences.len(), told: 0 };
        for (done, text) in sentences.iter().enumerate() {
            shown.step(done);
            let say = Say { text: text.clone(), taiwan, timbre, urgency: Urgency::Idle };
            match client.say(&say, None).next() {
                Some(Err(Failed::Unsayable)) | Some(Ok(_)) | None => {}
                Some(Err(failed)) => return Err(failed),
            }
        }
        shown.step(sentences.len());
        shown.end();
        Ok(())
    });
    if let Err(failed) = made {
        return refused(failed.because(), texts);
    }
    true
}

/// How far it is: a line that is written over on a terminal, else one each tenth.
struct Shown<'a, W> {
    texts: &'a Texts,
    out: &'a mut W,
    bar: bool,
    all: usize,
    /// The tenths that were told.
    told: usize,
}

impl<W: Write> Shown<'_, W> {
    fn step(&mut self, done: usize) {
        let words = self.texts.with("command-voice-caching", &[("done", done.into()), ("all", self.all.into())]);
        if self.bar {
            // A closed pipe takes nothing from the work.
            write!(self.out, "\r{words}").and_then(|()| self.out.flush()).unwrap_or_default();
        } else if done * 10 >= self.told * self.all {
            self.told += 1;
            line(self.out, &words);
        }
    }

    fn end(&mut self) {
        if self.bar {
            line(self.out, "");
        }
    }
}
