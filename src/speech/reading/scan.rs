//! A text while it is being read: where one is, what is before and behind, what has been written.

use super::words::Words;

/// What a reader answers: the words, and how many characters they stand for.
pub type Read = Option<(String, usize)>;

/// The scanner.
pub struct Scan {
    text: Vec<char>,
    at: usize,
    out: String,
    /// The words to write with.
    pub words: &'static Words,
}

impl Scan {
    /// At the start of `text`.
    pub fn new(text: &str, words: &'static Words) -> Self {
        Self { text: text.chars().collect(), at: 0, out: String::with_capacity(text.len() * 2), words }
    }

    /// Whether all has been read.
    pub fn done(&self) -> bool {
        self.at >= self.text.len()
    }

    /// The character `ahead` of here.
    pub fn peek(&self, ahead: usize) -> Option<char> {
        self.text.get(self.at + ahead).copied()
    }

    /// The character just before here.
    pub fn before(&self) -> Option<char> {
        self.at.checked_sub(1).and_then(|at| self.text.get(at)).copied()
    }

    /// Whether the number that begins here is one of a series: 第 stands before it, or before a space.
    pub fn ordinal(&self) -> bool {
        let ahead = self.text.get(..self.at).unwrap_or_default();
        let ahead = ahead.strip_suffix(&[' ']).unwrap_or(ahead);
        ahead.ends_with(&['\u{7b2c}'])
    }

    /// Whether it goes on a number: digits and a sign stand before it, as in `36,000`.
    pub fn goes_on(&self) -> bool {
        let ahead = self.text.get(..self.at).unwrap_or_default();
        matches!(ahead, [.., digit, '.' | ',' | '-' | '/' | ':'] if digit.is_ascii_digit())
    }

    /// Whether `text` stands `ahead` of here.
    pub fn stands(&self, ahead: usize, text: &str) -> bool {
        !text.is_empty() && text.chars().enumerate().all(|(at, c)| self.peek(ahead + at) == Some(c))
    }

    /// Whether any of these words stands `ahead` of here, behind a space or none.
    pub fn any(&self, ahead: usize, words: &[&str]) -> bool {
        let ahead = ahead + usize::from(self.peek(ahead) == Some(' '));
        words.iter().any(|word| self.stands(ahead, word))
    }

    /// The digits `ahead` of here.
    pub fn digits(&self, ahead: usize) -> &[char] {
        let rest = self.text.get(self.at + ahead..).unwrap_or_default();
        let length = rest.iter().take_while(|c| c.is_ascii_digit()).count();
        &rest[..length]
    }

    /// The digits `ahead` of here as a number, if there are at least `least` and at most `most` of them.
    pub fn number(&self, ahead: usize, least: usize, most: usize) -> Option<u32> {
        let digits = self.digits(ahead);
        let fits = (least..=most).contains(&digits.len());
        fits.then(|| digits.iter().fold(0, |sum, c| sum * 10 + c.to_digit(10).unwrap_or_default()))
    }

    /// Whether a number can begin here: at its first digit.
    pub fn starts_number(&self) -> bool {
        self.peek(0).is_some_and(|c| c.is_ascii_digit()) && !self.before().is_some_and(|c| c.is_ascii_digit())
    }

    /// Writes `words` for the next `length` characters.
    pub fn put(&mut self, words: &str, length: usize) {
        self.out.push_str(words);
        self.at += length.max(1);
    }

    /// Writes the next character as it is.
    pub fn copy(&mut self) {
        if let Some(c) = self.peek(0) {
            self.out.push(c);
        }
        self.at += 1;
    }

    /// What has been written.
    pub fn finish(self) -> String {
        self.out
    }
}
