//! What the backend says of itself is true: schemathesis (PyPI) makes up calls from its description, good and bad ones,
//! and holds every answer against it. No answer is a 5xx or of a status, a kind or a schema that is not described.

use std::path::{Path, PathBuf};
use std::process::Command;

use reqwest::Method;
use serde_json::{Value, json};
use tongban::domain::clock::{Clock, SystemClock};

use super::counter;
use super::server::{IDENTITY, Server, reply, submit};

/// What is held against the description.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,\
                      response_schema_conformance,negative_data_rejection,unsupported_method,ignored_auth,missing_required_header";
const APPLICANT: &str = "42962de0-bdb2-41ed-9397-0242ac120004";

/// The program, in the environment of its own that `make setup` fills.
fn program() -> PathBuf {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/venv/bin/schemathesis");
    assert!(program.exists(), "schemathesis is not installed: `make setup` (python3-venv, tests/data/schemathesis.txt)");
    program
}

/// Runs it over `description`, with the token of staff. One worker: two at once trip over one another in Python 3.11 itself.
async fn hold(server: &Server, description: &Value) {
    let place = tempfile::tempdir().unwrap();
    std::fs::write(place.path().join("openapi.json"), description.to_string()).unwrap();
    let token = format!("Authorization: Bearer {}", server.running.tokens.staff.expose());
    let mut command = Command::new(program());
    command.current_dir(place.path()).args(["run", "openapi.json", "--url", &server.running.url, "--header", &token, "--checks", CHECKS]);
    command.args(["--phases", "examples,coverage,fuzzing", "--max-examples", "10", "--seed", "20261122", "--workers", "1"]);
    command.args(["--generation-database", "none", "--suppress-health-check", "all", "--continue-on-failure", "--no-color"]);
    let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
    assert!(output.status.success(), "{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
}

/// Ids and bodies that mean something, by the name of the parameter and the end of the path.
struct Known {
    ids: Vec<(&'static str, Value)>,
    bodies: Vec<(&'static str, Value)>,
}

impl Known {
    async fn of(server: &Server) -> Self {
        let service = server.allowance().await;
        let forms = server.get(&format!("/registration/v1/services/{service}/eForms")).await.body;
        let filed = server.file(&submit(APPLICANT), None).await.body;
        let sent = counter::send(server, counter::part("a.pdf", counter::pdf(300))).await.body;
        let document = sent["url"].as_str().unwrap().rsplit_once('/').unwrap().1;
        let pension = reply(server.bare(Method::GET, "/registration/v1/services").query(&[("name", "养老金资格认证")])).await.body;
        let payments = super::lookups::service(server, "养老保险待遇发放信息查询").await;
        let staff = server.running.tokens.staff.expose();
        let task = reply(server.bare(Method::GET, "/registration/v1/tasks").bearer_auth(staff)).await.body[0]["taskId"].clone();
        let mut again = submit(APPLICANT);
        again["x-again"] = json!(true);
        let help = json!({"kiosk": "1", "screen": "home", "service": service});
        let call = counter::call(server, &help).await.body;
        Self {
            ids: vec![
                ("serviceId", json!(service)),
                ("eFormId", forms[0]["eFormId"].clone()),
                ("fileId", filed["fileId"].clone()),
                ("applicantId", json!(APPLICANT)),
                ("documentId", json!(document)),
                ("callId", call["id"].clone()),
                ("taskId", task),
            ],
            bodies: vec![
                ("/applications", again),
                ("/{fileId}", submit(APPLICANT)),
                ("/find", json!({"receipt": filed["x-receipt"], "identityEnd": &IDENTITY[14..]})),
                ("/ratings", json!({"occasion": "filed", "level": "satisfied", "why": "快"})),
                ("/complete", json!({"data": {"decision": {"value": "ACCEPT"}}})),
                ("/help-calls", help),
                ("/clock", json!({"date": SystemClock::default().today()})),
                ("/take", json!({"name": "小李"})),
                ("/lookups", json!({"service": payments, "identity": IDENTITY})),
                ("/verifications", json!({"service": pension[0]["id"], "identity": IDENTITY})),
            ],
        }
    }

    /// Puts them into the description as examples, from which calls are then made.
    fn exemplify(&self, description: &mut Value) {
        for (path, item) in description["paths"].as_object_mut().unwrap() {
            for operation in item.as_object_mut().unwrap().values_mut() {
                for parameter in operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten() {
                    if let Some((_, id)) = self.ids.iter().find(|(name, _)| parameter["name"] == *name) {
                        parameter["example"] = id.clone();
                    }
                }
                let Some(content) = operation.pointer_mut("/requestBody/content/application~1json") else { continue };
                if let Some((_, body)) = self.bodies.iter().find(|(end, _)| path.ends_with(end)) {
                    content["example"] = body.clone();
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_answer_is_as_described() {
    let server = Server::sqlite().await;
    let mut description = reply(server.bare(Method::GET, "/openapi.json")).await.body;
    hold(&server, &description).await;
    Known::of(&server).await.exemplify(&mut description);
    hold(&server, &description).await;
    // Not every call was refused.
    let filed = server.get(&format!("/registration/v1/applications?applicantId={APPLICANT}")).await.body;
    assert!(filed.as_array().unwrap().len() > 1, "{filed}");
}
