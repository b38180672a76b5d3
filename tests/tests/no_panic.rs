//! No text makes a parser panic: every public `FromStr`, and the readers that
//! no fuzz target has. The others are `fuzz::TARGETS`, run by `fuzz_replay.rs`.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::fs;
use std::path::Path;
use std::str::FromStr;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use ses_delegate::grant::{AddressPattern, NamePattern, OrganizationId, SourceRange};
use ses_delegate::sts::{
    ContextAssertion, ContextProviderArn, ExternalId, ManagedPolicyArn, RoleArn, RoleSessionName,
    SerialNumber, SessionPolicy, SourceIdentity, TagKey, TagValue, TokenCode,
};
use ses_delegate::v1::{
    DiagnosticCode, DsnStatus, ExtensionFieldName, ExtensionFieldValue, Mta, OriginalMessageId,
};
use ses_delegate::{
    AccountId, AutoSubmitted, BulkResult, BulkStatus, CalendarMethod, Caller, Charset, ClockSkew,
    ConfigurationSetName, ContactListName, ContentId, Draft, EmailAddress, Endpoint, EndpointId,
    FeedbackId, HeaderName, HeaderText, IdentityArn, IdentityName, Importance, Known,
    KnownTemplate, ListId, Mailbox, MediaType, MessageId, Partition, PolicyDocument, PolicyName,
    Region, Response, TagText, TemplateArn, TemplateData, TemplateName, TemplateParts, TenantName,
    TopicName, Unanswered, preflight, server_time, smtp_data, v2,
};
use ses_delegate_tests::fuzz::TARGETS;

/// One parser, without its type.
type Parse = fn(&str) -> Option<String>;

/// Both what is read and what is refused can be shown.
fn parsed<T: FromStr<Err: Debug> + Debug>(text: &str) -> Option<String> {
    shown(&text.parse::<T>())
}

macro_rules! table {
    ($($name:ident: $seed:expr,)*) => { [$((stringify!($name), parsed::<$name>, $seed)),*] };
}

/// Every public type that is read from text, with a text that it takes.
const PARSERS: [(&str, Parse, &str); 52] = table! {
    AccountId: "123456789012",
    AddressPattern: "news+*@example.com",
    AutoSubmitted: "auto-generated",
    BulkStatus: "MESSAGE_REJECTED",
    CalendarMethod: "REQUEST",
    Caller: "arn:aws:sts::111122223333:assumed-role/mailer/s1",
    Charset: "UTF-8",
    ConfigurationSetName: "news",
    ContactListName: "readers",
    ContentId: "<logo@example.com>",
    ContextAssertion: "eyJhbGciOiJSUzI1NiJ9.e30.c2ln",
    ContextProviderArn: "arn:aws:iam::aws:contextProvider/IdentityCenter",
    DiagnosticCode: "smtp; 550 5.1.1 unknown",
    DsnStatus: "5.1.1",
    EmailAddress: "ann+label@example.com",
    EndpointId: "abcdef12.g3h",
    ExtensionFieldName: "X-Reason",
    ExtensionFieldValue: "none",
    ExternalId: "agreed:upon/12",
    FeedbackId: "campaign:customer:news:sender",
    HeaderName: "X-Campaign",
    IdentityArn: "arn:aws:ses:us-east-1:123456789012:identity/example.com",
    IdentityName: "example.com",
    Importance: "high",
    ListId: "News <news.example.com>",
    Mailbox: "\"O'Hara, Ännchen\" <ann@example.com>",
    ManagedPolicyArn: "arn:aws:iam::aws:policy/AmazonSESFullAccess",
    MediaType: "text/plain; charset=\"utf-8\"",
    MessageId: "<6968def0.0001@example.com>",
    Mta: "dns; mx.example.com",
    NamePattern: "Ann ?'Hara*",
    OrganizationId: "o-a1b2c3d4e5",
    OriginalMessageId: "0100019b-1234",
    Partition: "aws-us-gov",
    PolicyDocument: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":["ses:SendEmail"],"Resource":"*"}]}"#,
    PolicyName: "delegates_1",
    Region: "us-east-1",
    RoleArn: "arn:aws:iam::111122223333:role/path/mailer",
    RoleSessionName: "s1@example.com",
    SerialNumber: "arn:aws:iam::111122223333:mfa/ann",
    SessionPolicy: r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ses:*","Resource":"*"}]}"#,
    SourceIdentity: "ann",
    SourceRange: "2001:db8::/32",
    TagKey: "cost centre",
    TagText: "spring_1",
    TagValue: "a/b=c",
    TemplateArn: "arn:aws:ses:us-east-1:123456789012:template/order",
    TemplateData: r#"{"name":"Ann","lines":[{"n":1.5},null,true]}"#,
    TemplateName: "order",
    TenantName: "tenant",
    TokenCode: "123456",
    TopicName: "sports",
};

/// What is no `FromStr`.
const READERS: [(&str, Parse, &str); 12] = [
    (
        "Mailbox::from_header",
        |text| shown(&Mailbox::from_header(text)),
        "=?utf-8?B?w4Ru?= =?utf-8?Q?_x=41?= <ann@example.com>",
    ),
    ("HeaderText::new", |text| shown(&HeaderText::new(text)), "Grüße"),
    ("MessageHeader::new", |text| shown(&v2::MessageHeader::new(text, text)), "X-Campaign"),
    (
        "Endpoint::dangerous_at",
        |text| shown(&Endpoint::dangerous_at(&"us-east-1".parse().unwrap(), text)),
        "http://[::1]:8005",
    ),
    (
        "Endpoint::dangerous_sts_at",
        |text| shown(&Endpoint::dangerous_sts_at(&"us-east-1".parse().unwrap(), text)),
        "https://sts.example.com",
    ),
    (
        "ClockSkew::of_text",
        |text| {
            Some(format!("{:?} {:?}", ClockSkew::of_text(text)?, ClockSkew::server_time_of(text)))
        },
        "Signature expired: 20260115T122956Z is now earlier than 20260115T123456Z (20260115T123956Z - 5 min.)",
    ),
    ("server_time", dated, "Thu, 15 Jan 2026 12:34:56 GMT"),
    ("smtp_data", |text| Some(data(text)), ".\r\n..two\nthree\r"),
    (
        "TemplateParts::read",
        template,
        "Dear {{name}}, {{#each lines}}{{this.n}} {{../x.[a b]}}{{else}}none{{/each}} {{{raw}}}",
    ),
    (
        "Draft as JSON",
        |text| serde_json::from_str::<Draft>(text).ok().map(|draft| checked(&draft)),
        r#"{"delegate":{"sourceArn":"arn:aws:ses:us-east-1:123456789012:identity/example.com"},"from":"ann@example.com","to":["bob@example.org"],"subject":"x","html":"<p>see the attached <img src='cid:a'></p>"}"#,
    ),
    (
        "BulkResult as JSON",
        |text| serde_json::from_str::<BulkResult>(text).ok().map(|result| format!("{result:?}")),
        r#"{"Status":"FAILED","Error":"x"}"#,
    ),
    (
        "Unanswered as JSON",
        |text| serde_json::from_str::<Unanswered>(text).ok().map(|answer| format!("{answer:?}")),
        r#"{"sent":"no","why":"tls"}"#,
    ),
];

fn shown<T: Debug, E: Debug>(read: &Result<T, E>) -> Option<String> {
    let all = format!("{read:?} {read:#?}");
    read.is_ok().then_some(all)
}

fn dated(text: &str) -> Option<String> {
    let headers = [("Date".to_owned(), text.to_owned())];
    let response = Response { status: 403, headers: &headers, body: b"" };
    server_time(&response).map(|time| format!("{time:?}"))
}

/// The lines end in CRLF, and none but the last is a lone dot.
fn data(text: &str) -> String {
    let data = smtp_data(text.as_bytes());
    assert!(data.ends_with(b".\r\n"), "{text:?}");
    let ends = data.windows(5).filter(|end| end == b"\r\n.\r\n").count();
    assert!(ends <= 1, "{text:?}");
    String::from_utf8_lossy(&data).into_owned()
}

/// A template of any text, and what the checks say to it.
fn template(text: &str) -> Option<String> {
    let part = text.to_owned();
    let parts = TemplateParts { subject: part.clone(), text: part.clone(), html: part };
    let known = KnownTemplate::inline(parts.clone(), text);
    let known = Known { template: Some(known), ..Known::default() };
    let _ = preflight(&Draft::default(), &known);
    let read = parts.read();
    if let (Ok(template), Ok(data)) = (&read, DATA.parse()) {
        let _ = (shown(&template.check(&data)), shown(&template.local_preview(&data)));
    }
    shown(&read)
}

/// What the seed of the template wants.
const DATA: &str = r#"{"name":"Ann","lines":[{"n":1},{"n":"<b>"}],"x":{"a b":[]},"raw":"&"}"#;

fn checked(draft: &Draft) -> String {
    format!("{:?} {:?}", draft.read().map(drop), preflight(draft, &Known::default()))
}

fn all() -> impl Iterator<Item = (&'static str, Parse, &'static str)> {
    PARSERS.into_iter().chain(READERS)
}

#[test]
fn every_seed_is_taken() {
    for (name, parse, seed) in all() {
        assert!(parse(seed).is_some(), "{name} refuses {seed:?}");
    }
}

/// A parser that the table does not know is tested by nobody.
#[test]
fn every_from_str_is_in_the_table() {
    let mut written = BTreeSet::new();
    collect(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/ses-delegate/src"),
        &mut written,
    );
    let known: BTreeSet<String> = all()
        .map(|(name, ..)| name.to_owned())
        .filter(|name| name.chars().all(char::is_alphanumeric))
        .collect();
    assert_eq!(known, written);
}

/// The types with `FromStr` in `folder`: written out, or made by a macro, one a line.
fn collect(folder: &Path, found: &mut BTreeSet<String>) {
    let word =
        |text: &str| -> String { text.chars().take_while(char::is_ascii_alphanumeric).collect() };
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        found.extend(
            text.split("impl FromStr for ").skip(1).map(word).filter(|name| !name.is_empty()),
        );
        for made in text.split("\nproven_types! {").skip(1).chain(text.split("\ntexts! {").skip(1))
        {
            let rows = made.split("\n}").next().unwrap().lines();
            let rows =
                rows.filter_map(|row| row.strip_prefix("    ").filter(|row| row.contains(": ")));
            found.extend(
                rows.filter(|row| row.starts_with(|c: char| c.is_ascii_uppercase())).map(word),
            );
        }
    }
}

/// What nests, nests deeply: no reader's stack ends before the text.
#[test]
fn deep_texts() {
    let pairs = [
        ("(", ")"),
        ("[", "]"),
        ("<", ">"),
        ("\"", "\""),
        ("a:", ";"),
        ("{\"a\":", "}"),
        ("{{#if name}}", "{{/if}}"),
        ("{{#each lines}}", "{{/each}}"),
        ("{{(a ", ")}}"),
        ("<a>", "</a>"),
        ("Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n", "\r\n--a--\r\n"),
        ("Content-Type: message/rfc822\r\n\r\n", ""),
    ];
    for (open, close) in pairs {
        let text = format!("{}{}", open.repeat(1000), close.repeat(1000));
        for (_, parse, _) in all() {
            let _ = parse(&text);
        }
        for (_, target) in TARGETS {
            target(text.as_bytes());
        }
    }
}

/// What grammars give a meaning to.
const MARKS: [&str; 39] = [
    ":",
    ";",
    ",",
    ".",
    "..",
    "/",
    "@",
    "<",
    ">",
    "\"",
    "\\",
    "'",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "{{",
    "}}",
    "*",
    "?",
    "=?",
    "?=",
    "=?utf-8?B?",
    "%",
    "+",
    "-",
    "_",
    " ",
    "\t",
    "\r\n",
    "\0",
    "\u{7f}",
    "é",
    "İ",
    "\u{202e}",
    "😀",
    "999999999999999999999999",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_texts(text in prop_oneof![any::<String>(), "\\PC{0,40}", "[ -~]{0,80}"]) {
        for (_, parse, _) in all() {
            let _ = parse(&text);
        }
    }

    /// Nearly what each takes: cut, repeated, and with marks put in.
    #[test]
    fn mutated_texts(changes in prop::collection::vec((any::<Index>(), 0_usize..6, prop_oneof![Just(""), select(&MARKS[..])]), 1..5)) {
        for (_, parse, seed) in all() {
            let mut text = seed.to_owned();
            for (at, length, mark) in &changes {
                let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
                let begin = at.index(ends.len());
                let end = ends[(begin + length).min(ends.len() - 1)];
                let cut = text[ends[begin]..end].to_owned();
                // What is cut comes again, twice, at the end.
                text.replace_range(ends[begin]..end, mark);
                if length % 2 == 1 {
                    text.push_str(&cut.repeat(2));
                }
            }
            let _ = parse(&text);
        }
    }

    /// Two of them, one within the other, and very long ones.
    #[test]
    fn texts_within_texts(one in any::<Index>(), other in any::<Index>(), at in any::<Index>(), times in 1_usize..40) {
        let seeds: Vec<&str> = all().map(|(_, _, seed)| seed).collect();
        let (one, other) = (*one.get(&seeds), *other.get(&seeds));
        let ends: Vec<usize> = one.char_indices().map(|(at, _)| at).chain([one.len()]).collect();
        let (before, after) = one.split_at(*at.get(&ends));
        for text in [format!("{before}{other}{after}"), one.repeat(times), before.repeat(times)] {
            for (_, parse, _) in all() {
                let _ = parse(&text);
            }
        }
    }
}
