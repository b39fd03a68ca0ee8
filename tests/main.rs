//! Everything that is tested from outside, as one program.

mod catalogue;
mod contract;
mod matrix;
mod resident;
mod speech_sound;
mod transcripts;
mod words;
