//! Filing: told to be the same to nobody but its applicant, by the form there is, with what goes beside the answers.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::super::server::{ALLOWANCE, IDENTITY, PAPERS, Server, another, reply, submit};
use super::{APPLICANT, APPLICATIONS, KEY, SERVICES, assert_problem};

/// Another applicant, as of another machine or another session.
const STRANGER: &str = "0b0f7a52-6f0f-4c53-9e0c-5d3f7a2f9f11";

pub async fn tells_an_applicant_of_the_same_filed_before(server: &Server) {
    let first = server.file(&submit(APPLICANT), Some(KEY)).await.body;
    // Written otherwise, in the same session: the same person.
    let mut same = submit(APPLICANT);
    same["formData"]["data"]["identityNumber"] = json!(" 110105 19491231 002x ");
    let refused = server.file(&same, Some("0b0f7a52-6f0f-4c53-9e0c-5d3f7a2f9f12")).await;
    assert_problem(&refused, StatusCode::CONFLICT);
    assert_eq!(refused.body["type"], "urn:tongban:filed-already");
    assert_eq!(refused.body["x-existing"], json!({"fileId": first["fileId"], "registered": first["registered"]}));
    assert!(!refused.body.to_string().contains("11010519491231002"), "{}", refused.body);
    // The key of the first answers with the first.
    assert_eq!(server.file(&submit(APPLICANT), Some(KEY)).await.body, first);
    // On purpose; another service; another person.
    same["x-again"] = json!(true);
    let again = server.file(&same, Some("0b0f7a52-6f0f-4c53-9e0c-5d3f7a2f9f12")).await;
    assert_eq!(again.status, StatusCode::OK, "what was refused has used up no key: {}", again.body);
    assert_eq!(server.file_for(PAPERS, &submit(APPLICANT), None).await.status, StatusCode::OK);
    assert_eq!(server.file(&another(APPLICANT), None).await.status, StatusCode::OK);
    // The second one still stands in the way when the first has ended.
    assert_eq!(server.about(&first, "withdraw", json!(null)).await.status, StatusCode::OK);
    let refused = server.file(&submit(APPLICANT), None).await;
    assert_eq!((refused.status, &refused.body["x-existing"]["fileId"]), (StatusCode::CONFLICT, &again.body["fileId"]));
    assert_eq!(server.about(&again.body, "withdraw", json!(null)).await.status, StatusCode::OK);
    assert_eq!(server.file(&submit(APPLICANT), None).await.status, StatusCode::OK);
}

pub async fn tells_a_stranger_nothing_and_takes_the_form(server: &Server) {
    let first = server.file(&submit(APPLICANT), None).await.body;
    let second = server.file(&submit(STRANGER), None).await;
    assert_eq!(second.status, StatusCode::OK, "{}", second.body);
    let second = second.body;
    assert_ne!((&second["fileId"], &second["x-receipt"]), (&first["fileId"], &first["x-receipt"]));
    assert_eq!(second.as_object().unwrap().keys().collect::<Vec<_>>(), first.as_object().unwrap().keys().collect::<Vec<_>>());
    // Each is told of their own alone.
    let third = server.file(&submit(STRANGER), None).await;
    assert_eq!((third.status, &third.body["x-existing"]["fileId"]), (StatusCode::CONFLICT, &second["fileId"]));
    let third = server.file(&submit(APPLICANT), None).await;
    assert_eq!((third.status, &third.body["x-existing"]["fileId"]), (StatusCode::CONFLICT, &first["fileId"]));
    // Staff see both, and that they are the same.
    for (one, other) in [(&first, &second), (&second, &first)] {
        let tasks = server.tasks(one).await;
        let task = format!("/registration/v1/tasks/{}", tasks[0]["taskId"].as_str().unwrap());
        assert_eq!(reply(server.staff(Method::GET, &task)).await.body["x-same"], json!([other["fileId"]]));
    }
    assert_eq!(server.about(&first, "withdraw", json!(null)).await.status, StatusCode::OK);
    let tasks = server.tasks(&second).await;
    let task = format!("/registration/v1/tasks/{}", tasks[0]["taskId"].as_str().unwrap());
    assert_eq!(reply(server.staff(Method::GET, &task)).await.body.get("x-same"), None, "what has ended is over");
}

pub async fn takes_what_many_file_for_one_person_at_once(server: &Server) {
    let path = format!("{SERVICES}/{}/applications", server.allowance().await);
    let calls: Vec<_> = (0..60_u64)
        .map(|at| {
            let applicant = uuid::Uuid::from_u64_pair(7, at).to_string();
            tokio::spawn(reply(server.terminal(Method::POST, &path).json(&submit(&applicant))))
        })
        .collect();
    let mut receipts = std::collections::BTreeSet::new();
    for call in calls {
        let filed = call.await.unwrap();
        assert_eq!(filed.status, StatusCode::OK, "{}", filed.body);
        receipts.insert(filed.body["x-receipt"].as_str().unwrap().to_owned());
    }
    assert_eq!(receipts.len(), 60);
}

/// Another session, and the terminal's token alone, can do nothing with a file they know of.
pub async fn gives_a_file_to_its_session_alone(server: &Server) {
    let filed = server.file(&submit(APPLICANT), None).await.body;
    server.decide(&filed, json!({"decision": "SENDBACK", "fields": [{"pointer": "/formData/data/phone", "reason": "空号"}]})).await;
    let file = filed["fileId"].as_str().unwrap();
    let (whole, own) = (format!("{APPLICATIONS}/{file}"), format!("/tongban/v1/applications/{file}"));
    for session in [None, Some(STRANGER)] {
        let call = |method: Method, path: &str, body: Value| {
            let call = server.terminal(method, path);
            reply(session.into_iter().fold(call, |call, id| call.header("Tongban-Applicant", id)).json(&body))
        };
        let amended = json!({"applicantId": APPLICANT, "formData": {"data": {"phone": "13900001234"}}});
        for refused in [
            call(Method::GET, &whole, json!(null)).await,
            call(Method::PUT, &whole, amended).await,
            call(Method::POST, &format!("{own}/withdraw"), json!(null)).await,
            call(Method::POST, &format!("{own}/parts"), json!(null)).await,
            call(Method::POST, &format!("{own}/ratings"), json!({"occasion": "filed", "level": "satisfied"})).await,
        ] {
            assert_problem(&refused, StatusCode::FORBIDDEN);
            assert!(!refused.body.to_string().contains("王秀英"), "{}", refused.body);
        }
    }
    let call = server.terminal(Method::GET, &whole).header("Tongban-Applicant", "nobody");
    assert_problem(&reply(call).await, StatusCode::BAD_REQUEST);
    // Its number and four digits open that file, and do not tell by what id its owner is known.
    let wanted = json!({"receipt": filed["x-receipt"], "identityEnd": &IDENTITY[14..]});
    let found = reply(server.terminal(Method::POST, "/tongban/v1/applications/find").json(&wanted)).await.body;
    let with = server.bare(Method::GET, &whole).bearer_auth(found["token"].as_str().unwrap());
    for told in [&found["application"], &reply(with).await.body] {
        assert_eq!(told["fileId"], filed["fileId"]);
        assert!(!told.to_string().contains(APPLICANT), "{told}");
    }
    assert_eq!(server.now(&filed).await["applicationData"]["formData"]["data"]["phone"]["value"], "13800001234");
}

pub async fn refuses_a_form_that_changed(server: &Server) {
    let forms = server.get(&format!("{SERVICES}/{}/eForms", server.allowance().await)).await;
    let mut by = submit(APPLICANT);
    for old in [json!(KEY), json!("form 1")] {
        by["formData"]["eFormId"] = old;
        // Wrong answers to another form say nothing.
        by["formData"]["data"]["phone"] = json!("1");
        let refused = server.file(&by, Some(KEY)).await;
        assert_problem(&refused, StatusCode::CONFLICT);
        assert_eq!((&refused.body["type"], refused.body.get("errors")), (&json!("urn:tongban:form-changed"), None));
    }
    by = submit(APPLICANT);
    by["formData"]["eFormId"] = forms.body[0]["eFormId"].clone();
    assert_eq!(server.file(&by, Some(KEY)).await.status, StatusCode::OK);
}

/// An agent, complete.
fn agent() -> Value {
    json!({"name": "王小明", "identity": IDENTITY, "relation": "child", "ground": "她走不动了"})
}

pub async fn checks_agent_and_handing_out(server: &Server) {
    let with = |base: Value, field: &str, value: Value| {
        let mut body = base;
        body[field] = value;
        body
    };
    let staff = |badge: &str| json!({"name": "李芳", "identity": badge, "relation": "staff", "ground": "帮办"});
    for (field, value, pointer, code) in [
        ("x-agent", with(agent(), "name", json!(" ")), "/x-agent/name", "empty"),
        ("x-agent", with(agent(), "name", json!("<b>王</b>")), "/x-agent/name", "name"),
        ("x-agent", with(agent(), "ground", json!("长".repeat(201))), "/x-agent/ground", "too-long"),
        ("x-agent", with(agent(), "relation", json!("")), "/x-agent/relation", "empty"),
        ("x-agent", with(agent(), "identity", json!("110105194912310021")), "/x-agent/identity", "identity-check"),
        ("x-agent", with(agent(), "identity", json!("A123")), "/x-agent/identity", "identity-character"),
        ("x-agent", staff(""), "/x-agent/identity", "badge"),
        ("x-agent", staff("工号七"), "/x-agent/identity", "badge"),
        ("x-agent", staff(&"7".repeat(21)), "/x-agent/identity", "badge"),
        ("x-handout", json!({"way": "committee"}), "/x-handout/way", "choice"),
        ("x-handout", json!({"way": "by pigeon"}), "/x-handout/way", "choice"),
        ("x-handout", json!({"way": "family"}), "/x-handout/name", "empty"),
        ("x-handout", json!({"way": "family", "name": "123"}), "/x-handout/name", "name"),
        ("x-handout", json!({"way": "mail", "address": " "}), "/x-handout/address", "empty"),
        ("documentUrls", json!(vec!["a"; 21]), "/documentUrls", "too-many"),
    ] {
        let refused = server.file_for(PAPERS, &with(submit(APPLICANT), field, value), None).await;
        assert_problem(&refused, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.body["errors"], json!([{"pointer": pointer, "code": code}]));
    }
    // Everything wrong is told at once.
    let mut wrong = with(with(submit(APPLICANT), "x-agent", with(agent(), "identity", json!("1"))), "x-handout", json!({"way": "mail"}));
    wrong["formData"]["data"]["phone"] = json!("12");
    assert_eq!(server.file_for(PAPERS, &wrong, None).await.body["errors"].as_array().unwrap().len(), 3);
    // Nothing is handed out of the allowance.
    let refused = server.file(&with(submit(APPLICANT), "x-handout", json!({"way": "in-person"})), None).await;
    assert_eq!(refused.body["errors"], json!([{"pointer": "/x-handout/way", "code": "choice"}]));
    for (way, kept) in [
        (json!({"way": "in-person", "name": "nobody"}), json!({"way": "in-person"})),
        (json!({"way": "family", "name": "王 小明"}), json!({"way": "family", "name": "王小明"})),
        (json!({"way": "mail", "address": "梅园路１号"}), json!({"way": "mail", "address": "梅园路1号"})),
    ] {
        let body = with(with(another(APPLICANT), "x-handout", way), "x-agent", staff("A0017"));
        let filed = server.file_for(PAPERS, &body, None).await;
        assert_eq!((filed.status, &filed.body["x-handout"]), (StatusCode::OK, &kept), "{}", filed.body);
    }
}

pub async fn keeps_both_names_and_a_long_number(server: &Server) {
    let mut body = submit(APPLICANT);
    body["x-agent"] = agent();
    let filed = server.file(&body, None).await.body;
    assert_eq!((&filed["x-applicant"], &filed["x-agent"]), (&json!("王秀英"), &json!("王小明")));
    let number = filed["x-number"].as_str().unwrap();
    assert!((18..=20).contains(&number.len()) && number.bytes().all(|digit| digit.is_ascii_digit()), "{number}");
    let other = server.filed(ALLOWANCE).await;
    assert_eq!(other["x-number"].as_str().unwrap()[..12], number[..12], "the same day and office");
    assert_ne!(other["x-number"], filed["x-number"]);
    assert_eq!((other.get("x-agent"), other.get("x-manner")), (None, None));
    // Both names stand in what staff see, the agent's identity nowhere.
    let seen = reply(server.staff(Method::GET, &format!("{APPLICATIONS}/{}", filed["fileId"].as_str().unwrap()))).await.body;
    assert_eq!((&seen["x-applicant"], &seen["x-agent"]), (&json!("王秀英"), &json!("王小明")));
    assert_eq!(seen["applicationData"]["formData"]["data"]["identityNumber"]["value"], IDENTITY);
    let listed = server.get(&format!("{APPLICATIONS}?applicantId={APPLICANT}")).await.body;
    assert_eq!((&listed[1]["mainTaskId"], &listed[1]["taskTitle"]), (&filed["fileId"], &json!(ALLOWANCE)));
    assert_eq!(listed[1]["roleName"], "民政局");
    assert!(!listed.to_string().contains(IDENTITY), "{listed}");
}

pub async fn tells_what_to_bring_after_the_form(server: &Server) {
    let filed = server.filed(PAPERS).await;
    assert_eq!((&filed["x-handling"], &filed["x-manner"]), (&json!("form_then_papers"), &json!("bereavement")));
    let names: Vec<_> = filed["x-bring"].as_array().unwrap().iter().map(|material| material["name"]["zh-CN"].as_str().unwrap()).collect();
    assert_eq!(names, ["照片", "证明"]);
    let day = |field: &str| filed[field].as_str().unwrap().parse::<jiff::civil::Date>().unwrap();
    let today = tongban::domain::clock::Clock::day(
        &tongban::domain::clock::SystemClock::default(),
        filed["registered"].as_str().unwrap().parse().unwrap(),
    );
    assert_eq!(day("x-bring-by"), tongban::domain::workday::after(today, 7));
    let whole = server.filed(ALLOWANCE).await;
    assert_eq!((whole.get("x-bring"), whole.get("x-bring-by")), (None, None));
}
