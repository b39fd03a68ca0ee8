//! The wait for the session bus. AccessKit looks for it once only, so it is begun when the bus answers.

use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

/// How often a missing bus is looked for.
pub(super) const PAUSE: Duration = Duration::from_secs(2);

/// Ends the wait when it is dropped.
pub(super) struct Waiting {
    _end: Sender<()>,
}

/// Calls `then` once, as soon as the session bus answers: now, or from a thread that waits.
pub(super) fn when_there(then: impl FnOnce() + Send + 'static) -> Waiting {
    wait_for(socket(|name| std::env::var_os(name).map(PathBuf::from)), PAUSE, then)
}

fn wait_for(socket: Option<PathBuf>, pause: Duration, then: impl FnOnce() + Send + 'static) -> Waiting {
    let (end, ended) = channel();
    let Some(socket) = socket else {
        then();
        return Waiting { _end: end };
    };
    let wait = move || {
        while UnixStream::connect(&socket).is_err() {
            match ended.recv_timeout(pause) {
                Err(RecvTimeoutError::Timeout) => {}
                Ok(()) | Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        then();
    };
    if let Err(error) = thread::Builder::new().name("accessibility bus".into()).spawn(wait) {
        tracing::warn!(%error, "no thread for the accessibility bus");
    }
    Waiting { _end: end }
}

/// The file socket of the session bus, by the rules of the D-Bus specification; none if it is of another kind
/// (abstract, TCP), which AccessKit itself then tries.
fn socket(variable: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    match variable("DBUS_SESSION_BUS_ADDRESS") {
        Some(address) => {
            let address = address.to_str()?;
            let first = address.split(';').next()?.strip_prefix("unix:")?;
            let path = first.split(',').find_map(|part| part.strip_prefix("path="))?;
            (!path.contains('%')).then(|| PathBuf::from(path))
        }
        None => Some(match variable("XDG_RUNTIME_DIR") {
            Some(directory) => directory.join("bus"),
            None => PathBuf::from(format!("/run/user/{}/bus", rustix::process::geteuid().as_raw())),
        }),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::net::UnixListener;
    use std::sync::mpsc;

    use super::*;

    fn variables(all: &'static [(&str, &str)]) -> impl Fn(&str) -> Option<PathBuf> {
        move |name| all.iter().find(|(one, _)| *one == name).map(|(_, value)| PathBuf::from(value))
    }

    #[test]
    fn reads_the_address_of_the_bus() {
        let given = variables(&[("DBUS_SESSION_BUS_ADDRESS", "unix:path=/tmp/bus,guid=12")]);
        assert_eq!(socket(given), Some("/tmp/bus".into()));
        assert_eq!(socket(variables(&[("DBUS_SESSION_BUS_ADDRESS", "unix:abstract=/tmp/bus")])), None);
        assert_eq!(socket(variables(&[("DBUS_SESSION_BUS_ADDRESS", "")])), None);
        assert_eq!(socket(variables(&[("XDG_RUNTIME_DIR", "/run/x")])), Some("/run/x/bus".into()));
    }

    #[test]
    fn joins_a_bus_that_comes_late() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("bus");
        let (tell, told) = mpsc::channel();
        let _waiting = wait_for(Some(path.clone()), Duration::from_millis(5), move || tell.send(()).unwrap());
        assert!(told.recv_timeout(Duration::from_millis(20)).is_err());
        let _bus = UnixListener::bind(path).unwrap();
        told.recv_timeout(Duration::from_secs(10)).unwrap();
    }

    #[test]
    fn stops_waiting_when_it_is_dropped() {
        let (tell, told) = mpsc::channel::<()>();
        drop(wait_for(Some("/nonexistent/bus".into()), Duration::from_mins(1), move || drop(tell)));
        assert_eq!(told.recv_timeout(Duration::from_secs(10)), Err(RecvTimeoutError::Disconnected));
    }
}
