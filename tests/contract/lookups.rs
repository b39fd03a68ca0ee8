//! Look-ups: to the person alone, so many an hour; a registry that is down, slow or talks nonsense; nothing is kept.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};
use tongban::api::Client;
use tongban::api::http::{Http, Timeouts};
use tongban::backend::Options;
use tongban::domain::failure::{Failure, FailureKind};
use tongban::domain::lookup::{Finding, Found, Line, Lookup, LookupKind, Value};
use tongban::domain::secret::Secret;
use tongban::domain::text::LocalText;

use super::clauses::assert_problem;
use super::server::{ALLOWANCE, IDENTITY, Reply, Server, reply, submit};

const LOOKUPS: &str = "/tongban/v1/lookups";
/// Another made-up person, whom the samples know.
const OTHER: &str = "110105194902110032";
/// One whom they do not.
const UNKNOWN: &str = "110105194912310046";
/// The services that look something up, by their official names.
const SERVICES: [&str; 5] =
    ["养老保险待遇发放信息查询", "医保个人账户和就医费用查询", "社会保险个人权益记录查询打印", "不动产登记资料查询", "婚姻登记档案查询"];

/// The id of a service.
pub async fn service(server: &Server, name: &str) -> String {
    let found = reply(server.bare(Method::GET, "/registration/v1/services").query(&[("name", name)])).await;
    found.body[0]["id"].as_str().expect("a service").to_owned()
}

async fn look_up(server: &Server, service: &str, identity: &str) -> Reply {
    reply(server.call(Method::POST, LOOKUPS).json(&json!({"service": service, "identity": identity}))).await
}

/// What must not be anywhere: the number, and the amounts and words that were found.
fn secrets(found: &Json) -> Vec<String> {
    let values = found["lines"].as_array().expect("lines").iter().map(|line| &line["value"]);
    let private = values.filter_map(|value| value["amount"].as_str().or(value["private"].as_str()));
    private.filter(|words| words.chars().count() > 4).map(str::to_owned).chain([IDENTITY.to_owned()]).collect()
}

/// Whether any file below holds the words.
fn is_kept(directory: &Path, words: &str) -> bool {
    std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).any(|path| match path.is_dir() {
        true => is_kept(&path, words),
        false => std::fs::read(&path).unwrap().windows(words.len()).any(|window| window == words.as_bytes()),
    })
}

#[tokio::test]
async fn what_is_found_is_dated_the_same_each_time_and_kept_nowhere() {
    let server = Server::sqlite().await;
    for name in SERVICES {
        let service = service(&server, name).await;
        let whole = server.get(&format!("/registration/v1/services/{service}")).await.body;
        assert!(whole["x-lookup"].is_string(), "{name}");
        let found = look_up(&server, &service, IDENTITY).await;
        assert_eq!(found.status, StatusCode::OK, "{}", found.body);
        assert_eq!(found.body["sample"], json!(true));
        assert!(found.body["asOf"].as_str().unwrap().parse::<Date>().is_ok());
        assert!(found.body["lines"].as_array().unwrap().iter().all(|line| line["label"]["en"].is_string()), "{}", found.body);
        assert_eq!(look_up(&server, &service, "11010519491231002x").await.body, found.body);
        assert_ne!(look_up(&server, &service, OTHER).await.body, found.body, "{name}: everybody has the same");
        assert_eq!(look_up(&server, &service, UNKNOWN).await.body["lines"], json!([]));
        for secret in secrets(&found.body) {
            assert!(!is_kept(server.directory(), &secret), "{secret} is kept");
        }
    }
}

#[tokio::test]
async fn a_wrong_number_and_a_service_that_looks_nothing_up_are_refused() {
    let server = Server::sqlite().await;
    let pension = service(&server, SERVICES[0]).await;
    let wrong = look_up(&server, &pension, "110105194912310021").await;
    assert_problem(&wrong, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.body["errors"][0]["pointer"], "/identity");
    let allowance = service(&server, ALLOWANCE).await;
    assert_problem(&look_up(&server, &allowance, IDENTITY).await, StatusCode::NOT_FOUND);
    let body = json!({"service": pension, "identity": IDENTITY});
    assert_problem(&reply(server.bare(Method::POST, LOOKUPS).json(&body)).await, StatusCode::UNAUTHORIZED);
    assert_problem(&reply(server.call(Method::POST, LOOKUPS).body("{")).await, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    // Who found one matter by its number has no right to the rest of that person.
    let filed = server.file(&submit("42962de0-bdb2-41ed-9397-0242ac120004"), None).await.body;
    let found = json!({"receipt": filed["x-receipt"], "identityEnd": "002X"});
    let found = reply(server.call(Method::POST, "/tongban/v1/applications/find").json(&found)).await;
    let owner = server.bare(Method::POST, LOOKUPS).bearer_auth(found.body["token"].as_str().unwrap());
    assert_problem(&reply(owner.json(&body)).await, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn nobody_is_looked_up_more_than_five_times_an_hour() {
    let server = Server::sqlite().await;
    let (pension, medical) = (service(&server, SERVICES[0]).await, service(&server, SERVICES[1]).await);
    for _ in 0..5 {
        assert_eq!(look_up(&server, &pension, IDENTITY).await.status, StatusCode::OK);
    }
    let refused = look_up(&server, &pension, "１１０１０５ 19491231 002x").await;
    assert_problem(&refused, StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.headers["retry-after"].to_str().unwrap().parse::<u64>().unwrap() <= 3600);
    assert_eq!(look_up(&server, &pension, OTHER).await.status, StatusCode::OK);
    assert_eq!(look_up(&server, &medical, IDENTITY).await.status, StatusCode::OK);
    let client = client(&server);
    let failure = client.look_up(pension.parse().unwrap(), &Secret::new(IDENTITY)).await.unwrap_err();
    assert_eq!(failure.kind, FailureKind::TooOften);
}

fn client(server: &Server) -> Http {
    Http::new(&server.running.url, Some(server.running.tokens.applicant.clone()), Timeouts::default()).unwrap()
}

/// A registry of a city, on a bad day.
#[derive(Debug, Clone, Copy)]
enum Registry {
    Down,
    Silent,
    Nonsense,
}

impl Lookup for Registry {
    fn look_up<'a>(&'a self, _: LookupKind, identity: &'a Secret, _: Date) -> Found<'a> {
        Box::pin(async move {
            match self {
                Self::Down => Err(Failure::new(FailureKind::Unreachable)),
                Self::Silent => std::future::pending().await,
                // An amount that is none, and with the number in it.
                Self::Nonsense => {
                    let value = Value::Amount(Secret::new(format!("{} yuan", identity.expose())));
                    Ok(Finding { lines: vec![Line { label: LocalText::only("钱"), value }], ..Finding::default() })
                }
            }
        })
    }
}

#[tokio::test]
async fn a_registry_that_is_down_slow_or_talks_nonsense_is_a_failure_for_people() {
    for (registry, status, kind) in [
        (Registry::Down, StatusCode::SERVICE_UNAVAILABLE, FailureKind::Broken),
        (Registry::Silent, StatusCode::GATEWAY_TIMEOUT, FailureKind::Slow),
        (Registry::Nonsense, StatusCode::SERVICE_UNAVAILABLE, FailureKind::Broken),
    ] {
        let directory = tempfile::tempdir().unwrap();
        let options = Options { lookup: Arc::new(registry), ..Options::embedded(directory.path(), false) };
        let server = Server::start(options, directory).await;
        let pension = service(&server, SERVICES[0]).await;
        let answer = look_up(&server, &pension, IDENTITY).await;
        assert_problem(&answer, status);
        assert!(!answer.body.to_string().contains(IDENTITY));
        let id = pension.parse().unwrap();
        let failure = client(&server).look_up(id, &Secret::new(IDENTITY)).await.unwrap_err();
        assert_eq!((failure.kind, failure.retry()), (kind, true), "{registry:?}");
    }
}
