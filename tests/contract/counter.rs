//! The clauses beside the filing: documents, calls for help, verifications; each over a fresh backend.

use reqwest::multipart::{Form, Part};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::clauses::assert_problem;
use super::server::{IDENTITY, Reply, Server, reply, submit};
use super::standard::assert_is;

const DOCUMENTS: &str = "/registration/v1/documents";
const HELP_CALLS: &str = "/tongban/v1/help-calls";
const VERIFICATIONS: &str = "/tongban/v1/verifications";
const UNKNOWN: &str = "42962de0-bdb2-41ed-9397-0242ac120004";
const LARGEST: usize = 10 * 1024 * 1024;

/// A PDF of `length` bytes.
pub fn pdf(length: usize) -> Vec<u8> {
    let tail = "\nxref\n0 1\n";
    let end = format!("trailer\n<<>>\nstartxref\n{:>10}\n%%EOF\n", 0);
    let fill = length - b"%PDF-1.7\n".len() - tail.len() - end.len();
    let body = format!("%PDF-1.7\n{}{tail}", "%".repeat(fill));
    let end = end.replace(&format!("{:>10}", 0), &format!("{:>10}", body.len() - tail.len() + 1));
    [body.into_bytes(), end.into_bytes()].concat()
}

/// A PNG that claims `width` by `height` pixels.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = png::Encoder::new(&mut bytes, 1, 1).write_header().unwrap();
    writer.write_image_data(&[0]).unwrap();
    writer.finish().unwrap();
    bytes[16..24].copy_from_slice(&[width.to_be_bytes(), height.to_be_bytes()].concat());
    bytes
}

pub fn part(name: &str, bytes: Vec<u8>) -> Form {
    Form::new().part("file", Part::bytes(bytes).file_name(name.to_owned()))
}

pub async fn send(server: &Server, form: Form) -> Reply {
    reply(server.call(Method::POST, DOCUMENTS).multipart(form)).await
}

/// As many files as lie beside the database.
fn kept(server: &Server) -> usize {
    std::fs::read_dir(server.directory().join("documents")).map_or(0, Iterator::count)
}

pub async fn takes_a_document_and_gives_it_back(server: &Server) {
    for (bytes, kind) in [(pdf(300), "application/pdf"), (png(100, 100), "image/png"), (pdf(LARGEST), "application/pdf")] {
        let sent = send(server, part("身份证.exe", bytes.clone()).text("note", "not asked for")).await;
        assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
        assert_is("uploadResponse", &sent.body);
        assert_eq!((&sent.body["code"], &sent.body["type"], &sent.body["message"]), (&json!(200), &json!(kind), &json!("")));
        let url = sent.body["url"].as_str().unwrap();
        let back = server.call(Method::GET, url).send().await.unwrap();
        assert_eq!((back.status(), back.headers()["content-type"].to_str().unwrap()), (StatusCode::OK, kind));
        assert_eq!(back.headers()["content-disposition"], "attachment");
        assert_eq!(back.bytes().await.unwrap(), bytes);
        let staff = server.bare(Method::GET, url).bearer_auth(server.running.tokens.staff.expose()).send().await.unwrap();
        assert_eq!(staff.bytes().await.unwrap(), bytes);
    }
    assert_eq!(kept(server), 3);
    assert_problem(&server.get(&format!("{DOCUMENTS}/{UNKNOWN}")).await, StatusCode::NOT_FOUND);
    assert_problem(&server.get(&format!("{DOCUMENTS}/..%2fbackend.db")).await, StatusCode::NOT_FOUND);
}

pub async fn gives_a_document_to_one_application(server: &Server) {
    let sent = send(server, part("a.pdf", pdf(300))).await.body;
    let with = |urls: Value| {
        let mut body = submit(&uuid::Uuid::new_v4().to_string());
        body["documentUrls"] = urls;
        body["x-again"] = json!(true);
        body
    };
    for unknown in [
        json!([sent["url"], format!("{DOCUMENTS}/{UNKNOWN}")]),
        json!(["https://example.org/virus.exe"]),
        json!([format!("https://example.org{}", sent["url"].as_str().unwrap())]),
    ] {
        let refused = server.file(&with(unknown), None).await;
        assert_problem(&refused, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.body["errors"], json!([{"pointer": "/documentUrls", "code": "document"}]));
    }
    let filed = server.file(&with(json!([sent["url"]])), None).await;
    assert_eq!(filed.status, StatusCode::OK, "{}", filed.body);
    assert_problem(&server.file(&with(json!([sent["url"]])), None).await, StatusCode::UNPROCESSABLE_ENTITY);
    let listed = reply(server.bare(Method::GET, "/registration/v1/applications").bearer_auth(server.running.tokens.staff.expose())).await;
    assert_eq!(listed.body.as_array().unwrap().len(), 1, "what was refused is not there");
    assert_eq!(listed.body[0]["documentUrls"], json!([sent["url"]]));

    let file = format!("/registration/v1/applications/{}", filed.body["fileId"].as_str().unwrap());
    let later = send(server, part("b.pdf", pdf(400))).await.body;
    for (url, status) in
        [(format!("{DOCUMENTS}/{UNKNOWN}"), StatusCode::UNPROCESSABLE_ENTITY), (later["url"].as_str().unwrap().to_owned(), StatusCode::OK)]
    {
        let put = server.bare(Method::PUT, &file).bearer_auth(server.running.tokens.staff.expose());
        let mut body = submit(filed.body["applicantId"].as_str().unwrap());
        body["documentUrls"] = json!([url]);
        assert_eq!(reply(put.json(&body)).await.status, status);
    }
}

pub async fn takes_no_document_but_by_its_content(server: &Server) {
    let zip = b"PK\x03\x04\x14\0\0\0\x08\0and so on PK\x05\x06".to_vec();
    let half = pdf(300)[..250].to_vec();
    for (name, bytes) in [
        ("a.pdf", b"MZ\x90\0\x03\0\0\0 This program cannot be run in DOS mode.".to_vec()),
        ("a.pdf", zip.clone()),
        ("a.pdf", [pdf(300), zip].concat()),
        ("a.pdf", half),
        ("a.png", png(u32::MAX, u32::MAX)),
        ("a.png", png(10_000, 5_001)),
        ("a.jpg", b"<svg onload='alert(1)'/>".to_vec()),
        ("a.jpg", Vec::new()),
    ] {
        let part = Part::bytes(bytes).file_name(name).mime_str("application/pdf").unwrap();
        assert_problem(&send(server, Form::new().part("file", part)).await, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    for name in ["../../backend.db", "/etc/passwd", "\u{202e}fdp.exe", "<script>.pdf", "'; DROP TABLE document; --"] {
        assert_eq!(send(server, part(name, pdf(300))).await.status, StatusCode::OK, "{name}");
    }
    assert_problem(&send(server, part("a\u{0}b.pdf", pdf(300))).await, StatusCode::BAD_REQUEST);
    assert_eq!(kept(server), 5);
}

pub async fn refuses_a_bad_upload_and_keeps_nothing_of_it(server: &Server) {
    assert_problem(&send(server, part("a.pdf", pdf(LARGEST + 1))).await, StatusCode::PAYLOAD_TOO_LARGE);
    assert_problem(&send(server, part("a.pdf", pdf(2 * LARGEST))).await, StatusCode::PAYLOAD_TOO_LARGE);
    assert_problem(&send(server, Form::new()).await, StatusCode::BAD_REQUEST);
    assert_problem(&send(server, Form::new().text("document", "x")).await, StatusCode::BAD_REQUEST);
    let two = part("a.pdf", pdf(300)).part("file", Part::bytes(pdf(300)).file_name("b.pdf"));
    assert_problem(&send(server, two).await, StatusCode::BAD_REQUEST);
    let raw = |kind: &'static str, body: &'static str| reply(server.call(Method::POST, DOCUMENTS).header("Content-Type", kind).body(body));
    assert_problem(&raw("application/json", "{}").await, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_problem(&raw("multipart/form-data", "").await, StatusCode::BAD_REQUEST);
    for body in ["", "--x", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n%PDF-1.7"] {
        assert_problem(&raw("multipart/form-data; boundary=x", body).await, StatusCode::BAD_REQUEST);
    }
    let bare = server.bare(Method::POST, DOCUMENTS).multipart(part("a.pdf", pdf(300)));
    assert_problem(&reply(bare).await, StatusCode::UNAUTHORIZED);
    assert_eq!(kept(server), 0);
}

pub async fn a_full_or_missing_disk_passes(server: &Server) {
    let place = server.directory().join("documents");
    std::fs::write(&place, "in the way").unwrap();
    let refused = send(server, part("a.pdf", pdf(300))).await;
    assert_problem(&refused, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refused.headers["retry-after"], "2");
    std::fs::remove_file(&place).unwrap();
    let sent = send(server, part("a.pdf", pdf(300))).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
    std::fs::remove_dir_all(&place).unwrap();
    assert_problem(&server.get(sent.body["url"].as_str().unwrap()).await, StatusCode::SERVICE_UNAVAILABLE);
}

pub async fn call(server: &Server, call: &Value) -> Reply {
    reply(server.call(Method::POST, HELP_CALLS).json(call)).await
}

async fn take(server: &Server, id: &str, name: &str) -> Reply {
    let staff = server.running.tokens.staff.expose();
    reply(server.bare(Method::POST, &format!("{HELP_CALLS}/{id}/take")).bearer_auth(staff).json(&json!({"name": name}))).await
}

async fn waiting(server: &Server) -> Value {
    reply(server.bare(Method::GET, HELP_CALLS).bearer_auth(server.running.tokens.staff.expose())).await.body
}

pub async fn calls_help_and_says_who_comes(server: &Server) {
    let service = server.allowance().await;
    let first = call(server, &json!({"kiosk": "1号机", "screen": "fill", "service": service})).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.body);
    let second = call(server, &json!({"kiosk": "2号机", "screen": "home"})).await.body;
    assert_eq!((&first.body["kiosk"], &first.body["screen"], &first.body["service"]), (&json!("1号机"), &json!("fill"), &json!(service)));
    assert_eq!(call(server, &json!({"kiosk": "1号机", "screen": "home"})).await.body, first.body);
    assert_eq!(waiting(server).await, json!([first.body, second]));

    let id = first.body["id"].as_str().unwrap();
    assert_eq!(server.get(&format!("{HELP_CALLS}/{id}")).await.body, first.body);
    let taken = take(server, id, "小李").await;
    assert_eq!((taken.status, &taken.body["takenBy"]), (StatusCode::OK, &json!("小李")));
    assert_eq!(take(server, id, " 小李 ").await.body, taken.body);
    assert_problem(&take(server, id, "小张").await, StatusCode::CONFLICT);
    assert_eq!(server.get(&format!("{HELP_CALLS}/{id}")).await.body, taken.body);
    assert_eq!(waiting(server).await, json!([second]));
    let again = call(server, &json!({"kiosk": "1号机", "screen": "home"})).await.body;
    assert_ne!(again["id"], first.body["id"]);
    assert_problem(&take(server, UNKNOWN, "小李").await, StatusCode::NOT_FOUND);
    assert_problem(&server.get(&format!("{HELP_CALLS}/{UNKNOWN}")).await, StatusCode::NOT_FOUND);
}

pub async fn a_hundred_calls_of_one_machine_are_one(server: &Server) {
    let body = json!({"kiosk": "1", "screen": "home"});
    let calls: Vec<_> = (0..100).map(|_| tokio::spawn(reply(server.call(Method::POST, HELP_CALLS).json(&body)))).collect();
    let mut answers = Vec::new();
    for call in calls {
        answers.push(call.await.unwrap().body);
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    assert_eq!(waiting(server).await, json!([answers[0]]));
}

pub async fn bounds_what_a_call_for_help_says(server: &Server) {
    let long = "号".repeat(65);
    for (call_body, pointer, code) in [
        (json!({"kiosk": " ", "screen": "home"}), "/kiosk", "empty"),
        (json!({"kiosk": long, "screen": "home"}), "/kiosk", "too-long"),
        (json!({"kiosk": "1", "screen": "a\u{0}b"}), "/screen", "character"),
        (json!({"kiosk": "1", "screen": "home", "service": UNKNOWN}), "/service", "service"),
    ] {
        let refused = call(server, &call_body).await;
        assert_problem(&refused, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.body["errors"], json!([{"pointer": pointer, "code": code}]));
    }
    let id = call(server, &json!({"kiosk": "1", "screen": "home"})).await.body["id"].as_str().unwrap().to_owned();
    for (name, code) in [("", "empty"), (&*long, "too-long"), ("小\u{1b}李", "character")] {
        let refused = take(server, &id, name).await;
        assert_problem(&refused, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.body["errors"], json!([{"pointer": "/name", "code": code}]));
    }
    // A terminal calls; it neither sees the others nor takes a call. Without a token nobody does anything.
    assert_problem(&server.get(HELP_CALLS).await, StatusCode::FORBIDDEN);
    let taken = server.call(Method::POST, &format!("{HELP_CALLS}/{id}/take")).json(&json!({"name": "小李"}));
    assert_problem(&reply(taken).await, StatusCode::FORBIDDEN);
    for bare in [server.bare(Method::GET, HELP_CALLS), server.bare(Method::POST, HELP_CALLS).json(&json!({"kiosk": "1", "screen": "home"}))]
    {
        assert_problem(&reply(bare).await, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(waiting(server).await[0]["id"], id);
}

pub async fn says_until_when_somebody_is_verified(server: &Server) {
    let found = reply(server.bare(Method::GET, "/registration/v1/services").query(&[("name", "养老金资格认证")])).await;
    let service = found.body[0]["id"].as_str().unwrap();
    assert_eq!(found.body[0]["x-handling"], "verify_in_person");
    let ask = async |service: &str, identity: &str| {
        reply(server.call(Method::POST, VERIFICATIONS).json(&json!({"service": service, "identity": identity}))).await
    };
    let known = ask(service, IDENTITY).await;
    assert_eq!((known.status, &known.body["sample"]), (StatusCode::OK, &json!(true)));
    let until = known.body["until"].as_str().unwrap();
    assert!(until.ends_with("-12-31"), "{until}");
    assert_eq!(ask(service, "11010519491231002x").await.body, known.body);
    let unknown = ask(service, "110105194912310046").await;
    assert_eq!((unknown.status, unknown.body), (StatusCode::OK, json!({"sample": true})));
    for (identity, code) in
        [("", "empty"), ("1", "identity-length"), ("110105194912310021", "identity-check"), ("1101051949123100\u{0}", "identity-character")]
    {
        let refused = ask(service, identity).await;
        assert_problem(&refused, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.body["errors"], json!([{"pointer": "/identity", "code": code}]));
    }
    assert_problem(&ask(&server.allowance().await, IDENTITY).await, StatusCode::NOT_FOUND);
    assert_problem(&ask(UNKNOWN, IDENTITY).await, StatusCode::NOT_FOUND);
    let bare = server.bare(Method::POST, VERIFICATIONS).json(&json!({"service": service, "identity": IDENTITY}));
    assert_problem(&reply(bare).await, StatusCode::UNAUTHORIZED);
}
