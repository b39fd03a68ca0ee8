//! The way to the warm process: starts it where it is not, asks, and hands on what it answers as it comes. Never hangs.

use std::fs::File;
use std::io::{self, BufReader, Write as _};
use std::net::Shutdown;
use std::os::fd::AsRawFd as _;
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::Folder;
use super::wire::{self, Answer, Ask, Failed, Health, Say};

/// How long the process may take to listen.
const START: Duration = Duration::from_secs(3);
/// How long a further clause may take, and an answer that needs no rendering.
const REST: Duration = Duration::from_secs(10);

/// A connection to the warm process of a folder, which stays warm as long as there is one.
#[derive(Debug)]
pub struct Client {
    folder: Folder,
    stream: Option<BufReader<UnixStream>>,
}

impl Client {
    /// Connects to the process of `folder`, and starts it first if it is not there.
    ///
    /// # Errors
    /// [`Failed::Absent`] without a model, [`Failed::Ended`] if it does not start within three seconds.
    pub fn open(folder: &Folder) -> Result<Self, Failed> {
        if !folder.model().is_file() {
            return Err(Failed::Absent);
        }
        Ok(Self { stream: Some(reach(folder)?), folder: folder.clone() })
    }

    /// Asks for a sentence: its sound, a clause at a time, as each is there. The first must come within `patience`; without one it is
    /// waited for as long as the process lives. What is not wanted any more is dropped.
    pub fn say(&mut self, say: &Say, patience: Option<Duration>) -> Chunks<'_> {
        let asked = self.ask(&Ask::Say(say.clone()), patience);
        Chunks { refused: asked.err(), ended: false, client: self }
    }

    /// How the process is.
    ///
    /// # Errors
    /// It ended, or does not answer.
    pub fn health(&mut self) -> Result<Health, Failed> {
        self.ask(&Ask::Health, Some(REST))?;
        match self.answer() {
            Ok(Answer::Health(health)) => Ok(health),
            _ => Err(self.lost()),
        }
    }

    /// Asks; once more if the process has ended since.
    fn ask(&mut self, ask: &Ask, patience: Option<Duration>) -> Result<(), Failed> {
        let mut line = Vec::new();
        wire::write(&mut line, ask).map_err(|_| Failed::Unsayable)?;
        if line.len() > wire::LONGEST {
            return Err(Failed::Unsayable);
        }
        let sent = self.stream.as_mut().is_some_and(|stream| stream.get_mut().write_all(&line).is_ok());
        if !sent {
            self.stream = None;
            let stream = self.stream.insert(reach(&self.folder)?);
            stream.get_mut().write_all(&line).map_err(|_| Failed::Ended)?;
        }
        self.wait_at_most(patience)
    }

    fn wait_at_most(&self, patience: Option<Duration>) -> Result<(), Failed> {
        let stream = self.stream.as_ref().ok_or(Failed::Ended)?;
        // no time at all would be no limit
        let patience = patience.map(|patience| patience.max(Duration::from_millis(1)));
        stream.get_ref().set_read_timeout(patience).map_err(|_| Failed::Ended)
    }

    fn answer(&mut self) -> io::Result<Answer> {
        let stream = self.stream.as_mut().ok_or(io::ErrorKind::NotConnected)?;
        wire::read(stream)?.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }

    /// The sound of the next clause; nothing at the end.
    fn sound(&mut self) -> io::Result<Option<Result<Vec<i16>, Failed>>> {
        match self.answer()? {
            Answer::Sound { samples } => {
                let stream = self.stream.as_mut().ok_or(io::ErrorKind::NotConnected)?;
                wire::read_sound(stream, samples).map(|sound| Some(Ok(sound)))
            }
            Answer::Failed(failed) => Ok(Some(Err(failed))),
            Answer::Done => Ok(None),
            Answer::Health(_) => Err(io::ErrorKind::InvalidData.into()),
        }
    }

    /// What was asked is dropped; another connection keeps the process warm.
    fn lost(&mut self) -> Failed {
        self.stream = connect(&self.folder).ok();
        Failed::Ended
    }
}

/// The sound of a sentence, a clause at a time. What is not taken is not made.
#[derive(Debug)]
pub struct Chunks<'a> {
    client: &'a mut Client,
    /// Why it could not even be asked.
    refused: Option<Failed>,
    ended: bool,
}

impl Chunks<'_> {
    /// What ends this answer from another thread; nothing if nothing is answered.
    pub fn hush(&self) -> Option<Hush> {
        self.client.stream.as_ref().and_then(|stream| stream.get_ref().try_clone().ok()).map(Hush)
    }
}

impl Iterator for Chunks<'_> {
    type Item = Result<Vec<i16>, Failed>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = match self.refused.take() {
            Some(failed) => Some(Err(failed)),
            None => self.client.sound().unwrap_or_else(|_| Some(Err(self.client.lost()))),
        };
        match next {
            Some(Ok(_)) => self.ended = self.client.wait_at_most(Some(REST)).is_err(),
            _ => self.ended = true,
        }
        next
    }
}

impl Drop for Chunks<'_> {
    fn drop(&mut self) {
        if !self.ended && self.refused.is_none() {
            self.client.lost();
        }
    }
}

/// Ends what is being answered, from another thread: [`Chunks`] then end with [`Failed::Ended`].
#[derive(Debug)]
pub struct Hush(UnixStream);

impl Hush {
    /// Now.
    pub fn now(&self) {
        // what has ended need not be ended
        let _ = self.0.shutdown(Shutdown::Both);
    }
}

/// The socket of a folder by a short name, however deep it lies (the kernel takes 107 bytes at most), and what it is good with.
pub(super) fn socket(folder: &Folder) -> io::Result<(PathBuf, File)> {
    let directory = File::open(folder.run())?;
    // among the temporary files somebody else may have been first
    if directory.metadata()?.uid() != rustix::process::geteuid().as_raw() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the directory of the socket is another user's"));
    }
    let short = Path::new("/proc/self/fd").join(directory.as_raw_fd().to_string());
    let name = folder.socket().file_name().map(PathBuf::from).unwrap_or_default();
    Ok((short.join(name), directory))
}

/// Connects to what listens now.
pub(super) fn connect(folder: &Folder) -> io::Result<BufReader<UnixStream>> {
    let (path, _directory) = socket(folder)?;
    UnixStream::connect(path).map(BufReader::new)
}

/// The same; what is not there is started.
fn reach(folder: &Folder) -> Result<BufReader<UnixStream>, Failed> {
    if let Ok(stream) = connect(folder) {
        return Ok(stream);
    }
    start(folder).map_err(|error| {
        tracing::error!(%error, "the voice's process");
        Failed::Ended
    })?;
    let until = Instant::now() + START;
    loop {
        match connect(folder) {
            Ok(stream) => return Ok(stream),
            Err(_) if Instant::now() >= until => return Err(Failed::Ended),
            Err(_) => thread::sleep(Duration::from_millis(5)),
        }
    }
}

/// Starts the process in a session of its own, so that it outlives who started it, and is nobody's child.
fn start(folder: &Folder) -> io::Result<()> {
    let program = std::env::current_exe()?;
    if program.file_name() != Some(env!("CARGO_PKG_NAME").as_ref()) {
        return Err(io::Error::other("this is another program, which cannot be the warm process"));
    }
    let mut setsid = Command::new("setsid");
    setsid.arg("--fork").arg(program).args(["voice", "serve", "--voice-dir"]).arg(std::path::absolute(folder.path())?);
    setsid.envs(super::engine::ENVIRONMENT);
    let status = setsid.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other("the warm process was not started")) }
}
