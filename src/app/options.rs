//! What is fixed for the life of the program.

use crate::domain::institution::Institution;
use crate::domain::settings::Settings;
use crate::ui::Profile;

/// What is fixed for the life of the program.
#[derive(Debug, Clone)]
pub struct Options {
    /// In a hall: fullscreen, not to be closed by a resident, nothing kept.
    pub kiosk: bool,
    /// A built-in clerk moves applications on.
    pub demo: bool,
    /// How one sees and hears at the start; in a hall, again with each person.
    pub settings: Settings,
    /// The hall and its help.
    pub institution: Institution,
    /// The display.
    pub profile: Profile,
    /// The window, logical px; what it has where it is not maximised.
    pub window: (u32, u32),
    /// The window opens as large as the desktop has room for, unless a size was asked for.
    pub maximized: bool,
}
