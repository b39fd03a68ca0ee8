//! Made-up people, services and matters, read from `assets/samples/screens.json`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jiff::Timestamp;
use jiff::civil::date;
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use crate::domain::application::{Answers, Demand, HandoutWay, Matter, Part, Rated, ReceiptNumber, Stage, Step};
use crate::domain::clock::CHINA;
use crate::domain::form::Form;
use crate::domain::institution::Institution;
use crate::domain::lookup::{Finding, LookupKind};
use crate::domain::request::{DIGITS, Department, Letter};
use crate::domain::secret::Secret;
use crate::domain::service::{Guide, Handling, Manner, Service, ServiceSummary};
use crate::domain::settings::{Locale, Settings};
use crate::domain::text::LocalText;
use crate::i18n::Texts;
use crate::screen::filling::Filling;
use crate::screen::question::Ids;
use crate::screen::{Aloud, Context};

/// When everything in the samples happens: Saturday, 21 November 2026, 10:24 in China.
const NOW: Timestamp = Timestamp::constant(1_795_227_840, 0);

/// The samples as they stand in the file.
#[derive(Debug, Clone, Deserialize)]
pub struct Samples {
    institution: Institution,
    service: Named,
    longest: Named,
    private: Named,
    finding: Finding,
    bundle: Named,
    longest_part: Named,
    parts: Vec<Named>,
    guide: Guide,
    form: Value,
    answers: BTreeMap<String, String>,
    /// What somebody answers who does it for their parent.
    family: BTreeMap<String, String>,
    visit: Value,
    clerk: LocalText,
    /// What somebody looks for.
    pub asked: LocalText,
    /// A person's name as long as names get.
    pub long_name: String,
    departments: Vec<Counted>,
    /// Who holds a matter.
    pub holder: LocalText,
    note: LocalText,
}

#[derive(Debug, Clone, Deserialize)]
struct Named {
    name: LocalText,
    everyday: Option<LocalText>,
    department: LocalText,
}

#[derive(Debug, Clone, Deserialize)]
struct Counted {
    name: LocalText,
    services: usize,
}

/// The samples; none if their file cannot be read, which a test finds.
pub fn samples() -> Option<&'static Samples> {
    static SAMPLES: OnceLock<Option<Samples>> = OnceLock::new();
    let read = || match serde_json::from_str(include_str!("../../../assets/samples/screens.json")) {
        Ok(samples) => Some(samples),
        Err(error) => {
            tracing::error!(%error, "samples that cannot be read");
            None
        }
    };
    SAMPLES.get_or_init(read).as_ref()
}

/// A context of made-up values: the sample institution, a fixed clock, settings as at home.
pub fn context(locale: Locale) -> Option<Context> {
    Some(Context {
        texts: Texts::of(locale.tag()),
        settings: Settings { locale, size_confirmed: true, ..Settings::default() },
        institution: samples()?.institution.clone(),
        now: NOW.to_zoned(CHINA),
        compact: false,
        kiosk: false,
        demo: false,
        voice_trouble: None,
        voice_instead: None,
        fell_back: false,
        paused: false,
        gave_way: false,
        help: None,
        drafts: Vec::new(),
        keyboard: None,
        aloud: Aloud::No,
        identity: None,
    })
}

impl Samples {
    /// Since when a kept answer is kept.
    pub const fn kept(&self) -> Timestamp {
        NOW
    }
    /// A service with a form.
    pub fn service(&self) -> Service {
        Service {
            summary: summary(&self.service, 1, Handling::Full),
            guide: self.guide.clone(),
            has_form: true,
            parts: Vec::new(),
            lookup: None,
        }
    }
    /// A service done at a counter, whose names are as long as names get.
    pub fn longest(&self) -> Service {
        Service {
            summary: summary(&self.longest, 2, Handling::CounterOnly),
            guide: self.guide.clone(),
            has_form: false,
            parts: Vec::new(),
            lookup: None,
        }
    }
    /// Several services done in one go (一件事).
    pub fn bundle(&self) -> Service {
        let parts: Vec<_> = (11..).zip(&self.parts).map(|(id, part)| summary(part, id, Handling::Full)).collect();
        let summary = ServiceSummary { together: parts.len(), ..summary(&self.bundle, 10, Handling::Full) };
        Service { summary, parts, ..self.service() }
    }
    /// The same with a part nobody else need hear of.
    pub fn private_bundle(&self) -> Service {
        let mut service = self.bundle();
        if let Some(part) = service.parts.first_mut() {
            *part = ServiceSummary { private: true, ..summary(&self.private, 15, Handling::Full) };
        }
        service
    }
    /// The same with names as long as names get: of its parts, which are full services, shorter than of a city's bare items.
    pub fn longest_bundle(&self) -> Service {
        let mut service = self.bundle();
        let long = summary(&self.longest_part, 2, Handling::Full);
        service.parts.iter_mut().for_each(|part| *part = long.clone());
        service.summary = ServiceSummary { together: service.parts.len(), ..summary(&self.longest, 2, Handling::Full) };
        service
    }
    /// What was filed in one go: the whole, with its parts at these stages.
    pub fn bundled(&self, service: &Service, stages: [Option<Stage>; 4]) -> Matter {
        let parts = (61..).zip(&service.parts).zip(stages).map(|((file, part), stage)| Part {
            file: Uuid::from_u128(file),
            service: part.id,
            name: part.everyday.as_ref().unwrap_or(&part.name).clone(),
            department: part.department.clone(),
            stage,
            number: None,
            private: part.private,
        });
        let done = stages.iter().all(|stage| stage.is_some_and(Stage::ended));
        let stage = if done { Stage::Completed } else { Stage::Received };
        let (service, service_name) = (service.summary.id, service.summary.name.clone());
        Matter { service, service_name, parts: parts.collect(), ..self.matter(stage) }
    }
    /// The departments.
    pub fn departments(&self) -> Vec<Department> {
        self.departments.iter().map(|one| Department { name: one.name.clone(), services: one.services }).collect()
    }
    /// The letters names begin with: as many as there ever are.
    pub fn letters(&self) -> Vec<Letter> {
        // No syllable of Mandarin begins with one of the others.
        let letters = [DIGITS].into_iter().chain(('A'..='Z').filter(|letter| !"IUV".contains(*letter)));
        letters.zip(1..).map(|(initial, services)| Letter { initial, services: services * 7 }).collect()
    }
    /// A service for which somebody must see the person.
    pub fn verified(&self) -> Service {
        Service { summary: summary(&self.service, 1, Handling::VerifyInPerson), ..self.service() }
    }
    /// A service that looks something up.
    pub fn looked_up(&self) -> Service {
        let lookup = Some(LookupKind::Pension);
        Service { summary: summary(&self.service, 1, Handling::Lookup), has_form: false, lookup, ..self.service() }
    }
    /// What is found: a line of each kind.
    pub fn finding(&self) -> Finding {
        self.finding.clone()
    }
    /// A service whose very name is private.
    pub fn private(&self) -> Service {
        Service { summary: ServiceSummary { private: true, ..summary(&self.private, 7, Handling::Full) }, ..self.service() }
    }
    /// The service of what comes after a death; something is handed out in every way.
    pub fn bereaved(&self) -> Service {
        let mut service = self.service();
        service.guide.manner = Manner::Bereavement;
        service.guide.handout = vec![HandoutWay::InPerson, HandoutWay::Family, HandoutWay::Mail, HandoutWay::Committee];
        service
    }
    /// The form of the service.
    pub fn form(&self) -> Option<Form> {
        read(&self.form)
    }
    /// A form with the rarer kinds of questions: days, a passbook, a long answer.
    pub fn visit(&self) -> Option<Form> {
        read(&self.visit)
    }
    /// What the form is opened with.
    pub fn ids(&self) -> Ids {
        Ids { applicant: Uuid::from_u128(4), key: Uuid::from_u128(5), today: NOW.to_zoned(CHINA).date() }
    }
    /// The form, nothing written yet.
    pub fn empty(&self) -> Option<Filling> {
        Some(Filling::new(&self.service(), self.form()?, self.ids()))
    }
    /// The form with all its answers.
    pub fn filled(&self) -> Option<Filling> {
        Some(Filling { answers: answers(&self.answers), ..self.empty()? })
    }
    /// The same by a daughter for her father; something is handed out.
    pub fn for_family(&self) -> Option<Filling> {
        let mut filling = Filling::new(&self.bereaved(), self.form()?, self.ids());
        filling.answers = answers(&self.answers);
        filling.answers.extend(answers(&self.family));
        Some(filling)
    }
    /// What was filed and sent back for one answer.
    pub fn sent_back(&self) -> Matter {
        let mut matter = self.matter(Stage::Correction);
        let fields = vec![("cardNumber".to_owned(), self.clerk.clone())];
        matter.answers = answers(&self.answers);
        matter.demand = Some(Demand { reason: Some(self.note.clone()), fields, until: Some(date(2026, 12, 5)) });
        matter
    }
    /// The same with a reason and no answer named: whatever it takes.
    pub fn sent_back_whole(&self) -> Matter {
        let matter = self.sent_back();
        let demand = matter.demand.map(|demand| Demand { fields: Vec::new(), ..demand });
        Matter { demand, ..matter }
    }
    /// What was filed, at a stage, with the steps that lead there.
    pub fn matter(&self, stage: Stage) -> Matter {
        let way = way(stage);
        let first = way.len();
        let steps = way.iter().enumerate().map(|(at, stage)| self.step(*stage, first - at)).collect();
        Matter {
            file: Uuid::from_u128(6),
            receipt: ReceiptNumber::new(26_112_100_017),
            number: None,
            service: Uuid::from_u128(1),
            service_name: self.service.name.clone(),
            private: false,
            handling: Handling::Full,
            manner: Manner::Plain,
            form: Some(Uuid::from_u128(3)),
            applicant: self.answers.get("name").cloned(),
            agent: None,
            filed: NOW,
            stage,
            holder: (!stage.ended()).then(|| self.holder.clone()),
            promised: (!stage.ended()).then(|| date(2027, 1, 4)),
            bring: Vec::new(),
            bring_by: None,
            handout: None,
            demand: None,
            answers: Answers::new(),
            refusal: None,
            rated: Rated::default(),
            steps,
            parts: Vec::new(),
            whole: None,
            demo: false,
        }
    }

    fn step(&self, stage: Stage, days_ago: usize) -> Step {
        let noted = matches!(stage, Stage::Correction | Stage::NotAccepted | Stage::Refused);
        let ago = i64::try_from(days_ago).unwrap_or(0) * 86_400;
        let at = Timestamp::from_second(NOW.as_second() - ago).unwrap_or(NOW);
        Step { stage, at, note: noted.then(|| self.note.clone()) }
    }
}

fn read(schema: &Value) -> Option<Form> {
    Form::read(Uuid::from_u128(3), schema).inspect_err(|error| tracing::error!(%error, "a sample form that cannot be read")).ok()
}

fn answers(written: &BTreeMap<String, String>) -> Answers {
    written.iter().map(|(key, answer)| (key.clone(), Secret::new(answer.clone()))).collect()
}

fn summary(named: &Named, id: u128, handling: Handling) -> ServiceSummary {
    ServiceSummary {
        id: Uuid::from_u128(id),
        name: named.name.clone(),
        everyday: named.everyday.clone(),
        department: named.department.clone(),
        handling,
        private: false,
        together: 0,
    }
}

/// A way on which a matter comes to a stage.
const fn way(stage: Stage) -> &'static [Stage] {
    use Stage::{Accepted, Approved, Completed, Correction, NotAccepted, Received, Refused, Supplement, Suspended, UnderReview, Withdrawn};
    match stage {
        Received => &[Received],
        Correction => &[Received, Correction],
        Accepted => &[Received, Accepted],
        NotAccepted => &[Received, NotAccepted],
        UnderReview => &[Received, Accepted, UnderReview],
        Supplement => &[Received, Accepted, Supplement],
        Suspended => &[Received, Accepted, Suspended],
        Approved => &[Received, Accepted, UnderReview, Approved],
        Refused => &[Received, Accepted, UnderReview, Refused],
        Completed => &[Received, Accepted, UnderReview, Approved, Completed],
        Withdrawn => &[Received, Withdrawn],
    }
}
