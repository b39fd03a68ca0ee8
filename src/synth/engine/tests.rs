//! The model speaks, the same every time, whatever it is given; and a voice that is broken is told so.

use std::fs::{self, File};
use std::sync::LazyLock;

use super::*;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let folder = std::env::var_os("TONGBAN_TEST_VOICE").unwrap_or_else(|| "target/voice".into());
    Engine::load(&Folder::at(folder), 2).expect("no voice to test with: run `make setup`")
});

/// 好。
const GOOD: [u16; 5] = [66, 43, 63, 169, 4];

fn loudest(sound: &[f32]) -> f32 {
    sound.iter().fold(0.0, |loudest, sample| sample.abs().max(loudest))
}

#[test]
fn a_word_is_said_with_a_breath_of_silence_around() {
    let sound = ENGINE.render(&GOOD, Timbre::Yunxi).unwrap();
    let seconds = sound.len() as f32 / super::super::RATE as f32;
    assert!((0.5..1.2).contains(&seconds), "{seconds} s");
    assert!((0.05..=1.0).contains(&loudest(&sound)));
    let end = super::super::RATE as usize / 20;
    assert!(loudest(&sound[..end]) < 0.01 && loudest(&sound[sound.len() - end..]) < 0.01);

    assert_eq!(ENGINE.render(&GOOD, Timbre::Yunxi).unwrap(), sound);
    assert_ne!(ENGINE.render(&GOOD, Timbre::Xiaoyi).unwrap(), sound);
    let twice = ENGINE.render(&[&GOOD[..4], &[16], &GOOD].concat(), Timbre::Yunxi).unwrap();
    assert!(twice.len() > sound.len() + 3000);
}

#[test]
fn what_cannot_be_said_is_an_error() {
    assert_eq!(ENGINE.render(&[], Timbre::Yunxi), Err(Error::Empty));
    assert_eq!(ENGINE.render(&[66; MOST + 1], Timbre::Yunxi), Err(Error::Long(MOST + 1)));
    assert!(matches!(ENGINE.render(&[66, u16::MAX, 4], Timbre::Yunxi), Err(Error::Failed(_))));
    // Ids of the alphabet that make no word make some sound, or none, and the next word is well
    for ids in [vec![0], vec![4], vec![169], vec![16; 3], vec![177, 1, 177]] {
        let made = ENGINE.render(&ids, Timbre::Xiaoyi);
        assert!(made.as_ref().is_ok_and(|sound| !sound.is_empty()) || matches!(made, Err(Error::Failed(_))), "{ids:?}");
    }
    assert!(ENGINE.render(&GOOD, Timbre::Xiaoyi).is_ok());
}

#[test]
fn only_the_ends_are_shortened() {
    let any = f32::MAX;
    assert_eq!(longest(&GOOD), [BEFORE, any, any, any, ENDING, AFTER, AFTER]);
    assert_eq!(longest(&[66, 43, 4, 16]), [BEFORE, any, any, AFTER, AFTER, AFTER]);
    assert_eq!(longest(&[66, 169, 3, 66, 171]), [BEFORE, any, any, any, any, ENDING, AFTER]);
    assert_eq!(longest(&[4]), [BEFORE, AFTER, AFTER]);
}

#[test]
fn a_broken_voice_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let voice = Folder::at(folder.path());
    let told = || Engine::load(&voice, 1).unwrap_err().to_string();
    assert!(told().contains("zm_yunxi.bin"));
    for (bytes, why) in [(12, "bytes"), (MOST * STYLE * 4 + 4, "bytes")] {
        Timbre::ALL.iter().for_each(|timbre| fs::write(voice.style(*timbre), vec![0; bytes]).unwrap());
        assert!(told().contains(why));
    }
    Timbre::ALL.iter().for_each(|timbre| fs::write(voice.style(*timbre), f32::NAN.to_le_bytes().repeat(MOST * STYLE)).unwrap());
    assert!(told().contains("no number"));
    Timbre::ALL.iter().for_each(|timbre| fs::write(voice.style(*timbre), vec![0; MOST * STYLE * 4]).unwrap());
    assert!(told().contains("kokoro"));
    for broken in [&b""[..], b"RTEN", b"<html>", &[0x3a, 0xff, 0xff, 0xff, 0xff, 0x07], &[0x08, 9, 0x3a, 0]] {
        fs::write(voice.model(), broken).unwrap();
        assert!(told().contains("kokoro"), "{broken:?}");
    }
    // Longer than the machine has memory: not read at all
    File::create(voice.model()).unwrap().set_len(1 << 40).unwrap();
    assert!(told().contains("1099511627776 bytes"));
}
