//! A Chromium for the browser tests: the one that is there, else Debian's. Never a download.

use std::path::PathBuf;

use crate::apt;
use crate::process::{Outcome, fail};
use crate::workspace::{Workspace, on_path, set};

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

const PLACES: [&str; 4] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

const BY_HAND: &str = "no Chromium was found for the browser tests: install one (`sudo apt-get install chromium`, \
                       `brew install --cask chromium`), or set CHROME to the program's path.";

pub(crate) fn ensure(workspace: &Workspace) -> Outcome<PathBuf> {
    if let Some(named) = named().filter(|named| !named.is_file()) {
        return fail(format!("CHROME is set to {}, where there is no file.", named.display()));
    }
    if let Some(found) = find() {
        return Ok(found);
    }
    apt::install(workspace, "chromium", BY_HAND)?;
    find().map_or_else(|| fail("apt-get installed chromium, but it is not on PATH."), Ok)
}

pub(crate) fn find() -> Option<PathBuf> {
    if named().is_some() {
        return named();
    }
    let places = PLACES.iter().map(PathBuf::from).find(|place| place.is_file());
    NAMES.iter().find_map(|name| on_path(name).next()).or(places)
}

fn named() -> Option<PathBuf> {
    set("CHROME").map(PathBuf::from)
}
