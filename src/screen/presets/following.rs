//! The screens on which one follows what was handed in.

use jiff::civil::date;
use uuid::Uuid;

use super::{Preset, Samples, answered, at, offline, then};
use crate::domain::application::{Answers, Demand, Handout, HandoutWay, Level, Matter, Occasion, ReceiptNumber, Refusal, Stage};
use crate::domain::draft::Draft;
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::secret::Secret;
use crate::domain::service::{Handling, Manner, MaterialSource};
use crate::domain::text::LocalText;
use crate::screen::{Answer, Context, Destination, Message, Request, Screen, help, matter, matters, number, rate, receipt};

const FILE: Uuid = Uuid::from_u128(6);

/// A form not handed in yet.
pub fn draft_of(samples: &Samples) -> Draft {
    let service = samples.service().summary;
    Draft {
        service: service.id,
        service_name: service.name,
        private: service.private,
        form: Uuid::from_u128(3),
        answers: Answers::new(),
        at: "name".into(),
        key: Uuid::from_u128(5),
        again: false,
        sending: false,
        saved: samples.kept(),
    }
}

/// The same matter with everything that can be told of it: an agent, a long number, papers and how it is handed out.
fn whole(samples: &Samples, stage: Stage) -> Matter {
    let bring = samples.service().guide.materials.into_iter();
    Matter {
        number: Some("31011520261121000017".into()),
        agent: Some(samples.long_name.clone()),
        bring: bring.filter(|material| matches!(material.source, MaterialSource::Bring | MaterialSource::Later)).collect(),
        bring_by: Some(date(2026, 12, 4)),
        handout: handed(HandoutWay::Family, samples),
        ..samples.matter(stage)
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the field of a matter")]
fn handed(way: HandoutWay, samples: &Samples) -> Option<Handout> {
    Some(Handout { way, name: Some(samples.long_name.clone()), address: None })
}

fn longest(samples: &Samples, matter: Matter) -> Matter {
    Matter { service_name: samples.longest().summary.name, ..matter }
}

pub(super) fn receipt(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let matter = samples.matter(Stage::Received);
    let receipt = |state, matter: Matter| at(state, ctx, Destination::Receipt(Box::new(matter)));
    let papers = Matter { handling: Handling::FormThenPapers, handout: None, ..whole(samples, Stage::Received) };
    let saved = |state, answer| {
        let pressed = Message::Receipt(receipt::Message::SavePressed);
        let saving = then(receipt(state, matter.clone()), [pressed]);
        answered(saving, &Request::SavePicture(Box::new(matter.clone())), Answer::Saved(answer))
    };
    let mut presets = vec![
        receipt("filled", matter.clone()),
        receipt("whole", whole(samples, Stage::Received)),
        receipt("longest", longest(samples, whole(samples, Stage::Received))),
        receipt("papers", papers.clone()),
        receipt("papers-without-day", Matter { bring_by: None, ..papers }),
        receipt("bereavement", Matter { manner: Manner::Bereavement, ..matter.clone() }),
        receipt("demo", Matter { demo: true, ..matter.clone() }),
        receipt("without-number", Matter { receipt: None, promised: None, ..matter.clone() }),
        saved("saved", Ok("Pictures/1234.png".into())),
        saved("not-saved", Err(Failure::new(FailureKind::Disk))),
        then(receipt("saving", matter.clone()), [Message::Receipt(receipt::Message::SavePressed)]),
    ];
    presets.extend([HandoutWay::InPerson, HandoutWay::Mail, HandoutWay::Committee].map(|way| {
        let matter = Matter { handout: handed(way, samples), ..matter.clone() };
        receipt(way.name(), matter)
    }));
    let (_, screen, ctx) = receipt("kiosk", matter.clone());
    presets.push(("kiosk", screen, Context { kiosk: true, ..ctx }));
    presets
}

pub(super) fn matters(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let matters = |state, answer| answered(at(state, ctx, Destination::Matters), &Request::Matters, Answer::Matters(answer));
    let all = || vec![samples.matter(Stage::Completed), samples.matter(Stage::UnderReview)];
    let drafted = |(state, screen, ctx): Preset| (state, screen, Context { drafts: vec![draft_of(samples)], ..ctx });
    let hall = |(state, screen, ctx): Preset| (state, screen, Context { kiosk: true, ..ctx });
    let discard = Message::Matters(matters::Message::DiscardPressed(draft_of(samples).service));
    let long = longest(samples, samples.matter(Stage::Suspended));
    vec![
        at("waiting", ctx, Destination::Matters),
        matters("filled", Ok(all())),
        matters("empty", Ok(Vec::new())),
        matters("offline", Err(offline())),
        matters("longest", Ok(vec![long])),
        drafted(matters("draft", Ok(all()))),
        then(drafted(matters("discard", Ok(all()))), [discard]),
        hall(matters("kiosk", Ok(Vec::new()))),
        hall(matters("kiosk-filled", Ok(all()))),
    ]
}

/// What is asked for at a stage that waits for the owner, and why not at one that refuses.
fn told(samples: &Samples, stage: Stage) -> Matter {
    let note = |matter: &Matter| matter.steps.iter().find_map(|step| step.note.clone()).unwrap_or_default();
    let matter = samples.matter(stage);
    match stage {
        Stage::Correction | Stage::Supplement => {
            let reason = note(&samples.matter(Stage::Correction));
            let why = samples.service().guide.materials.into_iter().find_map(|material| material.note).unwrap_or_default();
            let fields = vec![("phone".to_owned(), why.clone()), ("address".to_owned(), why)];
            Matter { demand: Some(Demand { reason: Some(reason), fields, until: Some(date(2026, 12, 4)) }), ..matter }
        }
        Stage::NotAccepted | Stage::Refused => {
            let refusal = Refusal { reason: note(&matter), basis: Some(LocalText::clone(&samples.service().guide.who)) };
            Matter { refusal: Some(refusal), ..matter }
        }
        _ => matter,
    }
}

pub(super) fn matter(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let known = |state, matter: Matter| at(state, ctx, Destination::Known(Box::new(matter)));
    let answer = |preset, request: Request, answer| answered(preset, &request, Answer::Matter(Box::new(answer)));
    let mut presets = Vec::new();
    for stage in Stage::ALL {
        let (state, screen, ctx) = known(stage.name(), told(samples, stage));
        let form = Request::Form(samples.service().summary.id);
        presets.push(match samples.form() {
            Some(sample) if stage.waits_for_owner() => answered((state, screen, ctx), &form, Answer::Form(Box::new(Ok(sample)))),
            _ => (state, screen, ctx),
        });
    }
    let pressed = |message| Message::Matter(message);
    let withdrawing = |state| {
        let asking = then(known(state, samples.matter(Stage::Accepted)), [pressed(matter::Message::WithdrawPressed)]);
        then(asking, [pressed(matter::Message::WithdrawConfirmed)])
    };
    let mail = Matter { handout: handed(HandoutWay::Mail, samples), ..samples.matter(Stage::Completed) };
    let papers = Matter { handling: Handling::FormThenPapers, ..whole(samples, Stage::Received) };
    presets.extend([
        at("waiting", ctx, Destination::Matter(FILE)),
        answer(at("offline", ctx, Destination::Matter(FILE)), Request::Matter(FILE), Err(offline())),
        known("demo", Matter { demo: true, ..samples.matter(Stage::Accepted) }),
        at("mended", ctx, Destination::Mended(Box::new(samples.matter(Stage::Received)))),
        known("whole", whole(samples, Stage::Completed)),
        known("mailed", mail),
        known("longest", longest(samples, whole(samples, Stage::UnderReview))),
        known("incomplete", whole(samples, Stage::Accepted)),
        known("incomplete-without-day", Matter { bring_by: None, ..whole(samples, Stage::Accepted) }),
        known("papers", papers),
        then(known("withdraw", samples.matter(Stage::Accepted)), [pressed(matter::Message::WithdrawPressed)]),
        withdrawing("withdrawing"),
        answer(withdrawing("withdrawn-now"), Request::Withdraw(FILE), Ok(samples.matter(Stage::Withdrawn))),
        answer(withdrawing("withdraw-too-late"), Request::Withdraw(FILE), Err(Failure::new(FailureKind::TooLate))),
        answer(withdrawing("withdraw-expired"), Request::Withdraw(FILE), Err(Failure::new(FailureKind::Expired))),
        answer(withdrawing("withdraw-offline"), Request::Withdraw(FILE), Err(offline())),
    ]);
    presets
}

pub(super) fn number(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    use number::Message::{EndWritten, NextPressed, NumberWritten};
    let open = |state| at(state, ctx, Destination::Number);
    let after = |state, messages: Vec<number::Message>| then(open(state), messages.into_iter().map(Message::Number));
    let good = samples.matter(Stage::Received).receipt.map(|number| number.groups().join(" ")).unwrap_or_default();
    let written = |number: &str| vec![NumberWritten(number.to_owned()), NextPressed];
    let end = || written(&good).into_iter().chain([EndWritten(Secret::new("001X"))]).collect::<Vec<_>>();
    let asked = || end().into_iter().chain([NextPressed]).collect::<Vec<_>>();
    let found = |state, kind| {
        let Some(receipt) = ReceiptNumber::new(26_112_100_017) else { return open(state) };
        let request = Request::Find(receipt, Secret::new("001X"));
        answered(after(state, asked()), &request, Answer::Matter(Box::new(Err(Failure::new(kind)))))
    };
    vec![
        open("empty"),
        after("filled", vec![NumberWritten(good.clone())]),
        after("empty-error", vec![NextPressed]),
        after("length-error", written("2611 2100")),
        after("character-error", written("2611 2100 01AB")),
        after("check-error", written("2611 2100 0175")),
        after("end", written(&good)),
        after("end-filled", end()),
        after("end-error", written(&good).into_iter().chain([EndWritten(Secret::new("12")), NextPressed]).collect()),
        after("end-revealed", end().into_iter().chain([number::Message::RevealPressed]).collect()),
        after("asking", asked()),
        found("unknown", FailureKind::Missing),
        found("too-often", FailureKind::TooOften),
        found("offline", FailureKind::Unreachable),
    ]
}

pub(super) fn rate(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    use rate::Message::{Chosen, Rated, SendPressed, WhyWritten};
    let open = |state, stage, occasion| at(state, ctx, Destination::Rate(Box::new(samples.matter(stage)), occasion));
    let after =
        |state, messages: Vec<rate::Message>| then(open(state, Stage::Received, Occasion::Filed), messages.into_iter().map(Message::Rate));
    let why = |written: String| vec![Chosen(Level::Dissatisfied), SendPressed, WhyWritten(written)];
    let sent = |answer| vec![Chosen(Level::Satisfied), SendPressed, Rated(answer)];
    vec![
        open("empty", Stage::Received, Occasion::Filed),
        open("completed", Stage::Completed, Occasion::Completed),
        after("filled", vec![Chosen(Level::Satisfied)]),
        after("error", vec![SendPressed]),
        after("why", why(String::new())),
        after("why-filled", why(ctx.local(&samples.asked).to_owned())),
        after("why-error", why(ctx.local(&samples.asked).repeat(200)).into_iter().chain([SendPressed]).collect()),
        after("sending", vec![Chosen(Level::Satisfied), SendPressed]),
        after("thanked", sent(Ok(()))),
        after("offline", sent(Err(offline()))),
    ]
}

pub(super) fn help(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let mut real = ctx.clone();
    real.institution.sample = false;
    let hall = |state, call: Option<help::Call>| at(state, &Context { kiosk: true, help: call, ..real.clone() }, Destination::Help);
    let who = samples.matter(Stage::Received).applicant.unwrap_or_default();
    vec![
        at("filled", &real, Destination::Help),
        at("sample", ctx, Destination::Help),
        hall("kiosk", None),
        hall("calling", Some(help::Call::Calling)),
        hall("called", Some(help::Call::Waiting)),
        hall("late", Some(help::Call::Late)),
        hall("taken", Some(help::Call::Taken(who))),
        hall("failed", Some(help::Call::Failed)),
    ]
}

/// What became of a call, while one is elsewhere.
pub(super) fn news(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let who = samples.matter(Stage::Received).applicant.unwrap_or_default();
    let calls = [("help-taken", help::Call::Taken(who)), ("help-late", help::Call::Late), ("help-failed", help::Call::Failed)];
    calls.map(|(state, call)| (state, Screen::home(), Context { kiosk: true, help: Some(call), ..ctx.clone() })).into()
}
