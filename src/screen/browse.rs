//! 全部事项: the doors of what happens in a life, and behind a button each the departments and the letters of names.

use super::loaded::{as_of, failed, waiting};
use super::{Action, Context, Destination, Loaded, Request};
use crate::domain::failure::Failure;
use crate::domain::request::{DIGITS, Dated, Department, Letter, Query};
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
    /// A, B, C …: 按拼音找
    Letters(Loaded<Dated<Vec<Letter>>>),
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
    LettersPressed,
    LettersLoaded(Result<Dated<Vec<Letter>>, Failure>),
    LetterPressed(char),
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
            Self::Letters(Loaded::Waiting) => Action::Load(Request::Letters),
            Self::Doors | Self::Departments(_) | Self::Letters(_) => Action::None,
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
            Message::LettersPressed => {
                *self = Self::Letters(Loaded::Waiting);
                Action::Load(Request::Letters)
            }
            Message::LettersLoaded(answer) => {
                if let Self::Letters(letters) = self {
                    *letters = answer.into();
                }
                Action::None
            }
            Message::LetterPressed(initial) => {
                let query = Query { initial: Some(initial), ..Query::default() };
                Action::Go(Destination::Found(query, String::new()))
            }
        }
    }

    /// From the departments or letters back to the doors.
    pub fn back(&mut self) -> bool {
        let inside = !matches!(self, Self::Doors);
        *self = Self::Doors;
        inside
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        let state = match self {
            Self::Doors => "",
            Self::Departments(_) => "departments",
            Self::Letters(_) => "letters",
        };
        let mut page = Page::new("browse", state, ctx.words("browse.title"), ctx.texts.language());
        match self {
            Self::Doors => page.content = doors(ctx),
            Self::Departments(departments) => {
                page.content.push(ctx.heading("browse.departments-question", 1));
                page.content.extend(self::departments(ctx, departments));
            }
            Self::Letters(letters) => {
                page.content.push(ctx.heading("browse.letters-question", 1));
                page.content.extend(self::letters(ctx, letters));
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
        ctx.button("browse.letters", Weight::Plain, Message::LettersPressed).icon(Icon::Search),
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

fn letters(ctx: &Context, letters: &Loaded<Dated<Vec<Letter>>>) -> Vec<Node<Message>> {
    match letters {
        Loaded::Waiting => vec![waiting(ctx)],
        Loaded::Failed(failure) => failed(ctx, failure, "error.safe", Message::LettersPressed),
        Loaded::Ready(dated) if dated.value.is_empty() => ctx.text("browse.letters-empty"),
        Loaded::Ready(dated) => {
            let (digits, letters): (Vec<Letter>, Vec<Letter>) = dated.value.iter().partition(|letter| letter.initial == DIGITS);
            let cards = letters.into_iter().chain(digits).map(|letter| of_letter(ctx, letter)).collect();
            let mut nodes = ctx.text("browse.letters-help");
            nodes.extend(as_of(ctx, dated));
            nodes.push(Node::cards("browse.letters-list", ctx.words("browse.letters-list"), 4, cards));
            nodes
        }
    }
}

fn of_letter(ctx: &Context, letter: Letter) -> Node<Message> {
    let count = ctx.words_with("browse.department-count", &[("count", letter.services.into())]);
    let name = if letter.initial == DIGITS { ctx.words("browse.digits") } else { letter.initial.to_string() };
    Node::card(format!("browse.letter-{}", letter.initial.to_ascii_lowercase()), name, Message::LetterPressed(letter.initial))
        .description(count)
}

/// How the list behind a letter is headed: A 开头的.
pub(super) fn initial(ctx: &Context, initial: char) -> String {
    if initial == DIGITS {
        return ctx.words("browse.digits");
    }
    ctx.words_with("browse.initial", &[("letter", initial.to_string().into())])
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
    fn a_letter_leads_to_what_begins_with_it() {
        let ctx = context(Locale::ZhCn).unwrap();
        let (mut browse, _) = Browse::new();
        assert_eq!(browse.update(Message::LettersPressed, &ctx), Action::Load(Request::Letters));
        assert_eq!(browse.resume(), Action::Load(Request::Letters));
        browse.update(Message::DepartmentsLoaded(Ok(Dated::fresh(Vec::new()))), &ctx);
        assert_eq!(browse, Browse::Letters(Loaded::Waiting), "not what was asked for");
        let letters = vec![Letter { initial: DIGITS, services: 2 }, Letter { initial: 'Y', services: 7 }];
        browse.update(Message::LettersLoaded(Ok(Dated::fresh(letters))), &ctx);
        let page = browse.page(&ctx);
        let y = page.find(&"browse.letter-y".into()).unwrap();
        assert_eq!((y.name.as_str(), y.description.as_deref()), ("Y", Some("有 7 件事")));
        assert_eq!(page.find(&"browse.letter-0".into()).unwrap().name, "数字开头的");
        let Action::Go(Destination::Found(query, _)) = browse.update(Message::LetterPressed('Y'), &ctx) else { panic!("not found") };
        assert_eq!(query.initial, Some('Y'));
        assert!(browse.back() && !browse.back());
    }

    #[test]
    fn a_late_answer_does_not_leave_the_doors() {
        let ctx = context(Locale::ZhCn).unwrap();
        let (mut browse, _) = Browse::new();
        browse.update(Message::DepartmentsLoaded(Ok(Dated { value: Vec::new(), as_of: None })), &ctx);
        assert_eq!(browse, Browse::Doors);
    }
}
