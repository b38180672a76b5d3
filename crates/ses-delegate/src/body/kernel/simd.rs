//! The same on 128 bits at once, where the engine has them (WebAssembly
//! `simd128`: every engine since 2023).
//!
//! Twelve bytes become sixteen characters. The last block of a row ends with
//! the row and overlaps the one before it, so no load or store leaves the row.

#![allow(clippy::inline_always, reason = "a vector that goes through a call goes through memory")]

use core::arch::wasm32::{
    i8x16, i8x16_add, i8x16_gt, i8x16_sub, i8x16_swizzle, i32x4_shl, u8x16_splat, u8x16_sub_sat,
    u32x4_shr, u32x4_splat, v128, v128_and, v128_load, v128_or, v128_store,
};
use core::hint::black_box;

use super::{BYTES_PER_LINE, CHARS_PER_LINE, LINE};

/// Encodes as many whole blocks as there are; gives back what is left.
pub(super) fn base64<'a, 'b>(bytes: &'a [u8], to: &'b mut [u8]) -> (&'a [u8], &'b mut [u8]) {
    let constants = Constants::new();
    let (mut bytes, mut to) = (bytes, to);
    // Four at once: one check of the room for all.
    while let (Some(four), true) = (bytes.first_chunk::<52>(), to.len() >= 64) {
        let (chars, rest) = to.split_first_chunk_mut::<64>().expect("checked above");
        for block in 0..4 {
            let chunk = four[block * 12..].first_chunk().expect("four blocks, and four bytes");
            let room = chars[block * 16..].first_chunk_mut().expect("four blocks");
            store(room, constants.encode(load(chunk), constants.first));
        }
        (bytes, to) = (&bytes[48..], rest);
    }
    while let (Some(block), true) = (bytes.first_chunk(), to.len() >= 16) {
        let (chars, rest) = to.split_first_chunk_mut().expect("checked above");
        store(chars, constants.encode(load(block), constants.first));
        (bytes, to) = (&bytes[12..], rest);
    }
    (bytes, to)
}

/// Lines of 57 bytes: blocks at 0, 12, 24 and 36, and the last twelve.
pub(super) fn lines(bytes: &[[u8; BYTES_PER_LINE]], to: &mut [[u8; CHARS_PER_LINE]]) {
    let constants = Constants::new();
    for (bytes, to) in bytes.iter().zip(to) {
        for block in 0..4 {
            let chunk = bytes[block * 12..].first_chunk().expect("within the line");
            let room = to[block * 16..].first_chunk_mut().expect("within the line");
            store(room, constants.encode(load(chunk), constants.first));
        }
        let (chars, end) = to.split_first_chunk_mut::<LINE>().expect("76 of 78");
        let chunk = bytes.last_chunk().expect("within the line");
        let room = chars.last_chunk_mut().expect("within the line");
        store(room, constants.encode(load(chunk), constants.last));
        end.copy_from_slice(b"\r\n");
    }
}

/// What every block is combined with. An engine would build each of them anew
/// for each block, so they are hidden from the compiler, which then keeps them.
#[derive(Clone, Copy)]
struct Constants {
    /// Where the bytes of four groups of three go, if the groups are the first
    /// twelve of sixteen bytes. Indices beyond the sixteen give zero.
    first: v128,
    /// The same for the last twelve.
    last: v128,
    /// Where the second, third and fourth six bits of a group go.
    second: v128,
    third: v128,
    fourth: v128,
    /// 51 and 25 in every byte.
    letters: v128,
    capitals: v128,
    /// What the kinds of characters add to their six bits.
    offsets: v128,
}

impl Constants {
    fn new() -> Self {
        let six = |place: u32| u32x4_splat(0x3f << place);
        black_box(Self {
            first: i8x16(2, 1, 0, -1, 5, 4, 3, -1, 8, 7, 6, -1, 11, 10, 9, -1),
            last: i8x16(6, 5, 4, -1, 9, 8, 7, -1, 12, 11, 10, -1, 15, 14, 13, -1),
            second: six(8),
            third: six(16),
            fourth: six(24),
            letters: u8x16_splat(51),
            capitals: u8x16_splat(25),
            offsets: i8x16(65, 71, -4, -4, -4, -4, -4, -4, -4, -4, -4, -4, -19, -16, 0, 0),
        })
    }

    /// Twelve of `bytes`, as `spread` says, as sixteen characters.
    #[inline(always)]
    fn encode(&self, bytes: v128, spread: v128) -> v128 {
        let groups = i8x16_swizzle(bytes, spread);
        let values = v128_or(
            v128_or(u32x4_shr(groups, 18), v128_and(u32x4_shr(groups, 4), self.second)),
            v128_or(
                v128_and(i32x4_shl(groups, 10), self.third),
                v128_and(i32x4_shl(groups, 24), self.fourth),
            ),
        );
        // 0 for A-Z, 1 for a-z, 2 to 11 for digits, 12 for +, 13 for /.
        let kind = u8x16_sub_sat(values, self.letters);
        let kind = i8x16_sub(kind, i8x16_gt(values, self.capitals));
        i8x16_add(values, i8x16_swizzle(self.offsets, kind))
    }
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
