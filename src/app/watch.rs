//! The window, and the time that passes: in a hall, whoever has gone leaves nothing behind (E1, P3).

use std::time::Instant;

use iced::Task;
use iced::window::Event;

use super::{App, LIMIT, Message, WARNING};
use crate::screen::Aloud;
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
        // the chime has ended
        let _ = self.narrator();
        self.scan_at(now);
        self.ask_again(now);
        let state = self.idle.as_mut().map(|idle| idle.state(now));
        self.leaving = matches!(state, Some(State::Warning(_)));
        if state == Some(State::Over) { self.over() } else { self.ask_help(now) }
    }

    /// A screen reader speaks, or does so no more: our own voice gives way to it, and comes back.
    pub(super) fn gives_way(&mut self, reader: bool) {
        let spoke = self.speaks();
        self.listening.reader = reader;
        match (spoke, self.speaks()) {
            (true, false) => {
                self.listening.gave_way = true;
                self.narrator().hush(false);
            }
            (false, true) => {
                self.listening.gave_way = false;
                self.arrived = true;
                self.generation += 1;
            }
            _ => {}
        }
    }

    /// The session is over: how it looks and sounds is as at the start, and nothing of a person is left.
    fn over(&mut self) -> Task<Message> {
        self.idle = Some(Idle::new(LIMIT, WARNING));
        self.settings = self.options.settings;
        self.called = None;
        self.new_person();
        self.narrator().hush(false);
        let task = self.home();
        self.greet();
        // What stood on the screen was put down on the way.
        self.shelf.clear();
        task
    }

    /// Whoever comes now is another one: what comes of work begun before is dropped, what was filed and found is out of reach,
    /// what was written is gone. A call for help stays, unless its answer is dropped with the rest: pressed again, it is the same.
    pub(super) fn new_person(&mut self) {
        self.session += 1;
        self.early.clear();
        self.called = self.called.take().filter(|called| called.ticket.is_some());
        self.aloud = Aloud::No;
        self.services.new_person();
        self.shelf.clear();
    }

    /// The voice has ended, is held or lost: the time counts from now (E1).
    pub(super) fn fell_silent(&mut self) {
        self.silent();
        if let Some(idle) = &mut self.idle {
            idle.silent((self.services.instant)());
        }
    }

    pub(super) fn touched(&mut self) {
        self.leaving = false;
        self.listening.still.broken();
        if let Some(idle) = &mut self.idle {
            idle.touched((self.services.instant)());
        }
    }
}
