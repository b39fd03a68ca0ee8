//! All tests from outside the crate, in one binary.

mod architecture;
