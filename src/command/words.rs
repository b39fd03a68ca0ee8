//! Help and errors of the command line in the words of Fluent (`command.ftl`).

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, Error};

use crate::domain::settings::Locale;
use crate::i18n::Texts;

/// The language of the command line's own words: of `--lang`, of `TONGBAN_LANG`, of `LANG`, of record.
pub fn language(arguments: &[OsString], variable: impl Fn(&str) -> Option<String>) -> Locale {
    let mut given = arguments.iter().filter_map(|argument| argument.to_str());
    let mut option = None;
    while let Some(argument) = given.next() {
        if argument == "--lang" {
            option = given.next().map(str::to_owned);
        } else if let Some(tag) = argument.strip_prefix("--lang=") {
            option = Some(tag.to_owned());
        }
    }
    let tag = |given: Option<String>| given.and_then(|tag| tag.parse().ok());
    tag(option).or_else(|| tag(variable("TONGBAN_LANG"))).unwrap_or_else(|| of_system(&variable("LANG").unwrap_or_default()))
}

/// `zh_TW.UTF-8` and its like.
fn of_system(name: &str) -> Locale {
    match name.split(['.', '@']).next().unwrap_or_default() {
        "zh_TW" | "zh_HK" | "zh_MO" => Locale::ZhTw,
        "" | "C" | "POSIX" => Locale::default(),
        other if other.starts_with("zh") => Locale::ZhCn,
        _ => Locale::En,
    }
}

/// The grammar with the words of `texts` in place of clap's.
pub(super) fn worded(command: Command, texts: &Texts) -> Command {
    let version = Arg::new("version").long("version").action(ArgAction::Version);
    let worded = worded_as(command.arg(version), "command", texts);
    worded.after_help(texts.get("command-after"))
}

fn worded_as(command: Command, id: &str, texts: &Texts) -> Command {
    let subcommands: Vec<String> = command.get_subcommands().map(|one| one.get_name().to_owned()).collect();
    let template = format!("{{about}}\n\n{}\n{{tab}}{{usage}}\n\n{{all-args}}{{after-help}}", texts.get("command-usage"));
    let command = command
        .about(texts.get(&format!("{id}-about")))
        .override_usage(texts.get(&format!("{id}-line")))
        .help_template(template)
        .subcommand_help_heading(texts.get("command-commands"))
        .arg(Arg::new("help").short('h').long("help").action(ArgAction::Help))
        .mut_args(|arg| {
            let help = texts.get(&format!("command-{}", arg.get_id().as_str().replace('_', "-")));
            arg.help(help).hide_env(true).help_heading(texts.get("command-options"))
        });
    subcommands
        .into_iter()
        .fold(command, |command, name| command.mut_subcommand(&name, |one| worded_as(one, &format!("{id}-{name}"), texts)))
}

/// What is wrong with the line, in one sentence.
pub(super) fn sentence(error: &Error, texts: &Texts) -> String {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    let argument = text(ContextKind::InvalidArg).and_then(|usage| usage.split_whitespace().next());
    let say = |id: &str, variables: &[(&str, &str)]| {
        let variables: Vec<_> = variables.iter().map(|(name, value)| (*name, (*value).into())).collect();
        texts.with(id, &variables)
    };
    match (error.kind(), argument) {
        (ErrorKind::UnknownArgument, Some(option)) => say("command-unknown-option", &[("option", option)]),
        (ErrorKind::InvalidSubcommand, _) => {
            say("command-unknown-command", &[("command", text(ContextKind::InvalidSubcommand).unwrap_or_default())])
        }
        (ErrorKind::InvalidValue | ErrorKind::ValueValidation, Some(option)) => {
            let id = format!("command-{}", option.trim_start_matches('-'));
            let allowed = texts.attribute(&id, "allowed", &[]).or_else(|| texts.attribute("command-any", "allowed", &[]));
            let allowed = allowed.unwrap_or_default();
            match text(ContextKind::InvalidValue) {
                Some(value) if !value.is_empty() => {
                    say("command-wrong-value", &[("option", option), ("value", value), ("allowed", &allowed)])
                }
                _ => say("command-no-value", &[("option", option), ("allowed", &allowed)]),
            }
        }
        (ErrorKind::MissingRequiredArgument | ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand, _) => {
            say("command-incomplete", &[])
        }
        _ => say("command-not-understood", &[]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &[&str], variables: &[(&str, &str)]) -> Locale {
        let line: Vec<OsString> = line.iter().map(Into::into).collect();
        language(&line, |name| variables.iter().find(|(one, _)| *one == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_language_is_chosen_before_parsing() {
        assert_eq!(of(&[], &[]), Locale::ZhCn);
        assert_eq!(of(&["--lang=en"], &[("TONGBAN_LANG", "zh-TW")]), Locale::En);
        assert_eq!(of(&["serve", "--lang", "en"], &[]), Locale::En);
        assert_eq!(of(&[], &[("TONGBAN_LANG", "zh-TW"), ("LANG", "en_US.UTF-8")]), Locale::ZhTw);
        assert_eq!(of(&["--lang", "xx"], &[("LANG", "en_GB.UTF-8")]), Locale::En);
        assert_eq!(of(&["--lang"], &[("LANG", "zh_HK.UTF-8")]), Locale::ZhTw);
        assert_eq!(of(&[], &[("LANG", "C.UTF-8")]), Locale::ZhCn);
        assert_eq!(of(&[], &[("LANG", "zh_CN.UTF-8")]), Locale::ZhCn);
    }
}
