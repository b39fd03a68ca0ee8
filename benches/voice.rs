//! The voice, measured: how soon the model is there, how much slower or faster than speech it works on one thread and on two, how that grows
//! with the length of a clause, what memory it takes, where the time goes, and how soon one hears it.
//!
//! The voice is `TONGBAN_TEST_VOICE`, or `target/voice`, which `make bench` installs. Each measurement is a process of its own, started as
//! the warm process is, so that memory is counted from nothing. How well one understands the voice is the bench `recognition`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a bench prints what it measured")]

#[path = "voice/engine.rs"]
mod engine;
#[path = "voice/heard.rs"]
mod heard;

use std::process::{Command, ExitCode};

use tongban::synth::Folder;
use tongban::synth::engine::ENVIRONMENT;

type Environment = &'static [(&'static str, &'static str)];

/// What is measured, as the arguments of a process of our own, and what each needs in its environment.
const MEASURED: [(&[&str], Environment); 4] = [
    (&["curve", "1"], &ENVIRONMENT),
    (&["curve", "2"], &ENVIRONMENT),
    // rten prints where its time goes, once for each half of the work
    (&["profile", "1"], &[("RTEN_TIMING", "1")]),
    (&["profile", "2"], &[("RTEN_TIMING", "1")]),
];

fn main() -> ExitCode {
    let folder = Folder::at(std::env::var_os("TONGBAN_TEST_VOICE").unwrap_or_else(|| "target/voice".into()));
    // Cargo itself adds `--bench`
    let given: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let done = match given.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["curve", threads] => threads.parse().map_err(Into::into).and_then(|threads| engine::curve(&folder, threads)),
        ["profile", threads] => threads.parse().map_err(Into::into).and_then(|threads| engine::profile(&folder, threads)),
        ["heard", home] => heard::heard(&folder, home.as_ref()),
        _ if !folder.model().exists() => Err(format!("there is no voice in {}: `make setup` installs it", folder.path().display()).into()),
        _ => MEASURED.iter().try_for_each(|(arguments, environment)| measure(arguments, environment)).and_then(|()| heard::start(&folder)),
    };
    done.map_or_else(
        |error| {
            eprintln!("{error}");
            ExitCode::FAILURE
        },
        |()| ExitCode::SUCCESS,
    )
}

fn measure(arguments: &[&str], environment: Environment) -> Result<(), Box<dyn std::error::Error>> {
    let status = Command::new(std::env::current_exe()?).args(arguments).envs(environment.iter().copied()).status()?;
    if status.success() { Ok(()) } else { Err(format!("{} could not be measured", arguments.join(" ")).into()) }
}
