//! The voice and the sounds for real: an own sound server with a null sink, an own speech-dispatcher, recorded sound.
//! `tts` finds its server by a variable of the process, so each test runs in a process of its own: itself again.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr, reason = "tests")]

use std::fs;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tongban::platform::sound::Sounds;
use tongban::semantic::{Urgency, Utterance};
use tongban::speech::{Chinese, Event, Manner, Options, Speaker, Trouble, daemon, voice::machine};

mod ear;
mod module;

use ear::{Ear, LONG, Process, wait, within};

/// Runs `body` in a process of its own with the variables of a private sound and speech server.
fn alone(name: &str, body: fn(&Path)) {
    if let Some(home) = std::env::var_os("SPEECH_SOUND_HOME") {
        return body(Path::new(&home));
    }
    let home = TempDir::new().unwrap();
    let output = Command::new(std::env::current_exe().unwrap())
        .args([&format!("speech_sound::{name}"), "--exact", "--nocapture"])
        .envs(daemon::environment(&home.path().join("run")))
        .env("SPEECH_SOUND_HOME", home.path())
        .env("XDG_RUNTIME_DIR", home.path())
        .env("HOME", home.path())
        .env("XDG_CACHE_HOME", home.path().join("cached"))
        .env("PULSE_SERVER", format!("unix:{}", home.path().join("pulse.sock").display()))
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    eprintln!("{text}");
    assert!(text.contains("1 passed"), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A speaker, and its events.
fn speaker(home: &Path, log: Option<&str>) -> (Speaker, Receiver<Event>) {
    let (send, events) = channel();
    let (log, runtime) = (log.map(|name| home.join(name)), home.join("run"));
    let options = Options { audible: true, log, runtime, program: env!("CARGO_BIN_EXE_tongban").into(), voice: home.join("voice") };
    let manner = Manner { rate: 100, volume: 8, chinese: Chinese::Machine };
    (Speaker::start(options, manner, move |event| send.send(event).unwrap_or_default()), events)
}

fn say(language: &'static str, spoken: &str, urgency: Urgency) -> Vec<Utterance> {
    vec![Utterance { node: "test.say".into(), language, text: spoken.into(), spoken: spoken.into(), urgency, names: Vec::new() }]
}

/// Waits for the event; what comes before it is passed over.
fn expect(events: &Receiver<Event>, mut what: impl FnMut(&Event) -> bool) -> Event {
    let start = Instant::now();
    loop {
        let event = events.recv_timeout(LONG.saturating_sub(start.elapsed())).expect("the event came");
        if what(&event) {
            return event;
        }
    }
}

fn began(event: &Event) -> bool {
    matches!(event, Event::Began { .. })
}

/// The processes whose command line names this directory.
fn daemons(home: &Path) -> Vec<i32> {
    let home = home.join("run").display().to_string();
    let processes = fs::read_dir("/proc").unwrap().filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    processes
        .filter(|process: &i32| {
            let line = fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
            let line = String::from_utf8_lossy(&line).into_owned();
            line.starts_with("speech-dispatcher\0") && line.contains(&home)
        })
        .collect()
}

fn signal(process: i32, signal: &str) {
    assert!(Command::new("kill").args([signal, &process.to_string()]).status().unwrap().success());
}

#[test]
fn it_speaks_chinese_and_english_gives_way_and_ends() {
    alone("it_speaks_chinese_and_english_gives_way_and_ends", |home| {
        let ear = Ear::open(home);
        let start = Instant::now();
        let (speaker, events) = speaker(home, Some("speech.jsonl"));
        speaker.say(say("zh-CN", "您好，请到银行办理。", Urgency::Page));
        expect(&events, began);
        wait("the first sound", || ear.first(start).is_some());
        println!("start -> first sound {:?}", ear.first(start).unwrap() - start);
        expect(&events, |event| *event == Event::Silent);
        assert!(ear.loud_seconds(start) > 1.0, "Chinese is heard");

        // the same words by the other voice are another sound: it spells them
        let mut timbre = Vec::new();
        for language in ["zh-CN", "en"] {
            ear.silence(Duration::from_millis(300));
            let since = Instant::now();
            speaker.say(say(language, "Please go to window three", Urgency::Page));
            expect(&events, |event| matches!(event, Event::Began { language: said, .. } if *said == language));
            expect(&events, |event| *event == Event::Silent);
            timbre.push((ear.loud_seconds(since), ear.crossings(since)));
        }
        println!("the same words by zh and en: {timbre:?}");
        assert!((timbre[0].0 - timbre[1].0).abs() > 0.1 || (timbre[0].1 / timbre[1].1 - 1.0).abs() > 0.1);

        let (mut queued, mut silenced) = (Vec::new(), Vec::new());
        for round in 0..10 {
            ear.silence(Duration::from_millis(200));
            let since = Instant::now();
            let (language, words) = [("zh-CN", "返回按钮，第一项，共六项"), ("en", "Back, button, one of six")][round % 2];
            speaker.say(say(language, words, Urgency::Focus));
            wait("sound", || ear.first(since).is_some());
            queued.push(ear.first(since).unwrap() - since);
            let since = Instant::now();
            speaker.hush(false);
            ear.silence(Duration::from_millis(300));
            silenced.push(ear.last().unwrap().saturating_duration_since(since));
        }
        queued.sort();
        silenced.sort();
        println!("queued -> sound {queued:?}\nhush -> silence {silenced:?}");
        assert!(queued[5] < Duration::from_millis(150), "the median is quick");
        assert!(silenced[5] < Duration::from_millis(100), "S3");

        assert_eq!(daemons(home).len(), 1);
        let since = Instant::now();
        speaker.stop();
        println!("stop {:?}", since.elapsed());
        assert!(since.elapsed() < Duration::from_secs(4));
        assert!(daemons(home).is_empty());
        let log = fs::read_to_string(home.join("speech.jsonl")).unwrap();
        assert!(log.lines().next().unwrap().contains("\"event\":\"queued\""));
        assert!(log.contains("请到银行办理") && log.contains("\"event\":\"end\""));
    });
}

#[test]
fn a_daemon_that_dies_or_hangs_is_lost_and_found() {
    alone("a_daemon_that_dies_or_hangs_is_lost_and_found", |home| {
        let ear = Ear::open(home);
        let (speaker, events) = speaker(home, None);
        // killed while it speaks, again and again; then stopped, so that it accepts and never answers
        for how in ["-KILL", "-KILL", "-STOP"] {
            speaker.say(say("zh-CN", "您好，请坐", Urgency::Focus));
            expect(&events, began);
            signal(daemons(home)[0], how);
            speaker.say(say("zh-CN", "还在吗", Urgency::Focus));
            expect(&events, |event| *event == Event::Lost(Trouble::Hung));
            expect(&events, |event| *event == Event::Found);
            // On a busy machine a voice that was lost may be lost once more before it holds: whoever hears nothing asks again.
            let heard = (0..5).any(|_| {
                let since = Instant::now();
                speaker.say(say("zh-CN", "又好了", Urgency::Focus));
                within(LONG / 2, || ear.first(since).is_some())
            });
            assert!(heard, "no sound again");
            wait("silence", || events.try_iter().any(|event| event == Event::Silent));
        }
        drop(speaker);
        assert!(daemons(home).is_empty());
    });
}

#[test]
fn without_a_sound_server_it_is_lost_and_found_when_it_comes() {
    alone("without_a_sound_server_it_is_lost_and_found_when_it_comes", |home| {
        Sounds::start().click();
        let (speaker, events) = speaker(home, None);
        speaker.say(say("zh-CN", "您好", Urgency::Page));
        expect(&events, |event| *event == Event::Lost(Trouble::NoSound));
        let ear = Ear::open(home);
        let since = Instant::now();
        expect(&events, |event| *event == Event::Found);
        expect(&events, began);
        wait("sound", || ear.first(since).is_some());
        speaker.stop();
    });
}

#[test]
fn a_server_that_never_answers_does_not_hang() {
    alone("a_server_that_never_answers_does_not_hang", |home| {
        fs::create_dir_all(home.join("run")).unwrap();
        let listener = UnixListener::bind(daemon::socket(&home.join("run"))).unwrap();
        let start = Instant::now();
        assert!(machine::open(&daemon::socket(&home.join("run")), Duration::from_millis(300), |_| {}).is_none());
        assert!(daemon::control::Control::connect(&daemon::socket(&home.join("run")), Duration::from_millis(300)).is_err());
        assert!(start.elapsed() < Duration::from_secs(2));
        drop(listener);
    });
}

#[test]
fn a_click_and_a_chime_are_heard_and_short() {
    alone("a_click_and_a_chime_are_heard_and_short", |home| {
        let ear = Ear::open(home);
        let sounds = Sounds::start();
        for (play, length) in [(Sounds::click as fn(&Sounds), 0.2), (|sounds: &Sounds| sounds.chime(8), 0.7), (Sounds::click, 0.2)] {
            ear.silence(Duration::from_millis(200));
            let since = Instant::now();
            play(&sounds);
            wait("sound", || ear.first(since).is_some());
            println!("sound after {:?}", ear.first(since).unwrap() - since);
            ear.silence(Duration::from_millis(300));
            assert!(ear.loud_seconds(since) < length);
        }
    });
}

#[test]
fn the_daemon_dies_with_a_program_that_is_killed() {
    alone("the_daemon_dies_with_a_program_that_is_killed", |home| {
        if home.join("child").exists() {
            let (_speaker, events) = speaker(home, None);
            expect(&events, |_| false);
        }
        fs::write(home.join("child"), "").unwrap();
        let program = Command::new(std::env::current_exe().unwrap())
            .args(["speech_sound::the_daemon_dies_with_a_program_that_is_killed", "--exact"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let program = Process(program);
        wait("the daemon", || daemons(home).len() == 1);
        drop(program);
        wait("the daemon's end", || daemons(home).is_empty());
    });
}
