//! The screens on which a form is filled in and looked at again.

use jiff::civil::date;
use uuid::Uuid;

use super::{Preset, Samples, answered, at, offline, then};
use crate::domain::application::{Answers, Matter};
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::form::{Doubt, Fault, LONG_TERM};
use crate::domain::request::Verification;
use crate::domain::secret::Secret;
use crate::domain::service::Manner;
use crate::screen::filling::{Filling, Wrong};
use crate::screen::help::Call;
use crate::screen::{Answer, Context, Destination, Message, Request, Screen, question, review, verify};

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
    let of = |state, filling: &Filling, key: &str, wrong| {
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
        of("choice", &empty, "who/who", None),
        of("choice-filled", &filled, "who/who", None),
        of("choice-error", &empty, "who/who", fault(Fault::Choice)),
        of("name", &empty, "name", None),
        of("name-error", &filled, "name", fault(Fault::Name)),
        of("empty-error", &empty, "name", fault(Fault::Empty)),
        of("identity", &empty, "identityNumber", None),
        of("identity-filled", &filled, "identityNumber", None),
        of("identity-length", &short, "identityNumber", fault(Fault::IdentityLength)),
        of("identity-character", &filled, "identityNumber", fault(Fault::IdentityCharacter)),
        of("identity-date", &filled, "identityNumber", fault(Fault::IdentityDate)),
        of("identity-check", &filled, "identityNumber", fault(Fault::IdentityCheck)),
        then(of("identity-revealed", &filled, "identityNumber", None), [Message::Question(question::Message::RevealPressed)]),
        of("phone-error", &filled, "phone", fault(Fault::Phone)),
        of("address-error", &filled, "address", fault(Fault::TooLong)),
        of("card-error", &filled, "cardNumber", fault(Fault::BankCard)),
        of("date", &filled, "birthday", None),
        of("date-error", &filled, "birthday", fault(Fault::Date)),
        of("refused", &filled, "name", Some(Wrong::Refused)),
    ]);
    let mut long = filled.clone();
    long.jump("name");
    long.write(Secret::new(samples.long_name.clone()));
    presets.push(of("longest", &long, "name", None));
    presets.push(of("card-doubt", &filled, "cardNumber", Some(Wrong::Doubt(Doubt::BankCard))));
    let (state, screen, mut large) = of("compact", &filled, "phone", None);
    large.compact = true;
    presets.push((state, screen, large));
    presets.extend(who(ctx, samples));
    presets.extend(addresses(ctx, &empty, &filled));
    presets.extend(visit(ctx, samples));
    presets
}

/// An open question, of a filling that is mended if it must be.
fn open(state: &'static str, ctx: &Context, filling: &Filling, key: &str) -> Preset {
    let mut filling = filling.clone();
    filling.jump(key);
    at(state, ctx, Destination::Question(Box::new(filling)))
}

/// Who acts, who gets it; a form that has changed; an answer that was sent back; after a death.
fn who(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let (Some(family), Some(form)) = (samples.for_family(), samples.form()) else { return Vec::new() };
    let mut changed = family.clone();
    changed.changed = true;
    let mut known = family.clone();
    known.answers.remove("phone");
    known.answers.remove("handout/name");
    known.known = known
        .answers
        .get("who/agentName")
        .map(|name| [("phone".to_owned(), Secret::new("13800001234")), ("agent-name".to_owned(), name.clone())].into())
        .unwrap_or_default();
    let sent_back = Filling::mend(&samples.sent_back(), form, samples.ids());
    let mut mended = sent_back.clone();
    mended.write(Secret::new("622202000000123456"));
    let mut begun = samples.empty().unwrap_or_else(|| family.clone());
    begun.manner = Manner::Bereavement;
    vec![
        at("bereavement", ctx, Destination::Question(Box::new(begun))),
        open("agent-name", ctx, &family, "who/agentName"),
        open("agent-relation", ctx, &family, "who/agentRelation"),
        open("agent-ground", ctx, &family, "who/agentGround"),
        open("for-another", ctx, &family, "name"),
        open("handout", ctx, &family, "handout/way"),
        open("handout-name", ctx, &family, "handout/name"),
        open("same-name", ctx, &known, "handout/name"),
        open("same-phone", ctx, &known, "phone"),
        open("changed", ctx, &changed, "phone"),
        at("sent-back", ctx, Destination::Question(Box::new(sent_back))),
        at("sent-back-mended", ctx, Destination::Question(Box::new(mended))),
    ]
}

/// An address: the streets of the hall's own district, provinces, what is below, the line; in each kind of trouble.
fn addresses(ctx: &Context, empty: &Filling, filled: &Filling) -> Vec<Preset> {
    let of = |text: &str| {
        let mut filling = filled.clone();
        filling.jump("address");
        filling.write(Secret::new(text));
        filling
    };
    let address = |state, filling: &Filling| open(state, ctx, filling, "address");
    let own = filled.written("address").rsplit_once(' ').map_or("", |(place, _)| place).to_owned();
    let district: Vec<&str> = own.split(' ').collect();
    let wrong = |text: &str, wrong| {
        let mut filling = of(text);
        filling.wrong = Some(Wrong::Fault(wrong));
        at("", ctx, Destination::Question(Box::new(filling)))
    };
    let place = |message| Message::Question(question::Message::Place(message));
    let mut known = empty.clone();
    known.known = [("address".to_owned(), Secret::new(filled.written("address")))].into();
    vec![
        address("address", empty),
        then(address("address-more", empty), [place(question::Place::MorePressed)]),
        then(address("address-elsewhere", empty), [place(question::Place::ElsewherePressed)]),
        address("address-below", &of(district.first().copied().unwrap_or_default())),
        address("address-house", &of(&own)),
        address("address-filled", filled),
        then(address("address-changing", filled), [place(question::Place::ChangePressed)]),
        address("address-same", &known),
        named("address-missing", wrong(&own, Fault::Address)),
        named("address-lists-error", wrong("", Fault::Empty)),
    ]
}

fn named(state: &'static str, (_, screen, ctx): Preset) -> Preset {
    (state, screen, ctx)
}

/// A visit: a day, until when a card holds, a passbook, a long text.
fn visit(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let Some(form) = samples.visit() else { return Vec::new() };
    let empty = Filling::new(&samples.service(), form, samples.ids());
    let with = |key: &str, answer: &str, wrong: Option<Fault>| {
        let mut filling = empty.clone();
        filling.jump(key);
        filling.write(Secret::new(answer));
        filling.wrong = wrong.map(Wrong::Fault);
        at("", ctx, Destination::Question(Box::new(filling)))
    };
    let later = Message::Question(question::Message::DaysPressed { later: true });
    vec![
        open("validity", ctx, &empty, "validity"),
        named("validity-long-term", with("validity", LONG_TERM, None)),
        named("validity-expired", with("validity", "2020-03-05", Some(Fault::Expired))),
        open("passbook", ctx, &empty, "passbook"),
        named("passbook-error", with("passbook", "12", Some(Fault::Passbook))),
        open("day", ctx, &empty, "day"),
        named("day-filled", with("day", "2026-11-25", None)),
        named("day-error", with("day", "", Some(Fault::Choice))),
        then(open("day-later", ctx, &empty, "day"), [later]),
        open("text", ctx, &empty, "remark"),
        named("text-filled", with("remark", &ctx.words("guide.condolence").repeat(6), None)),
    ]
}

pub(super) fn review(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let Some(filled) = samples.filled() else { return Vec::new() };
    let review = |state, filling: &Filling| at(state, ctx, Destination::Review(Box::new(filling.clone())));
    let send = || Message::Review(review::Message::SendPressed);
    let filed = |failure| Message::Review(review::Message::Filed(filled.key, Box::new(Err(failure))));
    let (Some(family), Some(form)) = (samples.for_family(), samples.form()) else { return Vec::new() };
    let once_more = Message::Review(review::Message::OnceMorePressed);
    let already = Failure { existing: Some((Uuid::from_u128(6), samples.kept())), ..Failure::new(FailureKind::FiledAlready) };
    let sent_back = Filling::mend(&samples.sent_back(), form, samples.ids());
    let amended = |kind| Message::Review(review::Message::Amended(Uuid::from_u128(6), Box::new(Err(Failure::new(kind)))));
    let whole =
        |matter: Matter| samples.form().map(|form| Filling::mend(&matter, form, samples.ids())).unwrap_or_else(|| sent_back.clone());
    let (all, unseen) = (whole(samples.sent_back_whole()), whole(Matter { answers: Answers::new(), ..samples.sent_back_whole() }));
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
        then(review("already", &filled), [send(), filed(already)]),
        then(review("already-unknown", &filled), [send(), filed(Failure::new(FailureKind::FiledAlready))]),
        then(review("once-more", &filled), [send(), filed(Failure::new(FailureKind::FiledAlready)), once_more]),
        then(review("form-changed", &filled), [send(), filed(Failure::new(FailureKind::FormChanged))]),
        then(review("withdrawn", &filled), [send(), filed(Failure::new(FailureKind::Missing))]),
        review("family", &family),
        review("sent-back", &sent_back),
        then(review("sent-back-too-late", &sent_back), [send(), amended(FailureKind::TooLate)]),
        review("sent-back-all", &all),
        review("sent-back-unseen", &unseen),
        then(review("sent-back-expired", &unseen), [send(), amended(FailureKind::Expired)]),
    ]
}

pub(super) fn verify(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    use verify::Message::{NextPressed, RevealPressed, StaffPressed, Verified, WhomPressed, Written};
    let number = || samples.filled().map(|filled| Secret::new(filled.written("identityNumber"))).unwrap_or_default();
    let start = |state, ctx: &Context, family, messages: Vec<verify::Message>| {
        let whom = at(state, ctx, Destination::Verify(Box::new(samples.verified())));
        then(whom, [WhomPressed { family }].into_iter().chain(messages).map(Message::Verify))
    };
    let told = |state, family, until| {
        let told = Verification { until, sample: true };
        start(state, ctx, family, vec![Written(number()), NextPressed, Verified(Ok(told))])
    };
    let hall = |help| Context { kiosk: true, help, ..ctx.clone() };
    vec![
        at("empty", ctx, Destination::Verify(Box::new(samples.verified()))),
        start("number", ctx, false, vec![]),
        start("number-family", ctx, true, vec![]),
        start("number-error", ctx, false, vec![Written(Secret::new("1101")), NextPressed]),
        start("number-revealed", ctx, false, vec![Written(number()), RevealPressed]),
        start("waiting", ctx, false, vec![Written(number()), NextPressed]),
        told("filled", false, Some(date(2027, 3, 31))),
        told("over", false, Some(date(2025, 3, 31))),
        told("family", true, Some(date(2027, 3, 31))),
        told("unknown", false, None),
        start("offline", ctx, false, vec![Written(number()), NextPressed, Verified(Err(offline()))]),
        start("staff", ctx, false, vec![StaffPressed]),
        start("staff-calling", &hall(Some(Call::Calling)), false, vec![StaffPressed]),
        start("staff-called", &hall(Some(Call::Waiting)), false, vec![StaffPressed]),
        start("staff-taken", &hall(Some(Call::Taken(ctx.local(&samples.holder).to_owned()))), false, vec![StaffPressed]),
        start("staff-failed", &hall(Some(Call::Failed)), false, vec![StaffPressed]),
    ]
}
