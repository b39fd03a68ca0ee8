//! What the handling of a service asks of the rest of its file: a day where a day is booked, papers that follow only where
//! papers follow a form. Knows no words and no sentences.

use serde_json::Value;

use super::{Defect, Problem};

/// Everything in a service's file that does not go with its handling. A file that cannot be read has its defect already.
pub fn file(name: &str, bytes: &[u8]) -> Vec<Defect> {
    let Ok(file) = serde_json::from_slice::<Value>(bytes) else { return Vec::new() };
    let found = form(&file).into_iter().chain(papers(&file)).chain(materials(&file));
    found.map(|(pointer, problem)| Defect::in_field(name, bytes, &pointer, problem)).collect()
}

/// An appointment is made by a form that asks for the day; where somebody must be seen, a form can only book a visit.
fn form(file: &Value) -> Option<(String, Problem)> {
    let pointer = "/form".to_owned();
    match (handling(file), file.get("form")) {
        ("appointment", None) => Some((pointer, Problem::NoForm)),
        ("appointment" | "verify_in_person", Some(form)) if !asks_for_day(form) => Some((pointer, Problem::NoDay)),
        _ => None,
    }
}

fn papers(file: &Value) -> Option<(String, Problem)> {
    let pointer = "/guide/papers_days";
    (file.pointer(pointer).is_some() && handling(file) != "form_then_papers").then(|| (pointer.to_owned(), Problem::NoPapers))
}

fn materials(file: &Value) -> Vec<(String, Problem)> {
    let materials = file.pointer("/guide/materials").and_then(Value::as_array);
    let days = materials.into_iter().flatten().enumerate().filter(|(_, material)| material.get("days").is_some());
    let not_later = days.filter(|(_, material)| material.get("source").is_none_or(|source| source != "later"));
    not_later.map(|(at, _)| (format!("/guide/materials/{at}/days"), Problem::NotLater)).collect()
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
