//! The screen of a hall stays on: no screen saver, no power saving, as long as the program holds the display.

use x11rb::connection::{Connection as _, RequestConnection as _};
use x11rb::protocol::dpms::ConnectionExt as _;
use x11rb::protocol::xproto::{Blanking, ConnectionExt as _, Exposures};

/// Keeps an X11 screen on. Under Wayland the hall's compositor decides, and the log says so.
pub fn keep_on() {
    if let Err(error) = hold() {
        tracing::warn!(%error, "the screen may go dark by itself");
    }
}

fn hold() -> Result<(), Box<dyn std::error::Error>> {
    let (connection, _) = x11rb::connect(None)?;
    connection.set_screen_saver(0, 0, Blanking::NOT_PREFERRED, Exposures::NOT_ALLOWED)?.check()?;
    // A display without power saving has nothing to turn off.
    if connection.extension_information(x11rb::protocol::dpms::X11_EXTENSION_NAME)?.is_some() {
        connection.dpms_disable()?.check()?;
    }
    connection.flush()?;
    Ok(())
}
