//! Who answers at the port of a broken member.

use std::io;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinSet,
};

/// What a proxy says that has lost what is behind it.
const RUBBISH: &str = "<!doctype html><title>Snart tillbaka</title><p>Här byggs det om.";

/// Takes every connection and says nothing, until it is dropped.
pub(super) async fn hang(listener: TcpListener) {
    let mut held = Vec::new();
    loop {
        if let Ok((stream, _)) = listener.accept().await {
            held.push(stream);
        }
    }
}

/// Answers whatever is asked with something else, until it is dropped.
pub(super) async fn talk_rubbish(listener: TcpListener) {
    let mut answering = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                if let Ok((stream, _)) = accepted {
                    answering.spawn(answer(stream));
                }
            }
            Some(_) = answering.join_next() => {}
        }
    }
}

async fn answer(mut stream: TcpStream) -> io::Result<()> {
    // Of the question, as much as comes at once.
    let _ = stream.read(&mut [0; 4096]).await?;
    let length = RUBBISH.len();
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\n\
         content-length: {length}\r\nconnection: close\r\n\r\n{RUBBISH}"
    );
    stream.write_all(answer.as_bytes()).await?;
    stream.shutdown().await
}
