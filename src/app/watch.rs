//! The window, and the time that passes: in a hall, whoever has gone leaves nothing behind (E1, P3).

use std::time::Instant;

use iced::Task;
use iced::window::Event;

use super::{App, LIMIT, Message, WARNING};
use crate::session::{Idle, State};

impl App {
    pub(super) fn window_event(&mut self, event: Event) -> Task<Message> {
        match event {
            Event::Opened { size, position } => {
                self.window = size;
                self.position = position.unwrap_or_default();
                return self.begin();
            }
            Event::Resized(size) => self.window = size,
            Event::Rescaled(scale) => self.scale = scale,
            Event::Moved(position) => self.position = position,
            Event::Focused | Event::Unfocused => {
                if let Some(bridge) = &mut self.bridge {
                    bridge.window_focused(event == Event::Focused);
                }
            }
            _ => {}
        }
        Task::none()
    }

    /// In a hall: whoever has gone leaves nothing behind (E1, P3).
    pub(super) fn ticked(&mut self, now: Instant) -> Task<Message> {
        self.scan_at(now);
        let state = self.idle.as_mut().map(|idle| idle.state(now));
        self.leaving = matches!(state, Some(State::Warning(_)));
        if state == Some(State::Over) { self.over() } else { self.ask_help(now) }
    }

    /// The session is over: what comes of its work is dropped, what was found is out of reach, what was written is gone.
    fn over(&mut self) -> Task<Message> {
        self.session += 1;
        self.idle = Some(Idle::new(LIMIT, WARNING));
        self.settings = self.options.settings;
        self.early.clear();
        self.called = None;
        self.services.new_person();
        self.services.narrator.hush(false);
        let task = self.home();
        self.greet();
        self.shelf.clear();
        task
    }

    pub(super) fn touched(&mut self) {
        self.leaving = false;
        if let Some(idle) = &mut self.idle {
            idle.touched((self.services.instant)());
        }
    }
}
