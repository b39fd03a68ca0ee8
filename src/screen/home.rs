//! 首页: the first thing one sees. One question, a search, six tiles.

use super::{Action, Context, Destination, Request, bundle};
use crate::domain::application::Matter;
use crate::domain::request::Query;
use crate::domain::service::Category;
use crate::domain::settings::{Change, TextSize};
use crate::semantic::{Icon, Live, Node, Page, Tone, Weight};

/// 首页
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Home {
    /// How many matters ask something of their owner.
    asked: usize,
}

/// What was pressed.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Message {
    SeenWell,
    LargerWanted,
    SearchPressed,
    TilePressed(Category),
    HotlinePressed,
    BrowsePressed,
    MattersPressed,
    MattersCame(Vec<Matter>),
}

impl Home {
    /// The home screen.
    pub const fn new() -> Self {
        Self { asked: 0 }
    }

    /// Whether something is asked of one, to be found out whenever one comes here.
    pub const fn resume() -> Action {
        Action::Load(Request::Matters)
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::MattersCame(matters) => {
                self.asked = matters.iter().filter(|matter| bundle::asks(matter)).count();
                Action::None
            }
            Message::SeenWell => Action::Change(Change::SizeConfirmed),
            Message::LargerWanted => Action::Change(Change::Larger),
            Message::SearchPressed => Action::Go(Destination::Find),
            Message::TilePressed(category) => {
                let query = Query { category: Some(category), ..Query::default() };
                Action::Go(Destination::Found(query, String::new()))
            }
            Message::HotlinePressed => Action::Go(Destination::Hotline),
            Message::BrowsePressed => Action::Go(Destination::Browse),
            Message::MattersPressed => Action::Go(Destination::Matters),
        }
    }

    /// The page. While it asks whether one sees well, the last row waits: never more than nine things to press.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        let mut page = Page::new("home", "", ctx.words("home.title"), ctx.texts.language());
        let asking = !ctx.settings.size_confirmed;
        if asking {
            page.content.push(ctx.heading("home.clear", 2));
            page.content.push(size_question(ctx));
        }
        page.content.push(ctx.heading("home.question", 1));
        if self.asked > 0 && !asking {
            let words = ctx.words_with("home.asked", &[("count", self.asked.into())]);
            page.content.push(Node::notice("home.asked", Tone::Info, Live::Polite, words));
        }
        page.content.push(ctx.button("home.search", Weight::Plain, Message::SearchPressed).icon(Icon::Search));
        page.content.push(Node::cards("home.tiles", ctx.words("home.tiles"), 3, tiles(ctx)));
        if !asking {
            page.content.push(Node::group(
                "home.more",
                ctx.words("home.more"),
                vec![
                    ctx.button("home.browse", Weight::Plain, Message::BrowsePressed).icon(Icon::All),
                    ctx.button("home.matters", Weight::Plain, Message::MattersPressed).icon(Icon::Mine),
                ],
            ));
        }
        page
    }
}

fn size_question(ctx: &Context) -> Node<Message> {
    let largest = ctx.settings.text_size == TextSize::MAX;
    let yes = ctx.button("home.clear-yes", Weight::Plain, Message::SeenWell).icon(Icon::Eye);
    let larger = ctx.button_until("home.clear-larger", largest, Message::LargerWanted).icon(Icon::Larger);
    Node::group("home.clear-answers", ctx.words("home.clear"), vec![yes, larger])
}

fn tiles(ctx: &Context) -> Vec<Node<Message>> {
    let mut tiles: Vec<_> = Category::ALL
        .into_iter()
        .map(|category| ctx.card(format!("home.tile-{}", category.name()), Message::TilePressed(category)).icon(icon(category)))
        .collect();
    tiles.push(ctx.card("home.tile-hotline", Message::HotlinePressed).icon(Icon::Hotline));
    tiles
}

const fn icon(category: Category) -> Icon {
    match category {
        Category::Pension => Icon::Pension,
        Category::Medical => Icon::Medical,
        Category::Allowance => Icon::Allowance,
        Category::Cards => Icon::Cards,
        Category::Care => Icon::Care,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::settings::Locale;
    use crate::screen::presets::context;

    #[test]
    fn a_tile_leads_to_what_stands_behind_it() {
        let action = Home::new().update(Message::TilePressed(Category::Allowance));
        let query = Query { category: Some(Category::Allowance), ..Query::default() };
        assert_eq!(action, Action::Go(Destination::Found(query, String::new())));
    }

    #[test]
    fn larger_keeps_asking_until_one_sees_well() {
        let mut ctx = context(Locale::ZhCn).unwrap();
        ctx.settings.size_confirmed = false;
        let mut home = Home::new();
        let Action::Change(larger) = home.update(Message::LargerWanted) else { panic!("no change") };
        ctx.settings = ctx.settings.changed(larger);
        assert!(home.page(&ctx).find(&"home.clear".into()).is_some());
        let Action::Change(seen) = home.update(Message::SeenWell) else { panic!("no change") };
        ctx.settings = ctx.settings.changed(seen);
        assert!(home.page(&ctx).find(&"home.clear".into()).is_none());
        assert!(home.page(&ctx).find(&"home.matters".into()).is_some());
    }

    #[test]
    fn at_the_largest_size_larger_says_why_not() {
        let mut ctx = context(Locale::ZhCn).unwrap();
        ctx.settings.size_confirmed = false;
        ctx.settings.text_size = TextSize::MAX;
        let page = Home::new().page(&ctx);
        let larger = page.find(&"home.clear-larger".into()).unwrap();
        assert!(larger.on_press.is_none() && larger.disabled.is_some());
    }
}
