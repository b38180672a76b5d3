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

/// Encodes groups of three.
pub(super) fn base64(bytes: &[u8], to: &mut [u8]) {
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    let (bytes, to) = simd::base64(bytes, to);
    encode(bytes, to);
}

/// Encodes lines of 57 bytes.
pub(super) fn lines(bytes: &[u8], to: &mut [u8]) {
    let (bytes, _) = bytes.as_chunks::<BYTES_PER_LINE>();
    let (to, _) = to.as_chunks_mut::<CHARS_PER_LINE>();
    for (bytes, to) in bytes.iter().zip(to) {
        let (chars, end) = to.split_first_chunk_mut().expect("76 of 78");
        line(bytes, chars);
        end.copy_from_slice(b"\r\n");
    }
}

/// Encodes lines of 57 bytes twice, in one pass. `carry` is what came before
/// the first; every later line carries the end of the CRLF before it.
pub(super) fn lines_in_base64(bytes: &[u8], carry: &[u8], to: &mut [u8]) {
    // The carry, a line, and its CRLF; what is over at the end is the next carry.
    let mut text = [0; 2 + CHARS_PER_LINE];
    let start = 2 - carry.len();
    text[start..2].copy_from_slice(carry);
    text[2 + LINE..].copy_from_slice(b"\r\n");
    let (bytes, _) = bytes.as_chunks::<BYTES_PER_LINE>();
    let (to, _) = to.as_chunks_mut::<WRAPPED_LINE>();
    for (bytes, to) in bytes.iter().zip(to) {
        let chars = text[2..].first_chunk_mut().expect("76 of 78");
        line(bytes, chars);
        wrapped(text[start..].first_chunk().expect("78 of at most 80"), to);
        text[start..2].copy_from_slice(&b"\r\n"[start..]);
    }
}

/// Appends padded base64 of a few bytes.
pub(super) fn padded(bytes: &[u8], to: &mut Vec<u8>) {
    let start = to.len();
    to.resize(start + bytes.len().div_ceil(3) * 4, 0);
    encode(bytes, &mut to[start..]);
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use simd::{line, wrapped};

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
fn line(bytes: &[u8; BYTES_PER_LINE], to: &mut [u8; LINE]) {
    encode(bytes, to);
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
fn wrapped(text: &[u8; CHARS_PER_LINE], to: &mut [u8; WRAPPED_LINE]) {
    encode(text, to);
}

fn encode(bytes: &[u8], to: &mut [u8]) {
    STANDARD.encode_slice(bytes, to).expect("room for four characters in three bytes");
}
