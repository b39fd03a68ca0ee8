//! The app's own speech-dispatcher: its configuration, its process, its control connection. Knows no queue.
//!
//! `tts` can neither choose a server nor, quickly, a voice. The server is `SPEECHD_ADDRESS` ([`environment`], set by `main`
//! before any thread is there); the voice is set for the `tts` connection, by its number, over a control
//! connection of our own that speaks SSIP, speech-dispatcher's text protocol. The daemon's one output module is this program.

use std::fs::{self, DirBuilder, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::os::unix::fs::{DirBuilderExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use super::{Options, Standing, Trouble};
use control::Control;

pub mod control;
pub mod supervise;

const CONFIGURATION: &str = include_str!("../../assets/speech/speechd.conf");
/// The name under which the program is an output module of speech-dispatcher.
pub const PROGRAM: &str = "sd_tongban";
/// What a module is told of by its configuration: where the voice lives, the file that tells who speaks, who speaks if nobody is named.
pub const FOLDER: &str = "VoiceFolder";
/// See [`FOLDER`].
pub const SPEAKS: &str = "SpeaksFile";
/// See [`FOLDER`].
pub const VOICE: &str = "DefaultVoice";
/// The longest path the kernel takes for a socket, with the zero at its end.
const LONGEST_SOCKET: usize = 107;
/// How long the daemon may take to answer the first time.
const START: Duration = Duration::from_secs(3);
/// How long it may take to end by itself.
const END: Duration = Duration::from_millis(500);

/// Why the daemon is not there.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The directory cannot be written.
    #[error("the speech daemon's directory cannot be prepared")]
    Directory(#[source] io::Error),
    /// It is not installed, or cannot be run.
    #[error("the speech daemon does not start")]
    Start(#[source] io::Error),
    /// It ended at once.
    #[error("the speech daemon ended at once")]
    Ended,
    /// It does not answer.
    #[error("the speech daemon does not answer")]
    Silent(#[source] io::Error),
}

impl Error {
    /// What the app is told.
    pub fn trouble(&self) -> Trouble {
        match self {
            Self::Directory(_) | Self::Start(_) | Self::Ended => Trouble::NoDaemon,
            Self::Silent(_) => Trouble::Hung,
        }
    }
}

/// The variables `main` sets before it starts any thread: where `tts` finds our daemon, and that libspeechd must
/// not start one of its own when ours is away.
pub fn environment(runtime: &Path) -> [(&'static str, String); 2] {
    [("SPEECHD_ADDRESS", address(runtime)), ("SPEECHD_CMD", "false".to_owned())]
}

/// The daemon's address as `SPEECHD_ADDRESS` wants it.
pub fn address(runtime: &Path) -> String {
    format!("unix_socket:{}", socket(runtime).display())
}

/// In `runtime`, or where that is too deep for a socket, in a directory of this process among the temporary files.
pub fn socket(runtime: &Path) -> PathBuf {
    let near = runtime.join("speechd.sock");
    if near.is_absolute() && near.as_os_str().len() <= LONGEST_SOCKET {
        return near;
    }
    let mut hasher = DefaultHasher::new();
    (runtime, std::process::id()).hash(&mut hasher);
    std::env::temp_dir().join(format!("tongban-{:x}", hasher.finish())).join("speechd.sock")
}

/// A daemon that runs, and answers.
#[derive(Debug)]
pub struct Daemon {
    child: Child,
    socket: PathBuf,
    /// The way to steer it.
    pub control: Control,
}

impl Daemon {
    /// Starts it and waits until it answers. It dies with the calling thread, however that ends.
    ///
    /// # Errors
    /// Not there, ended, or silent for three seconds.
    pub fn start(options: &Options) -> Result<Self, Error> {
        let runtime = options.runtime.as_path();
        let socket = socket(runtime);
        prepare(options, &socket).map_err(Error::Directory)?;
        let log = File::create(runtime.join("speechd.out")).map_err(Error::Directory)?;
        // TERM lets it end its modules; should it be killed, they end at the end of their input
        let mut child = Command::new("setpriv")
            .args(["--pdeathsig", "TERM", "speech-dispatcher", "--run-single", "--timeout", "0"])
            .args(["--communication-method", "unix_socket", "--socket-path"])
            .arg(&socket)
            .arg("--config-dir")
            .arg(runtime.join("speechd"))
            .arg("--log-dir")
            .arg(runtime)
            .arg("--pid-file")
            .arg(runtime.join("speechd.pid"))
            .env_remove("SPEECHD_ADDRESS")
            .stdin(Stdio::null())
            .stdout(log.try_clone().map_err(Error::Directory)?)
            .stderr(log)
            .spawn()
            .map_err(Error::Start)?;
        match answer(&mut child, &socket) {
            Ok(control) => Ok(Self { child, socket, control }),
            Err(error) => {
                end(&mut child);
                Err(error)
            }
        }
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        end(&mut self.child);
        // what is not there need not be removed
        let _ = fs::remove_file(&self.socket);
    }
}

/// The directories, the configuration, and no socket of a daemon that was killed.
fn prepare(options: &Options, socket: &Path) -> io::Result<()> {
    let runtime = options.runtime.as_path();
    let mut private = DirBuilder::new();
    private.recursive(true).mode(0o700);
    private.create(runtime.join("speechd/modules"))?;
    if let Some(directory) = socket.parent() {
        private.create(directory)?;
    }
    let module = std::path::absolute(runtime)?.join("speechd").join(PROGRAM);
    for old in [socket, &module, &speaks(runtime)] {
        fs::remove_file(old).or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })?;
    }
    // a module is started by its path alone: by this name the program knows what it is to be
    symlink(&options.program, &module)?;
    fs::write(
        runtime.join("speechd/speechd.conf"),
        format!("{CONFIGURATION}AddModule \"tongban\" \"{}\" \"tongban.conf\"\n", module.display()),
    )?;
    let (folder, speaks) = (options.voice.display(), std::path::absolute(speaks(runtime))?);
    let configuration = format!("{FOLDER} \"{folder}\"\n{SPEAKS} \"{}\"\n", speaks.display());
    fs::write(runtime.join("speechd/modules/tongban.conf"), configuration)
}

/// Who speaks Chinese, as the module has left it; nothing before anybody has.
pub fn standing(runtime: &Path) -> Option<Standing> {
    fs::read_to_string(speaks(runtime)).ok()?.parse().ok()
}

fn speaks(runtime: &Path) -> PathBuf {
    runtime.join("speaks")
}

/// Waits for the first answer.
fn answer(child: &mut Child, socket: &Path) -> Result<Control, Error> {
    let until = Instant::now() + START;
    loop {
        let error = match Control::connect(socket, START) {
            Ok(control) => return Ok(control),
            Err(error) => error,
        };
        if !matches!(child.try_wait(), Ok(None)) {
            return Err(Error::Ended);
        }
        if Instant::now() >= until {
            return Err(Error::Silent(error));
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// Asks it to end, then makes it.
fn end(child: &mut Child) {
    let until = Instant::now() + END;
    let asked = i32::try_from(child.id()).ok().and_then(Pid::from_raw).map(|pid| kill_process(pid, Signal::TERM));
    while matches!(asked, Some(Ok(()))) && Instant::now() < until && matches!(child.try_wait(), Ok(None)) {
        thread::sleep(Duration::from_millis(5));
    }
    // both do nothing to a process that has ended
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_socket_path_is_short_enough_for_the_kernel() {
        let near = Path::new("/var/lib/x/run");
        assert_eq!(address(near), "unix_socket:/var/lib/x/run/speechd.sock");
        let deep = PathBuf::from(format!("/{}", "deep/".repeat(40)));
        assert!(socket(&deep).as_os_str().len() <= LONGEST_SOCKET);
        assert_eq!(socket(&deep), socket(&deep));
        assert_ne!(socket(&deep), socket(&deep.join("other")));
        assert!(socket(Path::new("relative")).is_absolute());
    }

    #[test]
    fn a_directory_that_cannot_be_made_is_no_daemon() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let options =
            Options { audible: true, log: None, runtime: file.path().join("run"), program: "tongban".into(), voice: "voice".into() };
        let error = Daemon::start(&options).unwrap_err();
        assert_eq!(error.trouble(), Trouble::NoDaemon);
    }
}
