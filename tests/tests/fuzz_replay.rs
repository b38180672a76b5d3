//! The fuzz targets over every kept input, and over some random ones.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use ses_delegate_tests::fuzz::TARGETS;
use ses_delegate_tests::fuzz::operations::{JSON, QUERY};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/ses-delegate/fuzz")
}

/// The inputs kept for `target`: seeds, and what once was a crash.
fn kept(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let mut inputs = Vec::new();
    for kind in ["corpus", "fixtures"] {
        let Ok(entries) = fs::read_dir(folder().join(kind).join(target)) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            let bytes = fs::read(&path).unwrap();
            inputs.push((path, bytes));
        }
    }
    inputs
}

#[test]
fn every_target_has_a_program_and_seeds() {
    let mut programs: Vec<String> = fs::read_dir(folder().join("fuzz_targets"))
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    programs.sort();
    assert_eq!(programs, TARGETS.map(|(name, _)| name));
    for (name, _) in TARGETS {
        assert!(!kept(name).is_empty(), "{name} has no seeds");
    }
}

/// An operation that no target knows is fuzzed by none.
#[test]
fn every_operation_is_fuzzed() {
    let source = folder().join("../src");
    let mut known: Vec<_> = QUERY.iter().chain(&JSON).map(|operation| operation.name).collect();
    let mut written = Vec::new();
    for api in ["v1", "v2", "sts"] {
        for entry in fs::read_dir(source.join(api)).unwrap() {
            let text = fs::read_to_string(entry.unwrap().path()).unwrap_or_default();
            for operation in text.split("impl Operation for ").skip(1) {
                let end = operation.find(|c: char| !c.is_ascii_alphanumeric()).unwrap();
                written.push(operation[..end].to_owned());
            }
        }
    }
    known.sort_unstable();
    written.sort_unstable();
    assert_eq!(known, written);
}

#[test]
fn kept_inputs_break_nothing() {
    for (name, target) in TARGETS {
        for (path, bytes) in kept(name) {
            let broken = std::panic::catch_unwind(|| target(&bytes)).is_err();
            assert!(!broken, "{name} breaks on {}", path.display());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_inputs_break_nothing(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for (_, target) in TARGETS {
            target(&bytes);
        }
    }

    /// Kept inputs with some bytes replaced are nearer to what the core reads.
    #[test]
    fn kept_inputs_changed_break_nothing(
        pick in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        for (name, target) in TARGETS {
            let kept = kept(name);
            let (_, mut bytes) = pick.get(&kept).clone();
            bytes.push(0);
            for (at, byte) in &changes {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            target(&bytes);
        }
    }
}
