//! A disk that is full or fails under `tongban serve`, and a PostgreSQL server without room: what was acknowledged is
//! there after any end, and what was refused is not.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use reqwest::StatusCode;
use serde_json::Value;
use tempfile::TempDir;
use uuid::Uuid;

use super::postgres::Cluster;
use super::server::{ALLOWANCE, Server, another, http, reply};

const TOKEN: &str = "a-token-of-the-test-alone";
/// More than fit into the log of the database before it has to grow.
const MANY: usize = 200;

/// A disk whose faults are injected, and the program preloaded for that.
struct Disk(TempDir);

impl Disk {
    fn new() -> Self {
        let disk = Self(tempfile::tempdir().unwrap());
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/disk.c");
        let built = Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(disk.path("disk.so")).arg(source).arg("-ldl").status();
        assert!(built.unwrap().success());
        std::fs::write(disk.path("token"), TOKEN).unwrap();
        disk.is("good");
        disk
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    /// What its state is from now on: `good`, or as `tests/data/disk.c` says.
    fn is(&self, state: &str) {
        let state = if state == "good" { "" } else { state };
        std::fs::write(self.path("state.new"), state).unwrap();
        std::fs::rename(self.path("state.new"), self.path("state")).unwrap();
    }

    fn serve(&self) -> Served {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tongban"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--data-dir"]).arg(self.path("data"));
        command.arg("--terminal-token-file").arg(self.path("token"));
        command.env("LD_PRELOAD", self.path("disk.so"));
        command.env("DISK_DIRECTORY", self.path("data")).env("DISK_STATE", self.path("state"));
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.find_map(|line| Some(line.unwrap().split_once("http://")?.1.to_owned())).expect("it did not start");
        let address: String = line.chars().take_while(|c| c.is_ascii_digit() || ".:".contains(*c)).collect();
        Served { child, url: format!("http://{address}"), applicant: "42962de0-bdb2-41ed-9397-0242ac120004" }
    }
}

/// A backend that is killed when dropped.
struct Served {
    child: Child,
    url: String,
    applicant: &'static str,
}

impl Drop for Served {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Served {
    async fn service(&self) -> String {
        let found = http().get(format!("{}/registration/v1/services", self.url)).query(&[("name", ALLOWANCE)]).bearer_auth(TOKEN);
        reply(found).await.body[0]["id"].as_str().unwrap().to_owned()
    }

    /// Files for somebody nobody else is: the file, or the status of the refusal.
    async fn file(&self, service: &str) -> Result<String, StatusCode> {
        let call = http().post(format!("{}/registration/v1/services/{service}/applications", self.url)).json(&another(self.applicant));
        let call = call.bearer_auth(TOKEN).header("Tongban-Applicant", self.applicant);
        let filed = reply(call.header("Idempotency-Key", Uuid::new_v4().to_string())).await;
        if filed.status == StatusCode::OK { Ok(filed.body["fileId"].as_str().unwrap().to_owned()) } else { Err(filed.status) }
    }

    /// All that is there.
    async fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        loop {
            let query = [("applicantId", self.applicant), ("firstResult", &files.len().to_string()), ("maxResult", "100")];
            let call = http().get(format!("{}/registration/v1/applications", self.url)).query(&query);
            let listed = reply(call.bearer_auth(TOKEN).header("Tongban-Applicant", self.applicant)).await;
            assert_eq!(listed.status, StatusCode::OK, "{}", listed.body);
            let page = listed.body.as_array().unwrap();
            if page.is_empty() {
                return files;
            }
            files.extend(page.iter().map(|one: &Value| one["fileId"].as_str().unwrap().to_owned()));
        }
    }
}

async fn keeps_what_it_acknowledged(state: &str) {
    let disk = Disk::new();
    let served = disk.serve();
    let service = served.service().await;
    let mut acknowledged = vec![served.file(&service).await.unwrap()];
    disk.is(state);
    let mut refused = 0;
    for _ in 0..MANY {
        match served.file(&service).await {
            Ok(file) => acknowledged.push(file),
            Err(status) => {
                assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
                refused += 1;
            }
        }
        if refused == 2 {
            break;
        }
    }
    assert_eq!(refused, 2, "{state}: the disk was never full");
    assert_eq!(served.files().await.len(), acknowledged.len(), "{state}: it can be read all the same");
    disk.is("good");
    for _ in 0..5 {
        acknowledged.push(served.file(&service).await.unwrap());
    }
    drop(served);
    acknowledged.sort();
    let mut there = disk.serve().files().await;
    there.sort();
    assert_eq!(there, acknowledged, "{state}");
}

#[tokio::test]
async fn a_full_disk_loses_nothing_that_was_acknowledged() {
    keeps_what_it_acknowledged("room 0").await;
}

#[tokio::test]
async fn a_failing_disk_loses_nothing_that_was_acknowledged() {
    keeps_what_it_acknowledged("EIO").await;
}

#[tokio::test]
async fn a_start_on_a_full_disk_reads_what_is_there() {
    let disk = Disk::new();
    let mut served = disk.serve();
    let file = served.file(&served.service().await).await.unwrap();
    let process = i32::try_from(served.child.id()).ok().and_then(rustix::process::Pid::from_raw).unwrap();
    rustix::process::kill_process(process, rustix::process::Signal::TERM).unwrap();
    served.child.wait().unwrap();
    disk.is("room 0");
    assert_eq!(disk.serve().files().await, [file]);
}

#[tokio::test]
async fn a_full_postgresql_loses_nothing_that_was_acknowledged() {
    let cluster = Cluster::start();
    let server = Server::postgres(&cluster, "full").await;
    let refuse = "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS \
                  $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = '53100'; END $$; \
                  CREATE TRIGGER no_room BEFORE INSERT ON step FOR EACH ROW EXECUTE FUNCTION no_room()";
    let applicant = "42962de0-bdb2-41ed-9397-0242ac120004";
    let before = server.filed(ALLOWANCE).await;
    cluster.execute("full", refuse);
    for _ in 0..20 {
        assert_eq!(server.file(&another(applicant), None).await.status, StatusCode::SERVICE_UNAVAILABLE);
    }
    assert_eq!(server.now(&before).await, before);
    cluster.execute("full", "DROP TRIGGER no_room ON step");
    for _ in 0..20 {
        server.filed(ALLOWANCE).await;
    }
    assert_eq!(cluster.execute("full", "SELECT count(*) FROM application").trim(), "21", "as another program sees it");
}
