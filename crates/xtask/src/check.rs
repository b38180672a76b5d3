//! `cargo xtask check`: everything that is judged without running it.

use crate::process::{self, Outcome, answer, fail, failure};
use crate::steps::{self, Step};
use crate::tools::{self, WASM};
use crate::words::say;
use crate::workspace::{Workspace, path_with};

/// Clocks, randomness, sockets and browsers: the core leaves them to its caller.
const WORLD: [&str; 8] = [
    "getrandom",
    "js-sys",
    "leptos",
    "rand",
    "tokio",
    "wasm-bindgen",
    "wasm-bindgen-futures",
    "web-sys",
];

pub(crate) fn run(workspace: &Workspace) -> Outcome {
    let cargo = |arguments: &str| {
        let mut cargo = workspace.cargo();
        cargo.args(arguments.split(' '));
        cargo.env("RUSTDOCFLAGS", "-D warnings");
        process::run(&mut cargo, &format!("cargo {arguments}"))
    };
    steps::run(vec![
        Step::new("setup", "the wasm32 target and cargo-deny", || {
            tools::wasm_target(workspace)?;
            tools::cargo_deny().ensure(workspace).map(drop)
        }),
        Step::new("format", "cargo fmt, and rustfmt where macros name the modules", || {
            cargo("fmt --all --check")?;
            every_file_is_formatted(workspace)
        }),
        Step::new("clippy", "lints, natively, tests included: minutes the first time", || {
            cargo("clippy --workspace --all-targets -- -D warnings")
        }),
        Step::new("clippy-wasm", "lints for the browser: a minute the first time", || {
            cargo(&format!(
                "clippy --target {WASM} -p ses-delegate -p ses-delegate-wasm -p ses-composer -- -D warnings"
            ))
        }),
        // Alone, so that no other crate lends it a feature.
        Step::new("core-wasm", "the core builds for wasm32 by itself", || {
            cargo(&format!("check --package ses-delegate --lib --target {WASM}"))
        }),
        Step::new("directions", "who may depend on whom", || directions(workspace)),
        Step::new("licences", "cargo deny: licences, bans, sources", || deny(workspace)),
        Step::new("docs", "cargo doc, warnings are errors", || cargo("doc --workspace --no-deps")),
    ])
}

/// `cargo fmt` does not see modules that a macro names.
fn every_file_is_formatted(workspace: &Workspace) -> Outcome {
    let listed = answer(workspace.command("git").args(["ls-files", "*.rs"]))
        .ok_or_else(|| failure("git ls-files failed: this is not a git repository."))?;
    let mut rustfmt = workspace.command("rustfmt");
    rustfmt.args(["--edition", "2024", "--check"]).args(listed.lines());
    let difference = rustfmt.output().ok().filter(|output| !output.status.success());
    match difference {
        None => Ok(()),
        Some(output) => {
            say(String::from_utf8_lossy(&output.stdout));
            fail(
                "some file is not formatted: `git ls-files '*.rs' | xargs rustfmt --edition 2024`.",
            )
        }
    }
}

fn deny(workspace: &Workspace) -> Outcome {
    let folder = tools::cargo_deny().ensure(workspace)?;
    let mut cargo = workspace.cargo();
    path_with(&mut cargo, &[folder])?;
    cargo.args(["deny", "check", "--hide-inclusion-graph", "bans", "licenses", "sources"]);
    process::run(&mut cargo, "cargo deny")?;
    say("Advisories are NOT checked: their database is a git repository, not a registry. \
         With access to it: cargo deny check advisories");
    Ok(())
}

fn directions(workspace: &Workspace) -> Outcome {
    let core = edges(&tree(workspace, "ses-delegate")?);
    if let Some((from, to)) = core.iter().find(|(_, to)| WORLD.contains(&to.as_str())) {
        return fail(format!("the core has no {to}, but on wasm32 {from} depends on it."));
    }
    say(format_args!("core: {} crates on wasm32, and none of {}", names(&core), WORLD.join(", ")));
    for (one, other) in
        [("ses-delegate-wasm", "ses-composer"), ("ses-composer", "ses-delegate-wasm")]
    {
        if edges(&tree(workspace, one)?).iter().any(|(_, to)| to == other) {
            return fail(format!(
                "{one} must not depend on {other}: both are shells around the core."
            ));
        }
    }
    say("ses-delegate-wasm and ses-composer do not know each other");
    Ok(())
}

fn tree(workspace: &Workspace, package: &str) -> Outcome<String> {
    let mut cargo = workspace.cargo();
    cargo.args([
        "tree",
        "--package",
        package,
        "--target",
        WASM,
        "--edges",
        "normal",
        "--prefix",
        "depth",
    ]);
    answer(&mut cargo).ok_or_else(|| failure(format!("cargo tree --package {package} failed.")))
}

fn names(edges: &[(String, String)]) -> usize {
    edges.iter().map(|(_, to)| to).collect::<std::collections::BTreeSet<_>>().len()
}

/// "0a v1 / 1b v1 / 2c v1" becomes a-b, b-c. A subtree shown before is not repeated, nor needed.
fn edges(tree: &str) -> Vec<(String, String)> {
    let mut path: Vec<&str> = Vec::new();
    let mut edges = Vec::new();
    for line in tree.lines() {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let (depth, package) = line.split_at(digits);
        let (Ok(depth), Some(name)) = (depth.parse::<usize>(), package.split(' ').next()) else {
            continue;
        };
        path.truncate(depth);
        if let Some(parent) = path.last() {
            edges.push(((*parent).to_owned(), name.to_owned()));
        }
        path.push(name);
    }
    edges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_becomes_edges() {
        let tree =
            "0core v0.1.0 (/here)\n1mail v2.0.1\n2clock v1.1.0\n1sha2 v0.11.1\n2clock v1.1.0 (*)\n";
        let edge = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        let expected = [
            edge("core", "mail"),
            edge("mail", "clock"),
            edge("core", "sha2"),
            edge("sha2", "clock"),
        ];
        assert_eq!(edges(tree), expected);
    }
}
