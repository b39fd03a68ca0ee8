//! What callers may take of a served backend, as options of the command line.

use clap::Args;
use clap::builder::BoolishValueParser;

/// What callers may take of a served backend, and what it says of them. What is not given is left to the backend.
#[derive(Args, Debug, Clone, Copy, PartialEq, Eq, Default)]
#[group(skip)]
pub struct LimitOptions {
    /// How many connections there may be.
    #[arg(long, env = "TONGBAN_CONNECTIONS", value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub connections: Option<u16>,
    /// How many connections one address may have.
    #[arg(long, env = "TONGBAN_CONNECTIONS_PER_ADDRESS", value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub connections_per_address: Option<u16>,
    /// How many seconds a connection may wait for its next call and the head of it.
    #[arg(long, env = "TONGBAN_IDLE_SECONDS", value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub idle_seconds: Option<u16>,
    /// How many seconds an answer may wait to be read.
    #[arg(long, env = "TONGBAN_STALL_SECONDS", value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub stall_seconds: Option<u16>,
    /// Whether every call is logged.
    #[arg(long, env = "TONGBAN_ACCESS_LOG", value_parser = BoolishValueParser::new())]
    pub access_log: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{Command, parse};

    #[test]
    fn every_limit_is_read_and_none_is_given() {
        let read = |line: &str| match parse(line.split(' ')) {
            Ok(Command::Serve(options)) => options.limits,
            other => panic!("{other:?}"),
        };
        assert_eq!(read("tongban serve"), LimitOptions::default());
        let line = "tongban serve --connections 9 --connections-per-address 3 --idle-seconds 5 --stall-seconds 7 --access-log";
        let [nine, three, five, seven] = [9, 3, 5, 7].map(Some);
        let expected =
            LimitOptions { connections: nine, connections_per_address: three, idle_seconds: five, stall_seconds: seven, access_log: true };
        assert_eq!(read(line), expected);
    }
}
