//! The line between terminal and backend, which can be cut, slow or noisy.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::watch;

/// What is wrong with the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing.
    None,
    /// Nobody takes the call.
    Away,
    /// The call is taken and never answered.
    Slow,
    /// 503.
    Broken,
    /// Not what was agreed.
    Garbage,
    /// The answer breaks off in its middle.
    Half,
    /// The backend does what it is asked, but its answer is lost.
    Lost,
}

#[derive(Debug, Clone, Copy)]
struct State {
    trouble: Trouble,
    backend: SocketAddr,
    /// So many hours the backend's clock is ahead of this machine's.
    ahead: i64,
}

/// The line.
pub struct Line {
    pub url: String,
    state: watch::Sender<State>,
    /// The trouble that is in force.
    now: watch::Receiver<Trouble>,
    runtime: Arc<Runtime>,
    traffic: Arc<Mutex<Traffic>>,
}

/// What went over the line.
#[derive(Default)]
struct Traffic {
    asked: String,
    lost: String,
}

impl Line {
    /// A good line to the backend at `url`.
    pub fn to(url: &str, runtime: &Arc<Runtime>) -> Self {
        let (state, watched) = watch::channel(State { trouble: Trouble::None, backend: address(url), ahead: 0 });
        let socket = bound((std::net::Ipv4Addr::LOCALHOST, 0).into(), runtime);
        let here = socket.local_addr().unwrap();
        let traffic = Arc::new(Mutex::new(Traffic::default()));
        let (tell, now) = watch::channel(Trouble::None);
        runtime.spawn(serve(socket, here, watched, tell, traffic.clone()));
        Self { url: format!("http://{here}"), state, now, runtime: runtime.clone(), traffic }
    }

    /// From now on. A change hangs up on what is under way.
    pub fn set(&self, trouble: Trouble) {
        self.state.send_modify(|state| state.trouble = trouble);
        self.runtime.block_on(self.now.clone().wait_for(|now| *now == trouble)).unwrap();
    }

    /// The backend has moved to `url`.
    pub fn moved(&self, url: &str) {
        self.state.send_modify(|state| state.backend = address(url));
    }

    /// From now on this machine's clock is so many hours behind the backend's.
    pub fn behind(&self, hours: i64) {
        self.state.send_modify(|state| state.ahead = hours);
    }

    /// The keys under which something was filed, in order.
    pub fn keys(&self) -> Vec<String> {
        let traffic = self.traffic.lock().unwrap();
        let lines = traffic.asked.lines().filter_map(|line| line.strip_prefix("idempotency-key: "));
        lines.map(|key| key.trim().to_owned()).collect()
    }

    /// The answers that were lost.
    pub fn lost(&self) -> String {
        self.traffic.lock().unwrap().lost.clone()
    }
}

fn address(url: &str) -> SocketAddr {
    url.trim_start_matches("http://").parse().unwrap()
}

/// The port is held, yet nobody listens.
fn bound(at: SocketAddr, runtime: &Runtime) -> TcpSocket {
    let _inside = runtime.enter();
    hold(at)
}

fn hold(at: SocketAddr) -> TcpSocket {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_reuseaddr(true).unwrap();
    socket.bind(at).unwrap();
    socket
}

async fn serve(
    socket: TcpSocket,
    here: SocketAddr,
    mut state: watch::Receiver<State>,
    tell: watch::Sender<Trouble>,
    traffic: Arc<Mutex<Traffic>>,
) {
    let mut listener: Option<TcpListener> = Some(socket.listen(64).unwrap());
    loop {
        let now = *state.borrow_and_update();
        if now.trouble == Trouble::Away {
            drop(listener.take());
            let held = hold(here);
            tell.send_replace(now.trouble);
            if state.changed().await.is_err() {
                return;
            }
            listener = Some(held.listen(64).unwrap());
            continue;
        }
        let Some(open) = &listener else { return };
        tell.send_replace(now.trouble);
        tokio::select! {
            changed = state.changed() => if changed.is_err() { return },
            call = open.accept() => {
                let (Ok((stream, _)), mut state, traffic) = (call, state.clone(), traffic.clone()) else { return };
                tokio::spawn(async move {
                    tokio::select! {
                        () = carry(stream, now, &traffic) => {}
                        _ = state.changed() => {}
                    }
                });
            }
        }
    }
}

/// Carries one call, as far as the line does.
async fn carry(mut terminal: TcpStream, State { trouble, backend, ahead }: State, traffic: &Mutex<Traffic>) {
    match trouble {
        Trouble::None | Trouble::Half | Trouble::Lost => forward(terminal, trouble, (backend, ahead), traffic).await,
        Trouble::Away => {}
        Trouble::Slow => {
            let mut asked = [0; 4096];
            while terminal.read(&mut asked).await.is_ok_and(|read| read > 0) {}
        }
        Trouble::Broken => answer(terminal, "503 Service Unavailable", "").await,
        Trouble::Garbage => answer(terminal, "200 OK", "<html>404</html>").await,
    }
}

async fn answer(mut terminal: TcpStream, status: &str, body: &str) {
    let mut asked = vec![0; 65_536];
    let _ = terminal.read(&mut asked).await;
    let head =
        format!("HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    let _ = terminal.write_all(format!("{head}{body}").as_bytes()).await;
    // Closed with something unread, the answer would be lost.
    let _ = terminal.shutdown().await;
    while terminal.read(&mut asked).await.is_ok_and(|read| read > 0) {}
}

async fn forward(mut terminal: TcpStream, trouble: Trouble, (backend, ahead): (SocketAddr, i64), traffic: &Mutex<Traffic>) {
    let Ok(mut backend) = TcpStream::connect(backend).await else { return };
    let (mut asked, mut answered) = (vec![0; 65_536], vec![0; 1 << 20]);
    loop {
        tokio::select! {
            read = terminal.read(&mut asked) => {
                let Ok(read @ 1..) = read else { return };
                traffic.lock().unwrap().asked.push_str(&String::from_utf8_lossy(&asked[..read]));
                if backend.write_all(&once(&asked[..read])).await.is_err() { return }
            }
            read = backend.read(&mut answered) => {
                let Ok(read @ 1..) = read else { return };
                match trouble {
                    Trouble::Lost => {
                        traffic.lock().unwrap().lost.push_str(&String::from_utf8_lossy(&answered[..read]));
                        return;
                    }
                    Trouble::Half => {
                        let _ = terminal.write_all(&answered[..read - 40]).await;
                        return;
                    }
                    _ => if terminal.write_all(&dated(&answered[..read], ahead)).await.is_err() { return },
                }
            }
        }
    }
}

/// The same request on a connection that is used once, so that each is met by the trouble of its time.
fn once(request: &[u8]) -> Vec<u8> {
    let host = b"\r\nhost: ";
    match request.windows(host.len()).position(|bytes| bytes == host) {
        Some(at) => [&request[..at], b"\r\nconnection: close", &request[at..]].concat(),
        None => request.to_vec(),
    }
}

/// The same answer at another time.
fn dated(answer: &[u8], hours: i64) -> Vec<u8> {
    let head = b"\r\ndate: ";
    let Some(at) = answer.windows(head.len()).position(|bytes| bytes == head).filter(|_| hours != 0) else { return answer.to_vec() };
    let from = at + head.len();
    let to = from + answer[from..].windows(2).position(|bytes| bytes == b"\r\n").unwrap();
    let date = std::str::from_utf8(&answer[from..to]).unwrap();
    let date = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(date).unwrap() + jiff::SignedDuration::from_hours(hours);
    let date = jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&date).unwrap();
    [&answer[..from], date.as_bytes(), &answer[to..]].concat()
}
