//! 谁来念: each voice chosen, each reason why another speaks, at home and in a hall, and nothing to be heard.

use super::{Preset, at, then};
use crate::domain::settings::{Change, ChineseVoice};
use crate::screen::settings::{Door, Message as Seen};
use crate::screen::{Context, Destination, Message};

/// The machine's voice has just taken over, said where one is.
pub(super) fn help(ctx: &Context) -> Vec<Preset> {
    let ctx = Context { voice_instead: Some("voice-because-slow"), fell_back: true, ..ctx.clone() };
    vec![at("fell-back", &ctx, Destination::Help)]
}

pub(super) fn settings(ctx: &Context) -> Vec<Preset> {
    let of = |state, door, change: Change, instead, kiosk| {
        let ctx = Context { settings: ctx.settings.changed(change), voice_instead: instead, kiosk, ..ctx.clone() };
        then(at(state, &ctx, Destination::Settings), [Message::Settings(Seen::Opened(door))])
    };
    let chosen = |state, voice| of(state, Door::Chinese, Change::Chinese(voice), None, false);
    let instead = |state, because, kiosk| of(state, Door::Chinese, Change::Chinese(ChineseVoice::Yunxi), Some(because), kiosk);
    let mut presets = vec![
        chosen("chinese", ChineseVoice::Yunxi),
        chosen("chinese-xiaoyi", ChineseVoice::Xiaoyi),
        chosen("chinese-machine", ChineseVoice::Machine),
        chosen("chinese-cantonese", ChineseVoice::Cantonese),
        instead("chinese-absent", "voice-because-absent", false),
        instead("chinese-absent-hall", "voice-because-absent", true),
        instead("chinese-broken", "voice-because-broken", false),
        instead("chinese-broken-hall", "voice-because-broken", true),
        instead("chinese-slow", "voice-because-slow", false),
        instead("chinese-ended", "voice-because-ended", false),
        of("chinese-off", Door::Chinese, Change::Speech(false), None, false),
        of("rate-off", Door::Rate, Change::Speech(false), None, false),
    ];
    let mut silent = chosen("chinese-silent", ChineseVoice::Yunxi);
    silent.2.settings = (0..10).fold(silent.2.settings, |settings, _| settings.changed(Change::Softer));
    presets.push(silent);
    presets
}
