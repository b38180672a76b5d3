//! `cargo xtask bench`: what is made here against what one would use without it.

use std::path::Path;

use crate::process::{self, Outcome, fail};
use crate::words::heading;
use crate::workspace::{Workspace, executable};
use crate::{clients, node, npm, outputs, python};

/// Programs of `tests/bench` that end so, each in a process of its own.
const SUFFIX: &str = ".bench.mjs";
/// The bench of ses-local, which is a program of Python's.
const SES_LOCAL: &str = "ses-local";

/// Runs the named benches, or all.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Outcome {
    let files = outputs::files(&workspace.root.join("tests/bench"));
    let of_package: Vec<_> = files.iter().filter_map(|file| Some((name(file)?, file))).collect();
    let known = || of_package.iter().map(|(name, _)| name.as_str()).chain([SES_LOCAL]);
    if let Some(unknown) = arguments.iter().find(|given| known().all(|name| name != *given)) {
        let names: Vec<&str> = known().collect();
        return fail(format!("there is no bench `{unknown}`, only {}.", names.join(", ")));
    }
    let chosen = |name: &str| arguments.is_empty() || arguments.iter().any(|given| given == name);
    let of_package: Vec<_> = of_package.iter().filter(|(name, _)| chosen(name)).collect();
    if !of_package.is_empty() {
        node::ensure(workspace)?;
        if npm::is_stale(workspace) {
            npm::run(workspace)?;
        }
    }
    for (name, file) in of_package {
        announce(name);
        let mut node = workspace.command("node");
        node.args(["--expose-gc", "--no-warnings"]).arg(file);
        node.env("NPM_PACKAGE", npm::folder(workspace));
        process::run(&mut node, &format!("the bench of {name}"))?;
    }
    if chosen(SES_LOCAL) { ses_local(workspace) } else { Ok(()) }
}

/// Signed sends a second, beside moto and ministack.
fn ses_local(workspace: &Workspace) -> Outcome {
    let wrk = clients::wrk(workspace)?;
    let emulators = clients::emulators(workspace)?;
    let python = python::ensure(workspace)?;
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--release", "--package", "ses-local"]);
    process::run(&mut cargo, "building the local SES")?;
    announce(SES_LOCAL);
    let release = workspace.target.join("release");
    let mut bench = workspace.command(python);
    bench
        .arg("tests/bench/ses_local.py")
        .env("SES_LOCAL", release.join(executable("ses-local")))
        .env("BENCH_FOLDER", &release)
        .env("EMULATORS", emulators)
        .env("WRK", wrk);
    process::run(&mut bench, "the bench of ses-local")
}

fn name(file: &Path) -> Option<String> {
    Some(file.file_name()?.to_str()?.strip_suffix(SUFFIX)?.to_owned())
}

fn announce(name: &str) {
    heading(format_args!("{name}: a minute or two, on a machine that does nothing else"));
}
