//! One question of a form: its help, its field or choices, what is wrong and how to mend it.

use std::sync::Arc;

use uuid::Uuid;

use super::filling::{Filling, Next};
use super::loaded::{failed, waiting};
use super::{Action, Context, Destination, Request, fault, notice};
use crate::domain::failure::Failure;
use crate::domain::form::{AnswerKind, Choice, Form, Question as Asked};
use crate::domain::secret::{Mask, Secret};
use crate::domain::service::{Service, ServiceId};
use crate::semantic::{Field, Icon, Live, Node, Page, Progress, Tone, Weight};

/// 填表
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// The form is asked for.
    Opening {
        /// Whose form.
        service: Box<Service>,
        /// For whom, and the key of the filing to come.
        ids: Ids,
        /// It did not come.
        failure: Option<Failure>,
    },
    /// It is here. Before anything is written, one hears what becomes of it.
    Told {
        /// Nothing written yet.
        filling: Box<Filling>,
        /// 听完整的
        whole: bool,
    },
    /// It is being filled in.
    Open {
        /// What was written so far.
        filling: Box<Filling>,
        /// 看一眼: the secret at hand is shown whole.
        revealed: bool,
    },
}

/// What a filing is known by before it has a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ids {
    /// The opaque id of whom it is for.
    pub applicant: Uuid,
    /// Makes the filing happen once.
    pub key: Uuid,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Message {
    FormLoaded(ServiceId, Box<Result<Form, Failure>>),
    AgainPressed,
    MorePressed,
    BeginPressed,
    Written(Secret),
    RevealPressed,
    NextPressed,
}

impl Question {
    /// The form of a service, to be asked for.
    pub const fn new(service: Box<Service>, ids: Ids) -> (Self, Action) {
        let load = Action::Load(Request::Form(service.summary.id));
        (Self::Opening { service, ids, failure: None }, load)
    }
    /// A form that is already being filled in.
    pub const fn of(filling: Box<Filling>) -> Self {
        Self::Open { filling, revealed: false }
    }
    /// What was written so far.
    pub fn filling(&self) -> Option<&Filling> {
        match self {
            Self::Opening { .. } | Self::Told { .. } => None,
            Self::Open { filling, .. } => Some(filling),
        }
    }

    /// What it still waits for, to be asked again when it comes back to the front.
    pub fn resume(&self) -> Action {
        match self {
            Self::Opening { service, failure: None, .. } => Action::Load(Request::Form(service.summary.id)),
            Self::Opening { .. } | Self::Told { .. } | Self::Open { .. } => Action::None,
        }
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message) -> Action {
        match (self, message) {
            (this @ Self::Opening { .. }, Message::FormLoaded(id, answer)) => this.loaded(id, *answer),
            (Self::Opening { service, failure, .. }, Message::AgainPressed) => {
                *failure = None;
                Action::Load(Request::Form(service.summary.id))
            }
            (Self::Told { whole, .. }, Message::MorePressed) => {
                *whole = true;
                Action::None
            }
            (this @ Self::Told { .. }, Message::BeginPressed) => this.begin(),
            (Self::Open { filling, .. }, Message::Written(text)) => {
                filling.write(text);
                Action::None
            }
            (Self::Open { revealed, .. }, Message::RevealPressed) => {
                *revealed = !*revealed;
                Action::None
            }
            (this @ Self::Open { .. }, Message::NextPressed) => this.next(),
            _ => Action::None,
        }
    }

    fn loaded(&mut self, id: ServiceId, answer: Result<Form, Failure>) -> Action {
        let Self::Opening { service, ids, failure } = self else { return Action::None };
        if service.summary.id != id {
            return Action::None;
        }
        match answer {
            Ok(form) => {
                let filling = Box::new(Filling::new(service.summary.clone(), form, ids.applicant, ids.key));
                *self = Self::Told { filling, whole: false };
            }
            Err(error) => *failure = Some(error),
        }
        Action::None
    }

    fn begin(&mut self) -> Action {
        if let Self::Told { filling, .. } = self {
            *self = Self::of(filling.clone());
        }
        Action::None
    }

    fn next(&mut self) -> Action {
        let Self::Open { filling, revealed } = self else { return Action::None };
        *revealed = false;
        match filling.advance() {
            Next::Stay if matches!(filling.question(), Some(Asked { kind: AnswerKind::Choice(_), .. })) => {
                Action::Focus("question.choice-1".into())
            }
            Next::Stay => Action::Focus("question.field".into()),
            Next::Question => Action::None,
            Next::Review => Action::Go(Destination::Review(filling.clone())),
        }
    }

    /// To the question before, if there is one.
    pub fn back(&mut self) -> bool {
        match self {
            Self::Opening { .. } => false,
            Self::Told { whole, .. } => std::mem::take(whole),
            Self::Open { filling, revealed } => {
                *revealed = false;
                filling.back()
            }
        }
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        match self {
            Self::Opening { service, failure, .. } => opening(ctx, service, failure.as_ref()),
            Self::Told { filling, whole } => told(ctx, filling, *whole),
            Self::Open { filling, revealed } => open(ctx, filling, *revealed),
        }
    }
}

fn opening(ctx: &Context, service: &Service, failure: Option<&Failure>) -> Page<Message> {
    let mut page = Page::new("question", service.summary.id.to_string(), ctx.words("question.title"), ctx.texts.language());
    page.content.push(ctx.heading("question.waiting", 1));
    match failure {
        None => page.content.push(waiting(ctx)),
        Some(failure) => page.content.extend(failed(ctx, failure, "error.safe", Message::AgainPressed)),
    }
    page
}

fn told(ctx: &Context, filling: &Filling, whole: bool) -> Page<Message> {
    let state = if whole { "notice-whole" } else { "notice" };
    let mut page = Page::new("question", state, ctx.words("question.title"), ctx.texts.language());
    if whole {
        page.content = notice::whole(ctx, filling);
    } else {
        page.content = notice::short(ctx);
        page.content.push(ctx.button("notice.more", Weight::Plain, Message::MorePressed).icon(Icon::Repeat));
    }
    page.actions.push(ctx.button("notice.begin", Weight::Primary, Message::BeginPressed).icon(Icon::Next));
    page
}

fn open(ctx: &Context, filling: &Filling, revealed: bool) -> Page<Message> {
    let Some(question) = filling.question() else {
        return Page::new("question", "", ctx.words("question.title"), ctx.texts.language());
    };
    let mut page = Page::new("question", question.key.clone(), ctx.words("question.title"), ctx.texts.language());
    let step = step(ctx, filling);
    // Where room is scarce the step stands in the header, in the place of the title.
    if ctx.compact {
        page.title.clone_from(&step.name);
    } else {
        page.content.push(step);
    }
    page.content.push(Node::heading("question.ask", 1, ctx.local(&question.ask)).language(ctx.language_of(&question.ask)));
    let mut help = question.help.as_ref().map(|help| ctx.told("question.help", help)).unwrap_or_default();
    if !question.required {
        help.extend(ctx.text("question.optional"));
    }
    // Question and answer stay together on the first part; what explains them follows.
    let after = if ctx.compact { std::mem::take(&mut help) } else { Vec::new() };
    page.content.extend(help);
    match &question.kind {
        AnswerKind::Choice(choices) => page.content.extend(choose(ctx, filling, question, choices)),
        _ => {
            page.content.extend(write(ctx, filling, question, revealed));
            page.focus = Some("question.field".into());
        }
    }
    page.content.extend(after);
    page.actions.push(ctx.button("question.next", Weight::Primary, Message::NextPressed).icon(Icon::Next));
    page
}

fn step(ctx: &Context, filling: &Filling) -> Node<Message> {
    let (at, of) = (filling.at + 1, filling.count());
    let words = ctx.words_with("question.step", &[("at", at.into()), ("of", of.into())]);
    let [value, max] = [at, of].map(|number| u32::try_from(number).unwrap_or(u32::MAX));
    Node::progress("question.step", words, Progress { value, max })
}

fn choose(ctx: &Context, filling: &Filling, question: &Asked, choices: &[Choice]) -> Vec<Node<Message>> {
    let written = filling.written(&question.key);
    let mut nodes = Vec::new();
    if let Some(wrong) = filling.wrong {
        nodes.push(Node::notice("question.error", Tone::Danger, Live::Assertive, fault::words(ctx, wrong, written)));
    }
    let choices = choices.iter().enumerate().map(|(at, choice)| {
        let message = Message::Written(Secret::new(choice.value.clone()));
        Node::choice(format!("question.choice-{}", at + 1), ctx.local(&choice.label), choice.value == written, message)
            .language(ctx.language_of(&choice.label))
    });
    nodes.push(Node::choices("question.choices", ctx.local(&question.label), choices.collect()));
    nodes
}

fn write(ctx: &Context, filling: &Filling, question: &Asked, revealed: bool) -> Vec<Node<Message>> {
    let label = ctx.local(&question.label);
    let Some(mask) = question.secret else {
        let field = field(ctx, filling, question, None);
        return vec![if question.kind == AnswerKind::Date {
            Node::date_field("question.field", label, field)
        } else {
            Node::text_field("question.field", label, field)
        }];
    };
    let field = Field { revealed, ..field(ctx, filling, question, Some(mask)) };
    // One button with two names: it keeps its place and the focus.
    let mut reveal = ctx.button("question.reveal", Weight::Quiet, Message::RevealPressed).icon(Icon::Eye);
    if revealed {
        reveal.name = ctx.words("question.hide");
        reveal.hint = None;
    }
    vec![Node::secret_field("question.field", label, field), reveal]
}

fn field(ctx: &Context, filling: &Filling, question: &Asked, mask: Option<Mask>) -> Field<Message> {
    let written = filling.written(&question.key);
    let (example, width) = example(&question.kind);
    Field {
        value: written.to_owned(),
        shown: mask.map_or_else(|| written.to_owned(), |mask| mask.apply(written)),
        placeholder: ctx.words(example),
        error: filling.wrong.map(|wrong| fault::words(ctx, wrong, written)),
        width,
        on_input: Arc::new(|text| Message::Written(Secret::new(text))),
        on_submit: Some(Message::NextPressed),
        revealed: false,
    }
}

/// What stands in an empty field, and how many characters an answer has.
fn example(kind: &AnswerKind) -> (&'static str, usize) {
    match kind {
        AnswerKind::Identity => ("question.example-identity", 18),
        AnswerKind::Phone => ("question.example-phone", 13),
        AnswerKind::BankCard => ("question.example-bank-card", 19),
        AnswerKind::Date | AnswerKind::Validity | AnswerKind::WorkingDay => ("question.example-date", 12),
        AnswerKind::Name { max } => ("question.example-name", (*max).min(22)),
        AnswerKind::Line { max } | AnswerKind::Text { max } | AnswerKind::Address { max } => ("question.example-line", (*max).min(22)),
        AnswerKind::Choice(_) | AnswerKind::Passbook => ("question.example-line", 22),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::failure::FailureKind;
    use crate::domain::settings::Locale;
    use crate::screen::presets::{context, samples};

    const IDS: Ids = Ids { applicant: Uuid::nil(), key: Uuid::max() };

    fn at(key: &str) -> Question {
        let mut filling = samples().unwrap().filled().unwrap();
        filling.jump(key);
        Question::of(Box::new(filling))
    }

    #[test]
    fn the_form_comes_or_says_that_it_does_not() {
        let samples = samples().unwrap();
        let id = samples.service().summary.id;
        let (mut question, load) = Question::new(Box::new(samples.service()), IDS);
        assert_eq!(load, Action::Load(Request::Form(id)));
        question.update(Message::FormLoaded(id, Box::new(Err(Failure::new(FailureKind::Slow)))));
        assert!(question.page(&context(Locale::ZhCn).unwrap()).find(&"frame.again".into()).is_some());
        assert_eq!(question.update(Message::AgainPressed), load);
        question.update(Message::FormLoaded(Uuid::max(), Box::new(Ok(samples.form().unwrap()))));
        assert_eq!(question.filling(), None);
        question.update(Message::FormLoaded(id, Box::new(Ok(samples.form().unwrap()))));
        assert_eq!(question.filling(), None, "first one is told what becomes of it");
        question.update(Message::MorePressed);
        assert!(question.page(&context(Locale::ZhCn).unwrap()).find(&"notice.rights".into()).is_some());
        assert!(question.back() && !question.back());
        question.update(Message::BeginPressed);
        assert_eq!(question.filling().map(|filling| filling.key), Some(IDS.key));
    }

    #[test]
    fn a_secret_is_never_in_what_is_shown_nor_in_a_message() {
        let ctx = context(Locale::ZhCn).unwrap();
        let mut question = at("identityNumber");
        for revealed in [false, true] {
            let page = question.page(&ctx);
            let field = page.find(&"question.field".into()).and_then(Node::field).unwrap();
            assert_eq!((field.shown.as_str(), field.revealed), ("1****************2", revealed));
            assert!(!format!("{:?}", (field.on_input)("1101011940".into())).contains("1101011940"));
            question.update(Message::RevealPressed);
        }
    }

    #[test]
    fn what_was_revealed_is_hidden_on_leaving() {
        let mut question = at("identityNumber");
        question.update(Message::RevealPressed);
        assert!(question.back());
        assert!(matches!(question, Question::Open { revealed: false, .. }));
    }

    #[test]
    fn the_error_stands_in_the_field_and_the_focus_returns_to_it() {
        let mut question = at("phone");
        question.update(Message::Written(Secret::new("12")));
        assert_eq!(question.update(Message::NextPressed), Action::Focus("question.field".into()));
        let page = question.page(&context(Locale::ZhCn).unwrap());
        let field = page.find(&"question.field".into()).and_then(Node::field).unwrap();
        assert!(field.error.as_deref().is_some_and(|error| error.contains("11 位")));
        question.update(Message::Written(Secret::new("13800001234")));
        assert!(matches!(question.update(Message::NextPressed), Action::Go(Destination::Review(_))));
    }

    #[test]
    fn back_from_the_first_question_leaves_the_form() {
        assert!(!at("forWhom").back());
        assert!(at("name").back());
    }

    #[test]
    fn large_words_put_the_step_into_the_title() {
        let mut ctx = context(Locale::ZhCn).unwrap();
        ctx.compact = true;
        let page = at("phone").page(&ctx);
        assert_eq!(page.title, "第 4 步，共 8 步");
        assert!(page.find(&"question.step".into()).is_none());
    }
}
