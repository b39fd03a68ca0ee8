//! The command line as plain data: what to do, with which options, or why it cannot be understood.
//! Each option is also a variable of the environment, `TONGBAN_…`. Runs nothing, prints nothing.

mod limits;
mod line;
mod words;

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;

use crate::domain::secret::Secret;
use crate::domain::settings::{ChineseVoice, Locale, TextSize, Theme, Way};

pub use limits::LimitOptions;
pub use words::language;

/// The name under which the program is an output module of speech-dispatcher.
const MODULE: &str = "sd_tongban";

/// What the program is asked to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Open the window.
    Run(Box<RunOptions>),
    /// Be a backend for other terminals, without a window.
    Serve(Box<ServeOptions>),
    /// Check the catalogue in a directory.
    CatalogueCheck(CheckOptions),
    /// Make a catalogue of a city's list.
    CatalogueImport(ImportOptions),
    /// Check every rule of accessibility on every screen.
    Audit(AuditOptions),
    /// What concerns the app's own voice.
    Voice(VoiceOptions),
}

/// What is asked of the voice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoiceOptions {
    /// The folder it lives in; `tongban/voice` among the user's data if not given.
    pub folder: Option<PathBuf>,
    /// What.
    pub what: Voice,
}

/// What can be asked of the voice (`tongban voice …`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Voice {
    /// Fetch it and put it together.
    Install,
    /// Take it away again.
    Remove,
    /// Say something, into a file or aloud.
    Say(SayOptions),
    /// Be the warm process.
    Serve,
    /// Make every fixed sentence once.
    Cache(CacheOptions),
    /// Tell whether all is well.
    Check,
    /// Be an output module of speech-dispatcher.
    Module(Option<PathBuf>),
}

/// What is said, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SayOptions {
    /// The words.
    pub text: String,
    /// The WAV file; aloud if not given.
    pub out: Option<PathBuf>,
    /// Who says it.
    pub speaker: ChineseVoice,
    /// How fast, per cent, 50 to 200.
    pub rate: u16,
    /// The language of the text.
    pub lang: Option<Locale>,
}

/// What sentences are made once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CacheOptions {
    /// Who says them.
    pub speaker: ChineseVoice,
    /// In which writing, and as read where that is at home.
    pub lang: Option<Locale>,
    /// They are only printed.
    pub list: bool,
}

/// What catalogue is checked, and how it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckOptions {
    /// Its directory.
    pub directory: PathBuf,
    /// With counts of what is there.
    pub report: bool,
}

/// What list a catalogue is made of, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportOptions {
    /// The city's list: TSV, CSV or JSON.
    pub file: PathBuf,
    /// The directory of the catalogue; beside the list and named as it if not given.
    pub out: Option<PathBuf>,
}

/// What is audited, and how it is told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AuditOptions {
    /// As JSON, for machines.
    pub json: bool,
    /// As pages for people, in this directory.
    pub html: Option<PathBuf>,
    /// A display (TOML) in place of the built-in ones.
    pub profile: Option<PathBuf>,
    /// One rule alone.
    pub only: Option<String>,
}

/// How the window is opened. What is not given is left to the settings.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RunOptions {
    /// In a hall: fullscreen, not to be closed by a resident, nothing kept.
    pub kiosk: bool,
    /// A built-in clerk moves applications on.
    pub demo: bool,
    /// The city's backend, `http://…` or `https://…`; without one, the embedded.
    pub backend: Option<String>,
    /// The file with the token this terminal has at the city's backend.
    pub terminal_token_file: Option<PathBuf>,
    /// Whether the city's backend may be reached without encryption on another machine.
    pub allow_plain_http: bool,
    /// Where the embedded backend listens; without it, 127.0.0.1 on a free port.
    pub listen: Option<SocketAddr>,
    /// The language.
    pub lang: Option<Locale>,
    /// The text size.
    pub text_size: Option<TextSize>,
    /// The contrast.
    pub theme: Option<Theme>,
    /// How it is worked.
    pub operate: Option<Way>,
    /// Whether it speaks.
    pub speech: Option<bool>,
    /// Where what is spoken is written down.
    pub speech_log: Option<PathBuf>,
    /// Where everything is kept.
    pub data_dir: Option<PathBuf>,
    /// Where the app's own voice lives.
    pub voice_dir: Option<PathBuf>,
    /// How large the window is.
    pub window: Option<WindowSize>,
    /// The display: pixels per inch, viewing distance (TOML).
    pub display_profile: Option<PathBuf>,
}

/// How the backend is served.
#[derive(Debug, Clone, PartialEq)]
pub struct ServeOptions {
    /// Where it listens; 127.0.0.1:8080 if not given.
    pub listen: SocketAddr,
    /// The database (`sqlite://…`, `postgres://…`), which may hold a password; without it, SQLite in the data directory.
    pub database: Option<Secret>,
    /// A catalogue in place of the built-in one.
    pub catalogue: Option<PathBuf>,
    /// The file with the tokens of the staff.
    pub staff_token_file: Option<PathBuf>,
    /// The file with the token of terminals.
    pub terminal_token_file: Option<PathBuf>,
    /// Days for which the documents of an application are kept.
    pub keep_documents: Option<u16>,
    /// Whether terminals may ask without a token.
    pub open: bool,
    /// Whether anybody on this machine may do what staff do, without a token.
    pub open_staff: bool,
    /// What callers may take of it.
    pub limits: LimitOptions,
    /// Where everything is kept.
    pub data_dir: Option<PathBuf>,
    /// The language of what it prints.
    pub lang: Option<Locale>,
}

/// A window's size, logical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WindowSize {
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

/// Nothing is to be run: what to print instead, and the exit code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Stop {
    /// Help or the version was asked for: to standard output, exit 0.
    #[error("{0}")]
    Told(String),
    /// It cannot be understood: one sentence to standard error, exit 2.
    #[error("{0}")]
    Usage(String),
}

/// Reads the command line, the program's name first.
///
/// # Errors
/// [`Stop`] with the words to print, in the language of [`language`].
pub fn parse<I, T>(arguments: I) -> Result<Command, Stop>
where
    I: IntoIterator<Item = T>,
    T: Into<OsString>,
{
    let arguments: Vec<OsString> = arguments.into_iter().map(Into::into).collect();
    let arguments = as_module(arguments);
    let texts = crate::i18n::Texts::of(language(&arguments, |name| std::env::var(name).ok()).tag());
    line::read(&arguments, texts)
}

/// speech-dispatcher starts a module by its path, with the file of its configuration: under that name the program is one.
fn as_module(arguments: Vec<OsString>) -> Vec<OsString> {
    let name = arguments.first().and_then(|program| std::path::Path::new(program).file_name());
    if name.is_none_or(|name| name != MODULE) {
        return arguments;
    }
    ["tongban", "voice", "module"].map(OsString::from).into_iter().chain(arguments.into_iter().skip(1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(line: &str) -> Result<Command, Stop> {
        parse(std::iter::once("tongban").chain(line.split_whitespace()))
    }

    fn run(line: &str) -> RunOptions {
        match told(line).unwrap() {
            Command::Run(options) => *options,
            other => panic!("{other:?}"),
        }
    }

    fn refused(line: &str) -> String {
        match told(line) {
            Err(Stop::Usage(words)) => words,
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn nothing_given_opens_the_window() {
        assert_eq!(run(""), RunOptions::default());
    }

    #[test]
    fn every_option_of_the_window_is_read() {
        let options = run(
            "--kiosk --demo --backend https://city.example --terminal-token-file /tmp/t --allow-plain-http --listen 127.0.0.1:0 --lang zh-TW --text-size 5 \
             --theme night --operate one-switch --speech off --speech-log /tmp/s --data-dir /tmp/d --voice-dir /tmp/v --window 1280x800 --display-profile /tmp/p.toml",
        );
        let expected = RunOptions {
            kiosk: true,
            demo: true,
            backend: Some("https://city.example".into()),
            terminal_token_file: Some("/tmp/t".into()),
            allow_plain_http: true,
            listen: Some(SocketAddr::from(([127, 0, 0, 1], 0))),
            lang: Some(Locale::ZhTw),
            text_size: Some(TextSize::MAX),
            theme: Some(Theme::Night),
            operate: Some(Way::OneSwitch),
            speech: Some(false),
            speech_log: Some("/tmp/s".into()),
            data_dir: Some("/tmp/d".into()),
            voice_dir: Some("/tmp/v".into()),
            window: Some(WindowSize { width: 1280, height: 800 }),
            display_profile: Some("/tmp/p.toml".into()),
        };
        assert_eq!(options, expected);
    }

    #[test]
    fn by_the_name_of_a_module_it_is_one() {
        let module = |file: Option<&str>| Ok(Command::Voice(VoiceOptions { folder: None, what: Voice::Module(file.map(PathBuf::from)) }));
        assert_eq!(parse(["/run/x/sd_tongban", "/etc/x/tongban.conf"]), module(Some("/etc/x/tongban.conf")));
        assert_eq!(parse(["sd_tongban"]), module(None));
        assert_eq!(told("voice module /tmp/c"), module(Some("/tmp/c")));
        assert!(matches!(parse(["sd_tongbang"]), Ok(Command::Run(_))));
    }

    #[test]
    fn serve_and_catalogue_are_read() {
        let Command::Serve(options) = told("serve --database postgres://u:geheim@h/d --open --lang en").unwrap() else { panic!() };
        assert_eq!(options.listen, SocketAddr::from(([127, 0, 0, 1], 8080)));
        assert!(options.open && !options.open_staff && options.lang == Some(Locale::En));
        assert!(!format!("{options:?}").contains("geheim"), "a password in a log");
        assert!(matches!(told("--lang en --data-dir /tmp/d serve"), Ok(Command::Serve(options)) if options.data_dir.is_some()));
        let check = |report| Command::CatalogueCheck(CheckOptions { directory: "/tmp/c".into(), report });
        assert_eq!(told("catalogue check /tmp/c").unwrap(), check(false));
        assert_eq!(told("catalogue check /tmp/c --report --lang en").unwrap(), check(true));
        let import = |out| Command::CatalogueImport(ImportOptions { file: "/tmp/l.tsv".into(), out });
        assert_eq!(told("catalogue import /tmp/l.tsv").unwrap(), import(None));
        assert_eq!(told("catalogue import /tmp/l.tsv --out /tmp/c").unwrap(), import(Some("/tmp/c".into())));
        assert_eq!(told("audit").unwrap(), Command::Audit(AuditOptions::default()));
        let options =
            AuditOptions { json: true, html: Some("/tmp/r".into()), profile: Some("/tmp/p.toml".into()), only: Some("T1".into()) };
        assert_eq!(told("--lang en audit --json --html /tmp/r --profile /tmp/p.toml --only T1").unwrap(), Command::Audit(options));
    }

    #[test]
    fn what_is_wrong_is_one_sentence_in_the_language_asked_for() {
        assert_eq!(refused("--lang en --colour red"), "There is no option --colour; see tongban --help.");
        assert_eq!(refused("--lang zh-CN --colour red"), "没有 --colour 这个选项，请看 tongban --help。");
        assert_eq!(refused("--lang en --theme pink"), "--theme cannot be \u{201c}pink\u{201d}: write paper, white, night or soft.");
        assert_eq!(refused("--lang fr"), "--lang 不能是“fr”：请写 zh-CN、zh-TW 或 en。");
        assert_eq!(refused("--lang en --text-size 6"), "--text-size cannot be \u{201c}6\u{201d}: write a number from 1 to 5.");
        assert_eq!(refused("--lang en --theme"), "--theme needs a value: write paper, white, night or soft.");
        assert_eq!(refused("--lang en catalogue check"), "The line is not complete; see tongban --help.");
        assert_eq!(refused("--lang en catalogue"), "The line is not complete; see tongban --help.");
        assert_eq!(refused("--lang en fly"), "There is no command fly; see tongban --help.");
    }

    #[test]
    fn every_wrong_value_is_refused_in_one_line() {
        for line in [
            "--window 800",
            "--window 0x600",
            "--window 1x2x3",
            "--listen here",
            "--backend ftp://x",
            "--backend https://",
            "--speech loud",
            "--theme paper --theme soft",
            "--operate three-switches",
            "--kiosk=maybe",
            "serve --listen 1",
            "serve --keep-documents 0",
            "serve --connections 0",
            "serve --idle-seconds 1.5",
            "serve --kiosk",
            "--kiosk serve",
            "--terminal-token-file /tmp/t",
            "--allow-plain-http",
            "serve --open --open-staff",
            "catalogue check a b",
            "catalogue mend a",
            "catalogue import",
            "catalogue import a b",
            "catalogue import a --out",
        ] {
            for lang in ["zh-CN", "zh-TW", "en"] {
                let line = match line.split_once(' ') {
                    Some((first @ ("serve" | "catalogue"), rest)) => format!("{first} {rest} --lang {lang}"),
                    _ => format!("--lang {lang} {line}"),
                };
                let words = refused(&line);
                assert!(!words.contains('\n') && !words.contains("error") && !words.contains("command-"), "{line}: {words}");
            }
        }
    }

    #[test]
    fn help_names_every_option_in_three_languages() {
        for lang in ["zh-CN", "zh-TW", "en"] {
            for (command, options) in [
                (
                    "",
                    "--kiosk --demo --backend --terminal-token-file --allow-plain-http --listen --lang --text-size --theme --operate --speech --speech-log --data-dir --window --display-profile --help --version",
                ),
                (
                    "serve",
                    "--listen --database --catalogue --staff-token-file --terminal-token-file --keep-documents --open --open-staff --connections --connections-per-address --idle-seconds --stall-seconds --access-log --data-dir --lang --help",
                ),
                ("audit", "--json --profile --only --lang --help"),
                ("catalogue", "check import"),
                ("catalogue check", "DIR --report --help"),
                ("catalogue import", "FILE --out --help"),
            ] {
                let Err(Stop::Told(help)) = told(&format!("{command} --lang {lang} --help")) else { panic!("{lang} {command}") };
                assert!(options.split(' ').all(|option| help.contains(option)), "{help}");
                assert!(!help.contains("command-"), "words missing: {help}");
                assert!(!help.contains("Usage:") || lang == "en", "{help}");
            }
        }
        assert_eq!(told("--version"), Err(Stop::Told(format!("tongban {}", env!("CARGO_PKG_VERSION")))));
    }
}
