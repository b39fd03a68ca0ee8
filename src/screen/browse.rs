//! 全部事项: the doors of what happens in a life, and behind a button the departments.

use super::loaded::{as_of, failed, waiting};
use super::{Action, Context, Destination, Loaded, Request};
use crate::domain::failure::Failure;
use crate::domain::request::{Dated, Department, Query};
use crate::domain::service::LifeEvent;
use crate::domain::text::LocalText;
use crate::semantic::{Icon, Node, Page, Weight};

/// 全部事项
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Browse {
    /// 退休了, 搬家了 …
    Doors,
    /// 市民政局 …
    Departments(Loaded<Dated<Vec<Department>>>),
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Message {
    DoorPressed(LifeEvent),
    BundlesPressed,
    DepartmentsPressed,
    DepartmentsLoaded(Result<Dated<Vec<Department>>, Failure>),
    DepartmentPressed(LocalText),
}

impl Browse {
    /// The doors.
    pub const fn new() -> (Self, Action) {
        (Self::Doors, Action::None)
    }

    /// What it still waits for, to be asked again when it comes back to the front.
    pub fn resume(&self) -> Action {
        match self {
            Self::Departments(Loaded::Waiting) => Action::Load(Request::Departments),
            Self::Doors | Self::Departments(_) => Action::None,
        }
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message, ctx: &Context) -> Action {
        match message {
            Message::DoorPressed(event) => {
                let query = Query { life_event: Some(event), ..Query::default() };
                Action::Go(Destination::Found(query, String::new()))
            }
            Message::BundlesPressed => Action::Go(Destination::Found(Query { bundles: true, ..Query::default() }, String::new())),
            Message::DepartmentsPressed => {
                *self = Self::Departments(Loaded::Waiting);
                Action::Load(Request::Departments)
            }
            Message::DepartmentsLoaded(answer) => {
                if let Self::Departments(departments) = self {
                    *departments = answer.into();
                }
                Action::None
            }
            Message::DepartmentPressed(name) => {
                let query = Query { department: Some(name.zh_cn.clone()), ..Query::default() };
                Action::Go(Destination::Found(query, ctx.local(&name).to_owned()))
            }
        }
    }

    /// From the departments back to the doors.
    pub fn back(&mut self) -> bool {
        let inside = matches!(self, Self::Departments(_));
        *self = Self::Doors;
        inside
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        let state = if matches!(self, Self::Doors) { "" } else { "departments" };
        let mut page = Page::new("browse", state, ctx.words("browse.title"), ctx.texts.language());
        match self {
            Self::Doors => page.content = doors(ctx),
            Self::Departments(departments) => {
                page.content.push(ctx.heading("browse.departments-question", 1));
                page.content.extend(self::departments(ctx, departments));
            }
        }
        page
    }
}

fn doors(ctx: &Context) -> Vec<Node<Message>> {
    let doors =
        LifeEvent::ALL.into_iter().map(|event| ctx.card(format!("browse.door-{}", event.name()), Message::DoorPressed(event))).collect();
    vec![
        ctx.heading("browse.question", 1),
        Node::cards("browse.doors", ctx.words("browse.doors"), 2, doors),
        ctx.button("browse.bundles", Weight::Plain, Message::BundlesPressed).icon(Icon::Mine),
        ctx.button("browse.departments", Weight::Plain, Message::DepartmentsPressed).icon(Icon::All),
    ]
}

fn departments(ctx: &Context, departments: &Loaded<Dated<Vec<Department>>>) -> Vec<Node<Message>> {
    match departments {
        Loaded::Waiting => vec![waiting(ctx)],
        Loaded::Failed(failure) => failed(ctx, failure, "error.safe", Message::DepartmentsPressed),
        Loaded::Ready(dated) if dated.value.is_empty() => ctx.text("browse.departments-empty"),
        Loaded::Ready(dated) => {
            let cards = dated.value.iter().enumerate().map(|(at, department)| card(ctx, at + 1, department)).collect();
            let mut nodes = as_of(ctx, dated);
            nodes.push(Node::cards("browse.departments-list", ctx.words("browse.departments-list"), 2, cards));
            nodes
        }
    }
}

fn card(ctx: &Context, at: usize, department: &Department) -> Node<Message> {
    let count = ctx.words_with("browse.department-count", &[("count", department.services.into())]);
    Node::card(format!("browse.department-{at}"), ctx.local(&department.name), Message::DepartmentPressed(department.name.clone()))
        .description(count)
        .language(ctx.texts.language())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::failure::FailureKind;
    use crate::domain::settings::Locale;
    use crate::screen::presets::{context, samples};

    #[test]
    fn departments_come_go_and_are_left_again() {
        let ctx = context(Locale::En).unwrap();
        let (mut browse, _) = Browse::new();
        assert!(!browse.back());
        assert_eq!(browse.update(Message::DepartmentsPressed, &ctx), Action::Load(Request::Departments));
        browse.update(Message::DepartmentsLoaded(Err(Failure::new(FailureKind::Slow))), &ctx);
        assert!(matches!(browse, Browse::Departments(Loaded::Failed(_))));
        let departments = samples().unwrap().departments();
        browse.update(Message::DepartmentsLoaded(Ok(Dated { value: departments.clone(), as_of: None })), &ctx);
        let Action::Go(Destination::Found(query, asked)) = browse.update(Message::DepartmentPressed(departments[0].name.clone()), &ctx)
        else {
            panic!("not found")
        };
        assert_eq!((query.department, asked), (Some(departments[0].name.zh_cn.clone()), "Civil Affairs Bureau".to_owned()));
        assert!(browse.back());
        assert_eq!(browse, Browse::Doors);
    }

    #[test]
    fn a_late_answer_does_not_leave_the_doors() {
        let ctx = context(Locale::ZhCn).unwrap();
        let (mut browse, _) = Browse::new();
        browse.update(Message::DepartmentsLoaded(Ok(Dated { value: Vec::new(), as_of: None })), &ctx);
        assert_eq!(browse, Browse::Doors);
    }
}
