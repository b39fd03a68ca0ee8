//! The screens on which a form is filled in and looked at again.

use uuid::Uuid;

use super::{Preset, Samples, answered, at, offline, then};
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::form::Fault;
use crate::domain::secret::Secret;
use crate::screen::filling::{Filling, Wrong};
use crate::screen::{Answer, Context, Destination, Message, Request, Screen, question, review};

pub(super) fn question(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let service = || Box::new(samples.service());
    let waiting = || ("waiting", Screen::fill(service(), samples.ids()).0, ctx.clone());
    let failed = Answer::Form(Box::new(Err(offline())));
    let mut presets = vec![waiting()];
    let asked = Request::Form(Uuid::from_u128(1));
    let offline = answered(waiting(), &asked, failed);
    presets.push(("offline", offline.1, offline.2));
    if let Some(form) = samples.form() {
        let (_, told, ctx) = answered(waiting(), &asked, Answer::Form(Box::new(Ok(form))));
        let more = Message::Question(question::Message::MorePressed);
        presets.push(("notice", told.clone(), ctx.clone()));
        presets.push(then(("notice-whole", told, ctx), [more]));
    }
    let (Some(empty), Some(filled)) = (samples.empty(), samples.filled()) else { return presets };
    let open = |state, filling: &Filling, key: &str, wrong| {
        let mut filling = filling.clone();
        filling.jump(key);
        filling.wrong = wrong;
        at(state, ctx, Destination::Question(Box::new(filling)))
    };
    let fault = |fault| Some(Wrong::Fault(fault));
    let mut short = filled.clone();
    short.jump("identityNumber");
    short.write(Secret::new(filled.written("identityNumber").get(..17).unwrap_or_default()));
    presets.extend([
        open("choice", &empty, "who/who", None),
        open("choice-filled", &filled, "who/who", None),
        open("choice-error", &empty, "who/who", fault(Fault::Choice)),
        open("name", &empty, "name", None),
        open("name-error", &filled, "name", fault(Fault::Name)),
        open("empty-error", &empty, "name", fault(Fault::Empty)),
        open("identity", &empty, "identityNumber", None),
        open("identity-filled", &filled, "identityNumber", None),
        open("identity-length", &short, "identityNumber", fault(Fault::IdentityLength)),
        open("identity-character", &filled, "identityNumber", fault(Fault::IdentityCharacter)),
        open("identity-date", &filled, "identityNumber", fault(Fault::IdentityDate)),
        open("identity-check", &filled, "identityNumber", fault(Fault::IdentityCheck)),
        then(open("identity-revealed", &filled, "identityNumber", None), [Message::Question(question::Message::RevealPressed)]),
        open("phone-error", &filled, "phone", fault(Fault::Phone)),
        open("address-error", &filled, "address", fault(Fault::TooLong)),
        open("card-error", &filled, "cardNumber", fault(Fault::BankCard)),
        open("date", &filled, "birthday", None),
        open("date-error", &filled, "birthday", fault(Fault::Date)),
        open("refused", &filled, "name", Some(Wrong::Refused)),
    ]);
    let mut long = filled.clone();
    long.jump("name");
    long.write(Secret::new(samples.long_name.clone()));
    presets.push(open("longest", &long, "name", None));
    let (state, screen, mut ctx) = open("compact", &filled, "phone", None);
    ctx.compact = true;
    presets.push((state, screen, ctx));
    presets
}

pub(super) fn review(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let Some(filled) = samples.filled() else { return Vec::new() };
    let review = |state, filling: &Filling| at(state, ctx, Destination::Review(Box::new(filling.clone())));
    let send = || Message::Review(review::Message::SendPressed);
    let filed = |failure| Message::Review(review::Message::Filed(filled.key, Box::new(Err(failure))));
    let mut long = filled.clone();
    long.jump("name");
    long.write(Secret::new(samples.long_name.clone()));
    long.jump("cardNumber");
    long.write(Secret::new("6222020000001234560"));
    vec![
        review("filled", &filled),
        review("longest", &long),
        then(review("waiting", &filled), [send()]),
        then(review("offline", &filled), [send(), filed(offline())]),
        then(review("slow", &filled), [send(), filed(Failure::new(FailureKind::Slow))]),
        then(review("broken", &filled), [send(), filed(Failure::new(FailureKind::Broken))]),
        then(review("disk", &filled), [send(), filed(Failure::new(FailureKind::Disk))]),
        then(review("refused", &filled), [send(), filed(Failure::new(FailureKind::Refused))]),
    ]
}

pub(super) fn verify(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    vec![at("empty", ctx, Destination::Verify(Box::new(samples.service())))]
}
