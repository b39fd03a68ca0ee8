//! Whether an application may be filed as it is: answers, agent, handing out, documents. Everything wrong is told at once.

use jiff::civil::Date;

use crate::api::wire::{Wrong, code_of};
use crate::domain::application::{Agent, Application, Handout, HandoutWay};
use crate::domain::form::{AnswerKind, Fault, Form, Question};
use crate::domain::identity;
use crate::domain::secret::Secret;
use crate::domain::service::Guide;
use crate::domain::text::LocalText;

/// The longest line beside the form, in characters.
pub const LONGEST: usize = 200;
/// The longest name, as forms have it.
const LONGEST_NAME: usize = 50;
/// The longest badge number of staff.
const LONGEST_BADGE: usize = 20;
/// Most documents of an application.
const MOST_DOCUMENTS: usize = 20;

/// The application in its plain form; answers not asked for are left out.
pub fn application(mut application: Application, form: &Form, guide: &Guide, today: Date) -> Result<Application, Vec<Wrong>> {
    let plain = form.plain(&application.answers, today);
    let mut wrong: Vec<Wrong> = plain.as_ref().err().into_iter().flatten().map(|(key, fault)| Wrong::answer(key, *fault)).collect();
    application.answers = plain.unwrap_or_default();
    if let Some(agent) = &mut application.agent {
        check_agent(agent, today, &mut wrong);
    }
    if let Some(handout) = &mut application.handout {
        check_handout(handout, guide, &mut wrong);
    }
    if wrong.is_empty() { Ok(application) } else { Err(wrong) }
}

/// The places of documents: URLs, not more and not longer than they can be.
pub fn documents(urls: &[String]) -> Vec<Wrong> {
    // Of RFC 3986 what our own are made of, and others in their plain form.
    let fits = |url: &str| {
        (1..=LONGEST).contains(&url.len()) && url.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~:/?#@&+=%".contains(&byte))
    };
    let unfit = urls.iter().enumerate().filter(|(_, url)| !fits(url));
    let mut wrong: Vec<Wrong> = unfit.map(|(at, _)| Wrong::new(format!("/documentUrls/{at}"), "document")).collect();
    if urls.len() > MOST_DOCUMENTS {
        wrong.push(Wrong::new("/documentUrls", "too-many"));
    }
    wrong
}

fn check_agent(agent: &mut Agent, today: Date, wrong: &mut Vec<Wrong>) {
    let line = AnswerKind::Line { max: LONGEST };
    plain("/x-agent/name", AnswerKind::Name { max: LONGEST_NAME }, &mut agent.name, wrong);
    plain("/x-agent/relation", AnswerKind::Line { max: LONGEST_NAME }, &mut agent.relation, wrong);
    plain("/x-agent/ground", line, &mut agent.ground, wrong);
    let written = agent.identity.expose();
    if agent.relation == Agent::STAFF {
        let badge = written.trim();
        if badge.is_empty() || badge.len() > LONGEST_BADGE || !badge.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            wrong.push(Wrong::new("/x-agent/identity", "badge"));
        }
        return;
    }
    match identity::check(written, today) {
        Ok(identity) => agent.identity = Secret::new(identity),
        Err(fault) => wrong.push(Wrong::new("/x-agent/identity", code_of(fault))),
    }
}

/// The way must be one of the guide's; each way keeps only what it needs.
fn check_handout(handout: &mut Handout, guide: &Guide, wrong: &mut Vec<Wrong>) {
    if !guide.handout.contains(&handout.way) {
        wrong.push(Wrong::new("/x-handout/way", "choice"));
    }
    let mut name = handout.name.take().unwrap_or_default();
    let mut address = handout.address.take().map_or_else(String::new, |address| address.expose().to_owned());
    match handout.way {
        HandoutWay::Family => {
            plain("/x-handout/name", AnswerKind::Name { max: LONGEST_NAME }, &mut name, wrong);
            handout.name = Some(name);
        }
        HandoutWay::Mail => {
            plain("/x-handout/address", AnswerKind::Line { max: LONGEST }, &mut address, wrong);
            handout.address = Some(Secret::new(address));
        }
        HandoutWay::InPerson | HandoutWay::Committee => {}
    }
}

/// Puts `text` into its plain form, as a form does with an answer of this kind.
fn plain(pointer: &str, kind: AnswerKind, text: &mut String, wrong: &mut Vec<Wrong>) {
    match line(kind, text) {
        Ok(plain) => *text = plain,
        Err(fault) => wrong.push(Wrong::new(pointer, code_of(fault))),
    }
}

/// `text` as an answer of this kind.
pub fn line(kind: AnswerKind, text: &str) -> Result<String, Fault> {
    let question = Question {
        key: String::new(),
        label: LocalText::default(),
        ask: LocalText::default(),
        help: None,
        kind,
        required: true,
        secret: None,
        same_as: None,
        when: None,
    };
    // No kind of line depends on the day.
    question.check(text, Date::ZERO)
}
