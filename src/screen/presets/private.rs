//! What is private: a look-up, and services whose very name is kept quiet in a hall.

use uuid::Uuid;

use super::following::draft_of;
use super::{Preset, Samples, answered, at, fresh, offline, then};
use crate::domain::application::{Matter, Stage};
use crate::domain::draft::Draft;
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::lookup::{Finding, Value};
use crate::domain::request::Query;
use crate::domain::secret::{Mask, Secret};
use crate::domain::service::LifeEvent;
use crate::screen::{Aloud, Answer, Context, Destination, Message, Request, Screen, lookup, matters, question};

pub(super) fn lookup(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    use lookup::Message::{LookedUp, NextPressed, ReadAnswered, ReadPressed, RevealPressed, ShowPressed, Written};
    let number = || samples.filled().map(|filled| Secret::new(filled.written("identityNumber"))).unwrap_or_default();
    let open = |state, ctx: &Context, messages: Vec<lookup::Message>| {
        then(at(state, ctx, Destination::Lookup(Box::new(samples.looked_up()))), messages.into_iter().map(Message::Lookup))
    };
    let answer = |state, answer, then: Vec<lookup::Message>| {
        open(state, ctx, [Written(number()), NextPressed, LookedUp(answer)].into_iter().chain(then).collect())
    };
    let found = |sample| Finding { sample, ..samples.finding() };
    let failed = |state, kind| answer(state, Err(Failure::new(kind)), vec![]);
    let mut longest = found(true);
    for line in &mut longest.lines {
        if let Value::Private(words) = &mut line.value {
            *words = Secret::new(words.expose().repeat(2));
        }
    }
    vec![
        open("number", ctx, vec![]),
        open("number-error", ctx, vec![Written(Secret::new("1101")), NextPressed]),
        open("number-filled", ctx, vec![Written(number())]),
        open("number-revealed", ctx, vec![Written(number()), RevealPressed]),
        open("number-same", &Context { identity: Some(number()), ..ctx.clone() }, vec![]),
        open("waiting", ctx, vec![Written(number()), NextPressed]),
        answer("found", Ok(found(false)), vec![]),
        answer("sample", Ok(found(true)), vec![]),
        answer("unknown", Ok(Finding { lines: Vec::new(), ..found(true) }), vec![]),
        answer("shown", Ok(found(true)), vec![ShowPressed]),
        answer("asked-aloud", Ok(found(true)), vec![ReadPressed]),
        answer("told", Ok(found(true)), vec![ReadPressed, ReadAnswered { yes: true }]),
        answer("longest", Ok(longest), vec![ShowPressed]),
        failed("failed", FailureKind::Broken),
        failed("slow", FailureKind::Slow),
        failed("offline", FailureKind::Unreachable),
        failed("too-often", FailureKind::TooOften),
    ]
}

/// A hall; whether names may be said there.
fn hall(ctx: &Context, aloud: Aloud) -> Context {
    Context { kiosk: true, aloud, ..ctx.clone() }
}

pub(super) fn found(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let query = Query { life_event: Some(LifeEvent::HardUp), ..Query::default() };
    let all = || vec![samples.service().summary, samples.private().summary, samples.longest().summary];
    let found = |state, aloud| {
        let waiting = at(state, &hall(ctx, aloud), Destination::Found(query.clone(), String::new()));
        answered(waiting, &Request::Services(query.clone()), Answer::Services(Ok(fresh(all()))))
    };
    vec![found("private", Aloud::No), found("private-asked", Aloud::Asking), found("private-aloud", Aloud::Yes)]
}

pub(super) fn guide(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let service = samples.private();
    let id = service.summary.id;
    let open = at("private", &hall(ctx, Aloud::No), Destination::Guide(id));
    vec![answered(open, &Request::Service(id), Answer::Service(Box::new(Ok(fresh(service)))))]
}

pub(super) fn bring(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    vec![at("private", &hall(ctx, Aloud::No), Destination::Bring(Box::new(samples.private())))]
}

/// The whole notice, which says what for; and a question whose answers are private.
pub(super) fn question(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let (Some(form), Some(mut filled), service) = (samples.form(), samples.filled(), samples.private()) else { return Vec::new() };
    let request = Request::Form(service.summary.id);
    let quiet = hall(ctx, Aloud::No);
    filled.service = service.summary.clone();
    let waiting = ("private-notice", Screen::fill(Box::new(service), samples.ids()).0, quiet.clone());
    let told = answered(waiting, &request, Answer::Form(Box::new(Ok(form))));
    for question in filled.form.questions.iter_mut().filter(|question| question.key == "paidTo") {
        question.secret = Some(Mask::Whole);
    }
    filled.jump("paidTo");
    vec![then(told, [Message::Question(question::Message::MorePressed)]), at("private", &quiet, Destination::Question(Box::new(filled)))]
}

fn filed(samples: &Samples, stage: Stage) -> Matter {
    let summary = samples.private().summary;
    Matter { service_name: summary.name, private: true, bring: samples.private().guide.materials, ..samples.matter(stage) }
}

pub(super) fn receipt(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    vec![at("private", &hall(ctx, Aloud::No), Destination::Receipt(Box::new(filed(samples, Stage::Received))))]
}

pub(super) fn matters(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let summary = samples.private().summary;
    let mut ctx = hall(ctx, Aloud::No);
    ctx.drafts = vec![Draft { service: summary.id, service_name: summary.name, private: true, ..draft_of(samples) }];
    let all = vec![samples.matter(Stage::Accepted), Matter { file: Uuid::from_u128(8), ..filed(samples, Stage::Received) }];
    let list = answered(at("private", &ctx, Destination::Matters), &Request::Matters, Answer::Matters(Ok(all)));
    let mut asking = then(list.clone(), [Message::Matters(matters::Message::DiscardPressed(summary.id))]);
    asking.0 = "private-discard";
    let away = answered(at("private-offline", &ctx, Destination::Matters), &Request::Matters, Answer::Matters(Err(offline())));
    vec![list, asking, away]
}

pub(super) fn matter(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    vec![at("private", &hall(ctx, Aloud::No), Destination::Known(Box::new(filed(samples, Stage::Accepted))))]
}
