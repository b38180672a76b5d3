//! Where things are: the repository, its build folder, the user's cache; and children that know it.

use std::env;
use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{Outcome, While, fail, failure};
use crate::words::say;

/// The workspace's version: this crate inherits it.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

pub(crate) struct Workspace {
    pub(crate) root: PathBuf,
    /// `target`, or `$CARGO_TARGET_DIR`
    pub(crate) target: PathBuf,
    pub(crate) cache: PathBuf,
}

impl Workspace {
    pub(crate) fn find() -> Outcome<Self> {
        let here = env::current_dir().when("finding the current folder")?;
        // Cargo sets this for `cargo run`; it is right even when the build folder is shared.
        let start = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| here.clone(), PathBuf::from);
        let root = start
            .ancestors()
            .find(|folder| folder.join("Cargo.lock").is_file())
            .ok_or_else(|| failure("run this inside the repository of ses-delegate."))?
            .to_owned();
        let target =
            set("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| here.join(dir));
        Ok(Self { root, target, cache: cache_folder()? })
    }

    /// A child in the repository's root, free of what `cargo run` told this program.
    pub(crate) fn command(&self, program: impl Into<OsString>) -> Command {
        let mut command = Command::new(program.into());
        command.current_dir(&self.root);
        for (name, _) in env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&name);
            }
        }
        if set("CARGO_TARGET_DIR").is_some() {
            // It was relative to where the user stood; the child stands in the root.
            command.env("CARGO_TARGET_DIR", &self.target);
        }
        command
    }

    pub(crate) fn cargo(&self) -> Command {
        self.command(set("CARGO").unwrap_or_else(|| "cargo".into()))
    }

    pub(crate) fn log(&self, name: &str) -> PathBuf {
        self.cache.join("logs").join(name).with_extension("log")
    }

    /// The version of a crate as Cargo.lock pins it.
    pub(crate) fn locked_version(&self, name: &str) -> Outcome<String> {
        let path = self.root.join("Cargo.lock");
        let text = fs::read_to_string(&path).when("reading Cargo.lock")?;
        match version_in_lock(&text, name) {
            Some(version) => Ok(version.to_owned()),
            None => fail(format!("Cargo.lock names no {name}; `cargo fetch` completes it.")),
        }
    }

    /// Holds a named lock, so that two runs at once never install the same thing.
    pub(crate) fn lock(&self, name: &str) -> Outcome<File> {
        let folder = self.cache.join("locks");
        fs::create_dir_all(&folder).when(format_args!("creating {}", folder.display()))?;
        let file = File::create(folder.join(name)).when("creating a lock")?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                say(format_args!("another cargo xtask is installing {name}; waiting for it"));
                file.lock().when("waiting for a lock")?;
            }
            Err(TryLockError::Error(error)) => return Err(error).when("taking a lock"),
        }
        Ok(file)
    }
}

/// Puts folders first on a child's PATH.
pub(crate) fn path_with(command: &mut Command, folders: &[PathBuf]) -> Outcome {
    let inherited = env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(env::split_paths(&inherited));
    command.env("PATH", env::join_paths(all).when("composing PATH")?);
    Ok(())
}

/// The programs called `name` in the folders of PATH, in their order.
pub(crate) fn on_path(name: &str) -> impl Iterator<Item = PathBuf> {
    let folders = env::var_os("PATH").unwrap_or_default();
    let name = executable(name);
    let folders: Vec<_> = env::split_paths(&folders).collect();
    folders.into_iter().map(move |folder| folder.join(&name)).filter(|file| file.is_file())
}

/// A program's file name here.
pub(crate) fn executable(name: &str) -> String {
    format!("{name}{}", env::consts::EXE_SUFFIX)
}

/// An environment variable that is set and not empty.
pub(crate) fn set(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}

/// FNV-1a, 64 bits: keys for caches, which must stay the same from one Rust to the next.
pub(crate) fn fingerprint(bytes: &[u8]) -> String {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}

pub(crate) fn remove_folder(path: &Path) -> Outcome {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).when(format_args!("removing {}", path.display()))
        }
        _ => Ok(()),
    }
}

fn cache_folder() -> Outcome<PathBuf> {
    let absolute = |name| set(name).map(PathBuf::from).filter(|path| path.is_absolute());
    if let Some(own) = set("SES_DELEGATE_CACHE") {
        return std::path::absolute(own).when("reading SES_DELEGATE_CACHE");
    }
    if let Some(caches) = absolute("XDG_CACHE_HOME") {
        return Ok(caches.join("ses-delegate"));
    }
    if let Some(local) = absolute("LOCALAPPDATA").filter(|_| cfg!(windows)) {
        return Ok(local.join("ses-delegate"));
    }
    match env::home_dir() {
        Some(home) => Ok(home.join(".cache").join("ses-delegate")),
        None => {
            fail("there is no home folder; set SES_DELEGATE_CACHE to a folder for built tools.")
        }
    }
}

fn version_in_lock<'a>(lock: &'a str, name: &str) -> Option<&'a str> {
    let wanted = format!("name = \"{name}\"");
    let mut lines = lock.lines();
    lines.find(|line| *line == wanted)?;
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.79\"\n\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.129\"\n";

    #[test]
    fn versions_come_from_the_lock_file() {
        assert_eq!(version_in_lock(LOCK, "wasm-bindgen"), Some("0.2.129"));
        assert_eq!(version_in_lock(LOCK, "wasm"), None);
        assert_eq!(version_in_lock("", "wasm-bindgen"), None);
    }

    #[test]
    fn fingerprints_are_fnv_1a() {
        assert_eq!(fingerprint(b""), "cbf29ce484222325");
        assert_eq!(fingerprint(b"foobar"), "85944171f73967e8");
    }
}
