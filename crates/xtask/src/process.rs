//! Children: run them, name what failed, show that a long one is alive.

use std::fmt;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::words::say;

/// One sentence for the person at the terminal: what failed and what mends it.
#[derive(Debug)]
pub(crate) struct Failure(String);

pub(crate) type Outcome<T = ()> = Result<T, Failure>;

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

pub(crate) fn failure(text: impl Into<String>) -> Failure {
    Failure(text.into())
}

pub(crate) fn fail<T>(text: impl Into<String>) -> Outcome<T> {
    Err(failure(text))
}

/// Adds what was being done to an error of the file system or of a child.
pub(crate) trait While<T> {
    fn when(self, doing: impl fmt::Display) -> Outcome<T>;
}

impl<T, E: fmt::Display> While<T> for Result<T, E> {
    fn when(self, doing: impl fmt::Display) -> Outcome<T> {
        self.map_err(|error| failure(format!("{doing}: {error}")))
    }
}

/// Runs a child whose output belongs on the terminal, after showing its command line.
pub(crate) fn run(command: &mut Command, what: &str) -> Outcome {
    say(format_args!("$ {}", line(command)));
    let status = command.stdin(Stdio::null()).status();
    judge(status.when(cannot_start(command, what))?, what)
}

/// Runs a child whose output matters only when it fails: a line every few seconds meanwhile.
pub(crate) fn run_quietly(command: &mut Command, what: &str, log: &Path) -> Outcome {
    if let Some(folder) = log.parent() {
        fs::create_dir_all(folder).when(format_args!("creating {}", folder.display()))?;
    }
    let file = File::create(log).when(format_args!("creating {}", log.display()))?;
    let both = file.try_clone().when("sharing the log")?;
    command.stdin(Stdio::null()).stdout(file).stderr(both);
    let mut child = command.spawn().when(cannot_start(command, what))?;
    let begin = Instant::now();
    let mut next = Duration::from_secs(5);
    let status = loop {
        if let Some(status) = child.try_wait().when(what)? {
            break status;
        }
        if begin.elapsed() >= next {
            say(format_args!("    {what}: {} s", next.as_secs()));
            next += Duration::from_secs(5);
        }
        std::thread::sleep(Duration::from_millis(50));
    };
    judge(status, what).inspect_err(|_| {
        let text = fs::read(log).unwrap_or_default();
        say(tail(&String::from_utf8_lossy(&text), 30));
    })
}

/// The standard output of a short child; `None` when it cannot be started or fails.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}

fn judge(status: ExitStatus, what: &str) -> Outcome {
    if status.success() {
        return Ok(());
    }
    fail(format!("{what} failed ({status})."))
}

fn cannot_start(command: &Command, what: &str) -> String {
    format!("{what}: cannot start `{}`", command.get_program().to_string_lossy())
}

fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_stem().unwrap_or(command.get_program());
    let words = command.get_args().map(|word| word.to_string_lossy());
    std::iter::once(name.to_string_lossy()).chain(words).collect::<Vec<_>>().join(" ")
}

fn tail(text: &str, lines: usize) -> String {
    let all: Vec<&str> = text.lines().collect();
    all[all.len().saturating_sub(lines)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_is_the_last_lines() {
        assert_eq!(tail("a\nb\nc\n", 2), "b\nc");
        assert_eq!(tail("a", 2), "a");
        assert_eq!(tail("", 2), "");
    }

    #[test]
    fn a_failing_child_is_named() {
        let mut command = Command::new("rustc");
        let error = run(command.arg("--no-such-flag"), "compiling").unwrap_err();
        assert!(error.to_string().starts_with("compiling failed ("), "{error}");
    }

    #[test]
    fn a_missing_program_is_named() {
        let error = run(&mut Command::new("no-such-program"), "trying").unwrap_err();
        assert!(error.to_string().contains("cannot start `no-such-program`"), "{error}");
    }
}
