//! 听和看: size, voice, colours, language, and how one works it. A door for each, so that every page is short; each change
//! takes effect at once.

mod operate;
mod voices;

pub use voices::instead;

use super::{Action, Asked, Context, Destination, Sample};
use crate::domain::settings::{Change, Locale, Rate, TextSize, Theme};
use crate::i18n::FluentValue;
use crate::semantic::{Icon, Node, Page, Progress, Weight};

/// 听和看
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// The door one has gone through; none on the first page.
    door: Option<Door>,
}

/// One thing that can be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// 字的大小
    Size,
    /// 声音的大小
    Volume,
    /// 念得快慢
    Rate,
    /// 谁来念
    Chinese,
    /// 念给您听
    Voice,
    /// 一句一句听
    Listen,
    /// 颜色
    Theme,
    /// 文字
    Locale,
    /// 怎么按: the doors below lie behind it.
    Operate,
    /// 用什么按
    Way,
    /// 往前走的键
    MoveKey,
    /// 选中的键
    SelectKey,
    /// 亮多久
    Scan,
    /// 按多久才算
    Hold,
}

impl Door {
    const ALL: [Self; 9] =
        [Self::Size, Self::Volume, Self::Rate, Self::Chinese, Self::Voice, Self::Listen, Self::Theme, Self::Locale, Self::Operate];
    /// Behind 怎么按.
    const OPERATE: [Self; 5] = [Self::Way, Self::MoveKey, Self::SelectKey, Self::Scan, Self::Hold];

    const fn name(self) -> &'static str {
        match self {
            Self::Size => "size",
            Self::Volume => "volume",
            Self::Rate => "rate",
            Self::Chinese => "chinese",
            Self::Voice => "voice",
            Self::Listen => "listen",
            Self::Theme => "theme",
            Self::Locale => "locale",
            Self::Operate => "operate",
            Self::Way => "way",
            Self::MoveKey => "move-key",
            Self::SelectKey => "select-key",
            Self::Scan => "scan",
            Self::Hold => "hold",
        }
    }

    const fn icon(self) -> Icon {
        match self {
            Self::Size => Icon::Larger,
            Self::Volume | Self::Voice => Icon::Repeat,
            Self::Rate | Self::Scan | Self::Hold => Icon::Clock,
            Self::Chinese => Icon::Person,
            Self::Listen => Icon::Above,
            Self::Theme => Icon::Eye,
            Self::Locale => Icon::All,
            Self::Operate | Self::Way => Icon::Bring,
            Self::MoveKey => Icon::Next,
            Self::SelectKey => Icon::Done,
        }
    }
}

/// What was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message {
    /// A door was gone through.
    Opened(Door),
    /// A change was chosen.
    Changed(Change),
    /// 先停一停, 接着念
    PausePressed,
    /// 怎么用
    LearnPressed,
    /// 练一练
    PractisePressed,
    /// 上一句 and the like, about the page before.
    Asked(Asked),
    /// 听一听
    SamplePressed(Sample),
}

impl Settings {
    /// The first page, with the doors.
    pub const fn new() -> Self {
        Self { door: None }
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Opened(door) => {
                self.door = Some(door);
                Action::None
            }
            Message::Changed(change) => Action::Change(change),
            Message::PausePressed => Action::Pause,
            Message::LearnPressed => Action::Go(Destination::Intro(None)),
            Message::PractisePressed => Action::Go(Destination::Practise),
            Message::Asked(asked) => Action::Ask(asked),
            Message::SamplePressed(sample) => Action::Sample(sample),
        }
    }

    /// From behind a door to the doors; false on the first page.
    pub fn back(&mut self) -> bool {
        let left = self.door.take();
        self.door = left.filter(|door| Door::OPERATE.contains(door)).map(|_| Door::Operate);
        left.is_some()
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        let state = self.door.map_or("", Door::name);
        let mut page = Page::new("settings", state, ctx.words("settings.title"), ctx.texts.language());
        let Some(door) = self.door else {
            page.content.push(ctx.heading("settings.question", 1));
            let cards = Door::ALL.into_iter().map(|door| card(ctx, door)).collect();
            page.content.push(Node::cards("settings.doors", ctx.words("settings.title"), 3, cards));
            return page;
        };
        page.content.push(Node::heading("settings.ask", 1, ctx.words(&format!("settings.ask-{}", door.name()))));
        // Where room is scarce what one can press comes first.
        let mut help = ctx.text(match door {
            Door::Chinese if voices::heard(ctx) => "settings.chinese-help",
            Door::Listen => "settings.listen-help",
            Door::Operate => "settings.usual",
            _ => "settings.help",
        });
        if !ctx.compact {
            page.content.append(&mut help);
        }
        page.content.extend(match door {
            Door::Size => size(ctx),
            Door::Volume => volume(ctx),
            Door::Rate => rate(ctx),
            Door::Chinese => voices::page(ctx),
            Door::Voice => voice(ctx),
            Door::Listen => listen(ctx),
            Door::Theme => vec![theme(ctx)],
            Door::Locale => vec![locale(ctx)],
            Door::Operate => operate::doors(ctx),
            Door::Way => operate::way(ctx),
            Door::MoveKey | Door::SelectKey => operate::key(ctx, door),
            Door::Scan => operate::scan(ctx),
            Door::Hold => operate::hold(ctx),
        });
        page.content.append(&mut help);
        page
    }
}

/// A door: what is behind it, and how it is now.
fn card(ctx: &Context, door: Door) -> Node<Message> {
    let settings = &ctx.settings;
    let now = match door {
        Door::Size => steps(ctx, "settings.size", settings.text_size.step().into(), TextSize::MAX.step().into()),
        Door::Volume => steps(ctx, "settings.volume", settings.volume.step().into(), 10),
        Door::Rate => steps(ctx, "settings.rate", rate_step(ctx), Rate::STEPS.len() as u32),
        Door::Chinese => ctx.words(&format!("settings.chinese-{}", settings.chinese.name())),
        Door::Voice => ctx.words(if settings.speech { "settings.speech-on" } else { "settings.speech-off" }),
        Door::Listen => ctx.words("settings.listen"),
        Door::Theme => ctx.words(&format!("settings.theme-{}", settings.theme.name())),
        Door::Locale => ctx.words(&format!("settings.locale-{}", settings.locale.tag())),
        _ => operate::now(ctx, door),
    };
    ctx.card(format!("settings.door-{}", door.name()), Message::Opened(door)).icon(door.icon()).description(now)
}

fn size(ctx: &Context) -> Vec<Node<Message>> {
    let now = ctx.settings.text_size;
    let smaller = ctx.button_until("settings.smaller", now == TextSize::MIN, Message::Changed(Change::Smaller)).icon(Icon::Smaller);
    let larger = ctx.button_until("settings.larger", now == TextSize::MAX, Message::Changed(Change::Larger)).icon(Icon::Larger);
    stepped(ctx, "settings.size", Door::Size, (now.step().into(), TextSize::MAX.step().into()), vec![smaller, larger])
}

fn volume(ctx: &Context) -> Vec<Node<Message>> {
    let now = ctx.settings.volume;
    let softer = ctx.button_until("settings.softer", now.softer() == now, Message::Changed(Change::Softer));
    let louder = ctx.button_until("settings.louder", now.louder() == now, Message::Changed(Change::Louder));
    stepped(ctx, "settings.volume", Door::Volume, (now.step().into(), 10), vec![softer, louder])
}

fn rate(ctx: &Context) -> Vec<Node<Message>> {
    let now = ctx.settings.rate;
    let slower = ctx.button_until("settings.slower", now.slower() == now, Message::Changed(Change::Slower));
    let faster = ctx.button_until("settings.faster", now.faster() == now, Message::Changed(Change::Faster));
    let mut nodes = stepped(ctx, "settings.rate", Door::Rate, (rate_step(ctx), Rate::STEPS.len() as u32), vec![slower, faster]);
    match voices::unheard(ctx) {
        Some(why) => nodes.splice(0..0, why).for_each(drop),
        None => nodes.push(ctx.button("settings.sample-rate", Weight::Plain, Message::SamplePressed(Sample::Rate)).icon(Icon::Repeat)),
    }
    nodes
}

fn rate_step(ctx: &Context) -> u32 {
    let now = ctx.settings.rate.percent();
    u32::try_from(Rate::STEPS.iter().take_while(|percent| **percent <= now).count()).unwrap_or(0)
}

/// Which step of how many, and the two buttons that move it.
fn stepped(ctx: &Context, id: &'static str, door: Door, (at, of): (u32, u32), buttons: Vec<Node<Message>>) -> Vec<Node<Message>> {
    scale(ctx, id, door, (steps(ctx, id, at, of), at, of), buttons)
}

/// How far it is, in words and as a bar, and the two buttons that move it.
fn scale(
    ctx: &Context,
    id: &'static str,
    door: Door,
    (words, value, max): (String, u32, u32),
    buttons: Vec<Node<Message>>,
) -> Vec<Node<Message>> {
    let group = Node::group(format!("{id}-buttons"), ctx.words(&format!("settings.door-{}", door.name())), buttons);
    vec![Node::progress(id, words, Progress { value, max }), group]
}

fn steps(ctx: &Context, id: &'static str, at: u32, of: u32) -> String {
    let variables: [(&str, FluentValue<'_>); 2] = [("at", at.to_string().into()), ("of", of.to_string().into())];
    ctx.words_with(id, &variables)
}

/// Whether it is read out, and what the keys sound like.
fn voice(ctx: &Context) -> Vec<Node<Message>> {
    let (speech, sounds) = (ctx.settings.speech, ctx.settings.sounds);
    let on = choice(ctx, "settings.speech-on", speech, Change::Speech(true));
    let off = choice(ctx, "settings.speech-off", !speech, Change::Speech(false));
    let mut nodes = vec![Node::choices("settings.speech", ctx.words("settings.door-voice"), vec![on, off])];
    if speech {
        // One button with two names: it keeps its place and the focus.
        let words = ctx.words(if ctx.paused { "settings.resume" } else { "settings.pause" });
        nodes.push(Node::button("settings.pause", Weight::Plain, words, Message::PausePressed));
    }
    let beside = ctx.settings.beside_reader;
    let apart = choice(ctx, "settings.beside-no", !beside, Change::BesideReader(false));
    let both = choice(ctx, "settings.beside-yes", beside, Change::BesideReader(true));
    nodes.push(ctx.heading("settings.beside-heading", 2));
    nodes.push(Node::choices("settings.beside", ctx.words("settings.beside-heading"), vec![apart, both]));
    let on = choice(ctx, "settings.sounds-on", sounds, Change::Sounds(true));
    let off = choice(ctx, "settings.sounds-off", !sounds, Change::Sounds(false));
    nodes.push(ctx.heading("settings.sounds-heading", 2));
    nodes.push(Node::choices("settings.sounds", ctx.words("settings.sounds-heading"), vec![on, off]));
    nodes
}

/// What one asks of the voice about the page one comes from.
fn listen(ctx: &Context) -> Vec<Node<Message>> {
    let buttons = [
        ("settings.sentence-back", Asked::SentenceBack),
        ("settings.sentence-on", Asked::SentenceOn),
        ("settings.spell", Asked::Spell),
        ("settings.where", Asked::Where),
    ];
    buttons.into_iter().map(|(id, asked)| ctx.button(id, Weight::Plain, Message::Asked(asked))).collect()
}

fn theme(ctx: &Context) -> Node<Message> {
    let now = ctx.settings.theme;
    let choices = Theme::ALL
        .into_iter()
        .map(|theme| choice(ctx, format!("settings.theme-{}", theme.name()), theme == now, Change::Theme(theme)))
        .collect();
    Node::choices("settings.theme", ctx.words("settings.door-theme"), choices)
}

/// Each language by its own name, said by its own voice.
fn locale(ctx: &Context) -> Node<Message> {
    let now = ctx.settings.locale;
    let choices = Locale::ALL
        .into_iter()
        .map(|locale| {
            choice(ctx, format!("settings.locale-{}", locale.tag()), locale == now, Change::Locale(locale)).language(locale.tag())
        })
        .collect();
    Node::choices("settings.locale", ctx.words("settings.door-locale"), choices)
}

fn choice(ctx: &Context, id: impl Into<String>, selected: bool, change: Change) -> Node<Message> {
    let id = id.into();
    let words = ctx.words(&id);
    Node::choice(id, words, selected, Message::Changed(change))
}

#[cfg(test)]
mod tests;
