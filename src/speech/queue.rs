//! What is said when, and what gives way (examples §4, S3, S4): a state machine with the clock handed in.
//! Knows no voice, no thread, no file: it takes inputs and answers with what is to be done.

use std::collections::VecDeque;
use std::time::Duration;

use super::pieces::{Piece, expected, pieces, spoken};
use super::voice::{self, Tone};
use super::{Event, Manner, Trouble};
use crate::semantic::{NodeId, Urgency, Utterance};

mod step;

pub use step::{Entry, Input, Output};

/// How much longer than expected an utterance may take, and how long it may take to begin.
const PATIENCE: Duration = Duration::from_secs(3);
/// How often an utterance may fail before it is given up.
const TRIES: u8 = 2;

/// An utterance on its way through the queue.
#[derive(Debug)]
struct Item {
    number: u64,
    utterance: Utterance,
    pieces: Vec<Piece>,
    at: usize,
    begun: bool,
    tries: u8,
    /// A result that is said for the second time.
    again: bool,
}

/// The piece a voice has been given.
#[derive(Debug)]
struct Speaking {
    token: u64,
    began: bool,
    until: Duration,
}

/// The queue of one program.
#[derive(Debug)]
pub struct Queue {
    manner: Manner,
    open: bool,
    lost: bool,
    paused: bool,
    current: Option<Item>,
    speaking: Option<Speaking>,
    waiting: VecDeque<Item>,
    /// Results that were cut off: said again before the next page.
    aside: Vec<Item>,
    status: VecDeque<Item>,
    numbers: u64,
    tokens: u64,
    busy: bool,
    out: Vec<Output>,
}

impl Queue {
    /// An empty queue without a voice yet.
    pub fn new(manner: Manner) -> Self {
        Self {
            manner,
            open: false,
            lost: false,
            paused: false,
            current: None,
            speaking: None,
            waiting: VecDeque::new(),
            aside: Vec::new(),
            status: VecDeque::new(),
            numbers: 0,
            tokens: 0,
            busy: false,
            out: Vec::new(),
        }
    }

    /// When a [`Input::Tick`] is due, if at all.
    pub fn deadline(&self) -> Option<Duration> {
        self.speaking.as_ref().map(|speaking| speaking.until)
    }

    /// Whether nothing is said and nothing waits.
    pub fn idle(&self) -> bool {
        self.current.is_none() && self.waiting.is_empty() && self.status.is_empty()
    }

    /// One step at `now`, on any clock that only goes forward.
    pub fn step(&mut self, now: Duration, input: Input) -> Vec<Output> {
        match input {
            Input::Say(utterances, from) => self.say(utterances, from),
            Input::Hush { keep_result } => self.hush(keep_result),
            Input::Pause(paused) => self.pause(paused),
            Input::Withdraw(node) => self.withdraw(&node),
            Input::Manner(manner) => {
                if manner != self.manner {
                    self.manner = manner;
                    self.hold();
                }
            }
            Input::Began(token) => self.began(now, token),
            Input::Ended(token) => self.ended(token),
            Input::Failed(token) if self.says(token) => self.trouble(Trouble::Hung),
            Input::Failed(_) => {}
            Input::Open => self.opened(),
            Input::Lost(trouble) => self.lose(trouble),
            Input::Tick => self.watch(now),
        }
        self.go_on(now);
        std::mem::take(&mut self.out)
    }

    /// What waits and holds no more is not said; what is being said is said to its end.
    fn withdraw(&mut self, node: &NodeId) {
        let (gone, stay): (Vec<_>, Vec<_>) = std::mem::take(&mut self.status).into_iter().partition(|item| item.utterance.node == *node);
        self.status = stay.into();
        gone.iter().for_each(|item| self.log(item, "stopped"));
    }

    fn say(&mut self, utterances: Vec<Utterance>, from: usize) {
        if utterances.is_empty() {
            return;
        }
        self.paused = false;
        if utterances.iter().any(|one| one.urgency == Urgency::Focus) {
            self.drop_page(true);
        } else if utterances.iter().any(|one| matches!(one.urgency, Urgency::Page | Urgency::Result)) {
            for item in std::mem::take(&mut self.aside) {
                self.numbers += 1;
                let item = Item { number: self.numbers, ..item };
                self.log(&item, "queued");
                self.waiting.push_back(item);
            }
        }
        let mut from = Some(from);
        for utterance in utterances {
            let at = from.take().unwrap_or_default();
            let pieces = pieces(&utterance);
            if at >= pieces.len() {
                continue;
            }
            self.numbers += 1;
            let item = Item { number: self.numbers, utterance, pieces, at, begun: false, tries: 0, again: false };
            self.log(&item, "queued");
            if item.utterance.urgency == Urgency::Status {
                self.newest_status(&item.utterance.node);
                self.status.push_back(item);
            } else {
                self.waiting.push_back(item);
            }
            self.busy = true;
        }
    }

    /// Makes room for a newer status of the same node, said or still waiting.
    fn newest_status(&mut self, node: &NodeId) {
        let same = |item: &Item| item.utterance.urgency == Urgency::Status && item.utterance.node == *node;
        if self.current.as_ref().is_some_and(same) {
            self.give_up();
        }
        let (old, kept): (VecDeque<_>, _) = std::mem::take(&mut self.status).into_iter().partition(same);
        self.status = kept;
        for item in old {
            self.log(&item, "stopped");
        }
    }

    fn hush(&mut self, keep_result: bool) {
        self.drop_page(keep_result);
        for item in std::mem::take(&mut self.status) {
            self.log(&item, "stopped");
        }
        self.paused = false;
    }

    /// Silence first; then nothing of a page is left, but the results that were not said to their end, if they are kept.
    fn drop_page(&mut self, keep_result: bool) {
        self.silence();
        if !keep_result {
            self.aside.clear();
        }
        let cut: Vec<_> = self.current.take().into_iter().chain(std::mem::take(&mut self.waiting)).collect();
        for item in cut {
            self.log(&item, "stopped");
            if keep_result && !item.again && item.utterance.urgency == Urgency::Result {
                self.aside.push(Item { at: 0, begun: false, again: true, ..item });
            }
        }
    }

    fn pause(&mut self, paused: bool) {
        self.paused = paused;
        if paused {
            self.hold();
        }
    }

    /// Silences the voice and forgets what it was saying.
    fn give_up(&mut self) {
        self.silence();
        if let Some(item) = self.current.take() {
            self.log(&item, "stopped");
        }
    }

    /// Silences the voice; the sentence it was saying begins anew when it goes on.
    fn hold(&mut self) {
        if self.silence()
            && let Some(item) = &mut self.current
            && std::mem::take(&mut item.begun)
        {
            let entry = entry(item, "stopped");
            self.out.push(Output::Log(entry));
        }
    }

    fn silence(&mut self) -> bool {
        let speaks = self.speaking.take().is_some();
        if speaks {
            self.out.push(Output::Stop);
        }
        speaks
    }

    fn says(&self, token: u64) -> bool {
        self.speaking.as_ref().is_some_and(|speaking| speaking.token == token)
    }

    fn began(&mut self, now: Duration, token: u64) {
        let Some(speaking) = self.speaking.as_mut().filter(|speaking| speaking.token == token && !speaking.began) else {
            return;
        };
        let Some(item) = &mut self.current else { return };
        let Some(piece) = item.pieces.get(item.at) else { return };
        speaking.began = true;
        // digits that are called out take half as long again
        speaking.until = now + expected(&piece.read, self.manner.rate) * 3 / 2 + PATIENCE;
        let (node, language, caption) = (item.utterance.node.clone(), piece.language, piece.caption.clone());
        let event = if std::mem::replace(&mut item.begun, true) { "sentence" } else { "begin" };
        let entry = entry(item, event);
        let sentence = item.at;
        self.out.push(Output::Log(entry));
        self.out.push(Output::Tell(Event::Began { node, language, caption, sentence }));
    }

    fn ended(&mut self, token: u64) {
        if !self.says(token) {
            return;
        }
        self.speaking = None;
        if let Some(mut item) = self.current.take() {
            item.at += 1;
            if item.at < item.pieces.len() {
                self.current = Some(item);
            } else {
                self.log(&item, "end");
            }
        }
    }

    fn opened(&mut self) {
        self.open = true;
        if std::mem::take(&mut self.lost) {
            self.out.push(Output::Tell(Event::Found));
        }
    }

    /// An end, or a beginning, that never came.
    fn watch(&mut self, now: Duration) {
        if let Some(speaking) = &self.speaking
            && now >= speaking.until
        {
            let trouble = if speaking.began { Trouble::NoSound } else { Trouble::Hung };
            self.trouble(trouble);
        }
    }

    fn trouble(&mut self, trouble: Trouble) {
        if self.speaking.is_some() {
            self.out.push(Output::Stop);
        }
        self.lose(trouble);
        self.out.push(Output::Restart);
    }

    /// No voice: what was being said is tried again when there is one, but not for ever.
    fn lose(&mut self, trouble: Trouble) {
        self.open = false;
        if self.speaking.take().is_some()
            && let Some(mut item) = self.current.take()
        {
            self.log(&item, "failed");
            item.tries += 1;
            item.begun = false;
            if item.tries < TRIES {
                self.current = Some(item);
            }
        }
        if !std::mem::replace(&mut self.lost, true) {
            self.out.push(Output::Tell(Event::Lost(trouble)));
        }
    }

    /// Starts what comes next, if nothing is being said.
    fn go_on(&mut self, now: Duration) {
        if self.speaking.is_some() || self.paused {
            return;
        }
        if self.current.is_none() {
            self.current = self.waiting.pop_front().or_else(|| self.status.pop_front());
        }
        let Some(item) = &self.current else {
            if std::mem::take(&mut self.busy) {
                self.out.push(Output::Tell(Event::Silent));
            }
            return;
        };
        let Some(piece) = item.pieces.get(item.at) else { return };
        if !self.open {
            return;
        }
        self.tokens += 1;
        let softer = Manner { volume: softer(self.manner.volume), ..self.manner };
        let manner = if item.utterance.urgency == Urgency::Again { softer } else { self.manner };
        let (token, text, tone) = (self.tokens, piece.read.clone(), Tone::of(manner));
        let voice = voice::of(piece.language, self.manner);
        self.speaking = Some(Speaking { token, began: false, until: now + PATIENCE });
        self.out.push(Output::Speak { token, voice, text, tone });
    }

    fn log(&mut self, item: &Item, event: &'static str) {
        let entry = entry(item, event);
        self.out.push(Output::Log(entry));
    }
}

/// A question that is asked again is asked softly, and yet to be heard.
const fn softer(volume: u8) -> u8 {
    if volume > 3 { volume - 2 } else { volume }
}

fn entry(item: &Item, event: &'static str) -> Entry {
    Entry {
        number: item.number,
        node: item.utterance.node.clone(),
        language: item.utterance.language,
        text: item.utterance.text.clone(),
        sentence: item.at,
        spoken: spoken(&item.pieces),
        event,
    }
}

#[cfg(test)]
mod tests;
