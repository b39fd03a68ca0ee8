//! Pinyin and punctuation as phonemes, and phonemes as the numbers the model knows.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{table, tones};

static SYLLABLES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| table::map(include_str!("../../../assets/synth/syllables.tsv")));
static PUNCTUATION: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| table::map(include_str!("../../../assets/synth/punctuation.tsv")));
static VOCABULARY: LazyLock<HashMap<char, u16>> = LazyLock::new(|| {
    let rows = table::rows(include_str!("../../../assets/synth/vocabulary.tsv"));
    rows.filter_map(|(sign, id)| Some((sign.chars().next()?, id.parse().ok()?))).collect()
});

/// The marks of the tones 1 to 5.
const TONES: [&str; 5] = ["→", "↗", "↓", "↘", ""];

/// The phonemes of a syllable of pinyin; none if there is no such syllable.
pub fn phonemes(syllable: &str) -> String {
    let letters = tones::toneless(syllable);
    let tone = syllable[letters.len()..].parse().unwrap_or(TONES.len());
    let mark = TONES.get(tone.saturating_sub(1)).copied().unwrap_or_default();
    SYLLABLES.get(letters).map(|phonemes| phonemes.replace('0', mark)).unwrap_or_default()
}

/// What the model gets for a sign; nothing for one it does not know.
pub fn punctuation(sign: char) -> &'static str {
    PUNCTUATION.get(sign.encode_utf8(&mut [0; 4]) as &str).copied().unwrap_or_default()
}

/// Whether it is something that is heard, or how high, and not a pause.
pub fn is_sound(phoneme: char) -> bool {
    phoneme.is_alphabetic() || TONES.iter().any(|tone| tone.contains(phoneme))
}

/// The numbers of `phonemes`; those that the model does not know are left out. Nothing but punctuation is nothing.
pub fn ids(phonemes: &str) -> Vec<u16> {
    let known = || phonemes.trim().chars().filter(|c| VOCABULARY.contains_key(c));
    if !known().any(is_sound) {
        return Vec::new();
    }
    let mut ids: Vec<_> = known().filter_map(|c| VOCABULARY.get(&c).copied()).collect();
    ids.dedup_by(|next, before| next == before && Some(&*next) == VOCABULARY.get(&' '));
    ids
}

/// The sign of a number.
#[cfg(test)]
pub fn sign(id: u16) -> Option<char> {
    VOCABULARY.iter().find(|(_, known)| **known == id).map(|(sign, _)| *sign)
}
