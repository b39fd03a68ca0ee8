//! What is said over the socket of the warm process. A connection asks one thing after another: a line of JSON ([`Ask`]), answered by
//! any number of [`Answer::Sound`], each a line of JSON and behind it `samples` numbers of 16 bits, little-endian, 24 kHz, one channel,
//! and by [`Answer::Done`] or [`Answer::Failed`]. Who no longer wants an answer closes the connection. What is no question is answered by
//! [`Failed::Unsayable`], and the connection is closed.

use std::io::{self, BufRead, Read, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Timbre;
use crate::speech::Because;

/// The longest line, in bytes: 10,000 characters fit in, were each of them escaped.
pub const LONGEST: usize = 64 * 1024;
/// The longest sound of a clause, in samples: six minutes.
const LONGEST_SOUND: usize = 1 << 23;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ask {
    /// Say this.
    Say(Say),
    /// How is it going: answered by [`Answer::Health`].
    Health,
}

/// A sentence to be said, numbers read out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Say {
    /// What.
    pub text: String,
    /// Whether it is read as in Taiwan.
    pub taiwan: bool,
    /// Who says it.
    pub timbre: Timbre,
    /// How soon.
    pub urgency: Urgency,
}

/// Who goes first. What is being made is finished before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Urgency {
    /// Somebody is waiting for it.
    Now,
    /// It is said next.
    Next,
    /// For the cache, when nobody has wanted anything for a while. Its sound is not sent.
    Idle,
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// Sound of a clause, its pause included.
    Sound {
        /// How many samples follow this line.
        samples: usize,
    },
    /// All was said.
    Done,
    /// It cannot be said, and why; what was sent so far is good.
    Failed(Failed),
    /// How it goes.
    Health(Health),
}

/// Why a sentence was not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Failed {
    /// The model is not there.
    Absent,
    /// The model is there and cannot be used.
    Broken,
    /// This machine makes sound slower than it is heard: only who asks for it [`Urgency::Now`] is told so.
    Slow,
    /// There is nothing in the text that could be said, or it is longer than [`LONGEST`].
    Unsayable,
    /// The warm process ended, or did not answer in time. Said by the client, never over the wire.
    Ended,
}

impl Failed {
    /// Why another voice speaks; that it can say nothing of a text is no trouble of the voice's.
    pub const fn because(self) -> Option<Because> {
        match self {
            Self::Absent => Some(Because::Absent),
            Self::Broken => Some(Because::Broken),
            Self::Slow => Some(Because::Slow),
            Self::Ended => Some(Because::Ended),
            Self::Unsayable => None,
        }
    }
}

/// How the warm process is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Health {
    /// Seconds of work for a second of sound, of the last renderings; none yet if nothing was made.
    pub factor: Option<f32>,
    /// How many renderings wait.
    pub waiting: usize,
}

/// Writes one line.
///
/// # Errors
/// Nobody reads any more.
pub fn write(output: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    let mut line = serde_json::to_vec(message)?;
    line.push(b'\n');
    output.write_all(&line)
}

/// Reads the next line; nothing if there is none.
///
/// # Errors
/// It is longer than [`LONGEST`], cut off, or says something else ([`io::ErrorKind::InvalidData`]); or it cannot be read.
pub fn read<T: DeserializeOwned>(input: &mut impl BufRead) -> io::Result<Option<T>> {
    let mut line = Vec::new();
    input.take(LONGEST as u64 + 1).read_until(b'\n', &mut line)?;
    match line.split_last() {
        None => Ok(None),
        Some((b'\n', line)) => Ok(Some(serde_json::from_slice(line).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?)),
        Some(_) => Err(io::ErrorKind::InvalidData.into()),
    }
}

/// Writes a sound: its line and what follows.
///
/// # Errors
/// Nobody reads any more.
pub fn write_sound(output: &mut impl Write, samples: &[i16]) -> io::Result<()> {
    write(output, &Answer::Sound { samples: samples.len() })?;
    output.write_all(&samples.iter().flat_map(|sample| sample.to_le_bytes()).collect::<Vec<_>>())
}

/// Reads what follows the line of a sound.
///
/// # Errors
/// It is cut off, or longer than any clause.
pub fn read_sound(input: &mut impl Read, samples: usize) -> io::Result<Vec<i16>> {
    if samples > LONGEST_SOUND {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut bytes = vec![0; samples * 2];
    input.read_exact(&mut bytes)?;
    Ok(bytes.chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_asked_comes_over_as_it_is(text in any::<String>(), taiwan: bool) {
            let ask = Ask::Say(Say { text, taiwan, timbre: Timbre::Xiaoyi, urgency: Urgency::Next });
            let mut line = Vec::new();
            write(&mut line, &ask).unwrap();
            prop_assert_eq!(line.iter().filter(|byte| **byte == b'\n').count(), 1);
            prop_assert_eq!(read(&mut &line[..]).unwrap(), Some(ask));
        }

        #[test]
        fn any_bytes_are_a_question_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..300), cut in 0_usize..60) {
            let mut input = &bytes[..];
            while let Ok(Some(_)) = read::<Ask>(&mut input) {}
            let whole = b"{\"say\":{\"text\":\"a\",\"taiwan\":false,\"timbre\":\"yunxi\",\"urgency\":\"now\"}}";
            prop_assert!(cut == 0 || read::<Ask>(&mut &whole[..cut]).is_err());
        }

        #[test]
        fn sound_comes_over_as_it_is(samples in prop::collection::vec(any::<i16>(), 0..999)) {
            let mut bytes = Vec::new();
            write_sound(&mut bytes, &samples).unwrap();
            let mut input = &bytes[..];
            prop_assert_eq!(read(&mut input).unwrap(), Some(Answer::Sound { samples: samples.len() }));
            prop_assert_eq!(read_sound(&mut input, samples.len()).unwrap(), samples);
            prop_assert!(input.is_empty());
        }
    }

    #[test]
    fn ten_thousand_characters_fit_in_a_line_and_no_sound_takes_all_memory() {
        let ask = Ask::Say(Say { text: "\0".repeat(10_000), taiwan: false, timbre: Timbre::Yunxi, urgency: Urgency::Now });
        let mut line = Vec::new();
        write(&mut line, &ask).unwrap();
        assert!(line.len() <= LONGEST, "{}", line.len());
        assert!(read_sound(&mut &b""[..], usize::MAX / 2).is_err());
    }
}
