//! What people write, and its plain form.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::domain::form::Choice;
use crate::domain::text::LocalText;

fn question(kind: AnswerKind) -> Question {
    let text = LocalText::only("问");
    Question { key: "q".into(), label: text.clone(), ask: text, help: None, kind, required: true, secret: None, same_as: None, when: None }
}

fn check(kind: AnswerKind, written: &str) -> Result<String, Fault> {
    question(kind).check(written, TODAY)
}

#[test]
fn phones_are_mobile_or_landline_with_area_code() {
    for (written, plain) in [
        ("138 0000 1234", "13800001234"),
        ("１３８００００１２３４", "13800001234"),
        ("+86 138-0000-1234", "13800001234"),
        ("(021) 6123 4567", "02161234567"),
        ("（０２１）６１２３－４５６７", "02161234567"),
        ("0826-2345678", "08262345678"),
        ("0512 6123 4567", "051261234567"),
        ("010—61234567", "01061234567"),
    ] {
        assert_eq!(check(AnswerKind::Phone, written).as_deref(), Ok(plain), "{written}");
    }
    for wrong in [
        "12345",
        "61234567",
        "12800001234",
        "1380000123",
        "138000012345",
        "0216123456",
        "02191234567",
        "一三八",
        "138x0001234",
        "400-820-8820",
    ] {
        assert_eq!(check(AnswerKind::Phone, wrong), Err(Fault::Phone), "{wrong}");
    }
}

#[test]
fn a_card_failing_luhn_is_taken_and_doubted() {
    let card = question(AnswerKind::BankCard);
    assert_eq!(card.check("6222 0200 0000 0000", TODAY).as_deref(), Ok("6222020000000000"));
    assert_eq!(card.doubt("4111 1111 1111 1111"), None);
    assert_eq!(card.doubt("4111 1111 1111 1112"), Some(Doubt::BankCard));
    assert_eq!(card.check("4111 1111 1111 1112", TODAY).as_deref(), Ok("4111111111111112"));
    assert_eq!(card.check("12345678901", TODAY), Err(Fault::BankCard));
    assert_eq!(card.check("12345678901234567890", TODAY), Err(Fault::BankCard));
    assert_eq!(card.doubt("nothing"), None);
}

#[test]
fn names_keep_their_dot() {
    let name = |written| check(AnswerKind::Name { max: 20 }, written);
    assert_eq!(name("阿卜杜拉·买买提").as_deref(), Ok("阿卜杜拉·买买提"));
    assert_eq!(name(" 阿卜杜拉 • 买买提 ").as_deref(), Ok("阿卜杜拉·买买提"));
    assert_eq!(name("张　三").as_deref(), Ok("张三"));
    assert_eq!(name("𠮷野").as_deref(), Ok("𠮷野"));
    assert_eq!(name("Mary-Ann  O'Neil").as_deref(), Ok("Mary-Ann O'Neil"));
    assert_eq!(name("张3"), Err(Fault::Name));
    assert_eq!(name("<b>张</b>"), Err(Fault::Name));
    assert_eq!(name("···"), Err(Fault::Name));
    assert_eq!(name(&"张".repeat(21)), Err(Fault::TooLong));
}

#[test]
fn dates_and_lines_are_read_as_written() {
    for written in ["2026-03-05", "2026年3月5日", "2026/3/5", "２０２６．３．５", "20260305"] {
        assert_eq!(check(AnswerKind::Date, written).as_deref(), Ok("2026-03-05"), "{written}");
    }
    for wrong in ["2026-02-30", "26-1-1", "昨天", "2026-1", "2026-+1-1"] {
        assert_eq!(check(AnswerKind::Date, wrong), Err(Fault::Date), "{wrong}");
    }
    assert_eq!(check(AnswerKind::Line { max: 20 }, "梅园路１２号，\u{202e}甲\u{0}  乙").as_deref(), Ok("梅园路12号，甲 乙"));
    assert_eq!(check(AnswerKind::Line { max: 1 }, "甲乙"), Err(Fault::TooLong));
    assert_eq!(check(AnswerKind::Line { max: 1 }, "\u{200b}\u{0} "), Err(Fault::Empty));
}

#[test]
fn one_of_several_is_exactly_one_of_them() {
    let kind = AnswerKind::Choice(vec![Choice { value: "self".into(), label: LocalText::only("我自己") }]);
    assert_eq!(check(kind.clone(), "self").as_deref(), Ok("self"));
    assert_eq!(check(kind.clone(), "me"), Err(Fault::Choice));
    assert_eq!(Question { required: false, ..question(kind) }.check("", TODAY), Ok(String::new()));
}

#[test]
fn an_address_names_the_house() {
    let address = |written| check(AnswerKind::Address { max: 40 }, written);
    let plain = "上海市 浦东新区 花木街道 梅园路1号2室";
    assert_eq!(address("上海市　浦东新区 花木街道\n梅园路１号2室").as_deref(), Ok(plain));
    assert_eq!(address("梅园路1号").as_deref(), Ok("梅园路1号"));
    assert_eq!(address("上海市浦东新区梅园路1号").as_deref(), Ok("上海市浦东新区梅园路1号"));
    for region in ["上海市", "上海市 浦东新区 花木街道", "四川省广安市广安区", "广东省 东莞市 "] {
        assert_eq!(address(region), Err(Fault::Address), "{region}");
    }
    assert_eq!(address(&"梅".repeat(41)), Err(Fault::TooLong));
}

#[test]
fn a_passbook_has_digits_and_no_check() {
    let passbook = |written: &str| check(AnswerKind::Passbook, written);
    assert_eq!(passbook("1001-2345 6789").as_deref(), Ok("100123456789"));
    assert_eq!(passbook("１２３４５６７８").as_deref(), Ok("12345678"));
    assert_eq!(passbook(&"7".repeat(22)), Ok("7".repeat(22)));
    for wrong in ["1234567", "12345678901234567890123", "60-123456789012x", "存折"] {
        assert_eq!(passbook(wrong), Err(Fault::Passbook), "{wrong}");
    }
}

const TODAY: Date = date(2026, 9, 29);

#[test]
fn an_identity_card_holds_for_ever_or_until_a_day() {
    let validity = |written| question(AnswerKind::Validity).check(written, TODAY);
    for written in ["长期", "長期", "长 期", "long-term", "Long Term", "2006.03.05-长期", "2006.03.05 — 長期", LONG_TERM] {
        assert_eq!(validity(written).as_deref(), Ok(LONG_TERM), "{written}");
    }
    for written in ["2036-03-05", "2036年3月5日", "2016.03.05-2036.03.05", "2016-03-05至2036-03-05", "20160305-20360305"] {
        assert_eq!(validity(written).as_deref(), Ok("2036-03-05"), "{written}");
    }
    assert_eq!(validity("2026-09-29").as_deref(), Ok("2026-09-29"));
    assert_eq!(validity("2026-09-28"), Err(Fault::Expired));
    assert_eq!(validity("2016.09.28-2026.09.28"), Err(Fault::Expired));
    for wrong in ["2036-02-30", "十年", "2016.03.05-", "期长", "2036"] {
        assert_eq!(validity(wrong), Err(Fault::Date), "{wrong}");
    }
}

#[test]
fn a_visit_is_on_one_of_the_next_ten_working_days() {
    let visit = question(AnswerKind::WorkingDay);
    let days = visit.days(TODAY);
    assert_eq!((days.len(), days[0], days[1], days[9]), (10, date(2026, 9, 30), date(2026, 10, 8), date(2026, 10, 19)));
    assert_eq!(visit.check("2026年10月8日", TODAY).as_deref(), Ok("2026-10-08"));
    for wrong in ["2026-09-29", "2026-10-01", "2026-10-11", "2026-12-01", "明天"] {
        assert_eq!(visit.check(wrong, TODAY), Err(Fault::Choice), "{wrong}");
    }
    assert_eq!(question(AnswerKind::Date).days(TODAY), []);
}

#[test]
fn the_lines_of_a_text_become_one() {
    let text = AnswerKind::Text { max: 12 };
    assert_eq!(check(text.clone(), " 上个月病了。\r\n\n住了院。 ").as_deref(), Ok("上个月病了。 住了院。"));
    assert_eq!(check(text, &"梅".repeat(13)), Err(Fault::TooLong));
}

fn kinds() -> impl Strategy<Value = AnswerKind> {
    prop_oneof![
        Just(AnswerKind::Line { max: 30 }),
        Just(AnswerKind::Name { max: 30 }),
        Just(AnswerKind::Identity),
        Just(AnswerKind::Phone),
        Just(AnswerKind::BankCard),
        Just(AnswerKind::Date),
        Just(AnswerKind::Text { max: 90 }),
        Just(AnswerKind::Address { max: 30 }),
        Just(AnswerKind::Passbook),
        Just(AnswerKind::Validity),
        Just(AnswerKind::WorkingDay),
    ]
}

proptest! {
    #[test]
    fn the_plain_form_is_its_own_plain_form(kind in kinds(), written in prop_oneof![any::<String>(), "[0-9０-９ X·-]{0,24}", "[张·三 a-c.-]{0,9}", "(上海市 ?)?(浦东新区 ?)?[ 梅0-9\n]{0,9}", "(2016[.-]3[.-]5[-至])?(20[0-9]{2}[.年-]1?[0-9][月.-][0-9]|长 ?期)"]) {
        let question = question(kind);
        if let Ok(plain) = question.check(&written, TODAY) {
            prop_assert_eq!(question.check(&plain, TODAY), Ok(plain.clone()));
        }
    }
}
