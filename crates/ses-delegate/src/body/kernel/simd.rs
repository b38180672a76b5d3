//! The same on 128 bits at once, where the engine has them (WebAssembly
//! `simd128`: every engine since 2023).
//!
//! Twelve bytes become sixteen characters. The last block of a row ends with
//! the row and overlaps the one before it, so no load or store leaves the row.

use core::arch::wasm32::{
    i8x16, i8x16_add, i8x16_lt, i8x16_shuffle, i8x16_swizzle, i32x4_shl, u8x16_splat,
    u8x16_sub_sat, u32x4_shr, u32x4_splat, v128, v128_and, v128_load, v128_or, v128_store,
};

use super::{BYTES_PER_LINE, CHARS_PER_LINE, LINE, WRAPPED_LINE};

/// Encodes as many whole blocks as there are; gives back what is left.
pub(super) fn base64<'a, 'b>(bytes: &'a [u8], to: &'b mut [u8]) -> (&'a [u8], &'b mut [u8]) {
    let (mut bytes, mut to) = (bytes, to);
    while let (Some(block), true) = (bytes.first_chunk::<16>(), to.len() >= 16) {
        let (chars, rest) = to.split_first_chunk_mut().expect("checked above");
        store(chars, characters(spread_first(load(block))));
        (bytes, to) = (&bytes[12..], rest);
    }
    (bytes, to)
}

/// 57 bytes: blocks at 0, 12, 24 and 36, and the last twelve.
pub(super) fn line(bytes: &[u8; BYTES_PER_LINE], to: &mut [u8; LINE]) {
    row::<BYTES_PER_LINE, LINE, 4>(bytes, to);
}

/// 78 bytes: six blocks, and the last twelve.
pub(super) fn wrapped(text: &[u8; CHARS_PER_LINE], to: &mut [u8; WRAPPED_LINE]) {
    row::<CHARS_PER_LINE, WRAPPED_LINE, 6>(text, to);
}

#[inline(always)]
fn row<const FROM: usize, const TO: usize, const BLOCKS: usize>(
    bytes: &[u8; FROM],
    to: &mut [u8; TO],
) {
    for block in 0..BLOCKS {
        let chunk = bytes[block * 12..].first_chunk().expect("within the row");
        let room = to[block * 16..].first_chunk_mut().expect("within the row");
        store(room, characters(spread_first(load(chunk))));
    }
    let chunk = bytes.last_chunk().expect("within the row");
    let room = to.last_chunk_mut().expect("within the row");
    store(room, characters(spread_last(load(chunk))));
}

/// The first twelve bytes as four big-endian groups of three.
#[inline(always)]
fn spread_first(bytes: v128) -> v128 {
    i8x16_shuffle::<2, 1, 0, 16, 5, 4, 3, 16, 8, 7, 6, 16, 11, 10, 9, 16>(bytes, u8x16_splat(0))
}

/// The last twelve bytes so.
#[inline(always)]
fn spread_last(bytes: v128) -> v128 {
    i8x16_shuffle::<6, 5, 4, 16, 9, 8, 7, 16, 12, 11, 10, 16, 15, 14, 13, 16>(bytes, u8x16_splat(0))
}

/// Four groups of 24 bits as sixteen characters.
#[inline(always)]
fn characters(groups: v128) -> v128 {
    let six = |shifted, place: u32| v128_and(shifted, u32x4_splat(0x3f << place));
    let values = v128_or(
        v128_or(six(u32x4_shr(groups, 18), 0), six(u32x4_shr(groups, 4), 8)),
        v128_or(six(i32x4_shl(groups, 10), 16), six(i32x4_shl(groups, 24), 24)),
    );
    // 0 for a-z, 1 to 10 for digits, 11 for +, 12 for /, 13 for A-Z; then what
    // each adds to its value to become its character.
    let above = u8x16_sub_sat(values, u8x16_splat(51));
    let capital = v128_and(i8x16_lt(values, u8x16_splat(26)), u8x16_splat(13));
    let offsets = i8x16(71, -4, -4, -4, -4, -4, -4, -4, -4, -4, -4, -19, -16, 65, 0, 0);
    i8x16_add(values, i8x16_swizzle(offsets, v128_or(above, capital)))
}

#[inline(always)]
#[allow(unsafe_code, reason = "a vector load, from an array of its size")]
fn load(bytes: &[u8; 16]) -> v128 {
    // SAFETY: sixteen readable bytes; v128.load needs no alignment.
    unsafe { v128_load(bytes.as_ptr().cast()) }
}

#[inline(always)]
#[allow(unsafe_code, reason = "a vector store, to an array of its size")]
fn store(to: &mut [u8; 16], value: v128) {
    // SAFETY: sixteen writable bytes; v128.store needs no alignment.
    unsafe { v128_store(to.as_mut_ptr().cast(), value) }
}
