//! Everything that is tested from outside, as one program.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod architecture;
mod catalogue;
mod contract;
mod departments;
mod drawn;
mod ear;
mod journeys;
mod matrix;
mod report;
mod resident;
mod sentences;
mod served;
mod speech_sound;
mod start;
mod transcripts;
mod ways;
mod window;
mod with_model;
mod words;
