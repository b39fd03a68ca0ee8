//! The model is mended: right, whole, the same each time; and what is not our model is told so.

use super::*;
