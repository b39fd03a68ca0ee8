//! The machine's voice: an espeak-ng process for each sentence, which gets the text on its standard input and gives sound on its standard
//! output. No text stands on a command line. It is there in 6 ms, so none is kept waiting.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};

use super::maker::{Asked, Voice};
use crate::semantic::PERSON;
use crate::speech::{Because, Chinese, polyphones};

/// Words a minute that make 160 characters of Chinese a minute, pauses included (S8).
const WORDS: u16 = 137;
/// The slowest it can.
const SLOWEST: u16 = 80;
/// As loud as the neural voice (-20 LUFS): at its usual 100 it is 2.5 dB louder, and clips.
const AMPLITUDE: &str = "75";
/// Bytes that are handed on in one piece: half a second.
const PIECE: usize = 22_050;

/// espeak-ng.
#[derive(Debug)]
pub struct Espeak {
    program: OsString,
}

impl Default for Espeak {
    fn default() -> Self {
        Self { program: "espeak-ng".into() }
    }
}

/// Ends the process with the scope.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        // both do nothing to a process that has ended
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Voice for Espeak {
    fn say(&self, asked: &Asked<'_>, each: &mut dyn FnMut(u32, Vec<i16>) -> bool) -> Result<(), Option<Because>> {
        let (voice, text) = match asked.voice.chinese {
            Some(Chinese::Cantonese) => ("yue", polyphones::known(asked.text)),
            // `cmn` of 1.51 is broken, `cmn-latn-pinyin` is not
            Some(_) => ("cmn-latn-pinyin", polyphones::mark(asked.text, asked.voice.language)),
            None => ("en", asked.text.to_owned()),
        };
        self.speak(voice, &text, asked.percent, each).map_err(|error| {
            tracing::error!(%error, "espeak-ng");
            None
        })
    }
}

impl Espeak {
    fn speak(&self, voice: &str, text: &str, percent: u16, each: &mut dyn FnMut(u32, Vec<i16>) -> bool) -> io::Result<()> {
        let words = (WORDS * percent / 100).max(SLOWEST).to_string();
        let mut child = Command::new(&self.program)
            .args(["--stdin", "--stdout", "-b", "1", "-a", AMPLITUDE, "-v", voice, "-s", &words])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map(Process)?;
        // It reads to the end before it speaks, so writing it all first cannot block for ever.
        if let Some(mut input) = child.0.stdin.take() {
            input.write_all(text.replace(['\0', PERSON], "").as_bytes())?;
        }
        match child.0.stdout.take() {
            Some(sound) => wav(sound, each),
            None => Ok(()),
        }
    }
}

/// Reads sound of 16 bits and one channel as it comes; nothing at all is no sound.
fn wav(mut sound: impl Read, each: &mut dyn FnMut(u32, Vec<i16>) -> bool) -> io::Result<()> {
    let mut head = [0; 44];
    let length = fill(&mut sound, &mut head)?;
    if length == 0 {
        return Ok(());
    }
    let rate = match head {
        [b'R', b'I', b'F', b'F', .., b'd', b'a', b't', b'a', _, _, _, _] => u32::from_le_bytes([head[24], head[25], head[26], head[27]]),
        _ => return Err(io::ErrorKind::InvalidData.into()),
    };
    let mut piece = vec![0; PIECE];
    loop {
        let length = fill(&mut sound, &mut piece)?;
        let samples = piece[..length].chunks_exact(2).map(|two| i16::from_le_bytes([two[0], two[1]])).collect();
        if length == 0 || !each(rate, samples) || length < PIECE {
            return Ok(());
        }
    }
}

/// Reads until `into` is full or all was read; how much it was.
fn fill(from: &mut impl Read, into: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < into.len() {
        match from.read(&mut into[length..]) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(bytes: &[u8]) -> io::Result<(u32, Vec<i16>)> {
        let mut all = (0, Vec::new());
        wav(bytes, &mut |rate, samples| {
            all.0 = rate;
            all.1.extend(samples);
            true
        })?;
        Ok(all)
    }

    #[test]
    fn the_head_of_the_sound_is_taken_off() {
        let head: Vec<u8> =
            b"RIFF\x24\xf0\xff\x7fWAVEfmt \x10\0\0\0\x01\0\x01\0\x22\x56\0\0\x44\xac\0\0\x02\0\x10\0data\0\xf0\xff\x7f".to_vec();
        assert_eq!(heard(&[head.clone(), vec![1, 0, 255, 255, 7]].concat()).unwrap(), (22050, vec![1, -1]));
        let long = heard(&[head.clone(), vec![3; PIECE * 3 + 10]].concat()).unwrap();
        assert_eq!(long.1.len(), (PIECE * 3 + 10) / 2);
        assert_eq!(heard(&head).unwrap(), (0, vec![]));
        assert_eq!(heard(b"").unwrap(), (0, vec![]));
        assert!(heard(b"error: no such voice, and some more words here").is_err());
    }

    #[test]
    fn a_program_that_is_not_there_is_an_error() {
        let none = Espeak { program: "/no/such/program".into() };
        assert!(none.speak("en", "hello", 100, &mut |_, _| true).is_err());
    }
}
