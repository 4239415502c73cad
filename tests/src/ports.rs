//! Ports for what has to know its port before it starts, or comes back on the one it had.
//!
//! They are below those that the system gives to whoever asks for any: one of those may be
//! somebody else's by the time it is used.

use std::{
    iter,
    net::{Ipv4Addr, SocketAddr, TcpListener},
};

/// Ports where nobody listens, no two the same.
#[must_use]
pub fn free_ports(count: usize) -> Vec<u16> {
    let held: Vec<_> = iter::repeat_with(hold).take(count).collect();
    held.into_iter().map(|(address, _)| address.port()).collect()
}

/// An address of the loopback interface where nobody listens.
#[must_use]
pub fn free_address() -> SocketAddr {
    hold().0
}

/// One that is ours as long as the listener is there.
fn hold() -> (SocketAddr, TcpListener) {
    loop {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, fastrand::u16(20_000..32_000)));
        if let Ok(listener) = TcpListener::bind(address) {
            return (address, listener);
        }
    }
}
