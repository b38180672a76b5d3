//! `cargo xtask fuzz`: libFuzzer against the core, one target after the other; and,
//! by its name, malformed HTTP against the local SES.

use std::fs;
use std::path::{Path, PathBuf};

use crate::process::{self, Outcome, While, fail, failure};
use crate::tools;
use crate::words::say;
use crate::workspace::{Workspace, path_with};

const SECONDS: u32 = 60;

/// No libFuzzer: the test `fuzz_http` of the crate ses-local, for longer.
const LOCAL_HTTP: &str = "ses-local-http";

/// Longest input that is made up, in bytes: beyond several lines of base64 nothing new happens.
const LONGEST: u32 = 8192;

/// An input that takes longer, in seconds, counts as a failure.
const PATIENCE: u32 = 10;

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Outcome {
    let folder = workspace.root.join("crates/ses-delegate/fuzz");
    let known = targets(&folder)?;
    if arguments.iter().any(|argument| argument == "--list") {
        say(format!("{}\n{LOCAL_HTTP}", known.join("\n")));
        return Ok(());
    }
    let (mut chosen, seconds) = read(arguments)?;
    if chosen.iter().any(|name| name == LOCAL_HTTP) {
        fuzz_local_http(workspace, seconds)?;
        chosen.retain(|name| name != LOCAL_HTTP);
        if chosen.is_empty() {
            return Ok(());
        }
    }
    if let Some(unknown) = chosen.iter().find(|name| !known.contains(name)) {
        return fail(format!(
            "there is no target `{unknown}`; `cargo xtask fuzz --list` names them."
        ));
    }
    if chosen.is_empty() {
        chosen = known;
    }
    let tool = tools::cargo_fuzz().ensure(workspace)?;
    chosen.iter().try_for_each(|target| fuzz(workspace, &folder, &tool, target, seconds))
}

/// The names, and the seconds for each.
fn read(arguments: &[String]) -> Outcome<(Vec<String>, u32)> {
    let (mut names, mut seconds) = (Vec::new(), SECONDS);
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        if argument == "--seconds" {
            let given = arguments.next().and_then(|text| text.parse().ok()).filter(|n| *n > 0);
            seconds = given.ok_or_else(|| failure("--seconds takes a number of seconds."))?;
        } else if argument.starts_with('-') {
            return fail(format!("there is no option `{argument}`; see `cargo xtask help`."));
        } else {
            names.push(argument.clone());
        }
    }
    Ok((names, seconds))
}

fn targets(folder: &Path) -> Outcome<Vec<String>> {
    let entries = fs::read_dir(folder.join("fuzz_targets")).when("reading the fuzz targets")?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| Some(entry.ok()?.path().file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    Ok(names)
}

/// Its seed is printed first: `SES_DELEGATE_SEED` repeats a run.
fn fuzz_local_http(workspace: &Workspace, seconds: u32) -> Outcome {
    let mut cargo = workspace.cargo();
    cargo
        .args(["test", "-p", "ses-local", "--release", "--test", "fuzz_http", "--", "--nocapture"])
        .env("SES_LOCAL_FUZZ_SECONDS", seconds.to_string());
    process::run(&mut cargo, "fuzzing the local SES over HTTP")
}

/// What is found goes to target/fuzz; the checked-in seeds and fixtures are only read.
fn fuzz(workspace: &Workspace, folder: &Path, tool: &Path, target: &str, seconds: u32) -> Outcome {
    let build = workspace.target.join("fuzz");
    let grown = build.join("corpus").join(target);
    let crashes = build.join("crashes").join(target);
    for made in [&grown, &crashes] {
        fs::create_dir_all(made).when(format_args!("creating {}", made.display()))?;
    }
    let mut cargo = workspace.cargo();
    path_with(&mut cargo, &[tool.to_owned()])?;
    cargo.args(["fuzz", "run", "--fuzz-dir"]).arg(folder).arg(target).arg(&grown);
    let kept = ["corpus", "fixtures"].map(|kind| folder.join(kind).join(target));
    cargo.args(kept.iter().filter(|kept| kept.is_dir()).map(PathBuf::as_path));
    cargo.arg("--").arg(format!("-artifact_prefix={}/", crashes.display())).args([
        format!("-max_total_time={seconds}"),
        format!("-max_len={LONGEST}"),
        format!("-timeout={PATIENCE}"),
        "-print_final_stats=1".to_owned(),
    ]);
    // Instrumentation is a compiler flag of nightly; the one toolchain of this
    // repository, which is stable, takes it when told that this is meant.
    cargo.env("RUSTC_BOOTSTRAP", "1").env("CARGO_TARGET_DIR", &build);
    process::run(&mut cargo, &format!("fuzzing {target}")).map_err(|failed| {
        failure(format!(
            "{failed} The input is in {}: mend the core, and keep the input in {}.",
            crashes.display(),
            folder.join("fixtures").join(target).display()
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_seconds_in_any_order() {
        let read =
            |text: &str| read(&text.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(read("").unwrap(), (vec![], SECONDS));
        assert_eq!(read("--seconds 5 arn").unwrap(), (vec!["arn".to_owned()], 5));
        assert_eq!(read("arn draft").unwrap().0.len(), 2);
        for wrong in ["--seconds", "--seconds x", "--seconds 0", "--hours 1"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
