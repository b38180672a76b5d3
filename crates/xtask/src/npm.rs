//! `cargo xtask npm`: the npm package, as it is published.

use std::fs;
use std::path::{Path, PathBuf};

use crate::process::{self, Outcome, While, fail, failure};
use crate::words::{heading, say};
use crate::workspace::{VERSION, Workspace, executable, remove_folder};
use crate::{node, outputs, tools};

pub(crate) fn run(workspace: &Workspace) -> Outcome {
    tools::wasm_target(workspace)?;
    let bins = node::ensure(workspace)?;
    let wasm_bindgen = tools::wasm_bindgen(workspace)?.ensure(workspace)?;

    heading("building the npm package: about a minute the first time, then seconds");
    let mut cargo = workspace.cargo();
    cargo.args([
        "build",
        "--package",
        "ses-delegate-wasm",
        "--target",
        tools::WASM,
        "--profile",
        "wasm",
    ]);
    process::run(&mut cargo, "compiling ses-delegate-wasm")?;

    // Filled aside, then renamed: target/npm is always a whole package.
    let staged = workspace.target.join("npm.partial");
    remove_folder(&staged)?;
    let compiled = workspace.target.join(tools::WASM).join("wasm/ses_delegate_wasm.wasm");
    let mut bindgen = workspace.command(wasm_bindgen.join(executable("wasm-bindgen")));
    bindgen.args(["--target", "web", "--out-name", "ses_delegate", "--out-dir"]).arg(&staged);
    process::run(bindgen.arg(&compiled), "wasm-bindgen")?;
    shrink(workspace, &bins, &staged.join("ses_delegate_bg.wasm"))?;

    outputs::copy_folder(&workspace.root.join("crates/ses-delegate-wasm/npm"), &staged)?;
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        fs::copy(workspace.root.join(licence), staged.join(licence))
            .when(format_args!("copying {licence}"))?;
    }
    fill_in_version(&staged.join("package.json"))?;

    let package = folder(workspace);
    remove_folder(&package)?;
    fs::rename(&staged, &package).when("moving target/npm into place")?;
    let mut pack = node::npm(workspace);
    pack.args(["pack", "--dry-run", "--ignore-scripts"]).current_dir(&package);
    process::run(&mut pack, "npm pack --dry-run")?;
    outputs::print_sizes(workspace, &package);
    say(format_args!("\nThe npm package, version {VERSION}, is in {}.", package.display()));
    Ok(())
}

pub(crate) fn folder(workspace: &Workspace) -> PathBuf {
    workspace.target.join("npm")
}

/// What the package is built from; a build older than any of it is stale.
pub(crate) fn is_stale(workspace: &Workspace) -> bool {
    let sources = ["crates/ses-delegate", "crates/ses-delegate-wasm", "Cargo.toml", "Cargo.lock"];
    let sources = sources.map(|source| workspace.root.join(source));
    outputs::is_stale(&folder(workspace).join("package.json"), &sources)
}

/// wasm-opt reads the features from the module itself; `--all-features` would let it add
/// instructions that browsers lack.
fn shrink(workspace: &Workspace, bins: &Path, module: &Path) -> Outcome {
    let smaller = module.with_extension("opt");
    let name = if cfg!(windows) { "wasm-opt.cmd" } else { "wasm-opt" };
    let mut wasm_opt = workspace.command(bins.join(name));
    wasm_opt.args(["-Os", "--strip-producers"]).arg(module).arg("-o").arg(&smaller);
    process::run(&mut wasm_opt, "wasm-opt")?;
    fs::rename(&smaller, module).when("replacing the module")
}

fn fill_in_version(manifest: &Path) -> Outcome {
    let text = fs::read_to_string(manifest).map_err(|_| {
        failure(
            "crates/ses-delegate-wasm/npm/package.json is missing: the package has no manifest.",
        )
    })?;
    let filled = with_version(&text, VERSION)?;
    fs::write(manifest, filled).when("writing package.json")
}

fn with_version(text: &str, version: &str) -> Outcome<String> {
    const BLANK: &str = "\"version\": \"0.0.0\"";
    if text.matches(BLANK).count() != 1 {
        return fail(format!(
            "expected {BLANK} once in npm/package.json, where the workspace's version goes."
        ));
    }
    Ok(text.replace(BLANK, &format!("\"version\": \"{version}\"")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_filled_in_once() {
        let text = "{ \"name\": \"a\", \"version\": \"0.0.0\" }";
        assert_eq!(
            with_version(text, "1.2.3").unwrap(),
            "{ \"name\": \"a\", \"version\": \"1.2.3\" }"
        );
        assert!(with_version("{}", "1.2.3").is_err());
        assert!(with_version(&text.repeat(2), "1.2.3").is_err());
    }
}
