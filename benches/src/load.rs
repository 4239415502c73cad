//! Asking a server as fast as it answers, over connections that are kept.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

/// Connections at a time.
const CONNECTIONS: usize = 16;

/// A request to `/graphql` with this body.
#[must_use]
pub fn post(body: &str) -> String {
    format!(
        "POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n\
         accept: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// A request for what is at an address, with these headers.
#[must_use]
pub fn get(path: &str, headers: &[(&str, &str)]) -> String {
    let headers: String =
        headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n{headers}\r\n")
}

/// Sends so many requests; `request` makes the n-th, counted on from `first`.
///
/// # Errors
/// When the server cannot be reached, or answers with anything but 200 or 304.
pub fn ask(
    server: SocketAddr,
    first: u64,
    requests: u64,
    request: &(impl Fn(u64) -> String + Sync),
) -> io::Result<()> {
    let next = AtomicU64::new(first);
    let work = || -> io::Result<()> {
        let mut connection = Connection::to(server)?;
        loop {
            let n = next.fetch_add(1, Ordering::Relaxed);
            if n >= first + requests {
                return Ok(());
            }
            connection.send(&request(n))?;
        }
    };
    thread::scope(|scope| {
        let askers: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(work)).collect();
        askers.into_iter().try_for_each(|asker| {
            asker.join().unwrap_or_else(|_| Err(io::Error::other("an asker failed")))
        })
    })
}

/// One connection to a server.
pub struct Connection {
    stream: BufReader<TcpStream>,
    etag: String,
    body: Vec<u8>,
}

impl Connection {
    /// # Errors
    /// When the server cannot be reached.
    pub fn to(server: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(server)?;
        stream.set_nodelay(true)?;
        Ok(Self { stream: BufReader::new(stream), etag: String::new(), body: Vec::new() })
    }

    /// The body of the answer to what is posted to `/graphql`.
    ///
    /// # Errors
    /// When the connection breaks or the status is not 200.
    pub fn post(&mut self, body: &str) -> io::Result<&[u8]> {
        self.send(&post(body))
    }

    /// The validator of the latest answer.
    #[must_use]
    pub fn etag(&self) -> &str {
        &self.etag
    }

    /// The body of the answer to a request; of "not modified" it has none.
    ///
    /// # Errors
    /// When the connection breaks or the status is neither 200 nor 304.
    pub fn send(&mut self, request: &str) -> io::Result<&[u8]> {
        self.stream.get_mut().write_all(request.as_bytes())?;
        let (mut length, mut line) = (0, String::new());
        self.stream.read_line(&mut line)?;
        if !line.starts_with("HTTP/1.1 200") && !line.starts_with("HTTP/1.1 304") {
            return Err(io::Error::other(format!("the server answered {}", line.trim())));
        }
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            match line.trim().split_once(':') {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.trim().parse().map_err(io::Error::other)?;
                }
                Some((name, value)) if name.eq_ignore_ascii_case("etag") => {
                    value.trim().clone_into(&mut self.etag);
                }
                Some(_) => {}
                None => break,
            }
        }
        self.body.resize(length, 0);
        self.stream.read_exact(&mut self.body)?;
        Ok(&self.body)
    }
}
