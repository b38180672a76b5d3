//! `cargo xtask dev`: the composer, rebuilt as you edit, and a local SES to send to.

use std::path::Path;
use std::process::Child;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::leash::Leash;
use crate::process::{self, Outcome, While, fail, failure};
use crate::words::{heading, say};
use crate::workspace::Workspace;
use crate::{browser, build, http, ports, test};

/// A cold build of the page takes two minutes on two cores; a slow machine deserves patience.
const PATIENCE: Duration = Duration::from_mins(20);

#[derive(Debug, PartialEq)]
struct Options {
    port: u16,
    ses_port: u16,
    open: bool,
    check: bool,
}

pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> Outcome {
    let options = Options::parse(arguments)?;
    for (port, flag) in [(options.port, "--port"), (options.ses_port, "--ses-port")] {
        let advice = format!(
            "stop what listens there, or choose another: cargo xtask dev {flag} {}",
            port.wrapping_add(10)
        );
        ports::need(port, &advice)?;
    }
    let begin = Instant::now();
    let mut trunk = build::trunk(workspace, &[])?;
    let mut cargo = workspace.cargo();
    heading("building the local SES: half a minute the first time, then seconds");
    process::run(cargo.args(["build", "--package", "ses-local"]), "building the local SES")?;
    say(format_args!("built after {} s", begin.elapsed().as_secs()));

    heading("building the composer: up to two minutes the first time, then seconds");
    let mut leash = Leash::new()?;
    trunk.args([
        "serve",
        "--offline",
        "true",
        "--address",
        "127.0.0.1",
        "--port",
        &options.port.to_string(),
    ]);
    trunk.args(["--disable-address-lookup", "true"]);
    // Its own folder: dist/ stays what `cargo xtask build` made of it.
    trunk.arg("--dist").arg(workspace.target.join("dev-site"));
    let mut page = leash.spawn(&mut trunk, "trunk")?;
    wait_for("the composer's page", options.port, &mut page)?;
    let page_after = begin.elapsed();

    heading("starting the local SES");
    let mut server = workspace.command(test::ses_local(workspace));
    server.args(["--listen", &format!("127.0.0.1:{}", options.ses_port)]);
    let mut ses = leash.spawn(&mut server, "the local SES")?;
    wait_for("the local SES", options.ses_port, &mut ses)?;

    if options.check {
        return verify(&options, page_after, begin);
    }
    // The server answers a moment before its last words are on the terminal.
    sleep(Duration::from_millis(200));
    let link = options.link();
    say(options.welcome(begin.elapsed().as_secs()));
    if options.open && !browser::open(workspace, &link) {
        say(format_args!("No browser was opened; the link is {link}"));
    }
    loop {
        alive("the composer's server", &mut page)?;
        alive("the local SES", &mut ses)?;
        sleep(Duration::from_millis(200));
    }
}

impl Options {
    fn parse(arguments: &[String]) -> Outcome<Self> {
        let mut options = Self { port: 8080, ses_port: 8425, open: true, check: false };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let (flag, inline) = match argument.split_once('=') {
                Some((flag, value)) => (flag, Some(value)),
                None => (argument.as_str(), None),
            };
            let mut port = || {
                let value = inline.or_else(|| rest.next().map(String::as_str)).unwrap_or_default();
                match value.parse() {
                    Ok(0) | Err(_) => fail(format!(
                        "expected a port from 1 to 65535 after {flag}, but found `{value}`."
                    )),
                    Ok(port) => Ok(port),
                }
            };
            match flag {
                "--port" => options.port = port()?,
                "--ses-port" => options.ses_port = port()?,
                "--no-open" => options.open = false,
                "--check" => options.check = true,
                _ => {
                    return fail(format!(
                        "expected one of --port, --ses-port, --no-open, --check, but found `{argument}`."
                    ));
                }
            }
        }
        if options.port == options.ses_port {
            return fail("--port and --ses-port must differ: two servers are started.");
        }
        Ok(options)
    }

    fn link(&self) -> String {
        format!("http://127.0.0.1:{}/#endpoint=http://127.0.0.1:{}", self.port, self.ses_port)
    }

    fn welcome(&self, seconds: u64) -> String {
        let lines = [
            format!("Ready after {seconds} s. Everything stays on this machine."),
            String::new(),
            format!("Composer  {}", self.link()),
            format!("Inbox     http://127.0.0.1:{}/", self.ses_port),
            "SMTP      its ports, user names and passwords stand above".to_owned(),
            String::new(),
            "1. Open the composer's link.".to_owned(),
            "2. Copy a delegate's four export lines from above into its credentials field."
                .to_owned(),
            "3. Copy an identity's ARN from above into the sender's field, write, press Send."
                .to_owned(),
            "4. Read it in the inbox: what arrived, as whom, allowed by which policy.".to_owned(),
            String::new(),
            "Edit web/ or the core: the page is rebuilt; reload it to see. Ctrl-C stops both."
                .to_owned(),
        ];
        let rule = "=".repeat(78);
        format!("\n{rule}\n  {}\n{rule}", lines.join("\n  ")).replace("\n  \n", "\n\n")
    }
}

fn wait_for(what: &str, port: u16, child: &mut Child) -> Outcome {
    let begin = Instant::now();
    let mut next = Duration::from_secs(15);
    while http::get(port, "/").is_none() {
        alive(what, child)?;
        if begin.elapsed() > PATIENCE {
            return fail(format!(
                "{what} did not answer on port {port} within {} s.",
                PATIENCE.as_secs()
            ));
        }
        if begin.elapsed() >= next {
            say(format_args!("    waiting for {what}: {} s", next.as_secs()));
            next += Duration::from_secs(15);
        }
        sleep(Duration::from_millis(100));
    }
    Ok(())
}

fn alive(what: &str, child: &mut Child) -> Outcome {
    match child.try_wait().when(what)? {
        Some(status) => fail(format!("{what} ended ({status}); its last words are above.")),
        None => Ok(()),
    }
}

/// What a person would see first: the page, its program, and a local SES that answers.
fn verify(options: &Options, page_after: Duration, begin: Instant) -> Outcome {
    let page = served(options.port, "/")?;
    let html = String::from_utf8_lossy(&page);
    let module =
        wasm_in(&html).ok_or_else(|| failure("the composer's page names no .wasm file."))?;
    let module = format!("/{}", module.trim_start_matches("./").trim_start_matches('/'));
    let bytes = served(options.port, &module)?;
    if !bytes.starts_with(b"\0asm") {
        return fail(format!("{module} is no WebAssembly module."));
    }
    let inbox = served(options.ses_port, "/")?;
    say(format_args!(
        "\nOK: the page ({} bytes) and {module} ({} kB) after {} s; the local SES ({} bytes) after {} s",
        page.len(),
        bytes.len() / 1000,
        page_after.as_secs(),
        inbox.len(),
        begin.elapsed().as_secs()
    ));
    Ok(())
}

fn served(port: u16, path: &str) -> Outcome<Vec<u8>> {
    match http::get(port, path) {
        Some(answer) if answer.status == 200 => Ok(answer.body),
        Some(answer) => fail(format!("http://127.0.0.1:{port}{path} answered {}.", answer.status)),
        None => fail(format!("http://127.0.0.1:{port}{path} did not answer.")),
    }
}

fn wasm_in(html: &str) -> Option<&str> {
    html.split(['"', '\''])
        .find(|text| Path::new(text).extension().is_some_and(|kind| kind == "wasm"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Outcome<Options> {
        Options::parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn options_are_read() {
        assert_eq!(
            parse("").unwrap(),
            Options { port: 8080, ses_port: 8425, open: true, check: false }
        );
        let expected = Options { port: 9000, ses_port: 9001, open: false, check: true };
        assert_eq!(parse("--port 9000 --ses-port=9001 --no-open --check").unwrap(), expected);
    }

    #[test]
    fn wrong_options_are_named() {
        for (line, part) in [
            ("--port", "after --port"),
            ("--port x", "`x`"),
            ("--port 0", "`0`"),
            ("--ses-port 70000", "`70000`"),
            ("--port 8425", "must differ"),
            ("--fast", "`--fast`"),
        ] {
            let error = parse(line).unwrap_err().to_string();
            assert!(error.contains(part), "{line}: {error}");
        }
    }

    #[test]
    fn the_module_is_found_in_the_page() {
        let html = r#"<link rel="preload" href="./ses-composer-1f_bg.wasm" as="fetch">"#;
        assert_eq!(wasm_in(html), Some("./ses-composer-1f_bg.wasm"));
        assert_eq!(wasm_in("<p>"), None);
    }
}
