//! 怎么按: by finger and keys, by two keys, by one key; which keys, how long each thing is lit, how long a press has to stay.

use super::{Context, Door, Message, card, choice, scale};
use crate::domain::settings::{Change, Operation, SwitchKey, Way};
use crate::i18n::FluentValue;
use crate::semantic::{Icon, Node};

/// What stands behind the door: more doors, what to read, where to practise.
pub fn doors(ctx: &Context) -> Vec<Node<Message>> {
    let mut cards: Vec<Node<Message>> = Door::OPERATE.into_iter().map(|door| card(ctx, door)).collect();
    cards.push(ctx.card("settings.learn", Message::LearnPressed).icon(Icon::Info));
    cards.push(ctx.card("settings.practise", Message::PractisePressed).icon(Icon::Shield));
    vec![Node::cards("settings.operate", ctx.words("settings.door-operate"), 3, cards)]
}

/// How it is now.
pub fn now(ctx: &Context, door: Door) -> String {
    let operation = ctx.settings.operation;
    match door {
        Door::MoveKey => key_words(ctx, operation.move_key),
        Door::SelectKey => key_words(ctx, operation.select_key),
        Door::Scan => seconds(ctx, "settings.scan", operation.scan),
        Door::Hold => hold_words(ctx, operation.hold),
        _ => ctx.words(&format!("settings.way-{}", operation.way.name())),
    }
}

/// The ways.
pub fn way(ctx: &Context) -> Vec<Node<Message>> {
    let now = ctx.settings.operation;
    let choices = Way::ALL.map(|way| {
        let change = Change::Operate(Operation { way, ..now });
        choice(ctx, format!("settings.way-{}", way.name()), way == now.way, change)
    });
    vec![Node::choices("settings.way", ctx.words("settings.door-way"), choices.into())]
}

/// The keys one can choose; the two never become one.
pub fn key(ctx: &Context, door: Door) -> Vec<Node<Message>> {
    let now = ctx.settings.operation;
    let (chosen, change): (SwitchKey, fn(Operation, SwitchKey) -> Operation) =
        if door == Door::MoveKey { (now.move_key, Operation::moved_by) } else { (now.select_key, Operation::pressed_by) };
    let choices =
        SwitchKey::ALL.map(|key| choice(ctx, format!("settings.key-{}", key.name()), key == chosen, Change::Operate(change(now, key))));
    vec![Node::choices("settings.keys", ctx.words(&format!("settings.door-{}", door.name())), choices.into())]
}

/// How long each thing is lit.
pub fn scan(ctx: &Context) -> Vec<Node<Message>> {
    let now = ctx.settings.operation;
    let steps = (now.scanning(false), now.scanning(true));
    times(ctx, Door::Scan, ["settings.scan-shorter", "settings.scan-longer"], steps, (&Operation::SCAN, now.scan))
}

/// How long a press has to stay.
pub fn hold(ctx: &Context) -> Vec<Node<Message>> {
    let now = ctx.settings.operation;
    let steps = (now.holding(false), now.holding(true));
    times(ctx, Door::Hold, ["settings.hold-shorter", "settings.hold-longer"], steps, (&Operation::HOLD, now.hold))
}

fn times(
    ctx: &Context,
    door: Door,
    [shorter, longer]: [&'static str; 2],
    (less, more): (Operation, Operation),
    (all, now): (&[u16], u16),
) -> Vec<Node<Message>> {
    let operation = ctx.settings.operation;
    let step = |id, to: Operation| ctx.button_until(id, to == operation, Message::Changed(Change::Operate(to)));
    let buttons = vec![step(shorter, less), step(longer, more)];
    let at = all.iter().take_while(|step| **step <= now).count();
    let count = |count: usize| u32::try_from(count).unwrap_or(0);
    scale(ctx, "settings.time", door, (self::now(ctx, door), count(at), count(all.len())), buttons)
}

fn key_words(ctx: &Context, key: SwitchKey) -> String {
    ctx.words(&format!("settings.key-{}", key.name()))
}

fn hold_words(ctx: &Context, ms: u16) -> String {
    if ms == 0 { ctx.words("settings.hold-none") } else { seconds(ctx, "settings.hold", ms) }
}

fn seconds(ctx: &Context, id: &str, ms: u16) -> String {
    let seconds = FluentValue::from((f64::from(ms) / 1000.0).to_string());
    ctx.words_with(id, &[("seconds", seconds)])
}
