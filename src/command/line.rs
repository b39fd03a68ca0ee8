//! The grammar of the command line, and its reading into plain data. The words are `words`'.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::builder::BoolishValueParser;
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{ArgMatches, Args, CommandFactory, Error, FromArgMatches, Id, Parser, Subcommand};

use super::{
    AuditOptions, CacheOptions, CheckOptions, Command, ImportOptions, LimitOptions, RunOptions, SayOptions, ServeOptions, Stop, Voice,
    VoiceOptions, WindowSize, words,
};
use crate::domain::secret::Secret;
use crate::domain::settings::{ChineseVoice, Locale, TextSize, Theme, Unknown, Way};
use crate::i18n::Texts;

const LISTEN: &str = "127.0.0.1:8080";

#[derive(Parser)]
#[command(name = "tongban", version, disable_help_flag = true, disable_version_flag = true, disable_help_subcommand = true)]
#[group(skip)]
struct Line {
    #[command(flatten)]
    run: Run,
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Option<Sub>,
}

#[derive(Args)]
#[group(skip)]
struct Common {
    #[arg(long, env = "TONGBAN_LANG", global = true, value_name = "TAG")]
    lang: Option<Locale>,
    #[arg(long, env = "TONGBAN_DATA_DIR", global = true, value_name = "DIR")]
    data_dir: Option<PathBuf>,
}

#[derive(Args)]
#[group(skip)]
struct Run {
    #[arg(long, env = "TONGBAN_KIOSK", value_parser = BoolishValueParser::new())]
    kiosk: bool,
    #[arg(long, env = "TONGBAN_DEMO", value_parser = BoolishValueParser::new())]
    demo: bool,
    #[arg(long, env = "TONGBAN_BACKEND", value_name = "URL", value_parser = backend)]
    backend: Option<String>,
    #[arg(long, env = "TONGBAN_TERMINAL_TOKEN_FILE", value_name = "FILE", requires = "backend")]
    terminal_token_file: Option<PathBuf>,
    #[arg(long, env = "TONGBAN_ALLOW_PLAIN_HTTP", requires = "backend", value_parser = BoolishValueParser::new())]
    allow_plain_http: bool,
    #[arg(long, env = "TONGBAN_LISTEN", value_name = "ADDR")]
    listen: Option<SocketAddr>,
    #[arg(long, env = "TONGBAN_TEXT_SIZE", value_name = "1..5")]
    text_size: Option<TextSize>,
    #[arg(long, env = "TONGBAN_THEME", value_name = "NAME")]
    theme: Option<Theme>,
    #[arg(long, env = "TONGBAN_OPERATE", value_name = "WAY")]
    operate: Option<Way>,
    #[arg(long, env = "TONGBAN_SPEECH", value_name = "on|off", value_parser = on_off)]
    speech: Option<bool>,
    #[arg(long, env = "TONGBAN_SPEECH_LOG", value_name = "FILE")]
    speech_log: Option<PathBuf>,
    #[arg(long, env = "TONGBAN_WINDOW", value_name = "WxH")]
    window: Option<WindowSize>,
    #[arg(long, env = "TONGBAN_DISPLAY_PROFILE", value_name = "FILE")]
    display_profile: Option<PathBuf>,
    #[command(flatten)]
    folder: Folder,
}

#[derive(Subcommand)]
enum Sub {
    #[command(disable_help_flag = true)]
    Serve(Serve),
    #[command(disable_help_flag = true, disable_help_subcommand = true, subcommand_required = true)]
    Catalogue {
        #[command(subcommand)]
        command: Catalogue,
    },
    #[command(disable_help_flag = true)]
    Audit(Audit),
    #[command(disable_help_flag = true, disable_help_subcommand = true, subcommand_required = true)]
    Voice {
        #[command(subcommand)]
        command: VoiceSub,
    },
}

#[derive(Args)]
#[group(skip)]
struct Folder {
    #[arg(long = "voice-dir", env = "TONGBAN_VOICE_DIR", value_name = "DIR")]
    voice_dir: Option<PathBuf>,
}

#[derive(Subcommand)]
enum VoiceSub {
    #[command(disable_help_flag = true)]
    Install(Folder),
    #[command(disable_help_flag = true)]
    Remove(Folder),
    #[command(disable_help_flag = true)]
    Say {
        #[arg(value_name = "TEXT")]
        text: String,
        #[arg(long = "out", id = "wav", value_name = "WAV")]
        out: Option<PathBuf>,
        #[arg(long, value_name = "NAME", default_value = "yunxi", hide_default_value = true)]
        speaker: ChineseVoice,
        #[arg(long, value_name = "50..200", default_value = "100", hide_default_value = true, value_parser = clap::value_parser!(u16).range(50..=200))]
        rate: u16,
        #[command(flatten)]
        folder: Folder,
    },
    #[command(disable_help_flag = true)]
    Serve(Folder),
    #[command(disable_help_flag = true)]
    Cache {
        #[arg(long, value_name = "NAME", default_value = "yunxi", hide_default_value = true)]
        speaker: ChineseVoice,
        #[arg(long)]
        list: bool,
        #[command(flatten)]
        folder: Folder,
    },
    #[command(disable_help_flag = true)]
    Check(Folder),
    #[command(disable_help_flag = true)]
    Module {
        #[arg(value_name = "CONFIG")]
        config: Option<PathBuf>,
        #[command(flatten)]
        folder: Folder,
    },
}

impl VoiceSub {
    fn options(self, lang: Option<Locale>) -> VoiceOptions {
        let (Folder { voice_dir }, what) = match self {
            Self::Install(folder) => (folder, Voice::Install),
            Self::Remove(folder) => (folder, Voice::Remove),
            Self::Say { text, out, speaker, rate, folder } => (folder, Voice::Say(SayOptions { text, out, speaker, rate, lang })),
            Self::Serve(folder) => (folder, Voice::Serve),
            Self::Cache { speaker, list, folder } => (folder, Voice::Cache(CacheOptions { speaker, lang, list })),
            Self::Check(folder) => (folder, Voice::Check),
            Self::Module { config, folder } => (folder, Voice::Module(config)),
        };
        VoiceOptions { folder: voice_dir, what }
    }
}

#[derive(Args)]
#[group(skip)]
struct Serve {
    #[arg(long, env = "TONGBAN_LISTEN", value_name = "ADDR", default_value = LISTEN, hide_default_value = true)]
    listen: SocketAddr,
    #[arg(long, env = "TONGBAN_DATABASE", value_name = "URL")]
    database: Option<String>,
    #[arg(long, env = "TONGBAN_CATALOGUE", value_name = "DIR")]
    catalogue: Option<PathBuf>,
    #[arg(long, env = "TONGBAN_STAFF_TOKEN_FILE", value_name = "FILE")]
    staff_token_file: Option<PathBuf>,
    #[arg(long, env = "TONGBAN_TERMINAL_TOKEN_FILE", value_name = "FILE")]
    terminal_token_file: Option<PathBuf>,
    #[arg(long, env = "TONGBAN_KEEP_DOCUMENTS", value_name = "DAYS", value_parser = clap::value_parser!(u16).range(1..))]
    keep_documents: Option<u16>,
    #[arg(long, env = "TONGBAN_OPEN", value_parser = BoolishValueParser::new())]
    open: bool,
    // no variable of the environment: it is for one run, and never for a city's
    #[arg(long, conflicts_with = "open")]
    open_staff: bool,
    #[command(flatten)]
    limits: LimitOptions,
}

#[derive(Args)]
#[group(skip)]
struct Audit {
    #[arg(long, value_name = "DIR")]
    html: Option<PathBuf>,
    #[arg(long)]
    json: bool,
    #[arg(long, value_name = "FILE")]
    profile: Option<PathBuf>,
    #[arg(long, value_name = "RULE")]
    only: Option<String>,
}

#[derive(Subcommand)]
enum Catalogue {
    #[command(disable_help_flag = true)]
    Check {
        #[arg(value_name = "DIR")]
        directory: PathBuf,
        #[arg(long)]
        report: bool,
    },
    #[command(disable_help_flag = true)]
    Import {
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
}

/// Reads the line; the words of help and errors are those of `texts`.
pub(super) fn read(arguments: &[OsString], texts: &Texts) -> Result<Command, Stop> {
    let matches = words::worded(Line::command(), texts).try_get_matches_from(arguments);
    let line = matches
        .and_then(|matches| if stray(&matches) { Err(Error::new(ErrorKind::ArgumentConflict)) } else { Line::from_arg_matches(&matches) })
        .map_err(|error| match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Stop::Told(error.to_string().trim_end().to_owned()),
            _ => Stop::Usage(words::sentence(&error, texts)),
        })?;
    Ok(line.into())
}

/// Whether an option of the window was written before another command. (In the environment it does no harm.)
fn stray(matches: &ArgMatches) -> bool {
    let of_window = |id: &&Id| !["lang", "data_dir"].contains(&id.as_str());
    matches.subcommand().is_some()
        && matches.ids().filter(of_window).any(|id| matches.value_source(id.as_str()) == Some(ValueSource::CommandLine))
}

impl From<Line> for Command {
    fn from(line: Line) -> Self {
        let Line { run, common: Common { lang, data_dir }, command } = line;
        match command {
            Some(Sub::Serve(Serve {
                listen,
                database,
                catalogue,
                staff_token_file,
                terminal_token_file,
                keep_documents,
                open,
                open_staff,
                limits,
            })) => Self::Serve(Box::new(ServeOptions {
                listen,
                database: database.map(Secret::new),
                catalogue,
                staff_token_file,
                terminal_token_file,
                keep_documents,
                open,
                open_staff,
                limits,
                data_dir,
                lang,
            })),
            Some(Sub::Catalogue { command: Catalogue::Check { directory, report } }) => {
                Self::CatalogueCheck(CheckOptions { directory, report })
            }
            Some(Sub::Catalogue { command: Catalogue::Import { file, out } }) => Self::CatalogueImport(ImportOptions { file, out }),
            Some(Sub::Voice { command }) => Self::Voice(command.options(lang)),
            Some(Sub::Audit(Audit { html, json, profile, only })) => Self::Audit(AuditOptions { json, html, profile, only }),
            None => {
                let Run {
                    kiosk,
                    demo,
                    backend,
                    terminal_token_file,
                    allow_plain_http,
                    listen,
                    text_size,
                    theme,
                    operate,
                    speech,
                    speech_log,
                    window,
                    display_profile,
                    folder: Folder { voice_dir },
                } = run;
                Self::Run(Box::new(RunOptions {
                    kiosk,
                    demo,
                    backend,
                    terminal_token_file,
                    allow_plain_http,
                    listen,
                    lang,
                    text_size,
                    theme,
                    operate,
                    speech,
                    speech_log,
                    data_dir,
                    voice_dir,
                    window,
                    display_profile,
                }))
            }
        }
    }
}

fn on_off(text: &str) -> Result<bool, Unknown> {
    match text {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err(Unknown),
    }
}

/// An address with a host; whether somebody is there shows later.
fn backend(text: &str) -> Result<String, Unknown> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).ok_or(Unknown)?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.is_empty() || rest.contains(char::is_whitespace) { Err(Unknown) } else { Ok(text.trim_end_matches('/').to_owned()) }
}

impl std::str::FromStr for WindowSize {
    type Err = Unknown;
    fn from_str(text: &str) -> Result<Self, Unknown> {
        let (width, height) = text.split_once('x').ok_or(Unknown)?;
        let side = |text: &str| text.parse().ok().filter(|side| (1..=16_384).contains(side)).ok_or(Unknown);
        Ok(Self { width: side(width)?, height: side(height)? })
    }
}
