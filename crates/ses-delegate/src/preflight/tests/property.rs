//! What holds of any draft.

use proptest::prelude::*;

use crate::draft::{Delegate, Draft, File, Header, ListManagement, Tag, Unsubscribe};
use crate::plan::prepare;
use crate::preflight::case::Case;
use crate::preflight::known::{Known, KnownAccount, KnownCredentials, KnownQuota};
use crate::preflight::letter::Letter;
use crate::preflight::sample::{ARN, good};
use crate::preflight::{Finding, Severity, preflight};
use crate::region::Variant;
use crate::route::Route;
use crate::stamp::{Stamp, UnixTime};

/// Good in some field, and bad in others.
const TEXTS: [&str; 28] = [
    "",
    " ",
    "Hello",
    "two\nlines",
    "ann@example.com",
    "Ann <ann+x@mail.example.com>",
    "Ann <ann@example.org>",
    "success@simulator.amazonses.com",
    "jürgen@example.com",
    "bounces@example.net",
    ARN,
    "arn:aws:ses:us-east-1:123456789012:identity/ann@example.com",
    "arn:aws:ses:us-east-1:111122223333:identity/example.net",
    "arn:aws:ses:eu-west-1:123456789012:identity/example.com",
    "arn:aws:ses:*:123456789012:identity/example.com",
    "arn:aws:ses:us-gov-west-1:123456789012:identity/example.com",
    "us-east-1",
    "eu-west-1",
    "ap-east-1",
    "https://email.eu-west-1.amazonaws.com",
    "http://127.0.0.1:8425",
    "http://ses.example",
    "https://ses.example",
    "X-SES-SOURCE-ARN",
    "Subject",
    "X-Mailer",
    "<a@b.c>",
    "<img src=\"cid:logo\"> http://example.com see attached {{name}}",
];

fn delegate(draft: &mut Draft) -> &mut Delegate {
    draft.delegate.get_or_insert_default()
}

type Change = fn(&mut Draft, String);

const CHANGES: &[Change] = &[
    |draft, _| draft.delegate = None,
    |draft, text| delegate(draft).source_arn = text,
    |draft, text| delegate(draft).from_arn = text,
    |draft, text| delegate(draft).return_path_arn = text,
    |draft, text| draft.region = text,
    |draft, text| draft.from = text,
    |draft, text| draft.sender = text,
    |draft, text| draft.to.push(text),
    |draft, text| draft.cc.push(text),
    |draft, text| draft.bcc.push(text),
    |draft, text| draft.reply_to.push(text),
    |draft, _| draft.to.clear(),
    |draft, text| draft.return_path = text,
    |draft, text| draft.subject = text,
    |draft, text| draft.in_reply_to = text,
    |draft, text| draft.references.push(text),
    |draft, text| draft.list_unsubscribe = Some(Unsubscribe { url: text, ..Default::default() }),
    |draft, text| draft.list_id = text,
    |draft, text| draft.feedback_id = text,
    |draft, text| draft.auto_submitted = text,
    |draft, text| draft.importance = text,
    |draft, text| draft.headers.push(Header { name: text, value: "x".to_owned() }),
    |draft, text| draft.headers.push(Header { name: "X-Mailer".to_owned(), value: text }),
    |draft, text| draft.text = text,
    |draft, text| draft.html = text,
    |draft, text| draft.attachments.push(File { filename: text, ..File::default() }),
    |draft, text| {
        let filename = "a.bin".to_owned();
        draft.attachments.push(File { filename, cid: text, ..File::default() });
    },
    |draft, text| draft.configuration_set = text,
    |draft, text| draft.tags.push(Tag { name: text.clone(), value: text }),
    |draft, text| {
        let contact_list = text;
        draft.list_management = Some(ListManagement { contact_list, ..Default::default() });
    },
    |draft, text| draft.tenant = text,
    |draft, text| draft.endpoint = text,
    |draft, text| draft.endpoint_variant = Variant::ALL.get(text.len() % 5).copied(),
    |draft, text| draft.route = Route::ALL.get(text.len() % 6).copied(),
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        9 => proptest::sample::select(&TEXTS[..]).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

fn draft() -> impl Strategy<Value = Draft> {
    let changes = (proptest::sample::select(CHANGES), text());
    proptest::collection::vec(changes, 0..9).prop_map(|changes| {
        let mut draft = good().draft;
        for (change, text) in changes {
            change(&mut draft, text);
        }
        draft
    })
}

fn known() -> impl Strategy<Value = Known> {
    let time = || proptest::option::of(0_i64..2_000_000);
    let number = || prop_oneof![Just(-1.0), Just(200.0), Just(1.0), any::<f64>()];
    let quota = (number(), number(), number());
    let account = (any::<Option<bool>>(), any::<Option<bool>>(), any::<Option<bool>>(), quota);
    let callers =
        ["123456789012", "arn:aws:iam::123456789012:root", "arn:aws-cn:iam::111122223333:user/a"];
    let caller = proptest::option::of(proptest::sample::select(callers.to_vec()));
    (time(), time(), any::<bool>(), any::<Option<u64>>(), account, caller).prop_map(
        |(at, expire, are_temporary, bytes_per_second, account, caller)| {
            let time = |seconds| UnixTime::from_seconds(seconds).unwrap();
            let (is_in_production, is_sending_enabled, is_under_review, quota) = account;
            let (most, rate, sent) = quota;
            Known {
                template: None,
                at: at.map(time),
                caller: caller.map(|caller| caller.parse().unwrap()),
                credentials: Some(KnownCredentials { are_temporary, expire: expire.map(time) }),
                bytes_per_second,
                account: Some(KnownAccount {
                    is_in_production,
                    is_sending_enabled,
                    is_under_review,
                    quota: Some(KnownQuota {
                        max_24_hour_send: most,
                        max_send_rate: rate,
                        sent_last_24_hours: sent,
                    }),
                }),
            }
        },
    )
}

/// Equal findings once, with their number.
fn counted(findings: impl Iterator<Item = Finding>) -> Vec<(Finding, usize)> {
    let mut counts: Vec<(Finding, usize)> = Vec::new();
    for finding in findings {
        match counts.iter_mut().find(|(known, _)| *known == finding) {
            Some((_, count)) => *count += 1,
            None => counts.push((finding, 1)),
        }
    }
    counts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn findings_are_sorted_stable_and_complete(draft in draft(), known in known()) {
        let findings = preflight(&draft, &known);
        prop_assert_eq!(&findings, &preflight(&draft, &known));
        prop_assert!(findings.is_sorted_by_key(|finding| finding.severity));
        for finding in &findings {
            prop_assert!(!finding.found.is_empty() && !finding.mend.is_empty(), "{:?}", finding);
        }

        let at = known.at.unwrap_or(UnixTime::from_seconds(0).unwrap());
        let refused = prepare(&draft, &Stamp { at, nonce: [7; 16] }).err().unwrap_or_default();
        let is_error = |finding: &&Finding| finding.severity == Severity::Error;
        let case = Case::new(Letter::of_draft(&draft, &known), &known);
        // Each is told by one rule, once.
        let wanted = refused.iter().map(|error| {
            let finding = case.teller(error).told(&case, error);
            assert_eq!(finding.field, error.field());
            finding
        });
        for (finding, count) in counted(wanted) {
            let told = findings.iter().filter(|it| is_error(it) && **it == finding).count();
            prop_assert_eq!(told, count, "{:?} in {:#?}", finding, findings);
        }
        // Without errors it can be sent; what is refused is never silent.
        prop_assert!(refused.is_empty() || findings.first().is_some_and(|it| is_error(&it)));
    }
}

/// The generator is no use if it never refuses or never prepares.
#[test]
fn random_drafts_are_of_both_kinds() {
    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let stamp = Stamp { at: UnixTime::from_seconds(0).unwrap(), nonce: [7; 16] };
    let drafts = (0..400).map(|_| draft().new_tree(&mut runner).unwrap().current());
    let prepared = drafts.filter(|draft| prepare(draft, &stamp).is_ok()).count();
    assert!((40..360).contains(&prepared), "{prepared} of 400 can be sent");
}
