//! A way to a server that can be broken and mended.

#![allow(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "a test may stop at the first surprise"
)]

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWriteExt},
    net::{
        TcpListener, TcpSocket, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::watch,
    task::JoinHandle,
    time::sleep,
};

/// What is the matter with the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Nothing.
    Open,
    /// Nobody answers at the door, and whoever was inside is thrown out.
    Refused,
    /// The door opens, and nothing gets through any more; what was inside by then never comes out.
    BlackHole,
    /// Every connection is torn.
    Reset,
    /// Everything takes this much longer, each way.
    Slow(Duration),
}

/// A way from a port of its own to a server.
#[derive(Debug)]
pub struct Cable {
    port: u16,
    way: watch::Sender<Way>,
    open: Arc<Counted>,
    task: JoinHandle<()>,
}

#[derive(Debug, Default)]
struct Counted {
    now: AtomicUsize,
    most: AtomicUsize,
}

impl Cable {
    /// To a port of this machine.
    pub async fn to(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (way, seen) = watch::channel(Way::Open);
        let open = Arc::default();
        let task = tokio::spawn(keep(listener, address, port, seen, Arc::clone(&open)));
        Self { port: address.port(), way, open, task }
    }

    /// Where it is entered.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Breaks or mends it.
    pub fn be(&self, way: Way) {
        self.way.send_replace(way);
    }

    /// How many connections were in it at once, at most, since this was last asked.
    #[must_use]
    pub fn most_connections(&self) -> usize {
        self.open.most.swap(self.open.now.load(Ordering::SeqCst), Ordering::SeqCst)
    }
}

impl Drop for Cable {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Lets people in, or not.
async fn keep(
    listener: TcpListener,
    address: SocketAddr,
    port: u16,
    mut way: watch::Receiver<Way>,
    open: Arc<Counted>,
) {
    let mut listener = Some(listener);
    loop {
        let now = *way.borrow_and_update();
        if now == Way::Refused {
            listener = None;
            if way.changed().await.is_err() {
                return;
            }
            continue;
        }
        let door = listener.get_or_insert_with(|| {
            let socket = TcpSocket::new_v4().unwrap();
            socket.set_reuseaddr(true).unwrap();
            socket.bind(address).unwrap();
            socket.listen(128).unwrap()
        });
        tokio::select! {
            Ok((near, _)) = door.accept() => {
                if now == Way::Reset {
                    near.set_zero_linger().unwrap();
                } else {
                    tokio::spawn(carry(near, port, way.clone(), Arc::clone(&open)));
                }
            }
            changed = way.changed() => if changed.is_err() { return },
        }
    }
}

/// Carries both directions until either ends, or the way is such that nobody may be inside.
async fn carry(near: TcpStream, port: u16, way: watch::Receiver<Way>, open: Arc<Counted>) {
    let now = open.now.fetch_add(1, Ordering::SeqCst) + 1;
    open.most.fetch_max(now, Ordering::SeqCst);
    let torn = {
        let mut way = way.clone();
        async move { until(&mut way, |way| matches!(way, Way::Refused | Way::Reset)).await }
    };
    let (mut near, is_lost) = (near, *way.borrow() == Way::BlackHole);
    if is_lost {
        tokio::select! {
            () = swallow(&mut near) => {}
            () = torn => {}
        }
    } else if let Ok(far) = TcpStream::connect(("127.0.0.1", port)).await {
        let (read_near, write_near) = near.into_split();
        let (read_far, write_far) = far.into_split();
        tokio::select! {
            () = pump(read_near, write_far, way.clone()) => {}
            () = pump(read_far, write_near, way) => {}
            () = torn => {}
        }
    }
    open.now.fetch_sub(1, Ordering::SeqCst);
}

async fn pump(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, way: watch::Receiver<Way>) {
    let mut bytes = vec![0; 64 * 1024];
    loop {
        let Ok(read @ 1..) = from.read(&mut bytes).await else { return };
        let now = *way.borrow();
        if let Way::Slow(by) = now {
            sleep(by).await;
        }
        if *way.borrow() == Way::BlackHole {
            return swallow(&mut from).await;
        }
        let Some(read) = bytes.get(..read) else { return };
        if to.write_all(read).await.is_err() {
            return;
        }
    }
}

/// Reads until nothing more is sent, and passes nothing on.
async fn swallow(from: &mut (impl AsyncRead + Unpin)) {
    let _ = tokio::io::copy(from, &mut tokio::io::sink()).await;
}

/// Waits until the way is like this, or the test has ended.
async fn until(way: &mut watch::Receiver<Way>, is: impl Fn(&Way) -> bool) {
    let _ = way.wait_for(is).await.map(|_| ());
}
