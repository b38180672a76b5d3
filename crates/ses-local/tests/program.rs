//! The program itself: its banner, its refusals, its end.

use std::{
    io::{BufRead, BufReader, Read},
    net::TcpListener,
    process::{Child, Command, Output, Stdio},
};

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_ses-local"))
}

fn run(arguments: &[&str]) -> Output {
    program().args(arguments).output().unwrap()
}

fn error_of(arguments: &[&str], code: i32) -> String {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}");
    assert!(output.stdout.is_empty(), "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn the_banner_can_be_read_and_pasted() {
    let mut child =
        program().args(["--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let running = Running(child);
    let first = lines.next().unwrap();
    let port = first.strip_prefix("ses-local listening on http://127.0.0.1:").unwrap();
    assert_ne!(port.parse::<u16>().unwrap(), 0);
    let rest: Vec<String> =
        lines.by_ref().take_while(|line| !line.starts_with("Inbox: http://127.0.0.1:")).collect();
    for start in [
        "  arn:aws:ses:us-east-1:111122223333:identity/owner.example",
        "    mailer/you may ses:SendEmail and ses:SendRawEmail",
        "  arn:aws:ses:eu-west-1:111122223333:identity/press@owner.example",
        "    mailer/you may not send: denied by policy deny-delegate",
        "export AWS_ACCESS_KEY_ID=ASIA",
        "export AWS_SECRET_ACCESS_KEY=",
        "export AWS_SESSION_TOKEN=",
        "export AWS_CREDENTIAL_EXPIRATION=20",
    ] {
        assert!(rest.iter().any(|line| line.starts_with(start)), "{start}: {rest:#?}");
    }
    drop(running);
}

#[test]
fn wrong_command_lines_are_explained() {
    let error = error_of(&["--lisen", "x"], 2);
    assert!(error.contains("invalid option '--lisen'. See ses-local --help."), "{error}");
    let error = error_of(&["--listen", "0.0.0.0:0"], 2);
    assert!(error.contains("add --open-to-network"), "{error}");
    let error = error_of(&["--world", "/nowhere.toml"], 1);
    assert!(error.starts_with("ses-local: /nowhere.toml: expected"), "{error}");
    assert_eq!(error.lines().count(), 1, "{error}");
}

#[test]
fn a_taken_port_is_one_sentence() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let error = error_of(&["--listen", &address], 1);
    assert!(error.contains(&format!("{address} is in use by another program")), "{error}");
    assert_eq!(error.lines().count(), 1, "{error}");
}

#[test]
fn help_and_the_world_can_be_printed() {
    let mut help = String::new();
    run(&["--help"]).stdout.as_slice().read_to_string(&mut help).unwrap();
    assert!(help.contains("--open-to-network") && help.contains("--source-arn"), "{help}");
    let world = String::from_utf8(run(&["--print-world"]).stdout).unwrap();
    assert!(ses_local::World::parse("w.toml", &world, std::time::SystemTime::now()).is_ok());
}
