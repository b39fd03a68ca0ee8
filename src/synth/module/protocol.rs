//! The text protocol between speech-dispatcher (0.11) and an output module: lines, with a number before each answer.
//! Debian ships no headers of it; it is written here as the daemon was seen to speak it.

use std::io::{self, BufRead, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::speech::voice::VOICES;

/// Where answers, events and sound go, one at a time.
pub type Output = Arc<Mutex<Box<dyn Write + Send>>>;

/// The module has been started.
pub const READY: &str = "299-OK\n299 OK LOADED SUCCESSFULLY\n";
/// The module ends.
pub const BYE: &str = "210 OK QUIT\n";
/// An utterance begins to be heard.
pub const BEGIN: &str = "701 BEGIN\n";
/// It was said. The daemon plays what it has of it before it believes that.
pub const END: &str = "702 END\n";
/// It was silenced.
pub const STOP: &str = "703 STOP\n";
/// It was silenced, and will be said again from the last mark on.
pub const PAUSE: &str = "704 PAUSE\n";

/// What the daemon wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Get ready.
    Init,
    /// The names of all voices.
    Voices,
    /// From now on: keys and values.
    Set(Vec<(String, String)>),
    /// Say this.
    Speak(String),
    /// Silence.
    Stop,
    /// Silence, for a while.
    Pause,
    /// The daemon cannot play what it is sent.
    Deaf,
    /// Something that has been answered already.
    Nothing,
    /// End.
    Quit,
}

/// One end of the conversation.
pub struct Talk<R> {
    input: R,
    output: Output,
}

impl<R: BufRead> Talk<R> {
    /// Reads `input`, answers on `output`.
    pub const fn new(input: R, output: Output) -> Self {
        Self { input, output }
    }

    /// The next command; what is only a matter of manners has been answered.
    ///
    /// # Errors
    /// `UnexpectedEof` at the end; what reading and writing say.
    pub fn command(&mut self) -> io::Result<Command> {
        let line = self.line()?;
        Ok(match line.as_str() {
            "INIT" => Command::Init,
            "LIST VOICES" => Command::Voices,
            "STOP" => Command::Stop,
            "PAUSE" => Command::Pause,
            "QUIT" => Command::Quit,
            "SET" => Command::Set(self.settings()?),
            "LOGLEVEL" => self.settings().map(|_| Command::Nothing)?,
            "AUDIO" => match self.settings()?.iter().any(|(key, value)| key == "audio_output_method" && value == "server") {
                true => Command::Nothing,
                false => Command::Deaf,
            },
            "SPEAK" | "CHAR" | "KEY" | "SOUND_ICON" => {
                self.answer("202 OK RECEIVING MESSAGE\n")?;
                let text = self.data()?;
                self.answer("200 OK SPEAKING\n")?;
                Command::Speak(if line != "SPEAK" && text == "space" { " ".to_owned() } else { text })
            }
            debug if debug.starts_with("DEBUG") => {
                self.answer("200 OK DEBUGGING\n")?;
                Command::Nothing
            }
            _ => {
                self.answer("300 ERR UNKNOWN COMMAND\n")?;
                Command::Nothing
            }
        })
    }

    /// Answers.
    ///
    /// # Errors
    /// Nobody reads.
    pub fn answer(&self, words: &str) -> io::Result<()> {
        say(&self.output, words.as_bytes())
    }

    /// Answers with the names of all voices.
    ///
    /// # Errors
    /// Nobody reads.
    pub fn voices(&self) -> io::Result<()> {
        let lines: String = VOICES.iter().map(|voice| format!("200-{}\t{}\tnone\n", voice.name, voice.tag)).collect();
        self.answer(&(lines + "200 OK VOICE LIST SENT\n"))
    }

    fn settings(&mut self) -> io::Result<Vec<(String, String)>> {
        self.answer("207 OK RECEIVING SETTINGS\n")?;
        let data = self.data()?;
        self.answer("203 OK SETTINGS RECEIVED\n")?;
        Ok(data.lines().filter_map(|line| line.split_once('=')).map(|(key, value)| (key.to_owned(), value.to_owned())).collect())
    }

    /// Lines to the one with a dot alone; a dot before another stands for none.
    fn data(&mut self) -> io::Result<String> {
        let mut lines = Vec::new();
        loop {
            let line = self.line()?;
            match line.strip_prefix('.') {
                Some("") => return Ok(lines.join("\n")),
                Some(rest) => lines.push(rest.to_owned()),
                None => lines.push(line),
            }
        }
    }

    fn line(&mut self) -> io::Result<String> {
        let mut line = Vec::new();
        if self.input.read_until(b'\n', &mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if line.last() == Some(&b'\n') {
            line.pop();
        }
        Ok(String::from_utf8_lossy(&line).into_owned())
    }
}

/// Writes all of it in one piece.
///
/// # Errors
/// Nobody reads.
pub fn say(output: &Output, bytes: &[u8]) -> io::Result<()> {
    let mut output: MutexGuard<'_, _> = output.lock().unwrap_or_else(PoisonError::into_inner);
    output.write_all(bytes)?;
    output.flush()
}

/// Tells that a mark in the text has been reached.
pub fn mark(name: &str) -> String {
    format!("700-{name}\n700 INDEX MARK\n")
}

/// A block of sound for the daemon to play: one channel, `rate` samples a second. No line may end within.
pub fn block(rate: u32, samples: &[i16]) -> Vec<u8> {
    let head = format!(
        "705-bits=16\n705-num_channels=1\n705-sample_rate={rate}\n705-num_samples={}\n705-big_endian=0\n705-AUDIO\0",
        samples.len()
    );
    let mut block = head.into_bytes();
    for byte in samples.iter().flat_map(|sample| sample.to_le_bytes()) {
        match byte {
            b'\n' | b'\x7d' => block.extend([b'\x7d', byte ^ 0x20]),
            byte => block.push(byte),
        }
    }
    block.extend(b"\n705 AUDIO\n");
    block
}
