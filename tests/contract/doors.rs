//! What a web page in a browser of this machine may not do, and a registry that is asked too often or does not answer.

use std::sync::Arc;

use jiff::civil::Date;
use reqwest::{Method, StatusCode};
use serde_json::json;
use tongban::backend::{Options, Registry, Verified};
use tongban::domain::failure::{Failure, FailureKind};
use tongban::domain::secret::Secret;

use super::clauses::assert_problem;
use super::lookups::service;
use super::server::{IDENTITY, Reply, Server, another, reply};

const VERIFICATIONS: &str = "/tongban/v1/verifications";
const APPLICANT: &str = "42962de0-bdb2-41ed-9397-0242ac120004";

/// A name that a page's owner lets resolve to 127.0.0.1 makes its page a page of ours (DNS rebinding).
#[tokio::test]
async fn on_loopback_only_names_of_this_machine_are_answered() {
    let server = Server::sqlite().await;
    let port = server.running.url.rsplit_once(':').unwrap().1.to_owned();
    let ask = |host: String| reply(server.call(Method::GET, "/registration/v1/services?limit=1").header("Host", host));
    for foreign in
        ["rebind.example".to_owned(), format!("rebind.example:{port}"), format!("localhost.example:{port}"), "10.0.0.1".to_owned()]
    {
        assert_problem(&ask(foreign).await, StatusCode::MISDIRECTED_REQUEST);
    }
    for own in ["localhost".to_owned(), format!("localhost:{port}"), format!("127.0.0.1:{port}"), format!("[::1]:{port}")] {
        assert_eq!(ask(own).await.status, StatusCode::OK);
    }
}

/// A page may send these without asking (CORS): no body of them is read, whatever the call.
#[tokio::test]
async fn no_body_is_taken_that_a_foreign_page_could_send() {
    let server = Server::sqlite().await;
    let filed = reply(
        server
            .call(Method::POST, &format!("/registration/v1/services/{}/applications", server.allowance().await))
            .json(&another(APPLICANT)),
    );
    let own = format!("/tongban/v1/applications/{}", filed.await.body["fileId"].as_str().unwrap());
    for call in ["withdraw", "parts", "ratings"] {
        for kind in ["text/plain", "text/plain;charset=UTF-8", "application/x-www-form-urlencoded"] {
            let sent = server.call(Method::POST, &format!("{own}/{call}")).header("Content-Type", kind).body("{}");
            assert_problem(&reply(sent).await, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        }
        let sent = server.call(Method::POST, &format!("{own}/{call}")).body("{}");
        assert_problem(&reply(sent).await, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    let withdrawn = reply(server.call(Method::POST, &format!("{own}/withdraw")).json(&json!(null))).await;
    assert_eq!(withdrawn.status, StatusCode::OK);
}

#[derive(Debug)]
struct Silent;

impl Registry for Silent {
    fn verified<'a>(&'a self, _: &'a Secret, _: Date) -> Verified<'a> {
        Box::pin(std::future::pending())
    }
}

#[derive(Debug)]
struct Down;

impl Registry for Down {
    fn verified<'a>(&'a self, _: &'a Secret, _: Date) -> Verified<'a> {
        Box::pin(async { Err(Failure::new(FailureKind::Broken)) })
    }
}

async fn verify(server: &Server, identity: &str) -> Reply {
    let pension = service(server, "养老金资格认证").await;
    reply(server.call(Method::POST, VERIFICATIONS).json(&json!({"service": pension, "identity": identity}))).await
}

#[tokio::test]
async fn nobody_is_verified_more_than_five_times_an_hour() {
    let server = Server::sqlite().await;
    for _ in 0..5 {
        assert_eq!(verify(&server, IDENTITY).await.status, StatusCode::OK);
    }
    let refused = verify(&server, "11010519491231002x").await;
    assert_problem(&refused, StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.headers.contains_key("retry-after") && !refused.body.to_string().contains(IDENTITY));
    assert_eq!(verify(&server, "110105194902110032").await.status, StatusCode::OK, "another person");
}

#[tokio::test]
async fn a_registry_that_does_not_answer_is_given_up_and_not_counted() {
    let directory = tempfile::tempdir().unwrap();
    let options = Options { registry: Arc::new(Silent), ..Options::embedded(directory.path(), false) };
    let server = Server::start(options, directory).await;
    assert_problem(&verify(&server, IDENTITY).await, StatusCode::GATEWAY_TIMEOUT);
    let directory = tempfile::tempdir().unwrap();
    let options = Options { registry: Arc::new(Down), ..Options::embedded(directory.path(), false) };
    let server = Server::start(options, directory).await;
    for _ in 0..6 {
        assert_problem(&verify(&server, IDENTITY).await, StatusCode::SERVICE_UNAVAILABLE);
    }
}
