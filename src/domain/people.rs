//! Whose matter it is: who acts for whom (亲友代办、帮办) and who gets what comes of it (谁来领). Two forms of our own,
//! asked before and after every service's form. Their keys bear a prefix, so that they meet none of a service's.

use std::sync::OnceLock;

use serde_json::Value;
use uuid::Uuid;

use super::application::{Agent, Answers, Handout, HandoutWay};
use super::form::{AnswerKind, Form};
use super::secret::Secret;

/// Before the keys of who acts.
const WHO: &str = "who/";
/// Before the keys of who gets it.
const HANDOUT: &str = "handout/";
/// The key of the first question: for whom it is.
pub const FOR_WHOM: &str = "who/who";
/// The answer to it: oneself.
pub const SELF: &str = "self";
/// The datum of an identity number (`x-same-as`).
pub const IDENTITY: &str = "identity";
/// The key of the question who gets it.
pub const WAY: &str = "handout/way";

/// Which part of a filing a question belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// 谁来办
    Who,
    /// 办什么、谁的: the service's own form.
    Matter,
    /// 怎么领
    Handout,
}

impl Part {
    /// That of a key.
    pub fn of(key: &str) -> Self {
        if key.starts_with(WHO) {
            Self::Who
        } else if key.starts_with(HANDOUT) {
            Self::Handout
        } else {
            Self::Matter
        }
    }
}

/// 给谁办: asked first.
pub fn who() -> &'static Form {
    static FORM: OnceLock<Form> = OnceLock::new();
    FORM.get_or_init(|| read(include_str!("../../assets/forms/who.json"), WHO))
}

/// 谁来领: asked last, where something is handed out.
pub fn handout() -> &'static Form {
    static FORM: OnceLock<Form> = OnceLock::new();
    FORM.get_or_init(|| read(include_str!("../../assets/forms/handout.json"), HANDOUT))
}

/// A form of ours, its keys behind a prefix. A test proves that both can be read.
fn read(text: &str, prefix: &str) -> Form {
    let form = serde_json::from_str::<Value>(text).ok().and_then(|schema| Form::read(Uuid::nil(), &schema).ok());
    let mut form = form.unwrap_or_else(|| Form { id: Uuid::nil(), title: Default::default(), questions: Vec::new() });
    for question in &mut form.questions {
        question.key.insert_str(0, prefix);
        if let Some((key, _)) = &mut question.when {
            key.insert_str(0, prefix);
        }
    }
    form
}

/// A service's form with ours before and after it; the last only for the ways in which something is handed out.
pub fn around(form: Form, ways: &[HandoutWay]) -> Form {
    let mut questions = who().questions.clone();
    questions.extend(form.questions);
    let names: Vec<&str> = ways.iter().map(|way| way.name()).collect();
    for question in &handout().questions {
        let mut question = question.clone();
        if let AnswerKind::Choice(choices) = &mut question.kind
            && question.key == WAY
        {
            choices.retain(|choice| names.contains(&choice.value.as_str()));
        }
        let leads = question.when.as_ref().is_none_or(|(_, way)| names.contains(&way.as_str()));
        if leads && !names.is_empty() {
            questions.push(question);
        }
    }
    Form { questions, ..form }
}

/// The same around another version of the service's form.
pub fn renewed(whole: &Form, form: Form) -> Form {
    let of = |part| whole.questions.iter().filter(move |question| Part::of(&question.key) == part).cloned();
    let questions = of(Part::Who).chain(form.questions).chain(of(Part::Handout)).collect();
    Form { questions, ..form }
}

/// Answers to the whole, taken apart: who acts, who gets it, and what the service asked.
pub fn apart(mut answers: Answers) -> (Option<Agent>, Option<Handout>, Answers) {
    let mut take = |key: &str| answers.remove(key);
    let text = |secret: Option<Secret>| secret.map(|secret| secret.expose().to_owned());
    let who = text(take(FOR_WHOM)).unwrap_or_default();
    let (name, identity) = (text(take("who/agentName")), take("who/agentIdentity"));
    let (relation, ground) = (text(take("who/agentRelation")), text(take("who/agentGround")));
    let (staff, number) = (text(take("who/staffName")), take("who/staffNumber"));
    let agent = match who.as_str() {
        "family" => Some(Agent {
            name: name.unwrap_or_default(),
            identity: identity.unwrap_or_default(),
            relation: relation.unwrap_or_default(),
            ground: ground.unwrap_or_default(),
        }),
        "staff" => Some(Agent {
            name: staff.unwrap_or_default(),
            identity: number.unwrap_or_default(),
            relation: Agent::STAFF.to_owned(),
            ground: "agreed".to_owned(),
        }),
        _ => None,
    };
    let (way, comes, address) = (text(take(WAY)), text(take("handout/name")), take("handout/address"));
    let way = [HandoutWay::InPerson, HandoutWay::Family, HandoutWay::Mail, HandoutWay::Committee]
        .into_iter()
        .find(|one| way.as_deref() == Some(one.name()));
    let handout = way.map(|way| Handout { way, name: comes, address });
    (agent, handout, answers)
}

/// The key of the question behind a pointer of the wire into an application: `/x-agent/identity`, `/formData/data/phone`.
pub fn key_of(pointer: &str, staff: bool) -> String {
    let own = |field: &str| match (staff, field) {
        (true, "identity") => "who/staffNumber",
        (true, _) => "who/staffName",
        (false, "identity") => "who/agentIdentity",
        (false, "relation") => "who/agentRelation",
        (false, "ground") => "who/agentGround",
        (false, _) => "who/agentName",
    };
    let last = pointer.rsplit('/').next().unwrap_or_default();
    if pointer.contains("x-agent") {
        own(last).to_owned()
    } else if pointer.contains("x-handout") {
        format!("{HANDOUT}{}", if last.starts_with("x-") { "way" } else { last })
    } else {
        last.replace("~1", "/").replace("~0", "~")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(pairs: &[(&str, &str)]) -> Answers {
        pairs.iter().map(|(key, answer)| ((*key).to_owned(), Secret::new(*answer))).collect()
    }

    fn asked(form: &Form, given: &[(&str, &str)]) -> Vec<String> {
        form.asked(&answers(given)).map(|question| question.key.clone()).collect()
    }

    #[test]
    fn one_who_acts_for_another_says_who_and_why() {
        assert_eq!(asked(who(), &[(FOR_WHOM, "self")]), [FOR_WHOM]);
        let family = ["who/agentName", "who/agentIdentity", "who/agentRelation", "who/agentGround"];
        assert_eq!(asked(who(), &[(FOR_WHOM, "family")])[1..], family);
        assert_eq!(asked(who(), &[(FOR_WHOM, "staff")])[1..], ["who/staffName", "who/staffNumber"]);
        assert!(who().questions.iter().all(|question| Part::of(&question.key) == Part::Who));
    }

    #[test]
    fn only_the_ways_there_are_can_be_chosen() {
        let plain = Form { questions: Vec::new(), ..who().clone() };
        assert!(around(plain.clone(), &[]).questions.iter().all(|question| Part::of(&question.key) == Part::Who));
        let whole = around(plain.clone(), &[HandoutWay::InPerson, HandoutWay::Mail]);
        let way = whole.questions.iter().find(|question| question.key == WAY).unwrap();
        let AnswerKind::Choice(choices) = &way.kind else { panic!("no choice") };
        assert_eq!(choices.iter().map(|choice| choice.value.as_str()).collect::<Vec<_>>(), ["in-person", "mail"]);
        assert_eq!(asked(&whole, &[(WAY, "mail")]), [FOR_WHOM, WAY, "handout/address"]);
        assert_eq!(renewed(&whole, plain), whole);
    }

    #[test]
    fn answers_come_apart() {
        let (agent, handout, rest) = apart(answers(&[
            (FOR_WHOM, "family"),
            ("who/agentName", "王小红"),
            ("who/agentIdentity", "110101194001010012"),
            ("who/agentRelation", "child"),
            ("who/agentGround", "agreed"),
            ("name", "王小明"),
            (WAY, "family"),
            ("handout/name", "王小红"),
        ]));
        let agent = agent.unwrap();
        assert_eq!((agent.name.as_str(), agent.relation.as_str(), agent.ground.as_str()), ("王小红", "child", "agreed"));
        assert_eq!(handout, Some(Handout { way: HandoutWay::Family, name: Some("王小红".into()), address: None }));
        assert_eq!(rest, answers(&[("name", "王小明")]));
        assert_eq!(apart(answers(&[(FOR_WHOM, "self"), ("a", "b")])), (None, None, answers(&[("a", "b")])));
    }

    #[test]
    fn staff_file_under_their_own_number() {
        let (agent, ..) = apart(answers(&[(FOR_WHOM, "staff"), ("who/staffName", "李四"), ("who/staffNumber", "0017")]));
        let agent = agent.unwrap();
        assert_eq!((agent.relation.as_str(), agent.identity.expose()), (Agent::STAFF, "0017"));
    }

    #[test]
    fn a_pointer_of_the_wire_leads_to_its_question() {
        assert_eq!(key_of("/formData/data/phone", false), "phone");
        assert_eq!(key_of("/x-agent/identity", false), "who/agentIdentity");
        assert_eq!(key_of("/x-agent/identity", true), "who/staffNumber");
        assert_eq!(key_of("/x-handout/address", false), "handout/address");
        let known = |key: &str| who().questions.iter().chain(&handout().questions).any(|question| question.key == key);
        for (pointer, staff) in [("/x-agent", false), ("/x-agent/ground", false), ("/x-agent/name", true), ("/x-handout", false)] {
            assert!(known(&key_of(pointer, staff)), "{pointer}");
        }
    }
}
