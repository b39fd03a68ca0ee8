//! A server with a maker made up, and one who asks it.

use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use super::super::super::cache::{self, Key};
use super::super::super::client::{self, Client};
use super::super::super::wire::{self, Ask, Failed, Say, Urgency};
use super::super::super::{Folder, RATE, Timbre};
use super::super::work::{Maker, Source};
use super::super::{Fixed, Limits, Server};

/// How long anything may take.
pub const LIMIT: Duration = Duration::from_secs(20);
/// What breaks the maker.
pub const BREAKS: &str = "坏了";
/// What is not made before a test has long ended.
pub const HANGS: &str = "很久";

/// A maker that tells what it makes, and waits until it may go on.
struct Fake {
    made: Sender<String>,
    /// One for each clause; free if nobody holds the other end.
    turns: Arc<Mutex<Receiver<()>>>,
    work: Duration,
    loads: Arc<AtomicUsize>,
    model: Arc<Mutex<Result<u64, Failed>>>,
}

impl Source for Fake {
    fn load(&self) -> Result<Arc<dyn Maker>, Failed> {
        self.loads.fetch_add(1, Ordering::Relaxed);
        (*self.model.lock().unwrap())?;
        Ok(Arc::new(Hand { made: self.made.clone(), turns: Arc::clone(&self.turns), work: self.work }))
    }
    fn model(&self) -> Option<SystemTime> {
        let number = *self.model.lock().unwrap();
        number.ok().map(|number| SystemTime::UNIX_EPOCH + Duration::from_secs(number))
    }
}

struct Hand {
    made: Sender<String>,
    turns: Arc<Mutex<Receiver<()>>>,
    work: Duration,
}

impl Maker for Hand {
    fn make(&self, key: &Key, _: Urgency) -> Result<Vec<i16>, Failed> {
        let _ = self.made.send(key.text.clone());
        if key.text.contains(HANGS) {
            thread::sleep(2 * LIMIT);
        }
        let _ = self.turns.lock().unwrap().recv();
        assert!(!key.text.contains(BREAKS));
        thread::sleep(self.work);
        Ok(sound(&key.text))
    }
}

/// The sound of a clause: a second and a bit, another one for each.
pub fn sound(text: &str) -> Vec<i16> {
    let seed = text.bytes().fold(7_u32, |seed, byte| seed.wrapping_mul(31) + u32::from(byte));
    (0..RATE + seed % 1000).map(|at| (at.wrapping_mul(seed) % 2000) as i16 - 1000).collect()
}

pub struct House {
    pub folder: Folder,
    pub made: Receiver<String>,
    pub turns: Option<Sender<()>>,
    pub loads: Arc<AtomicUsize>,
    pub model: Arc<Mutex<Result<u64, Failed>>>,
    pub ended: Receiver<std::io::Result<()>>,
    _temporary: tempfile::TempDir,
}

/// Times that pass quickly.
pub const QUICK: Limits = Limits { linger: LIMIT, quiet: Duration::from_millis(50), again: LIMIT };

impl House {
    /// With a maker that waits for [`Self::turn`].
    pub fn held(limits: Limits) -> Self {
        Self::of(limits, Duration::ZERO, Ok(1))
    }

    /// With one that is free.
    pub fn free(limits: Limits) -> Self {
        let mut house = Self::held(limits);
        house.turns = None;
        house
    }

    pub fn of(limits: Limits, work: Duration, model: Result<u64, Failed>) -> Self {
        Self::filled(limits, work, model, |_| Ok(Vec::new()))
    }

    /// With sentences that are always said.
    pub fn filled(limits: Limits, work: Duration, model: Result<u64, Failed>, fixed: impl Fixed) -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let folder = Folder::at(temporary.path().join("deep/".repeat(40)));
        let mut server = Server::open(&folder).unwrap().unwrap();
        std::fs::write(folder.model(), "").unwrap();
        server.limits = limits;
        let ((told, made), (turns, waits), (end, ended)) = (channel(), channel(), channel());
        let (loads, model) = (Arc::default(), Arc::new(Mutex::new(model)));
        let fake = Fake { made: told, turns: Arc::new(Mutex::new(waits)), work, loads: Arc::clone(&loads), model: Arc::clone(&model) };
        thread::spawn(move || end.send(server.serve(fake, fixed)));
        Self { folder, made, turns: Some(turns), loads, model, ended, _temporary: temporary }
    }

    pub fn client(&self) -> Client {
        Client::open(&self.folder).unwrap()
    }

    /// What is being made now.
    pub fn making(&self) -> String {
        self.made.recv_timeout(LIMIT).unwrap()
    }

    /// Lets it be made.
    pub fn turn(&self) {
        self.turns.as_ref().unwrap().send(()).unwrap();
    }

    /// Asks over a socket of its own, which is closed when dropped.
    pub fn ask(&self, text: &str, urgency: Urgency) -> UnixStream {
        let mut stream = client::connect(&self.folder).unwrap().into_inner();
        stream.set_read_timeout(Some(LIMIT)).unwrap();
        wire::write(&mut stream, &Ask::Say(say(text, urgency))).unwrap();
        stream
    }

    /// Waits until so many renderings wait.
    pub fn waiting(&self, count: usize) {
        let (mut client, until) = (self.client(), Instant::now() + LIMIT);
        while client.health().unwrap().waiting != count {
            assert!(Instant::now() < until, "{:?}", client.health());
            thread::sleep(Duration::from_millis(2));
        }
    }
}

pub fn say(text: &str, urgency: Urgency) -> Say {
    Say { text: text.into(), taiwan: false, timbre: Timbre::Yunxi, urgency }
}

/// Says it, waiting long.
pub fn said(client: &mut Client, text: &str) -> Vec<Result<Vec<i16>, Failed>> {
    client.say(&say(text, Urgency::Now), Some(LIMIT)).collect()
}

/// Whether a chunk is that clause, with silence behind it.
pub fn is(chunk: &Result<Vec<i16>, Failed>, text: &str) -> bool {
    chunk.as_ref().is_ok_and(|chunk| chunk.strip_prefix(&sound(text)[..]).is_some_and(|rest| rest.iter().all(|sample| *sample == 0)))
}

pub fn clause_texts(text: &str) -> Vec<String> {
    cache::keys(text, false, Timbre::Yunxi).map(|(key, _)| key.text).collect()
}
