//! Lines in, replies out: bounded in length and in time.

use std::{io, time::Duration};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    time::timeout,
};
use zeroize::Zeroizing;

use crate::smtp::{data::Receiver, memory::Text};

/// A command or an answer to a challenge, its line end included. RFC 5321 asks
/// for 512 at least; extensions and `AUTH PLAIN` need more.
const MAX_LINE: usize = 2048;

/// How much of a message that is refused anyway is still read, in bytes.
const MAX_REFUSED: usize = 128 * 1024 * 1024;

/// What the client sent.
#[derive(Debug)]
pub(super) enum Input<T> {
    Got(T),
    /// The line was read to its end and is lost.
    TooLong,
    /// Nothing came in time.
    Late,
    Closed,
}

/// A connection and what was read ahead of it. Passwords come by here, so the
/// lines are wiped.
#[derive(Debug)]
pub(super) struct Wire<S> {
    stream: S,
    ahead: Zeroizing<Vec<u8>>,
    patience: Duration,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Wire<S> {
    pub(super) fn new(stream: S, patience: Duration) -> Self {
        Self { stream, ahead: Zeroizing::default(), patience }
    }

    /// The connection itself. What was read ahead is forgotten: it came in the
    /// clear, so it must not be taken for what follows encrypted (RFC 3207, 6).
    pub(super) fn into_stream(self) -> S {
        self.stream
    }

    /// One line without its line end, which is LF or CRLF.
    pub(super) async fn line(&mut self) -> io::Result<Input<Zeroizing<Vec<u8>>>> {
        let (mut searched, mut too_long) = (0, false);
        loop {
            if let Some(found) = self.ahead[searched..].iter().position(|byte| *byte == b'\n') {
                let mut line =
                    Zeroizing::new(self.ahead.drain(..=searched + found).collect::<Vec<u8>>());
                if too_long || line.len() > MAX_LINE {
                    return Ok(Input::TooLong);
                }
                line.pop();
                if line.last() == Some(&b'\r') {
                    line.pop();
                }
                return Ok(Input::Got(line));
            }
            if self.ahead.len() >= MAX_LINE {
                self.ahead.clear();
                too_long = true;
            }
            searched = self.ahead.len();
            match self.more().await? {
                Input::Got(()) => {}
                Input::Late => return Ok(Input::Late),
                Input::TooLong | Input::Closed => return Ok(Input::Closed),
            }
        }
    }

    /// The text after `DATA`, as far as `text` takes it.
    pub(super) async fn data(&mut self, text: &mut Text<'_>) -> io::Result<Input<Receiver>> {
        let mut receiver = Receiver::default();
        let mut refused = 0;
        loop {
            let end = receiver.receive(&self.ahead, |bytes| text.push(bytes));
            if let Some(used) = end {
                self.ahead.drain(..used);
                return Ok(Input::Got(receiver));
            }
            if text.refused().is_some() {
                refused += self.ahead.len();
                if refused > MAX_REFUSED {
                    return Ok(Input::TooLong);
                }
            }
            self.ahead.clear();
            match self.more().await? {
                Input::Got(()) => {}
                Input::Late => return Ok(Input::Late),
                Input::TooLong | Input::Closed => return Ok(Input::Closed),
            }
        }
    }

    /// Sends one reply, its line end added.
    pub(super) async fn reply(&mut self, reply: &str) -> io::Result<()> {
        self.send(format!("{reply}\r\n").as_bytes()).await
    }

    /// Sends a piece of a reply.
    pub(super) async fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        let write = async {
            self.stream.write_all(bytes).await?;
            self.stream.flush().await
        };
        timeout(self.patience, write).await.map_err(io::Error::from)?
    }

    /// Sends one reply byte by byte, over `time`.
    pub(super) async fn trickle(&mut self, reply: &str, time: Duration) -> io::Result<()> {
        let reply = format!("{reply}\r\n");
        let pause = time / u32::try_from(reply.len()).unwrap_or(u32::MAX);
        for byte in reply.as_bytes() {
            tokio::time::sleep(pause).await;
            self.send(&[*byte]).await?;
        }
        Ok(())
    }

    /// Ends the connection in order, as far as the client lets it.
    pub(super) async fn close(&mut self) {
        // Whatever happens now, the connection is over.
        let _ = timeout(self.patience, self.stream.shutdown()).await;
    }

    async fn more(&mut self) -> io::Result<Input<()>> {
        self.ahead.reserve(16 * 1024);
        match timeout(self.patience, self.stream.read_buf(&mut *self.ahead)).await {
            Err(_) => Ok(Input::Late),
            Ok(Ok(0)) => Ok(Input::Closed),
            Ok(Ok(_)) => Ok(Input::Got(())),
            Ok(Err(error)) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(Input::Closed),
            Ok(Err(error)) => Err(error),
        }
    }
}
