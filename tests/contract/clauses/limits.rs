//! What no list and no query may exceed, and how a whole list is read all the same.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tongban::api::Client;
use tongban::api::http::{Http, Timeouts};
use tongban::domain::request::Query;
use tongban::domain::settings::Locale;

use super::{SERVICES, assert_problem};
use crate::contract::server::{Reply, Server, reply};

/// Every service that `query` finds, page by page; no page is longer than it may be, and none has one twice.
pub async fn services(server: &Server, query: &[(&str, &str)]) -> Vec<Value> {
    let mut all: Vec<Value> = Vec::new();
    for _ in 0..100 {
        let page = server.bare(Method::GET, SERVICES).query(query).query(&[("offset", all.len())]);
        let Reply { status, body: Value::Array(page), .. } = reply(page).await else { panic!("no list") };
        assert!(status == StatusCode::OK && page.len() <= 100);
        if page.is_empty() {
            return all;
        }
        assert!(page.iter().all(|one| all.iter().all(|other| other["id"] != one["id"])), "twice");
        all.extend(page);
    }
    panic!("pages without end");
}

/// A list is a page long if nobody says, and never longer than it may be; a query is no longer than it may be.
pub async fn bounds_every_list_and_query(server: &Server) {
    let long = |query: &[(&str, String)]| reply(server.bare(Method::GET, SERVICES).query(query));
    assert_eq!(long(&[]).await.body.as_array().unwrap().len(), 100);
    assert_eq!(long(&[("limit", "401".to_owned())]).await.body.as_array().unwrap().len(), 401);
    assert_eq!(long(&[("limit", usize::MAX.to_string())]).await.body.as_array().unwrap().len(), 500);
    assert_eq!(long(&[("limit", "0".to_owned())]).await.body, json!([]));
    let digits = "0123456789".repeat(6_000);
    for (key, value) in [("name", &digits[..10_000]), ("department", &digits[..5_000]), ("no-such", &digits[..5_000])] {
        assert_problem(&long(&[(key, value.to_owned())]).await, StatusCode::URI_TOO_LONG);
    }
    assert_problem(&server.get(&format!("{SERVICES}/{}", &digits[..5_000])).await, StatusCode::URI_TOO_LONG);
    assert!(server.bare(Method::GET, SERVICES).query(&[("name", &digits)]).send().await.unwrap().status().is_client_error());
    // Whoever holds a key down in the search is not told of a fault.
    let client = Http::new(&server.running.url, None, Timeouts::default()).unwrap();
    let query = Query { name: Some("高龄津贴".repeat(1_000)), ..Query::default() };
    client.services(&query, 401, Locale::ZhCn).await.unwrap();
}
