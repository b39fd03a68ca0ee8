//! A backend to test, and raw HTTP to it.

use std::sync::Arc;
use std::time::Duration;

use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;
use tongban::backend::{self, Database, Options, Running};
use tongban::domain::catalogue::Catalogue;
use tongban::domain::secret::Secret;

use super::postgres::Cluster;

/// A person who exists only in GB 11643-1999, as its example.
pub const IDENTITY: &str = "11010519491231002X";

/// The service whose form is filed here, by its official name.
pub const ALLOWANCE: &str = "老年人福利补贴（高龄津贴）";

/// A running backend.
pub struct Server {
    pub running: Running,
    pub http: reqwest::Client,
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
        let running = backend::start(options, catalogue()).await.unwrap();
        Self { running, http: http(), directory }
    }

    /// Where it keeps everything, unless its options say otherwise.
    pub fn directory(&self) -> &std::path::Path {
        self.directory.path()
    }

    /// A call with the terminal's token.
    pub fn call(&self, method: Method, path: &str) -> RequestBuilder {
        self.bare(method, path).bearer_auth(self.running.tokens.applicant.expose())
    }

    /// A call without a token.
    pub fn bare(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.running.url))
    }

    pub async fn get(&self, path: &str) -> Reply {
        reply(self.call(Method::GET, path)).await
    }

    /// The id of the allowance, found as a resident finds it.
    pub async fn allowance(&self) -> String {
        let found = self.bare(Method::GET, "/registration/v1/services").query(&[("name", ALLOWANCE)]);
        reply(found).await.body[0]["id"].as_str().unwrap().to_owned()
    }

    /// Files `body` for the allowance.
    pub async fn file(&self, body: &Value, key: Option<&str>) -> Reply {
        let path = format!("/registration/v1/services/{}/applications", self.allowance().await);
        let mut call = self.call(Method::POST, &path).json(body);
        if let Some(key) = key {
            call = call.header("Idempotency-Key", key);
        }
        reply(call).await
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

pub fn catalogue() -> Arc<Catalogue> {
    let (catalogue, defects) = Catalogue::embedded();
    assert!(defects.is_empty(), "{defects:?}");
    Arc::new(catalogue)
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
