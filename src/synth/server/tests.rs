//! What the process promises, with a maker made up.
