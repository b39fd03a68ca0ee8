//! How well the voice is understood (可懂度): sentences made as the warm process makes them, by both timbres, and by espeak-ng as the app
//! would have it, are written down by a recogniser and compared with what was said (`recognise.py`).
//! The reach: at most 4 % of the syllables heard wrong of 云希, 6 % of 晓伊. The sound stays in `target/voice-samples`.
#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use tongban::speech::{polyphones, reading};
use tongban::synth::engine::Engine;
use tongban::synth::{Folder, RATE, Timbre, clause, phonemes, sound};

/// Each line is a sentence and how it is to be read, in pinyin. The second set was written after the first was listened to, and nothing was
/// changed on its account.
const SETS: [(&str, &str); 2] = [("own", include_str!("sentences.tsv")), ("unseen", include_str!("unseen.tsv"))];
const LANGUAGE: &str = "zh-CN";
/// What espeak-ng speaks at where the app speaks at 100 per cent (`espeak-ng.conf`).
const WORDS_A_MINUTE: &str = "137";
/// Before and behind a sentence, as in a room: a recogniser loses a word that begins with the recording.
const SILENCE: usize = RATE as usize / 5;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Folder::at(std::env::var_os("TONGBAN_TEST_VOICE").unwrap_or_else(|| "target/voice".into()));
    let engine = Engine::load(&folder, 1)?;
    let samples = Path::new("target/voice-samples");
    let mut list = String::new();
    let mut note =
        |set, voice: &str, pinyin: &str, text: &str, wav: &Path| writeln!(list, "{set}, {voice}\t{text}\t{pinyin}\t{}", wav.display());
    for (set, sentences) in SETS {
        fs::create_dir_all(samples.join(set))?;
        for (number, line) in sentences.lines().enumerate() {
            let (text, pinyin) = line.split_once('\t').ok_or("a line without its pinyin")?;
            let read = reading::read(text, LANGUAGE);
            for timbre in Timbre::ALL {
                let voice = format!("{timbre:?}").to_lowercase();
                let wav = samples.join(set).join(format!("{:02}-{voice}.wav", number + 1));
                write(&wav, &say(&engine, &read, timbre)?)?;
                note(set, &voice, pinyin, &read, &wav)?;
            }
            let wav = samples.join(set).join(format!("{:02}-espeak.wav", number + 1));
            espeak(&wav, &read)?;
            note(set, "espeak", pinyin, &read, &wav)?;
        }
    }
    // what `make test` recorded of a journey, if it was run
    list += &fs::read_to_string("target/tmp/window/journey.tsv").unwrap_or_default();
    fs::write(samples.join("list.tsv"), list)?;
    println!("reach: yunxi 4 %, xiaoyi 6 %");
    let heard = Command::new("target/ears/bin/python").args(["benches/voice/recognise.py", "target/voice-samples/list.tsv"]).status()?;
    heard.success().then_some(()).ok_or_else(|| "the recogniser failed".into())
}

/// As the warm process does: clause by clause, each made even, with its pause.
fn say(engine: &Engine, text: &str, timbre: Timbre) -> Result<Vec<i16>, Box<dyn Error>> {
    let mut samples = vec![0; SILENCE];
    for clause in clause::clauses(text) {
        let made = engine.render(&phonemes::ids(&clause.text, false), timbre)?;
        samples.extend(sound::even(&made));
        let rest = clause.pause.as_millis() as usize * RATE as usize / 1000;
        samples.resize(samples.len() + rest, 0);
    }
    samples.resize(samples.len() + SILENCE, 0);
    Ok(samples)
}

fn write(wav: &Path, samples: &[i16]) -> Result<(), hound::Error> {
    let spec = hound::WavSpec { channels: 1, sample_rate: RATE, bits_per_sample: 16, sample_format: hound::SampleFormat::Int };
    let mut writer = hound::WavWriter::create(wav, spec)?;
    samples.iter().try_for_each(|sample| writer.write_sample(*sample))?;
    writer.finalize()
}

fn espeak(wav: &Path, text: &str) -> Result<(), Box<dyn Error>> {
    let text = polyphones::mark(text, LANGUAGE);
    let said =
        Command::new("espeak-ng").args(["-v", "cmn-latn-pinyin", "-s", WORDS_A_MINUTE, "-w"]).arg(wav).arg("--").arg(text).status()?;
    said.success().then_some(()).ok_or_else(|| "espeak-ng failed".into())
}
