//! What is said when (the manners of the voice): on arrival, on focus, on a change, on what was written.

use super::listen::Script;
use super::services::Narrator;
use super::{App, Message};
use crate::domain::settings::{Change, ChineseVoice, Settings};
use crate::i18n::Texts;
use crate::screen::{Sample, ScreenId, Words};
use crate::semantic::{Focus, Kind, Live, Node, NodeId, Page, Tone, Urgency, Utterance, narrate, narrate_node};
use crate::speech::{Because, Chinese, Event, Manner, Trouble};

/// The settings as the voice needs them.
pub(super) fn manner(settings: &Settings) -> Manner {
    Manner { rate: settings.rate.percent(), volume: settings.volume.step(), chinese: chinese(settings.chinese) }
}

pub(super) const fn chinese(voice: ChineseVoice) -> Chinese {
    match voice {
        ChineseVoice::Yunxi => Chinese::Yunxi,
        ChineseVoice::Xiaoyi => Chinese::Xiaoyi,
        ChineseVoice::Machine => Chinese::Machine,
        ChineseVoice::Cantonese => Chinese::Cantonese,
    }
}

/// The id of the words for why nothing can be heard.
pub(super) const fn trouble_words(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::NoDaemon => "voice-no-daemon",
        Trouble::Hung => "voice-hung",
        Trouble::NoSound => "voice-no-sound",
    }
}

/// The id of the words for why the machine's voice speaks in place of another.
pub(super) const fn because_words(because: Because) -> &'static str {
    match because {
        Because::Absent => "voice-because-absent",
        Because::Broken => "voice-because-broken",
        Because::Slow => "voice-because-slow",
        Because::Ended => "voice-because-ended",
    }
}

impl App {
    /// The voice as it is to be now: a step slower where somebody has died.
    pub(super) fn tell_manner(&mut self) {
        let settings = self.settings.changed(Change::Chinese(self.wanted()));
        let settings = if self.gentle { settings.changed(Change::Slower) } else { settings };
        let manner = manner(&settings);
        if self.manner != manner {
            self.manner = manner;
            self.narrator().manner(manner);
        }
    }

    pub(super) fn texts(&self) -> &'static Texts {
        Texts::of(self.settings.locale.tag())
    }

    /// Whether our own voice speaks: not while a screen reader does, unless one wants both.
    pub(super) const fn speaks(&self) -> bool {
        self.settings.speech && (!self.listening.reader || self.settings.beside_reader)
    }

    pub(super) fn say(&mut self, utterances: Vec<Utterance>) {
        if self.speaks() && !utterances.is_empty() {
            self.end_trial();
            self.paused = false;
            self.told = true;
            self.narrator().say(utterances);
        }
    }

    /// The same behind a soft chime, for who has been waiting for a result; not where somebody has died. The chime is not spoken over.
    fn say_result(&mut self, utterances: Vec<Utterance>) {
        let chimes = !self.gentle && self.services.chime(&self.settings);
        if chimes && self.speaks() {
            self.end_trial();
            (self.paused, self.told) = (false, true);
            let _ = self.narrator();
            self.listening.held = utterances;
        } else {
            self.say(utterances);
        }
    }

    /// Who speaks. What waited for the chime counts as said, whatever comes now.
    pub(super) fn narrator(&mut self) -> &dyn Narrator {
        let held = std::mem::take(&mut self.listening.held);
        if !held.is_empty() {
            self.services.narrator.say(held);
        }
        &*self.services.narrator
    }

    /// The part of the page that has come, in order.
    pub(super) fn tell_arrival(&mut self) {
        let said = self.script();
        if said.iter().any(|one| one.urgency == Urgency::Result) { self.say_result(said) } else { self.say(said) }
    }

    /// The same again.
    pub(super) fn tell_page(&mut self) {
        let said = self.script();
        self.say(said);
    }

    fn script(&mut self) -> Vec<Utterance> {
        let said = narrate(&self.page, Some(&self.layout), &Words(self.texts()));
        self.listening.script = Script::of(said.clone());
        said
    }

    /// What has the focus; interrupts.
    pub(super) fn tell_focus(&mut self) {
        let said = self.focus.0.as_ref().and_then(|id| narrate_node(&self.page, id, &Words(self.texts())));
        self.say(said.into_iter().collect());
    }

    /// What has come or changed on a page that one is on already.
    pub(super) fn tell_difference(&mut self, old: &Page<Message>) {
        // In another language a text may have another number of sentences: the same content all the same (U4).
        if old.language != self.page.language {
            return;
        }
        let words = Words(self.texts());
        let known: Vec<&Node<Message>> = old.content.iter().collect();
        let is_new = |node: &Node<Message>| !known.iter().any(|one| one.id == node.id);
        if self.page.content.iter().any(|node| is_new(node) && !matches!(node.kind, Kind::Notice(..))) {
            // What was waited for is here: it is laid out first, then told, in place of what was said of the page before.
            self.narrator().hush(true);
            self.arrived = true;
            self.part = 0;
            self.layout.parts = 0;
            self.generation += 1;
            self.focus = Focus(self.page.focus.clone());
            return;
        }
        if self.arrived {
            return;
        }
        let (mut said, mut result) = (Vec::new(), false);
        for (_, node) in self.page.nodes() {
            let before = old.find(&node.id);
            let live =
                matches!(node.kind, Kind::Notice(_, live) if live != Live::Off) && before.is_none_or(|before| before.name != node.name);
            // Who has just asked for silence is not told that it is silent; a voice that was chosen says so itself.
            let focused = !self.paused
                && self.voices.tried.is_none()
                && self.focus.is(&node.id)
                && before.is_some_and(|before| differs(before, node));
            // that something is on its way is no result yet
            result |= live && matches!(node.kind, Kind::Notice(Tone::Success, _));
            if live || focused {
                said.extend(narrate_node(&self.page, &node.id, &words));
            }
        }
        if result { self.say_result(said) } else { self.say(said) }
    }

    /// What was written just now: the new characters, or of a secret how many there are.
    pub(super) fn tell_written(&mut self, id: &NodeId, before: &str, now: &str) {
        let texts = self.texts();
        let secret = self.page.find(id).is_some_and(Node::is_secret);
        let words = match (secret, now.strip_prefix(before)) {
            (true, _) => how_much(texts, now),
            (false, Some(added)) if !added.is_empty() => added.to_owned(),
            (false, Some(_)) => return,
            (false, None) if before.starts_with(now) => texts.get("app-deleted"),
            // Mended in the middle, or written anew through a screen reader.
            (false, None) => now.to_owned(),
        };
        let language = texts.language();
        self.say(vec![Utterance {
            node: id.clone(),
            language,
            text: String::new(),
            spoken: words,
            urgency: Urgency::Focus,
            names: Vec::new(),
        }]);
    }

    /// A new size, rate or loudness, said when nothing else is.
    pub(super) fn tell_change(&mut self, change: Change) {
        let texts = self.texts();
        let step = |value: u64| [("step", value.into())];
        let settings = &self.settings;
        let words = match change {
            Change::Larger | Change::Smaller => texts.with("app-size", &step(settings.text_size.step().into())),
            Change::Faster | Change::Slower => texts.with("app-rate", &step(settings.rate.percent().into())),
            Change::Louder | Change::Softer => texts.with("app-volume", &step(settings.volume.step().into())),
            Change::Theme(theme) => texts.get(&format!("settings-theme-{}", theme.name())),
            Change::Chinese(voice) => return self.tell_chosen(voice),
            _ => return,
        };
        // It stands on no page: a screen reader is told apart.
        if let Some(bridge) = &mut self.bridge {
            bridge.announce(words.clone(), Live::Polite);
        }
        if matches!(change, Change::Faster | Change::Slower) && self.screen.id() == ScreenId::Settings {
            return self.sample(Sample::Rate);
        }
        let language = texts.language();
        let node = NodeId::from("frame.settings");
        self.say(vec![Utterance { node, language, text: String::new(), spoken: words, urgency: Urgency::Status, names: Vec::new() }]);
    }

    /// What the voice tells of itself.
    pub(super) fn heard(&mut self, event: Event) {
        match event {
            Event::Began { node, caption, sentence, .. } => {
                self.listening.script.began(&node, sentence);
                self.spoken = Some(node);
                self.caption = Some(caption);
                if let Some(idle) = &mut self.idle {
                    idle.speaks();
                }
            }
            Event::Silent => {
                self.spoken = None;
                self.caption = None;
                self.listening.script.ended();
                self.listening.still.begins((self.services.instant)());
                self.fell_silent();
            }
            Event::Lost(trouble) => {
                self.trouble = Some(trouble);
                self.silent();
                self.fell_silent();
            }
            Event::Found => self.trouble = None,
            Event::Speaks(standing) => self.speaks_now(standing),
        }
    }
}

/// How much was written of a secret: digits are counted as digits, an address in characters.
pub(super) fn how_much(texts: &Texts, written: &str) -> String {
    let digits = written.chars().all(|c| c.is_ascii_alphanumeric());
    let words = if digits { "app-written-secret" } else { "app-written-words" };
    texts.with(words, &[("count", written.chars().count().into())])
}

/// Whether what one hears of a node has changed, other than by one's own writing in it.
fn differs(before: &Node<Message>, now: &Node<Message>) -> bool {
    let error = |node: &Node<Message>| node.field().and_then(|field| field.error.clone());
    let selected = |node: &Node<Message>| matches!(node.kind, Kind::Choice { selected: true });
    before.name != now.name || before.description != now.description || error(before) != error(now) || selected(before) != selected(now)
}
