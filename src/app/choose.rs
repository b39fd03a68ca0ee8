//! Who speaks Chinese: the voice that was chosen, one that is only tried for the length of a sample, or the machine's in
//! place of either.

use super::App;
use super::talk::{because_words, chinese};
use crate::domain::settings::ChineseVoice;
use crate::screen::{Sample, settings};
use crate::semantic::{NodeId, Urgency, Utterance};
use crate::speech::{Because, Standing};

/// What is known of the voices beside the settings.
#[derive(Debug, Default)]
pub(super) struct Voices {
    /// The one that is tried, until something else is said.
    pub tried: Option<ChineseVoice>,
    /// It was already heard that it is another one than was pressed.
    corrected: bool,
    /// Why the machine's voice speaks in place of the one that is wanted: the id of the words.
    instead: Option<&'static str>,
    /// It has just begun to: said on this page.
    pub fell_back: bool,
    /// That it did was said once.
    told: bool,
}

impl App {
    /// Who is to speak Chinese now.
    pub(super) fn wanted(&self) -> ChineseVoice {
        self.voices.tried.unwrap_or(self.settings.chinese)
    }

    /// Why the machine's voice speaks in place of this one.
    pub(super) fn instead_of(&self, voice: ChineseVoice) -> Option<&'static str> {
        self.voices.instead.filter(|_| voice.is_own())
    }

    /// Lets a sample be heard, though a screen reader speaks: it was asked for.
    pub(super) fn sample(&mut self, sample: Sample) {
        let texts = self.texts();
        let (node, words) = match sample {
            Sample::Rate => {
                let step = texts.with("app-rate", &[("step", self.settings.rate.percent().into())]);
                ("settings.rate".to_owned(), vec![step, texts.get("settings-sample-clear")])
            }
            Sample::Voice(voice) => (format!("settings.sample-{}", voice.name()), self.hello(voice, "settings-hello-clear")),
        };
        let voice = if let Sample::Voice(voice) = sample { Some(voice) } else { None };
        self.say_as(voice, &node.into(), words);
    }

    /// The voice that was just chosen says so itself.
    pub(super) fn tell_chosen(&mut self, voice: ChineseVoice) {
        let words = self.hello(voice, "settings-hello-chosen");
        self.say_as(Some(voice), &format!("settings.chinese-{}", voice.name()).into(), words);
    }

    /// Who it is, and `then`; or that it is another one, and why.
    fn hello(&self, voice: ChineseVoice, then: &str) -> Vec<String> {
        let texts = self.texts();
        match self.instead_of(voice) {
            Some(because) => vec![settings::instead(&self.context(), because, voice)],
            None => vec![texts.get(&format!("settings-hello-{}", voice.name())), texts.get(then)],
        }
    }

    fn say_as(&mut self, voice: Option<ChineseVoice>, node: &NodeId, words: Vec<String>) {
        if !self.settings.speech {
            return;
        }
        self.end_trial();
        (self.voices.tried, self.voices.corrected) = (voice, false);
        self.tell_manner();
        self.paused = false;
        self.told = true;
        let said = words.into_iter().map(|words| self.only_said(node.clone(), words)).collect();
        self.narrator().say(said);
    }

    /// Before anything else is said: what was tried is silent, and who was chosen speaks again. Not before, for the news that
    /// a voice has ended may be about an earlier one.
    pub(super) fn end_trial(&mut self) {
        if self.voices.tried.take().is_some() {
            self.narrator().hush(true);
            self.tell_manner();
        }
    }

    /// Somebody else speaks Chinese: said once where it was not asked for, and at once of a voice that is tried.
    pub(super) fn speaks_now(&mut self, standing: Standing) {
        let wanted = self.wanted();
        let instead = standing.because.map(because_words);
        // News of another voice than the one that is wanted by now.
        if !wanted.is_own() || (instead.is_none() && standing.chinese != chinese(wanted)) || self.voices.instead == instead {
            return;
        }
        self.voices.instead = instead;
        if instead.is_none() {
            self.narrator().withdraw("frame.instead".into());
        }
        if let Some(voice) = self.voices.tried {
            // Once: a voice that comes and goes must not talk for ever.
            if !self.voices.corrected {
                self.sample(Sample::Voice(voice));
                self.voices.corrected = true;
            }
        } else if let Some(because) = instead
            && standing.because != Some(Because::Absent)
            && !std::mem::replace(&mut self.voices.told, true)
        {
            self.voices.fell_back = true;
            // Who holds the voice sees it.
            if self.paused {
                return;
            }
            let spoken = settings::instead(&self.context(), because, wanted);
            let language = self.texts().language();
            let (node, text) = ("frame.instead".into(), spoken.clone());
            self.say(vec![Utterance { node, language, text, spoken, urgency: Urgency::Status, names: Vec::new() }]);
        }
    }
}
