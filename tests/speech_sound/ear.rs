//! An ear: a sound server with a null sink, and what it plays, as it is played. The benches listen with it too.

use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// The longest one waits.
pub const LONG: Duration = Duration::from_secs(15);
/// A quiet sample; speech peaks at thousands.
const QUIET: i16 = 60;
const RATE: usize = 48_000;

/// Ends the process with the scope.
pub struct Process(pub Child);
impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What was heard, each piece with the instant it came.
type Samples = Arc<Mutex<Vec<(Instant, Vec<i16>)>>>;

/// A sound server with a null sink, and what it plays.
pub struct Ear {
    samples: Samples,
    _parts: (Process, Process),
}

impl Ear {
    pub fn open(home: &Path) -> Self {
        let socket = home.join("pulse.sock");
        let server = Command::new("pulseaudio")
            .args(["-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--disallow-exit", "-L"])
            .arg(format!("module-native-protocol-unix socket={} auth-anonymous=1", socket.display()))
            .args(["-L", "module-null-sink sink_name=kiosk rate=48000 channels=1"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let server = Process(server);
        wait("the sound server", || std::os::unix::net::UnixStream::connect(&socket).is_ok());
        let mut recorder = Command::new("parec")
            .args(["-d", "kiosk.monitor", "--raw", "--format=s16le", "--rate=48000", "--channels=1", "--latency-msec=5"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut sound = recorder.stdout.take().unwrap();
        let samples = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&samples);
        thread::spawn(move || {
            let mut buffer = [0; 9600];
            while let Ok(length @ 1..) = sound.read(&mut buffer) {
                let new = buffer[..length].chunks_exact(2).map(|two| i16::from_le_bytes([two[0], two[1]]));
                heard.lock().unwrap().push((Instant::now(), new.collect()));
            }
        });
        let ear = Self { samples, _parts: (server, Process(recorder)) };
        wait("the recorder", || !ear.samples.lock().unwrap().is_empty());
        ear
    }

    /// When the first sound after `since` was heard.
    pub fn first(&self, since: Instant) -> Option<Instant> {
        let samples = self.samples.lock().unwrap();
        let heard = samples.iter().find(|(at, block)| *at >= since && loud(block));
        heard.map(|(at, _)| *at)
    }
    /// When the last sound until now was heard.
    pub fn last(&self) -> Option<Instant> {
        self.samples.lock().unwrap().iter().rev().find(|(_, block)| loud(block)).map(|(at, _)| *at)
    }
    /// Waits until it has been silent for `length`.
    pub fn silence(&self, length: Duration) {
        let start = Instant::now();
        wait("silence", || start.elapsed() >= length && self.last().is_none_or(|last| last.elapsed() >= length));
    }
    /// Seconds of sound since.
    pub fn loud_seconds(&self, since: Instant) -> f64 {
        let samples = self.samples.lock().unwrap();
        let loud = samples.iter().filter(|(at, block)| *at >= since && loud(block)).map(|(_, block)| block.len());
        loud.sum::<usize>() as f64 / RATE as f64
    }
    /// Crossings of zero a loud second: a rough measure of the timbre.
    pub fn crossings(&self, since: Instant) -> f64 {
        let samples = self.samples.lock().unwrap();
        let all: Vec<i16> = samples.iter().filter(|(at, block)| *at >= since && loud(block)).flat_map(|(_, block)| block.clone()).collect();
        let crossed = all.windows(2).filter(|two| (two[0] < 0) != (two[1] < 0)).count();
        crossed as f64 * RATE as f64 / all.len().max(1) as f64
    }
}

fn loud(block: &[i16]) -> bool {
    block.iter().any(|sample| sample.saturating_abs() > QUIET)
}

/// Until `true`, or fails.
pub fn wait(what: &str, until: impl FnMut() -> bool) {
    assert!(within(LONG, until), "{what} did not come");
}

/// Whether it becomes `true` in time.
pub fn within(limit: Duration, mut until: impl FnMut() -> bool) -> bool {
    let start = Instant::now();
    while !until() {
        if start.elapsed() > limit {
            return false;
        }
        thread::park_timeout(Duration::from_millis(2));
    }
    true
}
