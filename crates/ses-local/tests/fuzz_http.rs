//! Malformed HTTP against the program itself: no panic, no hang, bounded memory.
//!
//! Valid signed requests of every operation are spoilt, signed again or not, and
//! sent in odd ways, some by the handful on one connection. After each batch the
//! program must be alive and take a valid mail. Runs of a minute and more have
//! silent clients too, which never close. `SES_DELEGATE_SEED` repeats a run;
//! `cargo xtask fuzz ses-local-http --seconds 600` is a long one.

#![expect(dead_code, reason = "the client is written for other tests too")]

#[path = "server/client.rs"]
mod client;
#[path = "fuzz_http/operations.rs"]
mod operations;

use std::{
    fs,
    io::{BufRead, BufReader, ErrorKind, Read, Write, stderr},
    net::{Shutdown, SocketAddr, TcpStream},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    thread::JoinHandle,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use client::{Call, OWNER, SCENARIOS, plain};
use operations::{Operation, existing, operations};

/// What the program may hold at most: mebibytes of resident memory.
const MEMORY: u64 = 400;
/// Every connection is answered or closed within this time.
const PATIENCE: Duration = Duration::from_secs(10);
/// A client that neither goes on nor ends is let go within this time: the time
/// for headers, then that for a pause in the body, then some more.
const SILENCE: Duration = Duration::from_secs(75);
/// Silent clients at a time.
const SILENT: usize = 64;
/// From so many seconds on, a run has silent clients.
const LONG: u64 = 60;
const BATCH: usize = 200;
const THREADS: u64 = 4;

/// What the world of the scenarios lacks: a user and a role.
const WORLD: &str = r#"
[[user]]
account = "444455556666"
name = "free"
access_key_id = "AKIAFREE000000000001"
secret_access_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYFREE000001"

[[role]]
account = "444455556666"
name = "mailer"
max_session_duration = 7200
trust = """{"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
  "Principal": {"AWS": "444455556666"}}}"""
"#;

/// `SplitMix64`.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.roll() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn bytes(&mut self, most: usize) -> Vec<u8> {
        (0..self.below(most)).map(|_| self.roll().to_le_bytes()[0]).collect()
    }
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

fn message() -> &'static str {
    "From: A <a@owner.example>\r\nTo: r@reader.example, =?utf-8?q?=C3=BC?= <s@reader.example>\r\n\
     X-SES-MESSAGE-TAGS: a=b, c=d\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
     --b\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n--b--\r\n"
}

fn mail() -> Call {
    let mut call = Call::v1_raw(&[], message()).by(OWNER);
    call.at = now();
    call
}

/// A well-formed request: of an operation, or of the inbox.
fn valid(dice: &mut Dice, operations: &[Operation]) -> Call {
    let mut call = match dice.below(8) {
        0 => mail(),
        1..=6 => operations[dice.below(operations.len())].2.clone(),
        _ => {
            let target = dice.pick(&[
                "/",
                "/messages",
                "/messages?wait=1&search=x",
                "/refusals",
                "/status",
                "/messages/x/raw",
                "/messages/x/parts/9999999999",
                "/inbox.js",
                "/faults",
                "/faults/1",
                "/v2/email/%FF/../x",
                "//",
                "/%",
            ]);
            let mut call =
                Call::new(target, "application/json", b"{\"fault\": {\"status\": 503}}".to_vec());
            call.method = dice.pick(&["GET", "POST", "DELETE", "HEAD", "OPTIONS", "PUT", "BREW"]);
            call.keys = OWNER;
            call
        }
    };
    call.at = now();
    call
}

/// Spoils bytes in one of many ways.
fn spoil(dice: &mut Dice, bytes: &mut Vec<u8>) {
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len());
        let piece: Vec<u8> = match dice.below(14) {
            0 => dice.bytes(40),
            1 => b"member.4294967295".to_vec(),
            2 => b"&A.member.99999999999999999999=x".to_vec(),
            3 => "[".repeat(dice.below(20_000)).into_bytes(),
            4 => "{\"a\":".repeat(dice.below(5_000)).into_bytes(),
            5 => b"\xff\xfe\xc0\x80".to_vec(),
            6 => b"%".to_vec(),
            7 => b"%00%0d%0a".to_vec(),
            8 => dice
                .pick(&[&b"-1"[..], b"1e999", b"18446744073709551616", b"null", b"\"\""])
                .to_vec(),
            9 => "{{#if a}}".repeat(dice.below(2_000)).into_bytes(),
            10 => "&A=b".repeat(dice.below(2_000)).into_bytes(),
            11 => "(".repeat(dice.below(5_000)).into_bytes(),
            12 => "a.member.1.".repeat(dice.below(2_000)).into_bytes(),
            _ => {
                let end = (at + dice.below(60)).min(bytes.len());
                bytes.drain(at..end);
                continue;
            }
        };
        if dice.one_in(2) {
            bytes.splice(at..at, piece);
        } else {
            let end = (at + piece.len()).min(bytes.len());
            bytes.splice(at..end, piece);
        }
    }
}

/// The bytes of one request, spoilt here and there.
fn request(dice: &mut Dice, operations: &[Operation], address: SocketAddr) -> Vec<u8> {
    let mut call = valid(dice, operations);
    // Signed after, it gets past the signature.
    if dice.one_in(2) {
        if dice.one_in(2) {
            spoil(dice, &mut call.body);
        }
        call = call.signed(address);
    } else {
        call = call.signed(address);
        spoil(dice, &mut call.body);
    }
    let mut head = format!("{} {} HTTP/1.1\r\n", call.method, call.target).into_bytes();
    for (name, value) in &call.headers {
        head.extend(format!("{name}: {value}\r\n").into_bytes());
    }
    match dice.below(10) {
        0 => head.extend(format!("x-large: {}\r\n", "x".repeat(dice.below(200_000))).into_bytes()),
        1 => head.extend("x-many: y\r\n".repeat(dice.below(400)).into_bytes()),
        _ => {}
    }
    let body = match dice.below(8) {
        0 => {
            head.extend(b"transfer-encoding: chunked\r\n");
            let mut chunked = Vec::new();
            for chunk in call.body.chunks(1 + dice.below(1000)) {
                chunked.extend(format!("{:x};ext=\"1\"\r\n", chunk.len()).into_bytes());
                chunked.extend([chunk, b"\r\n"].concat());
            }
            chunked.extend(b"0\r\nx-trailer: y\r\n\r\n");
            chunked
        }
        1 => {
            head.extend(b"transfer-encoding: chunked\r\n");
            [&b"fffffffffffffffff\r\n"[..], &call.body].concat()
        }
        2 => {
            let length = dice.pick(&["-1", "0", "99999999999999999999", "1", "67108865", "x"]);
            head.extend(format!("content-length: {length}\r\n").into_bytes());
            call.body
        }
        _ => {
            head.extend(format!("content-length: {}\r\n", call.body.len()).into_bytes());
            call.body
        }
    };
    if dice.one_in(6) {
        spoil(dice, &mut head);
    }
    if dice.one_in(20) {
        head.extend(b"expect: 100-continue\r\n");
    }
    head.extend(b"\r\n");
    head.extend(body);
    head
}

/// Sends bytes, ends unless it is silent, and waits for the other side's end.
fn converse(address: SocketAddr, bytes: &[u8], silent: bool) -> Result<bool, String> {
    let patience = if silent { SILENCE } else { PATIENCE };
    let mut stream = TcpStream::connect(address).map_err(|error| error.to_string())?;
    stream.set_read_timeout(Some(patience)).unwrap();
    stream.set_write_timeout(Some(patience)).unwrap();
    // The server may close before it has read all.
    let _ = stream.write_all(bytes);
    if !silent {
        let _ = stream.shutdown(Shutdown::Write);
    }
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
            Err(format!("no end after {patience:?}: {}", String::from_utf8_lossy(bytes)))
        }
        _ => Ok(answer.starts_with(b"HTTP/1.1 ")),
    }
}

/// Every operation of the program is known here, and each valid request succeeds.
fn check_operations(address: SocketAddr) -> Vec<Operation> {
    let mut mail = Call::v1_raw(&[], "From: a@owner.example\r\nTo: r@reader.example\r\n\r\n");
    (mail.keys, mail.at) = (OWNER, now());
    let operations = operations(message(), &mail.send(address).message_id());
    let existing = existing();
    assert!(existing.len() > 40, "{existing:?}");
    for wanted in &existing {
        let known = operations.iter().any(|(api, name, _)| (*api, *name) == *wanted);
        assert!(known, "no request of {wanted:?}");
    }
    for (api, name, call) in &operations {
        let mut call = call.clone();
        call.at = now();
        let answer = call.send(address);
        assert!(existing.contains(&(api, name)), "{api} {name} is not in the tables");
        assert_eq!(answer.status, 200, "{api} {name}: {}", answer.text());
    }
    operations
}

/// The program, ended with the test.
struct Program {
    child: Child,
    address: SocketAddr,
    said: Arc<Mutex<Vec<String>>>,
}

impl Program {
    fn start() -> Self {
        let world = concat!(env!("CARGO_TARGET_TMPDIR"), "/fuzz.toml");
        fs::write(world, format!("{SCENARIOS}\n{WORLD}")).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_ses-local"))
            .args(["--listen", "127.0.0.1:0", "--no-smtp", "--world", world])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let address = line.trim().rsplit_once("http://").expect(&line).1.parse().unwrap();
        std::thread::spawn(move || out.read_to_end(&mut Vec::new()));
        let said = Arc::new(Mutex::new(Vec::new()));
        let (lines, heard) = (BufReader::new(child.stderr.take().unwrap()), Arc::clone(&said));
        std::thread::spawn(move || {
            for line in lines.split(b'\n').map_while(Result::ok) {
                let line = String::from_utf8_lossy(&line).into_owned();
                if line.contains("panicked") || line.contains("overflowed its stack") {
                    heard.lock().unwrap().push(line);
                }
            }
        });
        Self { child, address, said }
    }

    /// Mebibytes of resident memory.
    fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
    }

    fn check(&mut self) -> u64 {
        assert_eq!(self.child.try_wait().unwrap(), None, "the program ended");
        assert_eq!(*self.said.lock().unwrap(), Vec::<String>::new());
        assert_eq!(plain(self.address, "DELETE", "/faults", &[]).status, 204);
        mail().send(self.address).expect("a valid mail", 200, "OK", "");
        let memory = self.memory();
        assert!(memory < MEMORY, "{memory} MiB, at most {MEMORY} expected");
        memory
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn malformed_requests_do_no_harm() {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().expect(name));
    let seed = number("SES_DELEGATE_SEED").unwrap_or_else(|| {
        u64::try_from(
            SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos() & 0xffff_ffff,
        )
        .unwrap()
    });
    let seconds = number("SES_LOCAL_FUZZ_SECONDS").unwrap_or(4);
    // Past the test runner, which keeps the output of passing tests to itself.
    let _ = writeln!(stderr(), "fuzz_http: SES_DELEGATE_SEED={seed}, {seconds} s");
    let mut program = Program::start();
    let address = program.address;
    let operations = Arc::new(check_operations(address));
    let end = Instant::now() + Duration::from_secs(seconds);
    let (mut batch, mut sent, mut answered, mut peak) = (0_u64, 0, 0, 0);
    let (mut waiting, mut silent) = (Vec::new(), 0);
    while Instant::now() < end {
        for hand in 0..4_u64 {
            waiting.retain(|client: &JoinHandle<_>| !client.is_finished());
            if seconds < LONG || waiting.len() >= SILENT {
                break;
            }
            silent += 1;
            let mut dice = Dice(!seed ^ (batch * 4 + hand).wrapping_mul(0x9e37_79b9));
            let mut bytes = request(&mut dice, &operations, address);
            bytes.truncate(dice.below(bytes.len() + bytes.len() / 4));
            let problems = Arc::clone(&program.said);
            waiting.push(std::thread::spawn(move || {
                if let Err(problem) = converse(address, &bytes, true) {
                    problems.lock().unwrap().push(problem);
                }
            }));
        }
        let counts = std::thread::scope(|scope| {
            let hands: Vec<_> = (0..THREADS)
                .map(|hand| {
                    let mut dice = Dice(seed ^ (batch * THREADS + hand).wrapping_mul(0x9e37_79b9));
                    let operations = &operations;
                    scope.spawn(move || {
                        let mut answered = 0;
                        for _ in 0..BATCH {
                            let bytes = match dice.below(12) {
                                0 => dice.bytes(5_000),
                                1 => (0..8)
                                    .flat_map(|_| request(&mut dice, operations, address))
                                    .collect(),
                                2 => {
                                    let mut bytes = request(&mut dice, operations, address);
                                    bytes.truncate(dice.below(bytes.len()));
                                    bytes
                                }
                                _ => request(&mut dice, operations, address),
                            };
                            let ended = converse(address, &bytes, false);
                            let ended = ended.unwrap_or_else(|problem| {
                                panic!("SES_DELEGATE_SEED={seed}, batch {batch}: {problem}")
                            });
                            answered += usize::from(ended);
                        }
                        answered
                    })
                })
                .collect();
            hands.into_iter().map(|hand| hand.join().unwrap()).sum::<usize>()
        });
        answered += counts;
        sent += BATCH * usize::try_from(THREADS).unwrap();
        batch += 1;
        peak = peak.max(program.check());
    }
    for client in waiting {
        client.join().unwrap();
    }
    program.check();
    let _ = writeln!(
        stderr(),
        "fuzz_http: {} operations, {sent} connections, {answered} answered, {silent} silent \
         clients let go, {peak} MiB at most",
        existing().len()
    );
    assert!(answered * 2 > sent, "{answered} of {sent} answered");
}
