//! What is asked of the owner of a matter, and what they can do against a refusal.

use crate::domain::application::Matter;
use crate::domain::form::Form;
use crate::screen::Context;
use crate::screen::filed::day;
use crate::semantic::{Icon, Live, Node, Tone};

/// What is to be mended, each answer framed with the clerk's reason, and until when (补正, 补充材料).
pub(super) fn demanded<M>(ctx: &Context, matter: &Matter, form: Option<&Form>) -> Vec<Node<M>> {
    let Some(demand) = matter.demand.as_ref().filter(|_| matter.stage.waits_for_owner()) else { return Vec::new() };
    let mut nodes = vec![ctx.heading("matter.demand-heading", 2)];
    // What a clerk writes tells of the service.
    let quiet = matter.private;
    nodes.extend(demand.reason.iter().flat_map(|reason| ctx.telling(quiet, ctx.told("matter.demand", reason))));
    nodes.extend(demand.fields.iter().map(|(key, why)| {
        let id = format!("matter.field-{key}");
        let question = form.and_then(|form| form.questions.iter().find(|question| question.key == *key));
        let framed = |words: &str| Node::notice(id.clone(), Tone::Info, Live::Off, words).language(ctx.language_of(why));
        let told = match question {
            Some(question) => framed(ctx.local(&question.label)).description(ctx.local(why)),
            None => framed(ctx.local(why)),
        };
        ctx.naming(quiet, told)
    }));
    if let Some(until) = demand.until {
        nodes.extend(ctx.text_with("matter.until", &[("date", day(ctx, until).into())]));
    }
    nodes
}

/// Why not, on what ground, whom to ask, and what else one can do: within 60 days 复议 (行政复议法 20), within six months
/// 诉讼 (行政诉讼法 46).
pub(super) fn refusal<M>(ctx: &Context, matter: &Matter) -> Vec<Node<M>> {
    let Some(refusal) = &matter.refusal else { return Vec::new() };
    let mut nodes = vec![ctx.heading("matter.why", 2)];
    nodes.extend(ctx.telling(matter.private, ctx.told("matter.reason", &refusal.reason)));
    if let Some(basis) = &refusal.basis {
        let basis = Node::fact("matter.basis", ctx.words("matter.basis"), ctx.local(basis)).language(ctx.language_of(basis));
        nodes.push(ctx.naming(matter.private, basis));
    }
    nodes.push(ctx.heading("matter.remedies", 2));
    let phone = ctx.institution.phone.as_str();
    let complain = ctx.words_with("matter.complain-value", &[("phone", phone.into())]);
    nodes.push(Node::fact("matter.complain", ctx.words("matter.complain"), complain).icon(Icon::Phone));
    nodes.extend(ctx.text("matter.review"));
    nodes.extend(ctx.text("matter.court"));
    nodes.extend(ctx.text("matter.from"));
    nodes
}
