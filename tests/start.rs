//! What hinders the start: one clear sentence in the language asked for, the exit code that tells it, nothing damaged.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output};

/// Runs the program without any display, on a data directory.
fn tongban(data: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tongban"));
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "LANG", "LC_ALL"] {
        command.env_remove(name);
    }
    command.env("TONGBAN_DATA_DIR", data).args(arguments).output().expect("the program")
}

/// The one sentence it ended with, and its exit code.
fn ended(output: &Output) -> (String, Option<i32>) {
    let told = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    assert!(!told.is_empty() && !told.contains('\n'), "not one sentence: {told}");
    (told, output.status.code())
}

#[test]
fn no_display_is_told_in_every_language() {
    let data = tempfile::tempdir().unwrap();
    let mut sentences = Vec::new();
    for language in tongban::i18n::LANGUAGES {
        let (told, code) = ended(&tongban(data.path(), &["--lang", language]));
        assert_eq!(code, Some(1));
        sentences.push(told);
    }
    sentences.dedup();
    assert_eq!(sentences.len(), 3, "{sentences:?}");
}

#[test]
fn a_display_that_is_gone_is_no_display() {
    let data = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_tongban"));
    command.env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET").env("DISPLAY", ":4711").env("TONGBAN_DATA_DIR", data.path());
    assert_eq!(ended(&command.output().unwrap()).1, Some(1));
    command.env("WAYLAND_DISPLAY", "wayland-of-nobody").env("XDG_RUNTIME_DIR", data.path());
    assert_eq!(ended(&command.output().unwrap()).1, Some(1));
}

#[test]
fn data_of_a_newer_version_is_left_alone() {
    let data = tempfile::tempdir().unwrap();
    std::fs::write(data.path().join("version"), "99\n").unwrap();
    let (told, code) = ended(&tongban(data.path(), &[]));
    assert_eq!(code, Some(1));
    assert!(told.contains(&*data.path().to_string_lossy()), "{told}");
    assert_eq!(std::fs::read_dir(data.path()).unwrap().count(), 1, "something was written");
}

#[test]
fn a_port_that_is_taken_is_named() {
    let data = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (told, code) = ended(&tongban(data.path(), &["serve", "--open", "--listen", &address]));
    assert_eq!(code, Some(1));
    assert!(told.contains(&address), "{told}");
}

#[test]
fn a_display_profile_or_hall_with_a_mistake_is_named() {
    let data = tempfile::tempdir().unwrap();
    let profile = data.path().join("profile.toml");
    std::fs::write(&profile, "ppi = 0").unwrap();
    let profile = profile.to_string_lossy().into_owned();
    let (told, code) = ended(&tongban(&data.path().join("d"), &["--display-profile", &profile]));
    assert_eq!(code, Some(1));
    assert!(told.contains("profile.toml"), "{told}");
}

#[test]
fn a_line_that_is_wrong_ends_with_two() {
    let data = tempfile::tempdir().unwrap();
    for wrong in [&["--frobnicate"][..], &["--lang", "tlh"], &["--theme", "pink"], &["--text-size", "6"], &["--window", "huge"]] {
        assert_eq!(ended(&tongban(data.path(), wrong)).1, Some(2), "{wrong:?}");
    }
    assert_eq!(std::fs::read_dir(data.path()).unwrap().count(), 0, "something was written");
}

#[test]
fn a_broken_catalogue_is_named_by_file_line_and_field() {
    let root = tempfile::tempdir().unwrap();
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/catalogue");
    let copied = Command::new("cp").arg("-r").arg(&built_in).arg(root.path().join("c")).status().unwrap();
    assert!(copied.success());
    let directory = root.path().join("c").to_string_lossy().into_owned();
    assert_eq!(tongban(root.path(), &["catalogue", "check", &directory]).status.code(), Some(0));
    let file = root.path().join("c/services/01-gaoling-jintie.json");
    let text = std::fs::read_to_string(&file).unwrap().replacen("\"handling\"", "\"handeling\"", 1);
    std::fs::write(&file, text).unwrap();
    let checked = tongban(root.path(), &["catalogue", "check", &directory]);
    let told = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert_eq!(checked.status.code(), Some(1));
    assert!(told.lines().next().is_some_and(|line| line.contains("01-gaoling-jintie.json:") && line.contains("handeling")), "{told}");
}

#[test]
fn an_audit_tells_what_is_wrong_by_its_exit_code() {
    let data = tempfile::tempdir().unwrap();
    let (told, code) = ended(&tongban(data.path(), &["--lang", "en", "audit", "--only", "T99"]));
    assert_eq!((told.as_str(), code), ("There is no rule T99.", Some(2)));
    let file = data.path().join("poster.toml");
    let profile = file.to_str().unwrap();
    for broken in ["ppi = 0", "ppi = 96\nwidth_px = 640\nheight_px = 480"] {
        std::fs::write(&file, broken).unwrap();
        assert_eq!(ended(&tongban(data.path(), &["audit", "--profile", profile])).1, Some(2), "{broken}");
    }
    assert_eq!(ended(&tongban(data.path(), &["audit", "--profile", "nowhere.toml"])).1, Some(2));
    let clean = tongban(data.path(), &["audit", "--only", "T6", "--json"]);
    let report: serde_json::Value = serde_json::from_slice(&clean.stdout).unwrap();
    assert_eq!((clean.status.code(), &report["findings"]), (Some(0), &serde_json::json!([])));
    assert!(["screens", "states", "checks"].iter().all(|number| report[number].as_u64().is_some_and(|number| number > 10)), "{report}");
    // So fine a display that a window of this many pixels has no room for the letters.
    std::fs::write(&file, "ppi = 250\nwidth_px = 800\nheight_px = 600").unwrap();
    let wrong = tongban(data.path(), &["audit", "--only", "v8", "--profile", profile, "--json"]);
    let report: serde_json::Value = serde_json::from_slice(&wrong.stdout).unwrap();
    let finding = report["findings"][0].as_object().unwrap();
    let keys: Vec<_> = finding.keys().map(String::as_str).collect();
    let named = ["rule", "screen", "state", "size", "theme", "language", "profile", "node", "measured", "required"];
    assert_eq!((wrong.status.code(), keys), (Some(1), named.to_vec()));
    assert_eq!((&finding["rule"], &finding["profile"]), (&"V8".into(), &"poster".into()));
}

#[test]
fn a_machine_without_chinese_letters_is_told_what_to_install() {
    let data = tempfile::tempdir().unwrap();
    let fonts = data.path().join("fonts.conf");
    let nothing = data.path().join("nothing");
    std::fs::create_dir(&nothing).unwrap();
    std::fs::write(&fonts, format!("<fontconfig><dir>{}</dir></fontconfig>", nothing.display())).unwrap();
    let mut sentences = std::collections::BTreeSet::new();
    for language in tongban::i18n::LANGUAGES {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tongban"));
        command.env("FONTCONFIG_FILE", &fonts).env("TONGBAN_DATA_DIR", data.path());
        let (told, code) = ended(&command.args(["--lang", language, "audit", "--only", "T6"]).output().unwrap());
        assert!(code == Some(2) && told.contains("fonts-noto-cjk"), "{told}");
        sentences.insert(told);
    }
    assert_eq!(sentences.len(), 3);
}

#[test]
fn an_audit_is_told_in_sentences() {
    let data = tempfile::tempdir().unwrap();
    for language in tongban::i18n::LANGUAGES {
        let told = tongban(data.path(), &["--lang", language, "audit", "--only", "P4"]);
        let told = String::from_utf8_lossy(&told.stdout).into_owned();
        assert!(told.lines().count() > 10 && !told.contains("audit-"), "{told}");
    }
}

/// With no program to fetch it: one sentence, what was begun can be taken away, and somebody else's folder is left alone.
#[test]
fn a_voice_that_cannot_be_fetched_is_told_in_one_sentence() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().join("我的 声音");
    let voice = |what: &str, language: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tongban"));
        command.env("PATH", data.path()).args(["--lang", language, "voice", what, "--voice-dir"]).arg(&folder).output().unwrap()
    };
    let mut sentences = std::collections::BTreeSet::new();
    for language in tongban::i18n::LANGUAGES {
        let output = voice("install", language);
        let (told, code) = ended(&output);
        assert!(code == Some(1) && told.contains("python3-pip"), "{told}");
        let before = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(before.contains("90 MB") && before.contains("Apache-2.0") && before.contains("Koniwa"), "{before}");
        assert_eq!(voice("check", language).status.code(), Some(1));
        sentences.insert(told);
    }
    assert_eq!(sentences.len(), 3);
    assert_eq!(voice("remove", "en").status.code(), Some(0));
    assert!(!folder.exists());
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("letter.txt"), "dear").unwrap();
    for what in ["install", "remove"] {
        assert_eq!(ended(&voice(what, "en")).1, Some(1), "{what}");
    }
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
}

#[test]
fn a_backend_nobody_could_call_is_refused_and_says_how() {
    let data = tempfile::tempdir().unwrap();
    for language in tongban::i18n::LANGUAGES {
        let (told, code) = ended(&tongban(data.path(), &["--lang", language, "serve", "--listen", "127.0.0.1:0"]));
        assert_eq!(code, Some(1));
        assert!(["--staff-token-file", "--terminal-token-file", "--open"].iter().all(|option| told.contains(option)), "{told}");
    }
    let (told, code) = ended(&tongban(data.path(), &["--lang", "en", "serve", "--listen", "0.0.0.0:0", "--open-staff"]));
    assert_eq!((told.contains("0.0.0.0:0"), code), (true, Some(1)), "{told}");
}

/// What is sent there is a token and identity numbers.
#[test]
fn a_backend_on_another_machine_without_encryption_is_refused() {
    let data = tempfile::tempdir().unwrap();
    let start = |arguments: &[&str]| ended(&tongban(data.path(), &[&["--lang", "en"], arguments].concat())).0;
    let refused = start(&["--backend", "http://city.example"]);
    assert!(refused.contains("http://city.example") && refused.contains("--allow-plain-http"), "{refused}");
    let no_display = start(&[]);
    for taken in [
        &["--backend", "http://127.0.0.1:8080"][..],
        &["--backend", "https://city.example"],
        &["--backend", "http://city.example", "--allow-plain-http"],
    ] {
        assert_eq!(start(taken), no_display, "{taken:?}");
    }
}
