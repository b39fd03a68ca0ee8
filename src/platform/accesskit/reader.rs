//! Whether a screen reader speaks: `ScreenReaderEnabled` of `org.a11y.Status` on the session bus, followed for as long as the
//! program runs. A bus that is not there, goes away or comes late is looked for again. Who only acts through AT-SPI, such
//! as a switch, says nothing itself: our own voice goes on for that.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use zbus::blocking::{Connection, MessageIterator, connection::Builder};
use zbus::message::Type;
use zbus::zvariant::OwnedValue;

use super::lock;

/// Who tells it, where, and under which name.
const SERVICE: &str = "org.a11y.Bus";
const PATH: &str = "/org/a11y/bus";
const STATUS: (&str, &str) = ("org.a11y.Status", "ScreenReaderEnabled");
/// What may mean that it has changed: it says so, or who tells it comes or goes.
const NEWS: [&str; 2] = [
    "type='signal',path='/org/a11y/bus',interface='org.freedesktop.DBus.Properties',member='PropertiesChanged'",
    "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='org.a11y.Bus'",
];
/// A bus that has not answered by then is none.
const PATIENCE: Duration = Duration::from_secs(3);

/// Ends with it: the thread leaves the bus.
pub(super) struct Watch {
    _end: Sender<()>,
    connection: Arc<Mutex<Option<Connection>>>,
}

impl Watch {
    /// Tells each change from a thread of its own, beginning with a screen reader that is there already. The bus of that
    /// address, else the session's; looked for again after `pause`.
    pub(super) fn start(address: Option<String>, pause: Duration, tell: impl Fn(bool) + Send + 'static) -> Self {
        let (end, ended) = channel();
        let connection = Arc::new(Mutex::new(None));
        let ours = connection.clone();
        let watch = move || {
            loop {
                if let Ok(bus) = connect(address.as_deref()) {
                    *lock(&ours) = Some(bus.clone());
                    let speaks = follow(&bus, &tell).unwrap_or_else(|(speaks, error)| {
                        tracing::info!(%error, "the session bus is gone");
                        speaks
                    });
                    *lock(&ours) = None;
                    if speaks {
                        tell(false);
                    }
                }
                if ended.recv_timeout(pause) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
            }
        };
        if let Err(error) = thread::Builder::new().name("screen reader".into()).spawn(watch) {
            tracing::warn!(%error, "no thread to look for a screen reader");
        }
        Self { _end: end, connection }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(Err(error)) = lock(&self.connection).take().map(Connection::close) {
            tracing::info!(%error, "the session bus was not left in order");
        }
    }
}

fn connect(address: Option<&str>) -> zbus::Result<Connection> {
    let builder = address.map_or_else(Builder::session, Builder::address)?;
    builder.method_timeout(PATIENCE).build()
}

/// Tells each change until the bus goes away; whether one spoke then.
fn follow(bus: &Connection, tell: &impl Fn(bool)) -> Result<bool, (bool, zbus::Error)> {
    let mut speaks = false;
    let messages = MessageIterator::from(bus);
    for rule in NEWS {
        let name = Some("org.freedesktop.DBus");
        bus.call_method(name, "/org/freedesktop/DBus", name, "AddMatch", &rule).map_err(|error| (speaks, error))?;
    }
    let mut look = || {
        let now = asks(bus).unwrap_or(false);
        if now != std::mem::replace(&mut speaks, now) {
            tell(now);
        }
    };
    look();
    for message in messages {
        match message {
            Ok(message) if message.message_type() == Type::Signal => look(),
            Ok(_) => {}
            Err(error) => return Err((speaks, error)),
        }
    }
    Ok(speaks)
}

fn asks(bus: &Connection) -> zbus::Result<bool> {
    let answer = bus.call_method(Some(SERVICE), PATH, Some("org.freedesktop.DBus.Properties"), "Get", &STATUS)?;
    let value: OwnedValue = answer.body().deserialize()?;
    Ok(bool::try_from(value)?)
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead as _, BufReader};
    use std::process::{Child, Command, Stdio};
    use std::sync::mpsc::{Receiver, channel};

    use super::*;

    const LONG: Duration = Duration::from_secs(20);
    const SHORT: Duration = Duration::from_millis(20);

    /// A bus of its own, which ends with the scope.
    struct Bus(Child);

    impl Bus {
        fn at(address: &str) -> Self {
            let mut child = Command::new("dbus-daemon")
                .args(["--session", "--nofork", "--print-address", &format!("--address={address}")])
                .stdout(Stdio::piped())
                .spawn()
                .expect("dbus-daemon is not installed");
            let mut line = String::new();
            BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
            Self(child)
        }
    }

    impl Drop for Bus {
        fn drop(&mut self) {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }

    /// What `at-spi-bus-launcher` tells.
    struct Status(bool);

    #[zbus::interface(name = "org.a11y.Status")]
    impl Status {
        #[zbus(property)]
        fn screen_reader_enabled(&self) -> bool {
            self.0
        }
        #[zbus(property)]
        fn set_screen_reader_enabled(&mut self, on: bool) {
            self.0 = on;
        }
    }

    fn launcher(address: &str, on: bool) -> Connection {
        Builder::address(address).unwrap().serve_at(PATH, Status(on)).unwrap().name(SERVICE).unwrap().build().unwrap()
    }

    fn switch(address: &str, on: bool) {
        let value = zbus::zvariant::Value::from(on);
        let body = (STATUS.0, STATUS.1, value);
        connect(Some(address)).unwrap().call_method(Some(SERVICE), PATH, Some("org.freedesktop.DBus.Properties"), "Set", &body).unwrap();
    }

    fn watched(address: &str) -> (Watch, Receiver<bool>) {
        let (tell, told) = channel();
        (Watch::start(Some(address.to_owned()), SHORT, move |speaks| tell.send(speaks).unwrap_or_default()), told)
    }

    #[test]
    fn a_screen_reader_that_comes_and_goes_is_told() {
        let directory = tempfile::tempdir().unwrap();
        let address = format!("unix:path={}/bus", directory.path().display());
        let _bus = Bus::at(&address);
        let launcher = launcher(&address, false);
        let (watch, told) = watched(&address);
        assert!(told.recv_timeout(Duration::from_millis(300)).is_err(), "none speaks yet");
        switch(&address, true);
        assert_eq!(told.recv_timeout(LONG), Ok(true));
        switch(&address, false);
        assert_eq!(told.recv_timeout(LONG), Ok(false));
        switch(&address, true);
        assert_eq!(told.recv_timeout(LONG), Ok(true));
        drop(launcher);
        assert_eq!(told.recv_timeout(LONG), Ok(false), "who told it has gone");
        drop(watch);
        assert!(told.recv_timeout(LONG).is_err(), "the thread has ended");
    }

    #[test]
    fn a_bus_that_comes_late_or_again_is_joined() {
        let directory = tempfile::tempdir().unwrap();
        let address = format!("unix:path={}/bus", directory.path().display());
        let (_watch, told) = watched(&address);
        assert!(told.recv_timeout(SHORT * 3).is_err());
        for _ in 0..2 {
            let bus = Bus::at(&address);
            let launcher = launcher(&address, true);
            assert_eq!(told.recv_timeout(LONG), Ok(true));
            drop(bus);
            assert_eq!(told.recv_timeout(LONG), Ok(false), "it spoke on a bus that is gone");
            drop(launcher);
        }
    }
}
