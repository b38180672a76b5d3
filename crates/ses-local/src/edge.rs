//! The HTTP edge: connections, their limits, and how they end.
//!
//! Below axum, because a fault may close a connection without an answer.

use std::{
    fmt, io,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::Body,
    http::{Request, Response},
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    task::JoinSet,
    time::Sleep,
};

/// How long a client may take to send a request's headers.
const HEADERS_WITHIN: Duration = Duration::from_secs(20);
/// How long a client may read nothing of an answer.
const READ_WITHIN: Duration = Duration::from_mins(1);
/// Octets of request line and headers together.
const MAX_HEAD: usize = 64 * 1024;
const MAX_HEADERS: usize = 200;
/// Connections at a time; more wait until one ends.
const MAX_CONNECTIONS: usize = 1024;
/// How long requests under way may take to end when the server stops.
pub(crate) const GRACE: Duration = Duration::from_secs(5);

/// The connection ends without an answer.
#[derive(Debug)]
pub(crate) struct Cut {
    /// By a reset (RST) instead of an orderly end (FIN).
    pub reset: bool,
}

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection is closed on purpose")
    }
}

impl std::error::Error for Cut {}

/// Lets an answer end its connection by a reset later.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wire(Arc<AtomicBool>);

impl Wire {
    /// Whatever ends the connection now, the other side sees a reset.
    pub(crate) fn reset(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Accepts connections until `stop` is ready, then lets requests under way end.
pub(crate) async fn serve<A, F>(
    listener: TcpListener,
    answer: A,
    stop: impl Future<Output = ()>,
) -> io::Result<()>
where
    A: Fn(Request<Body>, SocketAddr, Wire) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<Response<Body>, Cut>> + Send + 'static,
{
    let mut connections = JoinSet::new();
    let (stopping, stopped) = tokio::sync::watch::channel(());
    tokio::pin!(stop);
    loop {
        let room = connections.len() < MAX_CONNECTIONS;
        tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept(), if room => match accepted {
                Ok((stream, peer)) => {
                    let _ = stream.set_nodelay(true);
                    connections.spawn(converse(stream, peer, answer.clone(), stopped.clone()));
                }
                // Out of file handles, or a client gone already: others go on.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
    // Nobody may wait for an answer that will not come.
    drop(listener);
    drop(stopping);
    let ended = async { while connections.join_next().await.is_some() {} };
    let _ = tokio::time::timeout(GRACE, ended).await;
    Ok(())
}

/// One connection, from its first request to its end.
async fn converse<A, F>(
    stream: TcpStream,
    peer: SocketAddr,
    answer: A,
    mut stopped: tokio::sync::watch::Receiver<()>,
) where
    A: Fn(Request<Body>, SocketAddr, Wire) -> F + Send + Sync + 'static,
    F: Future<Output = Result<Response<Body>, Cut>> + Send + 'static,
{
    let wire = Wire::default();
    let line = Line::new(stream, wire.clone());
    let service = service_fn(move |request: Request<Incoming>| {
        let wire = wire.clone();
        let answered = answer(request.map(Body::new), peer, wire.clone());
        async move {
            answered.await.inspect_err(|cut| {
                if cut.reset {
                    wire.reset();
                }
            })
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS_WITHIN)
        .max_headers(MAX_HEADERS)
        .max_header_size(MAX_HEAD)
        // A `Date` of the server's own clock is set with the answer.
        .auto_date_header(false)
        .serve_connection(TokioIo::new(line), service);
    tokio::pin!(connection);
    let ended = tokio::select! {
        ended = &mut connection => ended,
        _ = stopped.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    // Clients may go whenever they like: nobody needs to be told.
    let _: Result<(), hyper::Error> = ended;
}

/// A TCP stream that can be made to end by a reset, and that ends when the other
/// side reads nothing for too long.
pub(crate) struct Line {
    stream: TcpStream,
    wire: Wire,
    patience: Duration,
    /// Runs while the other side does not read.
    stalled: Option<Pin<Box<Sleep>>>,
}

impl Line {
    pub(crate) fn new(stream: TcpStream, wire: Wire) -> Self {
        Self { stream, wire, patience: READ_WITHIN, stalled: None }
    }

    /// What became of a write, or the end of patience.
    fn written<T>(
        &mut self,
        context: &mut Context<'_>,
        polled: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if polled.is_ready() {
            self.stalled = None;
            return polled;
        }
        let patience = self.patience;
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(tokio::time::sleep(patience)));
        match stalled.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if self.wire.0.load(Ordering::Relaxed) {
            let _ = self.stream.set_zero_linger();
        }
    }
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Line {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.written(context, polled)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffers: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write_vectored(context, buffers);
        self.written(context, polled)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        // An orderly end first would leave nothing to reset.
        if self.wire.0.load(Ordering::Relaxed) {
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncWriteExt;

    use super::*;

    /// A peer that reads nothing, and `Line`'s error when it is written to.
    #[tokio::test]
    async fn who_never_reads_is_let_go() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (silent, accepted) = tokio::join!(TcpStream::connect(address), listener.accept());
        let (_silent, (stream, _)) = (silent.unwrap(), accepted.unwrap());
        let mut line = Line::new(stream, Wire::default());
        line.patience = Duration::from_millis(20);
        let error = line.write_all(&vec![0; 64 << 20]).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }
}
