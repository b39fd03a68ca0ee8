//! The idle clock: what people are told of it, and a search through every state it can come to.

use std::collections::HashSet;
use std::hash::Hash;

use super::*;

const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn idle() -> (Idle, Instant) {
    let begin = Instant::now();
    let mut idle = Idle::new(seconds(180), seconds(30));
    assert_eq!(idle.state(begin), State::Active);
    (idle, begin)
}

#[test]
fn warns_counts_down_and_is_over() {
    let (mut idle, begin) = idle();
    assert_eq!(idle.next_look(begin), seconds(180));
    assert_eq!(idle.state(begin + seconds(179)), State::Active);
    assert_eq!(idle.state(begin + seconds(180)), State::Warning(seconds(30)));
    assert_eq!(idle.next_look(begin + seconds(180)), seconds(1));
    for second in 1..30 {
        assert_eq!(idle.state(begin + seconds(180 + second)), State::Warning(seconds(30 - second)));
    }
    assert_eq!(idle.state(begin + seconds(210)), State::Over);
    assert_eq!(idle.state(begin + seconds(211)), State::Over);
}

#[test]
fn any_touch_gives_all_the_time_again() {
    let (mut idle, begin) = idle();
    for round in 1..10 {
        let now = begin + seconds(185 * round);
        assert!(matches!(idle.state(now), State::Warning(_)));
        idle.touched(now);
        assert_eq!(idle.state(now + seconds(179)), State::Active);
    }
}

#[test]
fn a_jump_of_the_clock_warns_first_and_for_long_enough() {
    let (mut idle, begin) = idle();
    let late = begin + seconds(36_000);
    assert_eq!(idle.state(late), State::Warning(seconds(30)));
    assert_eq!(idle.state(late + seconds(3_600)), State::Warning(seconds(28)));
    assert_eq!(idle.state(begin), State::Warning(seconds(28)), "nor does a clock that goes back");
}

/// What can happen, as far as the clock is told.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Event {
    /// It is looked at a second later, as in the program.
    Second,
    /// The machine stood still for ten seconds, or slept all night.
    Stall,
    Night,
    /// The clock was put back.
    Back,
    Key,
    Began,
    Silent,
}

const EVENTS: [Event; 7] = [Event::Second, Event::Stall, Event::Night, Event::Back, Event::Key, Event::Began, Event::Silent];
/// As a hall has it.
const LIMIT: u64 = 150;
const WARNING: u64 = 40;

/// A state on the way, with what a person has seen of it.
#[derive(Clone)]
struct Walk {
    idle: Idle,
    now: Instant,
    /// Since the last key, or the end of speech.
    still: Duration,
    /// Of the warning so far: how often it was looked at, and for how long.
    warned: Option<(u64, Duration)>,
}

impl Walk {
    /// Two walks alike go on alike.
    fn key(&self) -> impl Eq + Hash + use<> {
        let age = self.idle.last.map(|last| self.now.saturating_duration_since(last).min(seconds(LIMIT)));
        let warned = self.idle.warned.map(|warned| (warned.counted, self.now.saturating_duration_since(warned.seen).min(LONGEST_STEP)));
        (
            age.filter(|_| warned.is_none()),
            warned,
            self.idle.speaking,
            self.warned.map(|(looks, long)| looks.min(20) + long.as_secs().min(20) * 100),
        )
    }

    /// The state after an event; none where the session is over.
    fn after(&self, event: Event) -> Option<Self> {
        let mut next = self.clone();
        let pause = match event {
            Event::Second => seconds(1),
            Event::Stall => seconds(10),
            Event::Night => seconds(36_000),
            Event::Back => Duration::ZERO,
            Event::Key => {
                next.idle.touched(next.now);
                assert_eq!(next.idle.state(next.now), State::Active, "a key gives no time");
                return Some(Self { still: Duration::ZERO, warned: None, ..next });
            }
            Event::Began => {
                next.idle.speaks();
                return Some(next);
            }
            Event::Silent => {
                let spoke = next.idle.speaking;
                next.idle.silent(next.now);
                return Some(if spoke { Self { still: Duration::ZERO, ..next } } else { next });
            }
        };
        next.now += pause;
        next.still += pause;
        let looked = if event == Event::Back { next.now - seconds(3_600) } else { next.now };
        next.judge(looked, pause)
    }

    fn judge(mut self, looked: Instant, pause: Duration) -> Option<Self> {
        match self.idle.state(looked) {
            State::Active => {
                assert!(self.warned.is_none(), "a warning that goes by itself");
                assert!(self.idle.speaking || self.still < seconds(LIMIT), "nobody is warned");
                Some(self)
            }
            State::Warning(left) => {
                assert!(!self.idle.speaking, "warned in the middle of a sentence");
                assert!(self.warned.is_some() || self.still >= seconds(LIMIT), "warned too early");
                assert!(!left.is_zero() && left <= seconds(WARNING));
                let (looks, long) = self.warned.unwrap_or_default();
                self.warned = Some((looks + 1, long + if looks == 0 { Duration::ZERO } else { pause }));
                Some(self)
            }
            State::Over => {
                let (looks, long) = self.warned.expect("over without a warning");
                assert!(looks >= 20 && long + pause >= seconds(20), "warned for {long:?}, seen {looks} times");
                assert!(self.still >= seconds(LIMIT + 20), "over too early");
                None
            }
        }
    }
}

/// E1 and E2 over every state: no session ends unwarned, none is warned too early or in the middle of a sentence, every
/// key gives all the time again, and where nothing stands still the warning lasts as long as it says.
#[test]
fn in_no_state_is_anybody_sent_away_unwarned() {
    let begin = Instant::now() + seconds(100_000);
    let mut idle = Idle::new(seconds(LIMIT), seconds(WARNING));
    assert_eq!(idle.state(begin), State::Active);
    let mut open = vec![Walk { idle, now: begin, still: Duration::ZERO, warned: None }];
    let (mut seen, mut steps, mut over) = (HashSet::new(), 0, 0);
    while let Some(walk) = open.pop() {
        for event in EVENTS {
            steps += 1;
            match walk.after(event) {
                Some(next) if seen.insert(next.key()) => open.push(next),
                Some(_) => {}
                None => over += 1,
            }
        }
    }
    assert!(seen.len() > 3000 && over > 10, "{} states, {steps} steps, {over} ends", seen.len());
}

#[test]
fn a_long_speech_is_heard_to_its_end_and_a_held_one_is_no_presence() {
    let (mut idle, begin) = idle();
    idle.speaks();
    assert_eq!(idle.state(begin + seconds(600)), State::Active);
    idle.silent(begin + seconds(600));
    assert_eq!(idle.state(begin + seconds(779)), State::Active);
    assert!(matches!(idle.state(begin + seconds(780)), State::Warning(_)));
    idle.speaks();
    idle.silent(begin + seconds(781));
    assert!(matches!(idle.state(begin + seconds(781)), State::Warning(_)), "the warning's own words");
}
