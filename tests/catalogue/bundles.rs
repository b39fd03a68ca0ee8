//! The bundles (一件事) of the catalogue: one set of answers does for every part, and all four are filed through the real
//! backend while a department does not answer.

use std::collections::BTreeSet;
use std::sync::Arc;

use tongban::backend::Options;
use tongban::domain::application::{Answers, Application, Handout, Stage};
use tongban::domain::catalogue::{Catalogue, Entry};
use tongban::domain::form::Form;
use uuid::Uuid;

use super::forms::filled;
use super::full;
use crate::departments::Departments;
use crate::resident::{runtime, started};

fn bundles() -> Vec<Entry> {
    full().into_iter().filter(|entry| !entry.full.as_ref().unwrap().parts.is_empty()).collect()
}

fn form(entry: &Entry) -> &Form {
    &entry.full.as_ref().unwrap().form().unwrap().0
}

/// Answers a resident could give, another way with each `turn`.
fn answers(form: &Form, turn: usize) -> Answers {
    filled(form, Answers::new(), |question, ways| (turn + 1).wrapping_mul(2_654_435_761).rotate_right((question * 7 % 31) as u32) % ways)
}

#[test]
fn there_are_four_and_each_brings_departments_together() {
    let found: Vec<String> = bundles().iter().map(|entry| entry.summary.name.zh_cn.clone()).collect();
    assert_eq!(found, ["企业职工退休一件事", "公民身后一件事", "残疾人服务一件事", "社会保障卡居民服务一件事"]);
    let (catalogue, _) = Catalogue::embedded();
    for entry in bundles() {
        let parts = catalogue.service(entry.summary.id).unwrap().parts;
        let departments: BTreeSet<_> = parts.iter().map(|part| part.department.zh_cn.clone()).collect();
        assert!(parts.len() >= 3 && departments.len() >= 2, "{:?}", entry.summary.name);
    }
}

#[test]
fn one_set_of_answers_does_for_every_part() {
    let (catalogue, _) = Catalogue::embedded();
    for entry in bundles() {
        let (form, mut wanted) = (form(&entry), BTreeSet::new());
        for turn in 0..300 {
            let plain = form.plain(&answers(form, turn), crate::resident::clock().today()).unwrap();
            for member in entry.full.as_ref().unwrap().parts.iter().filter(|member| member.is_wanted(&plain)) {
                let (own, _) = catalogue.form(member.service).unwrap();
                let cut = member.answers(&plain);
                let filed =
                    own.plain(&cut, crate::resident::clock().today()).unwrap_or_else(|faults| panic!("{}: {faults:?}", own.title.zh_cn));
                // Nothing that was answered is lost on the way.
                for question in own.asked(&cut).filter(|question| question.required) {
                    assert_eq!(filed.get(&question.key), plain.get(member.asked_as(&question.key).unwrap()));
                }
                wanted.insert(member.service);
            }
        }
        assert_eq!(wanted.len(), entry.full.unwrap().parts.len(), "each is wanted now and then");
    }
}

#[test]
fn nothing_that_must_be_answered_is_asked_twice() {
    for entry in bundles() {
        let form = form(&entry);
        for turn in 0..300 {
            let answers = answers(form, turn);
            let mut told = BTreeSet::new();
            for question in form.asked(&answers) {
                let again = question.same_as.as_ref().is_some_and(|datum| !told.insert(datum));
                assert!(!again || !question.required, "{}: {}", form.title.zh_cn, question.key);
            }
        }
        let shared = form.questions.len();
        let all: usize = entry
            .full
            .as_ref()
            .unwrap()
            .parts
            .iter()
            .map(|part| Catalogue::embedded().0.form(part.service).unwrap().0.questions.len())
            .sum();
        assert!(shared * 3 < all * 2, "{}: {shared} questions for {all}", form.title.zh_cn);
    }
}

#[test]
fn all_are_filed_though_a_department_does_not_answer() {
    let data = tempfile::tempdir().unwrap();
    let (runtime, departments) = (runtime(), Departments::default());
    let office = Arc::new(departments.clone());
    let reached = runtime.block_on(started(Options { office, ..crate::resident::options(data.path()) }));
    for entry in bundles() {
        let form = runtime.block_on(reached.client.form(entry.summary.id)).unwrap();
        assert_eq!(&form, self::form(&entry), "another form comes over the wire");
        let full = entry.full.as_ref().unwrap();
        let handout = full.guide().handout.first().map(|way| Handout { way: *way, name: None, address: None });
        for turn in 0..8 {
            let answers = answers(&form, turn);
            let wanted = full.parts.iter().filter(|part| part.is_wanted(&answers)).count();
            let applicant = Uuid::from_u128(turn as u128);
            let application = Application {
                service: entry.summary.id,
                form: form.id,
                applicant,
                agent: None,
                handout: handout.clone(),
                answers,
                again: true,
            };
            let away = entry.summary.department.zh_cn.clone();
            departments.leave(&away);
            let whole = runtime.block_on(reached.client.file(&application, Uuid::new_v4())).unwrap();
            assert_eq!(whole.parts.len(), wanted);
            for part in &whole.parts {
                let taken = part.department.zh_cn != away;
                assert_eq!((part.stage, part.number.is_some()), (taken.then_some(Stage::Received), taken), "{part:?}");
            }
            departments.come_back();
            let whole = runtime.block_on(reached.client.send_parts(whole.file)).unwrap();
            assert!(whole.parts.iter().all(|part| part.stage == Some(Stage::Received) && part.number.is_some()), "{whole:?}");
            let taken: Vec<Uuid> = departments.taken().into_iter().map(|(_, file)| file).collect();
            assert!(whole.parts.iter().all(|part| taken.iter().filter(|file| **file == part.file).count() == 1));
        }
    }
}
