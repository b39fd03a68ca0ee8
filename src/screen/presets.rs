//! Every screen in every state: the one list for audit, solvers, screenshots and snapshots. Made-up data only.

mod samples;

use uuid::Uuid;

pub use samples::{Samples, context, samples};

use super::filling::{Filling, Wrong};
use super::question::Ids;
use super::{Answer, Context, Destination, Message, Request, Screen, ScreenId};
use super::{browse, find, question, review, settings};
use crate::domain::application::{Matter, Stage};
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::form::Fault;
use crate::domain::request::{Dated, Query};
use crate::domain::secret::Secret;
use crate::domain::service::{Category, Service};
use crate::domain::settings::{Change, TextSize};
use crate::semantic::Page;

/// A screen in a state: the name of the state, the screen, and what it may read then.
type Preset = (&'static str, Screen, Context);

/// Every screen in every state, as `ctx` has it: screen, state, page.
pub fn presets(ctx: &Context) -> Vec<(&'static str, &'static str, Page<Message>)> {
    let Some(samples) = samples() else { return Vec::new() };
    let presets = |id: ScreenId| of(id, ctx, samples).into_iter().map(move |(state, screen, ctx)| (id.name(), state, screen.page(&ctx)));
    ScreenId::ALL.into_iter().flat_map(presets).collect()
}

/// The states of a screen. A new screen does not compile until it has some.
fn of(id: ScreenId, ctx: &Context, samples: &Samples) -> Vec<Preset> {
    match id {
        ScreenId::Home => home(ctx),
        ScreenId::Browse => browse(ctx, samples),
        ScreenId::Find => find(ctx, samples),
        ScreenId::Found => found(ctx, samples),
        ScreenId::Guide => guide(ctx, samples),
        ScreenId::Bring => bring(ctx, samples),
        ScreenId::Question => question(ctx, samples),
        ScreenId::Review => review(ctx, samples),
        ScreenId::Receipt => receipt(ctx, samples),
        ScreenId::Matters => matters(ctx, samples),
        ScreenId::Matter => matter(ctx, samples),
        ScreenId::Settings => settings(ctx),
        ScreenId::Help => help(ctx),
        ScreenId::Hotline => vec![at("plain", ctx, Destination::Hotline)],
        ScreenId::Error => vec![at("plain", ctx, Destination::Error)],
        ScreenId::Cover => vec![at("plain", ctx, Destination::Cover)],
    }
}

/// A screen as it opens.
fn at(state: &'static str, ctx: &Context, destination: Destination) -> Preset {
    (state, Screen::open(destination).0, ctx.clone())
}

/// The same after some messages.
fn then(mut preset: Preset, messages: impl IntoIterator<Item = Message>) -> Preset {
    for message in messages {
        preset.1.update(message, &preset.2);
    }
    preset
}

/// The same after an answer.
fn answered(mut preset: Preset, request: &Request, answer: Answer) -> Preset {
    preset.1.answered(request, answer, &preset.2);
    preset
}

fn fresh<T>(value: T) -> Dated<T> {
    Dated { value, as_of: None }
}

const fn offline() -> Failure {
    Failure::new(FailureKind::Unreachable)
}

fn home(ctx: &Context) -> Vec<Preset> {
    let home = |state, change: fn(&mut Context)| {
        let mut ctx = ctx.clone();
        change(&mut ctx);
        (state, Screen::home(), ctx)
    };
    vec![
        home("confirmed", |ctx| ctx.settings.size_confirmed = true),
        home("asking", |ctx| ctx.settings.size_confirmed = false),
        home("asking-largest", |ctx| {
            ctx.settings.size_confirmed = false;
            ctx.settings.text_size = TextSize::MAX;
        }),
        home("compact", |ctx| ctx.compact = true),
        home("demo", |ctx| ctx.demo = true),
        home("silent", |ctx| ctx.voice_trouble = Some("voice-no-daemon")),
        home("no-sound", |ctx| ctx.voice_trouble = Some("voice-no-sound")),
        home("hung", |ctx| ctx.voice_trouble = Some("voice-hung")),
    ]
}

fn browse(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let departments = |state, answer| {
        let waiting = then(at(state, ctx, Destination::Browse), [Message::Browse(browse::Message::DepartmentsPressed)]);
        match answer {
            Some(answer) => answered(waiting, &Request::Departments, Answer::Departments(answer)),
            None => waiting,
        }
    };
    vec![
        at("doors", ctx, Destination::Browse),
        departments("waiting", None),
        departments("departments", Some(Ok(fresh(samples.departments())))),
        departments("empty", Some(Ok(fresh(Vec::new())))),
        departments("cached", Some(Ok(Dated { value: samples.departments(), as_of: Some(samples.kept()) }))),
        departments("offline", Some(Err(offline()))),
    ]
}

fn find(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let find = |state| at(state, ctx, Destination::Find);
    let written = ctx.local(&samples.asked).to_owned();
    vec![
        find("empty"),
        then(find("filled"), [Message::Find(find::Message::Written(written))]),
        then(find("error"), [Message::Find(find::Message::FindPressed)]),
    ]
}

fn found(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let tile = Query { category: Some(Category::Allowance), ..Query::default() };
    let words = Query { name: Some(samples.asked.zh_cn.clone()), ..Query::default() };
    let found = |state, query: &Query, answer| {
        let waiting = at(state, ctx, Destination::Found(query.clone(), ctx.local(&samples.asked).to_owned()));
        answered(waiting, &Request::Services(query.clone()), Answer::Services(answer))
    };
    let all = vec![samples.service().summary, samples.longest().summary];
    vec![
        at("waiting", ctx, Destination::Found(tile.clone(), String::new())),
        found("filled", &tile, Ok(fresh(all.clone()))),
        found("one", &words, Ok(fresh(vec![samples.service().summary]))),
        found("empty", &words, Ok(fresh(Vec::new()))),
        found("cached", &words, Ok(Dated { value: all, as_of: Some(samples.kept()) })),
        found("offline", &words, Err(offline())),
    ]
}

fn guide(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let guide = |state, answer| {
        let id = Uuid::from_u128(1);
        answered(at(state, ctx, Destination::Guide(id)), &Request::Service(id), Answer::Service(Box::new(answer)))
    };
    vec![
        at("waiting", ctx, Destination::Guide(Uuid::from_u128(1))),
        guide("filled", Ok(fresh(samples.service()))),
        guide("longest", Ok(fresh(samples.longest()))),
        guide("cached", Ok(Dated { value: samples.service(), as_of: Some(samples.kept()) })),
        guide("offline", Err(offline())),
        guide("missing", Err(Failure::new(FailureKind::Missing))),
    ]
}

fn bring(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let bring = |state, service: Service| at(state, ctx, Destination::Bring(Box::new(service)));
    let mut nothing = samples.service();
    nothing.guide.materials.clear();
    vec![bring("filled", samples.service()), bring("empty", nothing), bring("longest", samples.longest())]
}

fn question(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let service = || Box::new(samples.service());
    let ids = Ids { applicant: Uuid::nil(), key: Uuid::nil() };
    let waiting = || ("waiting", Screen::fill(service(), ids).0, ctx.clone());
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
        open("choice", &empty, "forWhom", None),
        open("choice-filled", &filled, "forWhom", None),
        open("choice-error", &empty, "forWhom", fault(Fault::Choice)),
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

fn review(ctx: &Context, samples: &Samples) -> Vec<Preset> {
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

fn receipt(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let matter = samples.matter(Stage::Received);
    let receipt = |state, matter: Matter| at(state, ctx, Destination::Receipt(Box::new(matter)));
    vec![
        receipt("filled", matter.clone()),
        receipt("demo", Matter { demo: true, ..matter.clone() }),
        receipt("without-number", Matter { receipt: None, promised: None, ..matter }),
    ]
}

fn matters(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let matters = |state, answer| answered(at(state, ctx, Destination::Matters), &Request::Matters, Answer::Matters(answer));
    let all = vec![samples.matter(Stage::Completed), samples.matter(Stage::UnderReview)];
    vec![
        at("waiting", ctx, Destination::Matters),
        matters("filled", Ok(all)),
        matters("empty", Ok(Vec::new())),
        matters("offline", Err(offline())),
    ]
}

fn matter(ctx: &Context, samples: &Samples) -> Vec<Preset> {
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

fn settings(ctx: &Context) -> Vec<Preset> {
    use settings::Door::{Locale, Rate, Size, Theme, Voice, Volume};
    let settings = |state, door: Option<settings::Door>, changes: &[Change], paused| {
        let settings = changes.iter().fold(ctx.settings, |settings, change| settings.changed(*change));
        let doors = at(state, &Context { settings, paused, ..ctx.clone() }, Destination::Settings);
        then(doors, door.map(|door| Message::Settings(settings::Message::Opened(door))))
    };
    let often = |change| [change; 12];
    vec![
        settings("doors", None, &[], false),
        settings("size", Some(Size), &[], false),
        settings("size-least", Some(Size), &often(Change::Smaller), false),
        settings("size-most", Some(Size), &often(Change::Larger), false),
        settings("volume", Some(Volume), &[], false),
        settings("volume-least", Some(Volume), &often(Change::Softer), false),
        settings("volume-most", Some(Volume), &often(Change::Louder), false),
        settings("rate", Some(Rate), &[], false),
        settings("rate-least", Some(Rate), &often(Change::Slower), false),
        settings("rate-most", Some(Rate), &often(Change::Faster), false),
        settings("voice", Some(Voice), &[], false),
        settings("voice-paused", Some(Voice), &[], true),
        settings("voice-off", Some(Voice), &[Change::Speech(false), Change::Sounds(false)], false),
        settings("theme", Some(Theme), &[], false),
        settings("locale", Some(Locale), &[], false),
    ]
}

fn help(ctx: &Context) -> Vec<Preset> {
    let mut real = ctx.clone();
    real.institution.sample = false;
    vec![at("filled", &real, Destination::Help), at("sample", ctx, Destination::Help)]
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::domain::settings::Locale;

    #[test]
    fn every_screen_is_there_in_every_language() {
        for locale in Locale::ALL {
            let pages = presets(&context(locale).unwrap());
            for id in ScreenId::ALL {
                assert!(pages.iter().any(|(screen, _, page)| *screen == id.name() && page.id.as_str() == id.name()), "{id:?}");
            }
        }
    }

    #[test]
    fn ids_are_unique_on_a_page_and_the_focus_is_on_it() {
        for (screen, state, page) in presets(&context(Locale::ZhCn).unwrap()) {
            let mut seen = HashSet::new();
            for (_, node) in page.nodes() {
                assert!(seen.insert(node.id.clone()), "{screen} {state}: {} twice", node.id);
            }
            assert!(page.focus.as_ref().is_none_or(|id| page.find(id).is_some()), "{screen} {state}");
            assert_eq!(page.focus.is_some(), page.nodes().iter().any(|(_, node)| node.field().is_some()), "{screen} {state}");
        }
    }

    #[test]
    fn the_sample_answers_hold() {
        let filled = samples().unwrap().filled().unwrap();
        assert_eq!(filled.form.faults(&filled.answers), []);
    }
}
