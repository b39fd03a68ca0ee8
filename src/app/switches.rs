//! The hands (T4): two switches move and press, or time moves and one switch presses; the keys on the screen; and the
//! introduction to what one does for the first time. What the switches have lit has the focus, and is what is said.

use std::time::{Duration, Instant};

use iced::keyboard::key::Named;
use iced::{Subscription, Task};

use super::{App, Message};
use crate::domain::settings::{Change, Lesson, Operation, SwitchKey, Way};
use crate::screen::keyboard::{Keyboard, Message as Key};
use crate::screen::{Destination, Screen, ScreenId};
use crate::semantic::{Focus, Live, Node, NodeId, Rows, Scan, Urgency, Utterance, rows};
use crate::ui::{Hands, Intent, Switches};

/// Where the hands are.
#[derive(Default)]
pub(super) struct Hand {
    scan: Scan,
    lit: Vec<NodeId>,
    /// Since when what is lit can be pressed: from the end of what is said of it. None while it is being said.
    since: Option<Instant>,
    /// The keys on the screen, while they are there.
    pub(super) keyboard: Option<Keyboard>,
    /// What is done for the first time, to be said when nothing else is.
    lesson: Option<Lesson>,
}

impl App {
    /// What the switches have lit: a thing, or a row of them.
    pub fn lit(&self) -> &[NodeId] {
        &self.hand.lit
    }

    /// How the window is worked.
    pub(super) fn hands(&self) -> Hands<'_> {
        let operation = self.settings.operation;
        let go = (operation.way == Way::TwoSwitches).then(|| named(operation.move_key));
        let select = (operation.way != Way::Usual).then(|| named(operation.select_key));
        Hands { switches: Switches { go, select }, lit: &self.hand.lit, hold: Duration::from_millis(operation.hold.into()) }
    }

    /// The moving switch, or time.
    pub(super) fn go_on(&mut self, by_time: bool) {
        let rows = rows(&self.page, &self.layout);
        self.hand.scan.follow(&self.hand.lit, &rows);
        self.hand.scan.go(&rows, by_time);
        self.light(&rows);
    }

    /// The pressing switch. On a field it brings the keys to write with.
    pub(super) fn select(&mut self) -> Task<Message> {
        let rows = rows(&self.page, &self.layout);
        self.hand.scan.follow(&self.hand.lit, &rows);
        let Some(id) = self.hand.scan.select(&rows) else {
            self.light(&rows);
            return Task::none();
        };
        self.rest();
        let writes = self.page.find(&id).is_some_and(|node| node.field().is_some());
        let keys = NodeId::from("keyboard.open");
        let id = if writes && self.page.find(&keys).is_some() { keys } else { id };
        let task = self.press(&id);
        let generation = self.generation;
        self.refresh();
        if self.generation == generation && self.focus.is(&id) {
            self.hand.lit = self.hand.scan.lit(&rows).to_vec();
            self.focus = Focus(self.hand.lit.first().cloned());
        }
        task
    }

    /// Ring, voice and focus come to what is lit.
    fn light(&mut self, rows: &Rows) {
        let scan = self.hand.scan;
        self.hand.lit = scan.lit(rows).to_vec();
        self.focus = Focus(self.hand.lit.first().cloned());
        let texts = self.texts();
        match self.hand.lit.as_slice() {
            [] if scan.stopped() => self.say_of("page".into(), texts.get("app-scan-stopped")),
            [] => {}
            [one, ..] if scan.leads_out() => self.say_of(one.clone(), texts.get("app-row-out")),
            [_] => self.tell_focus(),
            [first, ..] => {
                let words = texts.with("app-row", &[("count", self.hand.lit.len().into()), ("names", self.names(&self.hand.lit).into())]);
                self.say_of(first.clone(), words);
            }
        }
        self.rest();
    }

    fn names(&self, nodes: &[NodeId]) -> String {
        let names: Vec<&str> = nodes.iter().filter_map(|id| self.page.find(id)).map(|node| node.name.as_str()).collect();
        names.join(if self.page.language.starts_with("zh") { "，" } else { ", " })
    }

    fn say_of(&mut self, node: NodeId, spoken: String) {
        let language = self.texts().language();
        self.say(vec![Utterance { node, language, text: String::new(), spoken, urgency: Urgency::Focus, names: Vec::new() }]);
    }

    /// The time of what is lit begins when its name was said; at once where nothing is said.
    pub(super) fn rest(&mut self) {
        let speaks = self.speaks() && self.trouble.is_none() && !self.paused;
        self.hand.since = (!speaks).then(|| (self.services.instant)());
    }

    /// Nothing is being said any more.
    pub(super) fn silent(&mut self) {
        self.hand.since.get_or_insert_with(self.services.instant);
    }

    /// Another page, or the focus was moved otherwise: the switches begin anew.
    pub(super) fn follow_focus(&mut self, same: bool) {
        if !same || (!self.hand.lit.is_empty() && self.hand.lit.first() != self.focus.0.as_ref()) {
            (self.hand.scan, self.hand.lit) = (Scan::default(), Vec::new());
        }
        // From these one comes back to where one wrote: the keys wait (U4).
        let aside =
            matches!(self.screen.id(), ScreenId::Settings | ScreenId::Intro | ScreenId::Practise | ScreenId::Help | ScreenId::Cover);
        if !aside && self.hand.keyboard.as_ref().is_some_and(|keyboard| self.page.find(keyboard.field()).is_none()) {
            self.hand.keyboard = None;
        }
    }

    /// When time moves on, where it does.
    fn due(&self) -> Option<Instant> {
        let operation = self.settings.operation;
        let waits = operation.way != Way::OneSwitch || self.hand.scan.stopped();
        self.hand.since.filter(|_| !waits).map(|since| since + Duration::from_millis(operation.scan.into()))
    }

    /// Time passes: with one switch it moves.
    pub(super) fn scan_at(&mut self, now: Instant) {
        if self.due().is_some_and(|due| due <= now) {
            self.go_on(true);
        }
    }

    /// The clock of the one switch: it rings once, when it is time.
    pub(super) fn scanning(&self) -> Subscription<Message> {
        self.due().map_or_else(Subscription::none, |due| {
            Subscription::run_with(due, |due| {
                let due = *due;
                iced::futures::stream::once(async move {
                    tokio::time::sleep_until(due.into()).await;
                    Message::Ticked(Instant::now())
                })
            })
        })
    }

    /// The keys on the screen go, if they are on this one.
    pub(super) fn puts_keys_away(&mut self) -> bool {
        self.hand.keyboard.take_if(|keyboard| self.page.find(keyboard.field()).is_some()).is_some()
    }

    /// A key on the screen.
    pub(super) fn keyboard(&mut self, message: Key) -> Task<Message> {
        if let Key::Opened(field, sheet) = message {
            self.hand.keyboard = Some(Keyboard::new(field, sheet));
            return Task::none();
        }
        let Some(mut keyboard) = self.hand.keyboard.take() else { return Task::none() };
        let Some(field) = self.page.find(keyboard.field()).and_then(Node::field) else { return Task::none() };
        if message == Key::DonePressed {
            return field.on_submit.clone().map_or_else(Task::none, |message| self.handle(message));
        }
        let (id, spells) = (keyboard.field().clone(), matches!(message, Key::Struck(_) | Key::MorePressed));
        let written = keyboard.update(message, &field.value.clone());
        self.hand.keyboard = Some(keyboard);
        if let Some(text) = written {
            return self.put(&id, text);
        }
        if spells {
            self.refresh();
            self.tell_spelled();
        }
        Task::none()
    }

    /// What was spelled, and what it can be.
    fn tell_spelled(&mut self) {
        let id = NodeId::from("keyboard.spell");
        let spell = self.page.find(&id).map(|node| node.name.clone()).unwrap_or_default();
        let picks = self.page.find(&"keyboard.picks".into()).map(|node| &node.children);
        let picks: Vec<NodeId> = picks.into_iter().flatten().map(|node| node.id.clone()).collect();
        let names = self.names(&picks);
        self.say_of(id, format!("{spell} {names}"));
    }

    /// A way of switches that is new to one begins with its introduction.
    pub(super) fn greet(&mut self) {
        let new = Lesson::of(self.settings.operation.way).filter(|lesson| !self.settings.heard.has(*lesson));
        if let Some(lesson) = new {
            self.heard_of(lesson);
            self.show(Screen::open(Destination::Intro(Some(lesson))).0, false);
        }
    }

    /// What one does for the first time is explained in one sentence, once.
    pub(super) fn first(&mut self, lesson: Lesson) {
        if self.settings.operation.way == Way::Usual && !self.settings.heard.has(lesson) {
            self.heard_of(lesson);
            self.hand.lesson = Some(lesson);
        }
    }

    /// Which introduction a key of the table belongs to.
    pub(super) const fn lesson_of(intent: Intent) -> Lesson {
        if matches!(intent, Intent::Repeat | Intent::Pause) { Lesson::Ear } else { Lesson::Keys }
    }

    fn heard_of(&mut self, lesson: Lesson) {
        self.settings = self.settings.changed(Change::Heard(lesson));
        self.services.keep(&self.settings, self.options.kiosk);
    }

    /// Says it, behind what the page says.
    pub(super) fn tell_first(&mut self) {
        if self.arrived {
            return;
        }
        let Some(lesson) = self.hand.lesson.take() else { return };
        let texts = self.texts();
        let (spoken, language) = (texts.get(&format!("intro-once-{}", lesson.name())), texts.language());
        if let Some(bridge) = self.bridge.as_mut().filter(|_| lesson == Lesson::Reader) {
            bridge.announce(spoken.clone(), Live::Polite);
        }
        self.say(vec![Utterance {
            node: self.page.id.clone(),
            language,
            text: String::new(),
            spoken,
            urgency: Urgency::Status,
            names: Vec::new(),
        }]);
    }

    /// Another time of lighting or holding, said when nothing else is.
    pub(super) fn tell_operation(&mut self, before: Operation) {
        let now = self.settings.operation;
        let (id, ms) = match () {
            () if now.scan != before.scan => ("settings-scan", now.scan),
            () if now.hold != before.hold && now.hold == 0 => ("settings-hold-none", 0),
            () if now.hold != before.hold => ("settings-hold", now.hold),
            () => return,
        };
        let texts = self.texts();
        let spoken = texts.with(id, &[("seconds", (f64::from(ms) / 1000.0).to_string().into())]);
        let language = texts.language();
        self.say(vec![Utterance {
            node: "settings.time".into(),
            language,
            text: String::new(),
            spoken,
            urgency: Urgency::Status,
            names: Vec::new(),
        }]);
    }
}

const fn named(key: SwitchKey) -> Named {
    match key {
        SwitchKey::Space => Named::Space,
        SwitchKey::Enter => Named::Enter,
        SwitchKey::Tab => Named::Tab,
        SwitchKey::Left => Named::ArrowLeft,
        SwitchKey::Right => Named::ArrowRight,
        SwitchKey::F11 => Named::F11,
        SwitchKey::F12 => Named::F12,
    }
}
