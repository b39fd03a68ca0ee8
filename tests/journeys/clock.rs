//! A clock that is wrong or jumps: days are the backend's, and nobody's answers are wiped before their time.

use jiff::tz::{Offset, TimeZone};
use tongban::api::http::{Http, Timeouts};
use tongban::app::Reached;
use tongban::domain::settings::Locale;
use tongban::i18n::Texts;

use super::hall::{LIMIT, halfway, hall, is_warned};
use super::line::Line;
use super::{Hand, fill};
use crate::resident::{Hall, Resident, embedded, runtime};

#[test]
fn a_machine_two_days_behind_shows_the_backends_day() {
    let (data, runtime) = (tempfile::tempdir().unwrap(), runtime());
    let backend = runtime.block_on(embedded(data.path()));
    let running = backend.running.unwrap();
    let line = Line::to(&running.url, &runtime);
    let http =
        Http::new(&line.url, Some(running.tokens.applicant.clone()), Timeouts::default()).unwrap().with_clock(crate::resident::clock());
    let reached = Reached { client: std::sync::Arc::new(http), running: None };
    let mut resident = Resident::at(Hall::home(Locale::ZhCn), runtime, reached);
    let texts = Texts::of("zh-CN");
    let here = tongban::screen::presets::context(Locale::ZhCn).unwrap().now.date();
    resident.must_see(&texts.weekday(here));
    line.behind(48);
    Hand::Finger.to_guide(&mut resident);
    resident.tap_words("frame-home");
    resident.must_see(&texts.weekday(here.tomorrow().unwrap().tomorrow().unwrap()));
    Hand::Finger.to_form(&mut resident);
    fill(&mut resident);
    resident.tap_words("review-send");
    let filed = resident.matter(&resident.app.page().state).filed.to_zoned(TimeZone::fixed(Offset::constant(8))).date();
    resident.must_see(&texts.date(filed));
    line.behind(0);
    resident.tap_words("frame-home");
    resident.tap_words("home-matters");
    resident.tap_words("frame-home");
    resident.must_see(&texts.weekday(here));
}

#[test]
fn a_jump_warns_first_and_wipes_nothing() {
    let (mut resident, _data) = hall();
    halfway(&mut resident);
    resident.rests(1);
    for hours in [1, 10, 1000] {
        resident.sleeps(hours * 3600);
        assert!(is_warned(&resident), "nobody is warned after {hours} hours");
        resident.sleeps(hours * 3600);
        resident.key(iced_test::core::keyboard::key::Named::Shift);
        assert!(!is_warned(&resident));
        assert_eq!(resident.written("question.field").as_deref(), Some("王秀"));
        resident.rests(LIMIT - 10);
        assert!(!is_warned(&resident), "all the time there is was not given again");
    }
}
