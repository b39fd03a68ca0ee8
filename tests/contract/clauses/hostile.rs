//! Text nobody means well with, in every field there is.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::super::server::{ALLOWANCE, PAPERS, Reply, Server, another, reply};
use super::{APPLICANT, APPLICATIONS, SERVICES, assert_problem};

const HOSTILE: [&str; 5] = [
    "<script>alert(1)</script>'; DROP TABLE application; --",
    "a\u{0}b\u{1b}[2J",
    "👵🏻👨‍👩‍👧",
    "\u{202e}王\u{2066}秀\u{200f}英",
    "../../../etc/passwd%00",
];

/// Taken as text or refused with the field named: never a fault of the server, never something else changed.
fn assert_calm(answer: &Reply, told: &str) {
    let calm = [StatusCode::OK, StatusCode::BAD_REQUEST, StatusCode::NOT_FOUND, StatusCode::CONFLICT, StatusCode::UNPROCESSABLE_ENTITY];
    assert!(calm.contains(&answer.status), "{told}: {} {}", answer.status, answer.body);
    if answer.status != StatusCode::OK {
        assert_problem(answer, answer.status);
        let hidden = ["alert", "DROP", "passwd", "👵"];
        assert!(hidden.iter().all(|echo| !answer.body.to_string().contains(echo)), "{told} echoed: {}", answer.body);
    }
}

/// Every body with each of its texts in turn replaced by `text`.
fn each_field(body: &Value, text: &str) -> Vec<Value> {
    match body {
        Value::String(_) => vec![json!(text)],
        Value::Array(items) => items
            .iter()
            .enumerate()
            .flat_map(|(at, item)| each_field(item, text).into_iter().map(move |changed| (at, changed)))
            .map(|(at, changed)| {
                let mut whole = items.clone();
                whole[at] = changed;
                Value::Array(whole)
            })
            .collect(),
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(key, field)| each_field(field, text).into_iter().map(move |changed| (key.clone(), changed)))
            .map(|(key, changed)| {
                let mut whole = fields.clone();
                whole.insert(key, changed);
                Value::Object(whole)
            })
            .collect(),
        _ => Vec::new(),
    }
}

pub async fn takes_hostile_text_nowhere(server: &Server) {
    let filed = server.filed(ALLOWANCE).await;
    let file = filed["fileId"].as_str().unwrap();
    server.decide(&filed, json!({"decision": "SENDBACK", "reason": "请改"})).await;
    let path = format!("{SERVICES}/{}/applications", server.service(PAPERS).await);
    let mut whole = another(APPLICANT);
    whole["x-agent"] = json!({"name": "王小明", "identity": "11010519491231002X", "relation": "child", "ground": "她走不动了"});
    whole["x-handout"] = json!({"way": "mail", "name": "王小明", "address": "梅园路1号"});
    whole["x-again"] = json!(true);
    let decision = json!({"decision": "SENDBACK", "reason": {"value": "a"}, "basis": "b", "note": "c", "until": "2099-01-01",
        "fields": [{"pointer": "/formData/data/phone", "reason": "d"}]});
    for text in HOSTILE {
        for body in each_field(&whole, text) {
            let answer = reply(server.call(Method::POST, &path).json(&body)).await;
            assert_calm(&answer, &body.to_string());
        }
        let mut documents = another(APPLICANT);
        documents["documentUrls"] = json!([text]);
        let refused = reply(server.call(Method::POST, &path).json(&documents)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
        assert_calm(&refused, text);
        for data in each_field(&json!({"phone": "13900001234", "colour": "x"}), text) {
            assert_calm(&server.amend(&filed, json!({"name": 7, "colour": data["colour"], "phone": data["phone"]}), None).await, text);
        }
        let mut undecided = server.filed(ALLOWANCE).await;
        for data in each_field(&decision, text) {
            let decided = server.decide(&undecided, data.clone()).await;
            assert_calm(&decided, &data.to_string());
            if decided.status == StatusCode::OK {
                undecided = server.filed(ALLOWANCE).await;
            }
        }
        for body in each_field(&json!({"receipt": filed["x-receipt"], "identityEnd": "0000"}), text) {
            let answer = reply(server.call(Method::POST, "/tongban/v1/applications/find").json(&body)).await;
            assert!(answer.status.is_client_error(), "{text}: {}", answer.status);
        }
        for body in each_field(&json!({"occasion": "filed", "level": "satisfied", "why": "x"}), text) {
            assert_calm(&server.about(&filed, "ratings", body).await, text);
        }
        let query = [("applicantId", text), ("serviceId", text), ("sortBy", text), ("sortOrder", text)];
        assert_calm(&reply(server.call(Method::GET, APPLICATIONS).query(&query)).await, text);
        let query = [("fileId", text), ("mainTaskId", text), ("sortBy", text), ("sortOrder", text)];
        assert_calm(&reply(server.staff(Method::GET, "/registration/v1/tasks").query(&query)).await, text);
        let key = server.call(Method::POST, &path).header("Idempotency-Key", "'; --").json(&another(APPLICANT));
        assert_problem(&reply(key).await, StatusCode::BAD_REQUEST);
    }
    // Everything is still there, and what stands in it is text.
    assert_eq!(server.get(&format!("{APPLICATIONS}/{file}")).await.body["status"]["title"], "correction");
    let listed = server.get(&format!("{APPLICATIONS}?applicantId={APPLICANT}")).await;
    assert_eq!(listed.status, StatusCode::OK);
    let turned = ['\u{202e}', '\u{2066}', '\u{200f}', '\u{0}'];
    assert!(!listed.body.to_string().contains(turned), "no mark that turns what is read");
}

pub async fn takes_no_megabyte(server: &Server) {
    let filed = server.filed(ALLOWANCE).await;
    let file = filed["fileId"].as_str().unwrap();
    let task = server.tasks(&filed).await[0]["taskId"].as_str().unwrap().to_owned();
    let megabyte = "长".repeat(350_000);
    let service = server.allowance().await;
    let mut body = another(APPLICANT);
    body["formData"]["data"]["address"] = json!(megabyte);
    for call in [
        server.call(Method::POST, &format!("{SERVICES}/{service}/applications")).json(&body),
        server.call(Method::PUT, &format!("{APPLICATIONS}/{file}")).json(&body),
        server
            .staff(Method::POST, &format!("/registration/v1/tasks/{task}/complete"))
            .json(&json!({"data": {"decision": "ACCEPT", "note": megabyte}})),
        server.call(Method::POST, "/tongban/v1/applications/find").json(&json!({"receipt": megabyte, "identityEnd": ""})),
        server
            .call(Method::POST, &format!("/tongban/v1/applications/{file}/ratings"))
            .json(&json!({"occasion": "filed", "level": "satisfied", "why": megabyte})),
    ] {
        assert_problem(&reply(call).await, StatusCode::PAYLOAD_TOO_LARGE);
    }
    // What just fits into a body is refused by its field.
    body["formData"]["data"]["address"] = json!("长".repeat(80_000));
    let refused = server.file(&body, None).await;
    assert_eq!(refused.body["errors"], json!([{"pointer": "/formData/data/address", "code": "too-long"}]));
    assert_eq!(server.now(&filed).await, filed);
}
