//! Wholes and their parts in the store, tried: who has a turn, who takes what, and when the clocks begin.

use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::domain::application::{Act, Actor, Matter};
use crate::domain::clock::Clock as _;
use crate::domain::service::{Material, MaterialSource};

/// Files a whole of two parts.
async fn filed(store: &Store, demo: bool) -> Matter {
    let (whole, one, other) = (application("whole"), application("one"), application("other"));
    let (name, police, insurance) = (LocalText::only("身后一件事"), LocalText::only("公安局"), LocalText::only("医疗保障局"));
    let paper =
        |name: &str, copies| Material { name: LocalText::only(name), source: MaterialSource::Bring, copies, days: None, note: None };
    let day = |day: i8| Some(jiff::civil::date(2026, 12, day));
    let of = |application, holder| Filing { demo, holder, ..filing(application, &name, None) };
    let parts = vec![
        Filing { bring: (vec![paper("身份证", 0), paper("户口簿", 0)], day(9)), ..of(&one, &police) },
        Filing { bring: (vec![paper("身份证", 2)], day(4)), promised_days: Some(40), ..of(&other, &insurance) },
    ];
    store.file(&Filing { parts, ..of(&whole, &police) }).await.unwrap().matter
}

async fn take_all(store: &Store, whole: &Matter) {
    for part in store.waiting(whole.file).await.unwrap() {
        assert!(store.take_turn(&part, store.now()).await.unwrap());
        store.taken(&part, "A-1", store.now()).await.unwrap();
    }
}

async fn now(store: &Store, file: Uuid) -> Record {
    store.find(file).await.unwrap().unwrap()
}

fn later(seconds: i64) -> Timestamp {
    SystemClock::default().now() + SignedDuration::from_secs(seconds)
}

#[tokio::test]
async fn a_part_waits_for_its_department_and_one_at_a_time_has_its_turn() {
    let store = Store::open(&Database::Url(Secret::new("sqlite::memory:")), Arc::new(SystemClock::default())).await.unwrap();
    let whole = filed(&store, false).await;
    assert_eq!((whole.stage, whole.parts.len(), whole.promised), (Stage::Received, 2, None));
    assert!(whole.parts.iter().all(|part| part.stage.is_none() && part.number.is_none()));
    assert_eq!(whole.parts[1].department.zh_cn, "医疗保障局");
    let waiting = store.due(store.now()).await.unwrap();
    let number = waiting[0].handed.matter.number.clone();
    assert_eq!((waiting.len(), number.map(|number| number.len())), (2, Some(19)), "our number goes with it");
    assert!(store.take_turn(&waiting[0], store.now()).await.unwrap());
    assert!(!store.take_turn(&waiting[0], store.now()).await.unwrap(), "another has it");
    // Nothing comes of it: the next turn is after half a minute, then after a minute.
    assert_eq!(store.due(later(25)).await.unwrap().len(), 1);
    let again = store.due(later(35)).await.unwrap();
    assert_eq!(again.len(), 2);
    let again = again.into_iter().find(|part| part.handed.matter.file == waiting[0].handed.matter.file).unwrap();
    assert!(store.take_turn(&again, later(35)).await.unwrap());
    assert_eq!((store.due(later(85)).await.unwrap().len(), store.due(later(100)).await.unwrap().len()), (1, 2));
    assert_eq!(store.waiting(whole.file).await.unwrap().len(), 2, "its owner need not wait for the turn");
}

#[tokio::test]
async fn the_pauses_grow_to_an_hour() {
    let store = Store::open(&Database::Url(Secret::new("sqlite::memory:")), Arc::new(SystemClock::default())).await.unwrap();
    let whole = filed(&store, false).await;
    let mut pauses = Vec::new();
    let mut at = store.now();
    for _ in 0..10 {
        let part = store.waiting(whole.file).await.unwrap().pop().unwrap();
        let file = part.handed.matter.file;
        store.take_turn(&part, at).await.unwrap();
        let mut pause = 0;
        while !store.due(at + SignedDuration::from_secs(pause)).await.unwrap().iter().any(|part| part.handed.matter.file == file) {
            pause += 30;
        }
        pauses.push(pause);
        at += SignedDuration::from_secs(pause);
        // The other one shall not come first.
        store.db.execute_unprepared("UPDATE application SET due = 1 WHERE tries = 0 AND due IS NOT NULL").await.unwrap();
    }
    assert_eq!(pauses, [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
}

#[tokio::test]
async fn a_turn_set_while_the_clock_was_ahead_comes_when_it_is_right_again() {
    let store = Store::open(&Database::Url(Secret::new("sqlite::memory:")), Arc::new(SystemClock::default())).await.unwrap();
    let whole = filed(&store, false).await;
    let years = store.now() + SignedDuration::from_hours(10 * 365 * 24);
    for part in store.waiting(whole.file).await.unwrap() {
        assert!(store.take_turn(&part, years).await.unwrap());
    }
    assert_eq!(store.due(store.now()).await.unwrap().len(), 2);
}

#[tokio::test]
async fn what_is_taken_is_received_then_and_what_is_not_moves_nowhere() {
    let store = Store::open(&Database::Url(Secret::new("sqlite::memory:")), Arc::new(SystemClock::default())).await.unwrap();
    let whole = filed(&store, false).await;
    let seen = now(&store, whole.parts[0].file).await;
    assert_eq!((seen.task, seen.matter.promised, seen.matter.number.as_deref()), (None, None, None));
    assert_eq!((seen.matter.whole, seen.matter.receipt), (Some(whole.file), whole.receipt), "the number its owner knows");
    assert!(matches!(store.act(&seen, Act::Withdraw, Actor::Applicant, What::default()).await, Err(NotDone::TooLate)));
    assert_eq!(store.sweep(later(90 * 24 * 60 * 60)).await.unwrap(), 0, "nobody was silent: nobody has it");
    let late = later(3 * 24 * 60 * 60);
    let part = store.waiting(whole.file).await.unwrap().remove(0);
    store.taken(&part, "A-1", late).await.unwrap();
    store.taken(&part, "A-2", late).await.unwrap();
    let taken = now(&store, part.handed.matter.file).await;
    assert_eq!((taken.matter.number.as_deref(), taken.received, taken.task.is_some()), (Some("A-1"), taken.changed, true));
    assert_eq!(taken.matter.promised, Some(crate::domain::workday::after(store.day(late), 20)));
    let told = now(&store, whole.file).await;
    assert_eq!(told.matter.parts.iter().map(|part| part.stage).collect::<Vec<_>>(), [Some(Stage::Received), None]);
    for (act, by) in [(Act::Withdraw, Actor::Applicant), (Act::Accept, Actor::Staff)] {
        assert!(matches!(store.act(&told, act, by, What::default()).await, Err(NotDone::TooLate)), "a whole moves with its parts");
    }
    assert!(matches!(store.amend(&told, What::default()).await, Err(NotDone::TooLate)));
}

#[tokio::test]
async fn a_whole_is_told_by_its_parts_and_the_clerk_moves_them() {
    let store = Store::open(&Database::Url(Secret::new("sqlite::memory:")), Arc::new(SystemClock::default())).await.unwrap();
    let whole = filed(&store, true).await;
    take_all(&store, &whole).await;
    let told = now(&store, whole.file).await.matter;
    let bring: Vec<_> = told.bring.iter().map(|material| (material.name.zh_cn.as_str(), material.copies)).collect();
    assert_eq!((bring, told.bring_by), (vec![("身份证", 2), ("户口簿", 0)], Some(jiff::civil::date(2026, 12, 4))));
    let promised = now(&store, whole.parts[1].file).await.matter.promised;
    assert!(promised.is_some() && told.promised == promised, "the later of the two");
    let one = now(&store, whole.parts[0].file).await;
    store.act(&one, Act::Refuse, Actor::Staff, What::default()).await.unwrap_err();
    store.act(&one, Act::Decline, Actor::Staff, What::default()).await.unwrap();
    assert_eq!(now(&store, whole.file).await.matter.stage, Stage::Received);
    for _ in 1..Stage::USUAL.len() {
        assert_eq!(store.advance(later(60), |_| None).await.unwrap(), 1);
    }
    let ended = now(&store, whole.file).await.matter;
    assert_eq!((ended.stage, ended.holder, ended.bring.len()), (Stage::Completed, None, 0));
    assert_eq!(ended.steps.iter().map(|step| step.stage).collect::<Vec<_>>(), Stage::USUAL);
    assert_eq!(ended.parts.iter().map(|part| part.stage).collect::<Vec<_>>(), [Some(Stage::NotAccepted), Some(Stage::Completed)]);
    assert_eq!(ended.parts[0].department.zh_cn, "公安局", "it is told who had it, though nobody has it now");
}

#[tokio::test]
async fn a_full_disk_files_no_half_of_it() {
    let directory = tempfile::tempdir().unwrap();
    let store = store(directory.path()).await;
    filed(&store, false).await;
    let count = async || pragma_rows(&store).await;
    let before = count().await;
    let pages = pragma(&store, "page_count").await;
    pragma(&store, &format!("max_page_count = {pages}")).await;
    let long = application(&"梅园路".repeat(5000));
    let (short, name) = (application("a"), LocalText::only("一件事"));
    let parts = vec![filing(&short, &name, None), filing(&long, &name, None)];
    assert!(matches!(store.file(&Filing { parts, ..filing(&short, &name, None) }).await, Err(NotFiled::Database(_))));
    assert_eq!(count().await, before);
}

async fn pragma_rows(store: &Store) -> i64 {
    let statement = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, "SELECT COUNT(*) FROM application");
    store.db.query_one_raw(statement).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}
