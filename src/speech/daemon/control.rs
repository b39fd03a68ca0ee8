//! A connection to speech-dispatcher in its own text protocol, SSIP, for what `tts` cannot ask. Never waits for ever.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

/// One SSIP connection.
#[derive(Debug)]
pub struct Control {
    stream: BufReader<UnixStream>,
    /// The number the daemon gave to this connection; the next connection gets the next number.
    pub number: u64,
}

impl Control {
    /// Connects and makes itself known; every answer must come within `limit`.
    ///
    /// # Errors
    /// Nobody listens, or nobody answers, or not in SSIP.
    pub fn connect(socket: &Path, limit: Duration) -> io::Result<Self> {
        let stream = UnixStream::connect(socket)?;
        stream.set_read_timeout(Some(limit))?;
        stream.set_write_timeout(Some(limit))?;
        let mut control = Self { stream: BufReader::new(stream), number: 0 };
        control.ask("SET SELF CLIENT_NAME tongban:tongban:control")?;
        let answer = control.ask("HISTORY GET CLIENT_ID")?;
        control.number = answer.and_then(|number| number.parse().ok()).ok_or(io::ErrorKind::InvalidData)?;
        Ok(control)
    }

    /// Lets the connection `number` speak by the voice of that name.
    ///
    /// # Errors
    /// There is no such connection, or no answer.
    pub fn set_voice(&mut self, number: u64, name: &str) -> io::Result<()> {
        self.ask(&format!("SET {number} SYNTHESIS_VOICE {name}")).map(drop)
    }

    /// Returns when the daemon has gone.
    pub fn wait(&self) -> io::Result<impl FnOnce() + Send + 'static> {
        let mut stream = self.stream.get_ref().try_clone()?;
        Ok(move || {
            loop {
                match stream.read(&mut [0; 64]) {
                    Ok(0) => return,
                    Ok(_) => {}
                    Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => {}
                    Err(_) => return,
                }
            }
        })
    }

    /// Lets [`Self::wait`] wait without waking up; nothing can be asked any more.
    ///
    /// # Errors
    /// The connection is gone.
    pub fn rest(&self) -> io::Result<()> {
        self.stream.get_ref().set_read_timeout(None)
    }

    /// Sends a line; answers with the datum of the reply, if it has one. `2xx` is yes.
    fn ask(&mut self, line: &str) -> io::Result<Option<String>> {
        self.stream.get_mut().write_all(format!("{line}\r\n").as_bytes())?;
        let mut datum = None;
        loop {
            let mut reply = String::new();
            if (&mut self.stream).take(4096).read_line(&mut reply)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            match (reply.as_bytes().first(), reply.as_bytes().get(3)) {
                (Some(b'2'), Some(b' ')) => return Ok(datum),
                (Some(b'2'), Some(b'-')) => datum = reply.get(4..).map(|datum| datum.trim().to_owned()),
                _ => return Err(io::ErrorKind::InvalidData.into()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::net::UnixListener;
    use std::thread;
    use std::time::Instant;

    use super::*;

    /// A daemon that sends `replies` whatever it is asked.
    fn daemon(replies: &'static str) -> (tempfile::TempDir, thread::JoinHandle<io::Result<UnixStream>>) {
        let directory = tempfile::tempdir().unwrap();
        let listener = UnixListener::bind(directory.path().join("s")).unwrap();
        let thread = thread::spawn(move || {
            let (mut stream, _) = listener.accept()?;
            stream.write_all(replies.as_bytes())?;
            Ok(stream)
        });
        (directory, thread)
    }

    #[test]
    fn it_learns_its_number_and_sets_a_voice() {
        let (directory, _thread) = daemon("208 OK\r\n245-12\r\n245 OK CLIENT ID SENT\r\n201 OK\r\n407 ERR\r\n");
        let mut control = Control::connect(&directory.path().join("s"), Duration::from_secs(5)).unwrap();
        assert_eq!(control.number, 12);
        assert!(control.set_voice(13, "yunxi").is_ok());
        assert!(control.set_voice(99, "yunxi").is_err());
    }

    #[test]
    fn a_daemon_that_is_silent_or_talks_nonsense_is_an_error_in_time() {
        for replies in ["", "nonsense\r\n", "208 OK\r\n245-many\r\n245 OK\r\n", "2", "\r\n"] {
            let (directory, _thread) = daemon(replies);
            let start = Instant::now();
            assert!(Control::connect(&directory.path().join("s"), Duration::from_millis(50)).is_err(), "{replies}");
            assert!(start.elapsed() < Duration::from_secs(2));
        }
    }
}
