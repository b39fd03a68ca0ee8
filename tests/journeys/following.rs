//! Following a matter to its end, on the real backend and before its real staff: found by its number on another machine,
//! sent back, withdrawn, refused, done, and how it was.

use std::sync::Arc;

use iced_test::core::keyboard::key::Named;
use jiff::Span;
use jiff::civil::Date;
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use tongban::api::Client;
use tongban::api::http::{Http, Timeouts};
use tongban::app::Reached;
use tongban::backend::Running;
use tongban::domain::application::{Agent, Application, Level, Matter, ReceiptNumber, Stage};
use tongban::domain::identity::check_character;
use tongban::domain::secret::Secret;
use tongban::domain::settings::Locale;
use tongban::semantic::{PAGER_NEXT, Role, Urgency};
use uuid::Uuid;

use super::hall::{LIMIT, WARNING};
use super::{ANSWERS, Hand, SECRETS, allowance, answer, fill, form};
use crate::resident::{Hall, Resident, embedded, runtime};

/// What the applicant's identity number ends in.
pub const END: &str = "001X";

/// A backend with its staff, where somebody has filed at another machine.
pub struct Scene {
    pub runtime: Arc<Runtime>,
    pub running: Arc<Running>,
    client: Arc<dyn Client>,
    _data: tempfile::TempDir,
}

pub fn scene() -> Scene {
    let (data, runtime) = (tempfile::tempdir().unwrap(), runtime());
    let reached = runtime.block_on(embedded(data.path()));
    Scene { runtime, running: reached.running.unwrap(), client: reached.client, _data: data }
}

impl Scene {
    /// The way to it for one machine.
    pub fn reached(&self) -> Reached {
        let http = Http::new(&self.running.url, Some(self.running.tokens.applicant.clone()), Timeouts::default())
            .unwrap()
            .with_clock(crate::resident::clock());
        Reached { client: Arc::new(http), running: None }
    }

    /// A machine at which nothing was filed.
    fn machine(&self, hall: Hall) -> Resident {
        let mut resident = Resident::at(hall, self.runtime.clone(), self.reached());
        resident.guard(&SECRETS);
        resident
    }

    pub fn home(&self) -> Resident {
        self.machine(Hall::home(Locale::ZhCn))
    }

    /// Files the allowance at another machine.
    pub fn file(&self, agent: Option<Agent>) -> Matter {
        let answers = ANSWERS.map(|(key, answer)| (key.to_owned(), Secret::new(answer))).into();
        let (service, form) = (allowance().summary.id, form().id);
        let application = Application { service, form, applicant: Uuid::new_v4(), agent, handout: None, answers, again: false };
        self.runtime.block_on(self.client.file(&application, Uuid::new_v4())).unwrap()
    }

    /// Staff decide the open task of a matter.
    pub fn decides(&self, matter: &Matter, data: &Value) {
        self.runtime.block_on(decide(&self.running, matter.file, data));
    }

    /// To the end of its way.
    fn completes(&self, matter: &Matter) {
        ["ACCEPT", "APPROVED", "APPROVED"].iter().for_each(|decision| self.decides(matter, &json!({ "decision": decision })));
    }

    /// The matter of a number taken away.
    pub fn found(&self, number: &str) -> Matter {
        self.runtime.block_on(self.client.find(number.parse().unwrap(), &Secret::new(END))).unwrap()
    }

    pub fn matter(&self, matter: &Matter) -> Matter {
        self.runtime.block_on(self.client.find(matter.receipt.unwrap(), &Secret::new(END))).unwrap()
    }
}

/// Staff decide the open task of what was filed.
pub async fn decide(running: &Running, file: Uuid, data: &Value) {
    let call = |method, path: &str| {
        let call = reqwest::Client::new().request(method, format!("{}/registration/v1/tasks{path}", running.url));
        call.bearer_auth(running.tokens.staff.expose())
    };
    let open: Value = call(reqwest::Method::GET, &format!("?fileId={file}")).send().await.unwrap().json().await.unwrap();
    let path = format!("/{}/complete", open[0]["taskId"].as_str().expect("an open task"));
    let done = call(reqwest::Method::POST, &path).json(&json!({ "data": data })).send().await.unwrap();
    assert!(done.status().is_success(), "{}", done.text().await.unwrap());
}

/// From home to the question for the number.
fn to_number(resident: &mut Resident, hand: Hand) {
    hand.press_words(resident, "home-matters");
    hand.press_words(resident, "matters-number");
    resident.must_be_on("number");
}

/// Writes the number and the end, and asks.
fn ask(resident: &mut Resident, number: &str, end: &str) {
    resident.writes("number.field", number);
    resident.key(Named::Enter);
    resident.writes("number.end", end);
    resident.key(Named::Enter);
}

/// From home to a matter filed elsewhere.
pub fn find(resident: &mut Resident, matter: &Matter) {
    to_number(resident, Hand::Finger);
    ask(resident, &matter.receipt.unwrap().groups().join(" "), END);
    resident.must_be_on("matter");
}

fn stands(resident: &Resident, id: &'static str) -> bool {
    resident.app.page().find(&id.into()).is_some()
}

#[test]
fn a_matter_is_found_by_its_number_by_finger_and_keys_in_every_language() {
    let scene = scene();
    let matter = scene.file(None);
    let number = matter.receipt.unwrap().groups().join(" ");
    for (locale, hand) in Locale::ALL.into_iter().flat_map(|locale| [(locale, Hand::Finger), (locale, Hand::Keys)]) {
        let mut resident = scene.machine(Hall::home(locale));
        to_number(&mut resident, hand);
        // The field has the focus: one writes at once.
        resident.types(&number);
        hand.press_words(&mut resident, "number-next");
        resident.types(&END.to_lowercase());
        assert!(!resident.sees(END) && !resident.hears().iter().any(|said| said.spoken.to_uppercase().contains(END)), "{locale}");
        hand.press_words(&mut resident, "number-find");
        resident.must_be_on("matter");
        resident.must_see(allowance().summary.name.get(locale));
        resident.must_see(&number);
        resident.must_see(&resident.words("stage-received"));
        resident.must_see("王秀英");
    }
}

#[test]
fn a_wrong_digit_is_said_at_once_and_wrong_and_unknown_alike() {
    let scene = scene();
    let matter = scene.file(None);
    let mut resident = scene.home();
    to_number(&mut resident, Hand::Finger);
    let number = matter.receipt.unwrap().to_string();
    let last = number.chars().last().and_then(|digit| digit.to_digit(10)).unwrap();
    let wrong = format!("{}{}", &number[..11], (last + 1) % 10);
    resident.hears();
    resident.writes("number.field", &wrong);
    resident.key(Named::Enter);
    let words = resident.words("number-check");
    resident.must_see(&words);
    assert!(resident.hears().iter().any(|said| said.spoken.contains(&words)));
    assert_eq!(resident.written("number.field").as_deref(), Some(&*wrong));
    // Not the person's end, then a number nobody has: the same words.
    let unknown = resident.words("number-unknown");
    ask(&mut resident, &number, "0012");
    resident.must_see(&unknown);
    resident.tap_words("number-mend");
    let nobody = ReceiptNumber::new(99_999_999_999).unwrap().to_string();
    ask(&mut resident, &nobody, END);
    resident.must_see(&unknown);
    resident.tap_words("number-mend");
    ask(&mut resident, &number, END);
    resident.must_be_on("matter");
    // Nothing written there stays.
    resident.tap_words("frame-back");
    resident.must_be_on("number");
    assert_eq!(resident.written("number.field").as_deref(), Some(""));
}

#[test]
fn whoever_tries_too_often_is_told_what_to_do() {
    let scene = scene();
    let number = scene.file(None).receipt.unwrap().to_string();
    let mut resident = scene.home();
    to_number(&mut resident, Hand::Finger);
    ask(&mut resident, &number, "0012");
    for _ in 0..5 {
        resident.key(Named::Enter);
    }
    resident.must_see(&resident.words("error-too-often"));
    resident.must_see(resident.words("number-none").split('？').next().unwrap());
}

/// The telephone of a matter is sent back, to be mended within ten days.
fn send_back(scene: &Scene, matter: &Matter) -> Date {
    let until = crate::resident::clock().today().saturating_add(Span::new().days(10));
    let fields = json!([{ "pointer": "/formData/data/phone", "reason": "这个电话打不通" }]);
    scene.decides(matter, &json!({ "decision": "SENDBACK", "reason": "有一项要改", "fields": fields, "until": until.to_string() }));
    until
}

#[test]
fn what_was_sent_back_is_framed_with_its_name_the_reason_and_the_day() {
    let scene = scene();
    let matter = scene.file(None);
    let until = send_back(&scene, &matter);
    let mut resident = scene.home();
    find(&mut resident, &matter);
    let framed = resident.app.page().find(&"matter.field-phone".into()).expect("what is framed");
    let label = form().questions.iter().find(|question| question.key == "phone").unwrap().label.get(Locale::ZhCn);
    assert_eq!((framed.role(), framed.name.as_str()), (Role::Status, label));
    for words in ["有一项要改", "这个电话打不通", &format!("{}月{}日", until.month(), until.day())] {
        resident.must_see(words);
    }
    resident.must_see(&resident.words("stage-correction"));
}

#[test]
fn what_was_sent_back_is_mended_alone_and_said_as_a_result() {
    let scene = scene();
    let matter = scene.file(None);
    send_back(&scene, &matter);
    let mut resident = scene.home();
    find(&mut resident, &matter);
    resident.tap_words("matter-mend");
    resident.must_be_on("question");
    assert_eq!(resident.app.page().state, "phone");
    resident.writes("question.field", "13987650000");
    resident.key(Named::Enter);
    resident.must_be_on("review");
    resident.hears();
    resident.tap_words("review-send");
    resident.must_be_on("matter");
    let words = resident.words("matter-mended");
    resident.must_see(&words);
    assert!(resident.hears().iter().any(|said| said.urgency == Urgency::Result && said.spoken.contains(&words)));
    let mended = scene.matter(&matter);
    assert_eq!((mended.stage, mended.demand), (Stage::Received, None));
    // Not back into the form: to the matter as it is now, with nothing to mend.
    resident.tap_words("frame-back");
    resident.must_be_on("matter");
    assert!(!stands(&resident, "matter.mend") && !stands(&resident, "matter.field-phone"));
}

#[test]
fn it_is_withdrawn_after_one_question_and_said_as_a_result() {
    let scene = scene();
    let matter = scene.file(None);
    let mut resident = scene.home();
    find(&mut resident, &matter);
    resident.tap_words("matter-withdraw");
    resident.must_see(&resident.words("matter-withdraw-question"));
    resident.tap_words("matter-keep");
    assert!(stands(&resident, "matter.timeline"));
    resident.tap_words("matter-withdraw");
    resident.hears();
    resident.tap_words("matter-withdraw-yes");
    let words = resident.words("matter-withdrawn");
    resident.must_see(&words);
    resident.must_see(&resident.words("stage-withdrawn"));
    assert!(resident.hears().iter().any(|said| said.urgency == Urgency::Result && said.spoken.contains(&words)));
    assert!(!stands(&resident, "matter.withdraw"));
    assert_eq!(scene.matter(&matter).stage, Stage::Withdrawn);
}

#[test]
fn what_was_decided_meanwhile_is_not_withdrawn() {
    let scene = scene();
    let matter = scene.file(None);
    let mut resident = scene.home();
    find(&mut resident, &matter);
    resident.tap_words("matter-withdraw");
    scene.completes(&matter);
    resident.tap_words("matter-withdraw-yes");
    resident.must_see(&resident.words("error-too-late"));
    assert_eq!(scene.matter(&matter).stage, Stage::Completed);
    resident.must_see(&resident.words("stage-completed"));
    assert!(!stands(&resident, "matter.withdraw"));
}

#[test]
fn a_refusal_is_heard_with_its_reason_and_what_one_can_do() {
    let scene = scene();
    let matter = scene.file(None);
    scene.decides(&matter, &json!({ "decision": "ACCEPT" }));
    scene.decides(&matter, &json!({ "decision": "REJECTED", "reason": "户口不在本市", "basis": "某办法第三条" }));
    let mut resident = scene.home();
    resident.hears();
    find(&mut resident, &matter);
    // All parts of a long page are heard one after the other.
    while resident.app.layout().part + 1 < resident.app.layout().parts {
        resident.tap_node(&PAGER_NEXT.into());
    }
    let heard: String = resident.hears().into_iter().map(|said| said.spoken).collect();
    for words in ["没有批（不予）", "户口不在本市", "某办法第三条", "12345", "60 天", "行政复议", "6 个月", "法院"]
    {
        assert!(heard.contains(words), "{words} is not heard: {heard}");
    }
    assert!(!stands(&resident, "matter.withdraw"));
}

#[test]
fn the_one_who_filed_for_another_is_named() {
    let scene = scene();
    let body = "11010119700101001";
    let identity = Secret::new(format!("{body}{}", check_character(body).unwrap()));
    let agent = Agent { name: "李明".into(), identity, relation: "child".into(), ground: "家人代办".into() };
    let matter = scene.file(Some(agent));
    let mut resident = scene.home();
    find(&mut resident, &matter);
    resident.must_see("王秀英的，由李明代办");
}

#[test]
fn how_it_was_is_said_after_filing_or_skipped() {
    let mut resident = Resident::new(Locale::ZhCn);
    Hand::Finger.to_form(&mut resident);
    fill(&mut resident);
    resident.tap_words("review-send");
    resident.must_be_on("receipt");
    let file = resident.app.page().state.clone();
    resident.tap_words("receipt-rate");
    resident.must_be_on("rate");
    for level in Level::ALL {
        let id = format!("rate-level-{}", level.name());
        assert!(resident.find(Role::RadioButton, &resident.words(&id)).is_some());
    }
    // Nothing chosen is nothing said; then the reason that the last two are asked for, and back without loss.
    resident.tap_words("rate-send");
    resident.must_see(&resident.words("rate-none"));
    resident.tap_words_as(Role::RadioButton, "rate-level-dissatisfied");
    resident.tap_words("rate-send");
    resident.must_see(&resident.words("rate-why"));
    resident.types("等了很久");
    resident.key(Named::Enter);
    resident.must_see(&resident.words("rate-thanks"));
    resident.tap_words("rate-on");
    resident.must_be_on("receipt");
    assert!(!stands(&resident, "receipt.rate"), "asked twice");
    assert_eq!(resident.matter(&file).rated.filed, Some(Level::Dissatisfied));
    resident.tap_words("receipt-follow");
    resident.must_be_on("matter");
}

#[test]
fn how_it_was_is_asked_again_once_it_is_done() {
    let scene = scene();
    let matter = scene.file(None);
    scene.completes(&matter);
    let mut resident = scene.home();
    find(&mut resident, &matter);
    resident.tap_words("matter-rate");
    resident.tap_words("rate-skip");
    resident.must_be_on("matter");
    assert_eq!(scene.matter(&matter).rated.completed, None);
    resident.tap_words("matter-rate");
    resident.tap_words_as(Role::RadioButton, "rate-level-very-satisfied");
    resident.tap_words("rate-send");
    resident.must_see(&resident.words("rate-thanks"));
    resident.tap_words("rate-on");
    resident.must_be_on("matter");
    assert!(!stands(&resident, "matter.rate"), "asked twice");
    assert_eq!(scene.matter(&matter).rated.completed, Some(Level::VerySatisfied));
}

#[test]
fn in_a_hall_nobody_sees_what_the_one_before_has_found() {
    let scene = scene();
    let matter = scene.file(None);
    let mut resident = scene.machine(Hall { kiosk: true, ..Hall::home(Locale::ZhCn) });
    find(&mut resident, &matter);
    resident.rests(LIMIT + WARNING + 5);
    resident.must_be_on("home");
    to_number(&mut resident, Hand::Finger);
    assert_eq!(resident.written("number.field").as_deref(), Some(""));
    resident.tap_words("frame-back");
    assert!(!stands(&resident, "matters.list") && !resident.sees(answer("name")));
}
