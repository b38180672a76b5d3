//! The programs that exports are run by: both versions of the AWS CLI, curl, and
//! what speaks SMTP.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{Outcome, answer, fail};
use crate::workspace::{Workspace, executable, on_path, set};
use crate::{apt, python};

/// AWS CLI 1, in a virtual environment of its own: it pins another botocore.
pub(crate) fn aws_cli_1(workspace: &Workspace) -> Outcome<PathBuf> {
    let python = python::environment(workspace, "tests/python/requirements-awscli.txt")?;
    Ok(python.with_file_name(executable("aws")))
}

/// The `python` of moto and ministack, emulators that ses-local is compared with.
pub(crate) fn emulators(workspace: &Workspace) -> Outcome<PathBuf> {
    python::environment(workspace, "tests/python/requirements-peers.txt")
}

/// AWS CLI 2: the one that is there, else Debian's. Other programs named `aws`,
/// such as version 1, are passed over.
pub(crate) fn aws_cli_2(workspace: &Workspace) -> Outcome<PathBuf> {
    const BY_HAND: &str = "no AWS CLI 2 was found for the tests of exports: install one (`sudo apt-get install awscli` \
                           on Debian 12 or newer, `brew install awscli`), or set AWS_CLI_2 to the program's path.";
    ensure(workspace, "AWS_CLI_2", "aws", "awscli", BY_HAND, |said| {
        said.strip_prefix("aws-cli/").is_some_and(|version| at_least(version, (2, 0)))
    })
}

/// A curl that signs session tokens: version 7.86 or newer.
pub(crate) fn curl(workspace: &Workspace) -> Outcome<PathBuf> {
    const BY_HAND: &str = "no curl of version 7.86 or newer was found for the tests of exports: install one \
                           (`sudo apt-get install curl`, `brew install curl`), or set CURL to the program's path.";
    ensure(workspace, "CURL", "curl", "curl", BY_HAND, |said| {
        said.strip_prefix("curl ").is_some_and(|version| at_least(version, (7, 86)))
    })
}

/// wrk, which sends the load of the bench.
pub(crate) fn wrk(workspace: &Workspace) -> Outcome<PathBuf> {
    const BY_HAND: &str = "no wrk was found for the bench of ses-local: install it (`sudo apt-get install wrk`, \
                           `brew install wrk`).";
    // Its `--version` ends as a failure: that it is there must do.
    let find = || on_path("wrk").next();
    if let Some(found) = find() {
        return Ok(found);
    }
    apt::install(workspace, "wrk", BY_HAND)?;
    find().map_or_else(|| fail(BY_HAND), Ok)
}

/// What exports for SMTP run by, all of it found on PATH: swaks, the Perl module
/// by which it speaks TLS, and openssl.
pub(crate) fn smtp_clients(workspace: &Workspace) -> Outcome {
    const NEEDED: [(&str, &str, &str); 3] = [
        ("swaks", "swaks", "--version"),
        ("libnet-ssleay-perl", "perl", "-mNet::SSLeay"),
        ("openssl", "openssl", "version"),
    ];
    for (package, program, argument) in NEEDED {
        let works = || {
            // Perl without a program reads one from its input, which is empty.
            on_path(program).any(|found| answer(workspace.command(found).arg(argument)).is_some())
        };
        let by_hand = format!(
            "the tests of exports need {program} ({argument}): `sudo apt-get install {package}`; elsewhere \
             `brew install swaks openssl`."
        );
        if !works() {
            apt::install(workspace, package, &by_hand)?;
        }
        if !works() {
            return fail(by_hand);
        }
    }
    Ok(())
}

/// The program called `name`, or named by `variable`, whose `--version` suits.
fn ensure(
    workspace: &Workspace,
    variable: &str,
    name: &str,
    package: &str,
    by_hand: &str,
    suits: impl Fn(&str) -> bool,
) -> Outcome<PathBuf> {
    let suits =
        |program: &Path| version(workspace.command(program)).is_some_and(|said| suits(&said));
    if let Some(named) = set(variable).map(PathBuf::from) {
        if suits(&named) {
            return Ok(named);
        }
        return fail(format!(
            "{variable} is set to {}, which is no such program.",
            named.display()
        ));
    }
    let find = || on_path(name).find(|program| suits(program));
    if let Some(found) = find() {
        return Ok(found);
    }
    apt::install(workspace, package, by_hand)?;
    find().map_or_else(|| fail(by_hand), Ok)
}

fn version(mut program: Command) -> Option<String> {
    answer(program.arg("--version"))
}

/// Whether `version` (`2.9.19 …`, `7.88.1 …`) is that one or newer.
fn at_least(version: &str, least: (u32, u32)) -> bool {
    let mut numbers = version.split(|c: char| !c.is_ascii_digit()).map_while(|n| n.parse().ok());
    matches!((numbers.next(), numbers.next()), (Some(major), Some(minor)) if (major, minor) >= least)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_number() {
        for (version, least, suits) in [
            ("2.9.19 Python/3.11.2 Linux", (2, 0), true),
            ("1.46.3 Python/3.11.7", (2, 0), false),
            ("7.88.1 (x86_64-pc-linux-gnu)", (7, 86), true),
            ("7.9.0", (7, 86), false),
            ("8.0.0-DEV", (7, 86), true),
            ("", (0, 0), false),
        ] {
            assert_eq!(at_least(version, least), suits, "{version}");
        }
    }
}
