//! `cargo xtask test`: every test there is, or the named steps.

use std::cell::RefCell;
use std::path::PathBuf;
use std::process::Command;
use std::time::SystemTime;

use crate::peers::{self, Peers};
use crate::process::{self, Outcome, fail};
use crate::steps::{self, Step};
use crate::words::say;
use crate::workspace::{Workspace, executable, set};
use crate::{build, chromium, clients, node, npm, outputs, python, tools};

const STEPS: [(&str, &str); 6] = [
    ("rust", "cargo test, doctests included; then the composer's model"),
    ("npm", "builds the npm package"),
    ("site", "builds the composer as it is published"),
    ("python", "pytest: botocore and Python's email judge every byte"),
    ("node", "node --test: the npm package as its users load it"),
    ("browser", "playwright: the composer in Chromium against the local SES"),
];

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Outcome {
    if arguments.iter().any(|argument| argument == "--list") {
        for (name, what) in STEPS {
            say(format_args!("{name:<9}{what}"));
        }
        return Ok(());
    }
    if let Some(unknown) =
        arguments.iter().find(|name| STEPS.iter().all(|(known, _)| known != name))
    {
        return fail(format!(
            "there is no step `{unknown}`; `cargo xtask test --list` names them."
        ));
    }
    let chosen =
        |name: &str| arguments.is_empty() || arguments.iter().any(|argument| argument == name);
    let bench = &Bench {
        workspace,
        npm: chosen("npm"),
        site: chosen("site"),
        seed: seed(),
        peers: RefCell::new(None),
    };
    say(format_args!("{SEED}={} draws the same random drafts again", bench.seed));

    let mut all = vec![Step::new("setup", "what the tests need", || set_up(workspace, &chosen))];
    for (name, what) in STEPS.into_iter().filter(|(name, _)| chosen(name)) {
        let no_peers_yet = !all.iter().any(|step| step.is("peers"));
        if matches!(name, "python" | "node") && no_peers_yet {
            all.push(Step::new("peers", "servers by other hands to test against", || {
                bench.start_peers()
            }));
        }
        all.push(Step::new(name, what, move || match name {
            "rust" => rust(workspace),
            "npm" => npm::run(workspace),
            "site" => build::run(workspace),
            "python" => bench.pytest(),
            "node" => bench.node(),
            _ => bench.playwright(),
        }));
    }
    steps::run(all)
}

/// Everything that could be missing is asked for before the first minute of compiling.
fn set_up(workspace: &Workspace, chosen: &dyn Fn(&str) -> bool) -> Outcome {
    let any = |names: &[&str]| names.iter().any(|name| chosen(name));
    if any(&["npm", "site", "node", "browser"]) {
        node::ensure(workspace)?;
        tools::wasm_target(workspace)?;
        tools::wasm_bindgen(workspace)?.ensure(workspace)?;
    }
    if any(&["python", "node", "browser"]) {
        python::ensure(workspace)?;
    }
    if any(&["python"]) {
        // Exports run by these, and by what the Node tests have.
        node::ensure(workspace)?;
        for client in [clients::aws_cli_1, clients::aws_cli_2, clients::curl] {
            say(format_args!("for exports: {}", client(workspace)?.display()));
        }
        clients::smtp_clients(workspace)?;
    }
    if any(&["browser"]) {
        say(format_args!("Chromium: {}", chromium::ensure(workspace)?.display()));
    }
    if any(&["site", "browser"]) {
        tools::trunk().ensure(workspace)?;
    }
    Ok(())
}

fn rust(workspace: &Workspace) -> Outcome {
    process::run(workspace.cargo().arg("test"), "cargo test")?;
    let mut composer = workspace.cargo();
    process::run(
        composer.args(["test", "--package", "ses-composer"]),
        "cargo test --package ses-composer",
    )
}

struct Bench<'a> {
    workspace: &'a Workspace,
    /// Whether these have steps of their own in this run.
    npm: bool,
    site: bool,
    /// Every judge reads the same random drafts.
    seed: String,
    peers: RefCell<Option<Peers>>,
}

impl Bench<'_> {
    fn start_peers(&self) -> Outcome {
        *self.peers.borrow_mut() = peers::start(self.workspace)?;
        Ok(())
    }

    fn pytest(&self) -> Outcome {
        self.build_what_is_stale(false)?;
        let mut pytest = self.command(python::ensure(self.workspace)?)?;
        pytest
            .env("AWS_CLI_1", clients::aws_cli_1(self.workspace)?)
            .env("AWS_CLI_2", clients::aws_cli_2(self.workspace)?)
            .env("CURL", clients::curl(self.workspace)?)
            .env("EMULATORS", clients::emulators(self.workspace)?);
        let cache = format!("cache_dir={}", self.workspace.target.join("pytest").display());
        pytest.args(["-m", "pytest", "-o", &cache, "tests/python"]);
        process::run(&mut pytest, "pytest")
    }

    fn node(&self) -> Outcome {
        self.build_what_is_stale(false)?;
        // Named one by one: Node 20 takes a folder, later ones take patterns.
        let root = &self.workspace.root;
        let mut files = outputs::files(&root.join("tests/node"));
        files.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
        if files.is_empty() {
            return fail("there is no tests/node/*.test.mjs to run.");
        }
        let mut node = self.command("node")?;
        node.args(["--test", "--test-reporter=spec"]);
        node.args(files.iter().map(|file| file.strip_prefix(root).unwrap_or(file)));
        process::run(&mut node, "node --test")
    }

    fn playwright(&self) -> Outcome {
        self.build_what_is_stale(true)?;
        let mut node = self.command("node")?;
        node.args(["node_modules/@playwright/test/cli.js", "test", "--config"]);
        node.arg("tests/browser/playwright.config.mjs");
        process::run(&mut node, "playwright test")
    }

    /// A step named alone still judges the sources as they are now.
    fn build_what_is_stale(&self, site: bool) -> Outcome {
        if !self.npm && npm::is_stale(self.workspace) {
            npm::run(self.workspace)?;
        }
        if site && !self.site && build::is_stale(self.workspace) {
            build::run(self.workspace)?;
        }
        let mut cargo = self.workspace.cargo();
        cargo.args([
            "build",
            "--package",
            "ses-local",
            "--package",
            "ses-delegate-tests",
            "--bins",
        ]);
        process::run(&mut cargo, "building the local SES and the program that composes")
    }

    /// A child that knows where everything is.
    fn command(&self, program: impl Into<PathBuf>) -> Outcome<Command> {
        let workspace = self.workspace;
        let mut command = workspace.command(program.into());
        command
            .env("PYTHON", python::ensure(workspace)?)
            .env("SES_LOCAL", ses_local(workspace))
            .env("COMPOSE", workspace.target.join("debug").join(executable("compose")))
            .env("PREVIEW", workspace.target.join("debug").join(executable("preview")))
            .env(SEED, &self.seed)
            .env("NPM_PACKAGE", npm::folder(workspace))
            .env("DIST", build::folder(workspace))
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        if let Some(found) = chromium::find() {
            command.env("CHROMIUM", found);
        }
        if let Some(shared) = peers::shared(workspace) {
            command.env("SES_DELEGATE_SHARED", shared);
        }
        if let Some(peers) = self.peers.borrow().as_ref() {
            command.env("SES_PEERS_CREDS", &peers.credentials);
        }
        Ok(command)
    }
}

const SEED: &str = "SES_DELEGATE_SEED";

/// That of the environment, else another in every run.
fn seed() -> String {
    set(SEED).and_then(|given| given.into_string().ok()).unwrap_or_else(|| {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        now.as_nanos().to_string()
    })
}

pub(crate) fn ses_local(workspace: &Workspace) -> PathBuf {
    workspace.target.join("debug").join(executable("ses-local"))
}
