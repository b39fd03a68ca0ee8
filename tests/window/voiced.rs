//! A journey in the app's own voice, recorded: from home to what the guide of the allowance says first. As in a hall, where the voice was
//! prepared at the set-up, each sentence was made before.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tongban::domain::settings::Locale;
use tongban::speech::sentences_of;
use tongban::synth::client::Client;
use tongban::synth::wire::{Say, Urgency};
use tongban::synth::{Folder, Timbre};

use super::hall::Hall;
use super::matters::Person;
use crate::journeys::{allowance, called};
use crate::with_model::warm::Voice;

/// Samples a second of the recording, and of a tenth.
const RATE: usize = 48_000;
const TENTH: usize = RATE / 10;
/// A tenth is heard that has a sample above this.
const LOUD: i16 = 300;

/// The way there; after each step `told` hears what is said.
fn walk(hall: &Hall, mut told: impl FnMut()) {
    let mut person = Person::before(hall, Locale::ZhCn);
    told();
    person.press_words("home-clear-yes");
    told();
    person.press_words("home-search");
    told();
    let name = called(allowance(), Locale::ZhCn);
    let field = person.words("find-field");
    person.outside.ask(json!({"do": "set_text", "role": "entry", "name": field, "text": name}));
    person.press_words("find-go");
    told();
    person.press("push button", name);
    told();
}

fn log(hall: &Hall) -> Vec<Value> {
    let log = fs::read_to_string(hall.path("speech.jsonl")).unwrap_or_default();
    let whole = &log[..log.rfind('\n').map_or(0, |at| at + 1)];
    whole.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn of(log: &[Value], event: &str) -> Vec<Value> {
    log.iter().filter(|line| line["event"] == event).cloned().collect()
}

/// Waits until something more was said to its end, and nothing waits to be said.
fn hear_out(hall: &Hall, heard: &mut usize) {
    hall.until("the end of what is told", || {
        let log = log(hall);
        let over = ["end", "stopped", "failed"].map(|event| of(&log, event).len()).iter().sum::<usize>();
        of(&log, "end").len() > *heard && over == of(&log, "queued").len()
    });
    *heard = of(&log(hall), "end").len();
}

/// Has every sentence made that the way tells.
fn prepare(folder: &Folder) {
    let hall = Hall::open();
    let _tongban = hall.tongban(&["--speech", "off"]);
    let mut queued = 0;
    walk(&hall, || {
        hall.until("what is told", || of(&log(&hall), "queued").len() > queued);
        queued = of(&log(&hall), "queued").len();
    });
    let texts: BTreeSet<String> = log(&hall).iter().map(|line| line["spoken"].as_str().unwrap().to_owned()).collect();
    let mut client = Client::open(folder).unwrap();
    for (language, text) in texts.iter().flat_map(|text| sentences_of(text, "zh-CN")) {
        assert_eq!(language, "zh-CN", "{text}");
        let say = Say { text, taiwan: false, timbre: Timbre::Yunxi, urgency: Urgency::Idle };
        client.say(&say, None).for_each(|clause| drop(clause.unwrap()));
    }
}

/// What the sound card played.
fn heard(hall: &Hall) -> Vec<i16> {
    fs::read(hall.path("sound.raw")).unwrap().chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect()
}

#[test]
fn the_way_to_the_allowance_is_told_in_the_neural_voice() {
    let voice = Voice::new();
    let _serve = voice.serve();
    prepare(&voice.folder);
    let mut hall = Hall::open();
    hall.set("XDG_CACHE_HOME", voice.folder.path().join("XDG_CACHE_HOME").display().to_string());
    let _tongban = hall.tongban(&["--voice-dir", voice.folder.path().to_str().unwrap()]);
    let (mut count, mut spoke) = (0, Vec::new());
    walk(&hall, || {
        hear_out(&hall, &mut count);
        spoke.push(fs::read_to_string(hall.path("data/run/speaks")).unwrap());
    });
    // where something else keeps the machine busy, its own voice may lend some sentences
    assert!(spoke.iter().any(|who| who == "yunxi"), "another voice spoke: {spoke:?}");
    let log = log(&hall);
    let samples = heard(&hall);
    let (mut told, mut seconds) = (String::new(), 0.0);
    for end in of(&log, "end") {
        let begin = of(&log, "begin").into_iter().find(|begin| begin["utterance"] == end["utterance"]).unwrap();
        seconds += (end["ms"].as_f64().unwrap() - begin["ms"].as_f64().unwrap()) / 1000.0;
        told += end["spoken"].as_str().unwrap();
    }
    assert!(["办什么事", "津贴"].iter().all(|words| told.contains(words)), "{told}");
    let loud = samples.chunks(TENTH).filter(|tenth| tenth.iter().any(|sample| sample.saturating_abs() > LOUD)).count() as f64 / 10.0;
    // the voice rests between its clauses
    assert!((0.5..1.1).contains(&(loud / seconds)), "{loud} s of sound where {seconds} s were told");
    keep(&samples, &told);
}

/// The recording and what is in it, among the output of the tests; `make bench` has it recognised.
fn keep(samples: &[i16], told: &str) {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("window");
    fs::create_dir_all(&directory).unwrap();
    let wav = directory.join("journey.wav");
    let spec = hound::WavSpec { channels: 1, sample_rate: RATE as u32, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
    let mut writer = hound::WavWriter::create(&wav, spec).unwrap();
    samples.iter().for_each(|sample| writer.write_sample(*sample).unwrap());
    writer.finalize().unwrap();
    fs::write(directory.join("journey.tsv"), format!("journey\t{told}\t\t{}\n", wav.display())).unwrap();
}
