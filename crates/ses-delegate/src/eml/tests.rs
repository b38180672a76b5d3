use std::fs;

use proptest::prelude::*;

use super::*;
use crate::arn::IdentityArn;
use crate::delegation::Delegation;
use crate::settings::Settings;

const ARN: &str = "arn:aws:ses:us-east-1:123456789012:identity/example.com";

fn delegation() -> Delegation {
    Delegation::new(ARN.parse::<IdentityArn>().unwrap()).unwrap()
}

fn adopted(bytes: &[u8]) -> Vec<u8> {
    let (delegation, settings) = (delegation(), Settings::default());
    let ses = SesHeaders::all(Some(&delegation), &settings).unwrap();
    adopt(bytes, &ses).to_bytes().into_owned()
}

/// `{2}` stands for ours without the return path's, whose address is not known
/// or not of the identity; `{3}` for all; `n` behind it for LF.
fn with_ours(text: &str) -> String {
    let ours = |count: usize, end: &str| -> String {
        let names = ["X-SES-SOURCE-ARN", "X-SES-FROM-ARN", "X-SES-RETURN-PATH-ARN"];
        names[..count].iter().flat_map(|name| [*name, ": ", ARN, end]).collect()
    };
    text.replace("{2}", &ours(2, "\r\n"))
        .replace("{3}", &ours(3, "\r\n"))
        .replace("{2n}", &ours(2, "\n"))
        .replace("{3n}", &ours(3, "\n"))
}

/// A message, what it becomes, and the lines of what is removed.
const CASES: [(&str, &str, &str, &[usize]); 52] = [
    ("nothing to remove", "From: a@example.com\r\n\r\nb", "{3}From: a@example.com\r\n\r\nb", &[]),
    ("LF", "From: a@example.com\n\nb\n", "{3n}From: a@example.com\n\nb\n", &[]),
    (
        "CRLF, then LF",
        "From: a@example.com\r\nA: b\n\nc",
        "{3}From: a@example.com\r\nA: b\n\nc",
        &[],
    ),
    (
        "LF, then CRLF",
        "A: b\nFrom: a@example.com\r\n\r\nc",
        "{3n}A: b\nFrom: a@example.com\r\n\r\nc",
        &[],
    ),
    ("CR alone", "A: b\rC: d\r\re", "{2}A: b\rC: d\r\re", &[]),
    ("CR CR LF", "A: b\r\r\nC: d\r\r\n\r\r\ne", "{2}A: b\r\r\nC: d\r\r\n\r\r\ne", &[]),
    ("nothing at all", "", "{2}", &[]),
    ("empty line only", "\r\n", "{2}\r\n", &[]),
    ("empty line only, LF", "\n", "{2n}\n", &[]),
    ("no header block", "\r\nbody\r\n", "{2}\r\nbody\r\n", &[]),
    ("headers only", "A: b\r\n", "{2}A: b\r\n", &[]),
    ("headers only, no last line end", "A: b", "{2}A: b", &[]),
    ("text without headers", "Dear Bob,\nhello\n", "{2n}Dear Bob,\nhello\n", &[]),
    ("at the top", "X-SES-SOURCE-ARN: x\r\nA: b\r\n\r\n", "{2}A: b\r\n\r\n", &[1]),
    ("in the middle", "A: b\nX-SES-FROM-ARN: x\nC: d\n\n", "{2n}A: b\nC: d\n\n", &[2]),
    ("at the end", "A: b\nX-SES-RETURN-PATH-ARN: x\n\nc", "{2n}A: b\n\nc", &[2]),
    ("at the end of the file", "A: b\r\nX-SES-FROM-ARN: x", "{2}A: b\r\n", &[2]),
    ("nothing else", "X-SES-FROM-ARN: x", "{2}", &[1]),
    (
        "all three",
        "X-SES-SOURCE-ARN: x\nX-SES-FROM-ARN: y\nX-SES-RETURN-PATH-ARN: z\n\n",
        "{2n}\n",
        &[1, 2, 3],
    ),
    ("lower case", "x-ses-source-arn: x\nA: b\n\n", "{2n}A: b\n\n", &[1]),
    ("mixed case", "X-Ses-From-Arn: x\nA: b\n\n", "{2n}A: b\n\n", &[1]),
    ("folded", "X-SES-SOURCE-ARN:\r\n x\r\nA: b\r\n\r\n", "{2}A: b\r\n\r\n", &[1]),
    (
        "folded by tab",
        "A: b\r\nX-SES-SOURCE-ARN: x\r\n\ty\r\n z\r\nC: d\r\n\r\n",
        "{2}A: b\r\nC: d\r\n\r\n",
        &[2],
    ),
    ("folded, blank continuation", "X-SES-SOURCE-ARN: x\n \nA: b\n\n", "{2n}A: b\n\n", &[1]),
    ("folded at the end of the file", "A: b\nX-SES-SOURCE-ARN:\n x", "{2n}A: b\n", &[2]),
    ("repeated", "X-SES-FROM-ARN: x\nA: b\nx-ses-from-arn: y\n\n", "{2n}A: b\n\n", &[1, 3]),
    ("space before the colon", "X-SES-FROM-ARN : x\nA: b\n\n", "{2n}A: b\n\n", &[1]),
    ("tab before the colon", "X-SES-FROM-ARN\t:x\nA: b\n\n", "{2n}A: b\n\n", &[1]),
    ("no value", "X-SES-FROM-ARN:\nA: b\n\n", "{2n}A: b\n\n", &[1]),
    ("no blank behind the colon", "X-SES-FROM-ARN:x\nA: b\n\n", "{2n}A: b\n\n", &[1]),
    ("in the body", "A: b\n\nX-SES-SOURCE-ARN: x\n", "{2n}A: b\n\nX-SES-SOURCE-ARN: x\n", &[]),
    (
        "AWS's sample",
        "X-SES-SOURCE-ARN: x\n\nFrom: a@example.com\n",
        "{2n}\nFrom: a@example.com\n",
        &[1],
    ),
    (
        "a continuation of another header",
        "A: b\n X-SES-FROM-ARN: x\n\n",
        "{2n}A: b\n X-SES-FROM-ARN: x\n\n",
        &[],
    ),
    ("a name that only begins so", "X-SES-FROM-ARN-2: x\n\n", "{2n}X-SES-FROM-ARN-2: x\n\n", &[]),
    ("a name that only ends so", "X-X-SES-FROM-ARN: x\n\n", "{2n}X-X-SES-FROM-ARN: x\n\n", &[]),
    ("no colon", "X-SES-FROM-ARN x\n\n", "{2n}X-SES-FROM-ARN x\n\n", &[]),
    ("behind a line that is no header", "junk\nX-SES-FROM-ARN: x\n\n", "{2n}junk\n\n", &[2]),
    ("behind CR alone", "A: b\rX-SES-FROM-ARN: x\r\nC: d\r\n\r\n", "{2}A: b\rC: d\r\n\r\n", &[2]),
    (
        "between CR and the empty line",
        "A: b\rX-SES-FROM-ARN: x\n\nbody",
        "{2n}A: b\r\n\nbody",
        &[2],
    ),
    ("between CR and CRLF", "A: b\rX-SES-FROM-ARN: x\r\n\r\nbody", "{2}A: b\r\n\r\nbody", &[2]),
    (
        "other X-SES headers",
        "X-SES-CONFIGURATION-SET: x\nX-SES-TENANT: y\n\n",
        "{2n}X-SES-CONFIGURATION-SET: x\nX-SES-TENANT: y\n\n",
        &[],
    ),
    (
        "mbox",
        "From a@b Tue Nov 25 10:00:00 2026\nA: b\n\n",
        "From a@b Tue Nov 25 10:00:00 2026\n{2n}A: b\n\n",
        &[],
    ),
    (
        "mbox, then ours",
        "From a@b Tue\nX-SES-FROM-ARN: x\nA: b\n\n",
        "From a@b Tue\n{2n}A: b\n\n",
        &[2],
    ),
    ("mbox line only", "From a@b Tue", "From a@b Tue\r\n{2}", &[]),
    ("mbox line that is a header", "From : a@example.com\n\n", "{3n}From : a@example.com\n\n", &[]),
    ("byte order mark", "\u{feff}A: b\n\n", "{2n}\u{feff}A: b\n\n", &[]),
    (
        "byte order mark, then ours",
        "\u{feff}X-SES-FROM-ARN: x\nA: b\n\n",
        "{2n}\u{feff}A: b\n\n",
        &[1],
    ),
    ("continuation first", " a\n b\nC: d\n\n", " a\n b\n{2n}C: d\n\n", &[]),
    ("continuations only", " a\n\tb", " a\n\tb\n{2n}", &[]),
    ("NUL", "A: \0\r\nX-SES-FROM-ARN: \0\r\n\r\n\0", "{2}A: \0\r\n\r\n\0", &[2]),
    ("beyond ASCII", "A: é\r\nX-SES-FROM-ARN: é\r\n\r\né", "{2}A: é\r\n\r\né", &[2]),
    (
        "Return-Path elsewhere",
        "From: a@example.com\nReturn-Path: <b@example.net>\n\n",
        "{2n}From: a@example.com\nReturn-Path: <b@example.net>\n\n",
        &[],
    ),
];

#[test]
fn cases() {
    for (name, before, after, lines) in CASES {
        let once = adopted(before.as_bytes());
        assert_eq!(String::from_utf8(once.clone()).unwrap(), with_ours(after), "{name}");
        assert_eq!(adopted(&once), once, "{name}: twice");
        let bare = adopt(before.as_bytes(), &SesHeaders::none());
        let found: Vec<_> = bare.removed().map(|header| header.line).collect();
        assert_eq!(found, lines, "{name}");
    }
}

#[test]
fn what_is_removed_is_told() {
    let message = "X-SES-Source-Arn : a\r\n b\r\nFrom: x@example.com\r\nx-ses-source-arn: c\r\n\
                   X-SES-MESSAGE-TAGS: t=1\r\n\r\n\r\nX-SES-FROM-ARN: d\r\n";
    let adopted = adopt(message.as_bytes(), &SesHeaders::none());
    let told: Vec<_> = adopted
        .ses_headers()
        .iter()
        .map(|h| {
            (
                h.name.as_str(),
                h.value.as_str(),
                h.line,
                h.index,
                h.is_effective,
                h.is_folded,
                h.fate,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("X-SES-Source-Arn", "a b", 1, Some(0), true, true, SesFate::Removed),
            ("x-ses-source-arn", "c", 4, Some(2), false, false, SesFate::Removed),
            ("X-SES-MESSAGE-TAGS", "t=1", 5, Some(3), true, false, SesFate::Kept),
            ("X-SES-FROM-ARN", "d", 8, None, false, false, SesFate::InBody),
        ]
    );
    for header in adopted.ses_headers() {
        assert!(message[header.range.clone()].starts_with(&header.name));
    }
    let carried = adopted.carried().unwrap();
    assert_eq!((carried.source_arn.as_str(), carried.from_arn.as_str()), ("a b", ""));
    let body = &message[adopted.eml().body_start()..];
    assert!(body.starts_with("\r\nX-SES-FROM-ARN"), "{body:?}");
    // The same message, nothing removed: the file itself.
    let untouched = adopt(b"A: b\n\n", &SesHeaders::none());
    assert!(matches!(untouched.to_bytes(), std::borrow::Cow::Borrowed(_)));
    assert_eq!(untouched.carried(), None);
}

#[test]
fn ours_replace_theirs_of_the_same_name() {
    let settings =
        Settings { configuration_set: Some("ours".parse().unwrap()), ..Settings::default() };
    let ses = SesHeaders::all(None, &settings).unwrap();
    let message = b"x-ses-configuration-set: theirs\nX-SES-TENANT: t\n\n";
    let once = adopt(message, &ses).to_bytes().into_owned();
    assert_eq!(once, b"X-SES-CONFIGURATION-SET: ours\nX-SES-TENANT: t\n\n");
    assert_eq!(adopt(&once, &ses).to_bytes(), once);
}

#[test]
fn signatures_that_cover_x_ses_headers_are_told() {
    let message = "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=k;\r\n\
                   \th=From:To:x-ses-\r\n source-arn : X-SES-Tenant; b=ab=\r\n\
                   DKIM-Signature: v=1; d=example.org; h=from:subject; b=x\r\n\
                   dkim-signature: no tags\r\n\r\n";
    let adopted = adopt(message.as_bytes(), &SesHeaders::none());
    let all = adopted.eml().signatures();
    assert_eq!(all.len(), 2);
    assert_eq!((all[1].domain.as_str(), all[1].line), ("example.org", 4));
    let broken = adopted.broken_signatures();
    assert_eq!(broken.len(), 1);
    assert_eq!((broken[0].domain.as_str(), broken[0].index), ("example.com", 0));
    // Within a name a fold is none that a signer writes: told as it reads.
    let names: Vec<_> = broken[0].covered_ses_headers().collect();
    assert_eq!(names, ["x-ses- source-arn", "X-SES-Tenant"]);
}

#[test]
fn strays_are_told() {
    let eml = Eml::read("\u{feff} x\nA: b\n: c\nno header\n an\u{e9}: d\n\nE: f\n".as_bytes());
    let told: Vec<_> = eml.strays().iter().map(|stray| (stray.kind, stray.line)).collect();
    assert_eq!(
        told,
        [
            (StrayKind::ByteOrderMark, 1),
            (StrayKind::NotAHeader, 1),
            (StrayKind::NoName, 3),
            (StrayKind::NotAHeader, 4),
        ]
    );
    assert_eq!(eml.headers().len(), 1);
    assert_eq!(Eml::read(b"From x\n\ty\n z\nA: b").strays().len(), 1);
}

#[test]
fn headers_and_parts_are_listed() {
    let message = "Subject: =?utf-8?B?R3LDvMOfZQ==?=\r\n =?utf-8?Q?_an_alle?=\r\n\
                   From: =?utf-8?Q?=C3=84nnchen?= <ann@example.com>\r\n\
                   To: Friends: bob@example.org, \"Eve, E.\" <eve@example.org>;\r\n\
                   Content-Type: multipart/mixed; boundary=b\r\n\r\n\
                   --b\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\
                   Content-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=DFe\r\n\
                   --b\r\nContent-Type: image/png; name=a.png\r\nContent-ID: <c@d>\r\n\
                   Content-Disposition: inline; filename*=utf-8''%C3%A4.png\r\n\
                   Content-Transfer-Encoding: base64\r\n\r\nAAECAw==\r\n--b--\r\n";
    let eml = Eml::read(message.as_bytes());
    let decoded: Vec<_> = eml.headers().iter().map(EmlHeader::decoded).collect();
    assert_eq!(decoded[0], "Grüße an alle");
    assert_eq!(eml.headers()[1].mailboxes()[0].name, "Ännchen");
    let to: Vec<_> = eml.headers()[2].mailboxes().into_iter().map(|m| m.address).collect();
    assert_eq!(to, ["bob@example.org", "eve@example.org"]);
    assert_eq!(eml.headers()[3].line(), 5);
    assert!(message[eml.headers()[3].range()].starts_with("Content-Type: multipart"));
    let content = eml.content();
    let parts: Vec<_> = content
        .parts
        .iter()
        .map(|p| (p.path.as_str(), p.role, p.content_type.as_str(), p.encoded_size, p.size))
        .collect();
    assert_eq!(parts[0].0, "1");
    assert_eq!(
        parts[1..],
        [("1.1", PartRole::Body, "text/plain", 9, 5), ("1.2", PartRole::File, "image/png", 8, 4),]
    );
    let [_, text, file] = &content.parts[..] else { panic!("{content:?}") };
    assert_eq!(
        (text.charset.as_str(), text.transfer_encoding.as_str()),
        ("iso-8859-1", "quoted-printable")
    );
    assert_eq!((file.file_name.as_str(), file.content_id.as_str()), ("ä.png", "c@d"));
    assert_eq!(file.disposition, "inline");
    assert_eq!(&message[file.range.clone()], "AAECAw==");
    assert_eq!(content.text, Some((1, "Grüße".to_owned())));
}

#[test]
fn what_is_nested_without_end_is_listed_to_some_depth() {
    let count = |text: &str| Eml::read(text.as_bytes()).content().parts.len();
    // Far beyond what a stack holds.
    assert_eq!(count(&"Content-Type: message/rfc822\n\n".repeat(100_000)), 51);
    let nested = |at: usize| format!("Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n");
    assert_eq!(count(&(0..2_000).map(nested).collect::<String>()), 51);
    // One after the other, they are not nested.
    let beside = "Content-Type: multipart/mixed; boundary=b\n\n--b\n";
    assert_eq!(count(&beside.repeat(1_000)), 1_001);
}

#[test]
fn delimiters_are_lines_of_their_own() {
    let ranges = |body: &str| -> Vec<String> {
        let text = format!("Content-Type: multipart/mixed; boundary=\"b\"\n\n{body}");
        let parts = Eml::read(text.as_bytes()).content().parts;
        let damaged = if parts[0].is_damaged { "damaged" } else { "whole" };
        let bodies = parts[1..].iter().map(|part| text[part.range.clone()].to_owned());
        [damaged.to_owned()].into_iter().chain(bodies).collect()
    };
    assert_eq!(ranges("--b\n\none\n--b\n\ntwo\n--b--\n"), ["whole", "one", "two"]);
    assert_eq!(
        ranges("preamble\r\n--b \r\n\r\none\r\n\r\n--b--  \r\n--b\r\n"),
        ["whole", "one\r\n"]
    );
    assert_eq!(
        ranges("--b\n\n--bc\n --b\nx--b\n--b---\n--b--"),
        ["whole", "--bc\n --b\nx--b\n--b---"]
    );
    assert_eq!(ranges("--b\n\none"), ["damaged", "one"]);
    assert_eq!(ranges("--b\n--b--"), ["whole"]);
    assert_eq!(ranges("--b\n--b\n\none\n--b\n\n--b--"), ["whole", "one", ""]);
    assert_eq!(ranges("none"), ["damaged"]);
}

/// Another scanner: lines end with LF, and only names decide.
fn without_arns(bytes: &[u8]) -> Vec<u8> {
    let (mut kept, mut in_body, mut drops) = (Vec::new(), false, false);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        in_body |=
            line.trim_ascii_end().is_empty() && !line.starts_with(b" ") && !line.starts_with(b"\t");
        if !(in_body || line.starts_with(b" ") || line.starts_with(b"\t")) {
            let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
            let name = String::from_utf8_lossy(name).trim().to_uppercase();
            drops = line.contains(&b':')
                && ["X-SES-SOURCE-ARN", "X-SES-FROM-ARN", "X-SES-RETURN-PATH-ARN"]
                    .contains(&name.as_str());
        }
        if in_body || !drops {
            kept.extend_from_slice(line);
        }
    }
    kept
}

/// What holds for any bytes.
fn holds(bytes: &[u8]) {
    let (delegation, settings) = (delegation(), Settings::default());
    for ses in [SesHeaders::none(), SesHeaders::all(Some(&delegation), &settings).unwrap()] {
        let once = adopt(bytes, &ses);
        let text = once.to_bytes();
        assert_eq!(text.len(), once.len());
        let again = adopt(&text, &ses);
        assert_eq!(again.to_bytes(), text, "twice is once: {:?}", bytes.escape_ascii().to_string());
        let named = |name: &str| again.eml().named(name).count();
        let ours = usize::from(!once.inserted().is_empty());
        assert_eq!((named("X-SES-SOURCE-ARN"), named("X-SES-FROM-ARN")), (ours, ours));
        // Every other header is where it was, and says what it said.
        let others = |eml: &Eml<'_>| -> Vec<(String, Vec<u8>)> {
            let headers = eml.headers().iter().filter(|h| !ses::DELEGATION.iter().any(|n| h.is(n)));
            headers.map(|h| (h.name().to_owned(), h.unfolded().into_owned())).collect()
        };
        assert_eq!(others(once.eml()), others(again.eml()));
        let body = |eml: &Eml<'_>| eml.bytes()[eml.body_start()..].to_vec();
        assert_eq!(body(once.eml()), body(again.eml()));
    }
    let eml = Eml::read(bytes);
    for header in eml.headers() {
        let _ = (header.decoded(), header.mailboxes(), header.value());
        assert!(bytes[header.range()].starts_with(header.name().as_bytes()));
    }
    for part in eml.content().parts {
        assert!(bytes.get(part.range.clone()).is_some(), "{:?}", part.path);
    }
    let _ = (eml.lines(), eml.signatures(), eml.ses_headers(), eml.bounces_to());
}

#[test]
fn real_messages() {
    let Some(folder) = crate::shared::find("eml") else { return };
    let manifest = crate::shared::json(&folder.join("manifest.json"));
    let files = manifest["files"].as_array().unwrap();
    assert!(files.len() >= 492, "{}", files.len());
    let (mut headers, mut parts, mut odd) = (0, 0, 0);
    let mut end_of_last = Vec::new();
    for file in files {
        let name = file["file"].as_str().unwrap();
        let bytes = fs::read(folder.join(name)).unwrap();
        holds(&bytes);
        // The other scanner knows no CR that ends a line.
        let block = &bytes[..Eml::read(&bytes).body_start()];
        let is_plain = !block.windows(2).any(|pair| pair[0] == b'\r' && pair[1] != b'\n');
        if is_plain {
            let bare = adopt(&bytes, &SesHeaders::none());
            assert_eq!(bare.to_bytes(), without_arns(&bytes), "{name}");
            let ours = adopted(&bytes);
            let inserted: Vec<_> =
                ours.windows(17).filter(|w| *w == b"X-SES-SOURCE-ARN:").collect();
            assert_eq!(inserted.len(), 1, "{name}");
            assert_eq!(without_arns(&ours), without_arns(&bytes), "{name}");
        } else {
            odd += 1;
        }
        // Cut off, and grown into another.
        let (start, end) = bytes.split_at(bytes.len() / 2);
        holds(start);
        holds(&[start, &end_of_last].concat());
        end_of_last = end.to_vec();
        let eml = Eml::read(&bytes);
        headers += eml.headers().len();
        parts += eml.content().parts.len();
    }
    assert!(
        headers > 3000 && parts > 800 && odd < 20,
        "{headers} headers, {parts} parts, {odd} odd"
    );
}

fn piece() -> impl Strategy<Value = String> {
    let names = [
        "X-SES-SOURCE-ARN",
        "x-ses-from-arn",
        "X-SES-RETURN-PATH-ARN ",
        "X-SES-TENANT",
        "From",
        "To",
        "Subject",
        "",
        "From x",
        "\u{feff}A",
        "é",
        "DKIM-Signature",
        "Content-Type",
    ];
    let values = [
        " x",
        "",
        ARN,
        " a@example.com",
        " =?utf-8?Q?=C3?=",
        " v=1; h=x-ses-tenant",
        " multipart/mixed; boundary=b",
        " message/rfc822",
        "\r\n x",
        "\n\t",
        " \0",
        "--b",
    ];
    let ends = ["\r\n", "\n", "\r", "\r\r\n", "\n\n", "\r\n\r\n", ""];
    let colons = [":", " :", ""];
    (0..names.len(), 0..colons.len(), 0..values.len(), 0..ends.len())
        .prop_map(move |(n, c, v, e)| [names[n], colons[c], values[v], ends[e]].concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        holds(&bytes);
    }

    #[test]
    fn any_header_block(pieces in prop::collection::vec(piece(), 0..8)) {
        holds(pieces.concat().as_bytes());
    }

    #[test]
    fn the_other_scanner_agrees(pieces in prop::collection::vec(piece(), 0..8)) {
        let text = pieces.concat().replace("\r\r\n", "\r\n").replace('\u{feff}', "");
        let text = text.replace("\r\n", "\n").replace('\r', "").replace('\n', "\r\n");
        let bare = adopt(text.as_bytes(), &SesHeaders::none());
        prop_assert_eq!(bare.to_bytes().into_owned(), without_arns(text.as_bytes()));
    }
}
