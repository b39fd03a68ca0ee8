//! What a person does: keys, touches, writing, and the same through a screen reader.

use iced::Task;

use super::{App, Message};
use crate::domain::settings::{Change, Lesson};
use crate::platform::accesskit::Request as Reader;
use crate::screen::Asked;
use crate::screen::frame::Act;
use crate::screen::keyboard::Message as Key;
use crate::semantic::{Direction, Focus, Layout, Node, NodeId, PAGER_NEXT, PAGER_PREVIOUS};
use crate::ui::{self, Intent};

impl App {
    pub(super) fn happened(&mut self, event: ui::Event) -> Task<Message> {
        match event {
            ui::Event::Intent(intent) => {
                self.first(Self::lesson_of(intent));
                self.intent(intent)
            }
            ui::Event::Activated(id) => {
                self.first(Lesson::Touch);
                self.press(&id)
            }
            ui::Event::Written(id, text) => self.write(&id, text),
            ui::Event::Pressed(id) => {
                if let Some(node) = id.as_ref().and_then(|id| self.page.find(id)) {
                    let message = node.on_press.clone();
                    self.silence_for(message.as_ref());
                }
                self.pressed = id;
                Task::none()
            }
            ui::Event::LaidOut(layout) => {
                self.laid_out(layout);
                Task::none()
            }
            ui::Event::Touched => {
                self.touched();
                Task::none()
            }
            ui::Event::Silenced => {
                self.silence();
                Task::none()
            }
        }
    }

    fn laid_out(&mut self, layout: Layout) {
        let first = self.layout.parts == 0;
        self.part = layout.part;
        self.layout = layout;
        let stands = self.focus.0.as_ref().and_then(|id| self.layout.part_of(id));
        if first && stands.is_some_and(|part| part != self.part) {
            // One begins with the question, not below it.
            self.focus = Focus(None);
        }
        self.reveal();
        if self.arrived && self.layout.generation == self.generation && self.layout.part == self.part {
            // The pager comes with the next page; its words are said with the content.
            self.arrived = false;
            self.refresh();
            self.tell_arrival();
            self.rest();
        }
    }

    fn intent(&mut self, intent: Intent) -> Task<Message> {
        let settings = self.settings;
        match intent {
            Intent::Next => self.step(Direction::Next),
            Intent::Previous => self.step(Direction::Previous),
            Intent::Activate => return self.activate(),
            Intent::Back => return self.frame_act(Act::Back),
            Intent::Help => return self.frame_act(Act::Help),
            Intent::Repeat => return self.frame_act(Act::Repeat),
            Intent::PartNext => self.turn(Direction::Next),
            Intent::PartPrevious => self.turn(Direction::Previous),
            Intent::Slower => self.change(Change::Slower),
            Intent::Faster => self.change(Change::Faster),
            Intent::Softer => self.change(Change::Softer),
            Intent::Louder => self.change(Change::Louder),
            Intent::Smaller => self.change(Change::Smaller),
            Intent::Larger => self.change(Change::Larger),
            Intent::Theme => self.change(Change::Theme(settings.theme.next())),
            Intent::Language => self.change(Change::Locale(settings.locale.next())),
            Intent::Pause => self.pause(),
            Intent::Move => self.go_on(false),
            Intent::Select => return self.select(),
            Intent::SentenceBack => self.asked(Asked::SentenceBack),
            Intent::SentenceOn => self.asked(Asked::SentenceOn),
            Intent::Where => self.asked(Asked::Where),
            Intent::Spell => self.asked(Asked::Spell),
        }
        Task::none()
    }

    /// Enter or Space on what has the focus.
    fn activate(&mut self) -> Task<Message> {
        let Some(id) = self.focus.0.clone() else {
            self.step(Direction::Next);
            return Task::none();
        };
        match self.page.find(&id).and_then(Node::field) {
            Some(_) if self.hand.keyboard.is_some() => self.keyboard(Key::DonePressed),
            Some(field) => field.on_submit.clone().map_or_else(Task::none, |message| self.accepted(message)),
            None => self.press(&id),
        }
    }

    /// A press accepted: by touch, key, switch or screen reader alike, looked up in the page by the node's id.
    pub(super) fn press(&mut self, id: &NodeId) -> Task<Message> {
        let Some(node) = self.page.find(id) else { return Task::none() };
        if node.focusable() {
            self.focus = Focus(Some(id.clone()));
        }
        match node.on_press.clone() {
            Some(message) => self.accepted(message),
            None => {
                self.tell_focus();
                Task::none()
            }
        }
    }

    fn accepted(&mut self, message: Message) -> Task<Message> {
        self.silence_for(Some(&message));
        self.services.click(&self.settings);
        self.handle(message)
    }

    fn write(&mut self, id: &NodeId, text: String) -> Task<Message> {
        if self.page.find(id).is_some_and(|node| node.field().is_some()) {
            self.focus = Focus(Some(id.clone()));
        }
        self.put(id, text)
    }

    /// Puts a text in a field, wherever the focus is.
    pub(super) fn put(&mut self, id: &NodeId, text: String) -> Task<Message> {
        let Some(field) = self.page.find(id).and_then(Node::field) else { return Task::none() };
        let (message, before) = ((field.on_input)(text.clone()), field.value.clone());
        self.tell_written(id, &before, &text);
        self.handle(message)
    }

    pub(super) fn step(&mut self, direction: Direction) {
        let part = self.part;
        self.focus = match direction {
            // After turning one goes on where one is.
            Direction::Next if self.focus.0.is_none() => self.first_shown(),
            _ => self.focus.step(&self.page, direction),
        };
        self.reveal();
        self.tell_focus();
        if self.part != part {
            // What stands around it on the part that came with it is told after it (S1).
            self.generation += 1;
            self.arrived = true;
        }
    }

    /// The first stop that can be seen.
    fn first_shown(&self) -> Focus {
        let stops = self.page.focusable();
        let shown = stops.into_iter().find(|node| self.layout.bounds(&node.id).is_some());
        Focus(shown.map(|node| node.id.clone()))
    }

    /// Turns to the part in which the focus stands (V9).
    pub(super) fn reveal(&mut self) {
        if let Some(part) = self.focus.0.as_ref().and_then(|id| self.layout.part_of(id)) {
            self.part = part;
        }
    }

    pub(super) fn turn(&mut self, direction: Direction) {
        let part = match direction {
            Direction::Next => (self.part + 1).min(self.layout.parts.saturating_sub(1)),
            Direction::Previous => self.part.saturating_sub(1),
        };
        if part != self.part {
            self.part = part;
            self.generation += 1;
            self.arrived = true;
            if !self.stays_in_sight() {
                self.focus = Focus(None);
            }
        }
    }

    /// Whether what has the focus can be seen whatever part is shown (V9): not the content, nor a pager at its end.
    fn stays_in_sight(&self) -> bool {
        let Some(id) = &self.focus.0 else { return true };
        match id.as_str() {
            PAGER_NEXT => self.part + 1 < self.layout.parts,
            PAGER_PREVIOUS => self.part > 0,
            _ => self.layout.part_of(id).is_none(),
        }
    }

    pub(super) fn reader(&mut self, request: Reader) -> Task<Message> {
        self.first(Lesson::Reader);
        match request {
            Reader::Press(id) => self.press(&id),
            Reader::Focus(id) => {
                if self.page.find(&id).is_some_and(Node::focusable) {
                    self.focus = Focus(Some(id));
                    self.tell_focus();
                }
                Task::none()
            }
            Reader::SetValue(id, value) => self.write(&id, value),
            Reader::Speaks(speaks) => {
                self.gives_way(speaks);
                Task::none()
            }
        }
    }
}
