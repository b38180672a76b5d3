//! A Chromium for the browser tests: the one that is there, else Debian's. Never a download.

use std::env;
use std::path::{Path, PathBuf};

use crate::process::{Outcome, answer, fail, run_quietly};
use crate::words::say;
use crate::workspace::{Workspace, executable, set};

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

const PLACES: [&str; 4] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

pub(crate) fn ensure(workspace: &Workspace) -> Outcome<PathBuf> {
    if let Some(named) = named().filter(|named| !named.is_file()) {
        return fail(format!("CHROME is set to {}, where there is no file.", named.display()));
    }
    if let Some(found) = find() {
        return Ok(found);
    }
    install(workspace)?;
    find().map_or_else(|| fail("apt-get installed chromium, but it is not on PATH."), Ok)
}

pub(crate) fn find() -> Option<PathBuf> {
    if named().is_some() {
        return named();
    }
    let places = PLACES.iter().map(PathBuf::from).find(|place| place.is_file());
    NAMES.iter().find_map(|name| on_path(name)).or(places)
}

fn named() -> Option<PathBuf> {
    set("CHROME").map(PathBuf::from)
}

fn on_path(name: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders)
        .map(|folder| folder.join(executable(name)))
        .find(|file| file.is_file())
}

fn install(workspace: &Workspace) -> Outcome {
    const BY_HAND: &str = "no Chromium was found for the browser tests: install one (`sudo apt-get install chromium`, \
                           `brew install --cask chromium`), or set CHROME to the program's path.";
    if on_path("apt-get").is_none() {
        return fail(BY_HAND);
    }
    let root = answer(workspace.command("id").arg("-u")).is_some_and(|user| user == "0");
    if !root && answer(workspace.command("sudo").args(["-n", "true"])).is_none() {
        return fail(BY_HAND);
    }
    say("installing Debian's chromium for the browser tests: up to a minute");
    let steps: [&[&str]; 2] =
        [&["update"], &["install", "-y", "--no-install-recommends", "chromium"]];
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
