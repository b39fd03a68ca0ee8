//! Connections: how many, from whom, and how long each may keep us waiting, so that no caller keeps out the others.
//! Knows HTTP and no call.

use std::collections::HashMap;
use std::io;
use std::net::IpAddr;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, oneshot, watch};
use tokio::time::{Instant, Sleep};

/// What is read ahead of a connection and kept to be written to it, in bytes; the longest head of a call too.
const BUFFER: usize = 32 * 1024;
/// How long to wait when no connection can be taken, as when there are too many open files.
const PAUSE: Duration = Duration::from_secs(1);

/// What callers may take of the backend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How long the head of a call may take to arrive, the time since the call before included: so long a connection
    /// may stand idle.
    pub idle: Duration,
    /// How long an answer may wait for its reader to take some of it.
    pub stall: Duration,
    /// How many connections there may be. Further ones wait until one ends.
    pub connections: usize,
    /// How many connections one address may have. Further ones are closed at once.
    pub per_address: usize,
}

impl Default for Limits {
    /// A terminal has two connections at most, so that a hundred may stand behind one address; 512 connections are well
    /// under the 1,024 open files a process usually has.
    fn default() -> Self {
        Self { idle: Duration::from_secs(20), stall: Duration::from_secs(30), connections: 512, per_address: 256 }
    }
}

/// Answers calls by `router` until `end` is dropped; then takes no more and finishes those under way.
pub async fn listen(listener: TcpListener, router: Router, limits: Limits, end: oneshot::Receiver<()>) {
    let mut builder = http1::Builder::new();
    // The router gives the date, where there is one.
    builder.timer(TokioTimer::new()).header_read_timeout(limits.idle).max_buf_size(BUFFER).auto_date_header(false);
    let (all, addresses) = (Arc::new(Semaphore::new(limits.connections)), Addresses::default());
    let (closing, _) = watch::channel(());
    let mut end = pin!(end);
    loop {
        let next = async {
            // Never closed.
            let permit = all.clone().acquire_owned().await.ok();
            (permit, listener.accept().await)
        };
        let (permit, accepted) = tokio::select! {
            next = next => next,
            _ = &mut end => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "no connection taken");
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        };
        let Some(place) = addresses.place(peer.ip(), limits.per_address) else {
            tracing::debug!("too many connections from one address");
            continue;
        };
        let connection =
            builder.serve_connection(TokioIo::new(Patient::new(stream, limits.stall)), TowerToHyperService::new(router.clone()));
        let mut closes = closing.subscribe();
        tokio::spawn(async move {
            let _held = (permit, place);
            let mut connection = pin!(connection);
            let done = tokio::select! {
                done = connection.as_mut() => done,
                _ = closes.changed() => {
                    connection.as_mut().graceful_shutdown();
                    connection.await
                }
            };
            if let Err(error) = done {
                tracing::debug!(%error, "connection ended");
            }
        });
    }
    drop(listener);
    closing.send_replace(());
    closing.closed().await;
}

/// How many connections each address has.
#[derive(Clone, Default)]
struct Addresses(Arc<Mutex<HashMap<IpAddr, usize>>>);

/// One connection of an address, until it is dropped.
struct Place(Addresses, IpAddr);

impl Addresses {
    /// One more connection of `address`, unless it has `most`.
    fn place(&self, address: IpAddr, most: usize) -> Option<Place> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(address).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(Place(self.clone(), address))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut counts = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.1) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.1);
            }
        }
    }
}

/// A connection that ends when its reader takes nothing for too long.
struct Patient {
    stream: TcpStream,
    patience: Duration,
    /// Runs while something waits to be written.
    wait: Option<Pin<Box<Sleep>>>,
}

impl Patient {
    fn new(stream: TcpStream, patience: Duration) -> Self {
        // Small answers go at once; where that cannot be had, they come a little later.
        drop(stream.set_nodelay(true));
        Self { stream, patience, wait: None }
    }

    /// `written`, or the end if nothing could be written for too long.
    fn waited<T>(&mut self, written: Poll<io::Result<T>>, cx: &mut Context<'_>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.wait = None;
            return written;
        }
        let until = Instant::now() + self.patience;
        let wait = self.wait.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(until)));
        ready!(wait.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Patient {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Patient {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.waited(written, cx)
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, bytes);
        self.waited(written, cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_its_places_and_gives_them_back() {
        let addresses = Addresses::default();
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        let held = [addresses.place(one, 2), addresses.place(one, 2)];
        assert!(held.iter().all(Option::is_some) && addresses.place(one, 2).is_none());
        assert!(addresses.place(other, 2).is_some());
        drop(held);
        assert!(addresses.place(one, 2).is_some());
        assert!(addresses.0.lock().unwrap().is_empty());
    }
}
