//! What is written is not lost: not by leaving, nor by the end of the program, nor by SIGKILL at any step; and what is
//! handed in is handed in once. In a hall nothing of it is ever on disk.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::Arc;

use iced_test::core::keyboard::key::Named;
use tokio::runtime::Runtime;
use tongban::app::Reached;
use tongban::domain::settings::Locale;
use tongban::semantic::Kind;
use tongban::session::{DataDirectory, log};

use super::hall::{LIMIT, WARNING};
use super::line::{Line, Trouble};
use super::{ANSWERS, Hand, SECRETS, answer_it, asked, at_hand, fill, take_up};
use crate::contract::server::alone;
use crate::resident::{Hall, Resident, runtime};

/// Where the child that is killed keeps everything, and at which step it stops.
const DIRECTORY: &str = "TONGBAN_TEST_DRAFTS_DIRECTORY";
const STEP: &str = "TONGBAN_TEST_DRAFTS_STEP";

/// A machine: the program's own directory, and the backend's beside it.
struct Machine {
    root: PathBuf,
    runtime: Arc<Runtime>,
    backend: Reached,
    line: Line,
    store: Arc<DataDirectory>,
}

impl Machine {
    fn on(root: &Path) -> Self {
        let runtime = runtime();
        let running = super::backend_away::start(&root.join("backend"), &runtime);
        let line = Line::to(&running.url, &runtime);
        let backend = super::backend_away::reached(&line.url, None, Some(running));
        let store = Arc::new(DataDirectory::open(root.join("app")).unwrap());
        Self { root: root.to_owned(), runtime, backend, line, store }
    }

    fn resident(&self, hall: Hall) -> Resident {
        Resident::keeping(hall, self.runtime.clone(), self.backend.clone(), Some(self.store.clone()))
    }

    fn at_home(&self) -> Resident {
        self.resident(Hall::home(Locale::ZhCn))
    }

    /// The drafts on disk.
    fn kept(&self) -> Vec<PathBuf> {
        files(&self.root.join("app/drafts")).into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "json")).collect()
    }
}

/// Every file under a directory.
fn files(directory: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(directory) else { return Vec::new() };
    entries
        .flat_map(|entry| {
            let path = entry.unwrap().path();
            if path.is_dir() { files(&path) } else { vec![path] }
        })
        .collect()
}

/// From wherever in the form one is to the receipt, which is the only one there is.
fn finish(resident: &mut Resident) -> String {
    while resident.app.page().id == "question".into() {
        answer_it(resident);
    }
    resident.must_be_on("review");
    for masked in ["王秀英", "3****************X", "139****4321", "0128"] {
        resident.must_see(masked);
    }
    resident.tap_words("review-send");
    resident.must_be_on("receipt");
    let number = resident.matter(&resident.app.page().state).receipt.expect("a number");
    resident.tap_words("frame-home");
    resident.tap_words("home-matters");
    let cards = resident.app.page().nodes().into_iter().filter(|(_, node)| matches!(node.kind, Kind::Card)).count();
    assert_eq!(cards, 1, "filed more than once:\n{}", resident.shown());
    number.groups().join(" ")
}

#[test]
fn the_program_ends_and_one_goes_on_where_one_was() {
    let root = tempfile::tempdir().unwrap();
    let machine = Machine::on(root.path());
    let mut resident = machine.at_home();
    Hand::Finger.to_form(&mut resident);
    while resident.app.page().state != "phone" {
        answer_it(&mut resident);
    }
    resident.writes("question.field", "1398765");
    drop(resident);
    let mut resident = machine.at_home();
    resident.guard(&SECRETS[..1]);
    take_up(&mut resident);
    assert_eq!(resident.app.page().state, "phone");
    assert_eq!(resident.written("question.field").as_deref(), Some("1398765"));
    finish(&mut resident);
    drop(resident);
    assert!(machine.kept().is_empty(), "what was filed is still a draft");
}

#[test]
fn a_receipt_is_kept_as_a_picture_at_home() {
    let root = tempfile::tempdir().unwrap();
    let machine = Machine::on(root.path());
    let mut resident = machine.at_home();
    Hand::Finger.to_form(&mut resident);
    fill(&mut resident);
    resident.tap_words("review-send");
    resident.must_be_on("receipt");
    let number = resident.matter(&resident.app.page().state).receipt.expect("a number").groups().join("-");
    resident.tap_words("receipt-save");
    resident.must_see(&format!("pictures/通办回执 {number}.png"));
    let picture = std::fs::read(root.path().join(format!("app/pictures/通办回执 {number}.png"))).unwrap();
    assert!(picture.starts_with(b"\x89PNG"));
}

#[test]
fn a_form_only_looked_at_is_no_draft() {
    let root = tempfile::tempdir().unwrap();
    let machine = Machine::on(root.path());
    let mut resident = machine.at_home();
    Hand::Finger.to_form(&mut resident);
    drop(resident);
    assert!(machine.kept().is_empty());
}

#[test]
fn a_broken_draft_is_kept_aside_and_one_begins_anew() {
    let root = tempfile::tempdir().unwrap();
    let machine = Machine::on(root.path());
    let mut resident = machine.at_home();
    Hand::Finger.to_form(&mut resident);
    answer_it(&mut resident);
    drop(resident);
    let draft = machine.kept().pop().unwrap();
    std::fs::write(&draft, "{\"answers\":").unwrap();
    let mut resident = machine.at_home();
    Hand::Finger.to_form(&mut resident);
    assert!(draft.with_extension("broken").exists());
    finish(&mut resident);
}

#[test]
fn what_is_mended_after_an_unknown_outcome_goes_under_another_key() {
    let root = tempfile::tempdir().unwrap();
    let machine = Machine::on(root.path());
    let mut resident = machine.at_home();
    Hand::Finger.to_form(&mut resident);
    fill(&mut resident);
    machine.line.set(Trouble::Lost);
    resident.tap_words("review-send");
    resident.must_see(&resident.words("error-broken"));
    machine.line.set(Trouble::None);
    resident.tap_words("frame-home");
    take_up(&mut resident);
    resident.must_be_on("review");
    resident.tap_node(&"review.name-change".into());
    resident.writes("question.field", "王秀兰");
    resident.key(Named::Enter);
    resident.must_be_on("review");
    resident.tap_words("review-send");
    // Under the old key the backend has something else: it could only refuse.
    let keys = machine.line.keys();
    assert_eq!(keys.len(), 2, "{keys:?}");
    assert_ne!(keys[0], keys[1]);
    // The first one is there: nothing is filed twice, and one is led to it.
    resident.tap_words("review-follow");
    resident.must_be_on("matter");
    resident.tap_words("frame-home");
    resident.tap_words("home-matters");
    assert_eq!(super::backend_away::filed(&resident), 1);
}

/// Not a test of its own: the program that is killed, in a process of its own.
#[test]
#[ignore = "run by the tests below"]
fn the_one_that_is_killed() {
    let root = PathBuf::from(std::env::var_os(DIRECTORY).unwrap());
    let stop = std::env::var(STEP).unwrap();
    let machine = Machine::on(&root);
    let reached = |step: &str| {
        if step == stop {
            writeln!(std::io::stdout(), "{DIRECTORY}").unwrap();
            // Until it is killed.
            std::io::stdin().read_line(&mut String::new()).unwrap();
        }
    };
    let mut resident = machine.at_home();
    Hand::Finger.to_form(&mut resident);
    while resident.app.page().id == "question".into() {
        let key = at_hand(&resident).key.clone();
        answer_it(&mut resident);
        // Written by another thread: there in a moment.
        let at = if resident.app.page().id == "question".into() { at_hand(&resident).key.clone() } else { key.clone() };
        let at = format!("\"at\":\"{at}\"");
        while !machine.kept().iter().any(|path| std::fs::read_to_string(path).is_ok_and(|text| text.contains(&at))) {
            std::thread::yield_now();
        }
        reached(&key);
    }
    machine.line.set(if stop == "lost" { Trouble::Lost } else { Trouble::Away });
    resident.tap_words("review-send");
    reached(&stop);
}

/// Runs it until `step`, and kills it there.
fn killed_at(step: &str, root: &Path) {
    let mut child: Child = alone(module_path!(), "the_one_that_is_killed")
        .env(DIRECTORY, root)
        .env(STEP, step)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().contains(DIRECTORY)), "it never came to {step}");
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn killed_at_every_question_nothing_is_lost() {
    for (at, question) in asked().into_iter().enumerate() {
        let root = tempfile::tempdir().unwrap();
        killed_at(&question.key, root.path());
        let machine = Machine::on(root.path());
        let mut resident = machine.at_home();
        take_up(&mut resident);
        resident.must_be_on("question");
        // After the last question the review came: from there one is led back to the last.
        let next = asked().get(at + 1).copied().unwrap_or(question);
        assert_eq!(at_hand(&resident).key, next.key);
        finish(&mut resident);
    }
}

#[test]
fn killed_while_handing_in_it_is_filed_once_with_the_same_receipt() {
    for step in ["lost", "away"] {
        let root = tempfile::tempdir().unwrap();
        killed_at(step, root.path());
        let machine = Machine::on(root.path());
        let mut resident = machine.at_home();
        resident.tap_words("home-matters");
        let before = resident.shown();
        resident.tap_words("frame-home");
        take_up(&mut resident);
        resident.must_be_on("review");
        let number = finish(&mut resident);
        assert_eq!(before.contains(&number), step == "lost", "{number} is not the receipt of what was handed in:\n{before}");
        drop(resident);
        assert!(machine.kept().is_empty(), "what was filed is still a draft");
    }
}

#[test]
fn nothing_leaves_while_its_key_cannot_be_kept() {
    let root = tempfile::tempdir().unwrap();
    let machine = Machine::on(root.path());
    let mut resident = machine.at_home();
    Hand::Finger.to_form(&mut resident);
    fill(&mut resident);
    // As on a full disk: a draft cannot be written.
    let place = root.path().join("app/drafts");
    std::fs::remove_dir_all(&place).unwrap();
    resident.tap_words("review-send");
    resident.must_be_on("review");
    resident.must_see(&resident.words("error-disk"));
    assert_eq!(machine.line.keys(), [""; 0], "it was sent");
    std::fs::create_dir(&place).unwrap();
    resident.tap_words("frame-again");
    resident.must_be_on("receipt");
    assert_eq!(machine.line.keys().len(), 1);
}

/// Not a test of its own: everything is logged, which is decided once for a process.
#[test]
#[ignore = "run by the test below"]
fn in_a_hall_in_a_process_of_its_own() {
    let root = PathBuf::from(std::env::var_os(DIRECTORY).unwrap());
    let machine = Machine::on(&root);
    let _log = log::start(&machine.store.log()).unwrap();
    let mut resident = machine.resident(Hall { locale: Locale::ZhCn, text_size: 4, window: (1920, 1080), kiosk: true });
    Hand::Finger.to_form(&mut resident);
    fill(&mut resident);
    machine.line.set(Trouble::Broken);
    resident.tap_words("review-send");
    machine.line.set(Trouble::None);
    resident.tap_words("review-send");
    resident.must_be_on("receipt");
    resident.tap_words("frame-home");
    Hand::Finger.to_form(&mut resident);
    answer_it(&mut resident);
    answer_it(&mut resident);
    resident.rests(LIMIT + WARNING + 5);
    resident.must_be_on("home");
    // The next one finds nothing of it.
    Hand::Finger.to_form(&mut resident);
    assert_eq!(resident.app.page().state, asked()[0].key);
}

#[test]
fn in_a_hall_nothing_of_a_person_is_on_disk_or_in_the_log() {
    let root = tempfile::tempdir().unwrap();
    let mut child = alone(module_path!(), "in_a_hall_in_a_process_of_its_own");
    let output = child.env(DIRECTORY, root.path()).env("TONGBAN_LOG", "trace").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    let files = files(&root.path().join("app"));
    let mut log = false;
    for path in files {
        let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        log |= text.contains("call failed");
        for (key, answer) in ANSWERS.iter().filter(|(_, answer)| !answer.is_ascii() || answer.len() > 10) {
            assert!(!text.contains(answer), "{key} is in {}", path.display());
        }
    }
    assert!(log, "nothing was logged");
}
