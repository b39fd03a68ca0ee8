//! The app's own voice with its real model, which `make setup` installs. These tests have the machine to themselves: the voice gives way
//! where it is too slow.

mod odd;
mod pace;
pub mod warm;
