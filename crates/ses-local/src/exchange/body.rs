//! The body of a request, bounded while it comes.

use std::time::Duration;

use axum::{
    body::{Body, BodyDataStream},
    http::{HeaderMap, header},
};
use futures_util::StreamExt;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::refusal::{Check, Kind, Refusal};

/// More than the largest message takes in either encoding.
const MAX: usize = 64 * 1024 * 1024;
/// What the bodies of all requests under way may take together, in blocks.
pub(crate) const BLOCKS: usize = 512 * 1024 * 1024 / BLOCK;
/// A permit is this many bytes: small requests take little of the whole.
const BLOCK: usize = 16 * 1024;
/// The longest pause inside a body.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long the rest of a refused body is thrown away, so that its sender gets
/// to read why: a connection closed over unread bytes is reset.
const DRAIN: Duration = Duration::from_secs(10);

/// A body, and its part of the memory of all.
#[derive(Debug)]
pub(super) struct Held<'m> {
    pub(super) bytes: Vec<u8>,
    permits: Option<SemaphorePermit<'m>>,
}

/// Reads a body of at most 64 MiB. A longer one is refused by its length before
/// it is read, else at the first byte too many; so is one that `memory`, with a
/// permit per block, has no room for: bodies that waited for each other would
/// wait for ever.
pub(super) async fn read<'m>(
    headers: &HeaderMap,
    body: Body,
    memory: &'m Semaphore,
) -> Result<Held<'m>, Refusal> {
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
    let mut held = Held { bytes: Vec::new(), permits: None };
    loop {
        let next = tokio::time::timeout(PATIENCE, stream.next()).await;
        let piece = match next {
            Ok(None) => return Ok(held),
            Ok(Some(Ok(piece))) => piece,
            Ok(Some(Err(error))) => return Err(unreadable(&error.to_string())),
            Err(_) => return Err(unreadable("nothing came for 30 seconds")),
        };
        let length = held.bytes.len() + piece.len();
        if length > MAX {
            tokio::spawn(drain(stream));
            return Err(too_large());
        }
        if !held.reserve(length, memory) {
            tokio::spawn(drain(stream));
            return Err(Refusal::silent(Kind::ServiceUnavailable, Check::Server)
                .note("Too many large requests came at once."));
        }
        held.bytes.extend_from_slice(&piece);
    }
}

impl<'m> Held<'m> {
    /// Whether there is room for `length` bytes.
    fn reserve(&mut self, length: usize, memory: &'m Semaphore) -> bool {
        let has = self.permits.as_ref().map_or(0, SemaphorePermit::num_permits);
        let more = length.div_ceil(BLOCK).saturating_sub(has);
        if more == 0 {
            return true;
        }
        let Some(permit) = u32::try_from(more).ok().and_then(|n| memory.try_acquire_many(n).ok())
        else {
            return false;
        };
        match &mut self.permits {
            Some(permits) => permits.merge(permit),
            None => self.permits = Some(permit),
        }
        true
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

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_all_bodies_take_together_is_bounded() {
        let memory = Semaphore::new(3);
        let read = async |length: usize| {
            read(&HeaderMap::new(), Body::from(vec![b'a'; length]), &memory).await
        };
        let (empty, one) = (read(0).await.unwrap(), read(BLOCK + 1).await.unwrap());
        assert_eq!((empty.bytes.len(), one.bytes.len()), (0, BLOCK + 1));
        assert_eq!(memory.available_permits(), 1);
        let refusal = read(BLOCK + 1).await.unwrap_err();
        assert_eq!(refusal.kind, Kind::ServiceUnavailable);
        assert_eq!(memory.available_permits(), 1);
        drop(one);
        assert_eq!(read(BLOCK * 3).await.unwrap().bytes.len(), BLOCK * 3);
        assert_eq!(memory.available_permits(), 3);
    }

    #[tokio::test]
    async fn a_body_in_pieces_takes_what_it_needs() {
        let memory = Semaphore::new(BLOCKS);
        let pieces = (0..10).map(|_| Ok::<_, std::io::Error>(vec![b'a'; BLOCK / 4]));
        let body = Body::from_stream(futures_util::stream::iter(pieces));
        let held = read(&HeaderMap::new(), body, &memory).await.unwrap();
        assert_eq!((held.bytes.len(), memory.available_permits()), (BLOCK * 10 / 4, BLOCKS - 3));
    }
}
