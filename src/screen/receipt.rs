//! 回执: it is handed in. The number first and largest; then what comes next, by when, what to bring, and whom to call.

use super::filed::{call, handout, numbers, papers, whose};
use super::loaded::{failed, zone};
use super::{Action, Context, Destination, Request};
use crate::domain::application::{Matter, Occasion};
use crate::domain::failure::Failure;
use crate::domain::service::{Handling, Manner};
use crate::semantic::{Icon, Live, Node, Page, Tone, Weight};

/// 回执
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    matter: Box<Matter>,
    picture: Picture,
    /// One was asked how it was: not again.
    asked: bool,
}

/// How far the picture is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Picture {
    None,
    Saving,
    Saved(String),
    Failed(Failure),
}

/// What was pressed, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Message {
    SavePressed,
    Saved(Result<String, Failure>),
    FollowPressed,
    GuidePressed,
    RatePressed,
}

impl Receipt {
    /// The receipt of what was handed in.
    pub const fn new(matter: Box<Matter>) -> Self {
        Self { matter, picture: Picture::None, asked: false }
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::SavePressed => {
                self.picture = Picture::Saving;
                Action::Load(Request::SavePicture(self.matter.clone()))
            }
            Message::Saved(answer) => {
                self.picture = answer.map_or_else(Picture::Failed, Picture::Saved);
                Action::None
            }
            Message::FollowPressed => Action::Go(Destination::Matter(self.matter.file)),
            Message::GuidePressed => Action::Go(Destination::Guide(self.matter.service)),
            Message::RatePressed => {
                self.asked = true;
                Action::Go(Destination::Rate(self.matter.clone(), Occasion::Filed))
            }
        }
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        let matter = &self.matter;
        let mut page = Page::new("receipt", matter.file.to_string(), ctx.words("receipt.title"), ctx.texts.language());
        page.result = true;
        page.content = opening(ctx, matter);
        page.content.extend(self.saved(ctx));
        if matter.handling == Handling::FormThenPapers {
            page.content.extend(papers(ctx, matter));
        }
        page.content.extend(numbers(ctx, "receipt.number", matter));
        page.content.extend(ctx.text("receipt.keep"));
        if matter.demo {
            page.content.push(Node::notice("receipt.demo", Tone::Info, Live::Off, ctx.words("receipt.demo")));
        }
        page.content.extend(whose(ctx, matter));
        let filed = matter.filed.to_zoned(zone(ctx)).date();
        page.content.push(Node::fact("receipt.filed", ctx.words("receipt.filed"), ctx.texts.date(filed)));
        page.content.extend(next(ctx, matter));
        page.content.push(call(ctx, "receipt.call"));
        page.content.push(Node::secondary("receipt.seal", ctx.words("receipt.seal")));
        page.content.push(Node::group("receipt.acts", ctx.words("receipt.title"), self.acts(ctx)));
        page.actions.push(ctx.button("receipt.follow", Weight::Primary, Message::FollowPressed).icon(Icon::Mine));
        page
    }

    /// What has become of the picture.
    fn saved(&self, ctx: &Context) -> Vec<Node<Message>> {
        match &self.picture {
            Picture::None => Vec::new(),
            Picture::Saving => vec![Node::notice("receipt.saving", Tone::Info, Live::Polite, ctx.words("receipt.saving"))],
            Picture::Saved(path) => {
                let words = ctx.words_with("receipt.saved", &[("path", path.into())]);
                vec![Node::notice("receipt.saved", Tone::Success, Live::Polite, words)]
            }
            Picture::Failed(failure) => failed(ctx, failure, "receipt.save-failed", Message::SavePressed),
        }
    }

    fn acts(&self, ctx: &Context) -> Vec<Node<Message>> {
        let mut acts = vec![ctx.button("receipt.guide", Weight::Plain, Message::GuidePressed).icon(Icon::Bring)];
        // In a hall nothing of a person stays on the machine (P3).
        if !ctx.kiosk && matches!(self.picture, Picture::None) {
            acts.push(ctx.button("receipt.save", Weight::Plain, Message::SavePressed).icon(Icon::Below));
        }
        let matter = &self.matter;
        if matter.manner == Manner::Plain && !self.asked && matter.rated.on(Occasion::Filed).is_none() {
            acts.push(ctx.button("receipt.rate", Weight::Plain, Message::RatePressed).icon(Icon::Person));
        }
        acts
    }
}

/// What it is and that it is handed in; after a death the condolence comes before all, and nothing is a success.
fn opening<M>(ctx: &Context, matter: &Matter) -> Vec<Node<M>> {
    let name = &matter.service_name;
    let heading = |level| {
        let heading = Node::heading("receipt.service", level, ctx.local(name)).language(ctx.language_of(name));
        ctx.naming(matter.private, heading)
    };
    let done = if matter.handling == Handling::FormThenPapers { "receipt.done-form" } else { "receipt.done" };
    if matter.manner == Manner::Bereavement {
        let mut nodes = vec![ctx.heading("receipt.condolence", 1)];
        nodes.extend(ctx.text("receipt.one-by-one"));
        nodes.push(heading(2));
        nodes.extend(ctx.text(done));
        return nodes;
    }
    vec![heading(1), Node::notice("receipt.done", Tone::Success, Live::Assertive, ctx.words(done))]
}

/// What comes next, by when, what to bring, how it is handed out.
fn next<M>(ctx: &Context, matter: &Matter) -> Vec<Node<M>> {
    let mut nodes = vec![ctx.heading("receipt.next-heading", 2)];
    if matter.handling == Handling::FormThenPapers {
        nodes.extend(ctx.text("receipt.next-papers"));
    } else {
        nodes.extend(ctx.text("receipt.next"));
        nodes.extend(papers(ctx, matter));
    }
    nodes.extend(by(ctx, matter));
    nodes.extend(handout(ctx, matter));
    nodes
}

fn by<M>(ctx: &Context, matter: &Matter) -> Vec<Node<M>> {
    let Some(day) = matter.promised else { return ctx.text("receipt.by-unknown") };
    let by = ctx.words_with("receipt.by", &[("date", ctx.date(day).into())]);
    vec![Node::fact("receipt.by", ctx.words("receipt.by-label"), by).icon(Icon::Clock)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::application::{Level, Rated, Stage};
    use crate::domain::failure::FailureKind;
    use crate::domain::settings::Locale;
    use crate::screen::presets::{context, samples};
    use crate::semantic::Kind;

    fn receipt(change: impl Fn(&mut Matter)) -> Receipt {
        let mut matter = samples().unwrap().matter(Stage::Received);
        change(&mut matter);
        Receipt::new(Box::new(matter))
    }

    fn has(page: &Page<Message>, id: &'static str) -> bool {
        page.find(&id.into()).is_some()
    }

    #[test]
    fn is_a_result_with_the_number_and_the_day() {
        let ctx = context(Locale::ZhCn).unwrap();
        let mut receipt = receipt(|_| {});
        let matter = receipt.matter.clone();
        let page = receipt.page(&ctx);
        assert!(page.result);
        let number = page.find(&"receipt.number".into()).unwrap();
        assert!(matches!(&number.kind, Kind::ReceiptNumber(groups) if groups.len() == 3));
        let by = page.find(&"receipt.by".into()).unwrap();
        assert!(matches!(&by.kind, Kind::Fact { value } if value == "最晚2027年1月4日，星期一"));
        assert_eq!(receipt.update(Message::GuidePressed), Action::Go(Destination::Guide(matter.service)));
        assert_eq!(receipt.update(Message::FollowPressed), Action::Go(Destination::Matter(matter.file)));
    }

    #[test]
    fn the_long_number_is_quieter_and_said_in_groups() {
        let receipt = receipt(|matter| matter.number = Some("31011520261121000017".into()));
        let page = receipt.page(&context(Locale::ZhCn).unwrap());
        let long = page.find(&"filed.number".into()).unwrap();
        assert!(matches!(long.kind, Kind::Text { secondary: true }) && long.name.contains("31011520261121000017"));
        assert!(long.spoken.as_deref().is_some_and(|said| said.contains("3101 1520 2611 2100 0017")));
    }

    #[test]
    fn who_filed_it_for_whom_is_said() {
        let receipt = receipt(|matter| matter.agent = Some("李明".into()));
        let whose = receipt.page(&context(Locale::ZhCn).unwrap()).find(&"filed.whose".into()).unwrap().kind.clone();
        assert!(matches!(whose, Kind::Fact { value } if value.ends_with("由李明代办")));
    }

    #[test]
    fn the_picture_is_saved_at_home_only_and_one_hears_where() {
        let mut ctx = context(Locale::ZhCn).unwrap();
        let mut receipt = receipt(|_| {});
        assert!(has(&receipt.page(&ctx), "receipt.save"));
        assert_eq!(receipt.update(Message::SavePressed), Action::Load(Request::SavePicture(receipt.matter.clone())));
        receipt.update(Message::Saved(Err(Failure::new(FailureKind::Disk))));
        assert!(has(&receipt.page(&ctx), "error.what") && has(&receipt.page(&ctx), "frame.again"));
        receipt.update(Message::Saved(Ok("图片/回执.png".into())));
        assert!(receipt.page(&ctx).find(&"receipt.saved".into()).unwrap().name.contains("图片/回执.png"));
        ctx.kiosk = true;
        assert!(!has(&Receipt::new(receipt.matter).page(&ctx), "receipt.save"));
    }

    #[test]
    fn one_is_asked_once_how_it_was() {
        let ctx = context(Locale::ZhCn).unwrap();
        let mut asked = receipt(|_| {});
        assert!(has(&asked.page(&ctx), "receipt.rate"));
        let rate = Destination::Rate(asked.matter.clone(), Occasion::Filed);
        assert_eq!(asked.update(Message::RatePressed), Action::Go(rate));
        assert!(!has(&asked.page(&ctx), "receipt.rate"));
        let said = receipt(|matter| matter.rated = Rated { filed: Some(Level::Satisfied), completed: None });
        assert!(!has(&said.page(&ctx), "receipt.rate"));
    }

    #[test]
    fn after_a_death_nothing_is_a_success_and_nobody_asks() {
        let page = receipt(|matter| matter.manner = Manner::Bereavement).page(&context(Locale::ZhCn).unwrap());
        assert_eq!(page.content[0].name, "请您节哀。");
        assert!(!has(&page, "receipt.rate"));
        assert!(!page.nodes().iter().any(|(_, node)| matches!(node.kind, Kind::Notice(Tone::Success, _)) || node.name.contains("恭喜")));
    }
}
