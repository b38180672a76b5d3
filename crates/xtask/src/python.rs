//! Virtual environments in the cache, each for one Python and one requirements file.

use std::fs;
use std::path::PathBuf;

use crate::process::{Outcome, While, answer, fail, run_quietly};
use crate::words::say;
use crate::workspace::{Workspace, executable, fingerprint, remove_folder};

/// The `python` of the tests.
pub(crate) fn ensure(workspace: &Workspace) -> Outcome<PathBuf> {
    environment(workspace, "tests/python/requirements.txt")
}

/// The `python` of the environment that holds what the file `named` lists.
pub(crate) fn environment(workspace: &Workspace, named: &str) -> Outcome<PathBuf> {
    let (python, version) = find(workspace)?;
    let requirements = workspace.root.join(named);
    let bytes = fs::read(&requirements).when(format_args!("reading {named}"))?;
    let key = format!("python-{version}-{}", fingerprint(&bytes));
    let home = workspace.cache.join(&key);
    let inside =
        home.join(if cfg!(windows) { "Scripts" } else { "bin" }).join(executable("python"));
    // Written last: an interrupted install lacks it and is begun anew.
    let stamp = home.join("complete");
    if !stamp.is_file() {
        let _held = workspace.lock(&key)?;
        if !stamp.is_file() {
            say(format_args!("making a Python environment of {named}: about half a minute"));
            remove_folder(&home)?;
            let mut venv = workspace.command(python);
            venv.args(["-m", "venv"]).arg(&home);
            run_quietly(&mut venv, "python3 -m venv", &workspace.log("venv"))?;
            let mut pip = workspace.command(&inside);
            pip.args(["-m", "pip", "install", "--no-input", "--disable-pip-version-check", "-r"]);
            run_quietly(pip.arg(&requirements), "pip install", &workspace.log("pip"))?;
            fs::write(&stamp, "").when("marking the Python environment")?;
        }
    }
    Ok(inside)
}

fn find(workspace: &Workspace) -> Outcome<(&'static str, String)> {
    let query =
        "import sys; print('%d.%d' % sys.version_info[:2] if sys.version_info >= (3, 10) else '')";
    let found = ["python3", "python"].into_iter().find_map(|name| {
        let version = answer(workspace.command(name).args(["-c", query]))?;
        Some((name, version))
    });
    let Some((name, version)) = found else {
        return fail(
            "Python 3.10 or newer is needed, but `python3` is not on PATH: `apt-get install python3 python3-venv`, \
             `brew install python`, or https://www.python.org.",
        );
    };
    if version.is_empty() {
        return fail(format!(
            "Python 3.10 or newer is needed, but `{name}` is older: install a newer one."
        ));
    }
    if answer(workspace.command(name).args(["-c", "import venv, ensurepip"])).is_none() {
        return fail(format!(
            "`{name}` has no venv module: `apt-get install python3-venv` (Debian, Ubuntu) adds it."
        ));
    }
    Ok((name, version))
}
