use std::io::{self, Read};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode;
use serde_json::Value;
use ses_delegate::{BodyPlan, Draft, File, Prepared, Route, Segment, Stamp, UnixTime, prepare};

/// The plan of a body against the naive construction: the whole message first,
/// encoded by the base64 crate then.
///
/// The first bytes pick the route, the number of files and the sizes in which
/// they are read; the rest is shared out to subject, text and files.
pub fn body_plan(data: &[u8]) {
    let [route, count, subject, text, chunk, other, rest @ ..] = data else { return };
    let routes = [
        Route::V1SendRawEmail,
        Route::V1SendRawEmailHeaders,
        Route::V2SendEmailRaw,
        Route::V2SendEmailSimple,
    ];
    let route = routes[usize::from(*route) % routes.len()];
    let (subject, rest) = rest.split_at(usize::from(*subject % 64).min(rest.len()));
    let (text, rest) = rest.split_at(usize::from(*text).min(rest.len()));
    let count = usize::from(*count % 5);
    let size = rest.len() / count.max(1);
    let files: Vec<&[u8]> = (0..count).map(|n| &rest[n * size..(n + 1) * size]).collect();
    let Some(prepared) = with_files(route, subject, text, &files) else { return };

    let sizes = [usize::from(*chunk) + 1, usize::from(*other) * 57 + 1, 57];
    let body = filled(&prepared.request.body, &files, &sizes);
    assert_eq!(prepared.body().as_ref(), Ok(&body));
    if let Some(mime) = &prepared.mime {
        let message = filled(mime.plan(), &files, &sizes);
        assert_eq!(prepared.message(), Ok(Some(message.clone())));
        assert_eq!(message, naive(mime.plan(), &files));
        assert_eq!(sent_message(&body, route), message);
    } else {
        let json: Value = serde_json::from_slice(&body).expect("JSON");
        for (at, bytes) in files.iter().enumerate() {
            let sent = &json["Content"]["Simple"]["Attachments"][at]["RawContent"];
            assert_eq!(*sent, STANDARD.encode(bytes));
        }
    }
}

fn with_files(route: Route, subject: &[u8], text: &[u8], files: &[&[u8]]) -> Option<Prepared> {
    let file = |(n, bytes): (usize, &&[u8])| File {
        filename: format!("{n}"),
        cid: if n % 2 == 1 { format!("c{n}") } else { String::new() },
        content: bytes.to_vec().into(),
        ..File::default()
    };
    let draft = Draft {
        region: "us-east-1".into(),
        from: "ann@example.com".into(),
        to: vec!["bob@example.org".into()],
        subject: String::from_utf8_lossy(subject).into_owned(),
        text: String::from_utf8_lossy(text).into_owned(),
        html: "<p>".into(),
        attachments: files.iter().enumerate().map(file).collect(),
        route: Some(route),
        ..Draft::default()
    };
    let stamp = Stamp { at: UnixTime::from_seconds(0).expect("1970"), nonce: [7; 16] };
    match prepare(&draft, &stamp) {
        Ok(prepared) => Some(prepared),
        Err(errors) => {
            assert!(errors.iter().all(|error| error.field() == "subject"), "{errors:?}");
            None
        }
    }
}

/// The body in every way in which it can be had, which are all the same.
fn filled(plan: &BodyPlan, files: &[&[u8]], sizes: &[usize]) -> Vec<u8> {
    let body = plan.to_vec(|at| files[at]).expect("files of their own size");
    assert_eq!(plan.len(), body.len() as u64);
    assert_eq!(plan.is_empty(), body.is_empty());
    let mut streamed = Vec::new();
    let open = |at: usize| Ok(Pieces { bytes: files[at], sizes: sizes.iter().cycle() });
    plan.write_to(&mut streamed, open).expect("nothing to fail");
    assert_eq!(streamed, body);
    let mut by_hand = Vec::new();
    for segment in plan.segments() {
        match segment {
            Segment::Bytes(bytes) => by_hand.extend_from_slice(bytes),
            Segment::File(file) => {
                let before = by_hand.len() as u64;
                let mut encoder = file.encoder();
                for chunk in files[file.file()].chunks(sizes[0]) {
                    encoder.push(chunk, &mut by_hand);
                }
                encoder.finish(&mut by_hand).expect("a file of its own size");
                assert_eq!(file.encoded_len(), by_hand.len() as u64 - before);
            }
        }
    }
    assert_eq!(by_hand, body);
    body
}

/// The message of `plan`, its files as lines of base64 (RFC 2045 section 6.8).
fn naive(plan: &BodyPlan, files: &[&[u8]]) -> Vec<u8> {
    let mut message = Vec::new();
    for segment in plan.segments() {
        match segment {
            Segment::Bytes(bytes) => message.extend_from_slice(bytes),
            Segment::File(file) => {
                for line in STANDARD.encode(files[file.file()]).as_bytes().chunks(76) {
                    message.extend_from_slice(line);
                    message.extend_from_slice(b"\r\n");
                }
            }
        }
    }
    message
}

/// The message that a request carries.
fn sent_message(body: &[u8], route: Route) -> Vec<u8> {
    let base64 = if route == Route::V2SendEmailRaw {
        let json: Value = serde_json::from_slice(body).expect("JSON");
        json["Content"]["Raw"]["Data"].as_str().expect("text").as_bytes().to_vec()
    } else {
        let value =
            body.split(|b| *b == b'&').find_map(|pair| pair.strip_prefix(b"RawMessage.Data="));
        percent_decode(value.expect("the message")).collect()
    };
    STANDARD.decode(base64).expect("base64")
}

/// A file that gives its bytes in pieces of the sizes asked for, in turn.
struct Pieces<'a> {
    bytes: &'a [u8],
    sizes: std::iter::Cycle<std::slice::Iter<'a, usize>>,
}

impl Read for Pieces<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let size = self.sizes.next().copied().unwrap_or(1).min(self.bytes.len()).min(to.len());
        to[..size].copy_from_slice(&self.bytes[..size]);
        self.bytes = &self.bytes[size..];
        Ok(size)
    }
}
