//! English inside Chinese: espeak-ng, a program of its own, tells the phonemes; the model's voice says them.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::table;

/// How long one text may wait for all its English.
const PATIENCE: Duration = Duration::from_millis(600);
/// How often it is looked whether an answer is there.
const GLANCE: Duration = Duration::from_millis(2);
/// So many words are remembered; then it begins anew.
const REMEMBERED: usize = 1000;

/// How espeak-ng writes sounds, and how the model does, in the order they are replaced.
static SOUNDS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| table::rows(include_str!("../../../assets/synth/english.tsv")).collect());
static KNOWN: LazyLock<Mutex<HashMap<String, String>>> = LazyLock::new(Mutex::default);

/// Asks for the English of one text.
pub struct Speaker {
    patience: Duration,
}

impl Default for Speaker {
    fn default() -> Self {
        Self { patience: PATIENCE }
    }
}

impl Speaker {
    /// The phonemes of `words`; nothing if espeak-ng is not there or has used up the time of this text.
    pub fn say(&mut self, words: &str) -> Option<String> {
        if let Some(known) = KNOWN.lock().unwrap_or_else(PoisonError::into_inner).get(words) {
            return Some(known.clone());
        }
        let begun = Instant::now();
        let said = ask(words, self.patience);
        self.patience = self.patience.saturating_sub(begun.elapsed());
        let said = mapped(&said?);
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(words.to_owned(), said.clone());
        Some(said)
    }
}

/// What espeak-ng answers within `patience`. The text goes through no shell and is no argument.
fn ask(words: &str, patience: Duration) -> Option<String> {
    if patience.is_zero() {
        return None;
    }
    let mut espeak = Command::new("espeak-ng");
    espeak.args(["-q", "--ipa", "--tie=^", "-v", "en-us", "--stdin"]);
    let mut child = espeak.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
    // so short a text fits into the pipe, and so does the answer: nobody waits for the other
    let written = child.stdin.take().is_some_and(|mut input| input.write_all(words.as_bytes()).is_ok());
    if !written || !ended(&mut child, patience) {
        let _ = child.kill();
        let _ = child.wait();
        return None;
    }
    let mut answer = String::new();
    child.stdout.take()?.read_to_string(&mut answer).ok()?;
    Some(answer).filter(|answer| !answer.trim().is_empty())
}

fn ended(child: &mut Child, patience: Duration) -> bool {
    let until = Instant::now() + patience;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) if Instant::now() < until => thread::sleep(GLANCE),
            _ => return false,
        }
    }
}

fn mapped(answer: &str) -> String {
    let answer = answer.split_whitespace().collect::<Vec<_>>().join(" ");
    SOUNDS.iter().fold(answer, |answer, (espeak, model)| answer.replace(espeak, model)).replace('^', "")
}
