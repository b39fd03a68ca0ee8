//! Makes the sound of a plan, sentence after sentence, on a thread of its own: by the neural voice, and where that fails by espeak-ng,
//! from the clause on that was not made. It waits when it is ahead of what is heard.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::Config;
use super::espeak::Espeak;
use super::neural::Neural;
use super::plan::{Part, Plan};
use super::speaker::Message;
use crate::speech::voice::Named;
use crate::speech::{Because, Chinese, Standing};
use crate::synth::clause::clauses;
use crate::synth::wire::Urgency;

/// How many pieces of sound may wait to be heard.
const AHEAD: usize = 2;

/// Somebody who can say a sentence.
pub trait Voice: Send + Sync {
    /// Says it, and hands sound out in pieces, with their samples a second, until it is all said or nobody wants more (`false`).
    /// The neural voice hands out a clause each time.
    ///
    /// # Errors
    /// Why it cannot; nothing if that says nothing about the voice.
    fn say(&self, asked: &Asked<'_>, each: &mut dyn FnMut(u32, Vec<i16>) -> bool) -> Result<(), Option<Because>>;
    /// Will be wanted soon.
    fn warm(&self) {}
}

/// What one is asked to say.
pub struct Asked<'a> {
    /// The words.
    pub text: &'a str,
    /// By whom.
    pub voice: &'static Named,
    /// Per cent of the usual speed.
    pub percent: u16,
    /// How soon: only who waits is refused where the machine is too slow.
    pub urgency: Urgency,
    /// For who waits: what to do when nobody wants it any more.
    pub unwanted: &'a Unwanted,
}

/// Both who can.
pub struct Makers {
    /// The app's own voice.
    pub neural: Box<dyn Voice>,
    /// The machine's.
    pub machine: Box<dyn Voice>,
}

/// A place in a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// Which sentence.
    pub part: usize,
    /// How many of its clauses were made.
    pub clause: usize,
}

/// What was made.
#[derive(Debug, Clone, PartialEq)]
pub enum Made {
    /// Sound.
    Sound {
        /// Where one would go on.
        next: Place,
        /// Who speaks Chinese, if it is that.
        by: Option<Standing>,
        /// Samples a second.
        rate: u32,
        /// The samples, as loud as wanted.
        samples: Vec<i16>,
    },
    /// A sentence to its end.
    Part(usize),
    /// All.
    End,
    /// Nobody can say it.
    Nothing,
}

/// Whether nobody wants what is being made, and what is done then.
#[derive(Clone, Default)]
pub struct Unwanted(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    unwanted: bool,
    call: Option<Box<dyn FnOnce() + Send>>,
}

impl Unwanted {
    /// This is to be done then, in place of what was before.
    pub fn call(&self, call: impl FnOnce() + Send + 'static) {
        let mut state = self.state();
        if state.unwanted { call() } else { state.call = Some(Box::new(call)) }
    }
    /// It was all said: there is nothing left to do.
    pub fn said(&self) {
        self.state().call = None;
    }
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One who is at work. Dropped, it stops.
pub struct Maker {
    credit: Sender<()>,
    unwanted: Unwanted,
}

impl Maker {
    /// A piece was used: another may be made.
    pub fn more(&self) {
        // it has made all
        let _ = self.credit.send(());
    }
    /// It came too late: it stops behind the clause that is being made, which is kept for the next time.
    pub fn leave(self) {
        let mut state = self.unwanted.state();
        // in this order: who is let go must know that nobody listens
        state.unwanted = true;
        state.call = None;
    }
}

impl Drop for Maker {
    fn drop(&mut self) {
        let mut state = self.unwanted.state();
        state.unwanted = true;
        if let Some(call) = state.call.take() {
            call();
        }
    }
}

impl Makers {
    /// The real ones.
    pub fn real(config: &Config) -> Self {
        Self { neural: Box::new(Neural::new(config.folder.clone())), machine: Box::new(Espeak::default()) }
    }

    /// Begins to make `plan` from `place` on, the neural voice only if there is nothing `against` it. What was made is sent as `number`.
    ///
    /// # Errors
    /// There are no threads.
    pub fn start(
        self: &Arc<Self>,
        plan: Arc<Plan>,
        place: Place,
        against: Option<Because>,
        (number, inbox): (u64, Sender<Message>),
    ) -> io::Result<Maker> {
        let (credit, credits) = channel();
        let (makers, unwanted) = (Arc::clone(self), Unwanted::default());
        let tell = Box::new(move |made| inbox.send(Message::Made(number, made)).is_ok());
        let work = Work { makers, plan, against, credits, unwanted: unwanted.clone(), made: 0, tell };
        thread::Builder::new().name("maker".into()).spawn(move || work.run(place))?;
        Ok(Maker { credit, unwanted })
    }
}

struct Work {
    makers: Arc<Makers>,
    plan: Arc<Plan>,
    against: Option<Because>,
    credits: Receiver<()>,
    unwanted: Unwanted,
    made: usize,
    tell: Box<dyn Fn(Made) -> bool + Send>,
}

impl Work {
    fn run(mut self, from: Place) {
        let plan = Arc::clone(&self.plan);
        for (at, part) in plan.parts.iter().enumerate().skip(from.part) {
            let place = Place { part: at, clause: if at == from.part { from.clause } else { 0 } };
            let made = if part.text.is_empty() { Ok(()) } else { self.part(part, place) };
            let made = if made.is_ok() { Made::Part(at) } else { Made::Nothing };
            if self.unwanted.state().unwanted || !(self.tell)(made.clone()) || made == Made::Nothing {
                return;
            }
        }
        (self.tell)(Made::End);
    }

    /// Makes a sentence.
    fn part(&mut self, part: &Part, mut place: Place) -> Result<(), Option<Because>> {
        let makers = Arc::clone(&self.makers);
        let mut by = part.voice.chinese.map(|chinese| Standing { chinese, because: None });
        if part.voice.is_neural() {
            let made = match self.against {
                Some(because) => Err(Some(because)),
                None => self.said(&*makers.neural, part, &part.text, || {
                    place.clause += 1;
                    (place, by)
                }),
            };
            let Err(because) = made else { return Ok(()) };
            self.against = because;
            by = because.map(|because| Standing { chinese: Chinese::Machine, because: Some(because) });
        }
        if self.unwanted.state().unwanted {
            return Ok(());
        }
        let left: String = match place.clause {
            0 => part.text.clone(),
            made => clauses(&part.text).into_iter().skip(made).map(|clause| clause.text).collect(),
        };
        // it failed behind the last word
        if !left.contains(char::is_alphanumeric) {
            return Ok(());
        }
        self.said(&*makers.machine, part, &left, || (place, by))
    }

    /// Lets a voice say it.
    fn said(
        &mut self,
        voice: &dyn Voice,
        part: &Part,
        text: &str,
        mut note: impl FnMut() -> (Place, Option<Standing>),
    ) -> Result<(), Option<Because>> {
        let unwanted = self.unwanted.clone();
        let asked = Asked { text, voice: part.voice, percent: self.plan.percent, urgency: Urgency::Now, unwanted: &unwanted };
        voice.say(&asked, &mut |rate, mut samples| {
            let gain = self.plan.gain;
            if gain < 1.0 {
                samples.iter_mut().for_each(|sample| *sample = (f32::from(*sample) * gain) as i16);
            }
            let (next, by) = note();
            self.made += 1;
            let wanted = self.made <= AHEAD || self.credits.recv().is_ok();
            wanted && (self.tell)(Made::Sound { next, by, rate, samples })
        })
    }
}
