//! Debian's packages, where apt-get is and may be used.

use std::path::Path;

use crate::process::{Outcome, answer, fail, run_quietly};
use crate::words::say;
use crate::workspace::{Workspace, on_path};

/// Installs `package`. `by_hand` is what to do where this program may not.
pub(crate) fn install(workspace: &Workspace, package: &str, by_hand: &str) -> Outcome {
    if on_path("apt-get").next().is_none() {
        return fail(by_hand);
    }
    let root = answer(workspace.command("id").arg("-u")).is_some_and(|user| user == "0");
    if !root && answer(workspace.command("sudo").args(["-n", "true"])).is_none() {
        return fail(by_hand);
    }
    // Two runs at once would find apt's own lock taken, and fail.
    let _held = workspace.lock("apt")?;
    say(format_args!("installing Debian's {package} for the tests: up to a minute"));
    let steps: [&[&str]; 2] = [&["update"], &["install", "-y", "--no-install-recommends", package]];
    for arguments in steps {
        let mut apt = if root {
            workspace.command("apt-get")
        } else {
            let mut sudo = workspace.command("sudo");
            sudo.args(["-n", "apt-get"]);
            sudo
        };
        apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        let what = format!("apt-get {}", arguments[0]);
        run_quietly(&mut apt, &what, Path::new(&workspace.log("apt")))?;
    }
    Ok(())
}
