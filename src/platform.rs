//! What the machine offers beside a window: the accessibility bus, the sound server.
pub mod sound;
