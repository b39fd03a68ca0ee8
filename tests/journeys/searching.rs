//! Finding what one came for: by its everyday name, by what happened in one's life, by department; and not finding it.

use iced_test::core::keyboard::key::Named;
use tongban::domain::service::LifeEvent;
use tongban::domain::settings::Locale;
use tongban::i18n::FluentValue;
use tongban::i18n::Texts;
use tongban::semantic::{Kind, NodeId, Role};

use super::{Hand, allowance, called, catalogue, services};
use crate::resident::Resident;

/// From home: writes words and looks for them.
fn look_for(resident: &mut Resident, words: &str) {
    resident.tap_words("home-search");
    resident.must_be_on("find");
    resident.types(words);
    assert_eq!(resident.written("find.field").as_deref(), Some(words));
    resident.key(Named::Enter);
    resident.must_be_on("found");
}

/// How many cards there are to press.
fn cards(resident: &Resident) -> usize {
    resident.app.page().nodes().into_iter().filter(|(_, node)| matches!(node.kind, Kind::Card)).count()
}

fn heading(resident: &Resident, id: &str, asked: &str, count: usize) -> String {
    let variables: [(&str, FluentValue<'_>); 2] = [("asked", asked.to_owned().into()), ("count", count.into())];
    Texts::of(resident.locale().tag()).with(id, &variables)
}

fn every_service_by_its_everyday_name(locale: Locale) {
    let mut resident = Resident::new(locale);
    for service in services() {
        let name = called(service, locale);
        look_for(&mut resident, name);
        let first = resident.app.page().find(&"found.service-1".into()).map(|card| card.name.clone());
        assert_eq!(first.as_deref(), Some(name), "not the first that is found");
        resident.tap(Role::Button, name);
        resident.must_be_on("guide");
        assert!(resident.find(Role::Heading, name).is_some(), "{name} has another guide:\n{}", resident.shown());
        let summary = &service.full.as_ref().unwrap().guide().summary;
        let first = resident.app.page().find(&"guide.summary-1".into()).map(|node| node.name.clone()).expect("a summary");
        assert!(summary.get(locale).starts_with(&first), "{name}: {first}");
        resident.tap_words("frame-home");
    }
}

#[test]
fn by_its_everyday_name_in_chinese() {
    every_service_by_its_everyday_name(Locale::ZhCn);
}

#[test]
fn by_its_everyday_name_in_traditional_chinese() {
    every_service_by_its_everyday_name(Locale::ZhTw);
}

#[test]
fn by_its_everyday_name_in_english() {
    every_service_by_its_everyday_name(Locale::En);
}

#[test]
fn nothing_is_found_and_there_is_a_way_on() {
    for locale in Locale::ALL {
        let mut resident = Resident::new(locale);
        let words = "xyzzy";
        look_for(&mut resident, words);
        resident.must_see(&heading(&resident, "found-nothing", words, 0));
        resident.must_see(Texts::of(locale.tag()).get("found-nothing-help").split(['。', '.']).next().unwrap());
        let heard = resident.hears();
        assert!(heard.iter().any(|said| said.node.as_str() == "found.other"), "the way on is not heard");
        resident.tap_words("found-other");
        resident.must_be_on("find");
        assert!(resident.app.focus().is(&"find.field".into()));
        resident.key(Named::Escape);
        resident.must_be_on("found");
        resident.tap_words("found-browse");
        resident.must_be_on("browse");
    }
}

#[test]
fn looking_for_nothing_asks_for_words() {
    for locale in Locale::ALL {
        let mut resident = Resident::new(locale);
        resident.tap_words("home-search");
        resident.hears();
        resident.key(Named::Enter);
        resident.must_be_on("find");
        let error = resident.words("find-empty");
        resident.must_see(&error);
        let heard = resident.hears();
        assert_eq!(heard.iter().filter(|said| said.spoken.contains(&error)).count(), 1, "{heard:?}");
    }
}

#[test]
fn by_what_happened_in_ones_life() {
    for (locale, hand) in [(Locale::ZhCn, Hand::Keys), (Locale::ZhTw, Hand::Finger), (Locale::En, Hand::Finger)] {
        let mut resident = Resident::new(locale);
        hand.press_words(&mut resident, "home-browse");
        for event in LifeEvent::ALL.into_iter().filter(|event| catalogue().iter().any(|service| service.life_events.contains(event))) {
            let door = format!("browse-door-{}", event.name());
            hand.press_words(&mut resident, &door);
            resident.must_be_on("found");
            let behind = catalogue().iter().filter(|service| service.life_events.contains(&event)).count();
            resident.must_see(&heading(&resident, "found-question", &resident.words(&door), behind));
            assert_eq!(cards(&resident), behind);
            hand.press_words(&mut resident, "frame-back");
            resident.must_be_on("browse");
        }
    }
}

#[test]
fn by_department() {
    for locale in Locale::ALL {
        let mut resident = Resident::new(locale);
        resident.tap_words("home-browse");
        resident.tap_words("browse-departments");
        let department = &services().next().unwrap().summary.department;
        let of_it = catalogue().iter().filter(|service| service.summary.department.zh_cn == department.zh_cn).count();
        resident.tap(Role::Button, department.get(locale));
        resident.must_be_on("found");
        resident.must_see(&heading(&resident, "found-question", department.get(locale), of_it));
        assert_eq!(cards(&resident), of_it);
        resident.key(Named::Escape);
        resident.must_be_on("browse");
        assert!(resident.find(Role::Button, department.get(locale)).is_some(), "not back among the departments");
        resident.key(Named::Escape);
        resident.must_see(&resident.words("browse-question"));
    }
}

#[test]
fn by_the_first_letter_of_its_name() {
    for (locale, hand, letter) in [(Locale::ZhCn, Hand::Keys, "G"), (Locale::ZhTw, Hand::Finger, "G"), (Locale::En, Hand::Finger, "O")] {
        let mut resident = Resident::new(locale);
        hand.press_words(&mut resident, "home-browse");
        hand.press_words(&mut resident, "browse-letters");
        resident.must_see(&resident.words("browse-letters-question"));
        let id = NodeId::from(format!("browse.letter-{}", letter.to_lowercase()));
        let count = resident.app.page().find(&id).and_then(|card| card.description.clone()).expect("the letter");
        hand.press(&mut resident, Role::Button, letter);
        resident.must_be_on("found");
        let asked = Texts::of(locale.tag()).with("browse-initial", &[("letter", letter.into())]);
        let all = cards(&resident);
        resident.must_see(&heading(&resident, "found-question", &asked, all));
        assert_eq!(count, Texts::of(locale.tag()).with("browse-department-count", &[("count", all.into())]));
        let name = called(allowance(), locale);
        hand.press(&mut resident, Role::Button, name);
        resident.must_be_on("guide");
        resident.key(Named::Escape);
        resident.key(Named::Escape);
        resident.must_see(&resident.words("browse-letters-question"));
        resident.key(Named::Escape);
        resident.must_see(&resident.words("browse-question"));
    }
}
