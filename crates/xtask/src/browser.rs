//! Opens a link in the user's browser, where there is one to see.

use std::io::{IsTerminal, stdout};
use std::process::{Command, Stdio};

use crate::workspace::{Workspace, set};

/// Whether a browser was started. A script, a CI run and a bare console get none.
pub(crate) fn open(workspace: &Workspace, link: &str) -> bool {
    if !stdout().is_terminal() || set("CI").is_some() {
        return false;
    }
    let opener: Option<Command> = if cfg!(target_os = "macos") {
        Some(workspace.command("open"))
    } else if cfg!(windows) {
        let mut start = workspace.command("cmd");
        start.args(["/c", "start", ""]);
        Some(start)
    } else if set("DISPLAY").is_some() || set("WAYLAND_DISPLAY").is_some() {
        Some(workspace.command("xdg-open"))
    } else {
        None
    };
    opener.is_some_and(|mut command| {
        command.arg(link).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().is_ok()
    })
}
