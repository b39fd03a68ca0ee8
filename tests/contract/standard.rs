//! The standard itself: the schemas of GovStack Registration 0.1.1 as published.

use serde_json::{Value, json};

const DOCUMENT: &str = include_str!("../data/govstack-registration-0.1.1.json");

/// Holds `answer` against the schema `name` of the standard.
pub fn assert_is(name: &str, answer: &Value) {
    let document: Value = serde_json::from_str(DOCUMENT).unwrap();
    assert!(document["components"]["schemas"][name].is_object(), "the standard has no {name}");
    let schema = json!({ "$ref": format!("#/components/schemas/{name}"), "components": document["components"] });
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(answer).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "not a {name}: {errors:?}\n{answer:#}");
}

/// Holds each of `answers` against the schema `name`.
pub fn assert_are(name: &str, answers: &Value) {
    for answer in answers.as_array().unwrap() {
        assert_is(name, answer);
    }
}

/// Holds our `description` against the standard's calls: each is there, by its name if the standard gives it one, with
/// every parameter, body and good answer the standard has.
pub fn assert_describes(description: &Value) {
    let document: Value = serde_json::from_str(DOCUMENT).unwrap();
    let mut missing = Vec::new();
    let mut calls = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, call) in methods.as_object().unwrap() {
            calls += 1;
            let ours = &description["paths"][format!("/registration/v1{path}")][method];
            let mut need = |there: bool, what: String| {
                if !there {
                    missing.push(format!("{method} {path}: {what}"));
                }
            };
            need(ours.is_object(), "the call".to_owned());
            let id = &call["operationId"];
            need(id.is_null() || ours["operationId"] == *id, format!("operationId {id}"));
            for parameter in call["parameters"].as_array().into_iter().flatten() {
                let parameter = resolved(&document, parameter);
                let same = |own: &Value| own["name"] == parameter["name"] && own["in"] == parameter["in"];
                let has = ours["parameters"].as_array().is_some_and(|own| own.iter().any(same));
                need(has, format!("parameter {}", parameter["name"]));
            }
            for kind in call["requestBody"]["content"].as_object().into_iter().flat_map(|content| content.keys()) {
                need(ours["requestBody"]["content"][kind].is_object(), format!("body {kind}"));
            }
            for status in call["responses"].as_object().unwrap().keys() {
                // The catalogue is in memory: it never fails.
                let never = status == "500" && (path.starts_with("/services") && method == "get");
                need(never || ours["responses"][status].is_object(), format!("answer {status}"));
            }
        }
    }
    assert_eq!(calls, 12);
    assert!(missing.is_empty(), "the standard has, and we do not describe:\n{}", missing.join("\n"));
}

/// What a reference leads to.
fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    value["$ref"].as_str().and_then(|path| document.pointer(path.trim_start_matches('#'))).unwrap_or(value)
}
