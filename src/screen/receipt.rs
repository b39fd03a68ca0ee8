//! 回执: it is handed in. The number first and largest; then what comes next, by when, and whom to call.

use super::loaded::zone;
use super::{Action, Context, Destination};
use crate::domain::application::Matter;
use crate::domain::failure::Failure;
use crate::semantic::{Icon, Live, Node, Page, Tone, Weight};

/// 回执
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    matter: Box<Matter>,
}

/// What was pressed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Message {
    Saved(Result<String, Failure>),
    FollowPressed,
    GuidePressed,
}

impl Receipt {
    /// The receipt of what was handed in.
    pub const fn new(matter: Box<Matter>) -> Self {
        Self { matter }
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Saved(_) => Action::None,
            Message::FollowPressed => Action::Go(Destination::Matter(self.matter.file)),
            Message::GuidePressed => Action::Go(Destination::Guide(self.matter.service)),
        }
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        let matter = &self.matter;
        let mut page = Page::new("receipt", matter.file.to_string(), ctx.words("receipt.title"), ctx.texts.language());
        page.result = true;
        let name = &matter.service_name;
        page.content.push(Node::heading("receipt.service", 1, ctx.local(name)).language(ctx.language_of(name)));
        page.content.push(Node::notice("receipt.done", Tone::Success, Live::Assertive, ctx.words("receipt.done")));
        page.content.push(number(ctx, "receipt.number", matter));
        page.content.extend(ctx.text("receipt.keep"));
        if matter.demo {
            page.content.push(Node::notice("receipt.demo", Tone::Info, Live::Off, ctx.words("receipt.demo")));
        }
        let filed = matter.filed.to_zoned(zone(ctx)).date();
        page.content.push(Node::fact("receipt.filed", ctx.words("receipt.filed"), ctx.texts.date(filed)));
        page.content.push(ctx.heading("receipt.next-heading", 2));
        page.content.extend(ctx.text("receipt.next"));
        page.content.extend(by(ctx, matter));
        let (phone, hours) = (ctx.institution.phone.as_str(), ctx.local(&ctx.institution.hours));
        let call = ctx.words_with("receipt.call-value", &[("phone", phone.into()), ("hours", hours.into())]);
        page.content.push(Node::fact("receipt.call", ctx.words("receipt.call"), call).icon(Icon::Phone));
        page.content.push(ctx.button("receipt.guide", Weight::Plain, Message::GuidePressed).icon(Icon::Bring));
        page.actions.push(ctx.button("receipt.follow", Weight::Primary, Message::FollowPressed).icon(Icon::Mine));
        page
    }
}

/// The number one takes away; behind a plain GovStack server its file id.
pub(super) fn number<M>(ctx: &Context, id: &'static str, matter: &Matter) -> Node<M> {
    match matter.receipt {
        Some(receipt) => Node::receipt_number(id, ctx.words(id), receipt.groups().to_vec()),
        None => Node::fact(id, ctx.words(id), matter.file.to_string()),
    }
}

fn by<M>(ctx: &Context, matter: &Matter) -> Vec<Node<M>> {
    let Some(day) = matter.promised else { return ctx.text("receipt.by-unknown") };
    let by = ctx.words_with("receipt.by", &[("date", ctx.date(day).into())]);
    vec![Node::fact("receipt.by", ctx.words("receipt.by-label"), by).icon(Icon::Clock)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::application::Stage;
    use crate::domain::settings::Locale;
    use crate::screen::presets::{context, samples};

    #[test]
    fn is_a_result_with_the_number_and_the_day() {
        let ctx = context(Locale::ZhCn).unwrap();
        let matter = samples().unwrap().matter(Stage::Received);
        let mut receipt = Receipt::new(Box::new(matter.clone()));
        let page = receipt.page(&ctx);
        assert!(page.result);
        let number = page.find(&"receipt.number".into()).unwrap();
        assert!(matches!(&number.kind, crate::semantic::Kind::ReceiptNumber(groups) if groups.len() == 3));
        let by = page.find(&"receipt.by".into()).unwrap();
        assert!(matches!(&by.kind, crate::semantic::Kind::Fact { value } if value == "最晚2027年1月4日，星期一"));
        assert_eq!(receipt.update(Message::GuidePressed), Action::Go(Destination::Guide(matter.service)));
        assert_eq!(receipt.update(Message::FollowPressed), Action::Go(Destination::Matter(matter.file)));
    }
}
