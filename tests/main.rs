//! Everything that is tested from outside, as one program.

mod architecture;
mod catalogue;
mod contract;
mod journeys;
mod matrix;
mod resident;
mod speech_sound;
mod transcripts;
mod window;
mod words;
