//! While somebody fills in a form, the city changes it or takes the service back: one is told, and what still fits is kept.

use std::path::Path;
use std::sync::Arc;

use iced_test::core::keyboard::key::Named;
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use tongban::backend::Running;
use tongban::domain::catalogue::Catalogue;
use tongban::domain::settings::Locale;
use tongban::session::DataDirectory;

use super::line::Line;
use super::{Hand, SECRETS, answer_it, backend_away, fill};
use crate::resident::{Hall, Resident, runtime};

const SERVICE: &str = "services/01-gaoling-jintie.json";

/// The catalogue with another first service; the service of 高龄津贴.
fn catalogue(root: &Path, change: impl Fn(&mut Value)) -> Catalogue {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/catalogue");
    let to = root.join("catalogue");
    assert!(std::process::Command::new("cp").arg("-r").arg(from).arg(&to).status().unwrap().success());
    let path = to.join(SERVICE);
    let mut service: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    change(&mut service);
    std::fs::write(&path, service.to_string()).unwrap();
    let (catalogue, defects) = Catalogue::read_dir(&to).unwrap();
    assert!(defects.is_empty(), "{defects:?}");
    catalogue
}

/// A form with one more question.
fn longer(service: &mut Value) {
    let text = |words: &str| json!({ "zh-CN": words, "zh-TW": words, "en": words });
    let form = &mut service["form"];
    form["properties"]["neighbour"] = json!({
        "type": "string", "x-order": 99, "format": "person-name", "maxLength": 50,
        "x-text": { "label": text("邻居"), "ask": text("请写一位邻居的姓名。") },
    });
    form["required"].as_array_mut().unwrap().push(json!("neighbour"));
}

/// A resident, the program's own directory and the backend at the end of a line.
struct Scene {
    root: tempfile::TempDir,
    runtime: Arc<Runtime>,
    line: Line,
    store: Arc<DataDirectory>,
    running: Running,
}

impl Scene {
    fn new() -> Self {
        let (root, runtime) = (tempfile::tempdir().unwrap(), runtime());
        let running = backend_away::start(&root.path().join("backend"), &runtime);
        let line = Line::to(&running.url, &runtime);
        let store = Arc::new(DataDirectory::open(root.path().join("app")).unwrap());
        Self { root, runtime, line, store, running }
    }

    fn resident(&self) -> Resident {
        let reached = backend_away::reached(&self.line.url, None, None);
        let mut resident = Resident::keeping(Hall::home(Locale::ZhCn), self.runtime.clone(), reached, Some(self.store.clone()));
        resident.guard(&SECRETS);
        resident
    }

    /// The city changes what it offers.
    fn changes(&mut self, change: impl Fn(&mut Value)) {
        let catalogue = catalogue(self.root.path(), change);
        self.running = backend_away::start_with(catalogue, &self.root.path().join("backend"), &self.runtime);
        self.line.moved(&self.running.url);
    }
}

/// Answers what is new, hands it in, and finds every other answer where it was.
fn the_rest(resident: &mut Resident) {
    resident.must_be_on("question");
    assert_eq!(resident.app.page().state, "neighbour");
    resident.must_see(&resident.words("question-changed"));
    resident.writes("question.field", "李四");
    resident.key(Named::Enter);
    resident.must_be_on("review");
    for answer in ["王秀英", "3****************X", "139****4321", "0128", "李四"] {
        resident.must_see(answer);
    }
    resident.tap_words("review-send");
    resident.must_be_on("receipt");
    resident.tap_words("frame-home");
    resident.tap_words("home-matters");
    assert_eq!(backend_away::filed(resident), 1, "{}", resident.shown());
}

#[test]
fn a_form_changed_before_it_is_handed_in_goes_on_in_the_new_one() {
    let mut scene = Scene::new();
    let mut resident = scene.resident();
    Hand::Finger.to_form(&mut resident);
    fill(&mut resident);
    scene.changes(longer);
    resident.hears();
    resident.tap_words("review-send");
    let words = resident.words("question-changed");
    let heard = resident.hears();
    assert!(heard.iter().any(|said| said.spoken.contains(words.split('。').next().unwrap())), "nobody hears of it: {heard:#?}");
    the_rest(&mut resident);
}

#[test]
fn a_form_changed_while_the_program_was_off_goes_on_in_the_new_one() {
    let mut scene = Scene::new();
    let mut resident = scene.resident();
    Hand::Finger.to_form(&mut resident);
    fill(&mut resident);
    drop(resident);
    scene.changes(longer);
    let mut resident = scene.resident();
    super::take_up(&mut resident);
    resident.must_see(&resident.words("question-changed"));
    // One is where one was, and goes on from there.
    while resident.app.page().state != "neighbour" {
        answer_it(&mut resident);
    }
    resident.writes("question.field", "李四");
    resident.key(Named::Enter);
    resident.tap_words("review-send");
    resident.must_be_on("receipt");
}

#[test]
fn of_a_service_taken_back_one_is_told_and_what_was_written_is_kept() {
    let mut scene = Scene::new();
    let mut resident = scene.resident();
    Hand::Finger.to_form(&mut resident);
    fill(&mut resident);
    // It goes by another name: the one there was is no more.
    scene.changes(|service| service["names"]["official"]["zh-CN"] = json!("别的津贴"));
    resident.tap_words("review-send");
    resident.must_see(&resident.words("review-withdrawn"));
    resident.must_see("王秀英");
    resident.tap_words("frame-home");
    resident.tap_words("home-matters");
    assert!(resident.app.page().find(&"matters.draft-1".into()).is_some(), "{}", resident.shown());
    drop(resident);
    let mut resident = scene.resident();
    resident.tap_words("home-matters");
    resident.tap_node(&"matters.draft-1-discard".into());
    resident.tap_node(&"matters.discard-yes".into());
    assert!(resident.app.page().find(&"matters.draft-1".into()).is_none(), "{}", resident.shown());
    drop(resident);
    let mut resident = scene.resident();
    resident.tap_words("home-matters");
    assert!(resident.app.page().find(&"matters.draft-1".into()).is_none(), "it was thrown away");
}
