//! The program `tongban`: reads the command line and hands it on; what it prints are Fluent's words.

use std::io::Write as _;
use std::process::ExitCode;

use tongban::command::{self, Stop};

fn main() -> ExitCode {
    match command::parse(std::env::args_os()) {
        Ok(_) => ExitCode::SUCCESS,
        // A closed pipe takes nothing from the exit code.
        Err(Stop::Told(words)) => {
            writeln!(std::io::stdout(), "{words}").unwrap_or_default();
            ExitCode::SUCCESS
        }
        Err(Stop::Usage(words)) => {
            writeln!(std::io::stderr(), "{words}").unwrap_or_default();
            ExitCode::from(2)
        }
    }
}
