//! The way through the screens: forward, back, home; what was written in a form stays wherever one goes.

use iced::Task;

use super::{App, Message};
use crate::screen::frame::Act;
use crate::screen::{self, Destination, Screen, ScreenId};

impl App {
    pub(super) fn frame_act(&mut self, act: Act) -> Task<Message> {
        self.handle(Message::Screen(screen::Message::Frame(act)))
    }

    pub(super) fn open(&mut self, destination: Destination) -> Task<Message> {
        if destination == Destination::Settings {
            self.keep_listened();
        }
        let replaces = destination.replaces();
        let (screen, action) = Screen::open(destination);
        self.show(screen, replaces);
        self.act(action)
    }

    /// Puts a screen in front; what it does not replace, 返回 leads back to.
    pub(super) fn show(&mut self, screen: Screen, replaces: bool) {
        self.put_down();
        let mut left = std::mem::replace(&mut self.screen, screen);
        left.put_by();
        if !(replaces && matches!(left.id(), ScreenId::Question | ScreenId::Review)) {
            self.history.push(left);
        }
    }

    pub(super) fn back(&mut self) -> Task<Message> {
        if self.options.kiosk && self.screen.id() == ScreenId::Receipt {
            return self.home();
        }
        self.put_down();
        match self.history.pop() {
            Some(screen) => {
                self.screen = screen;
                let action = self.screen.resume();
                self.act(action)
            }
            None => self.home(),
        }
    }

    /// The first screen. In a hall whoever leaves a receipt behind is done: the next press may be somebody else's.
    pub(super) fn home(&mut self) -> Task<Message> {
        self.put_down();
        let had_receipt = self.history.iter().chain([&self.screen]).any(|screen| screen.id() == ScreenId::Receipt);
        if self.options.kiosk && had_receipt {
            self.new_person();
        }
        self.history.clear();
        self.screen = Screen::home();
        self.gentle = false;
        let action = self.screen.resume();
        self.act(action)
    }
}
