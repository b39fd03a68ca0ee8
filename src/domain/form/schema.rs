//! Reads our subset of JSON Schema 2020-12. Two manners: strict for our own schemas, where a word outside the
//! subset is an error, and lenient for a third party's, where it is passed over. Knows no answers.

use jiff::civil::{Date, date};
use serde_json::Value;
use uuid::Uuid;

use super::{AnswerKind, Choice, Form, Question};
use crate::domain::secret::Mask;
use crate::domain::text::LocalText;

mod place;

use place::Place;

/// The dialect a strict schema may name.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";
/// Most characters of an answer whose schema (a third party's) sets no bound.
const UNBOUND: usize = 500;
/// Most characters of one line; what may be longer is a text.
const LONGEST_LINE: usize = 60;
/// Most characters of any answer.
const LONGEST: usize = 2000;
/// The day on which it is tried whether a question can be answered at all; the result is the same on every day.
const TRIED_ON: Date = date(2026, 11, 20);

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
    /// Conditions that wait for each other.
    #[error("conditions in a circle")]
    Circle,
    /// A question that no answer satisfies.
    #[error("no answer satisfies it")]
    Unanswerable,
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
        if self.strict {
            same_kinds(&questions)?;
        }
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
        self.only(place, &["type", "maxLength", "minLength", "format", "oneOf", "x-text", "x-help", "x-order", "x-secret", "x-same-as"])?;
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
        let (kind, secret, same_as) = (self.kind(place)?, mask(place)?, datum(place)?);
        let question = Question { key: key.to_owned(), label, ask, help, kind, required, secret, same_as, when: None };
        if self.strict && !question.is_answerable(TRIED_ON) {
            return Err(SchemaError { pointer: place.pointer.clone(), problem: SchemaProblem::Unanswerable });
        }
        Ok((order, question))
    }

    fn kind(&self, place: &Place) -> Result<AnswerKind> {
        let choices = self.choices(place)?;
        if !choices.is_empty() {
            return Ok(AnswerKind::Choice(choices));
        }
        let max = || match place.count("maxLength")?.map(|max| usize::try_from(max).unwrap_or(usize::MAX)) {
            Some(max) if self.strict && max > LONGEST => Err(place.error("maxLength", SchemaProblem::WrongValue)),
            Some(max) => Ok(max.min(LONGEST)),
            None if self.strict => Err(place.error("maxLength", SchemaProblem::Missing)),
            None => Ok(UNBOUND),
        };
        match place.text("format")? {
            Some("person-name") => Ok(AnswerKind::Name { max: max()? }),
            Some("identity-number") => Ok(AnswerKind::Identity),
            Some("identity-validity") => Ok(AnswerKind::Validity),
            Some("phone") => Ok(AnswerKind::Phone),
            Some("address") => Ok(AnswerKind::Address { max: max()? }),
            Some("bank-card") => Ok(AnswerKind::BankCard),
            Some("passbook") => Ok(AnswerKind::Passbook),
            Some("date") => Ok(AnswerKind::Date),
            Some("working-day") => Ok(AnswerKind::WorkingDay),
            Some(_) if self.strict => Err(place.error("format", SchemaProblem::WrongValue)),
            // Where no bound is given nobody thought of a long text.
            None | Some(_) => Ok(match max()? {
                max if max > LONGEST_LINE && place.get("maxLength").is_some() => AnswerKind::Text { max },
                max => AnswerKind::Line { max },
            }),
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
        if self.strict && choices.is_empty() && place.get("oneOf").is_some() {
            return Err(place.error("oneOf", SchemaProblem::Unanswerable));
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
            let problem = if in_circle(questions, question) { SchemaProblem::Circle } else { SchemaProblem::NoSuchQuestion };
            return Err(SchemaError { pointer, problem });
        }
    }
    Ok(())
}

/// Whether what `question` waits for waits, at the end of it all, for `question`.
fn in_circle(questions: &[Question], question: &Question) -> bool {
    let condition = |one: &Question| questions.iter().find(|other| one.when.as_ref().is_some_and(|(key, _)| other.key == *key));
    std::iter::successors(condition(question), |one| condition(one)).take(questions.len()).any(|other| other.key == question.key)
}

/// One datum, one kind: an answer that is offered again must be able to fit.
fn same_kinds(questions: &[Question]) -> Result<()> {
    let other_kind = |at: usize, question: &Question| {
        let earlier = questions[..at].iter().filter(|other| other.same_as.is_some() && other.same_as == question.same_as);
        earlier.into_iter().any(|other| std::mem::discriminant(&other.kind) != std::mem::discriminant(&question.kind))
    };
    match questions.iter().enumerate().find(|(at, question)| other_kind(*at, question)) {
        Some((_, question)) => {
            Err(SchemaError { pointer: format!("/properties/{}/x-same-as", question.key), problem: SchemaProblem::WrongValue })
        }
        None => Ok(()),
    }
}

/// The name of a datum: `name`, `identity`, `home-phone`.
fn datum(place: &Place) -> Result<Option<String>> {
    let is_name =
        |name: &str| name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    match place.text("x-same-as")? {
        Some(name) if !is_name(name) => Err(place.error("x-same-as", SchemaProblem::WrongValue)),
        name => Ok(name.map(str::to_owned)),
    }
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
