//! A list of items in JSON: an array of objects, or an object that holds one. Its rows are counted from 1, the heads of its
//! columns are the keys.

use std::collections::HashMap;

use serde_json::Value;

use super::{Cell, List};
use crate::domain::catalogue::{Defect, Problem};

/// The list in `text`, or why there is none.
pub fn list(file: &str, text: &str) -> Result<List, Defect> {
    let value: Value = serde_json::from_str(text).map_err(|error| Defect::in_json(file, text, &error))?;
    let items = items(value).ok_or_else(|| Defect::of_file(file, Problem::WrongType))?;
    if items.is_empty() {
        return Err(Defect::of_file(file, Problem::Empty));
    }
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut heads: Vec<String> = Vec::new();
    for key in items.iter().filter_map(Value::as_object).flat_map(|item| item.keys()) {
        places.entry(key).or_insert_with(|| {
            heads.push(key.clone());
            heads.len() - 1
        });
    }
    let rows = items.iter().enumerate().map(|(at, item)| (at + 1, row(item, &places))).collect();
    Ok(List { heads: vec![(0, heads)], rows })
}

/// The first array in `value`.
fn items(value: Value) -> Option<Vec<Value>> {
    match value {
        Value::Array(items) => Some(items),
        Value::Object(members) => members.into_iter().find_map(|(_, value)| items(value)),
        _ => None,
    }
}

fn row(item: &Value, places: &HashMap<&str, usize>) -> Result<Vec<Cell>, Problem> {
    let item = item.as_object().ok_or(Problem::WrongType)?;
    let mut row = vec![Some(String::new()); places.len()];
    for (key, value) in item {
        let cell = match value {
            Value::Null => Some(String::new()),
            Value::String(text) if text.contains(char::REPLACEMENT_CHARACTER) => return Err(Problem::Encoding),
            Value::String(text) => Some(text.clone()),
            Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
            Value::Array(_) | Value::Object(_) => None,
        };
        if let Some(place) = places.get(key.as_str()) {
            row[*place] = cell;
        }
    }
    Ok(row)
}
