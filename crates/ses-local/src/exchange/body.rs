//! The body of a request, bounded while it comes.

use std::time::Duration;

use axum::{
    body::{Body, BodyDataStream},
    http::{HeaderMap, header},
};
use futures_util::StreamExt;

use crate::refusal::{Check, Kind, Refusal};

/// More than the largest message takes in either encoding.
const MAX: usize = 64 * 1024 * 1024;
/// The longest pause inside a body.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long the rest of a refused body is thrown away, so that its sender gets
/// to read why: a connection closed over unread bytes is reset.
const DRAIN: Duration = Duration::from_secs(10);

/// Reads a body of at most 64 MiB. A longer one is refused by its length before
/// it is read, else at the first byte too many.
pub(super) async fn read(headers: &HeaderMap, body: Body) -> Result<Vec<u8>, Refusal> {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    let length = length.and_then(|value| value.parse::<u64>().ok());
    let mut stream = body.into_data_stream();
    if length.is_some_and(|length| length > MAX as u64) {
        // A client that waits for 100 Continue has sent nothing to throw away.
        if !headers.contains_key(header::EXPECT) {
            tokio::spawn(drain(stream));
        }
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    loop {
        let next = tokio::time::timeout(PATIENCE, stream.next()).await;
        let piece = match next {
            Ok(None) => return Ok(bytes),
            Ok(Some(Ok(piece))) => piece,
            Ok(Some(Err(error))) => return Err(unreadable(&error.to_string())),
            Err(_) => return Err(unreadable("nothing came for 30 seconds")),
        };
        if bytes.len() + piece.len() > MAX {
            tokio::spawn(drain(stream));
            return Err(too_large());
        }
        bytes.extend_from_slice(&piece);
    }
}

async fn drain(mut stream: BodyDataStream) {
    let all = async { while let Some(Ok(_)) = stream.next().await {} };
    let _ = tokio::time::timeout(DRAIN, all).await;
}

fn too_large() -> Refusal {
    let message = format!("Expected a body of at most {MAX} bytes.");
    Refusal::new(Kind::TooLarge, Check::Size, message)
}

fn unreadable(problem: &str) -> Refusal {
    let message = format!("The body of the request could not be read to its end: {problem}.");
    Refusal::new(Kind::Serialization, Check::Request, message)
}
