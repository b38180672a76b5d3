//! The plan against the naive construction: whole messages by the base64 crate.

use std::io;

use proptest::prelude::*;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::*;

/// Lines of base64, the slow way.
fn naive_lines(bytes: &[u8]) -> Vec<u8> {
    let text = STANDARD.encode(bytes);
    text.as_bytes().chunks(76).flat_map(|line| [line, b"\r\n"].concat()).collect()
}

/// Texts and files in turn, as a message has them.
fn message(texts: &[Vec<u8>], files: &[Vec<u8>]) -> (BodyPlan, Vec<u8>) {
    let marked = texts.join(&0);
    let holes = files
        .iter()
        .enumerate()
        .map(|(at, bytes)| BodyPlan::of_file(at, bytes.len() as u64, Coding::Lines));
    let plan = BodyPlan::cut(&marked, holes);
    let mut naive = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        naive.extend_from_slice(text);
        naive.extend(files.get(at).map(|bytes| naive_lines(bytes)).unwrap_or_default());
    }
    (plan, naive)
}

/// A file that gives its bytes in pieces of the sizes asked for, in turn.
struct Pieces<'a> {
    bytes: &'a [u8],
    sizes: std::iter::Cycle<std::slice::Iter<'a, usize>>,
}

impl io::Read for Pieces<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let size = (*self.sizes.next().unwrap()).min(self.bytes.len()).min(to.len());
        to[..size].copy_from_slice(&self.bytes[..size]);
        self.bytes = &self.bytes[size..];
        Ok(size)
    }
}

fn streamed(plan: &BodyPlan, files: &[Vec<u8>], sizes: &[usize]) -> Vec<u8> {
    let mut out = Vec::new();
    let open = |at: usize| Ok(Pieces { bytes: &files[at], sizes: sizes.iter().cycle() });
    plan.write_to(&mut out, open).unwrap();
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn streamed_bytes_equal_the_naive_construction(
        texts in prop::collection::vec(prop::collection::vec(1_u8..128, 0..90), 1..5),
        files in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..500), 4),
        sizes in prop::collection::vec(1_usize..200, 1..6),
    ) {
        let files = &files[..texts.len() - 1];
        let (plan, naive) = message(&texts, files);
        let form: String = percent_encoding::utf8_percent_encode(
            &STANDARD.encode(&naive),
            percent_encoding::NON_ALPHANUMERIC,
        ).collect();
        for (plan, expected) in [
            (plan.to_base64(Alphabet::Plain), STANDARD.encode(&naive).into_bytes()),
            (plan.to_base64(Alphabet::Form), form.into_bytes()),
            (plan, naive),
        ] {
            prop_assert_eq!(plan.len(), expected.len() as u64);
            prop_assert_eq!(&streamed(&plan, files, &sizes), &expected);
            prop_assert_eq!(plan.to_vec(|at| &files[at]).unwrap(), expected);
        }
    }

    #[test]
    fn a_single_file_is_padded_base64(
        bytes in prop::collection::vec(any::<u8>(), 0..600),
        sizes in prop::collection::vec(1_usize..200, 1..6),
    ) {
        let plan = BodyPlan::of_file(0, bytes.len() as u64, Coding::Base64);
        let expected = STANDARD.encode(&bytes).into_bytes();
        prop_assert_eq!(plan.len(), expected.len() as u64);
        prop_assert_eq!(streamed(&plan, &[bytes], &sizes), expected);
    }
}

#[test]
fn a_file_of_another_size_is_an_error() {
    let plan = BodyPlan::of_file(3, 5, Coding::Lines);
    for bytes in [&b"four"[..], b"sixsix"] {
        let error = plan.to_vec(|_| bytes).unwrap_err();
        assert_eq!((error.code(), error.field()), ("content.size", "attachments[3].content"));
        let error = plan.write_to(&mut Vec::new(), |_| Ok(bytes)).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidData);
    }
}
