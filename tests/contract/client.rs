//! The client against servers that misbehave, that are plain GovStack, and that are ours.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::json;
use tongban::api::Client;
use tongban::api::cached::Cached;
use tongban::api::http::{Http, Timeouts};
use tongban::backend::{self, Options};
use tongban::domain::application::{Answers, Application, Stage};
use tongban::domain::failure::{Failure, FailureKind};
use tongban::domain::request::{Dated, Query};
use tongban::domain::secret::Secret;
use tongban::domain::service::{Category, Handling};
use tongban::domain::settings::Locale;
use uuid::Uuid;

use super::faults::{Act, Faulty};
use super::server::{ALLOWANCE, IDENTITY, Server, catalogue};

const ID: Uuid = Uuid::from_u128(0x42962de0_bdb2_41ed_9397_0242ac120004);
const QUICK: Timeouts =
    Timeouts { connect: Duration::from_millis(500), read: Duration::from_millis(200), total: Duration::from_millis(1500) };

fn client(url: &str) -> Http {
    Http::new(url, None, QUICK).unwrap()
}

fn application() -> Application {
    let answers = [
        ("reach", "phone"),
        ("name", "王秀英"),
        ("identityNumber", IDENTITY),
        ("phone", "13800001234"),
        ("address", "梅园路1号"),
        ("paidTo", "social-security-card"),
    ];
    let answers: Answers = answers.into_iter().map(|(key, answer)| (key.to_owned(), Secret::new(answer))).collect();
    Application { service: ID, form: ID, applicant: ID, agent: None, handout: None, answers, again: false }
}

/// Asks for one service of a server doing `act`, and how long that took.
async fn asked(act: Act) -> (Failure, Duration) {
    let server = Faulty::doing([act]).await;
    let started = Instant::now();
    let failure = client(&server.url).service(ID, Locale::En).await.unwrap_err();
    (failure, started.elapsed())
}

#[tokio::test]
async fn every_mishap_is_the_right_failure_in_time() {
    let half = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"id\": \"42".to_vec();
    let whole = |status: &str| Act::answer(status, "text/plain", "no");
    let mishaps = [
        (Act::SayAndHang(Vec::new()), FailureKind::Slow),
        (Act::SayAndHang(half.clone()), FailureKind::Slow),
        (Act::Drip, FailureKind::Slow),
        (Act::Say(half), FailureKind::Broken),
        (Act::Say(Vec::new()), FailureKind::Broken),
        (Act::Say(b"220 smtp.example ESMTP\r\n".to_vec()), FailureKind::Broken),
        (Act::json("{\"id\": "), FailureKind::Broken),
        (Act::json("[]"), FailureKind::Broken),
        (Act::json("{\"id\": 7, \"name\": 7}"), FailureKind::Broken),
        (Act::json("\u{0}\u{1}"), FailureKind::Broken),
        (Act::answer("200 OK", "text/html", "<h1>Please log in to the wireless network</h1>"), FailureKind::Broken),
        (whole("302 Found"), FailureKind::Broken),
        (whole("404 Not Found"), FailureKind::Missing),
        (whole("401 Unauthorized"), FailureKind::Refused),
        (whole("500 Internal Server Error"), FailureKind::Broken),
        (whole("503 Service Unavailable"), FailureKind::Broken),
        (whole("504 Gateway Timeout"), FailureKind::Slow),
    ];
    for (act, kind) in mishaps {
        let (failure, took) = asked(act.clone()).await;
        assert_eq!(failure, Failure::new(kind), "{act:?}");
        assert!(took < QUICK.total + Duration::from_secs(1), "{act:?} took {took:?}");
    }
}

#[tokio::test]
async fn an_endless_answer_is_broken() {
    let mut endless = b"HTTP/1.1 200 OK\r\nContent-Length: 20000000\r\n\r\n".to_vec();
    endless.resize(10_000_000, b' ');
    assert_eq!(asked(Act::SayAndHang(endless)).await.0, Failure::new(FailureKind::Broken));
}

#[tokio::test]
async fn nobody_there_is_unreachable() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    for url in [url.clone(), url.replace("http:", "https:")] {
        let failure = client(&url).matters(ID).await.unwrap_err();
        assert_eq!(failure, Failure::new(FailureKind::Unreachable), "{url}");
        assert!(failure.retry());
    }
    for nonsense in ["", "backend", "ftp://a", "http://", "file:///etc/passwd"] {
        assert!(Http::new(nonsense, None, QUICK).is_err(), "{nonsense}");
    }
}

#[tokio::test]
async fn asking_is_tried_again_but_filing_is_not_once_it_may_have_arrived() {
    let broken = Act::answer("500 Internal Server Error", "text/plain", "");
    let server = Faulty::doing([broken.clone(), Act::Say(Vec::new()), Act::json("[]")]).await;
    assert_eq!(client(&server.url).matters(ID).await, Ok(Vec::new()));
    assert_eq!(server.calls(), 3);

    for act in [broken, Act::Say(Vec::new())] {
        let server = Faulty::doing([act]).await;
        assert_eq!(client(&server.url).file(&application(), ID).await, Err(Failure::new(FailureKind::Broken)));
        assert_eq!(server.calls(), 1);
    }
    // A server that says it did not do it is asked again.
    let busy = Act::answer("503 Service Unavailable", "text/plain", "");
    let server = Faulty::doing([busy, Act::json(&json!({"fileId": ID}).to_string())]).await;
    let matter = client(&server.url).file(&application(), ID).await.unwrap();
    assert_eq!((matter.file, matter.service, matter.stage, matter.receipt), (ID, ID, Stage::Received, None));
}

#[tokio::test]
async fn refused_fields_come_back() {
    let problem = json!({"type": "about:blank", "status": 422, "errors": [{"pointer": "/formData/data/phone", "code": "phone"}]});
    let server = Faulty::doing([Act::answer("422 Unprocessable Content", "application/problem+json", &problem.to_string())]).await;
    let failure = client(&server.url).file(&application(), ID).await.unwrap_err();
    assert_eq!(failure.kind, FailureKind::Refused);
    assert_eq!(failure.fields, [("/formData/data/phone".to_owned(), "phone".to_owned())]);
    let server = Faulty::doing([Act::answer("400 Bad Request", "text/html", "<p>")]).await;
    assert_eq!(client(&server.url).file(&application(), ID).await, Err(Failure::new(FailureKind::Refused)));
}

#[tokio::test]
async fn a_plain_govstack_server_is_understood() {
    let service = json!({"id": ID, "name": "Mother and Child Registration", "type": "Public", "version": "123", "isExecutable": true,
        "description": "Registers", "serviceBody": [{"code": "fee", "value": "None"}, {"code": "unheard-of"}], "x-guide": 7, "x-text": "other"});
    let server = Faulty::doing([Act::json(&service.to_string())]).await;
    let Dated { value, as_of } = client(&server.url).service(ID, Locale::En).await.unwrap();
    assert_eq!(
        (value.summary.name.zh_cn.as_str(), value.summary.handling, value.has_form, as_of),
        ("Mother and Child Registration", Handling::Full, true, None)
    );
    assert_eq!((value.guide.summary.zh_cn.as_str(), value.guide.fee.zh_cn.as_str()), ("Registers", "None"));

    let file = |status: serde_json::Value, ended: bool| {
        json!({"fileId": ID, "registered": "2000-10-23T00:00:00.000Z", "serviceId": ID,
        "serviceName": "Post partum registration service", "status": status, "ended": ended, "applicationData": {"applicantId": "x"}})
    };
    let stages = [
        (json!({"code": "PENDING", "title": "Pending"}), false, Stage::Received),
        (json!({"code": "SENDBACK", "title": "Sent back"}), false, Stage::Correction),
        (json!({"code": "APPROVED"}), false, Stage::Approved),
        (json!({"code": "APPROVED"}), true, Stage::Completed),
        (json!({"code": "REJECTED"}), true, Stage::Refused),
        (json!({"code": "SOMETHING-NEW"}), false, Stage::Received),
        (json!(null), false, Stage::Received),
    ];
    for (status, ended, stage) in stages {
        let server = Faulty::doing([Act::json(&file(status.clone(), ended).to_string())]).await;
        let matter = client(&server.url).matter(ID).await.unwrap();
        assert_eq!((matter.stage, matter.receipt, matter.promised), (stage, None, None), "{status}");
        assert_eq!(matter.filed.to_string(), "2000-10-23T00:00:00Z");
    }
    // An application nobody can name is left out; the others are shown.
    let list = json!([{"status": {"code": "PENDING"}}, file(json!({"code": "APPROVED"}), true)]);
    let server = Faulty::doing([Act::json(&list.to_string())]).await;
    assert_eq!(client(&server.url).matters(ID).await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_form_of_a_plain_govstack_server_is_asked_in_its_own_words() {
    let schema = json!({"$schema": "http://json-schema.org/draft-07/schema#", "title": "Registration", "type": "object",
        "properties": {
            "firstName": {"type": "string", "title": "First name", "description": "As in your passport.", "pattern": "^.+$"},
            "story": {"type": "string", "maxLength": 400},
            "born": {"type": "string", "format": "date", "title": "Date of birth"},
            "sex": {"enum": ["F", "M"]},
            "weight": {"type": "number"}
        }, "required": ["firstName", "sex"]});
    let list =
        json!([{"eFormId": Uuid::nil(), "version": "1", "latest": false}, {"eFormId": ID, "name": "FORM", "version": "2", "latest": true}]);
    let answer = |schema| Act::json(&json!({"eFormId": ID, "name": "FORM", "version": "2", "latest": true, "schema": schema}).to_string());
    let server = Faulty::doing([Act::json(&list.to_string()), answer(schema)]).await;
    let form = client(&server.url).form(ID).await.unwrap();
    assert_eq!((form.id, form.title.zh_cn.as_str()), (ID, "Registration"));
    let asked: Vec<_> = form.questions.iter().map(|one| (one.key.as_str(), one.ask.zh_cn.as_str(), one.required)).collect();
    let expected = [("firstName", "First name", true), ("story", "story", false), ("born", "Date of birth", false), ("sex", "sex", true)];
    assert_eq!(asked, expected);
    let answers: Answers = [("firstName", "Ana"), ("born", "1950-03-05"), ("sex", "F")]
        .into_iter()
        .map(|(key, answer)| (key.to_owned(), Secret::new(answer)))
        .collect();
    assert_eq!(form.plain(&answers, jiff::civil::date(2026, 11, 21)), Ok(answers));
    // What nobody could file is not begun: a number that must be there, or no form at all.
    for schema in [json!({"properties": {"age": {"type": "number"}}, "required": ["age"]}), json!({}), json!("form")] {
        let server = Faulty::doing([Act::json(&list.to_string()), answer(schema)]).await;
        assert_eq!(client(&server.url).form(ID).await, Err(Failure::new(FailureKind::Broken)));
    }
}

#[tokio::test]
async fn our_own_backend_gives_everything_back() {
    let server = Server::sqlite().await;
    let client = Http::new(&server.running.url, Some(server.running.tokens.applicant.clone()), Timeouts::default()).unwrap();
    let query = Query { name: Some("津贴 高龄".to_owned()), ..Query::default() };
    let found = client.services(&query, 5, Locale::En).await.unwrap().value;
    let allowance = found.iter().find(|service| service.name.zh_cn == ALLOWANCE).unwrap();
    let service = client.service(allowance.id, Locale::ZhTw).await.unwrap().value;
    assert_eq!(Some(&service), catalogue().service(allowance.id).as_ref());
    let form = client.form(allowance.id).await.unwrap();
    assert_eq!(Some(&form), catalogue().form(allowance.id).map(|(form, _)| form));
    let application = Application { service: allowance.id, form: form.id, ..application() };
    let matter = client.file(&application, ID).await.unwrap();
    assert!(matter.receipt.is_some() && matter.stage == Stage::Received && matter.service_name.en.is_some());
    assert_eq!(client.file(&application, ID).await.as_ref(), Ok(&matter));
    assert_eq!(client.matter(matter.file).await.as_ref(), Ok(&matter));
    assert_eq!(client.matters(ID).await, Ok(vec![matter]));
    let mut wrong = application.clone();
    wrong.answers.insert("phone".to_owned(), Secret::new("1"));
    let refused = client.file(&wrong, Uuid::new_v4()).await.unwrap_err();
    assert_eq!(refused.fields, [("/formData/data/phone".to_owned(), "phone".to_owned())]);
    assert!(client.departments(Locale::ZhCn).await.unwrap().value.iter().any(|department| department.name.zh_cn == "民政局"));
    let bare = Query { name: Some("参加个人城镇基本养老保险缴费情况".to_owned()), ..Query::default() };
    let bare = client.services(&bare, 1, Locale::ZhCn).await.unwrap().value.pop().unwrap();
    assert_eq!(client.form(bare.id).await, Err(Failure::new(FailureKind::Missing)));
}

#[tokio::test]
async fn what_was_seen_is_shown_with_its_date_while_the_backend_is_away() {
    let directory = tempfile::tempdir().unwrap();
    let running = backend::start(Options::embedded(directory.path(), false), catalogue()).await.unwrap();
    let cache = directory.path().join("cache");
    let client = Cached::new(client(&running.url), &cache);
    let tile = Query { category: Some(Category::Allowance), ..Query::default() };
    let typed = Query { name: Some("高龄津贴".to_owned()), ..Query::default() };
    let listed = client.services(&tile, 9, Locale::ZhCn).await.unwrap();
    let departments = client.departments(Locale::ZhCn).await.unwrap();
    let letters = client.letters(Locale::ZhCn).await.unwrap();
    let allowance = client.services(&typed, 1, Locale::ZhCn).await.unwrap().value[0].id;
    let service = client.service(allowance, Locale::ZhCn).await.unwrap();
    assert_eq!((listed.as_of, departments.as_of, service.as_of), (None, None, None));
    running.stop().await;

    let cached = client.services(&tile, 9, Locale::ZhCn).await.unwrap();
    assert!(cached.as_of.is_some() && cached.value == listed.value);
    let cached = client.departments(Locale::ZhCn).await.unwrap();
    assert!(cached.as_of.is_some() && cached.value == departments.value);
    let cached = client.letters(Locale::ZhCn).await.unwrap();
    assert!(cached.as_of.is_some() && cached.value == letters.value);
    let cached = client.service(allowance, Locale::ZhCn).await.unwrap();
    assert!(cached.as_of.is_some() && cached.value == service.value);
    // What was never seen, what a resident typed, and what is about a person is not kept.
    assert_eq!(client.service(ID, Locale::ZhCn).await, Err(Failure::new(FailureKind::Unreachable)));
    assert_eq!(client.services(&typed, 1, Locale::ZhCn).await, Err(Failure::new(FailureKind::Unreachable)));
    assert!(client.matters(ID).await.is_err() && client.file(&application(), ID).await.is_err());
    assert_eq!(std::fs::read_dir(&cache).unwrap().count(), 4);
    // A broken file of the cache is as none.
    for file in std::fs::read_dir(&cache).unwrap() {
        std::fs::write(file.unwrap().path(), "{\"as_of\": 1").unwrap();
    }
    assert_eq!(client.service(allowance, Locale::ZhCn).await, Err(Failure::new(FailureKind::Unreachable)));
}

#[tokio::test]
async fn is_held_as_one_trait_object() {
    let server = Server::sqlite().await;
    let client: Arc<dyn Client> = Arc::new(client(&server.running.url));
    assert!(!client.services(&Query::default(), 3, Locale::ZhCn).await.unwrap().value.is_empty());
}
