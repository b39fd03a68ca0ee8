//! Every screen in every state: the one list for audit, solvers, screenshots and snapshots. Made-up data only.

mod bundles;
mod filling;
pub(super) mod following;
mod operating;
mod private;
mod samples;
mod voices;

use uuid::Uuid;

pub use samples::{Samples, context, samples};

use super::guide::Part;
use super::{Answer, Context, Destination, Message, Request, Screen, ScreenId};
use super::{browse, find, guide, settings};
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::request::{Dated, PAGE, Query};
use crate::domain::service::{Category, Handling, Service};
use crate::domain::settings::{Change, TextSize};
use crate::semantic::Page;

/// A screen in a state: the name of the state, the screen, and what it may read then.
pub type Preset = (&'static str, Screen, Context);

/// Every screen in every state, as `ctx` has it: screen, state, page.
pub fn presets(ctx: &Context) -> Vec<(&'static str, &'static str, Page<Message>)> {
    screens(ctx).into_iter().map(|(id, (state, screen, ctx))| (id.name(), state, screen.page(&ctx))).collect()
}

/// The same as screens, to see what becomes of a message.
pub fn screens(ctx: &Context) -> Vec<(ScreenId, Preset)> {
    let Some(samples) = samples() else { return Vec::new() };
    ScreenId::ALL.into_iter().flat_map(|id| of(id, ctx, samples).into_iter().map(move |preset| (id, preset))).collect()
}

/// The states of a screen. A new screen does not compile until it has some.
fn of(id: ScreenId, ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let mut presets = match id {
        ScreenId::Home => home(ctx).into_iter().chain(following::news(ctx, samples)).collect(),
        ScreenId::Browse => browse(ctx, samples),
        ScreenId::Find => find(ctx, samples).into_iter().chain(operating::keyboard(ctx, samples)).collect(),
        ScreenId::Found => found(ctx, samples).into_iter().chain(private::found(ctx, samples)).collect(),
        ScreenId::Guide => guide(ctx, samples).into_iter().chain(private::guide(ctx, samples)).collect(),
        ScreenId::Bring => bring(ctx, samples).into_iter().chain(private::bring(ctx, samples)).collect(),
        ScreenId::Question => {
            let keys = operating::digits(ctx, samples);
            filling::question(ctx, samples).into_iter().chain(private::question(ctx, samples)).chain(keys).collect()
        }
        ScreenId::Review => filling::review(ctx, samples),
        ScreenId::Receipt => following::receipt(ctx, samples).into_iter().chain(private::receipt(ctx, samples)).collect(),
        ScreenId::Matters => following::matters(ctx, samples).into_iter().chain(private::matters(ctx, samples)).collect(),
        ScreenId::Matter => following::matter(ctx, samples).into_iter().chain(private::matter(ctx, samples)).collect(),
        ScreenId::Number => following::number(ctx, samples),
        ScreenId::Rate => following::rate(ctx, samples),
        ScreenId::Verify => filling::verify(ctx, samples),
        ScreenId::Lookup => private::lookup(ctx, samples),
        ScreenId::Settings => settings(ctx).into_iter().chain(voices::settings(ctx)).chain(operating::settings(ctx)).collect(),
        ScreenId::Intro => operating::intro(ctx),
        ScreenId::Practise => operating::practise(ctx),
        ScreenId::Help => following::help(ctx, samples).into_iter().chain(voices::help(ctx)).collect(),
        ScreenId::Hotline => vec![at("plain", ctx, Destination::Hotline)],
        ScreenId::Error => vec![at("plain", ctx, Destination::Error)],
        ScreenId::Cover => vec![at("plain", ctx, Destination::Cover)],
    };
    presets.extend(bundles::of(id, ctx, samples));
    presets
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
        home("reader", |ctx| ctx.gave_way = true),
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
    let letters = |state, answer| {
        let waiting = then(at(state, ctx, Destination::Browse), [Message::Browse(browse::Message::LettersPressed)]);
        match answer {
            Some(answer) => answered(waiting, &Request::Letters, Answer::Letters(answer)),
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
        letters("letters-waiting", None),
        letters("letters", Some(Ok(fresh(samples.letters())))),
        letters("letters-empty", Some(Ok(fresh(Vec::new())))),
        letters("letters-cached", Some(Ok(Dated { value: samples.letters(), as_of: Some(samples.kept()) }))),
        letters("letters-offline", Some(Err(offline()))),
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
        found("letter", &Query { initial: Some('L'), ..Query::default() }, Ok(fresh(vec![samples.service().summary]))),
        found("range", &Query { initial: Some('L'), offset: PAGE, ..Query::default() }, Ok(fresh(vec![samples.service().summary]))),
    ]
}

fn guide(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let guide = |state, answer| {
        let id = Uuid::from_u128(1);
        answered(at(state, ctx, Destination::Guide(id)), &Request::Service(id), Answer::Service(Box::new(answer)))
    };
    let handled = |handling| {
        let mut service = samples.service();
        service.summary.handling = handling;
        service
    };
    let begun = |state, messages: Vec<Message>| {
        let (_, screen, mut ctx) = guide(state, Ok(fresh(samples.service())));
        ctx.drafts = samples.filled().and_then(|filled| filled.draft(samples.kept())).into_iter().collect();
        then((state, screen, ctx), messages)
    };
    let part = |state, part, service| then(guide(state, Ok(fresh(service))), [Message::Guide(guide::Message::PartPressed(part))]);
    vec![
        at("waiting", ctx, Destination::Guide(Uuid::from_u128(1))),
        guide("filled", Ok(fresh(samples.service()))),
        guide("longest", Ok(fresh(samples.longest()))),
        guide("cached", Ok(Dated { value: samples.service(), as_of: Some(samples.kept()) })),
        guide("offline", Err(offline())),
        guide("papers", Ok(fresh(handled(Handling::FormThenPapers)))),
        guide("appointment", Ok(fresh(handled(Handling::Appointment)))),
        guide("verify", Ok(fresh(samples.verified()))),
        guide("lookup", Ok(fresh(samples.looked_up()))),
        guide("bereavement", Ok(fresh(samples.bereaved()))),
        begun("begun", Vec::new()),
        begun("discarding", vec![Message::Guide(guide::Message::RestartPressed)]),
        guide("missing", Err(Failure::new(FailureKind::Missing))),
        part("who", Part::Who, samples.service()),
        part("result", Part::Result, samples.service()),
        part("place", Part::Place, samples.service()),
        part("place-longest", Part::Place, samples.longest()),
        part("proxy", Part::Proxy, samples.service()),
        part("faq", Part::Faq, samples.service()),
        part("rights", Part::Rights, samples.service()),
    ]
}

fn bring(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let bring = |state, service: Service| at(state, ctx, Destination::Bring(Box::new(service)));
    let mut nothing = samples.service();
    nothing.guide.materials.clear();
    let mut papers = samples.service();
    papers.summary.handling = Handling::FormThenPapers;
    papers.guide.papers_days = Some(10);
    vec![bring("papers", papers), bring("filled", samples.service()), bring("empty", nothing), bring("longest", samples.longest())]
}

fn settings(ctx: &Context) -> Vec<Preset> {
    use settings::Door::{Listen, Locale, Rate, Size, Theme, Voice, Volume};
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
        settings("voice-beside", Some(Voice), &[Change::BesideReader(true)], false),
        settings("listen", Some(Listen), &[], false),
        settings("theme", Some(Theme), &[], false),
        settings("locale", Some(Locale), &[], false),
    ]
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
        assert_eq!(filled.form.faults(&filled.answers, filled.today), []);
    }
}
