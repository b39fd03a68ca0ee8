//! The exact lines a blind person hears on arriving at every screen in every state, in three languages.
//! `UPDATE_SNAPSHOTS=1 cargo test` writes them anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tongban::domain::settings::Locale;
use tongban::i18n::Texts;
use tongban::screen::{self, Words};
use tongban::semantic;

fn directory(locale: Locale) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transcripts").join(locale.tag())
}

#[test]
fn every_preset_is_heard_as_written_down() {
    let update = std::env::var_os("UPDATE_SNAPSHOTS").is_some();
    let mut wrong = Vec::new();
    for locale in Locale::ALL {
        let ctx = screen::presets::context(locale).expect("the samples");
        let directory = directory(locale);
        let mut names = BTreeSet::new();
        for (name, state, page) in screen::presets(&ctx) {
            let file = format!("{name}-{state}.txt");
            let heard = semantic::transcript(&page, &Words(Texts::of(locale.tag())));
            let path = directory.join(&file);
            if update {
                fs::create_dir_all(&directory).expect("a directory for the transcripts");
                fs::write(&path, &heard).expect("a transcript");
            }
            if fs::read_to_string(&path).ok().as_deref() != Some(&heard) {
                wrong.push(format!("{}:\n{heard}", path.display()));
            }
            assert!(names.insert(file), "two presets called {name}-{state}");
        }
        for entry in fs::read_dir(&directory).expect("transcripts") {
            let entry = entry.expect("a file");
            if !names.contains(&*entry.file_name().to_string_lossy()) {
                wrong.push(format!("{} belongs to no preset", entry.path().display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{} transcripts differ (UPDATE_SNAPSHOTS=1 writes them anew):\n{}", wrong.len(), wrong.join("\n"));
}
