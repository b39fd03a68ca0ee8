//! A backend that is open to anybody (`tongban serve --open`): staff and owner at once, without a token.

use reqwest::{Method, StatusCode};
use serde_json::json;
use tongban::backend::Options;

use super::server::{Server, reply, submit};

#[tokio::test]
async fn anybody_may_decide_mend_rate_and_withdraw() {
    let directory = tempfile::tempdir().unwrap();
    let options = Options { open: true, ..Options::embedded(directory.path(), false) };
    let server = Server::start(options, directory).await;
    let service = server.allowance().await;
    let file = server.bare(Method::POST, &format!("/registration/v1/services/{service}/applications"));
    let filed = reply(file.json(&submit("42962de0-bdb2-41ed-9397-0242ac120004"))).await;
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
