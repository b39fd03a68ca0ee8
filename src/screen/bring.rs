//! 要带的东西: what to bring for a service, and what need not be brought.

use super::{Action, Context};
use crate::domain::service::{Handling, Material, MaterialSource, Service};
use crate::semantic::{Icon, Node, Page};

/// 要带的东西
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bring {
    service: Box<Service>,
}

impl Bring {
    /// What to bring for `service`.
    pub const fn new(service: Box<Service>) -> (Self, Action) {
        (Self { service }, Action::None)
    }

    /// The page: first what one must carry, last what one need not.
    pub fn page<M>(&self, ctx: &Context) -> Page<M> {
        let summary = &self.service.summary;
        let mut page = Page::new("bring", summary.id.to_string(), ctx.words("bring.title"), ctx.texts.language());
        page.content.push(ctx.heading("bring.question", 1));
        let called = summary.everyday.as_ref().unwrap_or(&summary.name);
        let words = ctx.words_with("bring.for", &[("service", ctx.local(called).into())]);
        page.content.push(Node::secondary("bring.for", words).language(ctx.language_of(called)));
        let mut materials: Vec<&Material> = self.service.guide.materials.iter().collect();
        materials.sort_by_key(|material| rank(material.source));
        if materials.is_empty() {
            page.content.extend(ctx.text("bring.nothing"));
        }
        if self.service.has_form && summary.handling == Handling::FormThenPapers {
            match self.service.guide.papers_days {
                Some(days) => page.content.extend(ctx.text_with("bring.papers-days", &[("days", days.into())])),
                None => page.content.extend(ctx.text("bring.papers")),
            }
        }
        for (at, material) in materials.iter().enumerate() {
            page.content.extend(told(ctx, at + 1, material));
        }
        for (source, id) in [(MaterialSource::Later, "bring.later"), (MaterialSource::Promise, "bring.promise")] {
            if materials.iter().any(|material| material.source == source) {
                page.content.extend(ctx.text(id));
            }
        }
        page.content = ctx.telling(summary.private, page.content);
        page
    }
}

const fn rank(source: MaterialSource) -> u8 {
    match source {
        MaterialSource::Bring => 0,
        MaterialSource::Later => 1,
        MaterialSource::Promise => 2,
        MaterialSource::Shared => 3,
    }
}

/// One thing to bring: its name, where it comes from, copies, a word about it.
pub(super) fn told<M>(ctx: &Context, at: usize, material: &Material) -> Vec<Node<M>> {
    let (source, icon) = match material.source {
        MaterialSource::Bring => ("bring.source-bring", Icon::Bring),
        MaterialSource::Later => ("bring.source-later", Icon::Clock),
        MaterialSource::Promise => ("bring.source-promise", Icon::Person),
        MaterialSource::Shared => ("bring.source-shared", Icon::Done),
    };
    let mut fact = Node::fact(format!("bring.material-{at}"), ctx.local(&material.name), ctx.words(source))
        .icon(icon)
        .language(ctx.language_of(&material.name));
    let days = material.days.filter(|_| material.source == MaterialSource::Later);
    let days = days.map(|days| ctx.words_with("bring.days", &[("days", days.into())]));
    let copies = (material.copies > 0).then(|| ctx.words_with("bring.copies", &[("count", material.copies.into())]));
    let more: Vec<String> = days.into_iter().chain(copies).collect();
    if !more.is_empty() {
        fact = fact.description(more.join(&ctx.words("bring.comma")));
    }
    let mut nodes = vec![fact];
    if let Some(note) = &material.note {
        nodes.extend(ctx.told(&format!("bring.material-{at}-note"), note));
    }
    nodes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::settings::Locale;
    use crate::screen::presets::{context, samples};
    use crate::semantic::Kind;

    #[test]
    fn what_need_not_be_brought_stands_last() {
        let (bring, _) = Bring::new(Box::new(samples().unwrap().service()));
        let page: Page<()> = bring.page(&context(Locale::ZhCn).unwrap());
        let names: Vec<_> =
            page.content.iter().filter(|node| matches!(node.kind, Kind::Fact { .. })).map(|node| node.name.as_str()).collect();
        assert_eq!(names, ["身份证", "银行卡", "居住证明", "户口簿"]);
    }
}
