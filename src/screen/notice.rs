//! What becomes of what one is about to write (P4): one short notice before every form, and the whole of it, as the
//! law on personal information asks, for who wants to hear it. Knows nothing that was written.

use super::Context;
use super::filling::Filling;
use crate::semantic::{Icon, Node};

/// The notice: a few words, said before anything is written.
pub(super) fn short<M>(ctx: &Context) -> Vec<Node<M>> {
    let mut nodes = vec![ctx.heading("notice.question", 1)];
    let name = &ctx.institution.name;
    let told = ctx.text_with::<M>("notice.short", &[("institution", ctx.local(name).into())]);
    nodes.extend(told.into_iter().map(|node| node.language(ctx.language_of(name))));
    nodes
}

/// The whole: who, whom to ask, what for, which kinds, how long, why, and one's rights.
pub(super) fn whole<M>(ctx: &Context, filling: &Filling) -> Vec<Node<M>> {
    let place = &ctx.institution;
    let service = &filling.service;
    let (phone, hours) = (place.phone.as_str(), ctx.local(&place.hours));
    let contact = ctx.words_with("receipt.call-value", &[("phone", phone.into()), ("hours", hours.into())]);
    let kinds: Vec<_> = filling.form.questions.iter().map(|question| ctx.local(&question.label)).collect();
    let fact = |id: &'static str, value: String| Node::fact(id, ctx.words(id), value);
    let purpose = fact("notice.purpose", ctx.local(&service.name).to_owned());
    vec![
        ctx.heading("notice.whole", 1),
        fact("notice.who", ctx.local(&place.name).to_owned()).language(ctx.language_of(&place.name)).icon(Icon::Place),
        fact("notice.contact", contact).icon(Icon::Phone),
        ctx.naming(service.private, purpose.language(ctx.language_of(&service.name)).icon(Icon::Mine)),
        ctx.naming(service.private, fact("notice.kinds", kinds.join(&ctx.words("notice.comma"))).icon(Icon::All)),
        told(ctx, "notice.time", Icon::Clock),
        told(ctx, "notice.need", Icon::Info),
        told(ctx, "notice.effect", Icon::Shield),
        told(ctx, "notice.rights", Icon::Person),
    ]
}

fn told<M>(ctx: &Context, id: &'static str, icon: Icon) -> Node<M> {
    Node::fact(id, ctx.words(id), ctx.attribute(id, "value").unwrap_or_default()).icon(icon)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::settings::Locale;
    use crate::screen::presets::{context, samples};
    use crate::semantic::Kind;

    #[test]
    fn the_short_notice_has_at_most_sixty_characters() {
        for locale in [Locale::ZhCn, Locale::ZhTw] {
            let nodes = short::<()>(&context(locale).unwrap());
            let length: usize = nodes[1..].iter().map(|node| node.name.chars().count()).sum();
            assert!((20..=60).contains(&length), "{locale}: {length}");
        }
    }

    #[test]
    fn the_whole_notice_names_every_kind_that_may_be_asked() {
        let ctx = context(Locale::ZhCn).unwrap();
        let filling = samples().unwrap().empty().unwrap();
        let nodes = whole::<()>(&ctx, &filling);
        let kinds = nodes.iter().find(|node| node.id == "notice.kinds".into()).unwrap();
        let Kind::Fact { value } = &kinds.kind else { panic!("no fact") };
        assert!(filling.form.questions.iter().all(|question| value.contains(ctx.local(&question.label))));
        assert!(nodes.iter().all(|node| !matches!(&node.kind, Kind::Fact { value } if value.is_empty())));
    }
}
