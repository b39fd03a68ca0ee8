//! The forms of the catalogue: each filled and filed whatever is chosen, asking only what is needed and each datum alike.

use std::collections::BTreeMap;

use tongban::domain::application::{Answers, Application, Handout};
use tongban::domain::catalogue::Catalogue;
use tongban::domain::form::{AnswerKind, Form, Question};
use tongban::domain::secret::{Mask, Secret};
use tongban::domain::service::service_id;
use uuid::Uuid;

use super::full;
use crate::resident::{clock, embedded, runtime};

/// Answers that a resident could give to `question` today.
fn generated(question: &Question) -> Vec<String> {
    let mut answers = question.samples(clock().today());
    if matches!(question.kind, AnswerKind::Address { .. }) {
        answers.push("上海市 浦东新区 花木街道 梅园路1号".to_owned());
    }
    answers
}

/// Every way through the form: every choice with every other, what else could be written in turn. Notes how often each
/// question was answered on the way.
fn file_all(form: &Form, answers: &Answers, met: &mut BTreeMap<String, usize>) {
    let Some(next) = form.asked(answers).find(|question| !answers.contains_key(&question.key)) else {
        let plain = form.plain(answers, clock().today()).unwrap();
        assert_eq!(form.plain(&plain, clock().today()), Ok(plain));
        return;
    };
    let turn = met.entry(next.key.clone()).or_default();
    let mut written = generated(next);
    if !matches!(next.kind, AnswerKind::Choice(_)) {
        written = vec![written[*turn % written.len()].clone()];
    }
    *turn += written.len();
    for answer in written {
        file_all(form, &answers.clone().into_iter().chain([(next.key.clone(), Secret::new(answer))]).collect(), met);
    }
}

fn forms() -> Vec<Form> {
    full().into_iter().filter_map(|entry| entry.full?.read().form).map(|(form, _)| form).collect()
}

/// Those that ask for one thing; the ways through a bundle are too many to go them all.
fn forms_of_services() -> Vec<Form> {
    full().into_iter().filter_map(|entry| entry.full.filter(|full| full.parts.is_empty())?.read().form).map(|(form, _)| form).collect()
}

#[test]
fn every_form_can_be_filed_whatever_is_chosen() {
    for form in forms_of_services() {
        let mut met = BTreeMap::new();
        file_all(&form, &Answers::new(), &mut met);
        for question in &form.questions {
            assert!(met.contains_key(&question.key), "{}: nobody is ever asked for {}", form.title.zh_cn, question.key);
        }
        let nothing = Answers::new();
        let empty = form.faults(&nothing, clock().today());
        let required: Vec<&str> = form.asked(&nothing).filter(|question| question.required).map(|question| question.key.as_str()).collect();
        assert_eq!(empty.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(), required);
    }
}

/// What must be answered so that `question` is asked: that on which it is, and on which that one is.
pub fn way_to(form: &Form, question: &Question) -> Answers {
    let before = |(key, _): &&(String, String)| form.questions.iter().find(|other| other.key == *key)?.when.as_ref();
    let conditions = std::iter::successors(question.when.as_ref(), before);
    conditions.map(|(key, value)| (key.clone(), Secret::new(value.clone()))).collect()
}

/// One way through the form that has these `answers`; `pick` says which of so many to give to which other question.
pub fn filled(form: &Form, mut answers: Answers, pick: impl Fn(usize, usize) -> usize) -> Answers {
    // A condition looks back only.
    for (at, question) in form.questions.iter().enumerate() {
        if !answers.contains_key(&question.key) && form.asked(&answers).any(|asked| asked.key == question.key) {
            let written = generated(question);
            answers.insert(question.key.clone(), Secret::new(written[pick(at, written.len())].clone()));
        }
    }
    answers
}

#[test]
fn every_form_is_filed_through_the_backend() {
    let data = tempfile::tempdir().unwrap();
    let runtime = runtime();
    let reached = runtime.block_on(embedded(data.path()));
    for entry in full() {
        let Some((own, _)) = entry.full.as_ref().unwrap().form() else { continue };
        let form = runtime.block_on(reached.client.form(entry.summary.id)).unwrap();
        assert_eq!(&form, own, "another form comes over the wire");
        let handout = entry.full.as_ref().unwrap().guide().handout.first().map(|way| Handout { way: *way, name: None, address: None });
        for turn in 0..6 {
            let (service, answers) = (entry.summary.id, filled(&form, Answers::new(), |_, ways| turn % ways));
            let application = Application {
                service,
                form: form.id,
                applicant: Uuid::from_u128(turn as u128),
                agent: None,
                handout: handout.clone(),
                answers,
                again: true,
            };
            let matter = runtime.block_on(reached.client.file(&application, Uuid::new_v4())).unwrap();
            assert_eq!(matter.service, service, "{}", form.title.zh_cn);
        }
    }
}

/// U3: what is known once is offered again; what the program asks itself (给谁办, 谁来领) no form asks.
#[test]
fn every_form_asks_for_the_same_datum_in_the_same_way() {
    for form in forms() {
        let title = &form.title.zh_cn;
        let of = |key: &str| {
            form.questions.iter().find(|question| question.key == key).map(|question| (question.same_as.as_deref(), question.secret))
        };
        assert_eq!(form.applicant(), (Some("name"), Some("identityNumber")), "{title}");
        assert_eq!(of("name"), Some((Some("name"), None)), "{title}");
        assert_eq!(of("identityNumber"), Some((Some("identity"), Some(Mask::Identity))), "{title}");
        assert_eq!(of("phone"), Some((Some("phone"), Some(Mask::Phone))), "{title}");
        assert_eq!((of("forWhom"), of("handout"), of("agent"), of("email")), (None, None, None, None), "{title}");
        for question in &form.questions {
            let masked = match question.kind {
                AnswerKind::Identity => Some(Mask::Identity),
                AnswerKind::Phone => Some(Mask::Phone),
                AnswerKind::BankCard | AnswerKind::Passbook => Some(Mask::Account),
                AnswerKind::Address { .. } | AnswerKind::Text { .. } => Some(Mask::Whole).filter(|_| question.key != "reasonText"),
                _ => question.secret,
            };
            assert_eq!(question.secret, masked, "{title}: {}", question.key);
            let again =
                matches!(question.kind, AnswerKind::Name { .. } | AnswerKind::Identity | AnswerKind::Phone | AnswerKind::Address { .. });
            assert!(!again || question.same_as.is_some(), "{title}: {} is never offered again", question.key);
        }
    }
}

/// Without a telephone one can be found all the same; paid out, there is a way with nothing to write.
#[test]
fn nobody_needs_a_telephone_or_a_bank_card() {
    for form in forms() {
        let asked = |key: &str, value: &str| -> Vec<String> {
            let mut answers = Answers::from([(key.to_owned(), Secret::new(value))]);
            let parts = form.questions.iter().filter(|question| question.key.starts_with("part-"));
            answers.extend(parts.map(|question| (question.key.clone(), Secret::new("yes"))));
            let on_it = form.asked(&answers).filter(|question| question.when.as_ref().is_some_and(|(on, _)| on == key));
            on_it.map(|question| question.key.clone()).collect()
        };
        assert_eq!(asked("reach", "phone"), ["phone"]);
        assert_eq!(asked("reach", "family"), ["familyName", "familyPhone"]);
        assert_eq!(asked("reach", "neighbour"), ["neighbourName", "neighbourPhone"]);
        assert_eq!(asked("reach", "committee"), ["committee"]);
        if let Some(paid) = form.questions.iter().find(|question| question.key == "paidTo") {
            let AnswerKind::Choice(choices) = &paid.kind else { panic!("no choice") };
            assert_eq!(choices[0].value, "social-security-card", "not the first");
            assert_eq!(asked("paidTo", "social-security-card"), [""; 0]);
            assert_eq!(asked("paidTo", "bank-card"), ["cardNumber"]);
            assert_eq!(asked("paidTo", "passbook"), ["passbookBank", "passbookNumber"]);
        }
    }
}

#[test]
fn the_allowance_asks_only_what_it_needs_and_hides_what_is_private() {
    let (catalogue, _) = Catalogue::embedded();
    let id = service_id("CN", "民政局", "老年人福利补贴（高龄津贴）");
    let (form, schema) = catalogue.form(id).unwrap();
    assert!(catalogue.service(id).unwrap().has_form);
    assert_eq!(&Form::read(form.id, &serde_json::from_str(schema).unwrap()).unwrap(), form);
    let asked: Vec<_> = form.questions.iter().map(|question| (question.key.as_str(), question.secret)).collect();
    assert_eq!(
        asked,
        [
            ("name", None),
            ("identityNumber", Some(Mask::Identity)),
            ("address", Some(Mask::Whole)),
            ("reach", None),
            ("phone", Some(Mask::Phone)),
            ("familyName", None),
            ("familyPhone", Some(Mask::Phone)),
            ("neighbourName", None),
            ("neighbourPhone", Some(Mask::Phone)),
            ("committee", None),
            ("paidTo", None),
            ("cardNumber", Some(Mask::Account)),
            ("passbookBank", None),
            ("passbookNumber", Some(Mask::Account)),
        ]
    );
    assert!(form.questions.iter().all(|question| question.help.is_some() && question.required));
    let pay = |to: &str| form.asked(&Answers::from([("paidTo".to_owned(), Secret::new(to))])).count();
    assert_eq!((pay("social-security-card"), pay("bank-card"), pay("passbook")), (5, 6, 7));
}

/// P1: who is ill, disabled or in need tells it to the clerk alone.
#[test]
fn illness_disability_and_hardship_are_told_to_the_clerk_alone() {
    let (catalogue, _) = Catalogue::embedded();
    for (department, item, keys) in [
        ("医疗保障局", "门诊慢特病病种待遇认定", &["illness", "illnessName"][..]),
        ("医疗保障局", "城乡居民基本医疗保险参保登记、缴费", &["hardship"]),
        ("医疗保障局", "长期护理保险待遇申请（失能等级评估）", &["care", "since"]),
        ("卫生健康委员会", "家庭医生签约", &["illness"]),
        ("卫生健康委员会", "65岁以上老年人健康管理（免费体检）", &["moving"]),
        ("民政局", "经济困难的高龄、失能老年人养老服务补贴", &["hardship", "ability"]),
        ("残疾人联合会", "残疾人证办理（新办、换领、补办、变更）", &["kind", "changedKind"]),
        ("民政局", "困难残疾人生活补贴和重度残疾人护理补贴", &["certificate", "grade", "hardship"]),
        ("残疾人联合会", "残疾人基本型辅助器具适配", &["aid", "aidName", "certificate"]),
        ("民政局", "最低生活保障对象认定", &["people", "cause", "causeText", "income"]),
        ("民政局", "临时救助", &["cause", "causeText", "happenedOn", "amount"]),
        ("医疗保障局", "医疗救助", &["hardship", "amount"]),
        ("民政局", "中度以上失能老年人养老服务消费补贴", &["assessed"]),
        ("民政局", "特殊困难老年人家庭适老化改造", &["situation"]),
        ("民政局", "老年人能力评估、公办养老机构轮候", &["care"]),
        ("残疾人联合会", "困难重度残疾人家庭无障碍改造", &["certificate", "change"]),
        ("卫生健康委员会", "计划生育家庭奖励扶助、特别扶助", &["kind"]),
        ("住房公积金管理中心", "离退休提取住房公积金", &["fundNumber"]),
        ("民政局", "特困人员认定", &["family", "ability"]),
    ] {
        let (form, _) = catalogue.form(service_id("CN", department, item)).unwrap();
        for key in keys {
            let question = form.questions.iter().find(|question| question.key == *key).unwrap_or_else(|| panic!("{item}: {key}"));
            assert_eq!(question.secret, Some(Mask::Whole), "{item}: {key}");
        }
    }
}
