//! The one tree of a screen: a [`Page`] of [`Node`]s, each with a role, an id and a name.
//! It is drawn (`ui`), spoken (`speech`), given to screen readers (`platform::accesskit`) and audited.
//! Knows neither pixels nor voices nor what the program is about.

mod focus;
mod id;
mod layout;
mod narrate;
mod node;
mod page;
mod runs;
mod scan;

pub use focus::{Direction, Focus};
pub use id::NodeId;
pub use layout::{Layout, Placed, Rect};
pub use narrate::{Urgency, Utterance, Wording, narrate, narrate_node, transcript};
pub use node::{Field, Icon, Kind, Live, Node, Private, Progress, Role, StepState, Tone, Weight};
pub use page::{Language, PAGER_NEXT, PAGER_PREVIOUS, Page, Section};
pub use runs::{PERSON, runs, with_persons};
pub use scan::{Rows, Scan, rows};
