//! In a hall the name of a service for the disabled, the poor and the sick is shown and not said, wherever it stands, until its
//! person has said yes once; at home it is said (P1).

use tongban::domain::catalogue::Entry;
use tongban::domain::service::LifeEvent;
use tongban::domain::settings::Locale;
use tongban::i18n::FluentValue;
use tongban::i18n::Texts;
use tongban::semantic::{Kind, Role};

use super::hall::{LIMIT, WARNING};
use super::{Hand, called, services};
use crate::resident::{Hall, Resident, embedded, runtime};

const ANSWERS: [(&str, &str); 4] =
    [("name", "王秀英"), ("identityNumber", "31010119400101001X"), ("hospital", "梅园医院"), ("phone", "13987654321")];

/// 门诊慢特病: a form without lists.
fn illness() -> &'static Entry {
    services().find(|entry| called(entry, Locale::ZhCn) == "慢性病本").expect("the service")
}

fn hall(locale: Locale) -> (Resident, tempfile::TempDir) {
    let (data, runtime) = (tempfile::tempdir().unwrap(), runtime());
    let backend = runtime.block_on(embedded(data.path()));
    let hall = Hall { kiosk: true, window: (1920, 1080), ..Hall::home(locale) };
    (Resident::at(hall, runtime, backend), data)
}

/// Every name of a service that must not be said.
fn names(locale: Locale) -> Vec<&'static str> {
    let private = services().filter(|entry| entry.summary.private);
    let names: Vec<_> = private.flat_map(|entry| [called(entry, locale), entry.summary.name.get(locale)]).collect();
    assert!(names.len() > 20);
    names
}

/// The private names among what was said since the last time.
fn said(resident: &mut Resident) -> Vec<&'static str> {
    let heard: String = resident.hears().into_iter().map(|said| said.spoken + " " + &said.text + "\n").collect();
    names(resident.locale()).into_iter().filter(|name| heard.contains(name)).collect()
}

/// Still on this screen, nothing private was said.
fn quiet(resident: &mut Resident, screen: &'static str) {
    resident.must_be_on(screen);
    assert_eq!(said(resident), Vec::<&str>::new(), "on {screen}");
}

/// From home to the services behind the door of who is short of money.
fn to_hard_up(resident: &mut Resident, hand: Hand) {
    hand.press_words(resident, "home-browse");
    // What all doors are about is said to everybody.
    resident.hears();
    hand.press_words(resident, &format!("browse-door-{}", LifeEvent::HardUp.name()));
    resident.must_be_on("found");
}

/// From home to the guide of a service that is looked for by its category.
fn to_illness(resident: &mut Resident) {
    resident.tap_words("home-tile-medical");
    let name = called(illness(), resident.locale());
    resident.tap(Role::Button, name);
}

/// Answers question after question, up to the review.
fn fill(resident: &mut Resident) {
    while resident.app.page().id == "question".into() {
        let key = resident.app.page().state.clone();
        if resident.app.page().find(&"question.choice-1".into()).is_some() {
            resident.tap_node(&"question.choice-1".into());
        } else {
            let answer = ANSWERS.iter().find(|(one, _)| *one == key).unwrap_or_else(|| panic!("nothing to answer to {key}")).1;
            resident.writes("question.field", answer);
        }
        resident.tap_words("question-next");
        assert_ne!(resident.app.page().state, key, "{key} is not answered:\n{}", resident.shown());
        assert_eq!(said(resident), Vec::<&str>::new(), "at {key}");
    }
}

#[test]
fn in_a_hall_a_list_counts_what_it_does_not_name() {
    for (locale, hand) in Locale::ALL.into_iter().zip([Hand::Finger, Hand::Keys, Hand::Keys]) {
        let (mut resident, _data) = hall(locale);
        to_hard_up(&mut resident, hand);
        let heard = resident.hears();
        let first = resident.app.page().nodes().into_iter().find(|(_, node)| node.private.is_some() && matches!(node.kind, Kind::Card));
        let first = first.map(|(_, node)| (node.id.clone(), node.name.clone())).expect("a private service");
        resident.must_see(&first.1);
        let told = heard.iter().find(|said| said.node == first.0).expect("one hears that it is there");
        let at = resident.app.page().find(&"found.list".into()).unwrap().children.iter().position(|card| card.id == first.0).unwrap() + 1;
        let of = resident.app.page().find(&"found.list".into()).unwrap().children.len();
        let variables: [(&str, FluentValue<'_>); 2] = [("at", at.to_string().into()), ("of", of.to_string().into())];
        let place = Texts::of(locale.tag()).with("speak-position", &variables);
        assert!(told.spoken.contains(&resident.words("speak-private-name")) && told.spoken.contains(&place), "{locale}: {told:?}");
        let heard: String = heard.into_iter().map(|said| said.spoken + &said.text).collect();
        assert!(!names(locale).into_iter().any(|name| heard.contains(name)), "{locale}: {heard}");
        // On what one stands, too.
        resident.tab_to(Role::Button, &first.1);
        quiet(&mut resident, "found");
    }
}

#[test]
fn in_a_hall_nothing_says_it_from_the_list_to_the_timeline() {
    let (mut resident, _data) = hall(Locale::ZhCn);
    to_illness(&mut resident);
    quiet(&mut resident, "guide");
    resident.must_see(illness().summary.name.get(Locale::ZhCn));
    resident.tap_words("guide-bring");
    quiet(&mut resident, "bring");
    resident.tap_words("frame-back");
    resident.tap_words("guide-start");
    resident.tap_words("notice-more");
    quiet(&mut resident, "question");
    resident.tap_words("notice-begin");
    fill(&mut resident);
    quiet(&mut resident, "review");
    resident.tap_words("frame-home");
    resident.tap_words("home-matters");
    resident.must_see(called(illness(), Locale::ZhCn));
    quiet(&mut resident, "matters");
    resident.tap_words("matters-discard");
    quiet(&mut resident, "matters");
    resident.tap_words("matters-keep");
    resident.tap_words("matters-continue");
    resident.tap_words("guide-resume");
    resident.tap_words("question-next");
    quiet(&mut resident, "review");
    resident.tap_words("review-send");
    quiet(&mut resident, "receipt");
    resident.must_see(illness().summary.name.get(Locale::ZhCn));
    resident.tap_words("receipt-follow");
    quiet(&mut resident, "matter");
    resident.tap_words("frame-home");
    resident.tap_words("home-matters");
    quiet(&mut resident, "matters");
}

#[test]
fn it_is_asked_once_and_a_yes_holds_until_its_person_has_gone() {
    let (mut resident, _data) = hall(Locale::ZhCn);
    to_hard_up(&mut resident, Hand::Finger);
    let question = resident.words("aloud-question");
    resident.hears();
    resident.tap_words("aloud-ask");
    resident.must_see(&question);
    assert!(resident.hears().iter().any(|said| said.spoken.contains(&question)), "nobody hears the question");
    resident.tap_words("aloud-no");
    quiet(&mut resident, "found");
    resident.tap_words("aloud-ask");
    // Who goes away has not said yes.
    resident.tap_words("frame-back");
    quiet(&mut resident, "found");
    resident.tap_words("aloud-ask");
    resident.tap_words("aloud-yes");
    assert!(said(&mut resident).len() > 1, "the names are not said");
    assert!(!resident.sees(&resident.words("aloud-ask")));
    resident.tap_words("frame-home");
    to_illness(&mut resident);
    resident.must_be_on("guide");
    assert!(said(&mut resident).contains(&called(illness(), Locale::ZhCn)), "it is not remembered");
    resident.rests(LIMIT + WARNING + 5);
    resident.must_be_on("home");
    resident.hears();
    to_illness(&mut resident);
    quiet(&mut resident, "guide");
}

#[test]
fn at_home_a_name_is_a_name() {
    let mut resident = Resident::new(Locale::ZhCn);
    to_illness(&mut resident);
    resident.must_be_on("guide");
    assert!(!resident.sees(&resident.words("aloud-ask")));
    assert!(said(&mut resident).contains(&called(illness(), Locale::ZhCn)));
}
