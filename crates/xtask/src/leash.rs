//! Children that never outlive this program, however it ends.

use std::process::{Child, Command, Stdio};

use crate::process::{Outcome, While};

/// A shell that reads from this program and, at the end of its input, ends the children named so
/// far and runs one last command. Ctrl-C, a signal, even SIGKILL close the pipe alike; no handler
/// (which std does not offer) is needed. Windows ends a console's programs together on Ctrl-C.
pub(crate) struct Leash {
    reaper: Option<Child>,
    children: Vec<u32>,
}

const REAPER: &str = r#"trap '' INT TERM HUP
held=
while read -r child; do held="$held $child"; done
for child in $held; do kill -s TERM -- "-$child" 2>/dev/null; done
for turn in 1 2 3 4 5 6 7 8 9 10; do
  left=
  for child in $held; do kill -s 0 -- "-$child" 2>/dev/null && left=yes; done
  [ -z "$left" ] && break
  sleep 0.1
done
for child in $held; do kill -s KILL -- "-$child" 2>/dev/null; done
[ $# -eq 0 ] || "$@"
"#;

impl Leash {
    pub(crate) fn new() -> Outcome<Self> {
        Self::with(None)
    }

    /// Runs `last` at the end, in its environment.
    pub(crate) fn ending_with(last: &Command) -> Outcome<Self> {
        Self::with(Some(last))
    }

    fn with(last: Option<&Command>) -> Outcome<Self> {
        if cfg!(windows) {
            return Ok(Self { reaper: None, children: Vec::new() });
        }
        let mut shell = Command::new("sh");
        shell.args(["-c", REAPER, "sh"]).stdin(Stdio::piped());
        if let Some(last) = last {
            shell.arg(last.get_program()).args(last.get_args());
            shell.envs(last.get_envs().filter_map(|(name, value)| Some((name, value?))));
        }
        own_group(&mut shell);
        let reaper = shell.spawn().when("cannot start `sh`")?;
        Ok(Self { reaper: Some(reaper), children: Vec::new() })
    }

    /// Starts a child that ends when the leash does. Ctrl-C reaches it through the leash only.
    pub(crate) fn spawn(&mut self, command: &mut Command, what: &str) -> Outcome<Child> {
        use std::io::Write;
        own_group(command);
        let child = command.stdin(Stdio::null()).spawn().when(format_args!("starting {what}"))?;
        self.children.push(child.id());
        if let Some(pipe) = self.reaper.as_mut().and_then(|reaper| reaper.stdin.as_mut()) {
            writeln!(pipe, "{}", child.id()).when("leashing a child")?;
        }
        Ok(child)
    }
}

impl Drop for Leash {
    fn drop(&mut self) {
        if let Some(mut reaper) = self.reaper.take() {
            drop(reaper.stdin.take());
            let _ = reaper.wait();
        } else {
            for child in &self.children {
                let _ = Command::new("taskkill")
                    .args(["/t", "/f", "/pid", &child.to_string()])
                    .output();
            }
        }
    }
}

#[cfg(unix)]
fn own_group(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(not(unix))]
fn own_group(_: &mut Command) {}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn dropping_the_leash_ends_the_whole_group() {
        let mut leash = Leash::new().unwrap();
        let mut shell = Command::new("sh");
        shell.args(["-c", "sleep 60 & wait"]);
        let mut child = leash.spawn(&mut shell, "a shell").unwrap();
        assert!(child.try_wait().unwrap().is_none());
        drop(leash);
        assert!(!child.wait().unwrap().success());
    }
}
