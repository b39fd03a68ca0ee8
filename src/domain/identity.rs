//! Identity numbers (公民身份号码, GB 11643-1999).
