//! Made sounds, evened and stretched.

use std::f32::consts::TAU;

use proptest::prelude::*;

use super::*;

fn at(index: usize) -> f32 {
    index as f32 / RATE as f32
}

fn length(seconds: f32) -> usize {
    (seconds * RATE as f32) as usize
}

/// A voice that is none: a tone with its overtones, in syllables of a quarter of a second.
fn voice(pitch: f32, seconds: f32, loud: f32) -> Vec<f32> {
    let overtones = |time: f32| (1..12_u8).map(|n| (TAU * pitch * f32::from(n) * time).sin() / f32::from(n)).sum::<f32>();
    let syllable = |time: f32| (TAU * time * 4.0).cos().mul_add(-0.5, 0.55);
    (0..length(seconds)).map(at).map(|time| loud * 0.4 * overtones(time) * syllable(time)).collect()
}

/// The pitch, by the lag at which the middle of a sound is most like itself.
fn pitch(samples: &[i16], near: f32) -> f32 {
    let samples: Vec<f64> = samples.iter().map(|sample| f64::from(*sample)).collect();
    let middle = samples.len() / 2;
    let window = length(0.1);
    let likeness = |lag: usize| -> f64 { (middle - window..middle + window).map(|at| samples[at] * samples[at + lag]).sum() };
    let period = RATE as f32 / near;
    let lags = (period * 0.8) as usize..(period * 1.25) as usize;
    // ten periods on, a hundredth of the pitch is a tenth of a period
    let first = lags.max_by(|a, b| likeness(*a).total_cmp(&likeness(*b))).unwrap();
    let tenth = (first * 10 - first / 2..first * 10 + first / 2).max_by(|a, b| likeness(*a).total_cmp(&likeness(*b))).unwrap();
    RATE as f32 * 10.0 / tenth as f32
}

fn stretched(samples: &[i16], percent: u16, chunk: usize) -> Vec<i16> {
    let mut stretch = Stretch::new(percent);
    let mut out: Vec<_> = samples.chunks(chunk).flat_map(|chunk| stretch.push(chunk)).collect();
    out.extend(stretch.finish());
    out
}

#[test]
fn nothing_is_made_of_silence_and_of_no_sound() {
    for broken in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        let mut speech = voice(120.0, 1.0, 0.5);
        speech[length(0.5)] = broken;
        assert!(even(&speech).is_empty(), "{broken}");
    }
    for silence in [vec![], vec![0.0; 1], vec![0.0; 48_000], vec![1e-30; 48_000]] {
        assert!(even(&silence).is_empty());
    }
}

#[test]
fn a_voice_that_stands_off_zero_begins_without_a_thud() {
    let speech = voice(120.0, 1.0, 0.5).iter().map(|sample| sample - 0.02).collect();
    let silence = vec![0.0; length(0.4)];
    let made = even(&[silence.clone(), speech, silence].concat());
    let loudest = made[..length(0.035)].iter().map(|sample| sample.unsigned_abs()).max();
    assert!(loudest < Some(30), "{loudest:?} in the breath before it");
}

#[test]
fn the_silence_at_both_ends_goes_and_the_onset_stays() {
    let speech = voice(120.0, 1.0, 0.5);
    let silence = vec![0.0; length(0.4)];
    let made = even(&[&silence[..], &speech[..], &silence[..]].concat());
    let bare = speech.len();
    assert!((bare + BEFORE..=bare + BEFORE + BEHIND + FRAME).contains(&made.len()), "{} of {bare}", made.len());
    assert!(made[0].abs() < 10 && made[made.len() - 1].abs() < 10);
}

#[test]
fn a_loud_clause_and_a_soft_one_are_as_loud_as_each_other() {
    for (pitch, seconds, loud) in [(110.0, 0.3, 0.05), (110.0, 0.5, 0.9), (220.0, 1.5, 0.1), (220.0, 4.0, 0.6)] {
        let made = even(&voice(pitch, seconds, loud));
        let samples: Vec<f32> = made.iter().map(|sample| f32::from(*sample) / f32::from(i16::MAX)).collect();
        let loudness = loudness(&samples).unwrap();
        assert!((loudness - LOUDNESS).abs() < 0.2, "{seconds} s at {loud}: {loudness} LUFS");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_clips_and_nothing_is_off_its_middle(pitch in 80.0_f32..300.0, seconds in 0.3_f32..2.0, loud in 0.001_f32..1.0, offset in -0.3_f32..0.3, peak in 0.0_f32..1.0) {
        let mut speech: Vec<f32> = voice(pitch, seconds, loud).iter().map(|sample| sample + offset).collect();
        let middle = speech.len() / 2;
        speech[middle] = peak;
        let made = even(&speech);
        prop_assert!(!made.is_empty());
        prop_assert!(made.iter().all(|sample| sample.unsigned_abs() <= 31_000));
        let mean = made.iter().map(|sample| f64::from(*sample)).sum::<f64>() / made.len() as f64;
        prop_assert!(mean.abs() < 200.0, "{}", mean);
    }

    #[test]
    fn another_speed_has_its_length_whatever_the_chunks(percent in 50_u16..=200, seconds in 0.0_f32..2.0, chunk in 1_usize..5000) {
        let speech: Vec<i16> = voice(150.0, seconds, 0.5).into_iter().map(pcm).collect();
        let once = stretched(&speech, percent, usize::MAX);
        prop_assert_eq!(once.len(), speech.len() * 100 / usize::from(percent));
        prop_assert_eq!(stretched(&speech, percent, chunk), once);
    }
}

#[test]
fn a_hundred_per_cent_is_the_sound_itself() {
    let speech: Vec<i16> = voice(150.0, 0.5, 0.5).into_iter().map(pcm).collect();
    assert_eq!(stretched(&speech, 100, 333), speech);
}

#[test]
fn another_speed_keeps_the_pitch_and_does_not_crack() {
    for near in [90.0, 130.0, 220.0, 300.0] {
        let speech: Vec<i16> = voice(near, 2.0, 0.5).into_iter().map(pcm).collect();
        let step = |samples: &[i16]| samples.windows(2).map(|two| (i32::from(two[1]) - i32::from(two[0])).abs()).max().unwrap();
        let before = pitch(&speech, near);
        for percent in [50, 80, 130, 200] {
            let made = stretched(&speech, percent, 480);
            let after = pitch(&made, near);
            assert!((after / before - 1.0).abs() < 0.01, "{near} Hz at {percent} %: {before} becomes {after}");
            assert!(step(&made) <= step(&speech) * 3 / 2, "{near} Hz at {percent} %: a step of {}", step(&made));
        }
    }
}

#[test]
fn the_rate_is_kept_within_what_there_is() {
    let speech: Vec<i16> = voice(150.0, 0.5, 0.5).into_iter().map(pcm).collect();
    assert_eq!(stretched(&speech, 0, 1000).len(), speech.len() * 2);
    assert_eq!(stretched(&speech, 900, 1000).len(), speech.len() / 2);
}
