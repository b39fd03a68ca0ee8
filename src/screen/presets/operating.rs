//! How one works it: the settings of it, the introductions, the place to practise, the keys on the screen.

use super::{Preset, Samples, at, then};
use crate::domain::settings::{Change, Lesson, Operation};
use crate::screen::keyboard::{Keyboard, Message as Key, Sheet};
use crate::screen::settings::Door;
use crate::screen::{Context, Destination, Message, find, intro as told, practise as tried, settings as seen};

pub(super) fn settings(ctx: &Context) -> Vec<Preset> {
    let of = |state, door, operation: Operation| {
        let ctx = Context { settings: ctx.settings.changed(Change::Operate(operation)), ..ctx.clone() };
        let doors = [Door::Operate, door].into_iter();
        then(at(state, &ctx, Destination::Settings), doors.map(|door| Message::Settings(seen::Message::Opened(door))))
    };
    let usual = Operation::default();
    vec![
        of("operate", Door::Operate, usual),
        of("way", Door::Way, usual),
        of("move-key", Door::MoveKey, usual),
        of("select-key", Door::SelectKey, usual),
        of("scan", Door::Scan, usual),
        of("scan-least", Door::Scan, Operation { scan: 500, ..usual }),
        of("scan-most", Door::Scan, Operation { scan: 10_000, ..usual }),
        of("hold", Door::Hold, usual),
        of("hold-most", Door::Hold, Operation { hold: 1500, ..usual }),
    ]
}

pub(super) fn intro(ctx: &Context) -> Vec<Preset> {
    let alone = Lesson::ALL.map(|lesson| at(lesson.name(), ctx, Destination::Intro(Some(lesson))));
    let chosen = then(at("chosen", ctx, Destination::Intro(None)), [Message::Intro(told::Message::Chosen(Lesson::Ear))]);
    alone.into_iter().chain([at("all", ctx, Destination::Intro(None)), chosen]).collect()
}

pub(super) fn practise(ctx: &Context) -> Vec<Preset> {
    let of =
        |state, messages: &[tried::Message]| then(at(state, ctx, Destination::Practise), messages.iter().cloned().map(Message::Practise));
    vec![of("plain", &[]), of("pressed", &[tried::Message::Pressed(0)]), of("write", &[tried::Message::WritePressed])]
}

/// Keys over the words one looks for.
pub(super) fn keyboard(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let of = |state, sheet, struck: &str, written: &str| {
        let mut keyboard = Keyboard::new("find.field".into(), sheet);
        struck.chars().for_each(|key| drop(keyboard.update(Key::Struck(key), written)));
        let over = Context { keyboard: Some(keyboard), ..ctx.clone() };
        then(at(state, &over, Destination::Find), [Message::Find(find::Message::Written(written.to_owned()))])
    };
    let asked = ctx.local(&samples.asked);
    vec![
        of("digits", Sheet::Digits, "", ""),
        of("pinyin", Sheet::Pinyin, "", asked),
        of("pinyin-spelled", Sheet::Pinyin, "9264", ""),
        of("letters", Sheet::Letters, "7", ""),
    ]
}

/// Keys over a secret, with what was wrong with it.
pub(super) fn digits(ctx: &Context, samples: &Samples) -> Vec<Preset> {
    let over = Context { keyboard: Some(Keyboard::new("question.field".into(), Sheet::Digits)), ..ctx.clone() };
    let of = |(state, screen, _): Preset| match state {
        "identity" => Some(("identity-keys", screen, over.clone())),
        "identity-check" => Some(("identity-keys-error", screen, over.clone())),
        _ => None,
    };
    super::filling::question(ctx, samples).into_iter().filter_map(of).collect()
}
