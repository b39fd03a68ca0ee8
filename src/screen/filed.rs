//! What receipt and timeline both tell of what was filed: its numbers, whose it is, what to bring, how it is handed out.
//! Every part is left out where there is nothing to tell.

use jiff::civil::Date;

use super::{Context, bring};
use crate::domain::application::{Handout, HandoutWay, Matter, Stage};
use crate::semantic::{Icon, Node};

/// The number one takes away, under the words of `id`; behind a plain GovStack server its file id. Below it, quieter, the
/// department's own long number, said in groups.
pub(super) fn numbers<M>(ctx: &Context, id: &'static str, matter: &Matter) -> Vec<Node<M>> {
    let own = match matter.receipt {
        Some(receipt) => Node::receipt_number(id, ctx.words(id), receipt.groups().to_vec()),
        None => Node::fact(id, ctx.words(id), matter.file.to_string()),
    };
    let long = matter.number.as_ref().map(|number| {
        let told = |number: &str| ctx.words_with("filed.number", &[("number", number.into())]);
        Node::secondary("filed.number", told(number)).spoken(told(&groups(number)))
    });
    std::iter::once(own).chain(long).collect()
}

/// A long number in groups of four, as one reads it out.
fn groups(number: &str) -> String {
    let characters: Vec<char> = number.chars().filter(|c| !c.is_whitespace()).collect();
    let groups: Vec<String> = characters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

/// Whose it is, and who filed it for them (P5).
pub(super) fn whose<M>(ctx: &Context, matter: &Matter) -> Vec<Node<M>> {
    let Some(applicant) = &matter.applicant else { return Vec::new() };
    let told = match &matter.agent {
        Some(agent) => ctx.words_with("filed.whose-by", &[("applicant", applicant.into()), ("agent", agent.into())]),
        None => ctx.words_with("filed.whose-own", &[("applicant", applicant.into())]),
    };
    let node = Node::fact("filed.whose", ctx.words("filed.whose"), told).icon(Icon::Person).person(applicant);
    vec![matter.agent.iter().fold(node, Node::person)]
}

/// What is still to be brought, where to or until when, each with its copies: of a form whose papers follow, and of 容缺受理.
pub(super) fn papers<M>(ctx: &Context, matter: &Matter) -> Vec<Node<M>> {
    if matter.bring.is_empty() || matter.stage.ended() {
        return Vec::new();
    }
    let window = ctx.local(&ctx.institution.window);
    let begun = !matches!(matter.stage, Stage::Received | Stage::Correction);
    let mut nodes = match matter.bring_by.map(|date| day(ctx, date)) {
        Some(day) if !begun => ctx.text_with("filed.papers-by", &[("date", day.into()), ("window", window.into())]),
        None if !begun => ctx.text_with("filed.papers", &[("window", window.into())]),
        Some(day) => ctx.text_with("filed.later-by", &[("date", day.into())]),
        None => ctx.text("filed.later"),
    };
    let papers = matter.bring.iter().enumerate().flat_map(|(at, material)| bring::told(ctx, at + 1, material)).collect();
    nodes.extend(ctx.telling(matter.private, papers));
    nodes
}

/// A day until which something is to be done, as it stands in a sentence: 12月4日（星期五）.
pub(super) fn day(ctx: &Context, date: Date) -> String {
    ctx.words_with("filed.day", &[("day", ctx.texts.day(date).into()), ("weekday", ctx.texts.weekday(date).into())])
}

/// How what comes of it is handed out, and what to bring for it (谁来领).
pub(super) fn handout<M>(ctx: &Context, matter: &Matter) -> Vec<Node<M>> {
    let Some(Handout { way, name, .. }) = &matter.handout else { return Vec::new() };
    let (icon, told) = match way {
        HandoutWay::InPerson => (Icon::Person, ctx.words("filed.handout-in-person")),
        HandoutWay::Family => {
            let name = name.clone().unwrap_or_else(|| ctx.words("filed.family"));
            (Icon::Person, ctx.words_with("filed.handout-family", &[("name", name.into())]))
        }
        // Where to is a secret.
        HandoutWay::Mail => (Icon::Home, ctx.words("filed.handout-mail")),
        HandoutWay::Committee => (Icon::Place, ctx.words("filed.handout-committee")),
    };
    vec![name.iter().fold(Node::fact("filed.handout", ctx.words("filed.handout"), told).icon(icon), Node::person)]
}

/// Whom to call.
pub(super) fn call<M>(ctx: &Context, id: &'static str) -> Node<M> {
    let (phone, hours) = (ctx.institution.phone.as_str(), ctx.local(&ctx.institution.hours));
    let call = ctx.words_with("receipt.call-value", &[("phone", phone.into()), ("hours", hours.into())]);
    Node::fact(id, ctx.words(id), call).icon(Icon::Phone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_number_is_read_out_in_fours() {
        assert_eq!(groups("31011520261121000017"), "3101 1520 2611 2100 0017");
        assert_eq!(groups("沪民 123456"), "沪民12 3456");
    }
}
