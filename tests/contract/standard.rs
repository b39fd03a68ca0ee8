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
