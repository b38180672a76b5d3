//! `cargo xtask bench`: the npm package against what one would use without it.

use crate::process::{self, Outcome};
use crate::words::heading;
use crate::workspace::Workspace;
use crate::{node, npm, outputs};

/// Programs of `tests/bench` that end so, each in a process of its own.
const SUFFIX: &str = ".bench.mjs";

pub(crate) fn run(workspace: &Workspace) -> Outcome {
    node::ensure(workspace)?;
    if npm::is_stale(workspace) {
        npm::run(workspace)?;
    }
    for file in outputs::files(&workspace.root.join("tests/bench")) {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let Some(what) = name.strip_suffix(SUFFIX) else { continue };
        heading(format_args!("{what}: a minute or two, on a machine that does nothing else"));
        let mut node = workspace.command("node");
        node.args(["--expose-gc", "--no-warnings"]).arg(&file);
        node.env("NPM_PACKAGE", npm::folder(workspace));
        process::run(&mut node, &format!("the bench of {what}"))?;
    }
    Ok(())
}
