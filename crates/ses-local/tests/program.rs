//! The program itself: its banner, its refusals, its end.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
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

/// Browsers and clients cannot call 0.0.0.0, and keys that are over are not exported as good ones.
#[test]
fn the_banner_says_only_what_works() {
    let file = format!("{}/banner-{}.toml", env!("CARGO_TARGET_TMPDIR"), std::process::id());
    let world = "[[account]]\nid = \"111122223333\"\nname = \"owner\"\n\n[[session]]\n\
                 account = \"111122223333\"\nrole = \"r\"\nsession = \"s\"\nexpires = \"2020-01-31T12:00:00Z\"\n";
    fs::write(&file, world).unwrap();
    let open = ["--listen", "0.0.0.0:0", "--open-to-network", "--no-smtp", "--world", &file];
    let mut child = program().args(open).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let running = Running(child);
    let first = lines.next().unwrap();
    let port = first.strip_prefix("ses-local listening on http://0.0.0.0:").unwrap().to_owned();
    let mut rest: Vec<String> = Vec::new();
    while rest.last().is_none_or(|line| !line.starts_with("Inbox: ")) {
        rest.push(lines.next().unwrap());
    }
    drop(running);
    fs::remove_file(&file).unwrap();
    assert_eq!(*rest.last().unwrap(), format!("Inbox: http://127.0.0.1:{port}/"));
    assert!(rest.iter().any(|line| line == "# these expired at 2020-01-31T12:00:00Z"), "{rest:#?}");
    assert!(
        !rest.iter().any(|line| line.contains("export AWS_CREDENTIAL_EXPIRATION")),
        "{rest:#?}"
    );
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

/// The program with `arguments`, and where it listens.
fn started(arguments: &[&str]) -> (Running, String) {
    let mut child = program()
        .args(["--listen", "127.0.0.1:0", "--no-smtp"])
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().rsplit_once("http://").expect(&line).1.to_owned();
    (Running(child), address)
}

fn get(address: &str, target: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!("GET {target} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// As harnesses do that read where it listens, and nothing more.
#[test]
fn closed_pipes_do_not_end_it() {
    let (mut running, address) = started(&[]);
    drop(running.0.stderr.take());
    for _ in 0..2 {
        let answer = get(&address, "/?Action=Nothing");
        assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    }
}

#[test]
fn a_mistake_in_the_world_file_is_told_while_it_runs() {
    let file = format!("{}/program-{}.toml", env!("CARGO_TARGET_TMPDIR"), std::process::id());
    let good = "[[account]]\nid = \"111122223333\"\nname = \"owner\"\n";
    fs::write(&file, good).unwrap();
    let (mut running, address) = started(&["--world", &file]);
    let mut errors = BufReader::new(running.0.stderr.take().unwrap()).lines().map(Result::unwrap);
    assert!(!get(&address, "/status").contains("expected"), "{}", get(&address, "/status"));

    fs::write(&file, format!("{good}\n[[account]]\nid = \"12\"\nname = \"b\"\n")).unwrap();
    let problem = format!("{file}:6: [[account]] 'b', id: expected 12 digits, but found '12'");
    let status = get(&address, "/status");
    assert!(status.contains(&problem), "{status}");
    let said = errors.find(|line| line.contains(".toml")).unwrap();
    assert_eq!(said, format!("ses-local: {problem}. The world stays as it was."));

    fs::write(&file, format!("{good}# mended\n")).unwrap();
    assert!(!get(&address, "/status").contains("expected 12 digits"));
    let said = errors.find(|line| line.contains(".toml")).unwrap();
    assert_eq!(said, format!("ses-local: {file} was read again"));
    fs::remove_file(&file).unwrap();
}

/// As `kill` and service managers end it: a request under way is answered.
#[cfg(unix)]
#[test]
fn sigterm_ends_it_in_order() {
    let (mut running, address) = started(&[]);
    let mut stream = TcpStream::connect(&address).unwrap();
    let body = "Action=ListIdentities&Version=2010-12-01";
    let head = format!(
        "POST / HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/x-www-form-urlencoded\r\n\
         expect: 100-continue\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    assert_eq!(line, "HTTP/1.1 100 Continue\r\n");
    let pid = running.0.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    // The listener goes first; then nobody new is let in.
    let started = Instant::now();
    while TcpStream::connect(&address).is_ok() {
        assert!(started.elapsed() < Duration::from_secs(10), "it listens still");
    }
    stream.write_all(body.as_bytes()).unwrap();
    let mut answer = String::new();
    reader.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("HTTP/1.1 403 "), "{answer}");
    assert!(answer.contains("Request is missing Authentication Token"), "{answer}");
    assert_eq!(running.0.wait().unwrap().code(), Some(0));
}

/// Who speaks SMTP is told, and hung up on; whoever waits for a reply gets it.
#[cfg(unix)]
#[test]
fn sigterm_is_told_by_smtp() {
    let mut child = program()
        .args(["--listen", "127.0.0.1:0", "--smtp", "127.0.0.1:0", "--quiet"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut running = Running(child);
    let named = lines.find(|line| line.contains("STARTTLS")).unwrap();
    let port: String = named
        .split("127.0.0.1:")
        .nth(1)
        .unwrap()
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    std::thread::spawn(move || lines.count());
    let stream = TcpStream::connect(format!("127.0.0.1:{port}")).unwrap();
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    assert!(line.starts_with("220 "), "{line}");
    let pid = running.0.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    let mut rest = String::new();
    reader.read_to_string(&mut rest).unwrap();
    assert_eq!(
        rest,
        "421 email-smtp.amazonaws.com Service not available, closing transmission channel\r\n"
    );
    assert_eq!(running.0.wait().unwrap().code(), Some(0));
}
