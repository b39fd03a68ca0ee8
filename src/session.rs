//! Who is here and what this machine keeps: the data directory, settings, the applicant, the hall, the idle clock, the log.
//! Knows neither window nor network. Errors carry the id of their words (`startup.ftl`), not the words.

mod directory;
mod drafts;
mod error;
mod idle;
pub mod log;
mod pictures;
mod store;

pub use directory::{DataDirectory, default_path};
pub use drafts::Drafts;
pub use error::Error;
pub use idle::{Idle, State};
pub use pictures::{keep_picture, pictures};
pub use store::institution;
