//! Servers by other hands that the Python and Node tests talk to, when they are at hand.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::leash::Leash;
use crate::ports;
use crate::process::{Outcome, While, run, run_quietly};
use crate::words::say;
use crate::workspace::{Workspace, fingerprint, remove_folder, set};

const PORTS: [u16; 6] = [8005, 8006, 1025, 1080, 4566, 5000];

/// Stopped when dropped.
pub(crate) struct Peers {
    /// `None` for peers that somebody else started.
    _leash: Option<Leash>,
    pub(crate) credentials: PathBuf,
}

/// The folder with `peers/peers.sh`: `$SES_DELEGATE_SHARED`, else one beside the repository.
pub(crate) fn shared(workspace: &Workspace) -> Option<PathBuf> {
    let named = set("SES_DELEGATE_SHARED").map(PathBuf::from);
    let folder = named.or_else(|| Some(workspace.root.parent()?.join("shared")))?;
    folder.is_dir().then_some(folder)
}

pub(crate) fn start(workspace: &Workspace) -> Outcome<Option<Peers>> {
    if let Some(credentials) = set("SES_PEERS_CREDS").map(PathBuf::from) {
        say("SES_PEERS_CREDS is set: the peers that run already are used");
        return Ok(Some(Peers { _leash: None, credentials }));
    }
    let script =
        shared(workspace).map(|folder| folder.join("peers/peers.sh")).filter(|file| file.is_file());
    let Some(script) = script else {
        say("peers absent: the tests against ministack are not run");
        return Ok(None);
    };
    for port in PORTS {
        ports::need(
            port,
            "the peers need it; if they run already, set SES_PEERS_CREDS to their creds file.",
        )?;
    }
    let text = fs::read(&script).when(format_args!("reading {}", script.display()))?;
    let folder = workspace.cache.join(format!("peers-{}", fingerprint(&text)));
    set_up(workspace, &script, &folder)?;
    let leash = Leash::ending_with(&call(workspace, &script, &folder, "down"))?;
    run(&mut call(workspace, &script, &folder, "up"), "starting the peers")?;
    Ok(Some(Peers { _leash: Some(leash), credentials: folder.join("creds") }))
}

fn set_up(workspace: &Workspace, script: &Path, folder: &Path) -> Outcome {
    let stamp = folder.join("complete");
    if stamp.is_file() {
        return Ok(());
    }
    say("installing the peers, once for this user: about a minute");
    remove_folder(folder)?;
    run_quietly(
        &mut call(workspace, script, folder, "setup"),
        "peers.sh setup",
        &workspace.log("peers"),
    )?;
    fs::write(&stamp, "").when("marking the peers")
}

fn call(workspace: &Workspace, script: &Path, folder: &Path, verb: &str) -> Command {
    let mut bash = workspace.command("bash");
    bash.arg(script).arg(verb).env("PEERS_DIR", folder);
    bash
}
