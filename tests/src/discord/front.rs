//! The way to the stand-in by Discord's own name, for a bot that knows no other: a proxy that leads
//! `discord.com` here, with a certificate of a made-up authority.
//!
//! With `DISCORD_API` set, the bot goes without serenity's rate limiter; this way it has it.

use std::{io, sync::Arc};

use axum::Router;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tempfile::NamedTempFile;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, pki_types::PrivateKeyDer},
};

use super::server;

const HOST: &str = "discord.com";

/// What to set in the bot's environment instead of `DISCORD_API`. It serves until it is dropped.
#[derive(Debug)]
pub struct Front {
    proxy: String,
    authority: NamedTempFile,
    server: JoinHandle<()>,
}

impl Front {
    pub(super) async fn start(app: Router) -> Self {
        let (acceptor, authority) = certified().expect("a certificate can be made");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let proxy = format!("http://{}", listener.local_addr().expect("a bound port"));
        let server = tokio::spawn(serve(listener, acceptor, app));
        Self { proxy, authority, server }
    }

    /// The names and values to set.
    ///
    /// # Panics
    /// When the folder for temporary files has a name that is no text.
    #[must_use]
    pub fn environment(&self) -> [(&'static str, &str); 2] {
        let authority = self.authority.path().to_str().expect("a path of ours");
        [("HTTPS_PROXY", &self.proxy), ("SSL_CERT_FILE", authority)]
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// A certificate for Discord's name, and the authority that vouches for it, in a file.
fn certified() -> Result<(TlsAcceptor, NamedTempFile), Box<dyn std::error::Error>> {
    let mut authority = CertificateParams::default();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate()?)?;
    let key = KeyPair::generate()?;
    let certificate = CertificateParams::new([HOST.to_owned()])?.signed_by(&key, &authority)?;
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(
        vec![certificate.der().clone()],
        PrivateKeyDer::try_from(key.serialize_der())?,
    )?;
    let file = NamedTempFile::with_suffix(".pem")?;
    std::fs::write(file.path(), authority.pem())?;
    Ok((TlsAcceptor::from(Arc::new(config)), file))
}

async fn serve(listener: TcpListener, acceptor: TlsAcceptor, app: Router) {
    let mut connections = JoinSet::new();
    loop {
        let (stream, _) = listener.accept().await.expect("the front listens");
        let (acceptor, app) = (acceptor.clone(), app.clone());
        connections.spawn(async move {
            // A connection that breaks off is the bot's affair.
            if let Ok(stream) = led(stream).await
                && let Ok(stream) = acceptor.accept(stream).await
            {
                server::connection(stream, app).await;
            }
        });
    }
}

/// Hears where a connection is to lead, and agrees if that is Discord.
async fn led(stream: TcpStream) -> io::Result<TcpStream> {
    let mut stream = BufReader::new(stream);
    let mut wanted = String::new();
    stream.read_line(&mut wanted).await?;
    let mut line = String::new();
    while stream.read_line(&mut line).await? > 2 {
        line.clear();
    }
    let ours = wanted.starts_with(&format!("CONNECT {HOST}:443 "));
    let answer: &[u8] = if ours { b"HTTP/1.1 200 OK\r\n\r\n" } else { b"HTTP/1.1 403 No\r\n\r\n" };
    stream.write_all(answer).await?;
    if ours { Ok(stream.into_inner()) } else { Err(io::ErrorKind::ConnectionRefused.into()) }
}
