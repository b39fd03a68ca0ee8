//! How long `tongban audit` takes over everything. The reach: 3 minutes on 2 processors.
#![expect(clippy::print_stdout, clippy::expect_used, reason = "a bench prints what it measured, and stops where it cannot")]

use std::time::Instant;

use tongban::audit::{Options, audit};

fn main() {
    let started = Instant::now();
    let report = audit(&Options::default(), |_| ()).expect("an audit");
    let seconds = started.elapsed().as_secs_f64();
    let (checks, states) = (report.checks, report.states);
    println!("audit of {states} states, {checks} checks, {} findings: {seconds:.1} s; reach: < 180 s", report.findings.len());
}
