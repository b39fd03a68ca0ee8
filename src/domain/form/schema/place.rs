//! A place in a schema: an object, where it stands, and its members read with the error that names them.

use serde_json::{Map, Value};

use super::{Result, SchemaError, SchemaProblem};
use crate::domain::text::LocalText;

/// An object of the schema and where it is.
pub struct Place<'a> {
    pub pointer: String,
    pub object: &'a Map<String, Value>,
}

impl<'a> Place<'a> {
    pub fn new(pointer: String, value: &'a Value) -> Result<Self> {
        match value.as_object() {
            Some(object) => Ok(Self { pointer, object }),
            None => Err(SchemaError { pointer, problem: SchemaProblem::WrongType }),
        }
    }
    pub fn error(&self, key: &str, problem: SchemaProblem) -> SchemaError {
        SchemaError { pointer: self.at(key), problem }
    }
    pub fn at(&self, key: &str) -> String {
        format!("{}/{}", self.pointer, key.replace('~', "~0").replace('/', "~1"))
    }
    pub fn item(&self, key: &str, index: usize) -> String {
        format!("{}/{index}", self.at(key))
    }
    pub fn get(&self, key: &str) -> Option<&'a Value> {
        self.object.get(key)
    }
    pub fn need(&self, key: &str) -> Result<&'a Value> {
        self.get(key).ok_or_else(|| self.error(key, SchemaProblem::Missing))
    }
    pub fn text(&self, key: &str) -> Result<Option<&'a str>> {
        self.get(key).map(|value| value.as_str().ok_or_else(|| self.error(key, SchemaProblem::WrongType))).transpose()
    }
    pub fn count(&self, key: &str) -> Result<Option<u64>> {
        self.get(key).map(|value| value.as_u64().ok_or_else(|| self.error(key, SchemaProblem::WrongType))).transpose()
    }
    pub fn local(&self, key: &str) -> Result<Option<LocalText>> {
        let read = |value: &Value| serde_json::from_value(value.clone()).map_err(|_| self.error(key, SchemaProblem::WrongType));
        self.get(key).map(read).transpose()
    }
    pub fn array(&self, key: &str) -> Result<&'a [Value]> {
        self.get(key).map_or(Ok(&[]), |value| value.as_array().map(Vec::as_slice).ok_or_else(|| self.error(key, SchemaProblem::WrongType)))
    }
    pub fn down(&self, key: &str) -> Result<Option<Place<'a>>> {
        self.get(key).map(|value| Place::new(self.at(key), value)).transpose()
    }
}
