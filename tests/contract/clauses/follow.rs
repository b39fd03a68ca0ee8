//! What an owner does with what they took away: finds it, takes it back, says how it was.

use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use tongban::api::Client;
use tongban::api::http::{Http, Timeouts};
use tongban::domain::application::{Agent, Answers, Application, Handout, HandoutWay, Level, Occasion, Rating, Stage};
use tongban::domain::failure::FailureKind;
use tongban::domain::secret::Secret;
use tongban::domain::service::{Handling, Manner};
use uuid::Uuid;

use super::super::server::{ALLOWANCE, PAPERS, Reply, Server, identity, reply, submit};
use super::super::standard::assert_is;
use super::{APPLICANT, APPLICATIONS, KEY, assert_problem};

const OWN: &str = "/tongban/v1/applications";

async fn find(server: &Server, receipt: &str, end: &str) -> Reply {
    reply(server.call(Method::POST, &format!("{OWN}/find")).json(&json!({"receipt": receipt, "identityEnd": end}))).await
}

pub async fn finds_by_number_and_gives_the_right_to_one_file(server: &Server) {
    let filed = server.file(&submit(APPLICANT), None).await.body;
    let other = server.filed(ALLOWANCE).await;
    let receipt = filed["x-receipt"].as_str().unwrap();
    let spaced = format!(" {} {} {}", &receipt[..4], &receipt[4..8], &receipt[8..]);
    let found = find(server, &spaced, "002x").await;
    assert_eq!((found.status, &found.body["application"]), (StatusCode::OK, &filed), "{}", found.body);
    assert_is("applicationFileResponse", &found.body["application"]);
    let token = found.body["token"].as_str().unwrap();
    assert_eq!(token.len(), 64);
    let with = |method: Method, path: String| server.bare(method, &path).bearer_auth(token);
    let file = filed["fileId"].as_str().unwrap();
    let mut told = reply(with(Method::GET, format!("{APPLICATIONS}/{file}"))).await.body;
    assert_is("applicationFileResponse", &told);
    assert_ne!(told["applicantId"], filed["applicantId"], "it would open all of theirs");
    told["applicantId"] = filed["applicantId"].clone();
    assert_eq!(told, filed);
    // Nothing else.
    let other = other["fileId"].as_str().unwrap();
    let rating = json!({"occasion": "filed", "level": "satisfied"});
    let service = server.allowance().await;
    let refused: Vec<RequestBuilder> = vec![
        with(Method::GET, format!("{APPLICATIONS}/{other}")),
        with(Method::PUT, format!("{APPLICATIONS}/{other}")).json(&json!({})),
        with(Method::POST, format!("{OWN}/{other}/withdraw")),
        with(Method::POST, format!("{OWN}/{other}/ratings")).json(&rating),
        with(Method::GET, format!("{APPLICATIONS}?applicantId={APPLICANT}")),
        with(Method::GET, "/registration/v1/tasks".to_owned()),
        with(Method::POST, format!("{OWN}/find")).json(&json!({"receipt": receipt, "identityEnd": "002X"})),
        with(Method::POST, format!("/registration/v1/services/{service}/applications")).json(&submit(APPLICANT)),
    ];
    for call in refused {
        assert_problem(&reply(call).await, StatusCode::FORBIDDEN);
    }
    // With it what the owner may: mend, say how it was, take back.
    server.decide(&filed, json!({"decision": "SENDBACK", "fields": [{"pointer": "/formData/data/phone", "reason": "空号"}]})).await;
    let shown = find(server, receipt, "002X").await.body;
    assert_eq!(shown["application"].get("applicationData"), None, "a number opens no answers");
    let put = with(Method::PUT, format!("{APPLICATIONS}/{file}")).json(&json!({"formData": {"data": {"phone": "13900001234"}}}));
    assert_eq!(reply(put).await.body["status"]["title"], "received");
    assert_eq!(reply(with(Method::POST, format!("{OWN}/{file}/ratings")).json(&rating)).await.status, StatusCode::OK);
    assert_eq!(reply(with(Method::POST, format!("{OWN}/{file}/withdraw"))).await.body["status"]["title"], "withdrawn");
    assert_problem(&reply(server.bare(Method::POST, &format!("{OWN}/find")).json(&json!({}))).await, StatusCode::UNAUTHORIZED);
}

pub async fn counts_tries(server: &Server) {
    let filed = server.file(&submit(APPLICANT), None).await.body;
    let receipt = filed["x-receipt"].as_str().unwrap();
    // Right ones do not count.
    for _ in 0..7 {
        assert_eq!(find(server, receipt, "002X").await.status, StatusCode::OK);
    }
    // A number nobody has: the same answers, and counted as well.
    let unknown = tongban::domain::application::ReceiptNumber::new(99_999_999_999).unwrap().to_string();
    let mut bodies = Vec::new();
    for number in [receipt, &unknown] {
        for end in ["0021", "", "11010519491231002X", "０００１", "\u{202e}002X"] {
            let refused = find(server, number, end).await;
            assert_problem(&refused, StatusCode::NOT_FOUND);
            bodies.push(refused.body);
        }
        for end in ["002X", "0021"] {
            let later = find(server, number, end).await;
            assert_problem(&later, StatusCode::TOO_MANY_REQUESTS);
            let wait: u64 = later.headers["retry-after"].to_str().unwrap().parse().unwrap();
            assert!((3500..=3600).contains(&wait), "{wait}");
        }
    }
    assert!(bodies.iter().all(|body| *body == bodies[0]));
    // Another number is not held up by it; no number is unknown.
    assert_eq!(find(server, server.filed(ALLOWANCE).await["x-receipt"].as_str().unwrap(), "0000").await.status, StatusCode::NOT_FOUND);
    for nonsense in ["", "123", "123456789012345678", &"9".repeat(12)] {
        assert_problem(&find(server, nonsense, "002X").await, StatusCode::NOT_FOUND);
    }
    // Many at once are no more than five.
    let third = server.filed(ALLOWANCE).await["x-receipt"].as_str().unwrap().to_owned();
    let calls = (0..40).map(|_| {
        let body = json!({"receipt": third, "identityEnd": "xxxx"});
        tokio::spawn(reply(server.call(Method::POST, &format!("{OWN}/find")).json(&body)))
    });
    let calls: Vec<_> = calls.collect();
    let mut tried = 0;
    for call in calls {
        let answer = call.await.unwrap();
        match answer.status {
            StatusCode::NOT_FOUND => tried += 1,
            _ => assert_problem(&answer, StatusCode::TOO_MANY_REQUESTS),
        }
    }
    assert_eq!(tried, 5);
}

/// Our own terminal: what it files, mends, finds again elsewhere, says and takes back.
pub async fn serves_our_own_client_to_the_end(server: &Server) {
    let terminal = || Http::new(&server.running.url, Some(server.running.tokens.applicant.clone()), Timeouts::default()).unwrap();
    let (home, hall) = (terminal(), terminal());
    let service = server.service(PAPERS).await.parse().unwrap();
    let data = submit(APPLICANT)["formData"]["data"].clone();
    let answers = data.as_object().unwrap().iter();
    let answers = answers.map(|(key, answer)| (key.clone(), Secret::new(answer["value"].as_str().unwrap()))).collect();
    let agent =
        Agent { name: "李芳".to_owned(), identity: Secret::new("A0017"), relation: "staff".to_owned(), ground: "帮办".to_owned() };
    let handout = Handout { way: HandoutWay::Family, name: Some("王小明".to_owned()), address: None };
    let mut application = Application {
        service,
        form: home.form(service).await.unwrap().id,
        applicant: APPLICANT.parse().unwrap(),
        agent: Some(agent),
        handout: Some(handout.clone()),
        answers,
        again: false,
    };
    let filed = home.file(&application, Uuid::new_v4()).await.unwrap();
    assert_eq!((filed.applicant.as_deref(), filed.agent.as_deref(), &filed.handout), (Some("王秀英"), Some("李芳"), &Some(handout)));
    assert_eq!((filed.handling, filed.manner, filed.bring.len()), (Handling::FormThenPapers, Manner::Bereavement, 2));
    assert!(filed.bring_by.is_some() && filed.number.is_some() && filed.answers.is_empty());
    let twice = home.file(&application, Uuid::new_v4()).await.unwrap_err();
    assert_eq!((twice.kind, twice.existing), (FailureKind::FiledAlready, Some((filed.file, filed.filed))));
    application.form = Uuid::new_v4();
    assert_eq!(home.file(&application, Uuid::new_v4()).await.unwrap_err().kind, FailureKind::FormChanged);

    let on_wire = json!({"fileId": filed.file});
    let marked = json!([{"pointer": "/formData/data/phone", "reason": "空号"}]);
    server.decide(&on_wire, json!({"decision": "SENDBACK", "fields": marked})).await;
    let wrong = hall.find(filed.receipt.unwrap(), &Secret::new("0000")).await.unwrap_err();
    assert_eq!(wrong.kind, FailureKind::Missing);
    let found = hall.find(filed.receipt.unwrap(), &Secret::new("002X")).await.unwrap();
    assert_eq!((found.stage, found.answers.len()), (Stage::Correction, 0));
    assert_eq!(found.demand.as_ref().unwrap().fields[0].0, "phone");
    let mended: Answers = [("phone".to_owned(), Secret::new("13900001234"))].into();
    let key = Uuid::new_v4();
    let mended_to = hall.amend(filed.file, &mended, key).await.unwrap();
    assert_eq!((mended_to.stage, mended_to.demand, mended_to.answers.len()), (Stage::Received, None, 0));
    assert_eq!(hall.amend(filed.file, &mended, key).await.unwrap().steps.len(), 3);
    assert_eq!(hall.amend(filed.file, &mended, Uuid::new_v4()).await.unwrap_err().kind, FailureKind::TooLate);
    let rating = Rating { occasion: Occasion::Filed, level: Level::Dissatisfied, why: Some("字太小".to_owned()) };
    hall.rate(filed.file, &rating).await.unwrap();
    let withdrawn = hall.withdraw(filed.file).await.unwrap();
    assert_eq!((withdrawn.stage, withdrawn.rated.filed), (Stage::Withdrawn, Some(Level::Dissatisfied)));
    assert_eq!(home.matters(APPLICANT.parse().unwrap()).await.unwrap(), [withdrawn]);
    for _ in 0..4 {
        hall.find(filed.receipt.unwrap(), &Secret::new("0000")).await.unwrap_err();
    }
    assert_eq!(hall.find(filed.receipt.unwrap(), &Secret::new("002X")).await.unwrap_err().kind, FailureKind::TooOften);
}

pub async fn withdraws(server: &Server) {
    let filed = server.filed(ALLOWANCE).await;
    let withdrawn = server.about(&filed, "withdraw", json!(null)).await;
    assert_eq!(withdrawn.status, StatusCode::OK, "{}", withdrawn.body);
    assert_is("applicationFileResponse", &withdrawn.body);
    assert_eq!((&withdrawn.body["status"]["title"], &withdrawn.body["ended"]), (&json!("withdrawn"), &json!(true)));
    let again = server.about(&filed, "withdraw", json!(null)).await;
    assert_problem(&again, StatusCode::CONFLICT);
    assert_eq!(again.body["type"], "urn:tongban:too-late");
    assert_eq!(server.tasks(&filed).await, Vec::<Value>::new());
    let approved = server.filed(ALLOWANCE).await;
    server.decide(&approved, json!({"decision": "APPROVED"})).await;
    assert_problem(&server.about(&approved, "withdraw", json!(null)).await, StatusCode::CONFLICT);
    assert_problem(&server.about(&json!({"fileId": KEY}), "withdraw", json!(null)).await, StatusCode::NOT_FOUND);
    let staff = server.staff(Method::POST, &format!("{OWN}/{}/withdraw", approved["fileId"].as_str().unwrap()));
    assert_problem(&reply(staff).await, StatusCode::FORBIDDEN);
}

pub async fn rates(server: &Server) {
    let filed = server.filed(ALLOWANCE).await;
    let rate = async |body: Value| server.about(&filed, "ratings", body).await;
    for level in ["satisfied", "very-dissatisfied"] {
        let rated = rate(json!({"occasion": "filed", "level": level, "why": "字太小\u{202e}"})).await;
        assert_eq!((rated.status, rated.body), (StatusCode::OK, json!({"occasion": "filed", "level": level})));
    }
    assert_eq!(server.now(&filed).await["x-rated"], json!({"filed": "very-dissatisfied"}), "the last word holds");
    let early = rate(json!({"occasion": "completed", "level": "satisfied"})).await;
    assert_eq!((early.status, &early.body["type"]), (StatusCode::CONFLICT, &json!("urn:tongban:too-late")));
    let long = rate(json!({"occasion": "filed", "level": "dissatisfied", "why": "慢".repeat(501)})).await;
    assert_problem(&long, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(long.body["errors"], json!([{"pointer": "/why", "code": "too-long"}]));
    for wrong in [json!({}), json!({"occasion": "filed", "level": "good"}), json!(null)] {
        assert_problem(&rate(wrong).await, StatusCode::BAD_REQUEST);
    }
    server.decide(&filed, json!({"decision": "APPROVED"})).await;
    server.decide(&filed, json!({"decision": "APPROVED"})).await;
    assert_eq!(rate(json!({"occasion": "completed", "level": "mostly-satisfied"})).await.status, StatusCode::OK);
    let listed = server.get(&format!("{APPLICATIONS}?applicantId={APPLICANT}")).await.body;
    assert_eq!(listed[0]["x-rated"], json!({"filed": "very-dissatisfied", "completed": "mostly-satisfied"}));
    assert_problem(
        &server.about(&json!({"fileId": KEY}), "ratings", json!({"occasion": "filed", "level": "satisfied"})).await,
        StatusCode::NOT_FOUND,
    );
    assert_ne!(identity(), identity());
}
