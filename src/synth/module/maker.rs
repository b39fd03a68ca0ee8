//! Makes the sound of a plan, sentence after sentence, on a thread of its own: by the neural voice, and where that fails by espeak-ng,
//! from the clause on that was not made. It waits when it is ahead of what is heard.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::Config;
use super::espeak::Espeak;
use super::neural::Neural;
use super::plan::{Part, Plan};
use super::speaker::Message;
use crate::speech::{Because, Chinese, Standing};

/// How many pieces of sound may wait to be heard.
const AHEAD: usize = 2;

/// Somebody who can say a sentence.
pub trait Voice: Send + Sync {
    /// Says it, and hands sound out in pieces (the neural voice: a clause each) until it is all said or nobody wants more (`false`).
    ///
    /// # Errors
    /// Why it cannot; nothing if that says nothing about the voice.
    fn say(&self, text: &str, part: &Part, plan: &Plan, each: &mut dyn FnMut(u32, Vec<i16>) -> bool) -> Result<(), Option<Because>>;
    /// Will be wanted soon.
    fn warm(&self) {}
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

/// One who is at work. Dropped, it stops.
#[derive(Debug)]
pub struct Maker {
    credit: Sender<()>,
}

impl Maker {
    /// A piece was used: another may be made.
    pub fn more(&self) {
        // it has made all
        let _ = self.credit.send(());
    }
}

impl Makers {
    /// The real ones.
    pub fn real(config: &Config) -> Self {
        Self { neural: Box::new(Neural::new(config.folder.clone())), machine: Box::new(Espeak::default()) }
    }

    /// Gets ready.
    pub fn warm(&self) {
        self.neural.warm();
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
        let makers = Arc::clone(self);
        let work =
            Work { makers, plan, against, credits, made: 0, tell: Box::new(move |made| inbox.send(Message::Made(number, made)).is_ok()) };
        thread::Builder::new().name("maker".into()).spawn(move || work.run(place))?;
        Ok(Maker { credit })
    }
}

struct Work {
    makers: Arc<Makers>,
    plan: Arc<Plan>,
    against: Option<Because>,
    credits: Receiver<()>,
    made: usize,
    tell: Box<dyn Fn(Made) -> bool + Send>,
}

impl Work {
    fn run(mut self, from: Place) {
        let plan = Arc::clone(&self.plan);
        for (at, part) in plan.parts.iter().enumerate().skip(from.part) {
            let place = Place { part: at, clause: if at == from.part { from.clause } else { 0 } };
            let going_on = self.part(part, place);
            match going_on {
                Ok(true) if (self.tell)(Made::Part(at)) => {}
                Ok(_) => return,
                Err(_) => {
                    (self.tell)(Made::Nothing);
                    return;
                }
            }
        }
        (self.tell)(Made::End);
    }

    /// Makes a sentence; false when nobody wants more.
    fn part(&mut self, part: &Part, mut place: Place) -> Result<bool, Option<Because>> {
        if part.text.is_empty() {
            return Ok(true);
        }
        let (makers, plan) = (Arc::clone(&self.makers), Arc::clone(&self.plan));
        let chinese = part.voice.chinese;
        let neural = part.voice.is_neural();
        let mut trouble = self.against;
        if neural && trouble.is_none() {
            let by = chinese.map(|chinese| Standing { chinese, because: None });
            let mut wanted = true;
            let said = makers.neural.say(&rest(&part.text, place.clause), part, &plan, &mut |rate, samples| {
                place.clause += 1;
                wanted = self.put(Made::Sound { next: place, by, rate, samples });
                wanted
            });
            match said {
                Ok(()) => return Ok(wanted),
                Err(because) => trouble = because,
            }
            self.against = trouble;
        }
        let by = match (neural, trouble) {
            (true, None) => None,
            (true, because) => Some(Standing { chinese: Chinese::Machine, because }),
            (false, _) => chinese.map(|chinese| Standing { chinese, because: None }),
        };
        let mut wanted = true;
        makers.machine.say(&rest(&part.text, place.clause), part, &plan, &mut |rate, samples| {
            wanted = self.put(Made::Sound { next: place, by, rate, samples });
            wanted
        })?;
        Ok(wanted)
    }

    /// Hands it out when there is room; false if nobody wants it.
    fn put(&mut self, made: Made) -> bool {
        self.made += 1;
        (self.made <= AHEAD || self.credits.recv().is_ok()) && (self.tell)(made)
    }
}

/// What is left of a sentence behind so many clauses.
fn rest(text: &str, clauses: usize) -> String {
    let ends = |c| "，。！？；：、".contains(c);
    text.split_inclusive(ends).skip(clauses).collect()
}
