//! Reads our subset of JSON Schema 2020-12. Two manners: strict for our own schemas, where a word outside the
//! subset is an error, and lenient for a third party's, where it is passed over. Knows no answers.

use serde_json::{Map, Value};
use uuid::Uuid;

use super::{AnswerKind, Choice, Form, Question};
use crate::domain::secret::Mask;
use crate::domain::text::LocalText;

/// The dialect a strict schema may name.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";
/// Most characters of an answer whose schema (a third party's) sets no bound.
const LONGEST: usize = 500;

/// A schema outside our subset.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{pointer}: {problem}")]
pub struct SchemaError {
    /// JSON pointer (RFC 6901) of the place; of the keyword itself where one is missing.
    pub pointer: String,
    /// What is wrong there.
    pub problem: SchemaProblem,
}

/// What is wrong with a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum SchemaProblem {
    /// A keyword outside the subset.
    #[error("keyword outside our subset")]
    Unknown,
    /// A keyword that must be there.
    #[error("keyword missing")]
    Missing,
    /// A value of the wrong JSON type.
    #[error("wrong type")]
    WrongType,
    /// A value the subset does not know.
    #[error("value outside our subset")]
    WrongValue,
    /// A name that is no question, or not one asked earlier.
    #[error("no such earlier question or choice")]
    NoSuchQuestion,
    /// The same question twice.
    #[error("the same twice")]
    Twice,
}

impl Form {
    /// Reads a schema of ours. `id` is its `eFormId`.
    ///
    /// # Errors
    /// The first place outside our subset.
    pub fn read(id: Uuid, schema: &Value) -> Result<Self, SchemaError> {
        Reader { strict: true }.form(id, schema)
    }

    /// Reads a third party's schema, by property order, title and description. What our subset does not know is
    /// passed over, except where nobody could then file: a required property that is not a text.
    ///
    /// # Errors
    /// The first place that cannot be asked as a question.
    pub fn read_foreign(id: Uuid, schema: &Value) -> Result<Self, SchemaError> {
        Reader { strict: false }.form(id, schema)
    }
}

type Result<T, E = SchemaError> = std::result::Result<T, E>;

/// An object of the schema and where it is.
struct Place<'a> {
    pointer: String,
    object: &'a Map<String, Value>,
}

impl<'a> Place<'a> {
    fn new(pointer: String, value: &'a Value) -> Result<Self> {
        match value.as_object() {
            Some(object) => Ok(Self { pointer, object }),
            None => Err(SchemaError { pointer, problem: SchemaProblem::WrongType }),
        }
    }
    fn error(&self, key: &str, problem: SchemaProblem) -> SchemaError {
        SchemaError { pointer: self.at(key), problem }
    }
    fn at(&self, key: &str) -> String {
        format!("{}/{}", self.pointer, key.replace('~', "~0").replace('/', "~1"))
    }
    fn item(&self, key: &str, index: usize) -> String {
        format!("{}/{index}", self.at(key))
    }
    fn get(&self, key: &str) -> Option<&'a Value> {
        self.object.get(key)
    }
    fn need(&self, key: &str) -> Result<&'a Value> {
        self.get(key).ok_or_else(|| self.error(key, SchemaProblem::Missing))
    }
    fn text(&self, key: &str) -> Result<Option<&'a str>> {
        self.get(key).map(|value| value.as_str().ok_or_else(|| self.error(key, SchemaProblem::WrongType))).transpose()
    }
    fn count(&self, key: &str) -> Result<Option<u64>> {
        self.get(key).map(|value| value.as_u64().ok_or_else(|| self.error(key, SchemaProblem::WrongType))).transpose()
    }
    fn local(&self, key: &str) -> Result<Option<LocalText>> {
        let read = |value: &Value| serde_json::from_value(value.clone()).map_err(|_| self.error(key, SchemaProblem::WrongType));
        self.get(key).map(read).transpose()
    }
    fn array(&self, key: &str) -> Result<&'a [Value]> {
        self.get(key).map_or(Ok(&[]), |value| value.as_array().map(Vec::as_slice).ok_or_else(|| self.error(key, SchemaProblem::WrongType)))
    }
    fn down(&self, key: &str) -> Result<Option<Place<'a>>> {
        self.get(key).map(|value| Place::new(self.at(key), value)).transpose()
    }
}

struct Reader {
    strict: bool,
}

impl Reader {
    fn form(&self, id: Uuid, schema: &Value) -> Result<Form> {
        let root = Place::new(String::new(), schema)?;
        self.only(&root, &["$schema", "type", "x-text", "properties", "required", "allOf"])?;
        if self.strict && root.text("$schema")?.is_some_and(|dialect| dialect != DIALECT) {
            return Err(root.error("$schema", SchemaProblem::WrongValue));
        }
        self.is(&root, "object")?;
        let mut found = Vec::new();
        self.questions(&root, None, &mut found)?;
        let mut conditions = Vec::new();
        for (index, branch) in root.array("allOf")?.iter().enumerate() {
            let place = Place::new(root.item("allOf", index), branch)?;
            match self.branch(&place, &mut found) {
                Ok(condition) => conditions.push(condition),
                Err(error) if self.strict => return Err(error),
                Err(_) => {}
            }
        }
        found.sort_by_key(|(order, _)| *order);
        let questions: Vec<Question> = found.into_iter().map(|(_, question)| question).collect();
        if questions.is_empty() {
            return Err(root.error("properties", SchemaProblem::Missing));
        }
        consistent(&questions, &conditions)?;
        Ok(Form { id, title: self.title(&root)?, questions })
    }

    /// The questions of `place`'s properties, with the order they ask for.
    fn questions(&self, place: &Place, when: Option<&(String, String)>, found: &mut Vec<(i64, Question)>) -> Result<()> {
        let Some(properties) = place.down("properties")? else { return Err(place.error("properties", SchemaProblem::Missing)) };
        let mut required = Vec::new();
        for (index, name) in place.array("required")?.iter().enumerate() {
            match name.as_str() {
                Some(name) if properties.object.contains_key(name) => required.push(name),
                _ => return Err(SchemaError { pointer: place.item("required", index), problem: SchemaProblem::NoSuchQuestion }),
            }
        }
        for key in properties.object.keys() {
            let Some(property) = properties.down(key)? else { continue };
            let required = required.contains(&key.as_str());
            match self.question(key, &property, required) {
                Ok((order, question)) => found.push((order, Question { when: when.cloned(), ..question })),
                Err(error) if self.strict || required => return Err(error),
                Err(_) => {}
            }
        }
        Ok(())
    }

    fn question(&self, key: &str, place: &Place, required: bool) -> Result<(i64, Question)> {
        self.only(place, &["type", "maxLength", "minLength", "format", "oneOf", "x-text", "x-help", "x-order", "x-secret"])?;
        self.is(place, "string")?;
        if self.strict && place.count("minLength")?.is_some_and(|least| least > 1) {
            return Err(place.error("minLength", SchemaProblem::WrongValue));
        }
        let (label, ask) = match place.down("x-text")? {
            Some(words) => {
                self.only(&words, &["label", "ask"])?;
                let need = |key| words.local(key)?.ok_or_else(|| words.error(key, SchemaProblem::Missing));
                (need("label")?, need("ask")?)
            }
            None if self.strict => return Err(place.error("x-text", SchemaProblem::Missing)),
            None => {
                let title = LocalText::only(place.text("title")?.unwrap_or(key));
                (title.clone(), title)
            }
        };
        let help = match place.local("x-help")? {
            None if !self.strict => place.text("description")?.map(LocalText::only),
            help => help,
        };
        let order = match place.get("x-order") {
            None => i64::MAX,
            Some(order) => order.as_i64().ok_or_else(|| place.error("x-order", SchemaProblem::WrongType))?,
        };
        let (kind, secret) = (self.kind(place)?, mask(place)?);
        Ok((order, Question { key: key.to_owned(), label, ask, help, kind, required, secret, when: None }))
    }

    fn kind(&self, place: &Place) -> Result<AnswerKind> {
        let choices = self.choices(place)?;
        if !choices.is_empty() {
            return Ok(AnswerKind::Choice(choices));
        }
        let max = || match place.count("maxLength")? {
            Some(max) => Ok(usize::try_from(max).unwrap_or(usize::MAX)),
            None if self.strict => Err(place.error("maxLength", SchemaProblem::Missing)),
            None => Ok(LONGEST),
        };
        match place.text("format")? {
            None => Ok(AnswerKind::Line { max: max()? }),
            Some("person-name") => Ok(AnswerKind::Name { max: max()? }),
            Some("identity-number") => Ok(AnswerKind::Identity),
            Some("phone") => Ok(AnswerKind::Phone),
            Some("bank-card") => Ok(AnswerKind::BankCard),
            Some("date") => Ok(AnswerKind::Date),
            Some(_) if self.strict => Err(place.error("format", SchemaProblem::WrongValue)),
            Some(_) => Ok(AnswerKind::Line { max: max()? }),
        }
    }

    fn choices(&self, place: &Place) -> Result<Vec<Choice>> {
        let mut choices: Vec<Choice> = Vec::new();
        for (index, value) in place.array("oneOf")?.iter().enumerate() {
            let one = Place::new(place.item("oneOf", index), value)?;
            self.only(&one, &["const", "x-text"])?;
            let value = one.text("const")?.ok_or_else(|| one.error("const", SchemaProblem::Missing))?;
            if choices.iter().any(|choice| choice.value == value) {
                return Err(one.error("const", SchemaProblem::Twice));
            }
            let label = match one.local("x-text")? {
                Some(label) => label,
                None if self.strict => return Err(one.error("x-text", SchemaProblem::Missing)),
                None => LocalText::only(one.text("title")?.unwrap_or(value)),
            };
            choices.push(Choice { value: value.to_owned(), label });
        }
        if !self.strict && choices.is_empty() {
            let values = place.array("enum")?.iter().filter_map(Value::as_str);
            choices.extend(values.map(|value| Choice { value: value.to_owned(), label: LocalText::only(value) }));
        }
        Ok(choices)
    }

    /// `{"if": {"properties": {KEY: {"const": VALUE}}, "required": [KEY]}, "then": {"properties": …, "required": …}}`.
    /// Answers where the condition stands.
    fn branch(&self, place: &Place, found: &mut Vec<(i64, Question)>) -> Result<(String, String)> {
        self.only(place, &["if", "then"])?;
        let missing = |key| place.error(key, SchemaProblem::Missing);
        let condition = place.down("if")?.ok_or_else(|| missing("if"))?;
        self.only(&condition, &["properties", "required"])?;
        let properties = condition.down("properties")?.ok_or_else(|| condition.error("properties", SchemaProblem::Missing))?;
        let mut keys = properties.object.keys();
        let (Some(key), None) = (keys.next(), keys.next()) else {
            return Err(condition.error("properties", SchemaProblem::WrongValue));
        };
        let tested = properties.down(key)?.ok_or_else(|| properties.error(key, SchemaProblem::Missing))?;
        self.only(&tested, &["const"])?;
        let value = tested.text("const")?.ok_or_else(|| tested.error("const", SchemaProblem::Missing))?;
        // Without it an absent answer would satisfy the condition.
        if condition.need("required")? != &Value::from(vec![key.clone()]) {
            return Err(condition.error("required", SchemaProblem::WrongValue));
        }
        let then = place.down("then")?.ok_or_else(|| missing("then"))?;
        self.only(&then, &["properties", "required"])?;
        let mut asked = Vec::new();
        self.questions(&then, Some(&(key.clone(), value.to_owned())), &mut asked)?;
        found.extend(asked);
        Ok((tested.pointer.clone(), key.clone()))
    }

    fn title(&self, root: &Place) -> Result<LocalText> {
        match root.local("x-text")? {
            Some(title) => Ok(title),
            None if self.strict => Err(root.error("x-text", SchemaProblem::Missing)),
            None => Ok(LocalText::only(root.text("title")?.unwrap_or_default())),
        }
    }

    fn is(&self, place: &Place, kind: &str) -> Result<()> {
        match place.text("type")? {
            Some(given) if given == kind => Ok(()),
            Some(_) => Err(place.error("type", SchemaProblem::WrongValue)),
            None if self.strict => Err(place.error("type", SchemaProblem::Missing)),
            None => Ok(()),
        }
    }

    fn only(&self, place: &Place, known: &[&str]) -> Result<()> {
        match place.object.keys().find(|key| !known.contains(&key.as_str())) {
            Some(key) if self.strict => Err(place.error(key, SchemaProblem::Unknown)),
            _ => Ok(()),
        }
    }
}

/// Each key once; each condition on a choice that is asked earlier and has that value.
fn consistent(questions: &[Question], conditions: &[(String, String)]) -> Result<()> {
    for (at, question) in questions.iter().enumerate() {
        let earlier = &questions[..at];
        if earlier.iter().any(|other| other.key == question.key) {
            return Err(SchemaError { pointer: format!("/properties/{}", question.key), problem: SchemaProblem::Twice });
        }
        let Some((key, value)) = &question.when else { continue };
        let chosen =
            |other: &Question| matches!(&other.kind, AnswerKind::Choice(choices) if choices.iter().any(|choice| choice.value == *value));
        if !earlier.iter().any(|other| other.key == *key && chosen(other)) {
            let pointer = conditions.iter().find(|(_, tested)| tested == key).map_or_else(String::new, |(pointer, _)| pointer.clone());
            return Err(SchemaError { pointer, problem: SchemaProblem::NoSuchQuestion });
        }
    }
    Ok(())
}

fn mask(place: &Place) -> Result<Option<Mask>> {
    Ok(match place.text("x-secret")? {
        None => None,
        Some("identity") => Some(Mask::Identity),
        Some("phone") => Some(Mask::Phone),
        Some("account") => Some(Mask::Account),
        Some("whole") => Some(Mask::Whole),
        Some(_) => return Err(place.error("x-secret", SchemaProblem::WrongValue)),
    })
}

#[cfg(test)]
mod tests;
