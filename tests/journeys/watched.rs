//! Every state of a hall that is left alone: idle × leaving × voice × what is written, and from each whatever can happen
//! (E1, E2, P3). One terminal is led through all of them: in each state it comes to, each event is tried once.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use iced_test::core::keyboard::key::Named;
use tongban::speech::Event as Voice;

use super::hall::{LIMIT, halfway, hall, is_warned};
use crate::resident::{Resident, Told};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    /// Nobody does anything until shortly before the warning; a little longer.
    Long,
    Short,
    /// Five looks at the clock, two seconds apart.
    Looks,
    /// The machine slept all night.
    Night,
    Key,
    Began,
    Silent,
    Pause,
    Write,
}

const EVENTS: [Event; 9] =
    [Event::Long, Event::Short, Event::Looks, Event::Night, Event::Key, Event::Began, Event::Silent, Event::Pause, Event::Write];
const LONG: u64 = LIMIT - 10;
const SHORT: u64 = 20;

/// What tells one state from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct State {
    written: bool,
    /// Since the last act or the end of speech: shortly before the warning.
    late: bool,
    speaking: bool,
    paused: bool,
    /// Looks at the clock since the warning came, in fives.
    warned: Option<u64>,
}

/// The terminal, and what a person beside it knows.
struct Watched {
    resident: Resident,
    /// Seconds in which nobody did anything and nothing was said.
    still: u64,
    speaking: bool,
    paused: bool,
    /// How often the clock was looked at since the warning came, and for how long it has stood.
    warned: Option<(u64, u64)>,
    wiped: usize,
}

impl Watched {
    fn state(&self) -> State {
        let warned = self.warned.map(|(looks, _)| looks / 5);
        let late = self.still >= LONG && warned.is_none();
        State { written: self.writes(), late, speaking: self.speaking, paused: self.paused, warned }
    }

    fn writes(&self) -> bool {
        self.resident.app.page().state == "name"
    }

    /// What the voice was told since: what is said, held or let go on.
    fn listen(&mut self) -> Vec<String> {
        let mut said = Vec::new();
        for told in self.resident.told() {
            match told {
                Told::Say(one) => {
                    said.push(one.spoken);
                    self.paused = false;
                }
                Told::Pause(paused) => {
                    self.paused = paused;
                    self.speaking &= !paused;
                }
                Told::Hush { .. } | Told::Manner(_) | Told::From(_) | Told::Chime => {}
            }
        }
        said
    }

    /// Time passes in one look at the clock; what it must and must not bring.
    fn look(&mut self, seconds: u64) {
        let (written, before) = (self.writes(), self.warned);
        self.listen();
        self.resident.sleeps(seconds);
        let said = self.listen();
        self.still = if self.speaking { 0 } else { self.still + seconds };
        let gone = written && self.resident.app.page().id.as_str() == "home";
        match (before, is_warned(&self.resident)) {
            (None, false) => {
                assert!(!gone, "wiped without a warning");
                assert!(self.still < LIMIT + 10, "after {} s nobody is warned", self.still);
            }
            (None, true) => {
                assert!(self.still + 5 >= LIMIT && !self.speaking, "warned after {} s", self.still);
                let words = self.resident.words("app-leaving");
                self.resident.must_see(&words);
                assert!(said.iter().any(|said| said.contains(&words)), "the warning is not said");
                self.warned = Some((0, 0));
            }
            (Some((looks, long)), true) => {
                assert!(looks < 22 && !gone, "warned for ever");
                self.warned = Some((looks + 1, long + seconds));
            }
            (Some((looks, long)), false) => self.wiped(looks, long + seconds),
        }
    }

    /// The session is over: after a warning that could be seen, and nothing is left of it.
    fn wiped(&mut self, looks: u64, long: u64) {
        assert!(looks >= 18 && long >= 20, "wiped after a warning of {long} s, looked at {looks} times");
        self.resident.must_be_on("home");
        assert!(self.resident.written("question.field").is_none());
        (self.still, self.warned, self.speaking) = (0, None, false);
        self.wiped += 1;
        // The clock of the next begins with a look.
        self.resident.sleeps(1);
    }

    fn key(&mut self, key: Named) {
        self.resident.key(key);
        assert!(!is_warned(&self.resident), "{key:?} gives no time");
        (self.still, self.warned) = (0, None);
    }

    fn happens(&mut self, event: Event) {
        match event {
            Event::Long => self.look(LONG),
            Event::Short => self.look(SHORT),
            Event::Looks => (0..5).for_each(|_| self.look(2)),
            Event::Night => self.look(36_000),
            Event::Key => self.key(Named::Shift),
            Event::Began => {
                self.resident
                    .voice(Voice::Began { node: "home.question".into(), language: "zh-CN", caption: "您好".into(), sentence: 0 });
                self.speaking = self.warned.is_none();
            }
            Event::Silent => {
                self.resident.voice(Voice::Silent);
                self.still = if std::mem::take(&mut self.speaking) { 0 } else { self.still };
            }
            Event::Pause => {
                self.key(Named::F11);
                self.listen();
            }
            Event::Write if self.writes() => {
                let before = self.resident.written("question.field").unwrap_or_default();
                self.resident.types("王");
                assert_eq!(self.resident.written("question.field"), Some(format!("{before}王")), "what was written is lost");
                (self.still, self.warned) = (0, None);
            }
            Event::Write => {
                halfway(&mut self.resident);
                assert_eq!(self.resident.written("question.field").as_deref(), Some("王秀"), "another's name");
                (self.still, self.warned) = (0, None);
            }
        }
    }
}

/// The way through what is known to the next state in which something was not tried.
fn way(known: &BTreeMap<(State, Event), State>, from: State) -> Option<Vec<Event>> {
    let (mut open, mut seen) = (VecDeque::from([(from, Vec::new())]), BTreeSet::from([from]));
    while let Some((state, way)) = open.pop_front() {
        for event in EVENTS {
            let mut on = way.clone();
            on.push(event);
            match known.get(&(state, event)) {
                None => return Some(on),
                Some(next) if seen.insert(*next) => open.push_back((*next, on)),
                Some(_) => {}
            }
        }
    }
    None
}

#[test]
fn in_every_state_of_a_hall_nobody_is_sent_away_unwarned_and_nothing_stays() {
    let (resident, _data) = hall();
    let mut watched = Watched { resident, still: 0, speaking: false, paused: false, warned: None, wiped: 0 };
    watched.resident.sleeps(1);
    let mut known = BTreeMap::new();
    let mut steps = 0;
    while let Some(way) = way(&known, watched.state()) {
        for event in way {
            let from = watched.state();
            watched.happens(event);
            watched.listen();
            known.insert((from, event), watched.state());
            steps += 1;
            assert!(steps < 5000, "there is no end of states");
        }
    }
    let states: BTreeSet<State> = known.values().copied().collect();
    assert!(states.len() >= 20 && watched.wiped >= 4, "{} states, {steps} steps, {} times wiped", states.len(), watched.wiped);
    assert!(states.iter().any(|state| state.paused) && states.iter().any(|state| state.speaking));
}

#[test]
fn at_home_no_state_takes_anything_away() {
    let mut resident = Resident::new(tongban::domain::settings::Locale::ZhCn);
    halfway(&mut resident);
    for at in 0..60 {
        match at % 5 {
            0 => resident.sleeps(LONG + at),
            1 => resident.voice(Voice::Began { node: "home.question".into(), language: "zh-CN", caption: "您好".into(), sentence: 0 }),
            2 => resident.sleeps(36_000),
            3 => resident.voice(Voice::Silent),
            _ => resident.rests(60),
        }
        assert!(!is_warned(&resident) && resident.written("question.field").as_deref() == Some("王秀"));
    }
}
