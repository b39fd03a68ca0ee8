//! The one test program.
mod contract;
