//! 查一查: the whole way, by finger and keys, on the real backend. What is found is seen after one press, said after two, and
//! is nowhere afterwards.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use iced_test::core::keyboard::key::Named;
use jiff::civil::Date;
use tongban::app::Reached;
use tongban::backend;
use tongban::domain::catalogue::{Catalogue, Entry};
use tongban::domain::failure::{Failure, FailureKind};
use tongban::domain::lookup::{Finding, Found, Line, Lookup, LookupKind, Value};
use tongban::domain::secret::Secret;
use tongban::domain::settings::Locale;
use tongban::i18n::Texts;
use tongban::semantic::Role;
use tongban::session::DataDirectory;

use super::backend_away::reached;
use super::hall::{LIMIT, WARNING};
use super::{Hand, SECRETS, called, fill, services};
use crate::resident::{Hall, Resident, embedded, runtime};

const NUMBER: &str = "31010119400101001X";

/// The service that looks this up.
fn service(kind: LookupKind) -> &'static Entry {
    services().find(|entry| entry.full.as_ref().is_some_and(|full| full.lookup == Some(kind))).expect("a look-up")
}

/// What must neither be said nor shown unasked of what the registry made up.
fn secrets(reached: &Reached, runtime: &tokio::runtime::Runtime, kind: LookupKind, locale: Locale) -> &'static [&'static str] {
    let found = runtime.block_on(reached.client.look_up(service(kind).summary.id, &Secret::new(NUMBER))).unwrap();
    let texts = Texts::of(locale.tag());
    let whole = |line: Line| match line.value {
        Value::Amount(amount) => Some(texts.money(Value::fen(&amount)?)),
        Value::Private(words) => Some(words.expose().to_owned()),
        _ => None,
    };
    let all: Vec<&'static str> = found.lines.into_iter().filter_map(whole).map(|words| &*words.leak()).collect();
    assert!(!all.is_empty());
    all.leak()
}

/// From home to the question for the number.
fn to_number(resident: &mut Resident, hand: Hand, kind: LookupKind) {
    let name = called(service(kind), resident.locale());
    resident.tap_words("frame-home");
    hand.press_words(resident, "home-search");
    resident.types(name);
    resident.key(Named::Enter);
    hand.press(resident, Role::Button, name);
    resident.must_be_on("guide");
    hand.press_words(resident, "guide-lookup");
    resident.must_be_on("lookup");
}

/// Writes the number and looks it up.
fn look_up(resident: &mut Resident, hand: Hand) {
    resident.types(NUMBER);
    assert_eq!(resident.written("lookup.field").as_deref(), Some(NUMBER));
    match hand {
        Hand::Finger => resident.tap_words("lookup-next"),
        Hand::Keys => resident.key(Named::Enter),
    }
    assert_eq!(resident.app.page().state, "told", "{}", resident.shown());
}

fn says(resident: &mut Resident, words: &str) -> bool {
    resident.hears().iter().any(|said| said.spoken.contains(words) || said.text.contains(words))
}

#[test]
fn the_pension_is_seen_after_one_press_and_heard_after_two_in_every_language() {
    for (locale, hand) in Locale::ALL.into_iter().flat_map(|locale| [(locale, Hand::Finger), (locale, Hand::Keys)]) {
        let (data, runtime) = (tempfile::tempdir().unwrap(), runtime());
        let backend = runtime.block_on(embedded(data.path()));
        let amounts = secrets(&backend, &runtime, LookupKind::Pension, locale);
        let mut resident = Resident::at(Hall::home(locale), runtime, backend);
        resident.guard(&[amounts, &[NUMBER]].concat());
        to_number(&mut resident, hand, LookupKind::Pension);
        look_up(&mut resident, hand);
        resident.must_see(&resident.words("lookup-sample"));
        let quiet = resident.words("speak-private-found");
        assert!(says(&mut resident, &quiet), "{locale}: one does not hear that it is there");
        resident.guard(&[NUMBER]);
        hand.press_words(&mut resident, "lookup-show");
        for amount in amounts {
            resident.must_see(amount);
        }
        hand.press_words(&mut resident, "frame-repeat");
        assert!(resident.hears().iter().all(|said| !amounts.iter().any(|amount| said.spoken.contains(amount))), "{locale}: said unasked");
        hand.press_words(&mut resident, "lookup-read");
        let question = resident.words("aloud-question");
        assert!(says(&mut resident, &question), "{locale}: nobody asks");
        assert!(!amounts.iter().any(|amount| resident.sees(amount)));
        hand.press_words(&mut resident, "aloud-yes");
        let heard: String = resident.hears().into_iter().map(|said| said.spoken).collect();
        assert!(amounts.iter().all(|amount| heard.contains(amount)), "{locale}: not said: {heard}");
    }
}

#[test]
fn each_look_up_asks_the_number_once_in_a_session() {
    let mut resident = Resident::new(Locale::ZhCn);
    to_number(&mut resident, Hand::Finger, LookupKind::Pension);
    look_up(&mut resident, Hand::Finger);
    for kind in [LookupKind::MedicalBalance, LookupKind::Contributions, LookupKind::Property, LookupKind::Marriage] {
        to_number(&mut resident, Hand::Finger, kind);
        assert_eq!(resident.written("lookup.field").as_deref(), Some(""), "filled in by itself");
        resident.tap_node(&"lookup.same".into());
        resident.tap_words("lookup-next");
        assert_eq!(resident.app.page().state, "told", "{}", resident.shown());
        resident.must_see(&resident.words("lookup-wrong"));
    }
}

#[test]
fn the_number_of_a_form_is_offered_for_a_look_up() {
    let mut resident = Resident::new(Locale::ZhCn);
    resident.guard(&SECRETS);
    Hand::Finger.to_form(&mut resident);
    fill(&mut resident);
    to_number(&mut resident, Hand::Finger, LookupKind::Pension);
    resident.tap_node(&"lookup.same".into());
    resident.tap_words("lookup-next");
    assert_eq!(resident.app.page().state, "told");
}

#[test]
fn a_cover_and_the_way_back_leave_nothing_open() {
    let (data, runtime) = (tempfile::tempdir().unwrap(), runtime());
    let backend = runtime.block_on(embedded(data.path()));
    let amounts = secrets(&backend, &runtime, LookupKind::Property, Locale::ZhCn);
    let mut resident = Resident::at(Hall::home(Locale::ZhCn), runtime, backend);
    to_number(&mut resident, Hand::Finger, LookupKind::Property);
    look_up(&mut resident, Hand::Finger);
    resident.tap_words("lookup-show");
    resident.must_see(amounts[0]);
    resident.tap_words("frame-cover");
    resident.guard(amounts);
    resident.must_be_on("cover");
    resident.key(Named::Escape);
    assert_eq!(resident.app.page().state, "told", "it is asked anew behind the cover");
    resident.must_see(&resident.words("lookup-show"));
    resident.tap_words("frame-back");
    assert_eq!(resident.app.page().state, "number");
}

/// Whether any file below holds the words.
fn is_kept(directory: &Path, words: &str) -> bool {
    std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).any(|path| match path.is_dir() {
        true => is_kept(&path, words),
        // A journal of the database may be gone by now.
        false => std::fs::read(&path).unwrap_or_default().windows(words.len()).any(|window| window == words.as_bytes()),
    })
}

#[test]
fn in_a_hall_nothing_is_left_for_the_next_person_and_at_home_nothing_on_disk() {
    for kiosk in [true, false] {
        let (data, runtime) = (tempfile::tempdir().unwrap(), runtime());
        let backend = runtime.block_on(embedded(data.path()));
        let amounts = secrets(&backend, &runtime, LookupKind::Pension, Locale::ZhCn);
        let store = Arc::new(DataDirectory::open(data.path().join("own")).unwrap());
        let hall = Hall { kiosk, window: (1920, 1080), ..Hall::home(Locale::ZhCn) };
        let mut resident = Resident::keeping(hall, runtime, backend, Some(store));
        to_number(&mut resident, Hand::Finger, LookupKind::Pension);
        look_up(&mut resident, Hand::Finger);
        resident.tap_words("lookup-read");
        resident.tap_words("aloud-yes");
        resident.must_see(amounts[0]);
        resident.rests(LIMIT + WARNING + 5);
        if kiosk {
            resident.must_be_on("home");
            resident.guard(amounts);
            to_number(&mut resident, Hand::Finger, LookupKind::Pension);
            assert!(resident.app.page().find(&"lookup.same".into()).is_none(), "another's number is offered");
        } else {
            resident.must_see(amounts[0]);
        }
        drop(resident);
        for secret in amounts.iter().filter(|secret| secret.chars().count() > 4).chain(&[NUMBER]) {
            assert!(!is_kept(data.path(), secret), "{secret} is kept");
        }
    }
}

/// A registry that answers once it is there, and knows nobody.
#[derive(Debug, Default)]
struct Away(AtomicBool);

impl Lookup for Away {
    fn look_up<'a>(&'a self, _: LookupKind, _: &'a Secret, today: Date) -> Found<'a> {
        let found = Finding { as_of: Some(today), ..Finding::default() };
        let answer = if self.0.load(Ordering::Relaxed) { Ok(found) } else { Err(Failure::new(FailureKind::Unreachable)) };
        Box::pin(async move { answer })
    }
}

#[test]
fn a_registry_that_is_away_is_told_of_and_who_is_not_known_learns_whom_to_ask() {
    let (data, runtime) = (tempfile::tempdir().unwrap(), runtime());
    let registry = Arc::new(Away::default());
    let options = backend::Options { open: backend::Open::Terminals, lookup: registry.clone(), ..crate::resident::options(data.path()) };
    let running = runtime.block_on(backend::start(options, Arc::new(Catalogue::embedded().0))).unwrap();
    let url = running.url.clone();
    let mut resident = Resident::at(Hall::home(Locale::ZhCn), runtime, reached(&url, None, Some(running)));
    to_number(&mut resident, Hand::Finger, LookupKind::Pension);
    resident.types(NUMBER);
    resident.tap_words("lookup-next");
    resident.must_see(&resident.words("error-broken"));
    resident.must_see("12333");
    // What the registry did not answer is not counted.
    for _ in 0..5 {
        resident.tap_words("frame-again");
        resident.must_see(&resident.words("error-broken"));
    }
    registry.0.store(true, Ordering::Relaxed);
    resident.tap_words("frame-again");
    resident.must_see(&resident.words("lookup-unknown"));
    resident.must_see("12333");
    resident.tap_words("lookup-other");
    assert_eq!(resident.written("lookup.field").as_deref(), Some(NUMBER), "what was written is lost");
}
