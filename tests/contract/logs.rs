//! What the log says: enough to find a fault, nothing of a person, no token.

use std::io::Write;
use std::sync::{Arc, Mutex};

use reqwest::Method;
use serde_json::json;
use tongban::api::Client;
use tongban::api::http::{Http, Timeouts};
use tongban::domain::lookup::Value;
use tongban::domain::secret::Secret;
use tracing_subscriber::fmt::MakeWriter;
use uuid::Uuid;

use super::server::{ALLOWANCE, IDENTITY, Server, alone, reply, submit};

/// What was logged.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    pub fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// In a process of its own: which lines are logged is decided once for all threads of a process.
#[test]
fn holds_no_answer_and_no_token() {
    let output = alone(module_path!(), "in_a_process_of_its_own").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[tokio::test]
#[ignore = "run by the test above"]
async fn in_a_process_of_its_own() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(log.clone()).finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let server = Server::sqlite().await;
    let key = Uuid::new_v4().to_string();
    let applicant = Uuid::new_v4();
    server.file(&submit(&applicant.to_string()), Some(&key)).await;
    let mut wrong = submit(&applicant.to_string());
    wrong["formData"]["data"]["phone"] = json!({"value": "13800001234x"});
    server.file(&wrong, None).await;
    server.file(&json!("13800001234"), None).await;
    let token = server.running.tokens.applicant.clone();
    let client = Http::new(&server.running.url, Some(token), Timeouts::default()).unwrap();
    client.matters(applicant).await.unwrap();
    client.matter(Uuid::new_v4()).await.unwrap_err();
    let pension = reply(server.bare(Method::GET, "/registration/v1/services").query(&[("name", "养老金资格认证")])).await;
    let pension = pension.body[0]["id"].as_str().unwrap().parse().unwrap();
    client.verified(pension, &Secret::new(IDENTITY)).await.unwrap();
    client.verified(pension, &Secret::new(&IDENTITY[1..])).await.unwrap_err();
    let payments = super::lookups::service(&server, "养老保险待遇发放信息查询").await.parse().unwrap();
    let found = client.look_up(payments, &Secret::new(IDENTITY)).await.unwrap();
    client.look_up(payments, &Secret::new(&IDENTITY[1..])).await.unwrap_err();
    let amounts = found.lines.into_iter().filter_map(|line| match line.value {
        Value::Amount(amount) => Some(amount),
        _ => None,
    });
    // The whole way of one, with words of staff and of its owner.
    let filed = server.filed(ALLOWANCE).await;
    let marked = json!([{"pointer": "/formData/data/phone", "reason": "空号"}]);
    server.decide(&filed, json!({"decision": "SENDBACK", "reason": "电话打不通", "fields": marked})).await;
    server.amend(&filed, json!({"phone": "13900001234"}), None).await;
    server.amend(&filed, json!({"phone": "13900001234"}), None).await;
    server.about(&filed, "ratings", json!({"occasion": "filed", "level": "dissatisfied", "why": "字太小"})).await;
    let receipt = filed["x-receipt"].as_str().unwrap();
    let wanted = json!({"receipt": receipt, "identityEnd": "xxxx"});
    reply(server.call(Method::POST, "/tongban/v1/applications/find").json(&wanted)).await;
    let own = server.file(&submit(&applicant.to_string()), Some(&key)).await.body["x-receipt"].as_str().unwrap().to_owned();
    let wanted = json!({"receipt": own, "identityEnd": "002X"});
    let found = reply(server.call(Method::POST, "/tongban/v1/applications/find").json(&wanted)).await.body;
    server.about(&filed, "withdraw", json!(null)).await;
    let log = log.text();
    for told in ["filed", "call failed", "decided", "amended", "found by its number", "withdrawn"] {
        assert!(log.contains(told), "no {told} in {log}");
    }
    for secret in ["13900001234", "电话打不通", "空号", "字太小", receipt, &own, found["token"].as_str().unwrap()] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
    for amount in amounts {
        assert!(!log.contains(amount.expose()), "an amount in {log}");
    }
    let tokens = &server.running.tokens;
    for secret in [IDENTITY, &IDENTITY[1..], "13800001234", "梅园路", "王秀英", tokens.applicant.expose(), tokens.staff.expose()] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}
