//! Names of this machine, as they stand in addresses and in the header `Host`.

use std::net::{IpAddr, SocketAddr};

/// Whether `host`, with its port or without, is this machine and no other.
pub fn is_loopback(host: &str) -> bool {
    let address = host.parse().map(|address: SocketAddr| address.ip());
    match address.or_else(|_| host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>()) {
        Ok(address) => address.is_loopback(),
        Err(_) => host.split_once(':').map_or(host, |(name, _)| name).eq_ignore_ascii_case("localhost"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_loopback() {
        for own in ["localhost", "LocalHost:80", "127.0.0.1", "127.0.0.1:8080", "127.1.2.3", "[::1]", "[::1]:8080", "::1"] {
            assert!(is_loopback(own), "{own}");
        }
        for other in ["", "rebind.example", "localhost.example:80", "127.0.0.1.example", "10.0.0.1:80", "[::2]", "example:localhost"] {
            assert!(!is_loopback(other), "{other}");
        }
    }
}
