//! The messages in transit, and the memory they may take together.

use tokio::sync::{Semaphore, SemaphorePermit};

/// One permit is this many bytes.
const BLOCK: usize = 1024 * 1024;

/// A message as it comes in: kept until it is too large or memory is short.
#[derive(Debug)]
pub(super) struct Text<'m> {
    bytes: Vec<u8>,
    /// In bytes.
    max: usize,
    memory: &'m Semaphore,
    held: Vec<SemaphorePermit<'m>>,
    refused: Option<Unkept>,
}

/// Why a message was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unkept {
    TooLarge,
    /// The messages of all connections together take too much.
    NoMemory,
}

impl<'m> Text<'m> {
    /// A message of at most `max` bytes; `memory` has a permit per MiB.
    pub(super) fn new(max: usize, memory: &'m Semaphore) -> Self {
        Self { bytes: Vec::new(), max, memory, held: Vec::new(), refused: None }
    }

    pub(super) fn push(&mut self, bytes: &[u8]) {
        if self.refused.is_some() {
            return;
        }
        let length = self.bytes.len() + bytes.len();
        if length > self.max {
            self.refuse(Unkept::TooLarge);
            return;
        }
        while self.held.len() * BLOCK < length {
            match self.memory.try_acquire() {
                Ok(permit) => self.held.push(permit),
                Err(_) => return self.refuse(Unkept::NoMemory),
            }
        }
        self.bytes.extend_from_slice(bytes);
    }

    pub(super) fn refused(&self) -> Option<Unkept> {
        self.refused
    }

    pub(super) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }

    fn refuse(&mut self, why: Unkept) {
        self.refused = Some(why);
        self.bytes = Vec::new();
        self.held.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_may_be_as_large_as_said() {
        let memory = Semaphore::new(9);
        let mut text = Text::new(10, &memory);
        text.push(b"01234");
        text.push(b"56789");
        assert_eq!((text.refused(), text.take().len()), (None, 10));
        let mut text = Text::new(10, &memory);
        text.push(b"0123456789");
        text.push(b"0");
        text.push(b"");
        assert_eq!((text.refused(), text.take().len()), (Some(Unkept::TooLarge), 0));
    }

    #[test]
    fn what_all_take_together_is_bounded() {
        let memory = Semaphore::new(2);
        let mut one = Text::new(usize::MAX, &memory);
        one.push(&vec![b'a'; BLOCK + 1]);
        let mut other = Text::new(usize::MAX, &memory);
        other.push(b"b");
        assert_eq!((one.refused(), other.refused()), (None, Some(Unkept::NoMemory)));
        drop(one);
        let mut third = Text::new(usize::MAX, &memory);
        third.push(b"c");
        assert_eq!(third.refused(), None);
    }
}
