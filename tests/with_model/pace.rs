//! How the app's own voice speaks, by the real model: how many characters a minute, how loud, how a number is called out. Counted in
//! samples, so that the machine's load is nothing to it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ebur128::{EbuR128, Mode};
use tongban::domain::settings::Locale;
use tongban::i18n::Texts;
use tongban::screen::{self, Words};
use tongban::semantic::narrate;
use tongban::speech::{pieces, reading};
use tongban::synth::engine::Engine;
use tongban::synth::{Folder, RATE, Timbre, clause, phonemes, sound};

const SENTENCES: usize = 15;

/// The voice of the tests: `TONGBAN_TEST_VOICE`, else what `make setup` has installed.
fn engine() -> Engine {
    let own = || Path::new(env!("CARGO_MANIFEST_DIR")).join("target/voice");
    let folder = std::env::var_os("TONGBAN_TEST_VOICE").map_or_else(own, PathBuf::from);
    Engine::load(&Folder::at(folder), 2).unwrap_or_else(|error| panic!("{error}. `make setup` installs the voice."))
}

/// Some of what the program says, from all its screens, numbers read out.
fn sentences() -> Vec<String> {
    let ctx = screen::presets::context(Locale::ZhCn).expect("the samples");
    let words = Words(Texts::of("zh-CN"));
    let said = screen::presets(&ctx).into_iter().flat_map(|(_, _, page)| narrate(&page, None, &words));
    let read: BTreeSet<String> = said.flat_map(|one| pieces(&one)).map(|piece| piece.read).collect();
    let fits = |read: &String| (6..=25).contains(&characters(read)) && read.chars().all(|c| reading::is_cjk(c) || !c.is_alphanumeric());
    let read: Vec<_> = read.into_iter().filter(fits).collect();
    assert!(read.len() > 300, "{} sentences", read.len());
    read.iter().step_by(read.len() / SENTENCES).take(SENTENCES).cloned().collect()
}

fn characters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// A sentence as it is heard, its rests included.
fn said(engine: &Engine, text: &str, timbre: Timbre) -> Vec<i16> {
    let mut heard = Vec::new();
    for clause in clause::clauses(text) {
        let made = engine.render(&phonemes::ids(&clause.text, false), timbre).unwrap_or_else(|error| panic!("{}: {error}", clause.text));
        heard.extend(sound::even(&made));
        heard.extend(vec![0; (clause.pause.as_secs_f32() * RATE as f32) as usize]);
    }
    heard
}

fn seconds(samples: usize) -> f32 {
    samples as f32 / RATE as f32
}

/// Of a sentence as it is heard: it is quiet before it.
fn loudness(samples: &[i16]) -> f64 {
    let mut meter = EbuR128::new(1, RATE, Mode::I).unwrap();
    meter.add_frames_i16(&[0; RATE as usize / 2]).unwrap();
    meter.add_frames_i16(samples).unwrap();
    meter.loudness_global().unwrap()
}

#[test]
fn the_voice_speaks_160_characters_a_minute_and_evenly_loud() {
    let (engine, sentences) = (engine(), sentences());
    for timbre in Timbre::ALL {
        let heard: Vec<_> = sentences.iter().map(|text| said(&engine, text, timbre)).collect();
        let minutes = seconds(heard.iter().map(Vec::len).sum()) / 60.0;
        let pace = sentences.iter().map(|text| characters(text)).sum::<usize>() as f32 / minutes;
        let loud: Vec<_> = heard.iter().map(|samples| loudness(samples)).collect();
        let (softest, loudest) = loud.iter().fold((0.0_f64, -99.0_f64), |(low, high), one| (low.min(*one), high.max(*one)));
        println!("{timbre:?}: {pace:.0} characters a minute, {softest:.2} to {loudest:.2} LUFS");
        assert!((145.0..=175.0).contains(&pace), "{timbre:?}: {pace} characters a minute (S8)");
        assert!(softest >= -23.0 && loudest <= -16.0 && loudest - softest <= 1.0, "{timbre:?}: {softest} to {loudest} LUFS");
        assert!(heard.iter().flatten().all(|sample| sample.unsigned_abs() < i16::MAX as u16), "{timbre:?} clips");
    }
}

#[test]
fn a_receipt_number_is_called_out_a_digit_a_second() {
    let engine = engine();
    let read = reading::read("2611 2100 0178", "zh-CN");
    for timbre in Timbre::ALL {
        let pace = characters(&read) as f32 * 60.0 / seconds(said(&engine, &read, timbre).len());
        println!("{timbre:?}: {pace:.0} digits a minute");
        assert!((50.0..=70.0).contains(&pace), "{timbre:?}: {pace} digits a minute (S8)");
    }
}
