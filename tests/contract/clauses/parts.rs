//! Several services filed in one go (一件事): one receipt, a line for each department, nothing filed twice.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::super::server::{Reply, Server, identity, reply};
use super::super::standard::{assert_are, assert_is};
use super::{APPLICANT, APPLICATIONS, KEY, assert_problem};

/// A bundle of four, by its official name.
pub const BEREAVED: &str = "公民身后一件事";
const SURVIVORS: &str = "遗属待遇申领（丧葬补助金、抚恤金）";
/// Who takes its third part.
pub const INSURANCE: &str = "医疗保障局";
const OWN: &str = "/tongban/v1/applications";

/// What the family of one who died answers: all but the housing fund.
pub fn bereaved(identity: &str) -> Value {
    json!({
        "applicantId": APPLICANT,
        "formData": {"data": {
            "part-3": "yes", "part-4": "no", "name": "王小红", "identityNumber": identity, "relation": "child",
            "deceasedName": "王秀英", "deceasedIdentityNumber": "11010519491231002X", "deathDate": "2026-11-02",
            "paidTo": "social-security-card", "reach": "committee", "committee": "梅园居委会", "fundNumber": "not asked",
        }}
    })
}

async fn filed(server: &Server) -> Value {
    let filed = server.file_for(BEREAVED, &bereaved(&identity()), None).await;
    assert_eq!(filed.status, StatusCode::OK, "{}", filed.body);
    filed.body
}

/// Each department of a whole with the stage of its part, or `-` as long as it has not taken it.
fn lines(whole: &Value) -> Vec<(String, String)> {
    let line = |part: &Value| {
        let department = part["department"]["zh-CN"].as_str().unwrap().to_owned();
        (department, part["stage"].as_str().unwrap_or("-").to_owned())
    };
    whole["x-parts"].as_array().unwrap().iter().map(line).collect()
}

fn expected(stages: [&str; 3]) -> Vec<(String, String)> {
    let departments = ["公安局", "人力资源和社会保障局", INSURANCE];
    departments.into_iter().zip(stages).map(|(department, stage)| (department.to_owned(), stage.to_owned())).collect()
}

/// A part as its terminal sees it.
async fn part(server: &Server, whole: &Value, at: usize) -> Value {
    let file = whole["x-parts"][at]["file"].as_str().unwrap();
    server.get(&format!("{APPLICATIONS}/{file}")).await.body
}

async fn send_again(server: &Server, whole: &Value) -> Reply {
    server.about(whole, "parts", json!({})).await
}

pub async fn files_a_whole_and_a_part_for_each_department(server: &Server) {
    let service = server.get(&format!("/registration/v1/services/{}", server.service(BEREAVED).await)).await.body;
    assert_is("service", &service);
    assert_eq!((service["isExecutable"].as_bool(), service["x-parts"].as_array().unwrap().len()), (Some(true), 4));
    let whole = server.file_for(BEREAVED, &bereaved(&identity()), Some(KEY)).await.body;
    assert_is("applicationFileResponse", &whole);
    assert_eq!(lines(&whole), expected(["received"; 3]));
    assert_eq!((&whole["status"]["title"], whole["x-receipt"].as_str().unwrap().len()), (&json!("received"), 12));
    assert_eq!(whole.get("applicationData"), None);
    let listed = server.get(&format!("{APPLICATIONS}?applicantId={APPLICANT}")).await.body;
    assert_are("applicantApplicationFileListResponse", &listed);
    assert_eq!((listed.as_array().unwrap().len(), &listed[0]["fileId"]), (1, &whole["fileId"]), "parts stand in their whole");
    assert!(server.tasks(&whole).await.is_empty(), "each department has a task, the whole has none");
    let mut numbers = Vec::new();
    for at in 0..3 {
        let part = part(server, &whole, at).await;
        assert_is("applicationFileResponse", &part);
        assert_eq!((&part["x-whole"], &part["x-receipt"]), (&whole["fileId"], &whole["x-receipt"]));
        assert_eq!((&part["x-number"], &part["x-holder"]), (&whole["x-parts"][at]["number"], &whole["x-parts"][at]["department"]));
        numbers.push(part["x-number"].as_str().unwrap().to_owned());
        let tasks = server.tasks(&part).await;
        assert_eq!(tasks.len(), 1);
        let path = format!("/registration/v1/tasks/{}", tasks[0]["taskId"].as_str().unwrap());
        let data = reply(server.staff(Method::GET, &path)).await.body["data"].clone();
        assert_eq!((&data["deceasedName"]["value"], data.get("part-3")), (&json!("王秀英"), None), "its own answers alone");
        assert_eq!(data.get("paidTo").is_some(), at > 0);
    }
    numbers.dedup();
    assert_eq!(numbers.len(), 3);
    let told =
        |whole: &Value| whole["x-bring"].as_array().unwrap().iter().map(|paper| paper["name"]["zh-CN"].to_string()).collect::<Vec<_>>();
    let once: std::collections::BTreeSet<_> = told(&whole).into_iter().collect();
    assert_eq!(once.len(), told(&whole).len(), "each paper once");
    let asked = server.departments.asked();
    assert_eq!((asked.len(), server.departments.taken().len()), (3, 3));
    let identity = "not the same";
    let mut again = bereaved(identity);
    again["formData"]["data"]["identityNumber"] = json!("11010519491231002X");
    assert_problem(&server.file_for(BEREAVED, &again, Some(KEY)).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(server.departments.asked(), asked);
}

pub async fn sends_what_a_department_did_not_take_again_and_files_nothing_twice(server: &Server) {
    server.departments.leave(INSURANCE);
    let body = bereaved(&identity());
    let whole = server.file_for(BEREAVED, &body, Some(KEY)).await.body;
    assert_eq!(lines(&whole), expected(["received", "received", "-"]), "the others go on");
    let late = part(server, &whole, 2).await;
    assert_eq!((late.get("x-number"), late.get("x-promised")), (None, None));
    assert!(server.tasks(&late).await.is_empty(), "no staff has it");
    assert_problem(&server.about(&late, "withdraw", json!({})).await, StatusCode::CONFLICT);
    assert_eq!(server.file_for(BEREAVED, &body, Some(KEY)).await.body, whole, "the same key, the same answer");
    let refused = server.file_for(BEREAVED, &body, None).await;
    assert_problem(&refused, StatusCode::CONFLICT);
    assert_eq!(refused.body["x-existing"]["fileId"], whole["fileId"], "what its owner knows it by");
    assert_eq!(lines(&send_again(server, &whole).await.body), expected(["received", "received", "-"]));
    server.departments.come_back();
    let sent = send_again(server, &whole).await;
    assert_eq!((sent.status, lines(&sent.body)), (StatusCode::OK, expected(["received"; 3])), "{}", sent.body);
    assert_is("applicationFileResponse", &sent.body);
    assert_eq!(server.tasks(&late).await.len(), 1);
    let (asked, taken) = (server.departments.asked().len(), server.departments.taken());
    assert_eq!(send_again(server, &whole).await.body, sent.body);
    assert_eq!((server.departments.asked().len(), taken.len()), (asked, 3), "nothing is sent that was taken");
    let files: Vec<String> = taken.iter().map(|(_, file)| file.to_string()).collect();
    assert!((0..3).all(|at| files.contains(&sent.body["x-parts"][at]["file"].as_str().unwrap().to_owned())));
    assert_problem(&server.about(&json!({"fileId": KEY}), "parts", json!({})).await, StatusCode::NOT_FOUND);
    let staff = server.staff(Method::POST, &format!("{OWN}/{}/parts", whole["fileId"].as_str().unwrap()));
    assert_problem(&reply(staff.json(&json!({}))).await, StatusCode::FORBIDDEN);
}

pub async fn presses_at_once_file_a_part_once(server: &Server) {
    server.departments.leave(INSURANCE);
    let whole = filed(server).await;
    server.departments.come_back();
    let presses: Vec<_> = (0..20).map(|_| send_again(server, &whole)).collect();
    for answer in futures_of(presses).await {
        assert_eq!(answer.status, StatusCode::OK);
    }
    assert_eq!(lines(&server.now(&whole).await), expected(["received"; 3]));
    assert_eq!(server.departments.taken().len(), 3);
    assert_eq!(server.tasks(&part(server, &whole, 2).await).await.len(), 1);
}

/// All at once.
async fn futures_of<T>(futures: Vec<impl Future<Output = T>>) -> Vec<T> {
    iced_test::futures::futures::future::join_all(futures).await
}

pub async fn tells_a_whole_by_its_parts_to_the_end(server: &Server) {
    let whole = filed(server).await;
    let parts = [part(server, &whole, 0).await, part(server, &whole, 1).await, part(server, &whole, 2).await];
    let stage = async || server.now(&whole).await["status"]["title"].as_str().unwrap().to_owned();
    for (call, body) in [("withdraw", json!({})), ("ratings", json!({"occasion": "completed", "level": "satisfied"}))] {
        assert_problem(&server.about(&whole, call, body).await, StatusCode::CONFLICT);
    }
    assert_problem(&server.amend(&whole, json!({"name": "王小明"}), None).await, StatusCode::CONFLICT);
    server.decide(&parts[0], json!({"decision": "ACCEPT"})).await;
    assert_eq!(stage().await, "received", "the others are behind");
    let wrong = json!([{"pointer": "/formData/data/committee", "reason": "没有这个居委会"}]);
    server.decide(&parts[1], json!({"decision": "SENDBACK", "fields": wrong})).await;
    assert_eq!(stage().await, "correction");
    assert_eq!(server.now(&whole).await.get("applicationData"), None, "what is to be mended stands in the part");
    assert_eq!(server.now(&parts[1]).await["x-demand"]["fields"][0][0], "committee");
    let mended = server.amend(&parts[1], json!({"committee": "花木居委会"}), Some(KEY)).await;
    assert_eq!((mended.status, &mended.body["x-whole"]), (StatusCode::OK, &whole["fileId"]), "{}", mended.body);
    assert_eq!(stage().await, "received");
    assert_eq!(server.about(&parts[2], "withdraw", json!({})).await.body["status"]["title"], "withdrawn");
    for part in &parts[..2] {
        server.decide(part, json!({"decision": "APPROVED"})).await;
        server.decide(part, json!({"decision": "APPROVED"})).await;
    }
    let ended = server.now(&whole).await;
    assert_eq!((&ended["status"]["title"], &ended["ended"]), (&json!("completed"), &json!(true)));
    assert_eq!(lines(&ended), expected(["completed", "completed", "withdrawn"]));
    let trail: Vec<&str> = ended["x-timeline"].as_array().unwrap().iter().map(|step| step["stage"].as_str().unwrap()).collect();
    assert_eq!(trail, ["received", "correction", "received", "approved", "completed"]);
    let rated = server.about(&whole, "ratings", json!({"occasion": "completed", "level": "satisfied"})).await;
    assert_eq!(rated.status, StatusCode::OK);
}

pub async fn the_number_of_a_whole_opens_its_parts(server: &Server) {
    let one = identity();
    let whole = server.file_for(BEREAVED, &bereaved(&one), None).await.body;
    let other = filed(server).await;
    let wanted = json!({"receipt": whole["x-receipt"], "identityEnd": &one[14..]});
    let found = reply(server.call(Method::POST, &format!("{OWN}/find")).json(&wanted)).await;
    assert_eq!((found.status, &found.body["application"]), (StatusCode::OK, &whole), "{}", found.body);
    let token = found.body["token"].as_str().unwrap();
    let with = |method: Method, path: String| server.bare(method, &path).bearer_auth(token);
    let file = |whole: &Value| whole["x-parts"][1]["file"].as_str().unwrap().to_owned();
    let got = reply(with(Method::GET, format!("{APPLICATIONS}/{}", file(&whole)))).await;
    assert_eq!(got.body["x-whole"], whole["fileId"]);
    let sent = reply(with(Method::POST, format!("{OWN}/{}/parts", whole["fileId"].as_str().unwrap())).json(&json!({}))).await;
    assert_eq!((&sent.body["fileId"], &sent.body["x-parts"]), (&whole["fileId"], &whole["x-parts"]));
    assert_eq!(reply(with(Method::POST, format!("{OWN}/{}/withdraw", file(&whole)))).await.body["status"]["title"], "withdrawn");
    assert_problem(&reply(with(Method::GET, format!("{APPLICATIONS}/{}", file(&other)))).await, StatusCode::FORBIDDEN);
    let elsewhere = with(Method::POST, format!("{OWN}/{}/parts", other["fileId"].as_str().unwrap())).json(&json!({}));
    assert_problem(&reply(elsewhere).await, StatusCode::FORBIDDEN);
}

pub async fn a_part_that_is_open_already_is_told_to_its_applicant_alone(server: &Server) {
    let one = identity();
    let mut alone = bereaved(&one);
    let data = alone["formData"]["data"].as_object_mut().unwrap();
    data.retain(|key, _| !key.starts_with("part-"));
    let single = server.file_for(SURVIVORS, &alone, None).await.body;
    let refused = server.file_for(BEREAVED, &bereaved(&one), None).await;
    assert_problem(&refused, StatusCode::CONFLICT);
    assert_eq!(refused.body["x-existing"]["fileId"], single["fileId"]);
    assert!(server.departments.asked().is_empty());
    let mut again = bereaved(&one);
    again["x-again"] = json!(true);
    assert_eq!(server.file_for(BEREAVED, &again, None).await.status, StatusCode::OK, "its owner wants it all the same");
    let other = identity();
    let whole = server.file_for(BEREAVED, &bereaved(&other), None).await.body;
    alone["formData"]["data"]["identityNumber"] = json!(other);
    let refused = server.file_for(SURVIVORS, &alone, None).await;
    assert_eq!((refused.status, &refused.body["x-existing"]["fileId"]), (StatusCode::CONFLICT, &whole["fileId"]));
    // Somebody else is told nothing, neither of a part nor of a whole.
    for (service, mut body) in [(SURVIVORS, alone), (BEREAVED, bereaved(&other))] {
        body["applicantId"] = json!(uuid::Uuid::new_v4().to_string());
        let filed = server.file_for(service, &body, None).await;
        assert_eq!(filed.status, StatusCode::OK, "{}", filed.body);
    }
}

pub async fn refuses_what_a_part_would_refuse_by_the_question_asked(server: &Server) {
    let mut body = bereaved(&identity());
    let data = body["formData"]["data"].as_object_mut().unwrap();
    data.insert("part-4".to_owned(), json!("perhaps"));
    data.insert("deathDate".to_owned(), json!("yesterday"));
    data.remove("paidTo");
    let refused = server.file_for(BEREAVED, &body, None).await;
    assert_problem(&refused, StatusCode::UNPROCESSABLE_ENTITY);
    let wrong: Vec<(&str, &str)> = refused.body["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|wrong| (wrong["pointer"].as_str().unwrap(), wrong["code"].as_str().unwrap()))
        .collect();
    let at = |key: &str| format!("/formData/data/{key}");
    assert_eq!(wrong, [(at("part-4").as_str(), "choice"), (&at("deathDate"), "date"), (&at("paidTo"), "empty")]);
    assert!(server.departments.asked().is_empty());
}
