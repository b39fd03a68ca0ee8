//! The program `tongban`: reads the command line and hands it on; what it prints are Fluent's words.

use std::io::Write as _;
use std::process::ExitCode;

use tongban::app::{Prepared, StartError, audit, check, import, serve, voice};
use tongban::command::{self, Command, Stop};
use tongban::i18n::Texts;
use tongban::session::log;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let texts = Texts::of(command::language(&arguments, |name| std::env::var(name).ok()).tag());
    let done = match command::parse(arguments) {
        Ok(Command::Run(options)) => Prepared::new(*options).and_then(open),
        Ok(Command::Serve(options)) => {
            log::to_stderr();
            serve(*options, texts, &mut std::io::stdout())
        }
        Ok(Command::CatalogueCheck(options)) => match check(&options, texts, &mut std::io::stdout().lock()) {
            Ok(false) => return ExitCode::FAILURE,
            checked => checked.map(drop),
        },
        Ok(Command::CatalogueImport(options)) => match import(&options, texts, &mut std::io::stdout().lock()) {
            Ok(false) => return ExitCode::FAILURE,
            imported => imported.map(drop),
        },
        Ok(Command::Audit(options)) => match audit(options, texts, &mut std::io::stdout().lock()) {
            Ok(true) => return ExitCode::SUCCESS,
            Ok(false) => return ExitCode::FAILURE,
            Err(error) => {
                told(&error, texts);
                return ExitCode::from(2);
            }
        },
        Ok(Command::Voice(options)) => match voice(options, texts, &mut std::io::stdout()) {
            Ok(false) => return ExitCode::FAILURE,
            done => done.map(drop),
        },
        // A closed pipe takes nothing from the exit code.
        Err(Stop::Told(words)) => {
            writeln!(std::io::stdout(), "{words}").unwrap_or_default();
            return ExitCode::SUCCESS;
        }
        Err(Stop::Usage(words)) => {
            writeln!(std::io::stderr(), "{words}").unwrap_or_default();
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            told(&error, texts);
            ExitCode::FAILURE
        }
    }
}

/// Why it went wrong, in one sentence.
fn told(error: &StartError, texts: &Texts) {
    let (id, detail) = error.words();
    writeln!(std::io::stderr(), "{}", texts.with(id, &[("detail", detail.into())])).unwrap_or_default();
}

/// Opens the window. The variables of the voice are set while there is no other thread yet.
fn open(prepared: Prepared) -> Result<(), StartError> {
    for (name, value) in prepared.environment() {
        #[expect(unsafe_code, reason = "no thread has been started yet, and libspeechd reads nothing else")]
        unsafe {
            std::env::set_var(name, value);
        }
    }
    let _log = log::start(&prepared.directory().log())?;
    prepared.run()
}
