//! What is in a catalogue, counted.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::lint;
use crate::domain::plain::{self, Level};
use crate::domain::settings::Locale;

/// What is in a catalogue, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Census {
    /// Full services and bundles.
    pub services: usize,
    /// Bare items.
    pub items: usize,
    /// Full services that bring a form.
    pub forms: usize,
    /// Full services by handling, as it is written: `form_then_papers`.
    pub handlings: BTreeMap<String, usize>,
    /// Questions of all forms.
    pub questions: usize,
    /// Materials of all guides.
    pub materials: usize,
    /// Texts that rule U1 is for, each in each language.
    pub texts: usize,
    /// Their sentences.
    pub sentences: usize,
    /// The longest Chinese sentence, in characters.
    pub longest: usize,
    /// The longest English one, in words.
    pub longest_english: usize,
    /// Characters outside the list everybody learns.
    pub rare: BTreeSet<char>,
}

impl Census {
    /// Counts a JSON file of the catalogue too.
    pub(super) fn add(&mut self, file: &Value) {
        if file.get("names").is_some() {
            self.services += 1;
            let handling = file.get("handling").and_then(Value::as_str).unwrap_or_default();
            *self.handlings.entry(handling.to_owned()).or_default() += 1;
        }
        self.materials += file.pointer("/guide/materials").and_then(Value::as_array).map_or(0, Vec::len);
        if let Some(form) = file.get("form") {
            let branches = form.get("allOf").and_then(Value::as_array).into_iter().flatten().filter_map(|branch| branch.get("then"));
            let questions = |place: &Value| place.get("properties").and_then(Value::as_object).map_or(0, |questions| questions.len());
            self.forms += 1;
            self.questions += questions(form) + branches.map(questions).sum::<usize>();
        }
        for text in lint::texts(file) {
            let language = text.locale.tag();
            let longest = if text.locale == Locale::En { &mut self.longest_english } else { &mut self.longest };
            self.texts += 1;
            for sentence in plain::sentences(text.words, language) {
                self.sentences += 1;
                *longest = plain::length(sentence, language).max(*longest);
            }
            if text.locale != Locale::En {
                self.rare.extend(plain::reading(text.words, Level::Read).rare);
            }
        }
    }
}
