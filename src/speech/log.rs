//! The speech log (`--speech-log`): one JSON line an event, flushed, for journeys and benches. Knows no voice.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use rustix::time::{ClockId, clock_gettime};
use serde::Serialize;

use super::queue::Entry;

/// An open speech log.
#[derive(Debug)]
pub struct Log {
    file: File,
}

#[derive(Serialize)]
struct Line<'a> {
    ms: u64,
    utterance: u64,
    node: &'a str,
    lang: &'a str,
    text: &'a str,
    spoken: &'a str,
    sentence: usize,
    event: &'a str,
}

impl Log {
    /// Creates the file, or empties it.
    ///
    /// # Errors
    /// What the file system says.
    pub fn create(path: &Path) -> io::Result<Self> {
        Ok(Self { file: File::create(path)? })
    }

    /// Writes one line with the time of now.
    ///
    /// # Errors
    /// What the file system says: a full disk.
    pub fn write(&mut self, entry: &Entry) -> io::Result<()> {
        let line = Line {
            ms: monotonic_ms(),
            utterance: entry.number,
            node: entry.node.as_str(),
            lang: entry.language,
            text: &entry.text,
            spoken: &entry.spoken,
            sentence: entry.sentence,
            event: entry.event,
        };
        let mut bytes = serde_json::to_vec(&line)?;
        bytes.push(b'\n');
        self.file.write_all(&bytes)
    }
}

/// `CLOCK_MONOTONIC` in milliseconds, which other processes can compare with theirs.
fn monotonic_ms() -> u64 {
    let now = clock_gettime(ClockId::Monotonic);
    let seconds = u64::try_from(now.tv_sec).unwrap_or_default();
    seconds * 1000 + u64::try_from(now.tv_nsec).unwrap_or_default() / 1_000_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_every_field_in_order() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("speech.jsonl");
        let mut log = Log::create(&path).unwrap();
        let entry = Entry {
            number: 7,
            node: "home.search".into(),
            language: "zh-CN",
            text: "找\"服务\"\n".into(),
            spoken: "找服务".into(),
            sentence: 1,
            event: "begin",
        };
        log.write(&entry).unwrap();
        let line = std::fs::read_to_string(&path).unwrap();
        let (head, tail) = line.split_once(',').unwrap();
        assert!(head.strip_prefix("{\"ms\":").unwrap().parse::<u64>().unwrap() > 0);
        assert_eq!(
            tail,
            "\"utterance\":7,\"node\":\"home.search\",\"lang\":\"zh-CN\",\"text\":\"找\\\"服务\\\"\\n\",\"spoken\":\"找服务\",\"sentence\":1,\"event\":\"begin\"}\n"
        );
    }
}
