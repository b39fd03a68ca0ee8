//! 听和看: size, voice, colours, language. Each takes effect at once.

use super::{Action, Context};
use crate::domain::settings::{Change, ChineseVoice, Locale, Rate, TextSize, Theme};
use crate::i18n::FluentValue;
use crate::semantic::{Icon, Node, Page, Progress, Weight};

/// 听和看
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings;

/// What was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// A change was chosen.
    Changed(Change),
    /// 先停一停, 接着念
    PausePressed,
}

impl Settings {
    /// The settings screen.
    pub const fn new() -> Self {
        Self
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Changed(change) => Action::Change(change),
            Message::PausePressed => Action::Pause,
        }
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        let mut page = Page::new("settings", "", ctx.words("settings.title"), ctx.texts.language());
        page.content.push(ctx.heading("settings.question", 1));
        page.content.extend(ctx.text("settings.help"));
        page.content.extend(size(ctx));
        page.content.extend(voice(ctx));
        page.content.extend(volume(ctx));
        page.content.extend(rate(ctx));
        page.content.extend(chinese(ctx));
        page.content.extend(theme(ctx));
        page.content.extend(locale(ctx));
        page.content.extend(sounds(ctx));
        page
    }
}

fn size(ctx: &Context) -> Vec<Node<Message>> {
    let now = ctx.settings.text_size;
    vec![
        ctx.heading("settings.size-heading", 2),
        step(ctx, "settings.size", u32::from(now.step()), u32::from(TextSize::MAX.step())),
        Node::group(
            "settings.size-buttons",
            ctx.words("settings.size-buttons"),
            vec![
                ctx.button_until("settings.smaller", now == TextSize::MIN, Message::Changed(Change::Smaller)).icon(Icon::Smaller),
                ctx.button_until("settings.larger", now == TextSize::MAX, Message::Changed(Change::Larger)).icon(Icon::Larger),
            ],
        ),
    ]
}

fn voice(ctx: &Context) -> Vec<Node<Message>> {
    let speech = ctx.settings.speech;
    let mut nodes = vec![
        ctx.heading("settings.voice-heading", 2),
        Node::choices(
            "settings.speech",
            ctx.words("settings.voice-heading"),
            vec![
                choice(ctx, "settings.speech-on", speech, Change::Speech(true)),
                choice(ctx, "settings.speech-off", !speech, Change::Speech(false)),
            ],
        ),
    ];
    if speech {
        // One button, whichever its words: the focus stays on it.
        let words = if ctx.paused { "settings.resume" } else { "settings.pause" };
        nodes.push(Node::button("settings.pause", Weight::Plain, ctx.words(words), Message::PausePressed));
    }
    nodes
}

fn volume(ctx: &Context) -> Vec<Node<Message>> {
    let now = ctx.settings.volume;
    vec![
        ctx.heading("settings.volume-heading", 2),
        step(ctx, "settings.volume", u32::from(now.step()), 10),
        Node::group(
            "settings.volume-buttons",
            ctx.words("settings.volume-buttons"),
            vec![
                ctx.button_until("settings.softer", now.softer() == now, Message::Changed(Change::Softer)),
                ctx.button_until("settings.louder", now.louder() == now, Message::Changed(Change::Louder)),
            ],
        ),
    ]
}

fn rate(ctx: &Context) -> Vec<Node<Message>> {
    let now = ctx.settings.rate;
    let at = Rate::STEPS.iter().take_while(|percent| **percent <= now.percent()).count();
    vec![
        ctx.heading("settings.rate-heading", 2),
        step(ctx, "settings.rate", u32::try_from(at).unwrap_or(0), Rate::STEPS.len() as u32),
        Node::group(
            "settings.rate-buttons",
            ctx.words("settings.rate-buttons"),
            vec![
                ctx.button_until("settings.slower", now.slower() == now, Message::Changed(Change::Slower)),
                ctx.button_until("settings.faster", now.faster() == now, Message::Changed(Change::Faster)),
            ],
        ),
    ]
}

fn chinese(ctx: &Context) -> Vec<Node<Message>> {
    let now = ctx.settings.chinese;
    let voices = [("settings.chinese-mandarin", ChineseVoice::Mandarin), ("settings.chinese-cantonese", ChineseVoice::Cantonese)];
    let choices = voices.into_iter().map(|(id, voice)| choice(ctx, id, voice == now, Change::Chinese(voice))).collect();
    vec![ctx.heading("settings.chinese-heading", 2), Node::choices("settings.chinese", ctx.words("settings.chinese-heading"), choices)]
}

fn theme(ctx: &Context) -> Vec<Node<Message>> {
    let now = ctx.settings.theme;
    let choices = Theme::ALL
        .into_iter()
        .map(|theme| choice(ctx, format!("settings.theme-{}", theme.name()), theme == now, Change::Theme(theme)))
        .collect();
    vec![ctx.heading("settings.theme-heading", 2), Node::choices("settings.theme", ctx.words("settings.theme-heading"), choices)]
}

/// Each language by its own name, said by its own voice.
fn locale(ctx: &Context) -> Vec<Node<Message>> {
    let now = ctx.settings.locale;
    let choices = Locale::ALL
        .into_iter()
        .map(|locale| {
            choice(ctx, format!("settings.locale-{}", locale.tag()), locale == now, Change::Locale(locale)).language(locale.tag())
        })
        .collect();
    vec![ctx.heading("settings.locale-heading", 2), Node::choices("settings.locale", ctx.words("settings.locale-heading"), choices)]
}

fn sounds(ctx: &Context) -> Vec<Node<Message>> {
    let on = ctx.settings.sounds;
    vec![
        ctx.heading("settings.sounds-heading", 2),
        Node::choices(
            "settings.sounds",
            ctx.words("settings.sounds-heading"),
            vec![
                choice(ctx, "settings.sounds-on", on, Change::Sounds(true)),
                choice(ctx, "settings.sounds-off", !on, Change::Sounds(false)),
            ],
        ),
    ]
}

fn choice(ctx: &Context, id: impl Into<String>, selected: bool, change: Change) -> Node<Message> {
    let id = id.into();
    let words = ctx.words(&id);
    Node::choice(id, words, selected, Message::Changed(change))
}

fn step(ctx: &Context, id: &'static str, at: u32, of: u32) -> Node<Message> {
    let variables: [(&str, FluentValue<'_>); 2] = [("at", at.to_string().into()), ("of", of.to_string().into())];
    Node::progress(id, ctx.words_with(id, &variables), Progress { value: at, max: of })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screen::presets::context;

    #[test]
    fn a_choice_takes_effect_at_once() {
        let mut ctx = context(Locale::ZhCn).unwrap();
        let page = Settings::new().page(&ctx);
        let night = page.find(&"settings.theme-night".into()).and_then(|node| node.on_press).unwrap();
        let Action::Change(change) = Settings::new().update(night) else { panic!("no change") };
        ctx.settings = ctx.settings.changed(change);
        let page = Settings::new().page(&ctx);
        let selected =
            page.find(&"settings.theme-night".into()).map(|node| matches!(node.kind, crate::semantic::Kind::Choice { selected: true }));
        assert_eq!(selected, Some(true));
    }

    #[test]
    fn the_ends_of_a_scale_say_that_they_are() {
        let mut ctx = context(Locale::ZhCn).unwrap();
        ctx.settings.text_size = TextSize::MIN;
        let page = Settings::new().page(&ctx);
        assert!(page.find(&"settings.smaller".into()).unwrap().disabled.is_some());
        assert!(page.find(&"settings.larger".into()).unwrap().on_press.is_some());
        assert_eq!(page.find(&"settings.size".into()).unwrap().name, "第 1 档，共 5 档");
    }

    #[test]
    fn each_language_speaks_for_itself() {
        let page = Settings::new().page(&context(Locale::ZhCn).unwrap());
        assert_eq!(page.find(&"settings.locale-en".into()).and_then(|node| node.language), Some("en"));
    }
}
