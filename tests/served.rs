//! What `tongban serve` says on standard error: that it begins and ends, each call if that is wanted, and nothing that
//! somebody typed.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

/// Serves, calls `path` once, ends it as a system does, and gives what it said.
async fn said(arguments: &[&str], path: &str) -> String {
    let data = tempfile::tempdir().unwrap();
    let token = data.path().join("token");
    std::fs::write(&token, "geheim-geheim-geheim").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_tongban"));
    command.env("TONGBAN_DATA_DIR", data.path().join("d")).env_remove("TONGBAN_LOG").env("RUST_BACKTRACE", "0");
    command.args(["serve", "--listen", "127.0.0.1:0", "--terminal-token-file"]).arg(&token).arg("--staff-token-file").arg(&token);
    let mut child = command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let url = lines.find_map(|line| Some(line.unwrap().split_once("http://")?.1.to_owned())).unwrap();
    let address = url.split(|c: char| !(c.is_ascii_digit() || c == '.' || c == ':')).next().unwrap().to_owned();
    let answer = crate::contract::server::http().get(format!("http://{address}{path}")).bearer_auth("geheim-geheim-geheim");
    answer.send().await.unwrap();
    let process = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw).unwrap();
    rustix::process::kill_process(process, rustix::process::Signal::TERM).unwrap();
    let mut told = String::new();
    child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
    assert!(child.wait().unwrap().success(), "{told}");
    told
}

#[tokio::test]
async fn says_that_it_begins_and_ends_and_each_call_if_wanted() {
    let path = "/registration/v1/services?limit=1&name=13800001234";
    let quiet = said(&[], path).await;
    for line in ["the backend answers", "the backend has ended"] {
        assert_eq!(quiet.matches(line).count(), 1, "{quiet}");
    }
    assert!(!quiet.contains("/registration/v1/services"), "{quiet}");
    let told = said(&["--access-log"], path).await;
    assert!(told.lines().any(|line| ["GET", "/registration/v1/services", "status=200"].iter().all(|word| line.contains(word))), "{told}");
    let known = said(&["--access-log"], "/registration/v1/applications?applicantId=42962de0-bdb2-41ed-9397-0242ac120004").await;
    for secret in ["13800001234", "geheim", "42962de0"] {
        assert!([&quiet, &told, &known].iter().all(|said| !said.contains(secret)), "{secret}");
    }
}
