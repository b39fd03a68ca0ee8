//! 核对: nothing is handed in that was not looked at here, and heard.

use uuid::Uuid;

use super::filling::{Filling, SentBack};
use super::loaded::{failed, past, zone};
use super::{Action, Context, Destination, Request, answer, bundle, fault};
use crate::domain::application::Matter;
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::form::Question as Asked;
use crate::domain::people::Part;
use crate::semantic::{Icon, Live, Node, Page, Tone, Weight};

/// 核对
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    filling: Box<Filling>,
    filing: Filing,
}

/// How far the filing is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Filing {
    Ready,
    Waiting,
    Failed(Failure),
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Message {
    ChangePressed(String),
    SendPressed,
    FollowPressed,
    OnceMorePressed,
    Filed(Uuid, Box<Result<Matter, Failure>>),
    Amended(Uuid, Box<Result<Matter, Failure>>),
}

impl Review {
    /// A form to be looked at.
    pub const fn new(filling: Box<Filling>) -> Self {
        Self { filling, filing: Filing::Ready }
    }
    /// What was written.
    pub const fn filling(&self) -> &Filling {
        &self.filling
    }
    /// Whether it is on its way: then nothing may be changed.
    pub fn is_filing(&self) -> bool {
        self.filing == Filing::Waiting
    }

    /// A filing whose outcome was not seen is tried again when the review comes back to the front: its key makes
    /// it happen once.
    pub fn resume(&self) -> Action {
        match self.filing {
            Filing::Waiting => self.handed_in().unwrap_or(Action::None),
            Filing::Ready | Filing::Failed(_) => Action::None,
        }
    }

    /// What hands it in: a new application, or what one sent back was asked for. None while an answer will not do.
    fn handed_in(&self) -> Option<Action> {
        let key = self.filling.key;
        match self.filling.sent_back {
            None => self.filling.application().map(|application| Action::File(Box::new(application), key)),
            Some(_) => self.filling.amendment().map(|(file, answers)| Action::Load(Request::Amend(file, answers, key))),
        }
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::ChangePressed(key) if !self.is_filing() && self.filling.jump(&key) => self.question(),
            Message::SendPressed if !self.is_filing() => match &self.filing {
                Filing::Failed(failure) => past(failure).unwrap_or_else(|| self.send_off()),
                _ => self.send_off(),
            },
            Message::FollowPressed => match &self.filing {
                Filing::Failed(Failure { existing: Some((file, _)), .. }) => Action::Go(Destination::Matter(*file)),
                _ => Action::None,
            },
            Message::OnceMorePressed if !self.is_filing() => {
                // Another one is looked at like the first (U2).
                self.filling.once_more();
                self.filing = Filing::Ready;
                Action::None
            }
            Message::Filed(key, answer) if key == self.filling.key => self.filed(*answer),
            Message::Amended(file, answer) if self.filing == Filing::Waiting && self.is_of(file) => match *answer {
                Ok(matter) => Action::Go(Destination::Mended(Box::new(matter))),
                Err(failure) => self.failed(failure),
            },
            _ => Action::None,
        }
    }

    fn is_of(&self, file: Uuid) -> bool {
        self.filling.sent_back.as_ref().is_some_and(|back| back.file == file)
    }

    fn question(&self) -> Action {
        Action::Go(Destination::Question(self.filling.clone()))
    }

    fn send_off(&mut self) -> Action {
        match self.handed_in() {
            Some(action) => {
                self.filing = Filing::Waiting;
                action
            }
            None if self.filling.to_fault() => self.question(),
            None => Action::None,
        }
    }

    fn filed(&mut self, answer: Result<Matter, Failure>) -> Action {
        match answer {
            Ok(matter) => Action::Go(Destination::Receipt(Box::new(matter))),
            Err(failure) => self.failed(failure),
        }
    }

    fn failed(&mut self, failure: Failure) -> Action {
        let mended = self.filling.refused(&failure);
        self.filing = Filing::Failed(failure);
        if mended { self.question() } else { Action::None }
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        let mut page = Page::new("review", "", ctx.words("review.title"), ctx.texts.language());
        page.whole = !self.is_filing();
        let asked = self.filling.sent_back.as_ref().filter(|back| back.all);
        page.content.push(ctx.heading(if asked.is_some() { "review.asked" } else { "review.question" }, 1));
        page.content.extend(asked.into_iter().flat_map(|back| self.clerk(ctx, back)));
        let mut send = Some(self.send(ctx));
        match &self.filing {
            Filing::Ready => page.content.extend(ctx.text(self.help())),
            Filing::Waiting => page.content.push(Node::notice("review.waiting", Tone::Info, Live::Polite, ctx.words("review.waiting"))),
            Filing::Failed(failure) if failure.kind == FailureKind::FiledAlready => {
                page.content.extend(already(ctx, failure));
                page.whole = false;
                send = failure.existing.map(|_| ctx.button("review.follow", Weight::Primary, Message::FollowPressed).icon(Icon::Mine));
            }
            // The app asks for the new form, and goes on in it.
            Filing::Failed(failure) if failure.kind == FailureKind::FormChanged => {
                page.content.push(Node::notice("review.changed", Tone::Info, Live::Assertive, ctx.words("review.form-changed")));
            }
            Filing::Failed(failure) if failure.kind == FailureKind::Missing => {
                page.content.extend(withdrawn(ctx));
                page.whole = false;
                send = None;
            }
            Filing::Failed(failure) => page.content.extend(failed(ctx, failure, "review.failed", Message::SendPressed)),
        }
        page.content.extend(bundle::services(ctx, "review.parts", self.filling.wanted()));
        page.content.extend(self.answers(ctx));
        if self.filling.withholds() {
            page.content.extend(ctx.text("review.proof"));
            page.content.extend(whom_to_ask(ctx));
        }
        page.actions.extend(send);
        page
    }

    const fn help(&self) -> &'static str {
        match &self.filling.sent_back {
            Some(SentBack { unseen: true, .. }) => "review.unseen-help",
            Some(SentBack { all: true, .. }) => "review.asked-help",
            _ if self.filling.again => "review.again",
            _ => "review.help",
        }
    }

    /// What is asked for, in the clerk's words.
    fn clerk(&self, ctx: &Context, back: &SentBack) -> Vec<Node<Message>> {
        let reasons = back.reason.iter().chain(back.fields.iter().map(|(_, reason)| reason));
        let told = reasons.enumerate().map(|(at, reason)| {
            let words = ctx.words_with("question.reason", &[("reason", ctx.local(reason).into())]);
            Node::notice(format!("review.reason-{}", at + 1), Tone::Info, Live::Off, words).language(ctx.language_of(reason))
        });
        ctx.telling(self.filling.service.private, told.collect())
    }

    /// Every answer, in the groups one thinks in: 谁来办, 办什么、谁的, 怎么领.
    fn answers(&self, ctx: &Context) -> Vec<Node<Message>> {
        let mut nodes = Vec::new();
        let mut part = None;
        for question in self.filling.asked() {
            let of = Part::of(&question.key);
            if self.filling.sent_back.is_none() && part != Some(of) {
                part = Some(of);
                nodes.push(ctx.heading(heading(of), 2));
            }
            nodes.push(self.fact(ctx, question));
        }
        nodes
    }

    fn send(&self, ctx: &Context) -> Node<Message> {
        let send = ctx.button("review.send", Weight::Primary, Message::SendPressed).icon(Icon::Next);
        match ctx.attribute("review.send", "disabled").filter(|_| self.is_filing()) {
            Some(why) => send.disabled(why),
            None => send,
        }
    }

    /// A line with its own 改. A secret is shown behind its mask and spoken as 已填好 (P1, P2).
    fn fact(&self, ctx: &Context, question: &Asked) -> Node<Message> {
        let label = ctx.local(&question.label);
        let written = self.filling.written(&question.key);
        let private = self.filling.names_private(question);
        let id = format!("review.{}", question.key);
        // All of the same width, and told apart by ear.
        let words = ctx.words("review.change");
        let change = Node::button(format!("{id}-change"), Weight::Quiet, words, Message::ChangePressed(question.key.clone()))
            .spoken(ctx.words_with("review.change-spoken", &[("label", ctx.name_aloud(private, label).into())]));
        let empty = if self.filling.is_unseen() { "review.unseen" } else { "review.empty" };
        let shown = if written.is_empty() { ctx.words(empty) } else { answer::shown(ctx, question, written) };
        let fact = answer::named(Node::fact(id, label, &shown), question, &shown);
        let mut fact = ctx.naming(private, fact);
        if question.secret.is_some() && !written.is_empty() {
            fact = fact.spoken(ctx.words_with("review.filled", &[("label", label.into())]));
        }
        match question.doubt(written) {
            Some(doubt) => fact.description(ctx.texts.get(fault::doubt_id(doubt))),
            None => fact,
        }
        .child(change)
    }
}

const fn heading(part: Part) -> &'static str {
    match part {
        Part::Who => "review.part-who",
        Part::Matter => "review.part-matter",
        Part::Handout => "review.part-handout",
    }
}

/// The same was handed in before and is under way: 看办到哪了 is the main act, 还要再交一份 is there too.
fn already(ctx: &Context, failure: &Failure) -> Vec<Node<Message>> {
    let words = match failure.existing {
        Some((_, filed)) => {
            let day = ctx.texts.day(filed.to_zoned(zone(ctx)).date());
            ctx.words_with("review.already-on", &[("day", day.into())])
        }
        None => ctx.words("review.already"),
    };
    vec![
        Node::notice("review.already", Tone::Info, Live::Assertive, words),
        ctx.button("review.once-more", Weight::Plain, Message::OnceMorePressed),
    ]
}

/// The service is not offered here any more: where to go, and that nothing is lost.
fn withdrawn(ctx: &Context) -> Vec<Node<Message>> {
    let mut nodes = vec![Node::notice("review.withdrawn", Tone::Danger, Live::Assertive, ctx.words("review.withdrawn"))];
    nodes.extend(ctx.text("review.withdrawn-help"));
    nodes.extend(whom_to_ask(ctx));
    nodes
}

/// Which window, and the telephone.
fn whom_to_ask(ctx: &Context) -> [Node<Message>; 2] {
    let place = &ctx.institution;
    let window = Node::fact("review.ask-window", ctx.words("review.ask-window"), ctx.local(&place.window));
    [
        window.language(ctx.language_of(&place.window)).icon(Icon::Person),
        Node::fact("review.ask-phone", ctx.words("review.ask-phone"), place.phone.clone()).icon(Icon::Phone),
    ]
}

#[cfg(test)]
mod tests;
