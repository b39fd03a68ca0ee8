//! 一件事: several things in one go, from home to the end of each; a department that does not answer; a part sent back.

use std::path::Path;
use std::sync::Arc;

use iced_test::core::keyboard::key::Named;
use serde_json::json;
use tokio::runtime::Runtime;
use tongban::api::http::{Http, Timeouts};
use tongban::app::Reached;
use tongban::backend::{self, Running};
use tongban::domain::application::{Matter, Stage};
use tongban::domain::catalogue::{Catalogue, Entry};
use tongban::domain::form::{AnswerKind, Form, Question};
use tongban::domain::people;
use tongban::domain::service::Manner;
use tongban::domain::settings::Locale;
use tongban::semantic::{Kind, PAGER_NEXT, Role, Urgency, Utterance};

use super::backend_away::reached;
use super::following::{decide, find};
use super::line::{Line, Trouble};
use super::{Hand, SECRETS, called, catalogue};
use crate::departments::Departments;
use crate::resident::{Hall, Resident, runtime};

/// A backend and the departments behind it.
struct Scene {
    runtime: Arc<Runtime>,
    departments: Departments,
    running: Running,
    data: tempfile::TempDir,
}

fn start(data: &Path, departments: &Departments, runtime: &Runtime) -> Running {
    let office = Arc::new(departments.clone());
    let options = backend::Options { open: backend::Open::Terminals, run_file: None, office, ..crate::resident::options(data) };
    runtime.block_on(backend::start(options, Arc::new(Catalogue::embedded().0))).unwrap()
}

fn scene() -> Scene {
    let (data, runtime, departments) = (tempfile::tempdir().unwrap(), runtime(), Departments::default());
    let running = start(data.path(), &departments, &runtime);
    Scene { runtime, departments, running, data }
}

impl Scene {
    /// Somebody before a machine of this backend.
    fn resident(&self, locale: Locale) -> Resident {
        let client = Arc::new(Http::new(&self.running.url, None, Timeouts::default()).unwrap().with_clock(crate::resident::clock()));
        self.before(Reached { client, running: None }, locale)
    }

    fn before(&self, backend: Reached, locale: Locale) -> Resident {
        let mut resident = Resident::at(Hall::home(locale), self.runtime.clone(), backend);
        resident.guard(&SECRETS);
        resident
    }

    /// What staff of every department decide, one after the other, of every part.
    fn all_decide(&self, matter: &Matter, decisions: &[&str]) {
        for part in &matter.parts {
            for decision in decisions {
                self.runtime.block_on(decide(&self.running, part.file, &json!({ "decision": decision })));
            }
        }
    }

    /// The telephone of the last part is sent back.
    fn sends_back(&self, matter: &Matter) {
        let fields = json!([{ "pointer": "/formData/data/phone", "reason": "这个电话打不通" }]);
        let data = json!({ "decision": "SENDBACK", "reason": "有一项要改", "fields": fields });
        self.runtime.block_on(decide(&self.running, matter.parts.last().unwrap().file, &data));
    }

    /// Every part is taken by its department, and none twice.
    fn all_are_taken_once(&self, matter: &Matter) {
        let mut taken: Vec<_> = self.departments.taken().into_iter().map(|(_, file)| file).collect();
        let mut parts: Vec<_> = matter.parts.iter().map(|part| part.file).collect();
        taken.sort_unstable();
        parts.sort_unstable();
        assert_eq!(taken, parts);
    }
}

/// The four.
fn bundles() -> Vec<&'static Entry> {
    catalogue().iter().filter(|entry| entry.summary.together > 0).collect()
}

/// The form of a bundle, as it is asked.
fn form(entry: &Entry) -> Form {
    let full = entry.full.as_ref().unwrap();
    people::around(full.form().unwrap().0.clone(), &full.guide().handout)
}

/// What somebody answers who wants all of it, but for the parts in `unwanted`.
fn answer(question: &Question, unwanted: &[&str]) -> String {
    let answer = match &question.kind {
        AnswerKind::Choice(_) if unwanted.contains(&question.key.as_str()) => "no",
        AnswerKind::Choice(choices) if question.key == "reach" => &choices.iter().find(|choice| choice.value == "phone").unwrap().value,
        AnswerKind::Choice(choices) => &choices[0].value,
        AnswerKind::Identity if question.key == "identityNumber" => "31010119400101001X",
        AnswerKind::Identity => "110101196501010026",
        AnswerKind::Name { .. } if question.key == "name" => "王秀英",
        AnswerKind::Name { .. } => "王小红",
        AnswerKind::Phone => "13987654321",
        AnswerKind::BankCard => "6222021234567890128",
        AnswerKind::Passbook => "00123456",
        AnswerKind::Date => "2026年3月5日",
        AnswerKind::Validity => "长期",
        AnswerKind::Address { .. } => "梅园路7弄12号301室",
        AnswerKind::Line { .. } | AnswerKind::Text { .. } => "梅园",
        AnswerKind::WorkingDay => "",
    };
    answer.to_owned()
}

/// Answers the question at hand and goes on.
fn answer_it(resident: &mut Resident, hand: Hand, question: &Question, unwanted: &[&str]) {
    let answer = answer(question, unwanted);
    match &question.kind {
        AnswerKind::Choice(choices) => {
            let choice = choices.iter().find(|choice| choice.value == answer).unwrap();
            hand.press(resident, Role::RadioButton, choice.label.get(resident.locale()));
            return hand.press_words(resident, "question-next");
        }
        AnswerKind::WorkingDay => {
            let first = resident.app.page().nodes().into_iter().find(|(_, node)| matches!(node.kind, Kind::Choice { .. }));
            let name = first.expect("a day").1.name.clone();
            hand.press(resident, Role::RadioButton, &name);
            return hand.press_words(resident, "question-next");
        }
        AnswerKind::Address { .. } => to_line(resident, hand),
        _ => {}
    }
    match hand {
        Hand::Finger => {
            resident.tap_node(&"question.field".into());
            resident.writes("question.field", &answer);
        }
        Hand::Keys => resident.types(&answer),
    }
    hand.press_words(resident, "question-next");
}

/// Through the lists of an address to its line.
fn to_line(resident: &mut Resident, hand: Hand) {
    while resident.written("question.field").is_none() {
        let wanted = ["花木街道", "浦东新区", "上海市"].into_iter().find(|place| resident.find(Role::Button, place).is_some());
        match wanted {
            Some(place) => hand.press(resident, Role::Button, place),
            None => {
                let more = resident.app.page().find(&"question.place-more".into()).expect("more places").name.clone();
                hand.press(resident, Role::Button, &more);
            }
        }
    }
}

/// From home to the review of a bundle, answering every question that is asked.
fn to_review(resident: &mut Resident, hand: Hand, entry: &Entry, unwanted: &[&str]) {
    hand.press_words(resident, "home-browse");
    hand.press_words(resident, "browse-bundles");
    resident.must_be_on("found");
    hand.press(resident, Role::Button, called(entry, resident.locale()));
    resident.must_be_on("guide");
    hand.press_words(resident, "guide-start");
    hand.press_words(resident, "notice-begin");
    let form = form(entry);
    for _ in 0..60 {
        if resident.app.page().id != "question".into() {
            break;
        }
        let state = resident.app.page().state.clone();
        let is = |question: &&Question| state.strip_prefix(&question.key).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let question = form.questions.iter().find(is).unwrap_or_else(|| panic!("no question at {state}"));
        answer_it(resident, hand, question, unwanted);
    }
    resident.must_be_on("review");
}

/// Hands it in; the matter as the receipt has it.
fn hand_in(resident: &mut Resident, hand: Hand) -> Matter {
    hand.press_words(resident, "review-send");
    resident.must_be_on("receipt");
    resident.matter(&resident.app.page().state)
}

/// What is told of each part, in order.
fn lines(resident: &Resident) -> Vec<String> {
    let list = resident.app.page().find(&"bundle.lines".into()).unwrap_or_else(|| panic!("no lines:\n{}", resident.shown()));
    let told = |node: &tongban::semantic::Node<_>| {
        [Some(&node.name), node.description.as_ref(), node.disabled.as_ref()].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ")
    };
    list.children.iter().map(told).collect()
}

/// Everything that is said of the page, part by part.
fn hears_all(resident: &mut Resident) -> Vec<Utterance> {
    while resident.app.layout().part + 1 < resident.app.layout().parts {
        resident.tap_node(&PAGER_NEXT.into());
    }
    resident.hears()
}

fn count(resident: &Resident, words: &str) -> usize {
    let words = resident.words(words);
    lines(resident).iter().filter(|line| line.contains(&words)).count()
}

/// From home to the end of every part.
fn to_the_end(entry: &Entry, hand: Hand, locale: Locale) {
    let scene = scene();
    let mut resident = scene.resident(locale);
    let resident = &mut resident;
    to_review(resident, hand, entry, &[]);
    let parts = &entry.full.as_ref().unwrap().parts;
    for part in parts {
        let part = catalogue().iter().find(|entry| entry.summary.id == part.service).unwrap();
        resident.must_see(called(part, locale));
        resident.must_see(part.summary.department.get(locale));
    }
    let matter = hand_in(resident, hand);
    assert_eq!(matter.parts.len(), parts.len());
    resident.must_see(&matter.receipt.unwrap().groups().join(" "));
    assert_eq!(count(resident, "bundle-part-received"), parts.len(), "{:?}", lines(resident));
    let heard = hears_all(resident);
    assert!(heard.iter().any(|said| said.urgency == Urgency::Result && said.node == "receipt.number".into()));
    for part in &matter.parts {
        let line = |text: &str| text.contains(part.name.get(locale)) && text.contains(part.department.get(locale));
        assert!(heard.iter().any(|said| line(&said.text)), "{:?} is not heard: {heard:#?}", part.name);
    }
    scene.all_are_taken_once(&matter);
    scene.all_decide(&matter, &["ACCEPT", "APPROVED", "APPROVED"]);
    hand.press_words(resident, "frame-home");
    hand.press_words(resident, "home-matters");
    hand.press(resident, Role::Button, entry.summary.name.get(locale));
    resident.must_be_on("matter");
    assert_eq!(count(resident, "stage-completed"), parts.len(), "{:?}", lines(resident));
    assert!(resident.find(Role::Button, &resident.words("matter-withdraw")).is_none());
    let done = resident.matter(&matter.file.to_string());
    assert_eq!(done.stage, Stage::Completed);
    // How it was is asked of all of it, once, and not after a death.
    let rate = resident.words("matter-rate");
    assert_eq!(resident.find(Role::Button, &rate).is_some(), done.manner == Manner::Plain);
    hand.press(resident, Role::Button, matter.parts[0].name.get(locale));
    assert_eq!(resident.app.page().state, matter.parts[0].file.to_string());
    assert!(resident.find(Role::Button, &rate).is_none());
}

#[test]
fn retiring_from_home_to_the_end_in_every_language_by_finger_and_keys() {
    for (locale, hand) in [(Locale::ZhCn, Hand::Keys), (Locale::ZhTw, Hand::Finger), (Locale::En, Hand::Finger)] {
        to_the_end(bundles()[0], hand, locale);
    }
}

#[test]
fn the_other_three_from_home_to_the_end() {
    assert_eq!(bundles().len(), 4);
    bundles().into_iter().skip(1).for_each(|entry| to_the_end(entry, Hand::Finger, Locale::ZhCn));
}

#[test]
fn what_one_does_not_want_is_not_handed_in() {
    let (scene, entry) = (scene(), bundles()[0]);
    let mut resident = scene.resident(Locale::ZhCn);
    to_review(&mut resident, Hand::Finger, entry, &["part-2"]);
    let chosen = |resident: &Resident| {
        let nodes = resident.app.page().nodes();
        nodes
            .into_iter()
            .filter(|(_, node)| node.id.as_str().starts_with("review.parts-"))
            .map(|(_, node)| node.name.clone())
            .collect::<Vec<_>>()
    };
    let told = chosen(&resident);
    assert_eq!(told.len(), 3);
    let matter = hand_in(&mut resident, Hand::Finger);
    let mut filed: Vec<_> = matter.parts.iter().map(|part| part.name.get(Locale::ZhCn).to_owned()).collect();
    filed.sort_unstable();
    assert_eq!(lines(&resident).len(), 3);
    assert_eq!(filed.len(), told.len());
}

/// A bundle handed in while one of its departments does not answer.
fn half_sent(scene: &Scene, resident: &mut Resident, entry: &Entry) -> Matter {
    let away = catalogue().iter().find(|one| one.summary.id == entry.full.as_ref().unwrap().parts[1].service).unwrap();
    scene.departments.leave(&away.summary.department.zh_cn);
    to_review(resident, Hand::Finger, entry, &[]);
    hand_in(resident, Hand::Finger)
}

#[test]
fn what_a_department_has_not_taken_is_sent_again_by_a_press_and_never_twice() {
    for entry in bundles() {
        let scene = scene();
        let mut resident = scene.resident(Locale::ZhCn);
        let resident = &mut resident;
        let matter = half_sent(&scene, resident, entry);
        let unsent = count(resident, "bundle-part-unsent");
        assert!(unsent > 0 && unsent < matter.parts.len(), "{:?}", lines(resident));
        resident.must_see("不会交两遍");
        // Still away.
        resident.tap_words("bundle-again");
        resident.must_see(&resident.words("bundle-later"));
        assert_eq!(count(resident, "bundle-part-unsent"), unsent);
        scene.departments.come_back();
        resident.hears();
        resident.tap_words("bundle-again");
        let sent = resident.words("bundle-sent");
        resident.must_see(&sent);
        assert!(resident.hears().iter().any(|said| said.spoken.contains(&sent)), "nobody hears of it");
        assert_eq!((count(resident, "bundle-part-unsent"), count(resident, "bundle-part-received")), (0, matter.parts.len()));
        assert!(resident.find(Role::Button, &resident.words("bundle-again")).is_none());
        scene.all_are_taken_once(&matter);
    }
}

#[test]
fn while_it_is_sent_one_sees_so_and_can_look_elsewhere() {
    let (scene, entry) = (scene(), bundles()[0]);
    let mut resident = scene.resident(Locale::ZhCn);
    let matter = half_sent(&scene, &mut resident, entry);
    scene.departments.come_back();
    resident.hold();
    resident.tap_words("bundle-again");
    resident.must_see(&resident.words("bundle-sending"));
    assert!(resident.find(Role::Button, &resident.words("bundle-again")).is_none(), "pressed twice");
    resident.tap_words("frame-settings");
    resident.release();
    resident.tap_words("frame-back");
    resident.must_be_on("receipt");
    resident.must_see(&resident.words("bundle-sent"));
    scene.all_are_taken_once(&matter);
}

#[test]
fn the_backend_away_or_killed_in_between_loses_nothing() {
    let (scene, entry) = (scene(), bundles()[0]);
    let line = Line::to(&scene.running.url, &scene.runtime);
    let mut resident = scene.before(reached(&line.url, None, None), Locale::ZhCn);
    let matter = half_sent(&scene, &mut resident, entry);
    for trouble in [Trouble::Away, Trouble::Broken, Trouble::Lost] {
        line.set(trouble);
        let again = if trouble == Trouble::Away { "bundle-again" } else { "frame-again" };
        resident.tap_words(again);
        resident.must_see("不会交两遍");
        resident.must_see(&matter.receipt.unwrap().groups().join(" "));
    }
    let Scene { runtime, departments, running, data } = scene;
    runtime.block_on(running.stop());
    departments.come_back();
    let running = start(data.path(), &departments, &runtime);
    line.moved(&running.url);
    line.set(Trouble::None);
    resident.tap_words("frame-again");
    resident.must_see(&resident.words("bundle-sent"));
    let scene = Scene { runtime, departments, running, data };
    scene.all_are_taken_once(&matter);
}

#[test]
fn it_is_found_by_its_number_with_the_way_to_each_part_and_back() {
    let (scene, entry) = (scene(), bundles()[0]);
    let matter = half_sent(&scene, &mut scene.resident(Locale::ZhCn), entry);
    let mut other = scene.resident(Locale::ZhCn);
    find(&mut other, &matter);
    assert_eq!(lines(&other).len(), matter.parts.len());
    let unsent = matter.parts.iter().find(|part| part.stage.is_none()).unwrap();
    other.tap(Role::Button, unsent.name.get(Locale::ZhCn));
    assert_eq!(other.app.page().state, matter.file.to_string(), "there is nothing to see of it yet");
    let taken = matter.parts.iter().find(|part| part.stage.is_some()).unwrap();
    other.tap(Role::Button, taken.name.get(Locale::ZhCn));
    other.must_be_on("matter");
    assert_eq!(other.app.page().state, taken.file.to_string());
    other.must_see(&other.words("matter-part"));
    other.tap_words("matter-whole");
    assert_eq!(other.app.page().state, matter.file.to_string());
    scene.departments.come_back();
    other.tap_words("bundle-again");
    other.must_see(&other.words("bundle-sent"));
    scene.all_are_taken_once(&matter);
}

#[test]
fn a_part_sent_back_is_told_at_home_mended_and_goes_on() {
    let (scene, entry) = (scene(), bundles()[0]);
    let mut resident = scene.resident(Locale::ZhCn);
    let resident = &mut resident;
    to_review(resident, Hand::Finger, entry, &[]);
    let matter = hand_in(resident, Hand::Finger);
    let part = matter.parts.last().unwrap();
    scene.sends_back(&matter);
    resident.hears();
    resident.tap_words("frame-home");
    let asked = resident.app.page().find(&"home.asked".into()).expect("nobody is told").name.clone();
    assert!(resident.hears().iter().any(|said| said.spoken.contains(&asked)));
    resident.tap_words("home-matters");
    resident.must_see("有 1 样要您补东西");
    resident.tap(Role::Button, entry.summary.name.get(Locale::ZhCn));
    assert!(lines(resident)[0].contains(part.name.get(Locale::ZhCn)), "not first: {:?}", lines(resident));
    resident.tap_words("matter-mend");
    assert_eq!(resident.app.page().state, part.file.to_string());
    resident.must_see("这个电话打不通");
    resident.tap_words("matter-mend");
    resident.writes("question.field", "13700001111");
    resident.key(Named::Enter);
    resident.must_be_on("review");
    resident.tap_words("review-send");
    resident.must_see(&resident.words("matter-mended"));
    resident.tap_words("matter-whole");
    assert_eq!(count(resident, "bundle-part-received"), matter.parts.len(), "{:?}", lines(resident));
    resident.tap_words("frame-home");
    assert!(resident.app.page().find(&"home.asked".into()).is_none());
}
