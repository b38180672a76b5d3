//! `cargo xtask build`: the composer as static files.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::process::{self, Outcome};
use crate::words::{heading, say};
use crate::workspace::{Workspace, path_with, set};
use crate::{node, outputs, tools};

pub(crate) fn run(workspace: &Workspace) -> Outcome {
    let wasm_opt = node::ensure(workspace)?;
    let mut trunk = trunk(workspace, &[wasm_opt])?;
    heading("building the composer: up to three minutes the first time, then seconds");
    let dist = folder(workspace);
    process::run(
        trunk.args(["build", "--release", "--offline", "true", "--dist"]).arg(&dist),
        "trunk build",
    )?;
    // trunk's own mark, which is not to be published.
    let _ = fs::remove_file(dist.join(".trunk-lock"));
    outputs::print_sizes(workspace, &dist);
    say(format_args!(
        "\nThe composer is in {}: static files, for any host that serves .wasm as application/wasm.\n\
         Try it here: python3 -m http.server --bind 127.0.0.1 --directory {0} 8000",
        dist.display()
    ));
    Ok(())
}

pub(crate) fn folder(workspace: &Workspace) -> PathBuf {
    workspace.root.join("dist")
}

/// What the composer is built from; a build older than any of it is stale.
pub(crate) fn is_stale(workspace: &Workspace) -> bool {
    let sources =
        ["crates/ses-delegate", "web", "index.html", "Trunk.toml", "Cargo.toml", "Cargo.lock"];
    let sources = sources.map(|source| workspace.root.join(source));
    outputs::is_stale(&folder(workspace).join("index.html"), &sources)
}

/// trunk with everything it calls on its PATH, so that it downloads nothing.
pub(crate) fn trunk(workspace: &Workspace, more: &[PathBuf]) -> Outcome<Command> {
    tools::wasm_target(workspace)?;
    let trunk = tools::trunk().ensure(workspace)?;
    let wasm_bindgen = tools::wasm_bindgen(workspace)?.ensure(workspace)?;
    tools::fetch(workspace)?;
    let mut command = workspace.command(trunk.join("trunk"));
    path_with(&mut command, &[&[trunk, wasm_bindgen], more].concat())?;
    if set("NO_COLOR").is_some() {
        // trunk takes only "true" for this variable and stops at the customary "1".
        command.env("NO_COLOR", "true");
    }
    Ok(command)
}
