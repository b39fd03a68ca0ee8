//! What an audit found, as plain data. The shape of `tongban audit --json`.

use std::collections::BTreeMap;
use std::fmt::Arguments;

use serde::Serialize;

/// What was audited and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Report {
    /// Screens.
    pub screens: usize,
    /// States of all screens.
    pub states: usize,
    /// Single checks that were made.
    pub checks: usize,
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// Checks of each rule.
    #[serde(skip)]
    pub counts: BTreeMap<&'static str, usize>,
}

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule, as accessibility.md counts them.
    pub rule: &'static str,
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// The node, or the name of the words.
    pub node: String,
    /// What there is.
    pub measured: String,
    /// What there should be.
    pub required: String,
}

/// Where something was looked at. What does not matter to a rule is left empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Place {
    /// The screen.
    pub screen: Option<&'static str>,
    /// Its state.
    pub state: Option<&'static str>,
    /// The text size, 1 to 5.
    pub size: Option<u8>,
    /// The theme.
    pub theme: Option<&'static str>,
    /// The language.
    pub language: Option<&'static str>,
    /// The display.
    pub profile: Option<String>,
}

/// What a rule says to: it counts each check and keeps what fails.
#[derive(Debug)]
pub struct Verdict<'a> {
    checks: [&'a mut usize; 2],
    findings: &'a mut Vec<Finding>,
    rule: &'static str,
    place: &'a Place,
}

impl<'a> Verdict<'a> {
    /// The verdict of a rule on a place.
    pub fn new(report: &'a mut Report, rule: &'static str, place: &'a Place) -> Self {
        let Report { checks, findings, counts, .. } = report;
        Self { checks: [checks, counts.entry(rule).or_default()], findings, rule, place }
    }

    /// One check of a node.
    pub fn check(&mut self, node: impl ToString, holds: bool, measured: Arguments<'_>, required: Arguments<'_>) {
        self.checks.iter_mut().for_each(|count| **count += 1);
        if !holds {
            self.findings.push(Finding {
                rule: self.rule,
                place: self.place.clone(),
                node: node.to_string(),
                measured: measured.to_string(),
                required: required.to_string(),
            });
        }
    }
}

impl Report {
    /// Adds what another part of the same audit found.
    pub fn add(&mut self, other: Self) {
        self.checks += other.checks;
        self.findings.extend(other.findings);
        for (rule, count) in other.counts {
            *self.counts.entry(rule).or_default() += count;
        }
    }
}
