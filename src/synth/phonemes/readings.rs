//! The pinyin of a text. First what `speech::polyphones` says of the whole sentence, then phrases along the edges of words, then
//! phrases inside of a word, then single characters: by their neighbours, by themselves.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use pinyin::ToPinyin;

use super::words::{self, Word};
use super::{table, tones};
use crate::speech::polyphones::{self, Piece};
use crate::speech::reading;

/// The longest phrase, in characters.
const LONGEST_PHRASE: usize = 8;

static PHRASES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let others = table::rows(include_str!("../../../assets/synth/phrases.tsv"));
    others.chain(table::rows(include_str!("../../../assets/synth/readings.tsv"))).collect()
});
static RULES: LazyLock<HashMap<char, Vec<Rule>>> = LazyLock::new(|| {
    let mut rules: HashMap<char, Vec<Rule>> = HashMap::new();
    for (character, rule) in table::rows(include_str!("../../../assets/synth/rules.tsv")) {
        let [before, behind, said] = rule.split('\t').collect::<Vec<_>>()[..] else { continue };
        if let Some(character) = character.chars().next() {
            rules.entry(character).or_default().push(Rule { before, behind, said });
        }
    }
    rules
});

/// A row of `rules.tsv`.
struct Rule {
    before: &'static str,
    behind: &'static str,
    said: &'static str,
}

/// A character and what is said of it.
#[derive(Debug)]
pub struct Spoken {
    /// As it is written.
    pub character: char,
    /// Its pinyin; nothing for what is not Chinese.
    pub said: Option<Cow<'static, str>>,
    /// What `speech::polyphones` says of it where it stands in no word.
    alone: Option<&'static str>,
    /// Whether a word begins here.
    pub begins: bool,
    /// Whether a table for the whole sentence has the last word on it, tone and all.
    pub settled: bool,
}

/// A text on its way to be spoken.
pub struct Text {
    /// Character by character.
    pub spoken: Vec<Spoken>,
    /// The same in simplified characters.
    pub simple: Vec<char>,
    /// Its words.
    pub words: Vec<Word>,
}

/// The characters of `text` and how each is read.
pub fn read(text: &str, taiwan: bool) -> Vec<Spoken> {
    let simple: Vec<char> = text.chars().map(words::simplified).collect();
    let words = words::words(&simple.iter().collect::<String>());
    let unread = |character| Spoken { character, said: None, alone: None, begins: false, settled: false };
    let mut spoken: Vec<Spoken> = text.chars().map(unread).collect();
    for word in &words {
        spoken[word.at.start].begins = true;
    }
    let pieces = polyphones::pieces(text, if taiwan { "zh-TW" } else { "zh-CN" });
    let mut text = Text { spoken, simple, words };
    text.settle(pieces);
    text.phrases();
    for at in 0..text.spoken.len() {
        if text.spoken[at].said.is_none() && reading::is_cjk(text.spoken[at].character) {
            text.spoken[at].said = text.single(at);
        }
        if taiwan && !text.spoken[at].settled {
            text.taiwan(at);
        }
    }
    tones::change(&mut text, taiwan);
    text.spoken
}

/// How a character is read that no table knows.
fn plain(character: char) -> Option<Cow<'static, str>> {
    let known = |c: char| c.to_pinyin().map(|pinyin| pinyin.with_tone_num_end());
    let said = known(character).or_else(|| known(words::simplified(character)))?;
    let said = said.replace('ü', "v");
    Some(if said.ends_with(|c: char| c.is_ascii_digit()) { said.into() } else { (said + "5").into() })
}

impl Text {
    /// Takes over what is known by the whole sentence.
    fn settle(&mut self, pieces: Vec<Piece>) {
        let mut at = 0;
        for piece in pieces {
            let length = piece.text.chars().count();
            let settled = piece.word && !self.cuts(at..at + length);
            for (spoken, syllable) in self.spoken[at..].iter_mut().zip(piece.said.into_iter().flat_map(|said| said.split(' '))) {
                spoken.settled = settled;
                spoken.said = settled.then_some(Cow::Borrowed(syllable));
                spoken.alone = (length == 1).then_some(syllable);
            }
            at += length;
        }
    }

    /// Whether a word of two characters is really the end of one and the beginning of another.
    fn cuts(&self, at: Range<usize>) -> bool {
        let (first, second) = (self.word(at.start), self.word(at.end - 1));
        let apart = first.at.start < at.start && first.at.end == second.at.start && at.end < second.at.end;
        at.len() == 2 && apart && first.known && second.known
    }

    /// Reads the phrases: whole words and words in a row first, then what stands inside of a word.
    fn phrases(&mut self) {
        let mut first = 0;
        while let Some(word) = self.words.get(first) {
            let start = word.at.start;
            let ends = self.words[first..].iter().map(|word| word.at.end).take_while(|end| end - start <= LONGEST_PHRASE);
            let ends: Vec<_> = ends.collect();
            let phrase = (0..ends.len()).rev().find_map(|more| Some((more, self.phrase(start..ends[more])?)));
            if let Some((more, said)) = phrase {
                self.say(start, said);
                first += more;
            } else {
                self.inside(word.at.clone());
            }
            first += 1;
        }
    }

    /// Reads the phrases inside of a word, the longest from the left.
    fn inside(&mut self, word: Range<usize>) {
        let mut at = word.start;
        while at < word.end {
            let longest = word.end.min(at + LONGEST_PHRASE);
            let phrase = (at + 2..=longest).rev().find_map(|end| Some((end, self.phrase(at..end)?)));
            // where both characters stand twice, the second is not light
            let twice = |end: usize| end < word.end && self.simple[end] == self.simple[end - 1];
            let phrase = phrase.filter(|(end, said)| !(said.ends_with('5') && twice(*end)));
            if let Some((_, said)) = phrase {
                self.say(at, said);
            }
            at = phrase.map_or(at + 1, |(end, _)| end);
        }
    }

    fn phrase(&self, at: Range<usize>) -> Option<&'static str> {
        let phrase: String = self.simple[at].iter().collect();
        PHRASES.get(phrase.as_str()).copied()
    }

    fn say(&mut self, start: usize, said: &'static str) {
        for (spoken, syllable) in self.spoken[start..].iter_mut().zip(said.split(' ')) {
            spoken.said.get_or_insert(Cow::Borrowed(syllable));
        }
    }

    /// How the character there is read where no word tells: by its neighbours, by itself.
    fn single(&self, at: usize) -> Option<Cow<'static, str>> {
        let spoken = &self.spoken[at];
        let rules = RULES.get(&spoken.character).or_else(|| RULES.get(&self.simple[at]));
        let fits = |rule: &&Rule| self.stands(rule.before, at, Side::Before) && self.stands(rule.behind, at, Side::Behind);
        let ruled = rules.and_then(|rules| rules.iter().find(fits)).map(|rule| rule.said);
        ruled.or(spoken.alone).map(Cow::Borrowed).or_else(|| plain(spoken.character))
    }

    /// Whether what a rule asks for stands on that side of a character. Nobody looks from inside a word into the next.
    fn stands(&self, wanted: &str, at: usize, side: Side) -> bool {
        let word = self.word(at);
        let alone = word.at.len() == 1 || !word.known;
        let (near, open) = match side {
            Side::Before => (&self.simple[..at], alone || at > word.at.start),
            Side::Behind => (&self.simple[at + 1..], alone || at + 1 < word.at.end),
        };
        let next = match side {
            Side::Before => near.last(),
            Side::Behind => near.first(),
        };
        let one = |wanted: &str| match wanted {
            "*" => true,
            "^" => alone || !open,
            "#" => open && next.is_some_and(|c| tones::is_numeral(*c)),
            "~" => alone && at > 0 && self.word(at - 1).describes && self.word(at - 1).at.len() > 1,
            _ => open && adjoins(near, wanted, side),
        };
        wanted.split(' ').any(one)
    }

    /// The word a character is in.
    pub fn word(&self, at: usize) -> &Word {
        &self.words[self.words.partition_point(|word| word.at.end <= at)]
    }

    /// Reads a character as in Taiwan: some otherwise, few lightly.
    fn taiwan(&mut self, at: usize) {
        let spoken = &self.spoken[at];
        let Some(said) = &spoken.said else { return };
        let light = said.ends_with('5') && said != tones::CHILD && !tones::is_particle(spoken.character);
        let other = polyphones::in_taiwan(spoken.character).map(Cow::Borrowed);
        if let Some(other) = other.or_else(|| light.then(|| self.single(at)).flatten()) {
            self.spoken[at].said = Some(other);
        }
    }
}

#[derive(Clone, Copy)]
enum Side {
    Before,
    Behind,
}

/// Whether `near` begins (behind) or ends (before) with `wanted`.
fn adjoins(near: &[char], wanted: &str, side: Side) -> bool {
    match side {
        Side::Before => near.iter().rev().copied().take(wanted.chars().count()).eq(wanted.chars().rev()),
        Side::Behind => near.iter().copied().take(wanted.chars().count()).eq(wanted.chars()),
    }
}
