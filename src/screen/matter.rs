//! One matter: where it is now, who holds it and until when; what was, and what is still to come.

use uuid::Uuid;

use super::loaded::{failed, waiting, zone};
use super::parts::sentences;
use super::receipt::number;
use super::{Action, Context, Loaded, Request};
use crate::domain::application::{Matter as Filed, Stage, Step};
use crate::domain::failure::Failure;
use crate::semantic::{Icon, Live, Node, Page, StepState, Tone};

/// 办到哪了
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matter {
    file: Uuid,
    matter: Loaded<Box<Filed>>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Message {
    MatterLoaded(Uuid, Box<Result<Filed, Failure>>),
    AgainPressed,
}

impl Matter {
    /// A matter, to be asked for.
    pub const fn new(file: Uuid) -> (Self, Action) {
        (Self { file, matter: Loaded::Waiting }, Action::Load(Request::Matter(file)))
    }

    /// What it still waits for, to be asked again when it comes back to the front.
    pub fn resume(&self) -> Action {
        match self.matter {
            Loaded::Waiting => Action::Load(Request::Matter(self.file)),
            Loaded::Ready(_) | Loaded::Failed(_) => Action::None,
        }
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::MatterLoaded(file, answer) if file == self.file => {
                self.matter = answer.map(Box::new).into();
                Action::None
            }
            Message::MatterLoaded(..) => Action::None,
            Message::AgainPressed => {
                self.matter = Loaded::Waiting;
                Action::Load(Request::Matter(self.file))
            }
        }
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        let mut page = Page::new("matter", self.file.to_string(), ctx.words("matter.title"), ctx.texts.language());
        match &self.matter {
            Loaded::Ready(matter) => page.content = content(ctx, matter),
            Loaded::Waiting => page.content = vec![ctx.heading("matter.waiting", 1), waiting(ctx)],
            Loaded::Failed(failure) => {
                page.content.push(ctx.heading("matter.waiting", 1));
                page.content.extend(failed(ctx, failure, "error.safe", Message::AgainPressed));
            }
        }
        page
    }
}

fn content<M>(ctx: &Context, matter: &Filed) -> Vec<Node<M>> {
    let mut nodes = vec![Node::heading("matter.name", 1, ctx.local(&matter.service_name)).language(ctx.language_of(&matter.service_name))];
    if matter.demo {
        nodes.push(Node::notice("matter.demo", Tone::Info, Live::Off, ctx.words("matter.demo")));
    }
    nodes.push(Node::timeline("matter.timeline", ctx.words("matter.timeline"), timeline(ctx, matter)));
    nodes.push(number(ctx, "matter.number", matter));
    nodes.push(Node::fact("matter.call", ctx.words("matter.call"), ctx.institution.phone.clone()).icon(Icon::Phone));
    nodes
}

/// What was, what is, what is usually still to come.
fn timeline<M>(ctx: &Context, matter: &Filed) -> Vec<Node<M>> {
    let (past, last) = match matter.steps.split_last() {
        Some((last, past)) if last.stage == matter.stage => (past, Some(last)),
        _ => (matter.steps.as_slice(), None),
    };
    let mut steps: Vec<Node<M>> = past.iter().enumerate().map(|(at, step)| done(ctx, at + 1, step)).collect();
    steps.push(now(ctx, matter, last));
    steps.extend(ahead(matter.stage).iter().enumerate().map(|(at, stage)| to_come(ctx, at + 1, *stage)));
    steps
}

fn done<M>(ctx: &Context, at: usize, step: &Step) -> Node<M> {
    let id = words_of(step.stage);
    let words = ctx.attribute(&id, "done").unwrap_or_else(|| ctx.words(&id));
    let node = Node::step(format!("matter.step-{at}"), StepState::Done, words).description(day(ctx, step));
    below(node, step.note.iter().flat_map(|note| ctx.told(&format!("matter.step-{at}-note"), note)))
}

/// The step at hand: since when, what it means, who holds it, until when.
fn now<M>(ctx: &Context, matter: &Filed, step: Option<&Step>) -> Node<M> {
    let mut node = Node::step("matter.step-now", StepState::Now, ctx.words(&words_of(matter.stage)));
    node.description = step.map(|step| day(ctx, step));
    node = below(node, sentences("matter.help", &ctx.words(&format!("stage-help-{}", matter.stage.name()))));
    if let Some(note) = step.and_then(|step| step.note.as_ref()) {
        node = below(node, ctx.told("matter.step-now-note", note));
    }
    if let Some(holder) = &matter.holder {
        let words = ctx.words_with("matter.holder", &[("holder", ctx.local(holder).into())]);
        node = node.child(Node::text("matter.holder", words).language(ctx.language_of(holder)));
    }
    if let Some(promised) = matter.promised {
        node = node.child(Node::text("matter.by", ctx.words_with("matter.by", &[("date", ctx.date(promised).into())])));
    }
    node
}

fn to_come<M>(ctx: &Context, at: usize, stage: Stage) -> Node<M> {
    let id = words_of(stage);
    let words = ctx.attribute(&id, "ahead").unwrap_or_else(|| ctx.words(&id));
    Node::step(format!("matter.step-ahead-{at}"), StepState::ToCome, words)
}

/// What usually comes after a stage.
fn ahead(stage: Stage) -> &'static [Stage] {
    let passed = match stage {
        Stage::Received | Stage::Correction => 1,
        Stage::Accepted => 2,
        Stage::UnderReview | Stage::Supplement | Stage::Suspended => 3,
        Stage::Approved => 4,
        Stage::NotAccepted | Stage::Refused | Stage::Completed | Stage::Withdrawn => Stage::USUAL.len(),
    };
    &Stage::USUAL[passed..]
}

fn below<M>(node: Node<M>, children: impl IntoIterator<Item = Node<M>>) -> Node<M> {
    children.into_iter().fold(node, Node::child)
}

fn words_of(stage: Stage) -> String {
    format!("stage-{}", stage.name())
}

fn day(ctx: &Context, step: &Step) -> String {
    ctx.date(step.at.to_zoned(zone(ctx)).date())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::failure::FailureKind;
    use crate::domain::settings::Locale;
    use crate::screen::presets::{context, samples};
    use crate::semantic::Kind;

    fn states(matter: Filed) -> Vec<StepState> {
        let (mut screen, _) = Matter::new(matter.file);
        screen.update(Message::MatterLoaded(matter.file, Box::new(Ok(matter))));
        let page = screen.page(&context(Locale::ZhCn).unwrap());
        page.nodes().into_iter().filter_map(|(_, node)| if let Kind::Step(state) = node.kind { Some(state) } else { None }).collect()
    }

    #[test]
    fn every_stage_has_one_step_that_is_now() {
        for stage in Stage::ALL {
            let states = states(samples().unwrap().matter(stage));
            assert_eq!(states.iter().filter(|state| **state == StepState::Now).count(), 1, "{stage:?}");
            assert!(!stage.ended() || states.last() == Some(&StepState::Now), "{stage:?}");
        }
    }

    #[test]
    fn a_stage_that_comes_twice_is_told_twice() {
        let mut matter = samples().unwrap().matter(Stage::Correction);
        matter.steps.push(Step { stage: Stage::Received, ..matter.steps[0].clone() });
        matter.stage = Stage::Received;
        assert_eq!(states(matter)[..3], [StepState::Done, StepState::Done, StepState::Now]);
    }

    #[test]
    fn an_answer_about_another_matter_is_dropped() {
        let (mut matter, _) = Matter::new(Uuid::nil());
        matter.update(Message::MatterLoaded(Uuid::max(), Box::new(Err(Failure::new(FailureKind::Missing)))));
        assert_eq!(matter.matter, Loaded::Waiting);
    }
}
