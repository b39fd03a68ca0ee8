//! 人工帮助: whom to turn to, without any network. In a hall it calls a person to the machine and says what became of
//! that; at home it calls nobody and never says that it did.

use super::{Action, Context, Destination};
use crate::domain::text::LocalText;
use crate::semantic::{Icon, Live, Node, Page, Tone, Weight};

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

impl Call {
    /// Whether somebody may still come by it: then there is no need to call again.
    pub const fn is_under_way(&self) -> bool {
        matches!(self, Self::Calling | Self::Waiting | Self::Taken(_))
    }
}

/// 人工帮助
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Help;

/// What was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Message {
    AgainPressed,
    OnPressed,
    PractisePressed,
}

/// The numbers for what cannot wait.
const URGENT: [(&str, Icon); 5] = [
    ("help.ambulance", Icon::Ambulance),
    ("help.fire", Icon::Fire),
    ("help.police", Icon::Police),
    ("help.fraud", Icon::Shield),
    ("help.money", Icon::Phone),
];

impl Help {
    /// The help screen. One press on 人工帮助 calls.
    pub const fn new() -> (Self, Action) {
        (Self, Action::CallHelp)
    }

    /// What becomes of a message.
    pub fn update(&self, message: Message) -> Action {
        match message {
            Message::AgainPressed => Action::CallHelp,
            Message::OnPressed => Action::Back,
            Message::PractisePressed => Action::Go(Destination::Practise),
        }
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        let mut page = Page::new("help", "", ctx.words("help.title"), ctx.texts.language());
        page.content.push(ctx.heading("help.question", 1));
        if let Some(call) = ctx.help.as_ref().filter(|_| ctx.kiosk) {
            page.content.push(told(ctx, call));
            if !call.is_under_way() {
                page.content.push(ctx.button("help.again", Weight::Plain, Message::AgainPressed).icon(Icon::Help));
            }
            page.content.extend(ctx.text("help.meanwhile"));
            page.actions.push(ctx.button("help.on", Weight::Primary, Message::OnPressed).icon(Icon::Next));
        }
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
        page.content.push(ctx.button("help.practise", Weight::Plain, Message::PractisePressed).icon(Icon::Shield));
        page
    }
}

/// What became of the call, for whoever is on another screen meanwhile: once there is something to do or somebody comes.
pub(super) fn news<M>(ctx: &Context) -> Option<Node<M>> {
    let call = ctx.help.as_ref().filter(|_| ctx.kiosk)?;
    matches!(call, Call::Taken(_) | Call::Late | Call::Failed).then(|| told(ctx, call))
}

fn told<M>(ctx: &Context, call: &Call) -> Node<M> {
    let window = ctx.local(&ctx.institution.window);
    let instead = [("phone", ctx.institution.phone.as_str().into()), ("window", window.into())];
    let (tone, words) = match call {
        Call::Calling => (Tone::Info, ctx.words("help.calling")),
        Call::Waiting => (Tone::Success, ctx.words("help.waiting")),
        Call::Taken(name) => (Tone::Success, ctx.words_with("help.taken", &[("name", name.into())])),
        Call::Late => (Tone::Info, ctx.words_with("help.late", &instead)),
        Call::Failed => (Tone::Danger, ctx.words_with("help.failed", &instead)),
    };
    Node::notice("help.call", tone, Live::Polite, words)
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
            let page = Help.page(&context(locale).unwrap());
            for (id, number) in
                [("help.ambulance", "120"), ("help.fire", "119"), ("help.police", "110"), ("help.fraud", "96110"), ("help.money", "110")]
            {
                let node = page.find(&id.into()).unwrap();
                assert!(matches!(&node.kind, Kind::Fact { value } if value.contains(number)), "{id} {locale}");
            }
        }
    }

    #[test]
    fn in_a_hall_it_says_what_became_of_the_call() {
        let mut ctx = context(Locale::ZhCn).unwrap();
        ctx.kiosk = true;
        let told = |ctx: &Context| Help.page(ctx).find(&"help.call".into()).map(|node| node.name.clone());
        assert_eq!(told(&ctx), None);
        let calls = [
            (Call::Calling, "正在叫人", false),
            (Call::Waiting, "已经叫人了", false),
            (Call::Late, "021-5550-0123", true),
            (Call::Taken("小李".into()), "小李马上过来", false),
            (Call::Failed, "3号窗口", true),
        ];
        for (call, words, again) in calls {
            ctx.help = Some(call.clone());
            assert!(told(&ctx).is_some_and(|told| told.contains(words)), "{call:?} {:?}", told(&ctx));
            assert_eq!(Help.page(&ctx).find(&"help.again".into()).is_some(), again, "{call:?}");
            assert_eq!(Help.page(&ctx).actions.len(), 1);
        }
        ctx.kiosk = false;
        assert_eq!(told(&ctx), None, "at home nobody is called");
    }
}
