//! What one asks of the voice (S3): again, hold, a sentence back or on, a field spelled, where one is. And what it asks of
//! itself: the question once more when nobody has acted for a while.

use std::time::{Duration, Instant};

use iced::Task;

use super::{App, Message};
use crate::domain::settings::Change;
use crate::screen::{self, Asked, ScreenId, Words, settings};
use crate::semantic::{Direction, Kind, Node, NodeId, Urgency, Utterance, narrate_node};
use crate::speech::{self, spelling};

/// After so long without an act, counted from the end of speech, the question is asked again.
const AGAIN: Duration = Duration::from_secs(25);

/// How one listens.
#[derive(Debug, Default)]
pub(super) struct Listening {
    pub script: Script,
    /// The same of the page before 听和看, with its part.
    before: Option<(Script, usize)>,
    pub still: Stillness,
    /// A screen reader speaks.
    pub reader: bool,
    /// What waits for the chime to end.
    pub held: Vec<Utterance>,
    /// Our own voice has just given way to it: said on this page.
    pub gave_way: bool,
}

/// What was told of the page, and where the voice is in it.
#[derive(Debug, Default)]
pub(super) struct Script {
    told: Vec<Utterance>,
    /// Which of them, and which of its sentences.
    at: Option<(usize, usize)>,
    speaking: bool,
}

impl Script {
    /// Another page, or part of it, is told.
    pub fn of(told: Vec<Utterance>) -> Self {
        Self { told, at: None, speaking: true }
    }

    /// The voice began a sentence.
    pub fn began(&mut self, node: &NodeId, sentence: usize) {
        let at = self.told.iter().position(|one| one.node == *node && sentence < speech::pieces(one).len());
        if let Some(at) = at {
            (self.at, self.speaking) = (Some((at, sentence)), true);
        }
    }

    /// The voice has stopped or come to its end.
    pub const fn ended(&mut self) {
        self.speaking = false;
    }

    /// What is to be said from a sentence back or on: the utterances from there, and the sentence of the first. Back, when it
    /// is silent, is the sentence that was heard last.
    fn step(&self, direction: Direction) -> (usize, Vec<Utterance>) {
        let count = |one| 0..speech::pieces(one).len();
        let all: Vec<_> = self.told.iter().enumerate().flat_map(|(at, one)| count(one).map(move |sentence| (at, sentence))).collect();
        let now = self.at.and_then(|at| all.iter().position(|one| *one == at));
        let next = match (now, direction) {
            (None, _) => 0,
            (Some(now), Direction::Previous) if self.speaking => now.saturating_sub(1),
            (Some(now), Direction::Previous) => now,
            (Some(now), Direction::Next) => now + 1,
        };
        all.get(next).map_or_else(Default::default, |(at, sentence)| (*sentence, self.told[*at..].to_vec()))
    }
}

/// Since when nobody acts, and whether the question has been asked again.
#[derive(Debug, Default)]
pub(super) struct Stillness {
    since: Option<Instant>,
    asked: bool,
}

impl Stillness {
    /// Somebody acted.
    pub fn broken(&mut self) {
        *self = Self::default();
    }
    /// All was said.
    pub fn begins(&mut self, now: Instant) {
        self.since = Some(now);
    }
    /// Whether it is time to ask again; once.
    fn is_over(&mut self, now: Instant) -> bool {
        let over = !self.asked && self.since.is_some_and(|since| now.saturating_duration_since(since) >= AGAIN);
        self.asked |= over;
        over
    }
    /// When to look again, if at all.
    pub fn next_look(&self, now: Instant) -> Option<Duration> {
        let since = self.since.filter(|_| !self.asked)?;
        Some(AGAIN.saturating_sub(now.saturating_duration_since(since)))
    }
}

impl App {
    /// Silence, before anything else is done (S3).
    pub(super) fn silence(&mut self) {
        self.listening.still.broken();
        self.listening.script.ended();
        self.paused = false;
        self.voices.tried = None;
        self.narrator().hush(true);
    }

    /// The same for a press, unless it is the voice itself that is held or changed.
    pub(super) fn silence_for(&mut self, message: Option<&Message>) {
        use Change::{Larger, Louder, Smaller, Softer, Theme};
        let changes = |change| matches!(change, Louder | Softer | Larger | Smaller | Theme(_));
        let keeps = match message {
            Some(Message::Screen(screen::Message::Settings(settings::Message::PausePressed))) => true,
            Some(Message::Screen(screen::Message::Settings(settings::Message::Changed(change)))) => changes(*change),
            _ => false,
        };
        if !keeps {
            self.silence();
        }
    }

    /// 再听一遍: the part of the page that is shown, from its beginning.
    pub(super) fn repeat(&mut self) {
        self.narrator().hush(false);
        self.tell_page();
    }

    pub(super) fn pause(&mut self) {
        self.paused = !self.paused;
        let paused = self.paused;
        self.narrator().pause(paused);
        if self.paused {
            self.fell_silent();
        }
    }

    /// What was asked on the screen 一句一句听: of the page one came from, to which one goes back.
    pub(super) fn asked_elsewhere(&mut self, asked: Asked) -> Task<Message> {
        let Some((script, part)) = self.listening.before.take() else { return Task::none() };
        let task = self.back();
        self.refresh();
        // It is told from where one wants it, not from its beginning.
        self.arrived = false;
        (self.listening.script, self.part) = (script, part);
        self.asked(asked);
        task
    }

    /// Does what is asked of the voice.
    pub(super) fn asked(&mut self, asked: Asked) {
        match asked {
            Asked::SentenceBack => self.step_sentence(Direction::Previous),
            Asked::SentenceOn => self.step_sentence(Direction::Next),
            Asked::Where => self.tell_where(),
            Asked::Spell => self.spell(),
        }
    }

    /// What was told of a page is kept while one looks at 听和看.
    pub(super) fn keep_listened(&mut self) {
        if self.screen.id() != ScreenId::Settings {
            self.listening.before = Some((std::mem::take(&mut self.listening.script), self.part));
        }
    }

    fn step_sentence(&mut self, direction: Direction) {
        self.narrator().hush(false);
        let (sentence, said) = self.listening.script.step(direction);
        if said.is_empty() {
            return self.tell("frame.repeat", self.texts().get("app-sentence-last"));
        }
        if self.speaks() {
            self.end_trial();
            self.narrator().say_from(sentence, said);
        }
    }

    /// 在哪里: the screen, step n of m, what is asked, and what has the focus.
    fn tell_where(&mut self) {
        let texts = self.texts();
        let words = Words(texts);
        let place = self.only_said("frame.place", texts.with("app-where", &[("place", self.page.title.clone().into())]));
        let content = || self.page.content.iter().filter(|node| matches!(node.kind, Kind::Progress(_) | Kind::Heading(1)));
        let mut said = vec![place];
        said.extend(content().filter_map(|node| narrate_node(&self.page, &node.id, &words)));
        let focused = self.focus.0.as_ref().and_then(|id| narrate_node(&self.page, id, &words));
        said.push(match focused {
            Some(mut focused) => {
                focused.spoken = format!("{}{}", texts.get("app-where-focus"), focused.spoken);
                focused
            }
            None => self.only_said("frame.place", texts.get("app-where-none")),
        });
        self.say(said);
    }

    /// 一个字一个字念: what is written in the field, told from what sounds the same; of a secret only how much it is.
    fn spell(&mut self) {
        let texts = self.texts();
        let focused = self.focus.0.as_ref().and_then(|id| self.page.find(id)).filter(|node| node.field().is_some());
        let nodes = self.page.nodes();
        let node = focused.or_else(|| nodes.iter().map(|(_, node)| *node).find(|node| node.field().is_some()));
        let Some((node, field)) = node.and_then(|node| Some((node, node.field()?))) else {
            return self.tell("frame.place", texts.get("app-spell-nothing"));
        };
        let words = if field.value.trim().is_empty() {
            texts.get("speak-empty")
        } else if node.is_secret() {
            super::talk::how_much(texts, &field.value)
        } else {
            spelling::spell(&field.value, texts.language())
        };
        let id = node.id.clone();
        self.tell(id, words);
    }

    /// Words that stand nowhere, as the answer to what was asked.
    fn tell(&mut self, node: impl Into<NodeId>, words: String) {
        let said = self.only_said(node, words);
        self.say(vec![said]);
    }

    pub(super) fn only_said(&self, node: impl Into<NodeId>, spoken: String) -> Utterance {
        let language = self.texts().language();
        Utterance { node: node.into(), language, text: String::new(), spoken, urgency: Urgency::Focus, names: Vec::new() }
    }

    /// Time passes: the question once more where nobody acts; not to who holds the voice, writes, or has covered the screen.
    pub(super) fn ask_again(&mut self, now: Instant) {
        let writes =
            self.focus.0.as_ref().and_then(|id| self.page.find(id)).and_then(Node::field).is_some_and(|field| !field.value.is_empty());
        if self.paused || self.leaving || writes || !self.speaks() || self.screen.id() == ScreenId::Cover {
            return;
        }
        if self.listening.still.is_over(now)
            && let Some(question) = self.page.content.iter().find(|node| matches!(node.kind, Kind::Heading(1)))
            && let Some(said) = narrate_node(&self.page, &question.id, &Words(self.texts()))
        {
            self.end_trial();
            self.narrator().say(vec![Utterance { urgency: Urgency::Again, ..said }]);
        }
    }
}
