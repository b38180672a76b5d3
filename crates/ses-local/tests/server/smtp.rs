//! The SMTP interface over real sockets, by a client that sends what it is told.

mod faults;

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    sync::Arc,
    time::Duration,
};

use base64::{Engine, engine::general_purpose::STANDARD};
use ses_local::{Certificate, Clock, Mode, Options, Realm, Secret, Server, World, smtp_password};
use tokio_rustls::rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned,
    crypto::ring,
    pki_types::{CertificateDer, ServerName, pem::PemObject},
};

use crate::client::{DELEGATE, NOW, OWNER, SCENARIOS, at, get_json, plain};

const USER: &str = "AKIADELEGATEUSER0001";
const USER_SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYMAILUSER01";
const ARN: &str = "arn:aws:ses:us-east-1:111122223333:identity/owner.example";

struct Ports {
    http: SocketAddr,
    starttls: SocketAddr,
    wrapper: SocketAddr,
    certificate: Certificate,
}

/// The world of the scenarios, and a user of the delegate's.
fn start() -> Ports {
    let world = format!(
        "{SCENARIOS}\n[[user]]\naccount = \"444455556666\"\nname = \"mail\"\n\
         access_key_id = \"{USER}\"\nsecret_access_key = \"{USER_SECRET}\"\n"
    );
    let world = World::parse("test.toml", &world, at(NOW)).unwrap();
    let certificate = Certificate::generate().unwrap();
    let listeners = [(); 3].map(|()| {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        listener
    });
    let [http, starttls, wrapper] =
        [0, 1, 2].map(|index: usize| listeners[index].local_addr().unwrap());
    let shown = certificate.clone();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let options = Options { clock: Clock::new(|| at(NOW)), ..Options::default() };
            let server = Server::new(Realm::fixed(world), options);
            let [http, starttls, wrapper] =
                listeners.map(|one| tokio::net::TcpListener::from_std(one).unwrap());
            let ended = tokio::join!(
                server.http(http),
                server.smtp(starttls, Mode::StartTls, &shown),
                server.smtp(wrapper, Mode::Wrapper, &shown),
            );
            panic!("the server ended: {ended:?}");
        });
    });
    Ports { http, starttls, wrapper, certificate }
}

trait Stream: Read + Write + Send {}
impl<T: Read + Write + Send> Stream for T {}

struct Client(BufReader<Box<dyn Stream>>);

impl Client {
    fn clear(address: SocketAddr) -> (TcpStream, Self) {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        let client = Self(BufReader::new(Box::new(stream.try_clone().unwrap())));
        (stream, client)
    }

    fn encrypted(stream: TcpStream, certificate: &Certificate, name: &str) -> Self {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(certificate.pem().as_bytes()).unwrap()).unwrap();
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let name = ServerName::try_from(name.to_owned()).unwrap();
        let connection = ClientConnection::new(Arc::new(config), name).unwrap();
        Self(BufReader::new(Box::new(StreamOwned::new(connection, stream))))
    }

    /// Greeted and said EHLO, on the wrapper port.
    fn wrapper(ports: &Ports) -> Self {
        let stream = TcpStream::connect(ports.wrapper).unwrap();
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        let mut client = Self::encrypted(stream, &ports.certificate, "localhost");
        assert!(
            client.reply().starts_with("220 email-smtp.amazonaws.com ESMTP SimpleEmailService-")
        );
        client.say(
            "EHLO test.example",
            "250-email-smtp.amazonaws.com|250-8BITMIME|250-AUTH PLAIN LOGIN|250 Ok",
        );
        client
    }

    fn logged_in(ports: &Ports, region: &str) -> Self {
        let mut client = Self::wrapper(ports);
        client.say(
            &plain_login(USER, &password(USER_SECRET, region)),
            "235 Authentication successful.",
        );
        client
    }

    fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.0.get_mut().write_all(bytes.as_ref()).unwrap();
        self.0.get_mut().flush().unwrap();
    }

    /// One reply, its lines joined by `|`; empty at the end of the connection.
    fn reply(&mut self) -> String {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            if self.0.read_line(&mut line).unwrap_or(0) == 0 {
                return lines.join("|");
            }
            let more = line.as_bytes().get(3) == Some(&b'-');
            lines.push(line.trim_end_matches("\r\n").to_owned());
            if !more {
                return lines.join("|");
            }
        }
    }

    /// Sends one line and expects one reply.
    fn say(&mut self, line: &str, expected: &str) {
        self.send(format!("{line}\r\n"));
        assert_eq!(self.reply(), expected, "{line}");
    }

    /// Sends one message, already as it goes over the wire.
    fn mail(&mut self, from: &str, to: &[&str], wire: impl AsRef<[u8]>) -> String {
        self.say(&format!("MAIL FROM:<{from}>"), "250 Ok");
        for to in to {
            self.say(&format!("RCPT TO:<{to}>"), "250 Ok");
        }
        self.say("DATA", "354 End data with <CR><LF>.<CR><LF>");
        self.send(wire);
        self.reply()
    }
}

fn password(secret: &str, region: &str) -> String {
    smtp_password(&Secret::new(secret.to_owned()), region).reveal().to_owned()
}

fn plain_login(user: &str, password: &str) -> String {
    format!("AUTH PLAIN {}", STANDARD.encode(format!("\0{user}\0{password}")))
}

fn raw(ports: &Ports, reply: &str) -> Vec<u8> {
    let id = reply.strip_prefix("250 Ok ").unwrap_or_else(|| panic!("{reply}"));
    plain(ports.http, "GET", &format!("/messages/{id}/raw"), &[]).body
}

/// What the recipient gets of `message`: Date and Message-ID at the end of the
/// header block, the rest as it was.
fn expected(reply: &str, block: &str, body: &[u8]) -> Vec<u8> {
    let id = reply.strip_prefix("250 Ok ").unwrap();
    let written = format!(
        "{block}Date: Thu, 15 Jan 2026 12:34:56 +0000\r\n\
         Message-ID: <{id}@email.amazonses.com>\r\n\r\n"
    );
    [written.as_bytes(), body].concat()
}

#[test]
fn before_tls_only_tls_is_offered() {
    let ports = start();
    let (stream, mut client) = Client::clear(ports.starttls);
    assert!(client.reply().starts_with("220 email-smtp.amazonaws.com ESMTP SimpleEmailService-d-"));
    let first = "530 Must issue a STARTTLS command first";
    for (line, reply) in [
        ("AUTH PLAIN", first),
        ("MAIL FROM:<a@owner.example>", first),
        ("mail from:<a@owner.example>", first),
        ("RCPT TO:<a@owner.example>", first),
        ("DATA", first),
        ("HELO test.example", "250 email-smtp.amazonaws.com"),
        (
            "EHLO test.example",
            "250-email-smtp.amazonaws.com|250-8BITMIME|250-STARTTLS|250-AUTH PLAIN LOGIN|250 Ok",
        ),
        ("NOOP", "250 Ok"),
        ("RSET", "250 Ok"),
    ] {
        client.say(line, reply);
    }
    // What comes in the clear behind STARTTLS must not be obeyed after it.
    client.send("STARTTLS\r\nEHLO injected.example\r\nNOOP\r\n");
    assert_eq!(client.reply(), "220 Ready to start TLS");
    let mut client = Client::encrypted(stream, &ports.certificate, "127.0.0.1");
    client.say("MAIL FROM:<a@owner.example>", "503 Bad sequence of commands");
    client.say(
        "EHLO test.example",
        "250-email-smtp.amazonaws.com|250-8BITMIME|250-STARTTLS|250-AUTH PLAIN LOGIN|250 Ok",
    );
    client.say("STARTTLS", "503 Bad sequence of commands");
    client.say("MAIL FROM:<a@owner.example>", "530 Authentication required");
    client.say(
        &plain_login(USER, &password(USER_SECRET, "us-east-1")),
        "235 Authentication successful.",
    );
    client.say("QUIT", "221 Bye");
    assert_eq!(client.reply(), "");
}

#[test]
fn commands_and_their_replies() {
    let ports = start();
    let mut client = Client::logged_in(&ports, "us-east-1");
    let order = "503 Bad sequence of commands";
    for (line, reply) in [
        ("RCPT TO:<a@b.example>", order),
        ("DATA", order),
        ("AUTH PLAIN", order),
        ("BDAT 3 LAST", "502 Command not implemented"),
        ("EXPN list", "502 Command not implemented"),
        ("VRFY someone", "252 Cannot verify the address"),
        ("HELP", "214 See the Amazon SES Developer Guide"),
        ("NONSENSE", "500 Command not recognized"),
        ("", "500 Command not recognized"),
        // docker-mailserver#2403.
        ("MAIL FROM:<>", "501 Invalid MAIL FROM address provided"),
        ("MAIL FROM:<nobody>", "501 Invalid MAIL FROM address provided"),
        ("MAIL FROM:<jürgen@owner.example>", "501 Invalid MAIL FROM address provided"),
        ("MAIL FROM:<a@owner.example> SMTPUTF8", "555 Parameter not supported"),
        ("MAIL FROM:<a@owner.example> WHAT=1", "555 Parameter not supported"),
        ("MAIL FROM:<a@owner.example> SIZE=41943041", "552 Message is too long."),
        ("MAIL FROM:<a@owner.example> BODY=8BITMIME SIZE=41943040", "250 Ok"),
        ("MAIL FROM:<a@owner.example>", order),
        ("DATA", order),
        ("RCPT TO:<nobody>", "501 Invalid RCPT TO address provided"),
        ("RCPT TO:<re>ceiver@b.example>", "501 Invalid RCPT TO address provided"),
        ("RCPT TO:a@b.example", "250 Ok"),
        ("RSET", "250 Ok"),
        ("DATA", order),
    ] {
        client.say(line, reply);
    }
    client.say(&format!("NOOP {}", "x".repeat(3000)), "500 Line too long");
    client.say(&format!("NOOP {}", "x".repeat(2000)), "250 Ok");
    for _ in 0.. {
        client.send("WHAT\r\n");
        match client.reply().as_str() {
            "500 Command not recognized" => {}
            reply => {
                assert_eq!(reply, "421 Too many errors");
                break;
            }
        }
    }
    assert_eq!(client.reply(), "");
}

#[test]
fn only_the_derived_password_of_a_user_opens() {
    let ports = start();
    let good = password(USER_SECRET, "us-east-1");
    let wrong = "535 Authentication Credentials Invalid";
    let temporary = password(DELEGATE.secret, "us-east-1");
    for (user, password, note) in [
        (USER, USER_SECRET, "secret access key itself"),
        (USER, "wrong", "not the one of this key"),
        (USER, &good[..43], "not the one of this key"),
        (USER, &password(USER_SECRET, "xx-nowhere-1"), "not the one of this key"),
        ("AKIANOBODY0000000001", good.as_str(), "No access key"),
        ("", "", "No access key"),
        (OWNER.id, good.as_str(), "not the one of this key"),
        (DELEGATE.id, temporary.as_str(), "temporary"),
    ] {
        let mut client = Client::wrapper(&ports);
        client.say(&plain_login(user, password), wrong);
        let refusal = &get_json(ports.http, "/refusals")["refusals"][0];
        let said = (refusal["api"].as_str(), refusal["code"].as_str(), refusal["check"].as_str());
        assert_eq!(said, (Some("SMTP"), Some("535"), Some("credentials")));
        let found = refusal["notes"][0].as_str().unwrap();
        assert!(found.contains(note), "{user}: {found}");
        client.say("MAIL FROM:<a@owner.example>", "530 Authentication required");
        client.say(&plain_login(USER, &good), "235 Authentication successful.");
    }

    let mut client = Client::wrapper(&ports);
    client.say("AUTH LOGIN", "334 VXNlcm5hbWU6");
    client.say(&STANDARD.encode(USER), "334 UGFzc3dvcmQ6");
    client.say(&STANDARD.encode("wrong"), wrong);
    client.say(&format!("AUTH LOGIN {}", STANDARD.encode(USER)), "334 UGFzc3dvcmQ6");
    client.say("*", "501 Authentication cancelled");
    client.say("AUTH PLAIN", "334 ");
    client.say("no base64!", "501 Syntax error in parameters or arguments");
    client.say("AUTH CRAM-MD5", "504 Authentication mechanism not supported");
    client.say("AUTH", "501 Syntax error in parameters or arguments");
    client.say("AUTH LOGIN", "334 VXNlcm5hbWU6");
    client.say(&STANDARD.encode(USER), "334 UGFzc3dvcmQ6");
    client.say(&STANDARD.encode(&good), "235 Authentication successful.");

    let mut client = Client::wrapper(&ports);
    for _ in 0..3 {
        client.say(&plain_login(USER, "guess"), wrong);
    }
    assert_eq!(client.reply(), "", "the third failure ends the connection");
}

#[test]
fn a_delegate_sends_by_the_headers_and_they_go() {
    let ports = start();
    let mut client = Client::logged_in(&ports, "us-east-1");
    let block = "From: \"News\" <news@owner.example>\r\nTo: a@reader.example\r\nSubject: =?UTF-8?Q?=C3=BC?=\r\n\
                 X-Kept:  twice \r\n";
    let body = b"8-bit \xfc\xff\x00\t\r\n.dot\r\n..\r\nX-SES-SOURCE-ARN: body\r\nbare\nlf \rcr\r\n";
    let wire = [
        format!("X-SES-SOURCE-ARN: {ARN}\r\nX-SES-FROM-ARN: {ARN}\r\nx-ses-return-path-arn:\r\n {ARN}\r\n{block}\
                 X-SES-MESSAGE-TAGS: a=b\r\nBcc: c@reader.example\r\nReturn-Path: <news@owner.example>\r\n\
                 X-SES-CONFIGURATION-SET: delegate-events\r\n\r\n").as_bytes(),
        b"8-bit \xfc\xff\x00\t\r\n..dot\r\n...\r\nX-SES-SOURCE-ARN: body\r\nbare\nlf \rcr\r\n.\r\n",
    ]
    .concat();
    let reply =
        client.mail("bounce@owner.example", &["a@reader.example", "hidden@reader.example"], wire);
    assert_eq!(raw(&ports, &reply), expected(&reply, block, body));

    let details = get_json(ports.http, &format!("/messages/{}", &reply["250 Ok ".len()..]));
    assert_eq!(details["operation"], "SMTP");
    assert_eq!(
        details["destinations"],
        serde_json::json!(["a@reader.example", "hidden@reader.example"])
    );
    assert_eq!(details["source"], "bounce@owner.example");
    assert_eq!(details["returnPath"], "bounce@owner.example", "MAIL FROM, not the header");
    assert_eq!(details["caller"], "arn:aws:iam::444455556666:user/mail");
}

#[test]
fn refusals_are_the_replies_of_ses() {
    let ports = start();
    let mut client = Client::logged_in(&ports, "us-east-1");
    let header = |arn: &str| format!("X-SES-SOURCE-ARN: {arn}\r\n");
    let raw_only = ARN.replace("owner", "raw-only");
    let silent = ARN.replace("owner", "silent");
    for (from, headers, expected) in [
        (
            "a@owner.example",
            String::new(),
            "554 Message rejected: Email address is not verified. The following identities failed the check in region US-EAST-1: a@owner.example".to_owned(),
        ),
        (
            "a@silent.example",
            header(&silent),
            format!("554 Access denied: User `arn:aws:iam::444455556666:user/mail' is not authorized to perform `ses:SendRawEmail' on resource `{silent}'"),
        ),
        (
            "a@raw-only.example",
            header(&raw_only),
            format!("554 Access denied: User `arn:aws:iam::444455556666:user/mail' is not authorized to perform `ses:SendRawEmail' on resource `{raw_only}'"),
        ),
        (
            "a@owner.example",
            format!("{}Subject: 1\r\nSubject: 2\r\n", header(ARN)),
            "554 Transaction failed: Duplicate header 'Subject'.".to_owned(),
        ),
        (
            "a@delegate.example",
            "X-SES-CONFIGURATION-SET: none\r\n".to_owned(),
            "554 Configuration Set does not exist: Configuration set <none> does not exist.".to_owned(),
        ),
        (
            "a@delegate.example",
            "Reply-To: x\r\nSender: nobody\r\n".to_owned(),
            "554 Transaction failed: Missing final '@domain'".to_owned(),
        ),
    ] {
        let wire = format!("{headers}From: {from}\r\nTo: a@reader.example\r\n\r\n.\r\n");
        assert_eq!(client.mail(from, &["a@reader.example"], wire), expected);
        let refusal = &get_json(ports.http, "/refusals")["refusals"][0];
        assert_eq!((&refusal["api"], &refusal["source"]), (&"SMTP".into(), &from.into()));
        assert_eq!((&refusal["code"], &refusal["status"]), (&"554".into(), &554.into()));
        assert_eq!(refusal["destinations"], serde_json::json!(["a@reader.example"]));
    }
    let many: Vec<String> = (0..51).map(|n| format!("r{n}@reader.example")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let wire = "From: a@delegate.example\r\nTo: a@reader.example\r\n\r\n.\r\n";
    let reply = client.mail("a@delegate.example", &many, wire);
    assert_eq!(reply, "554 Transaction failed: Recipient count exceeds 50.");
    let reply = client.mail("a@delegate.example", &many[..50], wire);
    assert!(reply.starts_with("250 Ok 0100"), "{reply}");
}

#[test]
fn the_password_chooses_the_region() {
    let ports = start();
    let mut client = Client::logged_in(&ports, "eu-west-1");
    let wire = "From: a@delegate.example\r\nTo: a@reader.example\r\n\r\n.\r\n";
    let reply = client.mail("a@delegate.example", &["a@reader.example"], wire);
    assert!(reply.ends_with("in region EU-WEST-1: a@delegate.example"), "{reply}");
    let arn = "arn:aws:ses:eu-west-1:111122223333:identity/press@owner.example";
    let wire = format!(
        "X-SES-SOURCE-ARN: {arn}\r\nFrom: press@owner.example\r\nTo: a@reader.example\r\n\r\n.\r\n"
    );
    let reply = client.mail("press@owner.example", &["a@reader.example"], wire);
    assert!(reply.starts_with("250 Ok 0102"), "{reply}");
}

#[test]
fn a_conversation_may_come_all_at_once() {
    let ports = start();
    let mut client = Client::logged_in(&ports, "us-east-1");
    let one = "MAIL FROM:<a@delegate.example>\r\nRCPT TO:<a@reader.example>\r\nDATA\r\n\
               From: a@delegate.example\r\nTo: a@reader.example\r\n\r\nbody\r\n.\r\n";
    client.send(format!("RSET\r\n{one}{one}QUIT\r\n"));
    let replies: Vec<String> = (0..10).map(|_| client.reply()).collect();
    let codes: Vec<&str> = replies.iter().map(|reply| &reply[..3]).collect();
    assert_eq!(codes, ["250", "250", "250", "354", "250", "250", "250", "354", "250", "221"]);
    assert_eq!(get_json(ports.http, "/messages")["messages"].as_array().unwrap().len(), 2);
}

#[test]
fn a_second_message_cannot_be_smuggled_in() {
    let ports = start();
    let smuggled = "MAIL FROM:<b@delegate.example>\r\nRCPT TO:<b@reader.example>\r\nDATA\r\n\
                    From: b@delegate.example\r\nTo: b@reader.example\r\n\r\nsmuggled\r\n";
    let ends = [
        "\n.\n",
        "\n.\r\n",
        "\r.\r",
        "\r.\r\n",
        "\r\n.\n",
        "\r\n.\r",
        "\r\n.\r\r\n",
        "\r\n.\0\r\n",
        "\n\n.\r\n",
    ];
    for end in ends {
        let mut client = Client::logged_in(&ports, "us-east-1");
        let head = "From: a@delegate.example\r\nTo: a@reader.example\r\n";
        let wire = format!("{head}\r\nfirst{end}{smuggled}.\r\n");
        let reply = client.mail("a@delegate.example", &["a@reader.example"], wire);
        // A dot that begins a line by the RFC is taken out, and nothing else.
        let body = format!("first{}{smuggled}", end.replace("\r\n.", "\r\n"));
        assert_eq!(raw(&ports, &reply), expected(&reply, head, body.as_bytes()), "{end:?}");
        client.say("QUIT", "221 Bye");
    }
    let kept = get_json(ports.http, "/messages");
    assert_eq!(kept["messages"].as_array().unwrap().len(), ends.len());
}

#[test]
fn sizes_and_line_lengths() {
    let ports = start();
    let mut client = Client::logged_in(&ports, "us-east-1");
    let head = "From: a@delegate.example\r\nTo: a@reader.example\r\n";
    let line = format!("{}\r\n", "x".repeat(998));
    let send = |client: &mut Client, body: &str| {
        client.mail("a@delegate.example", &["a@reader.example"], format!("{head}\r\n{body}.\r\n"))
    };
    let reply = send(&mut client, &line);
    assert_eq!(raw(&ports, &reply), expected(&reply, head, line.as_bytes()));
    assert_eq!(
        send(&mut client, &format!("x{line}")),
        "554 Transaction failed: Line length is more than 1000 bytes long."
    );

    let max = 41_943_040 - head.len() - 2;
    let mut body = line.repeat(max / line.len());
    body.push_str(&"y".repeat(max - body.len() - 2));
    body.push_str("\r\n");
    let reply = send(&mut client, &body);
    assert!(reply.starts_with("250 Ok "), "{reply}");
    body.insert(body.len() - 3, 'y');
    assert_eq!(send(&mut client, &body), "552 Message is too long.");
    let refusal = &get_json(ports.http, "/refusals")["refusals"][0];
    assert_eq!((&refusal["code"], &refusal["check"]), (&"552".into(), &"size".into()));
    // The connection is as good as before.
    assert!(send(&mut client, "short\r\n").starts_with("250 Ok "));
}

#[test]
fn the_hundred_and_first_connection_is_turned_away() {
    let ports = start();
    let mut held: Vec<_> = (0..100).map(|_| Client::clear(ports.starttls)).collect();
    for (_, client) in &mut held {
        assert!(client.reply().starts_with("220 "));
    }
    let (_, mut client) = Client::clear(ports.starttls);
    assert_eq!(client.reply(), "421 Too many concurrent SMTP connections");
    assert_eq!(client.reply(), "");
    held[0].1.say("QUIT", "221 Bye");
    assert_eq!(held[0].1.reply(), "");
    // The place is free as soon as the server has put the connection away.
    let again = (0..100).any(|_| Client::clear(ports.starttls).1.reply().starts_with("220 "));
    assert!(again);
}
