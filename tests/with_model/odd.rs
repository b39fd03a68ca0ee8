//! The app's own voice by hand (`tongban voice say`), with the real model: whatever text it is given, and whatever became of its files.

use std::fs;
use std::io::{BufReader, Write as _};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::Output;

use tongban::synth::wire::{self, Answer, Ask, Say, Urgency};
use tongban::synth::{Folder, RATE, Timbre, clause, engine, phonemes};

use crate::with_model::warm::Voice;

/// How often a sentence is asked for.
const PATIENCE: usize = 6;
/// A quiet sample; speech peaks at thousands.
const LOUD: u16 = 500;

/// Has `text` said: what came of it, and the seconds of sound, if there is any.
fn said(voice: &Voice, text: &str) -> (Output, Option<f64>) {
    let wav = voice.folder.path().join("said.wav");
    fs::remove_file(&wav).unwrap_or_default();
    let output = voice.command(&["say"]).arg("--out").arg(&wav).arg("--").arg(text).current_dir(voice.folder.path()).output().unwrap();
    let sound = hound::WavReader::open(&wav).ok().map(|mut sound| {
        assert_eq!(sound.spec().sample_rate, RATE);
        let loud = sound.samples::<i16>().filter(|sample| sample.as_ref().unwrap().unsigned_abs() > LOUD).count();
        assert!(loud > RATE as usize / 10, "hardly a sound of {text:?}");
        f64::from(sound.duration()) / f64::from(RATE)
    });
    (output, sound)
}

#[test]
fn what_cannot_be_said_is_told_and_writes_nothing() {
    let voice = Voice::new();
    for text in ["", "   ", "，。！？……", "🎉👍", "<>&;#"] {
        let (output, sound) = said(&voice, text);
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && sound.is_none(), "{text:?} was said");
        assert_eq!(told.lines().count(), 1, "{text:?}: {told}");
    }
}

#[test]
fn odd_texts_are_said_and_do_nothing_else() {
    let voice = Voice::new();
    // what is in it, and the seconds it may take at most
    for (text, most) in [
        ("您好䶮囧\u{20BB7}\u{E000}🎉，请坐", 8.0),
        ("请打开 App，看 VIP 的 Wi-Fi", 12.0),
        ("<speak>您好<break time=\"9999s\"/><prosody rate=\"x-slow\">请坐</prosody>&amp;</speak>", 30.0),
        ("您好 $(touch pwned) `touch pwned`; touch pwned | 'touch' \"pwned\" > pwned", 30.0),
        ("--out /pwned -v en 您好", 15.0),
    ] {
        // the first may be slow on a machine that does other things
        let seconds = (0..PATIENCE).find_map(|_| said(&voice, text).1).unwrap_or_else(|| panic!("no sound of {text:?}"));
        assert!((0.5..most).contains(&seconds), "{seconds} s of {text:?}");
    }
    assert!(!voice.folder.path().join("pwned").exists(), "a shell ran");
}

#[test]
fn whatever_comes_over_the_socket_it_serves_the_next() {
    let voice = Voice::new();
    let _serve = voice.serve();
    let socket = voice.folder.socket();
    for noise in [&b"\0\0\0\n"[..], b"{\"say\":\n", &[b'a'; 100_000], b"{}\n[]\n"] {
        // it may have hung up before all is written
        let _ = UnixStream::connect(&socket).unwrap().write_all(noise);
    }
    let say = Say { text: "您\0好\u{7f}\u{202e}。".into(), taiwan: false, timbre: Timbre::Xiaoyi, urgency: Urgency::Now };
    let mut stream = BufReader::new(UnixStream::connect(&socket).unwrap());
    wire::write(stream.get_mut(), &Ask::Say(say)).unwrap();
    let mut samples = 0;
    loop {
        match wire::read(&mut stream).unwrap().unwrap() {
            Answer::Sound { samples: more } => samples += wire::read_sound(&mut stream, more).unwrap().len(),
            Answer::Done => break,
            other => panic!("{other:?}"),
        }
    }
    assert!((RATE as usize / 2..RATE as usize * 5).contains(&samples), "{samples} samples");
}

#[test]
fn ten_thousand_characters_are_clauses_the_model_can_say() {
    for sentence in ["请您带上身份证到三号窗口办理", "好", "一二三四五六七八九零", "abc def ", "，，，请坐"] {
        let text: String = sentence.chars().cycle().take(10_000).collect();
        let clauses = clause::clauses(&text);
        assert_eq!(clauses.iter().map(|clause| clause.text.as_str()).collect::<String>(), text);
        for clause in clauses {
            assert!(clause.text.chars().count() <= 100, "{:?}", clause.text);
            // Chinese alone: English is asked of a process of its own
            assert!(!clause.text.is_ascii() || clause.text.len() < engine::MOST, "{:?}", clause.text);
            assert!(clause.text.is_ascii() || phonemes::ids(&clause.text, false).len() <= engine::MOST, "{:?}", clause.text);
        }
    }
}

#[test]
fn a_voice_that_is_missing_or_broken_is_told() {
    fn halve(path: &Path) {
        let whole = fs::read(path).unwrap();
        fs::remove_file(path).unwrap();
        fs::write(path, &whole[..whole.len() / 2]).unwrap();
    }
    let harms: [fn(&Folder); 5] = [
        |folder| fs::remove_file(folder.model()).unwrap(),
        |folder| halve(&folder.model()),
        |folder| {
            fs::remove_file(folder.model()).unwrap();
            fs::write(folder.model(), "this is no model\n".repeat(1000)).unwrap();
        },
        |folder| fs::remove_file(folder.style(Timbre::Yunxi)).unwrap(),
        |folder| halve(&folder.style(Timbre::Yunxi)),
    ];
    for harm in harms {
        let voice = Voice::new();
        harm(&voice.folder);
        let (output, sound) = said(&voice, "您好");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && sound.is_none(), "it spoke");
        assert!(told.lines().count() == 1 && told.contains("tongban voice install"), "{told}");
    }
}
