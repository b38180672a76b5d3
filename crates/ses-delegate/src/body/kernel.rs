//! Base64, and base64 within base64, over whole groups: what large mail is made of.

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod simd;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Bytes of content on one line of MIME: 76 characters (RFC 2045 section 6.8).
pub(super) const BYTES_PER_LINE: usize = 57;
/// Those characters.
const LINE: usize = 76;
/// With CRLF: 78, which three divides, so that every line is encoded again by itself.
pub(super) const CHARS_PER_LINE: usize = LINE + 2;
/// Such a line, once more as base64.
pub(super) const WRAPPED_LINE: usize = CHARS_PER_LINE / 3 * 4;

/// Encodes groups of three, and what is over with padding.
pub(super) fn base64(bytes: &[u8], to: &mut [u8]) {
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    let (bytes, to) = simd::base64(bytes, to);
    encode(bytes, to);
}

/// Encodes lines of 57 bytes.
pub(super) fn lines(bytes: &[u8], to: &mut [u8]) {
    let (bytes, _) = bytes.as_chunks::<BYTES_PER_LINE>();
    let (to, _) = to.as_chunks_mut::<CHARS_PER_LINE>();
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    simd::lines(bytes, to);
    #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
    for (bytes, to) in bytes.iter().zip(to) {
        let (chars, end) = to.split_at_mut(LINE);
        encode(bytes, chars);
        end.copy_from_slice(b"\r\n");
    }
}

/// Lines that are encoded before they are encoded again: enough for the first
/// to have reached the cache, from which unaligned reads of just written bytes
/// do not stall, and few enough to stay there.
const BATCH: usize = 32;

/// Encodes lines of 57 bytes twice. `carry` is what came before the first;
/// every later line carries the end of the CRLF before it.
pub(super) fn lines_in_base64(bytes: &[u8], carry: &[u8], to: &mut [u8]) {
    let mut text = [0; 2 + BATCH * CHARS_PER_LINE];
    let start = 2 - carry.len();
    text[start..2].copy_from_slice(carry);
    for (bytes, to) in bytes.chunks(BATCH * BYTES_PER_LINE).zip(to.chunks_mut(BATCH * WRAPPED_LINE))
    {
        let chars = bytes.len() / BYTES_PER_LINE * CHARS_PER_LINE;
        lines(bytes, &mut text[2..2 + chars]);
        base64(&text[start..start + chars], to);
        // What is over at the end, as before.
        text[start..2].copy_from_slice(&b"\r\n"[start..]);
    }
}

/// Appends padded base64.
pub(super) fn padded(bytes: &[u8], to: &mut Vec<u8>) {
    let start = to.len();
    to.resize(start + bytes.len().div_ceil(3) * 4, 0);
    base64(bytes, &mut to[start..]);
}

fn encode(bytes: &[u8], to: &mut [u8]) {
    STANDARD.encode_slice(bytes, to).expect("room for four characters in three bytes");
}
