//! The backend is away, slow, broken: a calm screen at each step, a way to try again, nothing lost, nothing done twice.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::runtime::Runtime;
use tongban::api::cached::Cached;
use tongban::api::http::{Http, Timeouts};
use tongban::app::Reached;
use tongban::backend::{self, Running};
use tongban::domain::catalogue::Catalogue;
use tongban::domain::secret::Secret;
use tongban::domain::settings::Locale;
use tongban::semantic::{Kind, Role, Urgency};

use super::line::{Line, Trouble};
use super::{Hand, SECRETS, allowance, called, fill};
use crate::resident::{Hall, Resident, runtime};

const TIMEOUTS: Timeouts =
    Timeouts { connect: Duration::from_millis(500), read: Duration::from_millis(600), total: Duration::from_secs(3) };

/// A backend that asks for no token, so that the next one on its directory is asked like it.
pub fn start(data: &Path, runtime: &Runtime) -> Running {
    start_with(Catalogue::embedded().0, data, runtime)
}

/// The same with another catalogue.
pub fn start_with(catalogue: Catalogue, data: &Path, runtime: &Runtime) -> Running {
    let options = backend::Options { open: backend::Open::Terminals, run_file: None, ..crate::resident::options(data) };
    runtime.block_on(backend::start(options, Arc::new(catalogue))).unwrap()
}

/// The way to a backend, which gives up soon.
pub fn reached(url: &str, token: Option<Secret>, running: Option<Running>) -> Reached {
    Reached {
        client: Arc::new(Http::new(url, token, TIMEOUTS).unwrap().with_clock(crate::resident::clock())),
        running: running.map(Arc::new),
    }
}

/// A resident at the end of a line.
struct Scene {
    resident: Resident,
    line: Line,
    running: Running,
    runtime: Arc<Runtime>,
    data: tempfile::TempDir,
}

fn scene(locale: Locale, cached: bool) -> Scene {
    let (data, runtime) = (tempfile::tempdir().unwrap(), runtime());
    let running = start(data.path(), &runtime);
    let line = Line::to(&running.url, &runtime);
    let http = Http::new(&line.url, None, TIMEOUTS).unwrap().with_clock(crate::resident::clock());
    let reached = if cached {
        Reached { client: Arc::new(Cached::new(http, data.path().join("cache"))), running: None }
    } else {
        Reached { client: Arc::new(http), running: None }
    };
    let resident = Resident::at(Hall::home(locale), runtime.clone(), reached);
    Scene { resident, line, running, runtime, data }
}

/// The words for a trouble.
const fn words(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Away => "error-unreachable",
        Trouble::Slow => "error-slow",
        _ => "error-broken",
    }
}

impl Scene {
    /// Presses while the line is bad: a calm screen. Then the line is good, and trying again leads `to`.
    fn again(&mut self, trouble: Trouble, button: &str, to: &'static str) {
        let Self { resident, line, .. } = self;
        resident.hears();
        line.set(trouble);
        resident.tap(Role::Button, button);
        let (what, again) = (resident.words(words(trouble)), resident.words("frame-again"));
        resident.must_see(&what);
        let heard = resident.hears();
        assert_eq!(heard.iter().filter(|said| said.spoken.contains(&what)).count(), 1, "{trouble:?}: {heard:#?}");
        assert!(heard.iter().any(|said| said.spoken.contains(&again)), "nobody hears that one can try again: {heard:#?}");
        line.set(Trouble::None);
        resident.tap(Role::Button, &again);
        resident.must_be_on(to);
        assert!(!resident.sees(&what), "{what} is still there:\n{}", resident.shown());
    }
}

/// The whole way, each step failing first.
fn every_step_fails_first(trouble: Trouble, locale: Locale) {
    let mut scene = scene(locale, false);
    scene.resident.guard(&SECRETS);
    let words = |scene: &Scene, id: &str| scene.resident.words(id);
    scene.again(trouble, &words(&scene, "home-tile-allowance"), "found");
    scene.again(trouble, called(allowance(), locale), "guide");
    scene.again(trouble, &words(&scene, "guide-start"), "question");
    scene.resident.tap_words("notice-begin");
    fill(&mut scene.resident);
    scene.again(trouble, &words(&scene, "review-send"), "receipt");
    scene.again(trouble, &words(&scene, "receipt-follow"), "matter");
    scene.resident.tap_words("frame-home");
    scene.again(trouble, &words(&scene, "home-matters"), "matters");
    assert_eq!(filed(&scene.resident), 1, "filed more than once:\n{}", scene.resident.shown());
    scene.resident.tap_words("frame-home");
    scene.resident.tap_words("home-browse");
    scene.again(trouble, &words(&scene, "browse-departments"), "browse");
    scene.resident.tap_words("frame-back");
    scene.again(trouble, &words(&scene, "browse-letters"), "browse");
}

pub fn filed(resident: &Resident) -> usize {
    resident.app.page().nodes().into_iter().filter(|(_, node)| matches!(node.kind, Kind::Card)).count()
}

#[test]
fn while_it_is_away() {
    every_step_fails_first(Trouble::Away, Locale::ZhCn);
}

#[test]
fn while_it_is_slow() {
    every_step_fails_first(Trouble::Slow, Locale::ZhTw);
}

#[test]
fn while_it_is_broken() {
    every_step_fails_first(Trouble::Broken, Locale::En);
}

#[test]
fn while_it_talks_garbage() {
    every_step_fails_first(Trouble::Garbage, Locale::ZhCn);
}

#[test]
fn while_its_answers_break_off() {
    every_step_fails_first(Trouble::Half, Locale::ZhCn);
}

#[test]
fn killed_while_filing_it_is_filed_once_with_the_same_receipt() {
    let mut scene = scene(Locale::ZhCn, false);
    scene.resident.guard(&SECRETS);
    Hand::Finger.to_form(&mut scene.resident);
    fill(&mut scene.resident);
    // It is written down there, but nobody hears of it.
    scene.line.set(Trouble::Lost);
    scene.resident.tap_words("review-send");
    scene.resident.must_be_on("review");
    scene.resident.must_see(&scene.resident.words("error-broken"));
    kept(&scene.resident);
    let Scene { mut resident, line, running, runtime, data } = scene;
    runtime.block_on(running.stop());
    line.set(Trouble::Away);
    resident.tap_words("frame-again");
    resident.must_see(&resident.words("error-unreachable"));
    kept(&resident);
    let running = start(data.path(), &runtime);
    line.moved(&running.url);
    line.set(Trouble::None);
    resident.tap_words("frame-again");
    resident.must_be_on("receipt");
    let number = resident.matter(&resident.app.page().state).receipt.expect("a number");
    resident.must_see(&number.groups().join(" "));
    assert!(line.lost().contains(&number.to_string()), "another receipt than the first: {}", line.lost());
    let keys = line.keys();
    assert!(keys.len() >= 2 && keys.iter().all(|key| *key == keys[0]), "{keys:?}");
    resident.tap_words("frame-home");
    resident.tap_words("home-matters");
    assert_eq!(filed(&resident), 1);
    drop(running);
}

/// The answers stand in the review, to be handed in again.
fn kept(resident: &Resident) {
    for answer in ["王秀英", "3****************X", "139****4321", "0128"] {
        resident.must_see(answer);
    }
    resident.must_see(resident.words("review-failed").split('。').next().unwrap());
}

#[test]
fn what_was_read_before_is_shown_with_its_date() {
    let mut scene = scene(Locale::ZhCn, true);
    let resident = &mut scene.resident;
    Hand::Finger.to_guide(resident);
    resident.tap_words("frame-home");
    scene.line.set(Trouble::Away);
    resident.hears();
    Hand::Finger.to_guide(resident);
    let words = resident.words("frame-as-of");
    let since = words.split('。').next().unwrap();
    resident.must_see(since);
    let today = crate::resident::clock().today();
    resident.must_see(&tongban::i18n::Texts::of("zh-CN").day(today));
    assert!(resident.hears().iter().any(|said| said.spoken.contains(since)));
    resident.tap_words("guide-bring");
    resident.must_be_on("bring");
    resident.tap_words("frame-back");
    resident.tap_words("guide-start");
    resident.must_see(&resident.words("error-unreachable"));
    scene.line.set(Trouble::None);
    resident.tap_words("frame-again");
    resident.tap_words("notice-begin");
    resident.must_see(super::form().questions[0].ask.get(Locale::ZhCn));
}

#[test]
fn what_takes_long_says_so_and_keeps_everything() {
    let mut resident = Resident::new(Locale::ZhCn);
    Hand::Finger.to_form(&mut resident);
    fill(&mut resident);
    resident.hold();
    resident.tap_words("review-send");
    resident.must_see(&resident.words("review-waiting"));
    assert!(resident.hears().iter().any(|said| said.spoken.contains(&resident.words("review-waiting"))));
    // Neither twice, nor away from it by accident.
    resident.tap_words("review-send");
    resident.tap_words("frame-back");
    resident.must_be_on("review");
    resident.release();
    resident.must_be_on("receipt");
    assert!(resident.hears().iter().any(|said| said.urgency == Urgency::Result));
    resident.tap_words("frame-home");
    resident.tap_words("home-matters");
    assert_eq!(filed(&resident), 1);
}
