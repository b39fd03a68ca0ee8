//! The main job: from home to the filed matter and how far it is, by finger and by keys, in every language.

use std::path::Path;

use iced_test::core::keyboard::key::Named;
use jiff::tz::{Offset, TimeZone};
use tongban::domain::application::{Matter, ReceiptNumber};
use tongban::domain::settings::Locale;
use tongban::i18n::Texts;
use tongban::semantic::{Kind, Role, Urgency, Utterance};

use super::{Hand, SECRETS, allowance, asked, called};
use crate::resident::Resident;

/// From home to the filed matter. Everything that was heard on the way, the number, and the matter.
pub(super) fn file(locale: Locale, hand: Hand) -> (Vec<Utterance>, String, Matter) {
    let mut resident = Resident::new(locale);
    resident.guard(&SECRETS);
    let resident = &mut resident;
    resident.must_see(&resident.words("home-question"));
    hand.to_guide(resident);
    resident.must_see(called(allowance(), locale));
    hand.press_words(resident, "guide-bring");
    resident.must_be_on("bring");
    for material in &allowance().full.as_ref().unwrap().guide().materials {
        resident.must_see(material.name.get(locale));
    }
    hand.press_words(resident, "frame-back");
    resident.must_be_on("guide");
    hand.begin(resident);
    for question in asked() {
        hand.answer(resident, &question.key);
    }
    resident.must_be_on("review");
    for masked in ["王秀英", "3****************X", "139****4321", "0128"] {
        resident.must_see(masked);
    }
    hand.press_words(resident, "review-send");
    resident.must_be_on("receipt");
    resident.must_see(&resident.words("receipt-done"));
    let label = resident.words("receipt-number");
    let number = resident.find(Role::Label, &label).expect("the number");
    let Some(Kind::ReceiptNumber(groups)) = resident.app.page().find(&number).map(|node| &node.kind) else { panic!("no number") };
    let number = groups.join(" ");
    assert_eq!(groups.iter().map(String::len).collect::<Vec<_>>(), [4, 4, 4]);
    assert!(number.parse::<ReceiptNumber>().is_ok(), "{number} has a wrong check digit");
    let matter = resident.matter(&resident.app.page().state);
    hand.press_words(resident, "receipt-follow");
    resident.must_be_on("matter");
    resident.must_see(allowance().summary.name.get(locale));
    resident.must_see(&number);
    resident.must_see(&resident.words("stage-received"));
    hand.press_words(resident, "frame-home");
    hand.press_words(resident, "home-matters");
    resident.must_be_on("matters");
    resident.must_see(&number);
    resident.must_see(&resident.words("stage-received"));
    (resident.hears(), number, matter)
}

/// What was heard, without what is another at each filing: the number and the days.
fn transcript(heard: &[Utterance], number: &str, matter: &Matter, locale: Locale) -> String {
    let texts = Texts::of(locale.tag());
    let mut other = vec![(number.to_owned(), "{receipt}")];
    let filed = matter.filed.to_zoned(TimeZone::fixed(Offset::constant(8))).date();
    for (date, name) in [(filed, "{filed}"), (matter.promised.expect("a promise"), "{promised}")] {
        let words = [("day", texts.day(date).into()), ("weekday", texts.weekday(date).into())];
        other.extend([texts.date(date), texts.with("frame-date", &words)].map(|words| (words, name)));
    }
    let same = |spoken: &str| other.iter().fold(spoken.to_owned(), |spoken, (words, name)| spoken.replace(words, name));
    heard.iter().map(|one| format!("{}: {}\n", one.node, same(&one.spoken))).collect()
}

fn by_keys(locale: Locale) {
    let (heard, number, matter) = file(locale, Hand::Keys);
    let told = |node: &str| heard.iter().find(|one| one.node.as_str() == node).unwrap_or_else(|| panic!("{node} was never heard"));
    assert!(told("receipt.number").spoken.contains(&number), "{:?}", told("receipt.number"));
    assert_eq!(told("receipt.number").urgency, Urgency::Result);
    let heard = transcript(&heard, &number, &matter, locale);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journeys").join(format!("{locale}.txt"));
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, &heard).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    for (at, (heard, written)) in heard.lines().zip(written.lines()).enumerate() {
        assert_eq!(heard, written, "line {} of {locale}.txt (UPDATE_SNAPSHOTS=1 writes it anew)", at + 1);
    }
    assert_eq!(heard.lines().count(), written.lines().count(), "{locale}.txt (UPDATE_SNAPSHOTS=1 writes it anew)");
}

fn by_finger(locale: Locale) {
    let (heard, number, _) = file(locale, Hand::Finger);
    assert!(heard.iter().any(|one| one.urgency == Urgency::Result && one.spoken.contains(&number)));
}

#[test]
fn by_keys_in_chinese() {
    by_keys(Locale::ZhCn);
}

#[test]
fn by_keys_in_traditional_chinese() {
    by_keys(Locale::ZhTw);
}

#[test]
fn by_keys_in_english() {
    by_keys(Locale::En);
}

#[test]
fn by_finger_in_every_language() {
    Locale::ALL.into_iter().for_each(by_finger);
}

/// A daughter for her mother: both names are handed in, and what she wrote of herself is not asked of her mother.
#[test]
fn for_family_by_keys() {
    let mut resident = Resident::new(Locale::ZhCn);
    resident.guard(&SECRETS);
    let resident = &mut resident;
    Hand::Keys.to_form(resident);
    let choose = |resident: &mut Resident, words: &str| {
        Hand::Keys.press(resident, Role::RadioButton, words);
        Hand::Keys.press_words(resident, "question-next");
    };
    choose(resident, "我替家人办");
    resident.types("王小红");
    resident.key(Named::Enter);
    resident.types("11010119650101002");
    resident.key(Named::Enter);
    resident.must_see("要 18 位，您写了 17 位。");
    resident.types("6");
    resident.key(Named::Enter);
    choose(resident, "儿女");
    choose(resident, "老人同意我来办");
    resident.must_see(&resident.words("question-for-another"));
    for question in asked().into_iter().skip(1) {
        Hand::Keys.answer(resident, &question.key);
    }
    resident.must_be_on("review");
    Hand::Keys.press_words(resident, "review-send");
    resident.must_be_on("receipt");
    let matter = resident.matter(&resident.app.page().state);
    assert_eq!((matter.applicant.as_deref(), matter.agent.as_deref()), (Some("王秀英"), Some("王小红")));
}
