//! All integration tests, in one binary.

mod speech_sound;
