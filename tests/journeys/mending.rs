//! What was sent back is mended while the backend is away, slow or broken: nothing written is lost, and it arrives once.

use serde_json::json;
use tongban::domain::application::{Matter, Stage};
use tongban::domain::settings::Locale;

use iced_test::core::keyboard::key::Named;

use super::backend_away::reached;
use super::following::{Scene, find, scene};
use super::line::{Line, Trouble};
use super::{Hand, SECRETS};
use crate::resident::{Hall, Resident};

/// The telephone as it is mended.
const PHONE: &str = "13700001111";

/// A matter whose telephone was sent back, found at the end of a line.
fn sent_back(scene: &Scene) -> (Resident, Line, Matter) {
    let matter = scene.file(None);
    let fields = json!([{ "pointer": "/formData/data/phone", "reason": "这个电话打不通" }]);
    scene.decides(&matter, &json!({ "decision": "SENDBACK", "reason": "有一项要改", "fields": fields }));
    let line = Line::to(&scene.running.url, &scene.runtime);
    let backend = reached(&line.url, Some(scene.running.tokens.applicant.clone()), None);
    let mut resident = Resident::at(Hall::home(Locale::ZhCn), scene.runtime.clone(), backend);
    resident.guard(&SECRETS);
    find(&mut resident, &matter);
    (resident, line, matter)
}

fn writes_it(resident: &mut Resident) {
    resident.must_be_on("question");
    assert_eq!(resident.app.page().state, "phone");
    resident.writes("question.field", PHONE);
    resident.key(Named::Enter);
    resident.must_be_on("review");
}

#[test]
fn a_reason_alone_is_no_dead_end() {
    let scene = scene();
    let matter = scene.file(None);
    scene.decides(&matter, &json!({ "decision": "SENDBACK", "reason": "名字和身份证不一样" }));
    let mut resident = scene.home();
    find(&mut resident, &matter);
    resident.tap_words("matter-mend");
    resident.must_be_on("review");
    resident.must_see("名字和身份证不一样");
    assert!(!SECRETS.iter().any(|secret| resident.sees(secret)) && !resident.sees("王秀英"), "{}", resident.shown());
    resident.tap_node(&"review.name-change".into());
    resident.must_be_on("question");
    resident.must_see("名字和身份证不一样");
    resident.writes("question.field", "王秀芳");
    resident.key(Named::Enter);
    resident.must_be_on("review");
    // 返回 leads to the matter, not into the questions one after the other.
    resident.tap_words("frame-back");
    resident.must_be_on("matter");
    resident.tap_words("matter-mend");
    resident.must_be_on("review");
    resident.must_see("王秀芳");
    resident.tap_words("review-send");
    resident.must_be_on("matter");
    arrived(&scene, &matter);
    assert_eq!(scene.matter(&matter).applicant.as_deref(), Some("王秀芳"));
}

fn arrived(scene: &Scene, matter: &Matter) {
    let now = scene.matter(matter);
    assert!(now.stage != Stage::Correction && now.demand.is_none(), "{:?}", now.stage);
    assert_eq!(now.steps.iter().filter(|step| step.stage == Stage::Correction).count(), 1);
}

#[test]
fn every_step_fails_first() {
    for trouble in [Trouble::Away, Trouble::Slow, Trouble::Broken, Trouble::Garbage, Trouble::Half, Trouble::Lost] {
        let scene = scene();
        let (mut resident, line, matter) = sent_back(&scene);
        line.set(trouble);
        resident.tap_words("matter-mend");
        line.set(Trouble::None);
        resident.tap_words("frame-again");
        writes_it(&mut resident);
        line.set(trouble);
        resident.tap_words("review-send");
        resident.must_be_on("review");
        resident.must_see("137****1111");
        line.set(Trouble::None);
        resident.tap_words("frame-again");
        assert!(resident.app.page().id == "matter".into(), "{trouble:?}:\n{}", resident.shown());
        arrived(&scene, &matter);
    }
}

#[test]
fn what_was_mended_is_there_after_a_look_elsewhere_and_is_no_draft() {
    let scene = scene();
    let (mut resident, _line, matter) = sent_back(&scene);
    resident.tap_words("matter-mend");
    writes_it(&mut resident);
    resident.tap_words("frame-home");
    resident.tap_words("home-matters");
    assert!(resident.app.page().find(&"matters.draft-1".into()).is_none(), "{}", resident.shown());
    resident.tap_words("frame-home");
    find(&mut resident, &matter);
    resident.tap_words("matter-mend");
    assert_eq!(resident.written("question.field").as_deref(), Some(PHONE));
    resident.tap_words("frame-home");
    // A new filing of the same service begins with nothing of it.
    Hand::Finger.to_form(&mut resident);
    assert_eq!(resident.app.page().state, "who/who");
    resident.tap_words("frame-home");
    find(&mut resident, &matter);
    resident.tap_words("matter-mend");
    resident.key(Named::Enter);
    resident.tap_words("review-send");
    resident.must_be_on("matter");
    arrived(&scene, &matter);
}
