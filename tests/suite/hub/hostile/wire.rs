//! Members that do not even speak HTTP.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinSet,
    time::interval,
};

/// What becomes of a connection.
#[derive(Clone, Copy)]
pub(super) enum Wire {
    /// It is closed at once.
    Closed,
    /// It is closed when the request has come.
    ClosedWhenAsked,
    /// It breaks off within the head.
    HalfAHead,
    /// The head goes on for ever, a letter at a time.
    HeadForEver,
    /// Something else speaks there.
    AnotherProtocol,
}

/// Where such a member is, until the other is dropped.
pub(super) async fn listening(wire: Wire) -> (String, JoinSet<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let mut serving = JoinSet::new();
    serving.spawn(async move {
        let mut connections = JoinSet::new();
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            // Whoever hangs up is asked no more.
            connections.spawn(async move { drop(meet(stream, wire).await) });
        }
    });
    (format!("http://{address}/graphql"), serving)
}

async fn meet(mut stream: TcpStream, wire: Wire) -> std::io::Result<()> {
    if matches!(wire, Wire::Closed) {
        return Ok(());
    }
    // The first letter of `POST`.
    stream.read_exact(&mut [0; 1]).await?;
    match wire {
        Wire::Closed | Wire::ClosedWhenAsked => {}
        Wire::HalfAHead => stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-ty").await?,
        Wire::AnotherProtocol => stream.write_all(b"220 post.exempel.test ESMTP\r\n").await?,
        Wire::HeadForEver => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nx-a: ").await?;
            let mut interval = interval(Duration::from_millis(50));
            loop {
                interval.tick().await;
                stream.write_all(b"a").await?;
            }
        }
    }
    Ok(())
}
