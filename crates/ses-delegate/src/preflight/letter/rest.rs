//! What is refused of a draft whose other fields are refused already.

use std::collections::HashSet;

use crate::draft::Draft;
use crate::error::ParseError;
use crate::plan::prepare;
use crate::stamp::Stamp;

/// What `prepare` says of the route and of sizes, for which it asks when every
/// field is read: found here without the fields that are `refused`.
pub(super) fn refused_besides(
    draft: &Draft,
    refused: &[ParseError],
    stamp: &Stamp,
) -> Vec<ParseError> {
    let is_of_the_whole = |error: &ParseError| {
        ["message.size", "tags.length"].contains(&error.code())
            || error.code().starts_with("route.")
    };
    if refused.iter().any(is_of_the_whole) {
        return Vec::new();
    }
    let mut errors = prepare(&without(draft, refused), stamp).err().unwrap_or_default();
    errors.retain(is_of_the_whole);
    errors
}

/// The draft with something harmless, as short as can be, in place of what is refused.
fn without(draft: &Draft, refused: &[ParseError]) -> Draft {
    let mut rest = draft.clone();
    for error in refused {
        let name = error.field().split(['.', '[']).next().unwrap_or_default();
        match name {
            "delegate" | "region" | "endpoint" | "endpointVariant" => {
                rest.delegate = None;
                "us-east-1".clone_into(&mut rest.region);
                rest.endpoint.clear();
                rest.endpoint_variant = None;
            }
            "from" => "a@a.aa".clone_into(&mut rest.from),
            "to" | "cc" | "bcc" => {
                rest.to = vec!["a@a.aa".to_owned()];
                rest.cc.clear();
                rest.bcc.clear();
            }
            "sender" => rest.sender.clear(),
            "replyTo" => rest.reply_to.clear(),
            "returnPath" => rest.return_path.clear(),
            "subject" => rest.subject.clear(),
            "inReplyTo" => rest.in_reply_to.clear(),
            "references" => rest.references.clear(),
            "listUnsubscribe" => rest.list_unsubscribe = None,
            "listId" => rest.list_id.clear(),
            "feedbackId" => rest.feedback_id.clear(),
            "autoSubmitted" => rest.auto_submitted.clear(),
            "importance" => rest.importance.clear(),
            "icalEvent" => rest.ical_event = None,
            "configurationSet" => rest.configuration_set.clear(),
            "tags" => rest.tags.clear(),
            "listManagement" => rest.list_management = None,
            "tenant" => rest.tenant.clear(),
            // What is read below, and fields that a draft has not yet.
            _ => {}
        }
    }
    let entries = refused.iter().filter_map(|error| Some(error.field().split_once(']')?.0));
    let entries: HashSet<_> = entries.collect();
    let is_good = |list: &str, at: usize| !entries.contains(format!("{list}[{at}").as_str());
    let mut at = 0..;
    rest.headers.retain(|_| at.next().is_none_or(|at| is_good("headers", at)));
    let mut at = 0..;
    rest.attachments.retain(|_| at.next().is_none_or(|at| is_good("attachments", at)));
    rest
}

#[cfg(test)]
mod tests {
    use crate::draft::{Draft, Header, ListManagement, Tag, Unsubscribe};
    use crate::preflight::sample::{Sample, good};
    use crate::route::Route;

    fn is_told_of(sample: &Sample, code: &str) -> bool {
        !sample.of(code).is_empty()
    }

    /// Every field, broken, hides neither the route that loses something nor itself.
    #[test]
    fn what_is_wrong_with_the_whole_is_told_besides() {
        let bad = || "a\nb".to_owned();
        let breaks: [fn(&mut Draft, String); 23] = [
            |draft, text| draft.delegate.as_mut().unwrap().source_arn = text,
            |draft, text| draft.region = text,
            |draft, text| draft.endpoint = text,
            |draft, text| draft.from = text,
            |draft, text| draft.sender = text,
            |draft, text| draft.to.push(text),
            |draft, text| draft.cc.push(text),
            |draft, text| draft.bcc.push(text),
            |draft, text| draft.reply_to.push(text),
            |draft, text| draft.return_path = text,
            |draft, text| draft.subject = text,
            |draft, text| draft.in_reply_to = text,
            |draft, text| draft.references.push(text),
            |draft, url| draft.list_unsubscribe = Some(Unsubscribe { url, ..Default::default() }),
            |draft, text| draft.list_id = text,
            |draft, text| draft.feedback_id = text,
            |draft, text| draft.auto_submitted = text,
            |draft, text| draft.importance = text,
            |draft, name| draft.headers.push(Header { name, value: "x".to_owned() }),
            |draft, text| draft.configuration_set = text,
            |draft, name| draft.tags.push(Tag { name, value: "x".to_owned() }),
            |draft, contact_list| {
                draft.list_management = Some(ListManagement { contact_list, ..Default::default() });
            },
            |draft, text| draft.tenant = text,
        ];
        for (at, change) in breaks.into_iter().enumerate() {
            let sample = good().with(|draft| change(draft, bad()));
            assert_eq!(sample.of("route-loses-something"), [], "{at}");
            let sample = sample.with_file("a.bin", 1).by(Route::V1SendEmail);
            let errors = sample.draft.read().unwrap_err();
            assert!(errors.iter().all(|error| !error.code().starts_with("route.")), "{at}");
            assert!(is_told_of(&sample, "route-loses-something"), "{at}: {errors:?}");
        }
    }

    #[test]
    fn what_is_refused_itself_is_not_counted() {
        let sample = good().with_file("a\nb", 1).by(Route::V1SendEmail);
        assert!(!is_told_of(&sample, "route-loses-something"));
        let sample = sample.with_file("c.bin", 1);
        assert!(is_told_of(&sample, "route-loses-something"));
    }

    #[test]
    fn the_size_is_told_besides() {
        let sample = good().with_file("a.bin", 8_000_000).with(|draft| draft.subject = "\n".into());
        let told = sample.findings();
        assert!(told.iter().any(|finding| finding.field == "attachments"), "{told:#?}");
    }
}
