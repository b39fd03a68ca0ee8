//! The house keeps its rooms: which room may use which, which crate lives where, and how long a file may be.
//! Reads the sources as text; knows nothing of what they do.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};

/// A room and the rooms it may use. `api::wire` is a part that may be used without the rest.
const ROOMS: [(&str, &[&str]); 14] = [
    ("domain", &[]),
    ("semantic", &[]),
    ("i18n", &[]),
    ("screen", &["domain", "semantic", "i18n"]),
    ("ui", &["semantic"]),
    ("speech", &["semantic"]),
    ("synth", &["semantic", "speech"]),
    ("platform", &["semantic", "domain"]),
    ("api", &["domain"]),
    ("backend", &["domain", "api::wire"]),
    ("session", &["domain"]),
    ("command", &["domain", "i18n"]),
    ("audit", &["domain", "semantic", "i18n", "screen", "ui", "platform"]),
    (
        "app",
        &["domain", "semantic", "i18n", "screen", "ui", "speech", "synth", "platform", "api", "backend", "session", "command", "audit"],
    ),
];

/// A crate and the only rooms that may name it.
const CRATES: [(&str, &[&str]); 29] = [
    ("iced", &["ui", "app"]),
    ("iced_runtime", &["ui"]),
    ("lucide_icons", &["ui"]),
    ("png", &["ui"]),
    ("tts", &["speech"]),
    ("rten", &["synth"]),
    ("rten_tensor", &["synth"]),
    ("prost", &["synth"]),
    ("jieba_rs", &["synth"]),
    ("wsola", &["synth"]),
    ("ebur128", &["synth"]),
    ("flacenc", &["synth"]),
    ("claxon", &["synth"]),
    ("hound", &["synth"]),
    ("accesskit", &["platform", "audit"]),
    ("accesskit_unix", &["platform"]),
    ("zbus", &["platform"]),
    ("minijinja", &["audit"]),
    ("pulseaudio", &["platform"]),
    ("reqwest", &["api"]),
    ("axum", &["backend"]),
    ("sea_orm", &["backend"]),
    ("sea_orm_migration", &["backend"]),
    ("utoipa", &["backend", "api"]),
    ("pinyin", &["backend", "speech", "synth"]),
    ("fluent_bundle", &["i18n"]),
    ("encoding_rs", &["domain"]),
    ("clap", &["command"]),
    ("tracing_subscriber", &["session"]),
];

const LONGEST_FILE: usize = 400;

struct Source {
    name: String,
    room: String,
    text: String,
}

impl Source {
    /// The lines of the program itself: no comments, no tests.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let own = self.text.lines().take_while(|line| line.trim() != "#[cfg(test)]");
        let tests = self.name.ends_with("tests.rs") || self.name.contains("/tests/");
        let own = own.take(if tests { 0 } else { usize::MAX });
        own.enumerate().map(|(at, line)| (at + 1, without_comment(line)))
    }
}

/// Cuts a `//` comment off, unless the slashes stand in a string.
fn without_comment(line: &str) -> &str {
    let comment = line.match_indices("//").find(|(at, _)| line[..*at].matches('"').count().is_multiple_of(2));
    comment.map_or(line, |(at, _)| &line[..at])
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    assert!(paths.len() > 20, "where is src?");
    let read = |path: PathBuf| {
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
        let room = name.split(['/', '.']).next().unwrap().to_owned();
        Source { text: fs::read_to_string(&path).unwrap(), name, room }
    };
    paths.into_iter().map(read).collect()
}

fn collect(directory: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

/// The paths behind each `root` in a line, groups taken apart: `crate::{a::b, c}` gives `a::b` and `c`.
fn paths_behind<'a>(line: &'a str, root: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    for (at, _) in line.match_indices(root) {
        let word = |c: char| c.is_alphanumeric() || c == '_';
        if line[..at].ends_with(word) || line[..at].ends_with('$') {
            continue;
        }
        let rest = &line[at + root.len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(group.split(',').map(str::trim)),
            None => found.push(rest),
        }
    }
    found
}

fn report(what: &str, wrong: &[String]) {
    assert!(wrong.is_empty(), "{what}:\n{}", wrong.join("\n"));
}

#[test]
fn each_room_uses_only_what_it_may() {
    let mut wrong = Vec::new();
    for source in sources() {
        let Some((_, may)) = ROOMS.iter().find(|(room, _)| *room == source.room) else {
            if !["lib", "main"].contains(&source.room.as_str()) {
                wrong.push(format!("{}: no such room", source.name));
            }
            continue;
        };
        for (at, line) in source.code() {
            for path in paths_behind(line, "crate::") {
                let used = path.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
                let known = ROOMS.iter().any(|(room, _)| *room == used);
                let allowed = used == source.room
                    || may
                        .iter()
                        .any(|room| path == *room || path.strip_prefix(room).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)));
                if known && !allowed {
                    wrong.push(format!("{}:{at}: {} may not use {path}", source.name, source.room));
                }
            }
        }
    }
    report("A room uses what it may not", &wrong);
}

#[test]
fn each_crate_lives_in_its_room() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (at, line) in source.code() {
            for (name, rooms) in CRATES {
                let own_part = line.contains(&format!("crate::platform::{name}")) || line.contains(&format!("mod {name}"));
                if !rooms.contains(&source.room.as_str()) && !own_part && !paths_behind(line, &format!("{name}::")).is_empty() {
                    wrong.push(format!("{}:{at}: {name} belongs to {rooms:?}", source.name));
                }
            }
        }
    }
    report("A crate is named outside its room", &wrong);
}

#[test]
fn every_file_says_what_it_is_for_and_is_short() {
    let mut wrong = Vec::new();
    for source in sources() {
        if !source.text.starts_with("//!") {
            wrong.push(format!("{}: does not begin with //!", source.name));
        }
        let lines = source.text.lines().count();
        if lines >= LONGEST_FILE {
            wrong.push(format!("{}: {lines} lines", source.name));
        }
        if source.name.ends_with("mod.rs") {
            wrong.push(format!("{}: a room is room.rs and room/part.rs", source.name));
        }
    }
    report("Files", &wrong);
}

#[test]
fn words_and_places_stand_in_no_source() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (at, line) in source.code() {
            let han = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c);
            let in_string = line.split('"').skip(1).step_by(2).any(|string| string.contains(han));
            if in_string {
                wrong.push(format!("{}:{at}: words belong in i18n or assets: {}", source.name, line.trim()));
            }
            if ["\"/home/", "\"/root", "\"/work/", "\"/tmp"].iter().any(|path| line.contains(path)) {
                wrong.push(format!("{}:{at}: a path of one machine: {}", source.name, line.trim()));
            }
        }
    }
    report("Words or places in the sources", &wrong);
}

#[test]
fn the_scan_sees_what_it_is_to_see() {
    assert_eq!(paths_behind("use crate::{api::wire, ui};", "crate::"), ["api::wire", "ui};"]);
    assert_eq!(paths_behind("let x = my_iced::y(); iced::z", "iced::"), ["z"]);
    assert_eq!(without_comment("let x = \"http://a\"; // crate::ui"), "let x = \"http://a\"; ");
}
