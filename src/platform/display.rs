//! The display: whether there is one, and that the screen of a hall stays on.

use std::os::unix::net::UnixStream;
use std::path::PathBuf;

use x11rb::connection::{Connection as _, RequestConnection as _};
use x11rb::protocol::dpms::ConnectionExt as _;
use x11rb::protocol::xproto::{Blanking, ConnectionExt as _, Exposures};

/// Whether a window can be opened. The window library would panic where it cannot; it asks in this order.
pub fn is_there() -> bool {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    if set("WAYLAND_SOCKET").is_some() {
        return true;
    }
    match set("WAYLAND_DISPLAY") {
        // An absolute name stands as it is.
        Some(name) => UnixStream::connect(set("XDG_RUNTIME_DIR").map(PathBuf::from).unwrap_or_default().join(name)).is_ok(),
        None => set("DISPLAY").is_some() && x11rb::connect(None).is_ok(),
    }
}

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
