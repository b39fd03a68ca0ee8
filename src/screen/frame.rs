//! What stands around every screen: header and footer, always the same at the same places.

use super::aloud::{self, Aloud};
use super::{Action, Context, Destination, help, settings};
use crate::semantic::{Direction, Icon, Live, Node, NodeId, PAGER_NEXT, PAGER_PREVIOUS, Page, Tone, Weight};

/// What was pressed in header or footer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// 返回
    Back,
    /// 首页
    Home,
    /// 再听一遍
    Repeat,
    /// 人工帮助
    Help,
    /// 听和看
    Settings,
    /// 先遮一下
    Cover,
    /// 念出来, and what is answered to it.
    Aloud(Aloud),
}

impl Act {
    /// What the app is to do, once the screen has had its say about 返回.
    pub const fn action(self) -> Action {
        match self {
            Self::Back => Action::Back,
            Self::Home => Action::Home,
            Self::Repeat => Action::Repeat,
            Self::Help => Action::Go(Destination::Help),
            Self::Settings => Action::Go(Destination::Settings),
            Self::Cover => Action::Go(Destination::Cover),
            Self::Aloud(aloud) => Action::Aloud(aloud),
        }
    }
}

/// Puts header and footer around a page, and what must be known on each: that it is a demo, that nothing
/// can be heard, what became of the call for a person.
pub fn around<M>(page: &mut Page<M>, ctx: &Context, wrap: impl Fn(Act) -> M) {
    aloud::around(page, ctx, |aloud| wrap(Act::Aloud(aloud)));
    page.header = header(page, ctx, &wrap);
    page.footer = footer(page, ctx, &wrap);
    if ctx.demo && ctx.compact {
        page.content.insert(0, Node::secondary("frame.demo", ctx.words("frame.demo")));
    }
    if ![NodeId::from("help"), NodeId::from("cover")].contains(&page.id)
        && let Some(news) = help::news(ctx)
    {
        page.content.insert(0, news);
    }
    if ctx.gave_way {
        page.content.insert(0, Node::notice("frame.reader", Tone::Info, Live::Polite, ctx.words("frame.reader")));
    }
    if let Some(because) = ctx.voice_instead.filter(|_| ctx.fell_back)
        && page.find(&"settings.speaks".into()).is_none()
    {
        let words = settings::instead(ctx, because, ctx.settings.chinese);
        page.content.insert(0, Node::notice("frame.instead", Tone::Info, Live::Off, words));
    }
    if let Some(trouble) = ctx.voice_trouble {
        page.content.insert(0, Node::notice("frame.voice", Tone::Info, Live::Polite, ctx.texts.get(trouble)));
    }
}

/// The buttons to the part below and the part above of a page that has several (V11), before its own act,
/// which waits until all was seen where the page says so.
pub fn pager<M>(page: &mut Page<M>, ctx: &Context, part: usize, parts: usize, wrap: impl Fn(Direction) -> M) {
    let mut pager = Vec::new();
    let waits = page.whole && part + 1 < parts;
    if waits {
        page.actions.clear();
    }
    let weight = if waits { Weight::Primary } else { Weight::Plain };
    if part + 1 < parts {
        pager.push(Node::button(PAGER_NEXT, weight, ctx.words("frame.part-next"), wrap(Direction::Next)).icon(Icon::Below));
    }
    if part > 0 {
        pager.push(
            Node::button(PAGER_PREVIOUS, Weight::Plain, ctx.words("frame.part-previous"), wrap(Direction::Previous)).icon(Icon::Above),
        );
    }
    page.actions.splice(0..0, pager);
}

fn header<M>(page: &Page<M>, ctx: &Context, wrap: &impl Fn(Act) -> M) -> Vec<Node<M>> {
    let mut header = vec![place(page, ctx)];
    if !ctx.compact {
        let (weekday, time) = (ctx.texts.weekday(ctx.now.date()), ctx.texts.time(ctx.now.time()));
        let clock = ctx.words_with("frame.clock", &[("weekday", weekday.into()), ("time", time.into())]);
        header.push(Node::secondary("frame.clock", clock));
    }
    if ctx.demo && !ctx.compact {
        header.push(Node::secondary("frame.demo", ctx.words("frame.demo")));
    }
    header.push(button(page, ctx, "frame.settings", "settings", Icon::Settings, wrap(Act::Settings)));
    header.push(button(page, ctx, "frame.cover", "cover", Icon::Cover, wrap(Act::Cover)));
    header
}

fn place<M>(page: &Page<M>, ctx: &Context) -> Node<M> {
    if ctx.compact {
        return Node::text("frame.place", page.title.clone());
    }
    let institution = ctx.local(&ctx.institution.name).to_owned();
    let words = ctx.words_with("frame.place", &[("institution", institution.into()), ("title", page.title.clone().into())]);
    Node::text("frame.place", words)
}

fn footer<M>(page: &Page<M>, ctx: &Context, wrap: &impl Fn(Act) -> M) -> Vec<Node<M>> {
    vec![
        button(page, ctx, "frame.back", "home", Icon::Back, wrap(Act::Back)),
        button(page, ctx, "frame.home", "", Icon::Home, wrap(Act::Home)),
        button(page, ctx, "frame.repeat", "", Icon::Repeat, wrap(Act::Repeat)),
        button(page, ctx, "frame.help", "help", Icon::Help, wrap(Act::Help)),
    ]
}

/// A button that on the screen `not_on` says why it cannot be pressed.
fn button<M>(page: &Page<M>, ctx: &Context, id: &'static str, not_on: &'static str, icon: Icon, message: M) -> Node<M> {
    let button = Node::button(id, Weight::Plain, ctx.words(id), message).icon(icon);
    match ctx.attribute(id, "disabled").filter(|_| page.id == NodeId::from(not_on)) {
        Some(why) => button.disabled(why),
        None => button,
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::settings::Locale;
    use crate::screen::presets::{context, presets};

    #[test]
    fn the_same_four_stand_below_every_screen() {
        for (screen, state, page) in presets(&context(Locale::ZhCn).unwrap()) {
            let footer: Vec<_> = page.footer.iter().map(|node| node.id.as_str()).collect();
            assert_eq!(footer, ["frame.back", "frame.home", "frame.repeat", "frame.help"], "{screen} {state}");
            assert!(page.footer.iter().chain(&page.header[page.header.len() - 2..]).all(|node| node.icon.is_some()));
            assert_eq!(page.footer[0].disabled.is_some(), screen == "home");
            assert_eq!(page.footer[3].disabled.is_some(), screen == "help");
            assert!(page.actions.len() <= 1, "{screen} {state}");
        }
    }

    #[test]
    fn the_header_tells_place_and_time_while_there_is_room() {
        let mut ctx = context(Locale::ZhCn).unwrap();
        let page = crate::screen::Screen::home().page(&ctx);
        assert_eq!(page.header[0].name, "梅园街道社区事务受理服务中心 · 首页");
        assert_eq!(page.header[1].name, "星期六 10:24");
        ctx.compact = true;
        let page = crate::screen::Screen::home().page(&ctx);
        assert_eq!(page.header[0].name, "首页");
        assert!(page.find(&"frame.clock".into()).is_none());
    }
}
