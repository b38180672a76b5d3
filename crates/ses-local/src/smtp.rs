//! SES's SMTP interface: one server that plays every Region.
//!
//! The password tells which Region is meant, as it differs from Region to
//! Region; messages go the way of raw messages.
//!
//! # Source
//!
//! Developer Guide, "Using the Amazon SES SMTP interface to send email".

mod certificate;
mod data;
mod faulty;
mod login;
mod memory;
mod password;
mod path;
mod reply;
mod session;
mod wire;

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::timeout,
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

use self::session::{End, Session};
pub use self::{
    certificate::{Certificate, CertificateError},
    password::smtp_password,
};
use crate::{
    edge::{GRACE, Line, Wire},
    server::Shared,
};

/// How long SES waits for a client that says nothing (Developer Guide, "Testing
/// your connection to the Amazon SES SMTP interface").
const PATIENCE: Duration = Duration::from_secs(10);
const MAX_CONNECTIONS: usize = 100;
/// Messages in transit, all connections together, in MiB.
const MAX_IN_TRANSIT: usize = 512;

/// How a connection becomes encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// By the command STARTTLS, as on SES's ports 25, 587 and 2587.
    StartTls,
    /// From its first byte, as on SES's ports 465 and 2465.
    Wrapper,
}

/// What the connections of one listener share.
pub(crate) struct Hub {
    shared: Arc<Shared>,
    memory: Semaphore,
    patience: Duration,
}

/// Serves SMTP on `listener` until the store closes; messages under way may end.
pub(crate) async fn serve(
    listener: TcpListener,
    mode: Mode,
    shared: Arc<Shared>,
    certificate: &Certificate,
) -> io::Result<()> {
    let memory = Semaphore::new(MAX_IN_TRANSIT);
    let hub = Arc::new(Hub { shared, memory, patience: PATIENCE });
    let connections = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let closing = hub.shared.store.closing();
    tokio::pin!(closing);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut closing => break,
        };
        let Ok((stream, peer)) = accepted else {
            // One connection lost, or no more file descriptors for now.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let Ok(place) = Arc::clone(&connections).try_acquire_owned() else {
            turn_away(&stream, mode);
            continue;
        };
        let (hub, acceptor) = (Arc::clone(&hub), certificate.acceptor());
        tokio::spawn(async move {
            // A connection that breaks concerns nobody but its client.
            let _ = converse(&hub, stream, peer, mode, &acceptor).await;
            drop(place);
        });
    }
    drop(listener);
    let all = u32::try_from(MAX_CONNECTIONS).unwrap_or(u32::MAX);
    let _ = timeout(GRACE, connections.acquire_many(all)).await;
    Ok(())
}

/// Says that there are too many connections, where that can be said in the clear.
fn turn_away(stream: &TcpStream, mode: Mode) {
    if mode == Mode::StartTls {
        // The buffer of a new connection has room for one line.
        let _ = stream.try_write(format!("{}\r\n", reply::TOO_MANY_CONNECTIONS).as_bytes());
    }
}

async fn converse(
    hub: &Hub,
    stream: TcpStream,
    peer: SocketAddr,
    mode: Mode,
    acceptor: &TlsAcceptor,
) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let line = Wire::default();
    let stream = Line::new(stream, line.clone());
    if mode == Mode::Wrapper {
        let mut session =
            Session::new(hub, handshake(hub, acceptor, stream).await?, peer, line, mode, true);
        session.greet().await?;
        session.run().await?;
        return Ok(());
    }
    let mut session = Session::new(hub, stream, peer, line.clone(), mode, false);
    session.greet().await?;
    if let End::StartTls(stream) = session.run().await? {
        let stream = handshake(hub, acceptor, stream).await?;
        Session::new(hub, stream, peer, line, mode, true).run().await?;
    }
    Ok(())
}

async fn handshake(hub: &Hub, acceptor: &TlsAcceptor, stream: Line) -> io::Result<TlsStream<Line>> {
    timeout(hub.patience, acceptor.accept(stream)).await.map_err(io::Error::from)?
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};

    use super::*;
    use crate::{Options, Realm, Server, World};

    /// What a client hears that sends `lines` over an encrypted connection and
    /// then nothing; or, if `gone`, closes its side.
    fn heard(lines: &str, memory: usize, gone: bool) -> String {
        let world =
            World::parse("test.toml", include_str!("../worlds/default.toml"), SystemTime::now());
        let (realm, options) = (Realm::fixed(world.unwrap()), Options::default());
        let shared = Server::new(realm, options).shared();
        let (memory, patience) = (Semaphore::new(memory), Duration::from_millis(30));
        let hub = Hub { shared, memory, patience };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (server, mut client): (DuplexStream, DuplexStream) = tokio::io::duplex(1 << 20);
            let peer = "127.0.0.1:1".parse().unwrap();
            let line = Wire::default();
            let session = Session::new(&hub, server, peer, line, Mode::Wrapper, true);
            client.write_all(lines.as_bytes()).await.unwrap();
            if gone {
                client.shutdown().await.unwrap();
            }
            assert!(matches!(session.run().await.unwrap(), End::Closed));
            let mut heard = String::new();
            client.read_to_string(&mut heard).await.unwrap();
            heard
        })
    }

    #[test]
    fn who_says_nothing_is_told_so() {
        for lines in ["", "NO", "EHLO a\r\nAUTH LOGIN\r\n"] {
            let heard = heard(lines, 1, false);
            assert!(
                heard.ends_with("451 Timeout waiting for data from client\r\n"),
                "{lines}: {heard}"
            );
        }
        assert_eq!(heard("NOOP\r\nNO", 1, true), "250 Ok\r\n");
    }
}
