//! The words: every language has every id, attribute and variable; no id is unused, none is missing. That they are
//! plain is a rule of the audit (U1).

#![expect(clippy::expect_used, reason = "a test that cannot go on says why")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use tongban::domain::settings::Locale;
use tongban::i18n::LANGUAGES;
use tongban::screen;
use tongban::semantic::{Kind, Node};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(directory: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|one| one == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Every `id` and `id.attribute` of a language, with the variables in it and its words.
fn messages(language: &str) -> BTreeMap<String, (BTreeSet<String>, String)> {
    let mut messages: BTreeMap<String, (BTreeSet<String>, String)> = BTreeMap::new();
    let mut id = String::new();
    let mut key = String::new();
    for file in files(&root().join("i18n").join(language), "ftl") {
        let room = file.file_stem().expect("a name").to_string_lossy().into_owned();
        for line in fs::read_to_string(&file).expect("words").lines() {
            let head = line.split_once(" = ");
            if let Some((name, _)) = head.filter(|_| !line.starts_with([' ', '#'])) {
                id = name.to_owned();
                key = name.to_owned();
                let starts = id.starts_with(&format!("{room}-")) || room == "date";
                assert!(starts, "{id} of {} does not start with its room", file.display());
                assert!(!messages.contains_key(&key), "{key} twice in {language}");
            } else if let Some((name, _)) = head.filter(|_| line.trim_start().starts_with('.')) {
                key = format!("{id}{}", name.trim());
            }
            let entry = messages.entry(key.clone()).or_default();
            entry.0.extend(line.split('$').skip(1).map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()));
            entry.1.push_str(head.map_or(line, |(_, words)| words));
        }
    }
    messages.remove("");
    messages
}

#[test]
fn every_language_has_every_id_attribute_and_variable() {
    let shape = |language| -> BTreeMap<String, BTreeSet<String>> {
        messages(language).into_iter().map(|(key, (variables, _))| (key, variables)).collect()
    };
    let first = shape(LANGUAGES[0]);
    assert!(first.len() > 200, "the words are not read");
    for language in &LANGUAGES[1..] {
        let other = shape(language);
        let missing: Vec<_> = first.iter().filter(|(key, variables)| other.get(*key) != Some(*variables)).collect();
        let beyond: Vec<_> = other.keys().filter(|key| !first.contains_key(*key)).collect();
        assert!(missing.is_empty() && beyond.is_empty(), "{language}: missing or with other variables {missing:?}, beyond {beyond:?}");
    }
}

/// Every string of the sources that may name words: with the dot of a node's id a hyphen, and `*` for what is put in.
fn named_in_sources() -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for file in files(&root().join("src"), "rs") {
        let source = fs::read_to_string(&file).expect("a source");
        let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned();
        for (at, quoted) in source.split('"').enumerate() {
            if at % 2 == 1 && quoted.len() < 60 && !quoted.contains(char::is_whitespace) {
                named.insert(pattern(quoted));
            }
        }
    }
    named
}

fn pattern(quoted: &str) -> String {
    let mut pattern = String::new();
    let mut inside = false;
    for c in quoted.chars() {
        match c {
            '{' => {
                inside = true;
                pattern.push('*');
            }
            '}' => inside = false,
            '.' if !inside => pattern.push('-'),
            c if !inside => pattern.push(c),
            _ => {}
        }
    }
    pattern
}

fn fits(pattern: &str, id: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == id,
        Some((head, tail)) => {
            let Some(rest) = id.strip_prefix(head).filter(|_| !head.is_empty()) else { return false };
            (1..=rest.len())
                .filter(|at| rest.is_char_boundary(*at))
                .any(|at| if tail.is_empty() { at == rest.len() } else { fits(tail, &rest[at..]) })
        }
    }
}

#[test]
fn no_words_are_unused() {
    let named = named_in_sources();
    let messages = messages(LANGUAGES[0]);
    let unused: Vec<_> = messages
        .keys()
        .filter(|key| match key.split_once('.') {
            Some((_, attribute)) => !named.contains(attribute),
            None => !named.iter().any(|pattern| fits(pattern, key)),
        })
        .collect();
    assert!(unused.is_empty(), "no source names {unused:?}");
}

fn each_node(check: &mut impl FnMut(Locale, &str, &Node<screen::Message>)) {
    for locale in Locale::ALL {
        let ctx = screen::presets::context(locale).expect("the samples");
        for (name, state, page) in screen::presets(&ctx) {
            for (_, node) in page.nodes() {
                check(locale, &format!("{name}-{state} {} {}", locale.tag(), node.id), node);
            }
        }
    }
}

/// Words that are missing show as their id.
#[test]
fn no_words_are_missing() {
    let ids: BTreeSet<String> = messages(LANGUAGES[0]).into_keys().collect();
    let rooms: BTreeSet<&str> = ids.iter().filter_map(|id| id.split('-').next()).collect();
    each_node(&mut |_, place, node| {
        let mut shown = vec![node.name.clone()];
        shown.extend([&node.description, &node.spoken, &node.hint, &node.disabled].into_iter().flatten().cloned());
        if let Kind::Fact { value } = &node.kind {
            shown.push(value.clone());
        }
        for words in shown {
            let id = words.contains('-')
                && words.chars().all(|c| c.is_ascii_lowercase() || c == '-')
                && rooms.contains(words.split('-').next().unwrap_or_default());
            assert!(!words.trim().is_empty() && !id && !words.contains("{$"), "{place} says {words:?}");
        }
    });
}

/// The name of a tile has at most six characters, and home at most nine things to press.
#[test]
fn home_is_few_and_short() {
    let ctx = screen::presets::context(Locale::ZhCn).expect("the samples");
    for (_, state, page) in screen::presets(&ctx).into_iter().filter(|(name, ..)| *name == "home") {
        let mut pressable = 0;
        for node in &page.content {
            node.walk(&mut |node| {
                pressable += usize::from(node.focusable());
                assert!(!matches!(node.kind, Kind::Card) || node.name.chars().count() <= 6, "{}", node.name);
            });
        }
        assert!(pressable <= 9, "{state}: {pressable}");
    }
}
