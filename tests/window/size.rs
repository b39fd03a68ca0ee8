//! How large the window opens: whole on the desktop there is, or as large as was asked for.

use serde_json::json;

use super::hall::Hall;

/// The desktop, px across and down, and the panel at its lower edge.
const DESKTOP: (i64, i64) = (1280, 800);
const PANEL: u32 = 48;

/// Where the inside of the window in front is: x, y, width, height, px.
fn geometry(hall: &Hall) -> [i64; 4] {
    let window = hall.run("xdotool", &["getactivewindow"]);
    let told = hall.run("xwininfo", &["-id", window.trim()]);
    let value = |name: &str| told.lines().find_map(|line| line.trim().strip_prefix(name)).and_then(|value| value.trim().parse().ok());
    ["Absolute upper-left X:", "Absolute upper-left Y:", "Width:", "Height:"].map(|name| value(name).unwrap_or_default())
}

#[test]
fn at_home_all_of_it_is_on_the_desktop() {
    let hall = Hall::desktop(PANEL);
    let mut tongban = hall.tongban_of_its_own_size(&[]);
    tongban.hear_node("home.clear");
    let room = DESKTOP.1 - i64::from(PANEL);
    // The window manager makes it so when it has come.
    hall.until("the window to end above the panel", || {
        let [_, y, _, height] = geometry(&hall);
        height > 0 && y + height <= room
    });
    let [x, y, width, height] = geometry(&hall);
    assert!(x >= 0 && y > 0, "its title bar is off the desktop");
    assert!(width > DESKTOP.0 - 20 && height > room - 60, "{width}x{height} leaves room unused");
    let mut outside = hall.outside("通办");
    let help = outside.ask(json!({"do": "find", "role": "push button", "name": "人工帮助"}))["bounds"].clone();
    let bottom = help[1].as_i64().unwrap() + help[3].as_i64().unwrap();
    assert!(bottom <= room, "the footer ends at {bottom}, the panel begins at {room}");
    hall.screenshot("desktop");
}

#[test]
fn a_size_that_was_asked_for_is_given() {
    let hall = Hall::desktop(PANEL);
    let mut tongban = hall.tongban_of_its_own_size(&["--window", "900x640"]);
    tongban.hear_node("home.clear");
    assert_eq!(geometry(&hall)[2..], [900, 640]);
}
