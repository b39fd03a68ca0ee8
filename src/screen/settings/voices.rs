//! 谁来念: who speaks Chinese, each to be heard before it is chosen; who speaks now, and why it is not the chosen one.

use super::{Context, Message, choice};
use crate::domain::settings::{Change, ChineseVoice};
use crate::screen::Sample;
use crate::semantic::{Icon, Live, Node, Tone, Weight};

/// What stands behind the door: who speaks now, and beside each voice the button with which one hears it.
pub fn page(ctx: &Context) -> Vec<Node<Message>> {
    let heard = heard(ctx);
    let speaks = heard.then(|| speaks(ctx));
    // What is not as one has chosen comes first.
    let (before, after) = if ctx.voice_instead.is_some() { (speaks, None) } else { (None, speaks) };
    let mut nodes = unheard(ctx).unwrap_or_default();
    nodes.extend(before);
    let voices = ChineseVoice::ALL.into_iter().flat_map(|voice| {
        let id = format!("settings.chinese-{}", voice.name());
        let chosen = choice(ctx, id, voice == ctx.settings.chinese, Change::Chinese(voice));
        [Some(chosen), heard.then(|| sample(ctx, voice))].into_iter().flatten()
    });
    nodes.push(Node::choices("settings.chinese", ctx.words("settings.ask-chinese"), voices.collect()));
    nodes.extend(after);
    nodes
}

fn sample(ctx: &Context, voice: ChineseVoice) -> Node<Message> {
    let words = ctx.words_with("settings.sample-voice", &[("voice", name(ctx, voice).into())]);
    let mut button =
        Node::button(format!("settings.sample-{}", voice.name()), Weight::Plain, words, Message::SamplePressed(Sample::Voice(voice)));
    button.hint = ctx.attribute("settings.sample-voice", "hint");
    button.icon(Icon::Repeat)
}

fn speaks(ctx: &Context) -> Node<Message> {
    let id = "settings.speaks";
    let Some(because) = ctx.voice_instead else {
        return Node::text(id, ctx.words_with(id, &[("voice", name(ctx, ctx.settings.chinese).into())]));
    };
    let mut notice = Node::notice(id, Tone::Info, Live::Off, instead(ctx, because, ctx.settings.chinese));
    notice.description = ctx.attribute(because, if ctx.kiosk { "hall" } else { "home" });
    notice
}

/// Whether a sample would be heard.
pub fn heard(ctx: &Context) -> bool {
    unheard(ctx).is_none() && ctx.voice_trouble.is_none()
}

/// Why nothing would be heard, by one's own choice, and the button that ends it.
pub fn unheard(ctx: &Context) -> Option<Vec<Node<Message>>> {
    let (words, button, change) = match (ctx.settings.speech, ctx.settings.volume.step()) {
        (false, _) => ("settings.unheard-off", "settings.speech-on", Change::Speech(true)),
        (true, 0) => ("settings.unheard-volume", "settings.louder", Change::Louder),
        (true, _) => return None,
    };
    let why = Node::notice("settings.unheard", Tone::Info, Live::Off, ctx.words(words));
    Some(vec![why, ctx.button(button, Weight::Plain, Message::Changed(change)).icon(Icon::Repeat)])
}

/// That the machine's voice speaks in place of this one, and why: by the id of the words for it.
pub fn instead(ctx: &Context, because: &str, voice: ChineseVoice) -> String {
    ctx.words_with(because, &[("voice", name(ctx, voice).into())])
}

fn name(ctx: &Context, voice: ChineseVoice) -> String {
    ctx.words(&format!("settings.name-{}", voice.name()))
}
