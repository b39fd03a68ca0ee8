//! The one test program.
mod catalogue;
mod contract;
