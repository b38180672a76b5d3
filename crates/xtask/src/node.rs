//! Node: its version, the packages of package-lock.json, wasm-opt among them.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::process::{Outcome, While, answer, fail, failure, run_quietly};
use crate::words::say;
use crate::workspace::{Workspace, fingerprint};

const OLDEST: u32 = 20;

/// npm is a script on Windows, which only starts by its full name.
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

pub(crate) fn npm(workspace: &Workspace) -> Command {
    let mut npm = workspace.command(NPM);
    npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    npm
}

/// Checks Node and installs the pinned packages when the lock file has changed since;
/// returns the folder for PATH.
pub(crate) fn ensure(workspace: &Workspace) -> Outcome<PathBuf> {
    check_version(workspace)?;
    let lock = workspace.root.join("package-lock.json");
    let bytes = fs::read(&lock).when("reading package-lock.json")?;
    let modules = workspace.root.join("node_modules");
    let stamp = modules.join(".ses-delegate-stamp");
    let wanted = fingerprint(&bytes);
    let fresh = || fs::read_to_string(&stamp).is_ok_and(|found| found == wanted);
    if !fresh() {
        let _held = workspace
            .lock(&format!("npm-{}", fingerprint(workspace.root.as_os_str().as_encoded_bytes())))?;
        if !fresh() {
            say("installing the npm packages of package-lock.json: some seconds");
            let mut install = npm(workspace);
            install.args(["ci", "--ignore-scripts"]);
            run_quietly(&mut install, "npm ci", &workspace.log("npm-ci"))?;
            fs::write(&stamp, &wanted).when("marking node_modules")?;
        }
    }
    Ok(modules.join(".bin"))
}

fn check_version(workspace: &Workspace) -> Outcome {
    let version = answer(workspace.command("node").arg("--version")).ok_or_else(|| {
        failure(format!(
            "Node {OLDEST} or newer is needed, but `node` is not on PATH: install it from \
             https://nodejs.org or with your package manager, then run this again."
        ))
    })?;
    if major(&version).is_none_or(|major| major < OLDEST) {
        return fail(format!(
            "Node {OLDEST} or newer is needed, but `node --version` says {version}: install a newer one \
             from https://nodejs.org, then run this again."
        ));
    }
    if answer(npm(workspace).arg("--version")).is_none() {
        return fail(
            "`npm` is not on PATH: it comes with Node from https://nodejs.org, and as `apt-get install npm`.",
        );
    }
    Ok(())
}

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("v8.0.0"), Some(8));
        assert_eq!(major("nonsense"), None);
    }
}
