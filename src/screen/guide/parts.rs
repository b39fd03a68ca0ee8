//! The parts of a guide that are more than one text: how long, where, and what one can do when it goes wrong.

use super::{Message, section};
use crate::domain::service::{Guide, Service};
use crate::domain::text::LocalText;
use crate::screen::Context;
use crate::semantic::{Icon, Node};

/// 多久办好: in words, how often one must come, the days promised and those the law allows.
pub(super) fn time(ctx: &Context, guide: &Guide) -> Vec<Node<Message>> {
    let mut nodes = section(ctx, "guide.time-heading", "guide.time", &guide.time);
    let legal = guide.legal_days.filter(|days| Some(*days) != guide.promised_days);
    let counted = [("guide.visits", guide.visits.map(u16::from)), ("guide.promised", guide.promised_days), ("guide.legal", legal)];
    for (id, count) in counted {
        nodes.extend(count.into_iter().flat_map(|count| ctx.text_with(id, &[("count", count.into())])));
    }
    nodes
}

/// 在哪里办: in words; where the department sits, or else where one can ask in this hall.
pub(super) fn place(ctx: &Context, service: &Service) -> Vec<Node<Message>> {
    let mut nodes = section(ctx, "guide.place-heading", "guide.place", &service.guide.place);
    let hall = &ctx.institution;
    let fact = |id: &'static str, text: &LocalText, icon: Icon| {
        Node::fact(id, ctx.words(id), ctx.local(text)).language(ctx.language_of(text)).icon(icon)
    };
    match hall.office(&service.summary.department) {
        Some(office) => {
            nodes.extend(office.window.iter().map(|window| fact("guide.window", window, Icon::Person)));
            nodes.extend(office.address.iter().map(|address| fact("guide.address", address, Icon::Place)));
            nodes.push(fact("guide.hours", office.hours.as_ref().unwrap_or(&hall.hours), Icon::Clock));
            nodes.extend(office.phone.iter().map(|phone| Node::fact("guide.office", ctx.words("guide.office"), phone).icon(Icon::Phone)));
        }
        None => {
            nodes.push(fact("guide.ask", &hall.window, Icon::Person));
            nodes.push(fact("guide.hours", &hall.hours, Icon::Clock));
        }
    }
    if hall.sample {
        nodes.push(Node::secondary("guide.sample", ctx.words("guide.sample")));
    }
    nodes
}

/// 不满意怎么办: complaint and remedies, the service's own or those that hold everywhere.
pub(super) fn rights(ctx: &Context, guide: &Guide) -> Vec<Node<Message>> {
    match &guide.rights {
        Some(rights) => section(ctx, "guide.rights-heading", "guide.rights", rights),
        None => std::iter::once(ctx.heading("guide.rights-heading", 2)).chain(ctx.text("guide.rights")).collect(),
    }
}
