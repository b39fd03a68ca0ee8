//! The thread between the queue and the voice: it moves their messages and keeps the clock. Decides nothing itself.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use super::daemon::supervise::{self, News, Order};
use super::log::Log;
use super::queue::{Input, Output, Queue};
use super::voice::{self, Mute, Report, Tone, Voice};
use super::{Event, Manner, Options, Standing, Trouble, daemon};

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
    /// From the voice.
    Report(Report),
    /// From the supervisor.
    News(News),
    /// End.
    Stop,
}

struct Driver<F> {
    queue: Queue,
    voice: Option<Box<dyn Voice>>,
    /// Until when it is being warmed up.
    warming: Option<Instant>,
    /// After silence where there should have been sound, a voice must prove itself first.
    suspect: bool,
    supervisor: Option<Sender<Order>>,
    log: Option<Log>,
    /// Who speaks Chinese, and where that is told.
    standing: Option<Standing>,
    runtime: PathBuf,
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
        voice: None,
        warming: None,
        suspect: false,
        supervisor: None,
        log,
        standing: None,
        runtime: options.runtime.clone(),
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
    /// The voice, or what brings it.
    fn open(&mut self, options: &Options, messages: &Sender<Message>) {
        let (news, reports) = (messages.clone(), messages.clone());
        let report = move |report| {
            // the driver has ended, and nobody listens
            let _ = reports.send(Message::Report(report));
        };
        if !options.audible {
            self.voice = Some(Box::new(Mute::start(report)));
            self.step(Input::Open);
            return;
        }
        let (orders, inbox) = channel();
        let tell = move |one| {
            let _ = news.send(Message::News(one));
        };
        let started = supervise::start(options.clone(), inbox, orders.clone(), tell, report);
        match started {
            Ok(()) => self.supervisor = Some(orders),
            Err(_) => self.step(Input::Lost(Trouble::NoDaemon)),
        }
    }

    /// The next message, or a tick when it is time; nothing when it is to end.
    fn next(&self, inbox: &Receiver<Message>) -> Option<Message> {
        let speaking = self.queue.deadline().map(|deadline| self.start + deadline);
        let received = match self.warming.into_iter().chain(speaking).min() {
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
                if input == Input::Tick && self.warming.is_some_and(|until| Instant::now() >= until) {
                    self.warming = None;
                    self.suspect = true;
                    self.step(Input::Lost(Trouble::NoSound));
                    self.order(Order::Restart);
                }
                self.step(input);
            }
            Message::Report(Report::Ended(WARM)) => {
                self.warming = None;
                if std::mem::take(&mut self.suspect) {
                    self.step(Input::Open);
                }
                self.order(Order::Fine);
            }
            Message::Report(Report::Began(WARM) | Report::Failed(WARM)) => {}
            Message::Report(Report::Began(token)) => {
                self.look_who_speaks();
                self.step(Input::Began(token));
            }
            Message::Report(Report::Ended(token)) => {
                self.look_who_speaks();
                self.order(Order::Fine);
                self.step(Input::Ended(token));
            }
            Message::Report(Report::Failed(token)) => self.step(Input::Failed(token)),
            Message::News(News::Opened(voice)) => self.opened(voice),
            Message::News(News::Lost(trouble)) => {
                self.voice = None;
                self.warming = None;
                self.step(Input::Lost(trouble));
            }
            Message::News(News::Gone) | Message::Stop => {}
        }
    }

    /// The voice is there: it speaks, or else it is warmed up.
    fn opened(&mut self, voice: Box<dyn Voice>) {
        self.voice = Some(voice);
        if !self.suspect {
            self.step(Input::Open);
        }
        if (self.suspect || self.queue.idle())
            && let Some(voice) = &self.voice
        {
            voice.speak(WARM, voice::QUICKEST, "0".to_owned(), Tone::SILENT);
            self.warming = Some(Instant::now() + WARM_LIMIT);
        }
    }

    /// Tells if somebody else speaks Chinese than before.
    fn look_who_speaks(&mut self) {
        let standing = daemon::standing(&self.runtime);
        if let Some(standing) = standing.filter(|_| self.supervisor.is_some() && self.standing != standing) {
            self.standing = Some(standing);
            (self.on_event)(Event::Speaks(standing));
        }
    }

    fn step(&mut self, input: Input) {
        for output in self.queue.step(self.start.elapsed(), input) {
            match output {
                Output::Stop => {
                    if let Some(voice) = &self.voice {
                        voice.stop();
                    }
                }
                Output::Speak { token, voice: named, text, tone } => {
                    if let Some(voice) = &self.voice {
                        if self.warming.take().is_some() {
                            voice.stop();
                        }
                        voice.speak(token, named, text, tone);
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

    /// Silence, then the end of the daemon, then that of its connection: in this order none of them can hang us.
    fn close(&mut self, inbox: &Receiver<Message>) {
        self.step(Input::Hush { keep_result: false });
        self.order(Order::Stop);
        let until = Instant::now() + END;
        while self.supervisor.is_some() {
            match inbox.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(Message::News(News::Opened(voice))) => self.voice = Some(voice),
                Ok(Message::News(News::Lost(_))) => self.voice = None,
                Ok(Message::News(News::Gone)) | Err(_) => return,
                Ok(_) => {}
            }
        }
    }
}
