//! A filed application as it travels, and its way to and from the domain.
//! Nothing here that carries answers has `Debug`: they are personal data.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::catalogue::text;
use super::submit::{FormData, answers, on_wire};
use super::{Texts, lenient};
use crate::domain::application::{Demand, Handout, Matter, Part, Rated, ReceiptNumber, Refusal, Stage, Step};
use crate::domain::service::{Handling, Manner, Material, ServiceId};
use crate::domain::text::LocalText;

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
            Stage::Correction | Stage::Supplement => "SENDBACK",
            Stage::NotAccepted | Stage::Refused | Stage::Withdrawn => "REJECTED",
        };
        Self { code: Some(code.to_owned()), title: Some(stage.name().to_owned()) }
    }
}

impl Status {
    /// The stage meant: the finer one if it is known to us, else what the code says.
    fn stage(&self, ended: bool) -> Stage {
        self.title.as_deref().and_then(Stage::named).unwrap_or(match (self.code.as_deref(), ended) {
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
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
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
    /// What was answered: to staff, and to its owner while something is to be mended.
    #[serde(deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub application_data: Option<ApplicationData>,
    /// What a list says of it besides.
    #[serde(flatten)]
    pub listed: Listed,
    /// What only we know of it.
    #[serde(flatten)]
    pub own: Own,
    /// Whether a built-in clerk moves it, for demonstration.
    #[serde(rename = "x-demo", deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub demo: Option<bool>,
}

/// GovStack's `applicationData`, as far as it is sent back.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct ApplicationData {
    /// Whose; an opaque id.
    pub applicant_id: String,
    /// The answers.
    pub form_data: FormData,
}

/// What GovStack's `applicantApplicationFileListResponse` has beyond the file.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
pub struct Listed {
    /// The task of the whole way: the file's own id.
    #[serde(deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub main_task_id: Option<Uuid>,
    /// What it is about: the name of the service.
    #[serde(deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub task_title: Option<String>,
    /// Who is in charge, as an id.
    #[serde(deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub role_id: Option<Uuid>,
    /// Who is in charge.
    #[serde(deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub role_name: Option<String>,
    /// Where its documents are.
    #[serde(deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub document_urls: Option<Vec<String>>,
}

/// Our own fields of a matter. Each may be absent, and then the domain's default holds.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Own {
    /// The department's own number.
    #[serde(rename = "x-number", deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// How far a terminal goes with it.
    #[serde(rename = "x-handling", deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub handling: Option<Handling>,
    /// In what manner it is spoken of.
    #[serde(rename = "x-manner", deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub manner: Option<Manner>,
    /// The name of whom it is for.
    #[serde(rename = "x-applicant", deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub applicant: Option<String>,
    /// The name of who filed it for them.
    #[serde(rename = "x-agent", deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
    /// What is still to be brought.
    #[serde(rename = "x-bring", deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Object>>)]
    pub bring: Option<Vec<Material>>,
    /// Until when.
    #[serde(rename = "x-bring-by", deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub bring_by: Option<Date>,
    /// How what comes of it is handed out.
    #[serde(rename = "x-handout", deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub handout: Option<Handout>,
    /// What is asked of its owner now.
    #[serde(rename = "x-demand", deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub demand: Option<Demand>,
    /// Why not.
    #[serde(rename = "x-refusal", deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub refusal: Option<Refusal>,
    /// How its owner said it was.
    #[serde(rename = "x-rated", deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub rated: Option<Rated>,
    /// The services done with it in one go.
    #[serde(rename = "x-parts", deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Object>>)]
    pub parts: Option<Vec<Part>>,
    /// The file it is a part of.
    #[serde(rename = "x-whole", deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub whole: Option<Uuid>,
    /// The very name of its service tells something private.
    #[serde(rename = "x-private", skip_serializing_if = "std::ops::Not::not")]
    pub private: bool,
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
            .filter_map(|moment| Some(Step { stage: Stage::named(&moment.stage)?, at: moment.at, note: moment.note }))
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
            number: self.own.number,
            handling: self.own.handling.unwrap_or(Handling::Full),
            manner: self.own.manner.unwrap_or_default(),
            form: self.form_id,
            applicant: self.own.applicant,
            agent: self.own.agent,
            bring: self.own.bring.unwrap_or_default(),
            bring_by: self.own.bring_by,
            handout: self.own.handout,
            demand: self.own.demand,
            answers: answers(self.application_data.unwrap_or_default().form_data.data).unwrap_or_default(),
            refusal: self.own.refusal,
            rated: self.own.rated.unwrap_or_default(),
            steps,
            parts: self.own.parts.unwrap_or_default(),
            whole: self.own.whole,
            private: self.own.private,
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
            application_data: (!matter.answers.is_empty()).then(|| ApplicationData {
                applicant_id: applicant.to_string(),
                form_data: FormData { data: on_wire(&matter.answers), e_form_id: Some(form.to_string()) },
            }),
            listed: Listed::default(),
            own: Own {
                number: matter.number.clone(),
                handling: Some(matter.handling),
                manner: (matter.manner != Manner::Plain).then_some(matter.manner),
                applicant: matter.applicant.clone(),
                agent: matter.agent.clone(),
                bring: (!matter.bring.is_empty()).then(|| matter.bring.clone()),
                bring_by: matter.bring_by,
                handout: matter.handout.clone(),
                demand: matter.demand.clone(),
                refusal: matter.refusal.clone(),
                rated: (matter.rated != Rated::default()).then_some(matter.rated),
                parts: (!matter.parts.is_empty()).then(|| matter.parts.clone()),
                whole: matter.whole,
                private: matter.private,
            },
            demo: matter.demo.then_some(true),
        }
    }
}
