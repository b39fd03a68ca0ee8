//! What the program says whoever comes (固定的话): every page in every state as it is told, every node as it is told when one comes to
//! it, and the words that stand on no page. Byte for byte what is asked of the voice at run time.

use std::collections::HashSet;

use serde_json::Value;

use crate::domain::catalogue::Catalogue;
use crate::domain::settings::{Locale, TextSize};
use crate::i18n::{self, Texts};
use crate::screen::{Context, Message, Words, presets};
use crate::semantic::{Language, Page, Urgency, Utterance, Wording as _, narrate, narrate_node};
use crate::speech;

/// Rooms whose words are printed, not said.
const PRINTED: [&str; 3] = ["audit", "command", "startup"];
/// No page has more parts, no field more characters, that would be worth making before somebody asks.
const COUNTED: usize = 20;

/// The sentences of a language that its Chinese voice says, those of the first screens first, numbers read out.
pub fn sentences(locale: Locale) -> Vec<String> {
    let texts = Texts::of(locale.tag());
    let pages = [false, true].into_iter().filter_map(|kiosk| {
        let ctx = presets::context(locale)?;
        Some(presets::presets(&Context { kiosk, ..ctx }))
    });
    let mut said: Vec<Utterance> = pages.flatten().flat_map(|(_, _, page)| told(&page, texts)).collect();
    said.extend(off_page(texts).into_iter().map(|words| utterance(texts.language(), words)));
    let mut known = HashSet::new();
    let spoken = said.iter().flat_map(speech::pieces).flat_map(|piece| speech::sentences_of(&piece.read, piece.language));
    let chinese = spoken.filter(|(language, _)| language.starts_with("zh")).map(|(_, words)| words);
    chinese.filter(|words| known.insert(words.clone())).collect()
}

/// What the catalogue inside the program says: whatever stands in its files in a language, and every name of a service. It may be kept, as
/// nobody's secret, but is not made before somebody asks for it.
pub fn catalogue(locale: Locale) -> Vec<String> {
    let mut texts = Vec::new();
    for (_, bytes) in Catalogue::embedded_files().iter().filter(|(name, _)| name.ends_with(".json")) {
        written(&serde_json::from_slice(bytes).unwrap_or_default(), locale, &mut texts);
    }
    for entry in Catalogue::embedded().0.services() {
        let summary = &entry.summary;
        texts.extend(
            [Some(&summary.name), summary.everyday.as_ref(), Some(&summary.department)]
                .into_iter()
                .flatten()
                .map(|text| text.get(locale).to_owned()),
        );
    }
    let mut known = HashSet::new();
    let language = Texts::of(locale.tag()).language();
    let spoken = texts.iter().flat_map(|text| speech::sentences_of(text, language)).map(|(_, words)| words);
    spoken.filter(|words| known.insert(words.clone())).collect()
}

/// The words of a language in a file of the catalogue.
fn written(value: &Value, locale: Locale, texts: &mut Vec<String>) {
    match value {
        Value::Object(all) => {
            texts.extend(all.get(locale.tag()).and_then(Value::as_str).map(str::to_owned));
            all.values().for_each(|value| written(value, locale, texts));
        }
        Value::Array(all) => all.iter().for_each(|value| written(value, locale, texts)),
        _ => {}
    }
}

/// A page on arrival, and each of its nodes.
fn told(page: &Page<Message>, texts: &Texts) -> Vec<Utterance> {
    let words = Words(texts);
    let mut said = narrate(page, None, &words);
    said.extend(page.nodes().iter().filter_map(|(_, node)| narrate_node(page, &node.id, &words)));
    said
}

fn utterance(language: Language, spoken: String) -> Utterance {
    Utterance { node: "page".into(), language, text: String::new(), spoken, urgency: Urgency::Page, names: Vec::new() }
}

/// What is said and stands on no page: the steps of the settings, how much was written, which part of a page it is, and whatever
/// else has no variable.
fn off_page(texts: &Texts) -> Vec<String> {
    let step = |id: &str, step: u64| texts.with(id, &[("step", step.into())]);
    let mut said: Vec<_> = (1..=TextSize::MAX.step()).map(|size| step("app-size", size.into())).collect();
    said.extend((5..=20).map(|tenth| step("app-rate", tenth * 10)));
    said.extend((0..=10).map(|volume| step("app-volume", volume)));
    let counted = |id: &'static str| (1..=COUNTED).map(move |count| texts.with(id, &[("count", count.into())]));
    said.extend(counted("app-written-secret").chain(counted("app-written-words")));
    said.extend((1..=5).flat_map(|parts| (1..=parts).map(move |part| Words(texts).more_below(part, parts))));
    let rooms = i18n::sources(texts.language()).filter(|(room, _)| !PRINTED.contains(room));
    said.extend(rooms.flat_map(|(_, source)| without_variables(source, texts)));
    said
}

/// The messages and attributes of a room that are always the same words.
fn without_variables(source: &str, texts: &Texts) -> Vec<String> {
    let (mut id, mut said) = ("", Vec::new());
    for line in source.lines().filter(|line| !line.contains("{ $")) {
        let Some((name, _)) = line.split_once(" =") else { continue };
        match name.trim_start().strip_prefix('.') {
            Some(attribute) => said.extend(texts.attribute(id, attribute, &[])),
            None if !name.starts_with([' ', '#', '-']) => {
                id = name;
                said.push(texts.get(id));
            }
            None => {}
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_fixed_is_known_in_both_ways_of_writing_and_nothing_else() {
        for (locale, words) in [(Locale::ZhCn, "请看着屏幕办。"), (Locale::ZhTw, "請看著螢幕辦。")] {
            let all = sentences(locale);
            assert!(all.iter().any(|one| one == words), "{words}");
            assert!(all.iter().all(|one| !one.contains(['{', '}'])), "{all:?}");
            let once: HashSet<_> = all.iter().collect();
            assert_eq!(once.len(), all.len(), "each once");
        }
    }
}
