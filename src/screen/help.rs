//! 人工帮助: whom to turn to, without any network. It calls nobody and never says that it did.

use super::Context;
use crate::domain::text::LocalText;
use crate::semantic::{Icon, Live, Node, Page, Tone};

/// What has become of a call for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Call {
    /// It is on its way to the desk.
    Calling,
    /// The desk has it.
    Waiting,
    /// Nobody has taken it for two minutes: telephone and window instead.
    Late,
    /// This one comes.
    Taken(String),
    /// It did not arrive: telephone and window instead.
    Failed,
}

/// 人工帮助
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Help;

/// The numbers for what cannot wait.
const URGENT: [(&str, Icon); 5] = [
    ("help.ambulance", Icon::Ambulance),
    ("help.fire", Icon::Fire),
    ("help.police", Icon::Police),
    ("help.fraud", Icon::Shield),
    ("help.money", Icon::Phone),
];

impl Help {
    /// The help screen.
    pub const fn new() -> Self {
        Self
    }

    /// The page. Nothing on it can be pressed but what stands around every screen.
    pub fn page<M>(&self, ctx: &Context) -> Page<M> {
        let mut page = Page::new("help", "", ctx.words("help.title"), ctx.texts.language());
        page.content.push(ctx.heading("help.question", 1));
        page.content.extend(ctx.text("help.person"));
        if ctx.institution.sample {
            page.content.push(Node::notice("help.sample", Tone::Info, Live::Off, ctx.words("help.sample")));
        }
        let place = &ctx.institution;
        // Where the words are large, the header has no room for it.
        if ctx.compact {
            page.content.push(fact(ctx, "help.institution", &place.name).icon(Icon::Place));
        }
        page.content.push(fact(ctx, "help.window", &place.window).icon(Icon::Person));
        page.content.push(Node::fact("help.phone", ctx.words("help.phone"), place.phone.clone()).icon(Icon::Phone));
        page.content.push(fact(ctx, "help.hours", &place.hours).icon(Icon::Clock));
        page.content.push(fact(ctx, "help.address", &place.address).icon(Icon::Place));
        page.content.push(ctx.heading("help.urgent-heading", 2));
        page.content
            .extend(URGENT.map(|(id, icon)| Node::fact(id, ctx.words(id), ctx.attribute(id, "value").unwrap_or_default()).icon(icon)));
        page.content.extend(ctx.text("help.self"));
        page
    }
}

fn fact<M>(ctx: &Context, id: &'static str, value: &LocalText) -> Node<M> {
    Node::fact(id, ctx.words(id), ctx.local(value)).language(ctx.language_of(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::settings::Locale;
    use crate::screen::presets::context;
    use crate::semantic::Kind;

    #[test]
    fn has_every_number_in_every_language() {
        for locale in Locale::ALL {
            let page: Page<()> = Help::new().page(&context(locale).unwrap());
            for (id, number) in
                [("help.ambulance", "120"), ("help.fire", "119"), ("help.police", "110"), ("help.fraud", "96110"), ("help.money", "110")]
            {
                let node = page.find(&id.into()).unwrap();
                assert!(matches!(&node.kind, Kind::Fact { value } if value.contains(number)), "{id} {locale}");
            }
        }
    }
}
