//! `tongban audit --html`: every rule, every screen in every size and theme and in every state, and pages that keep the
//! rules themselves: each link leads somewhere, each picture has words, each table its heads.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use tongban::audit::RULES;
use tongban::domain::settings::Locale;
use tongban::screen::{ScreenId, presets};

/// The largest a report may be, bytes: it is sent by post.
const LARGEST: u64 = 70_000_000;
/// Elements without an end.
const VOID: [&str; 3] = ["img", "link", "meta"];

fn html(directory: &Path) -> Vec<(PathBuf, String)> {
    let mut pages = Vec::new();
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            pages.extend(html(&path));
        } else if path.extension().is_some_and(|extension| extension == "html") {
            pages.push((path.clone(), std::fs::read_to_string(&path).unwrap()));
        }
    }
    pages
}

/// The tags of a page: what stands between each `<` and `>`.
fn tags(page: &str) -> impl Iterator<Item = &str> {
    page.split('<').skip(1).map(|rest| rest.split_once('>').expect("an open bracket").0)
}

/// What stands in an attribute, a slash written out.
fn attribute(tag: &str, name: &str) -> Option<String> {
    Some(tag.split_once(&format!(" {name}=\""))?.1.split('"').next()?.replace("&#x2f;", "/"))
}

/// Every element ends where it should.
fn must_be_well_formed(path: &Path, page: &str) {
    let mut open = Vec::new();
    for tag in tags(page).filter(|tag| !tag.starts_with('!')) {
        let name = tag.split(|c: char| c.is_whitespace()).next().unwrap();
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "{}", path.display()),
            None if VOID.contains(&name) => {}
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "{}: {open:?}", path.display());
}

fn must_be_readable(path: &Path, page: &str, language: &str) {
    let of = |name: &'static str| tags(page).filter(move |tag| tag.split_whitespace().next() == Some(name));
    assert!(of("html").all(|tag| attribute(tag, "lang").as_deref() == Some(language)));
    assert_eq!((of("h1").count(), of("title").count(), of("main").count()), (1, 1, 1), "{}", path.display());
    assert!(of("img").all(|tag| attribute(tag, "alt").is_some_and(|alt| alt.chars().count() > 5)), "{}", path.display());
    assert!(of("img").all(|tag| attribute(tag, "loading").as_deref() == Some("lazy") && attribute(tag, "width").is_some()));
    assert!(of("th").all(|tag| attribute(tag, "scope").is_some()), "{}", path.display());
    assert_eq!(of("table").count(), of("caption").count());
}

/// Every link and picture is there, and the place in it.
fn must_lead_somewhere(path: &Path, page: &str) {
    let links: BTreeSet<String> = tags(page).flat_map(|tag| [attribute(tag, "href"), attribute(tag, "src")]).flatten().collect();
    assert!(links.len() > 3, "{}", path.display());
    for link in links {
        let (file, place) = link.split_once('#').unwrap_or((&link, ""));
        let to = if file.is_empty() { path.to_owned() } else { path.parent().unwrap().join(file) };
        assert!(to.is_file(), "{} leads to {link}", path.display());
        let there = place.is_empty() || std::fs::read_to_string(&to).unwrap().contains(&format!(" id=\"{place}\""));
        assert!(there, "{} leads to {link}", path.display());
    }
}

#[test]
fn a_report_shows_everything_and_can_be_read_by_everybody() {
    let root = tempfile::tempdir().unwrap();
    let directory = root.path().join("report");
    let mut command = Command::new(env!("CARGO_BIN_EXE_tongban"));
    command.env_remove("LANG").env_remove("LC_ALL").env("TONGBAN_DATA_DIR", root.path());
    let done = command.args(["--lang", "zh-TW", "audit", "--only", "T6", "--html"]).arg(&directory).output().unwrap();
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    let pages = html(&directory);
    for (path, page) in &pages {
        must_be_well_formed(path, page);
        must_be_readable(path, page, "zh-TW");
        must_lead_somewhere(path, page);
        assert!(!page.contains("audit-html") && !page.contains("undefined"), "{}", path.display());
    }
    let index = std::fs::read_to_string(directory.join("index.html")).unwrap();
    assert!(RULES.iter().all(|rule| index.contains(&format!("<tr id=\"{}\">", rule.id))));
    let ctx = presets::context(Locale::ZhTw).unwrap();
    for (id, (state, ..)) in presets::screens(&ctx) {
        let page = std::fs::read_to_string(directory.join(format!("screens/{}.html", id.name()))).unwrap();
        assert!(page.contains(&format!("{}-{state}-2-paper.png", id.name())), "{} {state}", id.name());
    }
    let size: u64 = std::fs::read_dir(directory.join("screens")).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum();
    assert!(size < LARGEST, "{size} bytes");
    for id in ScreenId::ALL {
        let page = std::fs::read_to_string(directory.join(format!("screens/{}.html", id.name()))).unwrap();
        for theme in ["paper", "white", "night", "soft"] {
            let count = (1..=5).filter(|size| page.contains(&format!("-{size}-{theme}.png"))).count();
            assert_eq!(count, 5, "{} in {theme}", id.name());
        }
    }
}

#[test]
fn a_report_that_cannot_be_written_is_told_in_one_sentence() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("file");
    std::fs::write(&file, "").unwrap();
    for language in tongban::i18n::LANGUAGES {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tongban"));
        let command = command.env("TONGBAN_DATA_DIR", root.path()).args(["--lang", language, "audit", "--only", "U3", "--html"]).arg(&file);
        let done = command.output().unwrap();
        let told = String::from_utf8_lossy(&done.stderr);
        assert_eq!((done.status.code(), told.trim().lines().count()), (Some(2), 1), "{told}");
        assert!(told.contains("file") && !told.contains("audit-"), "{told}");
    }
}
