//! Everything that is tested from outside, as one program.

mod transcripts;
mod words;
