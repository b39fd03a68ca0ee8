//! 通办 Tongban: a citizen-service terminal for old people.
//!
//! Every screen is one semantic tree ([`semantic::Page`]) that is drawn, spoken, given to screen
//! readers and audited. `ARCHITECTURE.md` shows the rooms and which may use which.

pub mod api;
pub mod app;
pub mod audit;
pub mod backend;
pub mod command;
pub mod domain;
pub mod i18n;
pub mod platform;
pub mod screen;
pub mod semantic;
pub mod session;
pub mod speech;
pub mod synth;
pub mod ui;
