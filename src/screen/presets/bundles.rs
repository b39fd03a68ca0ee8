//! 一件事 on every screen that tells it: before it is handed in, handed in, with a department that has not taken its part.

use uuid::Uuid;

use super::{Preset, Samples, answered, at, fresh, offline, then};
use crate::domain::application::{Matter, Rated, Stage};
use crate::domain::failure::Failure;
use crate::domain::request::Query;
use crate::domain::service::{Manner, Service};
use crate::screen::filling::Filling;
use crate::screen::{Answer, Context, Destination, Message, Request, Screen, ScreenId, matter, receipt};

/// All are taken.
const TAKEN: [Option<Stage>; 4] = [Some(Stage::Received); 4];
/// One department has not taken its part.
const UNSENT: [Option<Stage>; 4] = [Some(Stage::Received), Some(Stage::Received), None, Some(Stage::Received)];
/// One part was sent back.
const ASKED: [Option<Stage>; 4] = [Some(Stage::Accepted), Some(Stage::UnderReview), Some(Stage::Correction), Some(Stage::Completed)];
/// One was sent back, and one is not taken yet.
const BOTH: [Option<Stage>; 4] = [Some(Stage::Accepted), None, Some(Stage::Supplement), Some(Stage::Suspended)];
const DONE: [Option<Stage>; 4] = [Some(Stage::Completed); 4];
const REFUSED: [Option<Stage>; 4] = [Some(Stage::Completed), Some(Stage::Refused), Some(Stage::NotAccepted), Some(Stage::Approved)];

/// The states of a screen that has to do with several things in one go.
pub(super) fn of(id: ScreenId, ctx: &Context, samples: &Samples) -> Vec<Preset> {
    match id {
        ScreenId::Home => {
            let asked = Answer::Matters(Ok(vec![samples.bundled(&samples.bundle(), ASKED)]));
            vec![answered(("asked", Screen::home(), ctx.clone()), &Request::Matters, asked)]
        }
        ScreenId::Found => found(ctx, samples),
        ScreenId::Guide => guide(ctx, samples),
        ScreenId::Review => review(ctx, samples),
        ScreenId::Receipt => receipt(ctx, samples),
        ScreenId::Matters => matters(ctx, samples),
        ScreenId::Matter => matter(ctx, samples),
        _ => Vec::new(),
    }
}

/// The same where others listen.
fn in_hall((state, screen, ctx): Preset) -> Preset {
    (state, screen, Context { kiosk: true, ..ctx })
}

fn found(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let query = Query { bundles: true, ..Query::default() };
    let all = vec![samples.bundle().summary, samples.longest_bundle().summary, samples.service().summary];
    let waiting = at("bundles", ctx, Destination::Found(query.clone(), String::new()));
    vec![answered(waiting, &Request::Services(query), Answer::Services(Ok(fresh(all))))]
}

fn bereaved(samples: &Samples) -> Service {
    let mut service = samples.bundle();
    service.guide.manner = Manner::Bereavement;
    service
}

fn guide(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let guide = |state, service: Service| {
        let id = service.summary.id;
        let answer = Answer::Service(Box::new(Ok(fresh(service))));
        answered(at(state, ctx, Destination::Guide(id)), &Request::Service(id), answer)
    };
    vec![
        guide("bundle", samples.bundle()),
        guide("bundle-longest", samples.longest_bundle()),
        guide("bundle-bereavement", bereaved(samples)),
        in_hall(guide("bundle-private", samples.private_bundle())),
    ]
}

fn review(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let Some(filled) = samples.filled() else { return Vec::new() };
    let review = |state, service: &Service| {
        let filling = Filling { service: service.summary.clone(), parts: service.parts.clone(), ..filled.clone() };
        at(state, ctx, Destination::Review(Box::new(filling)))
    };
    vec![
        review("bundle", &samples.bundle()),
        review("bundle-longest", &samples.longest_bundle()),
        in_hall(review("bundle-private", &samples.private_bundle())),
    ]
}

fn receipt(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let receipt = |state, matter: Matter| at(state, ctx, Destination::Receipt(Box::new(matter)));
    let service = samples.bundle();
    let filed = |stages| samples.bundled(&service, stages);
    let sending = |state| then(receipt(state, filed(UNSENT)), [Message::Receipt(receipt::Message::SendPressed)]);
    let sent = |state, answer: Result<Matter, Failure>| {
        let request = Request::SendParts(filed(UNSENT).file);
        answered(sending(state), &request, Answer::Matter(Box::new(answer)))
    };
    vec![
        receipt("bundle", filed(TAKEN)),
        receipt("bundle-unsent", filed(UNSENT)),
        sending("bundle-sending"),
        sent("bundle-sent", Ok(filed(TAKEN))),
        sent("bundle-still", Ok(filed(UNSENT))),
        sent("bundle-offline", Err(offline())),
        receipt("bundle-longest", samples.bundled(&samples.longest_bundle(), UNSENT)),
        receipt("bundle-bereavement", Matter { manner: Manner::Bereavement, ..filed(UNSENT) }),
        in_hall(receipt("bundle-private", samples.bundled(&samples.private_bundle(), UNSENT))),
    ]
}

fn matters(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let of = |stages| samples.bundled(&samples.bundle(), stages);
    let all = [TAKEN, UNSENT, ASKED, DONE].map(of).into();
    vec![answered(at("bundles", ctx, Destination::Matters), &Request::Matters, Answer::Matters(Ok(all)))]
}

fn matter(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let known = |state, matter: Matter| at(state, ctx, Destination::Known(Box::new(matter)));
    let service = samples.bundle();
    let filed = |stages| samples.bundled(&service, stages);
    let sending = |state| then(known(state, filed(UNSENT)), [Message::Matter(matter::Message::SendPressed)]);
    let sent = |state, answer: Result<Matter, Failure>| {
        let request = Request::SendParts(filed(UNSENT).file);
        answered(sending(state), &request, Answer::Matter(Box::new(answer)))
    };
    let part = |matter: Matter| Matter { whole: Some(Uuid::from_u128(6)), file: Uuid::from_u128(63), rated: Rated::default(), ..matter };
    vec![
        known("bundle", filed(TAKEN)),
        known("bundle-unsent", filed(UNSENT)),
        sending("bundle-sending"),
        sent("bundle-sent", Ok(filed(TAKEN))),
        sent("bundle-still", Ok(filed(UNSENT))),
        sent("bundle-offline", Err(offline())),
        known("bundle-asked", filed(ASKED)),
        known("bundle-asked-unsent", filed(BOTH)),
        known("bundle-done", filed(DONE)),
        known("bundle-refused", filed(REFUSED)),
        known("bundle-longest", samples.bundled(&samples.longest_bundle(), BOTH)),
        in_hall(known("bundle-private", samples.bundled(&samples.private_bundle(), ASKED))),
        known("bundle-part", part(samples.matter(Stage::Accepted))),
        known("bundle-part-asked", part(samples.sent_back())),
        at("bundle-part-mended", ctx, Destination::Mended(Box::new(part(samples.matter(Stage::Received))))),
    ]
}
