//! The clauses of the contract, each over a fresh backend.

mod follow;
mod hostile;
mod limits;
mod parts;
mod tasks;
mod twice;

pub use follow::*;
pub use hostile::*;
pub use limits::*;
pub use parts::*;
pub use tasks::*;
pub use twice::*;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::server::{ALLOWANCE, IDENTITY, Reply, Server, another, reply, submit};
use super::standard::{assert_are, assert_describes, assert_is};

const SERVICES: &str = "/registration/v1/services";
const APPLICATIONS: &str = "/registration/v1/applications";
const APPLICANT: &str = "42962de0-bdb2-41ed-9397-0242ac120004";
const KEY: &str = "0b0f7a52-6f0f-4c53-9e0c-5d3f7a2f9f10";

pub async fn lists_and_searches_services(server: &Server) {
    let all = services(server, &[]).await;
    assert!(all.len() > 1300);
    assert_are("service", &json!(all));
    for words in ["高龄津贴", "津贴 高龄", "长寿钱", "高齡津貼", "OLD AGE", "老年人补贴"] {
        let found = reply(server.bare(Method::GET, SERVICES).query(&[("name", words)])).await;
        assert_eq!(found.body[0]["name"], ALLOWANCE, "{words}");
    }
    let none = reply(server.bare(Method::GET, SERVICES).query(&[("name", "没有这样的事项吧")])).await;
    assert_eq!((none.status, none.body), (StatusCode::OK, json!([])));
    let behind = |key: &'static str, value: &'static str| reply(server.bare(Method::GET, SERVICES).query(&[(key, value)]));
    assert!(names(&behind("category", "allowance").await).contains(&ALLOWANCE.to_owned()));
    assert!(!names(&behind("category", "pension").await).contains(&ALLOWANCE.to_owned()));
    assert!(names(&behind("lifeEvent", "grown-old").await).contains(&ALLOWANCE.to_owned()));
    assert!(names(&behind("department", "民政局").await).contains(&ALLOWANCE.to_owned()));
    assert_eq!(behind("category", "no-such").await.body, json!([]));
    assert_eq!(behind("limit", "3").await.body.as_array().unwrap().len(), 3);
    assert_eq!(behind("limit", "three").await.status, StatusCode::BAD_REQUEST);
}

fn names(listed: &Reply) -> Vec<String> {
    listed.body.as_array().unwrap().iter().map(|service| service["name"].as_str().unwrap().to_owned()).collect()
}

pub async fn shows_a_guide_in_the_language_asked_for(server: &Server) {
    let path = format!("{SERVICES}/{}", server.allowance().await);
    let chinese = server.get(&path).await;
    assert_is("service", &chinese.body);
    assert_eq!((&chinese.body["name"], &chinese.body["type"]), (&json!(ALLOWANCE), &json!("Public")));
    assert_eq!((&chinese.body["isExecutable"], &chinese.body["x-handling"]), (&json!(true), &json!("full")));
    let english = reply(server.bare(Method::GET, &path).header("Accept-Language", "en-GB, zh;q=0.5")).await;
    assert_is("service", &english.body);
    assert_ne!(english.body["name"], chinese.body["name"]);
    assert_eq!(english.body["x-text"], chinese.body["x-text"]);
    assert_eq!(english.body["x-text"]["name"]["zh-CN"], ALLOWANCE);
    assert_eq!(english.body["x-text"]["name"]["en"], english.body["name"]);
    assert_eq!(english.body["x-guide"], chinese.body["x-guide"]);
    let facts = |body: &Value| {
        body["serviceBody"].as_array().unwrap().iter().map(|fact| fact["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    for code in ["who", "materials", "time", "fee", "result", "place", "proxy"] {
        assert!(facts(&english.body).contains(&code.to_owned()), "{code}");
    }
    for unknown in ["42962de0-bdb2-41ed-9397-0242ac120004", "nonsense", "%00", "..%2f..%2fetc"] {
        assert_problem(&server.get(&format!("{SERVICES}/{unknown}")).await, StatusCode::NOT_FOUND);
    }
}

pub async fn hands_out_the_form(server: &Server) {
    let forms = server.get(&format!("{SERVICES}/{}/eForms", server.allowance().await)).await;
    assert_are("EFormListItem", &forms.body);
    assert_eq!(forms.body.as_array().unwrap().len(), 1);
    let id = forms.body[0]["eFormId"].as_str().unwrap();
    let form = server.get(&format!("/registration/v1/eForms/{id}")).await;
    assert_is("EForm", &form.body);
    assert_eq!(form.body["eFormId"], id);
    assert!(form.body["schema"]["properties"]["identityNumber"].is_object());
    let bare = reply(server.bare(Method::GET, SERVICES).query(&[("name", "参加个人城镇基本养老保险缴费情况")])).await;
    let bare = bare.body[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(server.get(&format!("{SERVICES}/{bare}/eForms")).await.body, json!([]));
    assert_problem(&server.get(&format!("{SERVICES}/{KEY}/eForms")).await, StatusCode::NOT_FOUND);
    assert_problem(&server.get(&format!("/registration/v1/eForms/{KEY}")).await, StatusCode::NOT_FOUND);
    let path = format!("{SERVICES}/{bare}/applications");
    assert_problem(&reply(server.call(Method::POST, &path).json(&submit(APPLICANT))).await, StatusCode::CONFLICT);
}

pub async fn counts_departments(server: &Server) {
    let departments = reply(server.bare(Method::GET, "/tongban/v1/departments")).await.body;
    let counted: u64 = departments.as_array().unwrap().iter().map(|department| department["services"].as_u64().unwrap()).sum();
    let all = services(server, &[]).await.len() as u64;
    assert_eq!(counted, all);
    assert_eq!(departments[0]["x-text"]["name"]["zh-CN"], departments[0]["name"]);
    assert_eq!(departments[0]["name"], "民政局", "the one with most full services");
    let letters = reply(server.bare(Method::GET, "/tongban/v1/letters")).await.body;
    let counted: u64 = letters.as_array().unwrap().iter().map(|letter| letter["services"].as_u64().unwrap()).sum();
    assert_eq!(counted, all);
    for letter in letters.as_array().unwrap() {
        let initial = letter["initial"].as_str().unwrap();
        assert_eq!(services(server, &[("initial", initial)]).await.len() as u64, letter["services"], "{initial}");
    }
}

pub async fn lists_by_letter_and_page_by_page(server: &Server) {
    let of = |query: &'static [(&str, &str)]| reply(server.bare(Method::GET, SERVICES).query(query));
    let g = names(&of(&[("initial", "G"), ("limit", "400")]).await);
    assert_eq!(names(&of(&[("initial", "g"), ("limit", "400")]).await), g);
    assert!(g.contains(&ALLOWANCE.to_owned()) && g.len() > 5);
    assert_eq!(names(&of(&[("initial", "G"), ("offset", "2"), ("limit", "3")]).await), g[2..5]);
    assert_eq!(names(&of(&[("initial", "G"), ("name", "高龄津贴")]).await)[..1], [ALLOWANCE.to_owned()]);
    assert_eq!(of(&[("initial", "G"), ("offset", "99999")]).await.body, json!([]));
    assert_eq!(of(&[("initial", "?")]).await.body, json!([]));
    for wrong in [[("initial", "GG")], [("offset", "-1")]] {
        let answer = reply(server.bare(Method::GET, SERVICES).query(&wrong)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong:?}");
    }
    let english = reply(server.bare(Method::GET, SERVICES).query(&[("initial", "O")]).header("Accept-Language", "en")).await;
    assert!(names(&english).iter().any(|name| name.starts_with("Old")), "{:?}", names(&english));
}

pub async fn files_and_follows(server: &Server) {
    let filed = server.file(&submit(APPLICANT), Some(KEY)).await;
    assert_eq!(filed.status, StatusCode::OK, "{}", filed.body);
    assert_is("applicationFileResponse", &filed.body);
    let file = filed.body["fileId"].as_str().unwrap();
    assert_eq!(filed.body["serviceId"], server.allowance().await);
    assert_eq!(filed.body["status"], json!({"code": "PENDING", "title": "received"}));
    assert_eq!((&filed.body["ended"], &filed.body["serviceName"]), (&json!(false), &json!(ALLOWANCE)));
    let receipt = filed.body["x-receipt"].as_str().unwrap();
    assert!(receipt.len() == 12 && receipt.bytes().all(|digit| digit.is_ascii_digit()), "{receipt}");
    assert_eq!(filed.body["x-timeline"][0]["stage"], "received");
    assert_eq!(filed.body["x-holder"]["zh-CN"], "民政局");
    assert_eq!(filed.body.get("x-demo"), None);
    assert_eq!(server.get(&format!("{APPLICATIONS}/{file}")).await.body, filed.body);
    let own = server.get(&format!("{APPLICATIONS}?applicantId={APPLICANT}")).await;
    assert_are("applicantApplicationFileListResponse", &own.body);
    assert_eq!(without_listed(&own.body[0]), filed.body);
    assert_eq!(server.get(&format!("{APPLICATIONS}?applicantId={KEY}")).await.body, json!([]));
    assert_problem(&server.get(&format!("{APPLICATIONS}/{KEY}")).await, StatusCode::NOT_FOUND);
}

pub async fn takes_plain_answers_and_leaves_out_what_was_not_asked(server: &Server) {
    let mut plain = submit(APPLICANT);
    plain["formData"]["data"] = json!({
        "reach": "phone", "name": "王秀英", "identityNumber": IDENTITY.to_lowercase(), "phone": 13800001234_u64,
        "address": {"value": "梅园路1号"}, "paidTo": "social-security-card", "cardNumber": "not asked", "favouriteColour": "blue",
    });
    let filed = server.file(&plain, None).await;
    assert_eq!(filed.status, StatusCode::OK, "{}", filed.body);
    assert_is("applicationFileResponse", &filed.body);
}

pub async fn files_the_same_key_once(server: &Server) {
    let first = server.file(&submit(APPLICANT), Some(KEY)).await;
    let mut reordered = submit(APPLICANT);
    let data = reordered["formData"]["data"].as_object().unwrap().clone();
    reordered["formData"]["data"] = data.into_iter().rev().collect();
    assert_eq!(server.file(&reordered, Some(KEY)).await.body, first.body);
    let mut other = submit(APPLICANT);
    other["formData"]["data"]["name"] = json!({"value": "李桂兰"});
    let refused = server.file(&other, Some(KEY)).await;
    assert_problem(&refused, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.body["errors"], json!([{"pointer": "", "code": "key-reused"}]));
    assert_problem(&server.file(&submit(APPLICANT), Some("not a uuid")).await, StatusCode::BAD_REQUEST);
    let own = server.get(&format!("{APPLICATIONS}?applicantId={APPLICANT}")).await;
    assert_eq!(own.body.as_array().unwrap().len(), 1);
}

pub async fn files_a_hundred_in_parallel_once(server: &Server) {
    let path = format!("{SERVICES}/{}/applications", server.allowance().await);
    let calls: Vec<_> = (0..100)
        .map(|_| tokio::spawn(reply(server.call(Method::POST, &path).header("Idempotency-Key", KEY).json(&submit(APPLICANT)))))
        .collect();
    let mut answers = Vec::new();
    for call in calls {
        let answer = call.await.unwrap();
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        answers.push(answer.body);
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    let own = server.get(&format!("{APPLICATIONS}?applicantId={APPLICANT}")).await;
    assert_eq!((own.body.as_array().unwrap().len(), &own.body[0]["fileId"]), (1, &answers[0]["fileId"]));
}

pub async fn refuses_wrong_answers_by_field(server: &Server) {
    let mut wrong = submit(APPLICANT);
    let data = &mut wrong["formData"]["data"];
    data["identityNumber"] = json!({"value": "110105194912310021"});
    data["phone"] = json!({"value": "12"});
    data["paidTo"] = json!({"value": "cash"});
    data.as_object_mut().unwrap().remove("name");
    let refused = server.file(&wrong, Some(KEY)).await;
    assert_problem(&refused, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        refused.body["errors"],
        json!([
            {"pointer": "/formData/data/name", "code": "empty"},
            {"pointer": "/formData/data/identityNumber", "code": "identity-check"},
            {"pointer": "/formData/data/phone", "code": "phone"},
            {"pointer": "/formData/data/paidTo", "code": "choice"},
        ])
    );
    for (field, value, pointer, code) in [
        ("applicantId", json!("王秀英"), "/applicantId", "uuid"),
        ("formData", json!({"data": {"name": ["a"]}}), "/formData/data/name", "type"),
        ("formData", json!({"data": {"name": {"value": {"value": "a"}}}}), "/formData/data/name", "type"),
        ("formData", json!({"data": {"name": {"value": "王\u{0}英"}}}), "/formData/data/name", "character"),
        ("formData", json!({"data": {"a/b~c": "\u{1b}[2J"}}), "/formData/data/a~1b~0c", "character"),
        ("x-agent", json!({"name": " ", "identity": IDENTITY, "relation": "child", "ground": "g"}), "/x-agent/name", "empty"),
        ("x-agent", json!({"name": "a", "identity": "1", "relation": "child", "ground": "g"}), "/x-agent/identity", "identity-length"),
    ] {
        let mut wrong = submit(APPLICANT);
        wrong[field] = value;
        let refused = server.file(&wrong, None).await;
        assert_problem(&refused, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body["errors"].as_array().unwrap().contains(&json!({"pointer": pointer, "code": code})), "{}", refused.body);
    }
    // What was refused has used up no key.
    assert_eq!(server.file(&submit(APPLICANT), Some(KEY)).await.status, StatusCode::OK);
}

pub async fn refuses_bad_bodies(server: &Server) {
    let path = format!("{SERVICES}/{}/applications", server.allowance().await);
    let post = |kind: &'static str, body: Vec<u8>| reply(server.call(Method::POST, &path).header("Content-Type", kind).body(body));
    let json = "application/json";
    assert_problem(&post(json, b"{".to_vec()).await, StatusCode::BAD_REQUEST);
    assert_problem(&post(json, b"[1, 2]".to_vec()).await, StatusCode::BAD_REQUEST);
    assert_problem(&post(json, Vec::new()).await, StatusCode::BAD_REQUEST);
    assert_problem(&post(json, vec![0xff, 0xfe]).await, StatusCode::BAD_REQUEST);
    assert_problem(&post(json, "[".repeat(100_000).into_bytes()).await, StatusCode::BAD_REQUEST);
    assert_problem(&post("text/plain", submit(APPLICANT).to_string().into_bytes()).await, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_problem(&post(json, vec![b' '; 300 * 1024]).await, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(server.get(&format!("{APPLICATIONS}?applicantId={APPLICANT}")).await.body, json!([]));
}

pub async fn keeps_hostile_text_as_text(server: &Server) {
    let mut hostile = submit(APPLICANT);
    hostile["formData"]["data"]["address"] = json!({"value": "<script>alert(1)</script>'; DROP TABLE application; --"});
    let filed = server.file(&hostile, Some(KEY)).await;
    assert_eq!(filed.status, StatusCode::OK, "{}", filed.body);
    assert_eq!(server.file(&another(APPLICANT), None).await.status, StatusCode::OK);
    let query = format!("{APPLICATIONS}?applicantId=%27%20OR%201%3D1%20--");
    assert_eq!(server.get(&query).await.body, json!([]));
}

pub async fn asks_for_a_token(server: &Server) {
    let file = format!("{SERVICES}/{}/applications", server.allowance().await);
    for call in [
        server.bare(Method::POST, &file).json(&submit(APPLICANT)),
        server.bare(Method::GET, &format!("{APPLICATIONS}?applicantId={APPLICANT}")),
        server.bare(Method::GET, &format!("{APPLICATIONS}/{KEY}")).bearer_auth("guess"),
        server.bare(Method::GET, &format!("{APPLICATIONS}/{KEY}")).basic_auth("a", Some("b")),
    ] {
        let refused = reply(call).await;
        assert_problem(&refused, StatusCode::UNAUTHORIZED);
        assert_eq!(refused.headers["www-authenticate"], "Bearer");
    }
    // A terminal sees its own applicants' alone; staff see all.
    assert_problem(&server.get(APPLICATIONS).await, StatusCode::FORBIDDEN);
    server.file(&submit(APPLICANT), None).await;
    let staff = reply(server.bare(Method::GET, APPLICATIONS).bearer_auth(server.running.tokens.staff.expose())).await;
    assert_eq!(staff.body.as_array().unwrap().len(), 1);
}

pub async fn pages_and_sorts(server: &Server) {
    let mut filed = Vec::new();
    for _ in 0..3 {
        filed.push(server.file(&another(APPLICANT), None).await.body);
    }
    let base = format!("{APPLICATIONS}?applicantId={APPLICANT}");
    let files = async |query: &str| {
        let listed = server.get(&format!("{base}{query}")).await.body;
        listed.as_array().unwrap().iter().map(|file| file["fileId"].clone()).collect::<Vec<_>>()
    };
    let [first, second, third] = [0, 1, 2].map(|at| filed[at]["fileId"].clone());
    assert_eq!(files("").await, [third.clone(), second.clone(), first]);
    assert_eq!(files("&sortBy=created&sortOrder=asc&firstResult=1&maxResult=1").await, [second]);
    let service = server.allowance().await;
    assert_eq!(files(&format!("&serviceId={service}&maxResult=1")).await, [third]);
    assert_eq!(server.get(&format!("{base}&serviceId={KEY}")).await.body, json!([]));
    assert_problem(&server.get(&format!("{base}&firstResult=-1")).await, StatusCode::BAD_REQUEST);
    let receipts: std::collections::BTreeSet<_> = filed.iter().map(|body| body["x-receipt"].as_str().unwrap()).collect();
    assert_eq!(receipts.len(), 3);
}

pub async fn answers_unknown_calls_with_problems(server: &Server) {
    assert_problem(&server.get("/").await, StatusCode::NOT_FOUND);
    assert_problem(&server.get("/registration/v1/nothing").await, StatusCode::NOT_FOUND);
    assert_problem(&reply(server.call(Method::DELETE, SERVICES)).await, StatusCode::METHOD_NOT_ALLOWED);
    assert_problem(&reply(server.call(Method::PATCH, APPLICATIONS)).await, StatusCode::METHOD_NOT_ALLOWED);
    for path in ["/healthz", "/readyz"] {
        assert_eq!(reply(server.bare(Method::GET, path)).await.status, StatusCode::OK);
    }
}

pub async fn describes_itself(server: &Server) {
    let description = reply(server.bare(Method::GET, "/openapi.json")).await.body;
    assert!(description["openapi"].as_str().unwrap().starts_with("3.1"));
    assert_describes(&description);
    assert!(description["paths"]["/tongban/v1/departments"]["get"].is_object());
    for call in ["find", "{fileId}/withdraw", "{fileId}/ratings"] {
        assert!(description["paths"][format!("/tongban/v1/applications/{call}")]["post"].is_object(), "{call}");
    }
}

pub async fn never_says_why_or_echoes_answers(server: &Server) {
    let filed = server.file(&submit(APPLICANT), Some(KEY)).await;
    let mut wrong = submit(APPLICANT);
    wrong["formData"]["data"]["paidTo"] = json!({"value": "cash"});
    let refused = server.file(&wrong, None).await;
    let list = server.get(&format!("{APPLICATIONS}?applicantId={APPLICANT}")).await;
    assert!(!refused.body.to_string().contains("王秀英"), "{}", refused.body);
    let one = server.get(&format!("{APPLICATIONS}/{}", filed.body["fileId"].as_str().unwrap())).await;
    for answer in [filed, refused, list, one] {
        let text = answer.body.to_string();
        for secret in [IDENTITY, "13800001234", "梅园路", "cash"] {
            assert!(!text.contains(secret), "{text}");
        }
        assert_eq!(answer.headers["cache-control"], "no-store");
    }
}

/// What needs no database still answers; the rest says that it will pass.
pub async fn passes_when_the_database_is_gone(server: &Server) {
    for refused in
        [server.file(&submit(APPLICANT), Some(KEY)).await, server.get(&format!("{APPLICATIONS}/{KEY}")).await, server.get("/readyz").await]
    {
        assert_problem(&refused, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(refused.headers["retry-after"], "2");
    }
    assert_eq!(server.get("/healthz").await.status, StatusCode::OK);
}

/// A listed file without what a list says besides.
fn without_listed(file: &Value) -> Value {
    let mut file = file.clone();
    for field in ["mainTaskId", "taskTitle", "roleId", "roleName", "documentUrls"] {
        file.as_object_mut().unwrap().remove(field);
    }
    file
}

/// A refusal as RFC 9457 writes it.
pub fn assert_problem(reply: &Reply, status: StatusCode) {
    assert_eq!(reply.status, status, "{}", reply.body);
    assert_eq!(reply.headers["content-type"], "application/problem+json");
    assert_eq!(reply.body["status"], status.as_u16());
    assert!(reply.body["title"].is_string());
}
