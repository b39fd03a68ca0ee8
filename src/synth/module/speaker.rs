//! Hands sound out, a block at a time and only a little ahead of what is heard, so that silence comes at once and nothing piles up in the
//! daemon. Says when it begins, when it has ended, and when it was silenced. Notices when the neural voice keeps somebody waiting.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use super::Config;
use super::maker::{Made, Maker, Makers, Place};
use super::plan::Plan;
use super::protocol::{self, BEGIN, END, Output, PAUSE, STOP};
use super::speaks::Speaks;
use crate::speech::Because;

/// How long one waits for the neural voice after what was heard last; after each time in vain half as long, to an eighth.
const PATIENCE: Duration = Duration::from_millis(1200);
/// How much is handed out before it is heard. The daemon throws away what it has when it silences us.
const AHEAD: Duration = Duration::from_millis(300);
/// How many blocks a second of sound has.
const BLOCKS: u32 = 10;

/// What arrives at the speaker.
pub enum Message {
    /// From the daemon.
    Order(Order),
    /// From the maker of that number.
    Made(u64, Made),
}

/// What it is to do.
pub enum Order {
    /// Say this.
    Speak(Plan),
    /// Silence.
    Stop,
    /// Silence, for a while.
    Pause,
    /// The daemon plays nothing.
    Deaf,
    /// End.
    Quit,
}

/// The speaker.
pub struct Speaker {
    makers: Arc<Makers>,
    output: Output,
    speaks: Speaks,
    inbox: Sender<Message>,
    messages: Receiver<Message>,
    /// The number of the last maker.
    number: u64,
    /// How often in a row the neural voice was waited for in vain.
    vain: u32,
    deaf: bool,
    /// What arrived while something else was said.
    next: Option<Plan>,
}

/// What is being said.
struct Saying {
    plan: Arc<Plan>,
    maker: Maker,
    made: VecDeque<Made>,
    /// Samples that wait, and how many there are a second.
    sound: VecDeque<i16>,
    rate: u32,
    /// Where one would go on.
    place: Place,
    against: Option<Because>,
    begun: bool,
    /// When the sound that was handed out will have been heard.
    heard: Instant,
}

/// How an utterance ended.
enum End {
    Said,
    Silenced,
    Paused,
    Quit,
}

impl Saying {
    /// Whether it waits for the neural voice.
    fn waits(&self) -> bool {
        self.against.is_none() && self.plan.parts.get(self.place.part).is_some_and(|part| part.voice.is_neural())
    }
}

impl Speaker {
    /// Makes sound by `makers`, takes messages from `mail`.
    pub fn new(makers: Arc<Makers>, config: &Config, output: Output, mail: (Sender<Message>, Receiver<Message>)) -> Self {
        let (inbox, messages) = mail;
        let speaks = Speaks::new(config.speaks.clone());
        Self { makers, output, speaks, inbox, messages, number: 0, vain: 0, deaf: false, next: None }
    }

    /// Until [`Order::Quit`], or until nobody reads.
    pub fn run(mut self) {
        loop {
            let plan = match self.next.take() {
                Some(plan) => plan,
                None => match self.messages.recv() {
                    Ok(Message::Order(Order::Speak(plan))) => plan,
                    Ok(Message::Order(Order::Deaf)) => {
                        self.deaf = true;
                        continue;
                    }
                    Ok(Message::Order(Order::Quit)) | Err(_) => return,
                    // there is nothing to silence, and nobody waits for what was made
                    Ok(_) => continue,
                },
            };
            let word = match self.say(plan) {
                Ok(End::Said) => END,
                Ok(End::Silenced) => STOP,
                Ok(End::Paused) => PAUSE,
                Ok(End::Quit) | Err(_) => return,
            };
            if protocol::say(&self.output, word.as_bytes()).is_err() {
                return;
            }
        }
    }

    fn start(&mut self, plan: &Arc<Plan>, place: Place, against: Option<Because>) -> io::Result<Maker> {
        self.number += 1;
        self.makers.start(Arc::clone(plan), place, against, (self.number, self.inbox.clone()))
    }

    fn say(&mut self, plan: Plan) -> io::Result<End> {
        let plan = Arc::new(plan);
        let maker = self.start(&plan, Place::default(), None)?;
        let mut saying = Saying {
            plan,
            maker,
            made: VecDeque::new(),
            sound: VecDeque::new(),
            rate: 1,
            place: Place::default(),
            against: None,
            begun: false,
            heard: Instant::now(),
        };
        loop {
            let until = if saying.sound.is_empty() {
                match saying.made.pop_front() {
                    Some(made) => match self.take(&mut saying, made)? {
                        true => return Ok(End::Said),
                        false => continue,
                    },
                    None => saying.waits().then(|| saying.heard + PATIENCE / (1 << self.vain.min(3))),
                }
            } else {
                Some(saying.heard.checked_sub(AHEAD).unwrap_or(saying.heard))
            };
            match self.wait(until) {
                Ok(Message::Made(number, made)) if number == self.number => saying.made.push_back(made),
                Ok(Message::Made(..)) => {}
                Ok(Message::Order(Order::Stop)) => return Ok(End::Silenced),
                Ok(Message::Order(Order::Pause)) => return Ok(End::Paused),
                Ok(Message::Order(Order::Speak(plan))) => {
                    self.next = Some(plan);
                    return Ok(End::Silenced);
                }
                Ok(Message::Order(Order::Deaf)) => self.deaf = true,
                Ok(Message::Order(Order::Quit)) | Err(RecvTimeoutError::Disconnected) => return Ok(End::Quit),
                Err(RecvTimeoutError::Timeout) if saying.sound.is_empty() => self.give_up(&mut saying)?,
                Err(RecvTimeoutError::Timeout) => self.hand_out(&mut saying)?,
            }
        }
    }

    fn wait(&self, until: Option<Instant>) -> Result<Message, RecvTimeoutError> {
        match until {
            Some(until) => self.messages.recv_timeout(until.saturating_duration_since(Instant::now())),
            None => self.messages.recv().map_err(|_| RecvTimeoutError::Disconnected),
        }
    }

    /// The neural voice is not waited for any longer: the rest is the machine's.
    fn give_up(&mut self, saying: &mut Saying) -> io::Result<()> {
        self.vain += 1;
        saying.against = Some(Because::Ended);
        let machine = self.start(&saying.plan, saying.place, saying.against)?;
        std::mem::replace(&mut saying.maker, machine).leave();
        Ok(())
    }

    /// Takes what was made; true when all has been said.
    fn take(&mut self, saying: &mut Saying, made: Made) -> io::Result<bool> {
        match made {
            Made::Sound { next, by, rate, samples } => {
                saying.maker.more();
                saying.place = next;
                (saying.rate, saying.sound) = (rate.max(BLOCKS), samples.into());
                if let Some(standing) = by {
                    self.speaks.tell(standing);
                    saying.against = saying.against.or(standing.because);
                    if standing.because.is_none() {
                        self.vain = 0;
                    }
                }
                self.begin(saying)?;
            }
            Made::Part(part) => {
                saying.place = Place { part: part + 1, clause: 0 };
                if saying.plan.parts.get(part).is_some_and(|part| part.mark.is_some()) {
                    self.begin(saying)?;
                }
                if let Some(mark) = saying.plan.parts.get(part).and_then(|part| part.mark.as_deref()) {
                    protocol::say(&self.output, protocol::mark(mark).as_bytes())?;
                }
            }
            Made::End if !self.deaf => {
                self.begin(saying)?;
                return Ok(true);
            }
            // An end that never comes is how one is told that nothing is heard.
            Made::End | Made::Nothing => {
                self.begin(saying)?;
                saying.against = Some(Because::Ended);
            }
        }
        Ok(false)
    }

    fn begin(&self, saying: &mut Saying) -> io::Result<()> {
        if std::mem::replace(&mut saying.begun, true) { Ok(()) } else { protocol::say(&self.output, BEGIN.as_bytes()) }
    }

    /// The next block.
    fn hand_out(&self, saying: &mut Saying) -> io::Result<()> {
        let length = saying.sound.len().min((saying.rate / BLOCKS) as usize);
        let block: Vec<i16> = saying.sound.drain(..length).collect();
        if !self.deaf {
            protocol::say(&self.output, &protocol::block(saying.rate, &block))?;
        }
        let lasts = Duration::from_secs_f64(length as f64 / f64::from(saying.rate));
        saying.heard = saying.heard.max(Instant::now()) + lasts;
        Ok(())
    }
}
