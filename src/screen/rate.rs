//! 好差评: how it was, in five levels, never chosen beforehand and never a must (国办发〔2019〕51号).

use std::sync::Arc;

use super::loaded::{failed, past, waiting};
use super::{Action, Context, Request};
use crate::domain::application::{Level, Matter, Occasion, Rating};
use crate::domain::failure::Failure;
use crate::semantic::{Field, Icon, Live, Node, Page, Tone, Weight};

/// 好差评
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    matter: Box<Matter>,
    occasion: Occasion,
    level: Option<Level>,
    why: String,
    /// What is wrong with what was said: the id of its words.
    wrong: Option<&'static str>,
    step: Step,
}

/// How far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Level,
    Why,
    Sending,
    Failed(Failure),
    Thanked,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Message {
    Chosen(Level),
    WhyWritten(String),
    SendPressed,
    SkipPressed,
    Rated(Result<(), Failure>),
}

/// The longest 原因, in characters.
const LONGEST: usize = 500;

impl Rate {
    /// Nothing said yet.
    pub const fn new(matter: Box<Matter>, occasion: Occasion) -> Self {
        Self { matter, occasion, level: None, why: String::new(), wrong: None, step: Step::Level }
    }

    /// 返回 from the reason leads to the levels.
    pub fn back(&mut self) -> bool {
        let back = self.step == Step::Why;
        if back {
            self.step = Step::Level;
            self.wrong = None;
        }
        back
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Chosen(level) => (self.level, self.wrong) = (Some(level), None),
            Message::WhyWritten(why) => (self.why, self.wrong) = (why, None),
            Message::SendPressed => {
                let over = if let Step::Failed(failure) = &self.step { past(failure) } else { None };
                return over.unwrap_or_else(|| self.send());
            }
            Message::SkipPressed => return Action::Back,
            Message::Rated(answer) if self.step == Step::Sending => {
                self.step = answer.map_or_else(Step::Failed, |()| Step::Thanked);
            }
            Message::Rated(_) => {}
        }
        Action::None
    }

    fn send(&mut self) -> Action {
        let Some(level) = self.level else {
            self.wrong = Some("rate.none");
            return Action::Focus(id(Level::VerySatisfied).into());
        };
        if self.step == Step::Level && level.asks_why() {
            self.step = Step::Why;
            return Action::None;
        }
        let why = self.why.trim();
        if level.asks_why() && why.chars().count() > LONGEST {
            self.wrong = Some("rate.too-long");
            return Action::Focus("rate.field".into());
        }
        let why = (level.asks_why() && !why.is_empty()).then(|| why.to_owned());
        self.step = Step::Sending;
        Action::Load(Request::Rate(self.matter.file, Rating { occasion: self.occasion, level, why }))
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        let state = if self.step == Step::Why { "why" } else { "" };
        let mut page = Page::new("rate", format!("{}{state}", self.matter.file), ctx.words("rate.title"), ctx.texts.language());
        match &self.step {
            Step::Level => self.ask(ctx, &mut page),
            Step::Why => self.ask_why(ctx, &mut page),
            Step::Sending => page.content.extend([ctx.heading(self.question(), 1), waiting(ctx)]),
            Step::Failed(failure) => {
                page.content.push(ctx.heading(self.question(), 1));
                page.content.extend(failed(ctx, failure, "rate.kept", Message::SendPressed));
                page.content.push(ctx.button("rate.skip", Weight::Plain, Message::SkipPressed));
            }
            Step::Thanked => {
                page.result = true;
                page.content.push(ctx.heading("rate.title", 1));
                page.content.push(Node::notice("rate.thanks", Tone::Success, Live::Assertive, ctx.words("rate.thanks")));
                page.actions.push(ctx.button("rate.on", Weight::Primary, Message::SkipPressed).icon(Icon::Back));
            }
        }
        page
    }

    const fn question(&self) -> &'static str {
        match self.occasion {
            Occasion::Filed => "rate.question-filed",
            Occasion::Completed => "rate.question-completed",
        }
    }

    fn ask(&self, ctx: &Context, page: &mut Page<Message>) {
        page.content.push(ctx.heading(self.question(), 1));
        page.content.extend(ctx.text("rate.help"));
        page.content.extend(self.wrong.map(|wrong| Node::notice("rate.wrong", Tone::Danger, Live::Assertive, ctx.words(wrong))));
        let levels =
            Level::ALL.map(|level| Node::choice(id(level), ctx.words(&id(level)), self.level == Some(level), Message::Chosen(level)));
        page.content.push(Node::choices("rate.levels", ctx.words("rate.title"), levels.into()));
        page.content.push(ctx.button("rate.skip", Weight::Plain, Message::SkipPressed));
        page.actions.push(ctx.button("rate.send", Weight::Primary, Message::SendPressed).icon(Icon::Next));
    }

    fn ask_why(&self, ctx: &Context, page: &mut Page<Message>) {
        page.content.push(ctx.heading("rate.why", 1));
        page.content.extend(ctx.text("rate.why-help"));
        let field = Field {
            value: self.why.clone(),
            shown: self.why.clone(),
            placeholder: ctx.words("rate.example"),
            error: self.wrong.map(|wrong| ctx.words_with(wrong, &[("count", self.why.trim().chars().count().into())])),
            width: 22,
            on_input: Arc::new(Message::WhyWritten),
            on_submit: Some(Message::SendPressed),
            revealed: false,
        };
        page.content.push(Node::text_field("rate.field", ctx.words("rate.field"), field));
        page.content.push(ctx.button("rate.skip", Weight::Plain, Message::SkipPressed));
        page.focus = Some("rate.field".into());
        page.actions.push(ctx.button("rate.send", Weight::Primary, Message::SendPressed).icon(Icon::Next));
    }
}

fn id(level: Level) -> String {
    format!("rate.level-{}", level.name())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::application::Stage;
    use crate::domain::failure::FailureKind;
    use crate::domain::settings::Locale;
    use crate::screen::presets::{context, samples};
    use crate::semantic::Kind;

    fn rate() -> Rate {
        Rate::new(Box::new(samples().unwrap().matter(Stage::Received)), Occasion::Filed)
    }

    fn sent(rate: &Rate, level: Level, why: Option<&str>) -> Action {
        let rating = Rating { occasion: Occasion::Filed, level, why: why.map(Into::into) };
        Action::Load(Request::Rate(rate.matter.file, rating))
    }

    #[test]
    fn nothing_is_chosen_beforehand_and_nothing_is_a_must() {
        let mut rate = rate();
        let page = rate.page(&context(Locale::ZhCn).unwrap());
        let chosen: Vec<_> = page
            .nodes()
            .iter()
            .filter_map(|(_, node)| if let Kind::Choice { selected } = node.kind { Some(selected) } else { None })
            .collect();
        assert_eq!(chosen, [false; 5]);
        assert!(matches!(rate.update(Message::SendPressed), Action::Focus(_)));
        assert_eq!(rate.wrong, Some("rate.none"));
        assert_eq!(rate.update(Message::SkipPressed), Action::Back);
    }

    #[test]
    fn only_the_last_two_are_asked_why() {
        for level in Level::ALL {
            let mut rate = rate();
            rate.update(Message::Chosen(level));
            let action = rate.update(Message::SendPressed);
            assert_eq!(action, if level.asks_why() { Action::None } else { sent(&rate, level, None) }, "{level:?}");
            assert_eq!(rate.back(), level.asks_why());
        }
    }

    #[test]
    fn the_reason_may_be_left_out_and_has_an_end() {
        let mut rate = rate();
        rate.update(Message::Chosen(Level::Dissatisfied));
        rate.update(Message::SendPressed);
        rate.update(Message::WhyWritten("慢".repeat(501)));
        assert_eq!(rate.update(Message::SendPressed), Action::Focus("rate.field".into()));
        rate.update(Message::WhyWritten(" 等了很久 ".into()));
        assert_eq!(rate.update(Message::SendPressed), sent(&rate, Level::Dissatisfied, Some("等了很久")));
        rate.step = Step::Why;
        rate.update(Message::WhyWritten("  ".into()));
        assert_eq!(rate.update(Message::SendPressed), sent(&rate, Level::Dissatisfied, None));
    }

    #[test]
    fn a_failure_keeps_what_was_said() {
        let ctx = context(Locale::ZhCn).unwrap();
        let mut rate = rate();
        rate.update(Message::Chosen(Level::VeryDissatisfied));
        rate.update(Message::SendPressed);
        rate.update(Message::WhyWritten("没人理".into()));
        let first = rate.update(Message::SendPressed);
        rate.update(Message::Rated(Err(Failure::new(FailureKind::Unreachable))));
        assert!(rate.page(&ctx).find(&"frame.again".into()).is_some());
        assert_eq!(rate.update(Message::SendPressed), first);
        rate.update(Message::Rated(Ok(())));
        let page = rate.page(&ctx);
        assert!(page.result && page.find(&"rate.thanks".into()).is_some());
    }
}
