//! The way of an application in the store, tried: the table, the clocks, an older database, what is fast.

use jiff::civil::{Date, date};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use sea_orm::{ConnectionTrait, DbBackend, QueryTrait, Statement};
use uuid::Uuid;

use super::*;
use crate::backend::error::Cause;
use crate::backend::store::record::wanted;
use crate::domain::application::{Act, Actor, Clock, RULES, ReceiptNumber, Stage};
use crate::domain::clock::Clock as _;
use crate::domain::text::LocalText;
use crate::domain::workday;

const ACTS: [Act; 15] = [
    Act::AskCorrection,
    Act::Correct,
    Act::Accept,
    Act::AcceptIncomplete,
    Act::DeemAccepted,
    Act::Decline,
    Act::Examine,
    Act::AskSupplement,
    Act::Supply,
    Act::Suspend,
    Act::Resume,
    Act::Approve,
    Act::Refuse,
    Act::Complete,
    Act::Withdraw,
];

/// Ten in the morning in China.
fn at(day: Date) -> Timestamp {
    TimeZone::fixed(Offset::constant(8)).to_timestamp(day.at(10, 0, 0, 0)).unwrap()
}

async fn memory() -> Store {
    Store::open(&Database::Url(Secret::new("sqlite::memory:")), Arc::new(SystemClock::default())).await.unwrap()
}

/// Files something as if on `day`.
async fn filed_on(store: &Store, day: Date) -> Record {
    let record = file(store, &application("a"), false).await.unwrap();
    let moment = at(day).as_microsecond();
    let sql = format!("UPDATE application SET filed = {moment}, received = {moment}, changed = {moment} WHERE serial = {}", record.serial);
    store.db.execute_unprepared(&sql).await.unwrap();
    store.find(record.matter.file).await.unwrap().unwrap()
}

async fn act(store: &Store, seen: &Record, act: Act, day: Date) -> Record {
    let by = RULES.iter().find(|rule| rule.act == act).unwrap().by;
    store.act_at(seen, act, by, What::default(), at(day)).await.unwrap()
}

#[tokio::test]
async fn the_promised_days_begin_with_acceptance_and_move_by_what_stood_still() {
    let store = memory().await;
    let filed = filed_on(&store, date(2026, 11, 2)).await;
    let accepted = act(&store, &filed, Act::Accept, date(2026, 11, 6)).await;
    assert_eq!(accepted.matter.promised, Some(workday::after(date(2026, 11, 6), 20)));
    assert_eq!(accepted.matter.promised, Some(date(2026, 12, 4)));
    let asked = act(&store, &accepted, Act::AskSupplement, date(2026, 11, 10)).await;
    assert_eq!(asked.matter.promised, Some(date(2026, 12, 4)));
    // Five working days later, over a week-end.
    let supplied = act(&store, &asked, Act::Supply, date(2026, 11, 17)).await;
    assert_eq!((supplied.matter.promised, supplied.stopped), (Some(date(2026, 12, 11)), None));
    let suspended = act(&store, &supplied, Act::Suspend, date(2026, 11, 20)).await;
    let resumed = act(&store, &suspended, Act::Resume, date(2026, 11, 22)).await;
    assert_eq!(resumed.matter.promised, Some(date(2026, 12, 11)), "a week-end is no working day");
    let refused = act(&store, &resumed, Act::Refuse, date(2026, 11, 23)).await;
    assert_eq!((refused.matter.promised, refused.matter.holder, refused.task), (None, None, None));
}

#[tokio::test]
async fn what_nobody_answers_in_five_working_days_counts_as_accepted_from_the_day_it_was_received() {
    let store = memory().await;
    // Received on a Monday: the fifth working day is the next Monday.
    let silent = filed_on(&store, date(2026, 11, 2)).await;
    let mended = filed_on(&store, date(2026, 10, 26)).await;
    let mended = act(&store, &mended, Act::AskCorrection, date(2026, 10, 28)).await;
    let mended = act(&store, &mended, Act::Correct, date(2026, 11, 4)).await;
    let waiting = filed_on(&store, date(2026, 10, 26)).await;
    let waiting = act(&store, &waiting, Act::AskCorrection, date(2026, 10, 28)).await;
    assert_eq!(store.sweep(at(date(2026, 11, 9))).await.unwrap(), 0);
    assert_eq!(store.sweep(at(date(2026, 11, 10))).await.unwrap(), 1);
    let accepted = store.find(silent.matter.file).await.unwrap().unwrap();
    assert_eq!((accepted.matter.stage, accepted.matter.promised), (Stage::Accepted, Some(workday::after(date(2026, 11, 2), 20))));
    // Mended on the Wednesday: its five days began anew.
    assert_eq!(store.sweep(at(date(2026, 11, 11))).await.unwrap(), 0);
    assert_eq!(store.sweep(at(date(2026, 11, 12))).await.unwrap(), 1);
    let accepted = store.find(mended.matter.file).await.unwrap().unwrap();
    assert_eq!(accepted.matter.promised, Some(workday::after(date(2026, 11, 4), 20)));
    assert_eq!(store.find(waiting.matter.file).await.unwrap(), Some(waiting), "its owner is asked, nobody is silent");
    assert_eq!(store.sweep(at(date(2027, 11, 12))).await.unwrap(), 0);
}

#[tokio::test]
async fn more_than_one_batch_is_swept() {
    let store = memory().await;
    for _ in 0..230 {
        filed_on(&store, date(2026, 11, 2)).await;
    }
    assert_eq!(store.sweep(at(date(2026, 11, 10))).await.unwrap(), 230);
}

#[tokio::test]
async fn who_saw_it_before_it_changed_changes_nothing() {
    let store = memory().await;
    let seen = file(&store, &application("a"), false).await.unwrap();
    let amended = store.amend(&seen, What { note: Some(LocalText::only("改")), ..What::default() }).await.unwrap();
    assert_eq!((amended.matter.stage, amended.task), (Stage::Received, seen.task));
    let late = store.act(&seen, Act::Accept, Actor::Staff, What::default()).await;
    assert!(matches!(late, Err(NotDone::Overtaken)), "{late:?}");
    assert_eq!(store.find(seen.matter.file).await.unwrap(), Some(amended));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn nothing_leaves_the_table(tried in prop::collection::vec((0..ACTS.len(), 0..3_usize, -3..9_i64), 1..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(walk(tried));
    }
}

/// Tries each act, by whoever, so many days later.
async fn walk(tried: Vec<(usize, usize, i64)>) {
    let store = memory().await;
    let mut seen = file(&store, &application("a"), false).await.unwrap();
    let mut now = SystemClock::default().now();
    for (act, by, days) in tried {
        let (act, by) = (ACTS[act], [Actor::Applicant, Actor::Staff, Actor::Time][by]);
        now = now.checked_add(SignedDuration::from_hours(24 * days)).unwrap();
        let rule = RULES.iter().find(|rule| rule.act == act && rule.by == by && rule.from.contains(&seen.matter.stage));
        let done = store.act_at(&seen, act, by, What::default(), now).await;
        let after = store.find(seen.matter.file).await.unwrap().unwrap();
        match (rule, done) {
            (Some(rule), Ok(done)) => {
                assert_eq!((done.matter.stage, &done), (rule.to, &after));
                assert_eq!(done.matter.steps.len(), seen.matter.steps.len() + 1);
                assert_eq!(done.matter.steps.last().unwrap().stage, rule.to);
                assert!(done.task.is_none() || done.task != seen.task, "another task after each move");
                assert_eq!(done.stopped.is_some(), rule.clock == Clock::Stop, "{rule:?}");
                assert!(rule.clock != Clock::End || done.matter.promised.is_none());
                assert!(rule.clock != Clock::Go || done.matter.promised >= seen.matter.promised);
            }
            (None, Err(NotDone::TooLate)) => assert_eq!(after, seen),
            (rule, done) => unreachable!("{rule:?} {done:?}"),
        }
        let stage = after.matter.stage;
        let staff_decide = RULES.iter().any(|rule| rule.by == Actor::Staff && rule.from.contains(&stage));
        let open = Page { tasks: Some(TaskOrder::Created), most: 9, ..Page::default() };
        assert_eq!(store.list(open).await.unwrap().len(), usize::from(staff_decide));
        assert_eq!(after.task.is_some(), staff_decide);
        if let Some(task) = after.task {
            assert_eq!(store.find_task(task).await.unwrap().as_ref(), Some(&after));
        }
        let steps = &after.matter.steps;
        assert!(steps.windows(2).all(|pair| pair[0].at < pair[1].at), "{steps:?}");
        for pair in steps.windows(2) {
            assert!(RULES.iter().any(|rule| rule.from.contains(&pair[0].stage) && rule.to == pair[1].stage), "{pair:?}");
        }
        seen = after;
    }
}

#[tokio::test]
async fn persons_are_kept_as_nothing_one_could_read() {
    let directory = tempfile::tempdir().unwrap();
    let first = super::tests::store(directory.path()).await;
    let (name, identity) = (LocalText::only("高龄津贴"), Secret::new("11010519491231002X"));
    let one = application("a");
    let filed = first.file(&filing(&one, &name, Some(&identity))).await.unwrap();
    let person = filed.person.unwrap();
    let plain = Uuid::new_v5(&one.service, identity.expose().as_bytes());
    assert_ne!(person, plain);
    assert!(
        matches!(first.file(&filing(&one, &name, Some(&identity))).await, Err(NotFiled::Already(file, _)) if file == filed.matter.file)
    );
    first.close().await;
    // The key is the database's own: the same ever after, another in another.
    let again = store(directory.path()).await;
    assert_eq!(again.person(one.service, &identity), person);
    assert_ne!(memory().await.person(one.service, &identity), person);
    let other = Uuid::new_v4();
    assert_ne!(again.person(other, &identity), person);
}

#[tokio::test]
async fn a_database_of_the_first_step_keeps_working() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("backend.db");
    let old = sea_orm::Database::connect(format!("sqlite:{}?mode=rwc", path.display())).await.unwrap();
    Migrator::up(&old, Some(1)).await.unwrap();
    let (open, ended) = (Uuid::new_v4(), Uuid::new_v4());
    for (serial, id, stage) in [(1, open, "under-review"), (2, ended, "completed")] {
        let sql = "INSERT INTO application (serial, file, receipt, service, service_name, form, applicant, answers, filed, stage, \
             changed, holder, promised, promised_days, demo) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        let name = serde_json::json!({"zh-CN": "高龄津贴"});
        let moment = at(date(2026, 11, 2)).as_microsecond();
        let values: Vec<sea_orm::Value> = vec![
            serial.into(),
            id.into(),
            (26_306_000_000_i64 + serial).into(),
            Uuid::nil().into(),
            name.clone().into(),
            Uuid::nil().into(),
            Uuid::nil().into(),
            serde_json::json!({"phone": "13800001234"}).into(),
            moment.into(),
            stage.into(),
            moment.into(),
            name.into(),
            "2026-12-01".into(),
            20.into(),
            false.into(),
        ];
        old.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, sql, values)).await.unwrap();
        let sql = format!("INSERT INTO step (application, stage, at) VALUES ({serial}, '{stage}', {moment})");
        old.execute_unprepared(&sql).await.unwrap();
    }
    old.close().await.unwrap();

    let store = store(directory.path()).await;
    let record = store.find(open).await.unwrap().unwrap();
    assert_eq!((record.matter.stage, record.matter.promised), (Stage::UnderReview, Some(date(2026, 12, 1))));
    assert_eq!((record.received, record.matter.number.as_deref(), record.matter.steps.len()), (record.matter.filed, None, 1));
    assert_eq!(record.matter.receipt, ReceiptNumber::new(26_306_000_001));
    assert_eq!(store.find_task(record.task.unwrap()).await.unwrap().as_ref(), Some(&record), "it waits for staff");
    assert_eq!(store.find(ended).await.unwrap().unwrap().task, None);
    let approved = act(&store, &record, Act::Approve, date(2026, 11, 23)).await;
    assert_eq!((approved.matter.stage, approved.matter.promised), (Stage::Approved, None));
    let page = Page { applicant: Some(Uuid::nil()), most: 9, ..Page::default() };
    assert_eq!(store.list(page).await.unwrap().len(), 2);
    file(&store, &application("new"), false).await.unwrap();
}

#[tokio::test]
async fn a_step_that_was_cut_off_is_taken_up_again() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("backend.db");
    let old = sea_orm::Database::connect(format!("sqlite:{}?mode=rwc", path.display())).await.unwrap();
    Migrator::up(&old, Some(1)).await.unwrap();
    old.execute_unprepared("ALTER TABLE application ADD COLUMN number varchar NULL").await.unwrap();
    old.execute_unprepared("CREATE TABLE secret (name varchar NOT NULL PRIMARY KEY, value varchar NOT NULL)").await.unwrap();
    old.close().await.unwrap();
    let store = store(directory.path()).await;
    assert!(file(&store, &application("new"), false).await.unwrap().matter.number.is_some());
}

/// How SQLite looks for what `sql` asks.
async fn plan(store: &Store, sql: &str) -> String {
    let statement = Statement::from_string(DbBackend::Sqlite, format!("EXPLAIN QUERY PLAN {sql}"));
    let rows = store.db.query_all_raw(statement).await.unwrap();
    rows.iter().map(|row| row.try_get::<String>("", "detail").unwrap()).collect::<Vec<_>>().join("; ")
}

#[tokio::test]
async fn no_question_that_is_asked_often_reads_the_whole_table() {
    let store = memory().await;
    let page = |page: Page| wanted(Page { most: 100, ..page }).build(DbBackend::Sqlite).to_string();
    let id = Some(Uuid::new_v4());
    let asked = [
        page(Page { applicant: id, ..Page::default() }),
        page(Page { file: id, ..Page::default() }),
        page(Page { tasks: Some(TaskOrder::Created), oldest_first: true, ..Page::default() }),
        "SELECT * FROM application WHERE receipt = 1".to_owned(),
        "SELECT * FROM application WHERE task = x'00'".to_owned(),
        "SELECT * FROM application WHERE person = x'00' AND (task IS NOT NULL OR due IS NOT NULL) ORDER BY serial DESC LIMIT 1".to_owned(),
        "SELECT * FROM application WHERE stage = 'received' AND received <= 1 AND task IS NOT NULL AND serial > 0 ORDER BY serial LIMIT 100".to_owned(),
        "SELECT * FROM application WHERE whole IN (x'00') ORDER BY serial".to_owned(),
        "SELECT * FROM application WHERE due <= 1 ORDER BY due LIMIT 100".to_owned(),
        "SELECT * FROM step WHERE application IN (1, 2) ORDER BY id".to_owned(),
        "SELECT * FROM rating WHERE application IN (1, 2)".to_owned(),
        "DELETE FROM attempt WHERE last <= 1".to_owned(),
        "SELECT * FROM idempotency_key WHERE key = x'00'".to_owned(),
    ];
    for sql in asked {
        let plan = plan(&store, &sql).await;
        assert!(plan.contains("USING INDEX") || plan.contains("USING COVERING INDEX"), "{sql}: {plan}");
        assert!(!plan.contains("SCAN") || plan.contains("application_waiting"), "{sql}: {plan}");
    }
    let one = plan(&store, &page(Page { applicant: id, ..Page::default() })).await;
    assert!(one.contains("application_applicant") && !one.contains("TEMP B-TREE"), "newest first without sorting: {one}");
}

#[tokio::test]
async fn nothing_is_filed_into_a_database_that_was_thrown_away() {
    let directory = tempfile::tempdir().unwrap();
    let (path, aside) = (directory.path().join("backend.db"), directory.path().join("aside"));
    let store = store(directory.path()).await;
    let seen = file(&store, &application("a"), false).await.unwrap();
    std::fs::rename(&path, &aside).unwrap();
    for replaced in [false, true] {
        if replaced {
            std::fs::write(&path, "").unwrap();
        }
        let gone = |error: &DbErr| Cause::of(error) == Cause::Away;
        assert!(store.ready().await.is_err_and(|error| gone(&error)));
        assert!(matches!(file(&store, &application("b"), false).await, Err(NotFiled::Database(error)) if gone(&error)));
        let moved = store.act(&seen, Act::Accept, Actor::Staff, What::default()).await;
        assert!(matches!(moved, Err(NotDone::Database(error)) if gone(&error)));
    }
    std::fs::rename(&aside, &path).unwrap();
    store.act(&seen, Act::Accept, Actor::Staff, What::default()).await.unwrap();
}

#[tokio::test]
async fn a_number_may_be_tried_again_when_an_hour_is_over() {
    let store = memory().await;
    let receipt = file(&store, &application("a"), false).await.unwrap().matter.receipt.unwrap();
    let minute = |minute: i64| at(date(2026, 11, 2)).checked_add(SignedDuration::from_mins(minute)).unwrap();
    for now in [0, 10, 20, 30, 40] {
        assert!(matches!(store.try_find(receipt, minute(now)).await.unwrap(), Try::Now(Some(_))));
    }
    assert!(matches!(store.try_find(receipt, minute(50)).await.unwrap(), Try::Later(wait) if wait == SignedDuration::from_mins(10)));
    // The first is an hour old; the one after it is not.
    assert!(matches!(store.try_find(receipt, minute(60)).await.unwrap(), Try::Now(_)));
    assert!(matches!(store.try_find(receipt, minute(60)).await.unwrap(), Try::Later(wait) if wait == SignedDuration::from_mins(10)));
    store.take_back(receipt, minute(60)).await.unwrap();
    assert!(matches!(store.try_find(receipt, minute(60)).await.unwrap(), Try::Now(_)));
}

#[tokio::test]
async fn tries_made_while_the_clock_was_ahead_lock_nobody_out() {
    let store = memory().await;
    let receipt = file(&store, &application("a"), false).await.unwrap().matter.receipt.unwrap();
    for _ in 0..6 {
        store.try_find(receipt, at(date(2036, 1, 1))).await.unwrap();
    }
    assert!(matches!(store.try_find(receipt, at(date(2026, 11, 2))).await.unwrap(), Try::Now(Some(_))));
}

#[tokio::test]
async fn a_database_that_somebody_else_holds_is_busy_and_then_works() {
    let directory = tempfile::tempdir().unwrap();
    let (ours, other) = (store(directory.path()).await, store(directory.path()).await);
    let seen = file(&ours, &application("a"), false).await.unwrap();
    other.db.execute_unprepared("BEGIN IMMEDIATE").await.unwrap();
    let filed = file(&ours, &application("b"), false).await;
    let moved = ours.act(&seen, Act::Accept, Actor::Staff, What::default()).await;
    assert!(matches!(&filed, Err(NotFiled::Database(error)) if Cause::of(error) == Cause::Busy), "{filed:?}");
    assert!(matches!(&moved, Err(NotDone::Database(error)) if Cause::of(error) == Cause::Busy), "{moved:?}");
    // One may look meanwhile, and nothing was half-written.
    assert_eq!(ours.find(seen.matter.file).await.unwrap().as_ref(), Some(&seen));
    other.db.execute_unprepared("ROLLBACK").await.unwrap();
    ours.act(&seen, Act::Accept, Actor::Staff, What::default()).await.unwrap();
    file(&ours, &application("b"), false).await.unwrap();
}
