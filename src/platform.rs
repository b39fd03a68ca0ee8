//! What the machine offers beside a window: the accessibility bus, the sound server.
//! Knows the tree and plain data; no screen, no widget.

pub mod accesskit;
pub mod display;
pub mod sound;
