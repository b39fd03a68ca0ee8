//! What waits for staff, what they decide, and what its owner mends.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::super::server::{ALLOWANCE, PAPERS, Server, another, reply};
use super::super::standard::{assert_are, assert_is};
use super::{APPLICANT, APPLICATIONS, KEY, assert_problem};

const TASKS: &str = "/registration/v1/tasks";

pub async fn lists_and_shows_tasks(server: &Server) {
    let (first, second) = (server.filed(ALLOWANCE).await, server.filed(PAPERS).await);
    let listed = async |query: &str| reply(server.staff(Method::GET, &format!("{TASKS}{query}"))).await.body;
    let all = listed("").await;
    assert_are("userTaskResponse", &all);
    let files = |tasks: &Value| tasks.as_array().unwrap().iter().map(|task| task["fileId"].clone()).collect::<Vec<_>>();
    assert_eq!(files(&all), [first["fileId"].clone(), second["fileId"].clone()]);
    assert_eq!(files(&listed("?sortBy=created&sortOrder=desc&maxResult=1").await), [second["fileId"].clone()]);
    assert_eq!(files(&listed("?sortBy=created&sortOrder=asc&firstResult=1").await), [second["fileId"].clone()]);
    let file = first["fileId"].as_str().unwrap();
    assert_eq!(files(&listed(&format!("?fileId={file}")).await), [first["fileId"].clone()]);
    assert_eq!(files(&listed(&format!("?mainTaskId={file}&fileId={file}")).await), [first["fileId"].clone()]);
    for none in [format!("?fileId={KEY}"), "?fileId=x".to_owned(), format!("?mainTaskId={KEY}&fileId={file}"), "?assigneeId=me".to_owned()]
    {
        assert_eq!(listed(&none).await, json!([]), "{none}");
    }
    assert_eq!((&all[0]["status"]["title"], &all[0]["serviceName"]), (&json!("received"), &json!(ALLOWANCE)));
    let task = all[0]["taskId"].as_str().unwrap();
    let whole = listed(&format!("/{task}")).await;
    assert_is("dataUserTaskResponse", &whole);
    assert_eq!(whole["data"]["phone"], json!({"value": "13800001234"}));
    assert_eq!(whole["formVariables"]["decision"]["values"], json!(["SENDBACK", "ACCEPT", "INCOMPLETE", "REJECTED", "APPROVED"]));
    // Staff alone.
    for path in [TASKS.to_owned(), format!("{TASKS}/{task}")] {
        assert_problem(&server.get(&path).await, StatusCode::FORBIDDEN);
        assert_problem(&reply(server.bare(Method::GET, &path)).await, StatusCode::UNAUTHORIZED);
    }
    let complete = server.call(Method::POST, &format!("{TASKS}/{task}/complete")).json(&json!({"data": {"decision": "ACCEPT"}}));
    assert_problem(&reply(complete).await, StatusCode::FORBIDDEN);
    for unknown in [KEY, "x"] {
        assert_problem(&reply(server.staff(Method::GET, &format!("{TASKS}/{unknown}"))).await, StatusCode::NOT_FOUND);
        assert_problem(&server.complete(unknown, json!({"decision": "ACCEPT"})).await, StatusCode::NOT_FOUND);
    }
}

pub async fn goes_the_whole_way_by_tasks(server: &Server) {
    let filed = server.filed(ALLOWANCE).await;
    let mut tasks = Vec::new();
    for (decision, stage) in [("ACCEPT", "accepted"), ("ACCEPT", "under-review"), ("APPROVED", "approved"), ("APPROVED", "completed")] {
        let open = server.tasks(&filed).await;
        assert_eq!(open.len(), 1, "one open task: {open:?}");
        tasks.push(open[0]["taskId"].clone());
        let done = server.decide(&filed, json!({"decision": {"value": decision}, "note": "按规定办"})).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.body);
        assert_is("completedTaskResponse", &done.body);
        assert_eq!((&done.body["taskId"], &done.body["fileId"]), (&open[0]["taskId"], &filed["fileId"]));
        assert_eq!(done.body["status"]["title"], stage);
        assert_eq!(done.body["variables"]["decision"]["data"]["decision"]["value"], decision);
    }
    tasks.sort_by_key(Value::to_string);
    tasks.dedup();
    assert_eq!((tasks.len(), server.tasks(&filed).await.len()), (4, 0), "another task each time, none at the end");
    let done = server.now(&filed).await;
    assert_is("applicationFileResponse", &done);
    assert_eq!((&done["status"], &done["ended"]), (&json!({"code": "APPROVED", "title": "completed"}), &json!(true)));
    let stages: Vec<_> = done["x-timeline"].as_array().unwrap().iter().map(|step| step["stage"].as_str().unwrap()).collect();
    assert_eq!(stages, ["received", "accepted", "under-review", "approved", "completed"]);
    assert_eq!(done["x-timeline"][1]["note"]["zh-CN"], "按规定办");
    assert_eq!((done.get("x-promised"), done.get("x-holder"), done.get("applicationData")), (None, None, None));
}

fn sendback() -> Value {
    json!({
        "decision": {"value": "SENDBACK"}, "reason": {"value": "电话打不通"}, "until": {"value": "2099-12-01"},
        "fields": {"value": [{"pointer": "/formData/data/phone", "reason": "是空号"}]},
    })
}

pub async fn sends_back_and_takes_what_was_mended(server: &Server) {
    let filed = server.filed(ALLOWANCE).await;
    assert_eq!(server.amend(&filed, json!({"phone": "13900001234"}), None).await.body["type"], "urn:tongban:too-late");
    assert_eq!(server.decide(&filed, sendback()).await.body["status"], json!({"code": "SENDBACK", "title": "correction"}));
    let back = server.now(&filed).await;
    assert_eq!(back["x-demand"]["reason"]["zh-CN"], "电话打不通");
    assert_eq!((&back["x-demand"]["fields"][0][0], &back["x-demand"]["until"]), (&json!("phone"), &json!("2099-12-01")));
    assert_eq!(back["applicationData"]["formData"]["data"]["phone"]["value"], "13800001234");
    let listed = server.get(&format!("{APPLICATIONS}?applicantId={APPLICANT}")).await;
    assert!(!listed.body.to_string().contains("13800001234"), "no answers in a list");
    for (data, pointer, code) in [
        (json!({"phone": {"value": "1"}}), "/formData/data/phone", "phone"),
        (json!({"phone": ["a"]}), "/formData/data/phone", "type"),
        (json!({"phone": "13900001234", "name": "李桂兰"}), "/formData/data/name", "not-asked"),
        (json!({"paidTo": "bank-card", "cardNumber": "6222020000000000"}), "/formData/data/paidTo", "not-asked"),
    ] {
        let refused = server.amend(&filed, data, Some(KEY)).await;
        assert_problem(&refused, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body["errors"].as_array().unwrap().contains(&json!({"pointer": pointer, "code": code})), "{}", refused.body);
    }
    // The whole as it was, with what was asked for; as the standard has it, with the applicant.
    let mut whole = json!({"applicantId": KEY, "formData": back["applicationData"]["formData"]});
    whole["formData"]["data"]["phone"] = json!({"value": "139 0000 1234"});
    let path = format!("{APPLICATIONS}/{}", filed["fileId"].as_str().unwrap());
    let refused = reply(server.call(Method::PUT, &path).json(&whole)).await;
    assert_eq!(refused.body["errors"], json!([{"pointer": "/applicantId", "code": "applicant"}]));
    whole["applicantId"] = json!(APPLICANT);
    let mended = reply(server.call(Method::PUT, &path).json(&whole)).await;
    assert_eq!(mended.status, StatusCode::OK, "{}", mended.body);
    assert_is("applicationFileResponse", &mended.body);
    assert_eq!((&mended.body["status"]["title"], mended.body.get("applicationData")), (&json!("received"), None));
    assert_eq!(mended.body.get("x-demand"), None);
    let seen = reply(server.staff(Method::GET, &path)).await.body;
    assert_eq!(seen["applicationData"]["formData"]["data"]["phone"]["value"], "13900001234");
    assert_eq!(server.amend(&filed, json!({"phone": "13800001234"}), None).await.status, StatusCode::CONFLICT);
}

pub async fn asks_for_more_and_stops_the_clock(server: &Server) {
    let filed = server.filed(ALLOWANCE).await;
    server.decide(&filed, json!({"decision": "ACCEPT"})).await;
    let accepted = server.now(&filed).await;
    let today = tongban::domain::clock::Clock::day(
        &tongban::domain::clock::SystemClock::default(),
        accepted["x-timeline"][1]["at"].as_str().unwrap().parse().unwrap(),
    );
    assert_eq!(accepted["x-promised"], tongban::domain::workday::after(today, 30).to_string());
    assert_eq!(server.decide(&filed, sendback()).await.body["status"]["title"], "supplement");
    assert_eq!(server.amend(&filed, json!({"phone": "13900001234"}), None).await.body["status"]["title"], "under-review");
    // Nothing stood still for a whole day.
    assert_eq!(server.now(&filed).await["x-promised"], accepted["x-promised"]);
    assert_eq!(server.decide(&filed, json!({"decision": "SUSPEND", "note": "等鉴定"})).await.body["status"]["title"], "suspended");
    assert_eq!(server.decide(&filed, json!({"decision": "ACCEPT"})).await.body["status"]["title"], "under-review");
}

pub async fn takes_the_same_amendment_once(server: &Server) {
    let filed = server.filed(ALLOWANCE).await;
    server.decide(&filed, sendback()).await;
    let data = || json!({"phone": "13900001234"});
    let path = format!("{APPLICATIONS}/{}", filed["fileId"].as_str().unwrap());
    let body = json!({"formData": {"data": data()}});
    let calls: Vec<_> =
        (0..30).map(|_| tokio::spawn(reply(server.call(Method::PUT, &path).header("Idempotency-Key", KEY).json(&body)))).collect();
    let mut answers = Vec::new();
    for call in calls {
        let answer = call.await.unwrap();
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        answers.push(answer.body);
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    assert_eq!(server.now(&filed).await["x-timeline"].as_array().unwrap().len(), 3);
    let other = server.amend(&filed, json!({"phone": "13700001234"}), Some(KEY)).await;
    assert_problem(&other, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(other.body["errors"], json!([{"pointer": "", "code": "key-reused"}]));
    // A key that amended files nothing.
    assert_eq!(server.file(&another(APPLICANT), Some(KEY)).await.body["errors"][0]["code"], "key-reused");
}

pub async fn accepts_with_papers_to_follow(server: &Server) {
    let filed = server.filed(PAPERS).await;
    let done = server.decide(&filed, json!({"decision": "INCOMPLETE", "until": "2099-12-01"})).await;
    assert_eq!(done.body["status"]["title"], "accepted", "{}", done.body);
    let accepted = server.now(&filed).await;
    assert_eq!((accepted["x-bring"].as_array().unwrap().len(), &accepted["x-bring"][0]["name"]["zh-CN"]), (1, &json!("证明")));
    assert_eq!(accepted["x-bring-by"], "2099-12-01");
    let other = server.filed(PAPERS).await;
    server.decide(&other, json!({"decision": "INCOMPLETE"})).await;
    let other = server.now(&other).await;
    let today = tongban::domain::clock::Clock::day(
        &tongban::domain::clock::SystemClock::default(),
        other["x-timeline"][1]["at"].as_str().unwrap().parse().unwrap(),
    );
    assert_eq!(other["x-bring-by"], tongban::domain::workday::after(today, 15).to_string());
    let nothing = server.filed(ALLOWANCE).await;
    let refused = server.decide(&nothing, json!({"decision": "INCOMPLETE"})).await;
    assert_eq!(refused.body["errors"], json!([{"pointer": "/data/decision", "code": "nothing-later"}]));
}

pub async fn says_why_not(server: &Server) {
    let filed = server.filed(ALLOWANCE).await;
    let why = json!({"decision": "REJECTED", "reason": {"value": "年龄不够"}, "basis": {"zh-CN": "办法第三条", "en": "Article 3"}});
    assert_eq!(server.decide(&filed, why).await.body["status"], json!({"code": "REJECTED", "title": "not-accepted"}));
    let refused = server.now(&filed).await;
    assert_eq!(refused["x-refusal"], json!({"reason": {"zh-CN": "年龄不够"}, "basis": {"zh-CN": "办法第三条", "en": "Article 3"}}));
    assert_eq!((&refused["ended"], server.tasks(&filed).await.len()), (&json!(true), 0));
}

pub async fn refuses_what_cannot_be_decided(server: &Server) {
    let filed = server.filed(ALLOWANCE).await;
    let field = |pointer: &str, reason: &str| json!({"decision": "SENDBACK", "fields": [{"pointer": pointer, "reason": reason}]});
    for (data, pointer, code) in [
        (json!({}), "/data/decision", "empty"),
        (json!({"decision": 7}), "/data/decision", "empty"),
        (json!({"decision": "accept"}), "/data/decision", "choice"),
        (json!({"decision": "SENDBACK"}), "/data/reason", "empty"),
        (json!({"decision": "REJECTED", "reason": {"value": "  "}}), "/data/reason", "empty"),
        (json!({"decision": "REJECTED", "reason": "长".repeat(501)}), "/data/reason", "too-long"),
        (json!({"decision": "REJECTED", "reason": ["a"]}), "/data/reason", "type"),
        (json!({"decision": "SENDBACK", "reason": "a", "until": "tomorrow"}), "/data/until", "date"),
        (json!({"decision": "SENDBACK", "reason": "a", "until": "2020-01-01"}), "/data/until", "date"),
        (json!({"decision": "SENDBACK", "reason": "a", "fields": "phone"}), "/data/fields", "type"),
        (field("/formData/data/colour", "错"), "/data/fields/0/pointer", "field"),
        (field("phone", "错"), "/data/fields/0/pointer", "field"),
        (field("/formData/data/phone", ""), "/data/fields/0/reason", "empty"),
        (json!({"decision": "ACCEPT", "note": {"value": "a\u{0}b"}}), "/data/note", "character"),
    ] {
        let refused = server.decide(&filed, data.clone()).await;
        assert_problem(&refused, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body["errors"].as_array().unwrap().contains(&json!({"pointer": pointer, "code": code})), "{data} {}", refused.body);
    }
    let refused = server.decide(&filed, json!({"decision": "SUSPEND"})).await;
    assert_problem(&refused, StatusCode::CONFLICT);
    assert_eq!(refused.body["type"], "urn:tongban:too-late");
    let task = server.tasks(&filed).await[0]["taskId"].as_str().unwrap().to_owned();
    let path = format!("{TASKS}/{task}/complete");
    assert_problem(&reply(server.staff(Method::POST, &path).json(&json!([]))).await, StatusCode::BAD_REQUEST);
    assert_problem(&reply(server.staff(Method::POST, &path).body("{}")).await, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(server.now(&filed).await, filed);
}

pub async fn completes_a_task_once(server: &Server) {
    let filed = server.filed(ALLOWANCE).await;
    let task = server.tasks(&filed).await[0]["taskId"].as_str().unwrap().to_owned();
    let path = format!("{TASKS}/{task}/complete");
    let calls: Vec<_> = (0..20)
        .map(|at| {
            let decision = if at % 2 == 0 { "ACCEPT" } else { "APPROVED" };
            tokio::spawn(reply(server.staff(Method::POST, &path).json(&json!({"data": {"decision": decision}}))))
        })
        .collect();
    let mut done = 0;
    for call in calls {
        let answer = call.await.unwrap();
        match answer.status {
            StatusCode::OK => done += 1,
            _ => assert_problem(&answer, StatusCode::NOT_FOUND),
        }
    }
    assert_eq!(done, 1);
    assert_eq!(server.now(&filed).await["x-timeline"].as_array().unwrap().len(), 2);
    assert_problem(&server.complete(&task, json!({"decision": "ACCEPT"})).await, StatusCode::NOT_FOUND);
}

pub async fn lets_staff_amend(server: &Server) {
    let filed = server.filed(ALLOWANCE).await;
    let path = format!("{APPLICATIONS}/{}", filed["fileId"].as_str().unwrap());
    let put = async |data: Value| {
        reply(server.staff(Method::PUT, &path).json(&json!({"applicantId": APPLICANT, "formData": {"data": data}}))).await
    };
    let task = server.tasks(&filed).await[0]["taskId"].clone();
    let amended = put(json!({"address": {"value": "梅园路2号"}})).await;
    assert_eq!(amended.status, StatusCode::OK, "{}", amended.body);
    assert_is("applicationFileResponse", &amended.body);
    assert_eq!(amended.body["applicationData"]["formData"]["data"]["address"]["value"], "梅园路2号");
    assert_eq!((&amended.body["status"]["title"], &amended.body["x-timeline"][1]["stage"]), (&json!("received"), &json!("received")));
    assert!(amended.body["x-timeline"][1]["note"]["en"].is_string(), "the trail says so");
    assert_eq!(server.tasks(&filed).await[0]["taskId"], task, "the task is the same");
    assert_eq!(put(json!({"phone": "1"})).await.body["errors"], json!([{"pointer": "/formData/data/phone", "code": "phone"}]));
    server.about(&filed, "withdraw", json!(null)).await;
    let late = put(json!({"address": "梅园路3号"})).await;
    assert_eq!((late.status, &late.body["type"]), (StatusCode::CONFLICT, &json!("urn:tongban:too-late")));
    assert_problem(&reply(server.staff(Method::PUT, &format!("{APPLICATIONS}/{KEY}")).json(&json!({}))).await, StatusCode::NOT_FOUND);
}
