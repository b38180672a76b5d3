//! Tools written in Rust, compiled once from crates.io into the user's cache; and the wasm target.

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use crate::process::{Outcome, While, answer, fail, run};
use crate::words::say;
use crate::workspace::{Workspace, executable, remove_folder, set};

pub(crate) const WASM: &str = "wasm32-unknown-unknown";

pub(crate) struct Tool {
    name: &'static str,
    version: String,
    flags: &'static [&'static str],
    minutes: &'static str,
}

/// Its version must be that of the library: it is read from Cargo.lock, never written here.
pub(crate) fn wasm_bindgen(workspace: &Workspace) -> Outcome<Tool> {
    Ok(Tool {
        name: "wasm-bindgen-cli",
        version: workspace.locked_version("wasm-bindgen")?,
        flags: &["--no-default-features"],
        minutes: "about a minute",
    })
}

/// It declares a newer Rust than it needs. It wants one TLS library, though it never downloads here.
pub(crate) fn trunk() -> Tool {
    Tool {
        name: "trunk",
        version: "0.22.1".to_owned(),
        flags: &["--ignore-rust-version", "--no-default-features", "--features", "rustls"],
        minutes: "three to five minutes",
    }
}

pub(crate) fn cargo_deny() -> Tool {
    Tool {
        name: "cargo-deny",
        version: "0.20.2".to_owned(),
        flags: &[],
        minutes: "one to two minutes",
    }
}

pub(crate) fn cargo_fuzz() -> Tool {
    Tool { name: "cargo-fuzz", version: "0.13.2".to_owned(), flags: &[], minutes: "about a minute" }
}

impl Tool {
    /// The program's name where it differs from its crate's.
    fn program(&self) -> &'static str {
        if self.name == "wasm-bindgen-cli" { "wasm-bindgen" } else { self.name }
    }

    /// Installs the tool unless it is there; returns the folder for PATH.
    pub(crate) fn ensure(&self, workspace: &Workspace) -> Outcome<PathBuf> {
        let key = format!("{}-{}", self.name, self.version);
        let home = workspace.cache.join("tools").join(&key);
        let program = home.join("bin").join(executable(self.program()));
        if !program.is_file() {
            let _held = workspace.lock(&key)?;
            // Another run may have installed it while this one waited.
            if !program.is_file() {
                self.install(workspace, &key, &home)?;
            }
        }
        Ok(home.join("bin"))
    }

    /// Into a folder aside, then renamed: an interrupted install leaves nothing that looks whole,
    /// and its compiled parts serve the next attempt.
    fn install(&self, workspace: &Workspace, key: &str, home: &PathBuf) -> Outcome {
        say(format_args!(
            "compiling {} {}, once for this user: {} on two cores",
            self.name, self.version, self.minutes
        ));
        let begin = Instant::now();
        let aside = workspace.cache.join("building").join(key);
        let staged = aside.join("root");
        remove_folder(&staged)?;
        fs::create_dir_all(&staged).when(format_args!("creating {}", staged.display()))?;
        let mut cargo = workspace.cargo();
        cargo.arg("install").arg(self.name).args([
            "--version",
            &self.version,
            "--debug",
            "--locked",
        ]);
        cargo.args(["--no-track", "--root"]).arg(&staged).args(self.flags);
        // Away from the repository, whose settings are for its own programs.
        cargo.current_dir(&aside).env("CARGO_TARGET_DIR", aside.join("target"));
        cargo.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_PROFILE_DEV_STRIP", "true");
        cargo.env_remove("CARGO_BUILD_TARGET").env_remove("RUSTFLAGS");
        run(&mut cargo, &format!("installing {} {}", self.name, self.version))?;
        remove_folder(home)?;
        if let Some(tools) = home.parent() {
            fs::create_dir_all(tools).when(format_args!("creating {}", tools.display()))?;
        }
        fs::rename(&staged, home).when(format_args!("moving {} into place", self.name))?;
        remove_folder(&aside)?;
        say(format_args!(
            "{} {} is ready ({} s)",
            self.name,
            self.version,
            begin.elapsed().as_secs()
        ));
        Ok(())
    }
}

/// The standard library for wasm32, added with rustup when it is missing.
pub(crate) fn wasm_target(workspace: &Workspace) -> Outcome {
    let rustc = set("RUSTC").unwrap_or_else(|| "rustc".into());
    let mut query = workspace.command(rustc);
    let library = answer(query.args(["--print", "target-libdir", "--target", WASM]));
    if library.is_some_and(|folder| PathBuf::from(folder).is_dir()) {
        return Ok(());
    }
    let mut rustup = workspace.command("rustup");
    if answer(rustup.arg("--version")).is_none() {
        return fail(format!(
            "Rust's {WASM} target is missing, and so is rustup, which adds it: install Rust with rustup \
             (https://rustup.rs), or your distribution's package of that target."
        ));
    }
    say(format_args!("adding Rust's {WASM} target: some seconds"));
    run(
        workspace.command("rustup").args(["target", "add", WASM]),
        &format!("rustup target add {WASM}"),
    )
}

/// Every crate of Cargo.lock that a wasm build needs: afterwards trunk may stay offline.
pub(crate) fn fetch(workspace: &Workspace) -> Outcome {
    let mut cargo = workspace.cargo();
    if answer(cargo.args(["fetch", "--locked", "--offline"])).is_some() {
        return Ok(());
    }
    say("downloading the crates of Cargo.lock: up to a minute");
    run(workspace.cargo().args(["fetch", "--locked"]), "cargo fetch --locked")
}
