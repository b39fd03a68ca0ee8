//! What speech promises, tried; see the room itself.

use std::fs;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::Value;

use super::*;
use crate::semantic::Urgency;

fn silent(log: Option<PathBuf>, runtime: &std::path::Path) -> (Speaker, Receiver<Event>) {
    let (send, events) = channel();
    let options = Options { audible: false, log, runtime: runtime.join("run"), program: "tongban".into(), voice: "voice".into() };
    let manner = Manner { rate: 200, volume: 5, chinese: Chinese::Machine };
    (Speaker::start(options, manner, move |event| send.send(event).unwrap_or_default()), events)
}

fn say(text: &str, urgency: Urgency) -> Vec<Utterance> {
    let (text, spoken) = (text.to_owned(), format!("{text}，共2项"));
    vec![Utterance { node: "home.search".into(), language: "zh-CN", text, spoken, urgency, names: Vec::new() }]
}

#[test]
fn without_sound_the_same_events_and_the_same_log() {
    let directory = tempfile::tempdir().unwrap();
    let log = directory.path().join("speech.jsonl");
    let (speaker, events) = silent(Some(log.clone()), directory.path());
    speaker.say(say("找服务", Urgency::Page));
    let caption = "找服务".to_owned();
    let next = || events.recv_timeout(Duration::from_secs(20)).unwrap();
    assert_eq!(next(), Event::Began { node: "home.search".into(), language: "zh-CN", caption, sentence: 0 });
    assert_eq!(next(), Event::Silent);
    speaker.say(say("一句很长很长很长很长很长很长很长很长的话", Urgency::Focus));
    assert!(matches!(next(), Event::Began { .. }));
    speaker.hush(false);
    assert_eq!(next(), Event::Silent);
    speaker.stop();
    assert!(!directory.path().join("run").exists(), "no daemon");
    let lines: Vec<Value> = fs::read_to_string(log).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let said: Vec<_> = lines.iter().map(|line| (line["utterance"].as_u64(), line["event"].as_str())).collect();
    let expected = [(1, "queued"), (1, "begin"), (1, "end"), (2, "queued"), (2, "begin"), (2, "stopped")];
    assert_eq!(said, expected.map(|(number, event)| (Some(number), Some(event))));
    assert_eq!((&lines[0]["text"], &lines[0]["spoken"]), (&"找服务".into(), &"找服务，共两项".into()));
    let length = lines[2]["ms"].as_u64().unwrap() - lines[1]["ms"].as_u64().unwrap();
    assert!((500..4000).contains(&length), "it takes its time: {length} ms");
}

#[test]
fn the_last_handle_stops_the_threads_and_a_log_that_cannot_be_written_stops_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let (speaker, events) = silent(Some(directory.path().join("no/such/file")), directory.path());
    let other = speaker.clone();
    drop(speaker);
    other.say(say("好", Urgency::Focus));
    assert!(matches!(events.recv_timeout(Duration::from_secs(20)), Ok(Event::Began { .. })));
    drop(other);
    while events.recv_timeout(Duration::from_secs(20)).is_ok() {}
    assert!(events.try_recv() == Err(std::sync::mpsc::TryRecvError::Disconnected));
}
