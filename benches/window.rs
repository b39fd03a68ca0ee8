//! The program in a real window, measured from outside by `benches/window`: start, memory, idleness, Tab to pixels
//! and to sound, an answer. Needs the packages that `make bench` installs. What stands after `--` is handed on.

use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let measure = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/window");
    // Cargo itself adds `--bench`.
    let given = std::env::args().skip(1).filter(|argument| argument != "--bench");
    // The system's Python has the system's modules.
    let ended = Command::new("/usr/bin/python3").args(["-B", measure, env!("CARGO_BIN_EXE_tongban")]).args(given).status();
    if ended.is_ok_and(|status| status.success()) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
