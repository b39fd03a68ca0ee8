//! A backend that asks for no token: of terminals (`tongban serve --open`), or of anybody on this machine, who is then staff and
//! owner at once (`--open-staff`).

use reqwest::{Method, StatusCode};
use serde_json::json;
use tongban::backend::{self, Error, Open, Options};

use super::clauses::assert_problem;
use super::server::{Server, reply, submit};

const APPLICANT: &str = "42962de0-bdb2-41ed-9397-0242ac120004";

#[tokio::test]
async fn where_terminals_need_no_token_staff_need_theirs() {
    let directory = tempfile::tempdir().unwrap();
    let server = Server::start(Options { open: Open::Terminals, ..Options::embedded(directory.path(), false) }, directory).await;
    let path = format!("/registration/v1/services/{}/applications", server.allowance().await);
    let filed = reply(server.bare(Method::POST, &path).json(&submit(APPLICANT))).await;
    assert_eq!(filed.status, StatusCode::OK, "{}", filed.body);
    let file = format!("/registration/v1/applications/{}", filed.body["fileId"].as_str().unwrap());
    assert_problem(&reply(server.bare(Method::GET, &file)).await, StatusCode::FORBIDDEN);
    let own = server.bare(Method::GET, &file).header("Tongban-Applicant", APPLICANT);
    assert_eq!(reply(own).await.status, StatusCode::OK);
    let task = server.tasks(&filed.body).await[0]["taskId"].as_str().unwrap().to_owned();
    let complete = format!("/registration/v1/tasks/{task}/complete");
    let decision = json!({"data": {"decision": {"value": "ACCEPT"}}});
    for refused in [
        server.bare(Method::GET, "/registration/v1/tasks"),
        server.bare(Method::GET, &format!("/registration/v1/tasks/{task}")),
        server.bare(Method::POST, &complete).json(&decision),
        server.bare(Method::GET, "/registration/v1/applications"),
        server.bare(Method::GET, "/tongban/v1/help-calls"),
        server.bare(Method::POST, "/tongban/v1/clock").json(&json!({"date": "2026-11-22"})),
    ] {
        assert_problem(&reply(refused).await, StatusCode::FORBIDDEN);
    }
    assert_eq!(reply(server.staff(Method::POST, &complete).json(&decision)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn nobody_else_s_machine_reaches_a_backend_open_as_staff() {
    let directory = tempfile::tempdir().unwrap();
    let everywhere = ([0, 0, 0, 0], 0).into();
    let options = Options { open: Open::Staff, listen: everywhere, ..Options::embedded(directory.path(), false) };
    let refused = backend::start(options, super::server::catalogue()).await;
    assert!(matches!(refused, Err(Error::OpenStaff(address)) if address == everywhere));
    assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 0, "something was written");
}

#[tokio::test]
async fn anybody_may_decide_mend_rate_and_withdraw() {
    let directory = tempfile::tempdir().unwrap();
    let options = Options { open: Open::Staff, ..Options::embedded(directory.path(), false) };
    let server = Server::start(options, directory).await;
    let service = server.allowance().await;
    let file = server.bare(Method::POST, &format!("/registration/v1/services/{service}/applications"));
    let filed = reply(file.json(&submit(APPLICANT))).await;
    assert_eq!(filed.status, StatusCode::OK, "{}", filed.body);
    let file = filed.body["fileId"].as_str().unwrap();
    let tasks = reply(server.bare(Method::GET, "/registration/v1/tasks")).await.body;
    let complete = format!("/registration/v1/tasks/{}/complete", tasks[0]["taskId"].as_str().unwrap());
    let fields = json!([{"pointer": "/formData/data/phone", "reason": "空号"}]);
    let decision = json!({"data": {"decision": {"value": "SENDBACK"}, "fields": {"value": fields}}});
    assert_eq!(reply(server.bare(Method::POST, &complete).json(&decision)).await.status, StatusCode::OK);
    // Who mends what is asked for is taken for its owner; then it goes on.
    let path = format!("/registration/v1/applications/{file}");
    let mended = server.bare(Method::PUT, &path).json(&json!({"formData": {"data": {"phone": {"value": "13900001234"}}}}));
    assert_eq!(reply(mended).await.body["status"]["title"], "received");
    let own = format!("/tongban/v1/applications/{file}");
    let rating = server.bare(Method::POST, &format!("{own}/ratings")).json(&json!({"occasion": "filed", "level": "satisfied"}));
    assert_eq!(reply(rating).await.status, StatusCode::OK);
    assert_eq!(reply(server.bare(Method::POST, &format!("{own}/withdraw"))).await.body["status"]["title"], "withdrawn");
    server.running.stop().await;
}
