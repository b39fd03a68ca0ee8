//! A backend killed while it writes: what a terminal was told is there after, once, with the same receipt.

use std::io::{BufRead, BufReader, Lines, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Stdio};
use std::sync::Arc;

use reqwest::StatusCode;
use serde_json::{Value, json};
use tongban::backend::{self, Handed, Office, Options, Taken};
use uuid::Uuid;

use super::clauses::{BEREAVED, INSURANCE, bereaved};
use super::server::{ALLOWANCE, Server, alone, catalogue, http, reply, submit};

const DIRECTORY: &str = "TONGBAN_TEST_KILLED_DIRECTORY";

/// Not a test of its own: the backend that is killed, in a process of its own.
#[tokio::test]
#[ignore = "run by the test below"]
async fn the_one_that_is_killed() {
    let directory = std::env::var_os(DIRECTORY).unwrap();
    let _running = backend::start(Options::embedded(Path::new(&directory), false), catalogue()).await.unwrap();
    writeln!(std::io::stdout(), "{DIRECTORY}").unwrap();
    std::future::pending::<()>().await;
}

/// As above, with a department that takes what it is handed and never says so.
#[tokio::test]
#[ignore = "run by the test below"]
async fn the_one_that_hears_nothing() {
    let directory = PathBuf::from(std::env::var_os(DIRECTORY).unwrap());
    let office = Arc::new(Mute(directory.clone()));
    let _running = backend::start(Options { office, ..Options::embedded(&directory, false) }, catalogue()).await.unwrap();
    writeln!(std::io::stdout(), "{DIRECTORY}").unwrap();
    std::future::pending::<()>().await;
}

/// Where it writes it, and what it says then.
const TAKEN: &str = "taken";

/// Writes down what it takes.
#[derive(Debug)]
struct Mute(PathBuf);

impl Office for Mute {
    fn take<'a>(&'a self, part: &'a Handed) -> Taken<'a> {
        Box::pin(async move {
            if part.department.zh_cn == INSURANCE {
                std::fs::write(self.0.join(TAKEN), part.matter.file.to_string()).unwrap();
                std::io::stdout().write_all(format!("{TAKEN}\n").as_bytes()).unwrap();
                std::future::pending::<()>().await;
            }
            Ok(part.matter.number.clone().unwrap())
        })
    }
}

fn spawn(directory: &Path) -> Child {
    spawn_as(directory, "the_one_that_is_killed").0
}

/// The child, and what it says from then on.
fn spawn_as(directory: &Path, test: &str) -> (Child, Lines<BufReader<ChildStdout>>) {
    let mut child = alone(module_path!(), test).env(DIRECTORY, directory).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().contains(DIRECTORY)), "it did not start");
    (child, lines)
}

/// The same once more, on purpose.
fn again(applicant: &str) -> Value {
    let mut body = submit(applicant);
    body["x-again"] = true.into();
    body
}

#[tokio::test]
async fn a_kill_while_filing_loses_and_doubles_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let mut child = spawn(directory.path());
    let told: Value = serde_json::from_slice(&std::fs::read(directory.path().join("run/backend.json")).unwrap()).unwrap();
    let (url, token) = (told["url"].as_str().unwrap().to_owned(), told["tokens"]["applicant"].as_str().unwrap().to_owned());
    let applicant = Uuid::new_v4().to_string();
    let found = reply(http().get(format!("{url}/registration/v1/services")).query(&[("name", super::server::ALLOWANCE)])).await;
    let path = format!("{url}/registration/v1/services/{}/applications", found.body[0]["id"].as_str().unwrap());

    let keys: Vec<String> = (0..200).map(|_| Uuid::new_v4().to_string()).collect();
    let client = http();
    let (answered, mut answers) = tokio::sync::mpsc::unbounded_channel();
    for key in keys.clone() {
        let call = client.post(&path).bearer_auth(&token).header("Idempotency-Key", &key).json(&again(&applicant));
        let answered = answered.clone();
        tokio::spawn(async move {
            if let Ok(response) = call.send().await
                && response.status() == StatusCode::OK
                && let Ok(body) = response.json::<Value>().await
            {
                let _ = answered.send((key, body));
            }
        });
    }
    drop(answered);
    let mut receipts = Vec::new();
    while let Some(receipt) = answers.recv().await {
        receipts.push(receipt);
        if receipts.len() == 5 {
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    assert!((5..keys.len()).contains(&receipts.len()), "{} were answered before the kill", receipts.len());

    let server = Server::start(Options::embedded(directory.path(), false), tempfile::tempdir().unwrap()).await;
    for (key, body) in &receipts {
        assert_eq!(server.file(&again(&applicant), Some(key)).await.body, *body);
    }
    for key in &keys {
        assert_eq!(server.file(&again(&applicant), Some(key)).await.status, StatusCode::OK);
    }
    let mut filed = 0;
    for first in [0, 100, 200] {
        let path = format!("/registration/v1/applications?applicantId={applicant}&firstResult={first}&maxResult=100");
        filed += server.get(&path).await.body.as_array().unwrap().len();
    }
    assert_eq!(filed, keys.len());
}

/// What was sent back and is being mended: each is mended once, whether its terminal was told so or not.
#[tokio::test]
async fn a_kill_while_mending_loses_and_doubles_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let server = Server::start(Options::embedded(directory.path(), false), tempfile::tempdir().unwrap()).await;
    let mut files = Vec::new();
    for _ in 0..100 {
        let filed = server.filed(ALLOWANCE).await;
        let marked = json!([{"pointer": "/formData/data/phone", "reason": "空号"}]);
        server.decide(&filed, json!({"decision": "SENDBACK", "fields": marked})).await;
        files.push((filed, Uuid::new_v4().to_string()));
    }
    server.running.stop().await;

    let mut child = spawn(directory.path());
    let told: Value = serde_json::from_slice(&std::fs::read(directory.path().join("run/backend.json")).unwrap()).unwrap();
    let (url, token) = (told["url"].as_str().unwrap().to_owned(), told["tokens"]["applicant"].as_str().unwrap().to_owned());
    let client = http();
    let (answered, mut answers) = tokio::sync::mpsc::unbounded_channel();
    for (filed, key) in &files {
        let path = format!("{url}/registration/v1/applications/{}", filed["fileId"].as_str().unwrap());
        let body = json!({"formData": {"data": {"phone": "13900001234"}}});
        let call = client.put(path).bearer_auth(&token).header("Idempotency-Key", key).json(&body);
        let call = call.header("Tongban-Applicant", filed["applicantId"].as_str().unwrap());
        let answered = answered.clone();
        tokio::spawn(async move {
            if let Ok(response) = call.send().await
                && response.status() == StatusCode::OK
                && let Ok(body) = response.json::<Value>().await
            {
                let _ = answered.send(body);
            }
        });
    }
    drop(answered);
    let mut mended = Vec::new();
    while let Some(answer) = answers.recv().await {
        mended.push(answer);
        if mended.len() == 5 {
            child.kill().unwrap();
        }
    }
    child.wait().unwrap();
    assert!((5..files.len()).contains(&mended.len()), "{} were answered before the kill", mended.len());

    let server = Server::start(Options::embedded(directory.path(), false), tempfile::tempdir().unwrap()).await;
    for answer in &mended {
        assert_eq!(server.now(answer).await, *answer, "what was told holds");
    }
    for (filed, key) in &files {
        let again = server.amend(filed, json!({"phone": "13900001234"}), Some(key)).await;
        assert_eq!((again.status, &again.body["status"]["title"]), (StatusCode::OK, &json!("received")), "{}", again.body);
        assert_eq!(again.body["x-timeline"].as_array().unwrap().len(), 3, "once");
        assert_eq!(server.tasks(filed).await.len(), 1);
    }
}

/// Its department has a part, and nobody has written so down: it is handed the same part again, and has it once.
#[tokio::test]
async fn a_kill_while_handing_over_loses_and_doubles_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let (mut child, mut lines) = spawn_as(directory.path(), "the_one_that_hears_nothing");
    let told: Value = serde_json::from_slice(&std::fs::read(directory.path().join("run/backend.json")).unwrap()).unwrap();
    let (url, token) = (told["url"].as_str().unwrap().to_owned(), told["tokens"]["applicant"].as_str().unwrap().to_owned());
    let found = reply(http().get(format!("{url}/registration/v1/services")).query(&[("name", BEREAVED)])).await;
    let path = format!("{url}/registration/v1/services/{}/applications", found.body[0]["id"].as_str().unwrap());
    let (body, key) = (bereaved(super::server::IDENTITY), Uuid::new_v4().to_string());
    let call = http().post(&path).bearer_auth(&token).header("Idempotency-Key", &key).json(&body);
    let call = tokio::spawn(async move { call.send().await.is_ok() });
    let taken = directory.path().join(TAKEN);
    let told = tokio::task::spawn_blocking(move || lines.any(|line| line.unwrap().contains(TAKEN))).await;
    assert!(told.unwrap(), "it was not taken");
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!call.await.unwrap(), "nobody was told");

    let server = Server::start(Options::embedded(directory.path(), false), tempfile::tempdir().unwrap()).await;
    let whole = server.file_for(BEREAVED, &body, Some(&key)).await.body;
    let sent = server.about(&whole, "parts", json!({})).await.body;
    let stages: Vec<&Value> = sent["x-parts"].as_array().unwrap().iter().map(|part| &part["stage"]).collect();
    assert_eq!(stages, ["received"; 3]);
    let again: Vec<String> = server.departments.asked().iter().map(|(_, file)| file.to_string()).collect();
    assert!(again.contains(&std::fs::read_to_string(taken).unwrap()), "the same part again");
    let listed = server.get(&format!("/registration/v1/applications?applicantId={}", body["applicantId"].as_str().unwrap())).await;
    assert_eq!(listed.body.as_array().unwrap().len(), 1);
}
