//! A server on a free port with a stopped clock, and a client that signs.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use aws_credential_types::Credentials;
use aws_sigv4::{
    http_request::{SignableBody, SignableRequest, SigningSettings, sign},
    sign::v4,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use ses_local::{Clock, Options, Realm, Server, World};

pub(crate) const SCENARIOS: &str = include_str!("../worlds/scenarios.toml");
/// 2026-01-15T12:34:56Z.
pub(crate) const NOW: u64 = 1_768_480_496;

pub(crate) const DELEGATE: Keys = Keys {
    id: "ASIADELEGATE00000001",
    secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYDELEGATE01",
    token: Some("IQoJDELEGATE+/token=="),
};
pub(crate) const STRANGER: Keys = Keys {
    id: "ASIASTRANGER00000001",
    secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYSTRANGER01",
    token: Some("IQoJSTRANGER+/token=="),
};
pub(crate) const OWNER: Keys = Keys {
    id: "AKIAOWNER00000000001",
    secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYOWNER00001",
    token: None,
};

/// A user of the delegate's account that may do all.
pub(crate) const FREE: Keys = Keys {
    id: "AKIAFREE000000000001",
    secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYFREE000001",
    token: None,
};

#[derive(Clone, Copy)]
pub(crate) struct Keys {
    pub(crate) id: &'static str,
    pub(crate) secret: &'static str,
    pub(crate) token: Option<&'static str>,
}

pub(crate) fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

/// Serves the scenario world at [`NOW`]; the thread ends with the program.
pub(crate) fn start() -> SocketAddr {
    start_with(SCENARIOS, NOW)
}

pub(crate) fn start_with(world: &str, now: u64) -> SocketAddr {
    start_realm(Realm::fixed(World::parse("test.toml", world, at(now)).unwrap()), now)
}

pub(crate) fn start_realm(realm: Realm, now: u64) -> SocketAddr {
    start_as(realm, now, Options::default(), std::future::pending())
}

/// Serves until `stop` is ready.
pub(crate) fn start_as(
    realm: Realm,
    now: u64,
    mut options: Options,
    stop: impl Future<Output = ()> + Send + 'static,
) -> SocketAddr {
    options.clock = Clock::new(move || at(now));
    start_served(realm, options, stop)
}

/// Serves `world` at `now`, with what `set` changes.
pub(crate) fn start_options(world: &str, now: u64, set: impl FnOnce(&mut Options)) -> SocketAddr {
    let realm = Realm::fixed(World::parse("test.toml", world, at(now)).unwrap());
    let mut options = Options { clock: Clock::new(move || at(now)), ..Options::default() };
    set(&mut options);
    start_served(realm, options, std::future::pending())
}

fn start_served(
    realm: Realm,
    options: Options,
    stop: impl Future<Output = ()> + Send + 'static,
) -> SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            Server::new(realm, options).http_until(listener, stop).await.unwrap();
        });
    });
    address
}

pub(crate) fn scenarios() -> Realm {
    Realm::fixed(World::parse("test.toml", SCENARIOS, at(NOW)).unwrap())
}

/// A request to be signed, every part open to tampering.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) method: &'static str,
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) region: &'static str,
    pub(crate) service: &'static str,
    pub(crate) keys: Keys,
    pub(crate) at: u64,
}

impl Call {
    pub(crate) fn v1(action: &str, members: &[(&str, &str)]) -> Self {
        let mut body = format!("Action={action}&Version=2010-12-01");
        for (name, value) in members {
            body.extend(["&", name, "="]);
            body.extend(utf8_percent_encode(value, NON_ALPHANUMERIC));
        }
        Self::new("/", "application/x-www-form-urlencoded; charset=utf-8", body.into_bytes())
    }

    /// Signed for STS; the key stays the delegate's.
    pub(crate) fn sts(action: &str, members: &[(&str, &str)]) -> Self {
        let mut call = Self::v1(action, members);
        let body = String::from_utf8(call.body).unwrap();
        call.body = body.replace("Version=2010-12-01", "Version=2011-06-15").into_bytes();
        call.service = "sts";
        call
    }

    pub(crate) fn v1_raw(members: &[(&str, &str)], message: impl AsRef<[u8]>) -> Self {
        let data = STANDARD.encode(message);
        let members: Vec<_> =
            members.iter().copied().chain([("RawMessage.Data", data.as_str())]).collect();
        Self::v1("SendRawEmail", &members)
    }

    pub(crate) fn v2(body: &Value) -> Self {
        Self::new("/v2/email/outbound-emails", "application/json", body.to_string().into_bytes())
    }

    pub(crate) fn v2_raw(mut members: Value, message: impl AsRef<[u8]>) -> Self {
        members["Content"] = serde_json::json!({ "Raw": { "Data": STANDARD.encode(message) } });
        Self::v2(&members)
    }

    pub(crate) fn new(target: &str, content_type: &str, body: Vec<u8>) -> Self {
        Self {
            method: "POST",
            target: target.to_owned(),
            headers: vec![("content-type".to_owned(), content_type.to_owned())],
            body,
            region: "us-east-1",
            service: "ses",
            keys: DELEGATE,
            at: NOW,
        }
    }

    pub(crate) fn by(mut self, keys: Keys) -> Self {
        self.keys = keys;
        self
    }

    pub(crate) fn region(mut self, region: &'static str) -> Self {
        self.region = region;
        self
    }

    /// The call with `Authorization` and the `x-amz-*` headers.
    pub(crate) fn signed(mut self, address: SocketAddr) -> Self {
        let token = self.keys.token.map(str::to_owned);
        let identity = Credentials::new(self.keys.id, self.keys.secret, token, None, "test").into();
        let params = v4::SigningParams::builder()
            .identity(&identity)
            .region(self.region)
            .name(self.service)
            .time(at(self.at))
            .settings(SigningSettings::default())
            .build()
            .unwrap()
            .into();
        self.headers.push(("host".to_owned(), address.to_string()));
        let request = SignableRequest::new(
            self.method,
            format!("http://{address}{}", self.target),
            self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())),
            SignableBody::Bytes(&self.body),
        )
        .unwrap();
        let (instructions, _) = sign(request, &params).unwrap().into_parts();
        for (name, value) in instructions.headers() {
            self.headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    pub(crate) fn send(self, address: SocketAddr) -> Answer {
        self.signed(address).send_as_is(address)
    }

    /// Request line and headers, up to the body; `extra` headers first.
    pub(crate) fn head(&self, extra: &str) -> String {
        let mut head = format!("{} {} HTTP/1.1\r\n{extra}", self.method, self.target);
        let length = self.body.len().to_string();
        let own = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        for (name, value) in own.chain([("content-length", length.as_str())]) {
            head.extend([name, ": ", value, "\r\n"]);
        }
        head + "\r\n"
    }

    pub(crate) fn send_as_is(self, address: SocketAddr) -> Answer {
        let mut extra = "connection: close\r\n".to_owned();
        if !self.headers.iter().any(|(name, _)| name == "host") {
            extra.extend(["host: ", &address.to_string(), "\r\n"]);
        }
        let request = self.head(&extra);
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        // A server that refuses a body may close before reading all of it.
        let _ = stream.write_all(&self.body);
        Answer::read(stream)
    }
}

/// An unsigned request, as the inbox wants it.
pub(crate) fn plain(
    address: SocketAddr,
    method: &'static str,
    target: &str,
    headers: &[(&str, &str)],
) -> Answer {
    let mut call = Call::new(target, "", Vec::new());
    call.method = method;
    call.headers =
        headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    call.send_as_is(address)
}

pub(crate) fn get_json(address: SocketAddr, target: &str) -> Value {
    let answer = plain(address, "GET", target, &[]);
    assert_eq!(answer.status, 200, "{target}");
    serde_json::from_slice(&answer.body).unwrap()
}

/// The delivered bytes of the message an answer names.
pub(crate) fn delivered(address: SocketAddr, answer: &Answer) -> String {
    let raw = plain(address, "GET", &format!("/messages/{}/raw", answer.message_id()), &[]);
    assert_eq!(raw.status, 200);
    String::from_utf8(raw.body).unwrap()
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn read(mut stream: TcpStream) -> Self {
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("an answer");
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers = lines
            .map(|line| line.split_once(':').unwrap())
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        Self { status, headers, body: bytes[end + 4..].to_vec() }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    fn is_xml(&self) -> bool {
        self.header("content-type") == Some("text/xml")
    }

    /// The text of an XML element, unescaped as far as SES's texts need it.
    pub(crate) fn element(&self, name: &str) -> Option<String> {
        let text = self.text();
        let rest = &text[text.find(&format!("<{name}>"))? + name.len() + 2..];
        Some(
            rest[..rest.find("</")?]
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&"),
        )
    }

    pub(crate) fn message_id(&self) -> String {
        assert_eq!(self.status, 200, "{}", self.text());
        if self.is_xml() {
            return self.element("MessageId").unwrap();
        }
        let json: Value = serde_json::from_slice(&self.body).unwrap();
        json["MessageId"].as_str().unwrap().to_owned()
    }

    /// The code, in whichever dialect; `OK` for success.
    pub(crate) fn code(&self) -> String {
        match self.status {
            200 => "OK".to_owned(),
            _ if self.is_xml() => self.element("Code").unwrap(),
            _ => self.header("x-amzn-errortype").unwrap_or_default().to_owned(),
        }
    }

    pub(crate) fn message(&self) -> String {
        if self.is_xml() {
            return self.element("Message").unwrap_or_default();
        }
        let json: Value = serde_json::from_slice(&self.body).unwrap();
        let message = json.get("message").or_else(|| json.get("Message")).unwrap();
        message.as_str().unwrap_or("null").to_owned()
    }

    /// Asserts status, code, and a part of the message.
    pub(crate) fn expect(&self, case: &str, status: u16, code: &str, part: &str) {
        assert_eq!((self.status, self.code().as_str()), (status, code), "{case}: {}", self.text());
        if status != 200 {
            assert!(
                self.message().contains(part),
                "{case}: expected '{part}', but found '{}'",
                self.message()
            );
        }
    }
}
