//! Applications as they travel: what is submitted, what is answered, and their way to and from the domain.
//! Nothing here that carries answers has `Debug`: they are personal data.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::catalogue::text;
use super::problem::token;
use super::{Texts, Wrong, lenient};
use crate::domain::application::{Agent, Answers, Application, Matter, ReceiptNumber, Stage, Step};
use crate::domain::secret::Secret;
use crate::domain::service::ServiceId;
use crate::domain::text::LocalText;

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
    /// Who files it for the applicant.
    #[serde(rename = "x-agent", default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<AgentOnWire>,
}

/// GovStack's `formData`.
#[derive(Clone, Default, Serialize, Deserialize, ToSchema)]
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

impl From<&Application> for Submit {
    fn from(application: &Application) -> Self {
        let data = application.answers.iter().map(|(key, answer)| (key.clone(), serde_json::json!({ "value": answer.expose() })));
        let agent = application.agent.as_ref().map(|agent| AgentOnWire {
            name: agent.name.clone(),
            identity: agent.identity.clone(),
            relation: agent.relation.clone(),
            ground: agent.ground.clone(),
        });
        Self {
            applicant_id: application.applicant.to_string(),
            form_data: FormData { data: data.collect(), e_form_id: Some(application.form.to_string()) },
            agent,
        }
    }
}

impl Submit {
    /// The application of `service` by `form`, the form it has now.
    pub fn into_application(self, service: ServiceId, form: Uuid) -> Result<Application, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let applicant = self.applicant_id.parse();
        if applicant.is_err() {
            wrong.push(Wrong::new("/applicantId", "uuid"));
        }
        if self.form_data.e_form_id.is_some_and(|given| given.parse() != Ok(form)) {
            wrong.push(Wrong::new("/formData/eFormId", "form"));
        }
        let mut answers = Answers::new();
        for (key, given) in self.form_data.data {
            match answer(given) {
                Some(answer) => drop(answers.insert(key, answer)),
                None => wrong.push(Wrong::new(format!("/formData/data/{}", token(&key)), "type")),
            }
        }
        let agent =
            self.agent.map(|agent| Agent { name: agent.name, identity: agent.identity, relation: agent.relation, ground: agent.ground });
        match applicant {
            Ok(applicant) if wrong.is_empty() => Ok(Application { service, form, applicant, agent, answers }),
            _ => Err(wrong),
        }
    }
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

/// GovStack's `statusModel`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Status {
    /// `PENDING`, `APPROVED`, `SENDBACK` or `REJECTED`.
    pub code: Option<String>,
    /// The finer stage: [`Stage::name`].
    pub title: Option<String>,
}

impl From<Stage> for Status {
    fn from(stage: Stage) -> Self {
        let code = match stage {
            Stage::Received | Stage::Accepted | Stage::UnderReview | Stage::Suspended => "PENDING",
            Stage::Approved | Stage::Completed => "APPROVED",
            Stage::Correction => "SENDBACK",
            Stage::NotAccepted | Stage::Refused | Stage::Withdrawn => "REJECTED",
        };
        Self { code: Some(code.to_owned()), title: Some(stage.name().to_owned()) }
    }
}

/// The stage named `name` on the wire.
pub fn stage_named(name: &str) -> Option<Stage> {
    Stage::ALL.into_iter().find(|stage| stage.name() == name)
}

impl Status {
    /// The stage meant: the finer one if it is known to us, else what the code says.
    fn stage(&self, ended: bool) -> Stage {
        self.title.as_deref().and_then(stage_named).unwrap_or(match (self.code.as_deref(), ended) {
            (Some("APPROVED"), false) => Stage::Approved,
            (Some("APPROVED"), true) => Stage::Completed,
            (Some("SENDBACK"), _) => Stage::Correction,
            (Some("REJECTED"), _) => Stage::Refused,
            _ => Stage::Received,
        })
    }
}

/// One thing that happened (our own field).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Moment {
    /// What it became: [`Stage::name`].
    pub stage: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// What was said with it, in every language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub note: Option<LocalText>,
}

/// GovStack's `applicationFileResponse` and `applicantApplicationFileListResponse` in one: a filed application.
/// The answers are not sent back: a terminal stands in public, and does not need them.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct ApplicationFile {
    /// Which file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_id: Option<Uuid>,
    /// Whose; an opaque id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applicant_id: Option<String>,
    /// Of which service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_id: Option<Uuid>,
    /// Its name in the language asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_name: Option<String>,
    /// By which form.
    #[serde(rename = "eformId", skip_serializing_if = "Option::is_none")]
    pub form_id: Option<Uuid>,
    /// Where it is.
    pub status: Option<Status>,
    /// Whether nothing more will happen.
    pub ended: bool,
    /// When it was begun.
    #[serde(deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub created: Option<Timestamp>,
    /// When it was filed.
    #[serde(deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub registered: Option<Timestamp>,
    /// `serviceName` in every language.
    #[serde(rename = "x-text", deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub texts: Option<Texts>,
    /// The number the resident knows: 12 digits.
    #[serde(rename = "x-receipt", deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    /// Who holds it now, in every language.
    #[serde(rename = "x-holder", deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub holder: Option<LocalText>,
    /// By when it is to be done.
    #[serde(rename = "x-promised", deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub promised: Option<Date>,
    /// What happened so far, oldest first.
    #[serde(rename = "x-timeline", deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub timeline: Option<Vec<Moment>>,
    /// Whether a built-in clerk moves it, for demonstration.
    #[serde(rename = "x-demo", deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub demo: Option<bool>,
}

/// What the caller knows of a matter though the server may not say it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known {
    /// The service it was filed for.
    pub service: Option<ServiceId>,
    /// When it was filed.
    pub filed: Option<Timestamp>,
}

impl ApplicationFile {
    /// The matter; `None` if the answer holds too little to be one.
    pub fn into_matter(self, known: Known) -> Option<Matter> {
        let steps: Vec<Step> = self
            .timeline
            .unwrap_or_default()
            .into_iter()
            .filter_map(|moment| Some(Step { stage: stage_named(&moment.stage)?, at: moment.at, note: moment.note }))
            .collect();
        Some(Matter {
            file: self.file_id?,
            receipt: self.receipt.and_then(|number| number.parse::<ReceiptNumber>().ok()),
            service: self.service_id.or(known.service)?,
            service_name: text(self.texts, "serviceName", self.service_name.unwrap_or_default()),
            filed: self.registered.or(self.created).or(steps.first().map(|step| step.at)).or(known.filed)?,
            stage: self.status.unwrap_or_default().stage(self.ended),
            holder: self.holder,
            promised: self.promised,
            steps,
            demo: self.demo.unwrap_or(false),
        })
    }

    /// A matter of `applicant` as `locale` shows it.
    pub fn new(matter: &Matter, applicant: Uuid, form: Uuid, locale: crate::domain::settings::Locale) -> Self {
        let moment = |step: &Step| Moment { stage: step.stage.name().to_owned(), at: step.at, note: step.note.clone() };
        Self {
            file_id: Some(matter.file),
            applicant_id: Some(applicant.to_string()),
            service_id: Some(matter.service),
            service_name: Some(matter.service_name.get(locale).to_owned()),
            form_id: Some(form),
            status: Some(matter.stage.into()),
            ended: matter.stage.ended(),
            created: Some(matter.filed),
            registered: Some(matter.filed),
            texts: Some([("serviceName".to_owned(), matter.service_name.clone())].into()),
            receipt: matter.receipt.map(|number| number.to_string()),
            holder: matter.holder.clone(),
            promised: matter.promised,
            timeline: Some(matter.steps.iter().map(moment).collect()),
            demo: matter.demo.then_some(true),
        }
    }
}
