//! `cargo xtask bench`: the npm package, and the local SES, against what one
//! would use without them.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{self, Outcome, fail};
use crate::words::heading;
use crate::workspace::{Workspace, executable};
use crate::{clients, node, npm, outputs, python};

/// Programs of `tests/bench` that end so, each in a process of its own.
const NODE: &str = ".bench.mjs";
const PYTHON: &str = ".bench.py";

/// All benches, or those named: `speed`, `memory`, `load`.
pub(crate) fn run(workspace: &Workspace, names: &[String]) -> Outcome {
    let files = outputs::files(&workspace.root.join("tests/bench"));
    let benches: Vec<(String, PathBuf)> = files
        .into_iter()
        .filter_map(|file| {
            let name = file.file_name()?.to_string_lossy().into_owned();
            let what = name.strip_suffix(NODE).or_else(|| name.strip_suffix(PYTHON))?;
            Some((what.to_owned(), file))
        })
        .collect();
    if let Some(unknown) = names.iter().find(|name| benches.iter().all(|(what, _)| what != *name)) {
        let known: Vec<&str> = benches.iter().map(|(what, _)| what.as_str()).collect();
        return fail(format!("expected {}, but found `{unknown}`.", known.join(", ")));
    }
    for (what, file) in benches.iter().filter(|(what, _)| names.is_empty() || names.contains(what))
    {
        heading(format_args!("{what}: a minute or two, on a machine that does nothing else"));
        let mut program = if file.extension().is_some_and(|ending| ending == "py") {
            load(workspace, file)?
        } else {
            package(workspace, file)?
        };
        process::run(&mut program, &format!("the bench of {what}"))?;
    }
    Ok(())
}

/// A bench of the npm package.
fn package(workspace: &Workspace, file: &Path) -> Outcome<Command> {
    node::ensure(workspace)?;
    if npm::is_stale(workspace) {
        npm::run(workspace)?;
    }
    let mut node = workspace.command("node");
    node.args(["--expose-gc", "--no-warnings"]).arg(file);
    node.env("NPM_PACKAGE", npm::folder(workspace));
    Ok(node)
}

/// A bench of the local SES, as users build it.
fn load(workspace: &Workspace, file: &Path) -> Outcome<Command> {
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--release", "--package", "ses-local"]);
    process::run(&mut cargo, "building the local SES")?;
    let mut python = workspace.command(python::ensure(workspace)?);
    python
        .arg(file)
        .env("SES_LOCAL", workspace.target.join("release").join(executable("ses-local")))
        .env("EMULATORS", clients::emulators(workspace)?)
        .env("WRK", clients::wrk(workspace)?);
    Ok(python)
}
