//! The thread between the queue and the voices: it moves their messages and keeps the clock. Decides nothing itself.

use std::collections::HashMap;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use super::daemon::supervise::{self, News, Order};
use super::log::Log;
use super::queue::{Input, Output, Queue};
use super::voice::{Mute, Report, Tone, Tongue, Voice};
use super::{Event, Manner, Options, Trouble};

/// The token of a silent utterance that warms a connection up, or tries it.
const WARM: u64 = 0;
/// How long that may take. The first one of a daemon takes 2 seconds.
const WARM_LIMIT: Duration = Duration::from_secs(6);
/// How long the end may take.
const END: Duration = Duration::from_secs(4);

/// What arrives at the driver.
pub enum Message {
    /// For the queue.
    Input(Input),
    /// From a voice.
    Report(Tongue, Report),
    /// From the supervisor.
    News(News),
    /// End.
    Stop,
}

struct Driver<F> {
    queue: Queue,
    voices: HashMap<Tongue, Box<dyn Voice>>,
    /// The voices that are being warmed up, and until when.
    warming: HashMap<Tongue, Instant>,
    /// After silence where there should have been sound, a voice must prove itself first.
    suspect: bool,
    supervisor: Option<Sender<Order>>,
    log: Option<Log>,
    start: Instant,
    on_event: F,
}

/// Runs until [`Message::Stop`] has been done.
pub fn run(options: &Options, manner: Manner, inbox: &Receiver<Message>, messages: &Sender<Message>, on_event: impl Fn(Event)) {
    let log = options.log.as_deref().and_then(|path| match Log::create(path) {
        Ok(log) => Some(log),
        Err(error) => {
            tracing::error!(%error, "the speech log cannot be written");
            None
        }
    });
    let mut driver = Driver {
        queue: Queue::new(manner),
        voices: HashMap::new(),
        warming: HashMap::new(),
        suspect: false,
        supervisor: None,
        log,
        start: Instant::now(),
        on_event,
    };
    driver.open(options, messages);
    while let Some(message) = driver.next(inbox) {
        driver.take(message);
    }
    driver.close(inbox);
}

impl<F: Fn(Event)> Driver<F> {
    /// The voices, or what brings them.
    fn open(&mut self, options: &Options, messages: &Sender<Message>) {
        let report = |tongue| {
            let messages = messages.clone();
            move |report| {
                // the driver has ended, and nobody listens
                let _ = messages.send(Message::Report(tongue, report));
            }
        };
        if !options.audible {
            for tongue in Tongue::ALL {
                self.voices.insert(tongue, Box::new(Mute::start(report(tongue))));
                self.step(Input::Open(tongue));
            }
            return;
        }
        let (orders, inbox) = channel();
        let (news, reports) = (messages.clone(), messages.clone());
        let started = supervise::start(
            options.runtime.clone(),
            inbox,
            orders.clone(),
            move |one| {
                let _ = news.send(Message::News(one));
            },
            move |tongue, one| {
                let _ = reports.send(Message::Report(tongue, one));
            },
        );
        match started {
            Ok(()) => self.supervisor = Some(orders),
            Err(_) => self.step(Input::Lost(Trouble::NoDaemon)),
        }
    }

    /// The next message, or a tick when it is time; nothing when it is to end.
    fn next(&self, inbox: &Receiver<Message>) -> Option<Message> {
        let speaking = self.queue.deadline().map(|deadline| self.start + deadline);
        let received = match self.warming.values().copied().chain(speaking).min() {
            Some(until) => inbox.recv_timeout(until.saturating_duration_since(Instant::now())),
            None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match received {
            Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => None,
            Ok(message) => Some(message),
            Err(RecvTimeoutError::Timeout) => Some(Message::Input(Input::Tick)),
        }
    }

    fn take(&mut self, message: Message) {
        match message {
            Message::Input(input) => {
                if input == Input::Tick && self.warming.values().any(|until| Instant::now() >= *until) {
                    self.warming.clear();
                    self.suspect = true;
                    self.step(Input::Lost(Trouble::NoSound));
                    self.order(Order::Restart);
                }
                self.step(input);
            }
            Message::Report(tongue, Report::Ended(WARM)) => {
                self.warming.remove(&tongue);
                if std::mem::take(&mut self.suspect) {
                    for tongue in self.voices.keys().copied().collect::<Vec<_>>() {
                        self.step(Input::Open(tongue));
                    }
                }
                self.order(Order::Fine);
            }
            Message::Report(_, Report::Began(WARM) | Report::Failed(WARM)) => {}
            Message::Report(_, Report::Began(token)) => self.step(Input::Began(token)),
            Message::Report(_, Report::Ended(token)) => {
                self.order(Order::Fine);
                self.step(Input::Ended(token));
            }
            Message::Report(_, Report::Failed(token)) => self.step(Input::Failed(token)),
            Message::News(News::Opened(tongue, voice)) => self.opened(tongue, voice),
            Message::News(News::Lost(trouble)) => {
                self.voices.clear();
                self.warming.clear();
                self.step(Input::Lost(trouble));
            }
            Message::News(News::Gone) | Message::Stop => {}
        }
    }

    /// A voice is there: it speaks, or else it is warmed up.
    fn opened(&mut self, tongue: Tongue, voice: Box<dyn Voice>) {
        self.voices.insert(tongue, voice);
        if !self.suspect {
            self.step(Input::Open(tongue));
        }
        if (self.suspect || self.queue.idle())
            && self.warming.is_empty()
            && let Some(voice) = self.voices.get(&tongue)
        {
            voice.speak(WARM, "0".to_owned(), Tone::SILENT);
            self.warming.insert(tongue, Instant::now() + WARM_LIMIT);
        }
    }

    fn step(&mut self, input: Input) {
        for output in self.queue.step(self.start.elapsed(), input) {
            match output {
                Output::Stop(tongue) => {
                    if let Some(voice) = self.voices.get(&tongue) {
                        voice.stop();
                    }
                }
                Output::Speak { token, tongue, text, tone } => {
                    for (warm, _) in self.warming.drain() {
                        if let Some(voice) = self.voices.get(&warm) {
                            voice.stop();
                        }
                    }
                    if let Some(voice) = self.voices.get(&tongue) {
                        voice.speak(token, text, tone);
                    }
                }
                Output::Tell(event) => {
                    self.suspect |= event == Event::Lost(Trouble::NoSound);
                    (self.on_event)(event);
                }
                Output::Log(entry) => {
                    if let Some(Err(error)) = self.log.as_mut().map(|log| log.write(&entry)) {
                        tracing::error!(%error, "the speech log cannot be written");
                        self.log = None;
                    }
                }
                Output::Restart => self.order(Order::Restart),
            }
        }
    }

    fn order(&self, order: Order) {
        if let Some(supervisor) = &self.supervisor {
            // an ended supervisor has told so
            let _ = supervisor.send(order);
        }
    }

    /// Silence, then the end of the daemon, then that of its connections: in this order none of them can hang us.
    fn close(&mut self, inbox: &Receiver<Message>) {
        self.step(Input::Hush { keep_result: false });
        self.order(Order::Stop);
        let until = Instant::now() + END;
        while self.supervisor.is_some() {
            match inbox.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(Message::News(News::Opened(tongue, voice))) => {
                    self.voices.insert(tongue, voice);
                }
                Ok(Message::News(News::Lost(_))) => self.voices.clear(),
                Ok(Message::News(News::Gone)) | Err(_) => return,
                Ok(_) => {}
            }
        }
    }
}
