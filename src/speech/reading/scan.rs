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
    /// How often a character was looked at: what tests count instead of time.
    #[cfg(test)]
    pub looks: std::cell::Cell<usize>,
    /// What was rewritten: which characters, and what was written for them.
    #[cfg(test)]
    pub rewritten: Vec<(std::ops::Range<usize>, String)>,
}

impl Scan {
    /// At the start of `text`.
    pub fn new(text: &str, words: &'static Words) -> Self {
        Self {
            text: text.chars().collect(),
            at: 0,
            out: String::with_capacity(text.len() * 2),
            words,
            #[cfg(test)]
            looks: std::cell::Cell::default(),
            #[cfg(test)]
            rewritten: Vec::new(),
        }
    }

    /// Whether all has been read.
    pub fn done(&self) -> bool {
        self.at >= self.text.len()
    }

    /// The character `ahead` of here.
    pub fn peek(&self, ahead: usize) -> Option<char> {
        self.looked(1);
        self.text.get(self.at + ahead).copied()
    }

    /// The character just before here.
    pub fn before(&self) -> Option<char> {
        self.back(1)
    }

    /// The character `back` before here, 1 is the last one.
    pub fn back(&self, back: usize) -> Option<char> {
        self.looked(1);
        self.at.checked_sub(back).and_then(|at| self.text.get(at)).copied()
    }

    /// The last character that was written.
    pub fn written(&self) -> Option<char> {
        self.out.chars().next_back()
    }

    /// The character that was written `back` before the next one, 1 is the last.
    pub fn wrote(&self, back: usize) -> Option<char> {
        self.out.chars().nth_back(back - 1)
    }

    /// Whether the number that begins here is one of a series: 第 stands before it, or before a space.
    pub fn ordinal(&self) -> bool {
        self.back(if self.before() == Some(' ') { 2 } else { 1 }) == Some('\u{7b2c}')
    }

    /// Whether any of these words stands before here, or before a space or colon.
    pub fn follows(&self, words: &[&str]) -> bool {
        let gap = (1..=2).take_while(|back| matches!(self.back(*back), Some(' ' | ':' | '：'))).count();
        words.iter().any(|word| self.precedes(gap, word))
    }

    /// Whether any of these words stands before here and names what follows: 验证码8052, 验证码：8052, 验证码是“8052”.
    pub fn names(&self, words: &[&str], links: &[&str]) -> bool {
        let back = self.label(links);
        words.iter().any(|word| self.precedes(back, word))
    }

    /// How far before here the word ends that a link (是, 为) or a colon ties to what follows; without either, right here.
    pub fn label(&self, links: &[&str]) -> usize {
        let gap = |from: usize| (1..=3).take_while(|back| self.back(from + back).is_some_and(|c| " :：“\"「(（，,".contains(c))).count();
        let at = gap(0);
        let link = links.iter().filter(|link| self.precedes(at, link)).map(|link| link.chars().count()).max();
        link.map_or(at, |length| at + length + gap(at + length))
    }

    /// Whether `word` ends `back` before here.
    pub fn precedes(&self, back: usize, word: &str) -> bool {
        word.chars().rev().enumerate().all(|(at, c)| self.back(back + at + 1) == Some(c))
    }

    /// Whether it goes on a number: digits and a sign stand before it, as in `36,000`.
    pub fn goes_on(&self) -> bool {
        matches!(self.back(1), Some('.' | ',' | '-' | '/' | ':')) && self.back(2).is_some_and(|c| c.is_ascii_digit())
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

    /// The characters `ahead` of here that are so.
    pub fn run(&self, ahead: usize, so: impl Fn(char) -> bool) -> &[char] {
        let rest = self.text.get(self.at + ahead..).unwrap_or_default();
        let length = rest.iter().take_while(|c| so(**c)).count();
        self.looked(length + 1);
        &rest[..length]
    }

    /// The digits `ahead` of here.
    pub fn digits(&self, ahead: usize) -> &[char] {
        self.run(ahead, |c| c.is_ascii_digit())
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

    /// Whether a word of Latin letters and digits can begin here.
    pub fn starts_code(&self) -> bool {
        self.peek(0).is_some_and(|c| c.is_ascii_alphanumeric()) && !self.before().is_some_and(|c| c.is_ascii_alphanumeric())
    }

    /// The words, if they are Chinese and a number begins here.
    pub fn chinese(&self) -> Option<&'static Words> {
        (self.words.chinese && self.starts_number()).then_some(self.words)
    }

    /// `word` with no space where there is one already, for `length` characters.
    pub fn spaced(&self, word: &str, length: usize) -> String {
        let word = if self.written().is_none_or(|c| c == ' ') { word.trim_start() } else { word };
        let end = self.peek(length).is_none_or(|c| c == ' ' || c.is_ascii_punctuation());
        if end { word.trim_end() } else { word }.to_owned()
    }

    /// Writes `words` for the next `length` characters.
    pub fn put(&mut self, words: &str, length: usize) {
        #[cfg(test)]
        self.rewritten.push((self.at..self.at + length.max(1), words.to_owned()));
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

    #[cfg(test)]
    fn looked(&self, times: usize) {
        self.looks.set(self.looks.get() + times);
    }

    #[cfg(not(test))]
    #[expect(clippy::unused_self, reason = "only tests count")]
    fn looked(&self, _times: usize) {}
}
