//! The structure that ARCHITECTURE.md promises.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const LONGEST: usize = 600;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn tracked() -> Vec<PathBuf> {
    let listed = Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output().unwrap();
    assert!(listed.status.success(), "git ls-files");
    let names = String::from_utf8(listed.stdout).unwrap();
    names.split_terminator('\0').map(PathBuf::from).collect()
}

fn is_source(path: &Path) -> bool {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    ["rs", "ts", "mjs", "js", "py", "css", "html", "sh"].contains(&extension)
}

#[test]
fn no_source_file_is_too_long_or_a_grab_bag() {
    let sources: Vec<_> = tracked().into_iter().filter(|path| is_source(path)).collect();
    assert!(sources.len() > 50, "{} source files", sources.len());
    for path in sources {
        let Ok(text) = fs::read_to_string(root().join(&path)) else { continue };
        let lines = text.lines().count();
        assert!(lines <= LONGEST, "{}: {lines} lines", path.display());
        let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
        assert!(
            !["util", "utils", "common", "helpers", "misc"].contains(&stem),
            "{}",
            path.display()
        );
    }
}

#[test]
fn nothing_tracked_names_a_registry_host() {
    // In pieces, so that this file does not name them either.
    let hosts = ["registry.npmjs", "files.pythonhosted", "pypi", "static.crates", "index.crates"];
    for path in tracked() {
        let Ok(text) = fs::read_to_string(root().join(&path)) else { continue };
        for host in hosts {
            for end in [".org", ".io"] {
                let host = format!("{host}{end}");
                assert!(!text.contains(&host), "{} names {host}", path.display());
            }
        }
    }
}

#[test]
fn dependencies_have_one_direction() {
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let dependencies_of = |package: &str| -> Vec<String> {
        let packages = metadata["packages"].as_array().unwrap();
        let package = packages.iter().find(|p| p["name"] == package).unwrap();
        let normal = |d: &&Value| d["kind"].is_null();
        let dependencies = package["dependencies"].as_array().unwrap().iter().filter(normal);
        dependencies.map(|d| d["name"].as_str().unwrap().to_owned()).collect()
    };
    let none_of = |package: &str, banned: &[&str]| {
        let used = dependencies_of(package);
        assert!(!used.is_empty());
        for name in banned {
            assert!(!used.iter().any(|n| n == name), "{package} depends on {name}");
        }
    };
    none_of(
        "ses-delegate",
        &["wasm-bindgen", "web-sys", "js-sys", "ses-local", "tokio", "getrandom", "leptos"],
    );
    none_of("ses-delegate-wasm", &["ses-composer", "ses-local", "web-sys"]);
    none_of("ses-composer", &["ses-delegate-wasm", "ses-local", "serde-wasm-bindgen"]);
    // It judges the core, so it may not be built of it.
    none_of("ses-local", &["ses-delegate", "ses-delegate-wasm", "ses-composer"]);
}

#[test]
fn the_core_needs_no_javascript_on_wasm32() {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--package=ses-delegate", "--target=wasm32-unknown-unknown"])
        .args(["--edges=normal", "--prefix=none", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    let tree = String::from_utf8(tree.stdout).unwrap();
    assert!(tree.contains("mail-builder"), "{tree}");
    for name in ["js-sys", "web-sys", "wasm-bindgen", "getrandom"] {
        assert!(!tree.lines().any(|line| line.starts_with(&format!("{name} "))), "{tree}");
    }
}

#[test]
fn the_cores_files_use_those_above_them_only() {
    let source = root().join("crates/ses-delegate/src");
    let lib = fs::read_to_string(source.join("lib.rs")).unwrap();
    let order: Vec<&str> = lib
        .lines()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'))
        .collect();
    assert!(order.len() > 15, "{order:?}");
    let place = |module: &str| order.iter().position(|name| *name == module);
    for path in tracked().iter().filter(|path| path.starts_with("crates/ses-delegate/src")) {
        let below = root().join(path);
        let below = below.strip_prefix(&source).unwrap();
        let module = below.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs");
        let (Some(here), false) = (place(module), path.ends_with("tests.rs")) else { continue };
        let text = fs::read_to_string(root().join(path)).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for used in code.split("crate::").skip(1) {
            let end = used.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(used.len());
            let there = place(&used[..end]).unwrap_or(0);
            assert!(there <= here, "{} uses {}", path.display(), &used[..end]);
        }
    }
}
