//! What filling in promises: nothing is lost, and what is filed is what was asked.

use proptest::prelude::*;

use super::*;
use crate::domain::failure::FailureKind;
use crate::domain::form::AnswerKind;
use crate::screen::Destination;
use crate::screen::presets::samples;

fn write(filling: &mut Filling, text: &str) -> Next {
    filling.write(Secret::new(text));
    filling.advance()
}

fn at(filling: &Filling) -> &str {
    filling.question().map_or("", |question| &question.key)
}

#[test]
fn a_fault_keeps_one_at_the_question_and_what_was_written() {
    let mut filling = samples().unwrap().empty().unwrap();
    assert_eq!(write(&mut filling, "self"), Next::Question);
    assert_eq!(write(&mut filling, "王小明"), Next::Question);
    assert_eq!(write(&mut filling, "1101011940"), Next::Stay);
    assert_eq!(filling.wrong, Some(Wrong::Fault(Fault::IdentityLength)));
    assert_eq!((at(&filling), filling.written("identityNumber")), ("identityNumber", "1101011940"));
    assert!(filling.back());
    assert_eq!(filling.written("identityNumber"), "1101011940");
    assert_eq!(filling.wrong, None);
}

#[test]
fn goes_through_all_questions_to_the_review() {
    let filled = samples().unwrap().filled().unwrap();
    let mut filling = samples().unwrap().empty().unwrap();
    let mut last = Next::Question;
    for question in &filled.form.questions {
        last = write(&mut filling, filled.written(&question.key));
    }
    assert_eq!(last, Next::Review);
    assert_eq!(filling.application(), filled.application());
}

#[test]
fn what_an_answer_hides_is_kept_but_not_filed() {
    let mut filling = samples().unwrap().filled().unwrap();
    assert!(filling.application().unwrap().answers.contains_key("cardNumber"));
    assert!(filling.jump("paidTo"));
    assert_eq!(write(&mut filling, "social-security-card"), Next::Review);
    assert!(!filling.application().unwrap().answers.contains_key("cardNumber"));
    assert!(!filling.jump("cardNumber"));
    filling.jump("paidTo");
    assert_eq!(write(&mut filling, "bank-card"), Next::Review);
    assert!(filling.application().unwrap().answers.contains_key("cardNumber"));
}

#[test]
fn mending_one_answer_asks_what_it_brings_up() {
    let mut filling = samples().unwrap().filled().unwrap();
    filling.answers.remove("cardNumber");
    filling.jump("paidTo");
    assert_eq!(filling.advance(), Next::Question);
    assert_eq!(at(&filling), "cardNumber");
    assert_eq!(filling.application(), None);
}

#[test]
fn a_refused_answer_leads_to_its_question() {
    let mut filling = samples().unwrap().filled().unwrap();
    let refused =
        |pointer: &str| Failure { kind: FailureKind::Refused, fields: vec![(pointer.to_owned(), "x".to_owned())], existing: None };
    assert!(!filling.refused(&refused("/nobodyKnows")));
    assert!(filling.refused(&refused("/answers/phone")));
    assert_eq!((at(&filling), filling.wrong), ("phone", Some(Wrong::Refused)));
}

#[test]
fn never_prints_what_was_written() {
    let filling = samples().unwrap().filled().unwrap();
    let printed = format!("{filling:?}");
    for key in ["name", "identityNumber", "phone", "address", "cardNumber"] {
        assert!(!printed.contains(filling.written(key)), "{key}");
    }
}

fn family() -> Filling {
    samples().unwrap().for_family().unwrap()
}

fn mended() -> Filling {
    Filling::mend(&samples().unwrap().sent_back(), samples().unwrap().form().unwrap(), samples().unwrap().ids())
}

#[test]
fn who_acts_and_who_gets_it_are_filed_apart_from_the_answers() {
    let application = family().application().unwrap();
    let agent = application.agent.unwrap();
    assert_eq!((agent.name.as_str(), agent.relation.as_str(), agent.ground.as_str()), ("王小红", "child", "agreed"));
    assert_eq!(application.handout.and_then(|handout| handout.name).as_deref(), Some("王小红"));
    assert!(application.answers.keys().all(|key| !key.contains('/')), "{:?}", application.answers.keys());
    let mut oneself = family();
    oneself.jump("who/who");
    write(&mut oneself, "self");
    assert_eq!(oneself.application().unwrap().agent, None);
    assert_eq!(oneself.written("who/agentName"), "王小红", "what is hidden is kept");
}

#[test]
fn an_odd_card_is_asked_about_once_and_then_taken() {
    let mut filling = samples().unwrap().filled().unwrap();
    filling.jump("cardNumber");
    assert_eq!(write(&mut filling, "6222020000001234560"), Next::Stay);
    assert_eq!(filling.wrong, Some(Wrong::Doubt(Doubt::BankCard)));
    assert_eq!(filling.advance(), Next::Review);
    assert!(filling.application().is_some());
}

#[test]
fn what_was_written_before_is_offered_and_never_filled_in_by_itself() {
    let mut filling = family();
    filling.answers.remove("handout/name");
    filling.jump("handout/name");
    assert_eq!(filling.offered(), filling.answers.get("who/agentName").cloned());
    assert_eq!(filling.written("handout/name"), "");
    let mut empty = samples().unwrap().empty().unwrap();
    empty.jump("phone");
    assert_eq!(empty.offered(), None);
    empty.known = [("phone".to_owned(), Secret::new("13800001234"))].into();
    assert_eq!(empty.offered().as_ref().map(Secret::expose), Some("13800001234"));
    empty.known = [("phone".to_owned(), Secret::new("not a number"))].into();
    assert_eq!(empty.offered(), None, "what does not fit is not offered");
    empty.write(Secret::new("1"));
    assert_eq!(empty.offered(), None, "something is written");
}

#[test]
fn of_a_matter_sent_back_only_what_is_asked_for_is_asked() {
    let mut filling = mended();
    assert_eq!((filling.count(), at(&filling)), (1, "cardNumber"));
    assert!(filling.reason().is_some_and(|(_, unchanged)| unchanged));
    assert_eq!(filling.draft(jiff::Timestamp::UNIX_EPOCH), None);
    assert_eq!(write(&mut filling, "6222020000001234566"), Next::Review);
    let (file, answers) = filling.amendment().unwrap();
    assert_eq!((file, answers.keys().map(String::as_str).collect::<Vec<_>>()), (samples().unwrap().sent_back().file, vec!["cardNumber"]));
}

#[test]
fn a_mended_answer_brings_up_what_it_needs() {
    let mut matter = samples().unwrap().sent_back();
    matter.answers.insert("paidTo".into(), Secret::new("social-security-card"));
    matter.answers.remove("cardNumber");
    if let Some(demand) = &mut matter.demand {
        demand.fields[0].0 = "paidTo".into();
    }
    let mut filling = Filling::mend(&matter, samples().unwrap().form().unwrap(), samples().unwrap().ids());
    assert_eq!(filling.count(), 1);
    assert_eq!(write(&mut filling, "bank-card"), Next::Question);
    assert_eq!(at(&filling), "cardNumber");
}

#[test]
fn once_more_goes_under_another_key_and_only_one() {
    let mut filling = samples().unwrap().filled().unwrap();
    let first = filling.key;
    filling.once_more();
    let second = filling.key;
    filling.once_more();
    assert!(second != first && filling.key == second && filling.application().unwrap().again);
}

#[test]
fn a_refused_agent_leads_to_the_question_about_them() {
    let mut filling = family();
    let refused =
        Failure { kind: FailureKind::Refused, fields: vec![("/x-agent/identity".into(), "identity-check".into())], existing: None };
    assert!(filling.refused(&refused));
    assert_eq!(at(&filling), "who/agentIdentity");
}

/// What one may do with a form, in any order.
#[derive(Debug, Clone)]
enum Deed {
    Write(String),
    Choose(usize),
    Advance,
    Back,
    Jump(usize),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        "[0-9王梅X ]{0,20}".prop_map(Deed::Write),
        (0_usize..7).prop_map(Deed::Choose),
        Just(Deed::Advance),
        Just(Deed::Advance),
        Just(Deed::Back),
        (0_usize..16).prop_map(Deed::Jump),
    ]
}

/// Does it, and says which answer it may have changed.
fn perform(filling: &mut Filling, deed: Deed) -> Option<String> {
    let here = filling.question().map(|question| question.key.clone());
    match deed {
        Deed::Write(text) => filling.write(Secret::new(text)),
        Deed::Choose(at) => {
            if let Some(AnswerKind::Choice(choices)) = filling.question().map(|question| question.kind.clone()) {
                filling.write(Secret::new(choices[at % choices.len()].value.clone()));
            }
        }
        Deed::Advance => drop(filling.advance()),
        Deed::Back => drop(filling.back()),
        Deed::Jump(at) => {
            let key = filling.asked().nth(at).map(|question| question.key.clone());
            key.map(|key| filling.jump(&key));
        }
    }
    here
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn no_order_of_deeds_loses_an_answer(deeds in proptest::collection::vec(deed(), 0..60), whole in any::<bool>()) {
        let mut filling = if whole { family() } else { samples().unwrap().empty().unwrap() };
        for deed in deeds {
            let before = filling.answers.clone();
            let touched = perform(&mut filling, deed);
            for (key, answer) in &before {
                prop_assert!(Some(key) == touched.as_ref() || filling.answers.get(key) == Some(answer), "{key} is lost");
            }
            prop_assert!(filling.at < filling.count());
        }
        // What is filed is what was asked and answered, no more and no less.
        let answered = filling.asked().filter(|question| !filling.written(&question.key).trim().is_empty());
        let matter: Vec<&str> = answered.map(|question| question.key.as_str()).filter(|key| people::Part::of(key) == people::Part::Matter).collect();
        if let Some(application) = filling.application() {
            let mut filed: Vec<&str> = application.answers.keys().map(String::as_str).collect();
            let mut matter = matter;
            filed.sort_unstable();
            matter.sort_unstable();
            prop_assert_eq!(filed, matter);
            prop_assert_eq!(application.agent.is_some(), filling.for_another());
        }
    }
}

#[test]
fn what_one_does_not_want_of_a_bundle_is_not_handed_in() {
    let samples = samples().unwrap();
    let mut filling = samples.filled().unwrap();
    filling.parts = samples.bundle().parts;
    assert_eq!(filling.wanted().count(), 4, "what is not asked about always is");
    let mut asked = filling.form.questions[0].clone();
    asked.key = form::part_key(1);
    filling.form.questions.push(asked);
    filling.answers.insert(form::part_key(1), Secret::new("no"));
    let wanted: Vec<_> = filling.wanted().map(|part| part.id).collect();
    assert_eq!(wanted, [0, 2, 3].map(|at: usize| filling.parts[at].id));
    filling.answers.insert(form::part_key(1), Secret::new(form::PART_WANTED));
    assert_eq!(filling.wanted().count(), 4);
}

/// A matter sent back for `fields`, as its owner sees it, or as one who came by its number.
fn asked_for(fields: &[&str], unseen: bool) -> Filling {
    let samples = samples().unwrap();
    let mut matter = samples.sent_back_whole();
    if let Some(demand) = &mut matter.demand {
        demand.fields = fields.iter().map(|key| ((*key).to_owned(), LocalText::only("请改"))).collect();
    }
    if unseen {
        matter.answers.clear();
    }
    Filling::mend(&matter, samples.form().unwrap(), samples.ids())
}

fn keys(filling: &Filling) -> Vec<&str> {
    filling.asked().map(|question| question.key.as_str()).collect()
}

#[test]
fn no_shape_of_a_demand_leads_nowhere() {
    let ctx = crate::screen::presets::context(crate::domain::settings::Locale::ZhCn).unwrap();
    // None, an unknown one, one that is not asked under these answers, a mixture, a plain one.
    let shapes: [&[&str]; 6] = [&[], &["colour"], &["passbook"], &["phone", "colour"], &["cardNumber"], &["name", "phone"]];
    for (shape, unseen) in shapes.iter().flat_map(|shape| [(shape, false), (shape, true)]) {
        let filling = asked_for(shape, unseen);
        assert!(filling.count() > 0, "{shape:?} {unseen}");
        let (screen, _) = crate::screen::Screen::open(Destination::Question(Box::new(filling)));
        let page = screen.page(&ctx);
        assert!(!page.content.is_empty() && !page.actions.is_empty(), "{shape:?} {unseen}");
    }
    let empty = Filling { form: Form { questions: Vec::new(), ..samples().unwrap().form().unwrap() }, ..asked_for(&[], false) };
    let (screen, _) = crate::screen::Screen::open(Destination::Question(Box::new(empty)));
    assert!(!screen.page(&ctx).actions.is_empty(), "a form without questions");
}

#[test]
fn a_demand_without_a_question_opens_all_answers_of_the_owner() {
    for fields in [&[][..], &["colour"], &["cardNumber", "colour"]] {
        let filling = asked_for(fields, false);
        let answered: Vec<&str> = filling.form.asked(&filling.answers).map(|question| question.key.as_str()).collect();
        assert!(filling.begins_at_review() && keys(&filling) == answered, "{fields:?}");
    }
    let mut filling = asked_for(&[], false);
    assert!(filling.jump("phone") && filling.reason().is_some());
    assert_eq!(write(&mut filling, "13700001111"), Next::Review);
    let (_, answers) = filling.amendment().unwrap();
    assert_eq!(answers["phone"].expose(), "13700001111");
}

#[test]
fn who_came_by_number_writes_what_needs_no_proof_and_leaves_the_rest() {
    let mut filling = asked_for(&[], true);
    assert!(filling.begins_at_review() && filling.withholds());
    assert!(keys(&filling).contains(&"name"), "{:?}", keys(&filling));
    for guarded in ["phone", "address", "paidTo", "cardNumber"] {
        assert!(!keys(&filling).contains(&guarded), "{guarded}");
    }
    assert_eq!(filling.amendment().map(|(_, answers)| answers.len()), Some(0), "all is optional");
    assert!(filling.jump("name"));
    assert_eq!(write(&mut filling, "王小明"), Next::Review);
    assert_eq!(filling.amendment().map(|(_, answers)| answers.into_keys().collect::<Vec<_>>()), Some(vec!["name".to_owned()]));
}

#[test]
fn what_hangs_on_an_answer_that_is_not_seen_is_asked_all_the_same() {
    let filling = asked_for(&["cardNumber"], true);
    assert_eq!((keys(&filling), filling.begins_at_review()), (vec!["cardNumber"], false));
    assert_eq!(filling.written("cardNumber"), "");
}

#[test]
fn what_the_backend_wants_besides_is_opened() {
    let mut filling = asked_for(&["cardNumber"], true);
    let wants =
        |code: &str| Failure { fields: vec![("/formData/data/name".to_owned(), code.to_owned())], ..Failure::new(FailureKind::Refused) };
    assert!(!filling.refused(&wants("not-asked")));
    assert!(filling.refused(&wants("empty")));
    assert_eq!(at(&filling), "name");
}

#[test]
fn an_answer_that_does_not_fit_a_new_form_is_asked_too() {
    let samples = samples().unwrap();
    let mut matter = samples.sent_back();
    matter.answers.remove("name");
    let filling = Filling::mend(&matter, samples.form().unwrap(), samples.ids());
    assert_eq!(keys(&filling), ["name", "cardNumber"]);
}
