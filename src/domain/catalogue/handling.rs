//! What the handling of a service asks of the rest of its file: a day where a day is booked, papers that follow only where
//! papers follow a form. Knows no words and no sentences.

use serde_json::Value;

use super::Problem;

/// Everything in a service's file that does not go with its handling, with where it stands.
pub fn file(file: &Value) -> Vec<(String, Problem)> {
    let found = form(file).into_iter().chain(papers(file)).chain(handout(file)).chain(manner(file));
    found.map(|(pointer, problem)| (pointer.to_owned(), problem)).chain(materials(file)).collect()
}

/// What is filed needs a form, and a form where nothing is filed deceives. An appointment is made by a form that asks for
/// the day; where somebody must be seen, a form can only book a visit.
fn form(file: &Value) -> Option<(&'static str, Problem)> {
    let problem = match (handling(file), file.get("form")) {
        ("full" | "form_then_papers" | "appointment", None) if !is_bundle(file) => Problem::NoForm,
        ("appointment" | "verify_in_person", Some(form)) if !asks_for_day(form) => Problem::NoDay,
        ("lookup" | "counter_only", Some(_)) => Problem::NoFiling,
        _ => return None,
    };
    Some(("/form", problem))
}

/// Papers follow where they follow a form, in so many days, and there is one at least.
fn papers(file: &Value) -> Option<(&'static str, Problem)> {
    let days = file.pointer("/guide/papers_days").is_some();
    let bring = all(file, "/guide/materials").any(|material| material.get("source").is_some_and(|source| source == "bring"));
    match handling(file) {
        "form_then_papers" if !days => Some(("/guide/papers_days", Problem::NoPapersDays)),
        "form_then_papers" if !bring && !is_bundle(file) => Some(("/guide/materials", Problem::NothingToBring)),
        "form_then_papers" => None,
        _ => days.then_some(("/guide/papers_days", Problem::NoPapers)),
    }
}

/// What is handed out was filed here, and who comes for it is never turned away.
fn handout(file: &Value) -> Option<(&'static str, Problem)> {
    let mut ways = all(file, "/guide/handout").peekable();
    ways.peek()?;
    let filed = !matches!(handling(file), "lookup" | "counter_only");
    (!filed || !ways.any(|way| way == "in-person")).then_some(("/guide/handout", Problem::NoHandout))
}

/// After a death a matter has its own door and its own manner, both.
fn manner(file: &Value) -> Option<(&'static str, Problem)> {
    let manner = file.pointer("/guide/manner").is_some_and(|manner| manner == "bereavement");
    let door = all(file, "/life_events").any(|event| event == "bereaved");
    (manner != door).then_some((if manner { "/life_events" } else { "/guide/manner" }, Problem::Bereavement))
}

fn materials(file: &Value) -> Vec<(String, Problem)> {
    let days = all(file, "/guide/materials").enumerate().filter(|(_, material)| material.get("days").is_some());
    let not_later = days.filter(|(_, material)| material.get("source").is_none_or(|source| source != "later"));
    not_later.map(|(at, _)| (format!("/guide/materials/{at}/days"), Problem::NotLater)).collect()
}

/// The members of the array at `pointer`.
fn all<'a>(file: &'a Value, pointer: &str) -> impl Iterator<Item = &'a Value> {
    file.pointer(pointer).and_then(Value::as_array).into_iter().flatten()
}

/// Whether form and materials are those of its parts.
fn is_bundle(file: &Value) -> bool {
    file.get("parts").is_some()
}

fn handling(file: &Value) -> &str {
    file.get("handling").and_then(Value::as_str).unwrap_or_default()
}

/// Whether everybody who fills the form is asked for a working day.
fn asks_for_day(form: &Value) -> bool {
    let questions = form.get("properties").and_then(Value::as_object);
    let required = form.get("required").and_then(Value::as_array);
    let is_required = |key: &str| required.is_some_and(|keys| keys.iter().any(|one| one == key));
    questions
        .into_iter()
        .flatten()
        .any(|(key, question)| question.get("format").is_some_and(|format| format == "working-day") && is_required(key))
}
