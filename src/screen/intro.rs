//! 怎么用: a short introduction to each way of working the machine. It comes by itself when a way of switches is chosen
//! for the first time, and can be skipped; else it waits to be asked.

use super::{Action, Context, Destination};
use crate::domain::settings::Lesson;
use crate::semantic::{Icon, Node, Page, Weight};

/// 怎么用
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Intro {
    /// The one that is told; none: the list of all.
    lesson: Option<Lesson>,
    /// One came here for this one, not by the list.
    alone: bool,
}

/// What was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Message {
    Chosen(Lesson),
    PractisePressed,
    OnPressed,
}

impl Intro {
    /// The list of all, or this one alone.
    pub const fn new(lesson: Option<Lesson>) -> Self {
        Self { lesson, alone: lesson.is_some() }
    }

    /// What becomes of a message.
    pub fn update(&mut self, message: Message) -> Action {
        match message {
            Message::Chosen(lesson) => {
                self.lesson = Some(lesson);
                Action::None
            }
            Message::PractisePressed => Action::Go(Destination::Practise),
            Message::OnPressed if self.back() => Action::None,
            Message::OnPressed => Action::Back,
        }
    }

    /// From one to the list; false on the list, and where one came for this one alone.
    pub fn back(&mut self) -> bool {
        !self.alone && self.lesson.take().is_some()
    }

    /// The page.
    pub fn page(&self, ctx: &Context) -> Page<Message> {
        let mut page = Page::new("intro", self.lesson.map_or("", Lesson::name), ctx.words("intro.title"), ctx.texts.language());
        let Some(lesson) = self.lesson else {
            page.content.push(ctx.heading("intro.question", 1));
            let cards = Lesson::ALL.map(|lesson| ctx.card(format!("intro.{}", lesson.name()), Message::Chosen(lesson)).icon(icon(lesson)));
            page.content.push(Node::cards("intro.lessons", ctx.words("intro.question"), 3, cards.into()));
            page.content.push(ctx.button("intro.practise", Weight::Plain, Message::PractisePressed).icon(Icon::Shield));
            return page;
        };
        page.content.push(Node::heading("intro.told", 1, ctx.words(&format!("intro.{}", lesson.name()))));
        let key = |key: crate::domain::settings::SwitchKey| ctx.words(&format!("settings.key-{}", key.name()));
        let operation = ctx.settings.operation;
        let keys = [("move", key(operation.move_key).into()), ("select", key(operation.select_key).into())];
        page.content.extend(ctx.text_with(&format!("intro.told-{}", lesson.name()), &keys));
        page.content.push(ctx.button("intro.practise", Weight::Plain, Message::PractisePressed).icon(Icon::Shield));
        page.actions.push(ctx.button("intro.on", Weight::Primary, Message::OnPressed).icon(Icon::Done));
        page
    }
}

const fn icon(lesson: Lesson) -> Icon {
    match lesson {
        Lesson::Touch => Icon::Person,
        Lesson::Keys => Icon::Bring,
        Lesson::TwoSwitches => Icon::Cards,
        Lesson::OneSwitch => Icon::Clock,
        Lesson::Reader => Icon::Cover,
        Lesson::Ear => Icon::Repeat,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_that_came_by_itself_is_skipped_with_one_press() {
        assert_eq!(Intro::new(Some(Lesson::OneSwitch)).update(Message::OnPressed), Action::Back);
    }

    #[test]
    fn one_of_the_list_leads_back_to_the_list() {
        let mut intro = Intro::new(None);
        intro.update(Message::Chosen(Lesson::Ear));
        assert_eq!(intro.update(Message::OnPressed), Action::None);
        assert_eq!(intro, Intro::new(None));
    }
}
