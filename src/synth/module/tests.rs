//! What the module promises, tried: with voices that are not there.

use super::*;
