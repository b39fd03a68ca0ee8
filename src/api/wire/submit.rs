//! What is submitted, and its way to and from the domain. Nothing here has `Debug`: answers are personal data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Wrong;
use super::problem::token;
use crate::domain::application::{Agent, Answers, Application, Handout};
use crate::domain::secret::Secret;
use crate::domain::service::ServiceId;

/// GovStack's `applicationFileSubmit`.
#[derive(Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Submit {
    /// An opaque id, never derived from a person.
    #[serde(default)]
    pub applicant_id: String,
    /// The answers.
    #[serde(default)]
    pub form_data: FormData,
    /// Where the documents are that belong to it, as [`Uploaded`] said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub document_urls: Vec<String>,
    /// Who files it for the applicant.
    #[serde(rename = "x-agent", default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<AgentOnWire>,
    /// How what comes of it is handed out.
    #[serde(rename = "x-handout", default, skip_serializing_if = "Option::is_none")]
    pub handout: Option<HandoutOnWire>,
    /// Though the same person has one under way.
    #[serde(rename = "x-again", default, skip_serializing_if = "std::ops::Not::not")]
    pub again: bool,
}

/// GovStack's `formData`.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct FormData {
    /// By key, each `{"value": …}`; plain values are accepted.
    #[schema(value_type = Object)]
    pub data: BTreeMap<String, Value>,
    /// By which form; the service's own if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub e_form_id: Option<String>,
}

/// One who acts for the applicant (our own field).
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct AgentOnWire {
    /// Name.
    pub name: String,
    /// Identity number.
    #[schema(value_type = String)]
    pub identity: Secret,
    /// Code of the relation.
    pub relation: String,
    /// Why they may.
    pub ground: String,
}

/// How what comes of it is handed out (our own field).
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct HandoutOnWire {
    /// [`HandoutWay::name`]
    pub way: String,
    /// Who comes for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where it is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub address: Option<Secret>,
}

impl From<&Handout> for HandoutOnWire {
    fn from(handout: &Handout) -> Self {
        Self { way: handout.way.name().to_owned(), name: handout.name.clone(), address: handout.address.clone() }
    }
}

impl HandoutOnWire {
    /// As the domain has it, unless the way is unknown.
    fn into_domain(self) -> Result<Handout, Wrong> {
        let way = serde_json::from_value(Value::from(self.way)).map_err(|_| Wrong::new("/x-handout/way", "choice"))?;
        Ok(Handout { way, name: self.name, address: self.address })
    }
}

impl From<&Application> for Submit {
    fn from(application: &Application) -> Self {
        let agent = application.agent.as_ref().map(|agent| AgentOnWire {
            name: agent.name.clone(),
            identity: agent.identity.clone(),
            relation: agent.relation.clone(),
            ground: agent.ground.clone(),
        });
        Self {
            applicant_id: application.applicant.to_string(),
            form_data: FormData { data: on_wire(&application.answers), e_form_id: Some(application.form.to_string()) },
            document_urls: Vec::new(),
            agent,
            handout: application.handout.as_ref().map(Into::into),
            again: application.again,
        }
    }
}

impl Submit {
    /// The answers that changed, alone: what a `PUT` carries.
    pub fn amendment(answers: &Answers) -> Self {
        Self { form_data: FormData { data: on_wire(answers), e_form_id: None }, ..Self::default() }
    }

    /// Whether it was filled in by another form than `form`.
    pub fn by_another(&self, form: Uuid) -> bool {
        self.form_data.e_form_id.as_ref().is_some_and(|given| given.parse() != Ok(form))
    }

    /// The application of `service` by `form`.
    pub fn into_application(self, service: ServiceId, form: Uuid) -> Result<Application, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let applicant = self.applicant_id.parse();
        if applicant.is_err() {
            wrong.push(Wrong::new("/applicantId", "uuid"));
        }
        let answers = answers(self.form_data.data).unwrap_or_else(|faulty| {
            wrong.extend(faulty);
            Answers::new()
        });
        let agent =
            self.agent.map(|agent| Agent { name: agent.name, identity: agent.identity, relation: agent.relation, ground: agent.ground });
        let handout = self.handout.map(HandoutOnWire::into_domain).transpose().unwrap_or_else(|unknown| {
            wrong.push(unknown);
            None
        });
        match applicant {
            Ok(applicant) if wrong.is_empty() => Ok(Application { service, form, applicant, agent, handout, answers, again: self.again }),
            _ => Err(wrong),
        }
    }
}

/// Answers as they travel.
pub(super) fn on_wire(answers: &Answers) -> BTreeMap<String, Value> {
    answers.iter().map(|(key, answer)| (key.clone(), serde_json::json!({ "value": answer.expose() }))).collect()
}

/// Answers as they came, or those that cannot be one.
pub fn answers(data: BTreeMap<String, Value>) -> Result<Answers, Vec<Wrong>> {
    let mut answers = Answers::new();
    let mut wrong = Vec::new();
    for (key, given) in data {
        match answer(given) {
            Some(answer) => drop(answers.insert(key, answer)),
            None => wrong.push(Wrong::new(format!("/formData/data/{}", token(&key)), "type")),
        }
    }
    if wrong.is_empty() { Ok(answers) } else { Err(wrong) }
}

/// An answer, bare or in its `{"value": …}`; `None` if it is no text, number or boolean.
fn answer(given: Value) -> Option<Secret> {
    match given {
        Value::String(text) => Some(Secret::new(text)),
        Value::Number(number) => Some(Secret::new(number.to_string())),
        Value::Bool(yes) => Some(Secret::new(yes.to_string())),
        Value::Null => Some(Secret::default()),
        Value::Object(mut object) => object.remove("value").filter(|inner| !inner.is_object()).and_then(answer),
        Value::Array(_) => None,
    }
}
