//! The warm process with the real model: said by hand, killed in mid-sentence, and the same again from what was kept.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use tongban::synth::client::Client;
use tongban::synth::wire::{Failed, Say, Urgency};
use tongban::synth::{Folder, RATE, Timbre};

const LIMIT: Duration = Duration::from_secs(60);
const SENTENCE: &str = "请带身份证，还有户口本。办好以后，我们会打电话给您。";

/// A folder of one's own with the model of the tests; its process ends with it.
pub struct Voice {
    pub folder: Folder,
    _temporary: tempfile::TempDir,
}

impl Voice {
    pub fn new() -> Self {
        let installed = Folder::at(
            std::env::var_os("TONGBAN_TEST_VOICE")
                .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("target/voice"), PathBuf::from),
        );
        let temporary = tempfile::tempdir().unwrap();
        let folder = Folder::of_user(temporary.path(), |name| Some(temporary.path().join(name)));
        for file in [installed.model(), installed.style(Timbre::Yunxi), installed.style(Timbre::Xiaoyi)] {
            let file = fs::canonicalize(&file).unwrap_or_else(|_| panic!("{} is not there: make setup installs it", file.display()));
            symlink(&file, temporary.path().join(file.file_name().unwrap())).unwrap();
        }
        Self { folder, _temporary: temporary }
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tongban"));
        command.arg("voice").args(arguments).arg("--voice-dir").arg(self.folder.path()).args(["--lang", "zh-CN"]);
        for name in ["XDG_CACHE_HOME", "XDG_RUNTIME_DIR"] {
            command.env(name, self.folder.path().join(name));
        }
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// The process in the foreground, listening.
    pub fn serve(&self) -> Serving {
        let serving = Serving(self.command(&["serve"]).stdout(Stdio::null()).spawn().unwrap());
        let until = Instant::now() + LIMIT;
        while Client::open(&self.folder).is_err() {
            assert!(Instant::now() < until, "it does not listen");
            std::thread::sleep(Duration::from_millis(20));
        }
        serving
    }
}

/// A process of one's own; it ends with this.
pub struct Serving(Child);

impl Drop for Serving {
    fn drop(&mut self) {
        // both do nothing to a process that has ended
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Voice {
    fn drop(&mut self) {
        let number = fs::read_to_string(self.folder.lock()).ok().and_then(|number| number.trim().parse().ok());
        if let Some(number) = number.and_then(Pid::from_raw) {
            // it may have ended
            let _ = kill_process(number, Signal::TERM);
        }
    }
}

fn say(text: &str) -> Say {
    Say { text: text.into(), taiwan: false, timbre: Timbre::Yunxi, urgency: Urgency::Now }
}

#[test]
fn a_sentence_said_by_hand_starts_the_process_and_is_the_same_again() {
    let voice = Voice::new();
    let file = |name: &str| voice.folder.path().join(name).display().to_string();
    // the first may be slow on a machine that does other things
    let said = (0..3).map(|_| voice.run(&["say", "您好。", "--out", &file("first.wav")])).find(|said| said.status.success());
    assert!(said.is_some(), "{:?}", voice.run(&["say", "您好。"]));
    assert!(voice.run(&["say", "您好。", "--out", &file("again.wav")]).status.success());
    let (first, again) = (fs::read(file("first.wav")).unwrap(), fs::read(file("again.wav")).unwrap());
    assert!(first.len() > RATE as usize / 2 && first == again, "{} and {}", first.len(), again.len());
    assert!(voice.run(&["say", "您好。", "--rate", "200", "--out", &file("fast.wav")]).status.success());
    let fast = fs::metadata(file("fast.wav")).unwrap().len() as f64 / first.len() as f64;
    assert!((0.4..0.65).contains(&fast), "{fast}");
}

#[test]
fn what_cannot_be_said_by_hand_is_told_in_one_sentence() {
    let voice = Voice::new();
    let none = tempfile::tempdir().unwrap();
    let absent =
        Command::new(env!("CARGO_BIN_EXE_tongban")).args(["voice", "say", "您好", "--voice-dir"]).arg(none.path()).output().unwrap();
    for (said, words) in [(voice.run(&["say", ""]), "没有可以念"), (voice.run(&["say", "，。！"]), "没有可以念"), (absent, "voice install")]
    {
        let told = String::from_utf8(said.stderr).unwrap();
        assert!(said.status.code() == Some(1) && told.lines().count() == 1 && told.contains(words), "{told}");
    }
    assert_eq!(fs::read_dir(none.path()).unwrap().count(), 0, "nothing is left behind");
}

#[test]
fn killed_in_mid_sentence_it_is_noticed_at_once_and_another_takes_its_place() {
    let voice = Voice::new();
    let first = voice.serve();
    let mut client = Client::open(&voice.folder).unwrap();
    let request = say(SENTENCE);
    let mut chunks = client.say(&request, Some(LIMIT));
    let head = chunks.next().unwrap().unwrap();
    drop(first);
    let killed = Instant::now();
    assert_eq!(chunks.find(Result::is_err), Some(Err(Failed::Ended)));
    assert!(killed.elapsed() < LIMIT / 2, "it was not waited for");
    drop(chunks);
    assert!(voice.folder.socket().exists(), "as one leaves it that was killed");
    let _second = voice.serve();
    assert_eq!(client.say(&request, Some(LIMIT)).next().unwrap().unwrap(), head, "from what was kept");
}
