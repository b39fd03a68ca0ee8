//! What stands behind the buttons of a guide, a part at a time, and how long it takes, which is more than one text.

use super::Message;
use crate::domain::service::{Faq, Guide, Service};
use crate::domain::text::LocalText;
use crate::screen::Context;
use crate::semantic::{Icon, Node, Weight};

/// A part that not everybody wants to know at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// 谁能办
    Who,
    /// 办好了拿到什么
    Result,
    /// 在哪里办
    Place,
    /// 能不能让家里人办
    Proxy,
    /// 常见问题
    Faq,
    /// 没办成怎么办
    Rights,
}

impl Part {
    /// All of them, in the order in which people ask.
    pub const ALL: [Self; 6] = [Self::Who, Self::Result, Self::Place, Self::Proxy, Self::Faq, Self::Rights];

    /// The name in node ids.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Who => "who",
            Self::Result => "result",
            Self::Place => "place",
            Self::Proxy => "proxy",
            Self::Faq => "faq",
            Self::Rights => "rights",
        }
    }

    /// The words on its button and above it.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Who => "guide.who-heading",
            Self::Result => "guide.result-heading",
            Self::Place => "guide.place-heading",
            Self::Proxy => "guide.proxy-heading",
            Self::Faq => "guide.faq-heading",
            Self::Rights => "guide.rights-heading",
        }
    }

    /// What stands in it; nothing where nothing is known.
    pub fn nodes(self, ctx: &Context, service: &Service) -> Vec<Node<Message>> {
        let guide = &service.guide;
        match self {
            Self::Who => ctx.told("guide.who", &guide.who),
            Self::Result => ctx.told("guide.result", &guide.result),
            Self::Place => place(ctx, service),
            Self::Proxy => ctx.told("guide.proxy", &guide.proxy),
            Self::Faq => faq(ctx, &guide.faq),
            Self::Rights => guide.rights.as_ref().map_or_else(|| ctx.text("guide.rights"), |rights| ctx.told("guide.rights", rights)),
        }
    }
}

/// A button for each part there is something in.
pub(super) fn doors(ctx: &Context, service: &Service) -> Node<Message> {
    let there = Part::ALL.into_iter().filter(|part| !part.nodes(ctx, service).is_empty());
    let door = |part: Part| {
        let id = format!("guide.part-{}", part.name());
        Node::button(id, Weight::Plain, ctx.words(part.heading()), Message::PartPressed(part))
    };
    Node::cards("guide.more", ctx.words("guide.more"), 2, there.map(door).collect())
}

/// 多久办好: in words, how often one must come, the days promised and those the law allows.
pub(super) fn time(ctx: &Context, guide: &Guide) -> Vec<Node<Message>> {
    let mut nodes = super::section(ctx, "guide.time-heading", "guide.time", &guide.time);
    let legal = guide.legal_days.filter(|days| Some(*days) != guide.promised_days);
    let counted = [("guide.visits", guide.visits.map(u16::from)), ("guide.promised", guide.promised_days), ("guide.legal", legal)];
    for (id, count) in counted {
        nodes.extend(count.into_iter().flat_map(|count| ctx.text_with(id, &[("count", count.into())])));
    }
    nodes
}

/// In words; where the department sits, or else where one can ask in this hall.
fn place(ctx: &Context, service: &Service) -> Vec<Node<Message>> {
    let mut nodes = ctx.told("guide.place", &service.guide.place);
    let hall = &ctx.institution;
    let fact = |id: &'static str, text: &LocalText, icon: Icon| {
        Node::fact(id, ctx.words(id), ctx.local(text)).language(ctx.language_of(text)).icon(icon)
    };
    // Of several things in one go each has its own, told with it.
    if service.parts.is_empty() {
        nodes.push(fact("guide.department", &service.summary.department, Icon::Place));
    }
    let phone = |id: &'static str, phone: &String| Node::fact(id, ctx.words(id), phone).icon(Icon::Phone);
    match hall.office(&service.summary.department) {
        Some(office) => {
            nodes.extend(office.window.iter().map(|window| fact("guide.window", window, Icon::Person)));
            nodes.extend(office.address.iter().map(|address| fact("guide.address", address, Icon::Place)));
            nodes.push(fact("guide.hours", office.hours.as_ref().unwrap_or(&hall.hours), Icon::Clock));
            nodes.extend(office.phone.iter().map(|number| phone("guide.office", number)));
        }
        None => {
            nodes.push(fact("guide.ask", &hall.window, Icon::Person));
            nodes.push(fact("guide.hours", &hall.hours, Icon::Clock));
        }
    }
    nodes.extend(service.guide.phone.iter().map(|number| phone("guide.phone", number)));
    if hall.sample {
        nodes.push(Node::secondary("guide.sample", ctx.words("guide.sample")));
    }
    nodes
}

fn faq(ctx: &Context, faq: &[Faq]) -> Vec<Node<Message>> {
    let mut nodes = Vec::new();
    for (at, one) in faq.iter().enumerate() {
        let question = Node::heading(format!("guide.faq-{}-question", at + 1), 2, ctx.local(&one.question));
        nodes.push(question.language(ctx.language_of(&one.question)));
        nodes.extend(ctx.told(&format!("guide.faq-{}", at + 1), &one.answer));
    }
    nodes
}
