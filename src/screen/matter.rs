//! One matter: where it is now, who holds it and until when; what was, and what is still to come; what its owner can do.

mod asked;
mod timeline;

use uuid::Uuid;

use super::bundle::{self, Sending};
use super::filed::{call, handout, numbers, papers, whose};
use super::loaded::{failed, past, waiting};
use super::{Action, Context, Destination, Loaded, Request};
use crate::domain::application::{Act, Matter as Filed, Occasion, Stage};
use crate::domain::failure::{Failure, FailureKind};
use crate::domain::form::Form;
use crate::domain::service::Manner;
use crate::semantic::{Icon, Live, Node, Page, Tone, Weight};

/// 办到哪了
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matter {
    file: Uuid,
    matter: Loaded<Box<Filed>>,
    /// Its form: the names of what is to be mended.
    form: Option<Box<Form>>,
    withdrawal: Withdrawal,
    /// Of what several departments get: those that have not taken theirs.
    sending: Sending,
    /// What was asked for has just been handed in.
    mended: bool,
}

/// How far one is with not going on (撤回).
#[derive(Debug, Clone, PartialEq, Eq)]
enum Withdrawal {
    None,
    /// 真的不办了吗？
    Asking,
    Waiting,
    Failed(Failure),
    Done,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Message {
    MatterLoaded(Uuid, Box<Result<Filed, Failure>>),
    FormLoaded(Box<Result<Form, Failure>>),
    AgainPressed,
    MendPressed,
    WithdrawPressed,
    WithdrawConfirmed,
    KeepPressed,
    RatePressed,
    SendPressed,
    Sent(Uuid, Box<Result<Filed, Failure>>),
    OtherPressed(Uuid),
}

impl Matter {
    /// A matter, to be asked for.
    pub const fn new(file: Uuid) -> (Self, Action) {
        let matter =
            Self { file, matter: Loaded::Waiting, form: None, withdrawal: Withdrawal::None, sending: Sending::None, mended: false };
        (matter, Action::Load(Request::Matter(file)))
    }

    /// A matter that is already here.
    pub fn known(matter: Box<Filed>) -> (Self, Action) {
        let mut screen = Self { file: matter.file, ..Self::new(matter.file).0 };
        let action = screen.ready(matter);
        (screen, action)
    }

    /// A matter for which was just handed in what was asked for.
    pub fn mended(matter: Box<Filed>) -> (Self, Action) {
        let (screen, action) = Self::known(matter);
        (Self { mended: true, ..screen }, action)
    }

    /// To be asked for anew when it comes back to the front: it may have moved on.
    pub fn resume(&self) -> Action {
        match self.matter {
            Loaded::Ready(_) if self.sending == Sending::Waiting => Action::Load(Request::SendParts(self.file)),
            Loaded::Waiting | Loaded::Ready(_) => Action::Load(Request::Matter(self.file)),
            Loaded::Failed(_) => Action::None,
        }
    }

    /// 返回 takes the question back.
    pub fn back(&mut self) -> bool {
        let asking = self.withdrawal == Withdrawal::Asking;
        if asking {
            self.withdrawal = Withdrawal::None;
        }
        asking
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Sent(file, answer) if file == self.file => {
                self.sending = Sending::answered(&answer);
                return self.loaded(*answer);
            }
            Message::MatterLoaded(file, answer) if file == self.file => return self.loaded(*answer),
            Message::MatterLoaded(..) | Message::Sent(..) => {}
            Message::FormLoaded(form) => self.form = form.ok().map(Box::new),
            Message::AgainPressed => {
                if let Loaded::Failed(failure) = &self.matter
                    && let Some(past) = past(failure)
                {
                    return past;
                }
                self.matter = Loaded::Waiting;
                return Action::Load(Request::Matter(self.file));
            }
            Message::MendPressed => {
                if let Loaded::Ready(matter) = &self.matter {
                    return Action::Mend(matter.clone());
                }
            }
            Message::WithdrawPressed => (self.withdrawal, self.mended) = (Withdrawal::Asking, false),
            Message::WithdrawConfirmed => {
                if let Withdrawal::Failed(failure) = &self.withdrawal
                    && let Some(past) = past(failure)
                {
                    return past;
                }
                self.withdrawal = Withdrawal::Waiting;
                return Action::Load(Request::Withdraw(self.file));
            }
            Message::KeepPressed => self.withdrawal = Withdrawal::None,
            Message::SendPressed => {
                if let Sending::Failed(failure) = &self.sending
                    && let Some(past) = past(failure)
                {
                    return past;
                }
                self.sending = Sending::Waiting;
                return Action::Load(Request::SendParts(self.file));
            }
            Message::OtherPressed(file) => return Action::Go(Destination::Matter(file)),
            Message::RatePressed => {
                if let Loaded::Ready(matter) = &self.matter {
                    return Action::Go(Destination::Rate(matter.clone(), Occasion::Completed));
                }
            }
        }
        Action::None
    }

    fn loaded(&mut self, answer: Result<Filed, Failure>) -> Action {
        match answer {
            Ok(matter) => {
                if matter.stage == Stage::Withdrawn && self.withdrawal != Withdrawal::None {
                    self.withdrawal = Withdrawal::Done;
                }
                self.ready(Box::new(matter))
            }
            Err(failure) if self.withdrawal == Withdrawal::Waiting => {
                // It has moved on: where to is asked at once.
                let moved = failure.kind == FailureKind::TooLate;
                self.withdrawal = Withdrawal::Failed(failure);
                if moved { Action::Load(Request::Matter(self.file)) } else { Action::None }
            }
            // What is shown stays, rather than that one sees nothing.
            Err(_) if matches!(self.matter, Loaded::Ready(_)) => Action::None,
            Err(failure) => {
                self.matter = Loaded::Failed(failure);
                Action::None
            }
        }
    }

    /// It is here; where answers are to be mended, the form tells what they are called.
    fn ready(&mut self, matter: Box<Filed>) -> Action {
        let fields = self.form.is_none() && matter.demand.as_ref().is_some_and(|demand| !demand.fields.is_empty());
        let service = matter.service;
        self.matter = Loaded::Ready(matter);
        if fields { Action::Load(Request::Form(service)) } else { Action::None }
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        let state = if self.withdrawal == Withdrawal::Asking { "withdraw" } else { "" };
        let mut page = Page::new("matter", format!("{}{state}", self.file), ctx.words("matter.title"), ctx.texts.language());
        match &self.matter {
            Loaded::Ready(matter) if self.withdrawal == Withdrawal::Asking => page.content = ask_back(ctx, matter),
            Loaded::Ready(matter) => self.tell(ctx, matter, &mut page),
            Loaded::Waiting => page.content = vec![ctx.heading("matter.waiting", 1), waiting(ctx)],
            Loaded::Failed(failure) => {
                page.content.push(ctx.heading("matter.waiting", 1));
                page.content.extend(failed(ctx, failure, "error.safe", Message::AgainPressed));
            }
        }
        page
    }

    fn tell(&self, ctx: &Context, matter: &Filed, page: &mut Page<Message>) {
        page.result = self.mended || self.withdrawal == Withdrawal::Done;
        page.content.push(name(ctx, matter));
        if self.mended {
            page.content.push(Node::notice("matter.mended", Tone::Success, Live::Assertive, ctx.words("matter.mended")));
        }
        page.content.extend(self.withdrawn(ctx));
        if matter.demo {
            page.content.push(Node::notice("matter.demo", Tone::Info, Live::Off, ctx.words("matter.demo")));
        }
        if matter.parts.is_empty() {
            page.content.extend(whole(ctx, matter));
            page.content.extend(asked::demanded(ctx, matter, self.form.as_deref()));
            let steps = timeline::steps(ctx, matter);
            page.content.push(Node::timeline("matter.timeline", ctx.words("matter.timeline"), steps));
        } else {
            self.together(ctx, matter, page);
        }
        page.content.extend(papers(ctx, matter));
        page.content.extend(asked::refusal(ctx, matter));
        page.content.extend(handout(ctx, matter).into_iter().filter(|_| !matter.stage.ended() || matter.stage == Stage::Completed));
        page.content.extend(numbers(ctx, "matter.number", matter));
        page.content.extend(whose(ctx, matter));
        page.content.push(call(ctx, "matter.call"));
        // Of several things in one go one is asked once, how all of it was.
        let done = matter.stage == Stage::Completed && matter.whole.is_none();
        if done && matter.manner == Manner::Plain && matter.rated.on(Occasion::Completed).is_none() {
            page.content.push(ctx.button("matter.rate", Weight::Plain, Message::RatePressed).icon(Icon::Person));
        }
        if matter.parts.is_empty() && matter.stage.after(Act::Withdraw).is_some() && self.withdrawal != Withdrawal::Waiting {
            page.content.push(ctx.button("matter.withdraw", Weight::Quiet, Message::WithdrawPressed));
        }
        if matter.parts.is_empty() && matter.stage.waits_for_owner() {
            page.actions.push(mend(ctx, Message::MendPressed));
        }
    }

    /// Several things in one go: what is asked of their owner before all, what is not sent yet, and each with where it is.
    fn together(&self, ctx: &Context, matter: &Filed, page: &mut Page<Message>) {
        page.content.extend(self.sending.told(ctx, matter, Message::SendPressed));
        let send = |weight| self.sending.button(ctx, matter, weight, Message::SendPressed);
        match bundle::asking(matter) {
            Some(part) => {
                page.content.extend(send(Weight::Plain));
                page.actions.push(mend(ctx, Message::OtherPressed(part.file)));
            }
            None => page.actions.extend(send(Weight::Primary)),
        }
        page.content.extend(bundle::lines(ctx, matter, Message::OtherPressed));
    }

    /// What has become of not going on.
    fn withdrawn(&self, ctx: &Context) -> Vec<Node<Message>> {
        match &self.withdrawal {
            Withdrawal::None | Withdrawal::Asking => Vec::new(),
            Withdrawal::Waiting => vec![Node::notice("matter.withdrawing", Tone::Info, Live::Polite, ctx.words("matter.withdrawing"))],
            Withdrawal::Failed(failure) => failed(ctx, failure, "matter.goes-on", Message::WithdrawConfirmed),
            Withdrawal::Done => vec![Node::notice("matter.withdrawn", Tone::Success, Live::Assertive, ctx.words("matter.withdrawn"))],
        }
    }
}

/// That it is one of several things done in one go, and the way to all of them.
fn whole(ctx: &Context, matter: &Filed) -> Vec<Node<Message>> {
    let Some(whole) = matter.whole else { return Vec::new() };
    let mut nodes = ctx.text("matter.part");
    nodes.push(ctx.button("matter.whole", Weight::Plain, Message::OtherPressed(whole)).icon(Icon::All));
    nodes
}

/// 去补
fn mend(ctx: &Context, message: Message) -> Node<Message> {
    ctx.button("matter.mend", Weight::Primary, message).icon(Icon::Next)
}

fn name<M>(ctx: &Context, matter: &Filed) -> Node<M> {
    let name = Node::heading("matter.name", 1, ctx.local(&matter.service_name)).language(ctx.language_of(&matter.service_name));
    ctx.naming(matter.private, name)
}

/// 真的不办了吗？
fn ask_back(ctx: &Context, matter: &Filed) -> Vec<Node<Message>> {
    let mut nodes = vec![ctx.heading("matter.withdraw-question", 1)];
    let name = Node::text("matter.name", ctx.local(&matter.service_name)).language(ctx.language_of(&matter.service_name));
    nodes.push(ctx.naming(matter.private, name));
    nodes.extend(ctx.text("matter.withdraw-help"));
    nodes.push(ctx.button("matter.keep", Weight::Plain, Message::KeepPressed));
    nodes.push(ctx.button("matter.withdraw-yes", Weight::Plain, Message::WithdrawConfirmed));
    nodes
}

#[cfg(test)]
mod tests;
