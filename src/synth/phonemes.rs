//! What the model is given to say: the phonemes of a text, numbers already read out (`speech::reading`).
//!
//! Its characters get pinyin ([`readings`]): words that are known by the whole sentence first (`speech::polyphones`), then
//! words and phrases found by jieba, then single characters by what stands around them; then the tones that words change
//! ([`tones`]). English words are asked of espeak-ng ([`english`]). What the model was not taught is left out.

mod alphabet;
mod english;
mod readings;
mod table;
mod tones;
mod words;

#[cfg(test)]
mod tests;

use crate::semantic::PERSON;
use crate::speech::reading;
use readings::Spoken;

/// The longest text between two Chinese characters that is asked of espeak-ng.
const LONGEST_ENGLISH: usize = 200;

/// The phonemes of `text`, as numbers of the model's alphabet, without the zeros at both ends. Nothing, if nothing can be said.
pub fn ids(text: &str, taiwan: bool) -> Vec<u16> {
    readings_of([text], taiwan).first().map(|reading| ids_of(reading, taiwan)).unwrap_or_default()
}

/// How each of `parts` is read, which together are one sentence: decided on all of it, so that a name behind a comma is still the
/// name that its label tells of. A reading is pinyin with a space between words, English in brackets, and punctuation as the
/// model learnt it; two texts that sound the same have the same one. [`ids_of`] takes it.
pub fn readings_of<'a>(parts: impl IntoIterator<Item = &'a str>, taiwan: bool) -> Vec<String> {
    let parts: Vec<String> = parts.into_iter().map(sayable).collect();
    let mut spoken = readings::read(&parts.concat(), taiwan).into_iter();
    parts.iter().map(|part| written(&spoken.by_ref().take(part.chars().count()).collect::<Vec<_>>())).collect()
}

/// How the Chinese characters of `text` are read: pinyin with its tone behind (5 is none, v is u umlaut, r5 is er-hua), one a character.
/// Characters nobody knows have none.
pub fn pinyin(text: &str, taiwan: bool) -> Vec<String> {
    readings::read(&sayable(text), taiwan).into_iter().filter_map(|spoken| spoken.said).map(String::from).collect()
}

/// `text` without what can be neither said nor heard as a pause, so that no word is torn by it.
fn sayable(text: &str) -> String {
    let known = |c: &char| reading::is_cjk(*c) || *c == PERSON || is_english(*c) || !alphabet::punctuation(*c).is_empty();
    text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(known).collect()
}

/// The words of `text`, in order, with the signs between them: where it may be parted.
pub fn words(text: &str) -> Vec<&str> {
    let simplified: String = text.chars().map(words::simplified).collect();
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let part = |word: words::Word| text.get(*ends.get(word.at.start)?..*ends.get(word.at.end)?);
    words::words(&simplified).into_iter().filter_map(part).collect()
}

/// The reading of a part: see [`readings_of`].
fn written(spoken: &[Spoken]) -> String {
    let mut reading = String::new();
    let mut at = 0;
    while let Some(next) = spoken.get(at) {
        let latin = run(&spoken[at..]);
        if latin > 0 {
            let words: String = spoken[at..at + latin].iter().map(|spoken| spoken.character).collect();
            reading += &format!("[{}]", words.trim_end());
        } else if let Some(said) = &next.said {
            if next.begins && reading.ends_with(|c: char| c.is_ascii_digit() || c == ']') {
                reading.push(' ');
            }
            reading += said;
        } else {
            reading += alphabet::punctuation(next.character);
        }
        at += latin.max(1);
    }
    reading.trim().to_owned()
}

/// The phonemes of a reading, as [`ids`] gives them.
pub fn ids_of(reading: &str, taiwan: bool) -> Vec<u16> {
    let mut english = english::Speaker::default();
    let (mut phonemes, mut syllable, mut words) = (String::new(), String::new(), None::<String>);
    for c in reading.chars() {
        match (&mut words, c) {
            (None, '[') => words = Some(String::new()),
            (Some(said), ']') => {
                word(&mut phonemes, &english.say(said).unwrap_or_else(|| letters(said, taiwan)));
                words = None;
            }
            (Some(said), c) => said.push(c),
            (None, 'a'..='z') => syllable.push(c),
            (None, '1'..='5') if !syllable.is_empty() => {
                syllable.push(c);
                phonemes += &alphabet::phonemes(&std::mem::take(&mut syllable));
            }
            (None, c) => phonemes.push(c),
        }
    }
    alphabet::ids(&phonemes)
}

/// How many characters from here on are English.
fn run(spoken: &[Spoken]) -> usize {
    let begins = spoken.first().is_some_and(|first| first.character.is_ascii_alphabetic());
    let longest = if begins { LONGEST_ENGLISH } else { 0 };
    spoken.iter().take(longest).take_while(|spoken| is_english(spoken.character)).count()
}

fn is_english(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, ' ' | '\'' | '’' | '-')
}

/// Another word, a space between it and the one before.
fn word(phonemes: &mut String, said: &str) {
    if phonemes.ends_with(alphabet::is_sound) {
        phonemes.push(' ');
    }
    *phonemes += said;
}

/// Words that nobody can say in English, letter by letter in Chinese.
fn letters(words: &str, taiwan: bool) -> String {
    let language = if taiwan { "zh-TW" } else { "zh-CN" };
    let names = words.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_uppercase().to_string());
    let names: String = names.map(|letter| reading::read(&letter, language)).collect();
    let syllables = readings::read(&names, taiwan).into_iter().filter_map(|spoken| spoken.said);
    syllables.map(|said| alphabet::phonemes(&said)).collect::<Vec<_>>().join(" ")
}
