//! The rules, each with the clause it comes from and over what it is checked. A family of rules is a file.

mod colour;
mod focus;
mod frame;
mod plain;
mod privacy;
mod reader;
mod set;
mod speech;
mod target;
mod way;

#[cfg(test)]
mod tests;

pub use plain::Plain;

use super::report::Verdict;
use super::spread::Spread;
use crate::i18n::Texts;
use crate::screen::{Context, Message, Screen};
use crate::semantic::Page;
use crate::ui::Palette;

/// A screen in a state, with what it may read then.
pub struct Seen<'a> {
    /// The screen.
    pub screen: &'a Screen,
    /// What it may read.
    pub ctx: &'a Context,
    /// How a screen is shown.
    pub show: &'a dyn Fn(&Screen, &Context) -> Page<Message>,
}

impl Seen<'_> {
    /// Its page.
    fn page(&self) -> Page<Message> {
        (self.show)(self.screen, self.ctx)
    }
}

/// Over what a rule is checked.
#[derive(Clone, Copy)]
pub enum Check {
    /// Every page laid out: screen x state x size x language x profile.
    Laid(fn(&Spread<'_>, &mut Verdict<'_>)),
    /// Every page as a tree, with header and footer in full and folded: screen x state x language.
    Told(fn(&Spread<'_>, &mut Verdict<'_>)),
    /// Every picture: screen x state x theme at sizes 1 and 5, in the language of record.
    Drawn(fn(&Spread<'_>, &mut Verdict<'_>)),
    /// Every screen asked what its acts do: screen x state, once.
    Asked(fn(&Seen<'_>, &mut Verdict<'_>)),
    /// The colours of every theme.
    Themed(fn(&Palette, &mut Verdict<'_>)),
    /// The words of every language.
    Worded(fn(&Plain, &Texts, &mut Verdict<'_>)),
}

/// A rule of accessibility.md.
pub struct Rule {
    /// Its number there.
    pub id: &'static str,
    /// Where it comes from.
    pub clause: &'static str,
    /// How it is checked; a rule may be checked in several ways.
    pub checks: &'static [Check],
}

const fn rule(id: &'static str, clause: &'static str, checks: &'static [Check]) -> Rule {
    Rule { id, clause, checks }
}

/// All that is checked here.
pub const RULES: &[Rule] = &[
    rule("V1", "VVSG 7.1-G; EN 301 549 5.1.4", &[Check::Laid(set::sizes)]),
    rule("V2", "36 CFR 1194 App. C 402.4", &[Check::Laid(set::glyphs), Check::Worded(plain::glyphs)]),
    rule("V3", "WCAG 2.2 1.4.8; MIIT 1.2", &[Check::Laid(set::spacing)]),
    rule("V4", "WCAG 2.2 1.4.8", &[Check::Laid(set::lines)]),
    rule("V5", "VVSG 7.1-C; WCAG 2.2 1.4.6, 1.4.11", &[Check::Themed(colour::tokens), Check::Drawn(colour::pixels)]),
    rule("V6", "VVSG 7.1-D", &[Check::Themed(colour::choices), Check::Drawn(colour::pixels_of_soft)]),
    rule("V7", "VVSG 7.1-F; WCAG 2.2 1.4.1", &[Check::Laid(colour::never_alone)]),
    rule("V8", "VVSG 7.1-H; WCAG 2.2 1.4.10", &[Check::Laid(set::whole), Check::Laid(set::apart)]),
    rule("V9", "WCAG 2.2 2.4.11, 2.4.13", &[Check::Laid(focus::reached), Check::Drawn(focus::ringed)]),
    rule("V10", "VVSG 7.3-L", &[Check::Laid(frame::labelled)]),
    rule("V11", "VVSG 7.2-D", &[Check::Laid(frame::paged)]),
    rule("V12", "36 CFR 1194 App. C 402.4", &[Check::Worded(plain::advances)]),
    rule("T1", "VVSG 7.2-I; WCAG 2.2 2.5.8", &[Check::Laid(target::large)]),
    rule("T2", "VVSG 7.2-H, 7.2-M; EN 301 549 5.8", &[Check::Laid(target::steady)]),
    rule("T3", "WCAG 2.2 2.5.1, 2.5.7", &[Check::Laid(target::tapped)]),
    rule("T4", "WCAG 2.2 2.1.1, 2.1.2; VVSG 8.1-I", &[Check::Told(focus::walked)]),
    rule("T5", "WCAG 2.2 3.2.6", &[Check::Laid(frame::helped), Check::Asked(way::to_help), Check::Told(frame::leads_on)]),
    rule("T6", "WCAG 2.2 3.3.8; EN 301 549 5.3", &[Check::Told(plain::no_puzzle)]),
    rule("S1", "36 CFR 1194 App. C 402.2.1; EN 301 549 5.1.3.1", &[Check::Laid(speech::whole)]),
    rule("S2", "EN 301 549 5.1.3.3", &[Check::Laid(speech::marked), Check::Drawn(speech::highlighted)]),
    rule("S5", "EN 301 549 5.1.3.14", &[Check::Told(speech::language)]),
    rule("S6", "EN 301 549 5.1.3.15; WCAG 2.2 3.3.1, 3.3.3", &[Check::Told(speech::errors)]),
    rule("S7", "EN 301 549 5.1.3.16", &[Check::Told(speech::receipt)]),
    rule("S10", "VVSG 5.2-E", &[Check::Drawn(speech::captioned)]),
    rule("P1", "EN 301 549 5.1.3.8, 5.1.3.9; VVSG 6.1-D", &[Check::Told(privacy::unspoken)]),
    rule("P2", "PIPL 28, 29", &[Check::Told(privacy::masked)]),
    rule("P4", "PIPL 13, 17, 30", &[Check::Told(privacy::noticed)]),
    rule("E3", "VVSG 7.2-N", &[Check::Asked(way::waits)]),
    rule("U1", "VVSG 7.3-P", &[Check::Worded(plain::sentences), Check::Worded(plain::jargon), Check::Worded(plain::characters)]),
    rule("U2", "WCAG 2.2 3.3.4, 3.3.6", &[Check::Asked(way::through_review)]),
    rule("U3", "WCAG 2.2 3.3.7", &[Check::Asked(way::offered), Check::Worded(plain::asked_once)]),
    rule("U5", "MIIT 5.1", &[Check::Told(plain::no_advert)]),
    rule("AT", "EN 301 549 11.5.2.3-17", &[Check::Laid(reader::tree)]),
];

/// What no program can verify, by the ids of its words; people must. It is listed, not counted.
pub const BEYOND: [&str; 9] = [
    "audit-beyond-sound",
    "audit-beyond-voice",
    "audit-beyond-glare",
    "audit-beyond-profile",
    "audit-beyond-reach",
    "audit-beyond-touch",
    "audit-beyond-meaning",
    "audit-beyond-mending",
    "audit-beyond-reader",
];
