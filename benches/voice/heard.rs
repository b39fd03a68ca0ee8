//! How soon one hears the voice, from the call to the speech room to the first sound on the sound server, and how soon it is silent.

#[path = "../../tests/speech_sound/ear.rs"]
#[expect(dead_code, clippy::unwrap_used, reason = "the ear of the tests")]
mod ear;

use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use ear::{Ear, wait};
use tongban::semantic::{Urgency, Utterance};
use tongban::speech::{Chinese, Event, Manner, Options, Speaker, daemon};
use tongban::synth::{Folder, Timbre};

/// Clauses of at most six characters, no two alike, none of them a sentence of the program.
const NEW: [&str; 11] =
    ["梅花开了", "渡口有船", "竹子很高", "鲤鱼跳水", "山里下雪", "老牛吃草", "桥下有鱼", "灯笼挂起", "石榴红了", "磨坊关门", "麦子熟了"];
/// Said again and again: a sentence of the program, for only those are kept.
const KNOWN: &str = "返回";

/// Measures it in a process of its own, which finds a private sound server and daemon by its environment.
pub fn start(folder: &Folder) -> Result<(), Box<dyn Error>> {
    let home = std::env::temp_dir().join(format!("tongban-heard-{}", std::process::id()));
    std::fs::create_dir_all(&home)?;
    let status = Command::new(std::env::current_exe()?)
        .arg("heard")
        .arg(&home)
        .envs(daemon::environment(&home.join("run")))
        .env("TONGBAN_TEST_VOICE", std::path::absolute(folder.path())?)
        .env("XDG_RUNTIME_DIR", &home)
        .env("HOME", &home)
        .env("PULSE_SERVER", format!("unix:{}", home.join("pulse.sock").display()))
        .status();
    std::fs::remove_dir_all(&home)?;
    if status?.success() { Ok(()) } else { Err("the first sound could not be measured".into()) }
}

/// Measures it, in `home`.
pub fn heard(folder: &Folder, home: &Path) -> Result<(), Box<dyn Error>> {
    let ear = Ear::open(home);
    // what is new stays new from bench to bench: a folder with the model and without what is kept
    let fresh = home.join("voice");
    std::fs::create_dir_all(&fresh)?;
    for path in [folder.model(), folder.style(Timbre::Yunxi), folder.style(Timbre::Xiaoyi), folder.seal()] {
        if let Some(name) = path.file_name().filter(|_| path.is_file()) {
            std::os::unix::fs::symlink(&path, fresh.join(name))?;
        }
    }
    let program = env!("CARGO_BIN_EXE_tongban").into();
    let options = Options { audible: true, log: None, runtime: home.join("run"), program, voice: fresh };
    let (send, events) = channel();
    let manner = Manner { rate: 100, volume: 8, chinese: Chinese::Yunxi };
    let speaker = Speaker::start(options, manner, move |event| send.send(event).unwrap_or_default());
    let say = |words: &str| {
        let (text, urgency) = (words.to_owned(), Urgency::Focus);
        speaker.say(vec![Utterance {
            node: "bench.say".into(),
            language: "zh-CN",
            spoken: text.clone(),
            text,
            names: Vec::new(),
            urgency,
        }]);
    };
    let spoken = || while events.recv_timeout(Duration::from_secs(30)).is_ok_and(|event| event != Event::Silent) {};
    for words in [KNOWN, "您好", KNOWN] {
        say(words);
        spoken();
    }
    let (mut known, mut new, mut silent) = (Vec::new(), Vec::new(), Vec::new());
    for words in NEW.into_iter().flat_map(|new| [KNOWN, new]) {
        ear.silence(Duration::from_millis(500));
        let since = Instant::now();
        say(words);
        wait("sound", || ear.first(since).is_some());
        let first = ear.first(since).unwrap_or(since) - since;
        if words == KNOWN {
            known.push(first)
        } else {
            new.push(first)
        }
        let since = Instant::now();
        speaker.hush(false);
        ear.silence(Duration::from_millis(500));
        silent.push(ear.last().map_or(Duration::ZERO, |last| last.saturating_duration_since(since)));
        spoken();
    }
    println!("who spoke last: {}", daemon::standing(&home.join("run")).map_or_else(String::new, |standing| standing.to_string()));
    for (what, mut times, goal) in [("known", known, 60), ("at most six characters, new", new, 500), ("silence", silent, 100)] {
        times.sort();
        let at = |part: usize| times.get(times.len() * part / 10).copied().unwrap_or_default().as_millis();
        println!("{what}: median {} ms, nine of ten {} ms (goal {goal} ms)", at(5), at(9));
    }
    speaker.stop();
    Ok(())
}
