//! The tree drawn: pixels, focus ring, hit areas, keys and touches. Knows a page and a [`Look`], nothing else:
//! no domain, no network, no voice. What happens leaves as an [`Event`] that names a node.

mod collect;
mod even;
mod fonts;
mod headless;
pub mod icons;
pub mod input;
pub mod keys;
mod look;
mod marked;
mod nodes;
mod paged;
pub mod palette;
mod picture;
mod profile;
mod render;
mod said;
mod surface;
pub mod touch;

pub use fonts::{Misplaced, face, lacking, load_fonts, misplaced};
pub use headless::{Headless, Picture, Sheet};
pub use input::{Intent, Switches};
pub use look::Look;
pub use palette::Palette;
pub use picture::{picture, png};
pub use profile::{Profile, ProfileError};
pub use render::{Hands, View, render};
pub use said::{Line, Run, RunKind, part_of};

use crate::semantic::{Layout, NodeId};

/// What a resident did, or what the renderer found out.
#[derive(Clone, PartialEq)]
pub enum Event {
    /// A key of the table in [`input`].
    Intent(Intent),
    /// A finger is down on a node, or up again.
    Pressed(Option<NodeId>),
    /// A press was accepted (T2).
    Activated(NodeId),
    /// Something was written in a field. It may be a secret, so an event does not print itself.
    Written(NodeId, String),
    /// The page came to stand so.
    LaidOut(Layout),
    /// A finger or a key did something: nobody is asleep (E1).
    Touched,
    /// A key that silences the voice, whatever else it means (S3).
    Silenced,
}
