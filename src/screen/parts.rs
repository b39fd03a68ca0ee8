//! The small change of every screen: nodes that find their words by their own id. The node `home.search` says
//! the words `home-search`, with their attributes. Knows no single screen.

use jiff::civil::Date;

use super::Context;
use crate::domain::text::LocalText;
use crate::i18n::FluentValue;
use crate::semantic::{Language, Node, Weight};

/// The variables of a text.
pub type Variables<'a> = &'a [(&'a str, FluentValue<'a>)];

impl Context {
    /// The words of a node: those of its id, the dot a hyphen.
    pub fn words(&self, id: &str) -> String {
        self.words_with(id, &[])
    }
    /// The same, with variables.
    pub fn words_with(&self, id: &str, variables: Variables<'_>) -> String {
        self.texts.with(&id.replace('.', "-"), variables)
    }
    /// An attribute of the words of a node: `.value`, `.ahead`.
    pub fn attribute(&self, id: &str, attribute: &str) -> Option<String> {
        self.texts.attribute(&id.replace('.', "-"), attribute, &[])
    }
    /// A text of the catalogue in the language in force.
    pub fn local<'a>(&self, text: &'a LocalText) -> &'a str {
        text.get(self.settings.locale)
    }
    /// The language such a text is really in, for the voice. A sentence with such a text in it is said in this
    /// language as a whole: a voice of another cannot say the name, and the name matters most.
    pub fn language_of(&self, text: &LocalText) -> Language {
        text.language(self.settings.locale).tag()
    }

    /// A day with its weekday; with its year, if that is not this one.
    pub(super) fn date(&self, date: Date) -> String {
        if date.year() != self.now.year() {
            return self.texts.date(date);
        }
        self.words_with("frame.date", &[("day", self.texts.day(date).into()), ("weekday", self.texts.weekday(date).into())])
    }

    pub(super) fn heading<M>(&self, id: &'static str, level: u8) -> Node<M> {
        Node::heading(id, level, self.words(id))
    }
    /// One node for each sentence, so that a page can break between them.
    pub(super) fn text<M>(&self, id: &str) -> Vec<Node<M>> {
        self.text_with(id, &[])
    }
    pub(super) fn text_with<M>(&self, id: &str, variables: Variables<'_>) -> Vec<Node<M>> {
        sentences(id, &self.words_with(id, variables))
    }
    /// A text of the catalogue, one node for each sentence, in its own language.
    pub(super) fn told<M>(&self, id: &str, text: &LocalText) -> Vec<Node<M>> {
        let language = self.language_of(text);
        sentences(id, self.local(text)).into_iter().map(|node| node.language(language)).collect()
    }
    pub(super) fn button<M>(&self, id: &'static str, weight: Weight, on_press: M) -> Node<M> {
        self.dressed(id, Node::button(id, weight, self.words(id), on_press))
    }
    /// A button that cannot be pressed if `at_end`, and says why by its words' `.disabled`.
    pub(super) fn button_until<M>(&self, id: &'static str, at_end: bool, on_press: M) -> Node<M> {
        let button = self.button(id, Weight::Plain, on_press);
        match self.attribute(id, "disabled").filter(|_| at_end) {
            Some(why) => button.disabled(why),
            None => button,
        }
    }
    pub(super) fn card<M>(&self, id: impl Into<String>, on_press: M) -> Node<M> {
        let id = id.into();
        let words = self.words(&id);
        self.dressed(&id.clone(), Node::card(id, words, on_press))
    }
    fn dressed<M>(&self, id: &str, mut node: Node<M>) -> Node<M> {
        node.description = self.attribute(id, "description");
        node.hint = self.attribute(id, "hint");
        node
    }
}

/// A text cut behind each of its sentences: `id-1`, `id-2`, …
pub fn sentences<M>(id: &str, text: &str) -> Vec<Node<M>> {
    split(text).into_iter().enumerate().map(|(at, sentence)| Node::text(format!("{id}-{}", at + 1), sentence)).collect()
}

fn split(text: &str) -> Vec<&str> {
    let mut rest = text.trim();
    let mut sentences = Vec::new();
    while let Some(end) = end_of_first(rest) {
        let (first, tail) = rest.split_at(end);
        sentences.push(first);
        rest = tail.trim_start();
    }
    if !rest.is_empty() {
        sentences.push(rest);
    }
    sentences
}

/// Where the first sentence ends, unless it is the last.
fn end_of_first(text: &str) -> Option<usize> {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let ends = match c {
            '。' | '？' | '！' => !matches!(next, Some('”' | '」' | '）')),
            '.' | '?' | '!' => next == Some(' '),
            _ => false,
        };
        if ends && next.is_some() {
            return Some(at + c.len_utf8());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_behind_each_sentence() {
        assert_eq!(split("请坐。您好！要办什么？"), ["请坐。", "您好！", "要办什么？"]);
        assert_eq!(split("Sit down. It costs 1.5 yuan. Fine?"), ["Sit down.", "It costs 1.5 yuan.", "Fine?"]);
        assert_eq!(split("他问“在吗？”然后走了"), ["他问“在吗？”然后走了"]);
        assert!(split("  ").is_empty());
    }

    #[test]
    fn each_sentence_has_its_own_id() {
        let ids: Vec<_> = sentences::<()>("guide.who", "甲。乙。").into_iter().map(|node| node.id.to_string()).collect();
        assert_eq!(ids, ["guide.who-1", "guide.who-2"]);
    }
}
