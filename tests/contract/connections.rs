//! Callers who keep a connection and let the backend wait: none of them keeps out another. What is waited for is what happens,
//! never a time; the limits are handed in small.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tongban::backend::{Limits, Options};

use super::server::Server;

/// Nothing here takes so long, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);
/// Longer than a test.
const NEVER: Duration = Duration::from_secs(600);
const SHORT: Duration = Duration::from_millis(200);

const CALL: &[u8] = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

async fn server(limits: Limits) -> Server {
    let directory = tempfile::tempdir().unwrap();
    Server::start(Options { limits, ..Options::embedded(directory.path(), false) }, directory).await
}

async fn connect(server: &Server) -> TcpStream {
    TcpStream::connect(server.running.url.strip_prefix("http://").unwrap()).await.unwrap()
}

/// Sends a call; whether it was answered, and not the connection closed.
async fn answered(stream: &mut TcpStream) -> bool {
    let mut answer = Vec::new();
    let mut there = stream.write_all(CALL).await.is_ok();
    while there && !answer.ends_with(b"\r\n\r\nok") {
        there = stream.read_buf(&mut answer).await.is_ok_and(|read| read > 0);
    }
    there && answer.starts_with(b"HTTP/1.1 200 OK")
}

/// Waits until the backend closes the connection; what it said before.
async fn closed(mut stream: TcpStream) -> Vec<u8> {
    let mut said = Vec::new();
    // A reset is an end too.
    let _ = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut said)).await.expect("not closed");
    said
}

/// Connects until somebody is answered.
async fn let_in(server: &Server) -> bool {
    let trying = async { while !answered(&mut connect(server).await).await {} };
    tokio::time::timeout(PATIENCE, trying).await.is_ok()
}

#[tokio::test]
async fn a_silent_address_has_its_places_and_no_more() {
    let server = server(Limits { idle: NEVER, per_address: 3, ..Limits::default() }).await;
    let mut silent = Vec::new();
    for _ in 0..3 {
        let mut stream = connect(&server).await;
        assert!(answered(&mut stream).await);
        silent.push(stream);
    }
    assert!(!answered(&mut connect(&server).await).await, "one too many");
    // Those that are there go on, and a place that is given back is another's.
    assert!(answered(&mut silent[0]).await);
    silent.pop();
    assert!(let_in(&server).await);
    server.running.stop().await;
}

#[tokio::test]
async fn whoever_comes_when_all_places_are_taken_waits_for_one() {
    let server = server(Limits { idle: NEVER, connections: 2, ..Limits::default() }).await;
    let mut silent = [connect(&server).await, connect(&server).await];
    for stream in &mut silent {
        assert!(answered(stream).await);
    }
    let mut third = connect(&server).await;
    third.write_all(CALL).await.unwrap();
    let [first, mut second] = silent;
    assert!(answered(&mut second).await);
    drop(first);
    let mut answer = [0; 15];
    tokio::time::timeout(PATIENCE, third.read_exact(&mut answer)).await.expect("not let in").unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200 OK");
}

#[tokio::test]
async fn silent_dripping_and_idle_connections_end() {
    let server = server(Limits { idle: SHORT, per_address: 3, ..Limits::default() }).await;
    let silent = connect(&server).await;
    let mut dripping = connect(&server).await;
    let mut idle = connect(&server).await;
    assert!(answered(&mut idle).await);
    let dripped = async {
        // Each byte comes, and the head never ends.
        let mut clock = tokio::time::interval(SHORT / 10);
        while dripping.write_all(b"G").await.is_ok() {
            clock.tick().await;
        }
    };
    tokio::time::timeout(PATIENCE, dripped).await.expect("a dripping head was borne");
    for stream in [silent, idle] {
        assert!(!String::from_utf8_lossy(&closed(stream).await).contains("HTTP/1.1 200"));
    }
    assert!(let_in(&server).await);
}

#[tokio::test]
async fn whoever_does_not_read_is_let_go() {
    let server = server(Limits { idle: NEVER, stall: SHORT, per_address: 1, ..Limits::default() }).await;
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4096).unwrap();
    let mut deaf = socket.connect(server.running.url.strip_prefix("http://").unwrap().parse().unwrap()).await.unwrap();
    // More answers than the system keeps for a socket; the writing ends because nothing of them is taken either.
    let calls = b"GET /registration/v1/services?limit=500 HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(100);
    let written = async { while deaf.write_all(&calls).await.is_ok() {} };
    tokio::time::timeout(PATIENCE, written).await.expect("kept for ever");
    assert!(let_in(&server).await);
}
