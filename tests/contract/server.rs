//! A backend to test, and raw HTTP to it.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;
use tongban::backend::{self, Database, Options, Running};
use tongban::domain::catalogue::Catalogue;
use tongban::domain::secret::Secret;

use super::postgres::Cluster;
use crate::departments::Departments;

/// A person who exists only in GB 11643-1999, as its example.
pub const IDENTITY: &str = "11010519491231002X";

/// The service whose form is filed here, by its official name.
pub const ALLOWANCE: &str = "老年人福利补贴（高龄津贴）";

/// A service made up for these tests.
pub const PAPERS: &str = "樟木箱登记";

/// A running backend.
pub struct Server {
    pub running: Running,
    pub http: reqwest::Client,
    pub departments: Departments,
    directory: TempDir,
}

/// An answer, read.
pub struct Reply {
    pub status: StatusCode,
    pub headers: reqwest::header::HeaderMap,
    pub body: Value,
}

impl Server {
    pub async fn sqlite() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let options = Options::embedded(directory.path(), false);
        Self::start(options, directory).await
    }

    pub async fn postgres(cluster: &Cluster, name: &str) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let database = Database::Url(Secret::new(cluster.create(name)));
        let options = Options { database, ..Options::embedded(directory.path(), false) };
        Self::start(options, directory).await
    }

    pub async fn start(options: Options, directory: TempDir) -> Self {
        let departments = Departments::default();
        let options = Options { office: Arc::new(departments.clone()), ..options };
        let running = backend::start(options, catalogue()).await.unwrap();
        Self { running, http: http(), departments, directory }
    }

    /// Where it keeps everything, unless its options say otherwise.
    pub fn directory(&self) -> &std::path::Path {
        self.directory.path()
    }

    /// A call with the terminal's token, in a session of the applicant most tests file as.
    pub fn call(&self, method: Method, path: &str) -> RequestBuilder {
        self.terminal(method, path).header("Tongban-Applicant", "42962de0-bdb2-41ed-9397-0242ac120004")
    }

    /// A call with the terminal's token alone.
    pub fn terminal(&self, method: Method, path: &str) -> RequestBuilder {
        self.bare(method, path).bearer_auth(self.running.tokens.applicant.expose())
    }

    /// A call without a token.
    pub fn bare(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.running.url))
    }

    pub async fn get(&self, path: &str) -> Reply {
        reply(self.call(Method::GET, path)).await
    }

    /// A call with the token of staff.
    pub fn staff(&self, method: Method, path: &str) -> RequestBuilder {
        self.bare(method, path).bearer_auth(self.running.tokens.staff.expose())
    }

    /// The id of the allowance, found as a resident finds it.
    pub async fn allowance(&self) -> String {
        self.service(ALLOWANCE).await
    }

    /// The id of a service.
    pub async fn service(&self, name: &str) -> String {
        let found = self.bare(Method::GET, "/registration/v1/services").query(&[("name", name), ("limit", "1")]);
        reply(found).await.body[0]["id"].as_str().unwrap().to_owned()
    }

    /// Files `body` for the allowance.
    pub async fn file(&self, body: &Value, key: Option<&str>) -> Reply {
        self.file_for(ALLOWANCE, body, key).await
    }

    /// Files `body` for the service `name`.
    pub async fn file_for(&self, name: &str, body: &Value, key: Option<&str>) -> Reply {
        let path = format!("/registration/v1/services/{}/applications", self.service(name).await);
        let mut call = self.call(Method::POST, &path).json(body);
        if let Some(key) = key {
            call = call.header("Idempotency-Key", key);
        }
        reply(call).await
    }

    /// Files for a person nobody else is; the whole answer.
    pub async fn filed(&self, name: &str) -> Value {
        let filed = self.file_for(name, &another("42962de0-bdb2-41ed-9397-0242ac120004"), None).await;
        assert_eq!(filed.status, StatusCode::OK, "{}", filed.body);
        filed.body
    }

    /// The open tasks of a file.
    pub async fn tasks(&self, file: &Value) -> Vec<Value> {
        let listed = reply(self.staff(Method::GET, "/registration/v1/tasks").query(&[("fileId", file["fileId"].as_str().unwrap())])).await;
        listed.body.as_array().unwrap().clone()
    }

    /// Completes the open task of a file with `data`.
    pub async fn decide(&self, file: &Value, data: Value) -> Reply {
        let task = self.tasks(file).await[0]["taskId"].as_str().unwrap().to_owned();
        self.complete(&task, data).await
    }

    /// Completes a task with `data`.
    pub async fn complete(&self, task: &str, data: Value) -> Reply {
        reply(self.staff(Method::POST, &format!("/registration/v1/tasks/{task}/complete")).json(&json!({ "data": data }))).await
    }

    /// A file as its terminal sees it.
    pub async fn now(&self, file: &Value) -> Value {
        self.get(&format!("/registration/v1/applications/{}", file["fileId"].as_str().unwrap())).await.body
    }

    /// Amends a file as its terminal does.
    pub async fn amend(&self, file: &Value, data: Value, key: Option<&str>) -> Reply {
        let path = format!("/registration/v1/applications/{}", file["fileId"].as_str().unwrap());
        let mut call = self.call(Method::PUT, &path).json(&json!({ "formData": { "data": data } }));
        if let Some(key) = key {
            call = call.header("Idempotency-Key", key);
        }
        reply(call).await
    }

    /// A call of our own about a file, as its terminal makes it.
    pub async fn about(&self, file: &Value, call: &str, body: Value) -> Reply {
        let path = format!("/tongban/v1/applications/{}/{call}", file["fileId"].as_str().unwrap());
        reply(self.call(Method::POST, &path).json(&body)).await
    }
}

pub async fn reply(call: RequestBuilder) -> Reply {
    let response = call.send().await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    let text = response.text().await.unwrap();
    Reply { status, headers, body: serde_json::from_str(&text).unwrap_or(Value::String(text)) }
}

pub fn http() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(30)).build().unwrap()
}

/// The catalogue of the program, and a service that has all there can be: papers that follow, some later, things to
/// fetch.
pub fn catalogue() -> Arc<Catalogue> {
    static READ: LazyLock<Arc<Catalogue>> = LazyLock::new(|| Arc::new(read()));
    READ.clone()
}

fn read() -> Catalogue {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/catalogue");
    let mut files = vec![("services/99.json".to_owned(), papers(&folder))];
    for (folder, prefix) in [(folder.clone(), ""), (folder.join("services"), "services/"), (folder.join("bundles"), "bundles/")] {
        for file in std::fs::read_dir(folder).unwrap().map(|file| file.unwrap()).filter(|file| file.file_type().unwrap().is_file()) {
            files.push((format!("{prefix}{}", file.file_name().to_string_lossy()), std::fs::read(file.path()).unwrap()));
        }
    }
    let (catalogue, defects) = Catalogue::read(files);
    assert!(defects.is_empty(), "{defects:?}");
    catalogue
}

fn papers(folder: &std::path::Path) -> Vec<u8> {
    let file = std::fs::read(folder.join("services/01-gaoling-jintie.json")).unwrap();
    let mut service: Value = serde_json::from_slice(&file).unwrap();
    let text = |zh: &str| json!({"zh-CN": zh, "zh-TW": zh, "en": zh});
    service["names"] = json!({"official": text(PAPERS), "everyday": text("箱子"), "synonyms": []});
    service["handling"] = json!("form_then_papers");
    service["guide"]["papers_days"] = json!(7);
    service["guide"]["handout"] = json!(["in-person", "family", "mail"]);
    service["guide"]["manner"] = json!("bereavement");
    service["guide"]["materials"] = json!([
        {"name": text("身份证"), "source": "shared"},
        {"name": text("照片"), "source": "bring", "copies": 2},
        {"name": text("证明"), "source": "later", "days": 15},
    ]);
    serde_json::to_vec(&service).unwrap()
}

/// A good application for the allowance, as the standard writes it.
pub fn submit(applicant: &str) -> Value {
    json!({
        "applicantId": applicant,
        "formData": { "data": {
            "reach": { "value": "phone" },
            "name": { "value": "王秀英" },
            "identityNumber": { "value": IDENTITY },
            "phone": { "value": "13800001234" },
            "address": { "value": "梅园路1号101室" },
            "paidTo": { "value": "social-security-card" },
        }}
    })
}

/// The same application of a person nobody else is.
pub fn another(applicant: &str) -> Value {
    let mut body = submit(applicant);
    body["formData"]["data"]["identityNumber"] = json!({ "value": identity() });
    body
}

/// An identity number nobody had before, with its check digit (GB 11643-1999).
pub fn identity() -> String {
    static SERIAL: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    let serial = SERIAL.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let body = format!(
        "110105{}{:02}{:02}{:03}",
        1930 + serial / 1000 / 336 % 30,
        serial / 1000 / 28 % 12 + 1,
        serial / 1000 % 28 + 1,
        serial % 1000
    );
    format!("{body}{}", tongban::domain::identity::check_character(&body).unwrap())
}

/// An ignored test of `module`, to be run in a process of its own.
pub fn alone(module: &str, test: &str) -> std::process::Command {
    let (_, module) = module.split_once("::").unwrap();
    let mut command = std::process::Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", &format!("{module}::{test}"), "--ignored", "--nocapture"]);
    command
}
