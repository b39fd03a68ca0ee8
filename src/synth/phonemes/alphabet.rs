//! Pinyin and punctuation as phonemes, and phonemes as the numbers the model knows.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::table;

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
    let letters = syllable.trim_end_matches(|c: char| c.is_ascii_digit());
    let tone = syllable[letters.len()..].parse().unwrap_or(TONES.len());
    let mark = TONES.get(tone.saturating_sub(1)).copied().unwrap_or_default();
    SYLLABLES.get(letters).map(|phonemes| phonemes.replace('0', mark)).unwrap_or_default()
}

/// What the model gets for a sign; nothing for one it does not know.
pub fn punctuation(sign: char) -> &'static str {
    PUNCTUATION.get(sign.encode_utf8(&mut [0; 4]) as &str).copied().unwrap_or_default()
}

/// The numbers of `phonemes`; those that the model does not know are left out. Nothing but punctuation is nothing.
pub fn ids(phonemes: &str) -> Vec<u16> {
    if !phonemes.chars().any(|c| c.is_alphabetic() && VOCABULARY.contains_key(&c)) {
        return Vec::new();
    }
    phonemes.trim().chars().filter_map(|c| VOCABULARY.get(&c).copied()).collect()
}
