//! The screens on which one follows what was handed in.

use uuid::Uuid;

use super::{Preset, Samples, answered, at, offline};
use crate::domain::application::{Matter, Occasion, Stage};
use crate::screen::{Answer, Context, Destination, Request};

pub(super) fn receipt(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let matter = samples.matter(Stage::Received);
    let receipt = |state, matter: Matter| at(state, ctx, Destination::Receipt(Box::new(matter)));
    vec![
        receipt("filled", matter.clone()),
        receipt("demo", Matter { demo: true, ..matter.clone() }),
        receipt("without-number", Matter { receipt: None, promised: None, ..matter }),
    ]
}

pub(super) fn matters(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let matters = |state, answer| answered(at(state, ctx, Destination::Matters), &Request::Matters, Answer::Matters(answer));
    let all = vec![samples.matter(Stage::Completed), samples.matter(Stage::UnderReview)];
    vec![
        at("waiting", ctx, Destination::Matters),
        matters("filled", Ok(all)),
        matters("empty", Ok(Vec::new())),
        matters("offline", Err(offline())),
    ]
}

pub(super) fn matter(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let file = Uuid::from_u128(6);
    let matter = |state, answer| {
        let waiting = at(state, ctx, Destination::Matter(file));
        answered(waiting, &Request::Matter(file), Answer::Matter(Box::new(answer)))
    };
    let mut presets: Vec<_> = Stage::ALL.into_iter().map(|stage| matter(stage.name(), Ok(samples.matter(stage)))).collect();
    presets.push(at("waiting", ctx, Destination::Matter(file)));
    presets.push(matter("demo", Ok(Matter { demo: true, ..samples.matter(Stage::Accepted) })));
    presets.push(matter("offline", Err(offline())));
    presets
}

pub(super) fn number(ctx: &Context) -> Vec<Preset> {
    vec![at("empty", ctx, Destination::Number)]
}

pub(super) fn rate(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    vec![at("empty", ctx, Destination::Rate(Box::new(samples.matter(Stage::Received)), Occasion::Filed))]
}
