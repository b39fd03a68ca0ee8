//! Whom a form is for, and what of an older version stays.

use super::*;

fn question(key: &str, kind: AnswerKind) -> Question {
    let text = LocalText::only("问");
    let (label, ask) = (text.clone(), text);
    Question { key: key.into(), label, ask, help: None, kind, required: true, secret: None, same_as: None, when: None }
}

fn form(questions: impl IntoIterator<Item = (&'static str, AnswerKind)>) -> Form {
    let questions = questions.into_iter().map(|(key, kind)| question(key, kind)).collect();
    Form { id: Uuid::nil(), title: LocalText::only("表"), questions }
}

fn answers(pairs: &[(&str, &str)]) -> Answers {
    pairs.iter().map(|(key, answer)| ((*key).to_owned(), Secret::new(*answer))).collect()
}

#[test]
fn the_first_name_and_the_first_identity_are_whom_it_is_for() {
    let all = form([
        ("remark", AnswerKind::Line { max: 9 }),
        ("name", AnswerKind::Name { max: 9 }),
        ("identity", AnswerKind::Identity),
        ("partner", AnswerKind::Name { max: 9 }),
        ("partnerIdentity", AnswerKind::Identity),
    ]);
    assert_eq!(all.applicant(), (Some("name"), Some("identity")));
    assert_eq!(form([("remark", AnswerKind::Line { max: 9 })]).applicant(), (None, None));
}

#[test]
fn of_an_older_version_stays_what_still_fits() {
    let choice = |value: &str| AnswerKind::Choice(vec![Choice { value: value.into(), label: LocalText::only("选") }]);
    let mut newer = form([
        ("name", AnswerKind::Name { max: 4 }),
        ("remark", AnswerKind::Text { max: 4 }),
        ("address", AnswerKind::Address { max: 90 }),
        ("phone", AnswerKind::Phone),
        ("number", AnswerKind::Phone),
        ("pay", choice("card")),
        ("live", choice("home")),
        ("empty", AnswerKind::Line { max: 4 }),
        ("unasked", AnswerKind::Line { max: 4 }),
    ]);
    newer.questions[8].when = Some(("pay".into(), "card".into()));
    let given = answers(&[
        ("name", "张 3"),
        ("remark", "太长太长太长"),
        ("address", "上海市"),
        ("phone", "138 0000 1234"),
        ("number", "4111111111111111"),
        ("pay", "cash"),
        ("live", "home"),
        ("empty", " "),
        ("unasked", "等等"),
        ("gone", "x"),
    ]);
    let kept = newer.kept(&given, jiff::civil::date(2026, 11, 21));
    let expected = ["name", "remark", "address", "phone", "live", "unasked"];
    assert_eq!(kept, given.into_iter().filter(|(key, _)| expected.contains(&key.as_str())).collect());
}
