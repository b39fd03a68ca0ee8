//! 人工帮助 in a hall: a person is called to this machine, once; it is asked every few seconds whether somebody comes,
//! while one goes on with what one was doing. Over with the session.

use std::time::{Duration, Instant};

use iced::Task;
use uuid::Uuid;

use super::{App, Message};
use crate::domain::failure::Failure;
use crate::domain::help::{HelpCall, HelpTicket};
use crate::screen::ScreenId;
use crate::screen::help::Call;

/// How often it is asked whether somebody comes.
pub(super) const EVERY: Duration = Duration::from_secs(3);
/// After so long one is told the telephone and the window.
const LATE: Duration = Duration::from_secs(120);

/// After so long who comes is here, and may be called again.
const HERE: Duration = Duration::from_secs(300);

/// A call, and what has become of it.
#[derive(Debug, Clone)]
pub(super) struct Called {
    call: Call,
    /// Known once the desk has it.
    pub(super) ticket: Option<Uuid>,
    /// Since when one waits: for somebody to take it, then for who comes.
    since: Instant,
    asked: Instant,
}

impl Called {
    /// What has become of it.
    pub const fn call(&self) -> &Call {
        &self.call
    }
    /// Whether nobody has taken it yet.
    pub const fn open(&self) -> bool {
        matches!(self.call, Call::Calling | Call::Waiting | Call::Late)
    }
}

impl App {
    /// Calls a person to this machine, unless one is called already.
    pub(super) fn call_help(&mut self) -> Task<Message> {
        let now = (self.services.instant)();
        if !self.options.kiosk || self.called.as_ref().is_some_and(|called| called.call.is_under_way()) {
            return Task::none();
        }
        if let Some(called) = self.called.as_mut().filter(|called| called.call == Call::Late) {
            // The desk has it already: one only waits anew.
            (called.call, called.since) = (Call::Waiting, now);
            return Task::none();
        }
        let mut called = Called { call: Call::Calling, ticket: None, since: now, asked: now };
        let Some(client) = self.services.client() else {
            called.call = Call::Failed;
            self.called = Some(called);
            return Task::none();
        };
        self.called = Some(called);
        let before = std::iter::once(&self.screen).chain(self.history.iter().rev());
        let mut others = before.clone().filter(|screen| screen.id() != ScreenId::Help);
        let call = HelpCall {
            kiosk: self.institution.machine().to_owned(),
            screen: others.next().map_or(ScreenId::Help, |screen| screen.id()).name().to_owned(),
            service: before.clone().find_map(|screen| screen.filling().map(|filling| filling.service.id)),
        };
        self.work(async move { Message::Helped(client.call_help(&call).await) })
    }

    /// The desk answered, or did not.
    pub(super) fn helped(&mut self, answer: Result<HelpTicket, Failure>) {
        let now = (self.services.instant)();
        let Some(called) = &mut self.called else { return };
        match answer {
            Ok(ticket) => {
                called.ticket = Some(ticket.id);
                match ticket.taken_by {
                    Some(name) => (called.call, called.since) = (Call::Taken(name), now),
                    None if called.call == Call::Calling => called.call = Call::Waiting,
                    None => {}
                }
            }
            // It was asked only what has become of it: it is asked again.
            Err(_) if called.ticket.is_some() => {}
            Err(_) => called.call = Call::Failed,
        }
    }

    /// Time passes: whether somebody comes.
    pub(super) fn ask_help(&mut self, now: Instant) -> Task<Message> {
        let Some(called) = &mut self.called else { return Task::none() };
        let waited = now.saturating_duration_since(called.since);
        match called.call {
            Call::Taken(_) if waited >= HERE => self.called = None,
            Call::Calling | Call::Waiting if waited >= LATE => called.call = Call::Late,
            _ => {}
        }
        let Some(called) = self.called.as_mut().filter(|called| called.open()) else { return Task::none() };
        let (Some(ticket), Some(client)) = (called.ticket, self.services.client()) else { return Task::none() };
        if now.saturating_duration_since(called.asked) < EVERY {
            return Task::none();
        }
        called.asked = now;
        self.work(async move { Message::Helped(client.help(ticket).await) })
    }
}
