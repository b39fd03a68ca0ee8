//! 人工帮助 in a hall: one press calls a person, once; who comes is seen and heard wherever one is by then; and if nobody
//! comes, the telephone and the window.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::runtime::Runtime;
use tongban::backend::Running;
use tongban::domain::settings::Locale;

use super::hall::{LIMIT, WARNING};
use super::line::{Line, Trouble};
use super::{Hand, backend_away};
use crate::resident::{Hall, Resident, embedded, runtime};

/// A hall, its desk and the line between them.
struct Scene {
    resident: Resident,
    runtime: Arc<Runtime>,
    running: Arc<Running>,
    line: Line,
    _data: tempfile::TempDir,
}

fn scene(kiosk: bool) -> Scene {
    let (data, runtime) = (tempfile::tempdir().unwrap(), runtime());
    let running = runtime.block_on(embedded(data.path())).running.unwrap();
    let line = Line::to(&running.url, &runtime);
    let hall = Hall { kiosk, ..Hall::home(Locale::ZhCn) };
    let reached = backend_away::reached(&line.url, Some(running.tokens.applicant.clone()), None);
    let resident = Resident::at(hall, runtime.clone(), reached);
    Scene { resident, runtime, running, line, _data: data }
}

impl Scene {
    /// Asks the backend as staff do.
    fn staff(&self, method: reqwest::Method, path: &str, body: Option<Value>) -> Value {
        let call = reqwest::Client::new().request(method, format!("{}/tongban/v1/help-calls{path}", self.running.url));
        let call = call.bearer_auth(self.running.tokens.staff.expose());
        let call = if let Some(body) = body { call.json(&body) } else { call };
        self.runtime.block_on(async { call.send().await.unwrap().json().await.unwrap() })
    }

    /// The calls at the desk that nobody has taken.
    fn calls(&self) -> Vec<Value> {
        self.staff(reqwest::Method::GET, "", None).as_array().unwrap().clone()
    }

    fn takes(&self, call: &Value, name: &str) {
        self.staff(reqwest::Method::POST, &format!("/{}/take", call["id"].as_str().unwrap()), Some(json!({ "name": name })));
    }

    fn must_see(&self, id: &str) {
        let words = self.resident.words(id);
        self.resident.must_see(words.split(['{', '。']).next().unwrap());
    }
}

#[test]
fn one_press_calls_once_and_who_comes_is_told_while_one_goes_on() {
    let mut scene = scene(true);
    Hand::Finger.to_form(&mut scene.resident);
    Hand::Finger.for_oneself(&mut scene.resident);
    scene.resident.tap_words("frame-help");
    scene.must_see("help-waiting");
    scene.resident.rests(5);
    scene.resident.tap_words("help-on");
    scene.resident.tap_words("frame-help");
    let calls = scene.calls();
    assert_eq!(calls.len(), 1, "called twice: {calls:#?}");
    assert_eq!(calls[0]["screen"], "question");
    assert_eq!(calls[0]["service"], json!(super::allowance().summary.id.to_string()));
    assert!(!calls[0].to_string().contains("self"), "{calls:#?}");
    scene.resident.tap_words("help-on");
    scene.resident.must_be_on("question");
    scene.resident.types("王");
    scene.takes(&calls[0], "张敏");
    scene.resident.hears();
    scene.resident.rests(4);
    scene.resident.must_see("张敏");
    assert!(scene.resident.hears().iter().any(|said| said.spoken.contains("张敏")), "nobody hears who comes");
    assert_eq!(scene.resident.written("question.field").as_deref(), Some("王"));
    scene.resident.tap_words("frame-help");
    scene.must_see("help-on");
    assert!(scene.calls().is_empty() && scene.resident.sees("张敏"), "called again");
}

#[test]
fn after_two_minutes_telephone_and_window_and_who_comes_late_is_still_told() {
    let mut scene = scene(true);
    scene.resident.tap_words("frame-help");
    scene.resident.rests(50);
    scene.must_see("help-waiting");
    scene.resident.rests(72);
    scene.must_see("help-late");
    let phone = tongban::screen::presets::context(Locale::ZhCn).unwrap().institution.phone;
    scene.resident.must_see(&phone);
    // To wait anew is no second call.
    scene.resident.tap_node(&"help.again".into());
    scene.must_see("help-waiting");
    let calls = scene.calls();
    assert_eq!(calls.len(), 1);
    scene.takes(&calls[0], "张敏");
    scene.resident.rests(4);
    scene.resident.must_see("张敏");
}

#[test]
fn a_call_that_does_not_arrive_is_no_call() {
    for trouble in [Trouble::Away, Trouble::Slow, Trouble::Broken, Trouble::Garbage, Trouble::Half] {
        let mut scene = scene(true);
        scene.line.set(trouble);
        scene.resident.tap_words("frame-help");
        let words = scene.resident.words("help-waiting");
        assert!(!scene.resident.sees(&words), "{trouble:?}: nobody was called");
        scene.line.set(Trouble::None);
        scene.resident.tap_node(&"help.again".into());
        scene.must_see("help-waiting");
        // What becomes of it is not asked in vain for ever, nor is a bad line the end of the call.
        scene.line.set(trouble);
        scene.resident.rests(8);
        scene.must_see("help-waiting");
        scene.line.set(Trouble::None);
        let calls = scene.calls();
        scene.takes(calls.last().unwrap(), "张敏");
        scene.resident.rests(4);
        scene.resident.must_see("张敏");
    }
}

#[test]
fn the_next_person_has_called_nobody() {
    let mut scene = scene(true);
    scene.resident.tap_words("frame-help");
    scene.must_see("help-waiting");
    let calls = scene.calls();
    scene.resident.rests(LIMIT + WARNING + 5);
    scene.resident.must_be_on("home");
    scene.takes(&calls[0], "张敏");
    scene.resident.rests(10);
    assert!(!scene.resident.sees("张敏"), "{}", scene.resident.shown());
    scene.resident.tap_words("frame-help");
    assert_eq!(scene.calls().len(), 1, "the next one cannot call");
}

#[test]
fn at_home_nobody_is_called() {
    let mut scene = scene(false);
    scene.resident.tap_words("frame-help");
    assert!(scene.calls().is_empty());
}
