//! A server that misbehaves, over raw TCP.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What a server does with one call.
#[derive(Debug, Clone)]
pub enum Act {
    /// Answers these bytes and closes.
    Say(Vec<u8>),
    /// Answers these bytes and then nothing, keeping the connection.
    SayAndHang(Vec<u8>),
    /// Answers the head and then sends a byte at a time for ever.
    Drip,
}

impl Act {
    /// A whole answer.
    pub fn answer(status: &str, kind: &str, body: &str) -> Self {
        let head = format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
        Self::Say([head.as_bytes(), body.as_bytes()].concat())
    }

    /// A good answer in JSON.
    pub fn json(body: &str) -> Self {
        Self::answer("200 OK", "application/json", body)
    }
}

/// The server; it goes when dropped.
pub struct Faulty {
    pub url: String,
    calls: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Faulty {
    /// Does each of `acts` for one call, the last one ever after.
    pub async fn doing(acts: impl Into<Vec<Act>>) -> Self {
        let acts = acts.into();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let calls = Arc::new(AtomicUsize::new(0));
        let counted = calls.clone();
        let task = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let call = counted.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(play(stream, acts[call.min(acts.len() - 1)].clone()));
            }
        });
        Self { url, calls, task }
    }

    /// How many calls came.
    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }
}

impl Drop for Faulty {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn play(mut stream: TcpStream, act: Act) {
    let mut request = vec![0; 65_536];
    let _ = stream.read(&mut request).await;
    match act {
        Act::Say(bytes) => drop(stream.write_all(&bytes).await),
        Act::SayAndHang(bytes) => {
            let _ = stream.write_all(&bytes).await;
            // Ends when the caller hangs up.
            while stream.read(&mut request).await.is_ok_and(|read| read > 0) {}
        }
        Act::Drip => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n").await;
            let mut clock = tokio::time::interval(std::time::Duration::from_millis(50));
            while stream.write_all(b" ").await.is_ok() {
                clock.tick().await;
            }
        }
    }
}
